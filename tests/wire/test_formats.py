"""The list of formats, and how one more is added."""

from functools import partial
from pathlib import Path

import pytest

from dateline.wire import parse as parsing
from dateline.wire.entry import RawEntry, RawFeed
from dateline.wire.format import Document, Format
from dateline.wire.markup import Visible
from dateline.wire.parse import FORMATS

WIRE = (Path(__file__).parents[2] / "docs/wire.md").read_text(encoding="utf-8")
RSS = b"<rss version='2.0'><channel><title>T</title></channel></rss>"


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (Document(RSS), "RSS, RDF or Atom"),
        (Document(RSS, content_type="text/html; charset=utf-8"), "RSS, RDF or Atom"),
        (Document(b"<rdf:RDF xmlns='x'>", content_type="application/xhtml+xml"), "RSS, RDF or Atom"),
        (Document(b"nothing that anybody knows"), "RSS, RDF or Atom"),
        (Document(b"nothing that anybody knows", content_type="application/json"), "RSS, RDF or Atom"),
        (Document(b"\xef\xbb\xbf \n{}"), "JSON Feed"),
        (Document(b"{}", content_type="text/html"), "JSON Feed"),
        (Document(b"<p>A fragment", content_type=" Text/HTML ;charset=utf-8"), "a saved page"),
        (Document(b"<!DOCTYPE  html><p>A page"), "a saved page"),
        (Document("<html>A page".encode("utf-16-le")), "a saved page"),
        (Document(b"Subject: A\n\n<html>", content_type="message/rfc822"), "an e-mail"),
        (Document(b"{}", content_type="message/rfc822"), "an e-mail"),
    ],
)
def test_the_first_format_that_fits_is_taken(document, name):
    """A mail is known by its type, JSON by its first character, a page by its type or its first tag; the rest may be a feed."""
    assert next(one.name for one in FORMATS if one.fits(document)) == name


def test_another_format_is_another_line(monkeypatch):
    """What is added to the list is read."""

    def read(document: Document, limit: int) -> RawFeed:
        lines = document.data.decode().splitlines()[1:]
        return RawFeed("", [partial(RawEntry, Visible(line), Visible("")) for line in lines[:limit]], len(lines) - limit)

    lines = Format("lines", (".txt",), "", lambda document: document.start.startswith(b"lines"), read)
    monkeypatch.setattr(parsing, "FORMATS", (lines, *FORMATS))

    batch = parsing.parse(
        b"lines\nOne\nTwo\nThree", feed="F", url=None, content_type=None, collected="2026-05-24T11:30:00Z", limit=2
    )

    assert [item.title for item in batch.items] == ["One", "Two"]
    assert batch.notes == ("entries beyond the limit, not read: 1",)


def test_no_ending_is_claimed_twice():
    """A file's name says one thing."""
    endings = [ending for one in FORMATS for ending in one.endings]

    assert len(endings) == len(set(endings))


def test_every_ending_is_documented():
    """The page about intake names each kind of file that the inbox takes."""
    assert [ending for one in FORMATS for ending in one.endings if f"`{ending}`" not in WIRE] == []
