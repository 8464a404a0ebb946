"""A code host, where proposed versions are pull requests that editors review."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

GITHUB = "github.com"
LABEL = "sveltia-cms/pending_review"
"""Puts a pull request on the board of the CMS, as one that waits for a review."""
BOARD = "sveltia-cms/"
"""How all labels of that board begin."""
_OTHERS = ("FORGEJO_ACTIONS", "GITEA_ACTIONS")
"""Set by runners that imitate GitHub's, with its other variables."""
_SHORT = re.compile(r"(?:[^\s/@]+@)?([^\s/:]+):(?!//)/?(.+)")
"""An address as `git@host:owner/name`."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on a code host."""

    host: str
    """The host, such as github.com."""
    name: str
    """Its owner and its name: `owner/name`."""

    @property
    def url(self) -> str:
        """Its page."""
        return f"https://{self.host}/{self.name}"


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request as the host knows it."""

    number: int
    """Its number; 0 if the host does not say."""
    state: Literal["open", "closed", "merged", "unknown"]
    """What became of it; `unknown` if the host says nothing at all."""
    url: str = ""
    """Its page."""
    title: str | None = None
    """Its title; None if it is not known."""
    body: str | None = None
    """Its text; None if it is not known."""
    closed_at: str = ""
    """When it was closed or merged, UTC; empty if it is open."""
    labels: tuple[str, ...] = ()
    """The names of its labels."""


class PullRequestHost(Protocol):
    """What Dateline asks of a code host. Each call raises HostError if the host cannot be reached, or refuses."""

    repository: Repository
    """The repository with the pull requests."""

    def about(self, path: str) -> dict[str, Any]:
        """What the host says about the repository under a path of its API, such as settings; empty if it shows nothing there."""
        ...

    def find(self, branch: str) -> PullRequest | None:
        """The newest pull request from a branch, which may be gone; None if there never was one."""
        ...

    def open(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """Opens a pull request, or finds the one that is open."""
        ...

    def renew(self, number: int, title: str, body: str) -> None:
        """Replaces the title and the text of a pull request."""
        ...

    def label(self, number: int, name: str) -> None:
        """Adds a label to a pull request."""
        ...

    def comment(self, number: int, marker: str, body: str, *, is_new: bool = True) -> None:
        """Writes the one comment that begins with a marker, or replaces its text.

        Args:
            number: the pull request.
            marker: a comment in HTML, which nobody sees.
            body: the text after the marker.
            is_new: whether it is written if it is not there yet.
        """
        ...


def repository_of(address: str, settings: str | None, environment: Mapping[str, str]) -> Repository | None:
    """The repository on GitHub, or on the GitHub server that the environment names; None if it is not there.

    Args:
        address: the address of the remote.
        settings: `repository` in site.yaml, which counts if the remote is a path on a disk.
        environment: the environment variables.
    """
    if any(environment.get(name) for name in _OTHERS):
        return None
    server = urlsplit(environment.get("GITHUB_SERVER_URL", "")).hostname or GITHUB
    if re.fullmatch(r"[\w.-]+/[\w.-]+", name := environment.get("GITHUB_REPOSITORY", "")) and _is_github(environment):
        return Repository(server, name)
    found = _parsed(address) or _parsed(settings or "")
    hosts = {GITHUB, environment.get("GH_HOST", GITHUB)} | ({server} if _is_github(environment) else set())
    return found if found and found.host in hosts else None


def _is_github(environment: Mapping[str, str]) -> bool:
    """Whether GITHUB_SERVER_URL and GITHUB_REPOSITORY are about a GitHub server, and not about one that imitates it."""
    return not environment.get("GITHUB_API_URL", "").rstrip("/").endswith("/api/v1")


def _parsed(address: str) -> Repository | None:
    """The host, owner and name in the address of a repository; None if it is a path."""
    try:
        parts = urlsplit(address)
        host, path = parts.hostname or "", parts.path
    except ValueError:
        return None
    if "://" not in address:
        short = _SHORT.fullmatch(address)
        host, path = (short[1], short[2]) if short else ("", "")
    name = re.fullmatch(r"/?([\w.-]+/[\w.-]+?)(?:\.git)?/?", path)
    return Repository(host.lower(), name[1]) if host and name else None
