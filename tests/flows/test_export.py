"""A publication in one archive, and restored from it."""

import json
import os
import stat
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import builders
import essays
import pytest
import yaml

from dateline.core.errors import UsageError
from dateline.core.model import Correction, Question, Source, Story, TensionSide
from dateline.flows.build import build
from dateline.flows.export import export
from dateline.flows.shared.written import written_tops
from dateline.flows.start import start
from dateline.flows.stories.check import check
from dateline.store import archive
from dateline.store.archive import PackedFile, pack, unpack
from dateline.store.held_files import held_files

ESSAY = """---
title: Tides
date: 2026-05-25
author: Ada Byron
dek: On tides.
stories: [quay/v1, ferry]
aliases: [/2019/tides.html]
---

The tide rose to 3.4 metres [@quay/tide; @ferry/crossing]. See `[@quay/tide]` and ![a quay](../images/quay.svg) {{< x >}}.

| a |
|---|
| It rose \\| again [@quay/tide]. |
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"><path d="M0 0h3v1H0z"/></svg>\n'
FILES = {
    "content/signals/tides.md": ESSAY,
    "content/signals/plans.md": "---\ntitle: Plans\ndate: 2026-05-26\nauthor: Ada Byron\ndraft: true\n---\n\nNothing.\n",
    "content/daily/2026-05-02.md": "---\nauthor: Ada Byron\nstories: [quay/v1]\n---\n\nIt rose [@quay/tide].\n",
    "content/pages/about.md": "---\ntitle: About\ndescription: Who we are\naliases: [/who/]\n---\n\nWe.\n",
    "content/images/quay.svg": SVG,
    "requirements.txt": "dateline\n",
    ".env": "KEY=secret\n",
    ".dateline/mailed/2026-05-02.jsonl": "{}\n",
    "build/index.html": "built",
    "readers.txt": "ada@example.org\n",
}


@pytest.fixture
def root(make_publication) -> Path:
    quay, ferry = essays.quay(), essays.ferry()
    first, _ = quay.versions
    told = builders.version(
        2,
        title="The *quay* | {{ x }}",
        changes="The tide came back.",
        tensions=(
            builders.version()
            .tensions[0]
            .__class__(
                "cost-or-safety",
                "Cost or safety?",
                ("harbour-plan",),
                sides=(TensionSide("council", "Safety [@harbour-plan]."), TensionSide("The mayor", "Cost [@harbour-plan].")),
            ),
        ),
        corrections=(Correction(1, "It rose", "It sank"),),
        open_questions=(Question("cost", "Who pays for it?"),),
        sources=(Source("harbour-plan", "Title of harbour-plan", feed="Harbour Wire", quotes=("Text of",)),),
    )
    quay = builders.dossier(first, told, slug="quay", story=quay.story, items=quay.items)
    unread = builders.dossier(slug="unread", story=Story("Unread", draft=True))
    root: Path = make_publication(quay, ferry, unread, files=FILES)
    (root / "stories/unread/v001.yaml").write_text("format: [", encoding="utf-8")
    return root


@pytest.fixture
def packed(root: Path, tmp_path: Path) -> zipfile.ZipFile:
    (root / "stories/unread/v001.yaml").unlink()
    export(root, tmp_path / "all.zip")
    return zipfile.ZipFile(tmp_path / "all.zip")


def head(packed: zipfile.ZipFile, name: str) -> tuple[dict[str, Any], str]:
    """The front matter of a text, as other programs read it, and its body."""
    _, front, body = packed.read(f"markdown/content/{name}").decode().split("---\n", 2)
    return yaml.safe_load(front), body


@pytest.mark.parametrize("example", [False, True])
def test_it_has_all_that_init_wrote(tmp_path: Path, *, example: bool) -> None:
    """Without git, too: each file that `dateline init` writes is known as a part of a publication."""
    written = start(tmp_path / "new", example=example)
    held = held_files(tmp_path / "new", written_tops())
    assert (sorted(held.names), held.left_out) == (sorted(written), ())


def test_it_has_what_the_publication_consists_of_and_nothing_private(root: Path, tmp_path: Path) -> None:
    """Its files are there byte for byte; no result, state, secret or address of a reader is, and what was left out is named."""
    done = export(root, tmp_path / "all.zip")

    packed = zipfile.ZipFile(tmp_path / "all.zip")
    names = {one.removeprefix("publication/") for one in packed.namelist() if one.startswith("publication/")}
    assert {"content/site.yaml", "stories/quay/v001.yaml", "stories/quay/items.jsonl", "requirements.txt"} <= names
    assert not names & {".env", "readers.txt", "build/index.html", ".dateline/mailed/2026-05-02.jsonl"}
    assert all(packed.read(f"publication/{one}") == (root / one).read_bytes() for one in names)
    assert done.left_out == (".env: not known as a part of a publication", "readers.txt: not known as a part of a publication")
    assert done.unread == ("stories/unread/v001.yaml",)
    assert done.files == len(names)


def test_the_same_files_give_the_same_archive(root: Path, tmp_path: Path) -> None:
    """Neither the time nor the order of files is in it; an archive that is there stays."""
    export(root, tmp_path / "one.zip")
    for path in (root / "content").rglob("*"):
        os.utime(path, (1, 1))
    export(root, tmp_path / "two.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        export(root, tmp_path / "one.zip")
    assert [*tmp_path.glob(".dateline-*")] == []


def test_what_git_keeps_decides(root: Path) -> None:
    """Tracked files are in it, wherever they are, and new ones in its folders; ignored ones and links are not."""
    (root / ".gitignore").write_text("*.bak\n", encoding="utf-8")
    for name in ("content/old.bak", "tools/own.py", "gone.txt", "content/new.txt", "secret.pem", "archive.zip"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("x", encoding="utf-8")
    (root / "content/link").symlink_to(root / "tools")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    subprocess.run([*git, "add", "--force", "tools", "gone.txt", ".env", "secret.pem", "archive.zip"], cwd=root, check=True)
    (root / "gone.txt").unlink()

    held = held_files(root, written_tops())

    assert {"tools/own.py", "content/new.txt", "content/site.yaml", ".gitignore"} <= {*held.names}
    assert not {"content/old.bak", "readers.txt", "gone.txt", ".env", "secret.pem", "archive.zip", "content/link"} & {*held.names}
    assert held.left_out == (
        ".env: the name of a file with secrets",
        "content/link: a symbolic link",
        "secret.pem: the name of a file with secrets",
    )


def test_all_that_init_writes_is_in_it_without_git(tmp_path: Path) -> None:
    """Nothing of a new publication is left out; a link in place of one of its folders is, and is named."""
    made = start(tmp_path / "new", example=True)
    assert held_files(tmp_path / "new", written_tops()) == (made, ())

    (tmp_path / "new/theme").symlink_to(tmp_path)
    assert held_files(tmp_path / "new", written_tops()) == (made, ("theme: a symbolic link",))


def test_git_does_not_take_the_archive(tmp_path: Path) -> None:
    """It may stand in the publication, where the command puts it: `git add .` leaves it out."""
    new = tmp_path / "new"
    start(new)
    export(new, new / "export.zip")
    subprocess.run(["git", "init", "--quiet"], cwd=new, check=True)

    left = subprocess.run(["git", "check-ignore", "export.zip"], cwd=new, check=False, capture_output=True, text=True)
    assert left.stdout == "export.zip\n"


def test_a_name_that_no_terminal_can_show_is_left_out(make_publication, tmp_path: Path) -> None:
    """It is named with a mark in its place."""
    root = make_publication(files={"content/a\nb.txt": "x"})
    (root / "content/folder").symlink_to(tmp_path)
    os.mkfifo(root / "content/pipe")

    assert held_files(root, written_tops()).left_out == (
        "content/a\nb.txt: not a plain file with a plain name",
        "content/folder: a symbolic link",
        "content/pipe: not a plain file with a plain name",
    )


def test_a_version_is_plain_markdown_with_its_addresses_and_sources(packed: zipfile.ZipFile) -> None:
    """Its head has what Hugo and Jekyll read; its text links to sources, and nothing in it is run as code."""
    told, body = head(packed, "stories/quay/v2.md")

    assert {one: told[one] for one in ("title", "url", "permalink", "draft", "published")} == {
        "title": "The *quay* | {{ x }}",
        "url": "/stories/quay/v2/",
        "permalink": "/stories/quay/v2/",
        "draft": False,
        "published": True,
    }
    assert told["aliases"] == told["redirect_from"] == ["/stories/quay/", "/stories/old-quay/"]
    assert "**What changed**: The tide came back." in body
    assert "- Cost or safety? The council: Safety \\[1\\]. The mayor: Cost \\[1\\]. \\[1\\]" in body
    assert "## Corrections\n\n- v1: It rose → It sank" in body
    assert "## Sources\n\n1. Title of harbour-plan (Harbour Wire, headline only) “Text of”" in body
    assert "aliases" not in head(packed, "stories/quay/v1.md")[0]
    assert "It rose [\\[1\\]](<https://quay.example/tide>)\\[2\\]." in head(packed, "stories/quay/v1.md")[1]
    assert "markdown/content/stories/unread/v1.md" not in packed.namelist()


def test_a_version_with_errors_is_plain_markdown_too(make_publication, tmp_path) -> None:
    """A key without a source stays as it is written, and a source that nothing cites comes last in the list."""
    sources = (builders.source("unused"), builders.source())
    version = builders.version(what="It floods [@nobody]. It rains [@harbour-plan].", sources=sources)
    export(make_publication(builders.dossier(version)), tmp_path / "out.zip")

    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        body = head(archive, "stories/harbour-barrier/v1.md")[1]
    assert "It floods \\[@nobody\\]. It rains \\[1\\]." in body
    assert "1. Title of harbour-plan" in body
    assert "2. Title of unused" in body


def test_essays_pages_and_introductions_are_plain_markdown(packed: zipfile.ZipFile) -> None:
    """Citations are links, with a list of sources below; what only looks like one stays; pictures keep their place."""
    told, body = head(packed, "signals/tides.md")

    assert (told["url"], told["aliases"], told["author"], told["description"]) == (
        "/signals/tides/",
        ["/2019/tides.html"],
        "Ada Byron",
        "On tides.",
    )
    assert "metres [\\[1\\]](<https://quay.example/tide>) \\[2\\]. See `[@quay/tide]`" in body
    assert "![a quay](../../images/quay.svg) &#123;{< x >}}." in body
    assert "| It rose \\| again [@quay/tide]. |" in body  # where it stands cannot be told
    assert "1. [The tide at the quay](<https://quay.example/tide>)" in body
    assert head(packed, "signals/plans.md")[0]["draft"] is True
    assert head(packed, "daily/2026-05-02.md")[0]["url"] == "/daily/2026-05-02/"
    assert head(packed, "pages/about.md")[0]["url"] == "/about/"
    assert packed.read("markdown/images/quay.svg").decode() == SVG


def test_what_nobody_has_is_left_as_it_is(make_publication, tmp_path: Path) -> None:
    """A citation that leads nowhere stays in the text, so that nothing is lost."""
    text = "---\ntitle: A\ndate: 2026-05-25\nauthor: B\n---\n\nIt rose [@nobody/tide].\n"
    export(make_publication(files={"content/signals/a.md": text}), tmp_path / "all.zip")

    assert "It rose [@nobody/tide].\n" in head(zipfile.ZipFile(tmp_path / "all.zip"), "signals/a.md")[1]


def site(root: Path, out: Path) -> dict[str, bytes]:
    assert build(root, out, cached=False).findings == ()
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_a_restored_publication_is_the_same(root: Path, tmp_path: Path, dateline) -> None:
    """It has the same files and the same findings, and builds the same site."""
    (root / "stories/unread/v001.yaml").unlink()
    (root / "scripts").mkdir()
    (root / "scripts/run.sh").write_text("#!/bin/sh\n")
    (root / "scripts/run.sh").chmod(0o755)
    code, out, _ = dateline("-C", root, "export", "--out", tmp_path / "all.zip")
    assert (code, out.splitlines()[0]) == (0, f"{tmp_path / 'all.zip'}: 17 files of the publication, 7 texts as Markdown")

    new = tmp_path / "new"
    code, out, _ = dateline("-C", new, "import", tmp_path / "all.zip")

    assert (code, out.splitlines()) == (
        0,
        [f"{new}: 17 files restored; each is as its hash says", f"next: dateline -C {new} check"],
    )
    assert check(new).findings == check(root).findings
    assert site(new, tmp_path / "b") == site(root, tmp_path / "a")
    assert os.access(new / "scripts/run.sh", os.X_OK)
    assert not os.access(new / "content/site.yaml", os.X_OK)


def test_programs_get_json(root: Path, tmp_path: Path, dateline) -> None:
    """One document says what was packed, and one what was restored."""
    _, out, _ = dateline("-C", root, "export", "--out", tmp_path / "all.zip", "--format", "json")
    assert json.loads(out)["unread"] == ["stories/unread/v001.yaml"]

    _, out, _ = dateline("-C", tmp_path / "new", "import", tmp_path / "all.zip", "--format", "json")
    assert "content/site.yaml" in json.loads(out)["files"]


def test_an_archive_is_restored_only_into_an_empty_folder(root: Path, tmp_path: Path) -> None:
    """A folder with a `.git` alone is empty; nothing that is there is touched."""
    export(root, tmp_path / "all.zip")
    with pytest.raises(UsageError, match="the folder is not empty"):
        unpack(tmp_path / "all.zip", root)
    new = tmp_path / "new"
    (new / ".git").mkdir(parents=True)

    assert "content/site.yaml" in unpack(tmp_path / "all.zip", new)
    assert (new / "content/site.yaml").is_file()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="the folder is not empty"):
        unpack(tmp_path / "all.zip", tmp_path / "file")


Spoil = Callable[[dict[str, bytes]], None]


def entry(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    return made


def listed(*names: str) -> str:
    """A manifest with some files, each of one letter."""
    x = {"sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "bytes": 1}
    return json.dumps({"format": 1, "files": dict.fromkeys(names, x)})


OWN = "publication/a.txt"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("manifest.json", listed(OWN)), (OWN, "y")], "a.txt is not as it was exported"),
        ([("manifest.json", listed(OWN))], "a.txt is missing"),
        ([("manifest.json", listed()), (OWN, "x")], "a.txt is not in the manifest"),
        ([("manifest.json", listed(OWN)), (OWN, "x"), ("publication/A.txt", "x")], "another file has the same name"),
        ([("manifest.json", listed("publication/../a")), ("publication/../a", "x")], "leads out of the folder"),
        ([("manifest.json", listed("/a")), ("/a", "x")], "leads out of the folder"),
        ([("manifest.json", listed()), ("publication/a\\b", "x")], "leads out of the folder"),
        ([("manifest.json", listed()), ("publication/C:a", "x")], "leads out of the folder"),
        ([("manifest.json", listed()), ("publication/.GIT/hooks/pre-commit", "x")], "never unpacked"),
        ([("manifest.json", listed()), (entry(OWN, stat.S_IFLNK | 0o777), "/etc/passwd")], "a link, and no file"),
        ([("manifest.json", '{"format": 2, "files": {}}')], "a newer Dateline"),
        ([("manifest.json", '{"format": 1, "files": []}')], "no archive of a publication"),
        ([("other", "x")], "no archive of a publication"),
    ],
)
def test_an_archive_that_is_not_what_it_says_is_refused(entries: list[Any], said: str, tmp_path: Path) -> None:
    """Changed, missing and further files, names that lead out, links and newer forms: nothing is unpacked."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        for name, text in entries:
            made.writestr(name, text)

    with pytest.raises(UsageError, match=said):
        unpack(tmp_path / "a.zip", tmp_path / "new")

    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_an_archive_cannot_fill_the_disk(tmp_path: Path, monkeypatch) -> None:
    """What unpacks to far more than its own size, or has too many files, is refused before anything is written."""
    pack(tmp_path / "a.zip", [PackedFile(OWN, b"x" * 100_000)], {})
    monkeypatch.setattr(archive, "FREE_BYTES", 10)
    with pytest.raises(UsageError, match="far more than a publication has"):
        unpack(tmp_path / "a.zip", tmp_path / "new")
    monkeypatch.setattr(archive, "MOST_FILES", 1)
    with pytest.raises(UsageError, match="more than 1 files"):
        unpack(tmp_path / "a.zip", tmp_path / "new")


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    """A missing, a damaged and an encrypted file are named, with what to do."""
    with pytest.raises(UsageError, match="no such file"):
        unpack(tmp_path / "a.zip", tmp_path / "new")
    (tmp_path / "a.zip").write_bytes(b"no archive")
    with pytest.raises(UsageError, match="damaged"):
        unpack(tmp_path / "a.zip", tmp_path / "new")
    pack(tmp_path / "b.zip", [PackedFile(OWN, b"x" * 99)], {})
    data = bytearray((tmp_path / "b.zip").read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(UsageError, match="it is encrypted"):
        unpack(tmp_path / "b.zip", tmp_path / "new")


def test_a_source_that_no_sentence_cites_is_listed_last(make_publication):
    """Such a source is only a warning of `check`, so it stops no export."""
    version = builders.version(sources=(builders.source("unused"), builders.source()))
    root = make_publication(builders.dossier(version, items=(builders.item(), builders.item("unused"))))

    with zipfile.ZipFile(export(root, root.with_name("export.zip")).path) as packed:
        (name,) = (one for one in packed.namelist() if one.endswith("v1.md"))
        told = packed.read(name).decode()

    assert "1. Title of harbour-plan" in told
    assert "2. Title of unused" in told
