"""Opens a pull request for each version that `scripts/update.py` filed: branch `dateline/<slug>-v004`, its report as the text.

Without GitHub or its `gh`, the branch is pushed and `.dateline/proposals/<slug>-v004.md` says what to open where. With the CMS
(`admin/config.yml`), the branch is `cms/stories/<slug>%2Fv004` and has the label that puts it on the board.

A branch that exists is left alone: it may have an editor's commits. Needs `git`; `gh` needs GITHUB_TOKEN. Commands, branch names
and commits contain only the slug and the number, never text from outside.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

REPORTS = Path(".dateline/reports")
PROPOSALS = Path(".dateline/proposals")
BOARD = Path("admin/config.yml")
LABEL = "sveltia-cms/pending_review"
NAME = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)-v(\d{3,})\.md")
BY_HAND = "or push a version that was written by hand yourself"
AUTHOR = ("-c", "user.name=dateline", "-c", "user.email=dateline@users.noreply.github.com")


def git(*arguments: str) -> str:
    """The output of git.

    Raises:
        CalledProcessError: if git fails.
    """
    return subprocess.run(["git", *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.strip()


def remote() -> str:
    """The address of the remote repository, without the user and password that it may have; empty if there is no `origin`."""
    found = subprocess.run(["git", "config", "--get", "remote.origin.url"], check=False, stdout=subprocess.PIPE, encoding="utf-8")
    return re.sub(r"(?<=://)[^/@]*@", "", found.stdout.strip())


def is_on_github(address: str) -> bool:
    """Whether `gh` can open a pull request there."""
    server = os.environ.get("GH_HOST", "github.com")
    return bool(shutil.which("gh")) and bool(re.search(rf"(^|[/@]){re.escape(server)}[/:]", address))


def propose(report: Path, slug: str, number: int, base: str) -> None:
    """Pushes one story's folder as a branch of its own, and opens the pull request or says what to open where."""
    address = remote()
    branch = f"cms/stories/{slug}%2Fv{number:03d}" if BOARD.is_file() else f"dateline/{slug}-v{number:03d}"
    if git("ls-remote", "--heads", "origin", f"refs/heads/{branch}"):  # fails if `origin` does not answer
        print(f"{branch}: already exists, left alone")
        return
    title = f"{slug}: version {number}"
    if not git("branch", "--list", branch):  # one that is there could not be pushed the last time
        commit(slug, title, branch, base)
    git("push", "--quiet", "origin", f"refs/heads/{branch}:refs/heads/{branch}")
    note = PROPOSALS / report.name
    if is_on_github(address):
        try:
            open_pull_request(report, branch, title, base)
        except subprocess.CalledProcessError:
            explain(note, report, f"Open a pull request at {address}: from `{branch}` into `{base}`", title)
            raise
        print(f"{branch}: proposed")
        return
    explain(note, report, f"Open a merge request at {address}: from `{branch}` into `{base}`", title)
    print(f"{branch}: pushed; {note} says what to open where")


def explain(note: Path, report: Path, todo: str, title: str) -> None:
    """Writes what to open where, and the text to put there."""
    note.parent.mkdir(parents=True, exist_ok=True)
    text = report.read_text(encoding="utf-8")
    note.write_text(f"# {title}\n\n{todo}, with this title and the text below.\n\n{text}", encoding="utf-8")


def commit(slug: str, title: str, branch: str, base: str) -> None:
    """Commits one story's folder to the branch, and returns to the base."""
    git("switch", "--quiet", "--create", branch)
    try:
        git("add", "--", f"stories/{slug}")
        git(*AUTHOR, "commit", "--quiet", "--message", title)
    finally:
        git("switch", "--quiet", base)


def open_pull_request(report: Path, branch: str, title: str, base: str) -> None:
    """Opens the pull request with `gh`, with the label of the CMS's board if there is one."""
    label = ["--label", LABEL] if BOARD.is_file() else []
    if label:
        subprocess.run(["gh", "label", "create", LABEL, "--force"], check=True)
    asked = ["gh", "pr", "create", "--base", base, "--head", branch, "--title", title, "--body-file", str(report), *label]
    subprocess.run(asked, check=True)


def told(error: subprocess.CalledProcessError | OSError) -> str:
    """What failed, in words."""
    if isinstance(error, OSError):
        return f"{error.strerror}: {error.filename}" if error.filename else str(error)
    if "ls-remote" in error.cmd or "push" in error.cmd:
        return f"`origin` ({remote()}) cannot be {'read' if 'ls-remote' in error.cmd else 'written to'}"
    words = [word for word in error.cmd if not word.startswith("-") and "=" not in word]
    return f"`{' '.join(words[:2])}` failed"


def refused(what: str, hint: str) -> int:
    """Says why nothing can be done, and what to do."""
    print(f"error: {what}\nhint: {hint}", file=sys.stderr)
    return 3


def main() -> int:
    """Proposes every version that has a report; one failure does not stop the others."""
    reports = [(report, match) for report in sorted(REPORTS.glob("*.md")) if (match := NAME.fullmatch(report.name))]
    if not reports:
        print(f"nothing to propose: no run of `scripts/update.py` filed a version ({REPORTS} has no report); run it, {BY_HAND}")
        return 0
    if not shutil.which("git"):
        return refused("git: not on PATH", "Install git, then run this again.")
    if subprocess.run(["git", "rev-parse", "--git-dir"], check=False, capture_output=True).returncode:
        return refused("this folder is not a git repository", "Run this in a clone of the publication.")
    base = git("branch", "--show-current")
    if not base:
        return refused("no branch is checked out", "Check out the main branch: `git switch main`.")
    if not remote():
        return refused("there is no remote `origin` to push to", "Name it: `git remote add origin ADDRESS`, then run this again.")
    failed = 0
    for report, match in reports:
        try:
            propose(report, match[1], int(match[2]), base)
        except (subprocess.CalledProcessError, OSError) as error:
            failed = refused(f"{match[1]}: {told(error)}", "See what git or gh says above, correct it, then run this again.")
    return failed


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # what it started handles the signal itself
    sys.exit(main())
