"""Refused entries, and the answer with what takes their place."""

from dataclasses import replace
from typing import Any

import builders
import pytest
from edits import (
    added,
    announced,
    assignment,
    changed,
    corrected,
    dropped,
    edits,
    fate,
    figure,
    heard,
    new_figure,
    question,
    settled,
    tension,
    voice,
)

from dateline.core.model import Finding, KeyFigure
from dateline.desk.edit_context import EditContext
from dateline.desk.edits import Edits, Tightened
from dateline.desk.refusal import LISTS, gathered, located, patched
from dateline.desk.verify import objections

LAST = builders.version(figures=(KeyFigure("cost", "Cost", "$3 million", ("harbour-plan",)),))
GATE = builders.item("gate-opens", title="The gate opens", text="The gate opened on 4 May 2026. It is of oak.")
SAYS = "The gate opened on"
CONTEXT = EditContext(assignment(builders.dossier(LAST), GATE))
OPENS = added("what", "The gate opens [@gate-opens].", gate_opens=SAYS)
OAK = added("what", "It is of oak [@gate-opens].", gate_opens="2: It is of oak")
NOTHING: dict[str, Any] = {"kept": (), "questions": (), "voices": (), "figures": (), "changes": ""}


def wrong(at: str, text: str = "", **given: Any) -> Finding:
    return replace(Finding("bad", "error", "harbour-barrier", 2, at, text, f"wrong at {at}", "Mend it."), **given)


def mended(first: Edits, *places: str, **given: Any) -> Edits:
    refusals = gathered(map(wrong, places), first)
    return patched(first, refusals, edits(LAST, **{**NOTHING, **given}), CONTEXT)


def test_one_row_has_all_that_is_wrong_with_an_entry() -> None:
    """Findings about parts of one entry are one row, with the longest of their texts; those of other places are apart."""
    first = edits(LAST, added=(OPENS,))
    rows = gathered(
        [wrong("added[0]", OPENS.text), wrong("added[0].at"), wrong("changes"), wrong("kept[3]"), wrong("added[9]")], first
    )

    assert [(one.at, len(one.findings)) for one in rows] == [("added[0]", 2), ("changes", 1), ("kept[3]", 1), ("added[9]", 1)]
    assert rows[0].finding.message == "wrong at added[0]; wrong at added[0].at"
    assert (rows[0].finding.text, rows[0].finding.hint) == (OPENS.text, "Mend it.")
    assert [one.entry is None for one in rows] == [False, False, True, True]


def test_a_finding_about_the_version_is_about_the_entry_it_came_from() -> None:
    """A finding of `check` has the path of the entry with its words; one about older words keeps its own, never an entry's."""
    first = edits(LAST, added=(OPENS, OAK))

    assert located(wrong("what", OAK.text), first, CONTEXT).at == "added[1]"
    assert located(wrong("changes", "What moved."), first, CONTEXT).at == "changes"
    assert located(wrong("sources"), first, CONTEXT).at == "sources"
    assert located(wrong("tensions[0]"), first, CONTEXT).at == "the version’s tensions[0]"
    assert located(wrong("figures[0].value", "$3 million"), first, CONTEXT).at == "the version’s figures[0].value"


def test_replacements_take_the_places_of_refused_entries() -> None:
    """The first replacement is where the first refused entry was; more are added at the end; the rest stays as it was."""
    first = edits(LAST, added=(OPENS, OAK), title="The gate", changes="It opens.")
    better = replace(OPENS, text="The gate is open [@gate-opens].")
    more = replace(OAK, text="It is old [@gate-opens].")

    second = mended(first, "added[0]", added=(better, more))

    assert second == replace(first, added=(better, OAK, more))


def test_what_has_no_replacement_is_left_out() -> None:
    """A refused claim stays as it was in the last version, as a question, a figure and a voice do; a title is not changed."""
    first = edits(
        LAST,
        added=(OPENS, OAK),
        changed=(changed(1, "A gate [@gate-opens]."),),
        dropped=(dropped(2),),
        questions=(fate("cost", "dropped", "No answer."),),
        figures=(figure("cost", "dropped"),),
        voices=(heard("council", "departed", "A scandal."),),
        title="Gate",
    )

    second = mended(first, "added[0]", "changed[0]", "questions[0]", "figures[0]", "voices[0]", "title", "kept[9]")

    stays = (heard("council", "kept"),)
    assert second == edits(LAST, added=(OAK,), dropped=(dropped(2),), kept=(3, 4, 5, 6, 1), voices=stays)
    assert objections(second, CONTEXT.assignment) == ()


def test_what_never_was_there_is_left_out() -> None:
    """Claims, questions, figures and voices that the last version does not have are in no mended answer."""
    first = edits(
        LAST,
        kept=(1, 2, 3, 4, 5, 6, 7),
        changed=(changed(99, OPENS.text),),
        questions=(fate("cost", "open"), fate("why", "open")),
        figures=(figure("size", "kept"), figure("cost", "kept")),
        voices=(heard("mayor", "kept", "Same."), heard("council", "kept", "Says nothing new.")),
    )
    refusals = gathered(objections(first, CONTEXT.assignment), first)

    assert [one.at for one in refusals] == ["kept", "changed[0]", "figures[0]", "questions[1]", "voices[0]"]
    assert patched(first, refusals, edits(LAST, **NOTHING), CONTEXT) == edits(LAST)


def test_claims_that_were_all_refused_are_no_whole_answer() -> None:
    """Where every claim is replaced, the rest of the first answer stands."""
    claims = tuple(changed(number, OPENS.text) for number in range(1, 7))
    first = edits(LAST, changed=claims, new_questions=(question("Is it of oak?"),))
    better = tuple(replace(one, why="It opened.") for one in claims)

    second = mended(first, *(f"changed[{place}]" for place in range(6)), changed=better)

    assert second == replace(first, changed=better)


def test_an_entry_with_the_same_name_is_replaced() -> None:
    """A claim or a question that the second answer names is taken from it, whatever the first one said about it."""
    first = edits(LAST, changed=(changed(1, "A gate [@gate-opens]."),), questions=(fate("cost", "dropped", "No."),))

    second = mended(first, "", dropped=(dropped(1),), kept=(2,), questions=(fate("cost", "open"),))

    assert (second.changed, second.dropped, second.questions) == ((), (dropped(1),), (fate("cost", "open"),))
    assert second.kept == (2, 3, 4, 5, 6)


def test_new_words_for_title_and_changes() -> None:
    """Title and `changes` of the second answer count if it has any."""
    second = mended(edits(LAST, title="Gate"), "title", "changes", title="The gate", changes="It is open.")

    assert (second.title, second.changes) == ("The gate", "It is open.")


def test_a_whole_answer_replaces_the_first() -> None:
    """A model that accounts for all claims again has written the whole answer again."""
    whole = edits(LAST, new_questions=(question("Is it of oak?"),))

    assert (
        patched(edits(LAST, added=(OPENS,)), gathered([wrong("added[0]")], edits(LAST, added=(OPENS,))), whole, CONTEXT) == whole
    )


def test_of_a_first_version_the_rest_is_kept_too() -> None:
    """Without a ledger, entries of the second answer that the first one had are not doubled."""
    context = EditContext(assignment(replace(builders.dossier(), versions=(), items=()), GATE))
    first = edits(added=(OPENS, OAK))
    better = replace(OPENS, text="The gate is open [@gate-opens].")

    second = patched(first, gathered([wrong("added[0]")], first), edits(added=(better, OAK)), context)

    assert second.added == (better, OAK)


OTHER: dict[str, tuple[Any, ...]] = {
    "changed": (changed(1, "A gate."),),
    "dropped": (dropped(2),),
    "settled": (settled(6, "happened", "2026-05-04", "It opened."),),
    "added": (OPENS,),
    "announced": (announced("2026-06-01", "It closes."),),
    "figures": (figure("cost", "changed", "$4 million", "gate-opens"),),
    "new_figures": (new_figure("Gates", "1", "gate-opens"),),
    "questions": (fate("cost", "answered", "The state."),),
    "new_questions": (question("Is it of oak?"),),
    "voices": (heard("council", "departed", "It was dissolved."),),
    "new_voices": (voice("The mayor", "It opens."),),
    "new_tensions": (tension("Oak or pine."),),
    "tensions": (Tightened("cost-or-safety", "Cost", ()),),
    "corrections": (corrected("A barrier.", "A gate."),),
}
"""An entry for each list of an answer."""


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_of_any_list_is_replaced_in_its_place(name: str) -> None:
    """With what the second answer gives for one entry, the whole is as if the first answer had been right."""
    right = edits(LAST, **OTHER)
    (entry,) = OTHER[name]
    key = next(key for key in ("why", "text", "value", "now", "title", "view") if hasattr(entry, key))
    wrong_entry: dict[str, Any] = {name: (replace(entry, **{key: "Wrong."}),)}
    first = replace(right, **wrong_entry)

    assert mended(first, f"{name}[0]", **{name: (entry,)}) == right
