"""What a run of its own spends, told to later runs on other machines by the state branch (docs/adr/0040)."""

import secrets
from decimal import Decimal
from pathlib import Path

from dateline.core.errors import GitError
from dateline.flows.shared.cached import SPENT, fill_cache
from dateline.store.cache import Cache
from dateline.store.remote import fetch
from dateline.store.state import add_to_state, main_branch, read_state


class SharedSpending:
    """The costs on the state branch. If the remote does not answer, the run goes on without it, and says so."""

    def __init__(self, root: Path, now: str, *, is_used: bool = True) -> None:
        """Begins without reading anything.

        Args:
            root: the publication's folder.
            now: the time of the run, UTC.
            is_used: whether the branch is read and written; it never is if the remote has no main branch.
        """
        self.notes: list[str] = []
        """What a person should know."""
        self._root, self._now = root, now
        self._main = main_branch(root) if is_used else ""

    def take(self) -> None:
        """Fetches the branch, and brings what the month has cost so far into the cache; the caller holds the lock."""
        if self._main:
            try:
                fetch(self._root, self._main)
                fill_cache(Cache(self._root), read_state(self._root), self._now[:7])
            except GitError as error:
                self._note(error)

    def save(self, usd: Decimal) -> None:
        """Pushes what the run has cost, in US dollars; called once, at its end."""
        if self._main and usd:
            row = {"at": self._now, "month": self._now[:7], "run": secrets.token_hex(4), "before": "0", "usd": str(usd)}
            try:
                add_to_state(self._root, {f"{SPENT}.jsonl": [row]})
            except GitError as error:
                self._note(error)

    def _note(self, error: GitError) -> None:
        self.notes.append(f"what it cost is not shared with other machines: {error}")
        self._main = ""
