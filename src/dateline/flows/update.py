"""Collects, routes, drafts, checks and files: the next version of each story."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from typing import Literal

from dateline.core.errors import DatelineError, WorldError
from dateline.desk import Assignment, Writer, extractive
from dateline.desk.patience import Patience
from dateline.desk.providers import choose, connect
from dateline.desk.writer import ModelWriter
from dateline.flows.account import open_budget, record_spending
from dateline.flows.batch import batch_writer, forget_batches
from dateline.flows.collect import Arrival, Collected, CollectRun, collect_items, record_proposal
from dateline.flows.draft import Outcome, assignment_for, draft, failed, findings_of
from dateline.flows.session import ModelSession, open_session
from dateline.store.append import append_lines, append_version
from dateline.store.lock import locked
from dateline.store.published import in_hand
from dateline.store.reading import read_config, read_publication


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an update as it begins, for the progress line."""

    name: Literal["collect", "draft"]
    """What is being done."""
    total: int
    """How many feeds are read or stories drafted in all."""
    number: int = 0
    """Its number, from 1; 0 if all of them begin at once."""
    subject: str = ""
    """The slug of the story being drafted."""


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """What an update did."""

    collected: Collected
    """What came in, and where it went."""
    outcomes: tuple[Outcome, ...]
    """Each story, by slug."""
    usd: Decimal = Decimal(0)
    """What all of it cost, in US dollars: drafts, searches and sorting."""

    @property
    def exit_code(self) -> int:
        """3 if a feed, a model or a disk failed, 1 if a draft was rejected, else 0."""
        if self.collected.exit_code or any(one.state == "failed" for one in self.outcomes):
            return WorldError.exit_code
        return int(any(one.state == "rejected" for one in self.outcomes))


@dataclass(frozen=True, slots=True)
class UpdateRun:
    """What an update runs with: who writes, when, and whether anything is written to disk."""

    root: Path
    """The publication's folder."""
    writer: Writer
    """Who writes the next version."""
    now: str
    """The time of the run, UTC."""
    most_items: int = 60
    """How many new items one version may use; the others wait for the next version."""
    dry: bool = False
    """Whether nothing is written."""
    session: ModelSession | None = None
    """The model's session; None if the embedded writer writes."""
    batch: bool = False
    """Whether the model is asked in a batch."""
    proposing: bool = False
    """Whether new stories are made from items that fit no story."""


def run_for(  # noqa: PLR0913  # an option each
    root: Path,
    writer: str | None = None,
    *,
    now: str,
    dry: bool = False,
    batch: bool = False,
    proposing: bool = False,
    environment: Mapping[str, str] = os.environ,
    patience: Patience | None = None,
) -> UpdateRun:
    """An update with the given writer, or with the one in the settings.

    Args:
        root: the publication's folder.
        writer: a model provider, `extractive` or `auto`; None: the writer in the settings.
        now: the time of the run, UTC.
        dry: whether nothing is written.
        batch: whether a model is asked in a batch.
        proposing: whether new stories are made from items that fit no story.
        environment: the environment variables; a provider's key is read from them.
        patience: how long to wait for a model.

    Raises:
        UsageError: if the settings cannot be read, or the provider's key or SDK is missing.
    """
    config = read_config(root)
    settings = config.update
    provider = choose(writer or settings.writer, settings, environment)
    if provider is None:
        written = partial(extractive.write, language=config.language)
        return UpdateRun(root, written, now, settings.max_items_per_story, dry, proposing=proposing)
    client = connect(provider, settings, environment, patience or Patience())
    budget = open_budget(root, settings, now[:7])
    session = open_session(provider, client, settings, check=partial(findings_of, root), budget=budget)
    return UpdateRun(root, session.writer, now, settings.max_items_per_story, dry, session, batch, proposing)


def update(
    run: UpdateRun, slugs: Sequence[str] = (), *, collecting: bool = True, on_step: Callable[[Step], None] = lambda _: None
) -> UpdateResult:
    """Updates every active story, or the active ones among `slugs`.

    The collected items are written to disk before anything is drafted. If a feed or a story fails, the others go on.

    Args:
        run: who writes, when and where.
        slugs: the stories to update; empty: all active stories.
        collecting: whether feeds are read; if not, only the items already in the ledgers are used.
        on_step: is called when a step begins, from several threads.

    Raises:
        UsageError: if the settings cannot be read, or there is no story with such a slug.
        StoreError: if another run holds the lock, or the disk fails.
    """
    with nullcontext() if run.dry else locked(run.root):
        publication = read_publication(run.root)
        chosen = publication.active(slugs)
        if collecting:
            on_step(Step("collect", len(publication.config.feeds)))
        web, sort = (run.session.search, run.session.sort) if run.session else (None, None)
        collect_run = CollectRun(run.root, run.now, web=web, sort=sort, collecting=collecting, dry=run.dry)
        collected = collect_items(collect_run, publication, chosen)
        if run.proposing:
            collected = _with_proposals(collect_run, collected)
        outcomes = tuple(_outcomes(run, collected.arrivals, on_step))
    return UpdateResult(collected, outcomes, run.session.budget.spent().usd if run.session else Decimal(0))


def _with_proposals(run: CollectRun, collected: Collected) -> Collected:
    """The result of collecting, after the proposed stories were made and got their items."""
    used = {id(item) for proposal in collected.proposed for item in proposal.items}
    routing = replace(collected.routing, spiked=tuple(one for one in collected.routing.spiked if id(one.item) not in used))
    arrivals = tuple(record_proposal(run, one) for one in collected.proposed)
    return replace(collected, routing=routing, arrivals=(*collected.arrivals, *arrivals), proposed=())


def _outcomes(run: UpdateRun, arrivals: Sequence[Arrival], on_step: Callable[[Step], None]) -> Iterator[Outcome]:
    """Drafts stories several at once, and files each in its turn; what it cost by then is recorded."""
    asked = [(one, assignment_for(run.root, one.dossier, run.now, run.most_items)) for one in arrivals]
    writer = _writer(run, [assignment for _, assignment in asked])

    def drafted(number: int, one: tuple[Arrival, Assignment]) -> Outcome:
        on_step(Step("draft", len(asked), number, one[0].dossier.slug))
        return _drafted(run, writer, *one)

    with ThreadPoolExecutor(run.session.parallel if run.session else 1) as pool:
        for outcome in pool.map(drafted, count(1), asked):
            yield _filed(run, outcome)
            if run.session:
                record_spending(run.root, run.now[:7], run.session.budget)
    if run.batch and isinstance(writer, ModelWriter):
        forget_batches(run.root)


def _drafted(run: UpdateRun, writer: Writer, arrival: Arrival, assignment: Assignment) -> Outcome:
    if arrival.error and not arrival.dossier.problems:
        return failed(arrival.dossier.slug, arrival.error)
    return _in_hand(run.root, assignment) or draft(run.root, writer, arrival.dossier, assignment)


def _in_hand(root: Path, assignment: Assignment) -> Outcome | None:
    """The outcome of a story whose next version an editor is writing, and has not published yet; None if nobody is."""
    file = in_hand(root, assignment.dossier) if assignment.items else ""
    if not file:
        return None
    hint = "Publish it, or delete the file; its items wait for the next draft."
    return Outcome(assignment.dossier.slug, "waiting", assignment.items, reason=f"{file} is being written by hand", hint=hint)


def _writer(run: UpdateRun, assignments: Sequence[Assignment]) -> Writer:
    if run.session and run.batch:
        return batch_writer(run.root, run.session.client, run.session.writer, assignments)
    return run.writer


def _filed(run: UpdateRun, outcome: Outcome) -> Outcome:
    if run.session:
        outcome = replace(outcome, usd=run.session.budget.spent(outcome.slug).usd)
    if outcome.state != "drafted" or outcome.version is None or run.dry:
        return outcome
    try:
        # First, because a version whose quotes have no proof cannot be filed.
        append_lines(run.root, outcome.slug, outcome.passages)
        append_version(run.root, outcome.slug, outcome.version)
    except DatelineError as error:
        return replace(outcome, state="failed", reason=str(error), hint=error.hint)
    return replace(outcome, state="filed")
