"""Limits on spending for a run, a story and a month: the highest cost of a call is reserved first, its real cost booked later."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from threading import Lock

from dateline.core.errors import ModelError, OverBudget
from dateline.desk.model_call import Prompt, Reply, Usage
from dateline.desk.model_client import Model, Price

LEAST_TOKENS = 2_000
"""If the budget does not allow an answer of this length, the call is not made."""


class Charge:
    """A call in progress."""

    def __init__(self, max_tokens: int) -> None:
        self.max_tokens = max_tokens
        """The most tokens that its answer may have."""
        self.usage = Usage()
        """The tokens and the cost, once known."""


class Budget:
    """What a run may spend and has spent, shared by all threads."""

    def __init__(
        self, run: Decimal, story: Decimal | None = None, month: Decimal | None = None, *, before: Decimal = Decimal(0)
    ) -> None:
        """A budget in US dollars.

        Args:
            run: the limit for the run.
            story: the limit for one story in the run; if None, the same as for the run.
            month: the limit for the calendar month; if None, there is none.
            before: the cost of the month so far.
        """
        self.before = before
        self._limits = {"max_usd": run, "max_usd_month": None if month is None else month - before}
        self._story_limit = story
        self._spent: dict[str, Usage] = {}
        self._held: dict[str, Decimal] = {}
        self._lock = Lock()

    def spent(self, slug: str | None = None) -> Usage:
        """What the run, or one story in it, has spent."""
        with self._lock:
            return sum((usage for name, usage in self._spent.items() if slug in (None, name)), Usage())

    @contextmanager
    def charge(self, slug: str, price: Price, sent: int, max_tokens: int) -> Iterator[Charge]:
        """Pays for a call: reserves the money first, and books the real cost at the end, even if the call fails.

        Args:
            slug: the story that the call is for.
            price: the model's price.
            sent: the number of tokens in the prompt.
            max_tokens: the most tokens that the answer needs.

        Raises:
            OverBudget: if too little is left for a useful answer.
        """
        tokens, held = self.hold(slug, price, sent, max_tokens)
        charge = Charge(tokens)
        try:
            yield charge
        except ModelError as error:
            charge.usage = Usage(usd=error.spent)
            raise
        finally:
            self.settle(slug, held, charge.usage)

    def hold(self, slug: str, price: Price, sent: int, max_tokens: int) -> tuple[int, Decimal]:
        """Reserves the highest cost of a call, with as long an answer as the rest of the budget allows.

        Returns:
            The most tokens that the answer may have, and the reserved amount.

        Raises:
            OverBudget: if too little is left for a useful answer.
        """
        asking = sent * price.sent
        with self._lock:
            setting, left = min(self._left(slug), key=lambda one: one[1])
            affordable = _affordable(left - asking, price, max_tokens)
            if affordable < min(max_tokens, LEAST_TOKENS):
                least = asking + min(max_tokens, LEAST_TOKENS) * price.received
                what = f"an answer would cost at least ${least:.4f}, but only ${max(left, Decimal(0)):.4f} of `{setting}` is left"
                raise OverBudget(what, hint=f"Raise `{setting}` under `update` in content/site.yaml. Until then the items wait.")
            tokens = min(max_tokens, affordable)
            amount = asking + tokens * price.received
            self._held[slug] = self._held.get(slug, Decimal(0)) + amount
        return tokens, amount

    def settle(self, slug: str, held: Decimal, paid: Usage) -> None:
        """Releases the amount reserved for a call, and books its real cost."""
        with self._lock:
            self._held[slug] -= held
            self._spent[slug] = self._spent.get(slug, Usage()) + paid

    def _left(self, slug: str) -> list[tuple[str, Decimal]]:
        """What is left of each limit, by the name of its setting."""

        def taken(name: str) -> Decimal:
            return self._held.get(name, Decimal(0)) + self._spent.get(name, Usage()).usd

        total = sum((taken(name) for name in {*self._held, *self._spent}), Decimal(0))
        left = [(setting, limit - total) for setting, limit in self._limits.items() if limit is not None]
        return left if self._story_limit is None else [*left, ("max_usd_story", self._story_limit - taken(slug))]


def _affordable(left: Decimal, price: Price, max_tokens: int) -> int:
    """How many tokens of an answer an amount pays for."""
    return int((left / price.received).to_integral_value(ROUND_DOWN)) if price.received else max_tokens


@dataclass(frozen=True, slots=True)
class MeteredModel:
    """A model whose calls for one story are paid from a budget; satisfies `Model`."""

    model: Model
    """The model that answers."""
    budget: Budget
    """The budget that pays."""
    slug: str
    """The story."""

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """Makes the call if the budget allows it, and books the cost even if it fails.

        Raises:
            OverBudget: if too little is left for a useful answer.
            ModelError: if the model fails.
        """
        sent = self.count(prompt, model=model)
        with self.budget.charge(self.slug, self.price(model), sent, max_tokens) as charge:
            reply = self.model.reply(prompt, model=model, max_tokens=charge.max_tokens, schema=schema)
            charge.usage = reply.usage
        return reply

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The number of tokens in a prompt."""
        return self.model.count(prompt, model=model)

    def price(self, model: str) -> Price:
        """The most that a token of a model may cost."""
        return self.model.price(model)
