"""What a number counts: the words after it."""

import re
from itertools import takewhile

from dateline.core.text import significant_words

MOST_NOUNS = 3
"""How many words after a number may name what is counted."""
ROOT = 6
"""How many letters of a word are compared."""
LEAST_ROOT = 3
"""How many letters two words share at least if one is the other with an ending."""
_CLAUSE = re.compile(r"[,;:.!?()\[\]]")
_FOLLOWING = re.compile(r"([ \u00a0\u202f]([^\W\d_]+))(?:[ \u00a0\u202f]([^\W\d_]+))?")
_OF = re.compile(r"(\sof\s(?:(?:the|all|its|their|his|her)\s)?)((?:[^\W\d_]+[ ]?){1,3})")
_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "lives": "life"}
_UNITS = frozenset("km kg cm mm ha kW MW GW kWh MWh GWh TWh MB GB TB".split())
_ONE = re.compile(r"\b(?i:one|a|an|a single|another|eine?[mnrs]?|une?|una?)\s([^\W\d_]+)(?:\s([^\W\d_]+))?")


def nouns_after(text: str, end: int) -> tuple[str, ...]:
    """The roots of the first words after a number, up to the end of its clause."""
    clause = _CLAUSE.split(text[end:], maxsplit=1)[0]
    return tuple(map(_root, significant_words(clause)[:MOST_NOUNS]))


def counted(text: str, end: int) -> str:
    """The one or two words after a number that name what it counts, with the space before them; empty if that is unclear."""
    match = _FOLLOWING.match(text, end)
    if not match or not significant_words(match[2]):
        return ""
    if _is_many(match[2]):
        return match[1]
    if match[3] and significant_words(match[3]) and _is_many(match[3]):
        return match[0]
    return match[1] if match[2][0].isupper() else ""


def whole_of(text: str, end: int) -> str:
    """What a share in English is a share of, up to a plural, with the "of" before it; empty if it does not say so."""
    match = _OF.match(text, end)
    words = list(takewhile(significant_words, match[2].split())) if match else []
    most = next((number for number, word in enumerate(words, 1) if _is_many(word)), len(words))
    return match[1] + " ".join(words[:most]) if match and words else ""


def one_of(text: str, roots: tuple[str, ...]) -> tuple[int, str] | None:
    """Where and how a text has one of what a number of another text counts, as "a worker" for "two workers"."""
    for match in _ONE.finditer(text) if roots else ():
        for place in (1, 2):
            if any(_is_same(_root(word), roots[0]) for word in significant_words(match[place] or "")):
                return match.start(), text[match.start() : match.end(place)]
    return None


def _is_many(word: str) -> bool:
    """Whether a word looks like a plural or a unit."""
    return word.endswith(("s", "x")) or word in _IRREGULAR or word in _UNITS


def _root(word: str) -> str:
    """What the singular and the plural of a significant word have in common."""
    return _IRREGULAR.get(word, word)[:ROOT]


def _is_same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= LEAST_ROOT and long.startswith(short)
