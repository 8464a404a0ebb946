"""What was published stays: a branch is compared with the commit that it came from."""

import builders
import pytest

from dateline.core import codec
from dateline.flows.stories.check import check
from dateline.store.git import git

STORY = "stories/harbour-barrier"


@pytest.fixture
def root(make_publication):
    """A publication in git, on a branch of its own."""
    root = make_publication(builders.dossier(builders.version(1), builders.version(2)))
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Publish")
    git(root, "switch", "-q", "-c", "edit")
    return root


def edited(root):
    return [(one.file, one.line, one.message) for one in check(root, base="main").findings if one.rule == "version-edited"]


def test_nothing_changed(root):
    """A branch that changes no version has no findings."""
    assert edited(root) == []


def test_one_word_is_enough(root):
    """A changed word in a published version is an error that names the file and the line, and the check blocks."""
    path = root / STORY / "v001.yaml"
    path.write_text(path.read_text().replace("floods", "flooded", 1))

    line = next(number for number, text in enumerate(path.read_text().splitlines(), 1) if "flooded" in text)
    assert edited(root) == [(f"{STORY}/v001.yaml", line, f"the published version 1 was changed, from line {line} on")]
    assert check(root, base="main").blocks()


def test_a_ledger_line_is_not_taken_back(root):
    """A line removed from a published ledger is an error."""
    (root / STORY / "items.jsonl").write_text("")

    assert (f"{STORY}/items.jsonl", 1, "the published ledger was changed, from line 1 on") in edited(root)


def test_a_whole_story_does_not_vanish(root):
    """Removing a story's folder is reported file by file, although nothing of it can be read any more."""
    for path in (root / STORY).iterdir():
        path.unlink()
    (root / STORY).rmdir()

    assert {message for *_, message in edited(root)} == {
        f"the published {what} was deleted" for what in ("ledger", "version 1", "version 2")
    }


def test_a_story_may_get_another_name(root):
    """A renamed folder is an error until the story lists its old name, because old addresses must redirect."""
    (root / STORY).rename(root / "stories/sea-wall")
    assert {message for *_, message in edited(root)} == {
        f"the published {what} was moved" for what in ("ledger", "version 1", "version 2")
    }

    story = root / "stories/sea-wall/story.yaml"
    story.write_text(story.read_text() + "aliases: [harbour-barrier]\n")

    assert edited(root) == []


def levels(root, rule, **against):
    return [(one.version, one.level) for one in check(root, **against).findings if one.rule == rule]


def test_what_the_base_has_is_judged_mildly(root):
    """An error that only an edit could fix is a warning in a published version; two new versions are both checked in full."""
    for number in (1, 2, 3, 4):
        text = codec.dump(builders.version(number, items=9))
        (root / STORY / f"v{number:03d}.yaml").write_text(text)
        if number == 2:
            git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-qam", "Count wrongly")

    error, warning = "error", "warning"
    assert levels(root, "item-count", base="HEAD") == [(4, error), (3, error), (2, warning), (1, warning)]
    assert levels(root, "item-count") == [(4, error), (3, warning), (2, warning), (1, warning)]


def test_a_story_with_another_name_is_published_still(root):
    """What a story published under its old name is not checked as new."""
    (root / STORY / "v003.yaml").write_text(codec.dump(builders.version(3, items=9)))
    git(root, "add", ".")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-qm", "Count wrongly")
    (root / STORY).rename(root / "stories/sea-wall")
    story = root / "stories/sea-wall/story.yaml"
    story.write_text(story.read_text() + "aliases: [harbour-barrier]\n")

    assert levels(root, "item-count", base="HEAD") == [(3, "warning")]
