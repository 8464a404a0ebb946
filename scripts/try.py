"""Dateline at work, with one command: install it, make the example publication, update, check and build it."""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
import textwrap
from pathlib import Path

from setup_env import PYTHON, ROOT, begin, install, run, step

EXAMPLE = ROOT / "example"


def dateline(*arguments: str) -> str:
    """What a command of Dateline's prints for the example."""
    return run([PYTHON, "-m", "dateline", "-C", str(EXAMPLE), *arguments])


def init() -> str:
    """Makes the example, unless it is there."""
    if EXAMPLE.is_dir():
        return "example/ is there already; remove it to begin anew"
    run([PYTHON, "-m", "dateline", "init", str(EXAMPLE), "--example"])
    return "example/"


def update() -> str:
    """Collects from the recorded feeds and drafts what is new."""
    stories = json.loads(dateline("update", "--format", "json"))["stories"]
    return ", ".join(f"{one['story']}: {one['state'].replace('-', ' ')}{_numbered(one['version'])}" for one in stories)


def _numbered(version: int | None) -> str:
    return f" as version {version}" if version else ""


def check() -> str:
    """Counts what is left to say about the versions."""
    counts = json.loads(dateline("check", "--format", "json"))["counts"]
    return ", ".join(f"{number} {level}{'s' * (number != 1)}" for level, number in counts.items())


def build() -> str:
    """Renders the site."""
    report = json.loads(dateline("build", "--format", "json"))
    return f"{report['pages']} pages, {report['versions']} versions of {report['stories']} stories"


def onward() -> str:
    """The commands that come next, as they are typed here: those of the README."""
    activate = r".venv\Scripts\activate" if os.name == "nt" else ". .venv/bin/activate"
    return "\n".join(
        (
            *(() if Path.cwd() == ROOT else (f"cd {shlex.quote(str(ROOT))}",)),
            activate,
            "dateline init ../record",
            'dateline -C ../record new harbour-barrier --title "The harbour barrier"',
            "dateline -C ../record update",
        )
    )


def main() -> int:
    """Does each step in turn and says where to look."""
    begin("Trying Dateline")
    steps = {"install": lambda: install(dev=False), "init": init, "update": update, "check": check, "build": build}
    if not all(step(name, act) for name, act in steps.items()):
        return 1
    print(f"\nNow open {EXAMPLE / 'build' / 'index.html'} in a browser.")
    print(f"\nFor a publication of your own:\n\n{textwrap.indent(onward(), '  ')}")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    sys.exit(main())
