import builders

from dateline.core.model import Item
from dateline.desk.proposals import proposals
from dateline.desk.route import Spiked

QUAY = (
    ("quay-a", "Harbour Wire", "Quay crane collapses at the north dock", "2026-05-03"),
    ("quay-b", "Tideline", "North dock crane collapse closes the quay…", "2026-05-01"),
    ("quay-c", "Courier", "Collapsed crane at north dock: quay closed", "2026-05-02"),
)


def spiked(key: str, feed: str, title: str, published: str) -> Spiked:
    return Spiked(builders.item(key, title=title, feed=feed, published=published, text=""), "shares nothing")


def test_what_several_feeds_tell_of_is_a_story() -> None:
    """Three origins in two feeds make a story: its title is the earliest that is whole, its query their common words."""
    (made,) = proposals([*(spiked(*row) for row in QUAY), spiked("other", "Courier", "Cake recipes for May", "2026-05-02")], ())

    assert (made.slug, made.story.title) == ("collapsed-crane-at-north-dock-quay", "Collapsed crane at north dock: quay closed")
    assert set(made.story.queries[0].split()) == {"crane", "dock", "north", "quay"}
    assert {item.key for item in made.items} == {"quay-a", "quay-b", "quay-c"}


def test_two_reports_or_one_feed_make_none() -> None:
    """Fewer than three origins, or origins in only one feed, do not make a story; copies are not origins."""
    assert proposals([spiked(*row) for row in QUAY[:2]], ()) == ()
    assert proposals([spiked(key, "Courier", title, day) for key, _, title, day in QUAY], ()) == ()
    copies = [
        Spiked(builders.item(f"copy-{n}", title="One crane falls at the dock", text="", feed=f"Feed {n}"), "") for n in range(4)
    ]
    assert proposals(copies, ()) == ()


def test_a_taken_name_is_left_alone() -> None:
    """A slug that is in use, or a title without a letter for one, gives no proposal."""
    assert proposals([spiked(*row) for row in QUAY], ["collapsed-crane-at-north-dock-quay"]) == ()
    nameless = [spiked(key, feed, "港口 起重机 倒塌", day) for key, feed, _, day in QUAY]
    distinct = [Spiked(_with_text(one.item, str(n)), "") for n, one in enumerate(nameless)]
    assert proposals(distinct, ()) == ()


def _with_text(item: Item, text: str) -> Item:
    from dataclasses import replace

    return replace(item, text=f"{item.title} {text}")
