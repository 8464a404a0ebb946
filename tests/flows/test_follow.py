"""Feeds that are followed: those of another reader, those that have moved for good, and those that are gone."""

import json

import builders
import pytest
from wire.server import feed, redirect, serving

from dateline.cli import main
from dateline.core import codec
from dateline.core.config import Feed
from dateline.core.errors import FeedError, StoreError, UsageError
from dateline.flows.collect import CollectRun, collect_only
from dateline.flows.follow import follow, follow_moves
from dateline.report import intake
from dateline.store.cache import Cache
from dateline.store.reading import read_config
from dateline.wire import health
from dateline.wire.collect import FeedReport

SITE = """\
title: Quay
url: https://example.org/
feeds:
- {{id: quay, title: Quay Wire, url: "{quay}"}}   # moved before
- id: tide
  url: {tide}   # the tide tables
limits: {{allow_private: [127.0.0.1]}}
"""
OPML = """<opml version="2.0"><body><outline text="Harbour"><outline text="Quay Wire" xmlUrl="https://quay.example/feed"/>
<outline text="Old" xmlUrl="https://old.example/feed"/><outline text="No address"/></outline></body></opml>"""


@pytest.fixture
def site(make_publication):
    def write(**urls):
        files = {"content/site.yaml": SITE.format(**urls)}
        return make_publication(builders.dossier(), files=files)

    return write


@pytest.fixture
def dateline(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(one) for one in arguments])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


def test_a_feed_that_moved_for_good_is_reported_and_followed(site, dateline):
    """The new address replaces the old one, and nothing else changes; then there is nothing to report."""
    with serving(
        {"/a": redirect("/b", 301), "/b": redirect("/c", 308), "/c": feed, "/t": redirect("/c?tide", 302), "/c?tide": feed}
    ) as server:
        root = site(quay=server.url("/a"), tide=server.url("/t"))
        before = (root / "content/site.yaml").read_text()
        _, told, _ = dateline("-C", root, "collect")
        unchanged = (root / "content/site.yaml").read_text()
        _, document, _ = dateline("-C", root, "collect", "--follow-moves", "--format", "json")
        after = (root / "content/site.yaml").read_text()
        _, again, _ = dateline("-C", root, "collect", "--follow-moves")

    hint = "(to write this to content/site.yaml: dateline collect --follow-moves)"
    assert f"  moved    Quay Wire: permanently, to {server.url('/c')} {hint}" in told
    assert unchanged == before
    assert json.loads(document)["moves"] == [{"id": "quay", "url": server.url("/c"), "refused": None}]
    assert [one["moved"] for one in json.loads(document)["feeds"]] == [server.url("/c"), None]
    assert after == before.replace(server.url("/a"), server.url("/c"))
    assert "moved" not in again


def test_what_was_written_is_told(site, dateline):
    """A person sees which feed got which address."""
    with serving({"/a": redirect("/c", 301), "/c": feed, "/t": feed}) as server:
        root = site(quay=server.url("/a"), tide=server.url("/t"))
        _, told, _ = dateline("-C", root, "collect", "--follow-moves")

    assert f"  written  quay: {server.url('/c')}" in told


def test_a_move_to_what_is_no_feed_is_not_reported(site, dateline):
    """A domain that was sold leads to a web page: the old address stays."""
    with serving({"/a": redirect("/c", 301), "/c": lambda call: call.say(200, b"<!doctype html>For sale"), "/t": feed}) as server:
        root = site(quay=server.url("/a"), tide=server.url("/t"))
        code, told, _ = dateline("-C", root, "collect", "--follow-moves")

    assert code == 3
    assert "written" not in told
    assert "moved" not in told


QUAY, TIDE = "https://quay.example/feed", "https://tide.example/feed"


@pytest.mark.parametrize(
    ("target", "refused"),
    [
        ("http://www.tide.example/feed/", "already followed as tide: remove one of the two"),
        ("http://127.0.0.1:8080/feed", "a host on a private network, which a feed outside it may not name"),
    ],
)
def test_some_addresses_are_not_written(site, target, refused):
    """An address that is already followed, or an address on a private network that a public server names."""
    root = site(quay=QUAY, tide=TIDE)
    before = (root / "content/site.yaml").read_bytes()
    (move,) = follow_moves(root, [FeedReport("quay", "Quay", moved=target), FeedReport("gone", "Gone", moved=target)])

    assert move.refused == refused
    assert list(intake.move_lines([move])) == [f"  not written  quay: {target} is {refused}"]
    assert (root / "content/site.yaml").read_bytes() == before


def test_two_feeds_that_move_to_one_address_stay_two(site):
    """Only the first is written."""
    root = site(quay=QUAY, tide=TIDE)
    reports = [FeedReport(id, id, moved="https://new.example/feed") for id in ("quay", "tide")]  # noqa: A001

    assert [move.refused for move in follow_moves(root, reports)] == ["", "already followed as quay: remove one of the two"]
    assert [one.url for one in read_config(root).feeds] == ["https://new.example/feed", TIDE]


def folded(root, address):
    """The settings with an address that spans several lines, and the text without its comments."""
    text = (
        (root / "content/site.yaml").read_text().replace(f'url: "{address}"', f'url:\n    "{address[:20]}\\\n    {address[20:]}"')
    )
    (root / "content/site.yaml").write_text(text)
    return "\n".join(line.partition("   #")[0] for line in text.splitlines()) + "\n"


def test_an_address_on_several_lines_is_replaced(site):
    """The new address takes its place, and the comments stay."""
    root = site(quay=QUAY, tide=TIDE)
    folded(root, QUAY)

    assert [one.refused for one in follow_moves(root, [FeedReport("quay", "Quay", moved="https://new.example/feed")])] == [""]
    assert '- {id: quay, title: Quay Wire, url: "https://new.example/feed"}   # moved' in (root / "content/site.yaml").read_text()


def test_comments_are_never_lost(site):
    """If the old address may have a comment, a file with comments is not changed, and one without is written again."""
    root = site(quay=f"{QUAY}#all", tide=TIDE)
    bare = folded(root, f"{QUAY}#all")
    reports = [FeedReport("quay", "Quay", moved="https://new.example/feed")]
    with pytest.raises(UsageError, match="has a comment") as caught:
        follow_moves(root, reports)
    (root / "content/site.yaml").write_text(bare)

    assert caught.value.where == "content/site.yaml:6"
    assert [move.refused for move in follow_moves(root, reports)] == [""]
    assert read_config(root).feeds[0].url == "https://new.example/feed"


def test_a_feed_that_is_gone_is_asked_once_a_week(site):
    """The run that finds out fails for that feed; the runs of the next six days do not call it, and say so."""
    with serving({"/a": lambda call: call.say(410), "/t": feed}) as server:
        root = site(quay=server.url("/a"), tide=server.url("/t"))
        runs = [collect_only(CollectRun(root, f"2026-04-{day:02}T06:00:00Z")) for day in (1, 2, 7, 8)]

    assert [run.exit_code for run in runs] == [3, 0, 0, 3]
    assert sum(hit.endswith("/a") for hit in server.hits) == 2
    assert "  note     Quay Wire: gone permanently, as its server said on 2026-04-01; not called again before 2026-04-08" in list(
        intake.lines(runs[1])
    )
    assert next(intake.lines(runs[1])) == "collected  1 item from 1 of 2 feeds"
    assert health.of(Cache(root).get(*health.PLACE))["quay"].gone == "2026-04-08"
    assert isinstance(runs[0].collection.reports[0].error, FeedError)


def test_opml_becomes_settings(make_publication, tmp_path):
    """New feeds are added to site.yaml, known ones are skipped, and an entry without an address is a note."""
    (tmp_path / "list.opml").write_text(OPML)
    root = make_publication(config=builders.config(feeds=(Feed("old", url="https://old.example/feed"),)))

    followed = follow(root, tmp_path / "list.opml")

    assert ([feed.id for feed in followed.added], followed.known, len(followed.notes)) == (["quay-wire"], 1, 1)
    assert [feed.id for feed in read_config(root).feeds] == ["old", "quay-wire"]
    assert follow(root, tmp_path / "list.opml").added == ()


@pytest.mark.parametrize("feeds", ["", "feeds:\n  - {id: old, path: content/old.xml}  # ask them for more\n"])
def test_opml_loses_no_comment(make_publication, tmp_path, feeds):
    """Feeds are added below the existing ones, and every existing line stays the same."""
    (tmp_path / "list.opml").write_text(OPML)
    text = f"{codec.dump(builders.config())}# what we follow\n{feeds}# nothing else yet\n"
    root = make_publication(files={"content/site.yaml": text})

    added = follow(root, tmp_path / "list.opml").added

    assert read_config(root).feeds[-len(added) :] == added
    lines = (root / "content/site.yaml").read_text().splitlines()
    assert [line for line in lines if line in text.splitlines()] == text.splitlines()


def test_opml_does_not_guess_where_a_feed_ends(make_publication, tmp_path):
    """Feeds that span several lines are written one per line; if that would lose a comment, the file is not changed."""
    (tmp_path / "list.opml").write_text(OPML)
    text = codec.dump(builders.config()) + "feeds:\n- id: old\n  path: content/old.xml\n"
    root = make_publication(files={"content/site.yaml": text + "# ask the council for its feed\n"})

    with pytest.raises(UsageError, match="comment") as caught:
        follow(root, tmp_path / "list.opml")

    assert caught.value.where == f"content/site.yaml:{text.count(chr(10)) + 1}"
    (root / "content/site.yaml").write_text(text)
    assert len(follow(root, tmp_path / "list.opml").added) == 2
    assert [feed.id for feed in read_config(root).feeds] == ["old", "quay-wire", "old-2"]


def test_an_opml_file_that_is_not_there_is_named(make_publication, tmp_path):
    """A list that cannot be read is an error with the list's name."""
    with pytest.raises(StoreError, match="cannot be read"):
        follow(make_publication(), tmp_path / "lost.opml")
