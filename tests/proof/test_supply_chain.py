"""What a user installs is known, its licences are allowed, and nobody can swap a part of it.

The release script lists what a user of the wheel gets with all extras (a bill of materials in the CycloneDX format, which
comes with each release). Each package on it has the version that the lock names, and a licence from a short list. Each
package of the lock has the hashes of its files, and each action that a workflow uses is named by the hash of its commit. No
module calls the network when it is imported. On GitHub, every pull request is checked for packages with known vulnerabilities
(`pip-audit`).
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import release
from setup_env import LOCK

from dateline.flows.start import start

ROOT = Path(__file__).parents[2]
ALLOWED = {
    *("MIT", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "MPL-2.0", "CNRI-Python", "LGPL-2.1-or-later"),
    *("License :: OSI Approved :: BSD License", "License :: OSI Approved :: Apache Software License"),
}
NOT_STATED = {"partd": "BSD-3-Clause"}
"""What the packages themselves say in a file only."""
OFFLINE = """
import importlib, sys

def refuse(event, given):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise RuntimeError(event)

sys.addaudithook(refuse)
"""
IMPORTS = f"{OFFLINE}for name in sys.argv[1:]: importlib.import_module(name)"
RUNS = f"{OFFLINE}import dateline.cli\ndateline.cli.main(sys.argv[1:])"
COMMANDS = (
    "build",
    "check",
    "status",
    "fmt --check",
    "items",
    "export --out copy.zip",
    "daily 2026-05-27",
    "update --no-collect --no-state",
)
"""What needs neither the network nor a key."""


def licences(component) -> set[str]:
    """What a package says of its licence, as far as it says it in the form of a standard."""
    rows = [row.get("license", row) for row in component.get("licenses", [])]
    return {row.get("id") or row.get("expression") or row["name"] for row in rows}


def is_allowed(said: str) -> bool:
    """Whether a licence, all of those that are joined with AND, or one of those that are joined with OR is on the list."""
    return any(all(part.strip("() ") in ALLOWED for part in one.split(" AND ")) for one in said.split(" OR "))


def test_everything_that_a_user_gets_is_listed_and_allowed(tmp_path, measured):
    """Each package on the list has the locked version, and one of its licences is allowed."""
    release.build(tmp_path / "dist", Path(sys.executable))
    release.list_materials(tmp_path / "dist", tmp_path / "materials", Path(sys.executable))
    [bill] = (tmp_path / "materials").iterdir()
    listed = json.loads(bill.read_text())["components"]
    lock = {name.lower(): version for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", (ROOT / LOCK).read_text())}

    for one in listed:
        assert lock[one["name"].lower().replace("_", "-")] == one["version"], one["name"]
        said = licences(one) or {NOT_STATED[one["name"]]}
        assert any(map(is_allowed, said)), (one["name"], said)
    assert {"anthropic", "feedgen", "pydantic", "trafilatura"} <= {one["name"] for one in listed}
    assert str(tmp_path) not in bill.read_text()
    measured("packages that a user gets with all extras, their versions and licences", len(listed), varies=True)


def test_nobody_can_swap_a_part(measured):
    """Each package of the locks has a hash, each action has the hash of a commit, and each npm package of the tests has one."""
    for name in (LOCK, release.MATERIALS_LOCK):
        entries = re.findall(r"(?m)^[\w.-]+==.*(?:\n    --hash.*)*", (ROOT / name).read_text())
        assert entries
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
        measured("packages of the locks, with hashes", len(entries))
    packages = json.loads((ROOT / "tests/browser/package-lock.json").read_text())["packages"]
    assert [name for name, one in packages.items() if name and not one.get("integrity")] == []
    measured("npm packages of the tests, with hashes", len(packages) - 1)
    workflows = [
        *ROOT.glob(".github/workflows/*.yml"),
        *ROOT.glob("src/dateline/flows/**/*.yml"),
        *ROOT.glob("templates/**/*.yml"),
    ]
    used = [one for path in workflows for one in re.findall(r"uses: (\w\S*)", path.read_text())]
    assert [one for one in used if not re.search(r"@[0-9a-f]{40}$", one)] == []
    measured("actions that workflows use, with the hash of a commit", len(used))


def test_no_import_calls_the_network(measured):
    """All modules can be imported where every call of the network is an error."""
    paths = [path.relative_to(ROOT / "src") for path in sorted((ROOT / "src/dateline").rglob("*.py"))]
    modules = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths if "starter" not in path.parts]
    subprocess.run([sys.executable, "-c", IMPORTS, *(one for one in modules if not one.endswith("__main__"))], check=True)
    measured("modules that are imported", len(modules))


def test_what_needs_no_network_uses_none(tmp_path, measured):
    """Builds, checks and updates of what was collected run where every call of the network is an error."""
    start(tmp_path / "example", example=True)
    for command in COMMANDS:
        argv = [sys.executable, "-c", RUNS, "-C", str(tmp_path / "example"), *command.split()]
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(tmp_path)}
        done = subprocess.run(argv, env=env, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode in (0, 1), (command, done.stderr)
        assert "Traceback" not in done.stderr, (command, done.stderr)
    measured("commands without the network", len(COMMANDS))
