"""Opens a pull request for each version that `scripts/update.py` filed: branch `dateline/<slug>-v004`, its report as the text.

A branch that exists is left alone: it may have an editor's commits. Needs `git`, and GitHub's `gh` with GITHUB_TOKEN.
Commands, branch names and commits contain only the slug and the number, never text from outside.
"""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

REPORTS = Path(".dateline/reports")
NAME = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)-v(\d{3,})\.md")
AUTHOR = ("-c", "user.name=dateline", "-c", "user.email=dateline@users.noreply.github.com")


def git(*arguments: str) -> str:
    """The output of git.

    Raises:
        CalledProcessError: if git fails.
    """
    return subprocess.run(["git", *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.strip()


def propose(report: Path, slug: str, number: int, base: str) -> None:
    """Commits one story's folder to a branch of its own, and opens the pull request."""
    branch = f"dateline/{slug}-v{number:03d}"
    if git("ls-remote", "--heads", "origin", branch):
        print(f"{branch}: already exists, left alone")
        return
    title = f"{slug}: version {number}"
    git("switch", "--quiet", "--create", branch)
    try:
        git("add", "--", f"stories/{slug}")
        git(*AUTHOR, "commit", "--quiet", "--message", title)
        git("push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
    finally:
        git("switch", "--quiet", base)
    asked = ["gh", "pr", "create", "--base", base, "--head", branch, "--title", title, "--body-file", str(report)]
    subprocess.run(asked, check=True)
    print(f"{branch}: proposed")


def main() -> int:
    """Proposes every version that has a report; one failure does not stop the others."""
    if missing := [name for name in ("git", "gh") if not shutil.which(name)]:
        print(
            f"error: {' and '.join(missing)}: not on PATH\nhint: Install what is missing, then run this again.", file=sys.stderr
        )
        return 3
    base = git("branch", "--show-current")
    failed = 0
    for report in sorted(REPORTS.glob("*.md")):
        if match := NAME.fullmatch(report.name):
            try:
                propose(report, match[1], int(match[2]), base)
            except subprocess.CalledProcessError as error:
                print(f"{match[1]}: {error}", file=sys.stderr)
                failed = 3
    return failed


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # what it started handles the signal itself
    sys.exit(main())
