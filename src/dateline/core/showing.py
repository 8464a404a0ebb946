"""Showing text from outside where it could act as a command: on a terminal, in a workflow's log, in Markdown."""

import re

from dateline.core.characters import clean

_BREAKS = re.compile("[\n\r\u2028\u2029]")
# GitHub's runner obeys a line that begins with `::`, even after spaces, and one that has `##[` anywhere.
_ORDERS = re.compile(r"^(\s*:):|(##)(?=\[)")
_SPECIAL = re.compile(r"([\\`*_\[\]|~])")
_LEADING = re.compile(r"^(?:(?=[-+=#])|\d{1,9}(?=[.)](?:\s|$)))")
_MARKUP = re.compile(r"[\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
"""What Markdown reads as markup anywhere in a line."""
_ADDRESS = re.compile(r"://|\bwww(?=\.)", re.IGNORECASE)

_LIVE_IN_TITLES = (
    (re.compile(r"https?://", re.IGNORECASE), ""),
    (re.compile(r"(?<!\w)@(?=\w)"), "@ "),
    (re.compile(r"#(?=\d)"), "# "),
    (re.compile(r"\b(gh)-(?=\d)", re.IGNORECASE), r"\1 "),
    (re.compile(r"\[\s*((?:skip|ci|no|actions)[\s-]+(?:skip|ci|actions))\s*\]", re.IGNORECASE), r"(\1)"),
    (re.compile(r"\*+(NO_CI)\*+", re.IGNORECASE), r"\1"),
    (re.compile(r"\b(skip)-(checks\s*:)", re.IGNORECASE), r"\1 \2"),
)
"""What code hosts act on in a title or in a commit's message, and what is written instead."""


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


def as_markdown(text: str) -> str:
    """Words for a file in Markdown that people edit: they are shown as they are, and as few as possible have a backslash."""
    shown = _MARKUP.sub(r"\\\g<0>", printable(text))
    return _LEADING.sub(r"\g<0>\\", shown)


def title_line(text: str, most: int) -> str:
    """A title for a pull request and for the commit that merges it: it mentions nobody, closes no issue and skips no check.

    Args:
        text: the title.
        most: how many characters it may have.
    """
    shown = one_line(text)
    for live, dead in _LIVE_IN_TITLES:
        shown = live.sub(dead, shown)
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"
