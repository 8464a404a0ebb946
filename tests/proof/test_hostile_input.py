"""No feed, page or mail stops a run, takes long, calls an address or brings text that acts, and none costs another its items.

Attacks, and feeds that once made a parser fail, are read as each kind of input that there is: with an address and without, as
a feed, a page, a mail, a JSON feed, a list of feeds and the rules of a host. Documents that are one construct again and again
show what takes long. Then `dateline collect` reads all of them in one run, from a server on this machine and from a folder,
with 400 MB of memory; no file that a feed names is read, and no address is called. Public collections are read too, where they
are at hand.
"""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from time import process_time

import builders
import pytest
from proof.bad_input import SHARED, feeds, files, mails, pages
from proof.expectations import agrees, expectations
from proof.repeated import repeated
from wire.server import FEED, Call, serving

from dateline.core import codec
from dateline.core.config import Feed, Limits
from dateline.core.errors import FeedError
from dateline.core.text import unsafe_characters
from dateline.wire.collect import Fetched
from dateline.wire.format import Document
from dateline.wire.fulltext import LONGEST, text_of
from dateline.wire.opml import read_opml
from dateline.wire.page import find_feed
from dateline.wire.parse import parse
from dateline.wire.robots import Robots

NOW = "2026-05-27T00:00:00Z"
ADDRESS = "https://base.example/feed"
TYPES = ("", "text/html", "message/rfc822", "application/json")
SECONDS = 20
"""Of processor time; what is slow by nature takes hours."""
MEMORY = 400_000_000
RUN = f"""\
import resource, sys
resource.setrlimit(resource.RLIMIT_DATA, ({MEMORY}, {MEMORY}))
from dateline.cli import main
main(sys.argv[1:])
"""


@cache
def everything():
    return {**feeds(), **pages(), **mails()}


def assert_safe(items):
    """What was read can be written to a ledger, and does nothing."""
    for item in items:
        said = (item.title, item.text, item.feed, item.url or "", item.published or "")
        assert not any(map(unsafe_characters, said)), item
        assert len(item.text) <= 2_000, item
        assert (item.url or "https://").startswith(("https://", "http://")), item
        (line,) = codec.parse_ledger(codec.dump_line(item).encode(), "items.jsonl").value or ()
        assert line.entry == item


def as_items(data, kind, url):
    with suppress(FeedError):
        assert_safe(parse(data, feed="F", url=url, content_type=kind, collected=NOW, limit=500).items)


def as_page(data):
    with suppress(FeedError):
        text = text_of(Fetched(ADDRESS, data, "text/html"))
        assert len(text) <= LONGEST
        assert not unsafe_characters(text)


def as_list(data):
    with suppress(FeedError):
        assert all(one.url and one.url.startswith(("https://", "http://")) for one in read_opml(data).feeds)


def as_announcement(data):
    assert (find_feed(Document(data, ADDRESS, "text/html")) or "https://").startswith(("https://", "http://"))


def as_rules(data):
    with suppress(FeedError):
        assert Robots(lambda url: Fetched(url, data)).allow(ADDRESS) in (True, False)


WAYS: dict[str, Callable[[bytes], None]] = {
    **{f"{kind or 'feed'} {url}": partial(as_items, kind=kind, url=url) for kind in TYPES for url in (ADDRESS, None)},
    "page": as_page,
    "list": as_list,
    "announcement": as_announcement,
    "rules": as_rules,
}


@pytest.fixture
def _no_connection(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a parser opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("_no_connection")
def test_each_is_read_or_refused_as_whatever_it_is_taken_for(thinned, measured):
    """Whatever a document is taken for, it gives harmless items or a FeedError, in time and without a call."""
    tried = [(name, way) for name in everything() for way in WAYS]
    chosen = thinned(tried, 60)
    for name, way in chosen:
        started = process_time()
        WAYS[way](everything()[name])
        assert process_time() - started < SECONDS, (name, way)

    measured("feeds, pages and mails × ways to read them", len(chosen), len(tried))


@pytest.mark.usefixtures("_no_connection")
def test_nothing_takes_longer_than_its_size(thinned, is_long, measured):
    """A document that is one construct again and again is read in seconds, whichever it is."""
    made = repeated(1_000_000 if is_long else 20_000)
    chosen = thinned(list(made), 25)
    for name in chosen:
        data, kind = made[name]
        started = process_time()
        as_items(data, kind, None if kind else ADDRESS)
        if kind == "text/html":
            as_page(data)
        assert process_time() - started < 3 * SECONDS, name

    measured("documents of one construct", len(chosen), len(made))


def test_all_in_one_run(tmp_path, measured):
    """In one run with little memory, each feed is named with its items or its error, and the good ones give theirs."""
    collected = [*feeds().values(), *pages().values()]
    root, inbox = tmp_path / "publication", tmp_path / "publication/content/inbox"
    inbox.mkdir(parents=True)
    for name, data in everything().items():
        (inbox / name.replace("/", "-")).write_bytes(data)
    (inbox / "good.xml").write_bytes(FEED)
    secret = tmp_path / "secret"
    secret.write_text("what no feed may read", encoding="utf-8")
    with serving({}) as server:
        called = f"127.0.0.1:{server.server_port}/called/".encode()
        sent = [
            one.replace(b"127.0.0.1:9/", called).replace(b"file:///etc/passwd", secret.as_uri().encode()) for one in collected
        ]
        server.routes = {f"/{number}": partial(Call.say, body=data) for number, data in enumerate((*sent, FEED))}
        urls = [server.url(path) for path in server.routes]
        followed = (*(Feed(f"feed-{number}", url=url) for number, url in enumerate(urls)), Feed("inbox", path="content/inbox"))
        config = builders.config(feeds=followed, limits=Limits(allow_private=("127.0.0.1",)))
        (root / "content/site.yaml").write_text(codec.dump(config), encoding="utf-8")
        argv: list[str | Path] = [sys.executable, "-c", RUN, "-C", root, "collect", "--format", "json"]
        ended = subprocess.run(argv, capture_output=True, encoding="utf-8", check=False, timeout=500)
        hits = [hit for hit in server.hits if "called" in hit]

    assert "Traceback" not in ended.stderr
    assert ended.returncode in (0, 3), ended.stderr
    told = json.loads(ended.stdout)
    assert "what no feed may read" not in ended.stdout + "".join(path.read_text() for path in root.rglob("*.jsonl"))
    assert hits == []
    reports = {one["id"]: one for one in told["feeds"]}
    assert len(reports) == len(followed)
    assert reports[f"feed-{len(collected)}"]["items"] == 1
    assert reports["inbox"]["items"] > len(mails())

    measured("feeds, pages and mails in one run", len(collected) + len(everything()))


@pytest.mark.usefixtures("_no_connection")
@pytest.mark.parametrize("source", ["feedparser", "feedvalidator"])
def test_each_feed_of_the_public_collections_is_read_or_refused(source, measured):
    """Every file gives harmless items or a FeedError, in time, with an address and without."""
    found = files(f"feeds/{source}", SHARED)
    if not found:
        pytest.skip(f"the feeds of {source}'s own tests are not beside the project")
    for name, data in found.items():
        for url in (ADDRESS, None):
            started = process_time()
            as_items(data, "", url)
            assert process_time() - started < SECONDS, name

    measured(f"feeds of {source}'s own tests", len(found))


def test_most_expectations_of_the_public_collection_are_met(measured):
    """What a feed's own line expects of titles, texts, links and dates is true, except for markup and three that we reject."""
    met = [agrees(*case) for case in expectations()]
    if not met:
        pytest.skip("the feeds of feedparser's own tests are not beside the project")

    assert (len(met), met.count(True)) >= (154, len(met) - 3)
    measured("expectations in feeds of feedparser's own tests", len(met))
