"""The drawing of a story's history shows its numbers, in its bars and in words."""

import pytest

from dateline.site.charts import BASE, LOW, MOST_LABELS, TOP, Churn, drawing


def churn(number: int, kept: int, new: int, gone: int = 0, day: str = "") -> Churn:
    return Churn(number, day or f"2026-05-{number:02}", kept, new, gone)


def test_a_bar_has_a_height_for_each_sentence():
    """The longest version reaches the top; what was kept is below what is new, and what is gone below the line."""
    one, other = drawing([churn(1, 0, 10), churn(2, 8, 12, 2)]).bars

    assert (one.kept_height, one.new_height, one.top) == (0, 32.0, 52.0)
    assert (other.kept_height, other.new_height, other.top, other.gone_height) == (25.6, 38.4, TOP, 6.4)
    assert drawing([churn(1, 0, 1, 99)]).bars[0].gone_height == LOW
    assert one.top + one.new_height == BASE


def test_versions_stand_by_their_dates():
    """Time goes from left to right; versions of one day stand side by side, also at the end."""
    early, late, same = drawing([churn(1, 0, 1), churn(2, 1, 1, day="2026-05-31"), churn(3, 1, 1, day="2026-05-31")]).bars

    assert early.x == 4.0
    assert (late.x, same.x) == (88.5, 96.0)
    assert [one.x for one in drawing([churn(1, 0, 1), churn(2, 1, 1, day="2026-05-01")]).bars] == [4.0, 11.5]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([churn(1, 0, 3)], "Version 1 has 3 sentences."),
        ([churn(1, 0, 3), churn(2, 3, 0)], "Version 1 and version 2 have 3 sentences each."),
        (
            [churn(1, 0, 3), churn(2, 3, 1)],
            (
                "The brief went from 3 sentences in version 1 to 4 in version 2."
                " Version 2 changed most: 1 of its 4 are new or reworded."
            ),
        ),
    ],
)
def test_the_words_mention_growth_and_change_only_if_there_is_some(found, words):
    """A single version has no growth; versions with the same sentences have neither growth nor change."""
    assert drawing(found).words == words


def test_many_versions_are_labelled_here_and_there():
    """If there are a hundred versions, six are labelled, including the first and the last, and all have room."""
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 5) for day in range(1, 26)]
    bars = drawing([churn(number, 1, 1, day=day) for number, day in enumerate(days, 1)]).bars
    labelled = [one.churn.number for one in bars if one.is_labelled]

    assert len(labelled) == MOST_LABELS
    assert (labelled[0], labelled[-1]) == (1, 100)
    assert 0 < bars[0].x < bars[-1].x <= 96


@pytest.mark.parametrize("most", [2, 12, 13, 17, 18])
def test_the_version_that_the_words_name_is_labelled(most):
    """It stands instead of the label next to it, not of the first or the last one."""
    bars = drawing([churn(number, 9, 8 if number == most else 1) for number in range(1, 19)]).bars
    labelled = [one.churn.number for one in bars if one.is_labelled]

    assert {1, most, 18} <= {*labelled}
    assert len(labelled) == MOST_LABELS
