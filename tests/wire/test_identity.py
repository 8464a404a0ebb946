"""Which entries are one item and which are several, from a feed's bytes to the lines of a ledger."""

import json
from pathlib import Path

import pytest

from dateline.core import codec
from dateline.core.model import Item
from dateline.store.new_items import new_items
from dateline.wire.parse import parse

OLDER = Path(__file__).parents[1] / "fixtures" / "wire" / "older"
COLLECTED = "2026-05-24T11:30:00Z"


def entry(title: str, link: str, guid: str = "", text: str = "", date: str = "") -> str:
    name = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    day = f"<pubDate>{date}</pubDate>" if date else ""
    said = text or f"{title}, at length."
    return f"<item><title>{title}</title><link>{link}</link>{name}{day}<description>{said}</description></item>"


def read(*entries: str, feed: str = "Tideline") -> tuple[Item, ...]:
    data = f"<rss version='2.0'><channel><title>T</title><link>https://tide.example/show</link>{''.join(entries)}</channel></rss>"
    return parse(data.encode(), feed=feed, url=None, content_type="", collected=COLLECTED, limit=500).items


def keys(*items: Item) -> int:
    return len({item.key for item in items})


MANY = {
    "a show's episodes": [entry(f"Episode {n}", "https://cast.example/harbour", f"ep-{n}") for n in range(3)],
    "links to the front page": [entry(f"Note {n}", "https://tide.example/", f"n-{n}") for n in range(3)],
    "places in one page": [entry(f"Note {n}", f"https://tide.example/archive#a03065{n}", f"a03065{n}") for n in range(3)],
    "places without a guid": [entry(f"Note {n}", f"https://tide.example/archive#a03065{n}") for n in range(3)],
    "equal titles": [entry("Status", "https://ops.example/status", f"s-{n}", f"Day {n}.") for n in range(3)],
}


@pytest.mark.parametrize("kind", MANY)
def test_entries_that_share_a_link_are_many(kind: str) -> None:
    """A link that several entries share, or that leads to the front page, identifies no entry: the guid or the fragment does."""
    items = read(*MANY[kind])
    lines = new_items((), items)

    assert keys(*lines) == len(lines) == 3
    assert new_items(lines, items) == ()
    assert all(new_items(lines, read(one)) == () for one in MANY[kind]), "also where the feed shows one of them alone"


@pytest.mark.parametrize("kind", MANY)
def test_a_new_entry_beside_known_ones_is_new(kind: str) -> None:
    """Another entry with the same link is another item, and the known ones stay what they were."""
    known = new_items((), read(*MANY[kind][:2]))
    fresh = new_items(known, read(*MANY[kind]))

    assert len(fresh) == 1
    assert keys(*known, *fresh) == 3


ONE = {
    "a new headline": [
        entry("Gate fails test", "https://tide.example/gate", "g"),
        entry("Gate passes test", "https://tide.example/gate", "g"),
    ],
    "a new headline, no guid": [
        entry("Gate fails test", "https://tide.example/gate"),
        entry("Gate passes", "https://tide.example/gate"),
    ],
    "an episode's new title": [
        *(
            entry(title, "https://tide.example/show", "ep-1", "The same words in the same order.")
            for title in ("Working title", "The hinge")
        )
    ],
    "a place that only points": [
        entry("Gate", "https://tide.example/gate#rss", "g"),
        entry("Gate!", "https://tide.example/gate", "g"),
    ],
    "no link, one guid": [entry("Gate fails test", "", "g"), entry("Gate passes test", "", "g")],
}


@pytest.mark.parametrize("kind", ONE)
def test_one_guid_with_a_changed_title_is_one_item_revised(kind: str) -> None:
    """In one feed or in a later one: one key with two lines."""
    first, then = ONE[kind]
    known = new_items((), read(first))
    revised = new_items(known, read(then))

    assert [line.key for line in revised] == [known[0].key]
    assert new_items((*known, *revised), read(first, then)) == ()
    assert keys(*new_items((), read(first, then))) == 1


def test_a_revised_episode_does_not_take_the_others() -> None:
    """A line whose title no longer fits its key still counts as sharing its address."""
    first, second, third = MANY["a show's episodes"]
    known = new_items((), read(first, second))
    known += new_items(known, read(entry("Working title", "https://cast.example/harbour", "ep-0"), second))
    fresh = new_items(known, read(first, second, third))

    assert [line.title for line in fresh] == ["Episode 2"]


def test_two_feeds_of_one_show_give_one_item() -> None:
    """The same guid at the same address is the same episode, whatever the feed is called."""
    known = new_items((), read(*MANY["a show's episodes"]))

    assert new_items(known, read(*MANY["a show's episodes"], feed="Tideline, all shows")) == ()


@pytest.mark.parametrize(
    "link",
    [
        "https://tide.example/gate?CMP=rss",
        "https://tide.example/gate?UTM_Source=x&amp;utm_medium=feed",
        "https://tide.example/gate?r=2mg&amp;triedRedirect=true",
        "https://www.google.com/url?sa=t&amp;url=https://tide.example/gate&amp;usg=1",
        "https://www.google.co.uk/url?q=https%3A%2F%2Ftide.example%2Fgate",
        "https://news.google.com/news/url?sa=t&amp;url=http://tide.example/gate",
        "https://www.bing.com/news/apiclick.aspx?ref=x&amp;url=https%3a%2f%2ftide.example%2fgate&amp;c=1",
    ],
)
def test_a_way_to_a_page_is_the_page(link: str) -> None:
    """Trackers in any case, and forwarding addresses that name their destination, make no second item."""
    known = new_items((), read(entry("Gate", "https://tide.example/gate")))

    assert new_items(known, read(entry("Gate", link))) == ()


def test_a_forwarding_address_is_not_kept() -> None:
    """The item gets the address that its link leads to; a link that does not name it stays as it is."""
    named, nameless = read(
        entry("A", "https://www.google.com/url?url=https://tide.example/a"),
        entry("B", "https://news.google.com/rss/articles/CBMi?oc=5"),
    )

    assert (named.url, nameless.url) == ("https://tide.example/a", "https://news.google.com/rss/articles/CBMi?oc=5")


def test_what_an_older_dateline_wrote_is_found_again() -> None:
    """A ledger from before guids and fragments counted: no item is doubled; only new addresses add lines."""
    older = (OLDER / "items.jsonl").read_text("utf-8")
    ledger = [codec.from_tree(Item, json.loads(line), "").value for line in older.splitlines()]
    parts = (("feed.xml", "", "Tideline"), ("mail.eml", "message/rfc822", "Saved"))
    incoming = [
        item
        for name, kind, label in parts
        for item in parse(
            (OLDER / name).read_bytes(), feed=label, url=None, content_type=kind, collected=COLLECTED, limit=500
        ).items
    ]

    fresh = new_items(ledger, incoming)  # type: ignore[arg-type]

    assert len(incoming) == len(ledger) == 16
    assert {line.key for line in fresh} <= {line.key for line in ledger if line}
    assert sorted(line.title for line in fresh) == ["A letter from the quay", "Burnt", "Relative"]
    assert new_items((*ledger, *fresh), incoming) == ()  # type: ignore[arg-type]


def test_a_mail_is_known_by_its_id_and_not_by_its_archive() -> None:
    """All mails of a list may name one archive."""
    mails = [
        f"From: list@quay.example\nSubject: Gate {n}\nMessage-ID: <{n}@x>\nArchived-At: <https://quay.example/list>\n\nText {n}."
        for n in range(3)
    ]
    items = [
        item
        for mail in mails
        for item in parse(
            mail.encode(), feed="Saved", url=None, content_type="message/rfc822", collected=COLLECTED, limit=500
        ).items
    ]

    assert keys(*new_items((), items)) == 3
    assert {item.url for item in items} == {"https://quay.example/list"}
