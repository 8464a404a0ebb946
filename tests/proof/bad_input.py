"""The bad input that the proof is tried with: the project's own cases, and public collections where they lie beside it."""

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).parents[3] / "shared/corpus"
_ITEM = (
    '<item><title>{}</title><link>https://news.example/a</link><guid isPermaLink="false">https://news.example/a</guid>'
    "<pubDate>Tue, 26 May 2026 10:00:00 GMT</pubDate><description>{}</description></item>"
)
_LONG = 400_000
_MANY = 20_000


def rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a file of cases; none if it is not there."""
    # not `splitlines`: some texts have line separators that JSON does not
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line] if file.is_file() else []


def files(folder: str, root: Path = CASES) -> dict[str, bytes]:
    """The cases in a folder, by their path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / folder).rglob("*")) if path.is_file()}


def feeds() -> dict[str, bytes]:
    """Feeds: the files, and those too large to keep."""
    return {
        **files("feeds"),
        "huge.xml": _rss(_ITEM.format("T" * _LONG, "D" * _LONG)),
        "nested.xml": _rss("<a>" * _MANY + "</a>" * _MANY + _ITEM.format("A quiet headline", "Body text.")),
        "flood.xml": _rss("".join(_ITEM.format(f"Flood {number}", "Body text.") for number in range(3_000))),
        "attributes.xml": _rss("<item " + " ".join(f'a{number}=""' for number in range(_MANY)) + "><title>A</title></item>"),
        "nested.json": b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * _MANY + b"]" * _MANY + b"}",
        "digits.json": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": ' + b"9" * _MANY + b"}]}",
    }


def pages() -> dict[str, bytes]:
    """Web pages, likewise."""
    paragraph = "<p>The tide was four metres high at noon, and the road along the quay was closed.</p>"
    return {
        **files("pages"),
        "nested.html": ("<div>" * _MANY + paragraph).encode(),
        "tables.html": ("<table><tr><td>" * 2_000 + paragraph).encode(),
        "unclosed.html": ("<p>" + "<b><i>" * 2_000 + paragraph).encode(),
        "word.html": f"<article><p>{'A' * _LONG}</p></article>".encode(),
        "entities.html": f"<article><p>{'&amp;' * _MANY}</p></article>".encode(),
        "attributes.html": ("<p " + " ".join(f'a{number}=""' for number in range(_MANY)) + f">{paragraph}").encode(),
        "comments.html": ("<!--" * _MANY + paragraph).encode(),
    }


def mails() -> dict[str, bytes]:
    """Mails, likewise."""
    start = b"From: wire@wire.example\nSubject: "
    return {
        **files("mails"),
        "subject.eml": start + b"=?utf-8?q?a?= " * _MANY + b"\n\nText.",
        "addresses.eml": b"From: " + b"(" * _MANY + b" a@wire.example\nSubject: A\n\nText.",
        "forwarded.eml": start + b"A\n" + b"Content-Type: message/rfc822\n\n" * 2_000,
        "parts.eml": start
        + b"A\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number) for number in range(2_000)),
        "quoted.eml": start + b"A\n\n" + b"> " * _MANY + b"\n",
    }


def _rss(inside: str) -> bytes:
    return f'<rss version="2.0"><channel><title>Wire</title><link>https://news.example/</link>{inside}</channel></rss>'.encode()
