"""Git with Dateline's drivers, and without: in the repository's own settings, and nowhere else."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import builders
import pytest
from branches import ATTRIBUTES, FOLDER, Clone, Hub, hub

from dateline.core.errors import UsageError
from dateline.core.model import Event
from dateline.flows import git_drivers as drivers
from dateline.flows.start import start

__all__ = ["hub"]
LEDGER = f"{FOLDER}/items.jsonl"
ALPHA, BETA, GAMMA = "2026-06-01T10:00:00Z", "2026-06-02T10:00:00Z", "2026-06-03T10:00:00Z"


def sides(hub: Hub) -> tuple[Clone, Clone]:
    """Two clones that collected something; the first has published it."""
    one, two = hub.clone("one"), hub.clone("two")
    one.collect("beta", at=BETA)
    one.commit()
    one.git("push", "-q")
    two.collect("alpha", at=ALPHA)
    two.commit()
    two.git("fetch", "-q")
    return one, two


def test_install_writes_this_repository_s_settings_alone(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what it wrote; installing again changes nothing; uninstalling leaves the settings as they were."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "global"))
    clone = hub.first
    before = clone.git("config", "--local", "--list")

    told = drivers.install(clone.root)

    assert drivers.install(clone.root) == told
    assert [line.partition(" = ")[0] for line in told] == [
        "diff.dateline.textconv",
        "diff.dateline.cachetextconv",
        "merge.dateline-ledger.name",
        "merge.dateline-ledger.driver",
    ]
    assert clone.git("config", "--local", "--list").removeprefix(before).splitlines() == [
        line.replace(" = ", "=", 1) for line in told
    ]
    assert drivers.uninstall(clone.root) == ("diff.dateline", "merge.dateline-ledger")
    assert drivers.uninstall(clone.root) == ()
    assert clone.git("config", "--local", "--list") == before
    assert not (tmp_path / "global").exists()


@pytest.mark.parametrize("run", [drivers.install, drivers.uninstall])
def test_without_a_repository_it_says_so(make_publication: Any, run: Any) -> None:
    """The settings belong to a repository."""
    with pytest.raises(UsageError, match="needs a git repository"):
        run(make_publication(builders.dossier()))


def test_a_path_with_spaces_and_quotes_works(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is quoted for the shell that git starts."""
    odd = tmp_path / "it's a folder" / "python"
    odd.parent.mkdir()
    odd.symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(odd))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    drivers.install(hub.first.root)
    hub.first.write(replace(hub.first.read(3), title="Another title"))

    assert "+  Another title" in hub.first.git("diff")


def test_a_folder_named_dateline_is_not_run(hub: Hub) -> None:
    """Git starts the driver in the repository; Python code that is there does not take its place."""
    drivers.install(hub.first.root)
    (hub.first.root / "dateline.py").write_text("raise SystemExit('code of the repository ran')\n")
    hub.first.write(replace(hub.first.read(3), title="Another title"))

    assert "+  Another title" in hub.first.git("diff")


def test_git_reads_sentences(hub: Hub) -> None:
    """A difference, the history and the origin of each line are shown as text; what is cached is the same."""
    clone = hub.first
    clone.file(4, "alpha", ALPHA)
    drivers.install(clone.root)

    for _ in range(2):
        assert "+  The alpha report is out [@alpha-report]." in clone.git("log", "-p", "-1")
    assert clone.git("for-each-ref", "refs/notes/textconv/dateline")
    assert "Version 4 (update)" in clone.git("blame", f"{FOLDER}/v004.yaml")
    assert f"+{ALPHA}  alpha-report: The alpha report — Harbour Wire, excerpt" in clone.git("diff", "HEAD~1", "--", LEDGER)


def test_without_the_settings_git_does_as_usual(hub: Hub) -> None:
    """A clone in which nobody installed anything shows the files and reports conflicts."""
    _, two = sides(hub)
    two.write(replace(two.read(3), title="Another title"))

    assert "+title: Another title" in two.git("diff")
    two.git("checkout", "-q", "--", ".")
    two.stops("merge", "origin/main")
    assert b"<<<<<<<" in two.ledger


def test_a_new_version_is_shown_against_the_one_it_was_copied_from(hub: Hub) -> None:
    """`-C -C20%` finds the version before, which did not change in that commit, even if much of it was written anew."""
    clone = hub.first
    new = [
        Event(f"2026-05-{day:02}", f"The {word} is opened on its day.") for day, word in enumerate("abcdefghijklmnopqrstuvwx", 1)
    ]
    clone.file(4, "alpha", ALPHA, timeline=(*clone.read(3).timeline, *new))
    drivers.install(clone.root)

    shown = clone.git("log", "-p", "-1", "-C", "-C20%", "--", FOLDER)

    assert f"copy from {FOLDER}/v003.yaml" in shown
    assert "+Version 4 (update), filed 2026-06-01T10:00:00Z, 2 items" in shown
    assert "+  The quay floods." not in shown
    for options in ((), ("-C",), ("-C", "-C")):
        assert "+  The quay floods." in clone.git("log", "-p", "-1", *options, "--", FOLDER)


def test_blame_follows_sentences_into_earlier_versions(hub: Hub) -> None:
    """`-C -C` names the commit and the version that first had a sentence."""
    clone = hub.first
    clone.file(4, "alpha", ALPHA)
    sentence = "All that anybody knows about the alpha is in a report of its own [@alpha-report]."
    first = clone.git("rev-parse", "--short=8", "HEAD").strip()
    clone.file(5, "beta", BETA)

    told = clone.git("blame", "-s", "-C", "-C", f"{FOLDER}/v005.yaml")

    (line,) = [line for line in told.splitlines() if sentence in line]
    assert line.startswith(first)
    assert "v004.yaml" in line


# --- ledgers ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["merge", "rebase"])
def test_ledgers_merge_by_themselves(hub: Hub, command: str) -> None:
    """The published lines come first, whatever git calls "ours"; the merged ledger passes the check against the base."""
    one, two = sides(hub)
    drivers.install(two.root)

    two.git(command, "origin/main")

    assert two.keys == ["harbour-plan", "beta-report", "alpha-report"]
    assert two.ledger.startswith(one.ledger)


def test_unpublished_ledgers_have_one_order(hub: Hub) -> None:
    """If neither branch is published, the order is that of time in both directions."""
    clone = hub.first
    drivers.install(clone.root)
    clone.git("update-ref", "refs/remotes/origin/main", "main")
    clone.git("remote", "add", "origin", "nowhere")
    ledgers = []
    for branch, word, at in (("one", "beta", BETA), ("two", "alpha", ALPHA)):
        clone.git("switch", "-q", "-c", branch, "main")
        clone.collect(word, at=at)
        clone.commit()
    for ours, theirs in (("one", "two"), ("two", "one")):
        clone.git("switch", "-q", "--detach", ours)
        clone.git("merge", "-q", "--no-edit", theirs)
        ledgers.append(clone.ledger)

    assert clone.keys == ["harbour-plan", "alpha-report", "beta-report"]
    assert ledgers[0] == ledgers[1]


def test_a_removed_line_is_merged_as_git_does(hub: Hub) -> None:
    """If one side lacks a line that both had, git's own merge decides; where both sides changed the place, it is a conflict."""
    clone = hub.first
    drivers.install(clone.root)
    clone.collect("alpha", at=ALPHA)
    clone.commit()
    clone.git("switch", "-q", "-c", "desk")
    (clone.root / LEDGER).write_bytes(b"".join(clone.ledger.splitlines(keepends=True)[:1]))
    clone.commit("Remove")
    clone.git("switch", "-q", "main")
    clone.collect("beta", at=BETA)
    clone.commit("Add")

    clone.stops("merge", "desk")

    assert b"<<<<<<< ours" in clone.ledger
    assert f"UU {LEDGER}" in clone.git("status", "--porcelain")


def three_files(folder: Path, *texts: str) -> list[Path]:
    files = [folder / name for name in ("ancestor", "ours", "theirs")]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text)
    return files


def test_the_result_is_written_over_our_side(hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git reads the result from the file of our side; a conflict there has the lines of both."""
    clone = hub.clone("one")
    monkeypatch.chdir(clone.root)
    was, ours, theirs = three_files(tmp_path, "1\n", "1\n2\n", "1\n3\n")

    assert drivers.merge(was, ours, theirs, LEDGER)
    assert ours.read_text() == "1\n2\n3\n"
    ours.write_text("4\n")
    assert not drivers.merge(was, ours, theirs, LEDGER)
    assert not drivers.merge(ours, ours, ours, "notes.jsonl")
    assert ours.read_text() == "4\n"


def test_a_dateline_that_is_gone_is_in_nobodys_way(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """If its environment was removed, git shows the files as they are, and a conflict has the lines of both sides."""
    _, two = sides(hub)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    drivers.install(two.root)
    two.write(replace(two.read(3), title="Another title"))

    assert "+title: Another title" in two.git("diff")
    two.git("checkout", "-q", "--", ".")
    two.stops("merge", "origin/main")
    assert b"<<<<<<< ours" in two.ledger
    assert b"beta-report" in two.ledger


def test_the_starter_names_the_files(tmp_path: Path) -> None:
    """A new publication has the attributes, also in a folder of a larger repository; where they are missing, they are listed."""
    start(tmp_path / "briefs")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert drivers.missing_attributes(tmp_path / "briefs") == ()
    assert drivers.missing_attributes(tmp_path) == drivers.ATTRIBUTES
    assert "\n".join(drivers.ATTRIBUTES) + "\n" == ATTRIBUTES

    (tmp_path / "briefs/.gitattributes").write_text("items.jsonl diff=dateline\nstories/**/v*.yaml diff=dateline\n")

    assert drivers.missing_attributes(tmp_path / "briefs") == drivers.ATTRIBUTES[1:]


def test_this_project_names_its_own_files() -> None:
    """The stories in this repository can be read in the same way."""
    text = (Path(__file__).parents[2] / ".gitattributes").read_text()

    assert all(line in text.splitlines() for line in drivers.ATTRIBUTES)
