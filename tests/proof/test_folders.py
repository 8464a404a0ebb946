"""A folder that is wrong is reported or refused, and no command changes anything but the site and Dateline's own state.

A right publication, whose versions are in git, is made wrong in one way: a published version edited, swapped or renumbered,
links that lead out of it, folders where files belong, pipes that would make a reader wait for ever, names that other systems
cannot keep, and an output folder that is not one. `dateline check --base` must name what is wrong, `dateline build` must not
fail otherwise, and everything outside of the built site must be as before.
"""

import hashlib
import os
import re
import shutil
from pathlib import Path

import pytest
from branches import AUTHOR
from proof.bad_input import CASES, rows
from proof.wrong_folders import OUTPUTS, WAYS, right

from dateline.store.git import git

NOT_A_FOLDER = {"fork-pr-workflow"}
"""Of the list of ways, one is about a workflow."""


@pytest.fixture
def place(make_publication, tmp_path):
    """A publication in git, and a folder outside of it that must stay as it is."""
    root = make_publication(*right(), files={"content/pages/about.md": "---\ntitle: About\n---\n\nWords.\n"})
    outside = tmp_path / "outside"
    (outside / "site").mkdir(parents=True)
    (outside / "secret.yaml").write_text("title: what nobody may read\n", encoding="utf-8")
    (outside / "site/index.html").write_text("what nobody may change", encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, *AUTHOR, "commit", "-q", "-m", "All is right")
    return root, outside


def state(top: Path, *, without: tuple[Path, ...]):
    """Every file, link and folder below, with its bytes; not those of some folders."""
    found = {}
    for folder, folders, names in os.walk(top):
        here = Path(folder)
        folders[:] = [one for one in folders if here / one not in without]
        for name in (*folders, *names):
            path = here / name
            kind = str(path.readlink()) if path.is_symlink() else ""
            if path.is_file() and not kind:
                kind = hashlib.sha256(path.read_bytes()).hexdigest()
            if path not in without:
                found[str(path)] = (kind, path.lstat().st_mode)
    return found


@pytest.mark.parametrize("part", range(4))
def test_each_way_is_reported(place, dateline, thinned, measured, part):
    """`check` names what is wrong, with its file, and neither it nor `build` changes another file."""
    root, outside = place
    ways = list(WAYS)[part::4]
    chosen = thinned(ways, 4)
    for name in chosen:
        wrong = outside.parent / f"wrong-{name}"
        shutil.copytree(root, wrong, symlinks=True)
        change, said = WAYS[name]
        change(wrong, outside)
        before = state(outside.parent, without=(wrong / "build", wrong / ".dateline", wrong / ".git"))
        code, out, err = dateline("-C", wrong, "check", "--base", "HEAD", "--notes")
        assert re.search(said, out + err), (name, code, out, err)
        assert code in (0, 1, 2, 3), (name, code, out, err)
        assert "what nobody may read" not in out + err, name
        built, out, err = dateline("-C", wrong, "build")
        assert built in (0, 1, 2, 3), (name, out, err)
        site = [path.read_bytes() for path in (wrong / "build").rglob("*") if path.is_file()]
        assert not any(b"what nobody may read" in data for data in site), name
        assert state(outside.parent, without=(wrong / "build", wrong / ".dateline", wrong / ".git")) == before, name

    assert {row["id"] for row in rows(CASES / "stories/scenarios.jsonl")} <= {*WAYS, *NOT_A_FOLDER}
    measured("ways for a publication to be wrong", len(chosen), len(ways))


def test_no_output_folder_leads_elsewhere(place, dateline, measured):
    """A build into a folder that is a link, has others' files, or is one of its sources, changes none of them."""
    root, outside = place
    for name, (change, out) in OUTPUTS.items():
        wrong = outside.parent / f"wrong-{name}"
        shutil.copytree(root, wrong, symlinks=True)
        change(wrong, outside)
        without = (wrong / "build", wrong / ".dateline", wrong / ".git") if (wrong / "build").is_dir() else (wrong / ".dateline",)
        before = state(outside.parent, without=without)
        code, said, error = dateline("-C", wrong, "build", "--out", wrong / out)
        assert code in (0, 1, 2, 3), (name, said, error)
        assert code or (wrong / out / "index.html").is_file(), name
        assert state(outside.parent, without=without) == before, (name, code, said, error)

    measured("output folders that lead elsewhere", len(OUTPUTS))
