"""The sentences that a quote may name."""

from dataclasses import replace

import builders
import pytest
from edits import assignment, quote

from dateline.desk.offered import number_of, numbered_sentences, passage_of, quoted

LAST = builders.version(sources=(builders.source(quotes=("The barrier is planned.",)),))
LONG = "The gate, " + ", ".join(f"part {number} of the great old harbour gate" for number in range(30)) + ", is of oak."
GATE = builders.item("gate-opens", title="The gate opens…", text=f"It opened on 4 May. It is of oak. No. {LONG}")
LINES = numbered_sentences(assignment(builders.dossier(LAST), GATE))


def test_the_title_is_number_0() -> None:
    """A new item has its title and its sentences; a known source its title and what was quoted from it."""
    assert LINES["gate-opens"] == ("The gate opens…", "It opened on 4 May.", "It is of oak.", "No.", LONG)
    assert LINES["harbour-plan"] == ("Title of harbour-plan", "The barrier is planned.")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("1: It opened on", "It opened on 4 May."),
        ("1: It opened on 4 May …", "It opened on 4 May."),
        ("0: The gate opens...", "The gate opens…"),
        ("2: is of oak", "It is of oak."),
        ("3: No.", "No."),
        ("3: No", "No."),
        ("1: “It” opened - on 4 May", "It opened on 4 May."),
        ("2: It is an oak", ""),
        ("1: …", ""),
        ("1: It opened o", "It opened on 4 May."),
        ("2: It opened on", ""),
        ("2: It is", ""),
        ("1: ", ""),
        ("9: It opened on", ""),
    ],
)
def test_number_and_words_go_together(words: str, found: str) -> None:
    """The words are in the sentence of that number, in any punctuation, and enough to tell it from others, or the whole of it."""
    assert quoted(quote("gate-opens", words), LINES) == found


def test_the_right_number_is_told_if_there_is_one() -> None:
    """Words of one other sentence name it; words of none, or of several, do not."""
    assert number_of(quote("gate-opens", "2: It opened on"), LINES) == 1
    assert number_of(quote("gate-opens", "2: is of oak"), LINES) is None
    assert number_of(quote("gate-opens", "2: It is open now"), LINES) is None
    assert number_of(quote("nobody", "It is open now"), LINES) is None


def test_of_a_very_long_sentence_the_words_around_are_taken() -> None:
    """A passage has at most 400 characters, whole words, and those that the quote names."""
    part = passage_of(quote("gate-opens", "4: The gate, part 0"), LINES)
    middle = passage_of(quote("gate-opens", "4: part 15 of the great"), LINES)
    whole = passage_of(quote("gate-opens", f"4: {LONG}"), LINES)

    assert LONG.startswith(f"{part} ")
    assert "part 15 of the great" in middle
    assert LONG.startswith(f"{whole} ")
    assert max(map(len, (part, middle, whole))) <= 400
    assert passage_of(quote("gate-opens", "2: It is of oak"), LINES) == "It is of oak."


def test_a_first_sentence_beyond_the_limit_is_cut() -> None:
    """Of a text without full stops as much is offered as may be sent, up to a whole word."""
    work = replace(assignment(builders.dossier(LAST), GATE), texts={"gate-opens": "word " * 5_000})
    dense = replace(work, texts={"gate-opens": "x" * 20_000})

    assert len(numbered_sentences(work)["gate-opens"][1]) == 11_999
    assert len(numbered_sentences(dense)["gate-opens"][1]) == 12_000
