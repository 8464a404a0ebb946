"""Plain data ⇄ values: every problem of a file at once, with its place; the canonical file; JSON for others to read.

One definition, the dataclasses of `model` and `config`, gives the type, the validation (pydantic) and the JSON Schema.
"""

from dateline.core.codec.reading import (
    Parsed,
    from_tree,
    parse,
    parse_ledger,
    parse_line,
    parse_version,
    spell,
    unspell,
    version_kind,
)
from dateline.core.codec.writing import canonical, dump, dump_line, money, plain, to_tree

__all__ = [
    "Parsed",
    "canonical",
    "dump",
    "dump_line",
    "from_tree",
    "money",
    "parse",
    "parse_ledger",
    "parse_line",
    "parse_version",
    "plain",
    "spell",
    "to_tree",
    "unspell",
    "version_kind",
]
