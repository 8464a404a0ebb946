"""Who said it first: which items and sources have the words of another one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from dateline.core.ledger import Record
from dateline.core.model import Item, Source
from dateline.core.outlets import without_outlet
from dateline.core.text import agency_of, fold

_REPOSTED = re.compile(r"^(?:rt @\w+:|re:|fwd?:)\s*")


def original(key: str, copied: Mapping[str, str]) -> str:
    """The key of the item whose words an item has, through copies of copies: its own, where it copies none.

    Args:
        key: the item's key.
        copied: key of a copy → key of what it copies.
    """
    seen = {key}
    while (origin := copied.get(key)) and origin not in seen:
        seen.add(origin)
        key = origin
    return key


class Origins:
    """The items of a ledger by whose words they are."""

    def __init__(self, items: Iterable[Item]) -> None:
        held = tuple(items)
        self._copied = {item.key: item.copy_of for item in held if item.copy_of}
        self._copies = Counter(self.of(item.key) for item in held)

    def of(self, key: str) -> str:
        """The key of the item whose words an item has: its own, where it copies none."""
        return original(key, self._copied)

    def copies(self, key: str) -> int:
        """How many items say the same in the same words, the item itself included."""
        return max(1, self._copies[self.of(key)])


def origin_of(source: Source, records: Mapping[str, Record]) -> str:
    """The same text for sources that are copies of one report: its agency, or its title without reposting marks and outlet.

    Args:
        source: as a version lists it.
        records: what the ledgers hold, by key.
    """
    key, title = source.key, source.title
    seen: set[str] = set()
    while key not in seen and (own := records.get(key)) and (copied := own.lines[0].copy_of):
        seen.add(key)
        key, title = copied, records[copied].lines[0].title if copied in records else title
    text = records[key].lines[0].text if key in records else ""
    return agency_of(text) or _report(title)


@lru_cache(maxsize=16_384)
def _report(title: str) -> str:
    return without_outlet(_REPOSTED.sub("", fold(title))).rstrip(".… ")
