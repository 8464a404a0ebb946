"""A checkout with Windows line endings is reported as such, and does no harm."""

import json
from pathlib import Path

import pytest

from dateline.cli import main
from dateline.flows.build import build
from dateline.flows.start import start
from dateline.flows.stories.check import check
from dateline.flows.update import run_for, update
from dateline.store.git import git
from dateline.store.line_ends import windows_line_ends
from dateline.store.reading import read_publication

NOW = "2026-04-01T06:00:00Z"
LETTER = "From: Quay <quay@example.org>\nSubject: Saltmere barrier works\nMessage-ID: <1@quay.example>\n\nThe barrier works.\n"
TEXT = {".yaml", ".jsonl", ".md", ".xml", ".json", ".txt"}


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A publication with versions under git, and without a `.gitattributes`."""
    root = tmp_path / "origin"
    start(root, example=True)
    (root / ".gitattributes").unlink()
    update(run_for(root, "extractive", now=NOW))
    git(root, "init", "-q", "-b", "main")
    filed(root)
    return root


def filed(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "-c", "user.name=Dateline", "-c", "user.email=dateline@example.org", "commit", "-q", "-m", "x")


def windows(root: Path) -> None:
    """Writes every text with Windows line endings, as an editor on Windows may."""
    for path in root.rglob("*"):
        if path.suffix in TEXT and path.is_file() and ".git" not in path.parts:
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def told(root: Path, base: str | None = None) -> list[tuple[str, str]]:
    return [(one.rule, one.message) for one in check(root, base=base).findings if one.level != "note"]


def test_a_checkout_by_git_is_named_and_nothing_else_is_said(origin: Path, tmp_path: Path) -> None:
    """With `core.autocrlf` there is one warning for all files, with what to do; no version counts as changed."""
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", "--no-local", origin.as_uri(), "copy")
    copy = tmp_path / "copy"
    assert b"\r\n" in (copy / "stories/tidal-barrier/v001.yaml").read_bytes()

    [(rule, message)] = told(copy, "origin/main")

    assert (rule, message.partition(":")[0]) == (
        "line-ends",
        "this file and 9 more have Windows line endings (CRLF)",
    )
    [finding] = [one for one in check(copy).findings if one.rule == "line-ends"]
    assert "`* text=auto eol=lf`" in finding.hint
    assert not check(copy).blocks()


def test_a_checkout_by_git_reads_builds_and_grows_as_any_other(origin: Path, tmp_path: Path) -> None:
    """It has the same words and pages; an update adds what is new, and git stores it with the usual line endings."""
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", "--no-local", origin.as_uri(), "copy")
    copy = tmp_path / "copy"

    assert read_publication(copy).stories == read_publication(origin).stories
    for root in (origin, copy):
        assert build(root, tmp_path / root.name / "site").written
    pages = [{path.name: path.read_bytes() for path in (tmp_path / name / "site").rglob("*.html")} for name in ("origin", "copy")]
    assert pages[0] == pages[1]

    (copy / "content/inbox/letter.eml").write_text(LETTER)
    update(run_for(copy, "extractive", now="2026-04-02T06:00:00Z"))
    assert not [rule for rule, _ in told(copy, "origin/main") if rule == "version-edited"]
    filed(copy)
    assert git(copy, "show", "HEAD:stories/tidal-barrier/items.jsonl").count("\n") > git(
        origin, "show", "HEAD:stories/tidal-barrier/items.jsonl"
    ).count("\n")
    assert b"\r\n" not in git(copy, "show", "HEAD:stories/tidal-barrier/items.jsonl").encode()


def test_versions_that_were_filed_with_them_are_named_as_such(origin: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If the files themselves were changed, each published one is an error that says so, and how to restore it."""
    git(origin, "branch", "published")
    windows(origin)
    filed(origin)

    found = [one for one in check(origin, base="published").findings if one.rule == "version-edited"]

    assert {one.message for one in found} == {
        "the published version 1 now has Windows line endings (CRLF), and no other change",
        "the published version 2 now has Windows line endings (CRLF), and no other change",
        "the published version 3 now has Windows line endings (CRLF), and no other change",
        "the published ledger now has Windows line endings (CRLF), and no other change",
    }
    assert all("`* text=auto eol=lf`" in one.hint and "git checkout" in one.hint for one in found)
    with pytest.raises(SystemExit, match="1"):
        main(["-C", str(origin), "check", "--base", "published", "--format", "json"])
    rules = {one["rule"] for one in json.loads(capsys.readouterr().out)["findings"] if one["level"] == "error"}
    assert rules == {"version-edited"}


def test_a_new_publication_has_one_kind_of_line_ends(tmp_path: Path) -> None:
    """What `init` writes is checked out with the same line endings everywhere."""
    root = tmp_path / "new"
    start(root, example=True)
    git(root, "init", "-q", "-b", "main")
    filed(root)
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", "--no-local", root.as_uri(), "copy")

    assert told(tmp_path / "copy") == []
    assert not any(b"\r\n" in path.read_bytes() for path in (tmp_path / "copy").rglob("*.yaml"))


def test_what_a_link_leads_to_is_not_looked_at(tmp_path: Path) -> None:
    """A symbolic link has no line endings of its own."""
    root = tmp_path / "new"
    start(root, example=True)
    for name in ("content/site.yaml", "stories/tidal-barrier/story.yaml"):
        path = root / name
        path.with_suffix(".txt").write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        path.unlink()
        path.symlink_to(path.with_suffix(".txt"))

    assert windows_line_ends(root, ["tidal-barrier"]) == ()
