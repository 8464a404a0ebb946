"""What became of a proposal, and what is recorded about it for the next run."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.core.errors import DatelineError

ProposalState = Literal["opened", "renewed", "unchanged", "pushed", "left", "closed", "merged", "taken", "failed"]
_RECORDED: Mapping[str, str] = {
    "opened": "open",
    "renewed": "open",
    "unchanged": "open",
    "pushed": "proposed",
    "failed": "proposed",
    "closed": "closed",
    "merged": "merged",
}
_FACTS = ("commit", "published", "state", "number", "url")
"""What makes a row of the state a new one."""


@dataclass(frozen=True, slots=True)
class ProposalOutcome:
    """What became of one proposed version."""

    slug: str
    """The story."""
    number: int
    """The version; 0 if the run as a whole is meant."""
    state: ProposalState
    """`pushed`: its branch is there, without a known pull request; `left`: it was not pushed, for the reason in `said`; `taken`:
    the main branch has another version with this number."""
    branch: str = ""
    """Its branch; empty if it has none."""
    commit: str = ""
    """The newest commit of the branch."""
    published: str = ""
    """When the version was filed."""
    pull_request: int = 0
    """The number of its pull request; 0 if it has none, or that is not known."""
    url: str = ""
    """The page of the pull request."""
    said: str = ""
    """Why the version here was not pushed."""
    file: str = ""
    """The file with its review card, and with what to open where if no pull request could be opened."""
    put_back: tuple[str, ...] = ()
    """Files of the working tree that are on the branch now, and were put back to what is committed here."""
    waiting: int = 0
    """Items that wait because an editor changed the version."""
    error: str = ""
    """What failed."""
    hint: str = ""
    """What to do about that."""
    code: int = 0
    """The exit code that this means."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What earlier runs recorded."""

    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Branch → its last row."""

    def news(self, outcomes: Iterable[ProposalOutcome], now: str) -> list[dict[str, Any]]:
        """The rows that say something new about these outcomes."""
        rows = (_row(one, now) for one in outcomes if one.commit and one.state in _RECORDED)
        return [row for row in rows if any(self.rows.get(row["branch"], {}).get(name) != row[name] for name in _FACTS)]


def recorded(rows: Iterable[Mapping[str, Any]]) -> Recorded:
    """The last row about each branch; a row of another form counts as none."""
    return Recorded({row["branch"]: row for row in rows if _is_row(row)})


def failure(slug: str, number: int, error: DatelineError) -> ProposalOutcome:
    """The outcome of a proposal that failed."""
    return ProposalOutcome(slug, number, "failed", error=str(error), hint=error.hint, code=error.exit_code)


def _is_row(row: Mapping[str, Any]) -> bool:
    """Whether a row has the form that is written here; its commit is given to git."""
    texts = all(isinstance(row.get(name), str) for name in ("at", "branch", "commit", "published", "state", "url"))
    return texts and isinstance(row.get("number"), int) and bool(re.fullmatch(r"[0-9a-f]{40,64}", row["commit"]))


def _row(one: ProposalOutcome, now: str) -> dict[str, Any]:
    about = {"at": now, "story": one.slug, "version": one.number, "branch": one.branch, "commit": one.commit}
    told = {"published": one.published, "state": _RECORDED[one.state], "number": one.pull_request, "url": one.url}
    return about | told
