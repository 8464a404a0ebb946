"""Markdown as pages and essays have it: CommonMark with tables and citations, and without HTML."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.core import citations

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token as Token  # noqa: PLC0414  # for others, too

_CITES = "[@"
CITATION, ESCAPED = "citation", "escaped"
"""The tokens that CommonMark has not: a group of citations, and a character after a backslash, which is no mark."""
_LINKED = re.compile(r"\((?:<[^<>\n]*>|[^\s()]*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)|\[[^\[\]\n]*\]")
"""What makes a link of the words in brackets before it."""
_BREAKS = ("softbreak", "hardbreak")
PLACED = ("link_open", "image", CITATION)
"""The tokens of links, pictures and citations."""
_HIDDEN = "\0"
"""Stands for a character that begins no citation."""
_AROUND = re.compile(rf"\[[^\[\]]*{_HIDDEN}[^\[\]]*\][(\[]")
"""What would be a link without the citation in its words."""
_NAMES = {
    "heading_open": "a heading",
    "bullet_list_open": "a list",
    "ordered_list_open": "a list",
    "table_open": "a table",
    "blockquote_open": "a block quotation",
    "fence": "a block of code",
    "code_block": "a block of code",
    "code_inline": "code",
    "hr": "a line across",
    "link_open": "a link",
    "image": "a picture",
}
"""What an introduction cannot show."""


class MarkdownPart(NamedTuple):
    """Something in a text in Markdown."""

    what: str
    """Its words, or what it is."""
    line: int
    """Its line, counted from 0."""


class MarkdownLink(NamedTuple):
    """A link or a picture in a text."""

    to: str
    """Its address, as it is written."""
    words: str
    """The words of a picture; empty for a link, whose words are text of their own."""
    line: int
    """Its line, counted from 0."""
    is_picture: bool


class TextBlock(NamedTuple):
    """A heading, a paragraph, an entry of a list or a cell of a table: what it says, on one line, without the marks."""

    at: str
    """What it is, and which one of its kind: `heading[0]`, `paragraph[2]`."""
    text: str
    """The words, with citations. What only looks like a citation, in code or after a backslash, has no bracket."""
    lines: tuple[tuple[int, int], ...]
    """Where in the text a line begins, and that line of the Markdown, counted from 0."""
    pieces: tuple[citations.Piece, ...]
    """The words as readers see them, and the citations, in turn."""
    malformed: tuple[str, ...]
    """What looks like a citation and is not one, such as `[@key](https://example.org/)`, each once."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.at.startswith("heading")

    def line_of(self, words: str) -> int:
        """The line of the Markdown on which some words begin; the first if the text does not have them."""
        place = bisect_right(self.lines, max(0, self.text.find(words)), key=lambda one: one[0])
        return self.lines[place - 1][1]


@cache
def _parser(*, html: bool = False) -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415  # only where there is Markdown

    parser = MarkdownIt("commonmark", {"html": html}).enable("table")
    parser.inline.ruler.before("link", CITATION, _citation)
    parser.core.ruler.before("text_join", ESCAPED, _keep_escapes)
    parser.add_render_rule(ESCAPED, lambda renderer, *given: renderer.text(*given))
    return parser


def _citation(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001  # as the parser calls it
    """Reads a group of citations before its brackets could be those of a link."""
    found = citations.GROUP.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        one = state.push(CITATION, "", 0)
        one.content = found[0]
        after = _LINKED.match(state.src, found.end())
        one.info = found[0] + after[0] if after and not citations.cited(after[0]) else ""
    state.pos = found.end()
    return True


def _keep_escapes(state: "StateCore") -> None:
    """Keeps what begins a citation, if it stands after a backslash, apart from the text around them."""
    for block in state.tokens:
        for one in block.children or ():
            if one.type == "text_special" and one.content in ("[", "@"):
                one.type = ESCAPED


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
    words, seen, line = "", "", inline.map[0] if inline.map else 0
    lines, pieces, wrong = [(0, line)], list[citations.Piece](), list[str]()
    for one in inline.children or ():
        said = " " if one.type in _BREAKS else one.content
        wrong += [one.info] if one.type == CITATION and one.info else []
        pieces += citations.pieces(said) if one.type == CITATION else [citations.Piece("text", said)]
        seen += said if one.type in ("text", "image", *_BREAKS) else _HIDDEN * len(said)
        if one.type != CITATION:  # what is none must not be one in the words either
            said = said if one.type == "text" else said.replace(_CITES, "@")
            words = words[:-1] if words.endswith("[") and said.startswith("@") else words
        words += said
        if one.type in _BREAKS:
            line += 1
            lines.append((len(words), line))
    shown = "".join(one.text for one in pieces)
    linked = (shown[slice(*one.span())] for one in _AROUND.finditer(seen))
    wrong += citations.malformed(seen)
    wrong += (one.text for some in (seen, *linked) for one in citations.pieces(some) if one.keys)
    return TextBlock(at, words, tuple(lines), tuple(pieces), tuple(dict.fromkeys(wrong)))


def labels(text: str) -> tuple[MarkdownPart, ...]:
    """The definitions of links whose name is that of a citation: `[@key]: https://example.org/`."""
    known: dict[str, Any] = {}
    _parser().parse(text, known)
    found = known.get("references", {}).items()
    return tuple(MarkdownPart(f"[{label.lower()}]:", one["map"][0]) for label, one in found if label.startswith("@"))


@lru_cache(64)  # several rules and the page ask for them
def links(text: str) -> tuple[MarkdownLink, ...]:
    """The links and pictures in a text, in order."""
    found = []
    for block in tokens(text):
        line = block.map[0] if block.map else 0
        for one in block.children or ():
            if one.type in ("link_open", "image"):
                to = str(one.attrs.get("href", one.attrs.get("src", "")))
                found.append(MarkdownLink(to, one.content, line, one.type == "image"))
            line += 1 if one.type in _BREAKS else one.content.count("\n")
    return tuple(found)


@cache
def _placing() -> "MarkdownIt":
    """A parser whose links, pictures and citations know where they stand in the words of their block."""
    from markdown_it import MarkdownIt  # noqa: PLC0415
    from markdown_it.rules_inline import autolink, image, link  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.inline.ruler.before("link", CITATION, _noting(_citation, 0))
    for name, rule, marks in (("link", link, 1), ("image", image, 2), ("autolink", autolink, 0)):
        parser.inline.ruler.at(name, _noting(rule, marks))
    return parser


def _noting(rule: "Callable[[StateInline, bool], bool]", marks: int) -> "Callable[[StateInline, bool], bool]":
    """The rule, which notes where its token begins and ends, and where its words do.

    Args:
        rule: the rule.
        marks: how many characters stand before a label in brackets; 0 if there is no label.
    """

    def noted(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001
        start, before = state.pos, len(state.tokens)
        words = state.md.helpers.parseLinkLabel(state, start + marks - 1, marks == 1) if marks else -1
        if not rule(state, silent):
            return False
        for one in () if silent else state.tokens[before:]:
            if one.type in PLACED and "span" not in one.meta:
                one.meta["span"] = (start, state.pos, start + (marks or 1), words if marks else state.pos - 1)
                break
        return True

    return noted


def noted_tokens(text: str) -> "list[Token]":
    """The same tokens; those of links, pictures and citations have a `span`.

    It is where the part begins and ends in the words of its block, and where its own words do.
    """
    return _placing().parse(text)


def tags(text: str) -> tuple[MarkdownPart, ...]:
    """The HTML and the comments in a text, which a page shows as they are written: the first of each line."""
    found = (one for one in _placed(text, html=True) if one.what.startswith("<"))
    return tuple({one.line: one for one in reversed([*found])}.values())[::-1]


def not_plain(text: str) -> tuple[MarkdownPart, ...]:
    """What is neither a paragraph nor emphasis nor a citation: headings, lists, links, code …"""
    return tuple(one._replace(what=_NAMES[one.what]) for one in _placed(text) if one.what in _NAMES)


def _placed(text: str, *, html: bool = False) -> Iterator[MarkdownPart]:
    """The kinds of all parts of a text; of HTML, the HTML itself."""
    for block in _parser(html=html).parse(text):
        line = block.map[0] if block.map else 0
        yield MarkdownPart(block.content if block.type == "html_block" else block.type, line)
        for one in block.children or ():
            yield MarkdownPart(one.content if one.type == "html_inline" else one.type, line)
            line += 1 if one.type in _BREAKS else one.content.count("\n")
