"""The parser's messages in plain words, each with what to do."""

import re

COLON = "Put the text in quotation marks, because it contains a colon."
NEAR = "Check indentation, colons and quotation marks near this line."
QUOTE = "Put the text in quotation marks."

_TABBED = re.compile(r" *\t")
_FIRST = re.compile(r"(?m)^(?! *(?:#|$))")
"""Where the first line with more than a comment begins."""
_SHIFTED = re.compile(r" (?:- |[\w-]+:(?:\s|$))")
"""An entry behind one space, as after removing the # of an example but not the space behind it."""
_OUT_OF_LINE = ("mapping values", "expected key", "expected '-'", "<document start>")

_SAID = (
    ("control characters", "control characters are not allowed", "Remove the character that cannot be seen."),
    ("',' or ']'", "a list in [ ] is not closed, or a comma is missing", "Close it with ], or put a comma between its entries."),
    ("',' or '}'", "a map in { } is not closed, or a comma is missing", "Close it with }, or put a comma between its entries."),
    ("end of stream", "a quotation mark is not closed", "Write the second quotation mark."),
    ("document indicator", "a quotation mark is not closed", "Write the second quotation mark."),
    ("cannot start any token", "a text begins with a character that has a meaning in YAML", QUOTE),
    ("alphabetic or numeric", "a text begins with a character that has a meaning in YAML", QUOTE),
    ("escape character", "a backslash in quotation marks means something else", "Write it twice, or use single quotation marks."),
    ("hexdecimal", "a backslash in quotation marks means something else", "Write it twice, or use single quotation marks."),
    ("comment or line break", "text on the line of | or >", "Begin the text on the next line, with spaces in front of it."),
    ("expected '-'", "this line should begin with a hyphen, as the list above it does", NEAR),
    ("block sequence entries", "a list begins on the line of its key", "Begin it on the next line."),
    (
        "could not find expected ':'",
        "the line above has no colon after its key",
        "Write `key: value`, or indent text that goes on.",
    ),
    ("node content", "a value is missing, or a bracket is not closed", "Write the value, or close the bracket."),
    ("mapping values", "a key and its colon cannot stand here", "Check that it begins in the column of the keys around it."),
    ("expected key", "this line does not go on with what is above it", NEAR),
    ("<document start>", "this line does not go on with what is above it", NEAR),
)
"""A part of what the parser says → the same in plain words, and a hint."""


def explained(said: str, text: str, line: int, column: int) -> tuple[str, str]:
    """What is wrong, and a hint, in words that the author of the file understands.

    Args:
        said: the parser's message.
        text: the file.
        line: where it stopped, from 0; -1 if it does not say.
        column: the same in the line.
    """
    lines = text.split("\n")
    here = lines[line] if 0 <= line < len(lines) else ""
    if _TABBED.match(here):
        return "tabs are not allowed in indentation", "Use spaces."
    if said.startswith("mapping values") and ": " in here[:column]:
        return "a colon in text without quotation marks", COLON
    if said.endswith("<document start>") and (first := _FIRST.search(text)) and text.startswith(" ", first.start()):
        line, column = text.count("\n", 0, first.start()), 0  # what follows the first entry is not in its column
    shifted = _SHIFTED.match(lines[line]) if 0 <= line < len(lines) else None
    if shifted and column < shifted.end() and any(part in said for part in _OUT_OF_LINE):
        return f"line {line + 1} begins with a space: remove it", "Keys that belong together begin in the same column."
    for part, words, hint in _SAID:
        if part in said:
            return words, hint
    return said, NEAR
