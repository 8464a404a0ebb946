"""A quote with the words around it, cut from a longer text."""

import re
from bisect import bisect_left

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
    if not find_quote(quote, text):
        return None
    edges = [match.start() for match in _EDGE.finditer(text)]
    last = bisect_left(range(len(edges)), True, key=lambda n: find_quote(quote, text[: edges[n]]))
    end = edges[last]
    first = bisect_left(range(last + 1), True, key=lambda n: not find_quote(quote, text[edges[n] : end])) - 1
    room = longest - (end - edges[first])
    if room < 0:
        return None
    first = bisect_left(edges, edges[first] - room // 2)
    last = max(last, bisect_left(edges, edges[first] + longest + 1) - 1)
    return text[edges[first] : edges[last]].strip()
