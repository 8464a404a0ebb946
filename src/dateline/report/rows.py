"""Lines of text for a terminal: something at the left and something at the right, wrapped at the width; rich styles them."""

from collections.abc import Callable, Iterator

from rich.console import Console
from rich.text import Text

WIDEST = 100
"""Columns; longer lines are hard to read."""
LEAST = 24
"""Columns; in a narrower column, text is not put next to other text."""


def width_of(console: Console) -> int:
    """How many columns of a terminal are used."""
    return min(console.width, WIDEST)


def show_lines(lines: Callable[[int], Iterator[Text]]) -> None:
    """Prints lines that are made for the width of the terminal."""
    console = Console(highlight=False)
    show(console, lines(width_of(console)))


def show(console: Console, lines: Iterator[Text]) -> None:
    """Prints lines that were wrapped before."""
    for line in lines:
        console.print(line, soft_wrap=True, highlight=False)


def wrapped(text: Text, width: int, *, first: str = "", indent: str = "") -> list[Text]:
    """A text in lines of a width.

    Args:
        text: the text.
        width: the columns of a line.
        first: what precedes the first line.
        indent: what precedes the others.
    """
    lines = text.wrap(Console(width=width), max(1, width - len(indent)))
    for line in lines:
        line.rstrip()
    return [Text(indent if number else first) + line for number, line in enumerate(lines)]


def with_command(said: Text, command: Text, width: int) -> list[Text]:
    """A text and a command after it, or on a line of its own: a command is not wrapped, so that it can be copied."""
    if said.cell_len + 1 + command.cell_len <= width:
        return [said + " " + command]
    return [*wrapped(said, width), Text("  ") + command]


def row(left: Text, right: Text, width: int, indent: str = "", *, first: str = "") -> list[Text]:
    """A text at the left, wrapped, and another at the right of its first line; below it if there is no room for both.

    Args:
        left: the text at the left.
        right: the text at the right.
        width: the columns of a line.
        indent: what precedes the lines of the left text after its first.
        first: what precedes its first line.
    """
    if not right:
        return wrapped(left, width, first=first, indent=indent)
    room = width - right.cell_len - 2
    if room < LEAST:
        return [*wrapped(left, width, first=first, indent=indent), *wrapped(right, width)]
    head, *others = wrapped(left, room, first=first, indent=indent)
    return [head + " " * (width - head.cell_len - right.cell_len) + right, *others]
