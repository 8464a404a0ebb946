"""Characters that deceive a reader: they reorder, hide or smuggle text.

Emoji sequences and genuine right-to-left text need some of these characters, and are allowed to have them.
Bidirectional controls: https://www.unicode.org/reports/tr9/ ; emoji sequences: https://www.unicode.org/reports/tr51/
"""

import re
import unicodedata
from collections.abc import Iterator

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
INVISIBLE = re.compile(f"[{_UNSEEN}]")
"""All characters that a reader does not see, whether the text needs them or not."""
_SUSPECT = re.compile(f"[{_CONTROL}{_UNSEEN}]")
_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
"""The characters of ASCII that are safe everywhere."""

_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_MARKS = "\u200e\u200f\u061c"
_JOINERS = "\u200c\u200d"
_ISOLATES = "\u2066\u2067\u2068"
_OPENS = "\u202a\u202b\u202d\u202e" + _ISOLATES
_OVERRIDES = "\u202d\u202e"
_POP = "\u202c"
_POP_ISOLATE = "\u2069"
_KEYCAPS_AND_SIGNS = "0123456789#*\u203c\u2049\u2139\u3030"


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL CHARACTER')}"


def _is_pictorial(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk", "Sm")


def _is_joined_script(character: str) -> bool:
    """Whether it is an Arabic, Indic or South-East Asian letter: joiners change how these look."""
    return "\u0600" <= character <= "\u109f" or "\u1780" <= character <= "\u18af" or "\ua800" <= character <= "\uabff"


def _joins(text: str, at: int) -> bool:
    """Whether a joiner is between two emoji or after a letter of a joined script."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before and _is_joined_script(before) and not INVISIBLE.match(before):
        return True
    if before == "\ufe0f":
        before = text[at - 2 : at - 1]
    return text[at] == "\u200d" and bool(before and after) and _is_pictorial(before) and _is_pictorial(after)


def _varies(text: str, at: int) -> bool:
    """Whether a variation selector follows a character that has variants."""
    before = text[at - 1 : at] if at else ""
    if not before or INVISIBLE.match(before):
        return False
    if "\u180b" <= text[at] <= "\u180f":
        return "\u1800" <= before <= "\u18af"
    return before in _KEYCAPS_AND_SIGNS or _is_pictorial(before) or before >= "\u3400"


def _unbalanced(text: str) -> frozenset[int]:
    """The offsets of overrides, and of bidirectional controls without their counterpart."""
    bad: set[int] = set()
    open_at: list[int] = []
    isolates = 0
    for match in re.finditer(f"[{_OPENS}{_POP}{_POP_ISOLATE}]", text):
        at, control = match.start(), match[0]
        if control in _OPENS:
            open_at.append(at)
            isolates += control in _ISOLATES
            continue
        while control == _POP_ISOLATE and isolates and text[open_at[-1]] not in _ISOLATES:
            bad.add(open_at.pop())
        if not open_at or (text[open_at[-1]] in _ISOLATES) != (control == _POP_ISOLATE):
            bad.add(at)
            continue
        opener = open_at.pop()
        isolates -= control == _POP_ISOLATE
        if text[opener] in _OVERRIDES:
            bad |= {opener, at}
    return frozenset(bad.union(open_at))


def _offences(text: str) -> Iterator[int]:
    flags = [range(*match.span()) for match in _FLAG.finditer(text)]
    in_flags = {at for span in flags for at in span}
    unbalanced = _unbalanced(text)
    reads_right_to_left = _RIGHT_TO_LEFT.search(text.replace("\ufeff", "")) is not None
    for match in _SUSPECT.finditer(text):
        at, character = match.start(), match[0]
        if character in _MARKS:
            is_fine = reads_right_to_left
        elif character in _JOINERS:
            is_fine = _joins(text, at)
        elif character in _OPENS or character in (_POP, _POP_ISOLATE):
            is_fine = at not in unbalanced
        elif unicodedata.name(character, "").startswith(("VARIATION", "MONGOLIAN")):
            is_fine = _varies(text, at)
        else:
            is_fine = at in in_flags
        if not is_fine:
            yield at


def may_be_unsafe(text: str) -> bool:
    """Whether a text has control, bidirectional or invisible characters, needed or not: a quick test for long texts."""
    # Taking out what is plain is many times faster than searching all of it.
    rest = text.encode(errors="surrogatepass").translate(None, _PLAIN)
    return _SUSPECT.search(rest.decode(errors="surrogatepass")) is not None


def unsafe_characters(text: str) -> tuple[tuple[int, str], ...]:
    """The offset and name of each control, bidirectional-override or invisible character that the text does not need."""
    if not may_be_unsafe(text):
        return ()
    return tuple((at, _name(text[at])) for at in _offences(text))


def clean(text: str) -> str:
    """The text without its unsafe characters."""
    unsafe = {at for at, _ in unsafe_characters(text)}
    return "".join(character for at, character in enumerate(text) if at not in unsafe) if unsafe else text
