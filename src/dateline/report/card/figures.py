"""The table of a card: figures and dates that changed, with their sources."""

import re
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from dateline.core.citations import cited, plain
from dateline.core.compare import Change, FigureChange
from dateline.core.compare.quantities import quantities
from dateline.core.sentences import AnalysedText
from dateline.core.text.day_words import day_in_words
from dateline.flows.reviews import VersionReview
from dateline.report.card.links import short_name, shortened, unbroken
from dateline.report.card.parts import CardBlock, CardPart
from dateline.report.redline import CHANGED_FIGURES

LONGEST_LABEL = 60
MOST_ROWS = 30
_WORDS_BEFORE, _WORDS_AFTER = 6, 3


class FigureRow(NamedTuple):
    """A figure or date in both versions."""

    label: str
    """What it measures, or words of its sentence."""
    before: str
    """In the earlier version; empty if it is first told now."""
    after: str
    """In the later version; empty if it is told no more."""
    source: str
    """Who says so now, as Markdown."""

    @property
    def says(self) -> tuple[frozenset[Hashable], str]:
        """What it says now, however it is written, and by whom."""
        found = quantities(AnalysedText(self.after or self.before))
        return frozenset((one.measure, one.value) for one in found) or frozenset([self.after or self.before]), self.source


def figures(review: VersionReview) -> CardPart:
    """The key figures, the other figures that changed, and the events whose date changed."""
    followed = [*_key_figures(review)]
    said = {one.says for one in followed}
    rows = [*followed, *(one for one in dict.fromkeys((*_others(review), *_dates(review))) if one.says not in said)]
    if not rows:
        return CardPart(CHANGED_FIGURES, ())
    now = f"Version {review.version.version}"
    heads = ("", f"Version {review.before.version}", now, "Source") if review.before else ("", now, "Source")
    lines = [heads, ["---"] * len(heads), *(_cells(one, review) for one in rows[:MOST_ROWS])]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    more = f"\n\n*and {len(rows) - MOST_ROWS} more*" if len(rows) > MOST_ROWS else ""
    return CardPart("figures and dates", (CardBlock(text + more),), CHANGED_FIGURES, order=10)


def _cells(one: FigureRow, review: VersionReview) -> list[str]:
    label, after = shortened(one.label, LONGEST_LABEL), unbroken(one.after)
    if review.before is None:
        return [label, after, one.source]
    last = f"last told in version {review.before.version}"
    return [label, unbroken(one.before) or "not yet told", f"**{after}**" if after else last, one.source]


def _key_figures(review: VersionReview) -> Iterator[FigureRow]:
    for one in review.comparison.key_figures:
        if one.kind != "kept":
            yield FigureRow(one.label, *one.values, _named(one.after.sources if one.after else (), review))


def _others(review: VersionReview) -> Iterator[FigureRow]:
    """The figures in sentences; what the table has above is not repeated."""
    pairs = set(review.comparison.other_figures) if review.before else set()
    pairs -= {(one.before.date, one.after.date) for one in review.comparison.events if one.before and one.after}
    for one in review.comparison.figures if pairs else ():
        if (one.before, one.after) in pairs:
            pairs.remove((one.before, one.after))
            yield from _rows(one, review)


def _rows(one: FigureChange, review: VersionReview) -> Iterator[FigureRow]:
    """A row; two if it is not clear that one figure follows the other."""
    changes = review.comparison.changes
    was = next((each for each in changes if _has(each.before, one) and (one.after or each.was_at == one.at)), None)
    now = next((each for each in changes if one.after and each.at == one.at and one.after in plain(each.after)), None)
    source = _named(now.now.said.citations if now and now.now else (), review)
    if one.is_followed or not one.after:
        yield FigureRow(_about(now, was, one), one.before, one.after, source)
        return
    if not any(_has(each.after, one) for each in changes):
        yield FigureRow(_about(None, was, one), one.before, "", "")
    if not any(one.after in plain(each.before) for each in changes):
        yield FigureRow(_about(now, None, one), "", one.after, source)


def _has(sentence: str, one: FigureChange) -> bool:
    return (one.number or one.before) in plain(sentence)


def _about(now: Change | None, was: Change | None, one: FigureChange) -> str:
    """The words around a figure, with a gap in its place."""
    figure = one.after if now else one.number or one.before
    before, _, after = plain(now.after if now else was.before if was else "").partition(figure)
    words = (*before.split()[-_WORDS_BEFORE:], "…", *after.split()[:_WORDS_AFTER])
    return re.sub(r" (?=[.,;:!?])", "", " ".join(words)).strip(' .,;:"“”')


def _dates(review: VersionReview) -> Iterator[FigureRow]:
    for one in review.comparison.events:
        if one.before and one.after and one.before.date != one.after.date and one.kind != "merged":
            was, now = (day_in_words(each.date) for each in (one.before, one.after))
            yield FigureRow(plain(one.after.text), was, now, _named(cited(one.after.text), review))


def _named(keys: Iterable[str], review: VersionReview) -> str:
    """The first of some sources that the version has; a new one, if there is one."""
    found = [review.sources[key] for key in keys if key in review.sources]
    first = next((one for one in found if one.is_new), found[0] if found else None)
    return short_name(first, review.version.published[:4]) if first else ""
