"""Runs `dateline update` and writes its report in Markdown; CI runs this script on a schedule, before the build.

`--report FILE` names the file for the report: what changed in each story, new sources with their quotes, findings, cost. On
GitHub the report is also the job's summary. All other arguments go to `dateline update`, whose exit code the script returns.
`--run COMMAND` runs another command of Dateline with them, such as `daily`, and writes no report.
The report of each filed version is in `.dateline/reports`; `dateline propose` opens the pull requests. If the environment has
DATELINE_SMTP_URL and the update fails, its report is mailed to the email of `author` in `content/site.yaml`.

If ANTHROPIC_FEDERATION_RULE_ID is set and no key is, the update proves with GitHub's identity token who is calling: no key has
to be kept in the repository. The job needs the permission `id-token: write`. If GitHub gives no token, items are collected all
the same, nothing is drafted, and the exit code is 3.
"""

import argparse
import base64
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from urllib.request import Request, urlopen

REPORTS = Path(".dateline/reports")
SUMMARY = REPORTS / "summary.md"
LONGEST = 1024 * 1024 - 1
"""Bytes that GitHub takes for the summary of a step; it shows nothing of a longer one."""
STORY = re.compile(r"^(?=# [a-z0-9-]+(?:: version \d+)?$)", re.MULTILINE)
"""Where the part of a story begins in a report."""
REFUSED = "the credential was refused"
"""What Dateline says if Anthropic does not accept the identity."""
AUDIENCE = "https://api.anthropic.com"
REQUEST = ("ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN")
"""What GitHub sets in a job that may ask for an identity token."""
KEYS = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_IDENTITY_TOKEN_FILE", "ANTHROPIC_IDENTITY_TOKEN")
RENEWED = 240.0
"""Seconds after which a new identity token is fetched; GitHub's are valid for a few minutes."""
PAUSES = (2.0, 8.0, 30.0)
"""Seconds to wait before GitHub is asked again."""


class NoIdentity(Exception):  # noqa: N818  # it says what is missing
    """An identity token is wanted, and there is none; the message is for people."""


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


def shortened(report: str, room: int) -> str:
    """As many stories of a report as fit into some bytes, each as a whole, and where the others are."""
    if len(report.encode()) <= room:
        return report
    head, *stories = STORY.split(report)
    room -= 500  # for the sentence about what is left out
    if len(head.encode()) > room:
        head = head.encode()[: max(room, 0)].decode(errors="ignore").rpartition("\n")[0] + "\n\n"
    shown, left = head, 0
    for story in stories:
        if len((shown + story).encode()) <= room:
            shown += story
        else:
            left += 1
    gone = f"{left} of {len(stories)} stories are" if left else "The rest is"
    where = f"All of it is in the artifact *review*, as `{SUMMARY.name}`."
    return f"{shown}\n{gone} left out, because GitHub shows no longer summary. {where}\n"


def summarize(text: str) -> None:
    """Adds Markdown to the summary of the job, on GitHub."""
    if name := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(name).open("a", encoding="utf-8") as file:
            file.write(shortened(text, LONGEST - file.tell()))


def warn(title: str, what: str) -> None:
    """Says what is wrong: at the run and in the summary on GitHub, and on standard error elsewhere."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(f"::error title={title}::{what}", flush=True)
    else:
        print(f"error: {what}", file=sys.stderr)
    summarize(f"**{title}**: {what}\n\n")


@contextmanager
def unheard() -> Iterator[None]:
    """On GitHub, the runner does not obey a title that looks like one of its commands."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        yield
        return
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}", flush=True)
    try:
        yield
    finally:
        print(f"\n::{token}::", flush=True)


def run(argv: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Runs a program and shows each line when it comes; returns the exit code and all that was printed."""
    lines: list[str] = []
    with (
        unheard(),
        subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as program,
    ):
        assert program.stdout
        for line in program.stdout:
            lines.append(line.decode(errors="replace"))
            print(lines[-1], end="", flush=True)
    return program.returncode, "".join(lines)


def fetch_identity(file: Path, pause: Callable[[float], object]) -> None:
    """Writes GitHub's signed statement of which workflow is running to a file that nobody else can read.

    Args:
        file: where to.
        pause: waits for some seconds, between two attempts.

    Raises:
        NoIdentity: if GitHub does not give one.
    """
    if not all(map(os.environ.get, REQUEST)):
        raise NoIdentity("the job may not ask GitHub for an identity token. Give it the permission `id-token: write`.")
    identity = ""
    for seconds in (0.0, *PAUSES):
        if seconds:
            pause(seconds)
        with suppress(OSError, ValueError, KeyError, TypeError):
            identity = ask_identity()
            break
    if not identity:
        raise NoIdentity(f"GitHub gave no identity token, although it was asked {len(PAUSES) + 1} times. Run this again later.")
    part = file.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(identity, encoding="utf-8")
    part.replace(file)


def ask_identity() -> str:
    """Asks GitHub once."""
    url, token = (os.environ[name] for name in REQUEST)
    asked = Request(f"{url}&audience={quote(AUDIENCE, safe='')}", headers={"authorization": f"bearer {token}"})  # noqa: S310
    with urlopen(asked, timeout=30) as answer:  # noqa: S310  # GitHub's own address
        identity = json.load(answer)["value"]
    if not identity or not isinstance(identity, str):
        raise ValueError("no token")
    return identity


def subject(file: Path) -> str:
    """The subject of an identity token, which a federation rule has to name; empty if it has none that can be shown."""
    try:
        payload = file.read_text(encoding="utf-8").split(".")[1]
        told = str(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""
    return told if re.fullmatch(r"[\w.:/@-]{1,300}", told, re.ASCII) else ""


@contextmanager
def identified() -> Iterator[dict[str, str]]:
    """The environment of the update: with a file for the identity token, if one is wanted, which is renewed while it runs.

    If GitHub gives none, the file is not there: Dateline collects, says for each story that it cannot write, and mails that.
    """
    environment = {name: value for name, value in os.environ.items() if name not in REQUEST}
    if not os.environ.get("ANTHROPIC_FEDERATION_RULE_ID") or any(map(os.environ.get, KEYS)):
        yield environment
        return
    done = threading.Event()
    with TemporaryDirectory() as folder:
        file = Path(folder, "identity")
        try:
            fetch_identity(file, done.wait)
        except NoIdentity as error:
            warn("No identity", f"{error} Without one, nothing is drafted.")

        def renew() -> None:
            while not done.wait(RENEWED):
                with suppress(NoIdentity):  # the last one may still be valid
                    fetch_identity(file, done.wait)

        thread = threading.Thread(target=renew)
        thread.start()
        try:
            yield {**environment, "ANTHROPIC_IDENTITY_TOKEN_FILE": str(file)}
        finally:
            done.set()
            thread.join()


def main(arguments: list[str]) -> int:
    """Runs the update and writes its report."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--report", type=Path, metavar="FILE", help="the file for the report, in Markdown")
    parser.add_argument("--run", metavar="COMMAND", help="run another command of Dateline, and write no report")
    options, others = parser.parse_known_args(arguments)
    before = written()
    mailing = ["--mail-errors"] if os.environ.get("DATELINE_SMTP_URL") else []
    command = [options.run] if options.run else ["update", "--reports", str(REPORTS), *mailing]
    argv = [sys.executable, "-m", "dateline", *command, *others]
    with identified() as environment:
        file = Path(environment.get("ANTHROPIC_IDENTITY_TOKEN_FILE", os.devnull))
        is_missing = not file.exists()
        code, output = run(argv, environment)
        who = subject(file) if REFUSED in output else ""
    if who:
        warn("The identity was refused", f"this workflow runs as {who}, and the federation rule must have exactly this subject.")
    report = "" if options.run else markdown(output, before)
    summarize(report)
    if options.report:
        with options.report.open("a", encoding="utf-8") as target:
            target.write(report)
    return code or 3 * is_missing


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # what it started handles the signal itself
    sys.exit(main(sys.argv[1:]))
