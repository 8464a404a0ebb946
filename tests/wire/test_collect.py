from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.config import Feed, Limits
from dateline.core.errors import FeedError
from dateline.wire.collect import Collection, Fetched, collect
from dateline.wire.entry import Batch
from dateline.wire.inbox import read_place

COLLECTED = "2026-05-24T11:30:00Z"


def rss(*titles: str, host: str = "a.example") -> bytes:
    items = "".join(f"<item><title>{title}</title><link>https://{host}/{title}</link></item>" for title in titles)
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


ANSWERS = {
    "https://a.example/": rss("one", "two"),
    "https://b.example/": rss("two", host="a.example").replace(b"</channel>", b"<item><title>three</title></item></channel>"),
    "https://page.example/": b"<!doctype html><title>Sign in</title>",
}


def answer(url: str) -> Fetched:
    if url not in ANSWERS:
        raise FeedError("did not answer", where=url, hint="try again later.")
    return Fetched(url, ANSWERS[url], "text/html")


def run(*feeds: Feed, root: Path = Path(), limits: Limits | None = None) -> Collection:
    return collect(feeds, root=root, fetch=answer, collected=COLLECTED, limits=limits or Limits())


def test_one_bad_feed_does_not_stop_the_others() -> None:
    """A feed that fails is a report with its error; the others give their items."""
    feeds = (
        Feed("dead", url="https://dead.example/"),
        Feed("page", "The page", url="https://page.example/"),
        Feed("a", url="https://a.example/"),
    )

    collection = run(*feeds)

    assert [item.title for item in collection.items] == ["one", "two"]
    assert [(report.id, report.items) for report in collection.reports] == [("dead", 0), ("page", 0), ("a", 2)]
    errors = [str(report.error) for report in collection.reports]
    assert errors == ["https://dead.example/: did not answer", "feed page: answers with a web page, not with a feed", "None"]


def test_an_item_comes_once_from_each_feed() -> None:
    """Two feeds with one entry give it once each, under one key; a feed that gives it twice gives it once."""
    collection = run(
        Feed("a", url="https://a.example/"), Feed("b", url="https://b.example/"), Feed("a", url="https://a.example/")
    )

    assert [(item.title, item.feed) for item in collection.items] == [("one", "a"), ("three", "b"), ("two", "a"), ("two", "b")]
    assert collection.items[2].key == collection.items[3].key
    assert [report.items for report in collection.reports] == [2, 2, 2]


@pytest.mark.parametrize("texts", [("Short.", "A longer text."), ("A longer text.", "Short.")])
def test_of_two_wordings_the_fuller_is_kept(tmp_path: Path, texts: tuple[str, str]) -> None:
    """A feed that gives an entry twice, with more text and with less, gives the one with more, whichever comes first."""
    items = (
        f"<item><title>one</title><link>https://a.example/1</link><description>{text}</description></item>" for text in texts
    )
    root = write(tmp_path, {"a.xml": f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()})

    assert [item.text for item in run(Feed("a", path="a.xml"), root=root).items] == ["A longer text."]


@pytest.mark.parametrize("files", [{}, {"content/inbox/.gitkeep": b""}])
def test_an_inbox_that_is_empty_is_no_failure(tmp_path: Path, files: dict[str, bytes]) -> None:
    """An inbox without files, or without its folder, gives nothing and reports nothing; any other missing place fails."""
    root = write(tmp_path, files)

    inbox, lost = run(Feed("saved", path="content/inbox/"), Feed("lost", path="content/lost"), root=root).reports

    assert (inbox.error, inbox.items, inbox.notes) == (None, 0, ())
    assert lost.error


@given(st.permutations(["a", "b", "page", "dead"]))
def test_the_order_of_feeds_changes_no_item(ids: list[str]) -> None:
    """The same feeds in another order give the same items."""
    given_order = run(*(Feed(name, url=f"https://{name}.example/") for name in ("a", "b", "page", "dead")))

    assert given_order.items == run(*(Feed(name, url=f"https://{name}.example/") for name in ids)).items


def write(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    """Every file of a folder is read by its kind; what cannot be read is named and stops nothing.

    A broken file is a failure, one that is not meant to be collected a note; of one that keeps the folder in git nothing is said.
    """
    files = {
        "inbox/a.xml": rss("one", "two"),
        "inbox/b.eml": b"Subject: Mail\nFrom: The Quay Letter <letter@quay.example>\n\nText.",
        "inbox/c.HTML": b"<title>Page</title><p hidden>x</p>Text",
        "inbox/d.xml": b"<opml/>",
        "inbox/e.docx": b"x",
        "inbox/.hidden.xml": b"x",
        "inbox/.gitkeep": b"",
        "inbox/f.eml": b"\n\n",
        "inbox/sub/g.xml": rss("three"),
    }
    root = write(tmp_path, files)

    collection = run(Feed("saved", "Saved by the desk", path="inbox"), root=root)

    assert sorted((item.title for item in collection.items), key=str.lower) == ["Mail", "one", "Page", "two"]
    assert {"Saved by the desk", "The Quay Letter via Saved by the desk"} == {item.feed for item in collection.items}
    assert collection.reports[0].notes == (
        ".hidden.xml is hidden: not read",
        "c.HTML: hidden passages, left out: 1",
        "d.xml is not a feed: not read",
        "e.docx is not a file type that is collected: not read",
        "f.eml is empty: not read",
        "sub is not a file: not read",
    )
    assert collection.reports[0].error
    assert collection.reports[0].error.what == "files that cannot be read, or only in part: 2"
    assert (collection.reports[0].error.where, collection.reports[0].items) == ("feed saved", 4)


def test_a_name_that_is_no_text_is_told_as_text(tmp_path: Path) -> None:
    """A file's name comes from strangers too: the report shows it in printable form."""
    root = write(tmp_path, {"inbox/good.xml": rss("one")})
    (root / "inbox").joinpath("a\x1b[31m\udcff\n.bin").touch()

    (report,) = run(Feed("saved", path="inbox"), root=root).reports

    assert report.notes == ("a[31m .bin is not a file type that is collected: not read",)


def test_a_file_that_was_read_in_part_is_a_failure_of_its_folder(tmp_path: Path) -> None:
    """What is missing from a file in a folder is reported with the file's name."""

    def parsed(*_: object, **__: object) -> Batch:
        return Batch("", (), failure=FeedError("entries that cannot be read, left out: 1"))

    batch = read_place(write(tmp_path, {"inbox/a.xml": b"x"}), "inbox", parsed, most=9)

    assert batch.notes == ("a.xml: entries that cannot be read, left out: 1",)
    assert batch.failure


def test_a_single_file_is_read(tmp_path: Path) -> None:
    """A path may name one feed file."""
    collection = run(Feed("saved", path="feeds/a.xml"), root=write(tmp_path, {"feeds/a.xml": rss("one")}))

    assert [item.title for item in collection.items] == ["one"]


def test_nothing_outside_the_publication_is_read(tmp_path: Path) -> None:
    """Paths and links that leave the publication are refused, as a feed and within a folder."""
    root = write(tmp_path, {"secret.xml": rss("secret"), "site/inbox/a.xml": rss("one"), "outside/b.xml": rss("two")}) / "site"
    (root / "inbox" / "link.xml").symlink_to(tmp_path / "secret.xml")
    (root / "linked").symlink_to(tmp_path / "outside")
    (root / "circle").symlink_to(root / "circle")
    places = {"up": "../secret.xml", "absolute": str(tmp_path / "secret.xml"), "linked": "linked", "circle": "circle"}
    outside = [Feed(name, path=place) for name, place in places.items()]

    collection = run(Feed("saved", path="inbox"), *outside, root=root)

    assert [item.title for item in collection.items] == ["one"]
    assert collection.reports[0].notes == ("link.xml is outside the publication: not read",)
    assert [report.error.what for report in collection.reports[1:] if report.error] == ["is outside the publication"] * 4


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("inbox/none.xml", "does not exist"),
        ("inbox/big.xml", "is larger than 50 bytes"),
        ("inbox/x.txt", "not a file type that is collected"),
        ("a" * 300 + ".xml", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, path: str, words: str) -> None:
    """A feed whose file is missing, too large or of another kind says so, with its path."""
    root = write(tmp_path, {"inbox/big.xml": rss("one"), "inbox/x.txt": b""})

    error = run(Feed("saved", path=path), root=root, limits=Limits(wire_bytes=50)).reports[0].error

    assert error is not None
    assert path == error.where
    assert words in error.what
