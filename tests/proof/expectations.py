"""The expectations in a corpus of feeds: an `Expect:` line in each, about its title, link, date or text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from dateline.core.address import web_address
from dateline.wire.entry import tidy
from dateline.wire.format import Document
from dateline.wire.markup import visible
from dateline.wire.syndication import read_syndication

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "feeds"

_FIELDS = {
    r"entries\[0\]\['(title'\]|title_detail'\]\['value'\])": "title",
    r"entries\[0\]\['(description'\]|content'\]\[0\]\['value'\]|summary'\]|summary_detail'\]\['value'\])": "text",
    r"entries\[0\](\['link'\]|\.link|\['links'\]\[0\]\['href'\])": "url",
    r"entries\[0\]\['(updated|published|created)_parsed'\]": "published",
    r"feed(\['title'\]|\['title_detail'\]\['value'\]|\.title)": "feed",
}
_VALUE = r"""u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|\([\d, ]+\)"""


def expectations(folder: Path = CORPUS) -> Iterator[tuple[bytes, str, str, object]]:
    """Each feed with an `Expect:` line about a part of an item: the feed, its base, the field and the value."""
    for path in sorted((folder / "feedparser").rglob("*.xml")):
        data = path.read_bytes()
        text = data.decode("utf-16" if data[:1] in (b"\xff", b"\xfe") else "utf-8", errors="replace").replace("\0", "")
        line = re.search(rf"Expect:\s*(?:not )?(?:bozo and )?(\S+) == ({_VALUE})\s*(?:-->|\n)", text)
        field = line and next((field for pattern, field in _FIELDS.items() if re.fullmatch(pattern, line[1])), None)
        if line and field:
            base = re.search(r"Header:\s*Content-Location:\s*(\S+)", text, re.IGNORECASE)
            yield data, base[1] if base else "http://127.0.0.1:8097/x", field, ast.literal_eval(line[2])


def agrees(data: bytes, base: str, field: str, value: object) -> bool:
    """Whether the feed is read as its line says, ignoring markup."""
    reading = read_syndication(Document(data, base, "application/xml"), 9)
    if field == "feed":
        return tidy(reading.title, 300) == _seen(value)
    entry = next(iter(reading.entries))()
    if field == "published":
        moment = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*value)  # type: ignore[misc]
        return moment.startswith(entry.published.value) and bool(entry.published.value)
    if field == "url":
        return web_address(entry.url) == value
    got = tidy((entry.title if field == "title" else entry.text).text, 2000)
    return got in (_seen(value), tidy(str(value), 2000))


def _seen(value: object) -> str:
    return tidy(visible(str(value)).text, 2000)
