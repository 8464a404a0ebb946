"""A run that sends a letter is killed at every system call that writes, records or sends: nobody gets the letter twice."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import builders
import mailing_killing
import pytest
from branches import Hub
from clones import ROOT
from mailing import CONFIG, NAMES, address, send, told
from post.letter_server import letter_server

STRACE = shutil.which("strace")
CALLS = ("write", "sendto", "connect")  # between two of them, nothing changes
PARTS = 2

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not installed: nothing can be killed at a given system call")


def trace(root: Path, port: int, *more: str) -> subprocess.CompletedProcess[str]:
    """The run under strace; its children, which are git, are not traced."""
    command = [str(STRACE), "-qq", "-y", "-e", f"trace={','.join(CALLS)}", *more]
    command += [sys.executable, mailing_killing.__file__, str(root), str(port)]
    paths = f"{Path(mailing_killing.__file__).parent}:{ROOT / 'scripts'}"
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": paths, "HOME": str(root.parent)}
    # Compiled files of its own, so that no other process changes how many calls an import makes.
    compiled = {"PYTHONPYCACHEPREFIX": str(root.parent / "compiled")}
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=env | compiled)


@pytest.fixture
def hub(make_publication, tmp_path):
    """The remote of a publication."""
    return Hub(tmp_path, make_publication(builders.dossier(), config=CONFIG))


def points_of(root: Path, log: Path) -> list[tuple[str, int]]:
    """The calls of a whole run that touch a record or the network, each with its number among the calls of its name."""
    count: Counter[str] = Counter()
    found = []
    for line in log.read_text().splitlines():
        if call := re.match(r"(\w+)\(", line):
            count[call[1]] += 1
            is_ours = f"{root}/.dateline" in line or call[1] in ("sendto", "connect")
            found += [(call[1], count[call[1]])] if is_ours else []
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_every_call(hub, tmp_path, part):
    """After the kill, a second run here finishes: each reader has one mail, or is named as uncertain, and at most one is."""
    kept, remote = tmp_path / "kept", hub.folder / "hub.git"
    clone = hub.clone("one").root
    for folder in (clone, remote):
        shutil.copytree(folder, kept / folder.name)
    with letter_server() as server:
        for log in ("compiling", "log"):
            whole = trace(clone, server.port, "-o", str(tmp_path / log))
            assert whole.returncode == 0, whole.stderr
            for folder in (clone, remote):
                shutil.rmtree(folder)
                shutil.copytree(kept / folder.name, folder)
        points = points_of(clone, tmp_path / "log")
        assert {name for name, _ in points} == set(CALLS)
        for name, number in points[part::PARTS]:
            for folder in (clone, remote):
                shutil.rmtree(folder)
                shutil.copytree(kept / folder.name, folder)
            server.taken.clear()
            killed = trace(clone, server.port, "-o", "/dev/null", "-e", f"inject={name}:signal=KILL:when={number}")
            assert killed.returncode != 0, (name, number)

            again = send(clone, server, *NAMES[:2])

            assert_once(server.readers, told(again), (name, number))
    print(f"killed at {len(points[part::PARTS])} calls")  # noqa: T201


def assert_once(taken: list[str], results: dict[str, str], point: tuple[str, int]) -> None:
    """Each reader has the mail exactly once, except one who is named as uncertain."""
    uncertain = [name for name, result in results.items() if result == "uncertain"]
    assert len(uncertain) <= 1, point
    assert len(set(taken)) == len(taken), point
    assert {address(name) for name in NAMES[:2] if name not in uncertain} <= set(taken), point
    assert set(results.values()) <= {"sent", "before", "uncertain"}, point
