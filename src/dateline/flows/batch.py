"""Answers from a batch: one run submits the calls, and a later run can pick up the answers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from dateline.core.errors import ModelError, OverBudget
from dateline.core.ledger import seen
from dateline.core.model import Dossier, Timestamp
from dateline.desk import Assignment, Draft, Writer
from dateline.desk.batch_replies import BatchReplies
from dateline.desk.model_call import Call, Reply, Usage
from dateline.desk.model_client import ModelClient
from dateline.desk.writer import ModelWriter
from dateline.flows.shared.cached import batches_under_way, keep_batches
from dateline.store.cache import Cache

Replies = Mapping[str, Reply | ModelError]
"""The answers so far, by the id of the call."""


def batch_writer(  # noqa: PLR0913  # whom it asks, about what, and when
    root: Path,
    client: ModelClient,
    writer: ModelWriter,
    assignments: Sequence[Assignment],
    *,
    now: Timestamp,
    on_submit: Callable[[], None] = lambda: None,
) -> Writer:
    """A writer that has the answers of a batch, or that reports for each story that the batch is not done.

    The id of the batch is stored before the run waits for it, and the id of a call depends only on its content. So if a run is
    killed or out of time, the next one continues.

    Args:
        root: the publication's folder.
        client: submits the batch.
        writer: makes the calls.
        assignments: what the writer is asked to write.
        now: the time of the run, UTC.
        on_submit: is called when a batch was submitted, before the run waits for it.
    """
    calls = [call for one in assignments if (call := writer.first_call(one))]
    try:
        replies = _replies(root, client, _affordable(writer, calls), now, on_submit)
    except ModelError as error:
        return partial(_failing, error)
    return _waiting if replies is None else replace(writer, model=BatchReplies(client, replies))


def forget_batches(root: Path) -> None:
    """Forgets all batches, after their answers were used."""
    keep_batches(Cache(root), {})


def _waiting(_: Assignment) -> Draft:
    return Draft(waiting="its batch is under way", hint="Run it again with --batch to continue.")


def _failing(error: ModelError, _: Assignment) -> Draft:
    raise error


def _replies(
    root: Path, client: ModelClient, calls: Sequence[Call], now: Timestamp, on_submit: Callable[[], None]
) -> Replies | None:
    """The answers to the calls. Submits those that are in no open batch. None while a batch is not done."""
    names = batches_under_way(Cache(root))
    replies = _results(client, names)
    missing = [] if replies is None else [call for call in calls if call.id not in replies]
    if replies is None or not missing:
        return replies
    name = client.submit(missing)
    keep_batches(Cache(root), {**names, name: now})
    on_submit()
    answered = _results(client, [name])
    if answered is None:
        return None
    lost = ModelError("the batch has no answer to this call", hint="Run it again: the next run repeats the call.")
    return {**replies, **dict.fromkeys((call.id for call in missing), lost), **answered}


def _results(client: ModelClient, names: Iterable[str]) -> Replies | None:
    """The answers of batches; None while one of them is not done."""
    found: dict[str, Reply | ModelError] = {}
    for name in names:
        answered = client.results(name)
        if answered is None:
            return None
        found |= answered
    return found


def known_then(root: Path, dossier: Dossier) -> Dossier:
    """The story as it was when the batches under way were submitted: with later items, their answers would fit no call."""
    since = min(batches_under_way(Cache(root)).values(), default="")
    start = seen(dossier.items, dossier.latest)
    later = (place for place, item in enumerate(dossier.items) if place >= start and item.collected > since)
    return replace(dossier, items=dossier.items[: next(later, None)]) if since else dossier


def _affordable(writer: ModelWriter, calls: Iterable[Call]) -> list[Call]:
    """The calls that the budget can pay for, with answers as long as it can pay for."""
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
