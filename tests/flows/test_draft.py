"""One story's path to an outcome, with writers that do one thing each."""

from dataclasses import replace
from pathlib import Path

import builders

from dateline.core.errors import StoreError
from dateline.core.ids import fingerprint
from dateline.core.model import Dossier, Finding, Withdrawn
from dateline.desk import Draft, Writer
from dateline.flows.collect import Arrival
from dateline.flows.draft import Outcome, assignment_for, draft
from dateline.flows.shared.state import SharedState
from dateline.flows.update import UpdateRun, _kept
from dateline.store.cache import Cache

NEW = builders.item("gate-opens", title="The gate opens", text="The gate opened.")
STORY = builders.dossier(items=(builders.item(), NEW))


def outcome(tmp_path: Path, writer: Writer, dossier: Dossier = STORY) -> Outcome:
    assignment = assignment_for(tmp_path, dossier, builders.NOW, 60)
    return draft(tmp_path, writer, dossier, assignment)


def test_what_a_writer_hands_in(tmp_path: Path) -> None:
    """A draft without a version is nothing new, waiting or rejected, with its reason and its findings."""
    finding = Finding("quote-not-found", "error", "s", 2, "added[0]", "", "it is nowhere", "")

    nothing = outcome(tmp_path, lambda _: Draft(nothing_new="all known"))
    waiting = outcome(tmp_path, lambda _: Draft(waiting="no money", hint="Wait."))
    rejected = outcome(tmp_path, lambda _: Draft(rejected="twice wrong", findings=(finding,), notes=("Back once.",)))

    assert (nothing.state, nothing.reason) == ("nothing-new", "all known")
    assert (waiting.state, waiting.reason, waiting.hint, waiting.items) == ("waiting", "no money", "Wait.", (NEW,))
    assert (rejected.state, rejected.findings, rejected.notes) == ("rejected", (finding,), ("Back once.",))


def test_a_ledger_that_could_not_be_written_fails_its_story(tmp_path: Path) -> None:
    """Nothing is drafted from items that are not on disk."""
    run, shared = UpdateRun(tmp_path, lambda _: Draft(), builders.NOW), SharedState(tmp_path, builders.NOW)
    arrival = Arrival(STORY, error=StoreError("the disk is full", hint="Free some."))
    result = _kept(run, shared, arrival, assignment_for(tmp_path, STORY, builders.NOW, 60))

    assert result
    assert (result.state, result.reason, result.hint) == ("failed", "the disk is full", "Free some.")


def test_a_writer_is_given_nothing_that_was_set_aside_or_withdrawn(tmp_path: Path) -> None:
    """Items that were set aside or withdrawn are counted, but no writer sees them, new or known, and they do not wait."""
    aside = builders.item("football", spiked="off topic")
    gone = builders.item("gone", withdrawn=Withdrawn("2026-05-24", "a court order", "sha256:0"))
    dossier = replace(STORY, items=(builders.item(), aside, gone, NEW, replace(aside, key="later")))

    assignment = assignment_for(tmp_path, dossier, builders.NOW, 1)

    assert (assignment.items, assignment.known) == ((NEW,), (builders.item(),))
    assert assignment.items_total == 5
    assert outcome(tmp_path, lambda _: Draft(nothing_new="all known"), dossier).waiting == 0


def test_a_writer_is_given_the_pages_that_were_read(tmp_path: Path) -> None:
    """The full text of a page goes to the writer if the cache has it, and is not in the ledger."""
    read = replace(NEW, evidence="full-text", hash=fingerprint("The gate opens", "The whole page."))
    Cache(tmp_path).put("page", read.hash, "The whole page.")

    assignment = assignment_for(tmp_path, replace(STORY, items=(builders.item(), read)), builders.NOW, 60)

    assert assignment.texts == {"gate-opens": "The whole page."}
