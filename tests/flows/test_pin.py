"""What a new publication installs."""

import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import builders
import pytest

from dateline.flows.pin import pin

ROOT = Path(__file__).parents[2]
COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "a" * 64
VERSION = version("dateline")
WHEEL = f"./vendor/dateline-{VERSION}-py3-none-any.whl[update,extract,email,serve]"


def git_url(url: str, **more: str) -> object:
    return {"url": url, "vcs_info": {"vcs": "git", "commit_id": COMMIT}, **more}


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (None, f"dateline[update,extract,email,serve]=={VERSION}"),
        (
            git_url("https://git.example/dateline.git"),
            f"dateline[update,extract,email,serve] @ git+https://git.example/dateline.git@{COMMIT}",
        ),
        (
            {"url": "https://files.example/d.whl", "archive_info": {"hashes": {"sha256": DIGEST}}},
            f"dateline[update,extract,email,serve] @ https://files.example/d.whl#sha256={DIGEST}",
        ),
        (git_url("https://name:secret@git.example/dateline.git"), WHEEL),
        (git_url("ssh://git@git.example/dateline.git"), WHEEL),
        (git_url("file:///somewhere/dateline"), WHEEL),
        (git_url("https://git.example/all.git", subdirectory="dateline"), WHEEL),
        ({"url": "file:///somewhere/d.whl", "archive_info": {"hashes": {"sha256": DIGEST}}}, WHEEL),
        ({"url": "file:///somewhere/dateline", "dir_info": {}}, WHEEL),
        ({"url": "file:///somewhere/dateline", "dir_info": {"editable": True}}, WHEEL),
    ],
)
def test_the_pin_is_where_anybody_finds_this_dateline(tmp_path, origin, expected):
    """An index gives a version, git a commit, an archive a hash; what only this machine has goes into `vendor/`."""
    assert pin(tmp_path, builders.installed(tmp_path, origin)) == expected
    assert (tmp_path / "vendor").exists() == (expected == WHEEL)


def git(folder, *arguments):
    argv = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(argv, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout.strip()


@pytest.fixture
def checkout(tmp_path):
    """A checkout whose origin has its commit."""
    folder = tmp_path / "Dateline äö"
    (folder / "src").mkdir(parents=True)
    (folder / "src/one.py").write_text("")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")
    git(folder, "remote", "add", "origin", "https://git.example/dateline.git")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    return folder


def pinned(folder: Path) -> str:
    origin = {"url": folder.as_uri(), "dir_info": {"editable": True}}
    new = folder.parent / "new"
    new.mkdir()
    return pin(new, builders.installed(folder.parent, origin))


def test_a_checkout_is_pinned_by_its_commit(checkout):
    """If the origin has the commit that runs, that commit is named; untracked files change nothing."""
    (checkout / "notes.txt").write_text("mine")

    assert (
        pinned(checkout)
        == f"dateline[update,extract,email,serve] @ git+https://git.example/dateline.git@{git(checkout, 'rev-parse', 'HEAD')}"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "src/one.py").write_text("changed"),
        lambda folder: (folder / "src/two.py").write_text("new"),
        lambda folder: git(folder, "commit", "--quiet", "--allow-empty", "--message", "Not pushed"),
        lambda folder: git(folder, "remote", "set-url", "origin", "git@git.example:dateline.git"),
        lambda folder: git(folder, "remote", "set-url", "origin", "https://name:secret@git.example/dateline.git"),
        lambda folder: git(folder, "remote", "remove", "origin"),
    ],
    ids=["changed", "new file", "not pushed", "ssh", "password", "no origin"],
)
def test_a_checkout_that_nobody_else_has_is_packed(checkout, change):
    """A commit is named only if it is what runs, and if others can fetch it."""
    change(checkout)

    assert pinned(checkout) == WHEEL


def test_a_folder_of_another_repository_is_packed(checkout):
    """A Dateline inside another repository has no commit of its own."""
    shutil.rmtree(checkout / "src")
    inner = checkout / "tools" / "dateline"
    inner.mkdir(parents=True)
    (inner / "one.py").write_text("")
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--message", "Move")
    git(checkout, "update-ref", "refs/remotes/origin/main", "HEAD")

    assert pinned(inner) == WHEEL


def test_the_wheel_is_the_one_that_would_be_built(tmp_path):
    """The wheel has, byte for byte, what the build makes of this checkout; packed twice, it is the same file."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "built"]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    made = builders.installed(tmp_path, {"url": "file:///somewhere", "dir_info": {}})

    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        pin(tmp_path / name, made)

    [built] = (tmp_path / "built").glob("*.whl")
    one, two = (tmp_path / name / "vendor" / built.name for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert contents(one) == contents(built)


def contents(wheel: Path) -> dict[str, bytes]:
    """The files and metadata of a wheel, without the README, which may be newer than the installation."""
    with zipfile.ZipFile(wheel) as opened:
        held = {name: opened.read(name) for name in opened.namelist() if not name.endswith(("/RECORD", "/WHEEL"))}
    return {name: data.partition(b"\n\n")[0] if name.endswith("/METADATA") else data for name, data in held.items()}
