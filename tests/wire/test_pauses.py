"""Hosts that ask for a pause get one, in this run and in the next."""

import pytest

from dateline.core.errors import FeedError
from dateline.wire.pauses import LONGEST, Paused, Pauses, seconds_asked

NOW = 1_779_622_200.0
"""2026-05-24, 11:30 UTC."""


class Clock:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def pauses(self, rows: object = None) -> Pauses:
        return Pauses(rows, clock=self, sleep=self.sleep)


def test_a_short_pause_is_waited_for() -> None:
    """The wait ends when the pause does, and another host is called at once."""
    clock = Clock()
    pauses = clock.pauses()
    pauses.begin("a.example", 20)

    pauses.wait("b.example", 30)
    assert clock.now == NOW
    pauses.wait("a.example", 30)
    assert clock.now == NOW + 20
    pauses.wait("a.example", 30)
    assert clock.now == NOW + 20


def test_a_shorter_pause_ends_no_longer_one() -> None:
    """Of two pauses that a host asks for, the one that ends later counts."""
    pauses = Clock().pauses()
    pauses.begin("a.example", 60)
    pauses.begin("a.example", 1)

    assert pauses.rows == {"a.example": NOW + 60}


def test_a_long_pause_is_kept_for_the_next_run() -> None:
    """The host is not called, the report says until when, and a run that starts before that knows it too."""
    clock = Clock()
    pauses = clock.pauses()
    pauses.begin("a.example", 3600)
    pauses.begin("b.example", 5)
    clock.sleep(60)
    assert list(pauses.rows) == ["a.example"]

    later = clock.pauses(pauses.rows)
    with pytest.raises(Paused, match=r"a\.example asked for a pause: not called before 2026-05-24 12:30 UTC") as caught:
        later.wait("a.example", 30)
    assert isinstance(caught.value, FeedError)
    clock.sleep(3600)
    later.wait("a.example", 0)
    assert later.rows == {}


def test_no_host_can_silence_itself_for_long() -> None:
    """A pause ends after a day, whatever the host or a broken cache says."""
    clock = Clock()
    pauses = clock.pauses({"a.example": 1e300, "b.example": "soon"})
    pauses.begin("c.example", 1e300)

    assert pauses.rows == {"a.example": NOW + LONGEST, "c.example": NOW + LONGEST}


@pytest.mark.parametrize("rows", [None, [], "x", {"a.example": None}])
def test_a_broken_cache_has_no_pauses(rows: object) -> None:
    """What is not what a run wrote is ignored."""
    assert Clock().pauses(rows).rows == {}


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Sun, 24 May 2026 11:32:00 GMT", 120),
        ("Sun, 24 May 2026 11:00:00 GMT", 0),
        ("Sun, 24 May 99999999 11:00:00 GMT", 0),
        ("soon", 0),
        ("-5", 0),
        ("٣", 0),
        ("", 0),
    ],
)
def test_what_a_server_asks_for(header: str, seconds: float) -> None:
    """Retry-After has seconds or a date; anything else asks for nothing."""
    assert seconds_asked(header, NOW) == seconds
