"""A hub is told in the way that all hubs take, and whatever it does instead is an error with a hint."""

import sys
from collections.abc import Iterator

import pytest
from hub_server import HubServer, hub_server

from dateline.core.errors import ServiceError, UsageError
from dateline.post import hub
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
        (302, b"Moved", "answered 302: Moved", "See whether `hub`"),
        (503, b"x" * 9999, "answered 503: " + "x" * 200, "Run `dateline tell-hub` again later"),
        (0, b"", "cannot be reached, or broke off: RemoteProtocolError", "Run `dateline tell-hub` again later"),
    ],
)
def test_what_a_hub_does_not_take_is_an_error(server, status, body, said, hint):
    """The error names the hub, repeats the beginning of its reason on one line, and says what to do; no redirect is followed."""
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


def test_a_hub_that_hangs_is_left(server, monkeypatch):
    """It has a limited time to answer."""
    monkeypatch.setattr(hub, "SECONDS", 0.05)
    server.hangs = True

    with pytest.raises(ServiceError, match="ReadTimeout"):
        WebSubHub(server.address).tell(FEED)


def test_without_the_http_client_one_sentence_says_what_to_install(monkeypatch):
    """A publication that only builds needs no HTTP client."""
    monkeypatch.setitem(sys.modules, "httpx2", None)

    with pytest.raises(UsageError, match="httpx2 is not installed"):
        WebSubHub("https://hub.example/")
