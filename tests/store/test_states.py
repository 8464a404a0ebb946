"""A file's state tells whether it is still the same."""

import os
from pathlib import Path

import pytest

from dateline.store.states import (
    GONE,
    UNSETTLED,
    WHOLE,
    Noted,
    clock_of,
    content_hash,
    files_below,
    noted,
    settled,
    state_of,
)

NOW = 1000 * WHOLE + 500


@pytest.mark.parametrize(
    ("changed", "is_settled"),
    [
        (NOW - 1, True),
        (NOW, False),
        (NOW + 1, False),  # a clock that runs backwards
        (998 * WHOLE, True),
        (999 * WHOLE, False),  # a disk that stores whole seconds
    ],
)
def test_a_file_that_may_change_without_a_new_time_is_unsettled(changed: int, is_settled: bool) -> None:  # noqa: FBT001
    """The state of a file that changed at the moment of looking, or within the grain of the disk's clock, does not count."""
    state = f"5 {changed} {changed}"

    assert settled(state, NOW) == (state if is_settled else UNSETTLED)


@pytest.mark.parametrize("state", ["", GONE])
def test_what_is_no_file_needs_no_time(state: str) -> None:
    """A library, and a file that does not exist, are settled."""
    assert settled(state, 0) == state


def test_a_file_is_read_only_if_its_state_is_new(tmp_path: Path) -> None:
    """The content of a file in a known state is not read again."""
    path = tmp_path / "a"
    path.write_text("a")
    known = {"a": Noted(state_of(str(path)), "as it was")}

    assert noted([("a", str(path), state_of(str(path)))], known) == known
    assert noted([("a", str(path), "new")], known) == {"a": Noted("new", content_hash(str(path)))}
    assert noted([("library", "", "")], {}) == {"library": Noted("", "")}


def test_what_cannot_be_read_is_gone(tmp_path: Path) -> None:
    """A file that does not exist has the same state and content, whatever it was; a folder that does not exist has no files."""
    missing = str(tmp_path / "missing")

    assert (state_of(missing), content_hash(missing), list(files_below(missing))) == (GONE, GONE, [])


def test_hidden_folders_and_bytecode_are_left_out(tmp_path: Path) -> None:
    """Only files that may matter are listed, at any depth."""
    for name in ("a/b/c", ".hidden/d", "__pycache__/e"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert list(files_below(str(tmp_path))) == [str(tmp_path / "a/b/c")]


def test_links_lead_to_no_folder_outside_and_end(tmp_path: Path) -> None:
    """A link to a folder beside is followed, one to itself or around is listed, and what is outside is not looked at."""
    for name in ("outside/d", "root/a/b", "root/beside/c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    folder = tmp_path / "root/a"
    links = {"self": "self", "out": f"{tmp_path}/outside", "top": f"{tmp_path}", "in": "../beside", "round": "."}
    for name, there in links.items():
        (folder / name).symlink_to(there)
    (tmp_path / "root/theme").symlink_to(tmp_path / "outside")

    names = sorted(Path(path).relative_to(folder).as_posix() for path in files_below(str(folder)))
    own = ["b", "in", "out", "round", "self", "top"]
    assert {*names} <= {*own, "in/c", "round/in/c", *(f"round/{name}" for name in own)}
    assert {"b", "out", "self", "top", "round/b"} <= {*names}
    assert {"in/c", "round/in/c"} & {*names}
    assert list(files_below(str(tmp_path / "root/theme"))) == []


def test_the_clock_is_that_of_the_disk(tmp_path: Path) -> None:
    """The clock is not behind a file that was just written; where nothing can be written, it is unknown."""
    (tmp_path / "a").touch()

    assert clock_of(tmp_path / "made") >= (tmp_path / "a").stat().st_ctime_ns
    assert clock_of(tmp_path / "a") == 0


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A link to a device would never end, and a pipe would wait for a writer."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")

    assert [content_hash(str(tmp_path / name)) for name in ("pipe", "link", "nothing")] == [GONE] * 3
