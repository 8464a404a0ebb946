"""Whether sentences were only worded anew: the same words in the same order, apart from spelling and little ones."""

import re
from collections.abc import Sequence
from itertools import takewhile

from dateline.core.sentences import AnalysedText
from dateline.core.text import fold
from dateline.core.text.language import language_of

_LITTLE = {
    "en": "a an the this that these those which who whom it its of in on at and also so such there has have",
    "de": "dass auch so es da und",
    "fr": "le la les l un une des ce cet cette ces et aussi",
    "es": "el la los las un una unos unas este esta estos estas ese esa esos esas que y también",
}
"""Language → words that may come and go; no preposition, pronoun or article that says who does what to whom."""
_WORD = re.compile(r"\w+(?:[.,']\w+)*")
_LEAST_LETTERS = 5
"""Shorter words that differ in a letter are most often two words."""
_TWO = 2  # letters that changed places


def is_wording(earlier: Sequence[AnalysedText], later: Sequence[AnalysedText]) -> bool:
    """Whether the later sentences say what the earlier ones say, with the same sources and names.

    Another spelling, other punctuation and little words do not count. The beginning may have become the end, and nothing else may
    have another place: "the town pays the builder" has the same words as "the builder pays the town".
    """
    old, new = _words(earlier), _words(later)
    turned = (old[at:] + old[:at] for at in range(max(len(old), 1)))
    has_same = len(old) == len(new) and any(all(map(_is_same_word, one, new)) for one in turned)
    return has_same and _referred(earlier) == _referred(later)


def _referred(texts: Sequence[AnalysedText]) -> tuple[set[str], set[str]]:
    """The sources and the names."""
    return {key for one in texts for key in one.citations}, {name for one in texts for name in one.names}


def _words(texts: Sequence[AnalysedText]) -> list[str]:
    plain = " ".join(one.plain for one in texts)
    little = _LITTLE.get(language_of(plain), "").split()
    return [word for word in _WORD.findall(fold(plain)) if word not in little]


def _is_same_word(one: str, other: str) -> bool:
    """Whether two words are one, at most with a slip within: a letter too much, too few or wrong, or two that changed places."""
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    was, now = one[start : len(one) - end], other[start : len(other) - end]
    is_slip = max(len(was), len(now)) <= 1 or (len(was) == _TWO and was == now[::-1])
    return one == other or (is_slip and min(start, end) > 0 and len(one) >= _LEAST_LETTERS and (one + other).isalpha())


def _shared(one: str, other: str) -> int:
    """How many letters from the first on two words share."""
    return len([*takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))])
