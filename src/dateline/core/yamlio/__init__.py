"""A strict subset of YAML: read as text, lists and maps, and always written the same way."""

from dateline.core.yamlio.reading import first_comment, load, locate, locate_all
from dateline.core.yamlio.setting import with_keys, with_value
from dateline.core.yamlio.tree import CONFLICT, MOST_PROBLEMS, Path, Tree, how_to_resolve
from dateline.core.yamlio.writing import Bare, Block, Flow, QuotedScalar, as_read, dump, inline, scalar

# fmt: off
__all__ = ["CONFLICT", "MOST_PROBLEMS", "Bare", "Block", "Flow", "Path", "QuotedScalar", "Tree", "as_read", "dump",
           "first_comment", "how_to_resolve", "inline", "load", "locate", "locate_all", "scalar", "with_keys", "with_value"]
