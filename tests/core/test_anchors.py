"""A sentence and an event have an address that stays while their words do."""

import builders

from dateline.core.anchors import anchor, event_anchors, sentence_anchors
from dateline.core.model import Event
from dateline.core.sentences import AnalysedVersion


def test_citations_and_typography_do_not_count():
    """A sentence keeps its address if it is cited otherwise, or an editor corrects its quotation marks."""
    assert anchor("The “plan” costs 40 million [@one].") == anchor('the "plan"  costs 40 million [@two; @three].')
    assert anchor("The plan costs 40 million.") != anchor("The plan costs 45 million.")


def test_the_second_of_the_same_words_has_a_number():
    """Two sentences with the same words, and two such events, have different addresses."""
    version = builders.version(1, what="It rains [@a]. It rains.", narrative=("It rains.",))
    first = f"s-{anchor('It rains.')}"

    assert [one for one in sentence_anchors(AnalysedVersion(version).told) if first in one] == [first, f"{first}-2", f"{first}-3"]
    assert event_anchors((Event("2026", "It rains."), Event("2026-01", "It rains."))) == [
        f"e-{anchor('It rains.')}",
        f"e-{anchor('It rains.')}-2",
    ]
