"""A week tells which stories are new, which go on, which have become quiet, and what was settled."""

import builders
import daily_issues as issues

from dateline.core.model import ClosedQuestion, Closing, Story


def weeks(*stories):
    return {one.week: one for one in issues.run(*stories).weeks}


def slugs(found):
    return [one.slug for one in found]


def test_a_story_emerges_goes_on_and_is_quiet():
    """A new story emerges, one with a further version goes on, and one without is quiet for four weeks."""
    old = issues.story("old", issues.version(1, "2026-05-04"), issues.version(2, "2026-05-11"))
    new = issues.story(
        "new",
        *(
            issues.version(number, f"2026-{5 + (number > 2)}-{day:02d}".replace("-5-", "-05-").replace("-6-", "-06-"))
            for number, day in ((1, 12), (2, 19), (3, 9), (4, 16))
        ),
    )

    found = weeks(old, new)

    assert list(found) == ["2026-19", "2026-20", "2026-21", "2026-24", "2026-25"]
    assert (slugs(found["2026-19"].emerging), slugs(found["2026-20"].emerging)) == (["old"], ["new"])
    assert slugs(found["2026-20"].going_on) == ["old"]
    assert slugs(found["2026-21"].quiet) == slugs(found["2026-24"].quiet) == ["old"]
    assert slugs(found["2026-25"].quiet) == []
    assert (found["2026-21"].previous, found["2026-21"].next) == ("2026-20", "2026-24")


def test_a_story_is_quiet_when_the_week_has_ended():
    """A version may come on its last day; only a later issue shows that none did."""
    old = issues.story("old", issues.version(1, "2026-05-04"))
    sunday = issues.version(2, "2026-05-17")

    assert weeks(old, issues.story("new", issues.version(1, "2026-05-11"), sunday))["2026-20"].quiet == ()
    new = issues.story("new", issues.version(1, "2026-05-11"), sunday, issues.version(3, "2026-05-18"))
    week = weeks(old, new)["2026-20"]
    assert [(one.slug, one.filed[:10]) for one in week.quiet] == [("old", "2026-05-04")]
    assert week.counts == "1 emerging · 1 quiet"


def test_a_week_compares_its_last_version_with_the_last_one_before():
    """What went to and fro within a week is told once, by its outcome."""
    one = issues.story(
        "barrier",
        issues.version(1, "2026-05-15", what="The school has room for 180 pupils [@harbour-plan]."),
        issues.version(2, "2026-05-19", what="The school has room for 90 pupils [@harbour-plan]."),
        issues.version(3, "2026-05-21", what="The school has room for 118 pupils [@harbour-plan]."),
    )

    told = weeks(one)["2026-21"].told[0]

    assert [(each.before, each.after) for each in told.news] == [("180 pupils", "118 pupils")]
    assert told.numbers == (2, 3)


def test_what_was_settled_is_told():
    """Closed stories and answered questions are settled."""
    answered = issues.version(
        2, "2026-05-21", open_questions=(), closed_questions=(ClosedQuestion("cost", "answered", "The county."),)
    )
    closed = issues.story(
        "ferry", issues.version(1, "2026-04-01"), story=Story("f", status="closed", closing=Closing("2026-05-20"))
    )

    week = weeks(issues.story("barrier", issues.version(1, "2026-05-14"), answered), closed)["2026-21"]

    assert [(one.slug, bool(one.closed), len(one.answered)) for one in week.told] == [("barrier", False, 1), ("ferry", True, 0)]
    assert week.counts == "1 going on · 1 question answered · 1 story closed"


def test_a_week_is_said_with_its_days():
    """The month and the year are said once where both ends have the same."""
    found = weeks(issues.story("one", issues.version(1, "2026-05-27")), issues.story("two", issues.version(1, "2026-06-30")))

    assert [one.title for one in found.values()] == ["Week 22, 25 to 31 May 2026", "Week 27, 29 June to 5 July 2026"]


def test_the_first_week_of_a_year():
    """A week that begins in the year before says so."""
    found = weeks(builders.dossier(builders.version(1, published="2026-01-01T12:00:00Z")))

    assert found["2026-01"].title == "Week 1, 29 December 2025 to 4 January 2026"
    assert found["2026-01"].days == ("2026-01-01",)
