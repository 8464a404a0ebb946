"""The script that opens pull requests, with a real git and a `gh` that records its arguments."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = "https://desk:secret@github.com/example/briefs"
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
    git(work, "config", f"url.{tmp_path}/origin.git.insteadOf", HERE)
    git(work, "remote", "set-url", "origin", HERE)
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
    """If one pull request cannot be opened, the others are, the exit code is 3, and a file says what to open."""
    write(repository.parent / "bin/gh", '#!/bin/sh\ncase "$*" in *harbour*) exit 1;; esac\n' + GH.partition("\n")[2])

    done = propose(repository)

    assert done.returncode == 3
    assert "quay-flood-v001: proposed" in done.stdout
    assert [path.name for path in (repository / ".dateline/proposals").iterdir()] == ["harbour-v004.md"]
    assert git(repository, "branch", "--show-current") == "main\n"


def test_a_machine_without_git_is_told_so(repository):
    """Without git nothing is done, and two lines say what is missing."""
    argv = [sys.executable, str(ROOT / "scripts/propose.py")]
    done = subprocess.run(argv, cwd=repository, env={"PATH": ""}, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "error: git: not on PATH\nhint: Install git, then run this again.\n"


def test_without_a_report_there_is_nothing_to_propose(repository):
    """A version that no run of the update filed has no report; one line says so, and what to do."""
    shutil.rmtree(repository / ".dateline/reports")

    done = propose(repository)

    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert done.stdout.startswith("nothing to propose: no run of `scripts/update.py` filed a version")
    assert done.stdout.endswith("run it, or push a version that was written by hand yourself\n")


@pytest.mark.parametrize("remove", [("remote", "remove", "origin"), ("config", "--unset", "remote.origin.url")])
def test_without_an_origin_nothing_is_committed(repository, remove):
    """Two lines say that it is missing, and no branch is made."""
    git(repository, *remove)

    done = propose(repository)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: there is no remote `origin` to push to\nhint: Name it: ")
    assert git(repository, "branch", "--list").split() == ["*", "main"]


def test_an_origin_that_does_not_answer_is_named_in_a_sentence(repository):
    """The address is shown without its password, and no command is printed as Python has it."""
    (repository.parent / "origin.git").rename(repository.parent / "away.git")

    done = propose(repository)

    assert done.returncode == 3
    assert "error: harbour: `origin` (https://github.com/example/briefs) cannot be read\nhint: See what git" in done.stderr
    assert "['git'" not in done.stderr


def test_outside_a_repository_two_lines_say_so(repository):
    """A folder that git does not know has nothing to push."""
    shutil.rmtree(repository / ".git")

    assert propose(repository).stderr.startswith("error: this folder is not a git repository\nhint: ")


def without_gh(repository):
    (repository.parent / "bin/gh").unlink()
    (repository.parent / "bin/git").symlink_to(shutil.which("git"))
    return {"PATH": str(repository.parent / "bin")}


def elsewhere(repository):
    git(repository, "config", f"url.{repository.parent}/origin.git.insteadOf", "https://desk:secret@git.example/briefs")
    git(repository, "remote", "set-url", "origin", "https://desk:secret@git.example/briefs")
    return {}


@pytest.mark.parametrize(("given", "host"), [(without_gh, "github.com/example/briefs"), (elsewhere, "git.example/briefs")])
def test_without_github_a_file_says_what_to_open(repository, given, host):
    """Without gh, or with another server, the branch is pushed, and a file has the address, the title and the report."""
    done = propose(repository, **given(repository))

    assert (done.returncode, done.stderr) == (0, "")
    assert "dateline/harbour-v004: pushed; .dateline/proposals/harbour-v004.md says what to open where" in done.stdout
    text = (repository / ".dateline/proposals/harbour-v004.md").read_text()
    where = f"at https://{host}: from `dateline/harbour-v004` into `main`, with this title and the text below."
    assert text == f"# harbour: version 4\n\nOpen a merge request {where}\n\n## harbour\n"
    assert "dateline/harbour-v004" in git(repository.parent / "origin.git", "branch", "--list")
    assert not (repository.parent / "asked").exists()


def test_a_branch_that_could_not_be_pushed_is_pushed_by_the_next_run(repository):
    """While the server does not answer, the commit waits on its branch, and nothing is lost."""
    moved = (repository.parent / "origin.git").rename(repository.parent / "away.git")
    refused = propose(repository)
    moved.rename(repository.parent / "origin.git")
    hook = repository.parent / "origin.git/hooks/pre-receive"
    write(hook, "#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    half_done = propose(repository)
    hook.unlink()

    done = propose(repository)

    assert [one.returncode for one in (refused, half_done, done)] == [3, 3, 0]
    assert refused.stderr.count("hint: ") == 2
    assert "Traceback" not in refused.stderr + half_done.stderr
    assert git(repository.parent / "origin.git", "show", "dateline/harbour-v004:stories/harbour/v004.yaml") == "format: 1\n"


def test_a_checkout_without_a_branch_is_told_so(repository):
    """Some CI servers check out a commit; nothing can be proposed from there, and two lines say what to do."""
    git(repository, "switch", "--quiet", "--detach")

    done = propose(repository)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "error: no branch is checked out\nhint: Check out the main branch: `git switch main`.\n"


def test_with_the_cms_a_proposal_is_on_its_board(repository):
    """The CMS shows pull requests whose branch names the collection and the entry, and that have its label."""
    write(repository / "admin/config.yml", "")

    assert propose(repository).returncode == 0

    labelled, asked = (repository.parent / "asked").read_text().splitlines()[:2]
    assert labelled == "label create sveltia-cms/pending_review --force"
    assert "--head cms/stories/harbour%2Fv004 " in asked
    assert asked.endswith("--label sveltia-cms/pending_review")
    assert "cms/stories/harbour%2Fv004" in git(repository.parent / "origin.git", "branch", "--list")
