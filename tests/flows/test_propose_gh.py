"""Proposals through `gh`: one that answers as the real one does, and one that only logs what it is asked."""

import json
import os
import sys
from pathlib import Path

import gh_double
import pytest
from branches import FOLDER, hub
from gh_double import LOGS, WRAPPER
from proposing import ALPHA, BETA, BRANCH, Remote, draft, edits, run, status, the_one

__all__ = ["hub"]
URL = "https://github.com/example/briefs/pull/1"


def _filled(text, **values):
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    return text


class Command:
    """A `gh` on PATH."""

    def __init__(self, folder: Path, text: str) -> None:
        self.store, self.log = folder / "gh.json", folder / "asked"
        tool = folder / "bin/gh"
        tool.parent.mkdir()
        tool.write_text(_filled(text, PYTHON=sys.executable, DOUBLE=gh_double.__file__, STORE=self.store, LOG=self.log))
        tool.chmod(0o755)
        self.environment = {"PATH": f"{tool.parent}:{os.environ['PATH']}", "GITHUB_REPOSITORY": "example/briefs"}

    @property
    def held(self):
        return json.loads(self.store.read_text(encoding="utf-8"))

    @property
    def asked(self):
        """The first two words of each command."""
        return [" ".join(words[:2]) for words in self.held["asked"]]

    def change(self, **given):
        held = self.held
        held["pulls"][0].update(given)
        self.store.write_text(json.dumps(held), encoding="utf-8")


@pytest.fixture
def gh(tmp_path):
    return Command(tmp_path, WRAPPER)


@pytest.fixture
def logs(tmp_path):
    return Command(tmp_path, LOGS)


@pytest.fixture
def desk(hub):
    clone = hub.clone("desk")
    draft(clone, "alpha", ALPHA)
    return clone


def test_a_proposal_from_the_draft_to_the_comment(hub, desk, gh):
    """It is opened, renewed for a newer draft, and left alone with one comment once an editor has changed it."""
    done = the_one(run(desk, gh))
    assert (done.state, done.url, done.pull_request) == ("opened", URL, 1)
    later = hub.clone("later")
    draft(later, "beta", BETA)
    assert the_one(run(later, gh)).state == "renewed"
    edits(hub)
    last = hub.clone("last")
    last.collect("gamma", at=BETA)
    run(last, gh)
    last.collect("delta", at=BETA)
    run(last, gh)

    [pull], [comment] = gh.held["pulls"], gh.held["comments"]
    assert pull["title"] == "The harbour barrier: version 4"
    assert "An editor" in pull["body"]
    assert "The delta report" in comment["body"]
    calls = len(gh.held["asked"])
    assert the_one(run(last, gh)).waiting == 3  # the later draft had not read the first one's item
    assert gh.asked[calls:] == ["pr list", "api --paginate"]


def test_texts_are_in_files_and_commands_have_only_fixed_words(desk, gh):
    """The title, made safe, is the only text from outside that is a word of a command; git gets none at all."""
    (desk.root / FOLDER / "story.yaml").write_text('title: "$(touch pwned) `x` @all"\n')
    run(desk, gh)

    words = [word for command in gh.held["asked"] for word in command if "pwned" in word]
    assert words == ["$(touch pwned) `x` @ all: version 4"]
    assert not list(desk.root.rglob("pwned"))


def test_the_label_of_the_board(hub, desk, gh):
    """With the CMS, the label is made and added."""
    (desk.root / "admin").mkdir()
    (desk.root / "admin/config.yml").touch()
    run(desk, gh)

    assert gh.held["pulls"][0]["labels"] == [{"id": "1", "name": "sveltia-cms/pending_review"}]


def test_closed_and_merged(hub, desk, gh):
    """What `gh` says about the end of a pull request is understood."""
    run(desk, gh)
    gh.change(state="CLOSED", closedAt="2026-06-01T12:00:00Z")
    assert the_one(run(hub.clone("second"), gh)).state == "closed"
    gh.change(state="MERGED")
    Remote(hub).git("branch", "-f", "main", BRANCH)
    assert run(hub.clone("third"), gh) == ()


def test_a_command_that_only_logs(hub, desk, logs):
    """It says nothing, so what was opened is known from the state: nothing is opened twice, and closed stays closed."""
    done = the_one(run(desk, logs))
    again = the_one(run(hub.clone("later"), logs))

    assert [one.state for one in (done, again)] == ["opened", "unchanged"]
    told = logs.log.read_text().splitlines()
    create = [line for line in told if line.startswith("pr create")]
    head = f"pr create --base main --head {BRANCH} --title The harbour barrier: version 4 --body-file "
    assert [line.rpartition(" ")[0] + " " for line in create] == [head]
    assert told[0].startswith(f"pr list --head {BRANCH} --state all --json number,state,title,body,url,headRefOid")
    assert status(desk) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("echo 'GraphQL: GitHub Actions is not permitted to create or approve pull requests' >&2; exit 1", "settings/actions"),
        ("exit 4", "gh auth status"),
        ("echo '<html>'", "pr list"),
        ("""echo '[{"state": "OPEN"}]'""", "code host answered"),
    ],
)
def test_a_command_that_fails(hub, desk, tmp_path, text, words):
    """The branch is pushed, a file says what to open, and the hint says what to do."""
    done = the_one(run(desk, Command(tmp_path, f"#!/bin/sh\n{text}\n")))

    assert (done.state, done.code) == ("failed", 3)
    assert words in done.hint
    assert Remote(hub).has(BRANCH)


def test_what_a_command_says_has_no_secret(hub, desk, tmp_path):
    """Whatever `gh` prints, the token and the password of an address are not passed on."""
    told = 'echo "$GITHUB_TOKEN at https://desk:hunter2hunter2@github.com" >&2; exit 1'

    done = the_one(run(desk, Command(tmp_path, f"#!/bin/sh\n{told}\n"), GITHUB_TOKEN="canary-canary"))

    assert "[GITHUB_TOKEN] at https://…@github.com" in done.error
    assert "canary" not in done.error
    assert "hunter2" not in done.error


def test_a_command_that_hangs_is_left(hub, desk, tmp_path, monkeypatch):
    """After its time, the branch is pushed, and the error says so in words."""
    monkeypatch.setattr("dateline.post.gh.SECONDS", 0.2)

    done = the_one(run(desk, Command(tmp_path, "#!/bin/sh\nexec sleep 60\n")))

    assert "did not answer within 0 seconds" in done.error
    assert Remote(hub).has(BRANCH)


def test_one_that_another_run_opened_is_found(desk, gh):
    """If `gh` says that there is a pull request already, that one is ours."""
    made = {"number": 1, "state": "OPEN", "head": "?", "title": "", "body": "", "url": URL, "labels": []}
    gh.store.write_text(json.dumps({"pulls": [made], "comments": [], "asked": []}))
    script = Path(gh.environment["PATH"].partition(":")[0], "gh")
    text = script.read_text()
    becomes = f'sed -i "s|?|{BRANCH}|" "{gh.store}"'
    said = f'case "$2" in create) echo "a pull request already exists" >&2; {becomes}; exit 1;; esac'
    script.write_text(text.replace("\nexec", f"\n{said}\nexec"))

    assert the_one(run(desk, gh)).pull_request == 1


def test_a_command_that_cannot_be_started(desk, tmp_path):
    """A `gh` for another machine is an error with a hint."""
    command = Command(tmp_path, "no script\n")
    Path(command.environment["PATH"].partition(":")[0], "gh").write_bytes(b"\x7fELF")

    assert "gh auth status" in the_one(run(desk, command)).hint


def test_another_server_is_named(hub, desk, gh):
    """For GitHub Enterprise, `gh` is told which server is meant."""
    from dateline.post.code_host import Repository
    from dateline.post.gh import GitHubCommand

    command = GitHubCommand(desk.root, Repository("git.example.org", "a/b"), gh.environment)
    assert command._environment["GH_REPO"] == "git.example.org/a/b"
