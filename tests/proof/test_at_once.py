"""If several updates run at once, exactly one of them files the next version, and no number is used twice.

Two or eight processes start `dateline update` in one folder at the same moment, after a letter has come in. In each round
exactly one new version is filed, every run ends with exit code 0 or says that another one is running, each letter is in the
ledger once, and all files are whole.
"""

import json
import os
import subprocess
import sys
from collections import Counter

import pytest
from branches import SLUG
from proof import at_once, desk_scenes

from dateline.core import layout
from dateline.flows.stories.check import check
from dateline.store.story import read_story

ROUNDS = 200
LONGEST = 10
"""After so many versions a new publication begins, so that no round takes longer than the first ones."""


@pytest.mark.parametrize("processes", [2, 8])
def test_updates_at_once(processes, make_publication, is_long, measured):
    """In each round there is one new version, whatever the number of processes, and nothing is doubled or broken."""
    rounds = ROUNDS if is_long else 3
    root = desk_scenes.update(make_publication).root
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    argv = [sys.executable, at_once.__file__, str(root), str(processes), "update", "--writer", "extractive"]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(root.parent)}
    with subprocess.Popen(argv, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin
        assert process.stdout
        for number in range(rounds):
            turn = number % LONGEST
            if not turn:
                for path in root.rglob("*"):
                    if path.is_file() and path not in before:
                        path.unlink()
                for path, data in before.items():
                    path.write_bytes(data)
            (root / f"content/inbox/{turn + 4}.eml").write_text(desk_scenes.letter(turn + 4))
            print(file=process.stdin, flush=True)
            codes, said = json.loads(process.stdout.readline())
            assert set(codes) <= {0, 3}, said
            assert codes.count(0) >= 1, said
            assert all("error: " in text for code, text in zip(codes, said, strict=True) if code), said
            story = read_story(root, SLUG)
            assert not story.problems
            assert [one.version for one in story.versions] == list(range(1, turn + 3)), said
            assert max(Counter(item.key for item in story.items).values()) == 1
            assert sorted(path.name for path in (root / "stories" / SLUG).iterdir() if layout.version_number(path.name)) == [
                layout.version_name(one.version) for one in story.versions
            ]
        process.stdin.close()
    assert not [one for one in check(root).findings if one.level == "error"]
    measured(f"rounds of {processes} updates at once", rounds, ROUNDS)
