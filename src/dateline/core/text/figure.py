"""Numbers in prose with their unit and scale, read according to the text's language.

Not read as figures: numbers inside names (H100, 910C, GPT-4o, v3, Feed Two), dates, clock times, software versions and the
second year of 2018-19.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from dateline.core.text.currencies import CODES, NAMED
from dateline.core.text.language import language_of
from dateline.core.text.moment import without_dates
from dateline.core.text.numbers_near import matches_near_numbers, may_have_numbers
from dateline.core.text.numerals import SCALES, read_digits, read_run, spelt
from dateline.core.text.shares import may_have_shares, shares

_POWERS = {
    3: "k thousand tausend mille mila mil",
    6: "m mn mio mln millon million millions millionen milione milioni millón millones milhão milhões miljoen miljoner",
    9: "b bn mrd mld md mds billion billions milliarde milliarden milliard milliards miliardo miliardi miljard miljarder",
    12: "t tn trn trillion trillions billionen",
}
_SCALES: dict[str, int] = {
    **{word: 10**power for power, words in _POWERS.items() for word in words.split()},
    "hundred": 100,
    "dozen": 12,
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
    "mil-millones": 10**9,
    "千": 10**3,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
    "兆": 10**12,
}
_PERCENT = "% ％ percent per-cent prozent pour-cent por-ciento per-cento procent v.h."
_POINTS = "percentage-point percentage-points pp prozentpunkt prozentpunkte prozentpunkten points-de-pourcentage %-punkte"
_BASIS_POINTS = "basis-point basis-points bp bps basispunkt basispunkte basispunkten"
_TIMES = "x × times fold"
_KINDS = {
    "percent": frozenset(_PERCENT.split()),
    "points": frozenset(_POINTS.split()),
    "basis": frozenset(_BASIS_POINTS.split()),
    "times": frozenset(_TIMES.split()),
}

_LETTER = r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]"
"""A letter of a script that writes spaces between words."""


def _either(words: Iterator[str] | frozenset[str] | set[str]) -> str:
    spaced = (re.escape(word).replace(r"\-", r"[\s-]") for word in sorted(words, key=lambda one: (-len(one), one)))
    return "|".join(spaced)


_SIGNS = {name for name in NAMED if not name[-1].isalnum() and name != "fr."} | {"rs", "kr", "kč", "zł"}
_CODES = "|".join(("RMB", *CODES))
_SIGN = rf"(?:(?<!\w)(?i:{_either(_SIGNS)})|(?<!\w)(?:{_CODES}))\s?"
_DIGITS = r"\d+(?:[.,'’\u00a0\u2009\u202f]\d+)*[½¼¾⅓⅔]?|[½¼¾⅓⅔]"
_CAPITALISED = "kKmMbBT"
_WORDY = {word for word in _SCALES if len(word) > 1 and word.isascii()} | {"millón", "milhão", "milhões"}
_SCALE = (
    rf"\s(?i:{_either(_WORDY)})\b\.?(?=\W|$)|-(?i:trillion|billion|million|thousand)\b|"
    rf"(?:trn|tn|bn|mn|[{_CAPITALISED}])(?!{_LETTER}|\d)|\s(?:M|Mds?|Md)(?=\s?[€$£])|\s?(?:[千万萬亿億兆])"
)
_NAMES = {name for name in NAMED if name[0].isalpha() and len(name) > len("rs") and name != "won" and name.isascii()} | {
    "króna",
    "krónur",
    "złoty",
    "dólar",
    "dólares",
}
_SHARES = _KINDS["points"] | _KINDS["basis"] | _KINDS["percent"] - {"%", "％"}
_UNIT = (
    rf"\s?[%％](?!-)|[\s-]?%-Punkte|[\s-](?i:{_either(_SHARES)})\b|"
    rf"\s?[xX×](?!{_LETTER}|\d)|[\s-]times\b|-?fold\b|bps?\b|"
    rf"[\s-](?:won|kr|sfr|(?i:{_either(_NAMES)}))\b|\sFr\.(?=\s|$)|\s?(?:US|A|C|HK|Mex|NZ|S)\$|\s?(?:[€£]|元|円|人民币|日元|港元)|\s(?:{_CODES})\b"
)
_OF = {"fr": r"(?:\sde\s|\sd['’]|\s)", "es": r"(?:\sde\s|\s)"}
"""What may be between a scale and a currency: "2 millions d'euros"."""
_SPACED = rf"\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?:,\d+)?(?!\d)|{_DIGITS}"
"""Digits in groups with spaces between them: 23 000."""
_AFTER_NUMBER = rf"(?!\.?\d|{_LETTER}|[/:]\d|,\d)"
_BEFORE_NUMBER = rf"(?<![.])(?<!{_LETTER})(?<!\d)(?<!{_LETTER}-)(?<!\d[,/:])"
_MINUS = r"(?:(?<![\w).])[-−–]|(?<!\w)(?i:minus)\s)"
_PREPOSITION = re.compile(r"(?:de\s|d['’])(?=\w)")
_HUNDREDTH = Decimal("0.01")
_SPACE = re.compile(r"\s")
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_YEARS = re.compile(r"(?:19|20)\d\d[-–]\d?$")
_TO = re.compile(r"\s?[-–—]\s?|\sto\s|\sbis\s|\sà\s")
_LEADS_TO_RANGE = (("between ", " and "), ("zwischen ", " und "), ("entre ", " et "), ("entre ", " y "), ("de ", " a "))
_CLOCK = re.compile(  # begins with a digit, which `re` finds fast
    r"\d(?:(?<![\w.]\d)\d?(?:(?:[:.]\d\d){0,2}\s?(?:[ap]\.?m\b\.?|o['’]clock\b|Uhr\b|(?:GMT|UTC|CET|CEST|EST|EDT|BST)\b)|"
    r"(?:h|:)\d\d(?::\d\d)?(?!\d))|(?<=\bat\s\d)\d?\.[0-5]\d(?![\d%])(?!\s?(?:per|million|billion|m\b)))"
)
_FALL = (
    r"\b(?:fell|falls?|falling|fallen|down|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|los(?:t|es|s|ses|ing)|"
    r"shr[aiu]nk(?:s|ing)?|slid|slump(?:ed|s)?|below|lower|cut|minus|contract(?:ed|s)|sank|tumbl(?:ed|es)|"
    r"fiel|fielen|fällt|gefallen|gesunken|sinkt|sinken|sanken|schrumpft\w*|baisse|baissé|recul|recule|reculé|chute|chuté|perdu|"
    r"cae|cayó|cayeron|baja|bajó|bajaron|perdió|perdieron|cede)\b"
)
_IS_FALL = re.compile(_FALL, re.IGNORECASE)
_FALLS = re.compile(rf"(?i:{_FALL})[^.;]{{0,40}}$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is written in a text."""

    text: str
    """The words, unit and scale included."""
    value: Decimal
    """The number, multiplied by its scale, without its sign."""
    unit: str
    """`percent`, `points` (percentage points), `times`, `plain`, or a currency: an ISO 4217 code, or `¥` for yen or yuan."""
    step: Decimal
    """The value of one in the last digit: 0.1 billion for "16.2 billion"."""
    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character."""
    may_be: frozenset[str] = frozenset()
    """The currencies that its sign or name may mean; empty if it is not money."""
    sign: Literal["", "-"] = ""
    """`-` if a minus sign comes before it."""
    falls: bool = False
    """Whether the words before it say that something fell or was lost."""

    def has_unit_of(self, other: "Figure") -> bool:
        """Whether both may have the same unit: "$" may be any dollar."""
        return self.unit == other.unit or not self.may_be.isdisjoint(other.may_be)

    def agrees(self, other: "Figure") -> bool:
        """Whether both say the same in the same unit, to the digits of the less precise one.

        A negative number agrees with another one, and with a number after words that say that something fell.
        """
        if not self.has_unit_of(other) or self.contradicts_sign(other):
            return False
        rounding = max(self.step, other.step) / 2 if self.step != other.step else Decimal(0)
        return abs(self.value - other.value) <= rounding

    def contradicts_sign(self, other: "Figure") -> bool:
        """Whether one is negative and nothing says that the other is."""
        return self.sign != other.sign and not (self.falls or other.falls)


class _Found(NamedTuple):
    """A number in a text, before it is read together with its neighbours."""

    start: int
    end: int
    number: Decimal
    step: Decimal
    """The value of one in the last digit, multiplied by its own scale."""
    sign: str
    scale: int
    """1 if none is written."""
    unit: str
    minus: bool


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = spelt(language if language in SCALES else "en")
    digits = _SPACED if language in _OF else _DIGITS
    unit = rf"{_UNIT}|{_OF[language]}(?i:{_either(_NAMES)})\b" if language in _OF else _UNIT
    return re.compile(
        rf"(?:{_BEFORE_NUMBER}|(?<={_LETTER}-)(?!\d))(?P<minus>{_MINUS})?(?P<sign>{_SIGN})?"
        rf"(?:(?P<digits>{digits})|(?P<word>(?i:{words})))(?P<scale>{_SCALE})?(?P<unit>{unit})?{_AFTER_NUMBER}"
    )


def figures(text: str) -> tuple[Figure, ...]:
    """The figures in a text, in order, without dates, clock times and numbers inside names."""
    return tuple(_figures(text)) if may_have_numbers(text) or may_have_shares(text) else ()


def _figures(text: str) -> Iterator[Figure]:
    language = language_of(text)
    undated = _CLOCK.sub(lambda match: " " * len(match[0]), without_dates(text))
    parts = [Figure(text[one.start : one.end], one.value, "percent", _HUNDREDTH, one.start, one.end) for one in shares(undated)]
    for share in parts:
        undated = undated[: share.start] + " " * (share.end - share.start) + undated[share.end :]
    # The first of two years may already be blank, because it was read as a date.
    found = [one for one in _numbers(undated, language) if not _IN_YEARS.search(text, max(0, one.start - 5), one.start + 1)]
    rest = [
        _read(one, *_ends(before, one, after, undated), text)
        for before, one, after in zip([None, *found], found, [*found[1:], None], strict=False)
    ]
    yield from sorted((*parts, *rest), key=lambda figure: figure.start)


def _numbers(text: str, language: str) -> Iterator[_Found]:
    words = language if language in SCALES else "en"
    for match in matches_near_numbers(_pattern(language), text):
        sign, unit = _plain(match["sign"]), _plain(match["unit"])
        scale = _SCALES.get(_plain(match["scale"]).rstrip("."), 1)
        if match["digits"]:
            read = read_digits(match["digits"], language)
            is_year = not (match["scale"] or unit or sign) and _YEAR.fullmatch(match["digits"])
            if read and not is_year:
                number, decimals = read
                yield _Found(
                    match.start(), match.end(), number, Decimal(1).scaleb(-decimals), sign, scale, unit, bool(match["minus"])
                )
            continue
        runs = read_run(match["word"], words)
        for place, (start, end, number) in enumerate(runs):
            is_last = place == len(runs) - 1 and end == len(match["word"])
            at = match.start("word") + start
            one = _Found(
                match.start() if place == 0 and start == 0 else at,
                match.end() if is_last else match.start("word") + end,
                number,
                Decimal(1),
                sign,
                scale if is_last else 1,
                unit if is_last else "",
                minus=bool(match["minus"]) and place == 0,
            )
            if _counts(one, text[at : at + end - start], text, at):
                yield one


def _counts(one: _Found, words: str, text: str, at: int) -> bool:
    """Whether a number in words counts: not a bare "one", usually a pronoun, and not part of a name such as Feed Two."""
    if one.number == 1 and one.scale == 1 and not (one.unit or one.sign):
        return False
    before = text[:at].rstrip()
    goes_on = len(before) < at and "\n" not in text[len(before) : at]
    is_within = bool(before) and before[-1] not in '.!?:;"“”‘’(—–-' and goes_on
    is_name = words[0].isupper() and is_within and (last := before.split()[-1])[0].isupper() and last.isalpha()
    return not is_name or bool(one.unit or one.scale > 1)


def _plain(part: str | None) -> str:
    return _SPACE.sub("-", _PREPOSITION.sub("", part.strip().strip("-").casefold())) if part else ""


def _ends(before: _Found | None, one: _Found, after: _Found | None, text: str) -> tuple[_Found, _Found]:
    """The number that gives the currency sign, and the one that gives scale and unit: in a range, its first and last."""
    head = before if before and _is_range(before, one, text) else one
    tail = after if after and _is_range(one, after, text) else one
    return head, tail


def _is_range(first: _Found, second: _Found, text: str) -> bool:
    """Whether two numbers are the ends of a range, such as 45-50B or "3 to 5 million"."""
    if first.unit or (first.scale > 1 and second.scale == 1):
        return False
    between = text[first.end : second.start]
    return bool(_TO.fullmatch(between)) or any(
        between == joint and text[: first.start].casefold().endswith(lead) for lead, joint in _LEADS_TO_RANGE
    )


def _read(one: _Found, head: _Found, tail: _Found, text: str) -> Figure:
    """The number as a figure, with the head's currency sign and the tail's scale and unit."""
    unit, codes = _unit(one.sign or head.sign, tail.unit)
    scale = Decimal(one.scale if one.scale > 1 else tail.scale)
    if unit == "basis":
        unit, scale = "points", Decimal("0.01")
    lead = text[max(0, one.start - 60) : one.start]
    return Figure(
        text[one.start : one.end],
        one.number * scale,
        unit,
        one.step * scale,
        one.start,
        one.end,
        may_be=codes,
        sign="-" if one.minus else "",
        falls=any(map(_is_fall, lead.split())) and _FALLS.search(lead) is not None,
    )


@lru_cache(16_384)
def _is_fall(word: str) -> bool:
    """Whether characters without white space between them say that something fell."""
    return _IS_FALL.search(word) is not None


def _unit(sign: str, unit: str) -> tuple[str, frozenset[str]]:
    """The unit, and the currencies that it may mean."""
    for kind, words in _KINDS.items():
        if unit in words and not sign:
            return kind, frozenset()
    codes = NAMED.get(sign) or NAMED.get(unit) or ()
    return (codes[0], frozenset(codes)) if codes else ("plain", frozenset())
