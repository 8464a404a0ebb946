"""Text prepared for comparison: differences of spelling that mean nothing are removed."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import chain

from dateline.core.characters import INVISIBLE
from dateline.core.citations import without
from dateline.core.text.language import language_of
from dateline.core.text.stop_words import STOP_WORDS

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`ʼ‹›＇", "'"),
        **dict.fromkeys("“”„‟″«»＂", '"'),
        **dict.fromkeys("‐‑‒–—―−⸺⸻﹘﹣－", "-"),
        "⁄": "/",
    }
)
_ELLIPSIS = re.compile(r" ?\.{3,} ?")
_LEFT_OUT = re.compile(r"\[\s?\.{3,}\s?\]|\(\s?\.{3,}\s?\)|\.{3,}")
_WORD = re.compile(r"[぀-ヿ㐀-鿿]|[^\W_぀-ヿ㐀-鿿]+(?:'[^\W\d_]+)?")
_BEYOND_SPACED_SCRIPTS = "\u0e00"  # from Thai on, most scripts write no space between words

_STOP_WORDS = frozenset(STOP_WORDS["en"].split())


_KNOWN = 16_384
"""How many words are remembered; a text repeats most of them."""


def fold(text: str) -> str:
    """Text for matching: NFKC, one kind of quotation mark and dash, no invisible characters, no case, single spaces."""
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
    return " ".join(filter(None, map(_folded, text.split())))


@lru_cache(_KNOWN)
def _folded(word: str) -> str:
    """Characters without white space between them, folded; a few, such as `ﷺ`, then have spaces."""
    plain = unicodedata.normalize("NFKC", INVISIBLE.sub("", word).translate(_SAME)).translate(_SAME)
    plain = unicodedata.normalize("NFKC", plain.casefold())
    return " ".join(plain.translate(_SAME).casefold().split())


def _runs_on(text: str, at: int) -> bool:
    """Whether a word or a number continues across a place in the text."""
    before, after = text[at - 1 : at], text[at : at + 1]
    if before in (".", ",") and after.isdecimal():
        return text[at - 2 : at - 1].isdecimal()
    if after in (".", ",") and before.isdecimal():
        return text[at + 1 : at + 2].isdecimal()
    return before.isalnum() and after.isalnum() and max(before, after) < _BEYOND_SPACED_SCRIPTS


def find_quote(quote: str, text: str) -> bool:
    """Whether a text contains a quote, both folded: in one piece, with neither end inside a word or a number.

    An ellipsis in the quote does not replace any words: the text must have one in the same place.
    """
    return place_in_folded(quote, fold_quoted(text)) is not None


def fold_quoted(text: str) -> str:
    """Text folded for `place_in_folded`: no space around an ellipsis."""
    return _ELLIPSIS.sub("...", fold(text))


def place_in_folded(quote: str, source: str) -> tuple[int, int] | None:
    """Where a folded text has a quote, from start to end, as `find_quote` looks for it; None if it has not.

    Args:
        quote: the words, not folded.
        source: a text from `fold_quoted`.
    """
    words = fold_quoted(quote).strip("\"' ")
    if not words.endswith("..."):
        words = words.rstrip(".,;:")  # the full stop before the closing mark may belong to the quoting sentence
    if not any(map(str.isalnum, words)):
        return None
    found = source.find(words)
    while found >= 0 and ((found and _runs_on(source, found)) or _runs_on(source, found + len(words))):
        found = source.find(words, found + 1)
    return (found, found + len(words)) if found >= 0 else None


def find_pieces(quote: str, text: str) -> bool:
    """Whether a text contains each piece of a quote between its ellipses, in any order."""
    pieces = [piece for piece in _LEFT_OUT.split(fold(quote)) if any(map(str.isalnum, piece))]
    return bool(pieces) and all(find_quote(piece, text) for piece in pieces)


def _stem(word: str) -> str:
    """A word without the ending of a possessive or a plural."""
    word = word.partition("'")[0]
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):  # noqa: PLR2004  # "gas", "its"
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word.removesuffix("s")


def significant_words(text: str) -> tuple[str, ...]:
    """The words with meaning, folded, in order: no citations, stop words or bare numbers; plurals as singulars.

    English stop words are left out of every text, those of another language if the text has two of them and is in it.
    """
    words = tuple(chain.from_iterable(map(_significant, without(text).split())))
    if _OTHER_STOP_WORDS.isdisjoint(words):
        return words
    stop_words = _STOP_WORDS_OF.get(language_of(text), frozenset())
    return tuple(word for word in words if word not in stop_words) if len(stop_words.intersection(words)) > 1 else words


@lru_cache(_KNOWN)
def _significant(word: str) -> tuple[str, ...]:
    """The words with meaning in characters without white space between them, such as `well-known`."""
    words = _WORD.findall(fold(word))
    return tuple(_stem(one) for one in words if one not in _STOP_WORDS and not one.isdecimal())


_STOP_WORDS_OF = {
    language: frozenset(_stem(fold(word)) for word in words.split()) for language, words in STOP_WORDS.items() if language != "en"
}
"""Language → its stop words, in the form of significant words."""
_OTHER_STOP_WORDS = frozenset().union(*_STOP_WORDS_OF.values())


def similarity(a: str, b: str) -> float:
    """How similar two texts are, 0 to 1: Dice's coefficient of their significant words, repeated ones counted each time."""
    if a == b:
        return 1.0
    words_a, words_b = Counter(significant_words(a)), Counter(significant_words(b))
    total = words_a.total() + words_b.total()
    return 2 * (words_a & words_b).total() / total if total else 0.0
