"""What a collected text says, read once for many look-ups: figures, dates, words and initials."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dateline.checks.places import PLACES
from dateline.checks.source_numbers import calendar, loose_numbers, tokens
from dateline.core.text import Figure, figures, fold, names
from dateline.core.text.mentions import roots
from dateline.core.text.offices import is_office

_FILLERS = frozenset("of de del della der den di du la le van von al bin and for the inc corp ltd llc co mr mrs ms dr".split())
_COMMON = _FILLERS | PLACES
_PARTS_OF_YEAR = {
    **{f"Q{part}": range(3 * part - 2, 3 * part + 1) for part in (1, 2, 3, 4)},
    **{f"H{part}": range(6 * part - 5, 6 * part + 1) for part in (1, 2)},
}
_CUT = re.compile(r"\s?(?:…|\.\.\.)")  # the figure before it may have been cut off too
_END = re.compile(r"[.!?]\s+(?=[^\Wa-z\d_])|[。！？]|\n\s*\n")
_KINDS = frozenset(
    """
    storm hurricane typhoon cyclone operation project mount mountain lake river street road avenue bridge tower hill island
    cape bay valley square airport station prize award cup bill act law party company group bank university hospital
    """.split()
)
_SQUEEZED_AT_LEAST = 4
_LARGE = 100
"""Smaller figures are often equal to the digits of another by chance: 3.4 per cent and 3 hours."""
_SMALL_TAIL = re.compile(r"(?<=\w)(?:-[a-z]+)+$")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG_RUN = re.compile(r"[^\W\d_]{4,}(?:[ -](?:of[ -])?[^\W\d_]{4,})+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A collected text, with the names of its feed and host."""

    folded: str
    """The text, folded for finding quotes."""
    figures: tuple[Figure, ...]
    """The figures, each value of a unit once, without those that were cut off."""
    by_sentence: tuple[tuple[Figure, ...], ...]
    """The figures of each sentence that has two or more."""
    values: Mapping[Decimal, tuple[Figure, ...]]
    """The figures of each value."""
    numbers: frozenset[Decimal]
    """All other numbers in any form, without their scale."""
    dates: frozenset[str]
    """The dates that its dates support: each as `Moment.value`, its month and year, and all of these without the year."""
    undated_days: frozenset[str]
    """The dates that it has without a year."""
    tokens: frozenset[str]
    """Its folded words, and those of the feed's name and host."""
    squeezed: str
    """The same words joined together, so that `The Next Web` is found in `thenextweb.com`."""
    initials: frozenset[str]
    """The initials of its names and of runs of long words: `imf` for International Monetary Fund."""
    dotted: frozenset[str]
    """Its abbreviations with full stops, without these: `ba` for B.A."""
    words: frozenset[str]
    """The roots of its significant words."""

    def has_figure(self, figure: Figure) -> bool:
        """Whether the text has the figure to the same digits, with its unit or without one.

        A number with another unit does not support it, and a negative number does not support a positive figure.
        """
        if same := self.values.get(figure.value):
            if any(figure.has_unit_of(one) and not figure.contradicts_sign(one) for one in same):
                return True
            if figure.unit != "plain":
                return any(one.unit == "plain" for one in same)
            if any(figure.sign == one.sign or one.falls for one in same):
                return True
        if figure.value in self.numbers:
            return True
        return any(figure.agrees(other) or _is_rounded(figure, other) for other in self.figures)

    def has_date(self, value: str) -> bool:
        """Whether the text supports a date, given as `Moment.value`: it has all its parts, except perhaps the year."""
        if value in self.dates or (value[0] != "-" and f"-{value[4:]}" in self.undated_days):
            return True
        months = _PARTS_OF_YEAR.get(value[5:], ())
        return any(f"{value[:4]}-{month:02}" in self.dates for month in months) or (
            value.isdecimal() and Decimal(value) in self.numbers
        )

    def has_name(self, name: "SoughtName") -> bool:
        """Whether the text has a distinctive part of a name, its initials or the name in one word."""
        return (
            not name.forms
            or not name.forms.isdisjoint(self.tokens)
            or not name.acronyms.isdisjoint(self.initials)
            or any(len(one) > 1 and (one in self.tokens or one in self.dotted) for one in name.initials)
            or (len(name.squeezed) >= _SQUEEZED_AT_LEAST and name.squeezed in self.squeezed)
        )


class SoughtName(NamedTuple):
    """A name as it is looked for."""

    forms: frozenset[str]
    """Its distinctive parts, each also without a plural's ending and with one; empty if it has none."""
    squeezed: str
    """The name in one word, without its article."""
    acronyms: frozenset[str]
    """The name in one word if it may be an acronym, with and without a plural's ending."""
    initials: frozenset[str]
    """The initials of its words, with and without those of little words."""


def sought_name(name: str, ambient: frozenset[str]) -> SoughtName:
    """A name as it is looked for; words in `ambient` are not distinctive, nor is what follows a hyphen in "US-origin"."""
    words = tokens(_SMALL_TAIL.sub("", name))
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    telling = [word for word in words if len(word) > 1 and not (word.isdecimal() or word in _COMMON or word in ambient)]
    telling = [word for word in telling if not _is_kind(word, words)] or telling
    forms = (form for word in telling for form in (word, f"{word}s", word.removesuffix("s"), word.removesuffix("es")))
    squeezed, heads = "".join(words), [word for word in words if word not in _FILLERS]
    initials = frozenset("".join(word[0] for word in some) for some in (words, heads))
    return SoughtName(frozenset(forms), squeezed, frozenset({squeezed, squeezed.removesuffix("s")}), initials)


def _is_kind(word: str, name: tuple[str, ...]) -> bool:
    """Whether a word of a name says what it names, and not which: "Judge Lee", "Storm", "Street"."""
    return word in _KINDS or (word != name[-1] and is_office(word))


def _initials(text: str) -> Iterator[str]:
    """The initials of a text's names, and of each two to five long words in a row."""
    for name in names(text):
        words = tokens(name)
        heads = tuple(one for one in words if one not in _FILLERS)
        yield from ("".join(word[0] for word in some) for some in {words, heads} if len(some) > 1)
    for run in _LONG_RUN.findall(fold(text)):
        letters = [word[0] for word in _LETTERS.findall(run)]
        for start in range(len(letters)):
            yield from ("".join(letters[start:end]) for end in range(start + 3, min(len(letters), start + 5) + 1))


def _is_rounded(a: Figure, b: Figure) -> bool:
    """Whether one of two large figures has no unit, and both are equal to the digits of the less precise one."""
    is_large = min(a.value, b.value) >= _LARGE
    return is_large and "plain" in (a.unit, b.unit) and a.step != b.step and abs(a.value - b.value) <= max(a.step, b.step) / 2


def _sentences(text: str, found: list[Figure]) -> Iterator[tuple[Figure, ...]]:
    """The figures of each sentence that has two or more."""
    group: list[Figure] = []
    for figure in found:
        if group and _END.search(text, group[-1].end, figure.start):
            yield from [tuple(group)] * (len(group) > 1)
            group = []
        group.append(figure)
    yield from [tuple(group)] * (len(group) > 1)


def _without(text: str, figures: list[Figure]) -> str:
    """The text with spaces in place of its figures."""
    for figure in figures:
        text = text[: figure.start] + " " * (figure.end - figure.start) + text[figure.end :]
    return text


def _borne_out(known: str) -> Iterator[str]:
    """A date and the less precise dates that follow from it: its month, its year, and the same without the year."""
    yield known
    while "-" in known.lstrip("-"):
        if known[0] != "-":
            yield f"-{known[4:]}"
        known = known.rpartition("-")[0]
        yield known


@lru_cache(256)  # versions cite one item with different quotes, or under different keys
def body(text: str, label: str, published: str | None) -> Body:
    """Reads a text; `label` has the names of its feed and host, `published` is its date."""
    whole = [figure for figure in figures(text) if not _CUT.match(text, figure.end)]
    by_value: dict[Decimal, list[Figure]] = {}
    for figure in whole:
        by_value.setdefault(figure.value, []).append(figure)
    given = calendar(text, published)
    said = tokens(f"{text} {label}")
    return Body(
        folded=fold(text),
        figures=tuple({(figure.value, figure.unit): figure for figure in whole}.values()),
        by_sentence=tuple(_sentences(text, whole)),
        values={value: tuple(found) for value, found in by_value.items()},
        numbers=loose_numbers(_without(text, whole)),
        dates=frozenset(less for date in given for less in _borne_out(date)),
        undated_days=frozenset(less for date in given if date[0] == "-" for less in _borne_out(date)),
        tokens=frozenset(said),
        squeezed="".join(said),
        initials=frozenset(_initials(text)),
        dotted=frozenset(one.replace(".", "") for one in _DOTTED.findall(fold(text))),
        words=roots(f"{text} {label}"),
    )
