"""Markdown as pages and essays have it: CommonMark with tables, and without HTML."""

from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token as Token  # noqa: PLC0414  # for others, too

_CITES = "[@"


class TextBlock(NamedTuple):
    """A heading, a paragraph, an entry of a list or a cell of a table: what it says, on one line, without the marks."""

    at: str
    """What it is, and which one of its kind: `heading[0]`, `paragraph[2]`."""
    text: str
    """The words, with citations."""
    lines: tuple[tuple[int, int], ...]
    """Where in the text a line begins, and that line of the Markdown, counted from 0."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.at.startswith("heading")

    def line_of(self, words: str) -> int:
        """The line of the Markdown on which some words begin; the first if the text does not have them."""
        place = bisect_right(self.lines, max(0, self.text.find(words)), key=lambda one: one[0])
        return self.lines[place - 1][1]


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415  # only where there is Markdown

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def tokens(text: str) -> "list[Token]":
    """What the text consists of."""
    return _parser().parse(text)


def html(found: "list[Token]") -> str:
    """The same as HTML; what is no mark is escaped."""
    parser = _parser()
    rendered: str = parser.renderer.render(found, parser.options, {})
    return rendered


def token(kind: str, tag: str, nesting: int, content: str = "", **attrs: Any) -> "Token":
    """A token that the text does not have."""
    from markdown_it.token import Token  # noqa: PLC0415

    return Token(kind, tag, nesting, content=content, attrs=attrs)  # type: ignore[arg-type]


@lru_cache(64)  # an essay is read by several rules, and by its page
def blocks(text: str) -> tuple[TextBlock, ...]:
    """The texts that a reader sees, in order; without blocks of code, and without citations in code, which stay as they are."""
    found, kind, counts = list[TextBlock](), "paragraph", Counter[str]()
    for one in tokens(text):
        if one.type == "inline" and (block := _block(one, f"{kind}[{counts[kind]}]")).text.strip():
            found.append(block)
            counts[kind] += 1
        kind = "heading" if one.type == "heading_open" else "paragraph"
    return tuple(found)


def _block(inline: "Token", at: str) -> TextBlock:
    words, line = "", inline.map[0] if inline.map else 0
    lines = [(0, line)]
    for one in inline.children or ():
        if one.type in ("softbreak", "hardbreak"):
            words, line = words + " ", line + 1
            lines.append((len(words), line))
        elif one.type == "code_inline":
            words += one.content.replace(_CITES, "@")
        else:
            words += one.content
    return TextBlock(at, words, tuple(lines))
