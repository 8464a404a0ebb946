"""Queries for what the stories leave open."""

import builders
import pytest

from dateline.core.model import Dossier, Question, Story
from dateline.desk.question_queries import MOST_A_RUN, MOST_A_STORY, QuestionQuery, question_queries

COMMON = frozenset({"the", "gate", "town", "pay", "repair", "storm"})


def story(
    *asked: tuple[str, ...], slug: str = "harbour-barrier", title: str = "Saltmere's tidal barrier", **more: tuple[str, ...]
) -> Dossier:
    """A story whose versions ask these questions, each under an id that is its first word."""
    versions = (
        builders.version(
            version=number,
            title=title,
            published=f"2026-0{number}-01T08:00:00Z",
            open_questions=tuple(Question(text.split()[0].lower(), text) for text in texts),
        )
        for number, texts in enumerate(asked, 1)
    )
    return builders.dossier(slug=slug, story=Story(title, **more), versions=tuple(versions))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who pays for the bearing of the northern gate?", "Saltmere tidal pays bearing northern gate"),
        ("Has the ministry confirmed the second bearing [@a; @b]?", "Saltmere tidal ministry second bearing"),
        ("The Courier notes: “The cause of the leak was not disclosed.” [@a]", "Saltmere tidal leak"),
        ("What do the reports leave out about the insurers, and which figure is right?", "Saltmere tidal insurers figure"),
        ("Will Saltmere’s council agree on 1 January 2027?", "Saltmere tidal council agree"),
        ("Does the N30 viaduct cost €4 million?\nPerhaps answered: “Yes.” [@c]", "Saltmere tidal N30 viaduct cost"),
        ("Whether the storm will repair the town gate, and pay, is unknown", "Saltmere tidal storm repair town gate"),
    ],
)
def test_the_words_that_matter_are_searched_for(question: str, words: str) -> None:
    """The subject first, then names and rare words of the question, without words of asking, dates and citations."""
    (query,) = question_queries([story((question,))], COMMON)

    assert query.words == words


def test_what_has_been_open_for_longest_comes_first() -> None:
    """The first of the versions counts that have had the question ever since; a story has two, with their question."""
    old, again, new = "Dredging when?", "Again the bearing?", "Cranes for whom?"
    queries = question_queries([story((old, again), (old,), (again, old, new))], COMMON)

    assert queries == (
        QuestionQuery("harbour-barrier", "Saltmere tidal Dredging", old, "2026-01-01T08:00:00Z"),
        QuestionQuery("harbour-barrier", "Saltmere tidal Again bearing", again, "2026-03-01T08:00:00Z"),
    )
    assert len(queries) == MOST_A_STORY


def test_a_run_has_a_limit() -> None:
    """However many stories there are, only so many questions are searched for, the oldest of them all first."""
    newer = [story((), (f"Dredging at quay {number}?", "Cranes?"), slug=f"story-{number:02d}") for number in range(20)]
    older = story(("Ferries?",), slug="zebra")

    queries = question_queries([*newer, older], COMMON)

    assert len(queries) == MOST_A_RUN
    assert queries[0].story == "zebra"


@pytest.mark.parametrize(
    "without",
    [
        story(),
        story(()),
        story(("Is that so?",)),
        story(("Is the tidal barrier known?",)),
        story(("Dredging when?",), queries=("dredging tidal Saltmere",)),
    ],
)
def test_nothing_is_searched_for_twice_or_without_words(without: Dossier) -> None:
    """No version, no question, no word of its own, or a query that the editors have: no query."""
    assert question_queries([without], COMMON) == ()
