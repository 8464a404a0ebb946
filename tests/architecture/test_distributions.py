"""The wheel and the source distribution: what an index would have, and what they do away from a checkout."""

import json
import os
import re
import shutil
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
import release
from installed import run
from setup_env import StepFailed

ROOT = Path(__file__).parents[2]
VERSION = version("dateline")
FLOWS = ROOT / "src/dateline/flows"
MADE = {"__pycache__", "compiled"}
"""What is made anew in each place."""


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and not MADE & {*path.parts})
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """Both distributions: the wheel is built from the source distribution, as an installer may do."""
    folder: Path = tmp_path_factory.mktemp("dist")
    release.build(folder, Path(sys.executable))
    return folder


@pytest.fixture(scope="module")
def wheel(dist):
    """The wheel."""
    [found] = dist.glob("*.whl")
    return found


def test_an_index_would_take_them(dist):
    """Twine finds nothing wrong with either, not even a warning; `pyproject.toml` keeps to its standard."""
    tool = [sys.executable, "-m"]
    run(*tool, "twine", "check", "--strict", *dist.glob("dateline-*"), folder=dist)
    run(*tool, "validate_pyproject", ROOT / "pyproject.toml", folder=dist)


def test_the_source_has_all_that_git_has(dist):
    """The source distribution is the checkout without the built site, so that anybody can run its tests."""
    [source] = dist.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    kept = run("git", "ls-files", "--cached", "--others", "--exclude-standard", folder=ROOT).splitlines()
    assert sorted(names - {"PKG-INFO"}) == sorted(
        name for name in kept if not name.startswith("build/") and (ROOT / name).exists()
    )


def test_the_wheel_has_what_init_and_build_copy(wheel):
    """Hidden files of the starter, the example and the theme are in the wheel; tests and compiled files are not."""
    names = set(zipfile.ZipFile(wheel).namelist())

    copied = {f"flows/{name}": FLOWS / name for name in ("starter", "pages", "workflows", "example")}
    kept = {**copied, "theme": ROOT / "theme"}
    for folder, source in kept.items():
        assert {f"dateline/{folder}/{file}" for file in files(source)} <= names
    assert [name for name in names if name.endswith(".pyc") or name.startswith("tests/")] == []


@pytest.fixture
def released(monkeypatch, tmp_path):
    """A folder that is ready for its release."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## {VERSION} (2026-11-27)\n")
    (tmp_path / release.FIGURES).parent.mkdir(parents=True)
    (tmp_path / release.FIGURES).write_text(json.dumps({"killed": {"version": VERSION}}))
    monkeypatch.setattr(release, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("pyproject.toml", 'version = "9.9.9"\n', f"pyproject.toml has version 9.9.9, which is not that of the tag v{VERSION}"),
        ("CHANGELOG.md", "## Unreleased\n", f"CHANGELOG.md has no heading for {VERSION}"),
        (release.FIGURES, '{"killed": {"version": "0.0.1"}}', f"{release.FIGURES} has the figures of another version for killed"),
    ],
)
def test_a_release_is_what_its_tag_says(released, name, text, said):
    """The tag, the version, the changelog and the figures of all promises agree, or nothing is built."""
    assert release.check(f"v{VERSION}") == f"version {VERSION}"
    (released / name).write_text(text)

    with pytest.raises(StepFailed, match=re.escape(f"error: {said}\nhint: ")):
        release.check(f"v{VERSION}")


@pytest.mark.parametrize(
    "argv", [("uv", "tool", "run", "--from"), ("pipx", "run", "--backend", "uv", "--spec")], ids=["uvx", "pipx"]
)
def test_it_runs_without_being_installed(wheel, tmp_path, argv):
    """`uvx` and `pipx run` start the command from a wheel, and it begins a publication."""
    homes = {
        "UV_SYSTEM_CERTS": "1",
        "UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(Path.home() / ".cache/uv")),
        "PIPX_HOME": str(tmp_path / "pipx"),
    }
    run(sys.executable, "-m", *argv, wheel, "dateline", "init", "record", folder=tmp_path, **homes)

    assert (tmp_path / "record/content/site.yaml").is_file()
