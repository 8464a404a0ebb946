"""Builds the two distributions of a release into `dist/`, and lists what is in it: `python3 scripts/release.py v0.2.0`."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from setup_env import LOCK, PYTHON, ROOT, VENV, StepFailed, begin, install, run, step

DIST = ROOT / "dist"
MATERIALS = ROOT / "materials"
"""The folder of the bill of materials: an index takes no such file."""
MATERIALS_LOCK = "requirements-sbom.txt"
PROJECT, CHANGES, FIGURES = "pyproject.toml", "CHANGELOG.md", "tests/proof/figures.json"


def check(tag: str) -> str:
    """The version, if it is the tag's, the changelog has it, and all promises were measured with it.

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
    measured = json.loads((ROOT / FIGURES).read_text(encoding="utf-8"))
    if old := next((name for name, one in measured.items() if one["version"] != version), None):
        raise StepFailed(
            f"error: {FIGURES} has the figures of another version for {old}\nhint: Run `python3 scripts/prove.py --long`."
        )
    return f"version {version}"


def build(folder: Path = DIST, python: Path = PYTHON) -> str:
    """Builds the source distribution, and from it the wheel, with the locked build tools."""
    shutil.rmtree(folder, ignore_errors=True)
    options = f"--quiet --system-certs --build-constraints {LOCK} --require-hashes --no-create-gitignore"
    run([python, "-m", "uv", "build", *options.split(), "--out-dir", folder])
    return ", ".join(sorted(path.name for path in folder.iterdir()))


def list_materials(dist: Path = DIST, folder: Path = MATERIALS, python: Path = PYTHON) -> str:
    """Writes a bill of materials (SBOM, CycloneDX): the packages that a user gets with all extras, as they are locked.

    The tool is in an environment of its own, so that the list has only what users get.
    """
    [wheel] = dist.glob("*.whl")
    uv: list[str | Path] = [python, "-m", "uv", "--quiet"]
    options = "--system-certs --no-config".split()
    extras = ",".join(tomllib.loads((ROOT / PROJECT).read_text(encoding="utf-8"))["project"]["optional-dependencies"])
    bill = folder / f"{wheel.name.partition('-py3')[0]}.cdx.json"
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as made:
        tool, users = (Path(made, name) for name in ("tool", "users"))
        for one in (tool, users):
            run([*uv, "venv", "--python", python, one, *options])
        locked: list[str | Path] = ["--require-hashes", "--requirements", ROOT / MATERIALS_LOCK]
        run([*uv, "pip", "install", "--python", tool, *locked, *options])
        run([*uv, "pip", "install", "--python", users, "--constraint", ROOT / LOCK, f"{wheel}[{extras}]", *options])
        within = PYTHON.relative_to(VENV)
        command: list[str | Path] = [
            "environment",
            users / within,
            "--pyproject",
            ROOT / PROJECT,
            "--output-reproducible",
            "--output-file",
            bill,
        ]
        run([tool / within.with_name("cyclonedx-py"), *command])
    return bill.name


def main(arguments: list[str]) -> int:
    """Builds the release whose tag is the argument."""
    if len(arguments) != 1:
        sys.exit("error: the tag is missing\nhint: For example: python3 scripts/release.py v0.2.0")
    begin(f"Building {arguments[0]}")
    steps = {"check": lambda: check(arguments[0]), "install": lambda: install(dev=False), "build": build, "list": list_materials}
    return int(not all(step(name, act) for name, act in steps.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
