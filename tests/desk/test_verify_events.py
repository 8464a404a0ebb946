"""Events: one a day, on the weekday that the sentence says."""

from typing import Any

import builders
import pytest
from edits import added, announced, assignment, changed, edits, settled

from dateline.core.model import Event
from dateline.desk.edit_context import EditContext
from dateline.desk.verify_events import event_objections

LAST = builders.version(
    timeline=(
        Event("2026-04-14", "The council plans a barrier [@harbour-plan]."),
        Event("2026-06-02", "The gate opens [@harbour-plan].", ahead=True),
    )
)
GATE = builders.item(
    "gate",
    published="2026-05-20T09:00:00Z",
    text="The gate opened on Monday. Ada Quill swam through on 12 May 2026. Boats pass every Sunday. "
    "The council met on Tuesday last week. The gate is old. The ferry sails on Friday, the council said on Wednesday.",
)
TRAM = builders.item(
    "tram", published="2026-05-20T09:00:00Z", text="The tram ran on Tuesday. The line is safe, the city said on Monday."
)
UNDATED = builders.item("undated", text="The bridge closed on Monday.")
OPENED, SWAM, SUNDAY = "1: The gate opened", "2: Ada Quill swam", "3: Boats pass every"
MET, OLD, SAILS = "4: The council met", "5: The gate is", "6: The ferry sails"
RAN, SAFE = "1: The tram ran", "2: The line is"
ASKED = assignment(builders.dossier(LAST), GATE, TRAM, UNDATED)


def rules(**given: Any) -> list[tuple[str, str]]:
    return [(one.rule, one.at) for one in event_objections(edits(LAST, **given), EditContext(ASKED))]


def on(date: str, text: str, **words: str) -> list[str]:
    return [rule for rule, _ in rules(added=(added("timeline", text, date, 0, **words),))]


@pytest.mark.parametrize(
    ("date", "words", "found"),
    [
        ("2026-05-18", OPENED, []),
        ("2026-05-25", OPENED, []),
        ("2026-05-19", OPENED, ["weekday-date"]),
        ("2026-05-11", OPENED, ["weekday-date"]),
        ("2026-05", OPENED, []),
        ("2026-02-30", OPENED, []),
        ("2026-05-12", OPENED, []),
        ("2026-05-20", SUNDAY, []),
        ("2026-05-12", MET, []),
        ("2026-05-05", MET, ["weekday-date"]),
        ("2026-05-14", OLD, []),
        ("2026-05-22", SAILS, []),
        ("2026-05-21", SAILS, ["weekday-date"]),
    ],
)
def test_a_date_is_the_weekday_of_its_sentence(date: str, words: str, found: list[str]) -> None:
    """The weekday next to the item's day, further away only if the sentence says so; a date that the item writes counts."""
    assert on(date, "The gate opens [@gate].", gate=words) == found


def test_without_the_items_day_the_name_of_the_weekday_counts() -> None:
    """Any Monday will do for an item of unknown date."""
    assert on("2026-03-02", "The bridge closes [@undated].", undated="The bridge closed") == []
    assert on("2026-03-03", "The bridge closes [@undated].", undated="The bridge closed") == ["weekday-date"]


def test_all_kinds_of_events_are_looked_at() -> None:
    """New, changed, announced and settled events; not those that were moved, and no claims of other sections."""
    assert rules(announced=(announced("2026-05-21", "It sails [@gate].", gate=SAILS),)) == [("weekday-date", "announced[0]")]
    assert rules(changed=(changed(6, "It opens [@gate].", "2026-05-19", gate=OPENED),)) == [("weekday-date", "changed[0]")]
    assert rules(settled=(settled(7, "happened", "2026-05-19", "It opens [@gate].", gate=OPENED),)) == [
        ("weekday-date", "settled[0]")
    ]
    assert rules(settled=(settled(7, "moved", "2026-05-27", "It opens [@gate].", gate=OPENED),)) == []
    assert rules(changed=(changed(1, "It opens on 3 May and on 4 May [@gate].", gate=OPENED),)) == []


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The gate opens on 3 May and closes on 9 May [@gate].", {"gate": OLD}, ["bundled-event"]),
        ("The gate opens on 3 May and is blessed on 3 May [@gate].", {"gate": OLD}, []),
        ("The opening is moved from 3 May to 9 May and the fee stays [@gate].", {"gate": OLD}, []),
        ("The gate opens, and boats had passed on 3 May [@gate].", {"gate": OLD}, ["bundled-event"]),
        ("The gate opens, and boats are to pass on 30 May [@gate].", {"gate": OLD}, []),
        ("The gate, closed since 3 May, opens and is blessed [@gate].", {"gate": OLD}, []),
        ("The gate opens and the tram runs [@gate; @tram].", {"gate": OPENED, "tram": RAN}, ["bundled-event"]),
        ("The gate opens [@gate; @tram].", {"gate": OPENED, "tram": RAN}, []),
        ("The gate opens and is safe [@gate; @tram].", {"gate": OPENED, "tram": SAFE}, []),
        ("The gate opens and the bridge closes [@gate; @undated].", {"gate": OPENED, "undated": "1: The bridge closed"}, []),
        ("Ada swims, the tram runs [@gate; @tram].", {"gate": SWAM, "tram": RAN}, ["bundled-event"]),
    ],
)
def test_an_event_has_one_day(text: str, words: dict[str, str], found: list[str]) -> None:
    """Two days joined in one entry, by its own words or by those of two sentences, are two events."""
    assert on("2026-05-18", text, **words) == found
