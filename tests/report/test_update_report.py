"""The report of an update: a line for each thing that a person should know."""

import builders

from dateline.core.analysis import AnalysedStory
from dateline.core.model import Finding
from dateline.desk import Routing
from dateline.flows.collect import Collected
from dateline.flows.draft import Outcome
from dateline.flows.update import UpdateResult
from dateline.report import update_report
from dateline.wire.collect import Collection


def told(*outcomes: Outcome) -> UpdateResult:
    return UpdateResult(Collected(Collection((), ()), Routing(), ()), outcomes)


def test_a_story_where_nothing_came_in():
    """A story without new items has its line and the reason, and no count."""
    update = told(Outcome("harbour-barrier", "nothing-new", reason="no new item"))

    assert list(update_report.lines(update)) == ["harbour-barrier: nothing new", "  no new item"]


def test_what_may_have_to_be_done():
    """A story that failed has its items counted, its reason, and a hint on a line of its own."""
    items = (builders.item(), builders.item("copy", copy_of="harbour-plan"))
    update = told(Outcome("harbour-barrier", "failed", items, reason="the model is busy", hint="Run it again later."))

    assert list(update_report.lines(update)) == [
        "harbour-barrier: failed · 2 new items, 1 of them a copy",
        "  the model is busy",
        "  hint: Run it again later.",
    ]


def test_drafts_are_shown_as_diffs():
    """A first draft is compared with nothing; an outcome without a draft is left out."""
    update = told(Outcome("empty", "nothing-new"), Outcome("harbour-barrier", "drafted", version=builders.version()))

    text = "\n".join(update_report.drafts(update))

    assert text.startswith("\nv1\n\nWhat\n  + The council plans a barrier [@harbour-plan].")
    assert "empty" not in text


def test_the_findings_of_a_draft_follow_it():
    """What `check` would say stands below the diff."""
    found = Finding("hedge-lost", "warning", "harbour-barrier", 1, "what", "It opens.", "the hedge is gone", "Keep it.")
    update = told(Outcome("harbour-barrier", "drafted", version=builders.version(), findings=(found,)))

    assert "the hedge is gone" in list(update_report.drafts(update))[-1]


def test_the_summary_says_what_to_do_if_nothing_changed():
    """A new publication has no story and no feed yet: the hints are in the summary, too, as text."""
    found = update_report.reports(told(), ["no story yet", "  hint: start one: dateline new quay"])

    assert found["summary.md"].endswith("    no story yet\n      hint: start one: dateline new quay\n")


def test_reports_of_a_run():
    """Each filed version has its card in a file, and the summary has them all, each under its story."""
    version = builders.version()
    filed = Outcome("harbour-barrier", "filed", version=version, story=AnalysedStory(builders.dossier(version)))
    update = told(filed, Outcome("quay", "failed", reason="it broke"), Outcome("idle", "nothing-new"))
    found = update_report.reports(update)

    assert sorted(found) == ["harbour-barrier-v001.md", "summary.md"]
    card = found["harbour-barrier-v001.md"]
    assert card.startswith("## The harbour barrier: version 1\n\n**The first version** of this story")
    assert f"\n{card}\n## quay\n\n**failed**: it broke\n" in found["summary.md"]
    assert "## idle" not in found["summary.md"]
    assert [one["report"] for one in update_report.document(update)["stories"]] == [card, "**failed**: it broke\n", ""]
