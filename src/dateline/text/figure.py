"""Numbers in prose with their unit and scale.

A number inside a name (H100, 910C, GPT-4o, v3), a date, a time, a version of software or the second year of 2018-19 is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dateline.text.moment import without_dates

_WORDS = dict(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        map(Decimal, range(1, 13)),
        strict=True,
    )
)
_SCALES = {
    **dict.fromkeys(("k", "thousand"), Decimal(10**3)),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn", "billion", "billions"), Decimal(10**9)),
    **dict.fromkeys(("t", "tn", "trn", "trillion", "trillions"), Decimal(10**12)),
    "hundred": Decimal(100),
    "dozen": Decimal(12),
    "lakh": Decimal(10**5),
    "crore": Decimal(10**7),
}
_SIGNS = {
    **dict.fromkeys(("$", "us$", "usd", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "gbp", "pounds"), "GBP"),
    **dict.fromkeys(("cn¥", "cny", "rmb", "yuan", "renminbi"), "CNY"),
    **dict.fromkeys(("jp¥", "jpy", "yen"), "JPY"),
    **dict.fromkeys(("₩", "krw", "won"), "KRW"),
    **dict.fromkeys(("₹", "inr", "rupees"), "INR"),
    **dict.fromkeys(("a$", "au$", "aud"), "AUD"),
    **dict.fromkeys(("c$", "ca$", "cad"), "CAD"),
    **dict.fromkeys(("hk$", "hkd"), "HKD"),
    **dict.fromkeys(("nt$", "twd"), "TWD"),
    **dict.fromkeys(("s$", "sgd"), "SGD"),
    **dict.fromkeys(("chf", "francs"), "CHF"),
    "¥": "¥",
}
_YEN_OR_YUAN = frozenset({"¥", "CNY", "JPY"})

_SIGN = r"(?:(?:US|AU|CA|HK|NT|CN|JP|[ACS])?[$¥]|[€£₩₹]|(?:USD|EUR|GBP|CNY|RMB|JPY|KRW|INR|AUD|CAD|HKD|TWD|SGD|CHF)(?=\s?\d))\s?"
_DIGITS = r"\d{1,3}(?:[,'’\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = (
    r"\s(?i:trillions?|billions?|millions?|thousand|hundred|dozen|lakh|crore|trn|tn|bn|mn|mio)\b|"
    r"-(?i:trillion|billion|million|thousand)\b|(?:trn|tn|bn|mn|[kKmMbBT])(?![^\W_])"
)
_UNIT = (
    r"\s?[%％]|[\s-](?i:per\s?cent|percentage\spoints?|pp)\b|\s?[xX×](?![^\W_])|[\s-]times\b|-?fold\b|"
    r"[\s-](?:won|(?i:US\sdollars|dollars?|euros?|pounds|yuan|renminbi|yen|rupees|francs)|"
    r"USD|EUR|GBP|CNY|RMB|JPY|KRW|INR|AUD|CAD|HKD|TWD|SGD|CHF)\b"
)
_NUMBER = re.compile(
    rf"(?<![\w.])(?<![^\W\d_]-)(?<!\d[,/:])(?P<sign>(?<!\w){_SIGN})?(?:(?P<digits>{_DIGITS})|(?P<word>(?i:\b(?:{'|'.join(_WORDS)}))))"
    rf"(?P<scale>{_SCALE})?(?P<unit>{_UNIT})?(?!\.?\d|[^\W_]|[/:]\d|,\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_YEARS = re.compile(r"(?:19|20)\d\d[-–]$")
_TO = re.compile(r"\s?[-–—]\s?|\sto\s")
_APPROXIMATE = re.compile(
    r"(?i:\b(?:about|around|roughly|nearly|almost|some|over|under|approximately|more than|less than|fewer than|"
    r"at least|at most|up to|estimated|close to|circa|ca\.)\s?|[~≈<>])$"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a text gives it."""

    text: str
    """The words, unit and scale included."""
    value: Decimal
    """The number with its scale applied; a sign before it is not read."""
    unit: str
    """`percent`, `times`, `plain`, or a currency: an ISO 4217 code, or `¥` where it may be yen or yuan."""
    step: Decimal
    """What one more in the last digit written would add: 0.1 billion for "16.2 billion"."""
    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character."""
    is_approximate: bool = False
    """Whether "about", "over", "up to" or the like stands before it."""

    def agrees(self, other: "Figure") -> bool:
        """Whether both say the same in the same unit, at the digits of the one that gives fewer."""
        same_unit = self.unit == other.unit or ({self.unit, other.unit} <= _YEN_OR_YUAN and "¥" in (self.unit, other.unit))
        rounding = max(self.step, other.step) / 2 if self.step != other.step else Decimal(0)
        return same_unit and abs(self.value - other.value) <= rounding


def _plain(part: str | None) -> str:
    return (part or "").strip().strip("-").casefold()


def _unit(sign: str | None, unit: str | None) -> str:
    if sign:
        return _SIGNS[_plain(sign)]
    word = _plain(unit).removeprefix("us ")
    if word in ("x", "×", "times", "fold"):
        return "times"
    return _SIGNS.get(word, "percent" if word else "plain")


def _counts(match: re.Match[str]) -> bool:
    """Whether a number counts or measures: not a bare "one", which is mostly a pronoun, nor a bare year."""
    if match["scale"] or match["unit"] or match["sign"]:
        return True
    return match["word"].casefold() != "one" if match["word"] else not _YEAR.fullmatch(match["digits"])


def _is_range(first: re.Match[str] | None, second: re.Match[str] | None, text: str) -> bool:
    """Whether two numbers are the ends of a range, such as 45-50B or "3 to 5 million"."""
    if not first or not second or first["scale"] or first["unit"]:
        return False
    between = text[first.end() : second.start()]
    return bool(_TO.fullmatch(between)) or (between == " and " and text[: first.start()].casefold().endswith("between "))


def _read(match: re.Match[str], head: re.Match[str], tail: re.Match[str], text: str) -> Figure:
    """The figure of a match; in a range, the head gives the currency sign and the tail the scale and the unit."""
    scale = _SCALES.get(_plain(tail["scale"]), Decimal(1))
    digits = re.sub(r"[^\d.]", "", match["digits"] or "")
    number = Decimal(digits) if digits else _WORDS[match["word"].casefold()]
    return Figure(
        text[match.start() : match.end()],
        number * scale,
        _unit(match["sign"] or head["sign"], tail["unit"]),
        scale.scaleb(-len(digits.partition(".")[2])),
        *match.span(),
        is_approximate=_APPROXIMATE.search(text[max(0, match.start() - 20) : match.start()]) is not None,
    )


def figures(text: str) -> tuple[Figure, ...]:
    """The figures in a text, in order; dates are none, nor are numbers inside names."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Figure]:
    undated = without_dates(text)
    counting = (match for match in _NUMBER.finditer(undated) if _counts(match))
    # The first of two years may be blank by now, as a date.
    matches = [match for match in counting if not _IN_YEARS.search(text, max(0, match.start() - 5), match.start())]
    for before, match, after in zip([None, *matches], matches, [*matches[1:], None], strict=False):
        head = before if before and _is_range(before, match, undated) else match
        tail = after if after and _is_range(match, after, undated) else match
        yield _read(match, head, tail, text)
