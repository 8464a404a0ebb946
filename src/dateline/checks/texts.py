"""Every text in what was read from a file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from dateline.core.model import Source


def texts(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Each text with its path; an item's path starts with its place in the ledger."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from texts(one, f"{at}.{one.key}" if isinstance(one, Source) else f"{at}[{place}]")
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name), f"{at}.{name}" if at else name)


def all_words(value: Any) -> str:
    """The same texts as one, for a quick search of all of them."""
    found: list[str] = []
    _gather((value,), found)
    return "\n".join(found)


def _gather(values: Iterable[Any], found: list[str]) -> None:
    for value in values:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            _gather(value, found)
        elif parts := _parts(value.__class__):
            _gather(parts(value), found)


@cache
def _parts(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What returns the values of all fields; None if the type has no fields."""
    fields = getattr(kind, "__dataclass_fields__", ())
    return attrgetter(*fields) if fields else None
