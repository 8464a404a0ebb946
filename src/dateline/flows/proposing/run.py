"""What a run proposes with."""

from dataclasses import dataclass, field
from pathlib import Path

from dateline.core.errors import UsageError
from dateline.core.model import Timestamp
from dateline.flows.proposing.outcome import Recorded
from dateline.flows.proposing.text import Wording
from dateline.post.code_host import PullRequest, PullRequestHost
from dateline.store.git import must_be_repository
from dateline.store.published import base_of
from dateline.store.remote import address_of, default_branch, fetch, remote_of
from dateline.store.state import StateBranch


def must_have_remote(root: Path) -> None:
    """Stops if there is nothing to push to.

    Raises:
        UsageError: if there is no repository, or no remote.
    """
    must_be_repository(root)
    if not remote_of(root):
        hint = "Name it: `git remote add origin ADDRESS`, then run this again."
        raise UsageError("there is no remote `origin` to push to", where=str(root), hint=hint)


def fetched_base(root: Path) -> str:
    """Fetches, and returns the base.

    Raises:
        GitError: if the remote does not answer.
    """
    main = default_branch(root)
    fetch(root, main)
    base = base_of(root)
    assert base
    return base


@dataclass(frozen=True, slots=True)
class ProposalTarget:
    """Where proposals go."""

    root: Path
    """The publication's folder."""
    base: str
    """The main branch as last fetched, such as `origin/main`."""
    host: PullRequestHost | None
    """The code host; None if pull requests cannot be opened from here."""

    @property
    def main(self) -> str:
        """The name of the main branch."""
        return self.base.partition("/")[2]

    @property
    def where(self) -> str:
        """The address at which a person opens a pull request."""
        return self.host.repository.url if self.host else address_of(self.root)


@dataclass(frozen=True, slots=True)
class ProposeRun(ProposalTarget):
    """A run of `dateline propose`."""

    wording: Wording
    """Writes the texts."""
    job: str = ""
    """The address of the workflow's run; empty outside of one."""
    state: StateBranch = field(default_factory=StateBranch)
    """The state branch."""
    recorded: Recorded = field(default_factory=Recorded)
    """What earlier runs recorded about proposals."""
    now: Timestamp = ""
    """The time of the run, UTC."""

    def pull_request(self, branch: str) -> PullRequest | None:
        """The newest pull request from a branch; None if none is known.

        Raises:
            HostError: if the host cannot be asked.
        """
        found = self.host.find(branch) if self.host else None
        if found is None or found.state != "unknown":
            return found
        row = self.recorded.rows.get(branch, {})
        if (state := row.get("state")) not in ("open", "closed", "merged"):
            return None
        return PullRequest(row["number"], state, row["url"], closed_at=row["at"])
