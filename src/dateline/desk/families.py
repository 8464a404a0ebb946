"""Families of words: a source that has one word of a family bears out another one, in whatever language either is."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class _Family(NamedTuple):
    said: re.Pattern[str]
    """Its words."""
    borne_out: re.Pattern[str]
    """The words of a source that bear them out."""


class Families:
    """Families of words, each with its words in English, German, French and Spanish."""

    def __init__(self, table: str) -> None:
        """The families of a table.

        Args:
            table: a paragraph for each family, with patterns of words; those in a line that begins with `known: ` only bear out.
        """
        self._each = tuple(map(_family, table.strip().split("\n\n")))

    def missing(self, said: str, ground: str) -> Iterator[str]:
        """The first word of each family that a text has and its sources have nothing of.

        Args:
            said: the text, without citations.
            ground: what it rests on.
        """
        for family in self._each:
            if (found := family.said.search(said)) and not family.borne_out.search(ground):
                yield found[0]

    def finds(self, text: str) -> bool:
        """Whether a text has a word of a family."""
        return any(family.said.search(text) for family in self._each)


def _family(lines: str) -> _Family:
    said = lines.partition("\nknown: ")[0].replace("\n", "|")
    return _Family(_words(said), _words(lines.replace("\nknown: ", "|").replace("\n", "|")))


def _words(any_of: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)
