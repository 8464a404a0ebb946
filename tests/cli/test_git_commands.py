"""The commands that work with git, as a person and as git call them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from branches import FOLDER, SLUG, Hub, hub

__all__ = ["hub"]
Run = Callable[..., tuple[Any, str, str]]


def test_a_file_is_printed_as_text(hub: Hub, dateline: Run, tmp_path: Path) -> None:
    """A version is printed as sentences, and anything else as it is, byte for byte; no publication is needed."""
    assert dateline("git-diff", hub.first.root / FOLDER / "v003.yaml")[1].startswith("Version 3 (update), filed ")
    odd = tmp_path / "odd.txt"
    odd.write_bytes(b"a\r\nb")
    assert dateline("git-diff", odd) == (0, "a\r\nb", "")


@pytest.mark.parametrize("arguments", [(), ("--install", "--uninstall"), (__file__, "--install")])
def test_one_thing_at_a_time(dateline: Run, arguments: tuple[str, ...]) -> None:
    """A file, installing and uninstalling exclude each other."""
    code, _, err = dateline("git-diff", *arguments)

    assert (code, err.splitlines()[0]) == (2, "error: Give one of FILE, --install and --uninstall.")


def test_installing_says_what_it_did(hub: Hub, dateline: Run) -> None:
    """It prints each setting, what is missing in .gitattributes, and how to undo it."""
    root = hub.first.root
    _, out, _ = dateline("-C", root, "git-diff", "--install")
    assert "diff.dateline.cachetextconv = true\n" in out
    assert "missing" not in out
    assert out.endswith(f"to undo this: dateline -C {root} git-diff --uninstall\n")

    hub.first.git("rm", "-q", ".gitattributes")
    _, out, _ = dateline("-C", root, "git-diff", "--install")
    assert "missing: add this line to .gitattributes: stories/**/v*.yaml diff=dateline\n" in out
    _, out, _ = dateline("-C", root, "git-diff", "--uninstall")
    assert out == (
        "diff.dateline: taken out of this clone's settings\nmerge.dateline-ledger: taken out of this clone's settings\n"
    )
    assert dateline("-C", root, "git-diff", "--uninstall")[1] == "nothing to do: not installed\n"


@pytest.mark.parametrize(("ours", "code"), [("1\n2\n", 0), ("2\n", 1)])
def test_git_merge_says_if_there_is_a_conflict(dateline: Run, tmp_path: Path, ours: str, code: int) -> None:
    """The exit code is what git asks for."""
    files = [tmp_path / name for name in ("ancestor", "ours", "theirs")]
    for file, text in zip(files, ("1\n", ours, "1\n3\n"), strict=True):
        file.write_text(text)

    assert dateline("git-merge", *files, f"{FOLDER}/items.jsonl")[0] == code


def test_renumber_says_what_became_what(hub: Hub, dateline: Run) -> None:
    """A line for each file, then what to look at, then the next commands; or that there is nothing to do."""
    one, two = hub.clone("one"), hub.clone("two")
    one.file(4, "alpha", "2026-06-01T10:00:00Z", what="The alpha report [@alpha-report].")
    one.git("push", "-q")
    two.file(4, "beta", "2026-06-02T10:00:00Z", what="The beta report [@beta-report].")
    two.git("fetch", "-q")
    place = f"dateline -C {two.root}"

    assert dateline("-C", two.root, "renumber", SLUG)[1].splitlines() == [
        f"{FOLDER}/v004.yaml: as origin/main has it",
        f"{FOLDER}/v005.yaml: was version 4 (here), now on top of version 4",
        f"{FOLDER}/items.jsonl: the 3 lines of both sides",
        f"look: {FOLDER}/v005.yaml: both sides changed what: read it again; what both reworded is as in version 4 (here)",
        f"next: {place} diff {SLUG} 4 5, {place} check {SLUG}, git add and git commit",
    ]
    assert dateline("-C", two.root, "renumber", SLUG) == (
        0,
        f"nothing to do: no version of {SLUG} differs from the one with its number in origin/main, as it was last fetched\n",
        "",
    )


@pytest.mark.parametrize("slug", ["Harbour-Barrier", "../x", "\N{SNOWMAN}"])
def test_a_wrong_slug_has_one_answer(hub: Hub, dateline: Run, slug: str) -> None:
    """Every command that works on a story says the same."""
    commands = (
        *(("approve", slug), ("blame", slug), ("check", slug), ("close", slug, "--note", "Over."), ("collect", slug)),
        *(("diff", slug), ("edit", slug), ("items", slug), ("renumber", slug)),
        *(("update", slug), ("withdraw", slug, "1", "--why", "By order.", "--yes"), ("archive", slug)),
        *(("add", "https://example.org/", "--to", slug),),
    )
    hint = 'Did you mean "harbour-barrier"?' if slug.startswith("H") else "Stories here: harbour-barrier."
    answers = {command[0]: dateline("-C", hub.first.root, *command) for command in commands}

    assert answers == dict.fromkeys(answers, (2, "", f'error: there is no story "{slug}"\nhint: {hint}\n'))


def test_renumber_settles_a_ledger_alone(hub: Hub, dateline: Run) -> None:
    """Without a version in conflict, there is nothing to compare."""
    one, two = hub.clone("one"), hub.clone("two")
    for clone, word in ((one, "alpha"), (two, "beta")):
        clone.collect(word, at="2026-06-01T10:00:00Z")
        clone.commit()
    one.git("push", "-q")
    two.git("fetch", "-q")
    two.stops("merge", "origin/main")

    assert dateline("-C", two.root, "renumber", SLUG)[1].splitlines() == [
        f"{FOLDER}/items.jsonl: the 3 lines of both sides",
        f"next: dateline -C {two.root} check {SLUG}, git commit",
    ]
