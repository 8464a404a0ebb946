"""Pages and essays: CommonMark without HTML or images, with citations that link to their sources."""

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from dateline.core import markdown
from dateline.core.citations import pieces
from dateline.site import urls

if TYPE_CHECKING:
    from dateline.core.markdown import Token

OUTWARD_REL = "nofollow noopener noreferrer"
HIGHEST = 2
"""The level of a text's highest heading; only the page's title is above it."""


class Cite(NamedTuple):
    """The link for a citation."""

    label: str
    attributes: Mapping[str, str]


Citing = Callable[[str, str], Cite | None]
"""A key and the heading that it is cited under, which is empty before the first → its link; None if it is left as it is."""


def render(text: str, cite: Citing = lambda _key, _heading: None) -> Markup:
    """The text as HTML, safe whatever the text contains.

    Args:
        text: Markdown; relative links are relative to the page's own address.
        cite: the link for each citation; a group with a key that has none is left as it is.
    """
    tokens = markdown.tokens(text)
    _mend(tokens, cite)
    return Markup(markdown.html(tokens))  # noqa: S704  # the parser escapes, html is off


def _mend(tokens: "list[Token]", cite: Citing) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    shift = HIGHEST - min((int(token.tag[1:]) for token in headings), default=HIGHEST)
    level = HIGHEST - 1
    for token in headings:
        level = min(int(token.tag[1:]) + shift, level + 1, 6) if token.nesting > 0 else level  # none is skipped
        token.tag = f"h{level}"
    heading, is_heading = "", False
    for token in tokens:
        if token.children:
            heading = _words(token.children) if is_heading else heading
            token.children = list(_with_words([*_cited(token.children, heading, cite)]))
        is_heading = token.type == "heading_open"


def _words(tokens: "list[Token]") -> str:
    """What a heading says, without its citations."""
    return " ".join("".join(one.content for one in tokens if one.type != markdown.CITATION).split())


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


def _with_words(tokens: "list[Token]") -> "Iterator[Token]":
    """The tokens, with the address in each link that has no words."""
    for token, after in zip_longest(tokens, tokens[1:]):
        yield token
        if token.type == "link_open" and after.type == "link_close":
            yield markdown.token("text", "", 0, str(token.attrs.get("href", "")))


def _cited(tokens: "list[Token]", heading: str, cite: Citing) -> "Iterator[Token]":
    """The tokens, with known citations as links."""
    for token in tokens:
        if token.type != markdown.CITATION:
            yield _harmless(token)
            continue
        (piece,) = pieces(token.content)
        links = [link for key in piece.keys if (link := cite(key, heading))]
        if len(links) < len(piece.keys):
            yield markdown.token("text", "", 0, piece.text)
            continue
        for link in links:
            yield markdown.token("link_open", "a", 1, **link.attributes)
            yield markdown.token("text", "", 0, link.label)
            yield markdown.token("link_close", "a", -1)
