import builders
import pytest
from analysed import numbers

from dateline.core import citations
from dateline.core.citations import Piece
from dateline.core.model import ClosedQuestion, Event, Question, Tension, Voice


def test_a_text_is_cut_at_its_citations_and_nothing_is_lost():
    """Pieces are text and groups in their order; joined they are the text again."""
    text = "[@a] One [@b; @c-2].Two[@a]"

    pieces = list(citations.pieces(text))

    assert pieces == [
        Piece("group", "[@a]", ("a",)),
        Piece("text", " One "),
        Piece("group", "[@b; @c-2]", ("b", "c-2")),
        Piece("text", ".Two"),
        Piece("group", "[@a]", ("a",)),
    ]
    assert text == "".join(piece.text for piece in pieces)


def test_a_text_without_citations_is_one_piece():
    """Text without citations is one run; empty text has none."""
    assert [Piece("text", "One.")] == list(citations.pieces("One."))
    assert list(citations.pieces("")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("One.", ["One."]),
        ("One [@a].", ["One ", "a", "."]),
        ("[@a]", ["", "a", ""]),
        ("One [@a; @b], two [@c]", ["One ", "a", "", "b", ", two ", "c", ""]),
    ],
)
def test_words_and_keys_take_turns(text, expected):
    """A divided text begins and ends with words, and has words, which may be empty, between any two keys."""
    assert citations.divided(text) == expected


def test_keys_are_given_in_order_as_often_as_they_are_cited():
    """A key that is cited twice is given twice, in the order of the text."""
    assert citations.cited("One [@b;@a]. Two [@b].") == ("b", "a", "b")


@pytest.mark.parametrize("space", ["", " ", "  ", "\n", "\n  "])
def test_a_group_may_be_wrapped(space):
    """Whoever breaks a long line between two keys still cites both."""
    text = f"One [@a;{space}@b]."

    assert citations.cited(text) == ("a", "b")
    assert citations.malformed(text) == ()


def test_citations_are_taken_out_with_the_space_before_them():
    """The sentence reads as if it had never been cited."""
    assert citations.without("One [@a], two \n [@b; @c].") == "One, two."


def test_taking_out_is_linear_in_white_space():
    """A text that is mostly white space costs no more than any other."""
    text = " " * 200_000

    assert text == citations.without(text)


@pytest.mark.parametrize("text", ["[@Some Title]", "[@a, @b]", "[@a; b]", "[@a-]", "[@a", "[@]", "[@a ; @b]"])
def test_what_looks_like_a_citation_and_is_none_is_found(text):
    """A slip in a citation is named, not shown to readers as if it were prose."""
    assert (text,) == citations.malformed(f"One {text}\n and [@good].")


@pytest.mark.parametrize("text", ["[1]", "a@b", "[see @a]", "[@a] [@b; @c]"])
def test_what_is_no_slip_is_left_alone(text):
    """Other brackets and correct citations are not mistakes."""
    assert citations.malformed(text) == ()


def test_a_citation_may_be_as_long_as_it_likes():
    """A group of a thousand keys of eighty characters is a citation like any other."""
    keys = tuple(f"{number:04}-{'x' * 75}" for number in range(1_000))
    group = f"[{'; '.join(f'@{key}' for key in keys)}]"

    assert citations.malformed(f"All say so {group}.") == ()
    assert citations.cited(group) == keys


@pytest.mark.parametrize(("text", "expected"), [("[@No Key] and [@No Key]", ("[@No Key]",)), ("[@x [@good]", ("[@x ",))])
def test_a_slip_is_named_once_and_ends_where_the_next_citation_begins(text, expected):
    """A repeated mistake counts once, and an open bracket does not swallow a correct citation."""
    assert citations.malformed(text) == expected


def test_a_long_slip_is_shown_by_its_beginning():
    """Nobody reads a megabyte of what is wrong."""
    assert citations.malformed("[@" + "No Key " * 200_000) == (("[@" + "No Key " * 200)[:200],)


@pytest.mark.parametrize("unit", ["[@", "[@a; ", "[@a]", ".[@", "[@a-"])
@pytest.mark.parametrize("opening", ["", "[@a"])
def test_a_megabyte_of_brackets_ends(opening, unit):
    """Citations and malformed ones are found in linear time, whatever the text contains."""
    text = opening + unit * (1_000_000 // len(unit))

    assert len(citations.malformed(text)) <= 3
    assert all(key == "a" for key in citations.cited(text))


def test_numbers_follow_first_use_in_the_order_of_the_promise():
    """Narrative, perspectives, tensions, timeline, what, why, questions: text before listed sources; then the rest."""
    version = builders.version(
        what="One [@k11].",
        why_it_matters="One [@k12].",
        open_questions=(Question("q", "One [@k13]?"),),
        narrative=("One [@k01; @k02].", "Two [@k01]."),
        timeline=(Event("2026", "One [@k10]."),),
        perspectives=(Voice("v", "V", None, "One [@k03].", "One [@k04].", ("k05", "k03")), Voice("w", "W", None, "One [@k06].")),
        tensions=(Tension("t", "One [@k07].", ("k08", "k09")),),
        closed_questions=(ClosedQuestion("c", "answered", "One [@k14]."),),
        changes="One [@k15; @k01].",
    )

    assert {f"k{number:02d}": number for number in range(1, 16)} == numbers(version)


def test_a_key_may_name_its_story():
    """An essay cites `[@story/key]`, alone and in a group."""
    text = "One [@quay/a; @barrier/b-2]. Two [@a]."

    assert citations.cited(text) == ("quay/a", "barrier/b-2", "a")
    assert citations.plain(text) == "One. Two."
    assert citations.malformed("[@a/b/c] [@/a] [@a/]") == ("[@a/b/c]", "[@/a]", "[@a/]")
