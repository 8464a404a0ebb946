"""Cue words: what in a sentence tells that something was corrected, denied, decided or left open, in tables by language.

A table also has the phrases that the embedded writer itself uses. `docs/languages.md` says how to add a language.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Literal, get_args

CueGroup = Literal[
    "correction",
    "given_up",
    "denial",
    "denies",
    "postponement",
    "called_off",
    "decision",
    "reversal",
    "expectation",
    "until",
    "by",
    "since",
    "part_of_month",
    "unknown",
    "consequence",
    "opinion",
    "live",
    "furniture",
    "points_back",
    "hangs",
    "people",
    "lawsuit",
    "old_value",
    "negation",
    "says",
    "according",
    "heads",
    "expects",
    "report",
    "harm",
    "possible",
    "beside",
    "asks_when",
    "asks_how_long",
    "asks_how_many",
    "asks_whether",
    "asks_why",
    "asks_who",
    "because",
]
GROUPS: tuple[CueGroup, ...] = get_args(CueGroup)

_TABLES = files(__package__)
_SUFFIX = ".toml"
_REFERENCE = "en"
"""The language whose table has every phrase; each other table has the same ones, with the same placeholders."""

_MOST_IN_GAP = 8
_GAP = r"(?:\s+\S*[^\s.!?])" + f"{{0,{_MOST_IN_GAP}}}?"
"""The words that `…` stands for: none of them ends a sentence."""
_BEFORE, _AFTER = r"(?<!\w)", r"(?!\w)"
_END_OF_LABEL = r"\s*(?:[:|]|\s[-–—]+\s|$)"
_FRAMES = {
    "points_back": r"^[\s\"'“”„«»‘’(]*{}",
    "opinion": rf"(?:^|[|:]|\s[-–—]\s)[\s+]*{{}}{_END_OF_LABEL}",
    "live": rf"{{}}{_END_OF_LABEL}",
}
"""Where a group's phrases have to stand: at the start of a sentence, or as a label in a title; elsewhere anywhere."""
_BETWEEN = re.compile(r"\s*(?:[^\W\d]+(?:['’-]|\s+)){0,3}")
"""What may stand between a cue and its value: up to three words, as in "not until *the end of* October"."""

_DIGIT = re.compile(r"\d")

Phrase = str | Mapping[str, str]
"""A phrase of the writer; if it counts something, with the keys `one` and `many`."""


@dataclass(frozen=True)
class Cues:
    """The table of a language."""

    language: str
    """The language of the phrases."""
    patterns: Mapping[CueGroup, re.Pattern[str]]
    """Group → the pattern of its phrases; its exceptions match without the group `cue`."""
    phrases: Mapping[str, Phrase]
    """Name → what the writer says, with placeholders."""
    months: Sequence[str]
    """The names of the months."""

    def finds(self, group: CueGroup, text: str) -> bool:
        """Whether a text has a cue of a group."""
        return any(True for _ in self.places(group, text))

    def places(self, group: CueGroup, text: str) -> Iterator[tuple[int, int]]:
        """Where the cues of a group begin and end in a text."""
        return (match.span("cue") for match in self.patterns[group].finditer(text) if match["cue"])

    def marks(self, group: CueGroup, text: str, start: int) -> bool:
        """Whether a cue of a group is about the value that begins at a place: around it, or right before it.

        A cue around another value, as in "rose *from 12 to* 14", is not about the one after it.
        """
        return any(
            begin <= start < end or (_BETWEEN.fullmatch(text, end, start) and not _DIGIT.search(text, begin, end))
            for begin, end in self.places(group, text)
        )

    def say(self, name: str, count: int = 1, **values: object) -> str:
        """A phrase of the writer with its placeholders filled in.

        Args:
            name: the name of the phrase.
            count: how many things it is about; `{count}` in the phrase.
            values: the other placeholders.
        """
        phrase = self.phrases[name]
        wording = phrase if isinstance(phrase, str) else phrase["one" if count == 1 else "many"]
        return wording.format(count=count, **values)

    def date(self, date: str) -> str:
        """A date of any precision as a newspaper prints it: "2026-09-01" → "1 September 2026"."""
        year, *rest = date.split("-")
        if not rest:
            return year
        month = self.months[int(rest[0]) - 1]
        if not rest[1:]:
            return self.say("month_and_year", month=month, year=year)
        number = self.say("first_day") if int(rest[1]) == 1 else int(rest[1])
        return self.say("date", day=number, month=month, year=year)

    def day(self, date: str) -> str:
        """A day without its year: "2026-09-01" → "1 September"."""
        _, month, day = date.split("-")
        return self.say("day", day=self.say("first_day") if int(day) == 1 else int(day), month=self.months[int(month) - 1])

    def listed(self, names: Sequence[str]) -> str:
        """Names joined for a sentence: "A, B and C"."""
        return self.say("and").join(filter(None, (", ".join(names[:-1]), *names[-1:])))


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a table."""
    return tuple(sorted(table.name.removesuffix(_SUFFIX) for table in _TABLES.iterdir() if table.name.endswith(_SUFFIX)))


@cache
def cues(language: str) -> Cues:
    """The table of a language; without one, a table that finds nothing and speaks English.

    Args:
        language: a language tag such as `en` or `de-AT`.
    """
    primary = language.partition("-")[0].lower()
    if primary in languages():
        return read(primary, _TABLES.joinpath(primary + _SUFFIX).read_text(encoding="utf-8"))
    english = cues(_REFERENCE)
    return Cues(_REFERENCE, {group: _pattern(group, ()) for group in GROUPS}, english.phrases, english.months)


def read(language: str, text: str) -> Cues:
    """Reads a table.

    Raises:
        ValueError: if a group or a phrase is missing or unknown, or a phrase has other placeholders than the English one.
    """
    table = tomllib.loads(text)
    groups, phrases, months = table.get("cues", {}), table.get("phrases", {}), table.get("months", [])
    _require(language, "cues", GROUPS, groups)
    if len(months) != len(range(12)):
        raise ValueError(f"{language}.toml: months has {len(months)} names instead of 12")
    if language != _REFERENCE:
        _compare(language, phrases, cues(_REFERENCE).phrases)
    return Cues(language, _Patterns(groups), phrases, months)


class _Patterns(dict[CueGroup, re.Pattern[str]]):
    """The pattern of each group, compiled when it is first needed: compiling all of them takes as long as building a story."""

    def __init__(self, groups: Mapping[CueGroup, Sequence[str]]) -> None:
        super().__init__()
        self._groups = groups

    def __missing__(self, group: CueGroup) -> re.Pattern[str]:
        made = self[group] = _pattern(group, self._groups[group])
        return made


def _require(language: str, part: str, needed: Iterable[str], found: Iterable[str]) -> None:
    missing, unknown = sorted({*needed} - {*found}), sorted({*found} - {*needed})
    if missing or unknown:
        parts = (f"{', '.join(names)} {what}" for names, what in ((missing, "missing"), (unknown, "unknown")) if names)
        raise ValueError(f"{language}.toml: in [{part}]: {'; '.join(parts)}")


def _compare(language: str, phrases: Mapping[str, Phrase], english: Mapping[str, Phrase]) -> None:
    _require(language, "phrases", english, phrases)
    for name, phrase in english.items():
        if _shape(phrase) != _shape(phrases[name]):
            raise ValueError(f"{language}.toml: in [phrases]: {name} needs {_shape(phrase)}, not {_shape(phrases[name])}")


def _shape(phrase: Phrase) -> Any:
    """The placeholders of a phrase; `one` may leave out the number."""
    if isinstance(phrase, str):
        return sorted(name for _, name, _, _ in Formatter().parse(phrase) if name)
    return {form: [name for name in _shape(wording) if name != "count"] for form, wording in phrase.items()}


# --- the notation ----------------------------------------------------------------------------------------------------------


def _pattern(group: CueGroup, phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern for a group: an exception, or a cue."""
    exceptions = [phrase.removeprefix("!").strip() for phrase in phrases if phrase.startswith("!")]
    wanted = [phrase for phrase in phrases if not phrase.startswith("!")]
    cue = f"(?:{_either(exceptions)}|(?P<cue>{_either(wanted)}))"
    return re.compile(_FRAMES.get(group, "{}").replace("{}", cue), re.IGNORECASE)


def _either(phrases: Sequence[str]) -> str:
    """A pattern for any of the phrases, the longest first; one that never matches if there are no phrases."""
    patterns = map(_phrase, sorted(phrases, key=lambda one: (-len(one), one)))
    # Where a word goes on, one look is enough for all of them.
    return f"{_BEFORE}(?:{'|'.join(patterns)})" if phrases else r"(?!)"


def _phrase(phrase: str) -> str:
    parts = (r"\s+".join(map(_word, part.split())) for part in phrase.split("…"))
    pattern = rf"{_GAP}\s+".join(parts)
    return f"{pattern}{_AFTER if phrase[-1].isalnum() else ''}"


def _word(word: str) -> str:
    """A word of the notation: `*` is any ending, and an apostrophe is straight or curly."""
    parts = (re.escape(part).replace("’", "'").replace("'", "['’]") for part in word.split("*"))
    return r"\w*".join(parts)
