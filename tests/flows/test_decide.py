"""Setting items aside, restoring them, moving them: events in ledgers."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import MakePublication

from dateline.core import codec, ledger
from dateline.core.errors import UsageError
from dateline.core.model import Item, LedgerEvent, Story, Withdrawn
from dateline.flows.decide import RESTORED, SPIKED, move, restore, spike
from dateline.flows.draft import assignment_for
from dateline.flows.stories.check import check
from dateline.store.story import read_story

NOW, LATER = "2026-05-24T11:30:00Z", "2026-05-25T11:30:00Z"
BARRIER, WALLS = "harbour-barrier", "quay-walls"
GATE = builders.item("gate", url="https://quay.example/gate", copy_of="harbour-plan", spiked="near")


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    """A story that cites its first item and set its second aside, and an empty one."""
    barrier = builders.dossier(items=(builders.item(), GATE), versions=(builders.version(items=2),))
    walls = builders.dossier(slug=WALLS, items=(), versions=(), story=Story("The quay walls"))
    return make_publication(barrier, walls)


def write(root: Path, slug: str, *entries: Item | LedgerEvent) -> None:
    with (root / f"stories/{slug}/items.jsonl").open("a") as file:
        file.writelines(map(codec.dump_line, entries))


def ledger_of(root: Path, slug: str = BARRIER) -> bytes:
    return (root / f"stories/{slug}/items.jsonl").read_bytes()


def events(root: Path, slug: str = BARRIER) -> list[tuple[str, str, str | None]]:
    return [(one.event, one.why, one.to) for one in read_story(root, slug).events]


def item(root: Path, key: str = "gate", slug: str = BARRIER) -> Item:
    return [one for one in read_story(root, slug).items if one.key == key][-1]


def is_clean(root: Path) -> bool:
    return not [one for one in check(root).findings if one.level == "error" or one.rule in ("duplicate-item", "item-hash")]


def test_an_item_is_set_aside_with_a_reason(root: Path) -> None:
    """The event has the reason, and the newest version, which cites the item, is named; again, nothing is written."""
    done = spike(root, "harbour-plan", " A hoax. ", story=None, now=NOW)
    before = ledger_of(root)
    again = [spike(root, "harbour-plan", why, story=None, now=LATER) for why in ("A hoax.", " ")]

    assert (done.is_new, done.story, done.cited) == (True, BARRIER, 1)
    assert events(root) == [("spiked", "A hoax.", None)]
    assert [(one.is_new, one.item.spiked) for one in again] == [(False, "A hoax.")] * 2
    assert ledger_of(root) == before


def test_another_reason_is_not_lost(root: Path) -> None:
    """Of an item that an editor or the rules have set aside; one that was moved away keeps the place where it went."""
    spike(root, "harbour-plan", "A hoax.", story=None, now=NOW)
    again = spike(root, "harbour-plan", "Satire.", story=None, now=NOW)
    by_rule = spike(root, "gate", "Satire.", story=None, now=NOW)

    assert (again.is_new, again.item.spiked, by_rule.is_new, by_rule.item.spiked) == (True, "A hoax.", True, "near")
    assert (item(root, "harbour-plan").spiked, item(root).spiked) == ("Satire.", "Satire.")
    move(root, "gate", WALLS, story=None, now=NOW)
    assert not spike(root, "gate", "A hoax.", story=BARRIER, now=LATER).is_new
    assert item(root).spiked == f"moved to {WALLS}"
    spike(root, "gate", "Satire.", story=None, now=NOW)
    assert spike(root, "gate", "A hoax.", story=None, now=NOW).story == WALLS
    assert item(root, slug=WALLS).spiked == "A hoax."
    assert is_clean(root)


def test_a_reason_need_not_be_given(root: Path) -> None:
    """Readers then see that an editor set the item aside."""
    spike(root, "harbour-plan", " ", story=None, now=NOW)

    assert events(root) == [("spiked", SPIKED, None)]
    assert is_clean(root)


def test_a_restored_item_is_given_to_the_next_writer(root: Path) -> None:
    """Although the newest version is younger than its line, it is among the new items; again, nothing is written."""
    done = restore(root, "gate", story=None, now=NOW)
    before = ledger_of(root)
    again = restore(root, "gate", "Again.", story=None, now=LATER)

    assert (done.is_new, done.cited, events(root)) == (True, None, [("restored", RESTORED, None)])
    assert (again.is_new, ledger_of(root)) == (False, before)
    story = read_story(root, BARRIER)
    assert [one.key for one in assignment_for(root, story, NOW, 9).items] == ["gate"]
    assert [one.key for one in ledger.waiting(story)] == ["gate"]
    assert is_clean(root)


def test_a_later_decision_counts_even_within_a_second(root: Path) -> None:
    """Decisions of one second, or after one from a clock that was ahead, hold in the order in which they were made."""
    write(root, BARRIER, LedgerEvent("harbour-plan", "spiked", "2027-01-01T00:00:00Z", "a wrong clock"))
    for _ in range(2):
        restore(root, "harbour-plan", "It is right.", story=None, now=NOW)
        assert item(root, "harbour-plan").spiked is None
        spike(root, "harbour-plan", "It is wrong.", story=None, now=NOW)
        assert item(root, "harbour-plan").spiked == "It is wrong."
    assert is_clean(root)


def test_an_item_moves_with_its_corrections_and_passages(root: Path) -> None:
    """The other story gets the line as it was collected, not set aside, a copy only of what is there, and all events about it."""
    amended = LedgerEvent("gate", "amended", NOW, "looked up", title="The gate")
    quoted = LedgerEvent("gate", "quoted", NOW, text="the gate opens", page="sha256:0123456789abcdef")
    write(root, BARRIER, amended, quoted, LedgerEvent("harbour-plan", "quoted", NOW, text="x", page="sha256:1"))

    done = move(root, "gate", WALLS, "About the quay.", story=None, now=LATER)

    there = read_story(root, WALLS)
    assert (done.is_new, done.story) == (True, BARRIER)
    assert ledger.as_collected(there.lines) == (replace(GATE, spiked=None, copy_of=None),)
    assert there.events == (amended, quoted)
    assert item(root).spiked == f"moved to {WALLS}"
    assert events(root)[-1] == ("moved", "About the quay.", WALLS)
    assert [one.key for one in ledger.waiting(there)] == ["gate"]
    assert is_clean(root)


def test_moving_twice_says_so(root: Path) -> None:
    """Nothing is written the second time, from wherever it is asked."""
    move(root, "gate", WALLS, story=None, now=NOW)
    before = ledger_of(root), ledger_of(root, WALLS)

    again = [move(root, "gate", WALLS, story=story, now=LATER) for story in (None, BARRIER, WALLS)]

    assert [one.is_new for one in again] == [False] * 3
    assert (ledger_of(root), ledger_of(root, WALLS)) == before


def test_an_item_can_move_back_and_on(root: Path) -> None:
    """The story that it left restores it; and a third gets it from the one that has it."""
    write(root, BARRIER, LedgerEvent("gate", "amended", NOW, "looked up", title="The gate"))
    move(root, "gate", WALLS, story=None, now=NOW)
    back = move(root, "gate", BARRIER, story=None, now=NOW)

    assert (back.is_new, back.story, item(root).spiked) == (True, WALLS, None)
    assert item(root, slug=WALLS).spiked == f"moved to {BARRIER}"
    assert is_clean(root)

    codec_story = codec.dump(Story("The ferry"))
    (root / "stories/ferry").mkdir()
    (root / "stories/ferry/story.yaml").write_text(codec_story)
    on = move(root, "gate", "ferry", story=None, now=NOW)
    assert (on.story, item(root, slug="ferry").spiked) == (BARRIER, None)


def test_an_item_set_aside_where_it_goes_is_restored_there(root: Path) -> None:
    """The editor wants it there."""
    move(root, "gate", WALLS, story=None, now=NOW)
    spike(root, "gate", "satire", story=None, now=NOW)

    from_elsewhere = move(root, "gate", WALLS, story=None, now=NOW)

    assert (from_elsewhere.is_new, item(root, slug=WALLS).spiked) == (True, None)
    assert events(root, WALLS)[-1] == ("restored", RESTORED, None)


@pytest.mark.parametrize("spiked", [None, "far"])
@pytest.mark.parametrize("story", [None, WALLS])
def test_moving_an_item_to_where_it_is_changes_nothing(root: Path, spiked: str | None, story: str | None) -> None:
    """Whether that story uses it or has set it aside."""
    write(root, WALLS, builders.item("own", spiked=spiked))
    before = ledger_of(root, WALLS)

    done = move(root, "own", WALLS, "About the quay.", story=story, now=NOW)

    assert (done.is_new, done.story, done.item.spiked) == (False, WALLS, spiked)
    assert ledger_of(root, WALLS) == before


def test_the_status_of_the_story_that_has_the_item_is_told(root: Path) -> None:
    """Nothing becomes of an item in a story that is not updated."""
    (root / f"stories/{WALLS}/story.yaml").write_text(codec.dump(Story("The quay walls", status="dormant")))

    back = restore(root, "gate", story=None, now=NOW)
    moved = move(root, "gate", WALLS, story=None, now=NOW)
    again = move(root, "gate", WALLS, story=WALLS, now=LATER)

    assert [one.status for one in (back, moved, again)] == ["active", "dormant", "dormant"]


def test_several_ledgers_are_named(root: Path) -> None:
    """If more than one ledger has an item where something could be decided, the editor names one."""
    write(root, WALLS, builders.item("harbour-plan"))

    with pytest.raises(UsageError, match=f"several ledgers have harbour-plan: {BARRIER}, {WALLS}") as several:
        spike(root, "harbour-plan", "satire", story=None, now=NOW)
    assert several.value.hint == f"Name one: `--in {BARRIER}`."

    assert spike(root, "harbour-plan", "satire", story=WALLS, now=NOW).story == WALLS
    assert restore(root, "harbour-plan", story=None, now=NOW).story == WALLS


def test_what_cannot_be_decided_is_refused(root: Path) -> None:
    """An unknown key, story or place, and what was withdrawn."""
    stone = Withdrawn("2026-05-24", "a court order", f"sha256:{0:064}")
    write(root, WALLS, builders.item("gone", title="", text="", withdrawn=stone))
    refused: tuple[tuple[Any, str, str], ...] = (
        (lambda: spike(root, "gaet", "x", story=None, now=NOW), 'no ledger has the item "gaet"', 'Did you mean "gate"?'),
        (lambda: spike(root, "zzz", "x", story=None, now=NOW), "no ledger", "To list the keys: `dateline items --all`."),
        (lambda: spike(root, "gate", "x", story=WALLS, now=NOW), "does not have gate", f"These have it: {BARRIER}."),
        (lambda: spike(root, "gate", "x", story="nowhere", now=NOW), 'no story "nowhere"', "Stories here"),
        (lambda: move(root, "gate", WALLS, story=WALLS, now=NOW), "does not have gate", f"These have it: {BARRIER}."),
        (lambda: move(root, "gate", "nowhere", story=None, now=NOW), 'no story "nowhere"', "Stories here"),
        (lambda: restore(root, "gone", story=None, now=NOW), "gone was withdrawn", "cannot be used"),
        (lambda: move(root, "gone", BARRIER, story=None, now=NOW), "gone was withdrawn", "cannot be used"),
    )
    before = ledger_of(root), ledger_of(root, WALLS)
    for decide, said, hint in refused:
        with pytest.raises(UsageError, match=said) as error:
            decide()
        assert hint in error.value.hint
    assert (ledger_of(root), ledger_of(root, WALLS)) == before
