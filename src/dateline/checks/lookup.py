"""Looks up what claims say in what they cite.

The grade of the evidence decides the level: where the item's text is kept, a miss is a warning; where a cited source is no more
than a headline, nobody can tell from here, and a miss is a note. It is a warning again where the headline says something else.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from dateline.checks.context import Objection, VersionContext
from dateline.checks.derived import derived
from dateline.checks.source_numbers import tokens
from dateline.checks.source_text import SourceText
from dateline.core.model import MUST_CITE, Level
from dateline.core.sentences import Claim
from dateline.core.text import Figure, Moment, find_pieces

CANNOT_TELL = "cannot be told from the title alone"

_NOWHERE = "Cite the source that has it, or correct the words."
_PIECES = "Read what is left out: the words around it may say something else."
_MOST = 0.6
_SEARCHED = 200
"""Misses of a version that are looked for in all of its sources; without a limit that would be quadratic."""
_YEAR = re.compile(r",?\s*\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b(?!\d)")
_TO_THE_YEAR, _TO_THE_MONTH, _TO_THE_DAY = 4, 7, 10  # characters of a date


class Fact(NamedTuple):
    """Something that a claim says."""

    words: str
    is_in: Callable[[SourceText], bool]
    """Whether a source has it."""
    fact: Figure | Moment | str | None = None
    """What was read of the words, if they are a figure, a date or a quotation."""


def numbers(context: VersionContext, claim: Claim) -> Iterator[Fact]:
    """The figures and dates of a claim, without what follows from two figures that are cited."""
    said = claim.said
    cited = cited_by(context, claim)
    for figure in said.figures:
        if any(_figure_in(figure, source) for source in cited) or not derived(figure, claim, cited):
            yield Fact(figure.text, partial(_figure_in, figure), figure)
    for moment in said.dates:
        yield Fact(moment.text, partial(_date_in, moment.value), moment)


def named(context: VersionContext, claim: Claim) -> Iterator[Fact]:
    """The names of a claim."""
    for name in claim.said.names:
        yield Fact(name, partial(_name_in, name, context.ambient))


def quoted(_: VersionContext, claim: Claim) -> Iterator[Fact]:
    """The quotations of a claim."""
    for quotation in claim.said.quotations:
        yield Fact(quotation, partial(_quotation_in, quotation), quotation)


def _figure_in(figure: Figure, source: SourceText) -> bool:
    return source.body.has_figure(figure)


def _date_in(value: str, source: SourceText) -> bool:
    return source.body.has_date(value)


def _name_in(name: str, ambient: frozenset[str], source: SourceText) -> bool:
    return source.body.has_name(name, ambient)


def _quotation_in(quotation: str, source: SourceText) -> bool:
    return source.has_quote(quotation)


def misses(context: VersionContext, sought: Callable[[VersionContext, Claim], Iterator[Fact]]) -> Iterator[Objection]:
    """What is in none of the sources that a claim cites."""
    elsewhere: dict[str, str] = {}
    for claim in context.claims:
        cited = cited_by(context, claim)
        for one in sought(context, claim) if cited else ():
            if any(map(one.is_in, cited)):
                continue
            if one.words not in elsewhere and len(elsewhere) < _SEARCHED:
                elsewhere[one.words] = next((source.key for source in context.source_texts.values() if one.is_in(source)), "")
            yield _miss(claim, one, cited, elsewhere.get(one.words, ""))


def cited_by(context: VersionContext, claim: Claim) -> list[SourceText]:
    """What a claim stands on: its sources; the whole version, where it cites none and need not cite any."""
    if not claim.sources and claim.section not in MUST_CITE:
        return list(context.source_texts.values())
    return [context.source_texts[key] for key in claim.sources if key in context.source_texts]


def level_of(cited: Iterable[SourceText]) -> Level:
    """A warning where every text is at hand, else a note."""
    return "warning" if all(source.has_text for source in cited) else "note"


def _miss(claim: Claim, one: Fact, cited: list[SourceText], other: str) -> Objection:
    level, words = level_of(cited), one.words
    said = "is in none of the sources cited" if level == "warning" else CANNOT_TELL
    if isinstance(one.fact, Moment):
        words = _doubtful(one.fact, cited)
    elif isinstance(one.fact, Figure) and not other and (instead := _instead(one.fact, claim, cited)):
        level, said = "warning", f'is not what is cited: that says "{instead}"'
    elif isinstance(one.fact, str) and _is_in_pieces(one.fact, cited):
        return Objection(claim.at, claim.sentence, f'"{words}" stands there, but not in one piece', _PIECES, "note")
    elif isinstance(one.fact, str) and _is_altered(one.fact, cited):
        level, said = "warning", "is put otherwise in what is cited"
    hint = f"[@{other}] has it: cite that, or correct the words." if other else _NOWHERE
    return Objection(claim.at, claim.sentence, f'"{words}" {said}', hint, level)


def _is_in_pieces(quotation: str, cited: list[SourceText]) -> bool:
    """Whether a source has all that a quotation has between its ellipses; quotation marks within do not count."""
    words = quotation.replace('"', "")
    return any(find_pieces(words, source.body.folded.replace('"', "")) for source in cited)


def _doubtful(moment: Moment, cited: list[SourceText]) -> str:
    """The part of a date that nothing cited bears out: its day, its year, or all of it."""
    value = moment.value
    is_full = value[0] != "-" and len(value) > _TO_THE_YEAR

    def is_known(part: str) -> bool:
        return any(_date_in(part, source) for source in cited)

    if len(value) == _TO_THE_DAY and is_known(value[:_TO_THE_MONTH]) and (day := _DAY.search(moment.text)):
        return day[0]
    if is_full and is_known(value[:_TO_THE_YEAR]):
        return _YEAR.sub("", moment.text)
    if is_full and is_known("-" + value[_TO_THE_YEAR:]) and (year := _YEAR.search(moment.text)):
        return year[0].strip(", ")
    return moment.text


def _instead(figure: Figure, claim: Claim, cited: list[SourceText]) -> str:
    """The only figure of the same unit in the sources cited, where the sentence does not give it too."""
    if figure.unit == "plain":
        return ""
    known = {other.value: other for source in cited for other in source.body.figures if other.unit == figure.unit}
    said = {other.value for other in claim.whole.figures}
    return next(iter(known.values())).text if len(known) == 1 and not said & known.keys() else ""


def _is_altered(quotation: str, cited: list[SourceText]) -> bool:
    """Whether a source has most words of a quotation, though not all of them in their order."""
    words = tokens(quotation)
    return any(sum(word in source.body.tokens for word in words) >= _MOST * len(words) for source in cited)
