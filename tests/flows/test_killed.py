"""A run that is killed, or whose disk fails, at any system call leaves whole files, and the next run completes."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline import codec
from dateline.store import append_items, append_version, locked, new_items, read_story

STRACE = shutil.which("strace")
CALLS = ("openat", "write", "fsync", "link", "unlink", "mkdir", "ftruncate")
SLUG = "harbour-barrier"
FOLDER = f"stories/{SLUG}"
INCOMING = (builders.item("tide-table", text="x" * 500), builders.item("quay-report"))
"""What comes in while the run is killed; the ledger has the first one's beginning, torn, from an earlier kill."""

RUN = """
import sys
from pathlib import Path
import filelock
from test_killed import run
run(Path(sys.argv[1]))
"""

pytestmark = [
    pytest.mark.skipif(STRACE is None, reason="strace is not installed: nothing can be killed at a given system call"),
    pytest.mark.timeout(120),
]


def run(root: Path) -> None:
    """A run in small: what came in is written to the ledger, and a version is filed if it is not there yet."""
    with locked(root):
        dossier = read_story(root, SLUG)
        append_items(root, SLUG, new_items(dossier.items, INCOMING))
        if len(dossier.versions) == 1:
            append_version(root, SLUG, builders.version(2, items=3))


def contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / FOLDER).iterdir()}


def trace(root: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
    """The run under strace, which notes or spoils the calls that may write."""
    calls = f"trace={','.join(CALLS)}"
    command = [str(STRACE), "-f", "-qq", "-y", "-e", calls, *more, sys.executable, "-c", RUN, str(root)]
    paths = f"{Path(__file__).parent}:{Path(builders.__file__).parent}"
    return subprocess.run(command, check=False, capture_output=True, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": paths})


def torn(root: Path) -> Path:
    """A publication whose last run was killed in the middle of a line."""
    with (root / FOLDER / "items.jsonl").open("ab") as ledger:
        ledger.write(codec.dump_item(INCOMING[0]).encode()[:100])
    return root


@pytest.fixture
def publication(make_publication: MakePublication, tmp_path: Path) -> Path:
    torn(make_publication(builders.dossier()))
    shutil.copytree(tmp_path / "publication", tmp_path / "again")
    return tmp_path / "again"


@pytest.fixture
def points(publication: Path, tmp_path: Path) -> list[tuple[str, int]]:
    """Each call that the run makes inside the publication: its name, and its number among the calls of that name."""
    log = tmp_path / "log"
    trace(publication, "-o", "/dev/null")  # the first run compiles what is imported, and calls more
    shutil.rmtree(publication)
    shutil.copytree(tmp_path / "publication", publication)
    assert trace(publication, "-o", str(log)).returncode == 0
    count: Counter[str] = Counter()
    inside = []
    for line in log.read_text().splitlines():
        if call := re.match(r"\d+ +(\w+)\(", line):
            count[call[1]] += 1
            inside += [(call[1], count[call[1]])] if str(publication) in line else []
    return inside


def is_whole(root: Path, before: dict[str, bytes]) -> bool:
    """Whether everything that was published is there, and nothing is half there but what the next run mends."""
    dossier = read_story(root, SLUG)
    known = {item.key for item in builders.dossier().items}
    lines = (root / FOLDER / "items.jsonl").read_bytes().split(b"\n")[:-1]
    return (
        contents(root)["v001.yaml"] == before["v001.yaml"]
        and dossier.versions in ((builders.version(),), (builders.version(), builders.version(2, items=3)))
        and known <= {json.loads(line)["key"] for line in lines} <= known | {item.key for item in INCOMING}
    )


def test_killed_at_any_call(publication: Path, points: list[tuple[str, int]], tmp_path: Path) -> None:
    """Whichever call the run is killed at, nothing published is lost or half there, and the next run ends as an unharmed one."""
    done, start = contents(publication), contents(tmp_path / "publication")
    assert {name for name, _ in points} >= {"openat", "write", "fsync", "link", "unlink"}

    for name, number in points:
        shutil.rmtree(publication)
        shutil.copytree(tmp_path / "publication", publication)
        killed = trace(publication, "-o", "/dev/null", "-e", f"inject={name}:signal=KILL:when={number}")
        assert killed.returncode != 0
        assert is_whole(publication, start)

        run(publication)
        assert contents(publication) == done
    print(f"killed at {len(points)} calls")  # noqa: T201


def test_the_disk_fails_at_any_write(publication: Path, points: list[tuple[str, int]], tmp_path: Path) -> None:
    """Whichever write, link or flush fails, the run says so in words, nothing published changes, and the next run completes."""
    done, start = contents(publication), contents(tmp_path / "publication")
    spoilt = [(name, number) for name, number in points if name in ("write", "fsync", "link", "ftruncate")]

    for name, number in spoilt:
        shutil.rmtree(publication)
        shutil.copytree(tmp_path / "publication", publication)
        failed = trace(publication, "-o", "/dev/null", "-e", f"inject={name}:error=ENOSPC:when={number}")
        assert b"cannot be written: No space left on device" in failed.stderr
        assert is_whole(publication, start)
        assert not list(publication.rglob("*.part"))

        run(publication)
        assert contents(publication) == done
    print(f"failed at {len(spoilt)} writes")  # noqa: T201
