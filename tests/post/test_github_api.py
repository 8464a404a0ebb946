"""GitHub's REST API, played by a server on loopback: deadlines, limits, pauses, pages, and a token that stays here."""

import json
import sys
from datetime import UTC, datetime, timedelta

import pytest
from github_server import NAME, Fault, github

from dateline.core.errors import HostError, UsageError
from dateline.post import github_api
from dateline.post.code_host import Repository
from dateline.post.github_api import GitHubApi

BRANCH = "dateline/quay-v004"


@pytest.fixture
def server():
    with github() as one:
        yield one


@pytest.fixture
def api(server):
    return GitHubApi(Repository("github.com", NAME), server.environment)


def refused(api, call=lambda api: api.find(BRANCH)):
    with pytest.raises(HostError) as raised:
        call(api)
    assert "t0ken" not in f"{raised.value} {raised.value.hint}"
    return raised.value


def test_the_calls_are_as_documented(server, api):
    """The version of the API, the token, the branch with its owner, and every state."""
    assert api.find(BRANCH) is None
    method, path, _ = server.calls[0]
    assert (method, path) == ("GET", f"/repos/{NAME}/pulls?head=example%3Adateline%2Fquay-v004&state=all&per_page=100&page=1")
    assert server.tokens == ["Bearer t0ken"]


def test_the_newest_is_found(server, api):
    """An open one counts before all others, and then the highest number."""
    for state in ("closed", "open", "closed"):
        server.add(BRANCH, state=state)
    assert api.find(BRANCH).number == 2
    server.close(2)
    assert api.find(BRANCH).number == 3


def test_lists_are_read_page_by_page(server, api):
    """The comment that is renewed may be on the second page."""
    server.add(BRANCH)
    server.comments[1] = [{"id": 100, "body": "x", "user": None}] * 150
    api.comment(1, "<!-- m -->", "One")
    api.comment(1, "<!-- m -->", "Two")
    assert len(server.comments[1]) == 151
    assert server.comments[1][-1]["body"] == "<!-- m -->\nTwo"


def test_a_list_without_an_end_ends(server, api, monkeypatch):
    """A server that always has a further page is not asked for ever."""
    monkeypatch.setattr(github_api, "PAGE", 0)
    monkeypatch.setattr(github_api, "MOST_PAGES", 3)
    api.find(BRANCH)
    assert len(server.calls) == 3


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(401, b'{"message": "Bad credentials"}'), "401: Bad credentials"),
        (Fault(403, b'{"message": "Resource not accessible by integration"}'), "Resource not accessible"),
        (Fault(404, b'{"message": "Not Found"}'), "404: Not Found"),
        (Fault(422, b'{"message": "V", "errors": ["No commits", {"code": "x"}]}'), "422: V: No commits"),
        (Fault(502, b"<html>"), "502: no reason given"),
        (Fault(500, b"[]"), "500: no reason given"),
        (Fault(200, b"<html>"), "something else than JSON"),
        (Fault(200, b"[" * 100_000), "something else than JSON"),
        (Fault(200, b"{}"), "not a list"),
        (Fault(200, b"[1]"), "not a list"),
        (Fault(200, b'[{"number": 1}]'), "unknown form"),
        (Fault(500, json.dumps({"message": "x" * 1000}).encode()), "x …"),
    ],
)
def test_what_is_no_answer(server, api, fault, words):
    """Each is an error with what the server said, on one line, and with a hint."""
    server.fault = fault
    error = refused(api)
    assert words in str(error)
    assert error.hint


def test_an_error_that_repeats_the_token_is_told_without_it(server):
    """The name of the variable stands in its place."""
    server.fault = Fault(401, b'{"message": "canary-canary is not valid"}')
    api = GitHubApi(Repository("github.com", NAME), server.environment | {"GITHUB_TOKEN": "canary-canary"})

    assert "401: [GITHUB_TOKEN] is not valid" in str(refused(api))


def test_an_answer_that_is_no_pull_request(server, api):
    """After opening, the answer must be one."""
    server.fault = Fault(201, b"[]", method="POST")
    assert "not a pull request" in str(refused(api, lambda one: one.open(BRANCH, "main", "T", "B")))


@pytest.mark.parametrize("fault", [Fault(hangs=True), Fault(drips=True), Fault(drips_headers=True)])
def test_a_slow_server_is_left(server, api, monkeypatch, fault):
    """It may neither hang nor send a byte or a header at a time for ever."""
    monkeypatch.setattr(github_api, "SECONDS", 0.2)
    server.fault = fault
    assert "no answer within" in str(refused(GitHubApi(Repository("github.com", NAME), server.environment)))


def test_an_endless_answer_is_left(server, api, monkeypatch):
    """There is a limit to what is read."""
    monkeypatch.setattr(github_api, "MOST_BYTES", 100)
    server.fault = Fault(200, b" " * 1000)
    assert "larger than 100 bytes" in str(refused(api))


def test_nobody_there():
    """A server that cannot be reached is named, without the token."""
    given = {"GITHUB_API_URL": "http://127.0.0.1:9", "GITHUB_TOKEN": "t0ken"}
    assert "127.0.0.1:9: cannot be reached" in str(refused(GitHubApi(Repository("github.com", NAME), given)))


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize("way", ["retry-after", "reset"])
def test_a_pause_is_kept(server, api, status, way):
    """When GitHub asks for a pause, the error says until when, and no further call is made."""
    until = datetime.now(UTC) + timedelta(hours=1)
    reset = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(until.timestamp()))}
    server.fault = Fault(status, b'{"message": "Slow down"}', {"retry-after": "3600"} if way == "retry-after" else reset)
    first, second = refused(api), refused(api)

    assert "asks for a pause until " in str(first)
    assert "UTC" in str(second)
    assert len(server.calls) == 1


def test_a_renamed_repository_is_followed(server, api):
    """GitHub sends the request on to the new address on the same server."""
    there = f"{server.url}/repositories/1/pulls?x=1"
    server.fault = Fault(301, headers={"location": there})
    assert "more than 3 times" in str(refused(api))
    assert [path for _, path, _ in server.calls[1:]] == ["/repositories/1/pulls?x=1"] * 3


@pytest.mark.parametrize("there", ["http://localhost:9/", "https://127.0.0.1/", "//example.org/x"])
def test_no_other_server_gets_the_token(server, api, there):
    """A redirect to another host, port or scheme is refused."""
    server.fault = Fault(302, headers={"location": there})
    assert "gets no token" in str(refused(api))
    assert len(server.calls) == 1


def test_without_the_extra_it_says_what_to_install(server, monkeypatch):
    """The HTTP client is part of the extra `update`."""
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(UsageError, match="httpx2 is not installed"):
        GitHubApi(Repository("github.com", NAME), server.environment)
