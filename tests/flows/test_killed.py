"""If an update is killed, or its disk fails, at any system call, all files are complete, and the next update finishes."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import bounded
import builders
import pytest
from conftest import MakePublication

from dateline.core import codec
from dateline.core.config import Feed
from dateline.flows.update import run_for, update

STRACE = shutil.which("strace")
CALLS = ("openat", "write", "fsync", "link", "unlink", "mkdir", "ftruncate")
SLUG = "harbour-barrier"
FOLDER = f"stories/{SLUG}"
NOW = "2026-05-24T11:30:00Z"
TORN = codec.dump_line(builders.item("tide-table", text="x" * 500)).encode()[:100]
"""The beginning of a line, as an earlier kill left it."""

RUN = """
import sys
from pathlib import Path
from typing import NamedTuple
from test_killed import run
run(Path(sys.argv[1]))
"""

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not installed: nothing can be killed at a given system call")


def run(root: Path) -> None:
    """The update of one story, from its inbox; exits with an error if the story failed."""
    (outcome,) = update(run_for(root, "extractive", now=NOW)).outcomes
    if outcome.state == "failed":
        sys.exit(outcome.reason)


def contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / FOLDER).iterdir()}


def trace(root: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
    """The run under strace, which records the calls that may write, or makes them fail."""
    calls = f"trace={','.join(CALLS)}"
    command = [str(STRACE), "-f", "-qq", "-y", "-e", calls, *more, sys.executable, "-c", RUN, str(root)]
    paths = ":".join(str(Path(one).parent) for one in (__file__, builders.__file__, bounded.__file__))
    # Compiled files of its own, so that no other process changes how many calls an import makes.
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": paths, "PYTHONPYCACHEPREFIX": str(root.parent / "compiled")}
    return subprocess.run(command, check=False, capture_output=True, env=env)


def torn(root: Path) -> Path:
    """A publication whose last run was killed in the middle of a line."""
    with (root / FOLDER / "items.jsonl").open("ab") as ledger:
        ledger.write(TORN)
    return root


def letter(number: int) -> str:
    """Something in the inbox."""
    return (
        f"From: Quay Notes <notes@quay.example>\nSubject: Harbour barrier, letter {number}\nMessage-ID: <{number}@quay.example>\n"
        f"Date: Mon, {number} Mar 2026 08:00:00 +0000\n\nThe harbour barrier closes {number} times a year.\n"
    )


@pytest.fixture
def publication(make_publication: MakePublication, tmp_path: Path) -> Path:
    letters = {f"content/inbox/{number}.eml": letter(number) for number in (2, 3)}
    feeds = (Feed("inbox", path="content/inbox"),)
    torn(make_publication(builders.dossier(), config=builders.config(feeds=feeds), files=letters))
    shutil.copytree(tmp_path / "publication", tmp_path / "again")
    return tmp_path / "again"


class Point(NamedTuple):
    """A call that the run makes inside the publication."""

    name: str
    number: int
    """Among the calls of that name."""
    in_cache: bool
    """Whether it touches the cache alone, which may fail without a word: it costs time, nothing else."""


@pytest.fixture
def points(publication: Path, tmp_path: Path) -> list[Point]:
    log = tmp_path / "log"
    trace(publication, "-o", "/dev/null")  # the first run compiles what is imported, and calls more
    shutil.rmtree(publication)
    shutil.copytree(tmp_path / "publication", publication)
    assert trace(publication, "-o", str(log)).returncode == 0
    count: Counter[str] = Counter()
    inside = []
    lines = log.read_text().splitlines()
    main = lines[0].split()[0]
    for line in lines:
        # strace counts the calls of each thread by itself, and only the first one writes.
        if (call := re.match(r"(\d+) +(\w+)\(", line)) and call[1] == main:
            count[call[2]] += 1
            inside += [Point(call[2], count[call[2]], "/.dateline/cache" in line)] if str(publication) in line else []
    return inside


def is_whole(root: Path, done: dict[str, bytes]) -> bool:
    """Whether everything published is there, and all else is as after a normal run, or absent; a torn line is repaired later."""
    there = contents(root)
    lines, all_lines = (one["items.jsonl"].split(b"\n")[:-1] for one in (there, done))
    filed = {name: data for name, data in there.items() if name.startswith("v")}
    return (
        filed in ({"v001.yaml": done["v001.yaml"]}, {name: done[name] for name in ("v001.yaml", "v002.yaml")})
        and lines == all_lines[: len(lines)]
        and len(lines) >= 1
    )


@pytest.mark.parametrize("part", range(4))
def test_killed_at_any_call(publication: Path, points: list[Point], tmp_path: Path, part: int) -> None:
    """Whichever call the run is killed at, nothing published is lost or incomplete, and the next run ends like a normal one."""
    done = contents(publication)
    assert "v002.yaml" in done
    assert {point.name for point in points} >= {"openat", "write", "fsync", "link", "unlink"}

    for name, number, _ in points[part::4]:
        shutil.rmtree(publication)
        shutil.copytree(tmp_path / "publication", publication)
        killed = trace(publication, "-o", "/dev/null", "-e", f"inject={name}:signal=KILL:when={number}")
        assert killed.returncode != 0, (name, number)
        assert is_whole(publication, done)

        run(publication)
        assert contents(publication) == done
    print(f"killed at {len(points[part::4])} calls")  # noqa: T201


def test_the_disk_fails_at_any_write(publication: Path, points: list[Point], tmp_path: Path) -> None:
    """Whichever write, link or flush fails, the run reports it, nothing published changes, and the next run finishes."""
    done = contents(publication)
    assert "v002.yaml" in done
    spoilt = [point for point in points if point.name in ("write", "fsync", "link", "ftruncate")]

    for name, number, in_cache in spoilt:
        shutil.rmtree(publication)
        shutil.copytree(tmp_path / "publication", publication)
        failed = trace(publication, "-o", "/dev/null", "-e", f"inject={name}:error=ENOSPC:when={number}")
        assert in_cache or b"cannot be written: No space left on device" in failed.stderr, (name, number)
        assert is_whole(publication, done)
        assert not list(publication.rglob("*.part"))

        run(publication)
        assert contents(publication) == done
    print(f"failed at {len(spoilt)} writes")  # noqa: T201
