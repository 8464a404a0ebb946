"""What a run, a story and a month may spend on models: a call's highest cost is held back first, its real cost booked after."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from threading import Lock

from dateline.core.errors import ModelError, OverBudget
from dateline.desk.model_call import Prompt, Reply, Usage
from dateline.desk.model_client import Model, Price

LEAST_TOKENS = 2_000
"""An answer that may be no longer than this is not worth asking for."""


@dataclass(slots=True)
class Charge:
    """A call that is under way."""

    max_tokens: int
    """The most tokens that its answer may take."""
    usage: Usage = field(default_factory=Usage)
    """What it took, once that is known."""


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

    @contextmanager
    def charge(self, slug: str, price: Price, sent: int, max_tokens: int) -> Iterator[Charge]:
        """Pays for a call: holds the money back first, and books at the end what it took, or what a failure cost.

        Args:
            slug: the story that it is for.
            price: of the model.
            sent: the tokens of the prompt.
            max_tokens: the most tokens that the answer needs.

        Raises:
            OverBudget: when what is left does not pay for an answer worth asking for.
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
        """Holds back the most that a call may cost, for as long an answer as what is left pays for.

        Returns:
            The most tokens that the answer may take, and the amount held.

        Raises:
            OverBudget: when what is left does not pay for an answer worth asking for.
        """
        asking = sent * price.sent
        with self._lock:
            setting, left = min(self._left(slug), key=lambda one: one[1])
            affordable = int(((left - asking) / price.received).to_integral_value(ROUND_DOWN))
            if affordable < min(max_tokens, LEAST_TOKENS):
                least = asking + min(max_tokens, LEAST_TOKENS) * price.received
                what = f"an answer would cost at least ${least:.4f}, and ${max(left, Decimal(0)):.4f} of `{setting}` is left"
                raise OverBudget(what, hint=f"The items wait. Raise `{setting}` under `update` in content/site.yaml.")
            tokens = min(max_tokens, affordable)
            amount = asking + tokens * price.received
            self._held[slug] = self._held.get(slug, Decimal(0)) + amount
        return tokens, amount

    def settle(self, slug: str, held: Decimal, paid: Usage) -> None:
        """Gives back what was held for a call, and books what it took."""
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
class MeteredModel:
    """A model whose calls for a story are paid from a budget; satisfies `Model`."""

    model: Model
    """Who answers."""
    budget: Budget
    """What it is paid from."""
    slug: str
    """The story."""

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """Asks where the budget allows it; an answer that failed is paid for too.

        Raises:
            OverBudget: when the budget does not pay for an answer.
            ModelError: when the model fails.
        """
        sent = self.count(prompt, model=model)
        with self.budget.charge(self.slug, self.price(model), sent, max_tokens) as charge:
            reply = self.model.reply(prompt, model=model, max_tokens=charge.max_tokens, schema=schema)
            charge.usage = reply.usage
        return reply

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The tokens of a prompt."""
        return self.model.count(prompt, model=model)

    def price(self, model: str) -> Price:
        """The most that a token of a model may cost."""
        return self.model.price(model)
