"""The size of a picture, and whether it is complete; Pillow, which could tell it too, is ten times the size of Dateline."""

import re
from collections.abc import Callable, Mapping
from struct import error as too_short
from struct import unpack_from
from xml.etree import ElementTree as ET  # see _svg

from dateline.core.other_hosts import loads_of_drawing

Size = tuple[int, int]
_NO_SIZE = frozenset({0xC4, 0xC8, 0xCC})
"""Markers of JPEG among those of frames that begin no frame."""
_JPEG_ENDS, _JPEG_SCAN = 0xD9, 0xDA
_JPEG_SEGMENT = re.compile(rb"\xff[^\x00\xd0-\xd7]")
"""The beginning of a segment, after a scan, whose bytes have no length."""
_GIF_ENDS, _GIF_EXTENSION = 0x3B, 0x21
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "meta"})
"""The parts of SVG that run a script, or are HTML."""
_FORBIDDEN = re.compile("<!ENTITY|<\\?xml-stylesheet", re.IGNORECASE)
_RUNS = re.compile("(javascript|vbscript|data:text|data:application|data:image/svg)", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20]")
_PIXELS = re.compile(r"([0-9]*\.?[0-9]+)(px)?")


def size_of(data: bytes, ending: str) -> Size:
    """Width and height in pixels; two zeros for a drawing that can have any size.

    Raises:
        ValueError: if it is no such picture, or one that could run a script or loads something; it says what is wrong.
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
    """Goes from chunk to chunk up to the end: https://www.w3.org/TR/png-3/#5Chunk-layout."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    size, place, kind = unpack_from(">II", data, 16), 8, b""
    while kind != b"IEND":
        length, kind, place = *unpack_from(">I4s", data, place), place + 12
        place += length
        if place > len(data):
            raise too_short
    return size[0], size[1]


def _gif(data: bytes) -> Size | None:
    """Goes from block to block up to the end: https://www.w3.org/Graphics/GIF/spec-gif89a.txt."""
    if not data.startswith((b"GIF87a", b"GIF89a")):
        return None
    width, height, flags = unpack_from("<HHB", data, 6)
    place = 13 + _colours(flags)
    while (kind := unpack_from("B", data, place)[0]) != _GIF_ENDS:
        place += 2 if kind == _GIF_EXTENSION else 11 + _colours(unpack_from("B", data, place + 9)[0])
        while length := unpack_from("B", data, place)[0]:
            place += 1 + length
        place += 1
    return width, height


def _colours(flags: int) -> int:
    """The bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _jpeg(data: bytes) -> Size | None:
    """Goes from segment to segment up to the end: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    size, place, marker = None, 2, 0
    while marker != _JPEG_ENDS:
        fill, marker = unpack_from(">BB", data, place)
        if fill != 0xFF:  # noqa: PLR2004  # every segment begins with it
            return None
        if marker == 0xFF:  # noqa: PLR2004  # it may be repeated
            place += 1
        elif marker != _JPEG_ENDS:
            if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:  # noqa: PLR2004  # the frames, by kind of coding
                height, width = unpack_from(">HH", data, place + 5)
                size = size or (width, height)
            place += 2 + unpack_from(">H", data, place + 2)[0]
            if marker == _JPEG_SCAN:
                after = _JPEG_SEGMENT.search(data, place)
                place = after.start() if after else len(data)
    return size


def _webp(data: bytes) -> Size | None:
    """Reads the first chunk: https://developers.google.com/speed/webp/docs/riff_container."""
    if not data.startswith(b"RIFF") or data[8:12] != b"WEBP":
        return None
    if unpack_from("<I", data, 4)[0] + 8 > len(data):
        raise too_short
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
    """Reads a drawing, which must not run or load anything when somebody opens it by its own address."""
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
    for line, address in loads_of_drawing(text):
        raise ValueError(f"loads {address} from another host, in line {line}")
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
