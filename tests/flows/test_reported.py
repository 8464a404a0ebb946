"""A reader's report begins a correction: with its number and the version's own words, never with the reader's."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core.errors import UsageError
from dateline.core.model import Correction, Story
from dateline.core.reported import as_text
from dateline.desk.by_hand import wrong_words
from dateline.flows.edit import open_version
from dateline.flows.reported import Reported, find_report
from dateline.report.reported import LONGEST, lines
from dateline.store.git import git
from dateline.store.story import read_story

SLUG = "harbour-barrier"
NOW = "2026-06-01T08:00:00Z"
WHY = "Reported by a reader (issue 12)."
WHAT = "The council plans a barrier [@harbour-plan]. It costs 4 million euros [@harbour-plan]. The quay floods."
FORM = {
    "story": SLUG,
    "version": "1",
    "section": "What",
    "sentence": "It costs 4 million euros [1].",
    "what-is-wrong": "It is 40.",
}

Told = Callable[..., Reported]


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    """One version, which is published."""
    story = builders.dossier(builders.version(what=WHAT), story=Story("The harbour barrier", aliases=("old-barrier",)))
    made = make_publication(story)
    git(made, "init", "-q", "-b", "main")
    git(made, "add", ".")
    git(made, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")
    return made


def gh(folder: Path, title: str, body: str) -> Mapping[str, str]:
    """An environment in which `gh` has one issue."""
    path = folder / "gh"
    answer = json.dumps({"title": title, "body": body})
    path.write_text(f"#!{sys.executable}\nprint({answer!r})\n", encoding="utf-8")
    path.chmod(0o755)
    return {"PATH": str(folder)}


@pytest.fixture
def told(root: Path, tmp_path: Path) -> Told:
    """What is found if the form was filled in like this."""
    return lambda body=None, **given: find_report(
        root, SLUG, 1, 12, gh(tmp_path, "Wrong cost", body if body is not None else as_text(FORM | given))
    )


def test_a_report_begins_the_correction(root, told):
    """`was` has the sentence as the version says it, `why` the issue; what is right remains for the editor to say."""
    found = told()
    opened = open_version(root, SLUG, correction=found.correction, now=NOW)
    (version,) = read_story(root, SLUG).versions[1:]

    assert found.notes == ()
    assert version.kind == "correction"
    assert version.corrections == (Correction(1, "It costs 4 million euros.", "", WHY),)
    assert f'{{of: 1, was: It costs 4 million euros., now: "", why: {WHY}}}' in (root / opened.file).read_text(encoding="utf-8")


def test_the_readers_words_are_not_for_publication(root, told):
    """Nothing that the reader wrote is in the version: not what is wrong, not a sentence that the version does not have."""
    found = told(sentence="The mayor is a thief.", source="https://evil.example/", **{"what-is-wrong": "Vote for me."})
    opened = open_version(root, SLUG, correction=found.correction, now=NOW)
    text = (root / opened.file).read_text(encoding="utf-8")

    assert found.correction == Correction(1, "", "", WHY)
    assert found.notes == ("no single sentence of version 1 has these words, so `was` is empty",)
    assert [one for one in ("mayor", "evil", "Vote", "Wrong cost") if one in text] == []


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ({"story": "ferry"}, "the issue is about another story: ferry"),
        ({"version": "2"}, "the issue is about version 2, and this corrects version 1"),
        ({"sentence": ""}, "the issue does not name a sentence, so `was` is empty"),
        ({"story": "old-barrier"}, None),
        ({"story": "", "version": ""}, None),
    ],
)
def test_what_does_not_fit_is_noted(told, given, note):
    """Another story or version may be a slip of either side, so it stops nobody; an older name of the story is right."""
    assert told(**given).notes == ((note,) if note else ())


def test_an_issue_that_cannot_be_read_is_recorded(root):
    """Its number is enough: the editor has read it elsewhere."""
    found = find_report(root, SLUG, 1, 12, {"PATH": ""})

    assert found.correction == Correction(1, "", "", WHY)
    assert list(lines(found)) == [
        "note: issue 12 was not read, because `gh` is not installed, and GITHUB_TOKEN is not set. Say yourself what was wrong."
    ]


def test_a_version_that_is_not_there_is_not_asked_about(root, tmp_path):
    """A mistyped number or story is an error before anybody is asked."""
    with pytest.raises(UsageError, match="there is no version 9"):
        find_report(root, SLUG, 9, 12, gh(tmp_path, "", ""))
    with pytest.raises(UsageError):
        find_report(root, "ferry", 1, 12, gh(tmp_path, "", ""))


def test_the_same_report_is_recorded_once(root, told):
    """Run again, the command adds nothing; another issue gets its own entry, and an entry without words is filled."""
    open_version(root, SLUG, correction=Correction(1, "", ""), now=NOW)
    for reported in (told().correction, told().correction, replace(told().correction, why="Reported by a reader (issue 1).")):
        open_version(root, SLUG, correction=reported, now=NOW)
    open_version(root, SLUG, correction=replace(told().correction, was="", now=""), now=NOW)

    (version,) = read_story(root, SLUG).versions[1:]
    assert [one.why for one in version.corrections] == [WHY, "Reported by a reader (issue 1)."]


def test_the_words_are_shown_as_the_readers(told):
    """The title and each answer stand there, marked; an empty one is left out."""
    assert list(lines(told(source="", **{"what-is-wrong": "It is 40.\r\n\r\nSee the plan."}))) == [
        "issue 12: Wrong cost",
        "  Section",
        "    > What",
        "  Sentence",
        "    > It costs 4 million euros [1].",
        "  What is wrong",
        "    > It is 40.",
        "    > See the plan.",
    ]


def test_an_issue_without_the_form_is_shown_whole(told):
    """Somebody wrote freely: the text is what the editor needs, and an endless one is cut."""
    assert list(lines(told("It costs 40 million."))) == [
        "issue 12: Wrong cost",
        "  Text",
        "    > It costs 40 million.",
        "note: the issue does not name a sentence, so `was` is empty",
    ]
    shown = list(lines(told("x" * 50_000)))
    assert shown[2:4] == [f"    > {'x' * LONGEST}", "    … the rest is in the issue"]


def test_hostile_words_are_shown_as_text(told):
    """What would move the cursor, hide text, or command a runner is shown without its effect, in every part and in the notes."""
    hostile = "\x1b[2J\u202eseen\n::error::x\n##[command]rm"
    shown = list(lines(told(sentence=hostile, source=hostile, story=f"{SLUG}\x1b]0;x\x07", **{"what-is-wrong": hostile})))

    assert [line for line in shown if any(one in line for one in ("\x1b", "\u202e", "\x07", "::error::", "##["))] == []
    assert any("seen" in line for line in shown)
    assert all(line.startswith(("issue 12: ", "  ", "note: ")) for line in shown)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("It costs 4 million euros.", "It costs 4 million euros."),
        ("It costs 4 million euros [1].", "It costs 4 million euros."),
        ("  it costs\n4 million EUROS", "It costs 4 million euros."),
        ("4 million", "It costs 4 million euros."),
        ("“It costs 4 million euros”", "It costs 4 million euros."),
        ("It costs 4 million eur", "It costs 4 million euros."),
        ("a barrier [1]. It costs 4 million euros [1]. The", "It costs 4 million euros."),
        ("The harbour barrier", "The harbour barrier"),
        ("It costs 40 million euros.", ""),
        ("It costs 4", "It costs 4 million euros."),
        ("[1]", ""),
        ("…", ""),
        ("", ""),
        ("the", ""),
        (WHAT.replace("[@harbour-plan]", "[1]"), ""),
    ],
)
def test_a_sentence_is_known_by_its_words(words, meant):
    """Some words of one sentence, a whole one with more around it, or words that a browser cut; never words that fit two."""
    assert wrong_words(builders.version(what=WHAT, why_it_matters="", narrative=()), words) == meant
