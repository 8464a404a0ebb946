"""Whatever a model's server does, no file changes but the ledger, and the key is printed nowhere.

A server on this machine plays the Messages API, and the real SDK calls it. It refuses, is busy, breaks off, hangs, sends half
an answer, a page instead of one, or an answer of the wrong shape: in the first call, in the call that asks for a correction,
and in the rows of a batch. The update ends with exit code 3, or 1 if the draft was refused, after at most ten requests. The
items that came in are kept, and the next run uses them.
"""

import json
import logging
from typing import Any

import pytest
from answering import claim, kept
from asking_claude import AMPLE, BRIEF, CORPUS, FAULTS, example, faithful, no_waiting, recorded, run, told, tree
from scripted import KEY, Played, messages_server, played_fault

from dateline.flows.update import update
from dateline.store.story import read_story

__all__ = ["example", "no_waiting"]
pytestmark = pytest.mark.usefixtures("no_waiting")

ENDLESS = {"hangs": Played(hangs=True), "drips": Played(drips=True), "drips-headers": Played(drips_headers=True)}
ERRORS = (400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529)
BODIES = {"error": {"type": "error", "error": {"type": "api_error", "message": "no"}}, "page": "<html>no</html>", "nothing": ""}
OF_OTHERS = [one for one in recorded(CORPUS / "api-faults.jsonl") if "then" not in one and "hang_s" not in one]
KINDS: dict[str, Played] = {
    **{one["id"]: played_fault(one) for one in FAULTS if "hang_s" not in one},
    **{f"{status}-{name}": Played(status=status, body=body) for status in ERRORS for name, body in BODIES.items()},
    **{f"sent-{name}": Played(body=body) for name, body in BODIES.items()},
    **ENDLESS,
}
PLACES = ("first", "correction", "batch")


def refused(body: dict[str, Any]) -> Played:
    """An answer that Dateline sends back once."""
    return Played(json.dumps(kept(body, added=[claim("It is so [@nobody-said-so].")])))


def try_fault(root, played: Played, place: str) -> None:
    """Fails unless the run with the fault ends as it must, and the next run uses the items."""
    before = tree(root)
    patience = BRIEF if played in ENDLESS.values() else AMPLE
    with messages_server(*((refused,) if place == "correction" else ()), played) as server:
        result = update(run(root, server, patience=patience, batch=place == "batch"))

    (outcome,) = result.outcomes
    assert (outcome.state, result.exit_code) in (("failed", 3), ("rejected", 1))
    assert outcome.hint or outcome.findings
    assert tree(root) == before
    assert 1 <= len(server.requests) <= 10
    assert KEY not in told(result)
    assert not [path for path in root.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    with messages_server(faithful) as server:
        (outcome,) = update(run(root, server), collecting=False).outcomes
    assert (outcome.state, len(outcome.items)) == ("filed", 17)
    (story,) = [read_story(root, outcome.slug)]
    assert [one.version for one in story.versions] == [1, 2]


CASES = [(name, place) for place in PLACES for name, one in KINDS.items() if place != "batch" or not (one.hangs or one.sse)]


@pytest.mark.parametrize("part", range(6))
def test_no_fault_of_the_api_changes_a_file(part, tmp_path, caplog, thinned, measured):
    """Whatever goes wrong, in whichever call: an exit code that says so, no version, no other file, and the key nowhere."""
    from dateline.flows.start import start

    caplog.set_level(logging.DEBUG)
    cases = CASES[part::6]
    chosen = thinned(cases, 4)
    for number, (name, place) in enumerate(chosen):
        start(tmp_path / str(number), example=True)
        try_fault(tmp_path / str(number), KINDS[name], place)
    assert KEY not in caplog.text
    measured("faults of the API", len(chosen), len(cases))


@pytest.mark.skipif(not OF_OTHERS, reason="the collection of faults is not present beside the project")
@pytest.mark.parametrize("fault", OF_OTHERS, ids=lambda one: one["id"])
def test_no_fault_of_another_collection_changes_a_file(fault, example):
    """The same for faults that others have recorded."""
    try_fault(example, played_fault(fault), "first")
