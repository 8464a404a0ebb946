"""Plain text with hard-wrapped lines, lists, quoted mail and a signature → paragraphs in the writer's own words."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from dateline.core.text import is_furniture

_QUOTED = re.compile(r"\s*>")
_WROTE = re.compile(
    r"^(?:(?:on|am|le|el|op|den|em|il)\b[^\n]{4,160}(?:\n[^\n]{0,80})?\b(?:wrote|schrieb[^\n]{0,60}(?:\n[^\n]{0,80})?"
    r"|a écrit|escribió|schreef|skrev|escreveu|ha scritto)|[^\n]{1,60}\b(?:wrote|writes)) ?:(?=\s*(?:\n\s*>|\Z))",
    re.IGNORECASE | re.MULTILINE,
)
"""The line that a mail program writes above a quoted mail."""
_HEADER = re.compile(
    r"(?:from|to|cc|date|sent|subject|reply-to|von|an|betreff|gesendet|datum|de|à|objet|para|asunto):\s", re.IGNORECASE
)
_END = re.compile(
    r"-- ?$|_{20}|diff --git |--- a/|-{3,} ?(?:original message|ursprüngliche nachricht|message d'origine|mensaje original)",
    re.IGNORECASE,
)
"""The start of a signature, a mailing list's footer, a patch or a quoted mail: nothing after it is the writer's prose."""
_RULE = re.compile(r"\W{3,}")
_MARK = re.compile(r"(?P<sure>[*•‣·▪◦]\s+)|(?P<perhaps>(?:[-–+]|\d{1,2}[.)])\s+)")
_LEAST_HEADERS = 2


def own_words(text: str) -> str:
    """The text without quoted lines, headers of forwarded mail, rules and the signature; each entry of a list is a paragraph."""
    lines = takewhile(lambda line: not _END.match(line), _WROTE.sub("", text.replace("\r\n", "\n")).split("\n"))
    blocks = filter(None, _blocks("" if _is_no_text(line) else line.strip() for line in lines))
    return "\n\n".join(" ".join(block) for block in blocks if not _is_header(block))


def _is_no_text(line: str) -> bool:
    return bool(_QUOTED.match(line) or _RULE.fullmatch(line.strip()))


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Runs of lines that belong together."""
    block: list[str] = []
    is_list = False
    for line in lines:
        mark = _MARK.match(line)
        opens = mark is not None and bool(mark["sure"] or is_list or not block or block[-1].endswith(":"))
        if opens or not line or is_furniture(line):
            yield block
            block = []
        is_list = bool(line) and (opens or is_list)
        block += [line[mark.end() :] if opens and mark else line] if line else []
    yield block


def _is_header(block: list[str]) -> bool:
    return len(block) >= _LEAST_HEADERS and sum(bool(_HEADER.match(line)) for line in block) >= _LEAST_HEADERS
