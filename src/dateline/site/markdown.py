"""Pages and essays: CommonMark without HTML or images, with citations that link to their sources."""

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from dateline.core import markdown
from dateline.core.citations import pieces
from dateline.site import urls
from dateline.site.markdown_marks import after_stops, set_marks
from dateline.site.typography import NARROW

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


def render(text: str, cite: Citing = lambda _key, _heading: None, language: str = "en") -> Markup:
    """The text as HTML, safe whatever the text contains.

    Args:
        text: Markdown; relative links are relative to the page's own address.
        language: whose typographic marks the text gets, outside of block quotations and code.
        cite: the link for each citation; a group with a key that has none is left as it is.
    """
    tokens = markdown.tokens(text)
    _mend(tokens, cite, language)
    return Markup(markdown.html(tokens))  # noqa: S704  # the parser escapes, html is off


def _mend(tokens: "list[Token]", cite: Citing, language: str) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    shift = HIGHEST - min((int(token.tag[1:]) for token in headings), default=HIGHEST)
    level = HIGHEST - 1
    for token in headings:
        level = min(int(token.tag[1:]) + shift, level + 1, 6) if token.nesting > 0 else level  # none is skipped
        token.tag = f"h{level}"
    heading, is_heading, quoted = "", False, 0
    for token in tokens:
        quoted += token.nesting * token.type.startswith("blockquote")
        if token.children:
            if not quoted:
                set_marks(token.children, language)
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
            yield _text(str(token.attrs.get("href", "")))


def _cited(tokens: "list[Token]", heading: str, cite: Citing) -> "Iterator[Token]":
    """The tokens, with known citations as links."""
    links = {one.content: _links(one.content, heading, cite) for one in tokens if one.type == markdown.CITATION}
    known = [_text(one.content) if one.type == markdown.CITATION and not links[one.content] else _harmless(one) for one in tokens]
    for token in after_stops(known):
        if token.type != markdown.CITATION:
            yield token
            continue
        for place, link in enumerate(links[token.content]):
            yield _text(NARROW * bool(place))
            yield markdown.token("link_open", "a", 1, **link.attributes)
            yield _text(link.label)
            yield markdown.token("link_close", "a", -1)


def _links(group: str, heading: str, cite: Citing) -> list[Cite]:
    """The link for each key of a citation; none if one of them has none."""
    (piece,) = pieces(group)
    links = [link for key in piece.keys if (link := cite(key, heading))]
    return links if len(links) == len(piece.keys) else []


def _text(content: str) -> "Token":
    return markdown.token("text", "", 0, content)
