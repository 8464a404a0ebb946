"""What becomes of open questions."""

import builders
import pytest
from edits import assignment, edits, fate, question

from dateline.core.model import Question
from dateline.desk.edit_context import EditContext
from dateline.desk.verify_questions import question_objections

LAST = builders.version(
    open_questions=(
        Question("cost", "Who pays for the barrier?"),
        Question("start", "When will work begin?"),
        Question("bare", "The barrier?"),
    )
)
ITEMS = (
    builders.item("state-funds", text="The state has funded half of it."),
    builders.item("boats-race", text="Nine boats raced to the island."),
    builders.item("opened", text="Divers opened the works on Monday."),
)


def rules(name: str, outcome: str, text: str = "") -> list[str]:
    context = EditContext(assignment(builders.dossier(LAST), *ITEMS))
    fates = tuple(fate(one.id, "open") for one in LAST.open_questions if one.id != name)
    return [one.rule for one in question_objections(edits(LAST, questions=(*fates, fate(name, outcome, text))), context)]


@pytest.mark.parametrize(
    "reason",
    [
        "No answer yet.",
        "Still unclear.",
        "Nobody has said.",
        "It has not been answered so far.",
        "The new items do not mention it.",
        "There is no news about this.",
        "It remains open.",
        "The council declined to comment.",
        "It is too early to tell.",
        "Noch nicht beantwortet.",
        "Weiterhin unklar.",
        "Pas de réponse connue.",
        "Sin respuesta por ahora.",
        "Keine der Meldungen geht darauf ein, noch nicht geklärt.",
        "Die Artikel sagen dazu nichts.",
        "Dazu liegen keine Informationen vor.",
        "Les sources ne le précisent pas.",
        "Aucun article n’en parle.",
        "Inconnu à ce stade.",
        "Pas d’information nouvelle.",
        "Ninguna fuente lo menciona.",
        "Sigue sin saberse.",
    ],
)
def test_silence_is_no_reason_to_drop_a_question(reason: str) -> None:
    """A question that nobody has answered stays open, in whatever words it is dropped."""
    assert rules("cost", "dropped", reason) == ["unanswered-question"]


@pytest.mark.parametrize(
    "reason",
    [
        "The council has given up the plan.",
        "It is the same as the question about the start.",
        "The state took over the barrier, so the question has no object.",
        "The old barrier no longer exists.",
        "The quarrel is about rosters, so the price no longer decides it.",
        "Der Rat hat entschieden, die Sperre nicht zu bauen.",
        "La ville a décidé de ne pas construire la digue.",
        "El gobierno decidió no construir la presa.",
        "Der Plan wurde aufgegeben.",
    ],
)
def test_a_question_without_an_object_may_go(reason: str) -> None:
    """A reason that is about the matter drops it."""
    assert rules("cost", "dropped", reason) == []


def test_a_reason_is_given() -> None:
    """A question that is dropped without words is not accounted for."""
    assert rules("cost", "dropped", " ") == ["unaccounted"]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("cost", "The state pays half [@state-funds].", []),
        ("cost", "The state pays half [@boats-race].", ["unanswered-question"]),
        ("cost", "The state pays half [@boats-race; @state-funds].", []),
        ("cost", "The state pays half.", ["uncited-claim"]),
        ("cost", "It is unclear who pays [@state-funds].", ["unanswered-question"]),
        ("cost", "It does [@nobody].", []),
        ("start", "On Monday [@opened].", []),
        ("start", "In May [@boats-race].", ["unanswered-question"]),
        ("bare", "Yes [@boats-race].", []),
        ("cost", "", []),
    ],
)
def test_an_answer_comes_from_an_item_about_the_question(name: str, text: str, found: list[str]) -> None:
    """One item that it cites has a word that matters, in any form; what every item is about does not matter."""
    assert rules(name, "answered", text) == found


def test_an_open_or_unknown_question_is_not_looked_at() -> None:
    """Only what closes a question is checked here."""
    assert rules("cost", "open", "Who pays for it?") == []
    assert rules("other", "merged", "It is the same.") == []


DATED = (
    builders.item("vote-set", text="The vote on the money is on 2 June 2026. The works start in August, and end in 2030."),
    builders.item("vote-soon", text="The vote is on 9 June."),
)


def due(date: str, text: str = "", new: str = "") -> list[str]:
    context = EditContext(assignment(builders.dossier(LAST), *DATED))
    parts = {"new_questions": (question(new, due=date),)} if new else {"questions": (fate("cost", "open", text, due=date),)}
    return [one.rule for one in question_objections(edits(LAST, **parts), context)]


def test_a_date_is_one_that_a_source_of_the_question_says() -> None:
    """The question cites an item with the date, with or without its year, or with a day within it."""
    assert due("2026-06-02", "Who pays [@vote-set]?") == []
    assert due("2026-06-09", "Who pays [@vote-soon]?") == []
    assert due("2026-06", "Who pays [@vote-set]?") == []
    assert due("2026", "Who pays [@vote-set]?") == []
    assert due("2026-06-03", "Who pays [@vote-set]?") == ["undated-event"]
    assert due("2029", "Who pays [@vote-soon]?") == ["undated-event"]
    assert due("2026-06-02") == ["undated-event"]
    assert due("2026-06-02", new="Who votes [@vote-soon]?") == ["undated-event"]


def test_a_date_is_still_to_come() -> None:
    """A date that is over, or that is none, is refused."""
    assert due("2026-04", "Who pays [@vote-set]?") == ["bad-date"]
    assert due("soon", "Who pays [@vote-set]?") == ["bad-date"]


def test_a_verdict_needs_an_answer_with_a_source() -> None:
    """A question that stays open, or whose answer cites nothing, has no verdict."""
    context = EditContext(assignment(builders.dossier(LAST), *ITEMS))
    rest = tuple(fate(one.id, "open") for one in LAST.open_questions[1:])

    def rules_of(outcome: str, text: str) -> list[str]:
        fates = (fate("cost", outcome, text, verdict="held"), *rest)
        return [one.rule for one in question_objections(edits(LAST, questions=fates), context)]

    assert rules_of("answered", "The state pays for the barrier [@state-funds].") == []
    assert rules_of("answered", "The state.") == ["uncited-claim"]
    assert rules_of("open", "Who pays [@state-funds]?") == ["uncited-claim"]
