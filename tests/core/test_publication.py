"""What a wrong slug is answered, in one way for every command."""

import pytest

from dateline.core.publication import MOST_NAMED, no_story

MANY = tuple(f"story-{number}" for number in range(MOST_NAMED + 1))


@pytest.mark.parametrize(
    ("slug", "known", "hint"),
    [
        ("TIDAL-BARRIER", ("harbour-wall", "tidal-barrier"), 'Did you mean "tidal-barrier"?'),
        ("../x", ("harbour-wall", "tidal-barrier"), "Stories here: harbour-wall, tidal-barrier."),
        ("\N{SNOWMAN}", MANY, "To list the stories, run `dateline status`."),
        ("\N{SNOWMAN}", (), "There are no stories yet. `dateline new --help` says how to make one."),
    ],
)
def test_a_wrong_slug_is_answered_with_those_that_there_are(slug: str, known: tuple[str, ...], hint: str) -> None:
    """The story that was meant is named; otherwise all are, or of many, how to list them."""
    error = no_story(slug, known)

    assert (error.what, error.hint) == (f'there is no story "{slug}"', hint)
