"""The cost of Claude's answers."""

import json
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.desk.model_client import Price

MILLION = Decimal(1_000_000)


@cache
def _table() -> Any:
    return json.loads((files("dateline.desk.providers.claude") / "prices.json").read_text(encoding="utf-8"))


@cache
def _rate(model: str) -> Price:
    """The price of a model; for an unknown model the highest price, so that a cost is never understated."""
    table = _table()["per_million"]
    known = max((name for name in table if model == name or model.startswith(f"{name}-2")), default=None)
    name = known or max(table, key=lambda one: Decimal(table[one]["output"]))
    return Price(*(Decimal(table[name][way]) / MILLION for way in ("input", "output")))


def price(model: str) -> Price:
    """The highest price of a model's tokens, including the price of writing sent tokens to the cache."""
    rate = _rate(model)
    return Price(rate.sent * Decimal(_table()["factors"]["cache_write"]), rate.received)


def cost(  # noqa: PLR0913  # each has its own price
    model: str, sent: int, received: int, *, from_cache: int = 0, to_cache: int = 0, searches: int = 0, batched: bool = False
) -> Decimal:
    """What a call cost, in US dollars.

    Args:
        model: the model's id.
        sent: input tokens at the full price.
        received: output tokens.
        from_cache: input tokens that were read from the cache.
        to_cache: input tokens that were written to the cache.
        searches: how many web searches were made.
        batched: whether the call was in a batch.
    """
    factors, rate = _table()["factors"], _rate(model)
    weighed = sent + from_cache * Decimal(factors["cache_read"]) + to_cache * Decimal(factors["cache_write"])
    tokens = weighed * rate.sent + received * rate.received
    return tokens * (Decimal(factors["batch"]) if batched else 1) + searches * Decimal(_table()["per_search"])
