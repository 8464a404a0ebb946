"""Proposals with a real git and a server that plays GitHub: every path from a draft to a merge."""

from dataclasses import replace

import builders
import pytest
from branches import FOLDER, SLUG, Clone, Hub, hub, item
from github_server import Fault, github
from proposing import ALPHA, BETA, BRANCH, GAMMA, NOW, Remote, draft, edits, run, status, the_one

from dateline.core import codec, layout
from dateline.core.config import Config
from dateline.core.errors import GitError, UsageError
from dateline.core.ledger import waiting
from dateline.core.model import Correction, Item, LedgerEvent, Review, Story, WrittenBy
from dateline.flows import propose
from dateline.flows.draft import assignment_for
from dateline.flows.proposing.found import find_proposable
from dateline.flows.proposing.pull_request import renewed
from dateline.flows.proposing.text import TAKEN, WAITING
from dateline.flows.shared.judged import Judged, draft_row
from dateline.flows.shared.standing import standing_of
from dateline.flows.shared.state import SharedState
from dateline.flows.stories.check import check
from dateline.report import proposal
from dateline.store.git import git
from dateline.store.remote import EMAIL, push
from dateline.store.state import add_to_state
from dateline.store.story import read_story

__all__ = ["hub"]
DESK = WrittenBy("desk")
FILE = layout.version_path(SLUG, 4)


@pytest.fixture
def server():
    with github() as one:
        yield one


@pytest.fixture
def remote(hub):
    return Remote(hub)


@pytest.fixture
def desk(hub):
    """A clone of main with a draft of version 4 that nobody committed."""
    clone = hub.clone("desk")
    draft(clone, "alpha", ALPHA)
    return clone


def fresh(hub: Hub, name: str) -> Clone:
    """The clone of a later run on a runner that was thrown away."""
    return hub.clone(name)


def test_a_draft_becomes_a_branch_and_a_pull_request(desk, remote, server):
    """The branch has the story's new files on top of main, in Dateline's name, and the pull request has the card as its text."""
    done = the_one(run(desk, server))

    assert (done.state, done.url, done.code) == ("opened", "https://github.com/example/briefs/pull/1", 0)
    assert remote.git("diff", "--name-only", "main", BRANCH).split() == [f"{FOLDER}/items.jsonl", FILE]
    assert remote.git("log", "-1", "--format=%s|%ae|%ce", BRANCH) == f"{SLUG}: version 4|{EMAIL}|{EMAIL}"
    assert remote.git("rev-parse", f"{BRANCH}^") == remote.git("rev-parse", "main")
    [pull] = server.pulls
    assert pull["title"] == "The harbour barrier: version 4"
    assert "The alpha report" in pull["body"]
    assert (desk.root / done.file).read_text(encoding="utf-8") == pull["body"]


def test_the_working_tree_is_as_main_again(desk, remote, server):
    """What is on the branch is put back, so that `git pull` works after the merge; the checked-out branch did not move."""
    head = desk.git("rev-parse", "HEAD")
    done = the_one(run(desk, server))

    assert set(done.put_back) == {f"{FOLDER}/items.jsonl", FILE}
    assert status(desk) == ""
    assert (desk.git("rev-parse", "HEAD"), desk.git("branch", "--show-current")) == (head, "main\n")
    remote.git("branch", "-f", "main", BRANCH)
    desk.git("pull", "-q", "--ff-only")
    assert desk.numbers == [1, 2, 3, 4]


def test_it_is_recorded_once(hub, desk, remote, server):
    """The state has a row for what is new, and a later run adds none; nothing is pushed or asked for again."""
    commit = the_one(run(desk, server)).commit
    before = remote.git("for-each-ref")
    again = the_one(run(fresh(hub, "later"), server, now="2026-06-06T10:00:00Z"))

    assert again.state == "unchanged"
    assert remote.git("for-each-ref") == before
    assert server.written == ["POST pulls"]
    [row] = remote.rows
    url = "https://github.com/example/briefs/pull/1"
    known = {"story": SLUG, "version": 4, "branch": BRANCH, "commit": commit, "number": 1, "url": url, "published": ALPHA}
    assert row == {"at": NOW, **known, "state": "open"}


def test_without_anything_there_is_nothing(hub, server):
    """With no version and no proposal, nothing happens."""
    assert run(hub.clone("desk"), server) == ()
    assert server.calls == []


def test_a_committed_version_stays_where_it_is(desk, remote, server):
    """A version that is committed on a branch of one's own is proposed, and stays in the working tree."""
    desk.git("switch", "-q", "-c", "mine")
    desk.commit()
    done = the_one(run(desk, server))

    assert (done.state, done.put_back) == ("opened", ())
    assert desk.numbers == [1, 2, 3, 4]
    assert remote.data(BRANCH, FILE) == desk.data(4)


def test_what_is_staged_or_changed_since_stays(desk, server):
    """A file that somebody staged is not put back: who works there knows what she does."""
    desk.git("add", FILE)
    done = the_one(run(desk, server))

    assert done.put_back == (f"{FOLDER}/items.jsonl",)
    assert desk.numbers == [1, 2, 3, 4]


# --- an open proposal -------------------------------------------------------------------------------------------------------


def test_a_newer_draft_is_put_on_top(hub, desk, remote, server):
    """A newer draft of the same number is a further commit, with main merged in, and the pull request is renewed in place.

    In the ledger, first come the items that the new draft counts; the others wait for the next version.
    """
    run(desk, server)
    first = remote.git("rev-parse", BRANCH)
    main = fresh(hub, "main")
    main.collect("other", at=ALPHA)
    main.commit()
    main.git("push", "-q")
    later = fresh(hub, "later")
    draft(later, "beta", BETA)
    done = the_one(run(later, server))

    assert (done.state, done.pull_request) == ("renewed", 1)
    assert remote.git("rev-list", "--parents", "-1", BRANCH).split()[1:] == [first, remote.git("rev-parse", "main")]
    assert remote.version(BRANCH).published == BETA
    assert remote.keys(BRANCH) == ["harbour-plan", "other-report", "beta-report", "alpha-report"]
    assert server.written == ["POST pulls", "PATCH pulls/1"]
    assert "beta" in server.pulls[0]["body"]
    assert status(later) == ""


def test_an_older_draft_is_not_put_on_top(hub, desk, remote, server):
    """A draft that was left in a working tree does not replace a newer one on the branch."""
    stale = fresh(hub, "stale")
    draft(stale, "old", ALPHA)
    later = fresh(hub, "later")
    draft(later, "beta", BETA)
    run(later, server)
    before = remote.git("rev-parse", BRANCH)
    done = the_one(run(stale, server))

    assert "has a newer text on its branch" in done.said
    assert remote.git("rev-parse", BRANCH) == before
    assert stale.numbers == [1, 2, 3, 4]


def test_a_ledger_that_grew_on_both_sides_is_merged(hub, desk, remote, server):
    """GitHub cannot merge that, so main is merged into the branch; nothing else on main is a reason to."""
    run(desk, server)
    main = fresh(hub, "main")
    (main.root / "content/pages").mkdir(exist_ok=True)
    (main.root / "content/pages/about.md").write_text("---\ntitle: About\n---\nUs.\n")
    main.commit()
    main.git("push", "-q")
    before = remote.git("rev-parse", BRANCH)
    run(fresh(hub, "second"), server)
    assert remote.git("rev-parse", BRANCH) == before

    main.collect("other", at=BETA)
    main.commit()
    main.git("push", "-q")
    done = the_one(run(fresh(hub, "third"), server))

    assert remote.keys(BRANCH) == ["harbour-plan", "other-report", "alpha-report", "other-report"]
    assert remote.git("merge-base", "main", BRANCH) == remote.git("rev-parse", "main")
    assert remote.git("diff", "--name-only", "main", BRANCH).split() == [f"{FOLDER}/items.jsonl", FILE]
    assert done.commit == remote.git("rev-parse", BRANCH)
    assert the_one(run(fresh(hub, "fourth"), server)).state == "unchanged"


@pytest.mark.parametrize("who", ["desk", "editor"])
def test_what_main_added_beside_a_proposal_is_neither_lost_nor_a_change(hub, desk, remote, server, who):
    """The branch passes its check against main, main passes it after the merge, and the next version gets the item, alone."""
    run(desk, server)
    if who == "editor":
        edits(hub)
    main = fresh(hub, "main")
    aside = LedgerEvent("harbour-plan", "spiked", BETA, "off topic")
    main.collect("other", at=BETA)
    (main.root / FOLDER / "items.jsonl").write_bytes(main.ledger + codec.dump_line(aside).encode())
    main.commit()
    main.git("push", "-q")
    run(fresh(hub, "later"), server)

    merged = fresh(hub, "merged")
    merged.git("switch", "-q", BRANCH)
    assert [one for one in check(merged.root, base="origin/main").findings if one.rule == "version-edited"] == []
    merged.git("switch", "-q", "main")
    merged.git("merge", "-q", "--no-ff", "-m", "Merge", BRANCH)
    assert [one for one in check(merged.root, base="HEAD~1").findings if one.rule == "version-edited"] == []
    assert [one.key for one in waiting(read_story(merged.root, SLUG))] == ["other-report"]


def test_of_an_item_that_both_sides_collected_mains_line_stays(hub, desk, remote, server):
    """The published bytes are not replaced, and the item is not drafted, or paid for, again."""
    run(desk, server)
    main = fresh(hub, "main")
    main.collect("alpha", at=BETA)
    main.commit()
    main.git("push", "-q")
    run(fresh(hub, "later"), server)

    assert remote.data(BRANCH, f"{FOLDER}/items.jsonl") == main.ledger
    story = read_story(fresh(hub, "draft").root, SLUG)
    shared = SharedState(fresh(hub, "again").root, NOW)
    shared.take()
    assert (known := standing_of(shared, assignment_for(shared.root, story, NOW, 60)))
    assert known.news == ()


def test_two_stories_that_add_feeds_do_not_hinder_each_other(hub, desk, remote, server):
    """Both added to the end of the same list; if one is merged, the other still can be."""
    settings = desk.root / "content/site.yaml"
    told = settings.read_text()
    for name in ("quay", "pier"):
        clone = fresh(hub, name)
        (clone.root / "content/site.yaml").write_text(
            told + f"feeds:\n- {{id: {name}, title: The {name}, path: content/inbox}}\n"
        )
        second_story(clone, name)
        assert the_one(run(clone, server, name)).state == "opened"
    main = fresh(hub, "main")
    main.git("merge", "-q", "origin/dateline/pier-v001")
    main.git("push", "-q")

    done = the_one(run(fresh(hub, "later"), server, "quay"))

    assert (done.code, done.error) == (0, "")
    settings = codec.parse(Config, remote.data("dateline/quay-v001", "content/site.yaml"), "site.yaml").value
    assert settings
    assert sorted(one.id for one in settings.feeds) == ["pier", "quay"]


@pytest.mark.parametrize("grows", [True, False])
def test_an_editors_ledger_is_merged_too(hub, desk, remote, server, grows):
    """Her text stays; main comes in only if both added to the ledger, since she could not settle that on the web."""
    run(desk, server)
    edits(hub)
    main = fresh(hub, "main")
    if grows:
        main.collect("other", at=BETA)
    (main.root / FOLDER / "story.yaml").write_text("title: Another title\n")
    main.commit()
    main.git("push", "-q")
    run(fresh(hub, "later"), server)

    assert remote.version(BRANCH).why_it_matters == "An editor's words."
    assert ("other-report" in remote.keys(BRANCH)) is grows


def test_an_editors_branch_that_github_can_merge_is_left_alone(hub, desk, remote, server):
    """If only main added to the ledger, there is nothing that she could not settle on the web."""
    desk.git("checkout", "-q", "--", ".")
    desk.write(replace(desk.read(3), version=4, published=ALPHA, changes="Better words.", written_by=DESK))
    run(desk, server)
    before = remote.git("rev-parse", BRANCH)
    main = fresh(hub, "main")
    main.collect("other", at=BETA)
    main.commit()
    main.git("push", "-q")
    run(fresh(hub, "later"), server)

    assert remote.git("rev-parse", BRANCH) == before


def test_an_editors_branch_is_left_alone(hub, desk, remote, server):
    """Nothing is pushed to it; the items that wait are named in one comment, which is renewed in place."""
    run(desk, server)
    edits(hub)
    before = remote.git("rev-parse", BRANCH)
    later = fresh(hub, "later")
    draft(later, "beta", BETA)
    done = the_one(run(later, server))

    assert "another text is proposed, which an editor changed" in done.error
    assert remote.git("rev-parse", BRANCH) == before
    assert later.numbers == [1, 2, 3, 4]
    [comment] = server.comments[1]
    assert comment["body"].startswith(WAITING)
    assert "The beta report" in comment["body"]
    assert done.waiting == 1

    later.collect("gamma", at=GAMMA)
    run(later, server)
    [comment] = server.comments[1]
    assert "The gamma report" in comment["body"]
    calls = len(server.written)
    run(later, server)
    assert len(server.written) == calls


def test_items_that_only_the_state_has_are_named(hub, desk, server):
    """On a fresh machine the items that wait are in the state, and not in a ledger."""
    run(desk, server)
    edits(hub)
    later = fresh(hub, "later")
    line = codec.dump_line(item("beta", BETA)).encode().rstrip(b"\n")
    later.git("fetch", "-q")
    add_to_state(later.root, {f"stories/{SLUG}.jsonl": [line]})
    run(later, server)

    assert "The beta report" in server.comments[1][0]["body"]


def test_a_comment_is_renewed_when_nothing_waits(hub, desk, server):
    """The comment says so when no item waits any more; without a comment none is written for that."""
    run(desk, server)
    edits(hub)
    later = fresh(hub, "later")
    run(later, server)
    assert server.comments[1] == []

    later.collect("beta", at=BETA)
    run(later, server)
    run(fresh(hub, "last"), server)
    assert "No item waits" in server.comments[1][0]["body"]


def test_a_readers_comment_with_the_marker_is_not_renewed(hub, desk, server):
    """Anybody may write a comment that begins with the marker; only Dateline's own is replaced."""
    run(desk, server)
    edits(hub)
    stranger = {"id": 100, "body": f"{WAITING}\nMine", "user": {"type": "User"}, "author_association": "NONE"}
    server.comments[1] = [stranger]
    later = fresh(hub, "later")
    later.collect("beta", at=BETA)
    run(later, server)

    assert server.comments[1][0]["body"] == f"{WAITING}\nMine"
    assert len(server.comments[1]) == 2


def test_an_editors_card_is_renewed(hub, desk, server):
    """After an editor's commit, the pull request shows what she wrote."""
    run(desk, server)
    edits(hub, text="The quay stands under water.")
    done = the_one(run(fresh(hub, "later"), server))

    assert done.state == "renewed"
    assert "The quay stands under water" in server.pulls[0]["body"]


# --- by hand ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [{"written_by": DESK}, {"review": Review("Ada Byron", "2026-06-01", "edited")}])
def test_a_version_of_a_person_is_committed_in_her_name(desk, remote, server, given):
    """A version by hand, or with a review, is the work of a person, and later runs of the desk can tell."""
    draft(desk, "beta", ALPHA, **given)
    run(desk, server)

    assert remote.git("log", "-1", "--format=%ae", BRANCH) == "desk@example.org"


def test_without_a_name_a_person_is_asked_for_it(desk, remote, server, monkeypatch):
    """Git must know who commits a version by hand; nothing is lost."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    draft(desk, "beta", ALPHA, written_by=DESK)
    desk.git("config", "--unset", "user.email")
    done = the_one(run(desk, server))

    assert (done.code, "git config user.name" in done.hint) == (2, True)
    assert desk.numbers == [1, 2, 3, 4]
    assert not remote.has(BRANCH)


def test_a_version_that_is_being_written_is_left(desk, remote, server):
    """A version by hand without its texts is not taken away from who writes it."""
    draft(desk, "beta", ALPHA, written_by=DESK, changes="")
    done = the_one(run(desk, server))

    assert (done.state, "is still being written" in done.said) == ("left", True)
    assert desk.numbers == [1, 2, 3, 4]
    assert not remote.has(BRANCH)


@pytest.mark.parametrize("way", ["own branch", "the branch"])
def test_who_knows_the_branch_goes_on_with_it(hub, desk, remote, server, way):
    """A person's further work is pushed if her own branch had the proposed text, or if she works on the proposal's branch."""
    draft(desk, "beta", ALPHA, written_by=DESK)
    if way == "own branch":
        desk.git("switch", "-q", "-c", "mine")
        desk.commit()
    run(desk, server)
    if way == "the branch":
        desk.git("switch", "-q", BRANCH)
    desk.write(replace(desk.read(4), why_it_matters="Better words."))
    done = the_one(run(desk, server))

    assert (done.state, done.said) == ("renewed", "")
    assert remote.version(BRANCH).why_it_matters == "Better words."


def test_a_readers_report_is_closed_by_the_merge(desk, server):
    """A correction by hand that answers a reader's report closes its issue; a writer's text never does."""
    why = Correction(3, "It floods.", "It floods often.", "Reported by a reader (issue 12). The source was cut.")
    draft(desk, "beta", ALPHA, written_by=DESK, kind="correction", corrections=(why,))
    run(desk, server)

    assert server.pulls[0]["body"].endswith("\nCloses #12\n")


# --- closed, merged, taken --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", [True, False])
def test_closed_is_proposed_again_only_with_news(hub, desk, remote, server, gone):
    """A pull request that was closed stays closed, with its branch or without, until there is a newer draft."""
    stays = hub.clone("stays")
    stays.git("switch", "-q", "-c", "mine")
    draft(stays, "alpha", ALPHA)
    stays.commit()
    run(desk, server)
    server.close(at="2026-06-01T12:00:00Z")
    if gone:
        remote.git("branch", "-D", BRANCH)
    closed = run(fresh(hub, "later"), server)
    same = the_one(run(stays, server))

    assert the_one(closed).state == "closed"
    assert remote.rows[-1]["state"] == "closed"
    assert same.state == ("left" if gone else "closed")
    assert len(server.pulls) == 1

    news = fresh(hub, "news")
    draft(news, "beta", BETA)
    done = the_one(run(news, server))
    assert (done.state, done.pull_request) == ("opened", 2)
    assert remote.version(BRANCH).published == BETA
    assert len(remote.rows) == 3


@pytest.mark.parametrize("way", ["merge", "squash", "edited"])
def test_a_merge_is_understood(hub, desk, remote, server, way):
    """It is recorded, and the branch that is left over stays as it is."""
    run(desk, server)
    editor = edits(hub) if way == "edited" else hub.clone("editor")
    editor.git("switch", "-q", "main")
    editor.git("merge", "-q", *(["--squash"] if way == "squash" else []), f"origin/{BRANCH}")
    if way == "squash":
        editor.commit()
    editor.git("push", "-q")
    server.close(merged=True)
    if way == "edited":
        remote.git("branch", "-D", BRANCH)
    done = the_one(run(fresh(hub, "later"), server))

    assert (done.state, done.pull_request) == ("merged", 1)
    assert remote.rows[-1]["state"] == "merged"
    assert run(fresh(hub, "last"), server) == ()


def test_a_number_that_main_took_is_told_once(hub, desk, remote, server):
    """The pull request gets one comment that says what to do; it is left alone otherwise."""
    run(desk, server)
    other = fresh(hub, "other")
    other.file(4, "beta", BETA)
    other.git("push", "-q")
    before = remote.git("rev-parse", BRANCH)
    done = the_one(run(fresh(hub, "later"), server))
    run(fresh(hub, "last"), server)

    assert done.state == "taken"
    [comment] = server.comments[1]
    assert comment["body"].startswith(TAKEN)
    assert f"dateline renumber {SLUG}" in comment["body"]
    assert remote.git("rev-parse", BRANCH) == before
    server.close()
    assert the_one(run(fresh(hub, "closed"), server)).state == "closed"


def test_without_a_host_it_is_taken_as_well(hub, desk, remote):
    """Without a code host nobody can be told on a page, and the run says so."""
    run(desk)
    other = fresh(hub, "other")
    other.file(4, "beta", BETA)
    other.git("push", "-q")

    assert the_one(run(fresh(hub, "later"))).state == "taken"


def test_a_clash_is_refused_with_the_way_out(hub, desk, remote, server):
    """If main has another version with the number of the one here, `dateline renumber` is the answer; others go on."""
    other = fresh(hub, "other")
    other.file(4, "beta", BETA)
    other.git("push", "-q")
    done = the_one(run(desk, server))

    assert (done.code, "dateline renumber" in done.hint) == (2, True)
    draft(desk, "gamma", GAMMA, number=5)
    both = run(desk, server)
    assert [(one.code, "dateline renumber" in one.hint) for one in both] == [(2, True)]
    assert not remote.has(BRANCH)


# --- refusals ---------------------------------------------------------------------------------------------------------------


def second_story(clone: Clone, slug: str = "quay-flood") -> None:
    """A whole new story, as `new` and `update` leave it."""
    story = builders.dossier(builders.version(1, written_by=WrittenBy("extractive")), slug=slug)
    folder = clone.root / "stories" / slug
    folder.mkdir()
    (folder / "story.yaml").write_text(codec.dump(Story("The quay")))
    (folder / "items.jsonl").write_text("".join(codec.dump_line(one) for one in story.items if isinstance(one, Item)))
    (folder / "v001.yaml").write_text(codec.dump(story.versions[0]))


def test_a_new_story_is_proposed_with_the_settings(desk, remote, server):
    """A whole new story comes with the settings, if they got its feeds; and everything is put back."""
    second_story(desk)
    site = desk.root / "content/site.yaml"
    before = site.read_bytes()
    site.write_bytes(before + b"tagline: All about the harbour\n")
    _, done = run(desk, server)

    named = ["content/site.yaml", *(f"stories/quay-flood/{name}" for name in ("items.jsonl", "story.yaml", "v001.yaml"))]
    assert remote.git("diff", "--name-only", "main", "dateline/quay-flood-v001").split() == named
    assert remote.git("diff", "--name-only", "main", BRANCH).split() == [f"{FOLDER}/items.jsonl", FILE]
    assert (done.state, sorted(done.put_back)) == ("opened", named)
    assert site.read_bytes() == before
    assert not (desk.root / "stories/quay-flood").exists()


def test_a_refused_push_stops_no_other(desk, remote, server):
    """The error has the remote's reason, the version stays here, the other story goes on, and the next run finishes."""
    second_story(desk)
    hook = remote.refuse(BRANCH)
    refused, other = run(desk, server)

    assert (refused.state, refused.code) == ("failed", 3)
    assert "Only the desk may do that." in refused.error
    assert other.state == "opened"
    assert desk.numbers == [1, 2, 3, 4]
    hook.unlink()
    assert sorted(one.state for one in run(desk, server)) == ["opened", "unchanged"]


def test_a_race_is_told_and_nothing_is_overwritten(hub, desk, remote, server, monkeypatch):
    """If somebody pushes to the branch in between, the push is refused: nothing is forced."""
    other = fresh(hub, "other")
    draft(other, "beta", BETA)
    found = find_proposable

    def overtaken(*given):
        mine = found(*given)
        monkeypatch.setattr(propose, "find_proposable", found)
        run(other, server)
        return mine

    monkeypatch.setattr(propose, "find_proposable", overtaken)
    done = the_one(run(desk, server))

    assert (done.code, "another run, or a person, pushed first" in done.error, done.hint) == (3, True, "Run it again.")
    assert remote.version(BRANCH).published == BETA
    assert desk.numbers == [1, 2, 3, 4]


REFUSALS = (
    Fault(403, b'{"message": "Resource not accessible by integration"}'),
    Fault(422, b'{"message": "Validation Failed", "errors": ["No commits between main and x"]}'),
    Fault(500, b"<html>Unicorn</html>"),
    Fault(200, b"<html>Sign in</html>"),
    Fault(200, b'["what?"]'),
    Fault(201, b'{"number": "x"}'),
    Fault(hangs=True),
)


@pytest.mark.parametrize("fault", [replace(one, method=method) for one in REFUSALS for method in ("POST", "")])
def test_a_refused_pull_request_is_opened_by_the_next_run(hub, desk, server, monkeypatch, fault):
    """The branch is there, a file says what to open where, the exit code is 3, and a fresh clone finishes."""
    monkeypatch.setattr("dateline.post.github_api.SECONDS", 0.3)
    server.fault = fault
    done = the_one(run(desk, server))

    assert (done.state, done.code) == ("failed", 3)
    assert "t0ken" not in repr(done)
    told = (desk.root / done.file).read_text(encoding="utf-8")
    where = f"https://github.com/example/briefs/compare/main...{BRANCH}"
    assert f"Open a pull request at {where}: from `{BRANCH}` into `main`" in told
    server.fault = None
    assert the_one(run(fresh(hub, "later"), server)).state == "opened"
    assert len(server.pulls) == 1


def test_a_setting_that_forbids_it_is_named_with_its_page(desk, server):
    """GitHub's own words lead to the setting that must be on."""
    said = b'{"message": "GitHub Actions is not permitted to create or approve pull requests."}'
    server.fault = Fault(403, said, method="POST")
    done = the_one(run(desk, server))

    assert "https://github.com/example/briefs/settings/actions" in done.hint
    assert "Allow GitHub Actions to create and approve pull requests" in done.hint


def test_a_state_that_cannot_be_written_is_told(desk, remote, server):
    """The proposal is made all the same, and the exit code is 3."""
    remote.refuse("dateline-state")
    done, state = run(desk, server)

    assert (done.state, state.state, state.code) == ("opened", "failed", 3)


def test_without_state_none_is_read_or_written(desk, remote, server):
    """With `--no-state` the branch is not there afterwards."""
    propose.propose(desk.root, wording=proposal, now=NOW, sharing=False, environment=server.environment)

    assert not remote.has("dateline-state")


# --- where it runs ----------------------------------------------------------------------------------------------------------


def test_a_publication_in_a_larger_repository(make_publication, tmp_path, server):
    """Paths keep their place in the repository."""
    first = builders.item()
    make_publication(builders.dossier(*(builders.version(number) for number in (1, 2, 3)), items=(first,)))
    whole = tmp_path / "whole"
    whole.mkdir()
    (tmp_path / "publication").rename(whole / "news")
    (whole / "code.txt").write_text("Code.\n")
    remote = Remote(Hub(tmp_path, whole))
    git(tmp_path, "clone", "-q", "hub.git", "desk")
    desk = Clone(tmp_path / "desk/news")
    draft(desk, "alpha", ALPHA)
    done = the_one(run(desk, server))

    assert done.state == "opened"
    assert remote.git("diff", "--name-only", "main", BRANCH).split() == [f"news/{FOLDER}/items.jsonl", f"news/{FILE}"]
    assert git(tmp_path / "desk", "status", "--porcelain") == ""


def test_without_a_remote_it_says_how_to_name_one(make_publication):
    """There is nothing to push to; the exit code is 2."""
    root = make_publication(builders.dossier())
    git(root, "init", "-q")

    with pytest.raises(UsageError, match="no remote") as raised:
        run(Clone(root))
    assert "git remote add origin" in raised.value.hint


def test_a_remote_without_main_is_told(make_publication, tmp_path):
    """An empty repository has no main branch to propose to."""
    root = make_publication(builders.dossier())
    git(tmp_path, "init", "-q", "--bare", "empty.git")
    git(root, "init", "-q")
    git(root, "remote", "add", "origin", str(tmp_path / "empty.git"))

    with pytest.raises(GitError, match="cannot be read"):
        run(Clone(root))


@pytest.mark.parametrize("slugs", [(SLUG,), ("quay-flood",)])
def test_only_the_named_stories(desk, remote, server, slugs):
    """Named stories are proposed, and no others."""
    second_story(desk)
    done = the_one(run(desk, server, *slugs))

    assert done.slug == slugs[0]
    with pytest.raises(UsageError, match="no story"):
        run(desk, server, "no-such-story")


def test_a_version_that_cannot_be_read_is_refused(desk, remote, server):
    """Nobody could review it; the hint says where to look."""
    (desk.root / FILE).write_text("format: 1\nversion: [\n")
    done = the_one(run(desk, server))

    assert (done.code, f"dateline check {SLUG}" in done.hint) == (2, True)
    assert not remote.has(BRANCH)


def test_a_proposal_that_an_editor_broke_is_told(hub, desk, server):
    """A version on a branch that cannot be read has no card; the run says so, with its branch."""
    run(desk, server)
    editor = hub.clone("editor")
    editor.git("switch", "-q", BRANCH)
    (editor.root / FILE).write_text("format: 1\nversion: [\n")
    editor.commit()
    editor.git("push", "-q")
    done = the_one(run(fresh(hub, "later"), server))

    assert (done.code, BRANCH in done.hint) == (2, True)


def test_a_text_that_both_changed_is_refused(hub, desk, remote, server):
    """If main and the working tree both changed the settings of the story in one place, nobody is overruled."""
    (desk.root / FOLDER / "story.yaml").write_text("title: Ours\n")
    main = fresh(hub, "main")
    (main.root / FOLDER / "story.yaml").write_text("title: Theirs\n")
    main.commit()
    main.git("push", "-q")
    done = the_one(run(desk, server))

    assert (done.code, "in the same place" in done.error) == (2, True)
    assert not remote.has(BRANCH)


def test_a_branch_that_conflicts_with_main_is_told(hub, desk, remote, server):
    """If the untouched branch and main both changed the story's settings, a person must merge them."""
    (desk.root / FOLDER / "story.yaml").write_text("title: Ours\n")
    run(desk, server)
    main = fresh(hub, "main")
    main.collect("other", at=BETA)
    (main.root / FOLDER / "story.yaml").write_text("title: Theirs\n")
    main.commit()
    main.git("push", "-q")
    before = remote.git("rev-parse", BRANCH)
    done = the_one(run(fresh(hub, "later"), server))

    assert done.code == 2
    edits(hub)
    assert the_one(run(fresh(hub, "last"), server)).code == 0
    assert remote.git("rev-parse", f"{BRANCH}^") == before


def test_a_title_from_outside_commands_nobody(desk, server):
    """A story's title is one line that mentions nobody, closes nothing and skips no check."""
    (desk.root / FOLDER / "story.yaml").write_text('title: "@everyone fixes #12 GH-3 [skip ci] https://example.org/x"\n')
    run(desk, server)

    assert server.pulls[0]["title"] == "@ everyone fixes # 12 GH 3 (skip ci) example.org/x: version 4"


def test_a_fork_with_the_same_branch_is_not_meant(desk, server):
    """A pull request from somebody's fork cannot pass for ours, nor stop it."""
    server.add(BRANCH, state="closed", closed_at=NOW, head={"ref": BRANCH, "repo": {"full_name": "somebody/briefs"}})
    done = the_one(run(desk, server))

    assert (done.state, done.pull_request) == ("opened", 2)


def test_a_pull_request_that_was_opened_in_between_is_found(desk, server, monkeypatch):
    """GitHub refuses a second one for the same branch; the first one is then ours."""
    first = server.add(BRANCH)
    monkeypatch.setattr("dateline.post.github_api._is_from", lambda *_, seen=[]: bool(seen) or bool(seen.append(1)))
    done = the_one(run(desk, server))

    assert (done.state, done.pull_request) == ("opened", 1)
    assert first["body"] != ""


def test_the_board_of_the_cms_gets_its_label(desk, hub, remote, server):
    """With the CMS, the branch has the name that its board knows, and the label; one that an editor moved on stays."""
    main = hub.clone("main")
    (main.root / "admin").mkdir()
    (main.root / "admin/config.yml").touch()
    main.commit()
    main.git("push", "-q")
    desk.git("pull", "-q")
    done = the_one(run(desk, server))

    assert remote.has(f"cms/stories/{SLUG}%2Fv004")
    assert done.branch == f"cms/stories/{SLUG}%2Fv004"
    assert server.pulls[0]["labels"] == [{"name": "sveltia-cms/pending_review"}]
    server.pulls[0]["labels"] = [{"name": "sveltia-cms/pending_publish"}]
    run(fresh(hub, "later"), server)
    assert server.pulls[0]["labels"] == [{"name": "sveltia-cms/pending_publish"}]


@pytest.mark.parametrize(
    ("before", "after", "is_new", "said"),
    [
        ("- [x] Read\r\n- [ ] Sign\r\n", "- [ ] Read\n- [ ] Sign\n", False, None),
        ("- [x] Read\n- [ ] Sign\n", "New\n- [ ] Read\n- [ ] Sign\n", False, "New\n- [x] Read\n- [ ] Sign\n"),
        ("- [x] Read\n", "New\n- [ ] Read\n", True, "New\n- [ ] Read\n"),
        (None, "A\n", False, "A\n"),
        ("[x](https://a/actions/runs/1)", "[x](https://a/actions/runs/23)", False, None),
    ],
)
def test_boxes_stay_ticked(before, after, is_new, said):
    """What an editor has ticked stays ticked when the text is renewed, unless the version has changed.

    That another run keeps the whole card is no reason to renew it.
    """
    assert renewed(before, after, is_new_text=is_new) == said


def test_hooks_and_other_work_are_not_touched(desk, remote, server):
    """No hook of the clone runs, and what is staged, stashed or left of a killed run does not matter."""
    hooks = desk.root / ".git/hooks"
    for name in ("pre-commit", "pre-push", "post-checkout", "commit-msg"):
        (hooks / name).write_text("#!/bin/sh\ntouch ran\nexit 1\n")
        (hooks / name).chmod(0o755)
    left = desk.root / ".dateline/proposed"
    left.mkdir(parents=True)
    (left / "x").touch()
    (desk.root / "note.txt").write_text("Mine.\n")
    desk.git("add", "note.txt")
    run(desk, server)

    assert not (desk.root / "ran").exists()
    assert not left.exists()
    assert desk.git("diff", "--cached", "--name-only") == "note.txt\n"
    assert desk.git("worktree", "list").count("\n") == 1


def test_rows_of_another_form_are_not_used(hub, desk, remote, server):
    """What others wrote to the state chooses no commit, and no file: a row of another form counts as none."""
    desk.git("fetch", "-q")
    good = {"at": NOW, "branch": BRANCH, "commit": "0" * 40, "published": ALPHA, "state": "open", "number": 1, "url": ""}
    earlier = {**good, "branch": f"dateline/{SLUG}-v003"}
    bad = [{}, {**earlier, "commit": "--output=pwned"}, {**earlier, "number": "1"}, {**earlier, "branch": None}]
    add_to_state(desk.root, {"proposals.jsonl": [*bad, {**good, "branch": "main"}]})

    assert the_one(run(desk, server)).state == "opened"
    assert not (desk.root / "pwned").exists()


def test_a_branch_that_is_gone_without_a_host_is_closed(hub, desk, remote):
    """Without a code host, a branch that somebody deleted was turned down."""
    run(desk)
    remote.git("branch", "-D", BRANCH)
    later = run(fresh(hub, "later"))

    assert the_one(later).state == "closed"
    assert run(fresh(hub, "last")) == ()


def test_a_host_that_fails_at_the_end_is_told(hub, desk, remote, server):
    """What became of an earlier proposal cannot be asked; the run says so and goes on."""
    run(desk, server)
    remote.git("branch", "-D", BRANCH)
    server.fault = Fault(500)

    assert the_one(run(fresh(hub, "later"), server)).code == 3


def test_a_story_without_a_ledger(hub, desk, server):
    """A story may have no ledger, here and on the branch."""
    second_story(desk)
    (desk.root / "stories/quay-flood/items.jsonl").unlink()

    assert [one.state for one in run(desk, server)] == ["opened", "opened"]


def test_a_main_branch_of_another_name(hub, desk, remote, server):
    """The remote's main branch is asked for where the clone does not know it."""
    remote.git("branch", "-m", "main", "trunk")
    remote.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    desk.git("symbolic-ref", "-d", "refs/remotes/origin/HEAD")
    desk.git("update-ref", "-d", "refs/remotes/origin/main")
    run(desk, server)

    assert remote.git("diff", "--name-only", "trunk", BRANCH).split() == [f"{FOLDER}/items.jsonl", FILE]
    assert server.calls[-1][2]["base"] == "trunk"


def test_a_remote_that_names_no_main_branch(hub, desk, remote, server):
    """If its HEAD leads nowhere, a branch `main` counts."""
    remote.git("symbolic-ref", "HEAD", "refs/heads/nowhere")
    desk.git("symbolic-ref", "-d", "refs/remotes/origin/HEAD")

    assert the_one(run(desk, server)).state == "opened"


def test_the_cards_of_what_is_here(desk, remote):
    """For a dry run: every version that the base does not have, whether it is committed or not."""
    second_story(desk)
    assert propose.unpublished(desk.root) == ((SLUG, 4), ("quay-flood", 1))
    assert propose.unpublished(desk.root, [SLUG]) == ((SLUG, 4),)
    with pytest.raises(UsageError, match="no story"):
        propose.unpublished(desk.root, ["no-such-story"])
    desk.commit()
    desk.git("switch", "-q", "--detach")
    assert propose.unpublished(desk.root, ["quay-flood"]) == (("quay-flood", 1),)


def test_what_does_not_belong_to_a_story_stays(desk, remote, server):
    """A file that is not part of a story, or a symbolic link, is neither proposed nor touched."""
    (desk.root / FOLDER / "notes.txt").write_text("Mine.\n")
    secret = desk.root.parent / "secret"
    secret.write_text("format: 1\n")
    (desk.root / FOLDER / "v005.yaml").symlink_to(secret)
    run(desk, server)

    assert remote.git("diff", "--name-only", "main", BRANCH).split() == [f"{FOLDER}/items.jsonl", FILE]
    assert (desk.root / FOLDER / "notes.txt").is_file()


def test_a_file_that_changed_meanwhile_stays(desk, server, monkeypatch):
    """An editor may save while the branch is pushed; her text is not what was pushed, so it stays."""

    def pushed(root, commit, name):
        push(root, commit, name)
        (root / FILE).write_text("format: 1\n")

    monkeypatch.setattr("dateline.flows.proposing.branch.push", pushed)
    done = the_one(run(desk, server))

    assert done.put_back == (f"{FOLDER}/items.jsonl",)
    assert desk.data(4) == b"format: 1\n"


def test_a_branch_without_its_version_is_left(hub, desk, remote, server):
    """If somebody removed the version from its branch, there is nothing to show, and nothing is recorded about it."""
    run(desk, server)
    editor = hub.clone("editor")
    editor.git("switch", "-q", BRANCH)
    editor.git("rm", "-q", FILE)
    editor.commit()
    editor.git("push", "-q")

    assert run(fresh(hub, "later"), server) == ()


def test_a_remote_that_does_not_answer(hub, desk, remote, server):
    """The error names it, and nothing was changed."""
    remote.root.rename(hub.folder / "away.git")
    desk.git("symbolic-ref", "-d", "refs/remotes/origin/HEAD")

    with pytest.raises(GitError, match="cannot be read"):
        run(desk, server)
    assert desk.numbers == [1, 2, 3, 4]


def test_the_card_knows_what_the_draft_cost_and_where_its_files_are(desk, remote, server, monkeypatch):
    """What only the run that drafted it knew is in the state; links lead to the commit, and to the run that keeps the card."""
    places = []

    def spied(*given):
        places.append(given[-1])
        return proposal_text(*given)

    proposal_text = proposal.proposal_text
    monkeypatch.setattr(proposal, "proposal_text", spied)
    desk.git("fetch", "-q")
    add_to_state(desk.root, {"drafts.jsonl": [draft_row(SLUG, desk.read(4), Judged(notes=("Odd.",)), ALPHA)]})
    done = the_one(run(desk, server, GITHUB_RUN_ID="7"))

    page = "https://github.com/example/briefs"
    [place] = places
    assert (place.texts_from, place.judged.notes) == (desk.root, ("Odd.",))
    assert (place.blob, place.job) == (f"{page}/blob/{done.commit}", f"{page}/actions/runs/7")
    assert place.file == done.file
    assert "Odd" in server.pulls[0]["body"]


def test_a_correction_does_not_take_the_place_of_a_draft(hub):
    """What somebody wrote from the published version is not put on the branch of what the desk proposed: both are kept."""
    desk = hub.clone("desk")
    draft(desk, "alpha", ALPHA)
    run(desk)
    editor, remote = hub.clone("editor"), Remote(hub)
    head = remote.git("rev-parse", BRANCH)
    draft(editor, "beta", BETA, written_by=WrittenBy("desk"), what="The council plans two barriers [@harbour-plan].")

    done = the_one(run(editor))

    assert (done.code, remote.git("rev-parse", BRANCH)) == (2, head)
    assert "another text is proposed, which the desk drafted" in done.error
    assert f"git switch {BRANCH}" in done.hint
    assert 4 in editor.numbers


def test_a_text_from_fewer_items_does_not_take_the_place_of_a_proposal(hub, desk, remote, server):
    """A run that did not know of all items, on a machine without the state, cannot make a proposal lose what it has."""
    run(desk, server)
    head = remote.git("rev-parse", BRANCH)
    other = fresh(hub, "other")
    draft(other, "beta", BETA, items=1)

    done = the_one(run(other, server))

    assert done.said == "was drafted from fewer items than the one that is proposed"
    assert remote.git("rev-parse", BRANCH) == head
