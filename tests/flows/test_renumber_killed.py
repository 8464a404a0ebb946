"""If the command is killed at any call that changes a file, nothing is lost, and the next run ends as if nothing had happened."""

import os
import shutil
from itertools import count
from pathlib import Path

import pytest
from branches import FOLDER, SLUG, Clone, Hub, hub
from killing import KILLED, end_at

from dateline.flows.renumber import renumber
from dateline.store.git import git

__all__ = ["hub"]
LEFTOVERS = (".dateline-", "lock")


def contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / FOLDER).iterdir() if not path.name.startswith(LEFTOVERS)}


def killed(root: Path, number: int) -> bool:
    """Runs the command in a process that ends before its nth change of a file; False if there are not so many."""
    child = os.fork()
    if not child:
        try:
            end_at(number, root.parent / "reached")
            renumber(root, SLUG)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


@pytest.mark.parametrize(("state", "published"), [("beside", 2), ("merging", 1), ("merged", 2)])
def test_killed_at_any_change(hub: Hub, state: str, published: int) -> None:
    """Several versions on both sides: after each kill, every paragraph and item is in some file, and another run finishes."""
    one, two = hub.clone("one"), hub.clone("two")
    for number in range(4, 4 + published):
        one.file(number, f"alpha{number}", f"2026-06-01T1{number}:00:00Z")
    one.collect("delta", at="2026-06-01T20:00:00Z")
    one.commit()
    one.git("push", "-q")
    for number in (4, 5):
        two.file(number, f"beta{number}", f"2026-06-02T1{number}:00:00Z")
    two.git("fetch", "-q")
    if state == "merging":
        two.stops("merge", "origin/main")
    elif state == "merged":
        two.git("merge", "-q", "--no-edit", "-X", "ours", "origin/main")
    done = Clone(two.root.with_name("done"))
    shutil.copytree(two.root, done.root)
    renumber(done.root, SLUG)
    wanted = contents(done.root)
    assert max(wanted) == f"v{5 + published:03d}.yaml"

    for number in count():
        root = two.root.with_name("killed")
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(two.root, root)
        if not killed(root, number):
            break
        left = b"".join(contents(root).values())
        assert state == "merging" or all(f"about the beta{n}".encode() in left for n in (4, 5)), number
        assert b"beta4-report" in left
        again = renumber(root, SLUG)
        assert contents(root) == wanted, (number, again)
        assert git(root, "ls-files", "--unmerged") == ""
    assert number > 10
