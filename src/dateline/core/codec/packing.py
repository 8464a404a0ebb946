"""Values ⇄ bytes for a cache. The bytes are JSON with the values of each field in a row, so that the loops over them run in C.

What a value consists of comes from its types: dataclasses and named tuples, and in them text, numbers, switches, None, amounts,
tuples, frozen sets, maps, literals, analysed texts, and any of these. Fields of the type `Any` are JSON.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from decimal import Decimal
from functools import cache
from itertools import chain, islice
from operator import attrgetter, itemgetter, methodcaller
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from dateline.core.ids import digest
from dateline.core.sentences import AnalysedText

T = TypeVar("T")


class _Column(NamedTuple):
    """How the values of one type, from all over a packed value, are kept."""

    form: str
    """What the type consists of; bytes of another form are not read."""
    classes: tuple[type, ...]
    """The classes that a value of this type may have."""
    spread: Callable[[Sequence[Any]], Any]
    """The values as JSON."""
    gather: Callable[[Any], Sequence[Any]]
    """The values again; ValueError or TypeError if the JSON is not what `spread` made."""


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def pack(value: Any, kind: Any = None) -> bytes:
    """A value as bytes, for `unpack`.

    Args:
        value: a frozen value.
        kind: its type, if that is not its class, such as `tuple[LedgerLine, ...]`.
    """
    mark, column = _format(kind or type(value))  # type: ignore[arg-type]  # types are hashable
    return _encode([mark, column.spread([value])]).encode(errors="surrogatepass")


def unpack(kind: type[T], data: bytes) -> T | None:
    """The value that `pack` made these bytes from; None if it did not make them, from a value of this type."""
    mark, column = _format(kind)  # type: ignore[arg-type]  # likewise
    try:
        said, held = json.loads(data.decode(errors="surrogatepass"))
        [value] = column.gather(held) if said == mark else ()
    except (ValueError, TypeError, ArithmeticError, RecursionError):  # what is not an amount is an error of arithmetic
        return None
    found: T = value
    return found


@cache
def _format(kind: Any) -> tuple[str, _Column]:
    column = _column(kind)
    return digest(column.form), column


def _column(kind: Any) -> _Column:
    if make := _GENERIC.get(get_origin(kind)):
        return make(get_args(kind))
    return _record(kind) if is_dataclass(kind) or hasattr(kind, "_fields") else _LEAVES[kind]


_CLASSES: Mapping[Any, tuple[type, ...]] = {str: (str,), int: (int,), float: (float, int), bool: (bool,), NoneType: (NoneType,)}
"""What JSON keeps as it is, and the classes that a value may have."""


def _scalars(kinds: Iterable[Any]) -> _Column:
    classes = tuple(one for kind in kinds for one in _CLASSES[kind])
    allowed = frozenset(classes)

    def gather(held: Any) -> list[Any]:
        if type(held) is list and allowed.issuperset(map(type, held)):
            return held
        raise ValueError

    return _Column("|".join(one.__name__ for one in classes), classes, list, gather)


_TEXTS, _COUNTS = _scalars([str]), _scalars([int])


def _literal(words: Sequence[Any]) -> _Column:
    column = _scalars(dict.fromkeys(map(type, words)))
    allowed = frozenset(words)

    def gather(held: Any) -> Sequence[Any]:
        found = column.gather(held)
        if allowed.issuperset(found):
            return found
        raise ValueError

    return column._replace(form=repr(words), gather=gather)


def _spelled(kind: type, spell: Callable[[Any], str], make: Callable[[str], Any]) -> _Column:
    return _Column(kind.__name__, (kind,), lambda values: [*map(spell, values)], lambda held: [*map(make, _TEXTS.gather(held))])


def _json(held: Any) -> list[Any]:
    if type(held) is list:
        return held
    raise ValueError


_LEAVES: Mapping[Any, _Column] = {
    **{kind: _scalars([kind]) for kind in _CLASSES},
    Decimal: _spelled(Decimal, str, Decimal),
    AnalysedText: _spelled(AnalysedText, attrgetter("text"), AnalysedText),
    Any: _Column("Any", (), list, _json),
}


def _union(kinds: Sequence[Any]) -> _Column:
    """Which type each value has, and the values of each type; what JSON keeps as it is stays together."""
    if _CLASSES.keys() >= set(kinds):
        return _scalars(kinds)
    columns = [*map(_column, kinds)]
    at = {one: number for number, column in enumerate(columns) for one in column.classes}

    def spread(values: Sequence[Any]) -> Any:
        which = [at[type(value)] for value in values]
        shares = ([value for value, one in zip(values, which, strict=True) if one == n] for n in range(len(columns)))
        return [which, *(column.spread(share) for column, share in zip(columns, shares, strict=True))]

    def gather(held: Any) -> list[Any]:
        which, *shares = held
        found = [column.gather(share) for column, share in zip(columns, shares, strict=True)]
        if Counter(_COUNTS.gather(which)) != Counter({number: len(one) for number, one in enumerate(found)}):
            raise ValueError
        following = [iter(one) for one in found]
        return [next(following[one]) for one in which]

    return _Column("|".join(column.form for column in columns), tuple(at), spread, gather)


def _series(kind: type, parts: Callable[[Any], Iterable[Any]], column: _Column) -> _Column:
    """How many parts each value has, and the parts of all values."""

    def spread(values: Sequence[Any]) -> Any:
        return [[*map(len, values)], column.spread([*chain.from_iterable(map(parts, values))])]

    def gather(held: Any) -> list[Any]:
        lengths, every = held
        found = column.gather(every)
        if sum(_COUNTS.gather(lengths)) != len(found):
            raise ValueError
        following = iter(found)
        return [kind(islice(following, length)) for length in lengths]

    return _Column(f"{kind.__name__}[{column.form}]", (kind,), spread, gather)


def _tuple(kinds: Sequence[Any]) -> _Column:
    if kinds[1:] == (...,):
        return _series(tuple, iter, _column(kinds[0]))
    return _together(tuple, lambda *parts: parts, [*map(itemgetter, range(len(kinds)))], [*map(_column, kinds)])


def _frozenset(kinds: Sequence[Any]) -> _Column:
    return _series(frozenset, sorted, _column(kinds[0]))


def _map(kinds: Sequence[Any]) -> _Column:
    return _series(dict, methodcaller("items"), _tuple(kinds))


def _record(kind: Any) -> _Column:
    held = sorted(fields(kind), key=attrgetter("kw_only")) if is_dataclass(kind) else ()
    names = [field.name for field in held] or kind._fields
    hints = get_type_hints(kind)
    column = _together(kind, _maker(kind, held), [*map(attrgetter, names)], [_column(hints[name]) for name in names])
    return column._replace(form=f"{kind.__name__}({','.join(names)};{column.form})")


def _maker(kind: Any, held: Sequence[Field[Any]]) -> Callable[..., Any]:
    """What makes a record of its parts, those that must be named last."""
    named = [field.name for field in held if field.kw_only]
    if not named:
        found: Callable[..., Any] = kind
        return found

    def make(*parts: Any) -> Any:
        return kind(*parts[: -len(named)], **dict(zip(named, parts[-len(named) :], strict=True)))

    return make


def _together(
    kind: type, make: Callable[..., Any], getters: Sequence[Callable[[Any], Any]], columns: Sequence[_Column]
) -> _Column:
    """A column for each part of the values."""

    def spread(values: Sequence[Any]) -> Any:
        return [column.spread([*map(get, values)]) for get, column in zip(getters, columns, strict=True)]

    def gather(held: Any) -> list[Any]:
        found = [column.gather(one) for column, one in zip(columns, held, strict=True)]
        if len({*map(len, found)}) != 1:
            raise ValueError
        return [*map(make, *found)]

    return _Column(f"({','.join(column.form for column in columns)})", (kind,), spread, gather)


_GENERIC: Mapping[Any, Callable[[Sequence[Any]], _Column]] = {
    Union: _union,
    UnionType: _union,
    Literal: _literal,
    tuple: _tuple,
    frozenset: _frozenset,
    dict: _map,
    Mapping: _map,
}
