"""Both records of what was mailed: the journal of this folder, and the state branch, which runs on other machines read."""

from pathlib import Path

from dateline.core.errors import DatelineError, StoreError
from dateline.flows.mailing.past import MailingRun, intent, merged, outcome, runs_in, step
from dateline.store.mailed import Journal
from dateline.store.remote import STATE, fetch
from dateline.store.state import StateBranch, add_to_state, main_branch, read_state

NAME = "mailed"
FILE = f"{NAME}.jsonl"
"""The file on the state branch."""


class MailRecord:
    """What is recorded about the letter of one day. The caller holds the lock."""

    def __init__(self, root: Path, day: str, *, now: str, is_shared: bool) -> None:
        """Reads both records.

        Args:
            root: the publication's folder.
            day: the day of the letter.
            now: the time of the run, UTC.
            is_shared: whether the branch is read and written; it never is if the remote has no main branch.

        Raises:
            GitError: if the remote cannot be read.
            StoreError: if a row cannot be read: it might say who has the letter.
        """
        self._root, self._day, self._now = root, day, now
        self._main = main_branch(root) if is_shared else ""
        self._journal = Journal(root, day)
        self._here = runs_in(self._journal.rows(), day, first="untried", where=self._journal.where)
        self._shared: dict[str, MailingRun] = {}
        if self._main:
            fetch(root, self._main)
            self._shared = self._read(read_state(root))
        self.runs = merged(self._here, self._shared)
        """The runs before this one."""

    def mend(self) -> None:
        """Records the end of runs of this folder that were cut off, or that could not write to the branch.

        Raises:
            GitError: if the remote cannot be written to.
            StoreError: if the disk reports an error.
        """
        for run in self._here.values():
            if not run.is_over:
                self._journal.add(outcome(self._day, run, self._now))
        late = [run for name, run in self._here.items() if name not in self._shared or not self._shared[name].is_over]
        rows = [intent(self._day, run, self._now) for run in late if run.id not in self._shared]
        if self._main and late:
            add_to_state(self._root, {FILE: [*rows, *(outcome(self._day, run, self._now) for run in late)]})

    def begin(self, run: MailingRun) -> frozenset[str]:
        """Records what a run is about to do. Returns the marks that belong to another run, which was on the branch first.

        Raises:
            GitError: if the remote cannot be written to; then no mail may be sent.
            StoreError: if the disk reports an error; likewise.
        """
        row = intent(self._day, run, self._now)
        self._journal.add(row)
        if not self._main:
            return frozenset()
        recorded = self._read(add_to_state(self._root, {FILE: [row]}))
        order = list(recorded)
        new = [recorded[name] for name in order[: order.index(run.id)] if name not in self._shared and name not in self._here]
        return frozenset(mark for other in new for mark in (other.to if other.key == run.key else run.to))

    def note(self, run: MailingRun, mark: str, did: str) -> None:
        """Records one step of a run on this disk: `trying`, or a result.

        Raises:
            StoreError: if the disk reports an error.
        """
        self._journal.add(step(self._day, run.id, mark, did))

    def end(self, run: MailingRun) -> DatelineError | None:
        """Records what a run has done, at least in one of the records; returns why it is not in the other."""
        row = outcome(self._day, run, self._now)
        failed: DatelineError | None = None
        try:
            self._journal.add(row)
        except StoreError as error:
            failed = error
        try:
            if self._main:
                add_to_state(self._root, {FILE: [row]})
        except DatelineError as error:
            failed = failed or error
        return failed

    def _read(self, state: StateBranch) -> dict[str, MailingRun]:
        for place in state.unreadable:
            if place.split(":")[1] == FILE:
                hint = "Correct the line on that branch, or remove it. Nothing was sent, since it might say who has the letter."
                raise StoreError("this line cannot be read", where=place, hint=hint)
        return runs_in(state.rows(NAME), self._day, first="uncertain", where=f"{STATE}:{FILE}")
