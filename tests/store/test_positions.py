"""A finding points at the line that it is about."""

from dataclasses import replace
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core.model import Finding
from dateline.store.positions import locate_findings

VERSION = builders.version(
    what="The first sentence [@harbour-plan].\nThe second sentence [@harbour-plan] goes on.",
    why_it_matters="The second sentence is not here.",
)


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    return make_publication(builders.dossier(VERSION))


def finding(at: str, text: str = "", *, story: str = "harbour-barrier", version: int | None = 1, file: str = "") -> Finding:
    return Finding("rule", "error", story, version, at, text, "message", "hint", file)


def shown(root: Path, one: Finding) -> str:
    """The line of the file that the finding points at, from its column on."""
    (found,) = locate_findings(root, [one])
    return (root / found.file).read_text().splitlines()[found.line - 1][found.column - 1 :]


@pytest.mark.parametrize(
    ("at", "text", "expected"),
    [
        ("what", "", "what: |"),
        ("what", "The second sentence", "The second sentence [@harbour-plan] goes on."),
        ("what", "The second sentence goes on.", "The second sentence [@harbour-plan] goes on."),
        ("what", "Nowhere at all", "what: |"),
        ("why_it_matters", "The first sentence", "why_it_matters: |"),
        ("timeline[0].date", "2026-04-14", "2026-04-14"),
        ("sources.harbour-plan.title", "", "title: Title of harbour-plan"),
        ("open_questions[7].text", "", "open_questions:"),
        ("sources.harbour-plan.evidence", "Nowhere at all", "evidence: headline"),
        ("", "", "format: 1"),
    ],
)
def test_a_place_in_a_version(root: Path, at: str, text: str, expected: str) -> None:
    """A path is found by its key, a sentence by its own line in the block, and a missing part by what is around it."""
    assert shown(root, finding(at, text)) == expected


def test_a_place_in_other_files(root: Path) -> None:
    """Without a version it is the story's file, without a story the settings, and a file that is named is kept."""
    assert shown(root, finding("title", version=None)) == "title: The harbour barrier"
    assert shown(root, finding("url", story="", version=None)).startswith("url: https://example.org")
    assert locate_findings(root, [finding("", file="content/pages/gone.md")])[0].line == 1


def test_what_is_located_stays(root: Path) -> None:
    """A finding that knows its line is not touched."""
    (found,) = locate_findings(root, [finding("what")])

    assert locate_findings(root, [found]) == (found,)
    assert (found.file, found.line > 1) == ("stories/harbour-barrier/v001.yaml", True)


def test_only_a_file_with_an_unlocated_finding_is_read(root: Path) -> None:
    """All findings of a file are located together; a finding with a line needs no file."""
    known = replace(finding("what", file="stories/harbour-barrier/v001.yaml"), line=7)
    found = locate_findings(root, [finding("what"), known, finding("timeline[0].date"), finding("what")])

    assert [one.line for one in found[:2]] == [locate_findings(root, [finding("what")])[0].line, 7]
    assert found[0] == found[3]
    (root / known.file).write_bytes(b"\xff")
    assert locate_findings(root, [known]) == (known,)
    assert locate_findings(root, [finding("what")])[0].line == 1
