"""Runs `dateline update` and writes its report in Markdown; CI runs this script on a schedule, before the build.

`--report FILE` names the file for the report: what changed in each story, new sources with their quotes, findings, cost. On
GitHub the report is also the job's summary. All other arguments go to `dateline update`, whose exit code the script returns.
The report of each filed version is in `.dateline/reports`, where `scripts/propose.py` finds it.
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
    """The time when the report was written; 0 if there is none."""
    return SUMMARY.stat().st_mtime_ns if SUMMARY.is_file() else 0


def markdown(output: str, before: int) -> str:
    """The report that Dateline has just written.

    If it wrote none: its output as a code block, in which text from outside stays text.
    """
    if written() != before:
        return SUMMARY.read_text(encoding="utf-8")
    return "# Update\n\n" + "".join(f"    {line}\n" for line in output.splitlines()) + "\n"


def show(output: str) -> None:
    """Prints the output; on GitHub, the runner does not obey a title that looks like one of its commands."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        print(output, end="", flush=True)
        return
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}\n{output}\n::{token}::", flush=True)


def main(arguments: list[str]) -> int:
    """Runs the update and writes its report."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--report", type=Path, metavar="FILE", help="the file for the report, in Markdown")
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
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # what it started handles the signal itself
    sys.exit(main(sys.argv[1:]))
