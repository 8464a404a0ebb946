"""The record: what all stories expected, and what came."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.text import paragraphs
from dateline.core.text.day_words import day_in_words
from dateline.site import urls
from dateline.site.digest import Card, Digest, Expectation, Foreseen
from dateline.site.expectations import GONE, is_overdue
from dateline.site.frame import Output, Site
from dateline.site.front import NEWEST, by_time
from dateline.site.paging import Sheet, sheets
from dateline.site.prose import Links, spelt
from dateline.site.rows import joined, of_story

SIGNS = {"held": "✓", "partly": "◐", "failed": "✗", "happened": "✓", "": "…", GONE: "?"}
"""The sign before what became of an expectation; others have a dash."""
WORDS = {"settled": "over before its day", GONE: "gone without a word"}
"""What became of an expectation, as readers read it, if it is more than a word."""
LABELS = {
    "held": "{} held",
    "partly": "{} held in part",
    "failed": "{} failed",
    "unjudged": "{} closed without a verdict",
    "happened": "{} announced and happened",
    "early": "{} over before the day, because it came early or was called off",
    "unexplained": "{} gone without a word",
}
"""What is over, in the order in which it is counted."""


class RecordPage(NamedTuple):
    """A page of the record."""

    sheet: Sheet
    stories: int
    """How many stories expected something."""
    total: Foreseen
    """What all of them expected."""
    more: int
    """How many stories there are, if the first page does not list all of them; else 0."""

    @property
    def over(self) -> str:
        """What became of everything that is over, in words."""
        told = self.total._asdict()
        return ", ".join(words.format(f"{told[name]:,}") for name, words in LABELS.items() if told[name])


def foreseeing(digests: Iterable[Digest]) -> list[Digest]:
    """The stories that expected something, archived ones included, in the order of their slugs."""
    return [one for one in digests if one.card.version and one.card.foreseen.total]


def pages(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """What the stories that changed last expected and, if there are more, what all of them did; none if nothing was expected."""
    every = foreseeing(digests)
    total = Foreseen(*map(sum, zip(*(one.card.foreseen for one in every), strict=True)))
    more = len(every) if len(every) > NEWEST else 0
    lists = [(Sheet(urls.RECORD, slice(NEWEST)), by_time(every))] if every else []
    lists += [(sheet, every) for sheet in sheets(urls.RECORD + urls.ALL, len(every), NEWEST)] if more else []
    for sheet, found in lists:
        some = found[sheet.rows]
        shown = RecordPage(sheet, len(every), total, more)
        marks = [(one.card.slug, one.card.title, one.card.published, one.mark(Expectation)) for one in some]
        yield site.output(sheet.address, _page, shown, some, shows=(shown, marks))


def _page(site: Site, address: str, shown: RecordPage, digests: Sequence[Digest]) -> bytes:
    stories = joined((_story(one, site.link_from(address)) for one in digests), "")
    return site.page("record.html", address, shown=shown, stories=stories)


def _story(story: Digest, link: Callable[[str], str]) -> str:
    there = link(urls.story(story.card.slug))
    rows = (_row(one, story.card, link) for one in story.rows(Expectation))
    return of_story(story.card.slug, story.card.title, there, "record", rows)


def _row(one: Expectation, card: Card, link: Callable[[str], str]) -> str:
    return f"<li><p>{escape(one.text)}</p>\n<p>{_became(one, card, link)}</p>\n<p>{_expected(one, card, link)}</p></li>\n"


def _became(one: Expectation, card: Card, link: Callable[[str], str]) -> Markup | str:
    """What came, with its sources, and the version that said it."""
    sign = f'<span aria-hidden="true">{SIGNS.get(one.became, "–")}</span>'
    if not one.became:
        late = is_overdue(one, card.published)
        return f"<b>{sign} overdue</b> in version {one.version}, the newest" if late else f"<b>{sign} still open</b>"
    there = link(urls.version(card.slug, one.version))
    told = _spelt(one, there)
    version = f'<a href="{escape(there)}">version {one.version}</a>'
    return f"<b>{sign} {WORDS.get(one.became, one.became)}</b> in {version}{f': {told}' if told else ''}"


def _spelt(one: Expectation, there: str) -> str:
    links = Links(dict(one.cited), there)
    return " ".join(spelt(sentence, links) for sentence in chain.from_iterable(paragraphs(one.told)))


def _expected(one: Expectation, card: Card, link: Callable[[str], str]) -> str:
    """Since when it was expected, and for when."""
    since = f'<a href="{escape(link(urls.version(card.slug, one.since)))}">version {one.since}</a>'
    return f"Expected since {since}{''.join(_dates(one.dates))}"


def _dates(dates: Sequence[str]) -> Iterator[str]:
    for place, date in enumerate(dates):
        yield f', {"then " if place else ""}for <time datetime="{escape(date)}">{day_in_words(date)}</time>'
