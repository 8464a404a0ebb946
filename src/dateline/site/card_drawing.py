"""Draws share cards; the only file that needs Pillow (docs/adr/0050)."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from dateline.core.errors import UsageError
from dateline.core.layout import SITE
from dateline.site.share_card import HEIGHT, WIDTH, Look, ShareCard

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_SIDE, _HEAD, _FOOT = 84, 90, 560
"""The space at the sides, and the middle of the first and the last line."""
_ROOM = WIDTH - 2 * _SIDE
_TOP, _FLOOR, _RULE = 144, 480, 508
"""Between which the title stands, and the line below it."""
_SIZES = (92, 84, 76, 68, 60, 54, 48, 42, 36)
_SMALL = 30
_LEADING = 1.16
"""The height of a line of the title, in sizes of its letters."""
_SHARP = 4
"""How many times larger dots are drawn than they are shown, because Pillow does not smooth their edges."""
_STEPS = 16
"""How many tones there are between the paper and each other colour; of all others, Pillow would only take near ones."""
_FULL = 255
_CLOSE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
"""Letters of scripts without spaces between words: a line may end after any of them."""
_CLOSING = "、。，．：；！？）」』】》〉"
"""Begins no line."""
_PIECE = re.compile(rf"[{_CLOSE}][{_CLOSING}]*\s*|[^\s{_CLOSE}]+\s*")
_PLAIN = {"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"}
"""What stands for dashes that a font lacks."""
_EASY = re.compile(r"(?:[!-~’“”·]{1,24}(?: |$))*")
"""What Pillow's own font has, in words that fit."""
_MISSING = "\U0010ffff"
"""A letter that no font has."""


class _TitleLines(NamedTuple):
    """A title in the lines in which it fits."""

    font: "FreeTypeFont"
    lines: Sequence[str]


def card_of(look: Look | None, page: str, title: str, facts: str) -> ShareCard | None:
    """The card of a page; None if cards are off, if the font lacks a letter of it, or if a word of its title is too long."""
    if look is None:
        return None
    card = ShareCard(page, title, facts, look)
    texts = (look.name, title, facts)
    if not look.font and all(map(_EASY.fullmatch, texts)):  # Pillow takes long to load
        return card
    return card if None not in [_written(look.font, text) for text in texts] and _fitted(card) else None


def draw(card: ShareCard) -> bytes:
    """A card that `card_of` made, as PNG, the same bytes each time."""
    from PIL import Image, ImageChops, ImageDraw  # noqa: PLC0415  # an extra

    sheets = [Image.new("L", (WIDTH, HEIGHT)) for _ in card.look.colors[1:]]
    ink, soft, rule, _ = [ImageDraw.Draw(sheet) for sheet in sheets]
    side, inwards, anchor = (WIDTH - _SIDE, -1, "rm") if _is_mirrored(card.title) else (_SIDE, 1, "lm")
    title = _fitted(card)
    assert title
    middle, leading = (_TOP + _FLOOR) / 2, title.font.size * _LEADING
    for row, line in enumerate(title.lines, start=1):
        y = round(middle + leading * (row - (len(title.lines) + 1) / 2))
        ink.text((side, y), line, _FULL, title.font, anchor, stroke_width=0.7)
    rule.line((_SIDE, _RULE, WIDTH - _SIDE, _RULE), _FULL, 2)
    _paste_mark(sheets[0], sheets[-1], side, inwards)
    name = "" if card.title == card.look.name else card.look.name
    for text, indent, y, pen in ((name, 108, _HEAD, ink), (card.facts, 0, _FOOT, soft)):
        written = _written(card.look.font, text) or ""
        font = _font(card.look.font, _SMALL, _needs_shaping(written))
        pen.text((side + inwards * indent, y), _shortened(font, written, _ROOM - indent), _FULL, font, anchor)
    image = Image.new("L", (WIDTH, HEIGHT))
    steps = [tone * (_STEPS - 1) // _FULL for tone in range(_FULL + 1)]
    for number, sheet in enumerate(sheets):
        if box := sheet.getbbox():
            drawn = sheet.crop(box).point([step and number * _STEPS + step for step in steps])
            image.paste(ImageChops.lighter(image.crop(box), drawn), box)
    image.putpalette(_palette(card.look.colors))
    held = BytesIO()
    image.save(held, "PNG", compress_level=6)
    return held.getvalue()


def _palette(colors: Sequence[str]) -> list[int]:
    """The tones between the paper and each of the other colours."""
    from PIL import ImageColor  # noqa: PLC0415

    paper, *others = (ImageColor.getrgb(one)[:3] for one in colors)
    shares = [step / (_STEPS - 1) for step in range(_STEPS)]
    return [round(a + (b - a) * share) for other in others for share in shares for a, b in zip(paper, other, strict=True)]


def _paste_mark(ink: "Image", accent: "Image", side: int, inwards: int) -> None:
    """The mark of Dateline's pages: three dots on a line, of which the last is larger and in the accent colour."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    wide, high, middle = 84, 32, 16 * _SHARP
    for sheet, dots in ((ink, ((10, 8), (38, 8))), (accent, ((69, 13),))):
        large = Image.new("L", (wide * _SHARP, high * _SHARP))
        pen = ImageDraw.Draw(large)
        if sheet is ink:
            pen.line((10 * _SHARP, middle, 69 * _SHARP, middle), _FULL, 4 * _SHARP)
        for x, radius in dots:
            pen.circle((x * _SHARP, middle), radius * _SHARP, _FULL)
        small = large.resize((wide, high), Image.Resampling.BOX)
        sheet.paste(small, (side if inwards > 0 else side - wide, _HEAD - high // 2))


# --- letters ---------------------------------------------------------------------------------------------------------------


@lru_cache(64)
def _font(data: bytes, size: int, needs_shaping: bool) -> "FreeTypeFont":  # noqa: FBT001  # cached by its place
    from PIL import ImageFont  # noqa: PLC0415

    if not data:
        found = ImageFont.load_default(size)
        assert isinstance(found, ImageFont.FreeTypeFont)
        return found
    layout = ImageFont.Layout.RAQM if needs_shaping else ImageFont.Layout.BASIC
    try:
        return ImageFont.truetype(BytesIO(data), size, layout_engine=layout)
    except OSError as error:
        hint = "Use another file, in TrueType or OpenType."
        raise UsageError("the font of the share cards cannot be read", where=SITE, hint=hint) from error


@lru_cache(256)
def _written(data: bytes, text: str) -> str | None:
    """A text in the letters of a font, without what is not seen; None if it lacks one, or if nothing here can join them."""
    from PIL import features  # noqa: PLC0415

    seen = (" " if unicodedata.category(one) == "Zs" else one for one in unicodedata.normalize("NFC", text))
    letters = [one for one in seen if unicodedata.category(one) not in ("Cc", "Cf")]
    if _needs_shaping(text) and not (data and features.check("raqm") and features.check("fribidi")):
        return None
    font = _font(data, _SMALL, needs_shaping=False)
    none = _shape(font, _MISSING)
    lacking = {one for one in set(letters) if one != " " and _shape(font, one) == none}
    return None if lacking - _PLAIN.keys() else "".join(_PLAIN[one] if one in lacking else one for one in letters)


def _shape(font: "FreeTypeFont", letter: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


def _needs_shaping(text: str) -> bool:
    """Whether the script joins its letters, runs from right to left or puts signs above others."""
    return any(unicodedata.bidirectional(one) in ("R", "AL") or unicodedata.category(one) in ("Mn", "Mc") for one in text)


def _is_mirrored(text: str) -> bool:
    """Whether a text begins in a script that runs from right to left."""
    strong = (found for one in text if (found := unicodedata.bidirectional(one)) in ("L", "R", "AL"))
    return next(strong, "L") != "L"


# --- lines -----------------------------------------------------------------------------------------------------------------


@lru_cache(8)
def _fitted(card: ShareCard) -> _TitleLines | None:
    """The title in the largest letters that fit; None if a word is too long. In the smallest, the end of it may be left out."""
    title = _written(card.look.font, card.title) or ""
    pieces = _PIECE.findall(title)
    for size in _SIZES:
        font = _font(card.look.font, size, _needs_shaping(title))
        measure = cache(font.getlength)
        most = int((_FLOOR - _TOP) / (size * _LEADING))
        if max(map(measure, map(str.strip, pieces)), default=0) > _ROOM:
            continue
        lines = _lines(measure, pieces, _ROOM)
        if len(lines) <= most:
            return _TitleLines(font, _evened(measure, pieces, lines))
        if size == _SIZES[-1]:
            return _TitleLines(font, [*lines[: most - 1], _shortened(font, " ".join(lines[most - 1 :]), _ROOM)])
    return None


def _lines(measure: Callable[[str], float], pieces: Sequence[str], room: float) -> list[str]:
    found = [""]
    for piece in pieces:
        if found[-1] and measure((found[-1] + piece).strip()) > room:
            found.append("")
        found[-1] += piece
    return [line.strip() for line in found]


def _evened(measure: Callable[[str], float], pieces: Sequence[str], lines: list[str]) -> list[str]:
    """As many lines, of lengths as equal as can be: those of the narrowest room that has space for them."""
    room = bisect_left(range(_ROOM), -len(lines), key=lambda width: -len(_lines(measure, pieces, width)))
    least = max(map(measure, map(str.strip, pieces)), default=0)
    return _lines(measure, pieces, max(room, least))


def _shortened(font: "FreeTypeFont", text: str, room: float) -> str:
    """The words that fit, and dots if some do not."""
    words = text.split(" ")
    while len(words) > 1 and font.getlength(" ".join(words)) > room:
        words = [*words[:-2], "..."] if words[-1] == "..." else [*words[:-1], "..."]
    return " ".join(words)
