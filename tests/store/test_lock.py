"""One run at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.core.errors import StoreError, UsageError
from dateline.store.lock import locked

HOLD = """
import sys
from pathlib import Path
from dateline.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_says_so_at_once(tmp_path: Path) -> None:
    """While one process holds the lock, another gets an error; when the first is killed, the next gets the lock."""
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"

        with pytest.raises(StoreError, match="another run is in progress here"), locked(tmp_path):
            pass
        holder.kill()
        holder.wait()

    with locked(tmp_path):
        pass


def test_the_lock_mends_first(tmp_path: Path) -> None:
    """What a killed run left is removed before the next run begins."""
    left = tmp_path / "stories/harbour/.dateline-0123456789abcdef.part"
    left.parent.mkdir(parents=True)
    left.touch()

    with locked(tmp_path):
        assert not left.exists()


def test_a_failing_run_lets_go(tmp_path: Path) -> None:
    """An error inside does not keep the lock."""
    with pytest.raises(ValueError, match="oh"), locked(tmp_path):
        raise ValueError("oh")
    with locked(tmp_path):
        pass


def test_a_place_that_cannot_be_locked_is_named(tmp_path: Path) -> None:
    """If the lock's folder cannot be made, the error says so."""
    (tmp_path / ".dateline").touch()

    with pytest.raises(StoreError, match="cannot be locked: File exists"), locked(tmp_path):
        pass


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If filelock is missing, the error says how to install it."""
    monkeypatch.setitem(sys.modules, "filelock", None)

    with pytest.raises(UsageError, match="filelock is not installed"), locked(tmp_path):
        pass
