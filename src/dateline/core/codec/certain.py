"""Plain data that is certainly right → values, without pydantic, which is slow to import; `reading` explains everything else.

There is a function for each type, made once from the types and marks that pydantic's validators are made from.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, is_dataclass
from decimal import Decimal
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le

from dateline.core import strict_json
from dateline.core.codec.shapes import Shape, shapes
from dateline.core.constraints import Always, AtMost, KeyedBy, OneLine, Prose, Quoted, Text
from dateline.core.model import Item, LedgerEvent

T = TypeVar("T")
Convert = Callable[[Any], Any]

_REMEMBERED = 16_384
"""How many texts in one form: the same keys, ids and dates are in every version."""
_HALF_CHARACTER = re.compile(rb"\\u[dD]")
"""May be half of a pair that is one character."""


class _Uncertain(Exception):  # noqa: N818  # never leaves this module
    """Pydantic must decide."""


def certain(kind: type[T], tree: Any) -> T | None:
    """The value that a file's map certainly describes; None if pydantic must decide.

    Args:
        kind: a dataclass, such as `Version`.
        tree: the maps, lists and text of the file.
    """
    try:
        value: T = _from_map(kind)(tree)  # type: ignore[arg-type]  # classes are hashable
    except _Uncertain:
        return None
    return value


def certain_line(line: bytes) -> Item | LedgerEvent | None:
    """The entry that a line of a ledger certainly describes; None if pydantic must decide."""
    try:
        tree = strict_json.decode(line.decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(tree, dict) or (b"\\u" in line and _HALF_CHARACTER.search(line)):
        return None
    if b'"event"' in line and "event" in tree:
        return certain(LedgerEvent, tree)
    item = certain(Item, tree)
    return item if item and ("title" in tree or item.withdrawn) else None


class _Fields(dict[str, tuple[str, Convert]]):
    """The name and the function of each field, by its key in the file."""

    def __missing__(self, key: str) -> tuple[str, Convert]:
        raise _Uncertain


@cache
def _from_map(kind: type) -> Convert:
    fields = _Fields({shape.key: (shape.name, _field(shape)) for shape in shapes(kind)})
    needed = {shape.name for shape in shapes(kind) if shape.default is MISSING}

    def convert(tree: Any) -> Any:
        if type(tree) is not dict:
            raise _Uncertain
        given = {}
        for key, value in tree.items():
            name, convert_field = fields[key]
            given[name] = convert_field(value)
        if not given.keys() >= needed:
            raise _Uncertain
        return kind(**given)

    return convert


def _field(shape: Shape) -> Convert:
    return _from_keyed(shape.kind, shape.keyed_by) if shape.kind and shape.keyed_by else _converter(shape.annotation)


def _from_keyed(kind: type, keyed_by: str) -> Convert:
    convert_row = _from_map(kind)

    def convert(tree: Any) -> Any:
        if type(tree) is not dict or any(type(row) is not dict or keyed_by in row for row in tree.values()):
            raise _Uncertain
        return tuple([convert_row({keyed_by: key, **row}) for key, row in tree.items()])

    return convert


def _converter(annotation: Any) -> Convert:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        convert = _converter(inner[0])
        for mark in inner[1:]:
            convert = _marked(convert, mark)
        return convert
    if origin is tuple and inner[1:] == (...,):
        return _list(_converter(inner[0]))
    if origin is Mapping:
        return _map(_converter(inner[0]), _converter(inner[1]))
    if origin is Literal:
        return _checked(_text, lambda text: text in inner)
    if origin in (Union, UnionType):
        return _either([_converter(one) for one in inner])
    return (
        _from_map(annotation) if isinstance(annotation, type) and is_dataclass(annotation) else _SCALARS.get(annotation, _never)
    )


def _marked(convert: Convert, mark: Any) -> Convert:
    if isinstance(mark, Always | AtMost | KeyedBy | OneLine | Quoted):
        return convert
    if isinstance(mark, Prose):
        return lambda value: convert(value).strip()
    return _checked(convert, _test(mark))


def _test(mark: Any) -> Callable[[Any], bool]:
    match mark:
        case Text():
            return lru_cache(_REMEMBERED)(lambda text: not mark.objection(text))
        case Ge(ge=least):
            return lambda number: bool(number >= least)
        case Gt(gt=bound):
            return lambda number: bool(number > bound)
        case Le(le=most):
            return lambda number: bool(number <= most)
        case _:
            return lambda _: False


def _checked(convert: Convert, holds: Callable[[Any], bool]) -> Convert:
    def checked(value: Any) -> Any:
        found = convert(value)
        if holds(found):
            return found
        raise _Uncertain

    return checked


def _list(convert: Convert) -> Convert:
    def convert_all(values: Any) -> Any:
        if type(values) is list:
            return tuple([convert(value) for value in values])
        raise _Uncertain

    return convert_all


def _map(convert_key: Convert, convert: Convert) -> Convert:
    def convert_all(tree: Any) -> Any:
        if type(tree) is dict:
            return {convert_key(key): convert(value) for key, value in tree.items()}
        raise _Uncertain

    return convert_all


def _either(converters: Sequence[Convert]) -> Convert:
    def convert(value: Any) -> Any:
        for one in converters:
            try:
                return one(value)
            except _Uncertain:
                continue
        raise _Uncertain

    return convert


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    raise _Uncertain


def _spelled(pattern: str, make: Callable[[str], Any]) -> Convert:
    fits = re.compile(pattern).fullmatch

    def convert(value: Any) -> Any:
        if type(value) is str and fits(value):
            return make(value)
        raise _Uncertain

    return convert


def _never(_: Any) -> Any:
    raise _Uncertain


_AMOUNT = r"[0-9]{1,9}(\.[0-9]{1,30})?"
_SCALARS: Mapping[Any, Convert] = {
    str: _text,
    int: _spelled("0|[1-9][0-9]{0,8}", int),
    float: _spelled(_AMOUNT, float),
    Decimal: _spelled(_AMOUNT, Decimal),
    bool: _spelled("true|false", "true".__eq__),
    NoneType: _checked(lambda value: value, lambda value: value is None),
}
