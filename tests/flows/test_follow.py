"""Feeds over time: those that have moved for good, and those that are gone."""

import json

import builders
import pytest
from wire.server import feed, redirect, serving

from dateline.cli import main
from dateline.core.errors import FeedError, UsageError
from dateline.flows.collect import Gathering, collect_only
from dateline.flows.follow import follow_moves
from dateline.report import intake
from dateline.store import Cache, read_config
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
    """The new address replaces the old one where it stands, and nothing else changes; then there is nothing to report."""
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
    """A domain that was sold leads to a page: the old address stays."""
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
        ("http://127.0.0.1:8080/feed", "a host in a private network, which a feed outside of it may not name"),
    ],
)
def test_some_addresses_are_not_written(site, target, refused):
    """An address that is followed already, or one of a private network that a public server names."""
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


def test_comments_are_never_lost(site):
    """Where an address stands on several lines, a file with comments is left as it is; one without is written anew."""
    root = site(quay=QUAY, tide=TIDE)
    path = root / "content/site.yaml"
    folded = path.read_text().replace(f'url: "{QUAY}"', f'url:\n    "{QUAY[:20]}\\\n    {QUAY[20:]}"')
    path.write_text(folded)
    reports = [FeedReport("quay", "Quay", moved="https://new.example/feed")]
    with pytest.raises(UsageError, match="has a comment") as caught:
        follow_moves(root, reports)
    path.write_text("\n".join(line.partition("   #")[0] for line in folded.splitlines()) + "\n")

    assert caught.value.where == "content/site.yaml:6"
    assert [move.refused for move in follow_moves(root, reports)] == [""]
    assert read_config(root).feeds[0].url == "https://new.example/feed"


def test_a_feed_that_is_gone_is_asked_once_a_week(site):
    """The run that learns it fails for that feed; those of the next six days do not ask, and say so."""
    with serving({"/a": lambda call: call.say(410), "/t": feed}) as server:
        root = site(quay=server.url("/a"), tide=server.url("/t"))
        runs = [collect_only(Gathering(root, f"2026-04-{day:02}T06:00:00Z")) for day in (1, 2, 7, 8)]

    assert [run.exit_code for run in runs] == [3, 0, 0, 3]
    assert sum(hit.endswith("/a") for hit in server.hits) == 2
    assert "  note     Quay Wire: gone permanently, as its server said on 2026-04-01; not called again before 2026-04-08" in list(
        intake.lines(runs[1])
    )
    assert next(intake.lines(runs[1])) == "collected  1 item from 1 of 2 feeds"
    assert health.of(Cache(root).get(*health.PLACE))["quay"].gone == "2026-04-08"
    assert isinstance(runs[0].collection.reports[0].error, FeedError)
