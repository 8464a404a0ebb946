import builders
from telling import STORY, report, state, version

from dateline.core.model import Dossier
from dateline.desk import Assignment
from dateline.desk.extractive import state as module
from dateline.desk.extractive.state import state_of

COST = "The harbour barrier will cost 40 million euros"
MORE = "The harbour barrier will cost 52 million euros"


def test_what_holds_is_what_nothing_supersedes():
    """Facts that are gone are in no section; what replaces them matters more for it."""
    found = state(report(10, f"{COST}."), report(12, f"{MORE}.", "Harbour Post"))

    assert [one.words for one in found.holding] == [MORE]
    assert [one.words for one in found.gone] == [COST]
    assert [[change.fact.words for change in changes] for changes in found.replaced.values()] == [[COST]]


def test_of_the_same_words_the_first_hold():
    """A sentence that several items have is told once: as that of the item that was published first."""
    first, again = (
        report(10, f"{COST}. The council met on the quay."),
        report(12, f"Silt settles where trawlers moor. {COST}.", "Harbour Post"),
    )

    found = state(again, first)
    told = [one for one in found.free(()) if one.words == COST]

    assert [one.item.feed for one in told] == ["Coast Wire"]
    assert [one.words for one in found.free(told)] == ["The council met on the quay", "Silt settles where trawlers moor"]


def test_a_line_stays_the_writers_own_if_another_item_is_the_origin_now():
    """A line cites the item that was the origin when it was written, also if a copy is the origin since that item changed."""
    item, copy = report(10, f"{COST}."), report(11, f"{COST}.", "Quay Radio")
    last = version(item, copy)
    changed = report(10, f"{COST}.", title="The barrier", collected="2026-05-13T10:00:00Z")

    assert [one.item.feed for one in state(changed, copy, versions=[last]).said] == ["Quay Radio"]


def test_what_was_said_is_known_with_its_line():
    """The facts that the last version quotes are known, each with the line; an editor's line quotes none."""
    item = report(10, f"{COST}.")
    last = version(item)
    edited = builders.version(what="The council plans [@coast-wire-10].", narrative=("Plans [@coast-wire-10].",))

    assert {one.words: line for one, line in state(item, versions=[last]).said.items()} == {COST: last.what}
    assert state(item, versions=[edited]).said == {}
    assert list(state(item, versions=[edited]).quoting.values()) == [(), ()]
    assert state(item).said == {}


def test_quotes_of_the_last_version_and_read_pages_are_texts_too():
    """What was quoted once can be quoted again though a feed cut its text since, and so can a page that was read."""
    quoted, read = "Silt settles where the trawlers moor", "The pumps are not part of the plan"
    item = report(10, f"{COST}.")
    source = builders.source("coast-wire-10", quotes=(quoted,))
    last = builders.version(what="It costs [@coast-wire-10].", sources=(source,))
    dossier = Dossier("harbour-barrier", STORY, (last,), (item,))
    texts = {"coast-wire-10": f"{read}."}

    found = state_of(Assignment(dossier, (item,), 2, "2026-05-24T11:30:00Z", texts), "en")

    assert [one.words for one in found.facts] == [COST, quoted, read]


def test_what_an_editor_tells_in_other_words_is_known():
    """A sentence tells the fact of a cited item with which it shares most words; it tells none of another item."""
    items = (
        report(10, "Divers have found a crack in the east gate."),
        report(12, "Divers have found a crack in the east gate too."),
    )
    told = "Divers found a crack in the upper bearing of the east gate [@coast-wire-10]."
    last = builders.version(what=told, narrative=(told,), timeline=(), perspectives=(), tensions=())

    assert [one.item.key for one in state(*items, versions=[last]).retold] == ["coast-wire-10"]
    assert state(*items).retold == frozenset()


def test_of_a_long_ledger_the_newest_items_are_read(monkeypatch):
    """Besides the newest, only their origins and what the last version cites, in whatever order they come."""
    monkeypatch.setattr(module, "MOST_READ", 2)
    items = [report(day, f"The harbour barrier has cost {day} million euros by now.") for day in range(10, 17)]
    items[-1] = report(16, items[2].text, copy_of=items[2].key)
    last = builders.version(1, sources=(builders.source(items[0].key),))

    def keys(dossier):
        return {key for one in state_of(assigned(dossier), "en").facts for key in one.keys}

    story = Dossier("harbour", STORY, (last,), tuple(items))
    expected = {items[0].key, items[2].key, items[5].key, items[6].key}
    assert keys(story) == keys(Dossier("harbour", STORY, (last,), tuple(reversed(items)))) == expected
    assert keys(Dossier("harbour", STORY, (), tuple(items))) == expected - {items[0].key}


def assigned(dossier):
    return Assignment(dossier, (), 2, "2026-05-24T11:30:00Z", {})
