"""Text, lists and maps → canonical YAML: reading and writing a canonical file does not change a byte."""

import json
import re
from typing import Any

from dateline.core.yamlio.tree import Tree


class Block(str):
    """Text that is written as a `|` block."""

    __slots__ = ()


class Bare(str):
    """Text that is written without quotation marks, such as a date or a number."""

    __slots__ = ()


class QuotedScalar(str):
    """Text that is written in quotation marks."""

    __slots__ = ()


class Flow(dict[str, Any]):
    """A map that is written on one line."""


_AMBIGUOUS = re.compile(
    r"[-+.]?[\d.][\d_,.:xobea-f+-]*|\d{4}-\d\d?-\d\d?[t\s].*|~|null|true|false|yes|no|on|off|[-+]?\.(inf|nan)|y|n|=|<<",
    re.IGNORECASE,
)
_UNREADABLE = r"\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_PLAIN = re.compile(
    rf"(?![\s\-?:,\[\]{{}}#&*!|>'\"%@`])(?:[^\x00-\x1f{_UNREADABLE}:#]|:(?=\S)|(?<=\S)#)+(?<!\s)",
)
_BLOCK = re.compile(rf"(?!\s)[^\x00-\x09\x0b-\x1f{_UNREADABLE}]+")
_FLOW = re.compile(r"[,\[\]{}]|:\?|:$")
_KEY = re.compile(r"[a-z0-9_][a-z0-9_-]*")


def scalar(text: str, *, flow: bool = False) -> str:
    """A scalar on one line: without quotation marks if every YAML parser reads it as the same text, else in double ones."""
    is_safe = isinstance(text, Bare) or (
        not isinstance(text, QuotedScalar) and _PLAIN.fullmatch(text) and not _AMBIGUOUS.fullmatch(text)
    )
    if is_safe and not (flow and _FLOW.search(text)):
        return str(text)
    return re.sub(f"[{_UNREADABLE}]", lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) else scalar(key, flow=True)


def inline(value: Any) -> str:
    """A value on one line, so that it can stand anywhere."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(one) for one in value) + "]"
    return scalar(value, flow=True)


def _value(value: Any, indent: str) -> str:
    """The text after `key:` or `-`, including its leading space and its line endings."""
    if isinstance(value, Block) and _BLOCK.fullmatch(value):
        return " |\n" + "".join(f"{indent}  {line}\n" if line else "\n" for line in value.split("\n"))
    if isinstance(value, dict) and value and not isinstance(value, Flow):
        return "\n" + _map(value, indent + "  ")
    if isinstance(value, list) and any(isinstance(one, dict | Block) for one in value):
        return "\n" + "".join(indent + _entry(one, indent) for one in value)
    return f" {inline(value) if isinstance(value, dict | list) else scalar(value)}\n"


def _entry(value: Any, indent: str) -> str:
    if isinstance(value, dict) and value and not isinstance(value, Flow):
        return "- " + _map(value, indent + "  ").removeprefix(indent + "  ")
    return f"- {inline(value)}\n" if isinstance(value, list) else "-" + _value(value, indent)


def _map(entries: dict[str, Any], indent: str) -> str:
    return "".join(f"{indent}{_key(key)}:{_value(value, indent)}" for key, value in entries.items())


def as_read(tree: Tree) -> Tree:
    """The tree with every possible scalar left without quotation marks: how to write keys that are not known."""
    if isinstance(tree, dict):
        return {key: as_read(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [as_read(value) for value in tree]
    return Bare(tree) if _PLAIN.fullmatch(tree) and _AMBIGUOUS.fullmatch(tree) else tree


def dump(tree: dict[str, Any]) -> str:
    """The canonical text of a map: keys in the given order, lists of text on one line, blocks if marked so."""
    return _map(tree, "")
