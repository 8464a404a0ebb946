"""Realistic feeds, one of each kind: their content is kept, and their frame is left out."""

import json
from pathlib import Path

import pytest

from dateline.core.model import Item
from dateline.core.outlets import outlet
from dateline.core.text import is_furniture
from dateline.desk.statements import headline, is_quotable, spoken
from dateline.wire.parse import parse

WORLD = Path(__file__).parents[1] / "fixtures" / "wire" / "world"
FEEDS = sorted(WORLD.iterdir())
TOLD = json.loads((WORLD.parent / "told.json").read_text("utf-8"))


def read(path: Path) -> tuple[Item, ...]:
    kind = "message/rfc822" if path.suffix == ".eml" else ""
    return parse(path.read_bytes(), feed="Feed", url=None, content_type=kind, collected="2026-11-20T00:00:00Z", limit=500).items


def quotable(item: Item) -> list[str]:
    """The sentences of an item that can stand alone, or else its headline."""
    alone = [one.words for one in spoken(item) if is_quotable(one.words)]
    return alone or [one.words for one in headline(item)]


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_each_kind_tells_its_matter(path: Path) -> None:
    """A news site, an aggregator, a podcast, releases, a list, an office, preprints, a letter, a German and a Chinese paper."""
    told = [{"title": item.title, "url": item.url, "by": outlet(item), "says": quotable(item)} for item in read(path)]

    assert told == TOLD[path.name]


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_no_frame_is_quoted(path: Path) -> None:
    """No quote is about the channel itself, and each entry is an item of its own."""
    items = read(path)

    assert len({item.key for item in items}) == len(items) == len(TOLD[path.name])
    assert not [one.words for item in items for one in spoken(item) if is_furniture(one.words)]
