"""Shows Dateline at work with one command: installs it, then creates, updates, checks, builds and serves the example publication.

With `--no-serve`, or if its output is not for a terminal, it ends with the command that serves the example.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from setup_env import PYTHON, ROOT, begin, install, run, step

EXAMPLE = ROOT / "example"
INTERRUPTED = 130


def dateline(*arguments: str) -> str:
    """The output of a Dateline command for the example."""
    return run([PYTHON, "-m", "dateline", "-C", str(EXAMPLE), *arguments])


def init() -> str:
    """Creates the example, unless it exists."""
    if EXAMPLE.is_dir():
        return "example/ already exists; delete it to start again"
    run([PYTHON, "-m", "dateline", "init", str(EXAMPLE), "--example"])
    return "example/"


def update() -> str:
    """Collects from the recorded feeds and drafts a new version; the clone's remote is told nothing of the example."""
    stories = json.loads(dateline("update", "--no-state", "--format", "json"))["stories"]
    return ", ".join(f"{one['story']}: {one['state'].replace('-', ' ')}{_numbered(one['version'])}" for one in stories)


def _numbered(version: int | None) -> str:
    return f" as version {version}" if version else ""


def check() -> str:
    """Counts the findings."""
    counts = json.loads(dateline("check", "--format", "json"))["counts"]
    return ", ".join(f"{number} {level}{'s' * (number != 1)}" for level, number in counts.items())


def build() -> str:
    """Renders the site."""
    report = json.loads(dateline("build", "--format", "json"))
    return f"{report['pages']} pages, {report['versions']} versions of {report['stories']} stories"


def onward() -> str:
    """The next commands, as typed from the current folder; the same as in the README."""
    activate = r".venv\Scripts\activate" if os.name == "nt" else ". .venv/bin/activate"
    return "\n".join(
        (
            *(() if Path.cwd() == ROOT else (f"cd {shlex.quote(str(ROOT))}",)),
            activate,
            "dateline init ../record --yes",
            'dateline -C ../record new harbour-barrier --title "The harbour barrier" --query "harbour barrier"',
            "dateline -C ../record update",
        )
    )


def serving() -> str:
    """The command that serves the example, as typed from the current folder."""
    script = PYTHON.with_name("dateline")
    here = Path.cwd() == ROOT
    command, example = (str(path.relative_to(ROOT) if here else path) for path in (script, EXAMPLE))
    return shlex.join((command, "-C", example, "serve"))


def serve() -> int:
    """Serves the example until somebody presses Ctrl-C, which ends the server alone."""
    signal.signal(signal.SIGINT, lambda *_: None)
    code = subprocess.run([PYTHON, "-m", "dateline", "-C", EXAMPLE, "serve"], check=False).returncode
    return 0 if code == INTERRUPTED else code


def main(arguments: Sequence[str]) -> int:
    """Runs each step, prints what to type next, and serves the example."""
    begin("Trying Dateline")
    steps = {"install": lambda: install(dev=False), "init": init, "update": update, "check": check, "build": build}
    if not all(step(name, act) for name, act in steps.items()):
        return 1
    print(f"\nFor a publication of your own:\n\n{textwrap.indent(onward(), '  ')}\n")
    if "--no-serve" in arguments or not sys.stdout.isatty():
        print(f"To read the example in a browser: {serving()}")
        return 0
    print("The example can be read at the address below, until you press Ctrl-C.\n", flush=True)
    return serve()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(INTERRUPTED))
    sys.exit(main(sys.argv[1:]))
