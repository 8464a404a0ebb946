"""Collects, routes, drafts, checks and files: the next version of each story."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path

from dateline.core.errors import DatelineError, WorldError
from dateline.core.model import Dossier, Version
from dateline.core.progress import timed
from dateline.desk import Assignment, Draft, Writer, extractive
from dateline.desk.decided import settings_of
from dateline.desk.patience import Patience
from dateline.desk.providers import choose, connect
from dateline.desk.writer import ModelWriter
from dateline.flows.account import open_budget, record_spending
from dateline.flows.batch import batch_writer, forget_batches, known_then
from dateline.flows.collect import Arrival, Collected, CollectRun, collect_items, record_proposal
from dateline.flows.draft import Outcome, assignment_for, draft, failed, findings_of
from dateline.flows.session import ModelSession, open_session
from dateline.flows.shared.judged import Judged, draft_row
from dateline.flows.shared.standing import behind, standing_of
from dateline.flows.shared.state import SharedState
from dateline.store.append import append_lines, append_version
from dateline.store.lock import locked
from dateline.store.positions import locate_findings
from dateline.store.published import in_hand
from dateline.store.reading import read_config, read_publication


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
        """3 if a feed, a model, a disk or the remote failed, 1 if a draft was rejected, else 0."""
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
    sharing: bool = True
    """Whether the state branch of the remote is read and written; a dry run never does."""


def run_for(  # noqa: PLR0913  # an option each
    root: Path,
    writer: str | None = None,
    *,
    now: str,
    dry: bool = False,
    batch: bool = False,
    proposing: bool = False,
    sharing: bool = True,
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
        sharing: whether the state branch of the remote is read and written.
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
        return UpdateRun(root, written, now, settings.max_items_per_story, dry, proposing=proposing, sharing=sharing)
    client = connect(provider, settings, environment, patience or Patience())
    budget = open_budget(root, settings, now[:7])
    session = open_session(provider, client, settings, check=partial(findings_of, root), budget=budget)
    return UpdateRun(root, session.writer, now, settings.max_items_per_story, dry, session, batch, proposing, sharing)


def update(run: UpdateRun, slugs: Sequence[str] = (), *, collecting: bool = True) -> UpdateResult:
    """Updates every active story, or the active ones among `slugs`.

    The collected items are written to disk before anything is drafted. If a feed or a story fails, the others go on.

    Args:
        run: who writes, when and where.
        slugs: the stories to update; empty: all active stories.
        collecting: whether feeds are read; if not, only the items already in the ledgers are used.

    Raises:
        UsageError: if the settings cannot be read, or there is no story with such a slug.
        StoreError: if another run holds the lock, or the disk fails.
    """
    with nullcontext() if run.dry else locked(run.root):
        shared = SharedState(run.root, run.now, is_used=run.sharing and not run.dry)
        shared.take(slugs)
        publication = read_publication(run.root)
        shared.settings = settings_of(publication.stories)
        chosen = publication.active(slugs)
        web, sort = (run.session.search, run.session.sort) if run.session else (None, None)
        collect_run = CollectRun(run.root, run.now, web=web, sort=sort, collecting=collecting, dry=run.dry)
        collected = collect_items(collect_run, publication, chosen)
        if run.proposing:
            collected = _with_proposals(collect_run, collected, shared.refused())
        shared.save(usd=_spent(run))
        outcomes = tuple(_outcomes(run, shared, collected.arrivals))
        quiet = [slug for slug in collected.quiet if slug not in shared.proposed]
        shared.save(checked=_checked(collected, outcomes), quiet=quiet, usd=_spent(run))
        shared.leave()
    return UpdateResult(replace(collected, shared=shared.told), outcomes, _spent(run))


def _spent(run: UpdateRun) -> Decimal:
    return run.session.budget.spent().usd if run.session else Decimal(0)


def _checked(collected: Collected, outcomes: Sequence[Outcome]) -> Sequence[str]:
    """The stories about which it is known whether there is news."""
    done = {one.slug for one in outcomes if one.state not in {"failed", "rejected"}}
    return [slug for slug in collected.checked if slug in done]


def _with_proposals(run: CollectRun, collected: Collected, refused: frozenset[str]) -> Collected:
    """The result of collecting, after the proposed stories were made and got their items.

    Args:
        run: how the run collects.
        collected: what it collected.
        refused: the keys of items of stories that were proposed and closed; a story needs one that is not among them.
    """
    made = [one for one in collected.proposed if {item.key for item in one.items} - refused]
    used = {id(item) for proposal in made for item in proposal.items}
    routing = replace(collected.routing, spiked=tuple(one for one in collected.routing.spiked if id(one.item) not in used))
    arrivals = tuple(record_proposal(run, one) for one in made)
    return replace(collected, routing=routing, arrivals=(*collected.arrivals, *arrivals), proposed=())


def _outcomes(run: UpdateRun, shared: SharedState, arrivals: Sequence[Arrival]) -> Iterator[Outcome]:
    """Drafts stories several at once, and files each in its turn; what it cost by then is recorded."""
    asked = [(one, assignment_for(run.root, _askable(run, one), run.now, run.most_items)) for one in arrivals]
    kept = {one.dossier.slug: outcome for one, assignment in asked if (outcome := _kept(run, shared, one, assignment))}
    writer = _writer(run, shared, [assignment for one, assignment in asked if one.dossier.slug not in kept])

    def drafted(number: int, one: tuple[Arrival, Assignment]) -> Outcome:
        arrival, assignment = one
        with timed("draft", arrival.dossier.slug, total=len(asked), number=number) as came:
            outcome = kept.get(arrival.dossier.slug) or draft(run.root, writer, arrival.dossier, assignment)
            came(f"{len(outcome.items)} items, {outcome.state}")
        return outcome

    with ThreadPoolExecutor(run.session.parallel if run.session else 1) as pool:
        for drafting in pool.map(drafted, count(1), asked):
            outcome = _filed(run, drafting)
            yield outcome
            if run.session:
                record_spending(run.root, run.now[:7], run.session.budget)
            if outcome.state == "filed" and outcome.version and outcome.slug not in kept:
                shared.save(drafts=[draft_row(outcome.slug, outcome.version, _judged(outcome), run.now)], usd=_spent(run))
    if run.batch and isinstance(writer, ModelWriter):
        forget_batches(run.root)


def _judged(outcome: Outcome) -> Judged:
    """What nobody can find out about a version later."""
    judge = tuple(one for one in outcome.findings if one.rule.startswith("judge-"))
    return Judged(judge, outcome.supported, outcome.notes, outcome.usd)


def _askable(run: UpdateRun, arrival: Arrival) -> Dossier:
    """The story that the writer is asked about: in a batch, with the items of the batch under way."""
    return known_then(run.root, arrival.dossier) if run.batch else arrival.dossier


def _kept(run: UpdateRun, shared: SharedState, arrival: Arrival, assignment: Assignment) -> Outcome | None:
    """The outcome of a story that is not drafted now; None if it is."""
    slug, items = arrival.dossier.slug, assignment.items
    if arrival.error and not arrival.dossier.problems:
        return failed(slug, arrival.error)
    if arrival.dossier.problems or not items:
        return None
    if file := in_hand(run.root, assignment.dossier):
        hint = "Publish it, or delete the file; its items wait for the next draft."
        return Outcome(slug, "waiting", items, reason=f"{file} is being written by hand", hint=hint)
    return _standing(run, shared, arrival, assignment)


def _standing(run: UpdateRun, shared: SharedState, arrival: Arrival, assignment: Assignment) -> Outcome | None:
    """The outcome of a story of which the next version exists already and stays as it is; None if it is drafted again."""
    slug, standing = arrival.dossier.slug, standing_of(shared, assignment)
    if shared.told.errors:
        hint = "Run it again when the remote answers; or draft all the same with --no-state."
        return Outcome(slug, "waiting", assignment.items, reason="nobody knows whether it is proposed already", hint=hint)
    if said := behind(shared, assignment):
        hint = "Run `git pull`. If git refuses, set your files aside first: `git stash --include-untracked`; items come back."
        return Outcome(slug, "failed", assignment.items, reason=said, hint=hint)
    if standing is None or (standing.news and not standing.is_edited):
        return None
    reason = f"version {standing.number} {standing.place}"
    if standing.is_edited and standing.news:
        hint = "Merge it, or close it; the items wait for the next version."
        return Outcome(slug, "waiting", standing.news, reason=f"{reason}, and an editor works on it", hint=hint)
    if standing.version and (again := _filed_before(run, arrival, assignment, standing.version)):
        return again
    return None if standing.unproposed else Outcome(slug, "nothing-new", reason=f"{reason}; nothing came since")


def _filed_before(run: UpdateRun, arrival: Arrival, assignment: Assignment, version: Version) -> Outcome | None:
    """The outcome with a version that an earlier run filed on a machine that is gone; None if it has errors by now."""
    outcome = draft(run.root, lambda _: Draft(version), arrival.dossier, assignment)
    return outcome if outcome.state == "drafted" else None


def _writer(run: UpdateRun, shared: SharedState, assignments: Sequence[Assignment]) -> Writer:
    if run.session and run.batch:
        return batch_writer(run.root, run.session.client, run.session.writer, assignments, now=run.now, on_submit=shared.save)
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
    return replace(outcome, state="filed", findings=locate_findings(run.root, outcome.findings))
