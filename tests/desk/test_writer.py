"""The writer's way from prompt to draft, with a scripted model."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import builders
import pytest
from edits import added, assignment, changed, dropped, edits, heard, voice
from scripted import ScriptedModel, answer

from dateline.core.analysis import AnalysedStory
from dateline.core.codec.shapes import adapter
from dateline.core.errors import Malformed, ModelError, Refused, Truncated
from dateline.core.model import Finding, Version, WrittenBy
from dateline.desk.batch_replies import BatchReplies
from dateline.desk.budget import Budget
from dateline.desk.edits import Edits
from dateline.desk.judge import Verdict, Verdicts
from dateline.desk.model_call import Prompt, Reply, StopReason
from dateline.desk.model_client import Model
from dateline.desk.prompt import prompt_hash
from dateline.desk.writer import REFUSED, Check, ModelWriter

LAST = builders.version()
GATE = builders.item("gate-opens", title="The gate opens", text="The gate opened on 4 May 2026. It is of oak.")
SAYS = "The gate opened on 4 May 2026"
ASKED = assignment(builders.dossier(LAST), GATE)
GOOD = edits(LAST, added=(added("narrative", "The gate opened on 4 May 2026 [@gate-opens].", "1", 3, gate_opens=SAYS),))
WRONG = edits(LAST, added=(added("narrative", "The gate is closed [@gate-opens].", "1", 3, gate_opens="closed for ever"),))


def said(value: Any, **given: Any) -> Reply:
    return answer(adapter(type(value)).dump_json(value).decode(), **given)  # type: ignore[arg-type]  # classes are hashable


def accepts(_: AnalysedStory, __: Version) -> tuple[Finding, ...]:
    return ()


def objects(*findings: Finding) -> Check:
    """Checks that find these in the first draft, and nothing in the second."""
    rounds = [findings, ()]
    return lambda _, __: rounds.pop(0)


def finding(level: Any = "warning", text: str = "The gate opened on 4 May 2026 [@gate-opens].") -> Finding:
    return Finding("ungrounded-number", level, "harbour-barrier", 2, "narrative[0]", text, "nobody said so", "Leave it out.")


def writer(model: Model, check: Check = accepts, budget: Budget | None = None, judge: str | None = None) -> ModelWriter:
    return ModelWriter("claude", "claude-sonnet-5-5", model, check, budget or Budget(Decimal(5)), judge)


def test_a_good_answer_becomes_a_draft() -> None:
    """One call; the draft says who wrote it, with which prompt, and what it cost."""
    model = ScriptedModel(said(GOOD))
    draft = writer(model)(ASKED)

    assert draft.version
    assert draft.version.written_by == WrittenBy("claude", "claude-sonnet-5-5", prompt_hash(), 1000, 200, Decimal("0.004"))
    assert draft.version.narrative[0].splitlines()[1] == "The gate opened on 4 May 2026 [@gate-opens]."
    (call,) = model.history
    assert (call.model, call.schema) == ("claude-sonnet-5-5", Edits)


def test_another_model_than_the_settings_name_is_reported() -> None:
    """The page names the model in the settings, so the editor is told that another one answered."""
    draft = writer(ScriptedModel(replace(said(GOOD), other_model="gpt-oss:20b")))(ASKED)

    assert draft.notes == ("The server says that gpt-oss:20b answered; the settings and the page name claude-sonnet-5-5.",)


def test_without_new_evidence_nobody_is_asked() -> None:
    """No item, or copies of what is known alone: nothing new, and no call."""
    model = ScriptedModel(said(GOOD))
    copy = builders.item("copy", copy_of="harbour-plan")

    assert writer(model)(assignment(builders.dossier(LAST))).nothing_new == "no new item"
    assert writer(model)(assignment(builders.dossier(LAST), copy)).nothing_new == "1 new item, all copies of known items"
    assert model.history == []


def test_an_answer_that_changes_nothing_files_nothing() -> None:
    """Edits that keep everything, whatever they say about voices, make no version."""
    draft = writer(ScriptedModel(said(edits(LAST))))(ASKED)

    assert (draft.version, draft.nothing_new) == (None, "the model found nothing of substance in the new items")


PARTLY = replace(GOOD, added=(*GOOD.added, *WRONG.added))
PATCH = edits(changes="", added=(added("narrative", "The gate is of oak [@gate-opens].", "1", 3, gate_opens="2: It is of oak"),))


def test_refused_entries_go_back_once() -> None:
    """The second prompt repeats the first, and has only the refused entry with what is wrong; both answers are paid for."""
    model = ScriptedModel(said(PARTLY), said(PATCH))
    draft = writer(model)(ASKED)

    first, second = model.history
    assert (second.schema, second.prompt.rules, second.prompt.blocks[:2]) == (Edits, first.prompt.rules, first.prompt.blocks)
    assert "sentence 1 of gate-opens does not have the words" in second.prompt.blocks[2]
    assert "The gate is closed" in second.prompt.blocks[2]
    assert GOOD.added[0].text not in second.prompt.blocks[2]
    assert draft.version
    assert draft.version.written_by
    assert draft.version.written_by.usd == Decimal("0.008")
    assert draft.notes == ("The first answer was sent back: quote-not-found.",)


def test_the_second_answer_has_only_replacements() -> None:
    """What was right in the first answer stays; the refused entry is replaced, or left out if there is no replacement."""
    replaced = writer(ScriptedModel(said(PARTLY), said(PATCH)))(ASKED).version
    without = writer(ScriptedModel(said(PARTLY), said(edits(changes=""))))(ASKED).version

    assert replaced
    assert without
    assert replaced.narrative[0].splitlines()[1:] == [GOOD.added[0].text, PATCH.added[0].text]
    assert without.narrative[0].splitlines()[1:] == [GOOD.added[0].text]
    assert replaced.changes == without.changes == GOOD.changes


def test_a_second_answer_costs_less() -> None:
    """What the second call adds to the prompt, and its answer, have fewer tokens than the story's part and the first answer."""
    rich = replace(PARTLY, added=(*GOOD.added * 9, *WRONG.added))
    model = ScriptedModel(said(rich), said(PATCH))
    writer(model)(ASKED)

    first, second = model.history
    new = model.count(Prompt("", second.prompt.blocks[2:]), model="")
    assert new < model.count(Prompt("", first.prompt.blocks), model="")
    assert len(said(PATCH).text) < len(said(rich).text) / 2


def test_a_patch_can_tell_readers_something_else() -> None:
    """The second prompt shows `changes`, and what they tell of an entry that is left out is replaced with it."""
    cost = added("narrative", "It cost 600 million euros [@gate-opens].", "1", 3, gate_opens="It cost 600 million")
    first = replace(GOOD, added=(*GOOD.added, cost), changes="The gate opened. It cost 600 million euros.")
    model = ScriptedModel(said(first), said(edits(changes="The gate opened.")))
    draft = writer(model)(ASKED)

    assert '<changes>\n{"text": "The gate opened. It cost 600 million euros."}' in model.history[1].prompt.blocks[2]
    assert draft.version
    assert draft.version.changes == "The gate opened."


def test_an_answer_of_which_nothing_is_left_files_nothing() -> None:
    """If the model gives nothing for what was refused, and nothing else changed, no version is made, and the report says why."""
    draft = writer(ScriptedModel(said(WRONG), said(edits(changes=""))))(ASKED)

    assert (draft.version, draft.nothing_new) == (None, "the model left out everything that was refused")


@pytest.mark.parametrize("rule", sorted(REFUSED))
def test_some_rules_of_check_refuse(rule: str) -> None:
    """What a rule of `check` knows for certain refuses new words although it is only a warning there."""
    draft = writer(ScriptedModel(said(GOOD)), lambda _, __: (replace(finding(), rule=rule),))(ASKED)

    assert draft.rejected == f"both answers were rejected: {rule}"
    assert [one.at for one in draft.findings] == ["added[0]"]


def test_a_claim_that_is_limited_in_other_words_is_only_doubted() -> None:
    """Whether "can" is right for the source's "may" is the model's to look at again, and then the editor's."""
    can = replace(GOOD, added=(replace(GOOD.added[0], text="The gate can open on 4 May 2026 [@gate-opens]."),))
    doubt = replace(finding(text=can.added[0].text), rule="hedge-missing")
    draft = writer(ScriptedModel(said(can)), lambda _, __: (doubt,))(ASKED)

    assert draft.version
    assert draft.notes == ("The first answer was sent back: hedge-missing.",)


def test_two_refused_answers_leave_the_story_as_it_was() -> None:
    """There is no third call; the draft has no version, and says why."""
    model = ScriptedModel(said(WRONG))
    draft = writer(model)(ASKED)

    assert (draft.version, draft.rejected) == (None, "both answers were rejected: quote-not-found")
    assert [one.at for one in draft.findings] == ["added[0]"]
    assert len(model.history) == 2


def test_what_is_no_answer_goes_back_once() -> None:
    """Words instead of JSON, or JSON of another shape, are repaired once at most."""
    assert writer(ScriptedModel(answer("Sure! Here it is:"), said(GOOD)))(ASKED).version
    model = ScriptedModel(answer("{}"))
    with pytest.raises(Malformed, match="does not have the form asked for: kept: Field required") as caught:
        writer(model)(ASKED)
    assert (len(model.history), caught.value.said) == (2, "{}")
    with pytest.raises(Malformed, match="the answer is empty"):
        writer(ScriptedModel(answer(" ")))(ASKED)


@pytest.mark.parametrize(
    ("stop", "kind", "words"),
    [
        (StopReason.LENGTH, Truncated, "longer than allowed"),
        (StopReason.CONTEXT, Truncated, "context is full"),
        (StopReason.REFUSAL, Refused, "declined to answer"),
        (StopReason.OTHER, Truncated, "interrupted"),
        (StopReason.DISCONNECTED, Truncated, "closed early"),
    ],
)
def test_why_it_stopped_is_read_before_what_it_said(stop: StopReason, kind: type[ModelError], words: str) -> None:
    """A good text with a bad stop reason is not used, and not asked for again; text and cost are kept, and the story is named."""
    model = ScriptedModel(replace(said(GOOD), stop=stop))
    with pytest.raises(kind, match=words) as caught:
        writer(model)(ASKED)

    assert (caught.value.spent, caught.value.said) == (Decimal("0.004"), said(GOOD).text)
    assert str(caught.value).startswith("stories/harbour-barrier: ")
    assert str(caught.value).endswith("(1 new item waiting)")
    assert len(model.history) == 1


def test_doubts_of_the_checks_go_back_once() -> None:
    """A warning about new words goes back with the sentence; the second draft is used."""
    model = ScriptedModel(said(GOOD))
    draft = writer(model, objects(finding()))(ASKED)

    assert draft.version
    assert "nobody said so" in model.history[1].prompt.blocks[2]


def test_doubts_that_stay_are_the_editors() -> None:
    """A draft that keeps its warnings is handed in all the same."""
    draft = writer(ScriptedModel(said(GOOD)), lambda _, __: (finding(),))(ASKED)

    assert draft.version


def test_warnings_about_what_stood_before_do_not_go_back() -> None:
    """The answer is not sent back for findings about kept sentences, for notes, or for details of sources."""
    model = ScriptedModel(said(GOOD))
    undated = replace(finding(), at="sources")
    writer(model, objects(finding(text=LAST.narrative[0]), finding("note"), undated))(ASKED)

    assert len(model.history) == 1


def test_an_error_of_the_checks_refuses() -> None:
    """A draft that would block a merge is not filed, whatever the reason."""
    draft = writer(ScriptedModel(said(GOOD)), lambda _, __: (finding("error", ""),))(ASKED)

    assert draft.rejected == "both answers were rejected: ungrounded-number"


def test_an_emptied_version_refuses() -> None:
    """An answer that leaves a kept voice without a view is refused."""
    one = edits(LAST, kept=(1, 2, 3, 5, 6), dropped=(dropped(4),))

    assert writer(ScriptedModel(said(one)))(ASKED).rejected == "both answers were rejected: emptied-section"


@pytest.mark.parametrize(
    "second", [said(WRONG), said(edits(changes="")), ModelError("gone"), answer("", stop=StopReason.REFUSAL)]
)
def test_a_draft_with_doubts_is_better_than_none(second: Any) -> None:
    """If the second answer cannot be used, or leaves nothing of the first, the first one is kept with its warnings."""
    draft = writer(ScriptedModel(said(GOOD), second), objects(finding()))(ASKED)

    assert draft.version


def test_a_second_failure_is_told() -> None:
    """Where the first answer was refused and the second call fails, the failure is raised."""
    with pytest.raises(ModelError, match="gone"):
        writer(ScriptedModel(said(WRONG), ModelError("gone")))(ASKED)


def test_a_first_version() -> None:
    """A story without versions gets one from its items alone, even though no claim exists that could change."""
    first = assignment(replace(builders.dossier(), versions=(), items=()), GATE)
    whole = edits(
        added=(
            added("what", "The gate is open [@gate-opens].", gate_opens=SAYS),
            added("narrative", "It opened on 4 May 2026 [@gate-opens].", "1", gate_opens=SAYS),
        ),
        new_voices=(voice("The gate", "It opened [@gate-opens].", gate_opens=SAYS),),
    )
    draft = writer(ScriptedModel(said(whole)))(first)

    assert draft.version
    assert draft.version.version == 1
    doubted = ScriptedModel(said(whole))
    assert writer(doubted, objects(finding()))(first).version
    assert len(doubted.history) == 2
    assert writer(ScriptedModel(said(edits())))(first).rejected == "both answers were rejected: emptied-section"


def test_over_budget_nothing_is_asked() -> None:
    """If the budget is too small, the draft says so, and what to do."""
    model = ScriptedModel(said(GOOD))
    draft = writer(model, budget=Budget(Decimal("0.001")))(ASKED)

    assert (draft.version, model.history) == (None, [])
    assert draft.waiting.startswith("an answer would cost at least $0.02")
    assert "max_usd" in draft.hint


# --- the judge -------------------------------------------------------------------------------------------------------------


def verdicts(*rows: tuple[int, Any, str]) -> Reply:
    return said(Verdicts(tuple(Verdict(number, verdict, words, "It does not say why.") for number, verdict, words in rows)))


def judged(*rows: tuple[int, Any, str]) -> tuple[ScriptedModel, list[tuple[str, str, str]]]:
    given = edits(
        LAST,
        changed=(changed(1, "The council opened the gate [@gate-opens].", gate_opens=SAYS),),
        added=GOOD.added,
        voices=(heard("council", "kept", "Has what it wanted."),),
    )
    model = ScriptedModel(said(given), verdicts(*rows))
    draft = writer(model, judge="claude-haiku-5-5")(ASKED)
    assert draft.version
    return model, [(one.rule, one.level, one.at) for one in draft.findings]


def test_each_new_claim_is_judged_by_another_model() -> None:
    """The judge gets the claims that are new or changed with quotes and text; supported claims give no finding."""
    model, found = judged((1, "supported", SAYS), (2, "supported", SAYS))

    assert found == []
    call = model.history[1]
    assert (call.model, call.schema) == ("claude-haiku-5-5", Verdicts)
    rows = [json.loads(line) for line in call.prompt.blocks[0].splitlines()[1:-1]]
    assert [row["claim"] for row in rows] == ["The council opened the gate.", "The gate opened on 4 May 2026."]
    assert rows[0]["items"] == [
        {"key": "gate-opens", "quoted": [f"{SAYS}."], "at_hand": "The gate opens\n\nThe gate opened on 4 May 2026. It is of oak."}
    ]


def test_verdicts_are_findings_at_their_place() -> None:
    """Partly and not supported claims are warnings at their place; the page never shows them."""
    assert judged((1, "partly", SAYS), (2, "not", ""))[1] == [
        ("judge-partly-supported", "warning", "what"),
        ("judge-not-supported", "warning", "narrative[0]"),
    ]


def test_a_verdict_needs_words_too() -> None:
    """A verdict does not count if no cited item has its words, or if it has none; a claim without a verdict is reported."""
    assert [rule for rule, _, _ in judged((1, "supported", "The gate is made of gold"), (2, "supported", " "))[1]] == [
        "judge-unfounded",
        "judge-unfounded",
    ]
    assert [rule for rule, _, _ in judged((1, "supported", SAYS))[1]] == ["judge-silent"]


def test_a_judge_that_fails_stops_no_draft() -> None:
    """Without a second opinion the draft is kept, and the report says so."""
    draft = writer(ScriptedModel(said(GOOD), ModelError("busy")), judge="claude-haiku-5-5")(ASKED)

    assert draft.version
    assert [(one.rule, one.message) for one in draft.findings] == [("judge-silent", "no verdict: busy")]


def test_nothing_to_judge() -> None:
    """If no new claim cites anything, the judge is not called."""
    model = ScriptedModel(said(edits(LAST, title="The gate")))
    writer(model, judge="claude-haiku-5-5")(ASKED)

    assert len(model.history) == 1


# --- a batch ---------------------------------------------------------------------------------------------------------------


def test_an_answer_from_a_batch() -> None:
    """A call that a batch answered is not made again; one that it lacks is made now; one that failed is reported."""
    live = ScriptedModel(said(GOOD))
    call = writer(live).first_call(ASKED)
    assert call
    assert writer(live).first_call(assignment(builders.dossier(LAST))) is None

    assert writer(BatchReplies(live, {call.id: said(GOOD)}))(ASKED).version
    assert live.history == []
    assert writer(BatchReplies(live, {}))(ASKED).version
    assert len(live.history) == 1
    with pytest.raises(Malformed, match="unreadable"):
        writer(BatchReplies(live, {call.id: Malformed("unreadable")}))(ASKED)
