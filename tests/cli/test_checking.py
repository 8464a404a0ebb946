"""`check` and `status` from the command line: on a terminal, in a pipe, for GitHub."""

import contextlib
from pathlib import Path

import builders
import pytest
import terminals

from dateline.cli import main
from dateline.store.git import git

BROKEN = "The gate costs 12 million euros [@harbour-plan]. It is over [@nobody-said-so]."


def on_a_terminal(root: Path, *commands: str) -> str:
    """What commands print on a terminal."""

    def act() -> None:
        for command in commands:
            with pytest.raises(SystemExit):
                main(["-C", str(root), *command.split()])

    return terminals.on_a_terminal(act, contextlib.redirect_stdout)


@pytest.fixture
def broken(make_publication):
    """A publication with errors and warnings."""
    return make_publication(builders.dossier(builders.version(what=BROKEN)))


def test_check_on_a_terminal(broken):
    """On a terminal the doubted words are marked below their sentence, and the last line says whether this can be published."""
    told = on_a_terminal(broken, "check")

    assert "^^^" in told
    assert "version 1" in told
    assert "Not ready to publish." in told
    assert f"dateline -C {broken} check --explain unknown-source" in told


def test_a_failed_build_on_a_terminal(broken):
    """A failed build shows its errors in the same way."""
    told = on_a_terminal(broken, "build")

    assert "What, sentence 2" not in told
    assert "unknown-source" in told
    assert "nothing was written" in told


def test_status_on_a_terminal(broken):
    """On a terminal, status says which stories need somebody and what to do next."""
    told = on_a_terminal(broken, "status")

    assert "Needs you" in told
    assert "Next:" in told
    assert "check harbour-barrier" in told


def test_notes_in_a_pipe(dateline, make_publication):
    """In a pipe notes are counted, and shown if asked for."""
    headline = builders.item(title="The council plans a barrier", text="The council plans a barrier")
    told = builders.version(what="The council plans a barrier for 40 boats [@harbour-plan].")
    root = make_publication(builders.dossier(told, items=(headline,)))
    notes = [dateline("-C", root, "check", *more)[1] for more in ((), ("--notes",))]

    assert [": note: " in text for text in notes] == [False, True]
    assert "dateline check --notes" in notes[0]


def test_nothing_to_check_is_said(dateline, make_publication):
    """Where there is neither a version nor an essay to check, the last line says so: no findings are no promise there."""
    root = make_publication(builders.dossier(versions=()), builders.dossier(slug="tides"))

    assert dateline("-C", root, "check", "harbour-barrier")[1].endswith("there is no version yet\n")
    assert "no version yet" in on_a_terminal(root, "check harbour-barrier").replace("\r\n", " ")
    assert "no version yet" not in dateline("-C", root, "check")[1]
    (root / "stories/tides/v001.yaml").unlink()
    assert dateline("-C", root, "check")[1].endswith("there is no version yet\n")
    assert "no version yet" not in dateline("-C", root, "check", "--format", "json")[1]
    essay = root / "content/signals/quay.md"
    essay.parent.mkdir(parents=True)
    essay.write_text("---\ntitle: Tides\ndate: 2026-05-25\nauthor: The desk\nstories: [tides]\n---\nThey rise.\n")
    assert "no version yet" not in dateline("-C", root, "check")[1]
    assert dateline("-C", root, "check", "tides")[1].endswith("there is no version yet\n")


def test_github(dateline, broken, tmp_path, monkeypatch):
    """For GitHub the worst findings are annotations, and all are added to the job's summary, if there is one."""
    file = tmp_path / "summary.md"
    file.write_text("# Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    code, out, _ = dateline("-C", broken, "check", "--format", "github")

    assert code == 1
    assert out.startswith("::error ")
    assert file.read_text().startswith("# Before\n## 1 error, ")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert "the job's summary cannot be written" in dateline("-C", broken, "check", "--format", "github")[2]


@pytest.mark.parametrize(
    ("command", "text", "place"),
    [
        (("check", "--format", "github"), "title: A\n url: b\n", "file=content/site.yaml,line=2,"),
        (("build",), "title: A\n url: b\n", "file=content/site.yaml,line=2,"),
        (("check", "--format", "github"), None, ""),
    ],
)
def test_github_shows_an_error_next_to_its_line(dateline, broken, tmp_path, monkeypatch, command, text, place):  # noqa: PLR0913, PLR0917  # a case each
    """What stops Dateline is an annotation, next to its line if it has one, and in the job's summary."""
    file, site = tmp_path / "summary.md", broken / "content/site.yaml"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    site.unlink() if text is None else site.write_text(text)
    code, out, err = dateline("-C", broken, *command)

    assert code == 2
    assert out.startswith(f"::error {place}title=Dateline stopped::")
    assert file.read_text().startswith("## Dateline stopped\n\n**error** ")
    assert err.startswith("error: ")


def test_an_error_is_no_annotation_elsewhere(dateline, tmp_path, monkeypatch):
    """Outside GitHub, and in JSON, standard output has no command for its runner."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert dateline("-C", tmp_path, "build")[:2] == (2, "")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert dateline("-C", tmp_path, "build", "--format", "json")[:2] == (2, "")


def test_more_than_ten_without_a_summary(dateline, make_publication, monkeypatch):
    """Without a summary, the last line says how many findings are not shown."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    many = tuple(f"It is over [@nobody-{number}]." for number in range(20))
    root = make_publication(builders.dossier(builders.version(narrative=many)))
    lines = dateline("-C", root, "check", "--format", "github")[1].splitlines()

    assert len(lines) == 11
    assert lines[-1].endswith(" more findings; to see them: dateline check --notes")


def test_explain(dateline, tmp_path):
    """A rule is explained anywhere, and nothing is checked; an unknown rule is an error."""
    assert dateline("-C", tmp_path, "check", "--explain", "one-origin")[1].startswith("one-origin (warning, grounding)\n\n")
    assert dateline("-C", tmp_path, "check", "--explain", "x")[0] == 2


def test_what_readers_see_may_not_get_lost(make_publication, dateline):
    """A branch that left out a published commit passes `--base`, and not `--published`; the two are not given together."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2)))
    git(root, "init", "-q")
    for number in (1, 2):
        git(root, "add", f"stories/harbour-barrier/v00{number}.yaml")
        git(root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "File")
    published = git(root, "rev-parse", "HEAD").strip()
    git(root, "reset", "-q", "--hard", "HEAD~")

    assert "version-edited" not in dateline("-C", root, "check", "--base", published)[1]
    code, out, _ = dateline("-C", root, "check", "--published", published)
    assert (code, "the published version 2 was deleted [version-edited]" in out) == (1, True), out
    code, _, err = dateline("-C", root, "check", "--published", "a", "--base", "b")
    assert (code, err) == (2, "error: --published: is given with --base\nhint: Give one of the two.\n")
