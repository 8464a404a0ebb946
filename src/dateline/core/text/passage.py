"""A quote with the words around it, cut from a longer text."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from dateline.core.text.folding import find_quote

LONGEST = 400
"""Characters of a passage, the quote included."""

_UNSPACED = "\u0e00"
_EDGE = re.compile(rf"(?<=\s)(?=\S)|(?<=\S)(?=\s)|(?<=[{_UNSPACED}-\uffff])|\A|\Z")
"""Where a passage may begin or end: around white space, and after each character of scripts without spaces."""


def passage_around(quote: str, text: str, longest: int = LONGEST) -> str | None:
    """The words of a text around the first place where a quote is found; None if it is not found or is too long.

    Args:
        quote: words copied from the text.
        text: the text that they were copied from.
        longest: the most characters that the passage may have.
    """
    edges = [match.start() for match in _EDGE.finditer(text)]
    found = _between(quote, text, edges)
    if not found:
        return None
    first, last = found
    room = longest - (edges[last] - edges[first])
    if room < 0:
        return None
    first = bisect_left(edges, edges[first] - room // 2)
    last = max(last, bisect_left(edges, edges[first] + longest + 1) - 1)
    return text[edges[first] : edges[last]].strip()


def span_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, from start to end, with the marks that touch it; None if it is not found."""
    edges = [match.start() for match in _EDGE.finditer(text)]
    found = _between(quote, text, edges)
    return (edges[found[0]], len(text[: edges[found[1]]].rstrip())) if found else None


def _between(quote: str, text: str, edges: Sequence[int]) -> tuple[int, int] | None:
    """Which edges a quote is between, in the first place where it is found; None if it is not found."""
    if not find_quote(quote, text):
        return None
    last = bisect_left(range(len(edges)), True, key=lambda n: find_quote(quote, text[: edges[n]]))
    first = bisect_left(range(last + 1), True, key=lambda n: not find_quote(quote, text[edges[n] : edges[last]])) - 1
    return first, last
