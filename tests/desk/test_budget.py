from decimal import Decimal

import pytest
from scripted import ScriptedModel, answer

from dateline.core.errors import ModelError, OverBudget
from dateline.desk.budget import Budget, Purse, cost, price
from dateline.desk.model_call import Call, Prompt, Reply, Usage
from dateline.desk.reply import Edits

MODEL = "claude-sonnet-5-5"
PROMPT = Prompt("x" * 2000, ("y" * 2000,))


def purse(model: ScriptedModel, budget: Budget, slug: str = "harbour") -> Purse:
    return Purse(model, budget, slug)


def test_a_cost_is_the_sum_of_its_parts() -> None:
    """What is sent, kept, read from the cache, received and searched each has its price; a batch halves the tokens'."""
    assert cost(MODEL, 1_000_000, 100_000) == Decimal(3)
    assert cost(MODEL, 0, 0, from_cache=1_000_000, to_cache=1_000_000) == Decimal("2.70")
    assert cost(MODEL, 1_000_000, 100_000, searches=2, batched=True) == Decimal("1.52")


def test_a_dated_model_has_its_family_s_price() -> None:
    """An id with a date costs what the id without it does."""
    assert price("claude-haiku-5-5-20261101") == price("claude-haiku-5-5")


def test_an_unknown_model_costs_what_the_dearest_does() -> None:
    """A cost is never understated: for a model without a price the dearest one counts."""
    assert price("claude-unheard-of") == price("claude-fable-5-1")


def test_an_answer_is_paid_for() -> None:
    """What an answer cost is booked to its story, and nothing stays held."""
    budget = Budget(Decimal(1))
    purse(ScriptedModel(answer("{}")), budget).reply(PROMPT, model=MODEL, max_tokens=1000, schema=Edits)

    assert budget.spent("harbour") == budget.spent() == Usage(1000, 200, Decimal("0.004"))
    assert budget.spent("other") == Usage()


def test_an_answer_that_failed_is_paid_for() -> None:
    """What a failed call cost is booked too."""
    failed = ModelError("cut")
    failed.spent = Decimal("0.25")
    budget = Budget(Decimal(1))
    with pytest.raises(ModelError):
        purse(ScriptedModel(failed), budget).reply(PROMPT, model=MODEL, max_tokens=1000, schema=Edits)

    assert budget.spent().usd == Decimal("0.25")


def test_an_answer_fits_the_money() -> None:
    """The most that an answer may say is what is left pays for."""
    model = ScriptedModel(answer("{}"))
    purse(model, Budget(Decimal("0.1"))).reply(PROMPT, model=MODEL, max_tokens=32_000, schema=Edits)

    (call,) = model.history
    asking = 1000 * Decimal("0.000002") * Decimal("1.25")
    assert call.max_tokens == (Decimal("0.1") - asking) / Decimal("0.00001")


@pytest.mark.parametrize(
    ("budget", "setting"),
    [
        (Budget(Decimal("0.01")), "max_usd"),
        (Budget(Decimal(9), story=Decimal("0.01")), "max_usd_story"),
        (Budget(Decimal(9), month=Decimal(5), before=Decimal("4.99")), "max_usd_month"),
    ],
)
def test_over_budget_nothing_is_asked(budget: Budget, setting: str) -> None:
    """Where the money does not last for an answer worth asking for, nothing is asked, and the setting is named."""
    model = ScriptedModel(answer("{}"))
    with pytest.raises(OverBudget, match=setting) as caught:
        purse(model, budget).reply(PROMPT, model=MODEL, max_tokens=32_000, schema=Edits)

    assert setting in caught.value.hint
    assert (model.history, budget.spent()) == ([], Usage())


def test_a_story_s_limit_is_its_own() -> None:
    """What one story has spent takes nothing from another's limit, and all of it from the run's."""
    budget = Budget(Decimal("0.05"), story=Decimal("0.03"))
    model = ScriptedModel(answer("{}", usd=Decimal("0.02")))
    for slug in ("a", "b"):
        purse(model, budget, slug).reply(PROMPT, model=MODEL, max_tokens=500, schema=Edits)

    with pytest.raises(OverBudget):
        purse(model, budget, "a").reply(PROMPT, model=MODEL, max_tokens=1500, schema=Edits)
    assert budget.spent().usd == Decimal("0.04")


def test_what_is_held_is_not_spent_twice() -> None:
    """While an answer is under way, what it may cost is nobody else's; afterwards what it did not cost is free again."""
    budget = Budget(Decimal("0.05"))

    def ask(model: ScriptedModel) -> None:
        purse(model, budget).reply(PROMPT, model=MODEL, max_tokens=3000, schema=Edits)

    def while_another_is_under_way(_: Call) -> Reply:
        with pytest.raises(OverBudget):
            ask(ScriptedModel(answer("{}")))
        return answer("{}")

    ask(ScriptedModel(while_another_is_under_way))
    ask(ScriptedModel(answer("{}")))

    assert budget.spent().usd == Decimal("0.008")
