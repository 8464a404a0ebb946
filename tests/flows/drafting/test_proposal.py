"""Essays as pull requests, with a real git, a server that plays GitHub, and one that plays the Messages API."""

import json

import pytest
import stamina
from branches import SLUG, Clone, hub
from drafted_essays import alpha, alpha_intro, page_run, says
from github_server import Fault, github
from proposing import Remote
from scripted import messages_server

from dateline.core.errors import GitError, UsageError
from dateline.flows.drafting.intro import introduce
from dateline.flows.drafting.signal import draft_signal
from dateline.report import drafted_text
from dateline.store.front_matter import parse_signal
from dateline.store.remote import EMAIL

__all__ = ["hub"]
NAME = "what-is-in-it-desk-skip-ci"
FILE = f"content/signals/{NAME}.md"
BRANCH = f"dateline/signal-{NAME}"
FILED = "2026-06-01T10:00:00Z"


@pytest.fixture(autouse=True)
def _no_waiting():
    with stamina.set_testing(True, attempts=2):
        yield


@pytest.fixture
def server():
    with github() as one:
        yield one


@pytest.fixture
def remote(hub):
    return Remote(hub)


@pytest.fixture
def desk(hub):
    """A clone whose main branch has a fourth version, on the alpha report, which was filed on 1 June."""
    clone = hub.clone("desk")
    clone.file(4, "alpha", FILED)
    clone.git("push", "-q", "origin", "main")
    return clone


def run(clone: Clone, server=None, answer=alpha, **given):
    """What became of an essay that is proposed at a server that plays GitHub, or without any."""
    environment = server.environment if server else {}
    with messages_server(says(answer)) as model:
        return draft_signal(page_run(clone.root, model, wording=drafted_text, environment=environment, **given), [SLUG])


def introduced(clone: Clone, server=None, day="2026-06-01"):
    with messages_server(says(alpha_intro)) as model:
        asked = page_run(clone.root, model, wording=drafted_text, environment=server.environment if server else {})
        return introduce(asked, day), model.asked


def test_an_essay_becomes_a_branch_and_a_pull_request(desk, remote, server):
    """The branch has the essay on top of main, in Dateline's name; the checked-out branch and the working tree are as before."""
    head = desk.git("rev-parse", "HEAD")
    done = run(desk, server)

    assert (done.state, done.exit_code, done.file) == ("proposed", 0, FILE)
    assert done.proposal
    assert (done.proposal.state, done.proposal.url) == ("opened", "https://github.com/example/briefs/pull/1")
    assert remote.git("diff", "--name-only", "main", BRANCH).split() == [FILE]
    assert remote.git("log", "-1", "--format=%s|%ae|%ce", BRANCH) == f"Draft the essay {NAME}|{EMAIL}|{EMAIL}"
    assert remote.git("rev-parse", f"{BRANCH}^") == remote.git("rev-parse", "main")
    assert parse_signal(remote.data(BRANCH, FILE), FILE).value
    assert (desk.git("rev-parse", "HEAD"), desk.git("status", "--porcelain")) == (head, "")


def test_the_text_shows_quotes_cost_and_who_wrote_it(desk, server):
    """An editor sees each sentence with its quote, the cost, the findings and that a model wrote it; nothing in it acts."""
    done = run(desk, server)
    [pull] = server.pulls

    assert pull["title"] == "What is in it, @ desk (skip ci): an essay"
    assert "**A model wrote this essay**" in pull["body"]
    assert "“All that the alpha report says.” — The alpha report (`harbour-barrier/alpha-report`)" in pull["body"]
    assert "Cost: $0.004" in pull["body"]
    assert "## What `check` finds: nothing" in pull["body"]
    assert "@desk" not in pull["body"]
    assert "[skip ci]" not in pull["body"]
    assert (desk.root / done.proposal.file).read_text(encoding="utf-8") == pull["body"]


def test_it_draws_on_what_the_main_branch_has(desk, server):
    """A version and items that are only here are not drawn on: nobody could check them there."""
    desk.file(5, "beta", "2026-06-02T10:00:00Z")
    done = run(desk, server)
    assert "stories: [harbour-barrier/v4]" in done.content


def test_the_same_title_renews_a_proposal_that_nobody_touched(desk, remote, server):
    """A new draft with the same title goes on top of the branch, and the text of its pull request is replaced."""
    first = run(desk, server)
    second = run(desk, server, answer=lambda body: {**alpha(body), "dek": "All."})
    assert second.proposal.state == "renewed"
    assert remote.git("rev-parse", f"{BRANCH}^") == first.proposal.commit
    assert (len(server.pulls), "All.\n" in server.pulls[0]["body"]) == (1, True)

    third = run(desk, server, answer=lambda body: {**alpha(body), "dek": "All."})
    assert third.proposal.commit == second.proposal.commit

    desk.git("pull", "-q")
    desk.file(5, "beta", "2026-06-02T10:00:00Z")
    desk.git("push", "-q", "origin", "main")
    fourth = run(desk, server)
    assert remote.git("log", "-1", "--format=%P", BRANCH).split() == [third.proposal.commit, remote.git("rev-parse", "main")]
    assert "stories: [harbour-barrier/v5]" in fourth.content


def test_what_an_editor_changed_or_closed_is_left_alone(hub, desk, remote, server):
    """If somebody committed to the branch, or closed the pull request, the new draft gets a name of its own."""
    run(desk, server)
    editor = hub.clone("editor")
    editor.git("switch", "-q", BRANCH)
    (editor.root / FILE).write_text("mine", encoding="utf-8")
    editor.commit("Edit")
    editor.git("push", "-q")
    assert run(desk, server).proposal.branch == f"{BRANCH}-2"
    server.close(2)
    assert run(desk, server).proposal.branch == f"{BRANCH}-3"
    assert remote.data(BRANCH, FILE) == b"mine"


def test_no_name_of_the_main_branch_or_of_a_version_is_taken(hub, desk, server):
    """A file that the main branch has, and a name that would be read as that of a version's branch, get a number."""
    other = hub.clone("other")
    (other.root / "content/signals").mkdir()
    (other.root / FILE).write_text("theirs", encoding="utf-8")
    other.commit("Add")
    other.git("push", "-q")
    assert run(desk, server).proposal.branch == f"{BRANCH}-2"

    def numbered(body):
        told = json.dumps({**alpha(body), "title": "The alpha report v001"}).replace("alpha report, ", "alpha report v001, ")
        return json.loads(told)

    assert run(desk, server, answer=numbered).proposal.branch == "dateline/signal-the-alpha-report-v001-2"


def test_without_a_code_host_a_file_says_what_to_open(desk, remote):
    """The branch is pushed all the same, and a file has the text and the place to open a request; a draft on it renews it."""
    done = run(desk)
    assert (done.proposal.state, done.exit_code) == ("pushed", 0)
    text = (desk.root / done.proposal.file).read_text(encoding="utf-8")
    assert f"from `{BRANCH}` into `main`" in text
    assert "**A model wrote this essay**" in text
    assert remote.has(BRANCH)
    assert run(desk).proposal.branch == BRANCH


def test_a_code_host_that_fails_costs_no_draft(desk, remote, server):
    """The branch is there, the file says what to open, and the exit code is 3; what the host cannot say stops nothing."""
    server.fault = Fault(status=500)
    done = run(desk, server)
    assert (done.proposal.state, done.exit_code, remote.has(BRANCH)) == ("failed", 3, True)
    assert (
        "Open a pull request at https://github.com/example/briefs/compare/main..." in (desk.root / done.proposal.file).read_text()
    )
    assert run(desk, server).proposal.branch == BRANCH


def test_a_push_that_fails_costs_no_draft(desk, remote, server):
    """If the remote does not take the branch, the essay stays in the working tree, and the exit code is 3."""
    remote.refuse("dateline/*")
    done = run(desk, server)
    assert (done.proposal.state, done.exit_code) == ("failed", 3)
    assert (desk.root / FILE).read_text(encoding="utf-8") == done.content
    assert not server.pulls


def test_without_a_remote_no_model_is_asked(desk, server, tmp_path):
    """Nothing to push to is an error before anything is paid; so is a remote that does not answer."""
    desk.git("remote", "set-url", "origin", str(tmp_path / "nowhere"))
    with messages_server(says(alpha)) as model:
        with pytest.raises(GitError):
            draft_signal(page_run(desk.root, model, wording=drafted_text), [SLUG])
        desk.git("remote", "remove", "origin")
        with pytest.raises(UsageError, match="no remote"):
            draft_signal(page_run(desk.root, model, wording=drafted_text), [SLUG])
    assert not model.asked


def test_the_cost_is_told_to_other_machines(hub, desk, remote):
    """What an essay cost is on the state branch, and counts for a run on a new machine; `sharing` off keeps it here."""
    with messages_server(says(alpha)) as model:
        draft_signal(page_run(desk.root, model), [SLUG])
        (row,) = [json.loads(line) for line in remote.data("dateline-state", "spend.jsonl").splitlines()]
        assert (row["month"], row["usd"][:5]) == ("2026-04", "0.004")
        draft_signal(page_run(desk.root, model, sharing=False), [SLUG])
        assert len(remote.data("dateline-state", "spend.jsonl").splitlines()) == 1
        other = hub.clone("other")
        done = draft_signal(page_run(other.root, model), [SLUG])
    assert done.notes == ()
    assert len(remote.data("dateline-state", "spend.jsonl").splitlines()) == 2


def test_a_remote_that_does_not_answer_stops_no_essay(desk, remote, tmp_path):
    """The essay is written, and a note says that its cost is not shared."""
    remote.refuse("dateline-state")
    with messages_server(says(alpha)) as model:
        done = draft_signal(page_run(desk.root, model), [SLUG])
        assert (done.state, done.notes[0][:42]) == ("written", "what it cost is not shared with other mach")
        desk.git("remote", "set-url", "origin", str(tmp_path / "nowhere"))
        done = draft_signal(page_run(desk.root, model), [SLUG])
    assert (done.state, len(done.notes)) == ("written", 1)


def test_an_introduction_is_proposed_once(desk, remote, server):
    """It goes to a branch of its own; as long as that is there, or main has the file, no model is asked again."""
    done, asked = introduced(desk, server)
    assert (done.state, done.proposal.branch, len(asked)) == ("proposed", "dateline/intro-2026-06-01", 1)
    assert server.pulls[0]["title"] == "Introduction to the issue of 2026-06-01"
    again, asked = introduced(desk, server)
    assert (again.state, again.exit_code, asked) == ("kept", 0, [])
    assert "dateline/intro-2026-06-01" in again.reason


def test_what_is_proposed_is_not_drafted_again_to_be_sent(desk, remote):
    """A run that proposes nothing leaves it to whoever merges the proposal; after that, main's is the introduction."""
    introduced(desk)
    with messages_server(says(alpha_intro)) as model:
        sent = introduce(page_run(desk.root, model), "2026-06-01")
    remote.git("update-ref", "refs/heads/main", "dateline/intro-2026-06-01")
    remote.git("branch", "-D", "dateline/intro-2026-06-01")
    desk.git("fetch", "-q", "--prune")
    merged, asked = introduced(desk)

    assert (sent.state, sent.reason) == ("kept", "an introduction is proposed already, on the branch dateline/intro-2026-06-01")
    assert (merged.state, merged.reason) == ("kept", "an introduction is on origin/main already")
    assert model.asked == asked == []


def test_a_host_that_says_nothing_is_told_nothing_wrong(desk, remote, tmp_path):
    """Where `gh` prints nothing about pull requests, the branch is pushed and no text is renewed."""
    tool = tmp_path / "bin/gh"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\n", encoding="utf-8")
    tool.chmod(0o755)
    with messages_server(says(alpha)) as model:
        environment = {"PATH": str(tool.parent), "GITHUB_REPOSITORY": "example/briefs"}
        done = draft_signal(page_run(desk.root, model, wording=drafted_text, environment=environment), [SLUG])
    assert done.proposal
    assert (done.proposal.state, done.proposal.pull_request, remote.has(BRANCH)) == ("renewed", 0, True)
