"""Writing gives the folder exactly the planned files, touches nothing else, and does no work twice."""

import os
import time
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Never

import pytest

from dateline.core.errors import StoreError, UsageError
from dateline.site import files
from dateline.site.files import MANIFEST, SiteFolder, staging, write_site
from dateline.site.frame import Output


def page(path: str, data: bytes = b"text", fingerprint: str = "1", group: str = "") -> Output:
    return Output(path, fingerprint, partial(bytes, data), group)


def refuse() -> Never:
    raise ValueError("must not be rendered")


def broken(path: str, fingerprint: str = "1") -> Output:
    return Output(path, fingerprint, refuse)


def known(*pages: Output) -> dict[str, str]:
    return {one.path: one.fingerprint for one in pages}


def held(folder) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {MANIFEST}


def test_the_folder_holds_what_was_planned(tmp_path):
    """Each planned file has its bytes, and the counts say what was done."""
    written = write_site([page("index.html"), page("a/b/index.html", b"ab")], tmp_path / "build")

    assert (tmp_path / "build/a/b/index.html").read_bytes() == b"ab"
    assert (written.pages, written.rendered, written.written, written.unchanged, written.bytes) == (2, 2, 2, 0, 6)


def test_an_equal_fingerprint_is_not_rendered_again(tmp_path):
    """A file that is known to show the same is not rendered."""
    write_site([page("index.html")], tmp_path)

    assert write_site([broken("index.html")], tmp_path, known(page("index.html"))).rendered == 0


def test_a_fresh_build_renders_all_and_writes_what_differs(tmp_path):
    """If nothing is known, everything is rendered, and only files whose bytes changed are written."""
    write_site([page("index.html"), page("b.html")], tmp_path)
    written = write_site([page("index.html"), page("b.html", b"new")], tmp_path)

    assert (written.rendered, written.written, written.unchanged) == (2, 1, 1)


def test_a_file_that_is_gone_is_made_again(tmp_path):
    """A file that somebody deleted is written again, although its fingerprint is the same."""
    write_site([page("index.html")], tmp_path)
    (tmp_path / "index.html").unlink()

    assert write_site([page("index.html")], tmp_path).written == 1


def test_what_is_planned_no_more_is_removed_with_its_empty_folders(tmp_path):
    """A page that is no longer planned is deleted, and so are folders that become empty."""
    write_site([page("index.html"), page("a/b/index.html")], tmp_path)
    written = write_site([page("index.html")], tmp_path)

    assert (written.removed, held(tmp_path), (tmp_path / "a").exists()) == (1, {"index.html"}, False)


def test_a_file_that_dateline_did_not_make_stays(tmp_path):
    """Files that are not in the manifest are kept, even if every page is removed."""
    (tmp_path / ".gitignore").write_text("*\n")
    write_site([page("a/index.html")], tmp_path)
    (tmp_path / "a/mine.txt").write_text("mine")
    write_site([], tmp_path)

    assert held(tmp_path) == {".gitignore", "a/mine.txt"}


def test_a_file_already_gone_is_not_counted_as_removed(tmp_path):
    """The count of removed files includes only those that existed."""
    write_site([page("index.html")], tmp_path)
    (tmp_path / "index.html").unlink()

    assert write_site([], tmp_path).removed == 0


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_file_of_another_in_the_place_of_a_page_stops_the_build(tmp_path, kind):
    """A file that Dateline did not make is never overwritten: nothing is written, and the error names it."""
    write_site([page("index.html", b"one")], tmp_path)
    other = tmp_path / "robots.txt"
    other.mkdir() if kind == "folder" else other.write_text("mine")

    with pytest.raises(UsageError, match=r"contains robots\.txt, which Dateline did not make"):
        write_site([page("index.html", b"two"), page("robots.txt", b"ours")], tmp_path)

    assert (tmp_path / "index.html").read_text() == "one"
    assert other.is_dir() if kind == "folder" else other.read_text() == "mine"


def test_a_file_of_another_that_holds_the_same_is_in_nobodys_way(tmp_path):
    """If the bytes are the same as the page's, nothing is overwritten."""
    write_site([page("index.html", b"one")], tmp_path)
    (tmp_path / ".nojekyll").touch()

    assert write_site([page("index.html", b"one"), page(".nojekyll", b"")], tmp_path).written == 0


def test_a_site_of_an_older_release_is_taken_over(tmp_path):
    """The list that older releases wrote is understood: its files may be replaced and removed."""
    write_site([page("index.html"), page("old.html")], tmp_path)
    (tmp_path / MANIFEST).write_text('{"index.html": "1", "old.html": "1"}')

    assert write_site([page("index.html", b"new")], tmp_path).removed == 1
    assert held(tmp_path) == {"index.html"}


@pytest.mark.parametrize("manifest", [b"", b"\xff", b"[]", b"{"])
def test_a_manifest_that_cannot_be_read_stops_no_build(tmp_path, manifest):
    """If the list of files is broken, a site whose pages did not change is built, and its files are listed again."""
    write_site([page("index.html")], tmp_path)
    (tmp_path / MANIFEST).write_bytes(manifest)

    assert write_site([page("index.html")], tmp_path).rendered == 1
    assert (tmp_path / MANIFEST).read_text() == "index.html\n"


def test_a_manifest_that_leads_elsewhere_removes_nothing_there(tmp_path):
    """A forged manifest is refused before a file outside the folder is deleted."""
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / MANIFEST).write_text("../outside.txt\n")

    with pytest.raises(StoreError, match="leads out"):
        write_site([], tmp_path / "build")
    assert outside.read_text() == "mine"


def test_a_symbolic_link_is_never_followed(tmp_path):
    """A folder of the site that is a link to another place is refused, and nothing is written there."""
    (tmp_path / "elsewhere").mkdir()
    write_site([], tmp_path / "build")
    (tmp_path / "build/stories").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(StoreError, match="leads out"):
        write_site([page("stories/index.html")], tmp_path / "build")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_manifest_that_is_a_link_is_not_read(tmp_path):
    """A manifest that is a link is ignored, and the file that it points to is not changed."""
    (tmp_path / "planted").write_text("index.html\n")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / MANIFEST).symlink_to(tmp_path / "planted")

    assert write_site([page("index.html")], tmp_path / "build").rendered == 1
    assert (tmp_path / "planted").read_text() == "index.html\n"


@pytest.mark.parametrize("manifest", [None, "linked"])
def test_a_folder_that_is_not_ours_is_left_alone(tmp_path, manifest):
    """A folder with files that no build made is refused, and nothing in it changes."""
    (tmp_path / "index.html").write_text("mine")
    if manifest:
        (tmp_path / MANIFEST).symlink_to(tmp_path / "index.html")

    with pytest.raises(UsageError, match=r"contains index\.html") as caught:
        write_site([page("index.html")], tmp_path)
    assert "--out" in caught.value.hint
    assert held(tmp_path) == {"index.html"}
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_build_that_was_interrupted_is_done_again(tmp_path):
    """If a page cannot be rendered, no page is written, and the next build writes them all."""
    write_site([page("a.html"), page("b.html")], tmp_path)
    with pytest.raises(ValueError, match="must not be rendered"):
        write_site([page("a.html", b"newer", "2"), broken("b.html", "2")], tmp_path)

    assert (tmp_path / "a.html").read_bytes() == b"text"
    assert write_site([page("a.html", b"newer", "2"), page("b.html", b"newer", "2")], tmp_path).written == 2


def test_a_disk_that_refuses_is_told_with_the_file(tmp_path):
    """If a file cannot be written, the error names it."""
    write_site([], tmp_path)
    (tmp_path / "stories").write_text("a file in the way")

    with pytest.raises(StoreError, match="stories"):
        write_site([page("stories/index.html")], tmp_path)


def test_a_folder_that_refuses_is_told_by_its_name(tmp_path, monkeypatch):
    """If the folder cannot be written to, the error names the folder, not a temporary file, and suggests another folder."""

    def refuse(prefix: str, dir: Path) -> Never:  # noqa: A002  # the name that is called with
        raise PermissionError(13, "Permission denied", str(dir / prefix))

    monkeypatch.setattr("dateline.site.files.mkdtemp", refuse)
    with pytest.raises(StoreError, match="Permission denied") as caught:
        write_site([page("index.html")], tmp_path / "build")

    assert caught.value.where == str(tmp_path / "build")
    assert "--out" in caught.value.hint


def test_two_builds_do_not_take_each_other_for_strangers(tmp_path, monkeypatch):
    """A build may write into a folder while another one begins to: what the first one lists is not foreign to the second."""
    read = SiteFolder._read
    others = [page("index.html", b"other")]

    def read_before_the_other_writes(folder: SiteFolder) -> frozenset[str] | None:
        found = read(folder)
        if others:
            monkeypatch.setattr(SiteFolder, "_read", read)
            write_site([others.pop()], tmp_path)
        return found

    monkeypatch.setattr(SiteFolder, "_read", read_before_the_other_writes)

    assert write_site([page("index.html")], tmp_path).written == 1
    assert (tmp_path / "index.html").read_bytes() == b"text"


def test_what_a_killed_build_left_is_removed_after_an_hour(tmp_path):
    """Folders with files that were never moved are removed once they are old; newer ones may belong to a build that runs."""
    for name, age in (("old", 2 * 3600), ("new", 60)):
        left = tmp_path / f".dateline-part-{name}"
        left.mkdir()
        (left / "page").write_text("text")
        os.utime(left, (time.time() - age,) * 2)
    (tmp_path / ".dateline-part-gone").symlink_to("nowhere")
    write_site([page("index.html")], tmp_path)

    assert held(tmp_path) == {"index.html", ".dateline-part-new/page"}


def test_a_disk_with_another_clock_loses_nothing(tmp_path, monkeypatch):
    """On a disk whose clock is a day behind, a build does not take its own folder for one that a killed build left."""

    def made_yesterday(**given: Any) -> str:
        made: str = mkdtemp(**given)
        os.utime(made, (time.time() - 86_400,) * 2)
        return made

    monkeypatch.setattr(files, "mkdtemp", made_yesterday)
    with staging(tmp_path) as first, staging(tmp_path):
        assert first.is_dir()


def test_two_builds_may_list_their_files_at_once(tmp_path, monkeypatch):
    """A build that is overtaken while it writes the list of its files finishes."""
    ours, theirs, write = SiteFolder(tmp_path), SiteFolder(tmp_path), Path.write_text

    def write_and_be_overtaken(path: Path, text: str, **named: str) -> int:
        written = write(path, text, **named)
        monkeypatch.setattr(Path, "write_text", write)
        theirs.place([], ["a.html"])
        return written

    monkeypatch.setattr(Path, "write_text", write_and_be_overtaken)
    ours.place([], ["a.html"])

    assert (tmp_path / MANIFEST).read_text() == "a.html\n"
    assert [path.name for path in tmp_path.iterdir()] == [MANIFEST]
