"""A new publication."""

import json
import os
import re
import subprocess
import sys

import pytest

from dateline.core.codec.schema import KINDS, schema
from dateline.core.errors import StoreError, UsageError
from dateline.flows.follow import follow
from dateline.flows.start import start
from dateline.flows.stories.check import check
from dateline.store.reading import read_config, read_publication


@pytest.mark.parametrize("example", [False, True])
def test_a_new_publication_is_sound(tmp_path, example):
    """What `init` writes has no errors, with and without the example."""
    start(tmp_path / "new", example=example)

    checked = check(tmp_path / "new")

    assert not checked.blocks()
    assert bool(read_publication(tmp_path / "new").stories) == example


def test_schemas_are_written(tmp_path):
    """The schemas that the files name in their first lines exist, and are those of this Dateline."""
    start(tmp_path / "new")

    for name in KINDS:
        assert json.loads((tmp_path / f"new/content/schema/{name}.json").read_text()) == schema(name)


@pytest.mark.parametrize("example", [False, True])
def test_a_clone_is_as_good_as_the_original(tmp_path, example):
    """What git keeps of a new publication updates, checks and builds without an error."""
    start(tmp_path / "new", example=example)
    _git(tmp_path / "new", "init", "--quiet")
    _git(tmp_path / "new", "add", "--all")
    _git(tmp_path / "new", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "Begin")
    clone = tmp_path / "clone"
    _git(tmp_path, "clone", "--quiet", "new", "clone")

    said = {words: _dateline("-C", str(clone), *words.split()) for words in ("update", "check", "build")}

    assert [done.returncode for done in said.values()] == [0, 0, 0], said
    assert "not read" not in said["update"].stdout
    assert _git(clone, "status", "--porcelain", "--", ":!stories") == ""


def test_a_machine_without_git_lacks_only_what_git_knows(tmp_path):
    """Without git everything works but `check --base`, which says in two lines what is missing."""
    alone = {"PATH": str(tmp_path)}
    said = [
        _dateline(*words, **alone)
        for words in (
            ("init", str(tmp_path / "new"), "--example"),
            *(
                ("-C", str(tmp_path / "new"), *words.split())
                for words in ("new quay --title Quay", "update", "check", "fmt", "build")
            ),
        )
    ]

    assert [(done.returncode, done.stderr) for done in said] == [(0, "")] * len(said)
    refused = _dateline("-C", str(tmp_path / "new"), "check", "--base", "main", **alone)
    assert refused.returncode == 2
    assert [line.partition(":")[0] for line in refused.stderr.splitlines()] == ["error", "hint"]
    assert "git is not installed" in refused.stderr


def test_a_repository_without_files_is_an_empty_folder(tmp_path):
    """A publication may start in a fresh clone of an empty repository; git's own files are not listed as written."""
    _git(tmp_path, "init", "--quiet")

    files = start(tmp_path)

    assert "content/site.yaml" in files
    assert not [file for file in files if file.startswith(".git/")]


def _git(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def _dateline(*arguments, **environment):
    argv = [sys.executable, "-m", "dateline", *arguments]
    given = {**os.environ, **environment}
    return subprocess.run(argv, env=given, capture_output=True, encoding="utf-8", check=False)


def test_the_settings_show_how_to_follow_a_feed(tmp_path):
    """The new settings are read with and without the # before their examples, and `collect --opml` adds to them."""
    start(tmp_path)
    site = tmp_path / "content/site.yaml"
    before = read_config(tmp_path)

    site.write_text(re.sub(r"^# (?=-|\w+:(?! \$))", "", site.read_text(encoding="utf-8"), flags=re.MULTILINE))

    used = read_config(tmp_path)
    assert [feed.id for feed in used.feeds] == [*(feed.id for feed in before.feeds), "town-hall"]
    assert used.searches
    (tmp_path / "list.opml").write_text('<opml><body><outline text="Quay" xmlUrl="https://quay.example/feed"/></body></opml>')
    assert [feed.id for feed in follow(tmp_path, tmp_path / "list.opml").added] == ["quay"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    """If nothing can be written, the error says so."""
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be written"):
        start(tmp_path / "file/new")


def test_nothing_is_overwritten(tmp_path):
    """A folder that is not empty is refused and stays as it is."""
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(UsageError, match="not empty"):
        start(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
