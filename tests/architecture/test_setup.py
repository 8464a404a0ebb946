"""What a fresh machine gets: the lock, the scripts, the wheel and its starter."""

import functools
import operator
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from clones import clone
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
STARTER = ROOT / "src" / "dateline" / "flows" / "starter"


def pinned() -> dict[str, list[str]]:
    rows = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", LOCK, re.MULTILINE)
    names: dict[str, list[str]] = {}
    for name, version in rows:
        names.setdefault(canonicalize_name(name), []).append(version)
    return names


def test_the_lock_holds_what_the_project_asks_for():
    """Each requirement has a version in the lock that satisfies it; if not, run the command in the lock's first lines."""
    project = PROJECT["project"]
    asked = [
        *project["dependencies"],
        *functools.reduce(operator.iadd, project["optional-dependencies"].values(), []),
        *PROJECT["dependency-groups"]["dev"],
    ]
    locked = pinned()

    for requirement in map(Requirement, asked):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, requirement
        assert all(map(requirement.specifier.contains, versions)), requirement


def test_the_lock_has_a_hash_for_each_version_and_names_no_host():
    """The installed packages are the locked ones, wherever they come from."""
    entries = re.split(r"\n(?=\S)", LOCK)

    assert [entry for entry in entries if not entry.startswith("#") and "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK


def test_scripts_need_nothing_but_python():
    """What runs before anything is installed imports only the standard library and each other; the docs come later."""
    scripts = sorted(path for path in (ROOT / "scripts").glob("*.py") if path.stem != "docs_site")
    for path in scripts:
        names = re.findall(r"^(?:from|import) ([\w]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(names) <= {*sys.stdlib_module_names, *(script.stem for script in scripts)}, path.name


def test_the_starter_updates_as_this_repository_does():
    """The pre-build script is the same here and in every new publication."""
    script = "scripts/update.py"
    assert (ROOT / script).read_text(encoding="utf-8") == (STARTER / script).read_text(encoding="utf-8")


def test_a_commit_is_put_in_order_first(tmp_path):
    """What `pre-commit` runs formats a file that a contributor commits, says so, and finds nothing the second time."""
    tree = clone(tmp_path)
    (tree / "src/dateline/extra.py").write_text('"""Nothing."""\nONE = {\'a\':1}\n')
    subprocess.run(["git", "init", "--quiet"], cwd=tree, check=True)
    subprocess.run(["git", "add", "src/dateline/extra.py", ".pre-commit-config.yaml"], cwd=tree, check=True)
    ours = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PRE_COMMIT_HOME": str(tmp_path / "hooks")}

    argv = [sys.executable, "-m", "pre_commit", "run", "--files", "src/dateline/extra.py"]
    codes = [subprocess.run(argv, cwd=tree, env={**os.environ, **ours, "SKIP": "imports"}, check=False).returncode for _ in "12"]

    assert codes == [1, 0]
    assert (tree / "src/dateline/extra.py").read_text() == '"""Nothing."""\n\nONE = {"a": 1}\n'
