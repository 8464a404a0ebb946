"""A valid publication always builds, to well-formed pages and the same bytes each time, and `fmt` has nothing to change in it.

Whole publications are made up: settings in several languages, stories of up to four versions with ledgers, withdrawn versions and
items, drafts, corrections, pages, essays, introductions, pictures and styles, with every optional key of each format, and texts
that are hard to write. `check` must find no error in any of them, although it may have warnings. Each page must be HTML that is
read without a repair, and each feed XML or JSON.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import html5lib
import pytest
from proof.publications import Files, publications
from proof.stretches import parametrize, stretched

from dateline.flows.build import build
from dateline.flows.fmt import fmt
from dateline.flows.stories.check import check

NOW = "2026-09-02T12:00:00Z"
EXAMPLES, LONG = 2, 500


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """First a fixed number of publications; after that, if hours are given, stretches of time."""
    parametrize(metafunc)


def written(files: Files, root: Path) -> Path:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def built(root: Path, out: Path, *, cached: bool) -> Mapping[str, bytes]:
    done = build(root, out, jobs=1, cached=cached)
    assert (done.findings, done.written is not None) == ((), True)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def is_well_formed(name: str, data: bytes) -> None:
    """Fails if a program would have to guess what a file means."""
    match name.rpartition(".")[2]:
        case "html":
            html5lib.HTMLParser(strict=True).parse(data.decode())
        case "xml" | "opml" | "svg":
            ET.fromstring(data)
        case "json":
            json.loads(data)
        case _:
            pass


def test_a_valid_publication_builds(is_long, measured, stretch):
    """It has no error, and is in canonical form; its pages are well-formed, and the same when they are built again."""
    tried = 0

    def valid_one(files):
        nonlocal tried
        with TemporaryDirectory() as made:
            root = written(files, Path(made, "publication"))
            assert [one for one in check(root, now=NOW).findings if one.level == "error"] == []
            assert [one for one in fmt(root, write=False) if one.differs or one.said or one.problems] == []
            pages = built(root, root / "build", cached=True)
            for name, data in pages.items():
                is_well_formed(name, data)
            assert built(root, root / "build", cached=True) == pages
            assert built(root, Path(made, "again"), cached=False) == pages
        tried += 1

    stretched(valid_one, stretch, LONG if is_long else EXAMPLES, publications())
    if not stretch:
        measured("valid publications", tried, LONG)
