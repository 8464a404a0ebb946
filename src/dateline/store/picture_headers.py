"""The size of a picture, from the head of its file; Pillow, which could tell it too, is ten times the size of Dateline."""

import re
from collections.abc import Callable, Mapping
from struct import error as too_short
from struct import unpack_from
from xml.etree import ElementTree as ET  # see _svg

Size = tuple[int, int]
_NO_SIZE = frozenset({0xC4, 0xC8, 0xCC})
"""Markers of JPEG among those of frames that begin no frame."""
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "meta"})
"""The parts of SVG that run a script, or are HTML."""
_FORBIDDEN = re.compile("<!ENTITY|<\\?xml-stylesheet", re.IGNORECASE)
_RUNS = re.compile("(javascript|vbscript|data:text|data:application|data:image/svg)", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20]")
_PIXELS = re.compile(r"([0-9]*\.?[0-9]+)(px)?")


def size_of(data: bytes, ending: str) -> Size:
    """Width and height in pixels; two zeros for a drawing that can have any size.

    Raises:
        ValueError: if it is no such picture, or one that could run a script; it says what is wrong.
    """
    try:
        size = _READERS[ending](data)
    except too_short as error:
        raise ValueError("is not complete") from error
    if size is None:
        raise ValueError(f"is not a picture of the kind {ending}")
    if ending != ".svg" and 0 in size:
        raise ValueError("is empty")
    return size


def _png(data: bytes) -> Size | None:
    return unpack_from(">II", data, 16) if data.startswith(b"\x89PNG\r\n\x1a\n") else None


def _gif(data: bytes) -> Size | None:
    return unpack_from("<HH", data, 6) if data.startswith((b"GIF87a", b"GIF89a")) else None


def _jpeg(data: bytes) -> Size | None:
    """Looks for the segment that begins the frame: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    place = 2
    while True:
        fill, marker = unpack_from(">BB", data, place)
        if fill != 0xFF:  # noqa: PLR2004  # every segment begins with it
            return None
        if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:  # noqa: PLR2004  # the frames, by kind of coding
            height, width = unpack_from(">HH", data, place + 5)
            return width, height
        place += 1 if marker == 0xFF else 2 + unpack_from(">H", data, place + 2)[0]  # noqa: PLR2004  # it may be repeated


def _webp(data: bytes) -> Size | None:
    """Reads the first chunk: https://developers.google.com/speed/webp/docs/riff_container."""
    if not data.startswith(b"RIFF") or data[8:12] != b"WEBP":
        return None
    match data[12:16]:
        case b"VP8 ":
            width, height = unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            (bits,) = unpack_from("<I", data, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            low, high, flat, tall = unpack_from("<HBHB", data, 24)
            return (high << 16 | low) + 1, (tall << 16 | flat) + 1
        case _:
            return None


def _svg(data: bytes) -> Size | None:
    """Reads a drawing, which must not contain anything that runs when somebody opens it by its own address."""
    try:
        text = data.decode("utf-8-sig")
        if _FORBIDDEN.search(text):
            raise ValueError("has an entity or a style sheet of its own, which could hide a script")
        root = ET.fromstring(text)  # noqa: S314  # without entities it cannot grow
    except (UnicodeDecodeError, ET.ParseError):
        return None
    for element in root.iter():
        active = _local(element.tag) in _ACTIVE or any(map(_is_active, element.attrib, element.attrib.values()))
        if active:
            raise ValueError(f"could run a script, in <{_local(element.tag)}>")
    if _local(root.tag) != "svg":
        return None
    box = root.get("viewBox", "").replace(",", " ").split()
    for pair in ([root.get("width", ""), root.get("height", "")], box[2:]):
        match [_PIXELS.fullmatch(side.strip()) for side in pair]:
            case [re.Match() as wide, re.Match() as tall]:
                return round(float(wide[1])), round(float(tall[1]))
            case _:
                continue
    return 0, 0


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _is_active(name: str, value: str) -> bool:
    """Whether an attribute runs a script, leads to one, or makes such an attribute while the drawing moves."""
    plain = _UNSEEN.sub("", value)
    makes = _local(name) == "attributename" and plain.lower().startswith("on")
    return _local(name).startswith("on") or makes or bool(_RUNS.match(plain))


_READERS: Mapping[str, Callable[[bytes], Size | None]] = {
    ".png": _png,
    ".gif": _gif,
    ".jpg": _jpeg,
    ".jpeg": _jpeg,
    ".webp": _webp,
    ".svg": _svg,
}
KINDS = tuple(_READERS)
"""The endings of the names of pictures."""
