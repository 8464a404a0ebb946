"""A run that sends a letter is killed at every system call that writes, records or sends: nobody gets the letter twice."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import builders
import mailing_killing
import pytest
from branches import Hub
from mailing import CONFIG, NAMES, address, send, told
from mailing_killing import CALLS
from post.letter_server import letter_server
from traced import needs_strace

PARTS = 2

pytestmark = needs_strace


@contextmanager
def killer(root: Path, port: int) -> Iterator[Callable[[Any], Any]]:
    """What asks the process that runs and kills."""
    command = [sys.executable, mailing_killing.__file__, str(root), str(port)]
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(root.parent)}
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        asked, answers = process.stdin, process.stdout
        assert asked
        assert answers

        def ask(what: Any) -> Any:
            print(json.dumps(what), file=asked, flush=True)
            return json.loads(answers.readline())

        yield ask
        asked.close()


@pytest.fixture
def hub(make_publication, tmp_path):
    """The remote of a publication."""
    return Hub(tmp_path, make_publication(builders.dossier(), config=CONFIG))


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_every_call(hub, tmp_path, part):
    """After the kill, a second run here finishes: each reader has one mail, or is named as uncertain, and at most one is."""
    kept, remote = tmp_path / "kept", hub.folder / "hub.git"
    clone = hub.clone("one").root
    for folder in (clone, remote):
        shutil.copytree(folder, kept / folder.name)

    def renew() -> None:
        for folder in (clone, remote):
            shutil.rmtree(folder)
            shutil.copytree(kept / folder.name, folder)
        server.taken.clear()

    with letter_server() as server, killer(clone, server.port) as ask:
        ask("prepare")
        renew()
        points = ask("record")
        assert {name for name, _ in points} == set(CALLS)
        for point in points[part::PARTS]:
            renew()
            assert ask(point), point

            again = send(clone, server, *NAMES[:2])

            assert_once(server.readers, told(again), point)


def assert_once(taken: list[str], results: dict[str, str], point: tuple[str, int]) -> None:
    """Each reader has the mail exactly once, except one who is named as uncertain."""
    uncertain = [name for name, result in results.items() if result == "uncertain"]
    assert len(uncertain) <= 1, point
    assert len(set(taken)) == len(taken), point
    assert {address(name) for name in NAMES[:2] if name not in uncertain} <= set(taken), point
    assert set(results.values()) <= {"sent", "before", "uncertain"}, point
