"""The table of a card: figures and dates that changed, with their sources."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dateline.core.citations import cited, plain
from dateline.core.compare import FigureChange
from dateline.core.model import SECTIONS
from dateline.core.text.day_words import day_in_words
from dateline.flows.reviews import VersionReview
from dateline.report.card.links import short_name, shortened
from dateline.report.card.parts import CardBlock, CardPart
from dateline.report.places import place_within
from dateline.report.redline import CHANGED_FIGURES

LONGEST_CELL = 80
MOST_ROWS = 30


class FigureRow(NamedTuple):
    """A figure or date; its texts are escaped."""

    label: str
    before: str
    after: str
    source: str


def figures(review: VersionReview) -> CardPart:
    """The key figures, the other figures that changed, and the events whose date changed."""
    rows = [*_key_figures(review), *_others(review), *_dates(review)]
    if not rows:
        return CardPart(CHANGED_FIGURES, ())
    now = f"Version {review.version.version}"
    heads = ("", f"Version {review.before.version}", now, "Source") if review.before else ("", now, "Source")
    lines = [heads, ["---"] * len(heads)]
    for one in rows[:MOST_ROWS]:
        after = f"**{one.after}**" if one.after and review.before else one.after or "gone"
        lines.append([one.label, *([one.before or "new"] if review.before else []), after, one.source])
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    more = f"\n\n*and {len(rows) - MOST_ROWS} more*" if len(rows) > MOST_ROWS else ""
    return CardPart("figures and dates", (CardBlock(text + more),), CHANGED_FIGURES, order=10)


def _key_figures(review: VersionReview) -> Iterator[FigureRow]:
    for one in review.comparison.key_figures:
        if one.kind != "kept":
            keys = one.after.sources if one.after else ()
            was, now = map(_cell, one.values)
            yield FigureRow(_cell(one.label), was, now, _named(keys, review))


def _others(review: VersionReview) -> Iterator[FigureRow]:
    """The figures in sentences; what the table has above is not repeated."""
    pairs = set(review.comparison.other_figures) if review.before else set()
    pairs -= {(one.before.date, one.after.date) for one in review.comparison.events if one.before and one.after}
    for one in review.comparison.figures if pairs else ():
        if (one.before, one.after) in pairs:
            pairs.remove((one.before, one.after))
            yield FigureRow(_where(one, review), _cell(one.before), _cell(one.after), _named(_keys(one, review), review))


def _where(one: FigureChange, review: VersionReview) -> str:
    """The section of a figure, and the place in it."""
    version = review.version if one.after else review.before
    section = one.at.partition("[")[0]
    change = next((each for each in review.comparison.changes if each.at == one.at and one.after in each.after), None)
    within = place_within(one.at, change.after or change.before, version) if version and change else ""
    return _cell(", ".join(filter(None, (SECTIONS.get(section, ""), within))))


def _keys(one: FigureChange, review: VersionReview) -> Iterable[str]:
    """The sources of the sentence that has a figure now."""
    changes = (each for each in review.comparison.changes if one.after and each.at == one.at and one.after in each.after)
    return next((each.now.said.citations for each in changes if each.now), ())


def _dates(review: VersionReview) -> Iterator[FigureRow]:
    for one in review.comparison.events:
        if one.before and one.after and one.before.date != one.after.date and one.kind != "merged":
            was, now = (_cell(day_in_words(each.date)) for each in (one.before, one.after))
            yield FigureRow(_cell(plain(one.after.text)), was, now, _named(cited(one.after.text), review))


def _named(keys: Iterable[str], review: VersionReview) -> str:
    """The first of some sources that the version has; a new one, if there is one."""
    found = [review.sources[key] for key in keys if key in review.sources]
    first = next((one for one in found if one.is_new), found[0] if found else None)
    return short_name(first, review.version.published[:4]) if first else ""


def _cell(text: str) -> str:
    return shortened(text, LONGEST_CELL)
