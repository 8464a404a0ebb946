"""What the proof of every promise needs: how much is tried in this run, and where its figures go."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from proof import figures
from proof.figures import Record

T = TypeVar("T")


class Thinned(Protocol):
    """Chooses what this run tries: everything in a long run, else at most so many cases, evenly spread."""

    def __call__(self, cases: Sequence[T], most: int) -> Sequence[T]: ...


class Measured(Protocol):
    """Counts the cases that a test has tried.

    Args:
        what: what the cases are, as the page says it.
        tried: how many were tried in this run.
        of: how many a long run tries, if this one did not try all.
        varies: whether the count differs between machines.
    """

    def __call__(self, what: str, tried: int, of: int | None = None, *, varies: bool = False) -> None: ...


@pytest.fixture(scope="session")
def is_long(request: pytest.FixtureRequest) -> bool:
    """Whether everything is tried, however long it takes."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def thinned(is_long) -> Thinned:
    def choose(cases: Sequence[T], most: int) -> Sequence[T]:
        return cases if is_long else cases[:: max(1, -(-len(cases) // most))]

    return choose


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Iterator[Measured]:
    """Fails if the page prints more cases than there are, and notes the numbers for a new page."""
    promise, test = request.path.stem.removeprefix("test_"), request.node.name
    found: dict[str, Record] = {}

    def take(what: str, tried: int, of: int | None = None, *, varies: bool = False) -> None:
        assert tried, what
        before = found.get(what, Record(promise, test, what, 0, 0))
        now = figures.rounded(tried) if varies else tried
        found[what] = before._replace(tried=before.tried + now, of=before.of + (tried if of is None else of))

    yield take
    for record in found.values():
        assert not figures.better(figures.printed(), record)
        if folder := request.config.getoption("--figures"):
            figures.save(Path(folder), record)
