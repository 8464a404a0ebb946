"""The state of a publication."""

from decimal import Decimal

import builders
from rich.console import Console

from dateline.core.config import Feed
from dateline.core.model import Story, WrittenBy
from dateline.flows.collect import CollectRun, collect_only
from dateline.flows.status import feeds, status
from dateline.report.status import document, feed_lines, feeds_table, lines, scores, table


def root_of(make_publication):
    written = WrittenBy("claude", usd=Decimal("0.25"))
    told = builders.dossier(
        builders.version(1, written_by=written),
        builders.version(2, written_by=written),
        items=(builders.item(), builders.item("tide-table"), builders.item("quay-report")),
    )
    new = builders.dossier(slug="new-story", story=Story("A new story", status="dormant"))
    root = make_publication(told, new)
    (root / "stories/new-story/v001.yaml").unlink()
    return root


def test_each_story_has_its_row(make_publication):
    """A row gives the newest version and its day, the number of waiting items, and the cost of all versions."""
    new, told = sorted(status(root_of(make_publication)), key=lambda row: row.version)

    assert (told.story, told.version, told.date, told.waiting, told.usd) == (
        "harbour-barrier",
        2,
        "2026-05-02",
        2,
        Decimal("0.50"),
    )
    assert (new.status, new.version, new.date, new.waiting) == ("dormant", 0, "", 1)


def test_findings_are_counted(make_publication):
    """A row counts the open findings of its story by level."""
    broken = builders.dossier(builders.version(what="It is over [@nobody-said-so]."))

    (row,) = status(make_publication(broken))

    assert row.findings["error"] == 1


def test_the_table_fits_a_terminal(make_publication):
    """The table has a line for each story, and no line is wider than 80 columns."""
    console = Console(width=80, record=True, file=None)
    with console.capture() as told:
        console.print(table(status(root_of(make_publication))))

    rows = told.get().splitlines()
    assert len(rows) == 4
    assert max(map(len, rows)) <= 80


def test_lines_and_json(make_publication):
    """A pipe gets a line for each story, with tabs; a program gets the same as JSON."""
    rows = status(root_of(make_publication))

    assert [line.count("\t") for line in lines(rows)] == [9, 9, 9]
    assert [one["usd"] for one in document(rows)["stories"]] == [0.5, 0.0]


def test_the_score_of_a_version(make_publication):
    """The newest version has its score: sentences that cite, claims with quotes, independent origins, uncheckable claims."""
    _, told = sorted(status(root_of(make_publication)), key=lambda row: row.version)

    assert told.score
    assert (told.score.cited, told.score.sentences, told.score.sources) == (4, 5, 1)
    assert document([told])["stories"][0]["score"]["cited"] == 4
    assert scores([told]).row_count == 1


def test_a_story_without_a_version_has_no_score(make_publication):
    """A story without a version has no row in the scores."""
    new, _ = sorted(status(root_of(make_publication)), key=lambda row: row.version)

    assert new.score is None
    assert scores([new]).row_count == 0


def test_feeds_have_their_health(make_publication):
    """After a run, each feed has its row: when it last answered, and how often it has failed since."""
    config = builders.config(feeds=(Feed("inbox", path="content/inbox"), Feed("lost", path="content/lost.xml")))
    root = make_publication(builders.dossier(), config=config, files={"content/inbox/.gitkeep": ""})
    assert feeds(root) == ()
    collect_only(CollectRun(root, "2026-05-24T11:30:00Z"))

    inbox, lost = feeds(root)

    assert (inbox.failures, lost.failures, lost.last_success) == (0, 1, None)
    assert feeds_table((inbox, lost)).row_count == 2
    assert feed_lines((inbox, lost))[2:] == ["inbox\t2026-05-24 11:30\t0\t0", "lost\tnever\t1\t0"]
    assert [one["id"] for one in document((), (inbox, lost))["feeds"]] == ["inbox", "lost"]
