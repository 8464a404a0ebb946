"""Calls every forbidden address in every way that an address can come from outside, and counts what arrives at a canary there.

`python -m proof.forbidden` does so in a network of its own, where the canary has the addresses of other machines, too.
"""

import json
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

import builders
import stamina
from proof.bad_input import CASES, rows
from wire.server import Route, redirect, serving

from dateline.core.address import destination
from dateline.core.config import Feed, Limits, Search
from dateline.core.deadline import Resolve, addresses
from dateline.core.errors import DatelineError
from dateline.wire.by_hand import Entered, read_address
from dateline.wire.collect import Fetch, collect
from dateline.wire.fetch import fetcher
from dateline.wire.fulltext import read_pages
from dateline.wire.search import Query, run_searches

DOOR = "door.example"
"""A host that may be called, and whose answers lead to addresses that may not."""
METADATA, LOOPBACK = "169.254.169.254", "127.0.0.1"
ELSEWHERE = (METADATA, "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.100.100.200", "168.63.129.16")
ELSEWHERE_6 = ("fd00:ec2::254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "fec0::1")
NAMES = {"localhost": LOOPBACK, "metadata.google.internal": METADATA, "evil.example": METADATA, "loop.example": LOOPBACK}
REBINDING = "rebinding.example"
"""A name that leads to a public address and to a private one, in turn."""
STATUSES = (301, 302, 303, 307, 308)


class Canary(NamedTuple):
    """What listens where nobody may call."""

    port: int
    hits: list[str]
    """The addresses that were called."""


@contextmanager
def canary(port: int = 0) -> Iterator[Canary]:
    """Listens on every address of this machine, in both versions of the protocol."""
    hits: list[str] = []
    closing = Event()
    with socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=100) as listener:
        listener.settimeout(0.05)

        def listen() -> None:
            while not closing.is_set():
                with suppress(TimeoutError):
                    connection, _ = listener.accept()
                    hits.append(connection.getsockname()[0].removeprefix("::ffff:"))
                    connection.close()

        thread = Thread(target=listen, daemon=True)
        thread.start()
        try:
            yield Canary(listener.getsockname()[1], hits)
        finally:
            closing.set()
            thread.join()


def spellings(address: str) -> list[str]:
    """Every way to write an IPv4 address as a host."""
    number = int(IPv4Address(address))
    one, two, three, four = address.split(".")
    last = int(three) * 256 + int(four)
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    wrapped = ("::ffff:{}", "::{}", "::ffff:0:{}", "64:ff9b::{}", "64:ff9b:1::{}", "2606:4700::5efe:{}")
    return [
        *(
            address,
            f"{address}.",
            str(number),
            hex(number),
            f"0{number:o}",
            f"{one}.{two}.{last}",
            f"{one}.{int(two) * 65536 + last}",
        ),
        *(".".join(form(int(part)) for part in address.split(".")) for form in (hex, "0{:o}".format, "{:03d}".format)),
        *(f"[{form.format(address)}]" for form in wrapped),
        *(f"[::ffff:{high}:{low}]", f"[0:0:0:0:0:ffff:{high}:{low}]", f"[2002:{high}:{low}::1]"),
        *(address.translate(str.maketrans("0123456789", digits)) for digits in ("０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")),
        *(address.replace(".", dot) for dot in "。．｡"),
        address.replace(".", "%2e"),
    ]


def targets(port: int) -> list[str]:
    """Forbidden addresses: those of the list, and each private address in every spelling, with a user, and by a name."""
    hosts = [spelling for address in (LOOPBACK, *ELSEWHERE) for spelling in spellings(address)]
    hosts += [*(f"[{address}]" for address in ("::1", "::", "fe80::1%25lo", *ELSEWHERE_6)), "0", "0.0.0.0", "127.1", "localhost."]
    hosts += [*NAMES, REBINDING, "user:pw@127.0.0.1", "8.8.8.8@127.0.0.1", "127.0.0.1#@8.8.8.8", "127.0.0.1\\@8.8.8.8"]
    listed = [row["url"] for row in rows(CASES / "http/ssrf-urls.jsonl")]
    schemes = [f"{scheme}://127.0.0.1:{port}/" for scheme in ("ftp", "gopher", "file", "ws", "dict", "ldap", "HTTP+unix")]
    return [*listed, *schemes, *(f"http://{host}:{port}/latest/meta-data/" for host in dict.fromkeys(hosts))]


def _resolver(door: str) -> Resolve:
    turns = iter(range(10**9))

    def resolve(host: str, port: int) -> Sequence[str]:
        name = host.rstrip(".").lower()
        if name == REBINDING:
            return [LOOPBACK if next(turns) % 2 else door]
        if name in NAMES or name == DOOR:
            return [NAMES.get(name, door)]
        return addresses(host, port) if not name.rpartition(".")[2].isalpha() else []

    return resolve


def _feed(target: str, door: str) -> bytes:
    link = target.replace("&", "&amp;").replace('"', "&quot;")
    inside = "".join(f'<atom:link rel="{rel}" href="{link}"/>' for rel in ("self", "next", "hub", "first", "alternate"))
    entry = (
        f'<title>A</title><link>{door}</link><enclosure url="{link}"/><comments>{link}</comments><source url="{link}">S</source>'
    )
    entry += f'<media:content url="{link}"/><guid>{link}</guid><description>&lt;img src="{link}"&gt;Text.</description>'
    start = (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:base="{}">'
    )
    return f"{start.format(link)}<channel>{inside}<image><url>{link}</url></image><item>{entry}</item></channel></rss>".encode()


def _page(target: str) -> bytes:
    link = target.replace("&", "&amp;").replace('"', "&quot;")
    rels = "".join(
        f'<link rel="{rel}" type="application/rss+xml" href="{link}">' for rel in ("alternate", "next", "icon", "canonical")
    )
    meta = f'<meta http-equiv="refresh" content="0;url={link}"><meta property="og:image" content="{link}"><base href="{link}">'
    return f'<!doctype html><html><head><title>A</title>{meta}{rels}</head><body><p>Text.</p><img src="{link}">'.encode()


def _tried(do: Callable[[], object]) -> None:
    with suppress(DatelineError):
        do()


def _call(target: str, door: str, routes: dict[str, Route], fetch: Fetch, limits: Limits) -> int:
    """Every way in which the address can come from outside; how many there are."""
    hop = f"{door}go"
    for status in STATUSES:
        routes[f"/{status}"] = redirect(target.encode().decode("latin-1"), status)
    routes["/go"] = redirect("/302", 301)
    routes["/refresh"] = lambda call: call.say(
        200, _page(target), refresh="0;url=http://169.254.169.254/", link=f"<{METADATA}>; rel=next"
    )
    routes["/feed"] = lambda call: call.say(200, _feed(target, f"{door}refresh"))
    asked = [target, hop, f"{door}refresh", f"{door}feed", *(f"{door}{status}" for status in STATUSES)]
    for url in asked:
        _tried(lambda url=url: fetch(url))  # type: ignore[misc]
    feeds = [Feed(f"f{number}", url=url) for number, url in enumerate(asked)]
    found = collect(feeds, root=Path(tempfile.gettempdir()), fetch=fetch, collected=builders.NOW, limits=limits)
    items = [*found.items, *(builders.item(f"i{number}", url=url) for number, url in enumerate(asked))]
    read_pages(items, fetch=fetch, limits=limits)
    for url in asked:
        _tried(lambda url=url: read_address(destination(url), fetch=fetch, entered=Entered()))  # type: ignore[misc]
    search = Search("s", url=f"{hop}?q={{query}}")
    run_searches([Query(search, "story", "x")], fetch=fetch, web=None, collected=builders.NOW, limits=limits)
    return 3 * len(asked) + len(items) + 1


def call_all(chosen: Sequence[str], door: tuple[str, int]) -> tuple[int, int]:
    """Calls these addresses in every way; how many ways were tried, and how many calls reached the door."""
    routes: dict[str, Route] = {}
    limits = Limits(connect_seconds=5, total_seconds=5, allow_private=(DOOR,) if door[0] == LOOPBACK else ())
    with serving(routes, door) as server, fetcher(limits, site="https://example.org/", resolve=_resolver(door[0])) as fetch:
        tried = sum(_call(target, server.url("/", DOOR), routes, fetch, limits) for target in chosen)
    return tried, len(server.hits)


def main() -> None:
    """Prints what was tried, what reached the door and the canary, and how many of its addresses the canary answers at."""
    reached = 0
    with canary(80):
        for address in (LOOPBACK, *ELSEWHERE, "::1", *ELSEWHERE_6):
            with suppress(OSError), socket.create_connection((address, 80), timeout=5):
                reached += 1
    with canary(80) as bird, stamina.set_testing(True, attempts=10, cap=True):
        tried, opened = call_all(json.load(sys.stdin), (sys.argv[1], 8080))
    hits = [one for one in bird.hits if one != sys.argv[1]]  # a public address may be called, also by the name that leads to both
    json.dump({"tried": tried, "opened": opened, "hits": hits, "reached": reached}, sys.stdout)


if __name__ == "__main__":
    main()
