"""Builds the two distributions of a release into `dist/`: `python3 scripts/release.py v0.2.0`."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from setup_env import LOCK, PYTHON, ROOT, StepFailed, begin, install, run, step

DIST = ROOT / "dist"
PROJECT, CHANGES = "pyproject.toml", "CHANGELOG.md"


def check(tag: str) -> str:
    """The version, if it is the tag's and the changelog has it.

    Raises:
        StepFailed: otherwise.
    """
    [version] = re.findall(r'^version = "(.+)"$', (ROOT / PROJECT).read_text(encoding="utf-8"), re.MULTILINE)
    if tag != f"v{version}":
        raise StepFailed(f"error: {PROJECT} has version {version}, which is not that of the tag {tag}\nhint: Change one of them.")
    heading = rf"^## {re.escape(version)} \(\d{{4}}-\d\d-\d\d\)$"
    if not re.search(heading, (ROOT / CHANGES).read_text(encoding="utf-8"), re.MULTILINE):
        hint = f"Rename `## Unreleased` to `## {version} (YEAR-MONTH-DAY)`."
        raise StepFailed(f"error: {CHANGES} has no heading for {version}\nhint: {hint}")
    return f"version {version}"


def build(folder: Path = DIST, python: Path = PYTHON) -> str:
    """Builds the source distribution, and from it the wheel, with the locked build tools."""
    shutil.rmtree(folder, ignore_errors=True)
    options = f"--quiet --system-certs --build-constraints {LOCK} --require-hashes --no-create-gitignore"
    run([python, "-m", "uv", "build", *options.split(), "--out-dir", folder])
    return ", ".join(sorted(path.name for path in folder.iterdir()))


def main(arguments: list[str]) -> int:
    """Builds the release whose tag is the argument."""
    if len(arguments) != 1:
        sys.exit("error: the tag is missing\nhint: For example: python3 scripts/release.py v0.2.0")
    begin(f"Building {arguments[0]}")
    steps = {"check": lambda: check(arguments[0]), "install": lambda: install(dev=False), "build": build}
    return int(not all(step(name, act) for name, act in steps.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
