"""Where numbers may be in a text: the pattern for figures is long, so it is tried only there."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dateline.core.citations import GROUP
from dateline.core.text.numerals import number_words

_WORD = re.compile(r"\S+")
_NUMBER = re.compile(rf"[\d½¼¾⅓⅔]|\b(?:{number_words()})\b", re.IGNORECASE)
"""What every figure has: a digit, a fraction or a word for a number."""
_LEAD = 16
"""The most characters that a figure has before this: a minus sign, a currency, articles."""


def may_have_numbers(text: str) -> bool:
    """Whether a text has a digit or a word for a number outside its citations."""
    words = " ".join(GROUP.split(text)[::2]) if "[@" in text else text
    return any(map(_reach, words.split()))


def matches_near_numbers(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern for figures."""
    end = 0
    for word in _WORD.finditer(text):
        reach = _reach(word[0])
        while reach and end < word.start() + reach:
            match = pattern.search(text, max(end, word.start() - _LEAD))
            if match is None:
                return
            yield match
            end = match.end()


@lru_cache(16_384)
def _reach(word: str) -> int:
    """Where the last number ends in characters without white space between them; 0 if they have no number."""
    return max((match.end() for match in _NUMBER.finditer(word)), default=0)
