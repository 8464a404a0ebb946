"""The record: what all stories expected, and what came."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from markupsafe import escape

from dateline.core.text import paragraphs
from dateline.core.text.day_words import day_in_words
from dateline.site import urls
from dateline.site.digest import Card, Digest, Foreseen
from dateline.site.expectations import GONE, LOST, is_overdue
from dateline.site.expected import Expectation
from dateline.site.frame import Output, Site
from dateline.site.front import NEWEST, by_time
from dateline.site.paging import Sheet, sheets
from dateline.site.prose import Links, spelt
from dateline.site.rows import joined, of_story

SIGNS = {"held": "✓", "partly": "◐", "failed": "✗", "happened": "✓", "": "…", GONE: "?", LOST: "?"}
"""The sign before what became of an expectation; others have a dash."""
WORDS = {"settled": "over before its day", GONE: "gone without a word", LOST: "gone"}
"""What became of an expectation, as readers read it, if it is more than a word."""
LABELS = {
    "held": "{} held",
    "partly": "{} held in part",
    "failed": "{} failed",
    "unjudged": "{} closed without a verdict",
    "happened": "{} announced and happened",
    "early": "{} over before the day, because it came early or was called off",
    "unexplained": "{} gone without a word",
    "lost": "{} gone, and a version that was withdrawn may have said why",
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
    def version(number: int) -> str:
        return f'<a href="{escape(link(urls.version(card.slug, number)))}">version {number}</a>'

    told, after = _told(one, card, link), " ".join(_afterwards(one, version))
    became = _became(one, card, version) + (f": {told}" if told else "." * bool(after))
    parts = (escape(one.text), f"{became} {after}".rstrip(), _expected(one, version))
    return f"<li>{joined(f'<p>{part}</p>' for part in parts)}</li>\n"


def _became(one: Expectation, card: Card, version: Callable[[int], str]) -> str:
    """What came, and the version that said it."""
    sign = f'<span aria-hidden="true">{SIGNS.get(one.became, "–")}</span>'
    if one.became:
        return f"<b>{sign} {_said(one.became)}</b> in {version(one.version)}"
    if is_overdue(one, card.published):
        return f"<b>{sign} overdue</b> in version {one.version}, the newest, of {_day(card.published[:10])}"
    return f"<b>{sign} still open</b>"


def _said(became: str) -> str:
    return WORDS.get(became, became)


def _told(one: Expectation, card: Card, link: Callable[[str], str]) -> str:
    """What came, with its sources."""
    links = Links(dict(one.cited), link(urls.version(card.slug, one.version)))
    return " ".join(spelt(sentence, links) for sentence in chain.from_iterable(paragraphs(one.told)))


def _afterwards(one: Expectation, version: Callable[[int], str]) -> Iterator[str]:
    """What later versions correct, and what earlier ones said."""
    yield from (f"<b>Corrected in {version(number)}:</b> {escape(right)}" for number, right in one.corrected)
    if one.earlier:
        yield f"Before that: {', '.join(f'{_said(became)} in {version(number)}' for became, number in one.earlier)}."


def _expected(one: Expectation, version: Callable[[int], str]) -> str:
    """Since when it was expected, for when, and which versions in between were withdrawn."""
    told = "".join(f", {'then ' * (place > 0)}for {_day(date)}" for place, date in enumerate(one.dates))
    told += f"; without a date since {version(one.undated)}" if one.undated else ""
    if one.withdrawn:
        why, was = ", which may have said why," * (one.became == LOST), "was" if len(one.withdrawn) == 1 else "were"
        told += f"; {' and '.join(map(version, one.withdrawn))}{why} {was} withdrawn"
    return f"Expected since {version(one.since)}{told}"


def _day(date: str) -> str:
    return f'<time datetime="{escape(date)}">{day_in_words(date)}</time>'
