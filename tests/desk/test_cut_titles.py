import builders
import pytest
from edits import assignment

from dateline.desk.cut_titles import completed, cut_titles

PLAN = builders.item(title="The council builds a far bigger gate at the old ha")


def test_titles_that_were_cut() -> None:
    """An ellipsis, an unfinished end, or a longer title that begins the same shows it; a short common beginning does not."""
    items = [
        builders.item("dots", title="The gate opens…"),
        builders.item("end", title="The gate opens for the"),
        builders.item("word", title="The council builds a far bigger gate at the old ha"),
        builders.item("whole", title="The council builds a far bigger gate at the old harbour"),
        builders.item("short", title="The gate opens"),
        builders.item("longer", title="The gate opens in May"),
    ]

    assert cut_titles(assignment(builders.dossier(builders.version()), *items)) == {"dots", "end", "word"}


@pytest.mark.parametrize(
    ("title", "claim", "words"),
    [
        ("Council builds a gate for the", "The council builds a gate for the ferry port.", ["ferry", "port"]),
        ("Council builds a gate for the", "The council builds a gate, says a headline.", []),
        ("Council builds a gate for the", "A gate is built by the council.", []),
        ("Council builds a gate at the ha", "The council builds a gate at the harbour.", ["harbour"]),
        ("Council builds gate", "The council builds gates.", []),
        ("Council pays the toll, and its", "The council pays the toll, and its mayor the fee.", ["mayor", "fee"]),
        ("And the", "The council builds a gate.", []),
    ],
)
def test_words_that_complete_a_title(title: str, claim: str, words: list[str]) -> None:
    """New words right after the last ones of the title, in the same clause, or more letters of its last word."""
    assert list(dict.fromkeys(completed(claim, title, title))) == words


def test_words_that_another_text_has_complete_nothing() -> None:
    """What another cited item says is no guess."""
    title = "Council builds a gate for the"

    assert list(completed("The council builds a gate for the ferry.", title, f"{title}\nThe ferry has a gate.")) == []
