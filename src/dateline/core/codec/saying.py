"""What is said of a file that does not have the shape it should have."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from dateline.core.codec.shapes import Shape
from dateline.core.yamlio import Path, Tree

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MESSAGES = {
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
    "bool_parsing": "should be true or false",
    "float_parsing": "should be a number",
    "decimal_parsing": "should be a number",
    "string_type": "should be text",
    "tuple_type": "should be a list",
    "dataclass_type": "should be a map of keys and values",
}

HINTS = {
    "tuple_type": "Write each entry on a line of its own that begins with a hyphen, or all of them in [ ].",
    "dataclass_type": "Write its keys on lines of their own below it, or in { }.",
    "bool_parsing": "Write true or false.",
    "int_parsing": "Write it in digits.",
    "float_parsing": "Write it in digits.",
    "decimal_parsing": "Write it in digits.",
}


@dataclass(frozen=True, slots=True)
class Stray:
    """A key that has no meaning in its place."""

    path: Path
    value: Tree
    known: tuple[str, ...]
    """The keys that are allowed there."""


def told_error(error: "ErrorDetails", path: Path, field: Shape | None) -> tuple[str, str, str]:
    """The rule, message and hint for one validation error."""
    name, context = error["type"], error.get("ctx", {})
    if name == "missing":
        return "bad-shape", f'the key "{path[-1]}" is missing', "Add it."
    if name == "literal_error":
        return "bad-shape", f"should be one of {context['expected']}", "Choose one of them."
    if "-" in name:
        return name, error["msg"], "Write it in that form." if error["msg"].startswith("should") else "Correct it."
    if name == "tuple_type" and field and field.keyed_by:
        name = "dataclass_type"
    return "bad-shape", MESSAGES.get(name) or error["msg"].removeprefix("Input "), HINTS.get(name, "Correct the value.")


def nearest_key(stray: Stray) -> str:
    """The key that was probably meant; empty if none is like it."""
    return next(iter(get_close_matches(str(stray.path[-1]), stray.known, 1)), "")


def told_stray(stray: Stray) -> tuple[str, str, str]:
    """The rule, message and hint for a key that has no meaning."""
    near = nearest_key(stray)
    hint = f'Did you mean "{near}"?' if near else "Keys allowed here: " + ", ".join(stray.known) + "."
    return "bad-shape", f'unknown key "{stray.path[-1]}"', hint
