"""Whether a text says more than its title."""

import re

from dateline.core.text.folding import fold

_WORD = re.compile(r"\w+")
_OUTLET = 4
"""How many words an aggregator may add when it repeats a title: the outlet's name, the rest of a cut word."""


def repeats_title(title: str, text: str) -> bool:
    """Whether a text says no more than its title, or only repeats it with the outlet's name."""
    said, titled = fold(text), fold(title).rstrip(". ")
    beyond = set(_WORD.findall(said)) - set(_WORD.findall(titled))
    return not beyond or (said.startswith(titled) and len(beyond) <= _OUTLET)
