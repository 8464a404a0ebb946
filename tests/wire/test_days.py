"""Three feeds of one story over four days, with a copy, a correction, a repost, a bad gateway and off-topic entries: replayed."""

from itertools import permutations
from pathlib import Path

import pytest
from builders import dossier

from dateline.core.config import Feed, Limits
from dateline.core.model import Item, Story
from dateline.desk import route
from dateline.store.new_items import new_items
from dateline.wire.collect import Fetched, collect
from dateline.wire.copies import link_copies

DAYS = Path(__file__).parent.parent / "fixtures" / "wire" / "days"
FEEDS = ("wire.xml", "post.xml", "forum.json")
STORY = dossier(story=Story("The harbour barrier", queries=("harbour barrier", "tidal barrier", "old quay")))


def replay(order: tuple[str, ...]) -> tuple[list[Item], list[Item], list[int]]:
    """The ledger after four days, what was spiked, and how many feeds failed on each day."""
    ledger: list[Item] = []
    spiked: list[Item] = []
    failures = []
    for day in (1, 2, 3, 4):

        def fetch(url: str, day: int = day) -> Fetched:
            return Fetched(url, (DAYS / str(day) / url.rpartition("/")[2]).read_bytes())

        feeds = [Feed(name.partition(".")[0], url=f"https://feeds.example/{name}") for name in order]
        now = f"2026-05-{10 + day}T23:00:00Z"
        collection = collect(feeds, root=Path(), fetch=fetch, collected=now, limits=Limits())
        failures.append(sum(report.error is not None for report in collection.reports))
        routing = route(collection.items, [STORY])
        ledger += link_copies(ledger, new_items(ledger, routing.items_for(STORY.slug)))
        spiked += new_items(spiked, [one.item for one in routing.spiked])
    return ledger, spiked, failures


def test_four_days_add_up() -> None:
    """Every entry is in the ledger once, or spiked once; copies name their origin; a correction is a further line."""
    ledger, spiked, failures = replay(FEEDS)

    origins = [item for item in ledger if not item.copy_of]
    copies = {item.title: item.copy_of for item in ledger if item.copy_of}
    keys = {item.key: item.title for item in ledger}
    assert [item.title for item in origins] == [
        "Council agrees on a tidal barrier",
        "Tidal barrier will be late, council says",
        "Tidal barrier will be late, council says",
        "Quay walls sank 4 mm in a year",
        "The tidal barrier is a gift to the council's friends, and the quay still floods",
        "Barrier critics want the council to publish its figures",
    ]
    assert origins[1].key == origins[2].key
    assert {title: keys[origin or ""] for title, origin in copies.items()} == {
        "Harbour to get a barrier": "Council agrees on a tidal barrier",
        "RT @harbourwire: Tidal barrier will be late, council says": "Tidal barrier will be late, council says",
    }
    assert sorted(item.title for item in spiked) == [
        "Ferry fares rise in all three ports",
        "Gulls rule the pier",
        "Lost my umbrella",
    ]
    assert failures == [0, 0, 1, 0]


@pytest.mark.parametrize("order", list(permutations(FEEDS)), ids="-".join)
def test_the_order_of_feeds_changes_nothing(order: tuple[str, ...]) -> None:
    """In any order of the feeds, the ledger and the spiked items are the same."""
    assert replay(order) == replay(FEEDS)
