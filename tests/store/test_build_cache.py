"""The cache of builds is replaced if it is not what this Dateline writes."""

import sqlite3
from pathlib import Path

from dateline.store.build_cache import BuildCache, KeptPart, LastBuild

BUILD = LastBuild("a", "1", "x", "[]")


def saved(root: Path) -> BuildCache:
    cache = BuildCache(root, "site")
    cache.save(BUILD, [KeptPart("ferry", "key")], {"ferry": {"index": b"{}"}})
    return cache


def test_what_was_saved_is_read(tmp_path: Path) -> None:
    """A build's results are those of the last build of this site, and of no other."""
    cache = saved(tmp_path)

    assert (cache.site(), [*cache.parts()], cache.piece("ferry", "index")) == (BUILD, [KeptPart("ferry", "key")], b"{}")
    assert BuildCache(tmp_path, "other").site() is None
    cache.close()


def test_a_cache_with_other_tables_is_replaced(tmp_path: Path) -> None:
    """A file of another release is not read, and the next build writes a new one."""
    cache = saved(tmp_path)
    cache.close()
    with sqlite3.connect(cache.file) as opened:
        opened.execute("PRAGMA user_version = 5")
        opened.execute("CREATE TABLE other (x)")
    opened.close()

    assert cache.site() is None
    cache.save(BUILD, [], {})
    assert (cache.site(), cache.note) == (BUILD, "")
    cache.close()
    with sqlite3.connect(cache.file) as opened:
        assert not opened.execute("SELECT name FROM sqlite_master WHERE name = 'other'").fetchall()
    opened.close()
