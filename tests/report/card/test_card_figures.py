"""The table of figures and dates of a review card."""

from dataclasses import replace

import builders
import pytest
from reviewed import reviewed

from dateline.core.model import Event, KeyFigure, Question
from dateline.report.card.figures import figures
from dateline.report.card.links import NO_BREAK, unbroken

EMPTY = {
    "what": "",
    "why_it_matters": "",
    "open_questions": (),
    "narrative": (),
    "timeline": (),
    "perspectives": (),
    "tensions": (),
}


def told(*paragraphs: str, number: int = 1, **given: object) -> object:
    return builders.version(number, **{**EMPTY, "narrative": paragraphs, **given})


def rows(was: object, now: object) -> list[str]:
    """The rows of the table, without its head."""
    found = figures(reviewed(was, now))  # type: ignore[arg-type]
    lines = [line for block in found.blocks for line in block.text.replace(NO_BREAK, " ").splitlines()]
    return [line.removeprefix("| ").removesuffix(" |") for line in lines[2:]]


def test_only_figures_that_follow_one_another_share_a_row() -> None:
    """Other figures have a row each: the one that is gone, and the one that is first told."""
    was = told("The works take 70 billion yuan.")
    now = told("A fund of the state may give 50 billion dollars [@harbour-plan].", number=2)

    assert rows(was, now) == [
        "The works take … | 70 billion yuan | last told in version 1 | ",
        "fund of the state may give … | not yet told | **50 billion dollars** | Harbour Wire",
    ]


def test_figures_of_two_questions_share_no_row() -> None:
    """Also if they have the same unit."""
    money = {1: "10 billion euros", 2: "300 million euros"}
    was, now = (
        told(number=number, open_questions=(Question(f"q{number}", f"Does the port want {one} for the long tunnel?"),))
        for number, one in money.items()
    )

    assert rows(was, now) == [
        "Does the port want … for the long | 10 billion euros | last told in version 1 | ",
        "Does the port want … for the long | not yet told | **300 million euros** | ",
    ]


def test_what_another_sentence_has_told_is_not_first_told() -> None:
    """A figure that stands elsewhere in the other version is neither gone nor new."""
    grows = "The port grows by 50 billion dollars, and its works have taken 70 billion yuan."
    was, now = (
        told("The works take 70 billion yuan.", what=grows),
        told("A fund may give 50 billion dollars.", what=grows, number=2),
    )

    assert rows(was, now) == []


def test_what_a_key_figure_says_is_not_told_twice() -> None:
    """A sentence or an event with the same value from the same source has no row of its own; from another source it has."""
    sources = (builders.source(), builders.source("wire", feed="Wire"))
    key = KeyFigure("repair", "Repair", "€2.3m", ("harbour-plan",))
    day = KeyFigure("opening", "Opening", "5 June 2026", ("harbour-plan",))
    was = told("The repair costs 1.8 million euros.", timeline=(Event("2026-06-04", "It opens [@harbour-plan]."),))
    now = told("The repair costs 2.3 million euros [@{0}].", number=2, sources=sources, figures=(key, day))
    one, two = (
        replace(
            now,  # type: ignore[type-var]
            narrative=(f"The repair costs 2.3 million euros [@{name}].",),
            timeline=(Event("2026-06-05", f"It opens [@{name}]."),),
        )
        for name in ("harbour-plan", "wire")
    )
    known = ["Repair | not yet told | **€2.3m** | Harbour Wire", "Opening | not yet told | **5 June 2026** | Harbour Wire"]

    assert rows(was, one) == known
    assert rows(was, two) == [
        *known,
        "The repair costs … | 1.8 million euros | **2.3 million euros** | Wire",
        "It opens. | 4 June 2026 | **5 June 2026** | Wire",
    ]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("“{} is the price of it all, as far as we know”, he says.", "… is the price"),
        ("In the long run of all the years to come it costs {}, they say.", "the years to come it costs …, they say"),
        ("It costs {}.", "It costs …"),
    ],
)
def test_a_row_is_named_by_a_few_words(sentence: str, label: str) -> None:
    """They are the words around the figure, without quotation marks and full stops at their ends."""
    was, now = told(sentence.format("1.8 million euros")), told(sentence.format("2.3 million euros"), number=2)

    assert [row.partition(" | ")[0] for row in rows(was, now)] == [label]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2.3 million euros", "2.3~million~euros"),
        ("2 | 3 @town", "2~\\|~3~@\u200btown"),
        ("about 2.3 million euros a year and 12 ships", "about 2.3~million~euros a year and 12~ships"),
    ],
)
def test_a_number_and_its_unit_stay_on_one_line(text: str, shown: str) -> None:
    """A short value has no break; in a longer one, none stands after a number and its scale."""
    assert unbroken(text).replace(NO_BREAK, "~") == shown
