"""Showing text from outside where it could act as a command: on a terminal, in a workflow's log, in Markdown."""

import re

from dateline.core.characters import clean

_BREAKS = re.compile("[\n\r\u2028\u2029]")
# GitHub's runner obeys a line that begins with `::`, even after spaces, and one that has `##[` anywhere.
_ORDERS = re.compile(r"^(\s*:):|(##)(?=\[)")
_SPECIAL = re.compile(r"([\\`*_\[\]|~])")
_LEADING = re.compile(r"^(?:(?=[-+=#])|\d{1,9}(?=[.)](?:\s|$)))")
_ADDRESS = re.compile(r"://|\bwww(?=\.)", re.IGNORECASE)


def printable(line: str) -> str:
    """A line for a terminal or a log, with its spaces: nothing in it moves the cursor, hides, or commands a runner."""
    return _ORDERS.sub(lambda order: f"{order[1] or order[2]} ", _BREAKS.sub(" ", clean(line)))


def one_line(text: str) -> str:
    """The same, with white space collapsed."""
    return printable(" ".join(text.split())).strip()


def literal(text: str) -> str:
    """Markdown that shows exactly this text, without markup, links, images or lists."""
    shown = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = _LEADING.sub(r"\g<0>\\", _SPECIAL.sub(r"\\\1", shown))
    return _ADDRESS.sub(lambda found: ":\\/\\/" if found[0] == "://" else f"{found[0]}\\", shown)
