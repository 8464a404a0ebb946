"""What a run collects, and where it goes."""

import json
from dataclasses import replace

import builders
import pytest

from dateline import codec
from dateline.config import Config, Feed, Search
from dateline.desk import Routing
from dateline.desk.proposals import Proposal
from dateline.errors import FeedError, StoreError, UsageError
from dateline.follow import follow
from dateline.gather import Arrival, Gathered, Gathering, collect_only, feed_health, gather, network, record_proposal, with_pages
from dateline.model import Story
from dateline.report import intake
from dateline.start import start
from dateline.store import Cache, read_config, read_publication
from dateline.wire.collect import Collection, Fetched

NOW = "2026-04-01T06:00:00Z"
OPML = """<opml version="2.0"><body><outline text="Harbour"><outline text="Quay Wire" xmlUrl="https://quay.example/feed"/>
<outline text="Old" xmlUrl="https://old.example/feed"/><outline text="No address"/></outline></body></opml>"""


@pytest.fixture
def example(tmp_path):
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


def test_collecting_fills_the_ledger_and_drafts_nothing(example):
    """What came in is in the ledger, no version is written, and a second run adds no line."""
    first = collect_only(Gathering(example, NOW))
    second = collect_only(Gathering(example, NOW))

    assert [len(one.new) for one in first.arrivals] == [17]
    assert [len(one.new) for one in second.arrivals] == [0]
    assert len((example / "stories/tidal-barrier/items.jsonl").read_text().splitlines()) == 27
    assert not (example / "stories/tidal-barrier/v002.yaml").exists()


def test_every_item_is_accounted_for(example):
    """Each item that came in went to a story or was set aside with a reason."""
    gathered = collect_only(Gathering(example, NOW))

    placed = {item.key for _, items in gathered.routing.routed for item in items} | {
        one.item.key for one in gathered.routing.spiked
    }
    assert placed == {item.key for item in gathered.collection.items}
    assert all(one.reason for one in gathered.routing.spiked)


def test_health_is_kept(example):
    """After a run each feed's last success stands in the cache; without the cache nothing is known, and nothing breaks."""
    collect_only(Gathering(example, NOW))

    known = feed_health(Cache(example))

    assert {one.last_success for one in known.values()} == {NOW}
    assert feed_health(Cache(example / "elsewhere")) == {}


def test_a_feed_that_cannot_be_reached_is_an_error_of_its_own(make_publication):
    """A feed on a private address is refused, named with a hint, and the exit code is 3."""
    feeds = (Feed("private", "Private Wire", url="http://127.0.0.1:1/feed.xml"),)
    root = make_publication(builders.dossier(), config=builders.config(feeds=feeds))

    gathered = collect_only(Gathering(root, NOW))

    assert gathered.exit_code == 3
    (line,) = [line for line in intake.lines(gathered) if "failed" in line]
    assert "Private Wire" in line


def test_searches_are_asked_for_each_query(make_publication):
    """Each query of each active story is put to each search; what fails is named by its story."""
    story = builders.dossier(story=Story("The harbour barrier", queries=("barrier", "quay flood")))
    searches = (Search("news", url="http://127.0.0.1:1/rss?q={query}"),)
    root = make_publication(story, config=Config("R", "https://example.org/", searches=searches))

    gathered = collect_only(Gathering(root, NOW))

    assert [(one.id, one.label) for one in gathered.collection.reports] == [("news", "reactive:harbour-barrier")] * 2
    assert gathered.exit_code == 3


def test_a_broken_story_gets_nothing(example):
    """A story that cannot be read whole is left alone, and the lines say so."""
    (example / "stories/tidal-barrier/stray.txt").write_text("?")

    told = list(intake.story_lines(collect_only(Gathering(example, NOW))))

    assert told[1].startswith("  left alone")


def test_the_document_counts_what_arrived(example):
    """As JSON: what came in, each feed, what was set aside, and the new lines of each story."""
    document = intake.document(collect_only(Gathering(example, NOW)))

    assert json.loads(json.dumps(document))["arrived"] == {"tidal-barrier": 17}


def test_opml_becomes_settings(make_publication, tmp_path):
    """New feeds are added to site.yaml, known ones left; what names no address is a note."""
    (tmp_path / "list.opml").write_text(OPML)
    root = make_publication(config=builders.config(feeds=(Feed("old", url="https://old.example/feed"),)))

    followed = follow(root, tmp_path / "list.opml")

    assert ([feed.id for feed in followed.added], followed.known, len(followed.notes)) == (["quay-wire"], 1, 1)
    assert [feed.id for feed in read_config(root).feeds] == ["old", "quay-wire"]
    assert follow(root, tmp_path / "list.opml").added == ()


def test_opml_loses_no_comment(make_publication, tmp_path):
    """Settings with comments are left as they are, with the line of the first one."""
    (tmp_path / "list.opml").write_text(OPML)
    text = codec.dump(builders.config()) + "# ask the council for its feed\n"
    root = make_publication(files={"content/site.yaml": text})

    with pytest.raises(UsageError, match="comment") as caught:
        follow(root, tmp_path / "list.opml")

    assert caught.value.where == f"content/site.yaml:{text.count(chr(10))}"
    assert (root / "content/site.yaml").read_text() == text


def letter(number, outlet):
    return (
        f"From: {outlet} <desk@{outlet.lower()}.example>\nSubject: Night ferry to Ostermoor starts again\n"
        f"Message-ID: <{number}@x.example>\nDate: Mon, 2 Mar 2026 0{number}:00:00 +0000\n\n"
        f"The night ferry to Ostermoor starts again, says {outlet} in edition {number}{number}.\n"
    )


def test_what_fits_no_story_is_proposed_as_one(make_publication):
    """When several feeds tell of one thing that no story wants, the lines hold a ready command, whatever the title holds."""
    outlets = ("Courier", "Tideline", "Wire")
    files = {f"content/{name}/{number}.eml": letter(number, name) for number, name in enumerate(outlets, 1)}
    config = builders.config(feeds=tuple(Feed(name.lower(), path=f"content/{name}") for name in outlets))
    root = make_publication(builders.dossier(), config=config, files=files)

    gathered = collect_only(Gathering(root, NOW))

    (command,) = [line.strip() for line in intake.lines(gathered) if "dateline new" in line]
    assert command.startswith(
        "dateline new night-ferry-to-ostermoor-starts-again --title 'Night ferry to Ostermoor starts again' --query "
    )
    assert intake.document(gathered)["proposed"][0]["command"] == command


def test_an_opml_file_that_is_not_there_is_named(make_publication, tmp_path):
    """A list that cannot be read is an error with its name."""
    with pytest.raises(StoreError, match="cannot be read"):
        follow(make_publication(), tmp_path / "lost.opml")


def test_nothing_is_called_where_no_address_is_named(make_publication):
    """Without a feed or search of the network, what calls addresses refuses each."""
    root = make_publication()

    with network(root, read_config(root)) as fetch, pytest.raises(FeedError, match="nothing is called"):
        fetch("https://quay.example/feed")


def test_a_ledger_that_cannot_be_written_stops_no_other(example):
    """A story whose ledger cannot be written fails alone, and its line says why."""
    ledger = example / "stories/tidal-barrier/items.jsonl"
    ledger.unlink()
    ledger.mkdir()
    publication = replace(read_publication(example), stories=(replace(builders.dossier(), slug="tidal-barrier"),))

    gathered = gather(Gathering(example, NOW), publication, publication.stories)

    assert gathered.exit_code == 3
    assert any(line.startswith("  failed: ") for line in intake.story_lines(gathered))


def test_a_proposal_that_is_taken_fails_alone(example):
    """A proposed story whose folder is there already is not made again, and the error travels with it."""
    proposal = Proposal("tidal-barrier", Story("Again"), (builders.item(),))

    arrival = record_proposal(Gathering(example, NOW), proposal)

    assert arrival.error
    assert "already" in str(arrival.error)


def test_full_pages_are_kept_in_the_cache(make_publication):
    """The text of a page is kept under the item's hash; the item says that it was read whole."""
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
    assert "across the harbour mouth" in cache.get("page", whole.hash)


def test_nothing_was_collected(example):
    """Without collecting there is no line on feeds."""
    publication = read_publication(example)

    gathered = gather(Gathering(example, NOW, collecting=False), publication, publication.stories)

    assert list(intake.lines(gathered)) == []


def test_a_feed_that_is_silent_for_days_is_named(make_publication):
    """A feed that failed on run after run is told of with the days since it last answered."""
    root = make_publication(config=builders.config(feeds=(Feed("lost", path="content/lost.xml"),)))
    collect_only(Gathering(root, "2026-03-01T06:00:00Z"))

    gathered = collect_only(Gathering(root, NOW))

    (line,) = [line for line in intake.lines(gathered) if line.startswith("  silent ")]
    assert "lost: 31 days without success" in line


def test_better_queries_are_proposed(make_publication):
    """A name that several new items share and no query holds is proposed in the lines, and the story's file stays as it is."""
    story = builders.dossier(story=Story("The harbour barrier", queries=("harbour barrier",)))
    letters = {
        f"content/inbox/{n}.eml": f"From: Quay {n} <q@quay{n}.example>\nSubject: Harbour barrier waits for {who}\n"
        f"Message-ID: <{n}@quay.example>\nDate: Mon, {n} Mar 2026 08:00:00 +0000\n\n"
        f"The harbour barrier waits, in letter {n}{n}{n}.\n"
        for n, who in ((2, "Ostermoor Dredging"), (3, "Ostermoor Dredging again"), (4, "a word from Ostermoor Dredging"))
    }
    root = make_publication(story, config=builders.config(feeds=(Feed("inbox", path="content/inbox"),)), files=letters)
    before = (root / "stories/harbour-barrier/story.yaml").read_bytes()

    told = list(intake.lines(collect_only(Gathering(root, NOW))))

    assert [line for line in told if line.startswith("a new query?  harbour-barrier") and "Ostermoor Dredging" in line]
    assert (root / "stories/harbour-barrier/story.yaml").read_bytes() == before


def test_a_page_that_is_not_read_has_its_reason(make_publication):
    """An item whose page its host keeps from programs stays as the feed gave it, and the lines count the reason."""
    root = make_publication()
    item = builders.item(url="https://quay.example/plan")

    def fetch(address):
        return Fetched(address, b"User-agent: *\nDisallow: /\n", "text/plain")

    items, unread = with_pages(Cache(root), read_config(root), [item], fetch=fetch)

    assert items == (item,)
    assert unread == ("the host's robots.txt forbids it",)
    gathered = Gathered(Collection((), ()), Routing(), (Arrival(builders.dossier(), unread=unread * 2),))
    assert list(intake.lines(gathered)) == ["not read   2 pages: the host's robots.txt forbids it"]
