"""Claims: a figure in a fact, whose it is, and the part of the sentence that says it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.core.text import Figure, significant_words
from dateline.core.text.mentions import roots
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.measures import Measured, are_like, is_named_old, measured
from dateline.desk.extractive.weights import Weights

MOST_WORDS = 6
"""The most words that name whose a figure is."""

LEAST_WORDS = 3
"""The fewest words of a part that is quoted alone."""

_JOINT = re.compile(r",?\s(?:and|but|against|while|und|gegen|gegenüber|et|contre|mais|y|frente a|pero)\s|[,;]\s", re.IGNORECASE)
_PIECE = re.compile(r"[,;:]\s")
_OF = re.compile(r"\s(?:of|der|des|von|de|del)\s(?:the\s|all\s|la\s|los\s|las\s)?(?P<noun>[^\W\d_]+)")
_ON_A_DAY = re.compile(r"^(?:On|Am)\s\w+\s|^(?:que|dass|that|which)\s|\s(?:still|noch|encore|aún|today|heute)$")
_ONLY = re.compile(r"\b(?:only|just|no more than|nur|lediglich|n['’](?:a|ont)|seulement|sólo|solo)\b")


@dataclass(frozen=True, eq=False)
class ClaimedFigure:
    """A figure, and whose it is."""

    fact: Fact
    """The fact."""
    figure: Figure
    """The figure."""
    who: str
    """The words that name who says it; empty if that is only the outlet."""
    words: str
    """The part of the sentence with the figure and with who says it."""
    counts: str
    """The root of what is counted; empty if the part does not name it."""
    measure: Measured | None
    """What the figure measures, if the sentence tells."""


def claims(fact: Fact) -> Iterator[ClaimedFigure]:
    """The claims in a fact."""
    values = {one.value: one for one in measured(fact)}
    start = 0
    for number, figure in enumerate(fact.figures):
        later = fact.figures[number + 1].start if number + 1 < len(fact.figures) else len(fact.words)
        joints = list(_JOINT.finditer(fact.words, figure.end, later)) if later < len(fact.words) else []
        end, following = joints[-1].span() if joints else (later, later)
        words = fact.words[start : end if joints else len(fact.words)]
        measure = values.get(figure)
        if measure is None or not is_named_old(measure):
            yield ClaimedFigure(fact, figure, _who(fact, words), _part(words, figure), _counted(fact, figure, measure), measure)
        start = following if joints else start


def _part(words: str, figure: Figure) -> str:
    """The piece of a clause with the figure, without who says it, if it is long enough to be quoted."""
    piece = next((one for one in _PIECE.split(words) if figure.text in one), "")
    return (piece if len(piece.split()) >= LEAST_WORDS else words).strip()


def _counted(fact: Fact, figure: Figure, measure: Measured | None) -> str:
    if figure.unit == "plain":
        named = measure is not None and not any(fact.cues.finds(group, measure.noun) for group in ("according", "says"))
        return measure.kind.partition(" ")[0] if measure and named else ""
    of = _OF.match(fact.words, figure.end)
    return min(roots(of["noun"]), default="") if of else ""


def _who(fact: Fact, words: str) -> str:
    """Who says a figure: after "according to", or beside a verb of saying in its piece of the sentence."""
    for piece in _PIECE.split(words):
        for start, end in (*fact.cues.places("according", piece), *fact.cues.places("says", piece)):
            before, after = (_ON_A_DAY.sub("", part.strip()) for part in (piece[:start], piece[end:]))
            for part in (before, after):
                if 0 < len(part.split()) <= MOST_WORDS and not re.search(r"\d|[“”\"„«»]", part) and significant_words(part):
                    return part
    return ""


def differ(a: ClaimedFigure, b: ClaimedFigure, weights: Weights) -> bool:
    """Whether two claims of one day, in one unit, are different figures for one thing, by different origins."""
    if a.figure.agrees(b.figure) or not _same_days(a, b):
        return False
    if a.counts and b.counts and a.counts != b.counts:
        return False
    if a.fact.item is b.fact.item:
        near = abs(a.fact.place - b.fact.place) <= 1
        each = bool(a.who and b.who) or (bool(b.who) and _ONLY.search(b.fact.words) is not None)
        return near and each and not roots(a.who) & roots(b.who)
    is_like = a.measure is not None and b.measure is not None and are_like(a.measure, b.measure, weights)
    return is_like and bool(a.who or b.who) and not (roots(a.who) & roots(b.who)) and a.fact.item.feed != b.fact.item.feed


def _same_days(a: ClaimedFigure, b: ClaimedFigure) -> bool:
    """Whether neither sentence names a day that the other does not share."""
    days, others = ({one.value for one in side.fact.days} for side in (a, b))
    return not days or not others or bool(days & others)
