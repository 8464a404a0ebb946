"""If you follow the walks of first-changes.md word for word, all tests still pass."""

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest
from clones import ROOT, clone

BLOCK = re.compile(r"^ *```(?P<kind>\w+)(?: (?P<path>\S+))?\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)
TEXT = (ROOT / "docs/first-changes.md").read_text(encoding="utf-8")
WALKS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


class Block(NamedTuple):
    """A block of code."""

    kind: str
    path: str
    text: str


def blocks(walk: str) -> list[Block]:
    return [Block(one["kind"], one["path"] or "", dedent(one["text"])) for one in BLOCK.finditer(walk)]


def changed(before: str, difference: str) -> str:
    """A text after a change: a part that is only new goes at its end, each other part in its own place."""
    for part in difference.split("@@\n"):
        lines = part.splitlines(keepends=True)
        old, new = ("".join(line[1:] for line in lines if line[0] != sign) for sign in "+-")
        if not old:
            before += new
            continue
        place = old if before.count(old) == 1 else old.removesuffix("\n")
        assert before.count(place) == 1, part
        before = before.replace(place, new if place is old else new.removesuffix("\n"))
    return before


def run(tree: Path, *command: str) -> None:
    paths = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(tree / "src")}
    environment = {**os.environ, **paths, "PYTEST_ADDOPTS": "-p no:cacheprovider --no-cov"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no git checkout, so no clone can be made")
@pytest.mark.parametrize("walk", WALKS)
def test_each_walk_works_as_it_is_written(walk, tmp_path):
    """The code goes where it belongs, its commands succeed, and ruff finds nothing."""
    tree = clone(tmp_path)

    for kind, path, text in blocks(WALKS[walk]):
        if kind == "sh":
            for line in text.splitlines():
                run(tree, *line.split())
        elif kind == "diff":
            (tree / path).write_text(changed((tree / path).read_text(encoding="utf-8"), text), encoding="utf-8")
        else:
            assert not (tree / path).exists()
            (tree / path).write_text(text, encoding="utf-8")

    run(tree, "ruff", "check", "--no-cache")
    run(tree, "ruff", "format", "--check", "--no-cache")


def test_there_is_a_walk_for_each_list():
    """A sentence can be changed, and a rule, a page, a format and a provider added, by following the text."""
    assert list(WALKS) == [
        "A sentence of a page",
        "A rule of `check`",
        "A kind of page",
        "A format of what comes in",
        "A provider of models",
    ]
