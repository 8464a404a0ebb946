"""One grammar of file names serves writing, reading and checking."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core import layout


@given(st.integers(1, 10**6))
def test_a_written_name_reads_back(number: int) -> None:
    """The name that is written for a number is read as that number."""
    assert layout.version_number(layout.version_name(number)) == number


@given(st.text(alphabet="v0123456789.yamlYV", max_size=12))
def test_no_other_name_is_a_version(name: str) -> None:
    """If a file name is read as a number, it is the name that is written for this number."""
    number = layout.version_number(name)

    assert number is None or layout.version_name(number) == name


@pytest.mark.parametrize("name", ["V001.yaml", "v1.yaml", "v000.yaml", "v0001.yaml", "v001.yml", "v٠٠١.yaml", "v001.yaml\n"])
def test_near_names_are_no_versions(name: str) -> None:
    """Capitals, too few or too many zeros, other digits and other endings make another file."""
    assert layout.version_number(name) is None


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("stories/a-b/v001.yaml", True),
        ("stories/a-b/story.yaml", False),
        ("stories/A/v001.yaml", False),
        ("stories/a/old/v001.yaml", False),
        ("content/a/v001.yaml", False),
    ],
)
def test_a_version_lies_in_a_story(path: str, is_one: bool) -> None:  # noqa: FBT001
    """Only a version's name in a story's folder is a version's path."""
    assert (layout.version_at(path) is not None) is is_one


@pytest.mark.parametrize(("name", "is_one"), [("a" * 80, True), ("a" * 81, False), ("a--b", False), ("ä", False), ("", False)])
def test_a_slug_is_short_and_plain(name: str, is_one: bool) -> None:  # noqa: FBT001
    """A slug has at most 80 lower-case letters, digits and single hyphens."""
    assert layout.is_slug(name) is is_one


def test_a_link_may_stay_inside(tmp_path: Path) -> None:
    """A link leaves the publication only when it leads elsewhere, a loop and a dangling one included."""
    root = tmp_path / "publication"
    root.mkdir()
    for name, target in {"in": "there", "out": "../elsewhere", "loop": "loop", "twin": "../publication-2"}.items():
        (root / name).symlink_to(target)

    assert {name for name in ("in", "out", "loop", "twin") if layout.leaves(root, root / name)} == {"out", "twin"}
