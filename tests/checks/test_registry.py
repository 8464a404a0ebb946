from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import builders
import essays
from analysed import check_publication, check_story, check_version

from dateline.checks import Basis
from dateline.checks.blocking import FILE_RULES, FOLDER_RULES, VERSION_ERRORS
from dateline.checks.context import StoryFolder
from dateline.checks.registry import worst_first
from dateline.checks.rule import STAYS, Objection, Rule
from dateline.checks.rules import RULES
from dateline.core.config import Feed, Search
from dateline.core.model import EVERY_LINE, LEVELS, Event, Finding, Page, Problem, Published, Story, Touched, Waiver
from dateline.core.publication import Publication

BACKWARDS = tuple(Event(date, f"Something happens in {date} [@harbour-plan].") for date in ("2026-03", "2026-02", "2026-01"))


def places(findings: tuple[Finding, ...], rule: str) -> list[str]:
    return [finding.at for finding in findings if finding.rule == rule]


def test_waived_one_by_one() -> None:
    """A waiver removes one finding: the one with its version, rule and place."""
    waiver = Waiver("timeline-order", "Told backwards.", version=1, at="timeline[1].date")
    story = Story("The harbour barrier", waive=(waiver,))
    found = check_story(builders.dossier(builders.version(timeline=BACKWARDS), story=story))

    assert places(found, "timeline-order") == ["timeline[2].date"]
    assert places(found, "unused-waiver") == []


def test_waiver_taken_once() -> None:
    """Two findings at one place need two waivers, each with its reason."""
    waiver = Waiver("unknown-source", "It is coming.", version=1, at="what")
    what = "Two [@one two] and [@three four] and [@harbour-plan]."
    twice = builders.dossier(builders.version(what=what), story=Story("The harbour barrier", waive=(waiver,)))

    assert len(places(check_story(twice), "unknown-source")) == 1


def test_draft() -> None:
    """A version that is not filed is checked alone, before any waiver."""
    waiver = Waiver("timeline-order", "Told backwards.", version=1, at="timeline[1].date")
    dossier = builders.dossier(story=Story("The harbour barrier", waive=(waiver,)))
    found = check_version(dossier, builders.version(timeline=BACKWARDS), None)

    assert places(found, "timeline-order") == ["timeline[1].date", "timeline[2].date"]


def test_order() -> None:
    """Equally bad findings come by story and place, numbers counted as numbers, in whatever order the stories come."""
    events = tuple(Event(f"2026-01-{31 - day:02d}", "Tide [@harbour-plan].") for day in range(12))
    stories = [builders.dossier(builders.version(timeline=events), slug=slug) for slug in ("b-story", "a-story")]
    found = check_publication(Publication(builders.config(), tuple(stories)))
    expected = [(slug, f"timeline[{place}].date") for slug in ("a-story", "b-story") for place in range(1, 12)]

    assert expected == [(finding.story, finding.at) for finding in found if finding.rule == "timeline-order"]


def test_the_worst_come_first() -> None:
    """Of a story the newest version comes first; of a version errors, then what misleads most; of many stories the worst."""
    old, new = builders.version(1, what="It is over [@nobody]."), builders.version(2, what="They have 40 boats [@harbour-plan].")
    new = replace(new, narrative=("The mayor called it “a very late gate” [@harbour-plan].", *new.narrative))
    found = check_publication(Publication(builders.config(), (builders.dossier(old, new),)))
    rules = [one.rule for one in found]

    assert [one.version or 0 for one in found] == sorted((one.version or 0 for one in found), reverse=True)
    assert rules[0] == "ungrounded-quotation"
    assert rules.index("off-topic-source") < rules.index("ungrounded-number") < rules.index("undated-source")
    assert [one.level for one in worst_first(found)] == sorted((one.level for one in found), key=LEVELS.index)


def test_a_waiver_removes_the_first_in_the_file() -> None:
    """Of equal findings in one place, a waiver removes the first in the order of the file."""
    twice = builders.version(what="They have 40 boats [@harbour-plan]. They had 30 boats [@harbour-plan].")
    waiver = Waiver("ungrounded-number", "Counted by us.", version=1, at="what")
    left = check_story(builders.dossier(twice, story=Story("The harbour barrier", waive=(waiver,))))

    assert [one.message for one in left if one.rule == "ungrounded-number"] == ['"40" is in none of the sources cited']


def test_ledger_of_another_story() -> None:
    """A version may cite what another story's search found; if only its own story is known, this is not checked."""
    here, there = builders.dossier(items=()), builders.dossier(slug="sea-wall")
    elsewhere = check_publication(Publication(builders.config(), (here, builders.dossier(slug="sea-wall", items=()))))

    assert places(check_story(here), "unrecorded-source") == []
    assert places(check_publication(Publication(builders.config(), (here, there))), "unrecorded-source") == []
    assert places(elsewhere, "unrecorded-source") == ["sources", "sources"]


def test_stories_meant() -> None:
    """Only the selected stories are checked, but the others are still known."""
    story = Story("The harbour barrier", related=("sea-wall",))
    stories = (builders.dossier(builders.version(timeline=BACKWARDS), slug="sea-wall"), builders.dossier(story=story))
    against = Basis(touched=(Touched("stories/sea-wall/v001.yaml", "changed", 1),))
    found = check_publication(Publication(builders.config(), stories), against, slugs=["harbour-barrier"])

    assert [one.rule for one in found if one.level == "error"] == []


def test_published_lines_of_a_ledger() -> None:
    """An error of a rule that softens is a warning in a line that the base has, and an error in each line after it."""

    def objects(_: StoryFolder) -> Iterator[Objection]:
        for line in (0, 1, 2):
            yield Objection("", "", "The line is wrong.", "Mend it.", file="stories/harbour-barrier/items.jsonl", line=line)

    folder = StoryFolder(builders.dossier(), published=Published(lines=1))
    rules = [Rule("line", "error", "record", objects, softens=softens) for softens in (True, False)]

    assert [[one.level for one in rule.findings(folder)] for rule in rules] == [["error", "warning", "error"], ["error"] * 3]
    assert [one.hint for one in rules[0].findings(folder)][:2] == ["Mend it.", STAYS]


def test_without_a_base_every_line_of_a_ledger_is_published() -> None:
    """Without a base no line counts as new; if the base lacks the story, every line does."""
    dossier = builders.dossier(builders.version(), builders.version(2))

    assert Basis().published_of(dossier) == Published(frozenset({1}), EVERY_LINE)
    assert Basis(published={}).published_of(dossier) == Published()


def test_a_story_that_got_another_name_stays_published() -> None:
    """What the base has under an older slug is published, unless a story still has that slug."""
    versions = (builders.version(items=9), builders.version(2, items=9))
    named = Story("The harbour barrier", aliases=("old-barrier", "sea-wall"))
    renamed = builders.dossier(*versions, story=named)
    wall = builders.dossier(slug="sea-wall")

    def levels(slug: str) -> list[str]:
        against = Basis(published={slug: Published(frozenset({1, 2}), 1)})
        found = check_publication(Publication(builders.config(), (renamed, wall)), against)
        return [one.level for one in found if one.rule == "item-count"]

    assert levels("old-barrier") == ["warning", "warning"]
    assert levels("sea-wall") == ["error", "error"]


def test_a_story_may_follow_any_feed_or_search() -> None:
    """Both have ids in the settings; another id is no feed."""
    config = builders.config(feeds=(Feed("wire", url="https://a.example/f"),), searches=(Search("web", kind="claude"),))
    story = Story("The harbour barrier", feeds=("wire", "web", "wirf"))
    found = check_publication(Publication(config, (builders.dossier(story=story),)))

    assert places(found, "bad-shape") == ["feeds[2]"]


def test_outside_stories() -> None:
    """Findings about pages, essays and unreadable files next to them belong to the publication itself."""
    page, essay = Page("about", "Ab\u200bout", "We."), essays.signal("A.\n\nB\n[x](data:,)\n")
    problem = Problem("bad-yaml", "content/pages/x.md", 3, 1, "", "no front matter", "Add it.")
    found = check_publication(Publication(builders.config(), (), (page,), (replace(essay, stories=()),), problems=(problem,)))
    expected = [
        ("unsafe-text", "", None, "content/pages/about.md", 0),
        ("bad-yaml", "", None, "content/pages/x.md", 3),
        ("unsafe-url", "", None, "content/signals/tides.md", 12),
    ]

    assert expected == [(one.rule, one.story, one.version, one.file, one.line) for one in found]


def test_what_is_unsafe_is_shown_with_the_words_around_it() -> None:
    """Forty characters on either side, or fewer if there are no more."""
    page = Page("about", "About", "It\u200b goes" + " on" * 40)
    (found,) = check_publication(Publication(builders.config(), (), (page,)))

    assert found.text.startswith("It goes on")
    assert len(found.text) <= 42


def test_version_of_problem() -> None:
    """What is wrong with a version's file is a finding of that version, so that it can be waived."""
    problem = Problem("bad-date", "stories/harbour-barrier/v012.yaml", 3, 1, "published", "no date", "Write one.")
    found = check_story(builders.dossier(problems=(problem,)))

    assert {12} == {finding.version for finding in found if finding.rule == "bad-date"}


def test_long_text_is_cut() -> None:
    """A finding quotes a sentence, not a book."""
    found = check_story(builders.dossier(builders.version(what="x" * 100_000 + " [@nobody].")))

    assert max(len(finding.text) for finding in found) <= 2001


def test_a_build_applies_every_rule_of_level_error() -> None:
    """The rules that a build imports include all those that can block it."""
    applied: tuple[Rule[Any], ...] = (*FILE_RULES, *FOLDER_RULES, *VERSION_ERRORS)

    assert {rule.name for rule in RULES if rule.level == "error"} <= {rule.name for rule in applied}


def test_documented() -> None:
    """Each rule's function says what it objects to in one line, then why, then what to do; `docs/rules.md` is made of it."""
    for rule in RULES:
        paragraphs = (rule.check.__doc__ or "").split("\n\n")

        assert len(paragraphs) == 3, rule.name
        assert "\n" not in paragraphs[0].strip(), rule.name
        assert rule.check.__name__ == "check_" + rule.name.replace("-", "_")


def test_healthy() -> None:
    """A sound story has no finding that blocks."""
    assert [finding for finding in check_story(builders.dossier()) if finding.level == "error"] == []
