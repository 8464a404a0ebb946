"""What answers cost, and what a run, a story and a month may spend: held back before a call, settled after it."""

import json
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any

from dateline.core.errors import ModelError, OverBudget
from dateline.desk.model_call import Model, Prompt, Reply, Usage

MILLION = Decimal(1_000_000)
LEAST_TOKENS = 2_000
"""An answer that may be no longer than this is not worth asking for."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a token costs, in US dollars."""

    input: Decimal
    """One that is sent."""
    output: Decimal
    """One that is received."""


@cache
def _table() -> Any:
    return json.loads((files("dateline.desk.providers.claude") / "prices.json").read_text(encoding="utf-8"))


@cache
def price(model: str) -> Price:
    """The price of a model; of one that the list does not know, the dearest in it, so that a cost is never understated."""
    table = _table()["per_million"]
    known = max((name for name in table if model == name or model.startswith(f"{name}-2")), default=None)
    name = known or max(table, key=lambda one: Decimal(table[one]["output"]))
    return Price(*(Decimal(table[name][way]) / MILLION for way in ("input", "output")))


def cost(  # noqa: PLR0913  # each has its own price
    model: str, sent: int, received: int, *, from_cache: int = 0, to_cache: int = 0, searches: int = 0, batched: bool = False
) -> Decimal:
    """What a call cost, in US dollars.

    Args:
        model: the model's id.
        sent: input tokens at the full price.
        received: output tokens.
        from_cache: input tokens that the provider had kept.
        to_cache: input tokens that the provider keeps.
        searches: web searches that the provider made.
        batched: whether it went in a batch.
    """
    factors, rate = _table()["factors"], price(model)
    weighed = sent + from_cache * Decimal(factors["cache_read"]) + to_cache * Decimal(factors["cache_write"])
    tokens = weighed * rate.input + received * rate.output
    return tokens * (Decimal(factors["batch"]) if batched else 1) + searches * Decimal(_table()["per_search"])


class Budget:
    """What a run may spend and has spent, shared by all its threads."""

    def __init__(
        self, run: Decimal, story: Decimal | None = None, month: Decimal | None = None, *, before: Decimal = Decimal(0)
    ) -> None:
        """A budget in US dollars.

        Args:
            run: the most for the run.
            story: the most for one story in it; absent: as the run.
            month: the most for the calendar month; absent: no limit.
            before: what the month has cost so far.
        """
        self.before = before
        self._limits = {"max_usd": run, "max_usd_month": None if month is None else month - before}
        self._story_limit = story
        self._spent: dict[str, Usage] = {}
        self._held: dict[str, Decimal] = {}
        self._lock = Lock()

    def spent(self, slug: str | None = None) -> Usage:
        """What the run has spent, or one story in it."""
        with self._lock:
            return sum((usage for name, usage in self._spent.items() if slug in (None, name)), Usage())

    def hold(self, slug: str, model: str, sent: int, max_tokens: int) -> tuple[int, Decimal]:
        """Holds back what a call may cost at most: the answer is made to fit the money.

        Returns:
            The most tokens that the answer may have, and the amount held.

        Raises:
            OverBudget: when what is left pays for no answer worth asking for.
        """
        rate = price(model)
        # What is sent may have to be written to the provider's cache too.
        asking = sent * rate.input * Decimal(_table()["factors"]["cache_write"])
        with self._lock:
            setting, left = min(self._left(slug), key=lambda one: one[1])
            affordable = int(((left - asking) / rate.output).to_integral_value(ROUND_DOWN))
            if affordable < min(max_tokens, LEAST_TOKENS):
                least = asking + min(max_tokens, LEAST_TOKENS) * rate.output
                what = f"an answer would cost at least ${least:.4f}, and ${max(left, Decimal(0)):.4f} of `{setting}` is left"
                raise OverBudget(what, hint=f"The items wait. Raise `{setting}` under `update` in content/site.yaml.")
            tokens = min(max_tokens, affordable)
            amount = asking + tokens * rate.output
            self._held[slug] = self._held.get(slug, Decimal(0)) + amount
        return tokens, amount

    def settle(self, slug: str, held: Decimal, paid: Usage) -> None:
        """Gives back what was held for a call, and books what it cost."""
        with self._lock:
            self._held[slug] -= held
            self._spent[slug] = self._spent.get(slug, Usage()) + paid

    def _left(self, slug: str) -> list[tuple[str, Decimal]]:
        """What each limit leaves, by the name of its setting."""

        def taken(name: str) -> Decimal:
            return self._held.get(name, Decimal(0)) + self._spent.get(name, Usage()).usd

        total = sum((taken(name) for name in {*self._held, *self._spent}), Decimal(0))
        left = [(setting, limit - total) for setting, limit in self._limits.items() if limit is not None]
        return left if self._story_limit is None else [*left, ("max_usd_story", self._story_limit - taken(slug))]


@dataclass(frozen=True, slots=True)
class Purse:
    """A model that answers as long as a story's money lasts."""

    model: Model
    """Who answers."""
    budget: Budget
    """Who pays."""
    slug: str
    """The story."""

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """Counts, holds the money back, asks, and settles; an answer that failed is paid for too.

        Raises:
            OverBudget: when the money does not last for it.
            ModelError: when the model fails.
        """
        tokens, held = self.budget.hold(self.slug, model, self.count(prompt, model=model), max_tokens)
        paid = Usage()
        try:
            reply = self.model.reply(prompt, model=model, max_tokens=tokens, schema=schema)
            paid = reply.usage
        except ModelError as error:
            paid = Usage(usd=error.spent)
            raise
        finally:
            self.budget.settle(self.slug, held, paid)
        return reply

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The tokens of a prompt."""
        return self.model.count(prompt, model=model)
