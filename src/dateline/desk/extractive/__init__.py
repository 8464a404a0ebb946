"""The embedded writer: it says what holds now in the words of the items, without a model, and invents nothing.

Each version is written afresh from the whole ledger: what later items supersede is left out, what is left is ranked, and each
sentence of a source is quoted once, attributed and cited. The same items give the same bytes in any order.
"""

from dateline.desk.extractive.drafting import NAME, write

__all__ = ["NAME", "write"]
