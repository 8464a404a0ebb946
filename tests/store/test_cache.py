"""A failing cache costs only time."""

from pathlib import Path

import pytest

from dateline.store.cache import Cache


def test_what_is_put_is_got(tmp_path: Path) -> None:
    """Data is found under its kind and key, by another run too, and under no other."""
    Cache(tmp_path).put("facts", "sha256:1", {"figures": [1, "two"]})

    assert Cache(tmp_path).get("facts", "sha256:1") == {"figures": [1, "two"]}
    assert Cache(tmp_path).get("facts", "sha256:2") is None
    assert Cache(tmp_path).get("text", "sha256:1") is None


@pytest.mark.parametrize(
    "poison", [b"", b"{", b"\xff", b"[" * 100_000, b"[1]", b'{"key": "other", "value": 1}', b"\x80\x04K\x01."]
)
def test_a_broken_entry_is_ignored_and_rewritten(tmp_path: Path, poison: bytes) -> None:
    """A file that is not the requested entry counts as missing."""
    cache = Cache(tmp_path)
    cache.put("facts", "key", 1)
    (entry,) = (path for path in (tmp_path / ".dateline/cache").rglob("*") if path.is_file())
    entry.write_bytes(poison)

    assert cache.get("facts", "key") is None
    cache.put("facts", "key", 2)
    assert cache.get("facts", "key") == 2


def test_a_cache_that_cannot_be_written_says_so_once(tmp_path: Path) -> None:
    """Without a place to write, work goes on, and the note says why it will be slow."""
    (tmp_path / ".dateline").touch()
    cache = Cache(tmp_path)
    assert cache.note == ""

    cache.put("facts", "key", 1)

    assert cache.get("facts", "key") is None
    assert cache.note.startswith(".dateline/cache cannot be written")
