"""What a run collects, and where it goes."""

import json
import shutil
import sys
from dataclasses import replace

import builders
import pytest
from wire.server import busy, serving

from dateline.core.config import Config, Feed, Limits, Search
from dateline.core.errors import FeedError
from dateline.core.model import Question, Story
from dateline.desk import Routing
from dateline.desk.proposals import Proposal
from dateline.flows.add import Addition, add
from dateline.flows.collect import (
    Arrival,
    Collected,
    CollectRun,
    collect_items,
    collect_only,
    record_proposal,
    with_pages,
)
from dateline.flows.start import start
from dateline.report import intake
from dateline.store.append import new_story
from dateline.store.cache import Cache
from dateline.store.new_items import new_items
from dateline.store.reading import read_config, read_publication
from dateline.wire import health
from dateline.wire.collect import Collection, Fetched
from dateline.wire.connect import network
from dateline.wire.fulltext import FullText

NOW = "2026-04-01T06:00:00Z"


@pytest.fixture
def example(tmp_path):
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


def test_collecting_fills_the_ledger_and_drafts_nothing(example):
    """Collected items are in the ledger, no version is written, and a second run adds no line."""
    first = collect_only(CollectRun(example, NOW))
    second = collect_only(CollectRun(example, NOW))

    assert [len(one.new) for one in first.arrivals] == [17]
    assert [len(one.new) for one in second.arrivals] == [0]
    assert len((example / "stories/tidal-barrier/items.jsonl").read_text().splitlines()) == 27
    assert not (example / "stories/tidal-barrier/v002.yaml").exists()


def test_every_item_is_accounted_for(example):
    """Each collected item went to a story or was set aside with a reason."""
    collected = collect_only(CollectRun(example, NOW))

    placed = {item.key for _, items in collected.routing.routed for item in items} | {
        one.item.key for one in collected.routing.spiked
    }
    assert placed == {item.key for item in collected.collection.items}
    assert all(one.reason for one in collected.routing.spiked)


MAIL = (
    "From: {who} <notes@quay.example>\nSubject: {subject}\nDate: Mon, 2 Mar 2026 08:00:00 +0000\n"
    "Message-ID: <{who}@quay.example>\n\n{text}\n"
)
NEAR = {"who": "Near", "subject": "Dredging near the harbour mouth", "text": "Dredgers arrive on Friday."}
FAR = {"who": "Far", "subject": "Cake recipes of the week", "text": "Butter, sugar and flour."}
FITS = {"who": "Fits", "subject": "The harbour barrier is opened", "text": "The barrier in the harbour is open."}


@pytest.fixture
def inbox(make_publication):
    """A story, and three mails: one that fits it, one that nearly matches it, and one that does not."""
    story = builders.dossier(story=Story("The harbour barrier", tags=("harbour",), queries=("harbour barrier",)))
    files = {f"content/inbox/{one['who']}.eml": MAIL.format(**one) for one in (NEAR, FAR, FITS)}
    return make_publication(story, config=builders.config(feeds=(Feed("saved", path="content/inbox"),)), files=files)


def test_what_comes_near_a_story_is_recorded_there(inbox):
    """An item that nearly matched a story is in that story's ledger as set aside, with the reason; one that fits none is not."""
    collected = collect_only(CollectRun(inbox, NOW))

    (arrival,) = collected.arrivals
    assert [item.title for item in arrival.new] == [FITS["subject"]]
    assert [(item.title, item.spiked) for item in arrival.aside] == [
        (NEAR["subject"], "too weak: harbour (1 word) with harbour-barrier")
    ]
    assert read_publication(inbox).stories[0].items[1:] == (*arrival.new, *arrival.aside)


def test_a_time_without_a_zone_is_one_of_the_publications(make_publication):
    """A mail, a feed and a search that give no zone are read in that of the settings, also if an editor adds the file."""
    entry = "<item><title>The harbour barrier {}</title><pubDate>2 Mar 2026 00:30:00</pubDate></item>"
    feed = "<rss version='2.0'><channel><title>Wire</title>" + entry + "</channel></rss>"
    mail = MAIL.format(**FITS).replace(" +0000", "")
    story = builders.dossier(story=Story("The harbour barrier", tags=("harbour",), queries=("harbour barrier",)), items=())
    files = {"content/inbox/a.eml": mail, "content/inbox/b.xml": feed.format("opens"), "elsewhere.xml": feed.format("shuts")}
    with serving({"/harbour%20barrier": lambda call: call.say(200, feed.format("moves").encode())}) as server:
        config = builders.config(
            timezone="Europe/Berlin",
            feeds=(Feed("saved", path="content/inbox"),),
            searches=(Search("news", server.url("/{query}")),),
            limits=Limits(allow_private=("127.0.0.1",)),
        )
        root = make_publication(replace(story, versions=()), config=config, files=files)
        collect_only(CollectRun(root, NOW))
    add(root, Addition(str(root / "elsewhere.xml"), story.slug), now=NOW)

    found = {item.title: (item.published, item.offset) for item in read_publication(root).stories[0].items}
    assert found == {
        FITS["subject"]: ("2026-03-02T07:00:00Z", "+01:00"),
        **{f"The harbour barrier {one}": ("2026-03-01T23:30:00Z", "+01:00") for one in ("opens", "moves", "shuts")},
    }


def test_what_was_set_aside_is_listed_with_its_title(inbox):
    """A person sees what was set aside and why: the commonest reason first, and the number of the rest."""
    for number in range(10):
        far = {**FAR, "who": f"Far{number}", "subject": f"Cake recipes of week {number}"}
        (inbox / f"content/inbox/far-{number}.eml").write_text(MAIL.format(**far))

    told = list(intake.lines(collect_only(CollectRun(inbox, NOW))))

    at = told.index("set aside  12 items that fit no story")
    assert told[at + 1] == "    11     shares no significant word with any story"
    assert told[at + 2].startswith("           – Cake recipes of")
    assert told[at + 10] == "             and 3 more"
    assert told[at + 11 : at + 13] == [
        "     1     too weak: harbour (1 word) with harbour-barrier",
        f"           – {NEAR['subject']}",
    ]


def test_nothing_is_decided_twice(inbox):
    """A later run does not route the same items again; without the cache, it still adds no line to a ledger."""
    collect_only(CollectRun(inbox, NOW))
    ledger = (inbox / "stories/harbour-barrier/items.jsonl").read_bytes()
    again = collect_only(CollectRun(inbox, NOW))
    shutil.rmtree(inbox / ".dateline")
    without_cache = collect_only(CollectRun(inbox, NOW))

    assert (again.routing, len(again.collection.items)) == (Routing(), 3)
    assert [one.item.title for one in without_cache.routing.spiked] == [FAR["subject"]]
    assert ledger == (inbox / "stories/harbour-barrier/items.jsonl").read_bytes()


def test_a_new_story_sees_every_item_again(inbox):
    """An item that was set aside before the editors asked for it is not lost."""
    collect_only(CollectRun(inbox, NOW))
    new_story(inbox, "cakes", Story("Cakes", queries=("cake recipes",)))

    collected = collect_only(CollectRun(inbox, NOW))

    assert [[item.title for item in one.new] for one in collected.arrivals] == [[FAR["subject"]], []]


def test_what_could_not_be_recorded_is_decided_again(inbox):
    """An item of a story that was not updated goes to that story in a later run."""
    stray = inbox / "stories/harbour-barrier/stray.txt"
    stray.write_text("?")
    collect_only(CollectRun(inbox, NOW))
    stray.unlink()

    collected = collect_only(CollectRun(inbox, NOW))

    assert [item.title for item in collected.arrivals[0].new] == [FITS["subject"]]
    assert len(collected.arrivals[0].aside) == 1


def test_what_a_ledger_has_lost_is_collected_again(example):
    """An editor who leaves the branch on which items were collected, or undoes that, gets them again, and no other item."""
    ledger = example / "stories/tidal-barrier/items.jsonl"
    before = ledger.read_bytes()
    collect_only(CollectRun(example, NOW))
    after = ledger.read_bytes()
    ledger.write_bytes(before)

    again = collect_only(CollectRun(example, NOW))

    assert [len(one.new) for one in again.arrivals] == [17]
    assert ledger.read_bytes() == after
    assert [len(one.new) for one in collect_only(CollectRun(example, NOW)).arrivals] == [0]


def test_a_dry_run_remembers_nothing(inbox):
    """After a dry run, the next run decides."""
    collect_only(CollectRun(inbox, NOW, dry=True))

    assert len(collect_only(CollectRun(inbox, NOW)).routing.routed) == 1


def test_an_unchanged_feed_adds_nothing_whether_its_pages_are_read_or_not(inbox):
    """The feed's own words decide: whether a page was read before, or has changed since, adds no line."""
    publication = read_publication(inbox)
    (item,) = collect_only(CollectRun(inbox, NOW)).arrivals[0].new
    line = replace(item, key="old", hash="sha256:0123456789abcdef", evidence="full-text")
    known = (line, replace(item, key="new", url="https://quay.example/new", page="sha256:0123456789abcdef", evidence="full-text"))

    assert publication.stories
    assert new_items(known, [item, replace(item, url="https://quay.example/new")]) == ()


def test_health_is_kept(example):
    """After a run, the cache has each feed's last success; without the cache nothing is known, and nothing breaks."""
    collect_only(CollectRun(example, NOW))

    known = health.of(Cache(example).get(*health.PLACE))

    assert {one.last_success for one in known.values()} == {NOW}
    assert health.of(Cache(example / "elsewhere").get(*health.PLACE)) == {}


def test_a_feed_that_cannot_be_reached_is_an_error_of_its_own(make_publication):
    """A feed on a private address is refused and named with a hint, and the exit code is 3."""
    feeds = (Feed("private", "Private Wire", url="http://127.0.0.1:1/feed.xml"),)
    root = make_publication(builders.dossier(), config=builders.config(feeds=feeds))

    collected = collect_only(CollectRun(root, NOW))

    assert collected.exit_code == 3
    (line,) = [line for line in intake.lines(collected) if "failed" in line]
    assert "Private Wire" in line


def test_searches_are_asked_for_each_query(make_publication):
    """Each query of each active story is sent to each search; a failure names its story."""
    story = builders.dossier(story=Story("The harbour barrier", queries=("barrier", "quay flood")))
    searches = (Search("news", url="http://127.0.0.1:1/rss?q={query}"),)
    root = make_publication(story, config=Config("R", "https://example.org/", searches=searches))

    collected = collect_only(CollectRun(root, NOW))

    assert [(one.id, one.label) for one in collected.collection.reports] == [("news", "reactive:harbour-barrier")] * 2
    assert collected.exit_code == 3


def test_a_broken_story_gets_nothing(example):
    """A story that cannot be read completely is left alone, and the lines say so."""
    (example / "stories/tidal-barrier/stray.txt").write_text("?")

    told = list(intake.story_lines(collect_only(CollectRun(example, NOW))))

    assert told[1].startswith("  skipped")


def test_the_document_counts_what_arrived(example):
    """As JSON: the items, each feed, what was set aside, and the new lines of each story."""
    document = intake.document(collect_only(CollectRun(example, NOW)))

    assert json.loads(json.dumps(document))["arrived"] == {"tidal-barrier": 17}


def letter(number, outlet):
    return (
        f"From: {outlet} <desk@{outlet.lower()}.example>\nSubject: Night ferry to Ostermoor starts again\n"
        f"Message-ID: <{number}@x.example>\nDate: Mon, 2 Mar 2026 0{number}:00:00 +0000\n\n"
        f"The night ferry to Ostermoor starts again, says {outlet} in edition {number}{number}.\n"
    )


def test_what_fits_no_story_is_proposed_as_one(make_publication):
    """If several feeds report something that fits no story, the lines have a ready command, whatever the title contains."""
    outlets = ("Courier", "Tideline", "Wire")
    files = {f"content/{name}/{number}.eml": letter(number, name) for number, name in enumerate(outlets, 1)}
    config = builders.config(feeds=tuple(Feed(name.lower(), path=f"content/{name}") for name in outlets))
    root = make_publication(builders.dossier(), config=config, files=files)

    collected = collect_only(CollectRun(root, NOW))

    (command,) = [line.strip() for line in intake.lines(collected) if "dateline new" in line]
    assert command.startswith(
        "dateline new night-ferry-to-ostermoor-starts-again --title 'Night ferry to Ostermoor starts again' --query "
    )
    assert intake.document(collected)["proposed"][0]["command"] == command


def test_a_pause_that_a_host_asks_for_outlasts_the_run(make_publication):
    """The first run reports the failure; until the pause is over, later runs do not call the host, and fail no more."""
    with serving({"/feed": busy("3600")}) as server:
        config = builders.config(
            feeds=(Feed("news", url=server.url("/feed")),),
            searches=(Search("finder", url=server.url("/find?q={query}")),),
            limits=Limits(allow_private=("127.0.0.1",)),
        )
        root = make_publication(builders.dossier(story=Story("The barrier", queries=("barrier",))), config=config)
        first, second = (collect_only(CollectRun(root, NOW)) for _ in range(2))
        assert server.hits == ["127.0.0.1/feed"]

    assert (first.exit_code, second.exit_code) == (3, 0)
    assert [report.is_paused for report in (*first.collection.reports, *second.collection.reports)] == [False, True, True, True]
    assert health.of(Cache(root).get(*health.PLACE))["news"].failures == 1
    said = "\n".join(intake.lines(second))
    assert "note     news: feed news: 127.0.0.1" in said
    assert "asked for a pause: not called before" in said


def test_nothing_is_called_where_no_address_is_named(make_publication):
    """Without a feed or a search on the network, every call is refused."""
    root = make_publication()

    with network(root, read_config(root)) as fetch, pytest.raises(FeedError, match="is not called"):
        fetch("https://quay.example/feed")


def test_a_ledger_that_cannot_be_written_stops_no_other(example):
    """A story whose ledger cannot be written fails alone, and its line gives the reason."""
    ledger = example / "stories/tidal-barrier/items.jsonl"
    ledger.unlink()
    ledger.mkdir()
    publication = replace(read_publication(example), stories=(replace(builders.dossier(), slug="tidal-barrier"),))

    collected = collect_items(CollectRun(example, NOW), publication, publication.stories)

    assert collected.exit_code == 3
    assert any(line.startswith("  failed: ") for line in intake.story_lines(collected))


def test_a_proposal_that_is_taken_fails_alone(example):
    """A proposed story whose folder already exists is not made again, and the error is passed on."""
    proposal = Proposal("tidal-barrier", Story("Again"), (builders.item(),))

    arrival = record_proposal(CollectRun(example, NOW), proposal)

    assert arrival.error
    assert "already" in str(arrival.error)


def test_full_pages_are_kept_in_the_cache(make_publication):
    """The text of a page is kept under the hash of the page; the item says that it was read completely."""
    root = make_publication()
    article = "The council plans a barrier across the harbour mouth. " * 40
    page = f"<html><body><article><h1>Plan</h1><p>{article}</p></article></body></html>".encode()
    item = builders.item(url="https://quay.example/plan", evidence="excerpt")

    def fetch(address):
        robots = address.endswith("robots.txt")
        return Fetched(address, b"User-agent: *\nAllow: /\n" if robots else page, "text/plain" if robots else "text/html")

    cache = Cache(root)
    (whole,), unread = with_pages(cache, read_config(root), [item], fetch=fetch)

    assert unread == ()
    assert whole.evidence == "full-text"
    assert "across the harbour mouth" in cache.get("page", whole.page)


def test_nothing_was_collected(example):
    """Without collecting, there is no line about feeds."""
    publication = read_publication(example)

    collected = collect_items(CollectRun(example, NOW, collecting=False), publication, publication.stories)

    assert list(intake.lines(collected)) == []


def test_a_feed_that_is_silent_for_days_is_named(make_publication):
    """A feed that failed in several runs is reported with the days since it last answered."""
    root = make_publication(config=builders.config(feeds=(Feed("lost", path="content/lost.xml"),)))
    collect_only(CollectRun(root, "2026-03-01T06:00:00Z"))

    collected = collect_only(CollectRun(root, NOW))

    (line,) = [line for line in intake.lines(collected) if line.startswith("  silent ")]
    assert "lost: 31 days without success" in line


def test_better_queries_are_proposed(make_publication):
    """A name in several new items that is in no query is proposed in the lines, and the story's file is not changed."""
    story = builders.dossier(story=Story("The harbour barrier", queries=("harbour barrier",)))
    letters = {
        f"content/inbox/{n}.eml": f"From: Quay {n} <q@quay{n}.example>\nSubject: Harbour barrier waits for {who}\n"
        f"Message-ID: <{n}@quay.example>\nDate: Mon, {n} Mar 2026 08:00:00 +0000\n\n"
        f"The harbour barrier waits, in letter {n}{n}{n}.\n"
        for n, who in ((2, "Ostermoor Dredging"), (3, "Ostermoor Dredging again"), (4, "a word from Ostermoor Dredging"))
    }
    root = make_publication(story, config=builders.config(feeds=(Feed("inbox", path="content/inbox"),)), files=letters)
    before = (root / "stories/harbour-barrier/story.yaml").read_bytes()

    told = list(intake.lines(collect_only(CollectRun(root, NOW))))

    assert [line for line in told if line.startswith("a new query?  harbour-barrier") and "Ostermoor Dredging" in line]
    assert (root / "stories/harbour-barrier/story.yaml").read_bytes() == before


def test_a_page_that_breaks_its_reader_is_a_failure(make_publication):
    """The item is kept as the feed gave it, its page is reported with the reason, and the exit code is 3."""
    root = make_publication()
    item = builders.item(url="https://quay.example/plan")

    def fetch(address):
        return Fetched(address, b"" if address.endswith("robots.txt") else b"<p>Plan</p>", "text/html; charset=rot13")

    items, unread = with_pages(Cache(root), read_config(root), [item], fetch=fetch)
    collected = Collected(Collection((), ()), Routing(), (Arrival(builders.dossier(), unread=unread),))

    assert items == (item,)
    assert collected.exit_code == 3
    (line,) = intake.lines(collected)
    assert line.startswith("  failed   https://quay.example/plan: cannot be read: the page reader failed")
    assert intake.document(collected)["unread"] == [{"key": item.key, "reason": line.removeprefix(f"  failed   {item.url}: ")}]


def test_a_feed_that_was_read_in_part_counts_as_read(make_publication):
    """A folder with a good and a broken file is among the feeds that gave items, and is also reported as failed."""
    files = {"content/inbox/good.eml": letter(1, "Quay"), "content/inbox/bad.xml": "<rss></height>"}
    config = builders.config(feeds=(Feed("inbox", path="content/inbox"), Feed("lost", path="content/lost.xml")))

    collected = collect_only(CollectRun(make_publication(builders.dossier(), config=config, files=files), NOW))

    told = list(intake.lines(collected))
    assert told[0] == "collected  1 item from 1 of 2 feeds"
    assert [line.partition(":")[0] for line in told if line.startswith("  failed")] == ["  failed   inbox", "  failed   lost"]
    assert collected.exit_code == 3


def test_a_missing_extra_is_said_once(make_publication, tmp_path, monkeypatch):
    """Without the extra that reads pages, the items are kept, and a single line says what to install."""
    (tmp_path / "trafilatura.py").write_text("raise ImportError('no lxml_html_clean')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "trafilatura", raising=False)
    root = make_publication()
    items = tuple(builders.item(f"plan-{n}", url=f"https://quay.example/{n}") for n in range(3))

    kept, unread = with_pages(Cache(root), read_config(root), items, fetch=lambda _: pytest.fail("nothing is called"))
    collected = Collected(Collection((), ()), Routing(), (Arrival(builders.dossier(), unread=unread),))

    assert kept == items
    assert collected.exit_code == 0
    (line,) = intake.lines(collected)
    assert line.startswith("not read   3 pages: reading whole pages needs the extra `extract`: pip install")


def test_a_page_that_is_not_read_has_its_reason(make_publication):
    """An item whose host forbids programs to read its page stays as the feed gave it, and the lines count the reason."""
    root = make_publication()
    item = builders.item(url="https://quay.example/plan")

    def fetch(address):
        return Fetched(address, b"User-agent: *\nDisallow: /\n", "text/plain")

    items, unread = with_pages(Cache(root), read_config(root), [item], fetch=fetch)

    assert items == (item,)
    assert unread == (FullText(item, skipped="the host's robots.txt forbids it"),)
    collected = Collected(Collection((), ()), Routing(), (Arrival(builders.dossier(), unread=unread * 2),))
    assert collected.exit_code == 0
    assert list(intake.lines(collected)) == ["not read   2 pages: the host's robots.txt forbids it"]


@pytest.mark.parametrize("wanted", [False, True])
def test_open_questions_are_searched_for_if_the_settings_want_it(make_publication, wanted):
    """A question's words are a query of each search; the report says so, and its items are the story's reactive ones."""
    found = b'<rss version="2.0"><channel><item><title>Cost of the harbour barrier</title></item></channel></rss>'
    with serving({}) as server:
        find = Search("finder", url=server.url("/find?q={query}"))
        limits = Limits(allow_private=("127.0.0.1",))
        config = builders.config(searches=(find,), limits=limits, from_questions=wanted)
        question = Question("cost", "What will the repair cost [@courier-flood]?")
        dossier = builders.dossier(story=Story("The harbour barrier"))
        root = make_publication(replace(dossier, versions=(builders.version(open_questions=(question,)),)), config=config)
        server.routes = {"/find?q=harbour%20barrier%20repair%20cost": lambda call: call.say(200, found)}
        collected = collect_only(CollectRun(root, NOW))

    assert server.hits == (["127.0.0.1/find?q=harbour%20barrier%20repair%20cost"] if wanted else [])
    if wanted:
        (report,) = collected.collection.reports
        assert report.notes == (
            "searched finder for “harbour barrier repair cost”, for the open question “What will the repair cost?”",
        )
        assert f"  note     {report.label}: {report.notes[0]}" in intake.lines(collected)
        assert [item.feed for item in collected.collection.items] == ["reactive:harbour-barrier"]
