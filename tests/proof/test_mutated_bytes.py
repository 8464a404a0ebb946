"""A file that is broken in any byte is read, or refused with a reason: it stops nothing, and hides nothing.

Feeds, web pages, robots.txt files, mails, lists of feeds, YAML files, pages and essays, ledgers, texts with citations, and pairs
of versions to compare are broken at random: bytes changed, removed or repeated, tokens put in, the end of another file put on.
Each must end in a value or in the error that such a file has, within five seconds of computing. What comes out has no unsafe
character, and is the same when it is written and read again. Files that once ended otherwise are kept, and tried first.
"""

import hashlib
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from proof.kinds import KINDS, Kind, pool
from proof.mutations import several
from proof.stretches import parametrize

FOUND = Path(__file__).parent / "found"
LONG = 40
"""In a long run so many times the files of the usual one."""
LONGEST = 5
"""The most seconds of computing for one file."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """First a fixed number of files of each kind; after that, if hours are given, stretches of time."""
    parametrize(metafunc)
    metafunc.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@contextmanager
def kept(kind: Kind, data: bytes) -> Iterator[None]:
    """Keeps a file that does not end as it should, so that every later run tries it."""
    try:
        yield
    except BaseException:
        path = FOUND / kind.name / hashlib.sha256(data).hexdigest()[:16]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        raise


def stop(*_: object) -> None:
    raise TimeoutError


def try_one(kind: Kind, data: bytes) -> None:
    """Reads a file; fails if that ends otherwise than it should."""
    with kept(kind, data):
        started = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
        try:
            kind.read(data)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        assert time.process_time() - started < LONGEST


@pytest.fixture
def timed() -> Iterator[None]:
    """A signal ends what computes for too long."""
    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.signal(signal.SIGVTALRM, before)


def made_up(kind: Kind, stretch: float, most: int) -> int:
    """Tries so many broken files, or as many as the stretch allows, and returns how many."""
    number = time.time_ns() if stretch else 1
    print(f"{kind.name}: the seed of chance is {number}")  # noqa: T201  # for whoever sees it fail
    ends, tried = time.monotonic() + stretch, 0
    for data in several(kind.bodies(), pool(kind), Random(number)):
        if time.monotonic() >= ends if stretch else tried == most:
            break
        try_one(kind, data)
        tried += 1
    return tried


@pytest.mark.usefixtures("timed")
def test_a_broken_file_is_read_or_refused(kind, stretch, is_long, measured):
    """Whatever is broken in it, the file gives a value or its own error, in bounded time."""
    for path in sorted((FOUND / kind.name).glob("*")):
        try_one(kind, path.read_bytes())
    tried = made_up(kind, stretch, kind.tries * (LONG if is_long else 1))
    if not stretch:
        measured(kind.what, tried, kind.tries * LONG)
