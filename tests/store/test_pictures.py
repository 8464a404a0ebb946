"""The pictures of a publication: their sizes come from their heads, and nothing that could harm a reader is one."""

import re
from io import BytesIO
from pathlib import Path
from struct import pack

import pytest
from PIL import Image

from dateline.core.errors import StoreError
from dateline.core.model import Picture
from dateline.flows.build import build
from dateline.flows.stories.check import check
from dateline.store import pictures
from dateline.store.picture_headers import KINDS, size_of
from dateline.store.pictures import read_pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"{}>{}</svg>'


def saved(kind: str, size: tuple[int, int] = (300, 200), mode: str = "RGB", **given: object) -> bytes:
    """A picture as a well-known program saves it."""
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **given)
    return out.getvalue()


PNG = saved("PNG")


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".png", PNG),
        (".gif", saved("GIF")),
        (".jpg", saved("JPEG")),
        (".jpeg", saved("JPEG", progressive=True, comment=b"a" * 40_000)),
        (".jpg", saved("JPEG")[:2] + b"\xff\xff" + saved("JPEG")[2:]),
        (".webp", saved("WEBP")),
        (".webp", saved("WEBP", lossless=True)),
        (".webp", saved("WEBP", mode="RGBA", exif=b"a" * 99)),
        (".svg", SVG.format(' width="300" height="200.2px"', "<path/>").encode()),
        (".svg", b"\xef\xbb\xbf" + SVG.format(' viewBox="0,0 300 200" width="100%"', "").encode()),
    ],
)
def test_the_size_is_in_the_head(ending, data):
    """Of every kind of picture, whatever program saved it."""
    assert size_of(data, ending) == (300, 200)


@pytest.mark.parametrize("given", ["", ' viewBox="1 2"', ' width="10em" height="3em" viewBox="a b c d"'])
def test_a_drawing_may_have_no_size(given):
    """Then the page says none."""
    assert size_of(SVG.format(given, "").encode(), ".svg") == (0, 0)


@pytest.mark.parametrize(
    ("ending", "data", "said"),
    [
        *((ending, b"<p>no picture</p>", "not a picture of the kind") for ending in KINDS),
        *((ending, b"", "not a picture of the kind") for ending in KINDS),
        (".jpg", PNG, "not a picture of the kind .jpg"),
        (".png", PNG[:20], "not complete"),
        (".jpg", saved("JPEG")[:30], "not complete"),
        (".jpg", saved("JPEG")[:4] + b"\0\2" + b"\0" * 40, "not a picture of the kind .jpg"),
        (".webp", b"RIFF\0\0\0\0WEBPmore" + b"\0" * 40, "not a picture of the kind .webp"),
        (".gif", b"GIF89a" + pack("<HHBBB", 0, 9, 0, 0, 0) + b";", "is empty"),
        (".svg", SVG.format("", "").encode("utf-16"), "not a picture of the kind .svg"),
        (".svg", SVG.format("", "<path>").encode(), "not a picture of the kind .svg"),
    ],
)
def test_what_is_no_picture(ending, data, said):
    """Another kind of file, or one that was cut off, is none."""
    with pytest.raises(ValueError, match=said):
        size_of(data, ending)


def framed(kind: str, **given: object) -> bytes:
    """A picture of several frames."""
    out, one, other = BytesIO(), Image.new("P", (300, 200)), Image.new("P", (300, 200), 1)
    one.save(out, kind, save_all=True, append_images=[other], **given)
    return out.getvalue()


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".png", PNG),
        (".gif", saved("GIF")),
        (".gif", framed("GIF", duration=90, loop=0, comment=b"a;" * 300)),
        (".jpg", saved("JPEG")),
        (".jpg", saved("JPEG", progressive=True)),
        (".jpg", saved("JPEG", restart_marker_blocks=1)),
        (".webp", saved("WEBP")),
        (".webp", framed("WEBP")),
    ],
)
def test_a_picture_is_there_to_its_end(ending, data):
    """One that was cut off anywhere after its head is not complete; what stands behind its end does no harm."""
    assert size_of(data + b"more", ending) == (300, 200)
    for length in {*range(64, len(data), 97), len(data) - 1}:
        with pytest.raises(ValueError, match="is not complete"):
            size_of(data[:length], ending)


@pytest.mark.parametrize(
    ("inside", "address"),
    [
        ('<image href="https://spy.example/a.png"/>', "https://spy.example/a.png"),
        ('<image x:href="//spy.example/a.png"/>', "//spy.example/a.png"),
        ('<style>\n@import "https://spy.example/a.css";</style>', "https://spy.example/a.css"),
        ('<path fill="url(http://spy.example/a.svg#b)"/>', "http://spy.example/a.svg#b"),
        ('<path style="fill: url(&quot;http://spy.example/a&quot;)"/>', "http://spy.example/a"),
        ('<image><set attributeName="href" to="http://spy.example/a"/></image>', "http://spy.example/a"),
    ],
)
def test_a_drawing_loads_nothing_from_elsewhere(inside, address):
    """Whoever opens it by its own address calls no other host."""
    line = 1 + inside.count("\n")
    with pytest.raises(ValueError, match=f"loads {re.escape(address)} from another host, in line {line}"):
        size_of(SVG.format("", inside).encode(), ".svg")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>a()</script>",
        '<s:script xmlns:s="http://www.w3.org/2000/svg">a()</s:script>',
        "<foreignObject><p/></foreignObject>",
        '<path onclick="a()"/>',
        '<a x:href="java&#115;cript:a()"/>',
        '<a href=" JavaScript:a()"/>',
        '<image href="data:text/html,a"/>',
        '<use href="data:image/svg+xml;base64,PHN2Zy8+#a"/>',
        '<h:meta xmlns:h="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;a"/>',
        '<set attributeName="onclick" to="a()"/>',
    ],
)
def test_a_drawing_runs_nothing(inside):
    """Whoever opens it by its own address runs no script; a page shows it as a picture in any case."""
    with pytest.raises(ValueError, match="could run a script"):
        size_of(SVG.format("", inside).encode(), ".svg")


@pytest.mark.parametrize(
    "before", ['<!DOCTYPE svg [<!ENTITY a "<script/>">]>', '<?xml-stylesheet href="a.xsl"?>', '<!doctype svg [<!entity a "">]>']
)
def test_a_drawing_hides_nothing(before):
    """An entity could grow without end or hide a script, and so could a style sheet."""
    with pytest.raises(ValueError, match="could hide a script"):
        size_of((before + SVG.format("", "")).encode(), ".svg")


def put(root: Path, name: str, data: bytes = PNG) -> Path:
    path = root / "content/images" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def told(root: Path) -> list[tuple[str, str, str]]:
    return [(one.rule, one.file.removeprefix("content/images/"), one.message) for one in read_pictures(root)[1]]


def test_pictures_are_read_with_those_in_folders(tmp_path):
    """By name; without the folder there are none."""
    assert read_pictures(tmp_path) == ((), ())
    one, other = put(tmp_path, "quay.png"), put(tmp_path, "2026/map.svg", SVG.format("", "").encode())
    found, problems = read_pictures(tmp_path)

    assert [(each.name, each.path, each.width) for each in found] == [("2026/map.svg", other, 0), ("quay.png", one, 300)]
    assert problems == ()
    assert len({each.hash for each in found}) == 2
    assert str(tmp_path) not in repr(found)
    assert found[1] == Picture("quay.png", Path("elsewhere"), found[1].hash, 300, 200)


def test_what_is_no_picture_is_told(tmp_path, monkeypatch):
    """A file of another kind or with another name, a damaged one, and one that is too large, which is not even read."""
    for name in ("notes.txt", "quay flood.png", "häfen.png", "IMG_1.PNG", "港.png", "my files/a.png"):
        put(tmp_path, name)
    put(tmp_path, "cut.png", b"\x89PNG\r\n\x1a\n")
    put(tmp_path, "large.png")
    monkeypatch.setattr(pictures, "LARGEST", 60)
    no_name = "not the name of a picture"

    assert told(tmp_path) == [
        ("unknown-file", "IMG_1.PNG", f"{no_name}: call it img-1.png"),
        ("bad-picture", "cut.png", "is not complete"),
        ("unknown-file", "häfen.png", f"{no_name}: call it hafen.png"),
        ("bad-picture", "large.png", "has more than 0 MB"),
        ("unknown-file", "my files", f"{no_name}: call it my-files"),
        ("unknown-file", "notes.txt", no_name),
        ("unknown-file", "quay flood.png", f"{no_name}: call it quay-flood.png"),
        ("unknown-file", "港.png", no_name),
    ]


def test_no_link_is_followed(tmp_path):
    """Neither out of the publication nor within it, where a folder could lead back to itself."""
    root, outside = tmp_path / "publication", put(tmp_path, "secret.png")
    (put(root, "quay.png").parent / "out.png").symlink_to(outside)
    (root / "content/images/in.png").symlink_to(root / "content/images/quay.png")
    (root / "content/images/loop").symlink_to(root / "content/images")

    assert [(rule, name) for rule, name, _ in told(root)] == [("unknown-file", one) for one in ("in.png", "loop", "out.png")]
    assert [one.name for one in read_pictures(root)[0]] == ["quay.png"]


def test_a_picture_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    """In the words of the system."""
    put(tmp_path, "quay.png")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StoreError, match=r"content/images/quay\.png: cannot be read: Permission denied"):
        read_pictures(tmp_path)


PAGE = """---
title: The quay
---

![The quay at high water](../images/quay.png "Seen from the north")
"""
ESSAY = """---
title: On maps
date: 2026-05-02
author: The desk
---

A ![map](../images/2026/map.png).
"""


def test_a_site_has_the_pictures_that_its_texts_show(make_publication, tmp_path):
    """With words and size, at an address that stays; a draft's and an unused one are not published, a changed one is at once."""
    draft = PAGE.replace("---\n\n", "draft: true\n---\n\n").replace("quay.png", "plan.png")
    names = ("corrections.md", "outlets.md", "quay.md")
    files = {f"content/pages/{name}": PAGE for name in names} | {"content/pages/plan.md": draft, "content/signals/maps.md": ESSAY}
    root, out = make_publication(files=files), tmp_path / "site"
    for name in ("quay.png", "plan.png", "idle.png", "2026/map.png"):
        put(root, name)

    assert build(root, out).findings == check(root).findings == ()
    img = '<img src="{}" alt="{}" width="300" height="200" loading="lazy" />'
    first = img.format("../images/quay.png", "The quay at high water")
    shown = first + "<figcaption>Seen from the north</figcaption>"
    for name in names:
        assert shown in (out / name.replace(".md", "/index.html")).read_text()
    assert img.format("../../images/2026/map.png", "map") in (out / "signals/maps/index.html").read_text()
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("images/**/*.png")) == [
        "images/2026/map.png",
        "images/quay.png",
    ]

    put(root, "quay.png", saved("PNG", (30, 20)))
    built = build(root, out)
    assert built.written
    assert built.written.rendered == len((*names, "quay.png"))
    assert (out / "images/quay.png").read_bytes() == saved("PNG", (30, 20))
    assert 'width="30" height="20"' in (out / "quay/index.html").read_text()


def test_a_picture_that_cannot_be_shown_stops_a_build(make_publication, tmp_path):
    """The error has the file and the line, and says what to do."""
    root = make_publication(files={"content/pages/quay.md": PAGE + "\n![ ](../images/quay.png) ![A](../images/qay.png)\n"})
    put(root, "quay.png")
    found = build(root, tmp_path / "site").findings

    assert [(one.rule, one.file, one.line) for one in found] == [("bad-picture", "content/pages/quay.md", 7)] * 2
    assert {one.message for one in found} == {
        "there is no picture content/images/qay.png",
        "the picture has no words for readers who do not see it",
    }
    assert "Did you mean ../images/quay.png?" in {one.hint for one in found}
