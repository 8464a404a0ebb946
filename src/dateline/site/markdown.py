"""Pages and essays: CommonMark without HTML, with pictures of one's own, and citations that link to their sources."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, count, zip_longest
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from dateline.core import markdown
from dateline.core.citations import pieces
from dateline.core.ids import digest, slug
from dateline.site import urls
from dateline.site.markdown_marks import after_stops, set_marks
from dateline.site.typography import NARROW

if TYPE_CHECKING:
    from dateline.core.markdown import Token

OUTWARD_REL = "nofollow noopener noreferrer"
HIGHEST = 2
"""The level of a text's highest heading; only the page's title is above it."""


_SCROLLED = ("table_open", "fence", "code_block")
"""What may be wider than the page: it can have the focus, so that keys scroll it."""
_ALIGNED = {"text-align:right": "r", "text-align:center": "middle"}
"""How a cell of a table is aligned → its class: the pages allow no styles but those of the sheet."""
_HEADING = re.compile(r'<h(\d) id="([^"]+)">(.*?)</h\1>', re.DOTALL)


class Heading(NamedTuple):
    """A heading of a text."""

    level: int
    """2 for the highest."""
    id: str
    """What stands after the `#` of its address."""
    words: str
    """What it says."""


class Cite(NamedTuple):
    """The link for a citation."""

    label: str
    attributes: Mapping[str, str]


Citing = Callable[[str, str], Cite | None]
"""A key and the heading that it is cited under, which is empty before the first → its link; None if it is left as it is."""


class ShownPicture(NamedTuple):
    """A picture as a page shows it."""

    address: str
    """The link to it from the page."""
    width: int
    """In pixels; 0 if it is not known."""
    height: int
    """In pixels; 0 if it is not known."""


Showing = Callable[[str], ShownPicture | None]
"""The source of a picture as it is written → the picture; None if the publication has none of that name."""


class Meant(NamedTuple):
    """What the citations and the pictures of a text stand for."""

    cite: Citing
    picture: Showing


def render(
    text: str,
    cite: Citing = lambda _key, _heading: None,
    language: str = "en",
    picture: Showing = lambda _source: None,
) -> Markup:
    """The text as HTML, safe whatever the text contains.

    Args:
        text: Markdown; relative links are relative to the page's own address, or name the file of another page.
        language: whose typographic marks the text gets, outside of block quotations and code.
        cite: the link for each citation; a group with a key that has none is left as it is.
        picture: what is shown for each picture; of one that is not known, the words are.
    """
    tokens = markdown.tokens(text)
    _mend(tokens, Meant(cite, picture), language)
    _caption(tokens, language)
    return Markup(markdown.html(tokens))  # noqa: S704  # the parser escapes, html is off


def _mend(tokens: "list[Token]", meant: Meant, language: str) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    shift = HIGHEST - min((int(token.tag[1:]) for token in headings), default=HIGHEST)
    level = HIGHEST - 1
    for token in headings:
        level = min(int(token.tag[1:]) + shift, level + 1, 6) if token.nesting > 0 else level  # none is skipped
        token.tag = f"h{level}"
    heading, quoted, taken = "", 0, set[str]()
    for before, token in zip(tokens[:1] + tokens, tokens, strict=False):
        _lay_out(token)
        is_heading = before.type == "heading_open"
        quoted += token.nesting * token.type.startswith("blockquote")
        if token.children:
            if is_heading:
                heading = _words(token.children)
                before.attrs["id"] = heading_id(heading, taken)
            if not quoted:
                set_marks(token.children, language)
            token.children = list(_with_words([*_cited(token.children, heading, meant)]))
    for link in (one for token in tokens for one in token.children or () if one.type == "link_open"):
        named = str(link.attrs.get("href", ""))
        if named.startswith("#") and named[1:] not in taken and f"h-{named[1:]}" in taken:
            link.attrs["href"] = f"#h-{named[1:]}"


def _lay_out(token: "Token") -> None:
    """Gives the style what it needs of a table or a block of code."""
    if token.type in _SCROLLED:
        token.type, token.attrs["tabindex"] = token.type.replace("code_block", "fence"), "0"
        if file := token.info.partition(" ")[2]:
            token.attrs["data-file"] = file
    if aligned := _ALIGNED.get(str(token.attrs.pop("style", ""))):
        token.attrs["class"] = aligned


def heading_id(words: str, taken: set[str]) -> str:
    """The id of a heading, with a number if an earlier heading has the same; it is added to `taken`."""
    name = f"h-{slug(words) or digest(words)[:8]}"
    free = next(one for one in chain([name], (f"{name}-{number}" for number in count(2))) if one not in taken)
    taken.add(free)
    return free


@lru_cache(256)  # many links lead to a long page
def anchors(text: str) -> frozenset[str]:
    """The ids of the headings in a text; no other id of a page begins like these."""
    return frozenset(one.id for one in headings(render(text)))


def headings(body: Markup) -> tuple[Heading, ...]:
    """The headings of a text that was rendered."""
    return tuple(Heading(int(level), id_, Markup(said).striptags()) for level, id_, said in _HEADING.findall(body))  # noqa: S704


def _words(tokens: "list[Token]") -> str:
    """What a heading says, without its citations."""
    return " ".join("".join(one.content for one in tokens if one.type != markdown.CITATION).split())


def _caption(tokens: "list[Token]", language: str) -> None:
    """Makes figures of pictures that stand alone in a paragraph and have a title, which becomes the caption."""
    for before, one, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        image, *others = one.children or (one,)
        if image.type != "image" or others or before.type != "paragraph_open" or before.hidden:
            continue
        if title := str(image.attrs.pop("title", "")):
            before.tag = after.tag = "figure"
            words = [_text(title)]
            set_marks(words, language)
            caption = ("figcaption_open", "figcaption", 1), ("figcaption_close", "figcaption", -1)
            one.children = [image, markdown.token(*caption[0]), *words, markdown.token(*caption[1])]


def _harmless(token: "Token", picture: Showing) -> "Token":
    if token.type == "link_open":
        _guard(token)
    if token.type == "image":
        source = str(token.attrs.get("src", ""))
        if found := picture(source):
            size = {"width": found.width, "height": found.height} if found.width and found.height else {}
            token.attrs |= {"src": found.address, **size, "loading": "lazy"}
        else:  # loading a picture would tell its host who reads the page
            token.type, token.tag, token.content = "text", "", token.content or source
    return token


def _guard(token: "Token") -> None:
    """Makes a link safe: to another host it sends no referrer, within the site it names the file, any other link is removed."""
    href = token.attrs["href"] = urls.of_file(str(token.attrs.get("href", "")))
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


def _cited(tokens: "list[Token]", heading: str, meant: Meant) -> "Iterator[Token]":
    """The tokens, with known citations as links."""
    links = {one.content: _links(one.content, heading, meant.cite) for one in tokens if one.type == markdown.CITATION}
    known = [
        _text(one.content) if one.type == markdown.CITATION and not links[one.content] else _harmless(one, meant.picture)
        for one in tokens
    ]
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
