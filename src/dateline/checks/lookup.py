"""Looks up figures, dates, names and quotations of a claim in the sources that it cites.

The grade of the evidence decides the level. If the texts of all cited sources are available, something that they do not have
is a warning. If one is only a headline, it is a note, as the article may have it; but a warning if the headline contradicts it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from dateline.checks.body import SoughtName, sought_name
from dateline.checks.context import VersionContext
from dateline.checks.derived import place_of
from dateline.checks.mismatch import is_converted, measure_of
from dateline.checks.rule import Objection
from dateline.checks.source_numbers import tokens
from dateline.checks.source_text import SourceText
from dateline.checks.telling import telling
from dateline.core.model import LEVELS, Level
from dateline.core.sentences import Claim
from dateline.core.text import Figure, Moment, find_pieces
from dateline.core.text.german_names import is_german_name

CANNOT_TELL = "cannot be checked from the title alone"
_IN_NONE = "is in none of the sources cited"
_PLURAL = {_IN_NONE: "are in none of the sources cited"}
_A_LITTLE_MORE = Decimal("1.1")
_MORE_THAN = re.compile(
    r"\b(?:more\sthan|over|at\sleast|mehr\sals|über|mindestens|plus\sde|au\smoins|más\sde|al\smenos)\s$", re.IGNORECASE
)
_ABOUT_AT_MOST = 24  # characters of a word such as "approximately"
_ABOUT = re.compile(
    r"\b(?:almost|nearly|about|around|some|roughly|approximately|close\sto|up\sto|under|fewer\sthan|less\sthan|"
    r"below|above|circa|rund|etwa|fast|knapp|gut|bis\szu|environ|près\sde|presque|quelque|"
    r"casi|unos|unas|cerca\sde|alrededor\sde)\s(?:the\s)?$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?\s")
_SAME_MATTER = 2
"""How many words of a sentence a title must have, beside a figure or date, to be about the same matter."""

_NOWHERE = "Cite the source that has it, or correct the words."
_PIECES = "Read the words that are left out, as they may change the meaning."
_MOST = 0.6
_SEARCHED = 200
"""How many missing facts of a version are looked for in all of its sources; without a limit that would be quadratic."""
_YEAR = re.compile(r",?\s*\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b(?!\d)")
_TO_THE_YEAR, _TO_THE_MONTH, _TO_THE_DAY = 4, 7, 10  # characters of a date


class Part(NamedTuple):
    """A figure, date, name or quotation in a claim."""

    words: str
    is_in: Callable[[SourceText], bool]
    """Whether a source has it."""
    fact: Figure | Moment | str | None = None
    """The figure, date or quotation; None for a name."""


class _Miss(NamedTuple):
    """A fact that no cited source has."""

    words: str
    said: str
    """Why it is doubtful."""
    hint: str
    level: Level


def numbers(context: VersionContext, claim: Claim) -> Iterator[Part]:
    """The figures and dates of a claim, except figures that other rules report: they follow from others, or have another unit."""
    for figure in claim.said.figures:
        place = place_of(claim, figure)
        if place not in context.calculated and place not in context.mismatched:
            is_above = _MORE_THAN.search(claim.text[max(0, figure.start - _ABOUT_AT_MOST) : figure.start])
            is_in = partial(_above_in, figure) if is_above else partial(_figure_in, _rounded(figure, claim.text))
            yield Part(figure.text, is_in, figure)
    for moment in claim.said.dates:
        yield Part(moment.text, partial(_told_of, moment.value, claim), moment)


def _rounded(figure: Figure, text: str) -> Figure:
    """The figure as precise as it is meant: "almost 1,900" may be 1,870."""
    is_round = figure.value >= 10 and figure.value % 10 == 0  # noqa: PLR2004  # ends in a zero
    if not is_round or not _ABOUT.search(text[max(0, figure.start - _ABOUT_AT_MOST) : figure.start]):
        return figure
    digits = str(int(figure.value))
    return replace(figure, step=max(figure.step, Decimal(10 ** (len(digits) - len(digits.rstrip("0"))))))


def named(context: VersionContext, claim: Claim) -> Iterator[Part]:
    """The names of a claim; in German, only those that cannot be nouns."""
    may_be_nouns = context.language == "de"
    for name in claim.said.names:
        if may_be_nouns and not is_german_name(name, claim.text):
            continue
        sought, owned = sought_name(name, context.ambient), _owned_by(name, claim)
        thing = sought_name(owned, context.ambient) if owned else None
        yield Part(name, partial(_name_in, sought, thing if thing and _is_known(sought, thing, context) else None))


def _owned_by(name: str, claim: Claim) -> str:
    """The name right after the possessive of another, as in "Huawei's Ascend"; empty if no name follows."""
    at = claim.text.find(name) + len(name)
    following = _POSSESSIVE.match(claim.text, at)
    rest = claim.text[following.end() :] if following else ""
    return next((one for one in claim.said.names if rest.startswith(one)), "")


def _is_known(owner: SoughtName, thing: SoughtName, context: VersionContext) -> bool:
    """Whether a source of the version names both, so that the owner is known wherever the thing is named."""
    return any(one.body.has_name(owner) and one.body.has_name(thing) for one in context.source_texts.values())


def quoted(_: VersionContext, claim: Claim) -> Iterator[Part]:
    """The quotations of a claim."""
    for quotation in claim.said.quotations:
        yield Part(quotation, partial(_quotation_in, quotation), quotation)


def _figure_in(figure: Figure, source: SourceText) -> bool:
    return source.body.has_figure(figure)


def _above_in(figure: Figure, source: SourceText) -> bool:
    """Whether a source has a figure that is a little more: 15,600 for "more than 15,000"."""
    most = figure.value * _A_LITTLE_MORE
    return any(figure.value <= one.value <= most and figure.has_unit_of(one) for one in source.body.figures)


def _date_in(value: str, source: SourceText) -> bool:
    return source.body.has_date(value)


def _told_of(value: str, claim: Claim, source: SourceText) -> bool:
    """Whether a source supports a date; its own year does not support a year if what it reports has only others."""
    if not _date_in(value, source):
        return False
    if len(value) != _TO_THE_YEAR or not (source.listed.date or "").startswith(value):
        return True
    named = {moment.value[:_TO_THE_YEAR] for one in telling(source, claim.said.roots) for moment in one.dates}
    years = {year for year in named if year[0] != "-"}
    return not years or value in years


def _name_in(name: SoughtName, thing: SoughtName | None, source: SourceText) -> bool:
    return source.body.has_name(name) or (thing is not None and source.body.has_name(thing))


def _quotation_in(quotation: str, source: SourceText) -> bool:
    return source.has_quote(quotation)


def misses(
    context: VersionContext, sought: Callable[[VersionContext, Claim], Iterator[Part]], claims: Iterable[Claim]
) -> Iterator[Objection]:
    """Objections to facts that are in none of the sources that a claim cites, one for each sentence."""
    elsewhere: dict[str, str] = {}
    found: dict[tuple[str, str], list[_Miss]] = {}
    for claim in claims:
        cited = context.cited_by(claim)
        for one in sought(context, claim) if cited else ():
            if any(map(one.is_in, cited)) or (isinstance(one.fact, Figure) and is_converted(one.fact, claim, cited)):
                continue
            if one.words not in elsewhere and len(elsewhere) < _SEARCHED:
                elsewhere[one.words] = _elsewhere(context, claim, one)
            found.setdefault((claim.at, claim.sentence), []).append(_miss(claim, one, cited, elsewhere.get(one.words, "")))
    for (at, sentence), missed in found.items():
        yield _objection(at, sentence, missed)


def _elsewhere(context: VersionContext, claim: Claim, one: Part) -> str:
    """The key of a source that has a missing fact and is about the same matter; empty if no source has it."""
    least = _SAME_MATTER if isinstance(one.fact, Figure | Moment) else 0
    sources = (source for source in context.source_texts.values() if one.is_in(source))
    return next((source.key for source in sources if len(source.headline & claim.whole.roots) >= least), "")


def _objection(at: str, sentence: str, missed: list[_Miss]) -> Objection:
    """One objection to all that is missing in a sentence; its level and its hint are those of the worst."""
    missed = sorted(dict.fromkeys(missed), key=lambda one: LEVELS.index(one.level))
    by_reason = {one.said: [other.words for other in missed if other.said == one.said] for one in missed}
    message = "; ".join(_said(words, reason) for reason, words in by_reason.items())
    return Objection(at, sentence, message, missed[0].hint, missed[0].level)


def _said(words: list[str], reason: str) -> str:
    quoted = [f'"{one}"' for one in words]
    listed = " and ".join((", ".join(quoted[:-1]), quoted[-1])) if len(quoted) > 1 else quoted[0]
    return f"{listed} {reason}" if len(quoted) == 1 else f"{listed} {_PLURAL.get(reason, reason)}"


def level_of(cited: Iterable[SourceText]) -> Level:
    """A warning if every text is available, else a note."""
    return "warning" if all(source.has_text for source in cited) else "note"


def _miss(claim: Claim, one: Part, cited: list[SourceText], other: str) -> _Miss:
    level, words = level_of(cited), one.words
    if isinstance(one.fact, Figure) and _is_small_count(one.fact, claim.text):
        return _Miss(words, "is in none of the sources cited: count again", _NOWHERE, "note")
    said = _IN_NONE if level == "warning" else CANNOT_TELL
    if isinstance(one.fact, Moment):
        words = _doubtful(one.fact, cited)
    elif isinstance(one.fact, Figure) and not other and (instead := _instead(one.fact, claim, cited)):
        level, said = "warning", f'differs from the source cited, which says "{instead}"'
    elif isinstance(one.fact, str) and _is_in_pieces(one.fact, cited):
        return _Miss(words, "is in the source, but not in one piece", _PIECES, "note")
    elif isinstance(one.fact, str) and _is_altered(one.fact, cited):
        level, said = "warning", "is worded differently in the source cited"
    hint = f"Cite [@{other}], which has it, or correct the words." if other else _NOWHERE
    return _Miss(words, said, hint, level)


def _is_small_count(figure: Figure, text: str) -> bool:
    """Whether a figure is two or three in words, without a unit: a writer may have counted what the source names."""
    return figure.unit == "plain" and figure.value in (2, 3) and figure.text.isalpha() and not measure_of(text, figure)


def _is_in_pieces(quotation: str, cited: list[SourceText]) -> bool:
    """Whether a source has all pieces of a quotation between its ellipses; quotation marks within it are ignored."""
    words = quotation.replace('"', "")
    return any(find_pieces(words, source.body.folded.replace('"', "")) for source in cited)


def _doubtful(moment: Moment, cited: list[SourceText]) -> str:
    """The part of a date that no cited source supports: its day, its year, or all of it."""
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
    """The only figure of the same unit in the sources cited, if the sentence does not have it too; else empty."""
    if figure.unit == "plain":
        return ""
    known = {other.value: other for source in cited for other in source.body.figures if other.unit == figure.unit}
    said = {other.value for other in claim.whole.figures}
    return next(iter(known.values())).text if len(known) == 1 and not said & known.keys() else ""


def _is_altered(quotation: str, cited: list[SourceText]) -> bool:
    """Whether a source has most words of a quotation, but not all of them in the same order."""
    words = tokens(quotation)
    return any(sum(word in source.body.tokens for word in words) >= _MOST * len(words) for source in cited)
