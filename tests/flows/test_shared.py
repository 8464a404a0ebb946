"""Runs on machines that are thrown away go on where the last one ended: with the state branch, and with what is proposed."""

import time
from dataclasses import replace
from decimal import Decimal

import builders
import pytest
from branches import AUTHOR, FOLDER, SLUG, Hub, hub, item
from counted import counted
from shared import BRANCH, Desk

from dateline.core import codec, layout
from dateline.core.config import Feed
from dateline.core.errors import GitError
from dateline.core.model import Finding, Story, Withdrawn
from dateline.core.tombstones import hash_of, without_words
from dateline.desk.draft import SupportedClaim
from dateline.desk.proposals import Proposal
from dateline.flows import update as updating
from dateline.flows.account import spent
from dateline.flows.batch import known_then
from dateline.flows.collect import CollectRun, collect_only
from dateline.flows.shared import state as sharing
from dateline.flows.shared.judged import Judged, judged_of
from dateline.flows.shared.state import SharedState
from dateline.flows.status import feeds, status
from dateline.store import state as state_branch
from dateline.store.cache import Cache
from dateline.store.git import file_at, git
from dateline.store.state import add_to_state, read_state
from dateline.store.story import read_story

__all__ = ["hub"]


@pytest.fixture
def desk(hub: Hub) -> Desk:  # a fixture
    """The desk of a publication with one story of three versions, and one report in its feed."""
    return Desk(hub, news={"flood": "2026-06-01"})


def only(result):
    (outcome,) = result.outcomes
    return outcome


def test_items_of_a_machine_that_is_gone_are_not_lost(desk):
    """What one machine collected, and its feed dropped since, the next machine drafts from."""
    gone = desk.clone()
    collect_only(CollectRun(gone.root, "2026-06-01T06:00:00Z"))
    desk.news = {"surge": "2026-06-02"}

    clone, result = desk.run("2026-06-02")

    assert (only(result).state, result.exit_code) == ("filed", 0)
    assert [item.title for item in desk.asked[-1].items] == [
        "The harbour barrier: the flood report",
        "The harbour barrier: the surge report",
    ]
    assert len(clone.keys) == 3


def test_a_version_that_was_never_proposed_is_not_paid_again(desk):
    """If a machine dies after it filed a version, the next one files the same bytes, and no writer is asked."""
    first, _ = desk.run("2026-06-01")

    second, result = desk.run("2026-06-02")

    assert only(result).state == "filed"
    assert len(desk.asked) == len(desk.state(f"drafts/{SLUG}")) == 1
    assert second.data(4) == first.data(4)
    assert second.ledger == first.ledger


def test_a_version_that_was_never_proposed_takes_later_news(desk):
    """If something came since, it is drafted again, under the same number."""
    desk.run("2026-06-01")
    desk.news["surge"] = "2026-06-02"

    clone, _ = desk.run("2026-06-02")

    assert (len(desk.asked), len(desk.asked[-1].items), clone.numbers) == (2, 2, [1, 2, 3, 4])


def test_what_the_judge_said_is_known_to_the_next_machine(desk):
    """The review card of a later run shows where rule and judge disagree; of another text nothing is known."""
    finding = Finding("judge-not-supported", "warning", SLUG, 4, "what", "A claim.", "not there", "")
    write = desk.write
    desk.write = lambda one: replace(write(one), findings=(finding,), supported=(SupportedClaim("A", "b"),), notes=("A note.",))
    clone, _ = desk.run("2026-06-01")

    state, version = read_state(clone.root), clone.read(4)
    known = judged_of(state, SLUG, version)

    assert [(one.rule, one.text) for one in known.findings] == [("judge-not-supported", "A claim.")]
    assert (known.supported, known.notes) == ((SupportedClaim("A", "b"),), ("A note.",))
    assert judged_of(state, SLUG, replace(version, published="2026-06-09T06:00:00Z")) == Judged()


def test_an_open_proposal_is_not_drafted_again_for_nothing(desk):
    """Without news, an untouched proposal stays as it is, and no writer is asked."""
    desk.propose(desk.run("2026-06-01")[0])

    clone, result = desk.run("2026-06-02")

    assert (only(result).state, result.exit_code, clone.numbers) == ("nothing-new", 0, [1, 2, 3])
    assert only(result).reason == f"version 4 is proposed as {BRANCH}; nothing came since"
    assert len(desk.asked) == 1


def test_the_status_names_an_open_proposal(desk):
    """A clone that has fetched it is not told to draft, or to edit, what is proposed already."""
    clone, _ = desk.run("2026-06-01")
    (before,) = status(clone.root)
    desk.propose(clone)
    (after,) = status(desk.clone().root)

    assert (before.open_proposal, before.proposed) == (0, 4)
    assert (after.open_proposal, after.proposed) == (4, 0)


def test_an_open_proposal_takes_what_came_since(desk):
    """With news, it is drafted again from the published version with all that waits, in one call, under the same number."""
    desk.propose(desk.run("2026-06-01")[0])
    desk.news = {"surge": "2026-06-02"}

    clone, result = desk.run("2026-06-02")

    assert (only(result).state, only(result).version.version, clone.numbers) == ("filed", 4, [1, 2, 3, 4])
    assert (len(desk.asked), len(desk.asked[-1].items)) == (2, 2)
    assert desk.asked[-1].dossier.latest.version == 3


def test_an_item_that_was_restored_since_is_news(desk):
    """An item that an editor takes back after the proposal is drafted, too."""
    clone, _ = desk.run("2026-06-01")
    key = clone.keys[-1]
    aside = f'{{"key":"{key}","event":"spiked","at":"2026-06-01T07:00:00Z","why":"off topic"}}\n'
    (clone.root / layout.ledger_path(SLUG)).write_bytes(clone.ledger + aside.encode())
    desk.propose(clone)
    desk.news = {}
    back = desk.clone()
    restored = f'{{"key":"{key}","event":"restored","at":"2026-06-02T07:00:00Z","why":"on topic"}}\n'
    (back.root / layout.ledger_path(SLUG)).write_bytes(back.ledger + restored.encode())

    _, result = desk.run("2026-06-03", back)

    assert (only(result).state, desk.words) == ("filed", [key])


def test_a_proposal_with_an_editors_commit_is_left_alone(desk):
    """No writer is asked, and what came since waits, by name."""
    clone, _ = desk.run("2026-06-01")
    desk.propose(clone)
    desk.edit(clone)
    desk.news = {"surge": "2026-06-02"}

    clone, result = desk.run("2026-06-02")

    assert (only(result).state, result.exit_code, len(desk.asked)) == ("waiting", 0, 1)
    assert only(result).reason == f"version 4 is proposed as {BRANCH}, and an editor works on it"
    assert [item.title for item in only(result).items] == ["The harbour barrier: the surge report"]
    assert len(clone.keys) == 3


def test_merging_main_into_a_proposal_is_no_edit(desk):
    """A branch that an editor only brought up to date is still the desk's, unless the merge changed the version."""
    clone, _ = desk.run("2026-06-01")
    desk.propose(clone)
    other = desk.hub.clone("other")
    (other.root / "content/pages").mkdir(exist_ok=True)
    (other.root / "content/pages/about.md").write_text("---\ntitle: About\n---\nWe.\n")
    other.commit()
    other.git("push", "-q", "origin", "main")
    clone.git("fetch", "-q")
    clone.git("merge", "-q", "--no-edit", "origin/main")
    clone.git("push", "-q", "origin", BRANCH)
    desk.news = {"surge": "2026-06-02"}

    _, result = desk.run("2026-06-02")
    clone.write(replace(clone.read(4), changes="Slipped into the merge."))
    clone.git("commit", "-q", "-a", "--amend", "--no-edit")
    clone.git("push", "-q", "-f", "origin", BRANCH)
    desk.news = {"gale": "2026-06-03"}
    _, after = desk.run("2026-06-03")

    assert only(result).state == "filed"
    assert only(after).state == "waiting"


def test_a_proposal_that_was_closed_waits_for_news(desk):
    """Its branch is gone, and it is not published: it is not drafted again until something new comes."""
    clone, _ = desk.run("2026-06-01")
    desk.propose(clone)
    row = {"at": "2026-06-01T07:00:00Z", "story": SLUG, "version": 4, "published": clone.read(4).published, "state": "proposed"}
    add(clone, proposals=row)
    clone.git("push", "-q", "origin", f":{BRANCH}")

    _, idle = desk.run("2026-06-02")
    desk.news["surge"] = "2026-06-03"
    _, later = desk.run("2026-06-03")

    assert only(idle).reason == "version 4 was proposed, and closed without merging; nothing came since"
    assert (only(idle).state, only(later).state, len(desk.asked)) == ("nothing-new", "filed", 2)


def test_a_proposal_that_was_closed_with_its_branch_left_waits_for_news(desk):
    """Not even an editor's commits on it hold up the news then."""
    clone, _ = desk.run("2026-06-01")
    desk.propose(clone)
    desk.edit(clone)
    head = clone.git("rev-parse", "HEAD").strip()
    told = {"story": SLUG, "version": 4, "published": clone.read(4).published, "state": "closed", "commit": head}
    add(clone, proposals={"at": "2026-06-01T07:00:00Z", **told})

    _, idle = desk.run("2026-06-02")
    desk.news["surge"] = "2026-06-03"
    _, later = desk.run("2026-06-03")

    assert (only(idle).state, only(later).state, len(desk.asked)) == ("nothing-new", "filed", 2)


def test_a_proposal_that_was_merged_is_the_last_version(desk):
    """The next draft has the next number, and only what came since."""
    desk.propose(desk.run("2026-06-01")[0])
    desk.merge()
    _, idle = desk.run("2026-06-02")
    desk.news = {"surge": "2026-06-03"}

    clone, result = desk.run("2026-06-03")

    assert only(idle).reason == "no new item"
    assert (only(result).version.version, len(desk.asked[-1].items), clone.numbers) == (5, 1, [1, 2, 3, 4, 5])


def test_a_clone_that_is_behind_drafts_nothing(desk):
    """If the main branch of the remote has the next version already, the run fails, and the hint says how to get it."""
    old = desk.clone()
    desk.propose(desk.run("2026-06-01")[0])
    desk.merge()

    _, result = desk.run("2026-06-02", old)

    assert (only(result).state, result.exit_code, len(desk.asked)) == ("failed", 3, 1)
    assert only(result).reason == "origin has version 4, and this clone does not"


def test_only_the_stories_that_were_named_are_filled(desk):
    """An update of one story changes no ledger of another one."""
    clone = desk.clone()
    add_to_state(clone.root, {f"{FOLDER}.jsonl": [codec.dump_line(item("gale", "2026-06-01T06:00:00Z")).encode().rstrip()]})
    before = clone.ledger

    for slugs, lines in ((("quay-flood",), 1), ((), 2)):
        SharedState(clone.root, "2026-06-02T06:00:00Z").take(slugs)
        assert len(clone.ledger.splitlines()) == lines
    assert clone.ledger.startswith(before)


def test_a_clone_with_a_part_of_the_history_gets_the_whole(desk, tmp_path):
    """Else nobody could tell whose commits are on the branch of a proposal."""
    desk.propose(desk.run("2026-06-01")[0])
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{desk.hub.folder}/hub.git", "shallow")
    root = tmp_path / "shallow"

    shared = SharedState(root, "2026-06-02T06:00:00Z")
    shared.take()

    assert git(root, "rev-parse", "--is-shallow-repository").strip() == "false"
    assert shared.proposed[SLUG].is_untouched


def test_a_state_that_was_deleted_is_begun_again(desk):
    """What is proposed is known from its branch, and nothing that is published depends on the state."""
    clone, _ = desk.run("2026-06-01")
    desk.propose(clone)
    clone.git("push", "-q", "origin", ":dateline-state")

    clone, result = desk.run("2026-06-02")

    assert (only(result).state, result.exit_code, len(desk.asked)) == ("nothing-new", 0, 1)
    assert len(clone.keys) == 2
    assert desk.state("checks") == [{"at": "2026-06-02T06:00:00Z", "stories": [SLUG], "quiet": []}]


def test_without_the_remote_nothing_is_drafted(desk):
    """Nobody knows what is proposed, so nothing is paid; the items are kept, the run says once what failed, and ends with 3."""
    clone = desk.clone()
    (desk.hub.folder / "hub.git").rename(desk.hub.folder / "away.git")

    _, result = desk.run("2026-06-01", clone)
    _, alone = desk.run("2026-06-02", clone, sharing=False)

    assert (only(result).state, result.exit_code, len(clone.keys)) == ("waiting", 3, 2)
    assert only(result).reason == "nobody knows whether it is proposed already"
    (error,) = result.collected.shared.errors
    assert "cannot be read" in str(error)
    assert (only(alone).state, alone.exit_code, len(desk.asked)) == ("filed", 0, 1)


def test_a_state_that_cannot_be_written_stops_drafts(desk):
    """What was paid for could not be remembered."""
    hook = desk.hub.folder / "hub.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)

    _, result = desk.run("2026-06-01")

    assert (only(result).state, result.exit_code, desk.asked) == ("waiting", 3, [])


def test_two_runs_at_once_both_add(desk):
    """The one that pushes second adds its lines to those of the first."""
    first, second = desk.clone(), desk.clone()
    add(first, checks={"at": "2026-06-01T06:00:00Z", "stories": ["a"]})

    add(second, checks={"at": "2026-06-01T06:00:01Z", "stories": ["b"]})

    assert [row["stories"] for row in desk.state("checks")] == [["a"], ["b"]]


def add(clone, **rows):
    """Adds a row to files of the state."""
    add_to_state(clone.root, {f"{name}.jsonl": [row] for name, row in rows.items()})


def test_what_cannot_be_read_is_named_and_stays(desk):
    """A broken line of the state stops nothing, and no run removes it."""
    clone = desk.clone()
    add_to_state(clone.root, {"feeds.jsonl": [b"{broken"], f"{FOLDER}.jsonl": [b'{"key":"Not a key"}']})

    _, result = desk.run("2026-06-01")

    assert only(result).state == "filed"
    first, second = result.collected.shared.notes
    assert first == "dateline-state:feeds.jsonl:1 was left out: it cannot be read"
    assert second.startswith(f"dateline-state:{FOLDER}.jsonl:1 was left out: ")
    assert b"{broken" in git(desk.hub.folder / "hub.git", "show", "dateline-state:feeds.jsonl").encode()


def test_without_the_option_nothing_is_shared(desk):
    """With `--no-state`, or in a dry run, no branch is made."""
    desk.run("2026-06-01", sharing=False)
    desk.run("2026-06-01", dry=True)
    collect_only(CollectRun(desk.clone().root, "2026-06-01T06:00:00Z", sharing=False))

    assert "dateline-state" not in git(desk.hub.folder / "hub.git", "branch")


def test_feeds_costs_pauses_and_batches_go_from_machine_to_machine(desk):
    """The next machine knows how the feeds did, what the month has cost, whom not to call, and which batch is under way."""
    first, second = desk.clone(), desk.clone()
    shared = SharedState(first.root, "2026-06-01T06:00:00Z")
    shared.take()
    cache = Cache(first.root)
    cache.put("health", "feeds", [{"id": "wire", "since": "2026-05-01T06:00:00Z", "failures": 2, "error": "down"}])
    until = float(int(time.time()) + 1000)
    cache.put("pauses", "hosts", {"slow.example": until})
    cache.put("batch", "open", [{"name": "batch_1", "at": "2026-06-01T06:00:00Z"}])
    shared.save(usd=Decimal("0.25"))
    shared.save(usd=Decimal("0.30"))
    add(first, spend={"at": "2026-06-01T06:00:00Z", "month": "2026-06", "usd": "much"})

    later = SharedState(second.root, "2026-06-02T06:00:00Z")
    later.take()

    assert [(one.id, one.failures) for one in feeds(second.root)] == [("wire", 2)]
    assert Cache(second.root).get("pauses", "hosts") == {"slow.example": until}
    assert Cache(second.root).get("batch", "open") == [{"name": "batch_1", "at": "2026-06-01T06:00:00Z"}]
    assert spent(second.root, "2026-06", ()) == Decimal("0.30")
    assert spent(second.root, "2026-07", ()) == 0
    Cache(second.root).put("batch", "open", [])
    later.save()
    assert [row["state"] for row in desk.state("batches")] == ["open", "done"]


@pytest.mark.parametrize("held", ["x", [1, {"at": ""}], {"a": []}])
def test_a_cache_that_is_broken_adds_nothing(desk, held):
    """Whatever it has, the run goes on, and nothing of it is shared."""
    shared = SharedState(desk.clone().root, "2026-06-01T06:00:00Z")
    for place in (("health", "feeds"), ("pauses", "hosts"), ("batch", "open")):
        Cache(shared.root).put(*place, held)
    shared.save()

    assert (shared.told.errors, read_state(shared.root).commit) == ((), "")


def test_a_batch_that_an_earlier_release_submitted_is_not_lost(desk):
    """It kept names alone; the batch is still under way, and its items are not limited."""
    clone = desk.clone()
    Cache(clone.root).put("batch", "open", ["batch_1"])
    shared = SharedState(clone.root, "2026-06-01T06:00:00Z")
    shared.save()

    assert desk.state("batches") == [{"at": "", "name": "batch_1", "state": "open"}]
    story = read_story(clone.root, SLUG)
    assert known_then(clone.root, story) == story


def test_nothing_new_to_know_is_not_pushed(desk):
    """A run that learnt nothing adds nothing."""
    clone = desk.clone()
    shared = SharedState(clone.root, "2026-06-01T06:00:00Z")
    shared.take()
    shared.save()

    assert read_state(clone.root).commit == ""


def test_what_fitted_no_story_is_not_sorted_twice(desk):
    """A model that was paid for sorting an item is not asked about it on another machine."""
    desk.news = {}
    sorted_items: list[str] = []

    def sort(routing, _):
        sorted_items.extend(one.item.title for one in routing.spiked)
        return routing

    for day in ("2026-06-01", "2026-06-02"):
        clone = desk.clone()
        path = clone.root / "content/inbox/football.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(FOOTBALL)
        collect_only(CollectRun(clone.root, f"{day}T06:00:00Z", sort=sort))

    assert sorted_items == ["A football match"]


FOOTBALL = """{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Wire", "items": [
{"id": "f", "url": "https://wire.example/f", "title": "A football match", "content_text": "Two to one."}]}"""


def test_a_story_that_is_only_proposed_gets_its_news(desk, monkeypatch):
    """Its items find it, its first version is drafted again, and no folder is left if nothing came."""
    desk.news = {}
    clone = desk.clone()
    make_story(clone, "quay-flood")
    clone.git("switch", "-q", "-c", "dateline/quay-flood-v001")
    clone.git("add", "--", "stories/quay-flood")
    clone.git(*AUTHOR, "commit", "-q", "-m", "quay-flood: version 1")
    clone.git("push", "-q", "origin", "dateline/quay-flood-v001")

    idle, result = desk.run("2026-06-02")
    desk.news = {"flood": "2026-06-03"}
    monkeypatch.setattr(updating, "in_hand", lambda *_: "")
    later, after = desk.run("2026-06-03")

    assert [one.slug for one in result.outcomes] == [SLUG, "quay-flood"]
    assert not (idle.root / "stories/quay-flood").exists()
    told = {one.slug: one for one in after.outcomes}["quay-flood"]
    assert (told.state, told.version.version if told.version else None) == ("filed", 1)
    assert (later.root / "stories/quay-flood/v001.yaml").is_file()


def make_story(clone, slug):
    """A story with one item and a first version, as a run of the desk leaves it."""
    folder = clone.root / f"stories/{slug}"
    folder.mkdir()
    (folder / "story.yaml").write_text("title: The harbour barrier and the quay\nqueries: [harbour barrier report]\n")
    item = builders.item("quay", title="The quay is under water", text="The quay.", collected="2026-06-01T06:00:00Z")
    (folder / "items.jsonl").write_text(codec.dump_line(item))
    version = builders.version(1, published="2026-06-01T06:00:00Z")
    (folder / "v001.yaml").write_text(codec.dump(version, layout.schema("version")))


def test_a_story_that_was_refused_needs_news(desk):
    """Items of a proposed story that was closed do not make it again by themselves."""
    clone = desk.clone()
    item = builders.item("quay", title="The quay is under water", text="The quay.")
    add_to_state(clone.root, {"stories/quay-flood.jsonl": [codec.dump_line(item).encode().rstrip()]})
    shared = SharedState(clone.root, "2026-06-02T06:00:00Z")
    shared.take()

    assert shared.refused() == {"quay"}
    collected = collect_only(CollectRun(clone.root, "2026-06-02T06:00:00Z"))
    old = Proposal("quay-flood", Story("The quay"), (item,))
    new = Proposal("pier", Story("The pier"), (item, builders.item("pier")))
    run = CollectRun(clone.root, "2026-06-02T06:00:00Z", dry=True)
    made = updating._with_proposals(run, replace(collected, proposed=(old, new)), shared.refused())
    assert [one.dossier.slug for one in made.arrivals] == [SLUG, "pier"]


def test_words_that_were_taken_down_do_not_come_back(desk):
    """The state still has the line, and the ledger of the main branch has its tombstone."""
    clone = desk.clone()
    collect_only(CollectRun(clone.root, "2026-06-01T06:00:00Z"))
    line = clone.ledger.splitlines()[-1]
    item = codec.parse_line(line, "", 1).value
    assert item
    gone = without_words(item, Withdrawn("2026-06-01", "a court order", hash_of(line)))
    clone.git("checkout", "-q", "--", FOLDER)
    (clone.root / layout.ledger_path(SLUG)).write_bytes(clone.ledger + codec.dump_line(gone).encode())
    clone.git("add", FOLDER)
    clone.git("commit", "-q", "-m", "Withdraw")
    clone.git("push", "-q", "origin", "main")
    desk.news = {}

    clone, _ = desk.run("2026-06-02")

    assert b"flood report" not in clone.ledger
    assert len(clone.keys) == 2


def test_a_story_is_only_checked_if_something_was_read(desk):
    """If every feed failed, or the draft was rejected, nobody says that there is no news."""
    desk.news = {}
    clone = desk.clone()
    (clone.root / "content/inbox/broken.json").parent.mkdir(exist_ok=True)
    (clone.root / "content/site.yaml").write_text(codec.dump(builders.config(feeds=(Feed("wire", "W", path="content/none"),))))

    _, result = desk.run("2026-06-01", clone)

    assert result.collected.checked == ()
    with pytest.raises(GitError):
        desk.state("checks")


def test_a_version_of_an_earlier_machine_that_has_errors_by_now_is_drafted_anew(desk):
    """A text of the state is checked like any draft."""
    clone, _ = desk.run("2026-06-01")
    row = {**desk.state(f"drafts/{SLUG}")[-1], "at": "2026-06-01T07:00:00Z"}
    add(clone, **{f"drafts/{SLUG}": {**row, "text": row["text"].replace("[@", "[@no-such-source; @")}})

    _, result = desk.run("2026-06-02")
    add(clone, **{f"drafts/{SLUG}": {**row, "at": "2026-06-02T07:00:00Z", "text": "no version"}})
    desk.run("2026-06-03")

    assert (only(result).state, len(desk.asked)) == ("filed", 3)


def test_state_in_a_folder_of_a_larger_repository(tmp_path, make_publication):
    """The files are in a folder of the same name on the branch."""
    root = make_publication(builders.dossier())
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "hub.git")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "publication")
    git(tmp_path, *AUTHOR, "commit", "-q", "-m", "Start")
    git(tmp_path, "remote", "add", "origin", str(tmp_path / "hub.git"))
    git(tmp_path, "push", "-q", "origin", "main")

    add_to_state(root, {"checks.jsonl": [{"at": "2026-06-01T06:00:00Z"}]})

    assert read_state(root).rows("checks") == ({"at": "2026-06-01T06:00:00Z"},)
    assert "publication/checks.jsonl" in git(tmp_path, "ls-tree", "-r", "--name-only", "origin/dateline-state")


def test_a_filed_version_costs_the_same_in_a_large_publication(desk, monkeypatch):
    """What is saved after a draft is about its story: no other ledger is compared, and the state is not read again."""
    clone = desk.clone()
    for number in range(5):
        folder = clone.root / f"stories/other-{number}"
        folder.mkdir()
        (folder / "items.jsonl").write_text(codec.dump_line(builders.item(f"key-{number}")))
    shared = SharedState(clone.root, "2026-06-01T06:00:00Z")
    shared.take()
    shared.save()
    read: list[tuple[object, ...]] = []
    monkeypatch.setattr(sharing, "file_at", counted(read, file_at))
    monkeypatch.setattr(state_branch, "read_state", lambda *_: pytest.fail("read again"))

    shared.save(drafts=[{"story": SLUG, "version": 4, "published": "2026-06-01T06:00:00Z", "text": "…"}])

    assert [path for _, _, path in read] == [f"{FOLDER}/items.jsonl"]
    assert [row["version"] for row in desk.state(f"drafts/{SLUG}")] == [4]


def test_rows_are_read_once(monkeypatch):
    """However many versions are asked about, each line of the state is read once."""
    read: list[tuple[object, ...]] = []
    monkeypatch.setattr(state_branch, "_row", counted(read, state_branch._row))
    lines = b"".join(b'{"story":"one","version":%d}\n' % number for number in range(50))
    state = state_branch.StateBranch("", {"drafts.jsonl": lines})

    assert [state.rows_about("drafts", "one", number)[0]["version"] for number in range(50)] == [*range(50)]
    assert state.rows_about("drafts", "two", 1) == ()
    assert len(read) == 50


def test_the_one_file_of_earlier_releases_is_read(tmp_path):
    """Versions that an earlier Dateline filed are known, and come before those of this one."""
    shared = SharedState(tmp_path, "2026-06-01T06:00:00Z", is_used=False)
    rows = [b'{"story":"harbour-barrier","version":4,"at":"2026-06-0%d"}\n' % day for day in (1, 2)]
    shared.state = state_branch.StateBranch("", {"drafts.jsonl": rows[0], f"drafts/{SLUG}.jsonl": rows[1]})

    assert [row["at"] for row in shared.drafts_of(SLUG, 4)] == ["2026-06-01", "2026-06-02"]
