"""Items that an editor adds by hand."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import MakePublication
from store.test_lock import HOLD
from wire.server import Call, Server, serving

from dateline.core.config import Feed, Limits
from dateline.core.errors import FeedError, StoreError, UsageError
from dateline.core.model import Story, Withdrawn
from dateline.core.outlets import outlet
from dateline.flows.add import WHY, Addition, ItemsAdded, add
from dateline.flows.collect import CollectRun, collect_only
from dateline.flows.decide import spike
from dateline.flows.quote import take_quote
from dateline.flows.stories.check import check
from dateline.store.cache import Cache

NOW, LATER = "2026-05-24T11:30:00Z", "2026-05-25T11:30:00Z"
SLUG = "harbour-barrier"
REST = " ".join(f"On page {n} the port says more about the harbour mouth." for n in range(60))
END = "The last page says that the gate opens in May."
PAGE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words}</p></article></body></html>"
WIRE = "<rss version='2.0'><channel><title>Wire</title>{entries}</channel></rss>"
TWO = WIRE.format(entries="<item><title>One gate</title></item><item><title>Two gates</title></item>")


class Pages:
    """What a server answers; can be changed between two calls."""

    def __init__(self, server: Server) -> None:
        self.server = server
        for path in ("/gate", "/gate?utm_source=x"):
            self.put(path, PAGE.format(title="The gate opens", words=f"{REST} {END}"))

    def put(self, path: str, text: str, kind: str = "text/html") -> None:
        def answer(call: Call) -> None:
            call.say(body=text.encode(), content_type=kind)

        self.server.routes[path] = answer  # type: ignore[index]  # a dict

    @property
    def gate(self) -> str:
        return self.server.url("/gate")


@pytest.fixture
def pages() -> Iterator[Pages]:
    with serving({}) as server:
        yield Pages(server)


@pytest.fixture
def root(make_publication: MakePublication, pages: Pages) -> Path:
    entry = f"<item><title>Harbour barrier gate opens</title><link>{pages.gate}?utm_source=rss</link></item>"
    pages.put("/feed", WIRE.format(entries=entry), "application/rss+xml")
    feeds = (Feed("quay", "Quay Wire", url=pages.server.url("/feed")),)
    story = builders.dossier(story=Story("The harbour barrier", queries=("harbour barrier",)))
    other = builders.dossier(slug="quay-walls", versions=(), items=(), story=Story("The quay walls"))
    return make_publication(story, other, config=builders.config(feeds=feeds, limits=Limits(allow_private=("127.0.0.1",))))


def put_in(root: Path, place: object, now: str = NOW, story: str = SLUG, **given: Any) -> ItemsAdded:
    return add(root, Addition(str(place), story, **given), now=now)


def lines(root: Path, slug: str = SLUG) -> list[dict[str, Any]]:
    ledger = root / f"stories/{slug}/items.jsonl"
    return [json.loads(line) for line in ledger.read_text().splitlines()]


def test_a_page_becomes_one_line_with_its_page_in_the_cache(root: Path, pages: Pages) -> None:
    """The ledger has the item as a feed would have brought it, and `check` has nothing against it."""
    (one,) = put_in(root, pages.gate).items

    line = lines(root)[-1]
    assert (one.was_known, one.is_written, one.standing.state) == (False, True, "waiting")
    assert (line["key"], line["url"], line["evidence"]) == (one.standing.item.key, pages.gate, "full-text")
    assert END in Cache(root).get("page", line["page"])
    assert END not in line["text"]
    assert [one for one in check(root).findings if one.level == "error"] == []


def test_a_known_item_is_recognised(root: Path, pages: Pages) -> None:
    """ItemsAdded again, by another form of its address or brought by its feed, it stays one line."""
    put_in(root, pages.gate)
    before = lines(root)

    (again,) = put_in(root, f"{pages.gate}?utm_source=x", LATER).items
    collect_only(CollectRun(root, LATER))

    assert (again.was_known, again.is_written) == (True, False)
    assert lines(root) == before


def test_a_headline_of_a_feed_is_completed(root: Path, pages: Pages, tmp_path: Path) -> None:
    """If a feed's item could not be read, the saved page adds a further line with its words under the same key, once."""
    page, mark = PAGE.format(title="The gate opens", words=REST), f'<link rel="canonical" href="{pages.gate}">'
    pages.put("/gate", "", "text/html")
    collect_only(CollectRun(root, NOW))
    saved = tmp_path / "gate.html"
    saved.write_text(page.replace("</title>", f"</title>{mark}"))

    (one,) = put_in(root, saved, LATER).items
    put_in(root, saved, LATER)

    headline, full = lines(root)[1:]
    assert (one.was_known, one.is_written, one.standing.state) == (True, True, "waiting")
    assert (headline["key"], headline["evidence"]) == (full["key"], "headline")
    assert (full["evidence"], full["title"]) == ("full-text", "The gate opens")


def test_what_reads_more_of_the_same_words_adds_no_second_line(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line with the same words from the same place would be counted twice, even if the extra is installed later."""
    (tmp_path / "gate.html").write_text(PAGE.format(title="The gate opens", words=REST))
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "protego", None)
        (first,) = put_in(root, tmp_path / "gate.html").items

    (again,) = put_in(root, tmp_path / "gate.html", LATER).items

    assert (first.standing.item.evidence, again.is_written) == ("excerpt", False)


def test_what_is_left_out_of_a_text_is_left_out_of_its_hash(root: Path, tmp_path: Path) -> None:
    """A page with calls to subscribe is added, known again, and completed, and each line has the hash of its words."""
    page = PAGE.format(title="The gate opens", words=f"{REST[:300]}</p><p>Subscribe to our newsletter.")
    for name, text in (("a", page), ("b", page), ("c", page.replace("page 1 ", "sheet 1 "))):
        (tmp_path / f"{name}.html").write_text(text)
        put_in(root, tmp_path / f"{name}.html")

    first, changed = lines(root)[1:]
    assert "Subscribe" not in first["text"]
    assert first["key"] == changed["key"]
    assert [one for one in check(root).findings if one.rule in ("item-hash", "duplicate-item")] == []


def test_a_page_that_changed_gets_a_further_line(root: Path, pages: Pages) -> None:
    """Its own words changed, as a feed's may."""
    (first,) = put_in(root, pages.gate).items
    pages.put("/gate", PAGE.format(title="The gate opens", words=f"No, it does not. {REST}"))
    Cache(root).folder.joinpath("answers.db").unlink(missing_ok=True)

    (again,) = put_in(root, pages.gate, LATER).items

    assert (again.was_known, again.is_written) == (True, True)
    assert [line["key"] for line in lines(root)[1:]] == [first.standing.item.key] * 2


def test_an_item_of_another_story_keeps_its_key(root: Path, pages: Pages) -> None:
    """One page has one key in the whole publication, whatever title its feed gave it."""
    collect_only(CollectRun(root, NOW))

    (one,) = put_in(root, pages.gate, story="quay-walls").items

    assert one.standing.item.title == "The gate opens"
    assert one.standing.item.key == lines(root)[-1]["key"]


def test_a_copy_is_linked(root: Path, tmp_path: Path) -> None:
    """A page that repeats an item's words is marked as its copy."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.html").write_text(
            PAGE.format(title="The gate opens in May", words=REST).replace(
                "<h1>", f'<link rel="canonical" href="https://{name}.example/gate"><h1>'
            )
        )
        put_in(root, tmp_path / f"{name}.html")

    one, two = lines(root)[1:]
    assert two["copy_of"] == one["key"]


def test_quotes_are_kept_with_the_words_around_them(root: Path, pages: Pages) -> None:
    """Words that the item's own text lacks get a passage, once; and `check` finds the quote."""
    (one,) = put_in(root, pages.gate, quotes=("the gate opens in May", "The gate opens", "gate opens in May")).items

    (passage,) = [line for line in lines(root) if line.get("event") == "quoted"]
    assert (passage["key"], passage["page"]) == (one.standing.item.key, lines(root)[1]["page"])
    assert one.quotes == (passage["text"], passage["text"], passage["text"])
    assert END in passage["text"]

    (known,) = put_in(root, pages.gate, LATER, quotes=("On page 3 the", "On page 40 the")).items
    assert known.quotes[0] == "On page 3 the"
    assert "On page 40" in known.quotes[1]
    assert len(lines(root)) == 4


@pytest.mark.parametrize("quote", ["the gate opens in June", " ", REST])
def test_a_quote_that_the_page_lacks_stops_everything(root: Path, pages: Pages, quote: str) -> None:
    """Nothing is written, not even the item."""
    before = lines(root)

    with pytest.raises(UsageError, match=r"does not contain|longer than 400"):
        put_in(root, pages.gate, quotes=(END, quote))

    assert lines(root) == before


def test_the_cached_page_proves_later_quotes(root: Path, tmp_path: Path) -> None:
    """A page that only the editor could save can be quoted later: the words are looked up in what she saved."""
    (tmp_path / "gate.html").write_text(PAGE.format(title="The gate opens", words=f"{REST} {END}"))
    (one,) = put_in(root, tmp_path / "gate.html").items

    passage = take_quote(root, one.standing.item.key, "the gate opens in May", now=LATER)

    assert END in passage
    assert lines(root)[-1]["page"] == one.standing.item.page
    with pytest.raises(UsageError, match="has no address"):
        take_quote(root, one.standing.item.key, "not on the page", now=LATER)


def test_what_differs_from_the_page_is_a_correction(root: Path, pages: Pages, tmp_path: Path) -> None:
    """The line has what the page says, and an event what the editor says; what the page lacks is the item's own."""
    (one,) = put_in(root, pages.gate, title="The gate opens late", date="2026-05").items

    *_, line, event = lines(root)
    assert (line["title"], line["published"]) == ("The gate opens", "2026-05")
    assert (event["event"], event["title"], event["why"], "date" in event) == ("amended", "The gate opens late", WHY, False)
    assert one.standing.item.title == "The gate opens late"

    (tmp_path / "b.html").write_text(
        PAGE.format(title="Other news", words=REST[:900]).replace("<h1>", '<time datetime="2026-05-02T10:00:00Z"></time><h1>')
    )
    put_in(root, tmp_path / "b.html", title="Other news", date="2026-05")
    assert lines(root)[-1]["published"] == "2026-05-02T10:00:00Z"
    known = put_in(root, tmp_path / "b.html", LATER, date="2026-05-03")
    assert lines(root)[-1]["published"] == "2026-05-02T10:00:00Z"
    assert known.notes == ("--title and --date are for new items; to correct a known one, use `dateline amend`",)
    (tmp_path / "c.html").write_text(
        (tmp_path / "b.html").read_text().replace("Other news", "More news").replace("page", "sheet")
    )
    put_in(root, tmp_path / "c.html", date="2026-05-03")
    assert lines(root)[-1] == {"key": lines(root)[-2]["key"], "event": "amended", "at": NOW, "why": WHY, "date": "2026-05-03"}


def test_an_outlet_can_be_named_later(root: Path, tmp_path: Path) -> None:
    """Added again with the outlet, a known item gets one further line, which has it; then, or without one, nothing is written."""
    (tmp_path / "gate.html").write_text(PAGE.format(title="The gate opens", words=REST))
    (first,) = put_in(root, tmp_path / "gate.html").items

    (named,) = put_in(root, tmp_path / "gate.html", LATER, outlet="Le Courrier").items
    again = [put_in(root, tmp_path / "gate.html", LATER, outlet=given).items[0] for given in ("Le Courrier", None)]

    assert (first.standing.item.feed, outlet(first.standing.item)) == ("the desk", "A saved page")
    assert (named.was_known, named.is_written, named.standing.item.key) == (True, True, first.standing.item.key)
    assert outlet(named.standing.item) == "Le Courrier"
    assert [one.is_written for one in again] == [False, False]
    assert [one for one in check(root).findings if one.level == "error"] == []


def test_an_item_that_was_set_aside_stays_aside(root: Path, pages: Pages) -> None:
    """Adding it again writes nothing: it is for the editor to restore."""
    (one,) = put_in(root, pages.gate).items
    spike(root, one.standing.item.key, "satire", story=None, now=NOW)
    before = lines(root)

    (again,) = put_in(root, pages.gate, LATER, quotes=(END,)).items

    assert (again.standing.state, again.is_written, again.quotes) == ("aside", False, ())
    assert lines(root) == before


def test_a_withdrawn_item_never_comes_back(root: Path, pages: Pages) -> None:
    """What was taken down is known by its address."""
    gone = builders.item("gone", title="", text="", url=pages.gate, withdrawn=Withdrawn("2026-05-24", "x", f"sha256:{0:064}"))
    from dateline.core import codec

    with (root / f"stories/{SLUG}/items.jsonl").open("a") as ledger:
        ledger.write(codec.dump_line(replace(gone, hash=f"sha256:{0:016}")))
    before = lines(root)

    (one,) = put_in(root, pages.gate).items

    assert (one.standing.state, lines(root)) == ("withdrawn", before)
    assert not list((Cache(root).folder / "page").glob("*/*"))


def test_a_feed_file_is_added_entry_by_entry(root: Path, tmp_path: Path) -> None:
    """Each entry is an item; a quote would be of one of them, so it is refused."""
    (tmp_path / "two.xml").write_text(TWO)

    with pytest.raises(UsageError, match="has 2 entries"):
        put_in(root, tmp_path / "two.xml", quotes=("One gate",))
    added = put_in(root, tmp_path / "two.xml")

    assert [one.standing.item.title for one in added.items] == ["One gate", "Two gates"]
    assert [one.is_written for one in put_in(root, tmp_path / "two.xml", LATER).items] == [False, False]
    assert len(lines(root)) == 3


def test_what_cannot_be_added_is_refused_before_anything_is_written(root: Path, pages: Pages) -> None:
    """Each refusal says what to do; the ledger stays as it was."""
    before = lines(root)
    refused: tuple[tuple[dict[str, Any], str], ...] = (
        ({"place": "no-such.html"}, "there is no such file"),
        ({"place": "http://a:b@quay.example/"}, "not a plain web address"),
        ({"place": pages.gate, "story": "nowhere"}, 'there is no story "nowhere"'),
        ({"place": pages.gate, "date": "soon"}, "should be a date"),
        ({"place": pages.gate, "title": " "}, "the title is empty"),
        ({"place": pages.gate, "outlet": " "}, "the outlet is empty"),
        ({"place": pages.gate, "outlet": "reactive: x"}, "neither a colon nor"),
        ({"place": pages.gate, "outlet": "Quay via Wire"}, "neither a colon nor"),
        ({"place": pages.gate, "outlet": "x" * 61}, "may have 60"),
    )
    for given, said in refused:
        with pytest.raises(UsageError, match=said) as error:
            put_in(root, **given)
        assert error.value.hint
    pages.server.routes = {}
    with pytest.raises(FeedError, match="404"):
        put_in(root, pages.gate)

    assert lines(root) == before


def test_a_ledger_that_cannot_be_read_is_mended_first(root: Path, pages: Pages) -> None:
    """An unreadable line may be the very item, so nothing is added."""
    with (root / f"stories/{SLUG}/items.jsonl").open("a") as ledger:
        ledger.write("{}\n")

    with pytest.raises(UsageError, match="key") as refused:
        put_in(root, pages.gate)

    assert refused.value.where == f"stories/{SLUG}/items.jsonl:2"
    assert f"dateline check {SLUG}" in refused.value.hint


def test_two_at_once_do_not_mix(root: Path, pages: Pages) -> None:
    """While one run holds the lock, another is told so."""
    from subprocess import PIPE, Popen

    with Popen([sys.executable, "-c", HOLD, root], stdin=PIPE, stdout=PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(StoreError, match="another run is in progress here"):
            put_in(root, pages.gate)
        holder.kill()
    put_in(root, pages.gate)
