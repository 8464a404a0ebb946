"""From recorded feeds to the next version, with real parts throughout."""

import hashlib
from dataclasses import replace

import builders
import pytest

from dateline.core import codec
from dateline.core.config import Feed
from dateline.core.errors import StoreError, Truncated, UsageError
from dateline.core.model import Story
from dateline.desk import Draft, extractive
from dateline.flows.edit import open_version
from dateline.flows.start import start
from dateline.flows.update import run_for, update
from dateline.store.git import git
from dateline.store.lock import locked
from dateline.store.reading import read_publication

NOW = "2026-04-01T06:00:00Z"


@pytest.fixture
def example(tmp_path):
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


def tree(root):
    """The path and digest of every file, except the untracked folder."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".dateline" not in path.parts
    }


def versions(root, slug="tidal-barrier"):
    (story,) = (one for one in read_publication(root).stories if one.slug == slug)
    return story.versions


def test_new_items_make_a_version(example):
    """What is new in the recorded feeds is filed as version 2, with every ledger line counted."""
    result = update(run_for(example, now=NOW))

    (outcome,) = result.outcomes
    assert (outcome.state, result.exit_code) == ("filed", 0)
    filed = versions(example)[-1]
    assert (filed.version, filed.published) == (2, NOW)
    assert filed.items == len((example / "stories/tidal-barrier/items.jsonl").read_text().splitlines())


def test_a_version_that_an_editor_writes_is_left_to_her(example):
    """While it is not published, its story gets no draft, and its items wait; then they are drafted."""
    commit = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")
    git(example, "init", "-q")
    git(example, "add", ".")
    git(example, *commit)
    opened = open_version(example, "tidal-barrier", now=NOW)

    (waiting,) = update(run_for(example, now=NOW)).outcomes
    git(example, "add", ".")
    git(example, *commit)
    (filed,) = update(run_for(example, now=NOW), collecting=False).outcomes

    assert (waiting.state, waiting.reason) == ("waiting", f"{opened.file} is being written by hand")
    assert len(waiting.items) == 17
    assert filed.version
    assert (filed.state, filed.version.version, len(filed.items)) == ("filed", 3, 17)


def test_an_impossible_date_in_an_item_costs_the_event_alone(make_publication):
    """An item that mentions 31 April is in the next version like any other; its day is in no timeline."""
    said = "The harbour barrier opened on 31 April 2026. The harbour barrier closed on 13 May 2026."
    news = builders.item("news", title="The harbour barrier at work", text=said, published="2026-05-20")
    root = make_publication(builders.dossier(items=(builders.item(), news)))

    result = update(run_for(root, now="2026-05-24T11:30:00Z"), collecting=False)

    assert ([one.state for one in result.outcomes], result.exit_code) == (["filed"], 0)
    filed = versions(root, "harbour-barrier")[-1]
    assert [event.date for event in filed.timeline] == ["2026-04-14", "2026-05-13"]
    assert any("31 April 2026" in field.text for field in filed.text_fields())


def test_nothing_new_is_a_result(example):
    """A second run with the same feeds files nothing, changes no file, and is not a failure."""
    update(run_for(example, now=NOW))
    before = tree(example)

    result = update(run_for(example, now="2026-04-02T06:00:00Z"))

    assert [(one.state, one.reason) for one in result.outcomes] == [("nothing-new", "no new item")]
    assert (result.exit_code, tree(example)) == (0, before)


def test_a_dry_run_touches_no_paper(example):
    """A dry run drafts and compares, and changes no file."""
    before = tree(example)

    result = update(run_for(example, now=NOW, dry=True))

    assert result.outcomes[0].state == "drafted"
    assert result.outcomes[0].comparison
    assert tree(example) == before
    assert not (example / ".dateline").exists()


def test_the_order_of_feeds_means_nothing(example, tmp_path):
    """The same feeds in another order give the same ledger and the same version, byte for byte."""
    other = tmp_path / "other"
    start(other, example=True)
    config = read_publication(other).config
    (other / "content/site.yaml").write_text(codec.dump(replace(config, feeds=config.feeds[::-1])), encoding="utf-8")

    update(run_for(example, now=NOW))
    update(run_for(other, now=NOW))

    story = "stories/tidal-barrier/"
    ours, theirs = ({name: digest for name, digest in tree(root).items() if name.startswith(story)} for root in (example, other))
    assert ours == theirs


def test_a_feed_that_fails_stops_no_other(example):
    """A missing feed is named, the others are read, their items are filed, and the exit code is 3."""
    config = read_publication(example).config
    lost = Feed("lost", "Lost Wire", path="content/recorded/lost.xml")
    (example / "content/site.yaml").write_text(codec.dump(replace(config, feeds=(lost, *config.feeds))), encoding="utf-8")

    result = update(run_for(example, now=NOW))

    assert [report.id for report in result.collected.collection.reports if report.error] == ["lost"]
    assert (result.outcomes[0].state, result.exit_code) == ("filed", 3)


def test_a_broken_story_stops_no_other(example):
    """A story that cannot be read is rejected with its file and line; the others are updated."""
    broken = example / "stories/broken"
    broken.mkdir()
    (broken / "story.yaml").write_text("title: Broken\nstats: active\n", encoding="utf-8")

    result = update(run_for(example, now=NOW))

    assert [(one.slug, one.state) for one in result.outcomes] == [("broken", "rejected"), ("tidal-barrier", "filed")]
    assert result.outcomes[0].reason.startswith("stories/broken/story.yaml:2: unknown key")
    assert result.exit_code == 1


def test_items_are_on_disk_before_anyone_writes(example):
    """If the writer fails, the items stay in the ledger, no version is filed, and the next run uses them."""

    def failing(_):
        raise Truncated("the answer was cut", where="tidal-barrier", hint="Try again.")

    result = update(replace(run_for(example, now=NOW), writer=failing))

    assert (result.outcomes[0].state, result.exit_code) == ("failed", 3)
    assert len(versions(example)) == 1
    again = update(run_for(example, now=NOW), collecting=False)
    assert (again.outcomes[0].state, len(versions(example))) == ("filed", 2)


def test_a_draft_with_an_error_is_not_filed(example):
    """A draft that cites an item that was never collected is rejected with its finding, and nothing is filed."""

    def inventing(assignment):
        version = extractive.write(assignment).version
        assert version
        return Draft(replace(version, what="It is over [@nobody-said-so]."))

    result = update(replace(run_for(example, now=NOW), writer=inventing))

    (outcome,) = result.outcomes
    assert (outcome.state, result.exit_code) == ("rejected", 1)
    assert "unknown-source" in {finding.rule for finding in outcome.findings}
    assert len(versions(example)) == 1


def test_a_number_that_is_taken_meanwhile(example):
    """If a version with that number appears during drafting, it stays, and the draft is not filed."""

    def overtaken(assignment):
        draft = extractive.write(assignment)
        (example / "stories/tidal-barrier/v002.yaml").write_text("format: 1\n", encoding="utf-8")
        return draft

    result = update(replace(run_for(example, now=NOW), writer=overtaken))

    assert (result.outcomes[0].state, result.exit_code) == ("failed", 3)
    assert (example / "stories/tidal-barrier/v002.yaml").read_text() == "format: 1\n"


def test_more_items_than_one_version_takes_wait(example):
    """Items over the limit wait in the ledger, are counted, and go into the next version."""
    first = update(replace(run_for(example, now=NOW), most_items=5))
    second = update(run_for(example, now=NOW), collecting=False)

    assert (len(first.outcomes[0].items), first.outcomes[0].waiting) == (5, 12)
    assert (len(second.outcomes[0].items), second.outcomes[0].waiting) == (12, 0)
    assert versions(example)[-1].version == 3


def test_time_does_not_run_backwards(example):
    """On a machine whose clock is slow, a version is filed at the time of the previous version, not earlier."""
    update(run_for(example, now="2020-01-01T00:00:00Z"))

    first, second = versions(example)
    assert second.published == first.published


def test_dormant_stories_are_left_alone(example):
    """Only active stories are updated."""
    path = example / "stories/tidal-barrier/story.yaml"
    path.write_text(path.read_text() + "status: dormant\n", encoding="utf-8")

    assert update(run_for(example, now=NOW)).outcomes == ()


def test_a_story_gets_its_first_version(make_publication):
    """A story without versions gets its first version from its items alone."""
    story = builders.dossier(
        slug="quay-flood", story=Story("The quay flood", tags=("flood",), queries=("quay flood",)), versions=(), items=()
    )
    root = make_publication(replace(story, versions=()), config=builders.config(feeds=(Feed("saved", path="content/inbox"),)))
    inbox = root / "content/inbox"
    inbox.mkdir()
    (inbox / "note.eml").write_text(
        "From: Quay Notes <notes@quay.example>\nSubject: Quay flood closes the fish market\n"
        "Date: Mon, 2 Mar 2026 08:00:00 +0000\nMessage-ID: <1@quay.example>\n\n"
        "The quay flood of 1 March 2026 closed the fish market. The market opens again on Friday.\n"
    )

    result = update(run_for(root, now=NOW))

    assert result.outcomes[0].state == "filed"
    assert versions(root, "quay-flood")[0].version == 1


def test_two_runs_at_once(example):
    """If one run holds the publication's lock, another stops at once and says so."""
    with locked(example), pytest.raises(StoreError, match="another run"):
        update(run_for(example, now=NOW))


def test_an_unknown_story_is_named(example):
    """A slug that names no story is an error that says which was meant, before anything is collected."""
    with pytest.raises(UsageError, match='no story "harbour"') as caught:
        update(run_for(example, now=NOW), ["harbour"])

    assert "tidal-barrier" in caught.value.hint
