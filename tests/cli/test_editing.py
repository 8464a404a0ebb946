"""The commands for versions by hand, as a user sees them."""

import json
import os
import re
import sys
from pathlib import Path

import builders
import pytest
from click import BadParameter
from click.testing import CliRunner, Result
from conftest import MakePublication

from dateline.cli.main import dateline
from dateline.core.errors import UsageError
from dateline.core.model import Question
from dateline.core.reported import as_text
from dateline.store.git import git

FOLDER = "stories/harbour-barrier"
COLOURS = re.compile(r"\x1b\[[\d;]*m")
EDITOR = """\
import sys
from pathlib import Path

path = Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
path.write_text(text.replace({old!r}, {new!r}), encoding="utf-8")
"""


@pytest.fixture
def root(make_publication: MakePublication, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    made = make_publication(builders.dossier(builders.version(open_questions=(Question("cost", "Who pays for it?"),))))
    git(made, "init", "-q", "-b", "main")
    git(made, "add", ".")
    git(made, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")
    return made


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(dateline, ["-C", str(root), *words], standalone_mode=False)


def use_editor(folder: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    script = folder / "the editor.py"
    script.write_text(EDITOR.format(old=old, new=new), encoding="utf-8")
    monkeypatch.setenv("EDITOR", f"{sys.executable} -- '{script}'")


def test_a_correction_is_not_minor(root: Path) -> None:
    """Readers are told of a correction, so it cannot be minor."""
    result = run(root, "edit", "harbour-barrier", "--minor", "--correct", "1")
    assert isinstance(result.exception, UsageError)
    assert "does not go with --correct" in str(result.exception)
    run(root, "edit", "harbour-barrier", "--minor")

    assert "kind: minor" in (root / FOLDER / "v002.yaml").read_text(encoding="utf-8")


def test_whoever_starts_a_version_that_is_proposed_is_told(root: Path) -> None:
    """Two texts with one number would get in each other's way."""
    git(root, "remote", "add", "origin", "elsewhere")
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    run(root, "edit", "harbour-barrier")
    git(root, "add", ".")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Version 2")
    git(root, "update-ref", "refs/remotes/origin/dateline/harbour-barrier-v002", "HEAD")
    git(root, "reset", "-q", "--hard", "origin/main")

    said = run(root, "edit", "harbour-barrier").output

    assert "another version 2 is proposed; to go on with that one: git switch dateline/harbour-barrier-v002" in said


def test_without_an_editor_the_file_waits(root: Path) -> None:
    """The command says so, where the version is, and what to do; the next call formats, checks and compares it."""
    first, second = run(root, "edit", "harbour-barrier"), run(root, "edit", "harbour-barrier")

    nothing_opens = f"no editor is named: change {FOLDER}/v002.yaml with any program, or name one, as in `export EDITOR=nano`\n"
    assert f"{FOLDER}/v002.yaml: started, a copy of version 1\n{nothing_opens}next: write it in this file" in first.output
    assert f"{FOLDER}/v002.yaml: not published yet\n{nothing_opens}" in second.output
    assert f"nothing has changed yet: the version is in {FOLDER}/v002.yaml" in second.output
    assert "`changes` is empty" in second.output
    assert second.output.endswith("edit harbour-barrier\n")
    assert (first.return_value, second.return_value) == (0, 0)


def test_the_editor_of_the_environment_is_used(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its command may have arguments and quotes. What the editor changes is shown, and the next step is the review."""
    use_editor(tmp_path, monkeypatch, "The quay floods.", "The quay flooded.")

    result = run(root, "edit", "harbour-barrier")

    assert "~ The quay [-floods-] {+flooded+}" in result.output
    assert "no editor is named" not in result.output
    assert result.output.endswith("approve harbour-barrier\n")
    assert result.return_value == 0


def test_errors_are_shown_and_the_exit_code_is_1(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both if the version breaks a rule and if it cannot be read."""
    use_editor(tmp_path, monkeypatch, "[@harbour-plan]", "[@nowhere]")
    wrong = run(root, "edit", "harbour-barrier")
    use_editor(tmp_path, monkeypatch, "kind: update", "kind: nonsense")
    unread = run(root, "edit", "harbour-barrier")

    assert "unknown-source" in wrong.output
    assert f"{FOLDER}/v002.yaml:4: " in unread.output
    assert (wrong.return_value, unread.return_value) == (1, 1)
    assert unread.output.endswith("edit harbour-barrier\n")


def test_a_comment_is_told(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version with a comment is not formatted, and the command says so."""
    use_editor(tmp_path, monkeypatch, "kind: update", "kind: update  # ask")

    assert "v002.yaml:4: has a comment, so it was not formatted" in run(root, "edit", "harbour-barrier").output


@pytest.mark.parametrize(
    ("editor", "said"),
    [("false", "the editor ended with exit code 1"), ("/no/such/editor", "cannot be run"), ("'", "cannot be run")],
)
def test_an_editor_that_fails(root: Path, monkeypatch: pytest.MonkeyPatch, editor: str, said: str) -> None:
    """It is an error that says where the version is; the version stays."""
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.setenv("EDITOR", "true")

    result = run(root, "edit", "harbour-barrier")

    assert isinstance(result.exception, UsageError)
    assert said in str(result.exception)
    assert f"{FOLDER}/v002.yaml" in result.exception.hint
    assert (root / FOLDER / "v002.yaml").is_file()


def test_a_review(root: Path) -> None:
    """The command says what was recorded, what still blocks the version, and what to do next."""
    run(root, "edit", "harbour-barrier")
    path = root / FOLDER / "v002.yaml"

    first, again = (run(root, "approve", "harbour-barrier", "--by", "Ada Byron") for _ in range(2))
    edited = run(root, "approve", "harbour-barrier", "2", "--by", "Ada Byron", "--edited")
    path.write_text(path.read_text(encoding="utf-8").replace("[@harbour-plan]", "[@nowhere]", 1), encoding="utf-8")
    blocked = run(root, "approve", "harbour-barrier", "--by", "Ada Byron")

    assert f"{FOLDER}/v002.yaml: reviewed by Ada Byron on " in first.output
    assert "next: commit stories/harbour-barrier, and merge it" in first.output
    assert "reviewed by Ada Byron, as it already says" in again.output
    assert "reviewed and edited by Ada Byron on " in edited.output
    assert "it replaces the review by Ada Byron" in edited.output
    assert "`changes` is empty, so readers are not told what is new" in first.output
    assert "1 error still blocks it; to see why: dateline" in blocked.output


def test_a_terminal_gets_the_look(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On a terminal, the redline and the age of sentences come by section, with the next command at the end."""
    run(root, "edit", "harbour-barrier")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    said = []
    for command in ("diff", "blame"):
        dateline(["-C", str(root), command, "harbour-barrier"], standalone_mode=False)
        said.append(COLOURS.sub("", capsys.readouterr().out))

    assert said[0].startswith("harbour-barrier, version 1 → 2")
    assert said[1].startswith("harbour-barrier, newest version")


def test_a_readers_issue_begins_the_correction(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader's words are shown before the version is opened, and the entry names the issue."""
    body = as_text(
        {"story": "harbour-barrier", "version": "1", "sentence": "The quay floods.", "what-is-wrong": "It \x1b[2J did not."}
    )
    answer = json.dumps({"title": "Wrong", "body": body})
    (tmp_path / "gh").write_text(f"#!{sys.executable}\nprint({answer!r})\n", encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    result = run(root, "edit", "harbour-barrier", "--correct", "1", "--issue", "12")

    assert result.output.startswith("issue 12: Wrong\n  Sentence\n    > The quay floods.\n  What is wrong\n    > It ")
    assert "\x1b" not in result.output
    assert f"{FOLDER}/v002.yaml: started, a copy of version 1\n" in result.output
    entry = '{of: 1, was: The quay floods., now: "", why: Reported by a reader (issue 12).}'
    assert entry in (root / FOLDER / "v002.yaml").read_text(encoding="utf-8")


def test_an_issue_needs_the_version_that_is_wrong(root: Path) -> None:
    """Without --correct, the command says how to give it, and starts nothing."""
    result = run(root, "edit", "harbour-barrier", "--issue", "12")

    assert isinstance(result.exception, UsageError)
    assert str(result.exception) == "--issue: goes only with --correct"
    assert "`dateline edit harbour-barrier --correct N --issue 12`" in result.exception.hint
    assert not (root / FOLDER / "v002.yaml").exists()


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_an_issue_has_a_number(root: Path, number: str) -> None:
    """Anything else is refused before anybody is asked."""
    assert isinstance(run(root, "edit", "harbour-barrier", "--correct", "1", "--issue", number).exception, BadParameter)
