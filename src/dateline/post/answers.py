"""What GitHub answers, in the same words from its API and from its command."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from dateline.core.errors import HostError
from dateline.core.showing import one_line
from dateline.post.code_host import PullRequest, Repository

_NOT_PERMITTED = "not permitted to create or approve pull requests"
"""How GitHub says that a setting of the repository forbids it."""
_EXISTS = "already exists"
_TRUSTED = ("OWNER", "MEMBER", "COLLABORATOR", None)
"""Who may write a comment that is renewed; an answer may leave it out."""
_LONGEST = 300
"""Characters of an answer that an error repeats."""
_NOT_SHOWN = re.compile(r"\b40[34]\b")
"""The status for what is not there, or what this account may not see."""


def pull_request(row: Mapping[str, Any]) -> PullRequest:
    """A pull request, as the API or the command describes it."""
    labels = (str(one.get("name", "")) for one in row.get("labels") or () if isinstance(one, dict))
    return PullRequest(
        int(row["number"]),
        _state(row),
        str(row.get("html_url") or row.get("url") or ""),
        str(row.get("title") or ""),
        str(row.get("body") or ""),
        str(row.get("closed_at") or row.get("closedAt") or ""),
        tuple(labels),
    )


def newest(rows: Iterable[Mapping[str, Any]]) -> PullRequest | None:
    """The newest of several: an open one, or else the one with the highest number.

    Raises:
        HostError: if the answer has another form.
    """
    try:
        found = [pull_request(row) for row in rows]
    except (KeyError, ValueError, TypeError) as error:
        hint = "Run it again later; if that does not help, report it with what the code host answered."
        raise HostError("the code host describes a pull request in an unknown form", hint=hint) from error
    return max(found, key=lambda one: (one.state == "open", one.number), default=None)


def existing(error: HostError, found: PullRequest | None) -> PullRequest:
    """The open pull request because of which a second one is refused.

    Raises:
        HostError: the error, if it says something else, or there is no such pull request.
    """
    if _EXISTS in str(error) and found and found.state in ("open", "unknown"):
        return replace(found, state="open")
    raise error


def comment_to_renew(rows: Iterable[Mapping[str, Any]], marker: str) -> tuple[int, str] | None:
    """The id and the text of the comment that begins with a marker; None if there is none.

    A reader who writes the marker is not meant: only a program, or somebody of the repository.
    """
    for row in rows:
        text, user = str(row.get("body") or "").replace("\r\n", "\n"), row.get("user")
        is_bot = isinstance(user, dict) and user.get("type") == "Bot"
        if text.startswith(marker) and (is_bot or row.get("author_association") in _TRUSTED) and isinstance(row.get("id"), int):
            return row["id"], text.strip()
    return None


def not_shown(error: HostError) -> dict[str, Any]:
    """Nothing, if the host says that there is nothing, or that this account may not see it; raises any other error."""
    if not _NOT_SHOWN.search(error.what):
        raise error
    return {}


def refusal(what: str, repository: Repository, *, where: str, hint: str) -> HostError:
    """The error for what GitHub refuses; the hint names the setting, if that is the cause."""
    if _NOT_PERMITTED in what:
        settings = f"{repository.url}/settings/actions"
        hint = f'Turn on "Allow GitHub Actions to create and approve pull requests" at {settings}, then run this again.'
    said = one_line(what)
    return HostError(said if len(said) <= _LONGEST else f"{said[:_LONGEST]} …", where=where, hint=hint)


def _state(row: Mapping[str, Any]) -> Literal["open", "closed", "merged"]:
    if row.get("merged_at") or row.get("merged") or str(row["state"]).lower() == "merged":
        return "merged"
    return "open" if str(row["state"]).lower() == "open" else "closed"
