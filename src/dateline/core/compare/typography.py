"""Words without their typography: an editor's house style is no change."""

import re
import unicodedata

from dateline.core.characters import INVISIBLE

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ‹›＇“”„‟«»＂'`´", '"'),
        **dict.fromkeys("‐‑‒–—―−⸺⸻﹘﹣－", "-"),
        "…": "...",
    }
)
"""One quotation mark for all, one dash, and an ellipsis as dots."""
_LOOSE = re.compile(r"\s+(?=[^\w\s])|(?<=[^\w\s])\s+")
"""White space next to a sign."""


def typeset(text: str) -> str:
    """The text in one typography: composed characters, one kind of quotation mark and dash, no spaces around signs.

    Two texts that are equal in it differ at most in marks, dashes, ellipses, spaces and invisible characters.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return " ".join(_LOOSE.sub("", text.translate(_SIGNS)).split())


def is_same(one: str, other: str) -> bool:
    """Whether two texts differ at most in typography."""
    return one == other or not (_differ_in_a_word(one, other) or typeset(one) != typeset(other))


def _differ_in_a_word(one: str, other: str) -> bool:
    """Whether the first difference is another letter or digit, as in most texts that differ: this is found fast."""
    first = next((pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]), ("", ""))
    return all(sign.isascii() and sign.isalnum() for sign in first)
