"""What became of the letter of a day so far, as the journal of this machine and the state branch record it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from dateline.core.errors import StoreError

Result = Literal["sent", "failed", "uncertain", "untried"]
LEFT: tuple[Result, ...] = ("failed", "uncertain", "untried")
"""The results that the last row of a run names; its other readers were sent the letter."""

_STEPS: Mapping[str, Result] = {"trying": "uncertain", "sent": "sent", "failed": "failed", "uncertain": "uncertain"}
"""What is known of a reader after a step."""


@dataclass(frozen=True, slots=True)
class MailingRun:
    """One run that sent, or was about to send, the letter of a day."""

    id: str
    """Its name, which no other run has."""
    key: str
    """The name of the key that its marks are made with."""
    to: tuple[str, ...]
    """The marks of those it was to send the letter to."""
    results: Mapping[str, Result] = field(default_factory=dict)
    """What became of each of them."""
    is_over: bool = False
    """Whether it recorded its end."""


def intent(day: str, run: MailingRun, now: str) -> dict[str, Any]:
    """The row that a run records before the first mail."""
    return {"day": day, "run": run.id, "at": now, "key": run.key, "to": [*run.to]}


def outcome(day: str, run: MailingRun, now: str) -> dict[str, Any]:
    """The row that a run records at its end: whom it did not send the letter to."""
    left = {name: [mark for mark in run.to if run.results[mark] == name] for name in LEFT}
    return {"day": day, "run": run.id, "at": now, **{name: marks for name, marks in left.items() if marks}, "over": True}


def step(day: str, run: str, mark: str, did: str) -> dict[str, Any]:
    """A row of the journal about one reader: `trying` before the mail is given to the server, and its result after that."""
    return {"day": day, "run": run, "mark": mark, "did": did}


def runs_in(rows: Iterable[Mapping[str, Any]], day: str, *, first: Result, where: str) -> dict[str, MailingRun]:
    """The runs of a day, by their ids, in the order in which they recorded what they were to do.

    Args:
        rows: the rows of the journal, or of the state branch.
        day: the day of the letter.
        first: what is known of a reader of whom no row says more: the journal has a row for each attempt, the branch does not.
        where: the place of the rows.

    Raises:
        StoreError: if a row has another form.
    """
    runs: dict[str, MailingRun] = {}
    try:
        for row in rows:
            if row["day"] == day:
                _read(row, runs, first)
    except (KeyError, TypeError) as error:
        hint = "Put back the file as it was, or remove the row. Nothing was sent, since it might say who has the letter."
        raise StoreError("a row is not as `dateline daily` writes it", where=where, hint=hint) from error
    return runs


def _read(row: Mapping[str, Any], runs: dict[str, MailingRun], first: Result) -> None:
    name = row["run"]
    if "to" in row:
        to = tuple(row["to"])
        runs[name] = MailingRun(name, row["key"], to, _all(to, first))
        return
    run = runs[name]
    if "mark" in row:
        told: dict[str, Result] = {row["mark"]: _STEPS[row["did"]]}
    else:
        told = _all(run.to, "sent") | {mark: result for result in LEFT for mark in row.get(result, ())}
    runs[name] = MailingRun(run.id, run.key, run.to, {**run.results, **told}, is_over="mark" not in row)


def _all(to: Iterable[str], result: Result) -> dict[str, Result]:
    return dict.fromkeys(to, result)


class KnownReaders(NamedTuple):
    """Who has the letter, as far as it is known."""

    sent: frozenset[str] = frozenset()
    """The marks of those who have it."""
    uncertain: frozenset[str] = frozenset()
    """The marks of those who perhaps have it."""
    is_other_key: bool = False
    """Whether it was perhaps sent to readers whose marks have another key: everyone may be one of them."""

    def about(self, mark: str) -> Result:
        """What is known of a reader."""
        if mark in self.sent:
            return "sent"
        return "uncertain" if self.is_other_key or mark in self.uncertain else "untried"


def known(runs: Iterable[MailingRun], key: str) -> KnownReaders:
    """What several runs together say. Who was sent the letter once has it, whatever other runs say."""
    reached: dict[Result, set[str]] = {"sent": set(), "uncertain": set(), "failed": set(), "untried": set()}
    is_other = False
    for run in runs:
        if run.key == key:
            for mark, result in run.results.items():
                reached[result].add(mark)
        else:
            is_other |= not {"sent", "uncertain"}.isdisjoint(run.results.values())
    return KnownReaders(frozenset(reached["sent"]), frozenset(reached["uncertain"] - reached["sent"]), is_other)


def merged(here: Mapping[str, MailingRun], shared: Mapping[str, MailingRun]) -> Sequence[MailingRun]:
    """The runs of both records. This machine knows more of its own runs, unless the branch has their end."""
    return [*({**shared, **{name: run for name, run in here.items() if name not in shared or not shared[name].is_over}}).values()]
