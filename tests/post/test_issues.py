"""An issue is read through `gh`, or else from the API; whatever they answer, the editor goes on."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from wire.server import Call, Server, drip, drip_headers, serving, stall

from dateline.post import issues
from dateline.post.issues import ReportedIssue, Unread, find_issue

ISSUE = ReportedIssue("Wrong cost", "### Sentence\n\nIt costs 4 million.")
ANSWER = json.dumps({"title": ISSUE.title, "body": ISSUE.body, "number": 12}).encode()
REPOSITORY = "https://github.com/example/briefs"
PLACE = "/repos/example/briefs/issues/12"

MakeGh = Callable[[str], Mapping[str, str]]


@pytest.fixture
def gh(tmp_path: Path) -> MakeGh:
    """Puts a program `gh` on the path that notes how it was called, and then does what the test wants."""

    def make(body: str) -> Mapping[str, str]:
        path = tmp_path / "bin" / "gh"
        path.parent.mkdir()
        told = (
            f"json.dump([sys.argv[1:], os.getcwd(), os.environ.get('GH_PROMPT_DISABLED')], open({str(tmp_path / 'log')!r}, 'w'))"
        )
        path.write_text(f"#!{sys.executable}\nimport json, os, sys, time\n{told}\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
        return {"PATH": str(path.parent)}

    return make


def asked(folder: Path) -> Any:
    return json.loads((folder / "log").read_text(encoding="utf-8"))


def by_api(folder: Path, server: Server, repository: str | None = REPOSITORY, **more: str) -> ReportedIssue | Unread:
    given = {"PATH": "", "GITHUB_TOKEN": "a-token", "GITHUB_API_URL": server.url("/"), **more}
    return find_issue(12, folder, repository, given)


def test_gh_is_asked_first(gh, tmp_path):
    """It is called once, in the publication, for the repository of the settings, and never waits for an answer."""
    environment = gh(f"print({ANSWER.decode()!r})")

    assert find_issue(12, tmp_path, REPOSITORY, environment | {"GITHUB_TOKEN": "a-token"}) == ISSUE
    argv = ["issue", "view", "12", "--json", "title,body", "--repo", REPOSITORY]
    assert asked(tmp_path) == [argv, str(tmp_path), "1"]


def test_without_a_repository_gh_finds_it(gh, tmp_path):
    """If the settings name none, it is the one that the folder is a clone of."""
    assert find_issue(12, tmp_path, None, gh(f"print({ANSWER.decode()!r})")) == ISSUE
    assert "--repo" not in asked(tmp_path)[0]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("sys.exit('no issue 12\\n')", "`gh` says: no issue 12"),
        ("sys.exit(4)", "`gh` ended with exit code 4"),
        ("print('[]')", "`gh` does not answer with an issue"),
        ("print('{')", "`gh` does not answer with an issue"),
        ('print(\'{"title": 1, "body": ""}\')', "`gh` does not answer with an issue"),
        ("print('[' * 99999)", "`gh` does not answer with an issue"),
        ("sys.stdout.write('\"' + 'x' * 2_000_000)", "`gh` does not answer with an issue"),
        ("time.sleep(60)", "`gh` did not answer within 0.5 s"),
    ],
)
def test_what_gh_cannot_read_is_said(gh, tmp_path, monkeypatch, body, why):
    """Without a token, its reason is all that is known."""
    environment = gh(body)
    monkeypatch.setattr(issues, "SECONDS", 0.5 if "sleep" in body else 20.0)

    assert find_issue(12, tmp_path, REPOSITORY, environment) == Unread(f"{why}, and GITHUB_TOKEN is not set")


def test_what_gh_says_has_no_secret(gh, tmp_path):
    """The value of a token is not passed on, whatever prints it."""
    environment = gh("sys.exit(os.environ['GH_TOKEN'] + ' is not valid')") | {"GH_TOKEN": "canary-canary"}

    assert find_issue(12, tmp_path, REPOSITORY, environment) == Unread(
        "`gh` says: [GH_TOKEN] is not valid, and GITHUB_TOKEN is not set"
    )


def test_the_token_is_not_sent_in_the_clear(tmp_path):
    """Another server than this machine is only asked by https."""
    given = {"PATH": "", "GITHUB_TOKEN": "a-token", "GITHUB_API_URL": "http://github.example/api"}

    assert "is not an https address" in getattr(find_issue(12, tmp_path, REPOSITORY, given), "why", "")


def test_a_gh_that_cannot_run_is_said(tmp_path):
    """A file of that name that is no program."""
    path = tmp_path / "gh"
    path.write_bytes(b"\0")
    path.chmod(0o755)

    found = find_issue(12, tmp_path, REPOSITORY, {"PATH": str(tmp_path)})

    assert isinstance(found, Unread)
    assert found.why.startswith("`gh` cannot be run: ")


def test_without_gh_and_token_nobody_is_asked(tmp_path):
    """The note says what would help."""
    assert find_issue(12, tmp_path, REPOSITORY, {"PATH": ""}) == Unread("`gh` is not installed, and GITHUB_TOKEN is not set")


def test_the_api_is_asked_with_the_token(tmp_path):
    """One request, to the address that GitHub documents, at the API that a runner names."""
    with serving({PLACE: lambda call: call.say(200, ANSWER)}) as server:
        assert by_api(tmp_path, server) == ISSUE
        assert by_api(tmp_path, server, f"{REPOSITORY}.git") == ISSUE
        assert by_api(tmp_path, server, None, GITHUB_REPOSITORY="example/briefs") == ISSUE

    assert server.hits == [f"127.0.0.1{PLACE}"] * 3
    assert server.headers[0]["Authorization"] == "Bearer a-token"
    assert server.headers[0]["Accept"] == "application/vnd.github+json"


def test_after_gh_has_failed_the_api_is_asked(gh, tmp_path):
    """A program that is installed and not signed in is no reason to give up."""
    with serving({PLACE: lambda call: call.say(200, ANSWER)}) as server:
        assert by_api(tmp_path, server, PATH=gh("sys.exit(4)")["PATH"]) == ISSUE


def test_an_issue_without_a_text_is_one(tmp_path):
    """GitHub answers null for an empty text."""
    with serving({PLACE: lambda call: call.say(200, b'{"title": "T", "body": null}')}) as server:
        assert by_api(tmp_path, server) == ReportedIssue("T", "")


def long(call: Call) -> None:
    call.send_response(200)
    call.end_headers()
    while not call.server.closing.is_set():
        call.wfile.write(b'"' + b"x" * 100_000)


@pytest.mark.parametrize(
    ("route", "why"),
    [
        (lambda call: call.say(404, b"{}"), "GitHub answers 404 for this issue of example/briefs"),
        (lambda call: call.say(301, b"{}", location="/elsewhere"), "GitHub answers 301 for this issue of example/briefs"),
        (lambda call: call.say(200, b"<html>"), "GitHub does not answer with an issue"),
        (long, "GitHub does not answer with an issue"),
        (drip, "GitHub's answer took too long"),
        (drip_headers, "GitHub's answer took too long"),
        (stall, "GitHub's answer took too long"),
    ],
)
def test_what_the_api_does_not_answer_is_said(tmp_path, monkeypatch, route, why):
    """A refusal, a move, another page, an answer without end, one that never comes: each ends in time, with a reason."""
    monkeypatch.setattr(issues, "SECONDS", 0.5 if route in {drip, drip_headers, stall} else 20.0)
    with serving({PLACE: route}) as server:
        found = by_api(tmp_path, server)

    assert isinstance(found, Unread)
    assert found.why.startswith(why)
    assert "a-token" not in found.why
    assert len(server.hits) == 1


@pytest.mark.parametrize(
    ("repository", "api"),
    [
        ("https://gitlab.example.org/a/b", None),
        ("https://github.com/a", "here"),
        ("https://github.com/a/b/c", "here"),
        (None, "here"),
    ],
)
def test_a_token_goes_nowhere_else(tmp_path, repository, api):
    """For a repository on another host, or none, GitHub is not asked about one that happens to have its name."""
    with serving({}) as server:
        given = {"PATH": "", "GITHUB_TOKEN": "a-token"} | ({"GITHUB_API_URL": server.url("")} if api else {})
        found = find_issue(12, tmp_path, repository, given)

    assert found == Unread("`repository` in content/site.yaml does not lead to a repository on GitHub")
    assert server.hits == []


def test_without_the_library_the_extra_is_named(tmp_path, monkeypatch):
    """An installation that only builds sites cannot ask."""
    monkeypatch.setitem(sys.modules, "httpx2", None)

    found = find_issue(12, tmp_path, REPOSITORY, {"PATH": os.devnull, "GITHUB_TOKEN": "a-token"})

    assert found == Unread("asking GitHub needs the extra `update`")
