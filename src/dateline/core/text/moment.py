"""Dates in prose, as precise as they are written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.core.text.language import language_of
from dateline.core.text.month_names import MONTH_NAMES

_CITATION = re.compile(r"\[(?:@[^\[\]]*|\d{1,4})\]")  # a key may look like a date; collected pages have footnotes such as [3]
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\w)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\w%]|[.,]\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?)?(?![\w%]|[.,]\d)"
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_TIME = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_HINT = re.compile(r"(?:19|20)\d\d|[1-4][QH]|Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec")
_OTHER_MONTH = "|".join(map(re.escape, sorted(MONTH_NAMES, key=lambda name: (-len(name), name))))
_DIGIT = re.compile(r"\d")
_NO_ENGLISH_MONTHS = frozenset(name for name in MONTH_NAMES if len(name) > len("mayo") and name[:3].casefold() not in _MONTHS)
"""Months' names that no English text has: they need no other sign of the language."""
_OTHER_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])"
_OTHER_LANGUAGES = frozenset({"de", "fr", "es"})
_DAYS_AWAY = rf"{_OTHER_DAY}(?:\.|er|[º°])?(?:\s?[-–]\s?\d{{1,2}}\.?)?"
_LEAD = r"(?<![\w$€£¥.,/-])"
_LEADS = (
    r"(?i:(?<!\w)(?:in|since|by|until|till|during|from|before|after|of|through|to|and|year|fiscal|around|the|its|their|his|her|this)\s|"
    r"\w['’]s\s|(?<!\w)(?:early|mid|late)[\s-]|(?<!\w)FY\s?)|(?<=(?:19|20)\d\d)[-–]"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as it is written in a text."""

    text: str
    """The words."""
    value: str
    """2026, 2026-05, 2026-05-08, 2026-Q1, 2026-H1; --05-08 or --05 if no year is written."""
    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character."""


def _calendar(match: re.Match[str]) -> str:
    """The partial ISO date of a match that has some of a year, a month by name or number, and a day."""
    parts = match.groupdict()
    month = parts.get("month")
    if month and not month.isdecimal():
        month = str(MONTH_NAMES.get(month) or _MONTHS.index(month[:3].casefold()) + 1)
    tail = "".join(f"-{int(part):02}" for part in (month, parts.get("day")) if part)
    return f"{parts.get('year') or '-'}{tail}"


def _part_of_year(match: re.Match[str]) -> str:
    number = _ORDINALS.get(match["number"].casefold(), match["number"])
    letter = "H" if match["part"].casefold().startswith("h") else "Q"
    return f"{match['year'].rjust(3, '0').rjust(4, '2')}-{letter}{number}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            rf"(?<![\w.-])(?P<year>(?:19|20)\d\d)([-/])(?P<month>0[1-9]|1[0-2])\2(?P<day>0[1-9]|[12]\d|3[01])(?!\d){_TIME}",
            _calendar,
        ),
        (r"(?P<year>(?:19|20)\d\d)年(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])日)?)?", _calendar),
        (rf"{_LEAD}{_DAY}\s(?:of\s)?{_MONTH},?\s{_YEAR}", _calendar),
        (rf"(?<!\w){_MONTH}\s{_DAY},?\s{_YEAR}", _calendar),
        (rf"(?<!\w){_MONTH},?\s(?:of\s)?{_YEAR}", _calendar),
        (rf"{_LEAD}{_DAY}\s(?:of\s)?{_MONTH}", _calendar),
        (rf"(?<!\w){_MONTH}\s{_DAY}", _calendar),
        (r"(?<![\w.-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\w-])", _calendar),
        (rf"(?<!\w)(?P<part>[QH])(?P<number>[1-4])[\s-](?:of\s)?(?:FY\s?)?{_YEAR}", _part_of_year),
        (r"(?<!\w)(?P<number>[1-4])(?P<part>[QH])\s?(?P<year>(?:20)?\d\d)(?!\w)", _part_of_year),
        (
            rf"(?i:(?<!\w)(?P<number>first|second|third|fourth)[\s-](?P<part>quarter|half))\s(?:of\s)?(?:FY\s?)?{_YEAR}",
            _part_of_year,
        ),
        (rf"(?P<lead>{_LEADS}){_YEAR}(?!\s(?:people|units|times|words|chips)\b)", _calendar),
        (rf"(?P<lead>(?<!\w)[A-Z][\w'’]{{1,40}}\s){_YEAR}(?=\s[A-Z])", _calendar),
        (rf"(?<=\(){_YEAR}(?=\))", _calendar),
    )
)


_OTHER_YEAR = rf"(?:,?\s(?:de\s|del\s)?{_YEAR})?"
_OTHER_LEADS = (
    r"(?i:(?<!\w)(?:im\sJahr|im\sJahre|Jahr|seit|ab|bis|vor|nach|als|Ende|Anfang|Mitte|en|depuis|dès|avant|après|fin|début|année|"
    r"desde|hasta|año|años)\s|(?<!\w)(?:jusqu['’]en|d['’]ici)\s)"
)
_OTHER_PATTERNS = (
    rf"{_LEAD}{_DAYS_AWAY}\s?(?:de\s)?(?P<month>{_OTHER_MONTH})(?!\w){_OTHER_YEAR}",
    rf"(?<![\w.-])(?P<month>{_OTHER_MONTH})\s(?:de\s|del\s)?{_YEAR}",
    rf"(?<![\w./-]){_OTHER_DAY}([./])(?P<month>0?[1-9]|1[0-2])\2(?P<year>(?:19|20)\d\d)(?![\w])",
    rf"(?P<lead>{_OTHER_LEADS}){_YEAR}",
    rf"(?P<lead>(?<!\w)(?:von|de|del)\s){_YEAR}(?=\s?(?:[.,;:!?)]|$))",
)
"""The forms of German, French and Spanish, as they are written in a text in one of these languages."""


@cache  # compiled when a text needs them
def _all_forms() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    return (*((re.compile(pattern), _calendar) for pattern in _OTHER_PATTERNS), *_FORMS)


def dates(text: str) -> tuple[Moment, ...]:
    """The dates in a text, in order; a bare number counts as a year only if the words around it show that it is one."""
    return tuple(sorted(_read(text)[0], key=lambda moment: moment.start))


def without_dates(text: str) -> str:
    """The text with its dates and citations replaced by spaces, so that every offset stays the same."""
    return _read(text)[1]


@lru_cache(16_384)
def _is_certain(word: str) -> bool:
    return word.strip(".,;:!?()[]\"'“”„«»’") in _NO_ENGLISH_MONTHS


@lru_cache(1_024)  # figures and names are looked for in a text without its dates
def _read(text: str) -> tuple[list[Moment], str]:
    """The dates, and the text without them: the longest forms are read first, and blanked before the next form is tried."""
    found: list[Moment] = []
    original = text
    text = _CITATION.sub(lambda match: " " * len(match[0]), text)
    is_other = bool(_DIGIT.search(text)) and (language_of(text) in _OTHER_LANGUAGES or any(map(_is_certain, text.split())))
    if not is_other and not _HINT.search(text):
        return found, text
    for pattern, read in _all_forms() if is_other else _FORMS:
        has_lead = "lead" in pattern.groupindex

        def take(match: re.Match[str], read: Callable[[re.Match[str]], str] = read, *, has_lead: bool = has_lead) -> str:
            start = match.end("lead") if has_lead else match.start()
            found.append(Moment(original[start : match.end()], read(match), start, match.end()))
            return match.string[match.start() : start] + " " * (match.end() - start)

        text = pattern.sub(take, text)
    return found, text
