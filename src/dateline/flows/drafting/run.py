"""What a draft of an essay or an introduction runs with, and what became of it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from dateline.core.config import Config, Update
from dateline.core.errors import ModelError, UsageError, WorldError
from dateline.core.providers import AUTO, EMBEDDED, PROVIDERS, Provider
from dateline.core.publication import Publication
from dateline.desk.budget import Budget
from dateline.desk.credentials import credential
from dateline.desk.essay import DraftedText, EssayWriter
from dateline.desk.patience import Patience
from dateline.desk.providers import choose, connect
from dateline.flows.account import open_budget, record_spending
from dateline.flows.drafting.findings import essay_findings
from dateline.flows.drafting.wording import PageWording
from dateline.flows.proposing.outcome import ProposalOutcome
from dateline.flows.proposing.run import fetched_base, must_have_remote
from dateline.flows.shared.spending import SharedSpending
from dateline.store.lock import locked
from dateline.store.reading import read_config, read_publication
from dateline.store.temporary_tree import files_of

DraftedState = Literal["written", "drafted", "proposed", "kept", "rejected", "failed"]


@dataclass(frozen=True, slots=True)
class PageRun:
    """A run that drafts an essay or an introduction."""

    root: Path
    """The publication's folder."""
    now: str
    """The time of the run, UTC."""
    model: str = ""
    """The model's id; empty: the one in the settings."""
    max_usd: Decimal | None = None
    """The most that the run may cost in US dollars, if that is less than in the settings."""
    dry: bool = False
    """Whether nothing is written."""
    wording: PageWording | None = None
    """Writes the text of the pull request; None if none is opened."""
    sharing: bool = True
    """Whether the state branch of the remote is read and written; a dry run never does."""
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    """The environment variables, with the keys."""
    patience: Patience = field(default_factory=Patience)
    """How long to wait for the model."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of an essay or an introduction."""

    state: DraftedState
    """`drafted`: a dry run; `kept`: nothing was drafted, because it is there already or nothing moved; `rejected`: the draft was
    refused."""
    file: str = ""
    """Its path in the publication."""
    content: str = ""
    """The file."""
    text: DraftedText = field(default_factory=DraftedText)
    """What the model wrote, after verification."""
    left_out: int = 0
    """How many items of the stories were not sent because there are too many."""
    usd: Decimal = Decimal(0)
    """What it cost, in US dollars."""
    reason: str = ""
    """Why nothing was written."""
    hint: str = ""
    """What to do about it."""
    notes: tuple[str, ...] = ()
    """What else a person should know."""
    proposal: ProposalOutcome | None = None
    """Its branch and its pull request."""

    def after(self, desk: "PageDesk") -> "PageResult":
        """The same after the desk was left, with what it could not tell others."""
        return replace(self, notes=(*self.notes, *desk.spending.notes))

    @property
    def exit_code(self) -> int:
        """3 if the model, the code host or the remote failed, 1 if the draft was rejected, else 0."""
        if self.state == "failed" or (self.proposal and self.proposal.error):
            return WorldError.exit_code
        return int(self.state == "rejected")


@dataclass(frozen=True, slots=True)
class PageDesk:
    """What a text is drafted from and with."""

    run: PageRun
    """The run."""
    config: Config
    """The settings of the working tree."""
    publication: Publication
    """The publication as it may be drawn on: what the base has if the text is proposed, else the working tree."""
    base: str
    """The main branch as fetched, such as `origin/main`; empty if nothing is proposed."""
    writer: EssayWriter
    """The writer."""
    spending: SharedSpending
    """What the run tells others about its cost."""

    @property
    def usd(self) -> Decimal:
        """What the run has cost so far."""
        return self.writer.budget.spent().usd


@contextmanager
def desk_for(run: PageRun, slugs: Sequence[str] = ()) -> Iterator[PageDesk]:
    """Everything that a draft needs, under the lock; at the end, even after a failure, what it cost is recorded.

    Args:
        run: the run.
        slugs: the stories that it needs; nothing else is asked for before they are found.

    Raises:
        UsageError: if the settings cannot be read, a slug names no story, there is no model that writes, or nothing to push to.
        StoreError: if another run holds the lock.
        GitError: if a text is to be proposed and the remote does not answer.
        ModelError: if the model failed inside; `spent` is then what the run cost altogether.
    """
    if run.wording:
        must_have_remote(run.root)
    config = read_config(run.root)
    with nullcontext() if run.dry else locked(run.root):
        base = fetched_base(run.root) if run.wording else ""
        publication = _publication(run.root, base)
        publication.only(slugs)
        settings, provider = _settings(run, config.update)
        spending = SharedSpending(run.root, run.now, is_used=run.sharing and not run.dry)
        spending.take()
        budget = open_budget(run.root, settings, run.now[:7])
        writer = _writer(run, settings, provider, budget)
        try:
            yield PageDesk(run, config, publication, base, writer, spending)
        except ModelError as error:
            error.spent = budget.spent().usd
            raise
        finally:
            record_spending(run.root, run.now[:7], budget)
            spending.save(budget.spent().usd)


def _settings(run: PageRun, settings: Update) -> tuple[Update, Provider]:
    """The settings with the options of the run, and the provider of the model."""
    writer = AUTO if settings.writer == EMBEDDED else settings.writer
    provider = choose(writer, settings, run.environment)
    if provider is None or not (provider.at_base_url or credential(provider, run.environment)):
        name = next(one.keys[0] for one in PROVIDERS if not one.at_base_url)
        hint = f"Set {name}, or `base_url` under `update` in content/site.yaml for a server of your own."
        raise UsageError("only a model writes essays and introductions, and there is no key for one", hint=hint)
    limit = settings.max_usd if run.max_usd is None else min(run.max_usd, settings.max_usd)
    return replace(settings, model=run.model or settings.model, max_usd=limit), provider


def _writer(run: PageRun, settings: Update, provider: Provider, budget: Budget) -> EssayWriter:
    client = connect(provider, settings, run.environment, run.patience)
    model = settings.model or provider.model
    judge = (settings.judge_model or settings.triage_model or provider.triage_model or model) if settings.judge else None
    return EssayWriter(provider.name, model, client, essay_findings, budget, judge)


def _publication(root: Path, base: str) -> Publication:
    """The publication; if a text is proposed, as the base has it: what is only here cannot be cited there."""
    if not base:
        return read_publication(root)
    with files_of(root, base) as folder:
        return read_publication(folder)
