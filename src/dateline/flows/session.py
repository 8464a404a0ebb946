"""A model at work in one run: it writes, sorts unclear items and searches the web, all paid from one budget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.core.config import Update
from dateline.core.errors import ModelError
from dateline.core.model import Dossier
from dateline.core.providers import Provider
from dateline.desk import Routing, Spiked
from dateline.desk.budget import Budget, MeteredModel
from dateline.desk.model_client import ModelClient
from dateline.desk.triage import is_doubtful, triage
from dateline.desk.websearch import MAX_INPUT_TOKENS, MAX_TOKENS, websearch
from dateline.desk.writer import Check, ModelWriter
from dateline.wire.search import Hit


@dataclass(frozen=True, slots=True)
class ModelSession:
    """A model provider at work in one run."""

    client: ModelClient
    """Its API."""
    writer: ModelWriter
    """Who writes the next version."""
    triage_model: str
    """The id of the model that sorts and searches."""
    budget: Budget
    """What the run may spend."""
    parallel: int = 1
    """How many stories are drafted at the same time."""

    def sort(self, routing: Routing, stories: Sequence[Dossier]) -> Routing:
        """The routing after the triage model placed the unclear items; unchanged if the model fails."""
        doubtful = [one for one in routing.spiked if is_doubtful(one)]
        near = [one for one in stories if one.slug in {spiked.nearest for spiked in doubtful}]
        try:
            placed = triage(doubtful, near, MeteredModel(self.client, self.budget, ""), self.triage_model)
        except ModelError as error:
            return replace(routing, spiked=tuple(_unsorted(one, error) for one in routing.spiked))
        return _rerouted(routing, placed)

    def search(self, words: str, domains: Sequence[str]) -> tuple[Hit, ...]:
        """The results of the provider's web search.

        Args:
            words: the query.
            domains: hosts that results may come from; if empty, any.

        Raises:
            ModelError: if it fails or would cost more than the budget allows.
        """
        price = self.client.price(self.triage_model)
        with self.budget.charge("", price, MAX_INPUT_TOKENS, MAX_TOKENS) as charge:
            found, charge.usage = websearch(words, domains, self.client, self.triage_model)
        return tuple(Hit(one.title, one.url, one.date, one.text) for one in found)


def open_session(provider: Provider, client: ModelClient, settings: Update, *, check: Check, budget: Budget) -> ModelSession:
    """A session with the models named in the settings, or the provider's usual ones.

    Args:
        provider: whose models they are.
        client: its API.
        settings: the models, and whether there is a judge.
        check: finds what is wrong with a draft.
        budget: what the run may spend.
    """
    model = settings.model or provider.model
    triage_model = settings.triage_model or provider.triage_model or model
    judge = settings.judge_model or triage_model if settings.judge else None
    writer = ModelWriter(provider.name, model, client, check, budget, judge)
    return ModelSession(client, writer, triage_model, budget, provider.parallel)


def _unsorted(spiked: Spiked, error: ModelError) -> Spiked:
    """An unclear item left for the next run, because the model failed; any other item unchanged."""
    return replace(spiked, reason=f"{spiked.reason}; not sorted: {error.what}", is_final=False) if is_doubtful(spiked) else spiked


def _rerouted(routing: Routing, placed: Sequence[tuple[object, str | Spiked]]) -> Routing:
    """The routing after items were placed: each goes to the story that it nearly matched, or to none."""
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
