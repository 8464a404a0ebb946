"""A story that somebody asked for in an issue."""

import json
import subprocess

import builders
import pytest
from branches import AUTHOR

from dateline.core.errors import StoreError, UsageError
from dateline.core.text import clean
from dateline.flows import from_issue
from dateline.flows.from_issue import LABELS, story_from_issue
from dateline.flows.stories.check import check
from dateline.store.git import git
from dateline.store.reading import read_config, read_publication

SITE = """\
title: Quay
url: https://example.org/
feeds:
- {id: quay, title: Quay Wire, url: "https://quay.example/feed"}   # the oldest
"""
ANSWERED = {
    "Title": "The ferry",
    "Queries": "ferry timetable\n\n  ferry   fares \nferry timetable",
    "Feeds": "https://quay.example/feed/\nHTTPS://Ferry.example/a.xml\nhttps://ferry.example/b.xml",
    LABELS[3]: "ferry",
    LABELS[4]: "football\nreal estate",
    "Guidance": "Prefer primary sources.\n\nSpell out currencies.",
}


@pytest.fixture
def root(make_publication):
    return make_publication(builders.dossier(), files={"content/site.yaml": SITE})


@pytest.fixture
def ask(root, tmp_path):
    """Starts the story of an issue with these answers, of which some are others."""

    def run(**given):
        texts = {**ANSWERED, **given}
        body = "\n\n".join(f"### {label}\n\n{texts[label] or '_No response_'}" for label in LABELS)
        event = tmp_path / "event.json"
        event.write_text(json.dumps({"issue": {"number": 12, "body": body}}), encoding="utf-8")
        return story_from_issue(root, event)

    return run


def settled(root, slug):
    """A story's settings."""
    return next(one.story for one in read_publication(root).stories if one.slug == slug)


def test_the_answers_become_a_story(root, ask):
    """Lists have an entry for each line, once; the slug is made from the title; the result has no errors."""
    started = ask()

    story = settled(root, "the-ferry")
    assert (started.story, started.issue) == ("the-ferry", 12)
    assert (story.title, story.queries) == ("The ferry", ("ferry timetable", "ferry fares"))
    assert (story.must, story.never) == (("ferry",), ("football", "real estate"))
    assert story.guidance.split() == "Prefer primary sources. Spell out currencies.".split()
    assert story.feeds == "all"
    assert not check(root).blocks()


def test_feeds_that_are_new_are_followed(root, ask):
    """Feeds that are followed stay as they are; new ones are named after their host, and comments are kept."""
    started = ask()

    assert [(feed.id, feed.title, feed.url) for feed in started.feeds] == [
        ("ferry-example", "ferry.example", "https://Ferry.example/a.xml"),
        ("ferry-example-2", "ferry.example", "https://ferry.example/b.xml"),
    ]
    assert read_config(root).feeds[1:] == started.feeds
    assert (root / "content/site.yaml").read_text(encoding="utf-8").startswith(SITE)


def test_a_title_alone_is_enough(root, ask):
    """Everything else may be left out; then the settings stay as they are, byte for byte."""
    started = ask(**dict.fromkeys(LABELS[1:], ""))

    assert started.feeds == ()
    assert settled(root, "the-ferry").queries == ()
    assert (root / "content/site.yaml").read_text(encoding="utf-8") == SITE


def test_a_title_in_another_script_has_the_number_for_a_slug(root, ask):
    """If no Latin letter or digit is in the title, the story is named after the issue."""
    assert ask(Title="渡船").story == "story-12"
    assert settled(root, "story-12").title == "渡船"


@pytest.mark.parametrize(
    ("label", "text", "said"),
    [
        ("Title", "", '"Title" is empty'),
        ("Title", "The ferry\nfeeds: all", '"Title" has 2 lines; it should have one'),
        ("Title", "x" * 301, f'"Title": "{"x" * 40}…" has 301 characters; a line may have 300'),
        ("Feeds", "javascript:alert(1)", '"Feeds": "javascript:alert(1)" is not a web address'),
        ("Feeds", "https://a.example/\nfile:///etc/passwd", '"Feeds": "file:///etc/passwd" is not a web address'),
        ("Feeds", "https://user:password@a.example/", '"Feeds": "https://user:password@a.example/" is not a web address'),
        (
            "Feeds",
            "https://a.b/, https://c.d",
            '"Feeds": "https://a.b/, https://c.d" is more than one address',
        ),
        (
            "Feeds",
            "https://a.b/,https://c.d",
            '"Feeds": "https://a.b/,https://c.d" is more than one address',
        ),
        ("Feeds", "http://127.0.0.1/", '"Feeds": "http://127.0.0.1/" is on this machine or a private network'),
        ("Feeds", "http://[fd00::1]:80/", '"Feeds": "http://[fd00::1]:80/" is on this machine or a private network'),
        ("Feeds", "http://feeds.LOCALHOST./", '"Feeds": "http://feeds.LOCALHOST./" is on this machine or a private network'),
        ("Feeds", "\n".join(f"https://a.example/{n}" for n in range(21)), '"Feeds" has 21 lines; it may have 20'),
        ("Queries", "\n".join(map(str, range(21))), '"Queries" has 21 lines; it may have 20'),
        ("Guidance", "x" * 10_001, '"Guidance" has 10,001 characters; it may have 10,000'),
        ("Guidance", "Fine.\n### Feeds\n\nhttps://evil.example/", 'line 30: "### Feeds" is not the next heading of the form'),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_written(root, ask, label, text, said):
    """The error names file, issue, question and what to do, and the publication stays as it was."""
    with pytest.raises(UsageError) as caught:
        ask(**{label: text})

    assert caught.value.what == said
    assert caught.value.where.endswith("event.json: issue 12")
    assert caught.value.hint
    assert [one.slug for one in read_publication(root).stories] == ["harbour-barrier"]
    assert (root / "content/site.yaml").read_text(encoding="utf-8") == SITE


HOSTILE = [
    "${{ secrets.ANTHROPIC_API_KEY }}",
    "$(touch pwned) `touch pwned`",
    "x: !!python/object/apply:os.system [touch pwned]",
    "- {a: &b [*b]} # no comment",
    'it\'s "quoted" \\n | > % @',
    "no\u202egnp.exe \u200bzero\u2028separated\x0bby\x85odd\x00ends",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(root, ask, text):
    """YAML, expressions, commands and characters that deceive are read back as the words that a reader sees."""
    started = ask(**{"Title": f"Ferry {text}", "Queries": text, LABELS[3]: text, "Guidance": f"{text}\n{text}"})

    story = settled(root, started.story)
    seen = " ".join(clean(text).split())
    assert (story.title, story.queries, story.must) == (f"Ferry {seen}", (seen,), (seen,))
    assert story.guidance.count(seen) == 2
    assert not [one for one in check(root).findings if one.level == "error"]


def test_a_story_that_exists_is_not_touched(root, ask):
    """A second issue with the title changes neither the story nor the settings."""
    with pytest.raises(UsageError, match=r"stories/harbour-barrier/story\.yaml: this story already exists"):
        ask(Title="Harbour, barrier!")
    assert (root / "content/site.yaml").read_text(encoding="utf-8") == SITE


def test_a_run_that_was_stopped_is_finished_by_the_next_one(root, ask, monkeypatch):
    """If only the feeds could be written, the next run makes the story, and adds no feed twice."""

    def is_full(*_):
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(from_issue, "new_story", is_full)
        with pytest.raises(StoreError):
            ask()
    after = (root / "content/site.yaml").read_text(encoding="utf-8")

    assert "ferry-example-2" in after
    assert ask().feeds == ()
    assert (root / "content/site.yaml").read_text(encoding="utf-8") == after


def test_the_command_says_what_it_did(root, ask, tmp_path, dateline):
    """People see the feeds and the next step; a program gets one JSON document with the slug and the issue."""
    ask()
    subprocess.run(["rm", "-r", root / "stories/the-ferry"], check=True)
    (root / "content/site.yaml").write_text(SITE, encoding="utf-8")
    event = tmp_path / "event.json"

    code, out, _ = dateline("-C", root, "new", "--from-issue", event)
    assert code == 0
    assert "content/site.yaml: ferry-example: https://Ferry.example/a.xml\n" in out
    assert "stories/the-ferry/story.yaml: written\n" in out
    assert dateline("-C", root, "new", "--from-issue", event)[0] == 2

    subprocess.run(["rm", "-r", root / "stories/the-ferry"], check=True)
    document = json.loads(dateline("-C", root, "new", "--from-issue", event, "--format", "json")[1])
    told = {"warning": "", "hint": ""}
    assert document == {"story": "the-ferry", "file": "stories/the-ferry/story.yaml", "issue": 12, "feeds": [], **told}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["quay", "--from-issue", "x.json"], "SLUG and its options come from the issue"),
        (["--from-issue", "x.json", "--query", "quay"], "SLUG and its options come from the issue"),
        (["--from-issue", "x.json"], "x.json: cannot be read"),
        ([], "SLUG is missing"),
        (["quay"], "--title is missing"),
    ],
)
def test_a_command_that_lacks_something_says_what(root, dateline, arguments, said):
    """An error and a hint, and nothing is written."""
    code, out, err = dateline("-C", root, "new", *arguments)

    assert (code in {2, 3}, out) == (True, "")
    assert said in err
    assert "hint: " in err


def test_a_story_by_hand_can_be_told_in_json(root, dateline):
    """`--format json` prints the slug and the file of a story that was started by hand, too."""
    document = json.loads(dateline("-C", root, "new", "ferry", "--title", "Ferry", "--format", "json")[1])

    assert document == {"story": "ferry", "file": "stories/ferry/story.yaml", "warning": "", "hint": ""}


def test_a_story_that_is_proposed_already_is_refused(root, ask):
    """A second issue with the same title neither changes the open proposal nor is drafted."""
    git(root, "init", "-q", "-b", "main")
    git(root, "remote", "add", "origin", "elsewhere")
    git(root, "add", ".")
    git(root, *AUTHOR, "commit", "-q", "-m", "Start")
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    ask()
    (root / "stories/the-ferry/v001.yaml").write_text("format: 1\n")
    git(root, "add", ".")
    git(root, *AUTHOR, "commit", "-q", "-m", "the-ferry: version 1")
    git(root, "update-ref", "refs/remotes/origin/dateline/the-ferry-v001", "HEAD")
    git(root, "reset", "-q", "--hard", "origin/main")

    with pytest.raises(UsageError, match="already proposed") as refused:
        ask()

    assert "its branch is dateline/the-ferry-v001" in refused.value.hint
    assert not (root / "stories/the-ferry").exists()
