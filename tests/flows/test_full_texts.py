"""Items whose pages are read in full, from a feed on loopback to the ledger and to a checkout without a cache."""

import json
import shutil
from collections.abc import Iterator

import builders
import pytest
from wire.server import Call, serving

from dateline.core.config import Feed, Limits
from dateline.core.model import Story
from dateline.flows.collect import CollectRun, collect_only
from dateline.flows.stories.check import check
from dateline.store.story import read_story

NOW = "2026-04-01T06:00:00Z"
ENTRY = "<item><title>{title}</title><link>{site}/{name}</link><description>The harbour barrier {name}.</description></item>"
PAGE = "<html><body><article><h1>Plan</h1><p>{words}</p></article></body></html>"


@pytest.fixture
def site() -> Iterator[dict[str, str]]:
    """What each path of a site answers; can be changed between two runs."""
    told: dict[str, str] = {}

    def answer(call: Call) -> None:
        call.say(body=told[call.path].encode(), content_type="text/html" if "html" in told[call.path] else "application/rss+xml")

    with serving(dict.fromkeys(("/feed", "/one", "/two"), answer)) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        entries = "".join(ENTRY.format(title=f"Harbour barrier {name}", site=address, name=name) for name in ("one", "two"))
        told["/feed"] = f"<rss version='2.0'><channel><title>T</title>{entries}</channel></rss>"
        told["address"] = address
        for name in ("one", "two"):
            told[f"/{name}"] = PAGE.format(words=" ".join(f"The barrier {name} costs {n} million euros." for n in range(40)))
        yield told


@pytest.fixture
def root(make_publication, site):
    story = builders.dossier(versions=(), items=(), story=Story("The harbour barrier", queries=("harbour barrier",)))
    config = builders.config(
        feeds=(Feed("quay", "Quay Wire", url=f"{site['address']}/feed"),), limits=Limits(allow_private=("127.0.0.1",))
    )
    return make_publication(story, config=config)


def lines(root):
    return [json.loads(line) for line in (root / "stories/harbour-barrier/items.jsonl").read_text().splitlines()]


def test_a_feed_of_two_entries_makes_two_lines_however_often_it_is_read(root, site):
    """The feed's words and the page's words have separate hashes: neither reading a page nor a changed page repeats an item."""
    collect_only(CollectRun(root, NOW))
    first = lines(root)
    collect_only(CollectRun(root, NOW))
    shutil.rmtree(root / ".dateline")
    site["/one"] = PAGE.format(words="An altogether other text of the page. " * 30)
    collect_only(CollectRun(root, NOW))

    assert lines(root) == first
    assert [one["evidence"] for one in first] == ["full-text", "full-text"]
    assert all(one["page"] != one["hash"] for one in first)


def test_what_the_feed_changes_is_a_further_line(root, site):
    """An entry that its feed reworded is the same item, with another hash."""
    collect_only(CollectRun(root, NOW))
    site["/feed"] = site["/feed"].replace("The harbour barrier one.", "The harbour barrier one is late.")
    shutil.rmtree(root / ".dateline")
    collect_only(CollectRun(root, NOW))

    assert [one["key"] for one in lines(root)].count(lines(root)[-1]["key"]) == 2
    assert len(lines(root)) == 3
    assert len({one["hash"] for one in lines(root)}) == 3


def test_a_ledger_of_pages_passes_a_checkout_without_a_cache(root):
    """An item that was read in full has no finding if only git is available."""
    collect_only(CollectRun(root, NOW))
    shutil.rmtree(root / ".dateline")

    assert [one for one in check(root).findings if one.file.endswith("items.jsonl")] == []
    assert len(read_story(root, "harbour-barrier").items) == 2
