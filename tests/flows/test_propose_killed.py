"""If `dateline propose` is killed before any step, the next run finishes: one pull request, no commit lost, nothing left over."""

import os
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import propose_killing
import pytest
from branches import Clone, Hub, hub
from github_server import github
from propose_killing import KILLED
from proposing import ALPHA, BETA, BRANCH, NOW, Remote, draft, edits, run, status

__all__ = ["hub"]


def killed(root: Path, number: int, environment: dict[str, str]) -> str | None:
    """The step before which a run was killed; None if it ended by itself."""
    argv = [sys.executable, propose_killing.__file__, str(root), str(number)]
    env = {**os.environ, **environment, "PATH": os.environ["PATH"], "HERE": str(root)}
    done = subprocess.run(argv, env=env, capture_output=True, encoding="utf-8", check=False)
    if done.returncode == KILLED:
        return done.stdout.splitlines()[-1]
    assert done.returncode == 0, done.stderr
    return None


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
@pytest.mark.parametrize("part", range(5))
def test_killed_before_every_step(hub, tmp_path, begin, text, part):
    """The version is always in the working tree or on the branch, and the next run leaves what an unharmed one leaves."""
    with github() as server:
        desk, remote = begin(hub, server), Remote(hub)
        held = (desk.root, remote.root)
        for folder in held:
            shutil.copytree(folder, tmp_path / f"kept-{folder.name}", symlinks=True)
        before = ([dict(one) for one in server.pulls], {number: list(rows) for number, rows in server.comments.items()})
        seen = []
        for number in count(part, 5):
            for folder in held:
                shutil.rmtree(folder)
                shutil.copytree(tmp_path / f"kept-{folder.name}", folder, symlinks=True)
            server.pulls, server.comments = [dict(one) for one in before[0]], {key: list(rows) for key, rows in before[1].items()}
            step = killed(desk.root, number, server.environment)
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
