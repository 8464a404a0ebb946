import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import stamina
from wire.server import (
    FEED,
    Route,
    badly_packed,
    bomb,
    busy,
    captcha,
    cut,
    drip,
    drip_headers,
    echo_etag,
    endless,
    feed,
    first_fails,
    missing,
    not_http,
    packed,
    packed_twice,
    picture,
    redirect,
    serving,
    stall,
)

from dateline.core.config import Limits
from dateline.core.errors import FeedError
from dateline.wire.collect import Fetch, Gone
from dateline.wire.fetch import _next, fetcher
from dateline.wire.parse import parse
from dateline.wire.pauses import Paused

QUICK = Limits(connect_seconds=0.4, total_seconds=0.8, wire_bytes=200_000, inflated_bytes=400_000, allow_private=("127.0.0.1",))
PATIENT = replace(QUICK, connect_seconds=100, total_seconds=100)
Open = Callable[..., Fetch]


@pytest.fixture(autouse=True)
def _no_pause_between_tries() -> Iterator[None]:
    with stamina.set_testing(True, attempts=10, cap=True):
        yield


@pytest.fixture
def call() -> Iterator[Open]:
    with ExitStack() as stack:
        yield lambda limits=PATIENT, **given: stack.enter_context(fetcher(limits, site="https://example.org/", **given))


def names(**known: str) -> Callable[[str, int], Sequence[str]]:
    """A resolver that knows only these names."""

    def resolve(host: str, port: int) -> Sequence[str]:
        if host.partition(".")[0] not in known:
            raise OSError(host)
        return known[host.partition(".")[0]].split()

    return resolve


def test_a_feed_is_fetched_politely(call: Open) -> None:
    """The request says who calls and accepts only gzip; the answer is decompressed, with its type and address."""
    with serving({"/feed": packed}) as server:
        fetched = call()(server.url("/feed"))

    assert (fetched.data, fetched.content_type, fetched.url) == (FEED, "application/xml", server.url("/feed"))
    assert server.headers[0]["user-agent"].endswith("(+https://example.org/)")
    assert server.headers[0]["accept-encoding"] == "gzip, identity"


SLOW = ("drip", "drip-headers", "stall-headers")
"""Faults that end by the clock; the others have time enough on a busy machine."""
FAULTS: dict[str, tuple[Route, str]] = {
    "drip": (drip, "did not finish within 0.8 s"),
    "drip-headers": (drip_headers, "did not finish within 0.8 s"),
    "stall-headers": (stall, "sent nothing for 0.4 s"),
    "endless": (endless, "sends more than 200,000 bytes"),
    "gzip-bomb": (bomb, "or 400,000 once decompressed"),
    "cut-body": (cut, "ended its answer too early"),
    "two-encodings": (packed_twice, "content-encoding gzip, gzip"),
    "bad-encoding": (badly_packed, "cannot be decompressed"),
    "not-http": (not_http, "does not speak HTTP"),
    "304-unasked": (partial(lambda call: call.say(304)), "answered 304 Not Modified"),
    "404": (missing, "answered 404 Not Found"),
    "odd-status": (partial(lambda call: call.say(799)), "answered 799"),
    "403": (partial(lambda call: call.say(403)), "answered 403 Forbidden"),
    "500": (partial(lambda call: call.say(500)), "answered 500 Internal Server Error"),
    "429-far": (busy("99999999"), "answered 429 Too Many Requests"),
    "redirect-to-metadata": (
        redirect("http://169.254.169.254/latest/meta-data/"),
        "169.254.169.254 is not on the public internet",
    ),
    "redirect-to-file": (redirect("file:///etc/passwd"), "redirects to file:///etc/passwd"),
    "redirect-with-a-user": (redirect("http://a:b@127.0.0.1/"), "redirects to http://a:b@127.0.0.1/"),
    "redirect-loop": (redirect("/fault"), "redirects more than 5 times"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("cache", [None, "http.sqlite"])
def test_every_fault_of_a_server_ends_within_its_limits(call: Open, tmp_path: Path, fault: str, cache: str | None) -> None:
    """Whatever a server does, the call ends in time with an error that says what it did, and what to do."""
    route, words = FAULTS[fault]
    started = time.monotonic()
    with serving({"/fault": route}) as server, pytest.raises(FeedError) as caught:
        call(QUICK if fault in SLOW else PATIENT, cache=cache and tmp_path / cache)(server.url("/fault"))

    assert words in caught.value.what
    assert caught.value.where == server.url("/fault")
    assert caught.value.hint
    assert time.monotonic() - started < 100


def test_every_fault_is_documented() -> None:
    """The page about the wire has a line for each fault, with the words that the user sees under the standard limits."""
    page = (Path(__file__).parents[2] / "docs" / "wire.md").read_text("utf-8")
    standard = {"0.8 s": "30 s", "0.4 s": "10 s", "200,000": "5,000,000", "400,000": "20,000,000"}
    for fault, (_, said) in FAULTS.items():
        words = re.sub("|".join(standard), lambda quick: standard[quick[0]], said)
        assert re.search(rf"^\| {fault}: .*\| .*{re.escape(words)}", page, re.MULTILINE), fault


def test_after_the_deadline_nothing_is_called(call: Open) -> None:
    """A call whose time is up does not even connect."""
    with serving({"/": feed}) as server, pytest.raises(FeedError, match="did not finish within"):
        call(replace(QUICK, total_seconds=1e-9))(server.url("/"))

    assert server.hits == []


def test_a_long_silence_ends_with_the_deadline(call: Open) -> None:
    """If the limit on silence is longer than the limit on the call, the limit on the call decides."""
    started = time.monotonic()
    with serving({"/": stall}) as server, pytest.raises(FeedError, match="did not finish within"):
        call(replace(QUICK, connect_seconds=60))(server.url("/"))

    assert time.monotonic() - started < 50


@pytest.mark.parametrize(("limit", "path"), [("wire_bytes", "/plain"), ("inflated_bytes", "/packed")])
def test_bytes_are_counted_on_the_wire_and_inflated(call: Open, limit: str, path: str) -> None:
    """A body within one of the two limits and beyond the other is refused."""
    limits = replace(PATIENT, **{limit: 50})  # type: ignore[arg-type]
    with serving({"/plain": feed, "/packed": packed}) as server, pytest.raises(FeedError, match="sends more than"):
        call(limits)(server.url(path))


@pytest.mark.parametrize(("times", "tries"), [(0, 1), (2, 3)])
def test_a_passing_failure_is_tried_again(call: Open, times: int, tries: int) -> None:
    """After a 500 the server is asked again, three times at most."""
    with serving({"/feed": first_fails(times)}) as server:
        assert call()(server.url("/feed")).data == FEED

    assert len(server.hits) == tries


def test_a_server_that_wants_to_be_left_alone_is(call: Open) -> None:
    """A pause longer than the deadline is not waited for, a shorter one is."""
    with serving({"/far": busy("99999999"), "/near": busy("0")}) as server:
        for path in ("/far", "/near"):
            with pytest.raises(FeedError):
                call()(server.url(path))

    assert server.hits == ["127.0.0.1/far"] + ["127.0.0.1/near"] * 3


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_a_pause_is_not_called_again(call: Open, status: int) -> None:
    """Neither its other addresses nor a redirect to it are called before the pause is over; other hosts are."""
    routes = {"/busy": busy("3600", status), "/feed": feed, "other.test/feed": feed}
    with serving(routes) as server:
        server.routes = {**routes, "other.test/away": redirect(server.url("/feed"), 302)}
        limits = replace(PATIENT, allow_private=("127.0.0.1", "other.test"))
        fetch = call(limits, resolve=names(other="127.0.0.1", **{"127": "127.0.0.1"}))
        with pytest.raises(FeedError, match=f"answered {status}") as caught:
            fetch(server.url("/busy"))
        for path in (server.url("/feed"), server.url("/away", "other.test")):
            with pytest.raises(Paused, match="asked for a pause"):
                fetch(path)
        fetch(server.url("/feed", "other.test"))

    assert caught.value.hint == "It asks for a pause of 3,600 s, and is not called before that is over."
    assert server.hits == ["127.0.0.1/busy", "other.test/away", "other.test/feed"]


def test_an_unchanged_feed_is_not_sent_again(call: Open, tmp_path: Path) -> None:
    """The server's ETag comes back to it, and a 304 keeps the items."""
    with serving({"/feed": echo_etag}) as server:
        for _ in range(2):
            assert call(cache=tmp_path / "http.sqlite")(server.url("/feed")).data == FEED

    assert [headers.get("if-none-match") for headers in server.headers] == [None, '"one"']


def test_a_broken_cache_costs_nothing_but_time(call: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A cache that is not a database is replaced; if none can be made, the run works without one and does not mention it."""
    broken = tmp_path / "http.sqlite"
    broken.write_bytes(b"no database" * 100)
    (tmp_path / "file").touch()
    with serving({"/feed": echo_etag}) as server:
        for cache in (broken, broken, tmp_path / "file" / "http.sqlite"):
            assert call(cache=cache)(server.url("/feed")).data == FEED

    assert [headers.get("if-none-match") for headers in server.headers] == [None, '"one"', None]
    assert caplog.text == ""


def test_redirects_are_followed_to_the_end(call: Open) -> None:
    """The answer's address is the last one, so that relative links resolve."""
    with serving({"/a": redirect("b", 301), "/b": redirect("/c", 307), "/c": feed}) as server:
        assert call()(server.url("/a")).url == server.url("/c")


@pytest.mark.parametrize(
    ("steps", "moved"),
    [((301,), "/1"), ((308, 301), "/2"), ((302,), ""), ((301, 302), ""), ((307, 308), ""), ((), "")],
)
def test_a_feed_has_moved_where_every_step_is_permanent(call: Open, steps: tuple[int, ...], moved: str) -> None:
    """If one redirect is only temporary, the feed keeps its old address."""
    routes = {f"/{at}": redirect(f"/{at + 1}", status) for at, status in enumerate(steps)}
    with serving({**routes, f"/{len(steps)}": feed}) as server:
        fetched = call()(server.url("/0"))

    assert fetched.moved == (server.url(moved) if moved else "")


def test_a_feed_that_is_gone_is_told_as_such(call: Open) -> None:
    """410 is a permanent failure: the call is not repeated, and the hint says what to do."""
    with serving({"/feed": lambda call: call.say(410)}) as server, pytest.raises(Gone, match="410 Gone") as caught:
        call()(server.url("/feed"))

    assert len(server.hits) == 1
    assert caught.value.hint.endswith("It will be called again in a week.")


def test_https_is_never_left_for_http() -> None:
    """A redirect from https to http is refused; to https it is followed."""
    assert _next("https://a.example/", "//b.example/x") == "https://b.example/x"
    assert _next("http://a.example/", "https://a.example/x") == "https://a.example/x"
    with pytest.raises(FeedError, match="from https to http"):
        _next("https://a.example/", "http://a.example/")


def test_a_server_without_tls_is_not_trusted(call: Open) -> None:
    """Over https nothing is sent before the server has proved who it is."""
    with serving({"/": feed}) as server, pytest.raises(FeedError, match="cannot be reached"):
        call()(server.url("/").replace("http:", "https:"))

    assert server.hits == []


def test_nothing_goes_from_one_host_to_another(call: Open) -> None:
    """Cookies of one host are not sent to the next."""
    resolve = names(one="127.0.0.1", two="127.0.0.1")
    limits = Limits(allow_private=("one.example", "TWO.example"))
    routes: dict[str, Route] = {"/second": feed}
    with serving(routes) as server:
        routes["/first"] = lambda call: call.say(302, location=server.url("/second", "two.example"), set_cookie="id=1")
        call(limits, resolve=resolve)(server.url("/first", "one.example"))

    assert server.hits == ["one.example/first", "two.example/second"]
    assert "cookie" not in {name.lower() for name in server.headers[1]}


@pytest.mark.parametrize(
    "private", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "93.184.216.34 127.0.0.1", "fe80::1%eth0"]
)
def test_a_name_that_leads_to_a_private_address_gets_no_connection(call: Open, private: str) -> None:
    """What a name resolves to decides, and one private address among several is enough."""
    with serving({"/": feed}) as canary, pytest.raises(FeedError, match="is not on the public internet"):
        call(resolve=names(evil=private))(canary.url("/", "evil.example"))

    assert canary.hits == []


def test_the_address_that_was_checked_is_the_one_that_is_called(call: Open) -> None:
    """A name is resolved once for each connection: a second answer is not used."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with serving({"/": feed}) as server:
        fetch = call(Limits(allow_private=("twice.example",)), resolve=lambda *_: next(answers))
        assert fetch(server.url("/", "twice.example")).data == FEED

    assert next(answers) == ["10.0.0.1"]


def test_a_permission_may_name_a_port(call: Open) -> None:
    """A private host that is listed with a port may be called only at that port, however it is spelled."""
    with serving({"/": feed}) as server, serving({"/": feed}) as other:
        limits = replace(PATIENT, allow_private=(f"LOCALHOST.:{server.server_port}",))
        fetch = call(limits, resolve=lambda *_: ["127.0.0.1"])
        assert fetch(server.url("/", "localhost")).data == FEED
        with pytest.raises(FeedError, match="is not on the public internet"):
            fetch(other.url("/", "localhost"))

    assert other.hits == []


@pytest.mark.parametrize(
    "url", ["http://pub..example/", "http://xn--.example/", f"http://{'a' * 64}.example/", "http://a.example:99999/"]
)
def test_a_host_that_cannot_be_is_an_error_of_its_feed(call: Open, url: str) -> None:
    """An address that no library can encode or look up ends in an error that names it."""
    with pytest.raises(FeedError) as caught:
        call(QUICK)(url)

    assert caught.value.where == url
    assert caught.value.hint


def test_a_resolver_that_breaks_is_an_error_of_its_feed(call: Open) -> None:
    """Whatever looking up a name raises, the call ends at once with the name."""

    def resolve(host: str, port: int) -> Sequence[str]:
        raise UnicodeError("label too long")

    with pytest.raises(FeedError, match=r"the name odd\.example is not known"):
        call(PATIENT, resolve=resolve)("http://odd.example/")


def test_a_host_with_several_addresses_is_called_at_the_first_that_answers(call: Open) -> None:
    """If the first address refuses, the next is tried; if none answers, or there is none, that is the error."""
    limits = replace(PATIENT, allow_private=("two.example", "none.example", "dead.example"))
    fetch = call(limits, resolve=names(two="::1 127.0.0.1", none="", dead="::1"))
    with serving({"/": feed}) as server:
        assert fetch(server.url("/", "two.example")).data == FEED
        for host in ("none.example", "dead.example", "unknown.example"):
            with pytest.raises(FeedError, match="cannot be reached"):
                fetch(server.url("/", host))


def test_a_resolver_that_hangs_is_left_behind(call: Open) -> None:
    """The system's resolver knows no deadline; the call does."""
    with serving({}) as server, pytest.raises(FeedError, match="cannot be reached within"):
        call(QUICK, resolve=lambda *_: server.closing.wait() and [])(server.url("/", "slow.example"))


@pytest.mark.parametrize(("route", "words"), [(captcha, "answers with a web page"), (picture, "")])
def test_what_a_server_calls_its_answer_does_not_decide(call: Open, route: Route, words: str) -> None:
    """A robot trap's page is not a feed; a feed that is served as a picture is one."""
    with serving({"/": route}) as server:
        fetched = call()(server.url("/"))
    read = partial(
        parse,
        fetched.data,
        feed="F",
        url=fetched.url,
        content_type=fetched.content_type,
        collected="2026-05-24T11:30:00Z",
        limit=9,
    )
    if words:
        with pytest.raises(FeedError, match=words):
            read()
    else:
        assert [item.title for item in read().items] == ["Good news"]


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "file:///etc/passwd", "http://user:pw@127.0.0.1/", "http://"])
def test_what_is_no_web_address_is_not_called(call: Open, url: str) -> None:
    """Another scheme, a user or no host: refused before a name is looked up."""
    with pytest.raises(FeedError, match="is not a web address: not called"):
        call()(url)
