"""Repairs a feed before it is parsed: bytes that are not text, and titles that do not belong to the entry."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_DECLARED = re.compile(rb"(<\?xml\b[^>]*?)\s+encoding\s*=\s*[\"'][\w.:-]+[\"']")
_TAG = re.compile(
    # An unclosed comment runs to the end, and an attribute ends with its tag, so that each byte is read once.
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]*+)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>",
    re.DOTALL,
)
_ENTRIES = frozenset({b"item", b"entry"})
_TEXTS = frozenset({b"title", b"description", b"summary", b"content", b"encoded", b"body", b"div"})
"""Elements whose markup is text for readers. It is not changed."""
_INNER = b"inner-"
_DEEPEST = 50
_MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0\0\0": "utf-32-le",
    b"\0\0\0<": "utf-32-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
    "<?xm".encode("cp037"): "cp037",
}
"""How feeds begin in which no byte means what it means in ASCII; a longer mark stands before one that it begins with."""
_AUTHOR = re.compile(
    rb"(</?(?:[\w.-]+:)?)(?=(?:author|contributor|creator|managingeditor|owner|publisher|webmaster)[\s/>])", re.IGNORECASE
)


def in_utf8(data: bytes, content_type: str) -> tuple[bytes, str]:
    """The feed and its type. In UTF-16 and the like, or with a few bytes wrong, it is turned into UTF-8, with U+FFFD for these.

    A parser that meets such a byte assumes another encoding for the whole feed, and every word with an accent is lost.
    """
    from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding  # noqa: PLC0415

    if wide := next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), ""):
        return _as_utf8(data.decode(wide, errors="replace").removeprefix("\ufeff"))
    if data.isascii():
        return data, content_type
    declared = (http_content_type_encoding(content_type), html_body_declared_encoding(data), "utf-8")
    read = [data.decode(encoding, errors="replace") for encoding in dict.fromkeys(filter(None, declared))]
    if not all("\ufffd" in text for text in read):
        return data, content_type
    for text in read:
        broken, other = text.count("\ufffd"), sum(not one.isascii() for one in text)
        if 2 * broken <= other:
            return _as_utf8(text)
    return data, content_type


def _as_utf8(text: str) -> tuple[bytes, str]:
    data = text.encode(errors="replace")
    return _DECLARED.sub(rb'\1 encoding="utf-8"', data, count=1), "application/xml; charset=utf-8"


def without_authors(data: bytes) -> bytes:
    """The feed, with its authors renamed: nobody reads them, and the parser's search for a mail address in one may take hours."""
    return _AUTHOR.sub(rb"\1" + _INNER, data)


def with_own_titles(data: bytes) -> bytes:
    """The feed, with the titles of pictures, authors, media and sources inside its entries renamed."""
    pieces: list[bytes] = []
    at = 0
    for place in sorted({place for tags in _tags_of_entries(data) for place in _inner_titles(tags)}):
        pieces += [data[at:place], _INNER]
        at = place
    return b"".join((*pieces, data[at:]))


class _Tag(NamedTuple):
    name: bytes
    """Without its prefix, in lower case."""
    is_end: bool
    at: int
    """Where its name starts."""


def _tags_of_entries(data: bytes) -> Iterator[list[_Tag]]:
    tags: list[_Tag] | None = None
    for match in _TAG.finditer(data):
        name = (match["name"] or b"").rpartition(b":")[2].lower()
        if name in _ENTRIES:
            yield tags or []
            tags = None if match["end"] else []
        elif tags is not None and name and not match[0].endswith(b"/>"):
            tags.append(_Tag(name, bool(match["end"]), match.start("name")))


def _inner_titles(tags: Sequence[_Tag]) -> Iterator[int]:
    """Where the names of titles inside another element start. An element that is not closed contains nothing."""
    if b"title" not in (tag.name for tag in tags):
        return
    opened: list[int] = []
    for number, tag in enumerate(tags):
        if not tag.is_end:
            opened += [number] if len(opened) < _DEEPEST else []
        elif opened and tags[opened[-1]].name == tag.name:
            start = opened.pop()
            if not _TEXTS.intersection((tag.name, *(tags[one].name for one in opened))):
                yield from (one.at for one in tags[start + 1 : number] if one.name == b"title")
        else:
            places = [place for place, one in enumerate(opened) if tags[one].name == tag.name]
            del opened[places[-1] if places else len(opened) :]
