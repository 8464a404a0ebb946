"""The example, updated and built, is the same as `tests/golden`, so that a review shows what a change does to readers.

After an intended change, run `pytest tests/flows/test_golden.py --update-golden` to update the folder.
"""

import shutil
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest

from dateline.flows.build import build
from dateline.flows.start import start
from dateline.flows.update import run_for, update
from dateline.site.share_card import FILE as CARD

GOLDEN = Path(__file__).parents[1] / "golden"
NOW = "2026-04-01T06:00:00Z"
MOST_LINES = 20


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def empty_cards(folder: Path) -> None:
    """Share cards have other bytes with another release of Pillow."""
    for card in folder.rglob(CARD):
        card.write_bytes(b"")


def difference(expected: dict[str, bytes], found: dict[str, bytes]) -> str:
    """How many files differ, and the first of them as a unified diff; empty if none does."""
    differing = [name for name in expected | found if expected.get(name) != found.get(name)]
    if not differing:
        return ""
    first = min(differing, key=lambda name: ("/." in name, "/" in name, name))  # the version before its pages, the manifest last
    before, after = (one.get(first, b"").decode(errors="backslashreplace").splitlines(keepends=True) for one in (expected, found))
    old, new = (first if first in one else "/dev/null" for one in (expected, found))
    lines = islice(unified_diff(before, after, old, new, n=1), MOST_LINES)
    return f"differing files: {len(differing)}, first {first}:\n" + "".join(lines)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The example's second version, and the site built from both."""
    example, folder = tmp_path / "example", tmp_path / "made"
    start(example, example=True)
    update(run_for(example, "extractive", now=NOW))
    build(example, folder / "site")
    empty_cards(folder)
    shutil.copy(example / "stories/tidal-barrier/v002.yaml", folder)
    return folder


def test_the_example_is_written_and_built_as_ever(made: Path, request: pytest.FixtureRequest):
    """The same feeds at the same time give the same version and the same site, with the same names and bytes."""
    if request.config.getoption("update_golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(made, GOLDEN)

    told = difference(contents(GOLDEN), contents(made))
    assert not told, f"{told}\nIf it is meant: pytest tests/flows/test_golden.py --update-golden"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"a": b"1\n", "b": b"2\n"}, ""),
        ({"a": b"1\n"}, "differing files: 1, first b:\n--- b\n+++ /dev/null\n@@ -1 +0,0 @@\n-2\n"),
        ({"a": b"1\n", "b": b"2\r\n"}, "differing files: 1, first b:\n--- b\n+++ b\n@@ -1 +1 @@\n-2\n+2\r\n"),
        ({"a": b"1\n", "b": b"2\n", "c": b""}, "differing files: 1, first c:\n"),
    ],
)
def test_every_difference_is_seen(found, expected):
    """A missing file, a new file even if it is empty, and a single different byte are each reported with the name."""
    assert difference({"a": b"1\n", "b": b"2\n"}, found) == expected
