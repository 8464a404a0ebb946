"""Opens a pull request for each version that `scripts/update.py` filed: branch `dateline/<slug>-v004`, its report as the text.

A branch that is there already is left alone: it may hold an editor's commits. Needs `git`, and GitHub's `gh` with GITHUB_TOKEN.
Nothing that strangers wrote reaches a command, a branch's name or a commit: those are made of the slug and the number alone.
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
    """What git says; ends the script where it fails."""
    return subprocess.run(["git", *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.strip()


def propose(report: Path, slug: str, number: int, base: str) -> None:
    """Commits one story's folder to a branch of its own, and opens the pull request."""
    branch = f"dateline/{slug}-v{number:03d}"
    if git("ls-remote", "--heads", "origin", branch):
        print(f"{branch}: is there already, left alone")
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
    """Proposes every version that has a report; a failure stops no other."""
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
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # what it started has its own say
    sys.exit(main())
