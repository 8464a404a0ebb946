"""The text of a post as Dateline has it: links are citations, links between texts and pictures have their new addresses."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from dateline.core import markdown
from dateline.core.address import is_web_address, web_address
from dateline.core.characters import clean
from dateline.core.ids import slug
from dateline.core.markdown_places import PlacedPart, placed
from dateline.flows.importing.foreign import ForeignSite, ForeignText, address_of
from dateline.flows.importing.heads import Notice
from dateline.site import urls

_REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"?(?P<file>[^\"\s>%]+)\"?[^>%]*[>%]\}\}")
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+(?P<file>\S+)\s*-?%\}")
_SITE = re.compile(r"\{\{-?\s*site\.(?:baseurl|url)\s*(?:\|[^}]*)?-?\}\}")
_FILTERED = re.compile(r"\{\{-?\s*[\"'](?P<path>[^\"']+)[\"']\s*\|\s*(?:relative_url|absolute_url|relURL|absURL)\s*-?\}\}")
_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}|\{\{.*?\}\}|\{:.*?\}")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_OTHERWISE = re.compile(r"\[(?=[ \t]*@|\^[^\]\s]+\](?!\())")
"""What begins a citation here, or could begin a link, and did neither there: a name in brackets, a footnote."""
_SCHEME = r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:"
_UNSAFE_LINK = re.compile(
    rf"(?P<inline>\](?=\(\s*<?{_SCHEME}))|(?P<bare><(?={_SCHEME}[^\s<>]))"
    rf"|(?P<label>^ {{0,3}}(?=\[[^\]\n]{{1,200}}\]:[ \t]*<?{_SCHEME}))",
    re.IGNORECASE | re.MULTILINE,
)
"""What is, or looks like, a link to something else than a web page or a mailbox."""
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_TO = re.compile(r"\]\(\s*(?P<to><[^<>\n]*>|[^\s()]*)(?P<rest>(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?)\s*\)$", re.DOTALL)
"""What stands after the words of a link or a picture."""


class MovedPlaces(NamedTuple):
    """Where the texts of a site are now."""

    new: Mapping[str, str]
    """File → its address on the new site."""
    by_address: Mapping[str, str]
    """Earlier address, in small letters and without a slash at its end → the file."""
    first: Mapping[str, str]
    """File → its usual earlier address."""

    @classmethod
    def of(cls, texts: Iterable[tuple[ForeignText, str]]) -> "MovedPlaces":
        """The places of texts, each with its new address."""
        held = [*texts]
        by_address = {_folded(address): one.file for one, _ in held for address in one.addresses}
        first = {one.file: one.addresses[0] for one, _ in held if one.addresses}
        return cls({one.file: there for one, there in held}, by_address, first)

    def named(self, name: str, beside: str) -> str:
        """The file with this name, which may be given without its folder or its ending; empty if no file has it."""
        bare = unquote(name).partition("#")[0].lstrip("/")
        whole = normpath(join(dirname(beside), bare))
        endings = ("", ".md", ".markdown", "/index.md")
        exact = (f"{start}{end}" for start in (bare, whole) for end in endings)
        found = next((one for one in exact if one in self.new), "")
        return found or next((one for one in self.new for end in endings if one.endswith(f"/{bare}{end}")), "")


@dataclass(frozen=True, slots=True)
class ForeignBody:
    """The text of a post as Dateline has it."""

    text: str
    """Markdown, with citations."""
    notices: tuple[Notice, ...]
    """What was not kept, by line."""


class Around(NamedTuple):
    """What the text of a post is converted with."""

    site: ForeignSite
    places: MovedPlaces
    here: str
    """The address of the text on the new site."""
    key_of: Callable[[str, str], str | None]
    """Gives the key, `story/key`, for an address and the words that link to it; None if the address is not plain, empty if the
    text is a page, which cannot cite."""
    picture: Callable[[str, str], str | Notice]
    """Gives the name below `content/images` for the file of a picture, or why it is not imported, for a text's file."""


def converted(one: ForeignText, around: Around) -> ForeignBody:
    """The text of a post as Dateline has it."""
    body, notices = _resolved(one, around), list[Notice]()
    if (plain := clean(body)) != body:
        notices.append(Notice(one.file, one.head.starts, "had invisible or reordering characters, which were taken out"))
    body = _escaped(plain)
    notices += _left(one, body)
    edits = [edit for part in placed(body) for edit in _edits(one, part, body, around, notices)]
    for start, end, new in sorted(edits, reverse=True):
        body = body[:start] + new + body[end:]
    lines = (one.head.starts + body.count("\n", 0, found.start()) for found in _UNSAFE_LINK.finditer(body))
    notices += (Notice(one.file, line, "a link that no browser should follow stays as text") for line in lines)
    body = _UNSAFE_LINK.sub(_as_text, body)
    return ForeignBody(body, tuple(sorted(notices, key=lambda each: each.line)))


Edit = tuple[int, int, str]


def _as_text(found: re.Match[str]) -> str:
    """What begins a link, so that it begins none and looks the same."""
    return "&lt;" if found["bare"] else f"{found[0]}\\"


def _resolved(one: ForeignText, around: Around) -> str:
    """The text with the earlier address of the text or file that a shortcode or a tag names in its place."""

    def address(found: re.Match[str]) -> str:
        file = around.places.named(found["file"], one.file)
        return around.places.first.get(file, found[0]) if file else found[0]

    body = _FILTERED.sub(lambda found: "/" + found["path"].lstrip("/"), one.head.body)
    return _SITE.sub("", _POST_URL.sub(address, _REF.sub(address, body)))


def _escaped(body: str) -> str:
    """The text with a backslash before what would become a citation or a link here; code stays as it is."""
    lines, code = body.split("\n"), _code(body)
    for number, line in enumerate(lines):
        if number not in code and "[" in line:
            spans = [found.span() for found in _CODE_SPAN.finditer(line)]
            for found in reversed([*_OTHERWISE.finditer(line)]):
                if not any(start <= found.start() < end for start, end in spans) and line[: found.start()][-1:] != "\\":
                    line = f"{line[: found.start()]}\\{line[found.start() :]}"  # noqa: PLW2901
            lines[number] = line
    return "\n".join(lines)


def _edits(one: ForeignText, part: PlacedPart, body: str, around: Around, notices: list[Notice]) -> Iterator[Edit]:
    line = one.head.starts + part.line
    if part.start < 0:
        notices.append(Notice(one.file, line, f"{part.to}: stands in a table with an escaped line, and stays as it is"))
    elif part.kind == "picture":
        yield from _picture(one, part, body, around, notices)
    elif inner := _inner(one, part.to, around):
        there, _, fragment = inner.partition("#")
        if fragment:
            notices.append(Notice(one.file, line, f"{part.to}: leads to the page, and no longer to its part #{fragment}"))
        yield part.inner[1], part.end, f"]({there})"
    elif any(urlsplit(part.to)[:2]):
        yield from _outer(one, part, body, around, notices)
    elif not part.to.startswith("#"):
        notices.append(Notice(one.file, line, f"{part.to}: leads to nothing that is imported"))


def _outer(one: ForeignText, part: PlacedPart, body: str, around: Around, notices: list[Notice]) -> Iterator[Edit]:
    """What becomes of a link to another host: its words, and a citation."""
    if urlsplit(part.to).scheme == "mailto":
        return
    key = around.key_of(part.to, part.words)
    if key == "":
        rest = _TO.match(body[part.inner[1] : part.end])
        if rest and not is_web_address(rest["to"]):
            yield part.inner[1], part.end, f"](<{web_address(part.to)}>{rest['rest']})"
        return
    if key is None:
        notices.append(Notice(one.file, one.head.starts + part.line, f"{part.to}: no plain web address; its words stay"))
    if key is None or body[part.start] != "<":
        yield part.start, part.inner[0], ""
    space = " " * (body[part.end : part.end + 1] in ("(", "["))
    cited = f" [@{key}]{space}" if key else ""
    yield (part.end if key and body[part.start] == "<" else part.inner[1]), part.end, cited


def _inner(one: ForeignText, to: str, around: Around) -> str:
    """The link to another text that is imported; empty if it leads elsewhere."""
    parts, own = urlsplit(to), urlsplit(around.site.url)
    if parts.netloc and parts.netloc.lower().removeprefix("www.") != own.netloc.lower().removeprefix("www."):
        return ""
    base = own.path.rstrip("/")
    path = parts.path.removeprefix(base) if base and parts.path.startswith(f"{base}/") else parts.path
    whole = _folded(address_of(path or "/", around.places.first.get(one.file, "/")))
    if not whole and parts.path + parts.netloc:
        return urls.relative(around.here, urls.FRONT).removesuffix("index.html")
    file = around.places.by_address.get(whole, "")
    if not file and not parts.netloc and path.endswith((".md", ".markdown")):
        file = around.places.named(path, one.file)
    if not file:
        return ""
    link = urls.relative(around.here, around.places.new[file]).removesuffix("index.html") or "./"
    return link + (f"#{parts.fragment}" if parts.fragment else "")


def _picture(one: ForeignText, part: PlacedPart, body: str, around: Around, notices: list[Notice]) -> Iterator[Edit]:
    line = one.head.starts + part.line
    words = body[slice(*part.inner)] if part.words.strip() else ""
    own = urlsplit(around.site.url).netloc
    if any(urlsplit(part.to)[:2]) and (not own or urlsplit(part.to).netloc != own):
        name: str | Notice = Notice(one.file, line, f"{part.to}: a picture on another host; readers see its words")
        is_kept = web_address(part.to) is not None
    else:
        name, is_kept = around.picture(one.file, part.to), False
    if not words:
        words = slug(PurePosixPath(unquote(urlsplit(part.to).path)).stem).replace("-", " ") or "picture"
        notices.append(Notice(one.file, line, f"{part.to}: has no words for readers who do not see it; its name stands for them"))
    rest = _TO.match(body[part.inner[1] : part.end])
    title = rest["rest"] if rest else ""
    if isinstance(name, Notice):
        notices.append(name._replace(line=line))
        if not is_kept or not part.words.strip():
            yield part.start, part.end, f"![{words}]({part.to}{title})" if is_kept else words
    else:
        yield part.start, part.end, f"![{words}](../images/{name}{title})"


def _left(one: ForeignText, body: str) -> Iterator[Notice]:
    """What readers will see as it is written: HTML, shortcodes and tags, footnotes."""
    starts = one.head.starts
    code = _code(body)
    for tag in markdown.tags(body):
        yield Notice(one.file, starts + tag.line, f"HTML stays as text: {tag.what.strip()[:60]}")
    for number, line in enumerate(body.split("\n")):
        seen = _CODE_SPAN.sub("", line) if number not in code else ""
        for found in _SHORTCODE.findall(seen):
            yield Notice(one.file, starts + number, f"stays as text: {found[:60]}")
        for found in dict.fromkeys(_FOOTNOTE.findall(seen)):
            yield Notice(one.file, starts + number, f"a footnote stays as text: {found}")


def _code(body: str) -> set[int]:
    """The lines of a text that are in blocks of code."""
    blocks = (one.map for one in markdown.tokens(body) if one.type in ("fence", "code_block") and one.map)
    return {line for first, end in blocks for line in range(first, end)}


def _folded(address: str) -> str:
    return address.lower().removesuffix("index.html").removesuffix(".html").rstrip("/")
