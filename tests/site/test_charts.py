"""A drawing shows the numbers, in its positions and in words."""

import pytest

from dateline.site.charts import MOST_LABELS, growth


def test_growth_and_churn_stand_over_their_version():
    """Each version has its slot, with items and share of new sentences to scale, and also in words."""
    drawing = growth([1, 2], [10, 40], [None, 0.5])

    assert [(one.x, one.growth, one.churn, one.percent) for one in drawing.points] == [
        (25.0, 72.0, 0.0, None),
        (75.0, 0.0, 32.0, 50),
    ]
    assert drawing.words == (
        "The number of items went from 10 in version 1 to 40 in version 2."
        " Version 2 changed most: 50 per cent of its sentences are new."
    )


@pytest.mark.parametrize(
    ("numbers", "items", "churn", "words"),
    [
        ([1], [3], [None], "Version 1 has 3 items."),
        ([2], [1], [None], "Version 2 has 1 item."),
        ([1, 2], [3, 3], [None, 0.0], "The number of items is 3 in both version 1 and version 2."),
    ],
)
def test_the_words_mention_growth_and_change_only_if_there_is_some(numbers, items, churn, words):
    """A single version has no growth; versions with the same items and sentences have neither growth nor change."""
    assert growth(numbers, items, churn).words == words


def test_many_versions_are_labelled_here_and_there():
    """If there are a hundred versions, six are labelled, including the first and the last."""
    drawing = growth(range(1, 101), range(100), [None, *[0.1] * 99])
    labelled = [one.number for one in drawing.points if one.is_labelled]

    assert len(labelled) == MOST_LABELS
    assert (labelled[0], labelled[-1]) == (1, 100)
