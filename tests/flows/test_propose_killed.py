"""If `dateline propose` is killed before any step, the next run finishes: one pull request, no commit lost, nothing left over."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import propose_killing
import pytest
from branches import Clone, Hub, hub
from github_server import github
from killing import KILLED
from proposing import ALPHA, BETA, BRANCH, NOW, Remote, draft, edits, run, status

__all__ = ["hub"]
PARTS = 2


@contextmanager
def killer(root: Path, environment: dict[str, str]) -> Iterator[Callable[[int], str | None]]:
    """What kills a run, and returns the step before which it did; None if the run ended by itself."""
    argv = [sys.executable, propose_killing.__file__, str(root)]
    env = {**os.environ, **environment, "PATH": os.environ["PATH"], "HERE": str(root)}

    with subprocess.Popen(argv, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        asked, answers = process.stdin, process.stdout
        assert asked
        assert answers

        def killed(number: int) -> str | None:
            print(number, file=asked, flush=True)
            step, _, code = answers.readline().rpartition(" ")
            assert int(code) == (KILLED if step else 0)
            return step or None

        yield killed
        asked.close()
    assert process.returncode == 0


def first(hub: Hub, server) -> Clone:
    desk = hub.clone("desk")
    draft(desk, "alpha", ALPHA)
    return desk


def renewal(hub: Hub, server) -> Clone:
    run(first(hub, server), server)
    later = hub.clone("later")
    draft(later, "beta", BETA)
    return later


def comment(hub: Hub, server) -> Clone:
    run(first(hub, server), server)
    edits(hub)
    later = hub.clone("later")
    later.collect("beta", at=BETA)
    later.commit()
    return later


@pytest.mark.parametrize(("begin", "text"), [(first, ALPHA), (renewal, BETA), (comment, ALPHA)])
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_before_every_step(hub, tmp_path, begin, text, part):
    """The version is always in the working tree or on the branch, and the next run leaves what an unharmed one leaves."""
    with ExitStack() as stack:
        server = stack.enter_context(github())
        desk, remote = begin(hub, server), Remote(hub)
        held = (desk.root, remote.root)
        for folder in held:
            shutil.copytree(folder, tmp_path / f"kept-{folder.name}", symlinks=True)
        before = ([dict(one) for one in server.pulls], {number: list(rows) for number, rows in server.comments.items()})
        seen = []
        kill = stack.enter_context(killer(desk.root, server.environment))
        for number in count(part, PARTS):
            for folder in held:
                shutil.rmtree(folder)
                shutil.copytree(tmp_path / f"kept-{folder.name}", folder, symlinks=True)
            server.pulls, server.comments = [dict(one) for one in before[0]], {key: list(rows) for key, rows in before[1].items()}
            step = kill(number)
            if step is None:
                break
            seen.append(step)
            is_here = 4 in desk.numbers and desk.read(4).published == text
            assert is_here or remote.version(BRANCH).published == text, step
            run(desk, server, now=NOW)

            assert remote.version(BRANCH).published == text, step
            assert [one["state"] for one in server.pulls] == ["open"], step
            assert len(server.comments.get(1, [])) == (begin is comment), step
            assert remote.rows[-1]["commit"] == remote.git("rev-parse", BRANCH), step
            assert status(desk) == "", step
            assert desk.git("worktree", "list").count("\n") == 1, step
            assert remote.git("fsck", "--no-dangling") == "", step
        assert seen
