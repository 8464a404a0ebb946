"""Pages and files that an editor names."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from wire.server import Call, Route, Server, captcha, serving

from dateline.core.config import Limits
from dateline.core.errors import FeedError, UsageError
from dateline.core.ids import fingerprint, item_key
from dateline.wire.by_hand import SAVE, ByHand, Entered, read_address, read_from_disk
from dateline.wire.collect import Fetch
from dateline.wire.fetch import fetcher
from dateline.wire.parse import FILES, parse

NOW = "2026-05-24T11:30:00Z"
LIMITS = Limits(allow_private=("127.0.0.1",))
WORDS = " ".join(f"On page {n} the port says that the gate costs {n} million euros." for n in range(60))
META = '<meta property="article:published_time" content="2026-05-02"><meta property="og:site_name" content="The Quay">'
PAGE = (
    "<html><head><title>{title}</title>{head}</head><body><nav>Home</nav>"
    "<article><h1>{title}</h1><p>{words}</p></article></body></html>"
)
MAIL = (
    "From: Quay Letter <letter@quay.example>\nSubject: {subject}\nMessage-ID: <1@quay.example>\n"
    f"Date: Mon, 4 May 2026 08:00:00 +0000\n\n{WORDS}\n"
)
FEED = "<rss version='2.0'><channel><title>{title}</title><item><title>One</title><link>https://quay.example/1</link></item></channel></rss>"


def page(title: str = "The gate opens", head: str = META, words: str = WORDS) -> str:
    return PAGE.format(title=title, head=head, words=words)


def html(text: str, kind: str = "text/html") -> Route:
    return lambda call: call.say(body=text.encode(), content_type=kind)


class Site(NamedTuple):
    """A site on loopback, and what calls it."""

    server: Server
    fetch: Fetch

    def __setitem__(self, path: str, route: Route) -> None:
        self.server.routes[path] = route  # type: ignore[index]  # a dict


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({}) as server, fetcher(LIMITS, site="https://example.org/") as fetch:
        yield Site(server, fetch)


def read(site: Site, path: str = "/gate", **said: Any) -> ByHand:
    return read_address(site.server.url(path), fetch=site.fetch, entered=Entered(**{"collected": NOW, **said}))


def test_a_page_is_one_item_as_a_feed_would_give_it(site: Site) -> None:
    """It has the key of its title and address, its own words, day and outlet, and its whole text with a hash."""
    site["/gate"] = html(page())

    ((item, text, addresses),) = read(site).items

    assert item.url
    assert item.key == item_key("The gate opens", item.url.replace("http:", "https:"))
    assert (item.title, item.published, item.feed) == ("The gate opens", "2026-05-02", "The Quay via the desk")
    assert (item.evidence, item.page, item.collected) == ("full-text", fingerprint(item.title, text), NOW)
    assert WORDS in text
    assert len(item.text) <= 2_000
    assert item.hash.startswith("sha256:")
    assert set(addresses) == {item.url}


@pytest.mark.parametrize(
    ("canonical", "own"),
    [
        ("http://www.127.0.0.1:{port}/gate-opens", "http://www.127.0.0.1:{port}/gate-opens"),
        ("http://127.0.0.1:{port}/", "http://127.0.0.1:{port}/gate?a=1"),
        ("https://elsewhere.example/gate", "http://127.0.0.1:{port}/gate?a=1"),
        ("/relative", "http://127.0.0.1:{port}/gate?a=1"),
        ("", "http://127.0.0.1:{port}/gate?a=1"),
    ],
)
def test_a_page_names_its_own_address_only_within_its_site(site: Site, canonical: str, own: str) -> None:
    """A canonical address elsewhere, or that of the front page, is not believed."""
    url, port = site.server.url(""), site.server.server_port
    head = f'<link rel="canonical" href="{canonical.format(port=port)}">'
    site["/gate?a=1"] = html(page(head=head))

    ((item, _, addresses),) = read(site, "/gate?a=1#top").items

    assert item.url == own.format(port=port)
    assert f"{url}/gate?a=1#top" in addresses


def test_what_the_page_does_not_say_the_editor_says(site: Site) -> None:
    """A page without title and date gets those given; without a title it is refused, without a date it is not."""
    site["/gate"] = html(page("", head=""))

    with pytest.raises(UsageError, match="has no title") as refused:
        read(site)
    ((given, _, _),) = read(site, title="The gate", date="2026-05").items
    ((undated, _, _),) = read(site, title="The gate").items

    assert refused.value.hint == 'Give it one: --title "…".'
    assert (given.title, given.published) == ("The gate", "2026-05")
    assert undated.published is None
    site["/gate"] = html(page())
    ((own, _, _),) = read(site, title="Mine", date="2026-01-01").items
    assert (own.title, own.published) == ("The gate opens", "2026-05-02")


def test_the_end_of_a_title_is_no_outlet(site: Site) -> None:
    """An address has a host, so that what follows the headline is a name only if it is like the host's."""
    site["/gate"] = html('<title>The gate opens — "quoted"</title><h1>The gate opens</h1>' + f"<p>{WORDS}")
    canonical = '<link rel="canonical" href="https://quay.example/a">'
    site["/quay"] = html(f"{canonical}<title>It opens | Quay</title><h1>It opens</h1>{WORDS}")

    assert [read(site, path).items[0].item.outlet for path in ("/gate", "/quay")] == ["127.0.0.1", "127.0.0.1"]


def test_a_saved_page_without_a_headline_names_its_site_in_its_title(tmp_path: Path) -> None:
    """Several words with capital letters after a headline with small ones are a name; less may be the headline's."""
    named = {
        "Pont de Saint-Vaast : un bac dès janvier - Le Courrier de la Baie": "Le Courrier de la Baie via the desk",
        "The gate opens | a surprise - Quay News": "Quay News via the desk",
        "The gate opens - Live": "the desk",
        "The gate opens - what the Port Says": "the desk",
        "The Gate Opens - What We Know": "the desk",
        "The gate opens": "the desk",
    }
    for title, feed in named.items():
        ((item, _, _),) = saved(tmp_path, "a.html", f"<title>{title}</title><article>{WORDS}</article>").items
        assert item.feed == feed


def test_the_outlet_that_the_editor_names_counts(site: Site, tmp_path: Path) -> None:
    """A page, a mail and a feed file get it in place of their own; the key stays."""
    site["/gate"] = html(page())

    own, given = read(site).items[0].item, read(site, outlet="Quay Daily").items[0].item
    assert (given.feed, given.key, given.hash) == ("Quay Daily via the desk", own.key, own.hash)
    for name, text in (("a.html", page(head="")), ("a.eml", MAIL.format(subject="News")), ("a.xml", FEED.format(title="T"))):
        assert saved(tmp_path, name, text, outlet="Quay Daily").items[0].item.feed == "Quay Daily via the desk"


def refusing(status: int) -> Route:
    return lambda call: call.say(status)


PAID = page(head='<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>')
MARKED = page(head='<meta itemprop="isAccessibleForFree" content="false">')
LOCKED = page(head='<meta property="article:content_tier" content="locked">')


@pytest.mark.parametrize(
    ("route", "said"),
    [
        (refusing(403), "answered 403 Forbidden"),
        (refusing(402), "answered 402 Payment Required"),
        (html(PAID), "for subscribers"),
        (html(LOCKED), "for subscribers"),
        (html(MARKED), "for subscribers"),
        (captcha, "no text besides its title"),
        (html(page(words="")), "no text besides its title"),
    ],
)
def test_a_page_that_cannot_be_read_can_be_saved(site: Site, route: Route, said: str) -> None:
    """Whatever stops a program, the hint is to save the page in a browser and add the file."""
    site["/gate"] = route

    with pytest.raises(FeedError, match=said) as refused:
        read(site)

    assert refused.value.hint == SAVE
    assert "/gate" in refused.value.where


@pytest.mark.parametrize(
    ("route", "said", "first"),
    [
        (html("\x01\x02\x03\x04" * 99), "is not text", "Check what it is"),
        (refusing(404), "answered 404 Not Found", "Check the address."),
        (refusing(410), "answered 410 Gone", "Check the address."),
    ],
)
def test_what_else_may_help_is_said_first(site: Site, route: Route, said: str, first: str) -> None:
    """If there is something else to try, that comes before saving the page."""
    site["/gate"] = route

    with pytest.raises(FeedError, match=said) as refused:
        read(site)

    assert refused.value.hint.startswith(first)
    assert refused.value.hint.endswith(f"Or: {SAVE}")


def test_robots_txt_is_obeyed_before_the_page_is_called(site: Site) -> None:
    """A page that its host forbids to programs is not called."""
    called: list[Call] = []
    site["/robots.txt"] = html("User-agent: *\nDisallow: /gate", "text/plain")
    site["/gate"] = called.append

    with pytest.raises(FeedError, match=r"robots\.txt forbids") as refused:
        read(site)

    assert (called, refused.value.hint) == ([], SAVE)


def test_a_private_host_is_refused() -> None:
    """As everywhere, a host that is not on the public internet is not called unless the settings name it."""
    with fetcher(Limits(), site="https://example.org/") as fetch, pytest.raises(FeedError, match="not on the public internet"):
        read_address("http://127.0.0.1:9/gate", fetch=fetch, entered=Entered(collected=NOW))


def test_a_feed_is_followed_and_not_added(site: Site) -> None:
    """A feed is refused with the line for `feeds:`; an answer that is neither page nor feed says so, and so does a PDF."""
    site["/plan.pdf"] = html("%PDF-1.7 plan", "application/pdf")
    site["/feed"] = html(FEED.format(title="T"), "application/rss+xml")
    site["/text"] = html("Just words.", "text/plain")

    with pytest.raises(UsageError, match="a feed, not with a web page") as refused:
        read(site, "/feed")
    with pytest.raises(FeedError, match="is not a feed"):
        read(site, "/text")
    with pytest.raises(UsageError, match="a PDF, not with a web page"):
        read(site, "/plan.pdf")

    assert "/feed" in refused.value.hint
    assert "feeds:" in refused.value.hint


def test_without_the_extra_no_page_is_called(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it robots.txt cannot be read, so the page is not called, and the hint says what to do."""
    monkeypatch.setitem(sys.modules, "protego", None)

    with pytest.raises(UsageError, match="extra `extract`") as refused:
        read(site)

    assert SAVE in refused.value.hint


# --- files -----------------------------------------------------------------------------------------------------------------


def saved(folder: Path, name: str, text: str, **said: Any) -> ByHand:
    (folder / name).write_text(text, encoding="utf-8")
    return read_from_disk(folder / name, limits=LIMITS, entered=Entered(**{"collected": NOW, **said}))


def test_a_saved_page_and_a_mail_are_read_in_full(tmp_path: Path) -> None:
    """What a person saved is the whole page, even of a site for subscribers; a mail is its own page."""
    ((from_page, text, addresses),) = saved(
        tmp_path, "a.html", PAID.replace("<nav>", '<link rel="canonical" href="https://quay.example/a">')
    ).items
    ((from_mail, letter, _),) = saved(tmp_path, "a.eml", MAIL.format(subject="Gate news")).items

    assert (from_page.url, addresses) == ("https://quay.example/a", ("https://quay.example/a",))
    assert (from_page.feed, from_mail.feed) == ("quay.example via the desk", "Quay Letter via the desk")
    assert (from_page.evidence, from_mail.evidence) == ("full-text", "full-text")
    assert WORDS in text
    assert WORDS in letter
    assert len(from_mail.text) <= 2_000


def test_a_saved_page_without_text_is_its_headline(tmp_path: Path) -> None:
    """It is added like a headline of a feed."""
    ((item, text, _),) = saved(tmp_path, "a.html", page(words="")).items

    assert (item.evidence, item.page, text) == ("headline", "", "")


def test_a_saved_page_without_the_extra_is_an_excerpt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its beginning is kept, and a note says how to read all of it."""
    monkeypatch.setitem(sys.modules, "protego", None)

    ((item, text, _),), (note,) = saved(tmp_path, "a.html", page())

    assert (item.evidence, text) == ("excerpt", "")
    assert "only its beginning is kept" in note


@pytest.mark.parametrize("title", ["Quay Wire", "reactive: x", ""])
def test_a_feed_file_is_all_its_entries(tmp_path: Path, title: str) -> None:
    """Its own title is the outlet, unless that could pass for a search's label; a title or date for one item is refused."""
    ((item, text, addresses),), _ = saved(tmp_path, "a.xml", FEED.format(title=title))

    assert item.feed == ("Quay Wire via the desk" if title == "Quay Wire" else "the desk")
    assert (text, addresses) == ("", ("https://quay.example/1",))
    for said in ({"title": "One"}, {"date": "2026"}):
        with pytest.raises(UsageError, match="is a feed"):
            saved(tmp_path, "a.xml", FEED.format(title=title), **said)


def test_entries_that_cannot_be_read_are_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One broken entry of a feed file is named, and the others are added."""
    two = FEED.format(title="T").replace("</item>", "</item><item><title>Two</title></item>")
    from dateline.wire import entry

    clean = entry.tidy

    def breaking(text: str, longest: int) -> str:
        if text == "Two":
            raise ZeroDivisionError
        return clean(text, longest)

    monkeypatch.setattr(entry, "tidy", breaking)

    (item,), notes = saved(tmp_path, "a.xml", two)

    assert item.item.title == "One"
    assert "entries that cannot be read, left out: 1" in notes[-1]


@pytest.mark.parametrize(
    ("name", "text", "said", "hint"),
    [
        ("a.pdf", "x", "is not a file type that is collected", f"{FILES} Endings that are read: .eml, .json"),
        ("a.txt", "x", "is not a file type that is collected", FILES),
        ("a", "x", "is not a file type that is collected", FILES),
        (".a.html", "x", "is hidden", "a name that does not begin with a dot"),
        ("a.html", "", "is empty", FILES),
        ("a.html", "%PDF-1.7\1\2\3", "is not text", FILES),
        ("a.html", "x" * (LIMITS.wire_bytes + 1), "is larger than", "limits.wire_bytes"),
        ("a.xml", "words", "is not a feed", FILES),
        ("a.json", "{}", "is JSON, but not JSON Feed", FILES),
        ("a.eml", "words", "is not an e-mail", "Save the mail with its headers"),
    ],
)
def test_a_file_that_cannot_be_added_says_what_can(tmp_path: Path, name: str, text: str, said: str, hint: str) -> None:
    """It was named on the command line, so that is what is wrong; the hint says what to add instead."""
    with pytest.raises(UsageError, match=said) as refused:
        saved(tmp_path, name, text)

    assert refused.value.where == str(tmp_path / name)
    assert hint in refused.value.hint


def test_a_feed_that_breaks_its_reader_may_be_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hint asks for a report, because the file may be right."""

    def breaking(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("feedparser.parse", breaking)

    with pytest.raises(UsageError, match="the feed parser failed") as refused:
        saved(tmp_path, "a.xml", FEED.format(title="T"))

    assert "report a bug" in refused.value.hint


def test_an_earlier_mail_that_is_quoted_is_not_the_text(tmp_path: Path) -> None:
    """The whole text of a mail is the sender's own words, as the inbox reads them, so that a quote of it is the sender's."""
    earlier = "On 2 May 2026 Ada Byron wrote:\n> The gate stays shut for ever.\n> Nobody pays.\n"
    ((item, text, _),) = saved(tmp_path, "a.eml", MAIL.format(subject="Gate news") + f"\n{earlier}").items
    batch = parse((tmp_path / "a.eml").read_bytes(), feed="Inbox", collected=NOW, limit=9, url="", content_type="message/rfc822")

    assert "stays shut" not in text
    assert WORDS in text
    assert (item.title, item.text, item.hash) == (batch.items[0].title, batch.items[0].text, batch.items[0].hash)


def test_a_mail_without_a_subject_needs_a_title(tmp_path: Path) -> None:
    """As a page does."""
    with pytest.raises(UsageError, match="has no title"):
        saved(tmp_path, "a.eml", MAIL.format(subject=""))
    assert saved(tmp_path, "a.eml", MAIL.format(subject=""), title="A letter").items[0].item.title == "A letter"


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the disk is an error with a hint."""

    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.html").write_text("x")
    monkeypatch.setattr(Path, "open", closed)

    with pytest.raises(FeedError, match="cannot be read: Permission denied"):
        read_from_disk(tmp_path / "a.html", limits=LIMITS, entered=Entered())
