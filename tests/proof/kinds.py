"""The kinds of files that are broken byte by byte: good ones to begin with, and what must be true of each broken one."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import builders
import sample
from analysed import blame, compare
from proof import comparing, mutations

from dateline.core import citations, codec, ledger, markdown
from dateline.core.address import is_web_address
from dateline.core.config import Config, Limits
from dateline.core.errors import FeedError
from dateline.core.ledger_union import union
from dateline.core.model import Event, Item, Problem, Story, Version
from dateline.core.sentences import AnalysedText, AnalysedVersion
from dateline.core.text import Figure, Moment, clean, fold, one_per_line, sentences, unsafe_characters
from dateline.core.yamlio import events, usual
from dateline.site.markdown import render
from dateline.store.front_matter import parse_intro, parse_page, parse_signal
from dateline.wire.collect import Fetched
from dateline.wire.fulltext import read_pages
from dateline.wire.opml import read_opml
from dateline.wire.parse import parse

FIXTURES = mutations.FIXTURES.parent
EXAMPLE = Path(__file__).parents[2] / "src/dateline/flows/example"
DIVIDED = b"\n%%%\n"
"""Stands between two versions that are compared."""
OPML = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="Harbour"><outline type="rss" text="Quay Log"
xmlUrl="https://quay.example/feed"/></outline><outline title="Old" xmlUrl="http://[::1]:80/x"/></body></opml>"""
ROBOTS = b"User-agent: *\nAllow: /\nDisallow: /private/\nDisallow: /*.pdf$\nCrawl-delay: 4\nSitemap: https://quay.example/s.xml\n"
DICTIONARY = Path(__file__).parent / "dictionary.txt"
"""What means something somewhere, one a line, with escapes."""


class Kind(NamedTuple):
    """One kind of file."""

    name: str
    what: str
    """What the page of figures calls the broken ones."""
    bodies: Callable[[], Sequence[bytes]]
    """Good files."""
    read: Callable[[bytes], object]
    """Fails if a broken one does not end as it should."""
    tries: int
    """How many are tried in the usual run."""


def _fixtures(pattern: str) -> tuple[bytes, ...]:
    paths = sorted((*FIXTURES.glob(pattern), *EXAMPLE.glob(pattern)))
    return tuple(path.read_bytes() for path in paths if path.stat().st_size <= 20_000)


@cache
def pool(kind: Kind) -> tuple[bytes, ...]:
    """What is put into files of this kind."""
    lines = DICTIONARY.read_bytes().splitlines()
    return (*mutations.tokens(kind.bodies()), *(line.decode("unicode_escape").encode("latin-1") for line in lines))


# --- what others send ---------------------------------------------------------------------------------------------------------


def _items_are_right(items: Sequence[Item]) -> None:
    for item in items:
        assert not unsafe_characters(f"{item.title}{item.text}{item.feed}{item.url}")
        assert item.url is None or is_web_address(item.url)
        assert (len(item.title) <= 300, len(item.text) <= 2000) == (True, True)
        assert codec.parse_line(codec.dump_line(item).encode(), "items.jsonl", 1) == codec.Parsed(item)


def _collected(data: bytes, content_type: str, url: str | None) -> None:
    with suppress(FeedError):
        _items_are_right(parse(data, feed="F", url=url, content_type=content_type, collected=builders.NOW, limit=500).items)


def read_feed(data: bytes) -> None:
    """A feed that was fetched."""
    _collected(data, "", "https://a.example/f")


def read_saved(data: bytes) -> None:
    """A page in the drop folder, and the same page at the address of an item."""
    _collected(data, "text/html", None)
    found = read_pages(
        [builders.item(url="https://a.example/1")],
        fetch=lambda url: Fetched(url, b"" if url.endswith("robots.txt") else data, "text/html"),
        limits=Limits(),
    )
    assert all(one.skipped or (one.text and not unsafe_characters(one.text)) for one in found)


def read_robots(data: bytes) -> None:
    """What a host allows; the page's text is read, or there is a reason why it is not."""
    page = b"<title>Quay</title><p>The council plans a barrier of 3 metres at the quay."
    (found,) = read_pages(
        [builders.item(url="https://a.example/1")],
        fetch=lambda url: Fetched(url, data if url.endswith("robots.txt") else page, "text/html"),
        limits=Limits(),
    )
    assert found.text or found.skipped


def read_mail(data: bytes) -> None:
    """A mail in the drop folder."""
    _collected(data, "message/rfc822", None)


def read_list(data: bytes) -> None:
    """A list of feeds."""
    with suppress(FeedError):
        found = read_opml(data)
        assert all(is_web_address(one.url or "") and not unsafe_characters(one.title) for one in found.feeds)


# --- what editors write -------------------------------------------------------------------------------------------------------


def _has_place(problems: Sequence[Problem]) -> bool:
    return all(one.line > 0 and one.column > 0 and one.message and "\n" not in one.message + one.hint for one in problems)


def read_yaml(data: bytes) -> None:
    """A version, the settings of a story, or those of the site: a value that is written and read the same, or problems."""
    tree, _ = events.read(data.decode("utf-8", "replace"), "f.yaml")
    quick = usual.read(data.decode("utf-8", "replace"))
    assert quick is None or quick == tree
    for kind in (Version, Story, Config):
        parsed = codec.parse(kind, data, "f.yaml", strict=False)
        assert (parsed.value is None) == bool(parsed.problems)
        assert _has_place(parsed.problems)
        if parsed.value is not None:
            text = codec.dump(parsed.value)
            assert codec.parse(kind, text.encode(), "f.yaml", strict=False).value == parsed.value
            assert codec.dump(parsed.value) == text


def read_head(data: bytes) -> None:
    """A page, an essay or an introduction: its Markdown becomes HTML without a script, or it has problems."""
    for reader in (parse_page, parse_signal, parse_intro):
        parsed = reader(data, "content/pages/f.md")
        assert parsed.value is not None or parsed.problems
        assert _has_place(parsed.problems)
        if parsed.value is not None:
            body = parsed.value.body
            html = str(render(body)).lower()
            assert not any(sign in html for sign in ("<script", 'href="javascript', 'src="'))
            for found in (markdown.links(body), markdown.labels(body), markdown.blocks(body), markdown.not_plain(body)):
                assert isinstance(found, tuple)


def read_ledger(data: bytes) -> None:
    """A ledger: each line is an entry or a problem, entries are written and read the same, and a union loses no line."""
    parsed = codec.parse_ledger(data, "items.jsonl")
    assert _has_place(parsed.problems)
    lines = parsed.value or ()
    for line in lines:
        assert codec.parse_line(codec.dump_line(line.entry).encode(), "items.jsonl", 1).value == line.entry
    items, happened = ledger.items_of(lines), ledger.events_of(lines)
    assert len(items) + len(happened) == len(lines)
    half = data[: len(data) // 2].rpartition(b"\n")[0] + b"\n"
    for one, other in ((half, data), (data, half)):
        joined = union(one, other)
        assert union(joined, other) == joined
        assert _keys(joined) == _keys(one) | _keys(other)


def _keys(data: bytes) -> set[tuple[type, str]]:
    return {(type(line.entry), line.entry.key) for line in codec.parse_ledger(data, "items.jsonl").value or ()}


def read_text(data: bytes) -> None:
    """Prose with citations: joined, its pieces are the text, its sentences lose no word, and everything in it has a place."""
    text = data.decode("utf-8", "replace")
    pieces = tuple(citations.pieces(text))
    assert "".join(piece.text for piece in pieces) == text
    assert tuple(key for piece in pieces for key in piece.keys) == citations.cited(text)
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert one_per_line(one_per_line(text)) == one_per_line(text)
    assert not unsafe_characters(clean(text))
    assert fold(fold(text)) == fold(text)
    analysed = AnalysedText(text)
    for fact in AnalysedText.__slots__[1:]:
        getattr(analysed, fact)
    found: list[Figure | Moment] = [*analysed.figures, *analysed.dates]
    assert all(text[one.start : one.end] == one.text for one in found)
    version = AnalysedVersion(builders.version(what=text, narrative=(text,), timeline=(Event("2026", text),)))
    assert {key for claim in version.claims for key in claim.keys} <= {"harbour-plan", *citations.cited(text)}


def read_two(data: bytes) -> None:
    """Two versions: each sentence of both appears once in the comparison, and a redline has all words of both."""
    before, _, after = data.partition(DIVIDED)
    was, now = (codec.parse(Version, one, "f.yaml", strict=False).value for one in (before, after))
    if was and now:
        was, now = replace(was, version=1), replace(now, version=2)
        comparing.is_whole(was, now)
        comparing.is_empty(was)
        assert all(1 <= one.since <= one.worded <= 2 for one in blame((was, now)))
        for change in compare(was, now).changes:
            comparing.is_rebuilt(change.before, change.after)


def _feeds() -> tuple[bytes, ...]:
    return (*_fixtures("**/*.xml"), *_fixtures("**/*feed*.json"), *_fixtures("**/searches/*.json"))


def _versions() -> tuple[bytes, ...]:
    return (*(codec.dump(one).encode() for one in sample.versions()), *_fixtures("**/v0*.yaml"))


def _pairs() -> tuple[bytes, ...]:
    """Versions that follow each other, and pairs of texts that are hard to compare."""
    made = list(zip(_versions(), _versions()[1:], strict=False))
    for line in (FIXTURES / "compare/revisions.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        sides = (builders.version(narrative=tuple(case[side]), what=case[side][0]) for side in ("before", "after"))
        made.append(tuple(codec.dump(one).encode() for one in sides))  # type: ignore[arg-type]  # two
    return tuple(DIVIDED.join(pair) for pair in made)


def _settings() -> tuple[bytes, ...]:
    return (*_versions(), *_fixtures("**/site.yaml"), *_fixtures("**/story.yaml"), *_fixtures("cms/*.yaml"))


def _texts() -> tuple[bytes, ...]:
    """Prose of all kinds, a paragraph or a few each."""
    return tuple(
        field.text.encode()
        for data in _versions()
        if (version := codec.parse(Version, data, "f.yaml", strict=False).value)
        for field in version.text_fields()
        if field.text
    )


KINDS = (
    Kind("feeds", "broken feeds", _feeds, read_feed, 1500),
    Kind("pages", "broken web pages", lambda: _fixtures("**/*.html"), read_saved, 150),
    Kind("robots", "broken robots.txt files", lambda: (ROBOTS,), read_robots, 100),
    Kind("mails", "broken mails", lambda: _fixtures("**/*.eml"), read_mail, 600),
    Kind("lists", "broken lists of feeds", lambda: (OPML,), read_list, 1000),
    Kind("yaml", "broken YAML files", _settings, read_yaml, 150),
    Kind("heads", "broken pages and essays", lambda: _fixtures("**/*.md"), read_head, 200),
    Kind("ledgers", "broken ledgers", lambda: _fixtures("**/items.jsonl"), read_ledger, 300),
    Kind("texts", "broken texts with citations", _texts, read_text, 400),
    Kind("compared", "pairs of broken versions", _pairs, read_two, 100),
)
