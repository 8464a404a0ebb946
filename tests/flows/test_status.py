"""The state of a publication."""

from dataclasses import asdict, replace
from decimal import Decimal

import builders

from dateline.core.config import Feed, Update
from dateline.core.model import Question, Review, Story, WrittenBy
from dateline.flows.collect import CollectRun, collect_only
from dateline.flows.status import DeskStatus, desk, feeds, status
from dateline.report.status import document, feed_lines, lines
from dateline.store.cache import Cache
from dateline.store.git import git
from dateline.wire import health
from dateline.wire.health import Health


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


def test_a_story_without_a_version_has_no_score(make_publication):
    """A story without a version has no score, and its line has no figures for it."""
    new, _ = sorted(status(root_of(make_publication)), key=lambda row: row.version)

    assert new.score is None
    assert lines([new])[1].endswith("\t" * 4)


def test_waiting_items_and_questions(make_publication):
    """A row says since when items wait, how many have a figure in the title, and since when its oldest question is open."""
    asked, new = Question("who-pays", "Who pays?"), Question("when", "When?")
    story = builders.dossier(
        builders.version(1, published="2026-05-01T11:30:00Z", open_questions=(new,), items=1),
        builders.version(2, published="2026-05-02T11:30:00Z", open_questions=(asked,), items=1),
        builders.version(3, published="2026-05-03T11:30:00Z", open_questions=(asked, new), items=1),
        items=(
            builders.item(),
            builders.item("later", title="The gate costs 4 million euros", collected="2026-05-08T10:00:00Z"),
            builders.item("early", title="The gate is late", collected="2026-05-06T10:00:00Z"),
        ),
    )
    (row,) = status(make_publication(story), "2026-05-09T09:00:00Z")

    assert (row.waiting, row.waiting_since, row.waiting_figures) == (2, "2026-05-06", 1)
    assert (row.questions, row.question_since) == (2, "2026-05-02")


def test_the_month_and_the_silent_feeds(make_publication):
    """The publication has its title, the month's cost and limit, the feeds without news, and the day of the oldest reading."""
    written = WrittenBy("claude", usd=Decimal("0.25"))
    story = builders.dossier(builders.version(1, published="2026-05-01T11:30:00Z", written_by=written))
    named = tuple(Feed(one, url=f"https://example.org/{one}") for one in ("empty", "fails", "fresh", "gives"))
    config = builders.config(
        title="The Record", feeds=(*named, Feed("inbox", path="content/inbox")), update=Update(max_usd_month=Decimal(20))
    )
    root = make_publication(story, config=config)
    old, late = "2026-05-01T09:00:00Z", "2026-05-08T09:00:00Z"
    known = (
        Health("empty", old, late),
        Health("fails", old, old, failures=8, items_a_day=2),
        Health("fresh", late, late),
        Health("gives", old, late, items_a_day=2),
        Health("inbox", old, late),
    )
    Cache(root).put(*health.PLACE, [asdict(one) for one in known])
    told = desk(root, "2026-05-09T09:00:00Z")

    assert told == DeskStatus("The Record", ("empty", "fails"), Decimal("0.25"), Decimal(20), "2026-05-01")
    assert desk(root, "2026-06-09T09:00:00Z").usd == 0
    data = document((), (), told)
    assert (data["title"], data["silent_feeds"], data["usd_month_limit"]) == ("The Record", ["empty", "fails"], 20.0)
    assert document((), (), replace(told, usd_limit=None))["usd_month_limit"] is None


def test_feeds_have_their_health(make_publication):
    """After a run, each feed has its row: when it last answered, and how often it has failed since."""
    config = builders.config(feeds=(Feed("inbox", path="content/inbox"), Feed("lost", path="content/lost.xml")))
    root = make_publication(builders.dossier(), config=config, files={"content/inbox/.gitkeep": ""})
    assert feeds(root) == ()
    collect_only(CollectRun(root, "2026-05-24T11:30:00Z"))

    inbox, lost = feeds(root)

    assert (inbox.failures, lost.failures, lost.last_success) == (0, 1, None)
    assert feed_lines((inbox, lost))[2:] == ["inbox\t2026-05-24 11:30\t0\t0", "lost\tnever\t1\t0"]
    assert [one["id"] for one in document((), (inbox, lost))["feeds"]] == ["inbox", "lost"]


def test_versions_that_the_base_lacks(make_publication):
    """A row says which version is not merged yet, and who reviewed it; without git, nothing is known about that."""
    review = Review("Ada Byron", "2026-05-02", "approved")
    root = make_publication(builders.dossier(builders.version()))
    alone = status(root)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Publish")
    merged = status(root)
    make_publication(builders.dossier(builders.version(), builders.version(2, review=review)))
    proposed = status(root)
    make_publication(builders.dossier(builders.version(title="Another one")))

    found = [(one.proposed, one.reviewed_by, one.clash) for (one,) in (alone, merged, proposed, status(root))]

    assert found == [(0, "", 0), (0, "", 0), (2, "Ada Byron", 0), (2, "Ada Byron", 1)]
