import pytest

from dateline.core.text.unfinished import is_unfinished


@pytest.mark.parametrize(
    "title",
    [
        "Ministry lets pharmacies mix the",
        "The council is building a gate, and",
        "Council builds a gate,",
        "Council builds a gate –",
        "The harbour, a state-",
        "Council builds (despite",
        "Minister says “we are",
        "County lowers the river lease after",
        "Government to let pharmacists hand out some antibiotics for",
        "Regierung plant neue Regeln für die",
        "Le gouvernement veut limiter les exportations de",
        "El gobierno quiere limitar las exportaciones de",
    ],
)
def test_the_end_of_a_title_shows_that_it_was_cut(title: str) -> None:
    """An article, a conjunction, an open bracket or, in a long title, a preposition is no end."""
    assert is_unfinished(title)


@pytest.mark.parametrize(
    "title",
    [
        "The gate opens",
        "Police move in",
        "What dreams are made of",
        "The country that most people would like to see and to live in",
        "Vitamin A",
        "Meet the WHO",
        "Why we can’t",
        "“We are ready,” says the council",
        "Gate closed (again)",
        "The gate opens in 2026",
        "",
    ],
)
def test_a_complete_title_is_not_cut(title: str) -> None:
    """A particle, a name or a question may end a title."""
    assert not is_unfinished(title)
