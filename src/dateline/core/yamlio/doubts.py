"""Text that the parser accepts as YAML, but that a stricter parser refuses or reads differently.

This looks only at the parser's events, so it does not import the library.
"""

import re
from functools import lru_cache
from typing import Any

COMMENT = "a comment starts without a space before its #"
INDENT = "Begin this line with more spaces than the line that it belongs to; tabs do not count."

_GLUED = re.compile(r"(?:[ \t]*[,\]}])+#|\s*,#")
_HEADED = re.compile(r"[|>][0-9+-]*#")
_AFTER_BRACKET = re.compile(r"(?:\s*[,\]}])*#")
_ASKED = re.compile(r"\?\S")
_HOLLOW = re.compile(r"[^\n]*\n(?: *\r?\n)* +#")
_BREAK = re.compile(r"\r\n?|[\n\x85\u2028\u2029]")


def scalar(event: Any, text: str) -> str:
    """What makes a scalar ambiguous; empty if nothing does."""
    if event.style in ("|", ">"):
        return _block(event, text)
    end = event.end_mark.index
    if _GLUED.match(text, end) or (event.style and text[end : end + 1] == "#"):
        return COMMENT
    if not event.style and event.value == "-":
        return "a hyphen with nothing after it"
    return "a tab in text without quotation marks" if not event.style and "\t" in event.value else ""


def bracket(event: Any, text: str) -> str:
    """What makes the beginning or the end of a list or map in brackets ambiguous; empty if nothing does."""
    return COMMENT if _AFTER_BRACKET.match(text, event.end_mark.index) else ""


def key(event: Any, text: str) -> str:
    """The text of a key, including a question mark right before it, which the parser reads as the sign of a key."""
    start = event.start_mark.index
    is_asked = start and event.value and not event.style and text[start - 1] == "?"
    return f"?{event.value}" if is_asked else str(event.value)


def pair(event: Any, text: str) -> str:
    """What makes such a key ambiguous in a list, where it may also be a text; empty if nothing does."""
    is_doubtful = event.flow_style and _ASKED.match(text, event.start_mark.index)
    return "a question mark at the beginning of a text" if is_doubtful else ""


def _block(event: Any, text: str) -> str:
    if _HEADED.match(text, event.start_mark.index):
        return COMMENT
    hollow = not event.value.strip() and _HOLLOW.match(text, event.start_mark.index)
    return "a block whose only line may be a comment" if hollow else ""


def outdented(text: str, start: Any, end: Any, indent: int) -> tuple[int, int] | None:
    """Line and column, from 0, of the first continuation line that is not indented more than the text around the value.

    An empty line needs no indentation, nor does a comment between brackets; the closing bracket may be in that same column.

    Args:
        text: the file.
        start: where a text in quotation marks, or a list or map in brackets, begins.
        end: where it ends.
        indent: the column of the text around the value.
    """
    if start.line == end.line or indent < 0:
        return None
    found = _further_line(indent + 1, is_flow=text[start.index] in "[{").search(text, start.index, end.index)
    if not found:
        return None
    return start.line + len(_BREAK.findall(text, start.index, found.start("line"))), found.end() - found.start("line")


@lru_cache(maxsize=64)
def _further_line(least: int, *, is_flow: bool) -> re.Pattern[str]:
    """A pattern for the beginning of a line with fewer than `least` spaces before its first character."""
    if is_flow:
        return re.compile(rf"(?:{_BREAK.pattern})(?P<line>)(?! {{{least}}}| {{{least - 1}}}[\]}}])[ \t]*(?=[^\s#])")
    return re.compile(rf"(?:{_BREAK.pattern})(?P<line>)(?! {{{least}}})(?:[ \t]*(?=\S)| *(?=\t))")
