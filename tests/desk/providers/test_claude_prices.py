from decimal import Decimal

from dateline.desk.providers.claude.prices import cost, price

MODEL = "claude-sonnet-5-5"


def test_a_cost_is_the_sum_of_its_parts() -> None:
    """Tokens sent, cached, read from the cache and received, and searches, have different prices; a batch halves the tokens'."""
    assert cost(MODEL, 1_000_000, 100_000) == Decimal(3)
    assert cost(MODEL, 0, 0, from_cache=1_000_000, to_cache=1_000_000) == Decimal("2.70")
    assert cost(MODEL, 1_000_000, 100_000, searches=2, batched=True) == Decimal("1.52")


def test_a_dated_model_has_its_family_s_price() -> None:
    """An id with a date costs what the id without it does."""
    assert price("claude-haiku-5-5-20261101") == price("claude-haiku-5-5")


def test_an_unknown_model_costs_what_the_dearest_does() -> None:
    """A cost is never understated: for a model without a price the dearest one counts."""
    assert price("claude-unheard-of") == price("claude-fable-5-1")


def test_the_price_of_a_token_is_the_most_that_it_may_cost() -> None:
    """A token that is sent may have to be written to the cache, which costs more than sending it."""
    assert price(MODEL).sent == cost(MODEL, 0, 0, to_cache=1)
    assert price(MODEL).received == cost(MODEL, 0, 1)
