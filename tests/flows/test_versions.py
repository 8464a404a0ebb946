"""Which versions `diff` and `blame` read."""

import builders
import pytest

from dateline.core.errors import UsageError
from dateline.core.model import Correction
from dateline.flows.versions import blame, difference, difference_from
from dateline.store.git import git


@pytest.fixture
def root(make_publication):
    told = (builders.version(number, what=f"The gates closed {number} times.") for number in (1, 2, 3))
    return make_publication(builders.dossier(*told))


@pytest.mark.parametrize(("asked", "meant"), [((), (2, 3)), ((1,), (1, 3)), ((1, 2), (1, 2)), ((3, 1), (3, 1))])
def test_a_pair(root, asked, meant):
    """No number means the last two versions, one number means it and the newest, two numbers mean these two."""
    found = difference(root, "harbour-barrier", *asked)

    assert (found.from_version, found.to_version) == meant


def test_versions_up_to_one(root):
    """Blame reads the versions up to the given one, or all of them."""
    asked, newest = (blame(root, "harbour-barrier", number)[0] for number in (2, None))

    assert (asked.since, asked.worded) == (1, 2)
    assert (newest.since, newest.worded) == (1, 3)


def test_what_is_not_there(root, make_publication):
    """A missing version is an error that lists the versions there are; so is a single version without another to compare."""
    with pytest.raises(UsageError, match="no version 9") as caught:
        difference(root, "harbour-barrier", 9)
    assert caught.value.hint == "It has v1 to v3."
    alone = make_publication(builders.dossier(slug="alone"))
    with pytest.raises(UsageError, match="only one version"):
        difference(alone, "alone")
    empty = make_publication(files={"stories/empty/story.yaml": "title: Empty\n"})
    with pytest.raises(UsageError, match="there is no version"):
        blame(empty, "empty")


def test_corrections_on_the_way(make_publication):
    """The corrections of every version from the one to the other are told."""
    versions = (builders.version(n, corrections=(Correction(1, f"was {n}", "now"),) if n > 1 else ()) for n in (1, 2, 3))
    root = make_publication(builders.dossier(*versions))

    assert [one.was for one in difference(root, "harbour-barrier", 1, 3).corrections] == ["was 2", "was 3"]


def broken(root, number):
    (root / f"stories/harbour-barrier/v00{number}.yaml").write_text("format: 1\nversion: [\n", encoding="utf-8")


def test_a_version_that_cannot_be_read_is_never_skipped(root):
    """It is an error with its file and line if it is one of the two, or if blame needs it; otherwise it does not matter."""
    broken(root, 2)

    for asked in ((), (1, 2), (2,)):
        with pytest.raises(UsageError, match="version 2 cannot be read") as caught:
            difference(root, "harbour-barrier", *asked)
        assert caught.value.where.startswith("stories/harbour-barrier/v002.yaml:")
        assert caught.value.hint
    with pytest.raises(UsageError, match="version 2 cannot be read"):
        blame(root, "harbour-barrier")
    assert difference(root, "harbour-barrier", 1, 3).to_version == 3
    assert blame(root, "harbour-barrier", 1)


def test_a_broken_newest_version(root):
    """The newest version is compared, or the error names it: older ones are not compared in its place."""
    broken(root, 3)

    for ask in (difference, blame):
        with pytest.raises(UsageError, match="version 3 cannot be read"):
            ask(root, "harbour-barrier")


@pytest.fixture
def published(root):
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Publish")
    return root


@pytest.mark.parametrize(("asked", "meant"), [((), (3, 3)), ((2,), (2, 2)), ((1, 2), (1, 2))])
def test_a_git_revision(published, asked, meant):
    """A version in a revision is compared with the one of the same number here, or with another."""
    file = published / "stories/harbour-barrier/v002.yaml"
    file.write_text(file.read_text("utf-8").replace("closed 2 times", "closed 9 times"), encoding="utf-8")
    found = difference_from(published, "harbour-barrier", "main", *asked)

    assert (found.from_version, found.to_version) == meant
    assert found.is_empty is (asked == ())


def test_what_is_not_in_the_revision(published, make_publication):
    """A revision, story or version that is not there is an error, and so is a version that was broken or withdrawn there."""
    story = published / "stories/harbour-barrier"
    (story.parent / "late").mkdir()
    for file in story.iterdir():
        (story.parent / "late" / file.name).write_bytes(file.read_bytes())
    for asked, said in (
        (("harbour-barrier", "nope"), 'there is no "nope" here'),
        (("late", "main"), 'the story "late" had no version at main'),
        (("harbour-barrier", "main", 7, 1), "there is no version 7"),
    ):
        with pytest.raises(UsageError, match=said):
            difference_from(published, *asked)


def test_what_cannot_be_compared_in_the_revision(published):
    """A version that was broken or withdrawn in the revision is an error that says so."""
    broken(published, 3)
    mark = f"{{on: 2026-05-01, why: A court order., hash: 'sha256:{'0' * 64}'}}"
    tombstone = f"format: 1\nversion: 2\nwithdrawn: {mark}\n"
    (published / "stories/harbour-barrier/v002.yaml").write_text(tombstone, encoding="utf-8")
    git(published, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-qam", "Break")
    for number, said in ((3, "version 3 cannot be read"), (2, "version 2 was withdrawn on 2026-05-01: A court order.")):
        with pytest.raises(UsageError, match=said) as caught:
            difference_from(published, "harbour-barrier", "main", number, 1)
        assert caught.value.where.startswith("main:stories/harbour-barrier")
        with pytest.raises(UsageError, match=said):
            difference(published, "harbour-barrier", 1, number)
