"""The issue of a day has what changed on it, the weightiest first, and names what did not change."""

import builders
import daily_issues as issues
import pytest

from dateline.core.config import Daily
from dateline.core.model import ClosedQuestion, Closing, Correction, Event, KeyFigure, Story, Tombstone, Voice, Withdrawn
from dateline.site.daily.issue import MOST_QUIET
from dateline.site.daily.moved import LONGEST, last_day
from dateline.site.daily.rows import CorrectedPart

FIGURE = KeyFigure("cost", "Repair", "1.8 million euros", ("harbour-plan",))

GONE = Withdrawn("2026-05-26", "It named a child.", "sha256:" + "0" * 64)


def barrier():
    """A story that goes on for three days; its second version corrects the first."""
    return issues.story(
        "barrier",
        issues.version(1, "2026-05-22"),
        issues.version(
            2, "2026-05-24", corrections=(Correction(1, "It costs 180.", "It costs 118.", "A slip."),), changes="It costs less."
        ),
        issues.version(3, "2026-05-25", open_questions=(), closed_questions=(ClosedQuestion("cost", "answered", "The county."),)),
    )


def ferry():
    """A story that is new on one day, and has another figure on the next."""
    other = KeyFigure("cost", "Repair", "2.3 million euros", ("harbour-plan",))
    return issues.story(
        "ferry", issues.version(1, "2026-05-23", figures=(FIGURE,)), issues.version(2, "2026-05-24", figures=(other,))
    )


def test_a_day_has_what_was_filed_on_it():
    """Each day on which a version was filed has an issue, with links to those before and after it."""
    found = issues.run(barrier(), ferry()).issues

    assert [(one.day, one.previous, one.next) for one in found] == [
        ("2026-05-22", "", "2026-05-23"),
        ("2026-05-23", "2026-05-22", "2026-05-24"),
        ("2026-05-24", "2026-05-23", "2026-05-25"),
        ("2026-05-25", "2026-05-24", ""),
    ]
    assert [[one.slug for one in issue.moved] for issue in found] == [["barrier"], ["ferry"], ["ferry", "barrier"], ["barrier"]]


def test_an_issue_counts_what_it_has():
    """The line under the day counts corrections, stories and answers."""
    found = issues.run(barrier(), ferry()).issues

    assert [one.counts for one in found] == [
        "1 story moved",
        "1 story moved",
        "1 correction · 2 stories moved",
        "1 story moved · 1 question answered",
    ]
    assert found[2].title == "Sunday 24 May 2026"


def test_a_correction_says_how_long_the_mistake_stood():
    """A correction has what was wrong, what is right, and after how many days it was found."""
    issue = issues.run(barrier()).issues[1]

    assert issue.told[0].corrected == (CorrectedPart((1,), "It costs 180.", "It costs 118.", 2, 2),)
    assert issue.told[0].corrected[0].found == "Found after 2 days."


@pytest.mark.parametrize(("after", "said"), [(-1, ""), (0, "Found on the same day."), (1, "Found after 1 day.")])
def test_the_time_until_a_mistake_was_found_is_said(after, said):
    """A mistake that was found at once is not said to have stood for days."""
    assert CorrectedPart((1,), "", "", after, 2).found == said


def test_an_answer_says_when_the_question_was_asked():
    """An answered question has its words, its answer and the day on which it was asked first."""
    issue = issues.run(barrier()).issues[-1]

    assert issue.told[0].answered == (("Who pays for it?", "The county.", "2026-05-22"),)


def test_the_day_is_that_of_the_time_zone():
    """A version that was filed late in the evening belongs to the next day further east."""
    late = builders.dossier(builders.version(1, published="2026-05-24T22:30:00Z"))

    assert issues.run(late).issues[0].day == "2026-05-24"
    assert issues.run(late, config=builders.config(daily=issues.DAILY, timezone="Europe/Berlin")).issues[0].day == "2026-05-25"


def test_several_versions_of_a_day_are_told_as_one():
    """The last version of the day is compared with the last one before it, and each redline is linked."""
    figures = [(KeyFigure("cost", "Repair", f"{number} million euros", ("harbour-plan",)),) for number in (1, 2, 3)]
    one = issues.story(
        "barrier",
        issues.version(1, "2026-05-22", figures=figures[0]),
        issues.version(2, "2026-05-23", figures=figures[1], changes="First this. Both."),
        builders.version(3, published="2026-05-23T18:00:00Z", figures=figures[2], changes="Then that. Both."),
    )

    told = issues.run(one).issues[1].moved[0]

    assert (told.numbers, told.redlines, told.lead) == ((2, 3), (2, 3), "First this. Both. Then that.")
    assert [(each.before, each.after) for each in told.news if each.kind == "figure"] == [
        ("1\u202fmillion euros", "3\u202fmillion euros")
    ]


def test_stories_without_news_are_named():
    """The other stories that are followed are named, those that moved last first."""
    quiet = issues.run(barrier(), ferry()).issues[-1]

    assert [one.slug for one in quiet.quiet] == ["ferry"]
    assert (quiet.checked, quiet.others) == ((), 0)


def test_a_story_that_was_checked_is_told_apart():
    """Only of stories that a run checked on that day it is said that they were checked."""
    checks = (("2026-05-25T06:00:00Z", ("ferry", "barrier")),)

    issue = issues.run(barrier(), ferry(), checks=checks).issues[-1]

    assert [one.slug for one in issue.checked] == ["ferry"]
    assert issue.quiet == ()


@pytest.mark.parametrize(
    ("settings", "days"),
    [
        (Story("ferry"), 2),
        (Story("ferry", status="closed", closing=Closing("2026-05-25")), 0),
        (Story("ferry", status="closed", closing=Closing("2026")), 2),
        (Story("ferry", status="closed"), 0),
        (Story("ferry", status="dormant"), 0),
    ],
)
def test_a_story_that_is_over_is_not_named(settings, days):
    """A story is named until the day on which it was closed; one that is dormant was not looked at after its last version."""
    ferry = issues.story("ferry", issues.version(1, "2026-05-22"), story=settings)
    other = issues.story("barrier", *(issues.version(number, f"2026-05-{23 + number}") for number in (1, 2, 3)))
    later = issues.run(ferry, other).issues[1:]

    assert sum(any(each.slug == "ferry" for each in one.quiet) for one in later if one.day > "2026-05-24") == days


def test_many_stories_without_news_are_counted():
    """Those that moved last are named, and the others counted."""
    many = [issues.story(f"story-{number}", issues.version(1, "2026-05-22")) for number in range(20)]

    issue = issues.run(*many, ferry()).issues[-1]

    assert (len(issue.quiet), issue.others) == (MOST_QUIET, 20 - MOST_QUIET)


def test_a_quiet_day_has_an_issue_only_if_the_settings_say_so():
    """With `quiet: short`, each day has an issue, until the last on which something moved or was checked."""
    config = builders.config(daily=Daily(enabled=True, quiet="short"))
    one = issues.story("ferry", issues.version(1, "2026-05-22"), issues.version(2, "2026-05-24"))

    found = issues.run(one, config=config, checks=(("2026-05-25T06:00:00Z", ("ferry",)),)).issues

    assert [(issue.day, issue.counts) for issue in found] == [
        ("2026-05-22", "1 story moved"),
        ("2026-05-23", "Nothing moved"),
        ("2026-05-24", "1 story moved"),
        ("2026-05-25", "Nothing moved"),
    ]
    assert found[1].made == "This issue was put together by a program. No version was filed on 23 May 2026."
    assert (found[1].began, found[1].updated) == ("", "")
    assert [issue.day for issue in issues.run(one).issues] == ["2026-05-22", "2026-05-24"]


def test_a_wrong_year_makes_no_million_of_quiet_days():
    """A gap of more than a year has no issues, so that a version dated to the year 26 costs nothing."""
    config = builders.config(daily=Daily(enabled=True, quiet="short"))
    one = issues.story("ferry", issues.version(1, "0026-05-22"), issues.version(2, "2026-05-22"), issues.version(3, "2026-05-24"))

    found = issues.run(one, config=config).issues

    assert [issue.day for issue in found] == ["0026-05-22", "2026-05-22", "2026-05-23", "2026-05-24"]


def test_a_draft_is_not_told():
    """A story that is a draft is in no issue, even if drafts have pages."""
    draft = issues.story("ferry", issues.version(1, "2026-05-22"), story=Story("ferry", draft=True))

    assert issues.run(draft).issues == ()


def test_a_minor_version_is_not_told():
    """A version that changes only the wording makes no issue, and the next one is compared with it."""
    one = issues.story(
        "ferry", issues.version(1, "2026-05-22"), issues.version(2, "2026-05-23", kind="minor"), issues.version(3, "2026-05-24")
    )

    found = issues.run(one).issues

    assert [(issue.day, issue.told[0].numbers, issue.told[0].redlines) for issue in found] == [
        ("2026-05-22", (1,), ()),
        ("2026-05-24", (3,), (3,)),
    ]


def test_a_withdrawn_version_is_told_with_its_reason():
    """A version that was withdrawn is told on that day, and on its own day in place of what it said."""
    gone = Tombstone(1, 2, GONE, "2026-05-24T12:00:00Z")
    one = issues.story("ferry", issues.version(1, "2026-05-22"), tombstones=(gone,))

    found = issues.run(one).issues

    assert [issue.day for issue in found] == ["2026-05-22", "2026-05-24", "2026-05-26"]
    for issue in found[1:]:
        assert issue.told[0].corrected == (CorrectedPart((2,), "", "It named a child."),)
        assert (issue.counts, issue.moved) == ("1 correction", ())
    assert found[1].made == "This issue was put together by a program. No version was filed on 24 May 2026."


def test_a_withdrawn_minor_version_is_not_told():
    """No issue told of it, so none tells that it is gone."""
    gone = Tombstone(1, 2, GONE, "2026-05-24T12:00:00Z", "minor")
    one = issues.story("ferry", issues.version(1, "2026-05-22"), tombstones=(gone,))

    assert [issue.day for issue in issues.run(one).issues] == ["2026-05-22"]


def test_a_version_after_a_withdrawn_one_is_no_new_story():
    """The story is not new, there is no redline from what is gone, and a correction of it is told by the withdrawal alone."""
    gone = Tombstone(1, 1, GONE, "2026-05-22T12:00:00Z")
    wrong = Correction(1, "It said something.", "It did not.")
    one = issues.story("ferry", issues.version(2, "2026-05-24", corrections=(wrong,)), tombstones=(gone,))

    told = next(issue.told[0] for issue in issues.run(one).issues if issue.day == "2026-05-24")

    assert (told.is_new, told.redlines, told.corrected) == (False, (), ())


@pytest.mark.parametrize("published", ["2026-05-24T12:00:00Z", None])
def test_a_story_whose_versions_were_all_withdrawn_is_told_by_its_title(published):
    """A story without a version is still told on the day of the withdrawal."""
    one = builders.dossier(slug="ferry", story=Story("The ferry"), versions=(), tombstones=(Tombstone(1, 1, GONE, published),))

    newest = issues.run(one).issues[-1]

    assert (newest.day, newest.told[0].title) == ("2026-05-26", "The ferry")


def test_a_story_that_was_closed_is_told():
    """The day on which a story was closed has an issue that says how it ended."""
    over = Story("ferry", status="closed", closing=Closing("2026-05-26", "The last boat has sailed."))

    issue = issues.run(issues.story("ferry", issues.version(1, "2026-05-22"), story=over)).issues[-1]

    assert (issue.day, issue.counts) == ("2026-05-26", "1 story closed")
    assert issue.told[0].closed == "This story was closed on 26 May 2026: The last boat has sailed."


@pytest.mark.parametrize(("partial", "day"), [("2026", "2026-12-31"), ("2026-02", "2026-02-28"), ("2026-05-03", "2026-05-03")])
def test_a_story_is_followed_until_the_end_of_what_is_known(partial, day):
    """A story that was closed in a month is followed until its last day."""
    assert last_day(partial) == day


def test_a_mistake_in_several_versions_is_one_mistake():
    """A sentence that was wrong in two versions is told once, with both, and how long the first one stood."""
    wrong = tuple(Correction(of, "It costs 180.", "It costs 118.") for of in (2, 1))
    one = issues.story(
        "ferry",
        issues.version(1, "2026-05-20"),
        issues.version(2, "2026-05-22"),
        issues.version(3, "2026-05-24", corrections=wrong),
    )

    issue = issues.run(one).issues[-1]

    assert issue.told[0].corrected == (CorrectedPart((1, 2), "It costs 180.", "It costs 118.", 4, 3),)
    assert (issue.told[0].corrected[0].versions, issue.counts) == ("versions 1 and 2", "1 correction · 1 story moved")


def test_a_corrected_figure_is_no_news():
    """What a correction tells is not told again as a figure that changed, and does not raise the story."""
    sentence = "The school has room for {} pupils [@harbour-plan]."
    wrong = Correction(1, "It has room for 180 pupils.", "It has room for 118 pupils.")
    second = issues.version(2, "2026-05-24", what=sentence.format(118), corrections=(wrong,))

    told = (
        issues.run(issues.story("school", issues.version(1, "2026-05-22", what=sentence.format(180)), second)).issues[1].told[0]
    )

    assert (told.news, told.weight) == ((), 0)


def test_what_the_lead_tells_is_not_told_again():
    """A decision that the writer's own words tell has no line of its own."""
    event = Event("2026-05-23", "The council voted by 14 to 9 to pay for the repair first [@harbour-plan].")
    given = {"timeline": (Event("2026-04-14", "The plan is published [@harbour-plan]."), event)}
    said = issues.version(2, "2026-05-24", changes="The council voted by 14 to 9 to pay for the repair first.", **given)
    unsaid = issues.version(2, "2026-05-24", changes="More is known.", **given)
    first = issues.version(1, "2026-05-22")

    kinds = [
        [one.kind for one in issues.run(issues.story("barrier", first, each)).issues[1].told[0].news] for each in (said, unsaid)
    ]

    assert kinds == [[], ["decided"]]


def test_a_question_that_was_asked_and_answered_on_one_day_is_told():
    """An answer is told whichever versions of the day asked and answered; one to what nobody asked is not."""
    asked = issues.version(1, "2026-05-22")
    ends = (ClosedQuestion("cost", "answered", "The county."), ClosedQuestion("other", "answered", "Never asked."))
    answered = builders.version(2, published="2026-05-22T18:00:00Z", open_questions=(), closed_questions=ends)

    issue = issues.run(issues.story("barrier", asked, answered)).issues[0]

    assert issue.told[0].answered == (("Who pays for it?", "The county.", "2026-05-22"),)
    assert (issue.told[0].is_new, issue.counts) == (True, "1 story moved · 1 question answered")


def test_no_correction_is_left_out_of_a_letter():
    """A letter that has no room for all stories has all corrections, and the counts of the whole issue."""
    heavy = [issues.story(f"s{number}", issues.version(1, "2026-05-24")) for number in range(3)]
    light = issues.story(
        "light", issues.version(1, "2026-05-22"), issues.version(2, "2026-05-24", corrections=(Correction(1, "Was.", "Is."),))
    )
    issue = issues.run(*heavy, light).issues[-1]

    cut = issue.cut(1)

    assert [(one.slug, bool(one.numbers), bool(one.corrected)) for one in cut.told] == [
        ("s2", True, False),
        ("light", False, True),
    ]
    assert (cut.left_out, cut.counts) == (3, issue.counts)
    assert issue.cut(9) is issue


def test_a_story_that_moves_again_after_its_end_is_named_again():
    """A story that was closed and has a version afterwards is not named on the days in between."""
    over = Story("ferry", status="closed", closing=Closing("2026-05-23"))
    ferry = issues.story("ferry", issues.version(1, "2026-05-22"), issues.version(2, "2026-05-26"), story=over)
    other = issues.story("barrier", *(issues.version(number, f"2026-05-2{number + 2}") for number in range(1, 6)))

    found = {issue.day: [one.slug for one in issue.quiet] for issue in issues.run(ferry, other).issues}

    assert (found["2026-05-24"], found["2026-05-25"], found["2026-05-27"]) == ([], [], [])


def test_long_texts_are_cut():
    """No text of an issue is longer than readers bear, and it is cut after a word."""
    one = issues.story("ferry", issues.version(1, "2026-05-22", what="word " * 500))

    lead = issues.run(one).issues[0].told[0].lead

    assert LONGEST - 10 < len(lead) <= LONGEST + 2
    assert lead.endswith("word …")


def test_only_the_day_that_is_asked_for_is_told_in_full():
    """For one day, the others are only named."""
    rows, _ = issues.told([barrier()], day="2026-05-24")

    assert [(one.period, bool(one.lead)) for one in rows] == [("2026-05-22", False), ("2026-05-24", True), ("2026-05-25", False)]


def test_a_version_without_its_review_says_so():
    """What no person reviewed says so."""
    assert issues.run(ferry()).issues[0].told[0].reviewed == "Not reviewed by a person"


def test_a_new_voice_is_told():
    """A voice that is heard for the first time is news."""
    voices = (
        Voice("council", "The council", view="Wants it [@harbour-plan]."),
        Voice("fishers", "The fishers", view="No [@harbour-plan]."),
    )
    one = issues.story("ferry", issues.version(1, "2026-05-22"), issues.version(2, "2026-05-24", perspectives=voices))

    assert [(each.kind, each.label) for each in issues.run(one).issues[1].told[0].news] == [("voice", "The fishers")]
