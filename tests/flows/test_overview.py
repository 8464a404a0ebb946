"""What a report on findings shows besides them."""

import builders
import pytest

from dateline.checks.evidence import Coverage
from dateline.core import codec
from dateline.flows.overview import overview
from dateline.flows.stories.check import check
from dateline.store.git import git

STORY = "stories/harbour-barrier"
WRONG = "It is over [@nobody]."


@pytest.fixture
def root(make_publication):
    """A publication whose two versions have errors."""
    return make_publication(builders.dossier(builders.version(1, what=WRONG), builders.version(2, what=WRONG)))


def commit(root):
    """Commits everything."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Publish")


def test_versions_that_are_not_committed_are_proposed(root):
    """A version is proposed until it is committed, or until the base of a merge has it; without git, none is."""
    assert overview(root, check(root)).proposed == frozenset()
    commit(root)
    for number in (3, 4):
        (root / STORY / f"v00{number}.yaml").write_text(codec.dump(builders.version(number, what=WRONG)))
        if number == 3:
            commit(root)

    assert overview(root, check(root)).proposed == {("harbour-barrier", 4)}
    assert overview(root, check(root), base="HEAD~1").proposed == {("harbour-barrier", 3), ("harbour-barrier", 4)}
    (root / STORY).rename(root / "stories/sea-wall")
    assert ("sea-wall", 1) in overview(root, check(root)).proposed


def test_the_versions_of_findings_are_read(root):
    """The versions that findings are about are read, and whether a finding blocks is known."""
    told = overview(root, check(root))

    assert {number for _, number in told.versions} == {1, 2}
    assert told.versions["harbour-barrier", 2].what.strip() == WRONG
    assert not told.is_ready


def test_coverage_is_kept(make_publication):
    """How well the newest version is supported is the same in a second check, which reads no story."""
    root = make_publication(builders.dossier(), builders.dossier(slug="tides"))
    first, second = check(root), check(root)

    assert first.coverage == second.coverage == Coverage(10, 0, 10)
    (root / "stories/tides/v001.yaml").unlink()
    assert check(root).coverage == Coverage(5, 0, 5)
    assert overview(root, first).is_ready
