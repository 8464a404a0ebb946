"""A hub is told in the way that all hubs take, and whatever it does instead is an error with a hint."""

import sys
import time
from collections.abc import Iterator

import pytest
from hub_server import HubServer, hub_server

from dateline.core.errors import ServiceError, UsageError
from dateline.post.hub import WebSubHub

FEED = "https://example.org/record/stories/ferry/atom.xml?a=1&b=é"


@pytest.fixture
def server() -> Iterator[HubServer]:
    with hub_server() as found:
        yield found


@pytest.mark.parametrize("status", [200, 202, 204])
def test_a_hub_is_told_of_a_feed(server, status):
    """It gets a form with what happened and the address of the feed, and any status of success will do."""
    server.status = status
    WebSubHub(server.address).tell(FEED)

    assert server.calls == [{"hub.mode": "publish", "hub.url": FEED}]


@pytest.mark.parametrize(
    ("status", "body", "said", "hint"),
    [
        (400, b"No\nsuch \x1btopic.", "answered 400: No such", "See whether `hub`"),
        (404, b"", "answered 404: no reason given", "See whether `hub`"),
        (300, b"Choose", "answered 300: Choose", "See whether `hub`"),
        (503, b"x" * 9999, "answered 503: " + "x" * 200, "Run `dateline tell-hub` again later"),
        (0, b"", "cannot be reached, or broke off: RemoteProtocolError", "Run `dateline tell-hub` again later"),
    ],
)
def test_what_a_hub_does_not_take_is_an_error(server, status, body, said, hint):
    """The error names the hub, repeats the beginning of its reason on one line, and says what to do."""
    server.status, server.body = status, body
    with pytest.raises(ServiceError) as caught:
        WebSubHub(server.address).tell(FEED)

    assert str(caught.value).startswith(f"the hub {server.address}: {said}")
    assert len(caught.value.what) <= 220
    assert caught.value.what.isprintable()
    assert caught.value.hint.startswith(hint)
    assert len(server.calls) == 1


def test_a_hub_that_is_not_there_is_an_error():
    """So is an address that leads nowhere."""
    with hub_server() as closed:
        address = closed.address
    for nowhere, said in ((address, "ConnectError"), ("http://hub.example:port/", "InvalidURL")):
        with pytest.raises(ServiceError, match=said):
            WebSubHub(nowhere).tell(FEED)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_hub_that_has_moved_says_where_to(server, status):
    """The call is not sent on: the error names the other address and the key to correct."""
    server.status = status
    with pytest.raises(ServiceError) as caught:
        WebSubHub(server.address).tell(FEED)

    there = server.address.replace("/push", "/elsewhere")
    assert str(caught.value) == f"the hub {server.address}: answered {status}: it sends the call on to {there}"
    assert caught.value.hint.startswith("Correct `hub` in content/site.yaml to that address")
    assert len(server.calls) == 1


@pytest.mark.parametrize("fault", ["hangs", "drips"])
def test_a_slow_hub_is_left(server, fault):
    """The whole call has a limited time: a hub may neither be silent nor send a line at a time for ever."""
    setattr(server, fault, True)
    started = time.monotonic()

    with pytest.raises(ServiceError, match=r"the hub .*: did not answer within 0\.2 s") as caught:
        WebSubHub(server.address, 0.2).tell(FEED)

    assert caught.value.hint.startswith("Run `dateline tell-hub` again later")
    assert time.monotonic() - started < 20


def test_a_proxy_of_the_machine_is_used_and_keeps_the_limit(server, monkeypatch):
    """A hub behind a proxy is called through it, and one that drips is left too."""
    monkeypatch.setenv("http_proxy", server.address)
    WebSubHub("http://hub.example/").tell(FEED)
    assert server.told == [FEED]

    server.drips = True
    with pytest.raises(ServiceError, match="did not answer within"):
        WebSubHub("http://hub.example/", 0.2).tell(FEED)


def test_without_the_http_client_one_sentence_says_what_to_install(monkeypatch):
    """A publication that only builds needs no HTTP client."""
    monkeypatch.setitem(sys.modules, "httpx2", None)

    with pytest.raises(UsageError, match="httpx2 is not installed"):
        WebSubHub("https://hub.example/")
