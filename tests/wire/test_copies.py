import time
from dataclasses import replace
from typing import Any

import pytest
from builders import item
from counted import counted
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.model import Item
from dateline.wire import copies
from dateline.wire.copies import link_copies

RELEASE = "The harbour council said today that it will build a barrier of 300 metres at the mouth of the quay by 2031."


def said(key: str, title: str, text: str = "", published: str | None = "2026-05-10", **given: str) -> Item:
    return item(key, title=title, text=text, evidence="excerpt" if text else "headline", published=published, **given)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Council backs the barrier at last - Harbour Post", ""), ("Council backs the barrier at last | Quay Review", "")),
        (("RT @port: The quay will be closed all week", ""), ("The quay will be closed all week", "")),
        (
            ("Barrier planned", RELEASE),
            ("What the council wants", RELEASE.replace("today", "on Monday") + " https://x.example/1"),
        ),
        (("The council says that the barrier will be bui…", ""), ("The council says that the barrier will be built by 2031", "")),
        (
            ("Ferry fares rise in all three ports", ""),
            ("Ferry fares rise in all three ports", "Fares rise by a tenth from June, the ports say."),
        ),
    ],
)
def test_the_same_words_are_copies(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Reposts, syndication, cut titles and press releases are copies of what came first, whatever is around the words."""
    first, second = said("b-first", *one, published="2026-05-09"), said("a-second", *other)

    assert [copy.copy_of for copy in link_copies([], [first, second])] == [None, "b-first"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("The fund is raising $10 billion this week", ""), ("The fund is raising $45 billion this week", "")),
        (("Port chief is cleared of all charges today", ""), ("Port chief is not cleared of all charges today", "")),
        (("Morning briefing", ""), ("Morning briefing", "")),
        (
            ("The harbour this week in five charts", RELEASE),
            ("The harbour this week in five charts", "Nothing of that: gulls, gulls and more gulls on the pier."),
        ),
        (("Barrier planned", RELEASE), ("Barrier planned", RELEASE.replace("300", "400"))),
        (("Plan for the old quay wall – approved", ""), ("Plan for the old quay wall – rejected", "")),
        (("港口理事会周一批准防潮闸计划", ""), ("港口理事会周一否决防潮闸计划", "")),
        (("Ferry fares rise in all three ports", ""), ("Ferry fares fall in all three ports", "")),
    ],
)
def test_other_claims_are_no_copies(one: tuple[str, str], other: tuple[str, str]) -> None:
    """A text with another figure, a denial or another verb in its headline is not a copy, nor is a regular title."""
    assert [copy.copy_of for copy in link_copies([], [said("a", *one), said("b", *other)])] == [None, None]


CABLE = (
    "HARBOUR (AP) — The gate of the barrier jammed on Tuesday, engineers said. Nobody was hurt. The harbour office called off "
    "the winter test and asked for a report on the hinge. Ferries stay in port until the gate is open again."
)


def test_two_prints_of_an_agencys_report_are_copies() -> None:
    """Each editor cuts an agency's report differently; the agency in the dateline is the origin."""
    shorter, longer = CABLE[:168], CABLE + " The mayor thanked the divers, who had worked all night."

    linked = link_copies([], [said("a", "Gate jams", shorter, "2026-05-09"), said("b", "No ferries today", longer)])

    assert [copy.copy_of for copy in linked] == [None, "a"]


@pytest.mark.parametrize(
    "other",
    [
        CABLE[:168].replace("(AP)", "(dpa)"),
        CABLE[:168].replace("HARBOUR (AP) — ", ""),
        CABLE[:168].replace("Nobody", "4 people"),
        "HARBOUR (AP) — The council bought a crane on Friday. It lifts 90 tonnes and costs as much as a ferry, the port said.",
        "HARBOUR (AP) —",
    ],
)
def test_other_reports_are_no_prints_of_it(other: str) -> None:
    """A text from another agency or none, with another figure or about another matter, is not a copy of a longer report."""
    linked = link_copies([], [said("a", "Gate jams", CABLE, "2026-05-09"), said("b", "At the harbour", other)])

    assert [copy.copy_of for copy in linked] == [None, None]


def test_a_known_item_is_the_origin_even_if_it_is_younger() -> None:
    """Items in the ledger are not changed: the new item is the copy, of the origin and never of another copy."""
    known = [said("origin", "Barrier", RELEASE), said("copy", "Wall", RELEASE.replace("today", "on Monday"), copy_of="origin")]
    new = said("new", "Quay wall", RELEASE.replace("today", "on Monday"), published="2026-05-01")

    assert link_copies(known, [new])[0].copy_of == "origin"


def test_a_changed_item_is_no_copy_of_itself() -> None:
    """A new line with a known key stays what it was."""
    known = said("same", "Barrier", RELEASE)

    assert None is link_copies([known], [replace(known, text=RELEASE + " Really.")])[0].copy_of


FLOOD = [
    said(f"copy-{n}", f"Headline number {n} about the barrier plan", RELEASE, published=f"2026-05-{n + 1:02d}") for n in range(8)
]


@given(st.permutations(FLOOD))
def test_the_order_of_items_changes_nothing(items: list[Item]) -> None:
    """In any order, the earliest is the origin of all, and no copy points at a copy."""
    linked = link_copies([], items)

    assert {"copy-0": None, **{f"copy-{n}": "copy-0" for n in range(1, 8)}} == {copy.key: copy.copy_of for copy in linked}
    assert [copy.key for copy in items] == [copy.key for copy in linked]


def test_many_items_take_little_time() -> None:
    """Thousands of items, half of them a flood of one claim, are linked in seconds."""
    flood = [said(f"flood-{n}", f"Flood {n}", RELEASE) for n in range(1000)]
    others = [said(f"other-{n}", f"Other {n}", " ".join(f"w{n * 7 + k}x" for k in range(60))) for n in range(2000)]
    started = time.process_time()

    copies = sum(copy.copy_of is not None for copy in link_copies(others, flood))

    assert copies == 999
    assert time.process_time() - started < 5


OWN = "We asked the council ourselves, and it would not say who is to pay."


def test_what_has_copies_never_becomes_one() -> None:
    """An origin whose words change to those of another item stays an origin: copies never point at a copy."""
    known = [said("a", "Quay", RELEASE), said("b", "Gulls", "Gulls, gulls and more gulls sit on the old pier every day.")]

    assert link_copies(known, [replace(known[0], text=known[1].text)])[0].copy_of is None


@pytest.mark.parametrize(("before", "after"), [(RELEASE, OWN), (OWN, OWN + " Still.")])
def test_a_copy_that_changes_is_judged_anew(before: str, after: str) -> None:
    """A copy that now says something of its own is no longer a copy, even if it is like its own earlier words."""
    origin, copy = said("origin", "Barrier", RELEASE), said("copy", "Wall", before, copy_of="origin")

    assert link_copies([origin, copy], [replace(copy, text=after, copy_of=None)])[0].copy_of is None


def test_a_script_without_spaces_is_compared_by_its_characters() -> None:
    """A Chinese headline that is reposted is a copy like any other."""
    headline = "港口理事会周一批准防潮闸计划"

    linked = link_copies([said("first", headline)], [said("second", f"RT @port: {headline}")])

    assert linked[0].copy_of == "first"


def test_a_ledger_is_read_only_for_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """If nothing is new, no known item is read; if something is, only its own runs of words are kept of the known ones."""
    read: list[tuple[Any, ...]] = []
    kept: list[tuple[Any, ...]] = []
    monkeypatch.setattr(copies, "_said", counted(read, copies._said))
    monkeypatch.setattr(copies._TextIndex, "add", counted(kept, copies._TextIndex.add))
    known = [said(f"k-{number}", f"Barrier report {number}", f"{RELEASE} It is number {number}.") for number in range(9)]

    assert link_copies(known, []) == ()
    assert (read, kept) == ([], [])
    link_copies(known, [said("new", "Trawlers leave the harbour for the summer")])
    assert all("trawlers" in run or "harbour" in run for run in kept[-1][0].by_run)
