"""A folder of broken, odd and hostile feeds next to the project; skipped if it is missing."""

import json
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from proof.expectations import CORPUS, agrees, expectations

from dateline.core.config import Limits
from dateline.core.deadline import addresses
from dateline.core.errors import FeedError
from dateline.core.model import Item
from dateline.core.text import unsafe_characters
from dateline.wire.fetch import fetcher
from dateline.wire.parse import parse

FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus of feeds is not here")


def read(path: Path, url: str | None) -> tuple[Item, ...]:
    try:
        return parse(path.read_bytes(), feed="F", url=url, content_type="", collected="2026-05-27T00:00:00Z", limit=500).items
    except FeedError:
        return ()


@pytest.mark.parametrize("url", ["https://base.example/feed", None])
def test_no_feed_of_the_corpus_crashes_or_hangs(url: str | None) -> None:
    """Every file gives valid items or a FeedError, in the time limit of one answer."""
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

    with fetcher(Limits(), site="https://example.org/", resolve=resolve) as fetch:
        for line in listed:
            with pytest.raises(FeedError, match="not called"):
                fetch(json.loads(line)["url"])
    assert called


def test_most_expectations_of_the_corpus_are_met() -> None:
    """What the corpus expects of titles, texts, links and dates is true, except for markup and three lines that we reject."""
    met = [agrees(*case) for case in expectations()]

    assert (len(met), met.count(True)) >= (154, len(met) - 3)
