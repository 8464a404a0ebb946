"""The open questions of all stories, and those that were closed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import escape

from dateline.site import record, urls
from dateline.site.cards import of_story
from dateline.site.chronicle import Chronicle
from dateline.site.dates import until_when
from dateline.site.digest import ClosedRow, Digest, OpenQuestion
from dateline.site.frame import Output, Site
from dateline.site.front import NEWEST, newest_first, told
from dateline.site.paging import Sheet, sheets
from dateline.site.rows import joined
from dateline.site.words import _

ADDRESS = "questions/"


class QuestionsPage(NamedTuple):
    """A page of questions."""

    sheet: Sheet
    stories: int
    """How many stories have open questions."""
    total: int
    """How many open questions there are."""
    more: int
    """How many stories there are, if the first page does not list the questions of all; else 0."""
    has_record: bool
    """Whether there is a page of what was foreseen."""


def asked(chronicle: Chronicle) -> Iterator[OpenQuestion]:
    """The questions that a story's newest version asks."""
    for one in chronicle.latest.open_questions if chronicle.versions else ():
        since = chronicle.ages[-1]["open_questions", one.id].since
        yield OpenQuestion(one.id, chronicle.printed(one.text), since, one.due or "")


def closed(chronicle: Chronicle) -> Iterator[ClosedRow]:
    """The questions that a story's versions closed."""
    words = {one.id: one.text for version in chronicle.versions for one in version.open_questions}
    for version in chronicle.versions:
        for end in version.closed_questions:
            asked = chronicle.printed(words[end.id]) if end.id in words else end.id
            yield ClosedRow(version.version, asked, end.outcome, end.verdict or "", chronicle.printed(end.text))


def pages(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """The questions of the stories that changed last and, if there are more stories, those of all by the story's name."""
    newest = newest_first(digests)
    stories, total = sum(bool(one.card.asked) for one in newest), sum(one.card.asked for one in newest)
    more = len(newest) if len(newest) > NEWEST else 0
    every, has_record = told(digests), bool(record.foreseeing(digests))
    lists = [(Sheet(ADDRESS, slice(NEWEST)), newest)]
    lists += [(sheet, every) for sheet in sheets(ADDRESS + urls.ALL, len(every), NEWEST)] if more else []
    for sheet, found in lists:
        some = found[sheet.rows]
        shown = QuestionsPage(sheet, stories, total, more, has_record)
        marks = [(one.card.slug, one.card.title, one.card.lang, one.mark(OpenQuestion), one.mark(ClosedRow)) for one in some]
        yield site.output(sheet.address, _page, shown, some, shows=(shown, marks))


def _page(site: Site, address: str, shown: QuestionsPage, digests: Sequence[Digest]) -> bytes:
    asked = joined((_asked(one, site.link_from(address)) for one in digests if one.card.asked), "")
    closed = [(one.card, end) for one in digests if one.card.closed for end in one.rows(ClosedRow)]
    return site.page("questions.html", address, shown=shown, asked=asked, closed=closed)


def _asked(story: Digest, link: Callable[[str], str]) -> str:
    """The open questions of a story. There are hundreds on a page, so they are written here and not in a template."""
    there = link(urls.story(story.card.slug))
    rows = [
        f'<li><p><a class="bare" href="{escape(there)}#q-{one.id}">{escape(one.text)}</a></p>'
        f'<p class="meta">{_("Open since version {n}", n=one.since)}{_due(one.due)}</p></li>\n'
        for one in story.rows(OpenQuestion)
    ]
    return of_story(story.card, there, "questions", rows)


def _due(date: str) -> str:
    return f" · {_('should be known {when}', when=until_when(date))}" if date else ""
