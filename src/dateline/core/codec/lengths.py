"""How long the texts of a value are, and how long they may be in a draft."""

from collections.abc import Collection, Iterator
from dataclasses import is_dataclass
from typing import Any, NamedTuple

from dateline.core.codec.reading import spell
from dateline.core.codec.shapes import shapes
from dateline.core.constraints import AtMost
from dateline.core.yamlio import Path


class LimitedText(NamedTuple):
    """A text with a limit."""

    at: str
    """Its path, such as `narrative[1]`."""
    words: str
    """The text."""
    most: int
    """The most characters that it may have in a draft."""

    @property
    def objection(self) -> str:
        """The message about a text that is too long."""
        return f"{len(self.words):,} characters; a draft may have {self.most:,} here"


def texts(value: Any, path: Path = ()) -> Iterator[LimitedText]:
    """Every text in a value that has a limit."""
    for shape in shapes(type(value)):  # type: ignore[arg-type]  # classes are hashable
        most = next((mark.characters for mark in shape.marks if isinstance(mark, AtMost)), 0)
        yield from _within(getattr(value, shape.name), (*path, shape.key), most)


def _within(held: Any, path: Path, most: int) -> Iterator[LimitedText]:
    if isinstance(held, tuple):
        for number, one in enumerate(held):
            yield from _within(one, (*path, number), most)
    elif is_dataclass(held):
        yield from texts(held, path)
    elif isinstance(held, str) and most:
        yield LimitedText(spell(path), held, most)


def overlong(value: Any, known: Collection[str] = ()) -> Iterator[LimitedText]:
    """The texts that are too long for a draft, except known ones, which were filed before."""
    return (one for one in texts(value) if len(one.words) > one.most and one.words not in known)
