"""What the cache knows of earlier runs, as rows of the state, and back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from itertools import chain
from typing import Any

from dateline.core.model import Timestamp
from dateline.desk.decided import KIND as DECISIONS
from dateline.desk.decided import Decided
from dateline.store.cache import Cache
from dateline.store.state import StateBranch, StateRow
from dateline.wire import health
from dateline.wire.pauses import PLACE as PAUSES
from dateline.wire.pauses import Pauses

FEEDS, HOSTS, DECIDED, SPENT, BATCHES = "feeds", "hosts", "decided", "spend", "batches"
"""The files: the health of feeds, the pauses of hosts, what became of items that fit no story, what models cost, batches."""
BATCH = ("batch", "open")
"""Where the cache keeps the batches under way."""


def fill_cache(cache: Cache, state: StateBranch, month: str) -> None:
    """Brings what the state knows into the cache.

    Args:
        cache: the cache of the publication.
        state: the state.
        month: `2026-05`.
    """
    if feeds := _feeds(state):
        cache.put(*health.PLACE, [*feeds.values()])
    if hosts := _hosts(state):
        cache.put(*PAUSES, hosts)
    for settings in {str(row.get("settings")) for row in state.rows(DECIDED)[-1:]}:
        cache.put(DECISIONS, settings, {**Decided.of(cache.get(DECISIONS, settings)).reasons, **_decided(state, settings)})
    if (spent := _spent(state, month)) > _amount(cache.get("spend", month)):
        cache.put("spend", month, str(spent))
    if state.commit:
        keep_batches(cache, _open_batches(state))


def rows_of(cache: Cache, state: StateBranch, settings: str, now: str) -> Iterator[tuple[str, StateRow]]:
    """What the cache knows and the state does not, as rows by file.

    Args:
        cache: the cache of the publication; what cannot be read in it is left out.
        state: the state.
        settings: the hash of the stories' settings, for which decisions are valid; empty if it is not known.
        now: the time of the run, UTC.
    """
    known = _feeds(state)
    held = [asdict(one) for one in health.of(cache.get(*health.PLACE)).values()]
    if feeds := [row for row in held if known.get(row["id"]) != row]:
        yield FEEDS, {"at": now, "feeds": feeds}
    paused = _hosts(state)
    if new := {host: until for host, until in Pauses(cache.get(*PAUSES)).rows.items() if paused.get(host) != until}:
        yield HOSTS, {"at": now, "hosts": new}
    before, decisions = _decided(state, settings), Decided.of(cache.get(DECISIONS, settings)).reasons
    if marks := {mark: why for mark, why in decisions.items() if before.get(mark) != why}:
        yield DECIDED, {"at": now, "settings": settings, "decided": marks}
    open_, listed = _open_batches(state), batches_under_way(cache)
    yield from ((BATCHES, {"at": listed[name], "name": name, "state": "open"}) for name in listed if name not in open_)
    yield from ((BATCHES, {"at": now, "name": name, "state": "done"}) for name in open_ if name not in listed)


def batches_under_way(cache: Cache) -> dict[str, Timestamp]:
    """The name of each batch under way → when it was submitted; the time is empty if an earlier release kept only the name."""
    held = cache.get(*BATCH)
    rows = [{"name": row} if isinstance(row, str) else row for row in held] if isinstance(held, list) else []
    return {str(row["name"]): str(row.get("at", "")) for row in rows if isinstance(row, dict) and "name" in row}


def keep_batches(cache: Cache, batches: Mapping[str, Timestamp]) -> None:
    """Keeps the names of the batches under way, and when they were submitted."""
    cache.put(*BATCH, [{"name": name, "at": at} for name, at in batches.items()])


def _feeds(state: StateBranch) -> dict[str, Any]:
    rows = chain.from_iterable(_list(row, "feeds") for row in _in_time(state.rows(FEEDS)))
    return {row["id"]: row for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)}


def _hosts(state: StateBranch) -> dict[str, Any]:
    return {host: until for row in _in_time(state.rows(HOSTS)) for host, until in _mapping(row, "hosts").items()}


def _decided(state: StateBranch, settings: str) -> dict[str, Any]:
    rows = (row for row in state.rows(DECIDED) if row.get("settings") == settings)
    return {mark: why for row in rows for mark, why in _mapping(row, "decided").items()}


def _spent(state: StateBranch, month: str) -> Decimal:
    return sum((_amount(row.get("usd")) for row in state.rows(SPENT) if row.get("month") == month), Decimal(0))


def _open_batches(state: StateBranch) -> dict[str, str]:
    """The name of each batch under way → when it was submitted."""
    last = {str(row.get("name")): row for row in _in_time(state.rows(BATCHES))}
    return {name: str(row.get("at")) for name, row in last.items() if row.get("state") == "open"}


def _in_time(rows: Iterable[StateRow]) -> list[StateRow]:
    return sorted(rows, key=lambda row: str(row.get("at")))


def _amount(value: object) -> Decimal:
    try:
        return Decimal(str(value or 0))
    except InvalidOperation:
        return Decimal(0)


def _list(row: StateRow, name: str) -> list[Any]:
    found = row.get(name)
    return found if isinstance(found, list) else []


def _mapping(row: StateRow, name: str) -> dict[str, Any]:
    found = row.get(name)
    return found if isinstance(found, dict) else {}
