"""Numbers and dates of a source, in any form."""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import chain, pairwise

from dateline.core.text import Moment, dates, fold

_TOKEN = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[,'’ ]\d{3})*(?:\.\d+)?")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)")
_MARK = re.compile(r"[,'’ ]")
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_UNITS = {word: value for value, word in enumerate(_ONES.split(), 1)}
_TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = {word: value for value, word in enumerate(_NTH.split(), 1)}
_TIMES = {
    "once": 1,
    "twice": 2,
    "double": 2,
    "doubled": 2,
    "pair": 2,
    "both": 2,
    "triple": 3,
    "tripled": 3,
    "half": 50,
    "quarter": 25,
}
_SPELT = {**_UNITS, **_TENS, **_ORDINALS, **_TIMES}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)?\d\d)(?!\d)")


def tokens(text: str) -> tuple[str, ...]:
    """The folded words and numbers of a text, in order."""
    return tuple(chain.from_iterable(map(_tokens, text.split())))


@lru_cache(16_384)
def _tokens(word: str) -> tuple[str, ...]:
    """Those in characters without white space between them."""
    return tuple(_TOKEN.findall(fold(word)))


def loose_numbers(text: str) -> frozenset[Decimal]:
    """Every number in a text, in any form: within names, spelt out, as an ordinal; but not the hours of a clock."""
    numbers = _NUMBER.findall(_CLOCK.sub(" ", text))
    found = {Decimal(_MARK.sub("", number)) for number in numbers}
    found |= {Decimal(part) for number in numbers for part in number.split(",")[:1] if part.isdecimal()}
    words = tokens(text)
    found |= {Decimal(_SPELT[word]) for word in words if word in _SPELT}
    found |= {Decimal(_TENS[a] + _UNITS[b]) for a, b in pairwise(words) if a in _TENS and b in _UNITS}
    return frozenset(found)


def calendar(text: str, published: str | None) -> frozenset[str]:
    """The dates in a text, as `Moment.value`, and also its own date and the day before that."""
    told = dates(text)
    found = {moment.value for moment in told} | _bare_months(text, told)
    for first, _, second, year in _SLASHED.findall(text):  # 05/08/2026 may be in May or August
        century = "" if len(year) > 2 else "20"  # noqa: PLR2004  # digits
        found |= {f"{century}{year}-{month:0>2}-{day:0>2}" for month, day in ((first, second), (second, first))}
    if published:
        found |= {published, *_day_before(published)}
    return frozenset(found)


def _bare_months(text: str, told: tuple[Moment, ...]) -> set[str]:
    """The months that are not part of a date, as in "through October"."""
    spans = {at for moment in told for at in range(moment.start, moment.end)}
    return {f"--{_MONTHS.index(match[0][:3]) + 1:02}" for match in _MONTH.finditer(text) if match.start() not in spans}


def _day_before(day: str) -> tuple[str, ...]:
    try:
        return ((date.fromisoformat(day) - timedelta(days=1)).isoformat(),)
    except (ValueError, OverflowError):
        return ()
