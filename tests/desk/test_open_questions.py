import builders
import pytest

from dateline.core.model import Question
from dateline.desk.open_questions import open_questions
from dateline.desk.statements import Statement


def statement(words: str, key: str = "a") -> Statement:
    return Statement(builders.item(key, text=words), words)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Who will dredge the channel?", "Harbour Wire asks: “Who will dredge the channel?” [@a]."),
        ("It is unclear whether the province pays", "Harbour Wire notes: “It is unclear whether the province pays” [@a]."),
        ("The city has not said who pays for pumps", "Harbour Wire notes: “The city has not said who pays for pumps” [@a]."),
    ],
)
def test_what_is_asked_or_not_known_is_open(words: str, text: str) -> None:
    """A question, and a sentence that says what is not known, is an open question in its own words."""
    assert [question.text for question in open_questions([statement(words)], ())] == [text]


def test_a_statement_or_a_headline_that_tells_opens_nothing() -> None:
    """A statement of fact is not open; a headline that says something is not known is too short to rely on."""
    headline = Statement(builders.item(), "Unclear who pays for pumps", is_headline=True)

    assert open_questions([statement("The province pays a third"), headline], ()) == ()


def test_open_questions_stay_open() -> None:
    """Every open question stays as it is, first; one that asks the same, or has the same id, is not added."""
    carried = (Question("cost", "Who will dredge the harbour channel?"), Question("who-pays-for-pumps", "Another matter?"))
    said = [statement("Who will dredge the channel?"), statement("Who pays for pumps?"), statement("When do the gates close?")]

    assert [one.id for one in open_questions(said, carried)] == ["cost", "who-pays-for-pumps", "when-do-the-gates-close"]
    assert open_questions([], carried) == carried


def test_a_version_takes_four_new_questions() -> None:
    """The first four count."""
    said = [statement(f"Who pays for {what}?") for what in ("pumps", "gates", "dredging", "insurance", "cranes")]

    assert len(open_questions(said, ())) == 4


def test_a_question_in_another_script_has_an_id() -> None:
    """If no letter can be used in an id, a hash is."""
    (question,) = open_questions([statement("谁来支付港口大坝的费用？")], ())

    assert question.id.startswith("question-")
    assert question.text.endswith("？” [@a]")


def test_a_question_that_would_break_its_sentence_is_not_asked() -> None:
    """What cannot be quoted as one sentence is left out."""
    assert open_questions([statement("1. The gates. Who pays?")], ()) == ()
