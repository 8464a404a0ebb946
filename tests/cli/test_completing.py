"""Completion by the shell: what is offered for a word that was begun."""

import os
import subprocess
import sys

import builders
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from dateline.cli import completing
from dateline.cli.main import dateline as top

ITEM = builders.item("harbour-item")


@pytest.fixture
def root(make_publication):
    stories = (builders.dossier(slug="harbour", items=(ITEM,)), builders.dossier(slug="quay", items=()))
    return make_publication(*stories)


@pytest.fixture
def offered(root):
    """The words that are offered after these, the last of which was begun."""

    def offered(*words: str) -> list[str]:
        *before, begun = words
        asked = ShellComplete(top, {}, completing.PROGRAM, completing.VARIABLE)
        return [one.value for one in asked.get_completions(["-C", str(root), *before], begun)]

    return offered


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("st", ["status"]),
        ("status --form", ["--format"]),
        ("status --format j", ["json"]),
        ("check h", ["harbour"]),
        ("diff q", ["quay"]),
        ("add url --to ", ["harbour", "quay"]),
        ("quote har", [ITEM.key]),
        ("items move har", [ITEM.key]),
        ("items q", ["quay"]),
        ("items sp", ["spike"]),
        ("completion z", ["zsh"]),
    ],
)
def test_words_are_completed(offered, words, wanted):
    """Commands, options and their values, the stories of the publication named with -C, and the keys of its items."""
    assert offered(*words.split(" ")) == wanted


def test_nothing_is_offered_without_a_publication(offered, root):
    """A folder without stories, or a story without a ledger, is no error."""
    (root / "stories/harbour/items.jsonl").unlink()
    assert offered("quote", "") == []
    (root / "stories").rename(root / "elsewhere")
    assert offered("check", "") == []


def test_every_story_and_item_is_completed():
    """Each argument and option that names a story or an item offers those that there are."""
    arguments = [(one.name, param) for one in top.commands.values() for param in one.params if one.name != "new"]
    named = {"slug": "harbour", "slugs": "harbour", "key": ITEM.key}
    lacking = [(name, param.name) for name, param in arguments if param.name in named and not param._custom_shell_complete]

    assert lacking == []


@pytest.mark.parametrize("shell", completing.SHELLS)
def test_a_shell_gets_a_script(dateline, shell):
    """It asks the command with the variable to which the command listens, and --help has the line to put where."""
    script = dateline("completion", shell)[1]
    assert f"{completing.VARIABLE}={shell}_complete" in script
    said = CliRunner().invoke(top, ["completion", "--help"], terminal_width=80).output
    assert f"dateline completion {shell}" in said


def test_bash_completes(root, tmp_path):
    """A shell that has read the script completes a story, and nothing heavy is loaded for that."""
    (tmp_path / "dateline").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dateline "$@"\n')
    (tmp_path / "dateline").chmod(0o755)
    lines = f"""
    eval "$(dateline completion bash)"
    COMP_WORDS=(dateline -C {root} status h) COMP_CWORD=4
    COMP_WORDS[3]=check
    _dateline_completion dateline
    echo "${{COMPREPLY[@]}}"
    """
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", lines], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("harbour\n", "")
