"""Where a finding is, in words."""

import builders
import pytest
from found import finding

from dateline.core.model import Event, KeyFigure, Question, Tension, TensionSide, Voice
from dateline.report.places import place_in_words

SIDES = (TensionSide("Echo", "It is early."), TensionSide("Wire", "It opens. It is late."))
VERSION = builders.version(
    2,
    published="2026-05-03T11:30:00Z",
    what="The gate is shut. It costs 4 euros [@harbour-plan].",
    narrative=("One sentence.", "First here. Then there."),
    timeline=(Event("2026-04-14", "It began."), Event("2025-10", "It was built.")),
    perspectives=(Voice("agency", "River and coast agency", view="It said no.", evolution="New."),),
    tensions=(Tension("cost", "Both say.", title="Who pays"), Tension("day", "Both say. Nobody yields.", sides=SIDES)),
    figures=(KeyFigure("repair", "Repair", "4 euros", ("harbour-plan",)),),
    open_questions=(Question("who", "Who pays?"),),
)


@pytest.mark.parametrize(
    ("at", "text", "place"),
    [
        ("what", "It costs 4 euros [@harbour-plan].", "What, sentence 2"),
        ("what", "", "What"),
        ("what", "It is gone.", "What"),
        ("narrative[0]", "One sentence.", "Narrative, paragraph 1"),
        ("narrative[1]", "Then there.", "Narrative, paragraph 2, sentence 2"),
        ("narrative[7]", "Then there.", "Narrative, paragraph 8"),
        ("timeline[0].date", "It began.", "Timeline, 14 April"),
        ("timeline[1].text", "It was built.", "Timeline, October 2025"),
        ("timeline[9].text", "", "Timeline, 10"),
        ("timeline", "", "Timeline"),
        ("perspectives[0].view", "", "Perspectives, River and coast agency"),
        ("perspectives[0].evolution", "", "Perspectives, River and coast agency, evolution"),
        ("tensions[0].text", "", "Tensions, Who pays"),
        ("tensions[1].sides[0].text", "", "Tensions, 2, sides, 1"),
        ("tensions[1].sides[1].text", "It is late.", "Tensions, 2, sides, 2, sentence 2"),
        ("tensions[1].sides[7].text", "It is late.", "Tensions, 2, sides, 8"),
        ("tensions[1].text", "Nobody yields.", "Tensions, 2, sentence 2"),
        ("figures[0].value", "", "Key figures, Repair, value"),
        ("open_questions[0].text", "", "Open questions, 1"),
        ("sources.harbour-plan.quotes[0]", "", "Sources, 1, quote 1"),
        ("sources.unheard-of.title", "", "Sources, unheard-of, title"),
        ("sources", "", "Sources"),
        ("written_by.model", "", "Written by, model"),
        ("", "", "v002.yaml"),
    ],
)
def test_places(at: str, text: str, place: str) -> None:
    """A place is the section and what readers know the entry by, with the sentence if there are several."""
    assert place_in_words(finding(at=at, text=text), VERSION) == place


def test_without_the_version() -> None:
    """If the version cannot be read, entries are counted."""
    assert place_in_words(finding(at="timeline[0].date"), None) == "Timeline, 1"
    assert place_in_words(finding(at="sources.a-key.title"), None) == "Sources, a-key, title"
    assert place_in_words(finding(at="", file=""), None) == "The publication"
    assert place_in_words(finding(at="a[b]c.[99999999]"), VERSION) == "A, [b]c, [99999999]"
