"""Where the links, pictures and citations of a text in Markdown stand, for those who change it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple

from dateline.core.markdown import CITATION, noted_tokens

if TYPE_CHECKING:
    from dateline.core.markdown import Token

PlacedKind = Literal["link", "picture", "citation"]
_KINDS: dict[str, PlacedKind] = {"link_open": "link", "image": "picture", CITATION: "citation"}
_BREAKS = ("softbreak", "hardbreak")
_LINE_END = re.compile(r"\r\n?|\n")
_NOWHERE = (-1, -1, -1, -1)


class PlacedPart(NamedTuple):
    """A link, a picture or a citation, and where it stands."""

    kind: PlacedKind
    to: str
    """Its address; of a citation, the citation."""
    words: str
    """What readers see of it."""
    line: int
    """Its line, counted from 0."""
    start: int
    """Where it begins in the text; -1 if that cannot be told."""
    end: int
    """Where it ends."""
    inner: tuple[int, int]
    """Where its words begin and end."""


def placed(text: str) -> Iterator[PlacedPart]:
    """The links, pictures and citations in a text, each with its place; one in the words of another comes after it."""
    ends = [found.span() for found in _LINE_END.finditer(text)]
    begins = [0, *(end for _, end in ends)]
    rows = [text[start:stop] for start, stop in zip(begins, (*(start for start, _ in ends), len(text)), strict=True)]
    found_to = dict[int, int]()  # line → up to where its cells were found
    for block in noted_tokens(text):
        if block.type != "inline" or not block.map:
            continue
        seen, moves = 0, list[tuple[int, int]]()
        for line, content in enumerate(block.content.split("\n"), block.map[0]):
            at = rows[line].find(content, found_to.get(line, 0))  # the cells of a row have one line
            moves.append((seen, begins[line] + at - seen if at >= 0 else -1))
            found_to[line] = at + len(content) if at >= 0 else found_to.get(line, 0)
            seen += len(content) + 1
        yield from _parts(block, block.map[0], moves)


def _parts(block: "Token", first: int, moves: list[tuple[int, int]]) -> Iterator[PlacedPart]:
    """The parts of a block; `moves` has where each of its lines begins in its words, and how far that is from its place."""
    children = block.children or []
    starts = [start for start, _ in moves]
    for place, one in enumerate(children):
        if "span" not in one.meta:
            continue
        on = [bisect_right(starts, at) - 1 for at in one.meta["span"]]
        known = all(moves[line][1] >= 0 for line in on)
        spans = [at + moves[line][1] for at, line in zip(one.meta["span"], on, strict=True)] if known else _NOWHERE
        start, end, *inner = spans
        kind = _KINDS[one.type]
        words = _words_of(children[place + 1 :]) if kind == "link" else one.content
        to = one.content if kind == "citation" else str(one.attrs.get("href", one.attrs.get("src", "")))
        yield PlacedPart(kind, to, words, first + on[0], start, end, (inner[0], inner[1]))


def _words_of(after: "list[Token]") -> str:
    """The words of a link, up to its end."""
    inside = takewhile(lambda one: one.type != "link_close", after)
    return "".join(" " if one.type in _BREAKS else one.content for one in inside)
