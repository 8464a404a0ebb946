"""Collects, drafts, checks and files what is new, and writes the minutes in Markdown; CI runs it on a schedule, before the build.

Arguments go to `dateline update`, but for `--report FILE`, which takes the report: what moved in each story, new sources with
their quotes, findings, cost. On GitHub it is the job's summary too. The report of each version that was filed lies in
`.dateline/reports`, where `scripts/propose.py` finds it. The exit code is that of `dateline update`.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path

REPORTS = Path(".dateline/reports")


SUMMARY = REPORTS / "summary.md"


def written() -> int:
    """When the report was written; 0 where there is none."""
    return SUMMARY.stat().st_mtime_ns if SUMMARY.is_file() else 0


def markdown(minutes: str, before: int) -> str:
    """The report that Dateline wrote just now.

    Without one the minutes as a block of code: what strangers wrote stays text there.
    """
    if written() != before:
        return SUMMARY.read_text(encoding="utf-8")
    return "# Update\n\n" + "".join(f"    {line}\n" for line in minutes.splitlines()) + "\n"


def show(minutes: str) -> None:
    """Prints the minutes; on GitHub a title that reads like a command to the runner is not obeyed."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        print(minutes, end="", flush=True)
        return
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}\n{minutes}\n::{token}::", flush=True)


def main(arguments: list[str]) -> int:
    """Runs the update and hands its minutes on."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--report", type=Path, metavar="FILE", help="where the minutes go, in Markdown")
    options, others = parser.parse_known_args(arguments)
    before = written()
    argv = [sys.executable, "-m", "dateline", "update", "--reports", str(REPORTS), *others]
    update = subprocess.run(argv, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    show(update.stdout)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    for path in filter(None, (options.report, summary and Path(summary))):
        with path.open("a", encoding="utf-8") as file:
            file.write(markdown(update.stdout, before))
    return update.returncode


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # what it started has its own say
    sys.exit(main(sys.argv[1:]))
