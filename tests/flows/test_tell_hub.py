"""After publishing, the hub is told of each feed that changed, and of no other."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_server import HubServer, hub_server
from three_stories import add_version, set_config, set_story, write_publication

from dateline.core.errors import StoreError, UsageError
from dateline.flows.build import build
from dateline.flows.tell_hub import MOST_FAILURES, HubTold, tell_hub
from dateline.store.cache import Cache

SITE = "https://example.org/record/"


@pytest.fixture
def server() -> Iterator[HubServer]:
    with hub_server() as found:
        yield found


@pytest.fixture
def root(tmp_path: Path, server: HubServer) -> Path:
    """A publication whose feeds name the hub, and its site."""
    write_publication(tmp_path / "publication")
    set_config(tmp_path / "publication", hub=server.address)
    publish(tmp_path / "publication")
    return tmp_path / "publication"


def publish(root: Path, **given: str) -> None:
    assert build(root, root / "build", jobs=1, **given).written  # type: ignore[arg-type]


def tell(root: Path) -> HubTold:
    return tell_hub(root, root / "build")


def feeds(root: Path) -> set[str]:
    """The addresses of all feeds, as they say it themselves."""
    found = {json.loads(path.read_bytes())["feed_url"] for path in (root / "build").rglob("feed.json")}
    return found | {address.replace("feed.json", "atom.xml") for address in found}


def test_the_hub_is_told_of_each_feed_once(root, server):
    """The first time it is told of all feeds, in both forms and at their present addresses; if nothing changed, of none."""
    first = tell(root)
    told = server.told

    assert sorted(told) == sorted(feeds(root))
    assert not [one for one in told if "old-barrier" in one]
    assert (first.hub, set(first.taken), first.unchanged, first.failures) == (server.address, set(told), 0, ())
    assert tell(root) == HubTold(server.address, unchanged=len(told))
    assert server.told == []


def test_a_new_version_is_told_where_it_is_news(root, server):
    """Told are the feeds of the site, of the story and of its tags; a minor version is told nowhere."""
    set_story(root, "ferry", tags=("boats",))
    publish(root)
    tell(root)
    assert server.told
    add_version(root, "ferry", what="It sails again [@ferry-plan].")
    publish(root)
    tell(root)
    fronts = ("", "stories/ferry/", "tags/boats/")
    news = sorted(f"{SITE}{front}{name}" for front in fronts for name in ("atom.xml", "feed.json"))
    assert sorted(server.told) == news
    add_version(root, "ferry", kind="minor")
    publish(root)
    tell(root)

    assert server.told == []


def test_what_the_hub_did_not_take_is_told_again(root, server):
    """Feeds that it refuses are errors with their addresses, all others are told; the next run tells the refused ones alone."""
    refused = {one for one in feeds(root) if one.endswith("atom.xml")}
    server.refuses = dict.fromkeys(refused, 400)
    told = tell(root)
    assert len(refused) > MOST_FAILURES
    assert {(one, error.what) for one, error in told.failures} == {(one, "answered 400: no reason given") for one in refused}
    assert (set(server.told), refused.union(told.taken), told.left) == (feeds(root), feeds(root), 0)
    server.refuses = {}

    assert set(tell(root).taken) == refused


def test_a_hub_that_fails_is_not_called_for_every_feed(root, server):
    """After a few failures in a row, the rest waits for the next run."""
    server.status = 503
    told = tell(root)

    assert (len(server.told), len(told.failures), told.taken) == (MOST_FAILURES, MOST_FAILURES, ())
    assert told.left == len(feeds(root)) - MOST_FAILURES
    server.status = 204
    assert set(tell(root).taken) == feeds(root)


def test_without_a_hub_nobody_is_called(root, server):
    """If the feeds name no hub, there is nothing to do."""
    set_config(root, hub=None)
    publish(root)

    assert tell(root) == HubTold()
    assert server.told == []


def test_a_lost_memory_costs_calls_alone(root, server):
    """If what the hub was told cannot be read, or was of another hub, it is told everything."""
    tell(root)
    Cache(root).put("hub", server.address, ["nonsense"])

    assert set(tell(root).taken) == feeds(root)


def test_feeds_are_told_at_the_address_for_which_the_site_was_built(root, server):
    """What the feeds say of themselves counts, as when a workflow builds the site for its address on Pages."""
    publish(root, url="https://quay.example/briefs/")
    tell(root)

    assert all(one.startswith("https://quay.example/briefs/") for one in server.told)


def test_a_folder_without_a_site_is_refused(root, tmp_path):
    """The error says to build the site first."""
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "nowhere"):
        with pytest.raises(UsageError, match="has no site in it"):
            tell_hub(root, folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"feed_url": 1}', '{"feed_url": "x", "hubs": [{}]}'])
def test_a_feed_that_cannot_be_read_is_an_error(root, server, text):
    """If somebody broke the site, nobody is called, and the error names the file."""
    (root / "build/feed.json").write_text(text)

    with pytest.raises(StoreError, match=r"feed\.json: cannot be read"):
        tell(root)
    assert server.told == []
