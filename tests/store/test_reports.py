"""Reports of one run after another, in a folder that has other files too."""

import json
from pathlib import Path

import pytest

from dateline.core.errors import StoreError
from dateline.store.reports import MANIFEST, write_reports


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != MANIFEST)


def test_a_run_replaces_the_reports_of_the_run_before(tmp_path: Path) -> None:
    """Reports of an earlier run are replaced or removed; a missing folder is made."""
    folder = tmp_path / "new/reports"
    assert write_reports(folder, {"summary.md": "one", "quay-v001.md": "one"}) == ()
    assert write_reports(folder, {"summary.md": "two", "quay-v002.md": "two"}) == ()

    assert names(folder) == ["quay-v002.md", "summary.md"]
    assert (folder / "summary.md").read_text() == "two"


def test_a_report_that_is_gone_is_missed_by_nobody(tmp_path: Path) -> None:
    """A report that was removed by hand is not mentioned, and its name is free for the next."""
    write_reports(tmp_path, {"summary.md": "one", "quay-v001.md": "one"})
    for path in tmp_path.glob("*.md"):
        path.unlink()

    assert write_reports(tmp_path, {"summary.md": "two"}) == ()
    assert names(tmp_path) == ["summary.md"]


def test_files_of_others_stay(tmp_path: Path) -> None:
    """A README next to the reports is neither removed nor changed."""
    (tmp_path / "README.md").write_text("Read me.")
    for reports in ({"summary.md": "one"}, {}):
        write_reports(tmp_path, reports)

    assert names(tmp_path) == ["README.md"]
    assert (tmp_path / "README.md").read_text() == "Read me."


def test_a_report_that_a_person_changed_stays_and_is_named(tmp_path: Path) -> None:
    """A report with an editor's notes is not removed; from then on it belongs to the editor."""
    write_reports(tmp_path, {"quay-v001.md": "one"})
    (tmp_path / "quay-v001.md").write_text("one, and what I think of it")

    assert write_reports(tmp_path, {"summary.md": "two"}) == ("quay-v001.md",)
    assert write_reports(tmp_path, {"summary.md": "three"}) == ()
    assert (tmp_path / "quay-v001.md").read_text() == "one, and what I think of it"


@pytest.mark.parametrize("kind", ["file", "folder", "link", "changed"])
def test_a_name_that_is_taken_is_told(tmp_path: Path, kind: str) -> None:
    """If another file has the name of a report, it stays, the other reports are written, and the error says so."""
    folder, there = tmp_path / "reports", tmp_path / "reports/summary.md"
    folder.mkdir()
    if kind == "folder":
        there.mkdir()
    elif kind == "link":
        there.symlink_to(tmp_path / "elsewhere")
    else:
        if kind == "changed":
            write_reports(folder, {"summary.md": "one"})
        there.write_text("mine")
    before = there.lstat()

    with pytest.raises(StoreError, match=r"files that Dateline did not write: summary\.md$") as caught:
        write_reports(folder, {"summary.md": "two", "quay-v001.md": "two"})

    assert "--reports" in caught.value.hint
    assert there.lstat() == before
    assert not (tmp_path / "elsewhere").exists()
    assert (folder / "quay-v001.md").read_text() == "two"


@pytest.mark.parametrize("manifest", ["no JSON", "[]", '{"summary.md": 1}', '{"../outside.md": ["x"]}'])
def test_a_manifest_that_cannot_be_read_makes_nothing_ours(tmp_path: Path, manifest: str) -> None:
    """With a broken or forged manifest no file is removed or replaced, here or elsewhere."""
    folder = tmp_path / "reports"
    write_reports(folder, {"summary.md": "one"})
    (tmp_path / "outside.md").write_text("outside")
    (folder / MANIFEST).write_text(manifest)

    with pytest.raises(StoreError, match="did not write"):
        write_reports(folder, {"summary.md": "two"})
    assert (folder / "summary.md").read_text() == "one"
    assert (tmp_path / "outside.md").read_text() == "outside"


def test_a_run_that_was_killed_between_two_files_is_gone_on_with(tmp_path: Path) -> None:
    """The manifest lists each text before it is written, so that old and new text both count as Dateline's."""
    write_reports(tmp_path, {"a.md": "one", "b.md": "one"})
    (tmp_path / "b.md").unlink()
    (tmp_path / "b.md").mkdir()  # stops the next run half-way
    with pytest.raises(StoreError):
        write_reports(tmp_path, {"a.md": "two", "b.md": "two"})
    (tmp_path / "b.md").rmdir()

    assert write_reports(tmp_path, {"a.md": "three", "b.md": "three"}) == ()
    assert (tmp_path / "a.md").read_text() == "three"


def test_the_manifest_lists_what_was_written(tmp_path: Path) -> None:
    """It has a hash for each report of the last run, and nothing else."""
    write_reports(tmp_path, {"a.md": "one"})
    write_reports(tmp_path, {"b.md": "two"})

    held = json.loads((tmp_path / MANIFEST).read_text())
    assert list(held) == ["b.md"]
    assert len(held["b.md"]) == 1


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    """If no folder can be made, the error says so, and the file stays as it was."""
    (tmp_path / "file").write_text("mine")

    for place in (tmp_path / "file", tmp_path / "file/below"):
        with pytest.raises(StoreError, match="cannot be written"):
            write_reports(place, {"a.md": "one"})
    assert (tmp_path / "file").read_text() == "mine"
