import pytest

from dateline.core.text.clauses import QUOTED, clauses, masked


def parts(sentence: str) -> list[tuple[str, str, str]]:
    return [(clause.words.replace(QUOTED, "~"), clause.opener, clause.stop.replace(QUOTED, "~")) for clause in clauses(sentence)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("“Shut it,” said Ada, the mayor", [("~~~~~~~~~~", "", "~"), ("said Ada", "", ","), ("the mayor", "", "")]),
        ("Ada, who runs it, left", [("Ada", "", ","), ("who runs it", "who", ","), ("left", "", "")]),
        ("It shut as soon as Ada left", [("It shut", "", ""), ("as soon as Ada left", "as soon as", "")]),
        ("It shut but Ada stayed", [("It shut", "", ""), ("but Ada stayed", "", "")]),
        ("Everyone but Ada stayed", [("Everyone but Ada stayed", "", "")]),
        ("If Ada, Bo and Cy agree, it shuts", [("If Ada", "if", ","), ("Bo and Cy agree", "if", ","), ("it shuts", "", "")]),
        ("Ada: “Shut it”", [("Ada", "", ":"), ("~~~~~~~~~", "", "~")]),
        ("Ada called it “old” at 4,000 euros", [("Ada called it ~~~~~ at 4,000 euros", "", "")]),
        ("Ada (Greens) left – at last", [("Ada left", "", "–"), ("at last", "", "")]),
        ("“Shut it”, she said", [("~~~~~~~~~", "", ","), ("she said", "", "")]),
        ("Ada called it “old!” and left", [("Ada called it ~~~~~~", "", "~"), ("and left", "", "")]),
        ("", []),
    ],
)
def test_where_a_clause_ends(sentence: str, found: list[tuple[str, str, str]]) -> None:
    """At a mark, at the end of a quotation that is words of its own, and before a word that makes it hang on another."""
    assert parts(sentence) == found


def test_a_clause_stands_where_its_words_begin() -> None:
    """The offset is of its first character in the sentence."""
    sentence = "When Ada left,  the gate shut"

    assert [sentence[clause.start :][:3] for clause in clauses(sentence)] == ["Whe", "the"]


def test_what_is_masked_keeps_its_place() -> None:
    """A sentence stays as long as it was."""
    sentence = "Ada (Greens) said “no, never”"

    assert len(masked(sentence)) == len(sentence)
    assert masked(sentence).startswith("Ada          said ")
