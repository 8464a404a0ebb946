"""`changes` has nothing that the page does not have."""

from typing import Any

import builders
import pytest
from edits import added, assignment, corrected, edits, new_figure, voice

from dateline.core.model import WrittenBy
from dateline.desk.assemble import assemble
from dateline.desk.edits import QuestionFate, VoiceFate
from dateline.desk.verify import version_objections

LAST = builders.version()
GATE = builders.item("gate", title="A gate", text="Ada Quill opened the gate on 4 May 2026. It cost $3 million.")
OPENS = {"added": (added("what", "Ada Quill opened the gate on 4 May 2026 [@gate].", gate="Ada Quill opened"),)}


def messages(said: str, **given: Any) -> list[str]:
    work, given = assignment(builders.dossier(LAST), GATE), {**OPENS, **given, "changes": said}
    found = version_objections(assemble(edits(LAST, **given), work, WrittenBy("claude")), edits(LAST, **given), work)
    assert {(one.rule, one.at) for one in found} <= {("changes-beyond-page", "changes")}
    return [one.message for one in found]


@pytest.mark.parametrize(
    "said",
    [
        "Ada Quill opened the gate on 4 May.",
        "Quill has opened the gate; the Council's plan is older.",
        "Three questions are open, and 17 reports came in.",
        "Two men helped her.",
        "In May 2026 the gate opened.",
        "",
    ],
)
def test_what_the_page_has_may_be_told(said: str) -> None:
    """Names, figures and dates of the new page or the last one, and numbers of what a version has."""
    assert messages(said) == []


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("Bo Marsh closed the gate.", 'the name "Bo Marsh"'),
        ("The gate cost $3 million.", 'the figure "$3 million"'),
        ("The gate closes on 9 May.", 'the date "9 May"'),
        ("It is “a day of joy”.", 'the quotation "a day of joy"'),
        ("Bo Marsh closed 12 gates.", 'the figure "12", the name "Bo Marsh"'),
    ],
)
def test_what_the_page_does_not_have_is_named(said: str, what: str) -> None:
    """Everything that is missing is in one row."""
    assert messages(said) == [f"not on the page: {what}"]


def test_what_is_beside_the_text_is_on_the_page_too() -> None:
    """Key figures, voices with their offices, and the words of a correction."""
    assert (
        messages(
            "It cost $3 million, and not 3 million of something else.", new_figures=(new_figure("Cost", "$3 million", "gate"),)
        )
        == []
    )
    assert messages("It cost $3 million.", new_figures=(new_figure("Cost", "$3 million", "gate"),)) == []
    assert messages("Bo Marsh speaks.", new_voices=(voice("Bo Marsh", "Is glad [@gate].", gate="Ada Quill opened"),)) == []
    assert messages("A barrier is planned.", corrections=(corrected("The council plans a barrier.", "A gate."),)) == []


def test_german_nouns_are_no_names() -> None:
    """In German, several new words in a row are a name; a single one may be any noun."""
    assert messages("Der Bau des Tores hat nun auch einen Termin.") == []
    assert messages("Der Bau des Tores ist mit Klemens Vogt nun auch bei der Stadt.") == [
        'not on the page: the name "Klemens Vogt"'
    ]


@pytest.mark.parametrize(
    ("at", "given"),
    [
        ("corrections[0].now", {"corrections": (corrected("The council plans a barrier.", "Bo Marsh has won."),)}),
        ("corrections[0].why", {"corrections": (corrected("The council plans a barrier.", "A gate.", why="Bo Marsh lied."),)}),
        ("departed_voices[0]", {"voices": (VoiceFate("council", "departed", "Bo Marsh has won.", ()),)}),
        ("closed_questions[0].text", {"questions": (QuestionFate("cost", "dropped", "Bo Marsh has won.", (), "", ""),)}),
    ],
)
def test_other_texts_about_the_page_have_no_more(at: str, given: dict[str, Any]) -> None:
    """What is right in a correction, how a mistake happened, and why a voice or a question went has nothing that is not there."""
    work, parts = assignment(builders.dossier(LAST), GATE), {**OPENS, **given}
    found = version_objections(assemble(edits(LAST, **parts), work, WrittenBy("claude")), edits(LAST, **parts), work)

    assert [(one.rule, one.at) for one in found if "Bo Marsh" in one.message] == [("changes-beyond-page", at)]
