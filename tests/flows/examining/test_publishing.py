"""What `doctor` says about the site, the schedule, and the settings on GitHub."""

import os
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import MakePublication
from github_server import NAME, GitHubServer, github

from dateline.core.errors import HostError
from dateline.flows.doctor import examine
from dateline.flows.examining import publishing
from dateline.flows.examining.publishing import PULL_REQUESTS, WORKFLOW, in_words
from dateline.post.code_host import Repository
from dateline.post.gh import GitHubCommand

URL = f"https://github.com/{NAME}"
SETTINGS: dict[str, Any] = {
    "pages": {"build_type": "workflow"},
    "actions/permissions/workflow": {"can_approve_pull_request_reviews": True},
    "actions/workflows/update.yml": {"state": "active"},
}


@pytest.fixture
def server():
    with github() as server:
        yield server


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    return make_publication(config=builders.config(repository=URL))


Told = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture
def told(root: Path) -> Told:
    """What is said about these subjects."""

    def told(*about: str, environment: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
        found = examine(root, now=builders.NOW, environment=environment or {"PATH": ""})
        return [(one.state, one.said, one.hint) for one in found if one.about in about]

    return told


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("17 5 * * *", "every day at 05:17 UTC, next on 25 May 2026"),
        ("47 11 * * *", "every day at 11:47 UTC, next on 24 May 2026"),
        ("30 11 * * *", "every day at 11:30 UTC, next on 25 May 2026"),
        ("23 3 * * 0", "every Sunday at 03:23 UTC, next on 31 May 2026"),
        ("23 3 * * 7", "every Sunday at 03:23 UTC, next on 31 May 2026"),
        ("23 13 * * 0", "every Sunday at 13:23 UTC, next on 24 May 2026"),
        ("5 4 * * 3", "every Wednesday at 04:05 UTC, next on 27 May 2026"),
        ("*/20 * * * *", 'at the times "*/20 * * * *" (UTC)'),
    ],
)
def test_a_schedule_is_said_in_words(cron: str, words: str) -> None:
    """Who cannot read cron is told how often and when next; a Sunday, 24 May 2026, is today. A rare form is quoted."""
    assert in_words(cron, datetime.fromisoformat(builders.NOW)) == words


def test_the_schedule_of_updates(told: Told, root: Path) -> None:
    """It comes from the workflow; without one, nothing is said, and a workflow without a schedule is a note."""
    assert told("schedule") == []
    (root / WORKFLOW).parent.mkdir(parents=True)
    (root / WORKFLOW).write_text('on:\n  schedule:\n    - cron: "17 5 * * *" # UTC\n', encoding="utf-8")
    assert told("schedule") == [("ok", "updates every day at 05:17 UTC, next on 25 May 2026", "")]
    (root / WORKFLOW).write_text("on: [workflow_dispatch]\n", encoding="utf-8")
    assert told("schedule")[0][:2] == ("note", f"{WORKFLOW} has none")


def test_the_size_of_the_site(told: Told, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that was built is measured; half of what GitHub Pages publishes is near the limit."""
    assert told("site") == []
    (root / "build").mkdir()
    (root / "build/index.html").write_bytes(b"x" * 600_000)
    assert told("site") == [("ok", "build/ has 0.6 MB; GitHub Pages publishes at most 1,000 MB", "")]
    monkeypatch.setattr(publishing, "MOST_BYTES", 1_000_000)
    assert told("site")[0][0] == "note"


def test_without_a_token_it_says_where_to_look(told: Told) -> None:
    """The links are made from the address of the repository."""
    ((state, said, hint),) = told("GitHub")

    assert (state, said) == ("note", "its settings are not known: there is neither `gh` nor GITHUB_TOKEN")
    assert f"{URL}/settings/pages" in hint
    assert f"{URL}/settings/actions" in hint


def test_another_host_is_not_asked(make_publication: MakePublication) -> None:
    """A publication whose repository is not on GitHub gets no word about it."""
    root = make_publication(config=builders.config(repository="https://codeberg.example/desk/record"))

    assert not [one for one in examine(root, now=builders.NOW, environment={"PATH": ""}) if one.about == "GitHub"]


def test_settings_that_are_right(told: Told, server: GitHubServer) -> None:
    """Three calls are enough, and none changes anything."""
    server.settings = dict(SETTINGS)

    assert [one[0] for one in told("GitHub", environment=server.environment)] == ["ok", "ok", "ok"]
    assert len(server.calls) == 3
    assert server.written == []


@pytest.mark.parametrize(
    ("path", "answer", "said", "hint"),
    [
        ("pages", {"build_type": "legacy"}, "Pages publishes a branch, not what the workflow builds", "/settings/pages"),
        ("pages", None, "Pages is off, or hidden from this account", "/settings/pages"),
        (
            "actions/permissions/workflow",
            {"can_approve_pull_request_reviews": False},
            "workflows may not open pull requests",
            PULL_REQUESTS,
        ),
        ("actions/permissions/workflow", None, "whether workflows may open pull requests is hidden", PULL_REQUESTS),
        ("actions/permissions/workflow", [], "whether workflows may open pull requests is hidden", PULL_REQUESTS),
        (
            "actions/workflows/update.yml",
            {"state": "disabled_inactivity"},
            "the workflow update.yml was switched off after sixty days without activity",
            "Enable workflow",
        ),
        ("actions/workflows/update.yml", {"state": "disabled_manually"}, "the workflow update.yml was switched off", "Enable"),
        ("actions/workflows/update.yml", None, "the workflow update.yml is not there", "Push"),
    ],
)
def test_settings_that_are_wrong(told, server, path, answer, said, hint):  # noqa: PLR0913, PLR0917  # a table
    """Each setting that is not as a publication needs it is a note, with where to change it."""
    server.settings = {**SETTINGS, path: answer}
    if answer is None:
        del server.settings[path]

    (wrong,) = [one for one in told("GitHub", environment=server.environment) if one[0] != "ok"]

    assert wrong[:2] == ("note", said)
    assert hint in wrong[2]


def test_a_host_that_fails_is_a_note(told: Told, server: GitHubServer) -> None:
    """If GitHub cannot be asked, the reason is said, and where to look."""
    environment = {**server.environment, "GITHUB_API_URL": "http://127.0.0.1:9"}

    ((state, said, hint),) = told("GitHub", environment=environment)

    assert (state, said.partition(": ")[0]) == ("note", "its settings are not known")
    assert "/settings/pages" in hint


@pytest.mark.parametrize(
    ("day", "words"), [("2026-05-10", ""), ("2026-04-05", "will switch"), ("2026-03-01", "has probably switched")]
)
def test_a_quiet_repository_is_told(told: Told, root: Path, day: str, words: str) -> None:
    """GitHub switches schedules off after sixty days without a commit; that is said in time, if GitHub itself cannot be asked."""
    subprocess.run(["git", "init", "-q", root], check=True)
    assert told("schedule") == []
    when = {"GIT_COMMITTER_DATE": f"{day}T00:00:00Z", "GIT_AUTHOR_DATE": f"{day}T00:00:00Z"}
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    command = ["git", "-C", str(root), *names, "commit", "-q", "--allow-empty", "-m", "Begin"]
    subprocess.run(command, check=True, env={**os.environ, **when})

    found = told("schedule")

    assert bool(found) is bool(words)
    assert not found or (words in found[0][1] and f"{URL}/actions/workflows/update.yml" in found[0][2])


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("""echo '{"state": "active"}'""", {"state": "active"}),
        ("""echo '[]'""", {}),
        ("echo nothing", {}),
        ("""echo 'gh: Not Found (HTTP 404)' >&2; exit 1""", {}),
        ("""echo 'gh: Must have admin rights (HTTP 403)' >&2; exit 1""", {}),
    ],
)
def test_gh_is_asked_for_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, wanted: Any) -> None:
    """What is hidden or not there is empty; the path is that of the repository."""
    (tmp_path / "gh").write_text(f'#!/bin/sh\necho "$*" > asked\n{script}\n', encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert GitHubCommand(tmp_path, Repository("github.com", NAME)).about("pages") == wanted
    assert (tmp_path / "asked").read_text() == f"api repos/{NAME}/pages\n"


def test_gh_that_fails_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another failure is no answer."""
    (tmp_path / "gh").write_text("#!/bin/sh\nexit 4\n", encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    with pytest.raises(HostError, match="exit code 4"):
        GitHubCommand(tmp_path, Repository("github.com", NAME)).about("pages")
