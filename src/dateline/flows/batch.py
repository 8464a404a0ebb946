"""First answers from a batch: calls are handed in, and a later run takes up what an earlier one left under way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from dateline.core.errors import ModelError, OverBudget
from dateline.desk import Assignment, Draft, Writer
from dateline.desk.batch_replies import BatchReplies
from dateline.desk.model_call import Call, Reply, Usage
from dateline.desk.model_client import ModelClient
from dateline.desk.writer import ModelWriter
from dateline.store import Cache

Replies = Mapping[str, Reply | ModelError]
"""What has been answered, by the call's id."""


def batch_writer(root: Path, client: ModelClient, writer: ModelWriter, assignments: Sequence[Assignment]) -> Writer:
    """The writer with the answers of a batch at hand; where there are none yet, one that says so for each story.

    The batch's id is kept before it is waited for, and the id of a call depends on nothing but what it asks. So the next run
    goes on where this one was killed, or where its time was over.

    Args:
        root: the publication's folder.
        client: where the batch is handed in.
        writer: whose first calls go into it.
        assignments: what is written.
    """
    calls = [call for one in assignments if (call := writer.first_call(one))]
    try:
        replies = _replies(root, client, _affordable(writer, calls))
    except ModelError as error:
        return partial(_failing, error)
    return _waiting if replies is None else replace(writer, model=BatchReplies(client, replies))


def forget_batches(root: Path) -> None:
    """Forgets the batches whose answers have been used."""
    Cache(root).put("batch", "open", [])


def _waiting(_: Assignment) -> Draft:
    return Draft(waiting="its batch is under way", hint="Run it again with --batch: it goes on where it was.")


def _failing(error: ModelError, _: Assignment) -> Draft:
    raise error


def _replies(root: Path, client: ModelClient, calls: Sequence[Call]) -> Replies | None:
    """The answers to the calls, which are handed in where no open batch has them; None while a batch is under way."""
    names = _open_batches(root)
    replies = _results(client, names)
    missing = [] if replies is None else [call for call in calls if call.id not in replies]
    if replies is None or not missing:
        return replies
    name = client.submit(missing)
    Cache(root).put("batch", "open", [*names, name])
    answered = _results(client, [name])
    if answered is None:
        return None
    lost = ModelError("the batch left it unanswered", hint="It is asked again in the next run.")
    return {**replies, **dict.fromkeys((call.id for call in missing), lost), **answered}


def _results(client: ModelClient, names: Iterable[str]) -> Replies | None:
    """What batches have answered; None while one of them is under way."""
    found: dict[str, Reply | ModelError] = {}
    for name in names:
        answered = client.results(name)
        if answered is None:
            return None
        found |= answered
    return found


def _open_batches(root: Path) -> list[str]:
    held = Cache(root).get("batch", "open")
    return [str(name) for name in held] if isinstance(held, list) else []


def _affordable(writer: ModelWriter, calls: Iterable[Call]) -> list[Call]:
    """The calls that the budget pays for, each for as long an answer as it pays for; the others wait when it is their turn."""
    held: list[Decimal] = []
    fitting = []
    for call in calls:
        try:
            sent, price = writer.model.count(call.prompt, model=call.model), writer.model.price(call.model)
            tokens, amount = writer.budget.hold("", price, sent, call.max_tokens)
        except OverBudget:
            continue
        held.append(amount)
        fitting.append(replace(call, max_tokens=tokens))
    for amount in held:
        writer.budget.settle("", amount, Usage())
    return fitting
