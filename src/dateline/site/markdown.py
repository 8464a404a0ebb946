"""Pages and essays: CommonMark without HTML or images, with citations that link to a story's sources."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from dateline.core.citations import pieces
from dateline.site import urls

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

OUTWARD_REL = "nofollow noopener noreferrer"
HIGHEST = 2
"""The level of a text's highest heading; only the page's title is above it."""


class Cite(NamedTuple):
    """The link for a citation in an essay."""

    href: str
    label: str


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415  # only where there is Markdown

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def render(text: str, cites: Mapping[str, Cite] | None = None) -> Markup:
    """The text as HTML, safe whatever the text contains.

    Args:
        text: Markdown; relative links are relative to the page's own address.
        cites: for each key that `[@key]` may name, its link; other keys are left as they are.
    """
    parser = _parser()
    tokens = parser.parse(text)
    _mend(tokens, partial(_cited, cites or {}))
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704  # the parser escapes, html is off


def _mend(tokens: "list[Token]", split: "Callable[[Token], list[Token]]") -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    shift = HIGHEST - min((int(token.tag[1:]) for token in headings), default=HIGHEST)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1:]) + shift)}"
    for token in tokens:
        if token.children:
            token.children = [part for child in token.children for part in split(_harmless(child))]


def _harmless(token: "Token") -> "Token":
    if token.type == "link_open":
        _guard(token)
    if token.type == "image":  # loading a picture would tell its host who reads the page
        token.type, token.tag, token.content = "text", "", token.content or str(token.attrs.get("src", ""))
    return token


def _guard(token: "Token") -> None:
    """Makes a link safe: to another host it sends no referrer, within the site it names the file, any other link is removed."""
    href = str(token.attrs.get("href", ""))
    parts = urlsplit(href)  # the parser has refused or encoded addresses that cannot be split
    if parts.scheme and not urls.outward(href):
        token.attrs = {}
    elif parts.scheme or parts.netloc:
        token.attrs["rel"] = OUTWARD_REL
    elif parts.path.endswith("/"):
        token.attrs["href"] = parts._replace(path=parts.path + "index.html").geturl()


def _cited(cites: Mapping[str, Cite], token: "Token") -> "list[Token]":
    """The tokens of a text, with known citations as links."""
    if token.type != "text":
        return [token]
    out: list[Token] = []
    for piece in pieces(token.content):
        known = [cites[key] for key in piece.keys if key in cites]
        if len(known) == len(piece.keys) and known:
            out += [part for cite in known for part in _link(cite)]
        else:
            out.append(_token("text", "", 0, piece.text))
    return out


def _link(cite: Cite) -> "list[Token]":
    opening = _token("link_open", "a", 1)
    opening.attrs = {"href": cite.href, "class": "cite"}
    return [opening, _token("text", "", 0, cite.label), _token("link_close", "a", -1)]


def _token(kind: str, tag: str, nesting: int, content: str = "") -> "Token":
    from markdown_it.token import Token  # noqa: PLC0415

    return Token(kind, tag, nesting, content=content)  # type: ignore[arg-type]
