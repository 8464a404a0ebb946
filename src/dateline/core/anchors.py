"""Addresses of sentences and events within a page: from their words, so that they stay while the words do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

from dateline.core.citations import plain
from dateline.core.model import Event
from dateline.core.sentences import Sentence
from dateline.core.text import fold

SIGNS = 8
"""How many hexadecimal digits of the hash an anchor has."""


@lru_cache(16_384)  # most sentences stand in several versions
def anchor(text: str) -> str:
    """Eight hexadecimal digits of a hash of the words, without citations, case and typography."""
    return sha256(fold(plain(text)).encode()).hexdigest()[:SIGNS]


def sentence_anchors(sentences: Iterable[Sentence]) -> list[str]:
    """The anchor of each sentence of a version, such as `s-1a2b3c4d`; the second of the same words ends in `-2`."""
    return [*_numbered(f"s-{anchor(one.text)}" for one in sentences)]


def event_anchors(events: Iterable[Event]) -> list[str]:
    """The anchor of each event of a timeline, such as `e-1a2b3c4d`; the second of the same words ends in `-2`."""
    return [*_numbered(f"e-{anchor(one.text)}" for one in events)]


def _numbered(found: Iterable[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for one in found:
        seen[one] += 1
        yield one if seen[one] == 1 else f"{one}-{seen[one]}"
