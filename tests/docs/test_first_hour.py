"""The first hour: what a newcomer types, as printed, on a machine that has only Python."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import builders
import pytest
import yaml
from clones import clone

from dateline.flows.start import start

ROOT = Path(__file__).parents[2]
SHELL = shutil.which("sh") or "sh"
NOBODY = "http://127.0.0.1:9"
"""Where no package index answers."""
REACHING_AN_INDEX = re.compile("(PIP|UV|SSL|REQUESTS)_.*|LD_LIBRARY_PATH|.*_PROXY", re.IGNORECASE)
"""Variables without which some machines reach no index, or start no Python."""


@pytest.fixture
def empty(tmp_path):
    """An environment with only Python, an empty home, and the installers' own settings and caches."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if REACHING_AN_INDEX.fullmatch(name)}
    places = {
        f"XDG_{kind}_HOME": os.environ.get(f"XDG_{kind}_HOME", str(Path.home() / place))
        for kind, place in (("CONFIG", ".config"), ("CACHE", ".cache"))
    }
    return {**kept, **places, "HOME": str(home), "PATH": f"{sys.base_prefix}/bin"}


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def typed(text: str, folder: Path, environment: dict[str, str]) -> str:
    """The output of a shell for commands typed one after the other; the first failure ends it."""
    done = subprocess.run(
        [SHELL, "-e"], input=text, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def git(folder: Path, *arguments: str) -> str:
    argv = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(argv, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def fresh(tmp_path):
    """A clone of this working tree, in a folder with an awkward name."""
    return clone(tmp_path / "mit Leerzeichen und Umläuten äöü")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no git checkout, so no clone can be made")
def test_the_readme_works_as_printed(fresh, empty):
    """Every command of the README, in order, works; the second time it needs no network."""
    said = typed("".join(blocks(fresh / "README.md")), fresh, empty)

    assert (fresh / "example/build/index.html").is_file()
    assert (fresh.parent / "record/build/index.html").is_file()
    assert "the settings list no feed yet" in said
    offline = {**empty, "HTTP_PROXY": NOBODY, "HTTPS_PROXY": NOBODY, "PIP_INDEX_URL": NOBODY, "UV_DEFAULT_INDEX": NOBODY}
    assert "already there" in typed("python3 scripts/try.py", fresh, offline)


def test_a_new_publication_works_where_it_is_cloned(tmp_path, empty):
    """What `init` wrote and git kept can be installed with Python's own pip, and does what its README and workflows say."""
    start(tmp_path / "made", made_by=builders.installed(tmp_path, {"url": "file:///somewhere", "dir_info": {}}))
    git(tmp_path / "made", "init", "--quiet")
    git(tmp_path / "made", "add", "--all")
    git(tmp_path / "made", "commit", "--quiet", "--message", "Begin")
    git(tmp_path, "clone", "--quiet", "made", "my clone")
    clone = tmp_path / "my clone"
    jobs = [yaml.safe_load(path.read_text())["jobs"] for path in sorted((clone / ".github/workflows").glob("*.yml"))]
    steps = {step["name"]: step["run"] for job in jobs for one in job.values() for step in one.get("steps", ()) if "run" in step}

    typed("".join(blocks(clone / "README.md")), clone, empty)
    typed("\n".join((". .venv/bin/activate", *(steps[name] for name in ("Install", "Update", "Check", "Build")))), clone, empty)

    assert (clone / "build/index.html").is_file()
