"""A server on loopback that plays the feeds of many outlets, and the pages that they link to."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from itertools import cycle

import pytest
from wire.server import Call, Route, Server, captcha, cut, missing, serving, stall

from dateline.core import deadline
from dateline.core.config import Feed, Limits

HELD = 14
"""For how many days a feed has a report."""
FAULTS: tuple[Route, ...] = (cut, missing, captcha, lambda call: call.say(500), lambda call: call.say(404, b"gone"))
"""How a feed fails on a day."""
PROSE = "The office has counted the days of the work, and says that they are as many as it had said. " * 4


class Wires:
    """The feeds of some stories: each report of a story is in two of its feeds, with one address."""

    def __init__(self, names: tuple[str, ...], feeds: int, server: Server) -> None:
        self.names, self.server = names, server
        self.each = feeds // len(names)
        self.today = date(2026, 6, 1)
        self.reports: dict[str, list[date]] = {name: [] for name in names}
        """The days on which something was reported of a story."""
        self.faults: Mapping[int, Route] = {}
        """The number of a feed → how it fails now."""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return tuple(
            Feed(f"feed-{number}", title=f"Wire {number}", url=self.server.url(f"/{number}", f"wire-{number}.example"))
            for number in range(self.each * len(self.names))
        )

    @property
    def limits(self) -> Limits:
        hosts = ("wire.example", *(f"wire-{number}.example" for number in range(len(self.feeds))))
        return Limits(connect_seconds=1, total_seconds=1, allow_private=hosts)

    def report(self, name: str) -> None:
        """Something happens."""
        self.reports[name].append(self.today)

    def fail(self, numbers: range) -> None:
        """These feeds fail today, each in another way; nobody else does. On every fifth day one of them never ends."""
        ways = (*FAULTS, *[stall] * (self.today.day % 5 == 0))
        self.faults = dict(zip(numbers, cycle(reversed(ways)), strict=False))

    def answer(self, call: Call) -> None:
        """A page or a feed; robots.txt is not there."""
        kind, _, rest = call.path.strip("/").partition("/")
        if kind == "page":
            name, _, day = rest.partition("/")
            text = f"<p>{said(name, date.fromisoformat(day))}</p><p>{PROSE}</p>"
            page = f"<!doctype html><title>{headline(name, date.fromisoformat(day))}</title><article>{text}</article>"
            call.say(200, page.encode(), content_type="text/html; charset=utf-8")
        elif not kind.isdecimal():
            missing(call)
        elif fault := self.faults.get(int(kind)):
            fault(call)
        else:
            call.say(200, self.feed(int(kind)).encode(), content_type="application/rss+xml")

    def feed(self, number: int) -> str:
        """What a feed has today: every report of the last days that it carries."""
        name, place = self.names[number // self.each], number % self.each
        carried = [
            day
            for day in self.reports[name]
            if place in {day.toordinal() % self.each, (day.toordinal() + 1) % self.each}
            and self.today - day < timedelta(days=HELD)
        ]
        entries = "".join(
            f"<item><title>{headline(name, day)}</title><link>{self.server.url(f'/page/{name}/{day}', 'wire.example')}</link>"
            f"<description>{said(name, day)}</description>"
            f"<pubDate>{format_datetime(datetime(day.year, day.month, day.day, 5, tzinfo=UTC))}</pubDate></item>"
            for day in carried
        )
        return f'<rss version="2.0"><channel><title>Wire {number}</title>{entries}</channel></rss>'


def headline(name: str, day: date) -> str:
    return f"The {name} barrier on the {day:%d %B}"


def said(name: str, day: date) -> str:
    return f"The {name} barrier has cost {day.day * 3 + 100} days of work, the office said on {day:%d %B}."


@contextmanager
def wires(names: tuple[str, ...], feeds: int, patch: pytest.MonkeyPatch) -> Iterator[Wires]:
    """The feeds, while their server runs; every host that is called is this machine."""
    patch.setattr(deadline, "addresses", lambda *_: ("127.0.0.1",))
    with serving(Everything()) as server:
        told = Wires(names, feeds, server)
        server.routes = Everything(told.answer)
        yield told


class Everything(dict[str, Route]):
    """One route for every address."""

    def __init__(self, route: Route = missing) -> None:
        super().__init__()
        self.route = route

    def get(self, _: str, __: object = None) -> Route:
        return self.route
