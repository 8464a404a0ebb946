"""The script that opens pull requests, with a real git and a `gh` that records its arguments."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$ASKED"
"""


@pytest.fixture
def repository(tmp_path):
    """A clone with two stories, each with a new version that has a report."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "work")
    work = tmp_path / "work"
    git(work, "switch", "--quiet", "--create", "main")
    for slug in ("harbour", "quay-flood"):
        write(work / f"stories/{slug}/story.yaml", "title: T\n")
    write(work / ".gitignore", ".dateline/\n")
    git(work, "add", "--all")
    git(work, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "Begin")
    git(work, "push", "--quiet", "origin", "main")
    for slug, number in (("harbour", 4), ("quay-flood", 1)):
        write(work / f"stories/{slug}/v{number:03d}.yaml", "format: 1\n")
        write(work / f".dateline/reports/{slug}-v{number:03d}.md", f"## {slug}\n")
    write(work / ".dateline/reports/summary.md", "# Update\n")
    write(work / ".dateline/reports/$(touch pwned)-v001.md", "x")
    write(tmp_path / "bin/gh", GH)
    (tmp_path / "bin/gh").chmod(0o755)
    return work


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def git(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def propose(work, **environment):
    path = f"{work.parent / 'bin'}:{os.environ['PATH']}"
    given = {**os.environ, "PATH": path, "ASKED": str(work.parent / "asked"), **environment}
    argv = [sys.executable, str(ROOT / "scripts/propose.py")]
    return subprocess.run(argv, cwd=work, env=given, capture_output=True, encoding="utf-8", check=False)


def test_one_branch_and_pull_request_a_story(repository):
    """Each filed version gets a branch with only its story's folder, and a pull request with its report as the text."""
    done = propose(repository)

    assert done.returncode == 0
    asked = (repository.parent / "asked").read_text().splitlines()
    report = ".dateline/reports/harbour-v004.md"
    assert asked[0] == f"pr create --base main --head dateline/harbour-v004 --title harbour: version 4 --body-file {report}"
    assert len(asked) == 2
    files = git(repository.parent / "origin.git", "diff", "--name-only", "main", "dateline/quay-flood-v001")
    assert files == "stories/quay-flood/v001.yaml\n"
    assert git(repository, "branch", "--show-current") == "main\n"
    assert not (repository / "pwned").exists()


def test_a_branch_that_is_there_is_left_alone(repository):
    """A second run does not overwrite a branch that an editor may have changed."""
    propose(repository)
    before = git(repository.parent / "origin.git", "show-ref")
    write(repository / "stories/harbour/v004.yaml", "format: 2\n")

    done = propose(repository)

    assert "left alone" in done.stdout
    assert git(repository.parent / "origin.git", "show-ref") == before
    assert len((repository.parent / "asked").read_text().splitlines()) == 2


def test_a_failure_stops_no_other(repository):
    """If one pull request cannot be opened, the others are, and the exit code is 3."""
    write(repository.parent / "bin/gh", '#!/bin/sh\ncase "$*" in *harbour*) exit 1;; esac\n' + GH.partition("\n")[2])

    done = propose(repository)

    assert done.returncode == 3
    assert "quay-flood-v001: proposed" in done.stdout
    assert git(repository, "branch", "--show-current") == "main\n"


def test_a_machine_without_git_is_told_so(repository):
    """Without git or gh nothing is done, and two lines say what is missing."""
    argv = [sys.executable, str(ROOT / "scripts/propose.py")]
    done = subprocess.run(argv, cwd=repository, env={"PATH": ""}, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: git and gh: not on PATH\nhint: ")
