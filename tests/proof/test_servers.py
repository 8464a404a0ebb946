"""Whatever a server does, the call ends in time with a line, the other feeds go on, and no forbidden address is ever called.

A server on this machine misbehaves in every way that we know: as the server of a feed, of an item's page, of a host's rules
and of a search. Beside it are servers that do not. Then feeds, redirects, links, pictures and pages lead Dateline to every
private address: in every spelling, by a name, by a name that changes its address, and with a user. A server that listens
there counts the calls: there must be none. Then all of this runs again in a separate network, where the test's own machine
has the addresses of cloud services and of routers at home.
"""

import json
import os
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import builders
import httpx2
import pytest
import stamina
import trustme
from proof import forbidden
from proof.bad_input import CASES, rows
from proof.bad_servers import FAULTS
from wire.server import FEED, Server, feed, redirect, serving

from dateline.core.config import Feed, Limits, Search
from dateline.core.errors import FeedError
from dateline.wire.collect import collect
from dateline.wire.fetch import fetcher
from dateline.wire.fulltext import read_pages
from dateline.wire.search import Query, run_searches

LIMITS = Limits(connect_seconds=3, total_seconds=4, wire_bytes=2_000_000, inflated_bytes=5_000_000, parallel=16)
SITE = "https://example.org/"
ARTICLE = b"<html><title>A</title><article><p>The gate opened on Tuesday, and the harbour was dry.</p></article></html>"
GOOD = 3
PUBLIC = "93.184.216.34"
"""In the network of the test, its own machine."""


@pytest.fixture(autouse=True)
def _no_pause_between_tries():
    with stamina.set_testing(True, attempts=10, cap=True):
        yield


def as_feeds(fetch, server, names, tmp_path):
    feeds = [Feed(name, url=server.url("/", f"{name}.example")) for name in names]
    reports = collect(feeds, root=tmp_path, fetch=fetch, collected=builders.NOW, limits=LIMITS).reports
    return [(one.items, one.error) for one in reports]


def as_searches(fetch, server, names, _tmp_path):
    searches = [Search(name, url=server.url("/?q={query}", f"{name}.example")) for name in names]
    queries = [Query(one, "harbour", "barrier") for one in searches]
    reports = run_searches(queries, fetch=fetch, web=None, collected=builders.NOW, limits=LIMITS).reports
    return [(one.items, one.error) for one in reports]


def as_pages(fetch, server, names, _tmp_path):
    items = [builders.item(name, url=server.url("/page", f"{name}.example")) for name in names]
    return [(len(one.text), one.skipped) for one in read_pages(items, fetch=fetch, limits=LIMITS)]


def as_rules(fetch, server, names, tmp_path):
    """As pages, but it is the rules of the host that are asked for first that are wrong."""
    return as_pages(fetch, server, names, tmp_path)


PARTS = {"/": as_feeds, "/?q=barrier": as_searches, "/page": as_pages, "/robots.txt": as_rules}
"""The address where the fault is → who asks for it."""


def routes_of(name, path):
    """A good server, but for the fault of that name at that address."""
    host = f"{name}.example"
    page = {f"{host}/page": lambda call: call.say(200, ARTICLE, content_type="text/html")}
    good = {f"{host}/": feed, f"{host}/?q=barrier": feed, f"{host}/robots.txt": lambda call: call.say(404), **page}
    return {**good, **({f"{host}{path}": FAULTS[name]} if name in FAULTS else {})}


@pytest.mark.parametrize("path", PARTS)
def test_each_fault_ends_in_time_and_harms_no_other(path, tmp_path, measured):
    """Each faulty server is reported with an error, or its items are read, and the good servers give theirs."""
    names = [*FAULTS, *(f"good-{number}" for number in range(GOOD))]
    hosts = tuple(f"{name}.example" for name in names)
    limits = Limits(**{**{key: getattr(LIMITS, key) for key in LIMITS.__slots__}, "allow_private": hosts})
    routes = {address: route for name in names for address, route in routes_of(name, path).items()}
    started = time.monotonic()
    with (
        serving(routes) as server,
        fetcher(limits, site=SITE, cache=tmp_path / "http.sqlite", resolve=lambda *_: ["127.0.0.1"]) as fetch,
    ):
        results = dict(zip(names, PARTS[path](fetch, server, names, tmp_path), strict=True))
        asked = {hit.partition(".example")[0] for hit in server.hits}

    assert asked == set(names)
    assert all(found or error for found, error in results.values()), results
    assert all(error.hint and error.where for _, error in results.values() if isinstance(error, FeedError)), results
    assert all(results[f"good-{number}"][0] for number in range(GOOD)), results
    assert time.monotonic() - started < 100
    assert {row["id"] for row in rows(CASES / "http/faults.jsonl")} <= set(FAULTS)
    measured("faults of a server × what is asked of it", len(FAULTS))


def test_no_forbidden_address_is_called(thinned, measured):
    """However an address of this machine is written, and however it comes from outside, nothing arrives there."""
    with forbidden.canary() as canary:
        targets = forbidden.targets(canary.port)
        chosen = thinned(targets, 16)
        tried, opened = forbidden.call_all(chosen, (forbidden.LOOPBACK, 0))

    assert canary.hits == []
    assert opened > tried
    measured("forbidden addresses × ways to name them", tried, tried * len(targets) // len(chosen))


def test_no_forbidden_address_is_called_in_a_network_of_its_own(thinned, measured):
    """The same is true where the metadata of a cloud, a home's router and others do answer."""
    up = [f"ip addr add {one}/32 dev lo" for one in (PUBLIC, *forbidden.ELSEWHERE)]
    up += [f"ip addr add {one}/128 dev lo nodad" for one in forbidden.ELSEWHERE_6]
    start = " && ".join(("ip link set lo up", *up, f'exec "{sys.executable}" -m proof.forbidden {PUBLIC}'))
    if subprocess.run(["unshare", "-rn", "ip", "link", "set", "lo", "up"], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no network of one's own")
    targets = forbidden.targets(80)
    chosen = thinned(targets, 16)
    tests = Path(__file__).parents[1]
    paths = os.pathsep.join((str(tests), str(tests.parent / "src")))
    ended = subprocess.run(
        ["unshare", "-rn", "sh", "-c", start],
        input=json.dumps(list(chosen)), capture_output=True, encoding="utf-8", check=False, cwd=tests, timeout=500,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)

    assert told["hits"] == []
    assert told["reached"] > len(forbidden.ELSEWHERE)
    assert told["opened"] > told["tried"]
    measured("forbidden addresses of other machines × ways", told["tried"], told["tried"] * len(targets) // len(chosen))


def test_no_redirect_leaves_tls(monkeypatch, measured):
    """A server that is called over https leads to no address without it, with any status; the second server is not called."""
    authority = trustme.CA()
    trusted = httpx2.create_ssl_context(trust_env=False)
    authority.configure_trust(trusted)
    monkeypatch.setattr(httpx2, "create_ssl_context", lambda **_: trusted)
    limits = Limits(allow_private=("secure.example", "plain.example"))
    forms = ("http://plain.example:{}/", "HTTP://plain.example:{}/", "\thttp://plain.example:{}/", "http:\\\\plain.example:{}/")
    tried = list(product(forbidden.STATUSES, forms))
    with (
        serving({"/": feed}) as plain,
        serving({}) as secure,
        fetcher(limits, site=SITE, resolve=lambda *_: ["127.0.0.1"]) as fetch,
    ):
        encrypt(secure, authority)
        url = secure.url("/", "secure.example").replace("http:", "https:")
        secure.routes = {"/": feed}
        assert fetch(url).data == FEED
        for status, form in tried:
            secure.routes = {"/": redirect(form.format(plain.server_port), status)}
            with pytest.raises(FeedError, match="not called"):
                fetch(url)

    assert plain.hits == []
    measured("redirects from https", len(tried))


def encrypt(server: Server, authority: trustme.CA) -> None:
    """Lets the server speak TLS."""
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("secure.example").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
