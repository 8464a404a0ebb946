"""If an update is killed, or its disk fails, at any system call, all files are complete, and the next update finishes."""

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import builders
import pytest
from conftest import MakePublication
from killing import in_its_own_process
from traced import Call, alone, failed_at, killed_at, needs_strace, prepare, recorded

from dateline.core import codec
from dateline.core.config import Feed
from dateline.desk.common_words import common_words
from dateline.flows.update import run_for, update

CALLS = ("openat", "write", "fsync", "link", "unlink", "mkdir", "ftruncate")
SLUG = "harbour-barrier"
FOLDER = f"stories/{SLUG}"
NOW = "2026-05-24T11:30:00Z"
TORN = codec.dump_line(builders.item("tide-table", text="x" * 500)).encode()[:100]
"""The beginning of a line, as an earlier kill left it."""

pytestmark = needs_strace


def run(root: Path) -> None:
    """The update of one story, from its inbox; exits with an error if the story failed."""
    (outcome,) = update(run_for(root, "extractive", now=NOW)).outcomes
    if outcome.state == "failed":
        sys.exit(outcome.reason)


def contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / FOLDER).iterdir()}


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
def folder(make_publication: MakePublication, tmp_path: Path) -> Path:
    """Contains a publication as `before`, with letters in its inbox and a torn ledger."""
    letters = {f"content/inbox/{number}.eml": letter(number) for number in (2, 3)}
    feeds = (Feed("inbox", path="content/inbox"),)
    torn(make_publication(builders.dossier(), config=builders.config(feeds=feeds), files=letters)).rename(tmp_path / "before")
    return tmp_path


def begin(folder: Path) -> tuple[Path, Callable[[], None], list[Call]]:
    """A publication, the run in it, and the calls that the run makes inside it; the run has ended."""
    root = renewed(folder)
    act = partial(run, root)
    prepare(act, folder)
    common_words("en")  # what is known here is read by no child, and nothing takes longer to read
    renewed(folder)
    return root, act, [call for call in recorded(act, folder, CALLS) if str(root) in call.line]


def renewed(folder: Path) -> Path:
    shutil.rmtree(folder / "publication", ignore_errors=True)
    return Path(shutil.copytree(folder / "before", folder / "publication"))


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


def kill_everywhere(folder: Path) -> None:
    root, act, calls = begin(folder)
    done = contents(root)
    assert "v002.yaml" in done
    assert {call.name for call in calls} >= {"openat", "write", "fsync", "link", "unlink"}

    for call in calls:
        renewed(folder)
        assert killed_at(call, act, folder), call
        assert is_whole(root, done), call

        assert alone(act, folder).code == 0
        assert contents(root) == done, call


def test_killed_at_any_call(folder: Path) -> None:
    """Whichever call the run is killed at, nothing published is lost or incomplete, and the next run ends like a normal one."""
    in_its_own_process(kill_everywhere, folder)


def fail_everywhere(folder: Path) -> None:
    root, act, calls = begin(folder)
    done = contents(root)
    assert "v002.yaml" in done
    spoilt = [call for call in calls if call.name in ("write", "fsync", "link", "ftruncate")]
    assert spoilt

    for call in spoilt:
        renewed(folder)
        failed = failed_at(call, "ENOSPC", act, folder)
        # The cache alone may fail without a word: it costs time, nothing else.
        assert "/.dateline/cache" in call.line or "cannot be written: No space left on device" in failed.said, call
        assert is_whole(root, done), call
        assert not list(root.rglob("*.part")), call

        assert alone(act, folder).code == 0
        assert contents(root) == done, call


def test_the_disk_fails_at_any_write(folder: Path) -> None:
    """Whichever write, link or flush fails, the run reports it, nothing published changes, and the next run finishes."""
    in_its_own_process(fail_everywhere, folder)
