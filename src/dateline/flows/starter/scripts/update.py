"""Runs `dateline update` and writes its report in Markdown; CI runs this script on a schedule, before the build.

`--report FILE` names the file for the report: what changed in each story, new sources with their quotes, findings, cost. On
GitHub the report is also the job's summary. All other arguments go to `dateline update`, whose exit code the script returns.
The report of each filed version is in `.dateline/reports`; `dateline propose` opens the pull requests. If the environment has
DATELINE_SMTP_URL and the update fails, its report is mailed to the email of `author` in `content/site.yaml`.

If ANTHROPIC_FEDERATION_RULE_ID is set and no key is, the update proves with GitHub's identity token who is calling: no key has
to be kept in the repository. The job needs the permission `id-token: write`.
"""

import argparse
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from urllib.request import Request, urlopen

REPORTS = Path(".dateline/reports")
SUMMARY = REPORTS / "summary.md"
AUDIENCE = "https://api.anthropic.com"
REQUEST = ("ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN")
"""What GitHub sets in a job that may ask for an identity token."""
KEYS = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_IDENTITY_TOKEN_FILE", "ANTHROPIC_IDENTITY_TOKEN")
RENEWED = 240.0
"""Seconds after which a new identity token is fetched; GitHub's are valid for a few minutes."""


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


def show(output: str) -> None:
    """Prints the output; on GitHub, the runner does not obey a title that looks like one of its commands."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        print(output, end="", flush=True)
        return
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}\n{output}\n::{token}::", flush=True)


def fetch_identity(file: Path) -> None:
    """Writes GitHub's signed statement of which workflow is running to a file that nobody else can read.

    Raises:
        NoIdentity: if GitHub does not give one.
    """
    if not all(map(os.environ.get, REQUEST)):
        raise NoIdentity("the job may not ask GitHub for an identity token\nhint: Give it the permission `id-token: write`.")
    url, token = (os.environ[name] for name in REQUEST)
    asked = Request(f"{url}&audience={quote(AUDIENCE, safe='')}", headers={"authorization": f"bearer {token}"})  # noqa: S310
    try:
        with urlopen(asked, timeout=30) as answer:  # noqa: S310  # GitHub's own address
            identity = str(json.load(answer)["value"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoIdentity(f"GitHub gave no identity token ({type(error).__name__})\nhint: Run it again later.") from error
    part = file.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(identity, encoding="utf-8")
    part.replace(file)


@contextmanager
def identified() -> Iterator[dict[str, str]]:
    """The environment of the update: with a file for the identity token, if one is wanted, which is renewed while it runs.

    Raises:
        NoIdentity: if one is wanted and there is none.
    """
    environment = {name: value for name, value in os.environ.items() if name not in REQUEST}
    if not os.environ.get("ANTHROPIC_FEDERATION_RULE_ID") or any(map(os.environ.get, KEYS)):
        yield environment
        return
    done = threading.Event()
    with TemporaryDirectory() as folder:
        file = Path(folder, "identity")
        fetch_identity(file)

        def renew() -> None:
            while not done.wait(RENEWED):
                with suppress(NoIdentity):  # the last one may still be valid
                    fetch_identity(file)

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
    options, others = parser.parse_known_args(arguments)
    before = written()
    mailing = ["--mail-errors"] if os.environ.get("DATELINE_SMTP_URL") else []
    argv = [sys.executable, "-m", "dateline", "update", "--reports", str(REPORTS), *mailing, *others]
    try:
        with identified() as environment:
            update = subprocess.run(argv, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    except NoIdentity as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    show(update.stdout)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    for path in filter(None, (options.report, summary and Path(summary))):
        with path.open("a", encoding="utf-8") as file:
            file.write(markdown(update.stdout, before))
    return update.returncode


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # what it started handles the signal itself
    sys.exit(main(sys.argv[1:]))
