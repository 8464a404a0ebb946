"""GitHub through its REST API, with GITHUB_TOKEN; the token is sent to that server alone and is in no message."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dateline.core.errors import HostError, UsageError
from dateline.core.secret import masked, secrets_of
from dateline.core.showing import one_line
from dateline.post.answers import comment_to_renew, existing, newest, not_shown, refusal
from dateline.post.calling import client
from dateline.post.code_host import PullRequest, Repository
from dateline.post.smtp import is_this_machine

if TYPE_CHECKING:
    import httpx2

API = "https://api.github.com"
SECONDS = 30.0
"""The longest time for a call, redirects included."""
MOST_BYTES = 10_000_000
MOST_PAGES, MOST_REDIRECTS = 20, 3
PAGE = 100
"""Rows on a page of a list."""
_RATE = (403, 429)
_MOVED = (301, 302, 307, 308)


class GitHubApi:
    """The pull requests of a repository, through the REST API."""

    def __init__(self, repository: Repository, environment: Mapping[str, str]) -> None:
        """Makes no call.

        Args:
            repository: the repository.
            environment: the environment variables: GITHUB_TOKEN, and GITHUB_API_URL for another server than github.com.

        Raises:
            UsageError: if the address of the API would show the token to others on the way, or httpx2 is not installed.
        """
        self.repository = repository
        self._api = environment.get("GITHUB_API_URL", "").rstrip("/") or API
        self._pause = ""
        self._secrets = secrets_of(environment)
        parts = urlsplit(self._api)
        if parts.scheme != "https" and not is_this_machine(parts.hostname or ""):
            raise UsageError("is not an https address", where="GITHUB_API_URL", hint="The token is sent there: use https.")
        headers = {
            "accept": "application/vnd.github+json",
            "authorization": f"Bearer {environment.get('GITHUB_TOKEN', '')}",
            "x-github-api-version": "2022-11-28",
        }
        self._client = client(headers, SECONDS)

    def about(self, path: str) -> dict[str, Any]:
        """See `PullRequestHost.about`."""
        try:
            said = self._call("GET", path)
        except HostError as error:
            return not_shown(error)
        return said if isinstance(said, dict) else {}

    def find(self, branch: str) -> PullRequest | None:
        """See `PullRequestHost.find`."""
        owner = self.repository.name.partition("/")[0]
        rows = self._list("pulls", {"head": f"{owner}:{branch}", "state": "all"})
        return newest(row for row in rows if _is_from(row, branch))

    def open(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """See `PullRequestHost.open`."""
        sent = {"head": branch, "base": base, "title": title, "body": body}
        try:
            found = newest([self._object("POST", "pulls", sent)])
        except HostError as error:
            return existing(error, self.find(branch))
        assert found
        return found

    def renew(self, number: int, title: str, body: str) -> None:
        """See `PullRequestHost.renew`."""
        self._call("PATCH", f"pulls/{number}", {"title": title, "body": body})

    def label(self, number: int, name: str) -> None:
        """See `PullRequestHost.label`."""
        self._call("POST", f"issues/{number}/labels", {"labels": [name]})

    def comment(self, number: int, marker: str, body: str, *, is_new: bool = True) -> None:
        """See `PullRequestHost.comment`."""
        text = f"{marker}\n{body}"
        there = comment_to_renew(self._list(f"issues/{number}/comments", {}), marker)
        if there and there[1] != text.strip():
            self._call("PATCH", f"issues/comments/{there[0]}", {"body": text})
        elif not there and is_new:
            self._call("POST", f"issues/{number}/comments", {"body": text})

    def _list(self, path: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """All rows of a list, page by page."""
        found: list[dict[str, Any]] = []
        for page in range(1, MOST_PAGES + 1):
            rows = self._call("GET", path, query={**query, "per_page": str(PAGE), "page": str(page)})
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise self._error("the answer is not a list")
            found += rows
            if len(rows) < PAGE:
                break
        return found

    def _object(self, method: str, path: str, sent: Mapping[str, Any]) -> dict[str, Any]:
        row = self._call(method, path, sent)
        if not isinstance(row, dict):
            raise self._error("the answer is not a pull request")
        return row

    def _call(self, method: str, path: str, sent: Mapping[str, Any] | None = None, query: Mapping[str, str] | None = None) -> Any:
        """What the server answers, as JSON."""
        import httpx2  # noqa: PLC0415

        from dateline.core.deadline import within  # noqa: PLC0415

        if self._pause:
            raise self._error(self._pause)
        address = httpx2.URL(f"{self._api}/repos/{self.repository.name}/{path}", params=query)
        try:
            with within(SECONDS):
                status, headers, data = self._answer(method, address, sent)
        except httpx2.TimeoutException as error:
            raise self._error(f"no answer within {SECONDS:.0f} seconds") from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._error(f"cannot be reached: {type(error).__name__}") from error
        if status < 200 or status >= 300:  # noqa: PLR2004  # the class of a status
            raise self._refused(status, headers, data)
        try:
            return json.loads(data) if data.strip() else None
        except (ValueError, RecursionError) as error:
            raise self._error(f"answered with something else than JSON (status {status})") from error

    def _answer(self, method: str, address: "httpx2.URL", sent: Mapping[str, Any] | None) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body; a renamed repository is followed on the same server."""
        for _ in range(MOST_REDIRECTS + 1):
            with self._client.stream(method, address, json=sent) as response:
                data = b""
                for part in response.iter_bytes():
                    data += part
                    if len(data) > MOST_BYTES:
                        raise self._error(f"the answer is larger than {MOST_BYTES:,} bytes")
            if response.status_code not in _MOVED:
                return response.status_code, response.headers, data
            there = address.join(response.headers.get("location", ""))
            if (there.scheme, there.netloc) != (address.scheme, address.netloc):
                raise self._error(f"sends the request on to another server, {one_line(there.host)}, which gets no token")
            address = there
        raise self._error(f"sends the request on more than {MOST_REDIRECTS} times")

    def _refused(self, status: int, headers: Mapping[str, str], data: bytes) -> HostError:
        """The error for a status that says no."""
        said = masked(_said(data), self._secrets) or "no reason given"
        if status in _RATE and (when := _allowed_again(headers)):
            self._pause = f"asks for a pause until {when}"
            return self._error(f"{self._pause}: {said}", "Run this again after that; what is done is kept.")
        hints = {
            401: "GITHUB_TOKEN is not valid any more, or not for this server.",
            403: "Let the token write pull requests: `permissions: pull-requests: write` in the workflow.",
            404: f"See whether the token may read {self.repository.name}, and whether that is its name.",
        }
        return self._error(f"answered {status}: {said}", hints.get(status, "Run this again later; what is done is kept."))

    def _error(self, what: str, hint: str = "Run this again later; what is done is kept.") -> HostError:
        return refusal(what, self.repository, where=urlsplit(self._api).netloc.rpartition("@")[2], hint=hint)


def _is_from(row: Mapping[str, Any], branch: str) -> bool:
    """Whether a pull request is from this branch of the repository itself; a fork of the same owner may have one, too."""
    head, base = row.get("head"), row.get("base")
    if not isinstance(head, dict) or not isinstance(base, dict):
        return True
    ours, its = ((one.get("repo") or {}).get("full_name") for one in (base, head))
    return head.get("ref", branch) == branch and its in (None, ours)


def _said(data: bytes) -> str:
    """The message and the errors in an answer, on one line; empty if it has another form."""
    try:
        row = json.loads(data)
        errors = [one.get("message", "") if isinstance(one, dict) else str(one) for one in row.get("errors") or ()]
        return one_line(": ".join(filter(None, (row.get("message", ""), *errors))))
    except (ValueError, AttributeError, TypeError, RecursionError):
        return ""


def _allowed_again(headers: Mapping[str, str]) -> str:
    """When the server takes calls again, as a time in UTC; empty if it sets no limit."""
    wait, left, reset = (headers.get(name, "") for name in ("retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"))
    if wait.isascii() and wait.isdigit():
        return f"{datetime.now(UTC) + timedelta(seconds=min(int(wait), 86_400)):%H:%M} UTC"
    if left == "0" and reset.isascii() and reset.isdigit():
        return f"{datetime.fromtimestamp(min(int(reset), 2**40), UTC):%H:%M} UTC"
    return ""
