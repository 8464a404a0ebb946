"""Reads an issue of the repository on GitHub: through `gh` if that is installed, or else through the REST API."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from dateline.core.secret import masked, secrets_of
from dateline.post.calling import client
from dateline.post.smtp import is_this_machine

API = "https://api.github.com"
SECONDS = 20.0
"""The longest time for an answer, from the first byte sent to the last byte read."""
MOST_BYTES = 1_000_000
"""The longest answer; GitHub allows an issue 65,536 characters."""


class ReportedIssue(NamedTuple):
    """An issue, as somebody outside wrote it."""

    title: str
    """Its title."""
    body: str
    """Its text."""


class Unread(NamedTuple):
    """An issue that could not be read."""

    why: str
    """Why, in words for people."""


def find_issue(number: int, folder: Path, repository: str | None, environment: Mapping[str, str]) -> ReportedIssue | Unread:
    """An issue, or why it cannot be read.

    Args:
        number: its number.
        folder: a checkout of the repository, for `gh`.
        repository: the repository's address; None: the one that `folder` or the environment names.
        environment: variables with the path to `gh`, the token and the address of the API.
    """
    program = shutil.which("gh", path=environment.get("PATH"))
    asked = _by_gh(program, number, folder, repository, environment) if program else Unread("`gh` is not installed")
    if isinstance(asked, ReportedIssue):
        return asked
    if not environment.get("GITHUB_TOKEN"):
        return Unread(f"{asked.why}, and GITHUB_TOKEN is not set")
    return _by_api(number, repository, environment)


def _by_gh(
    program: str, number: int, folder: Path, repository: str | None, environment: Mapping[str, str]
) -> ReportedIssue | Unread:
    argv = [program, "issue", "view", str(number), "--json", "title,body", *(["--repo", repository] if repository else [])]
    quiet = {**environment, "GH_PROMPT_DISABLED": "1", "NO_COLOR": "1"}
    with TemporaryFile() as said, TemporaryFile() as complained:
        streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": said, "stderr": complained}
        try:
            code = subprocess.run(argv, cwd=folder, env=quiet, timeout=SECONDS, check=False, **streams).returncode
        except subprocess.TimeoutExpired:
            return Unread(f"`gh` did not answer within {SECONDS:g} s")
        except OSError as error:
            return Unread(f"`gh` cannot be run: {error.strerror}")
        said.seek(0)
        complained.seek(0)
        if code:
            reason = masked(complained.read(500).decode(errors="replace").strip(), secrets_of(environment))
            return Unread(f"`gh` says: {reason}" if reason else f"`gh` ended with exit code {code}")
        return _issue_in(said.read(MOST_BYTES + 1), "`gh`")


def _by_api(number: int, repository: str | None, environment: Mapping[str, str]) -> ReportedIssue | Unread:
    try:
        import httpx2  # noqa: PLC0415  # only installed with the extra `update`

        from dateline.core.deadline import within  # noqa: PLC0415
    except ImportError:
        return Unread("asking GitHub needs the extra `update`")
    name = _name_of(repository, environment)
    if not name:
        return Unread("`repository` in content/site.yaml does not lead to a repository on GitHub")
    url = f"{environment.get('GITHUB_API_URL', API).rstrip('/')}/repos/{name}/issues/{number}"
    parts = urlsplit(url)
    if parts.scheme != "https" and not is_this_machine(parts.hostname or ""):
        return Unread("GITHUB_API_URL is not an https address, and the token would be sent there")
    headers = {"Accept": "application/vnd.github+json", "Authorization": f"Bearer {environment['GITHUB_TOKEN']}"}
    data = b""
    try:
        with within(SECONDS), client(headers, SECONDS).stream("GET", url) as answer:
            if answer.status_code != httpx2.codes.OK:
                return Unread(f"GitHub answers {answer.status_code} for this issue of {name}")
            for part in answer.iter_bytes():
                data += part
                if len(data) > MOST_BYTES:
                    break
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        is_late = isinstance(error, httpx2.TimeoutException)
        return Unread("GitHub's answer took too long" if is_late else f"GitHub cannot be reached: {error}")
    return _issue_in(data, "GitHub")


def _name_of(repository: str | None, environment: Mapping[str, str]) -> str:
    """`owner/name` on the host whose API is asked; empty if the repository is elsewhere."""
    if not repository:
        return environment.get("GITHUB_REPOSITORY", "")
    parts = urlsplit(repository)
    name = parts.path.strip("/").removesuffix(".git")
    is_there = parts.hostname == "github.com" or "GITHUB_API_URL" in environment
    return name if is_there and name.count("/") == 1 else ""


def _issue_in(data: bytes, who: str) -> ReportedIssue | Unread:
    """The issue in an answer, which may be anything."""
    with suppress(ValueError, TypeError, KeyError, RecursionError):
        found: Any = json.loads(data) if len(data) <= MOST_BYTES else None
        title, body = found["title"], found["body"] or ""
        if isinstance(title, str) and isinstance(body, str):
            return ReportedIssue(title, body)
    return Unread(f"{who} does not answer with an issue")
