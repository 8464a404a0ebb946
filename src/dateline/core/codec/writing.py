"""Values → the canonical file, and JSON for other programs."""

import json
from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from decimal import Decimal
from typing import Any, TypeVar

from dateline.core import yamlio
from dateline.core.codec.shapes import Shape, shapes
from dateline.core.constraints import DATE, DATE_OR_TIME, TIME, OneLine, Prose, Quoted
from dateline.core.model import Item, LedgerEvent
from dateline.core.text import one_per_line

V = TypeVar("V")


def _scalar(value: Any, shape: Shape) -> Any:
    if isinstance(value, Decimal):
        return yamlio.Bare(money(value))
    if isinstance(value, bool):
        return yamlio.Bare("true" if value else "false")
    if isinstance(value, int | float):
        return yamlio.Bare(str(value))
    if any(mark in (DATE, TIME, DATE_OR_TIME) for mark in shape.marks):
        return yamlio.Bare(value)
    if shape.has(Quoted):
        return yamlio.QuotedScalar(value)
    return yamlio.Block(value) if shape.has(Prose) else value


def money(value: Decimal) -> str:
    """An amount with two to six decimals."""
    whole, _, part = f"{value:.6f}".partition(".")
    return f"{whole}.{part.rstrip('0'):0<2}"


def _written(value: Any, shape: Shape) -> Any:
    if isinstance(value, Mapping):
        return {key: _scalar(one, shape) for key, one in value.items()}
    if isinstance(value, tuple):
        rows = [_written(one, shape) for one in value]
        return {row.pop(shape.keyed_by): row for row in rows} if shape.keyed_by else rows
    if is_dataclass(value) and not isinstance(value, type):
        tree = to_tree(value)
        return yamlio.Flow(tree) if shape.has(OneLine) else tree
    return _scalar(value, shape)


def to_tree(value: Any) -> dict[str, Any]:
    """The value as maps, lists and text in canonical order, marked for `yamlio.dump`; defaults are left out."""
    tree: dict[str, Any] = {}
    for shape in shapes(type(value)):  # type: ignore[arg-type]  # classes are hashable
        held = getattr(value, shape.name)
        if shape.is_written(held):
            tree[shape.key] = _written(held, shape)
    for path, extra in getattr(value, "unknown", ()):
        inner = tree
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = yamlio.as_read(extra)
    return tree


def canonical(value: V) -> V:
    """The value with one sentence per line in every field of prose."""
    given: dict[str, Any] = {}
    for shape in shapes(type(value)):  # type: ignore[arg-type]  # classes are hashable
        held = getattr(value, shape.name)
        if shape.has(Prose) and isinstance(held, str):
            given[shape.name] = one_per_line(held)
        elif shape.kind and is_dataclass(held):
            given[shape.name] = canonical(held)
        elif isinstance(held, tuple) and (shape.kind or shape.has(Prose)):
            given[shape.name] = tuple(one_per_line(one) if isinstance(one, str) else canonical(one) for one in held)
    return replace(value, **given)  # type: ignore[type-var]  # every kind is a dataclass


def dump(value: Any, schema: str = "") -> str:
    """The canonical file of a version, a story or the settings, with the path of its `schema` in the first line."""
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return first + yamlio.dump(to_tree(value))


def dump_line(entry: Item | LedgerEvent) -> str:
    """One line of a ledger, including the line ending."""
    return json.dumps(plain(entry), ensure_ascii=False) + "\n"


def plain(value: Any) -> dict[str, Any]:
    """The value as JSON data with the keys of its file; defaults are left out."""
    out: dict[str, Any] = {}
    for shape in shapes(type(value)):  # type: ignore[arg-type]  # classes are hashable
        held = getattr(value, shape.name)
        if shape.is_written(held):
            out[shape.key] = _plain_field(held, shape)
    return out


def _plain_field(held: Any, shape: Shape) -> Any:
    if isinstance(held, tuple):
        rows = [plain(one) for one in held] if shape.kind else list(held)
        return {row.pop(shape.keyed_by): row for row in rows} if shape.keyed_by else rows
    if shape.kind and held is not None:
        return plain(held)
    return float(held) if isinstance(held, Decimal) else held
