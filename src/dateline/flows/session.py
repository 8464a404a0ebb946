"""Who works in a run, and with what money: the writer, who sorts doubtful items, who searches the web, the batch under way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dateline.core.config import Update
from dateline.core.errors import ModelError, OverBudget, UsageError
from dateline.core.model import Dossier
from dateline.desk import Assignment, Routing, Spiked, Writer, extractive
from dateline.desk.budget import Budget, Purse
from dateline.desk.model_call import Answered, Call, Reply, Usage
from dateline.desk.providers.claude.messages import KEYS
from dateline.desk.triage import is_doubtful, triage
from dateline.desk.websearch import MAX_TOKENS as SEARCH_TOKENS
from dateline.desk.websearch import websearch
from dateline.desk.writer import ClaudeWriter
from dateline.flows.draft import findings_of
from dateline.store import Cache, read_publication
from dateline.wire.search import Hit

if TYPE_CHECKING:
    from dateline.desk.patience import Patience
    from dateline.desk.providers.claude.client import Claude

SEARCH_INPUT = 20_000
"""Tokens that the results of a search may bring into its call, about."""

Name = Literal["auto", "claude", "extractive"]


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works in a run where a model writes."""

    root: Path
    """The publication's folder."""
    settings: Update
    """Models and limits."""
    claude: "Claude"
    """Who answers."""
    budget: Budget
    """What the run may spend."""
    now: str
    """The time of the run, UTC."""

    @property
    def writer(self) -> ClaudeWriter:
        """Who writes the next version."""
        return ClaudeWriter(self.settings, self.claude, partial(findings_of, self.root), self.budget)

    def sort(self, routing: Routing, stories: Sequence[Dossier]) -> Routing:
        """The routing with doubtful items where the triage model sends them; as it was where the model fails."""
        doubtful = [one for one in routing.spiked if is_doubtful(one)]
        near = [one for one in stories if one.slug in {spiked.nearest for spiked in doubtful}]
        purse = Purse(self.claude, self.budget, "")
        try:
            placed = triage(doubtful, near, purse, self.settings.triage_model)
        except ModelError as error:
            return replace(routing, spiked=tuple(_unsorted(one, error) for one in routing.spiked))
        return _rerouted(routing, placed)

    def web(self, words: str) -> tuple[Hit, ...]:
        """What the provider's web search finds.

        Raises:
            ModelError: when it fails, or the money does not last for it.
        """
        model = self.settings.triage_model
        _, held = self.budget.hold("", model, SEARCH_INPUT, SEARCH_TOKENS)
        paid = Usage()
        try:
            hits, paid = websearch(words, (), self.claude, model)
        except ModelError as error:
            paid = Usage(usd=error.spent)
            raise
        finally:
            self.budget.settle("", held, paid)
        return tuple(Hit(one.title, one.url, one.date, one.text) for one in hits)

    def keep_account(self) -> None:
        """Keeps what the month has cost by now, drafts that were never filed included."""
        total = self.budget.before + self.budget.spent().usd
        Cache(self.root).put("spend", self.now[:7], str(total))

    # --- a batch -----------------------------------------------------------------------------------------------------------

    def batched(self, assignments: Sequence[Assignment]) -> Writer | None:
        """The writer with the answers of a batch at hand; None while it is under way.

        The batch's id is kept before it is waited for, and its calls are named by what they ask: a run that was killed, or
        whose time was over, is gone on with by the next one.

        Raises:
            ModelError: when the batch cannot be handed in or read.
        """
        calls = self._affordable([call for one in assignments if (call := self.writer.first_call(one))])
        replies: dict[str, Reply | ModelError] = {}
        names = self._open_batches()
        for name in names:
            answered = self.claude.results(name)
            if answered is None:
                return None
            replies |= answered
        if missing := [call for call in calls if call.id not in replies]:
            name = self.claude.submit(missing)
            Cache(self.root).put("batch", "open", [*names, name])
            answered = self.claude.results(name)
            if answered is None:
                return None
            lost = ModelError("the batch left it unanswered", hint="It is asked again in the next run.")
            replies |= {**dict.fromkeys((call.id for call in missing), lost), **answered}
        return replace(self.writer, model=Answered(self.claude, replies))

    def close_batches(self) -> None:
        """Forgets the batches whose answers have been used."""
        Cache(self.root).put("batch", "open", [])

    def _open_batches(self) -> list[str]:
        held = Cache(self.root).get("batch", "open")
        return [str(name) for name in held] if isinstance(held, list) else []

    def _affordable(self, calls: Sequence[Call]) -> list[Call]:
        """The calls that the money lasts for, each no longer than it lasts; the others are named when their turn comes."""
        held: list[Decimal] = []
        fitting = []
        for call in calls:
            try:
                sent = self.claude.count(call.prompt, model=call.model)
                tokens, amount = self.budget.hold("", call.model, sent, call.max_tokens)
            except OverBudget:
                continue
            held.append(amount)
            fitting.append(replace(call, max_tokens=tokens))
        for amount in held:
            self.budget.settle("", amount, Usage())
        return fitting


def hire(  # noqa: PLR0913  # what a run is settled by
    root: Path, settings: Update, writer: Name, environment: Mapping[str, str], *, now: str, patience: "Patience | None" = None
) -> Staff | None:
    """Who works in a run; None where the embedded writer does.

    Args:
        root: the publication's folder.
        settings: models and limits.
        writer: who is asked for; `auto`: Claude where there is a key.
        environment: where the key stands; nobody else reads it.
        now: the time of the run, UTC.
        patience: how long to wait for the model.

    Raises:
        UsageError: when Claude is asked for, and there is no key or no SDK.
    """
    has_key = any(environment.get(name, "").strip() for name in KEYS)
    if writer == "extractive" or (writer == "auto" and not has_key):
        return None
    try:
        from dateline.desk.providers.claude.client import Claude  # noqa: PLC0415  # heavy, and an extra
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is not installed", hint='Install it: pip install "dateline[update]".') from None
    claude = Claude(environment, settings.effort, patience)
    before = spent_before(root, now[:7])
    budget = Budget(settings.max_usd, settings.max_usd_story, settings.max_usd_month, before=before)
    return Staff(root, settings, claude, budget, now)


def writing(staff: Staff | None) -> Writer:
    """Who writes."""
    return staff.writer if staff else extractive.write


def spent_before(root: Path, month: str) -> Decimal:
    """What a month has cost so far: its versions' cost, or what the cache has kept where that is more.

    Args:
        root: the publication's folder.
        month: `2026-05`.
    """
    stories = read_publication(root).stories
    bylines = (one.written_by for story in stories for one in story.versions if one.published.startswith(month))
    filed = sum((byline.usd for byline in bylines if byline), Decimal(0))
    try:
        return max(filed, Decimal(Cache(root).get("spend", month) or 0))
    except (InvalidOperation, TypeError):
        return filed


def _unsorted(spiked: Spiked, error: ModelError) -> Spiked:
    return replace(spiked, reason=f"{spiked.reason}; not sorted: {error.what}", is_final=False) if is_doubtful(spiked) else spiked


def _rerouted(routing: Routing, placed: Sequence[tuple[object, str | Spiked]]) -> Routing:
    """The routing with what was placed; an item goes to the story it came near to, or to none."""
    kept = {id(spiked.item): spiked for spiked in routing.spiked}
    routed = {slug: list(items) for slug, items in routing.routed}
    for item, place in placed:
        was = kept[id(item)]
        if isinstance(place, Spiked):
            kept[id(item)] = place
        elif place == was.nearest:
            routed.setdefault(place, []).append(was.item)
            del kept[id(item)]
    in_order = tuple((slug, tuple(routed[slug])) for slug in sorted(routed))
    return Routing(in_order, tuple(kept.values()))
