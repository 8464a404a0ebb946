"""Where items stand."""

from dataclasses import replace

import builders

from dateline.core import ledger
from dateline.core.model import Dossier, Item, LedgerEvent, LedgerLine, Withdrawn
from dateline.core.standing import standings

BEFORE, FILED, AFTER = "2026-05-01T00:00:00Z", "2026-05-01T11:30:00Z", "2026-05-02T00:00:00Z"
KEYS = ("harbour-plan", "quay", "crane", "ferry")
"""Their items came before the first version, which cites the first of them."""


def story(*events: LedgerEvent, versions: int = 1) -> Dossier:
    gone = builders.item("gone", title="", withdrawn=Withdrawn("2026-05-24", "a court order", f"sha256:{0:064}"))
    items = (*map(builders.item, KEYS), gone, builders.item("new"))
    entries: tuple[Item | LedgerEvent, ...] = (*items, *events)
    lines = tuple(LedgerLine(*row) for row in enumerate(entries, 1))
    filed = (builders.version(1, items=5),)[:versions]
    return replace(builders.dossier(items=ledger.items_of(lines), events=ledger.events_of(lines), lines=lines), versions=filed)


def states(*events: LedgerEvent, versions: int = 1) -> dict[str, str]:
    return {key: one.state for key, one in standings(story(*events, versions=versions)).items()}


def test_each_item_stands_somewhere() -> None:
    """Cited, read without being cited, set aside, withdrawn, or waiting because it came later."""
    spiked = LedgerEvent("quay", "spiked", BEFORE, "satire")

    assert states(spiked) == {
        "harbour-plan": "cited",
        "quay": "aside",
        "crane": "read",
        "ferry": "read",
        "gone": "withdrawn",
        "new": "waiting",
    }
    assert standings(story())["harbour-plan"].cited == (1,)
    assert set(states(versions=0).values()) == {"waiting", "withdrawn"}


def test_what_was_restored_since_waits_like_new() -> None:
    """The writer of the newest version could not use it; what was restored before, or is cited, does not wait."""
    restored = (
        LedgerEvent("quay", "restored", AFTER, "it is on topic"),
        LedgerEvent("crane", "restored", BEFORE, "it is on topic"),
        LedgerEvent("harbour-plan", "restored", AFTER, "it is on topic"),
        LedgerEvent("ferry", "spiked", AFTER, "off topic"),
    )

    assert [one.key for one in ledger.waiting(story(*restored))] == ["quay", "new"]
    assert ledger.restored(story(*restored, versions=0)) == ()
    assert states(*restored)["quay"] == "waiting"


def test_a_new_event_counts_whatever_the_clocks_say() -> None:
    """If an earlier event is from a clock that was ahead, the new one is a second later."""
    events = (LedgerEvent("quay", "spiked", AFTER, "satire"), LedgerEvent("crane", "spiked", "2027-01-01T00:00:00Z", "x"))

    assert ledger.next_moment(events, "quay", FILED) == "2026-05-02T00:00:01Z"
    assert ledger.next_moment(events, "ferry", FILED) == FILED
    last = "9999-12-31T23:59:59Z"
    assert ledger.next_moment((LedgerEvent("quay", "spiked", last, "satire"),), "quay", FILED) == last
    assert ledger.place_of(events, "quay") == events[0]
    assert ledger.place_of(events, "ferry") is None
