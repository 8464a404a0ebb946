"""Nothing of what Dateline writes is in git."""

import builders
import pytest

from dateline.flows.stories.check import check
from dateline.store.git import git
from dateline.store.tracked import tracked_results


@pytest.fixture
def root(make_publication):
    files = {"build/.gitignore": "*\n!.gitignore\n", "build/evil.html": "<p>Bought</p>"}
    return make_publication(builders.dossier(), files=files)


def test_what_is_committed_in_the_folder_of_the_site_is_an_error(root):
    """The finding says which file, how many, and what to do; `check` blocks on it."""
    git(root, "init", "-q")
    (root / "build/more.html").write_text("<p>More</p>", encoding="utf-8")
    git(root, "add", "--force", "build")
    (root / "build/evil.html").unlink()

    (site,) = tracked_results(root)
    assert (site.rule, site.file) == ("unknown-file", "build/evil.html")
    assert "is in git with 1 more" in site.message
    assert "git rm -r --quiet --cached build`, then `git add build/.gitignore" in site.hint
    assert "build/evil.html" in {one.file for one in check(root).findings if one.level == "error"}


def test_a_site_that_git_does_not_track_is_none_of_it(root):
    """A built site that is ignored is no finding, nor is `build/.gitignore`; without git, nothing is."""
    assert tracked_results(root) == ()
    git(root, "init", "-q")
    git(root, "add", "build")

    assert tracked_results(root) == ()


def test_a_site_that_is_meant_to_be_in_git_is_none_of_it(root):
    """Without the file that keeps it out, somebody publishes it from git."""
    (root / "build/.gitignore").unlink()
    git(root, "init", "-q")
    git(root, "add", "build")

    assert tracked_results(root) == ()


def test_a_link_in_the_place_of_the_folder_is_an_error(root):
    """A committed link could let a build write elsewhere."""
    git(root, "init", "-q")
    (root / "away").mkdir()
    git(root, "rm", "-r", "--quiet", "--cached", "--ignore-unmatch", "build")
    (root / "build").rename(root / "old")
    (root / "build").symlink_to("away")
    git(root, "add", "build")

    assert [one.file for one in tracked_results(root)] == ["build"]
