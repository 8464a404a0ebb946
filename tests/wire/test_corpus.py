"""A folder of broken, odd and hostile feeds beside the project, where there is one; skipped where it is absent."""

import ast
import json
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dateline.config import Limits
from dateline.errors import FeedError
from dateline.model import Item
from dateline.text import unsafe_characters
from dateline.wire.entry import address, tidy
from dateline.wire.fetch import calling
from dateline.wire.markup import visible
from dateline.wire.network import addresses
from dateline.wire.parse import parse
from dateline.wire.syndication import read_syndication

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "feeds"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())

pytestmark = [pytest.mark.skipif(not FILES, reason="the corpus of feeds is not here"), pytest.mark.timeout(60)]


@pytest.mark.parametrize("url", ["https://base.example/feed", None])
def read(path: Path, url: str | None) -> tuple[Item, ...]:
    try:
        return parse(path.read_bytes(), feed="F", url=url, content_type="", collected="2026-05-27T00:00:00Z", limit=500).items
    except FeedError:
        return ()


@pytest.mark.parametrize("url", ["https://base.example/feed", None])
def test_no_feed_of_the_corpus_crashes_or_hangs(url: str | None) -> None:
    """Every file ends in items that are fit to keep, or in a FeedError, in the time of one answer."""
    for path in FILES:
        started = time.process_time()
        items = read(path, url)
        assert time.process_time() - started < 5, path
        for item in items:
            assert not unsafe_characters(item.title + item.text), path
            assert len(item.text) <= 2000, path
            assert (item.url or "https://").startswith(("https://", "http://")), path


def test_no_forbidden_address_of_the_corpus_is_called() -> None:
    """Every address of the list ends in an error before a connection; what resolves at all resolves to this machine."""
    listed = (CORPUS.parent / "http" / "ssrf-urls.jsonl").read_text(encoding="utf-8").splitlines()
    called: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        called.append(host)
        return (
            addresses(host, port) if host.strip("[]").replace(".", "").isalnum() and host[0].isdecimal() else ["169.254.169.254"]
        )

    with calling(Limits(), site="https://example.org/", resolve=resolve) as fetch:
        for line in listed:
            with pytest.raises(FeedError, match="not called"):
                fetch(json.loads(line)["url"])
    assert called


FIELDS = {
    r"entries\[0\]\['(title'\]|title_detail'\]\['value'\])": "title",
    r"entries\[0\]\['(description'\]|content'\]\[0\]\['value'\]|summary'\]|summary_detail'\]\['value'\])": "text",
    r"entries\[0\](\['link'\]|\.link|\['links'\]\[0\]\['href'\])": "url",
    r"entries\[0\]\['(updated|published|created)_parsed'\]": "published",
    r"feed(\['title'\]|\['title_detail'\]\['value'\]|\.title)": "feed",
}
VALUE = r"""u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|\([\d, ]+\)"""


def expectations() -> Iterator[tuple[bytes, str, str, object]]:
    """Each feed with an `Expect:` line about what an item keeps: the feed, its base, the field and the value."""
    for path in (CORPUS / "feedparser").rglob("*.xml"):
        data = path.read_bytes()
        text = data.decode("utf-16" if data[:1] in (b"\xff", b"\xfe") else "utf-8", errors="replace").replace("\0", "")
        line = re.search(rf"Expect:\s*(?:not )?(?:bozo and )?(\S+) == ({VALUE})\s*(?:-->|\n)", text)
        field = line and next((field for pattern, field in FIELDS.items() if re.fullmatch(pattern, line[1])), None)
        if line and field:
            base = re.search(r"Header:\s*Content-Location:\s*(\S+)", text, re.IGNORECASE)
            yield data, base[1] if base else "http://127.0.0.1:8097/x", field, ast.literal_eval(line[2])


def test_most_expectations_of_the_corpus_are_met() -> None:
    """What the corpus says of titles, texts, links and dates holds, markup aside; three lines want what we do not."""
    met = [agrees(*case) for case in expectations()]

    assert (len(met), met.count(True)) >= (154, len(met) - 3)


def agrees(data: bytes, base: str, field: str, value: object) -> bool:
    reading = read_syndication(data, url=base, content_type="application/xml", limit=9)
    if field == "feed":
        return tidy(reading.title, 300) == seen(value)
    entry = next(iter(reading.entries))
    if field == "published":
        moment = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*value)  # type: ignore[misc]
        return moment.startswith(entry.published) and bool(entry.published)
    if field == "url":
        return address(entry.url) == value
    got = tidy((entry.title if field == "title" else entry.text).text, 2000)
    return got in (seen(value), tidy(str(value), 2000))


def seen(value: object) -> str:
    return tidy(visible(str(value)).text, 2000)
