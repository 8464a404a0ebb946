"""The wheel and the source distribution: what an index would have, and what they do away from a checkout."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
import release
from setup_env import StepFailed

ROOT = Path(__file__).parents[2]
VERSION = version("dateline")
FLOWS = ROOT / "src/dateline/flows"
MADE = {"__pycache__", "compiled"}
"""What is made anew in each place."""
EXTRAS = "[cards,email,extract,update]"


def run(*argv: str | Path, folder: Path, **more: str) -> str:
    """The output of a command that sees no checkout: neither this one nor an environment."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(argv, cwd=folder, env={**kept, **more}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def uv(*arguments: str | Path, folder: Path) -> str:
    return run(sys.executable, "-m", "uv", "--quiet", *arguments, "--system-certs", "--no-config", folder=folder)


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


def pythons() -> list[Path]:
    """This Python, and the newest of the machine: on the path, or pyenv's."""
    folders = [
        *Path.home().glob(".pyenv/versions/3.*/bin"),
        *(path for path in map(Path, os.get_exec_path()) if path.name != "shims"),
    ]
    named = (f"python3.{minor}" for minor in range(11, 30) if minor != sys.version_info.minor)
    others = [Path(path) for name in named if (path := shutil.which(name, path=os.pathsep.join(map(str, folders))))]
    return [Path(sys.executable), *others[-1:]]


def made(command: Path, folder: Path) -> Path:
    """The example publication, started, updated, checked and built by a Dateline."""
    run(command, "init", "example", "--example", folder=folder)
    for name in ("update", "check", "build"):
        run(command, "-C", "example", name, folder=folder)
    return folder / "example"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example as this checkout makes it."""
    return made(Path(sys.executable).with_name("dateline"), tmp_path_factory.mktemp("checkout"))


@pytest.mark.parametrize("python", pythons(), ids=lambda path: path.name)
def test_the_wheel_does_what_the_checkout_does(wheel, example, tmp_path, python):
    """In an empty environment, of the newest Python too, the wheel starts, updates, checks and builds; its site is the same."""
    uv("venv", "--python", python, tmp_path / "venv", folder=tmp_path)
    lock = ROOT / "requirements.txt"
    installed = ("--python", tmp_path / "venv", "--constraint", lock, f"dateline{EXTRAS} @ {wheel.as_uri()}")
    uv("pip", "install", *installed, folder=tmp_path)
    command = tmp_path / "venv/bin/dateline"

    loader = "from dateline.site.theme import load_theme; print(type(load_theme().environment.loader).__name__)"
    assert run(tmp_path / "venv/bin/python", "-c", loader, folder=tmp_path) == "ModuleLoader\n", "templates are compiled already"
    own = files(made(command, tmp_path) / "build")
    run(command, "-C", example, "build", "--no-cache", "--out", tmp_path / "site", folder=tmp_path)
    site = files(tmp_path / "site")
    assert own.keys() == files(example / "build").keys() == {*site, ".gitignore"}
    assert [name for name, data in site.items() if data != (example / "build" / name).read_bytes()] == []


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
