from dataclasses import replace

import builders
import pytest

from dateline.core.model import Item, Withdrawn
from dateline.core.origins import Lineage, Origins, clusters, independent


def keys(items: list[Item]) -> list[tuple[str, ...]]:
    return [(one.origin.key, *(copy.key for copy in one.copies)) for one in clusters(items)]


def test_items_with_different_words_are_origins() -> None:
    """Each item that says something of its own is an origin."""
    assert keys([builders.item("b"), builders.item("a")]) == [("a",), ("b",)]


def test_copies_by_link() -> None:
    """An item that names another as its origin is its copy, through any number of links, and even in a circle."""
    chain = [builders.item("a"), builders.item("b", copy_of="a"), builders.item("c", copy_of="b")]
    circle = [builders.item("a", copy_of="b"), builders.item("b", copy_of="a")]

    assert keys(chain) == [("a", "b", "c")]
    assert keys(circle) == [("a", "b")]


def test_copies_of_an_item_that_is_not_there() -> None:
    """Copies of one lost item count once."""
    assert keys([builders.item("b", copy_of="lost"), builders.item("a", copy_of="lost")]) == [("a", "b")]


def test_copies_after_each_line() -> None:
    """A version counts the copies that its ledger had: each line of an item and of its copies, even if the item is not there."""
    items = [
        builders.item("b", copy_of="a"),
        builders.item("c", copy_of="b"),
        builders.item("other"),
        builders.item("a", copy_of="lost"),
        builders.item("c", copy_of="b", title="Changed"),
    ]
    lineage = Lineage(items)

    assert [lineage.copies(end)("c") for end in range(6)] == [1, 1, 2, 2, 3, 4]
    assert [lineage.copies(5)(key) for key in ("a", "b", "lost", "other", "unknown")] == [4, 4, 4, 1, 1]
    assert [lineage.origins(end).original("c") for end in (1, 2, 4)] == ["c", "a", "lost"]


def test_the_same_words_make_a_copy() -> None:
    """The same text, folded, is a copy whatever its title; of those that came together the first to publish is the origin."""
    late = builders.item("a", text="The  PORT’s barrier failed its winter test.", published="2026-05-14")
    early = builders.item("b", text="The port's barrier failed its winter test.", published="2026-05-13")

    older = replace(early, key="c", published="2026-05-12", collected="2026-05-25T00:00:00Z")

    assert keys([late, early]) == [("b", "a")]
    assert keys([late, early, older]) == [("b", "a", "c")]


@pytest.mark.parametrize("text", ["Comments", "Continue reading", "Read the full story here"])
def test_the_same_furniture_makes_no_copy(text: str) -> None:
    """A short text joins two items only if their titles agree too."""
    one, other = (builders.item(key, title=title, text=text) for key, title in (("a", "Gate jams"), ("b", "Crane bought")))

    assert keys([one, other]) == [("a",), ("b",)]
    assert keys([one, replace(other, title="Gate jams")]) == [("a", "b")]


def test_an_agencys_reports_are_one_source() -> None:
    """Two outlets that print an agency's report do not confirm each other."""
    texts = ("HARBOUR (AP) — The gate jammed.", "HARBOUR (AP) — The council meets.", "The mayor spoke.")
    origins = clusters(builders.item(key, text=text) for key, text in zip("abc", texts, strict=True))

    assert (len(origins), independent(origins)) == (3, 2)


def test_items_without_text_are_compared_by_title() -> None:
    """Equal headlines without text are copies; two items without any words are not."""
    one, other = (builders.item(key, title="Barrier approved", text="") for key in "ab")
    silent, dumb = (builders.item(key, title="", text="") for key in "cd")

    assert keys([one, other, silent, dumb]) == [("a", "b"), ("c",), ("d",)]


def test_a_changed_item_counts_once_as_it_was_collected_last() -> None:
    """Of two lines with one key the later counts."""
    old = builders.item("a", text="Old.", collected="2026-05-01T00:00:00Z")
    new = builders.item("a", text="New.", collected="2026-05-02T00:00:00Z")

    assert [one.origin for one in clusters([new, old])] == [new]


def origins_of(*items: Item) -> list[str]:
    origins = Origins({item.key: item for item in items}.get)
    return [origins.of(builders.source(item.key, title=item.title)) for item in items]


def test_copies_and_reprints_have_one_origin() -> None:
    """A copy has the origin of what it copies; reports of one agency have one, and so do titles that differ by the outlet."""
    first = builders.item("a", title="The gate opens")
    copy = builders.item("b", title="Gate open!", copy_of="a")
    reprint = builders.item("c", title="The gate opens - The Quay Letter")
    other = builders.item("d", title="The gate stays shut")
    wire = [builders.item(key, title=key, text="SALTMERE (Reuters) - The gate opened on Monday.") for key in ("e", "f")]

    assert len(set(origins_of(first, copy, reprint))) == 1
    assert len(set(origins_of(first, other, *wire))) == 3


def test_a_withdrawn_item_is_an_origin_of_its_own() -> None:
    """Its words are gone, and with them what could show that it is a copy."""
    gone = [builders.item(key, title="", text="", withdrawn=Withdrawn("2026-05-24", "a court order", "sha256:0")) for key in "ab"]

    assert origins_of(*gone) == ["a", "b"]


def test_a_source_that_no_ledger_has_goes_by_its_title() -> None:
    """So that its reprints still count once."""
    nowhere = Origins(lambda _: None)

    assert nowhere.of(builders.source(title="RT @quay: It opens")) == nowhere.of(builders.source("x", title="It opens"))
