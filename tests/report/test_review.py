"""What an editor reads about a story of an update."""

from decimal import Decimal
from typing import Any

import builders
from reviewed import objection

from dateline.core.analysis import AnalysedStory
from dateline.flows.draft import Outcome
from dateline.report.card import LONGEST, CardLinks
from dateline.report.review import story_report

NOW = builders.version(2, what="The council plans two barriers [@harbour-plan].")
STORY = AnalysedStory(builders.dossier(builders.version(), NOW))


def outcome(state: Any, **given: Any) -> Outcome:
    return Outcome("harbour-barrier", state, (builders.item(),), **{"version": NOW, "story": STORY, **given})


def test_a_filed_version_has_its_card() -> None:
    """The report is the card, under the story's title, with the links that are given."""
    report = story_report(outcome("filed"), CardLinks(pages="the artifacts of the check"))

    assert report.startswith("## The harbour barrier: version 2\n\n**1 of 8 sentences** is new or reworded\n\n### Figures")
    assert "Redline and built pages: the artifacts of the check" in report


def test_a_version_that_was_not_filed_says_why() -> None:
    """A draft that was rejected has its state and reason above the card, and both fit a pull request."""
    error = objection(text="The council plans two barriers [@harbour-plan].")
    report = story_report(outcome("rejected", findings=(error,), reason="no", hint="Run it again.", usd=Decimal("0.04")))
    many = tuple(objection(at=f"x{n}", message=f"wrong {'very ' * 90}") for n in range(40))

    assert report.startswith(
        "## The harbour barrier: version 2\n\n**rejected**: no · 1 new item · Run it again.\n\n> [!CAUTION]\n"
    )
    assert "· **blocks**" in report
    assert len(story_report(outcome("rejected", findings=many, reason="no " * 300))) <= LONGEST


def test_without_a_version_there_is_only_the_reason() -> None:
    """A story that failed, waits or was rejected has a short report: reason, notes, findings; one with nothing new has none."""
    found = (objection("warning", text="It *rains*."), objection("note"), objection(at=""))
    bare = {"version": None, "story": None}

    assert story_report(outcome("nothing-new", reason="no new item", **bare)) == ""
    assert (
        story_report(Outcome("s", "failed", reason="it broke", hint="Run it again.")) == "**failed**: it broke · Run it again.\n"
    )
    assert story_report(outcome("waiting", notes=("A @note.",), findings=found, usd=Decimal("0.044"), **bare)) == (
        "**waiting** · 1 new item · $0.044\n\n"
        "- A @\u200bnote.\n\n"
        "- **error** `ungrounded-number`: not so *Look it up.*\n"
        "- **warning** `ungrounded-number` at `what`: not so — “It \\*rains\\*.” *Look it up.*\n"
    )
