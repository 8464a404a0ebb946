"""Plain data ⇄ values: all problems of a file with their places; the canonical file; JSON for other programs; bytes for a cache.

The dataclasses of `model` and `config` are the one definition of the types, the validation (pydantic) and the JSON Schema.
"""

from dateline.core.codec.packing import pack, unpack
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
    "pack",
    "parse",
    "parse_ledger",
    "parse_line",
    "parse_version",
    "plain",
    "spell",
    "to_tree",
    "unpack",
    "unspell",
    "version_kind",
]
