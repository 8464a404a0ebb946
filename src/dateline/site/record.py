"""The record: what all stories expected, and what came."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.text import paragraphs
from dateline.site import urls
from dateline.site.cards import of_story
from dateline.site.chronicle import OUTCOMES
from dateline.site.dates import in_words
from dateline.site.digest import Card, Digest
from dateline.site.expectations import GONE, LOST, is_overdue
from dateline.site.expected import Expectation
from dateline.site.foreseen import Foreseen
from dateline.site.frame import Output, Site
from dateline.site.front import NEWEST, by_time
from dateline.site.paging import Sheet, sheets
from dateline.site.prose import Links, spelt
from dateline.site.rows import joined
from dateline.site.words import N_, NN_, _, _n, listed

SIGNS = {"held": "✓", "partly": "◐", "failed": "✗", "happened": "✓", "": "…", GONE: "?", LOST: "?"}
"""The sign before what became of an expectation; others have a dash."""
WORDS = {
    **OUTCOMES,
    "happened": N_("happened"),
    "settled": N_("over before its day"),
    GONE: N_("gone without a word"),
    LOST: N_("gone"),
}
"""What became of an expectation, as readers read it."""
LABELS = {
    "held": NN_("{n} held"),
    "partly": NN_("{n} held in part"),
    "failed": NN_("{n} failed"),
    "unjudged": NN_("{n} closed without a verdict"),
    "happened": NN_("{n} announced and happened"),
    "early": NN_(
        "{n} over before the day, because it came early or was called off",
        "{n} over before the day, because it came early or was called off",
    ),
    "unexplained": NN_("{n} gone without a word"),
    "lost": NN_(
        "{n} gone, and a version that was withdrawn may have said why",
        "{n} gone, and a version that was withdrawn may have said why",
    ),
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
        return ", ".join(_n(told[name], *words) for name, words in LABELS.items() if told[name])


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
        marks = [(one.card.slug, one.card.title, one.card.lang, one.card.published, one.mark(Expectation)) for one in some]
        yield site.output(sheet.address, _page, shown, some, shows=(shown, marks))


def _page(site: Site, address: str, shown: RecordPage, digests: Sequence[Digest]) -> bytes:
    stories = joined((_story(one, site.link_from(address)) for one in digests), "")
    return site.page("record.html", address, shown=shown, stories=stories)


def _story(story: Digest, link: Callable[[str], str]) -> str:
    there = link(urls.story(story.card.slug))
    rows = (_row(one, story.card, link) for one in story.rows(Expectation))
    return of_story(story.card, there, "record", rows)


def _row(one: Expectation, card: Card, link: Callable[[str], str]) -> str:
    def version(number: int) -> Markup:
        return Markup('<a href="{}">{}</a>').format(link(urls.version(card.slug, number)), _("version {n}", n=number))

    told, after = _told(one, card, link), " ".join(_afterwards(one, version))
    became = str(_became(one, card, version)) + (f": {told}" if told else "." * bool(after))
    parts = (escape(one.text), f"{became} {after}".rstrip(), _expected(one, version))
    return f"<li>{joined(f'<p>{part}</p>' for part in parts)}</li>\n"


def _became(one: Expectation, card: Card, version: Callable[[int], Markup]) -> str:
    """What came, and the version that said it."""
    if one.became:
        return _("{became} in {version}", became=_sign(one, _said(one.became)), version=version(one.version))
    if is_overdue(one, card.published):
        overdue, day = _sign(one, _("overdue")), _day(card.published[:10])
        return _("{overdue} in version {n}, the newest, of {date}", overdue=overdue, n=one.version, date=day)
    return _sign(one, _("still open"))


def _sign(one: Expectation, words: str) -> Markup:
    """What came, in bold behind its sign."""
    return Markup('<b><span aria-hidden="true">{}</span> {}</b>').format(SIGNS.get(one.became, "–"), words)


def _said(became: str) -> str:
    return _(WORDS.get(became, became))


def _told(one: Expectation, card: Card, link: Callable[[str], str]) -> str:
    """What came, with its sources."""
    links = Links(dict(one.cited), link(urls.version(card.slug, one.version)))
    return " ".join(spelt(sentence, links) for sentence in chain.from_iterable(paragraphs(one.told)))


def _afterwards(one: Expectation, version: Callable[[int], Markup]) -> Iterator[str]:
    """What later versions correct, and what earlier ones said."""
    for number, right in one.corrected:
        yield f"<b>{_('Corrected in {version}', version=version(number))}:</b> {escape(right)}"
    if one.earlier:
        told = (_("{became} in {version}", became=_said(became), version=version(number)) for became, number in one.earlier)
        yield _("Before that: {what}.", what=Markup(", ").join(told))


def _expected(one: Expectation, version: Callable[[int], Markup]) -> str:
    """Since when it was expected, for when, and which versions in between were withdrawn."""
    parts = [_("Expected since {version}", version=version(one.since))]
    for place, date in enumerate(map(_day, one.dates)):
        parts.append(_("then for {date}", date=date) if place else _("for {date}", date=date))
    told = ", ".join(parts)
    told += f"; {_('without a date since {version}', version=version(one.undated))}" if one.undated else ""
    if one.withdrawn:
        gone = Markup(listed([*map(version, one.withdrawn)], len(one.withdrawn)))  # noqa: S704  # of markup
        said = NN_("{versions} was withdrawn", "{versions} were withdrawn")
        if one.became == LOST:
            said = NN_(
                "{versions}, which may have said why, was withdrawn",
                "{versions}, which may have said why, were withdrawn",
            )
        told += f"; {_n(len(one.withdrawn), *said, versions=gone)}"
    return told


def _day(date: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(date, in_words(date))
