"""Shares in words: "one in five", "two thirds of"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dateline.core.text.numerals import small_numbers

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_IN = re.compile(
    rf"\b(?P<part>\d+|{_ONES})\s(?:in|out\sof)\s(?:every\s)?(?P<whole>\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|a\shundred)\b"
    r"(?!\s(?:days|years|months|weeks|hours|minutes)\b)",
    re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_OF = re.compile(rf"\b(?:(?P<part>an?|{_ONES})[\s-](?P<whole>{'|'.join(_PARTS)})s?|half)\sof\b", re.IGNORECASE)
_WORD_OF_A_SHARE = re.compile(rf"\b(?:{'|'.join(_PARTS)})s?\b", re.IGNORECASE)
_IN_WORD = re.compile(r"\s(?:in|out\sof)\s(?:every\s)?(?:\d|t|f|s|e|n|a\sh)", re.IGNORECASE)
_SMALL = {**small_numbers("en"), "a hundred": 100, "a": 1, "an": 1}


class Share(NamedTuple):
    """A share in words."""

    start: int
    end: int
    value: Decimal
    """In per cent, to two decimals."""


def shares(text: str) -> Iterator[Share]:
    """The shares in a text."""
    for match in _IN.finditer(text) if _IN_WORD.search(text) else ():
        part, whole = (_number(match[name]) for name in ("part", "whole"))
        yield Share(match.start(), match.end(), _percent(part, whole))
    for match in _OF.finditer(text) if may_have_shares(text) else ():
        part, whole = (_number(match["part"]), _PARTS[match["whole"].casefold()]) if match["part"] else (1, 2)
        yield Share(match.start(), match.end() - len(" of"), _percent(part, whole))


def may_have_shares(text: str) -> bool:
    """Whether a text has a share without a number."""
    return any(map(_has_part, text.split())) and _OF.search(text) is not None


@lru_cache(16_384)
def _has_part(word: str) -> bool:
    """Whether characters without white space between them have a word such as "third"."""
    return _WORD_OF_A_SHARE.search(word) is not None


def _number(words: str) -> int:
    return int(_SMALL.get(re.sub(r"\s", " ", words.casefold())) or words)


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01")) if whole else Decimal(0)
