"""An urgent correction: the commands of its page, as printed, while a draft of the next version waits."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from branches import FOLDER, Clone, Hub, hub
from proposing import run as propose
from shared import Desk

from dateline.core.model import Correction
from dateline.core.reported import reported_issue

__all__ = ["hub"]
PAGE = Path(__file__).parents[2] / "docs" / "correcting.md"
SHELL = shutil.which("sh") or "sh"
BLOCKS = re.findall(r"^ *```sh\n(.*?)^ *```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
REPORTED, START, EDIT, APPROVE, PUBLISH, ON_A_BRANCH, RENUMBER, BRANCH, FROM_BRANCH, STASH, FROM_STASH = BLOCKS


def run(clone: Clone, block: str, *, stops_at: str = "") -> None:
    """Runs each command of a block; those that begin like `stops_at` fail."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "EDITOR": "", "VISUAL": ""}
    for command in filter(None, map(str.strip, block.splitlines())):
        done = subprocess.run([SHELL, "-c", command], cwd=clone.root, env=env, capture_output=True, text=True, check=False)
        is_failed = bool(stops_at) and command.startswith(stops_at)
        assert bool(done.returncode) == is_failed, f"{command}: {done.stdout}{done.stderr}"


def draft(clone: Clone) -> None:
    """A draft of version 4, with an item of its own, that is not committed."""
    clone.file(4, "alpha", "2026-06-01T10:00:00Z")
    clone.git("reset", "-q", "--mixed", "HEAD~1")


def correct(clone: Clone, publish: str = PUBLISH) -> None:
    """The steps of the page."""
    run(clone, EDIT)
    started = clone.read(4)
    assert (started.kind, started.narrative) == ("correction", clone.read(3).narrative)
    said = Correction(3, "The quay floods.", "The quay does not flood.", "We asked the wrong harbour.")
    clone.write(replace(started, why_it_matters="The quay does not flood.", corrections=(said,), changes="A correction."))
    run(clone, APPROVE)
    run(clone, publish)


def is_on_top(clone: Clone, published: bytes) -> None:
    """Version 4 is the correction, and version 5 is the draft with the corrected words."""
    assert (clone.numbers, clone.data(4)) == ([1, 2, 3, 4, 5], published)
    last = clone.read(5)
    assert (last.kind, last.changes) == ("update", "The alpha report is out [@alpha-report].")
    assert (last.why_it_matters, len(last.narrative)) == ("The quay does not flood.", 2)
    assert clone.keys == ["harbour-plan", "alpha-report"]


def test_a_draft_waits_on_a_branch(hub: Hub) -> None:
    """The draft is set aside on a branch, the correction is published, and the draft becomes the version after it."""
    clone = hub.clone("desk")
    draft(clone)
    run(clone, BRANCH)
    run(clone, START)
    assert clone.numbers == [1, 2, 3]
    correct(clone)
    published = clone.data(4)

    run(clone, FROM_BRANCH)

    is_on_top(clone, published)
    assert clone.git("status", "--porcelain", "--", FOLDER) == ""
    clone.git("fetch", "-q")
    assert clone.git("show", f"origin/main:{FOLDER}/v004.yaml").encode() == published


def correct_what_is_proposed(hub: Hub) -> tuple[Desk, bytes]:
    """A draft is proposed; then the correction is merged, from a branch with a name of its own."""
    desk = Desk(hub, news={"flood": "2026-06-01"})
    drafted, _ = desk.run("2026-06-01")
    propose(drafted)
    clone = hub.clone("desk")
    run(clone, START)
    correct(clone, ON_A_BRANCH)
    clone.git("switch", "-q", "main")
    clone.git("merge", "-q", "correct-harbour-barrier")
    clone.git("push", "-q")
    return desk, clone.data(4)


def test_a_proposed_draft_is_drafted_again(hub: Hub) -> None:
    """The desk drafts its items as the next version, on top of the correction, and says that the first draft is overtaken."""
    desk, published = correct_what_is_proposed(hub)

    later, _ = desk.run("2026-06-02")

    assert (later.numbers, later.data(4)) == ([1, 2, 3, 4, 5], published)
    assert later.read(5).why_it_matters == "The quay does not flood."
    assert [len(one.items) for one in desk.asked] == [1, 1]
    assert {one.number: one.state for one in propose(later)} == {4: "taken", 5: "pushed"}


def test_a_proposed_draft_gets_the_next_number(hub: Hub) -> None:
    """The text of a draft that an editor changed becomes version 5, on a branch that the desk leaves alone and proposes."""
    desk, published = correct_what_is_proposed(hub)
    editor = hub.clone("editor")
    desk.edit(editor)
    editor.git("switch", "-q", "main")

    run(editor, RENUMBER)

    assert (editor.numbers, editor.data(4)) == ([1, 2, 3, 4, 5], published)
    last = editor.read(5)
    assert (last.changes, last.why_it_matters) == ("An editor wrote this.", "The quay does not flood.")
    assert editor.git("status", "--porcelain", "--", FOLDER) == ""
    after, _ = desk.run("2026-06-02")
    assert (after.numbers, len(desk.asked)) == ([1, 2, 3, 4], 1)
    assert {one.number: one.state for one in propose(after)}[5] == "pushed"


def test_a_draft_waits_in_a_stash(hub: Hub) -> None:
    """Without a remote, the draft is set aside in a stash, and is not committed afterwards."""
    clone = hub.first
    draft(clone)
    run(clone, STASH)
    assert clone.numbers == [1, 2, 3]
    correct(clone, PUBLISH.replace(" && git push", ""))
    published = clone.data(4)

    run(clone, FROM_STASH, stops_at="git stash pop")

    is_on_top(clone, published)
    assert clone.git("ls-files", "--unmerged") == clone.git("stash", "list") == ""
    assert f"{FOLDER}/v005.yaml" not in clone.git("ls-tree", "-r", "--name-only", "HEAD").split()


def test_a_readers_issue_is_recorded(hub: Hub) -> None:
    """The command for a reader's report starts a correction of version 3 that settles issue 12."""
    clone = hub.clone("desk")

    run(clone, REPORTED)

    assert [one.of for one in clone.read(4).corrections] == [3]
    assert reported_issue(clone.read(4)) == 12
