from decimal import Decimal

import pytest
from scripted import ScriptedModel, answer

from dateline.core.errors import ModelError, OverBudget
from dateline.desk.budget import Budget, MeteredModel
from dateline.desk.edits import Edits
from dateline.desk.model_call import Call, Prompt, Reply, Usage
from dateline.desk.model_client import Price

MODEL = "claude-sonnet-5-5"
PROMPT = Prompt("x" * 2000, ("y" * 2000,))


def metered(model: ScriptedModel, budget: Budget, slug: str = "harbour") -> MeteredModel:
    return MeteredModel(model, budget, slug)


def test_an_answer_is_paid_for() -> None:
    """The cost of an answer is booked to its story, and nothing stays reserved."""
    budget = Budget(Decimal(1))
    metered(ScriptedModel(answer("{}")), budget).reply(PROMPT, model=MODEL, max_tokens=1000, schema=Edits)

    assert budget.spent("harbour") == budget.spent() == Usage(1000, 200, Decimal("0.004"))
    assert budget.spent("other") == Usage()


def test_an_answer_that_failed_is_paid_for() -> None:
    """What a failed call cost is booked too."""
    failed = ModelError("cut")
    failed.spent = Decimal("0.25")
    budget = Budget(Decimal(1))
    with pytest.raises(ModelError):
        metered(ScriptedModel(failed), budget).reply(PROMPT, model=MODEL, max_tokens=1000, schema=Edits)

    assert budget.spent().usd == Decimal("0.25")


def test_an_answer_fits_the_money() -> None:
    """The most that an answer may say is what is left pays for."""
    model = ScriptedModel(answer("{}"))
    metered(model, Budget(Decimal("0.1"))).reply(PROMPT, model=MODEL, max_tokens=32_000, schema=Edits)

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
    """If the budget does not allow a useful answer, the call is not made, and the error names the setting."""
    model = ScriptedModel(answer("{}"))
    with pytest.raises(OverBudget, match=setting) as caught:
        metered(model, budget).reply(PROMPT, model=MODEL, max_tokens=32_000, schema=Edits)

    assert setting in caught.value.hint
    assert (model.history, budget.spent()) == ([], Usage())


def test_a_story_s_limit_is_its_own() -> None:
    """What one story spends counts for the run's limit, but not for another story's."""
    budget = Budget(Decimal("0.05"), story=Decimal("0.03"))
    model = ScriptedModel(answer("{}", usd=Decimal("0.02")))
    for slug in ("a", "b"):
        metered(model, budget, slug).reply(PROMPT, model=MODEL, max_tokens=500, schema=Edits)

    with pytest.raises(OverBudget):
        metered(model, budget, "a").reply(PROMPT, model=MODEL, max_tokens=1500, schema=Edits)
    assert budget.spent().usd == Decimal("0.04")


def test_what_is_held_is_not_spent_twice() -> None:
    """During a call, its highest cost is reserved; afterwards the unused part is available again."""
    budget = Budget(Decimal("0.05"))

    def ask(model: ScriptedModel) -> None:
        metered(model, budget).reply(PROMPT, model=MODEL, max_tokens=3000, schema=Edits)

    def while_another_is_under_way(_: Call) -> Reply:
        with pytest.raises(OverBudget):
            ask(ScriptedModel(answer("{}")))
        return answer("{}")

    ask(ScriptedModel(while_another_is_under_way))
    ask(ScriptedModel(answer("{}")))

    assert budget.spent().usd == Decimal("0.008")


def test_a_model_without_a_price_is_never_stopped() -> None:
    """A call that costs nothing may have its whole answer, even if nothing may be spent."""
    free = Price(Decimal(0), Decimal(0))
    with Budget(Decimal(0)).charge("story", free, 100_000, 32_000) as charge:
        assert charge.max_tokens == 32_000
