"""Quotes in the sentences that they were copied from, and the sentence of a text that comes nearest to some words."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from dateline.core.text.folding import fold_quoted, place_in_folded, significant_words
from dateline.core.text.passage import passage_around, span_of
from dateline.core.text.prose import sentences

LONGEST = 600
"""Characters of sentences that are shown around a quote; of longer ones, only the words near the quote are."""
LEAST_SHARED = 2
"""How many words the nearest sentence shares at least."""
_MARKS = "\"'“”„‘’«»,;:.!?()[] "
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class QuotedRun(NamedTuple):
    """Words of a source, quoted or around a quote."""

    text: str
    is_quoted: bool


Excerpt = tuple[QuotedRun, ...]
"""One or more sentences of a source, in reading order, with the quotes in them."""


class _Folded(NamedTuple):
    sentences: tuple[str, ...]
    folded: str
    """The sentences, folded and joined."""
    starts: tuple[int, ...]
    """Where each begins in it."""


@lru_cache(256)
def _told(text: str) -> _Folded:
    """The sentences of a text."""
    found = sentences(text)
    folded = [f"{fold_quoted(one)} ".replace("... ", "...") for one in found]
    return _Folded(found, "".join(folded), (0, *accumulate(map(len, folded))))


def in_sentences(quotes: Iterable[str], text: str) -> tuple[Excerpt, ...]:
    """The quotes that a text has, each in its sentences; quotes in the same or in neighbouring sentences are together."""
    told = _told(text)
    places: list[tuple[int, int, str]] = []
    for quote in quotes:
        if found := place_in_folded(quote, told.folded):
            first, last = (bisect_right(told.starts, at) - 1 for at in (found[0], found[1] - 1))
            places.append((first, last, quote))
    groups: list[tuple[int, int, list[str]]] = []
    for first, last, quote in sorted(places):
        if groups and first <= groups[-1][1] + 1:
            begin, end, held = groups.pop()
            groups.append((begin, max(end, last), [*held, quote]))
        else:
            groups.append((first, last, [quote]))
    return tuple(_excerpt(" ".join(told.sentences[first : last + 1]), held) for first, last, held in groups)


def _excerpt(text: str, quotes: Sequence[str]) -> Excerpt:
    if len(text) > LONGEST:
        parts = (passage_around(quote, text, LONGEST // len(quotes)) or quote for quote in quotes)
        text = f"… {' … '.join(dict.fromkeys(parts))} …"
    runs: list[QuotedRun] = []
    at = 0
    for start, end in sorted(_bare_span(quote, text) for quote in quotes):
        if start >= at:
            runs += [QuotedRun(text[at:start], is_quoted=False), QuotedRun(text[start:end], is_quoted=True)]
            at = end
    return tuple(run for run in (*runs, QuotedRun(text[at:], is_quoted=False)) if run.text)


def _bare_span(quote: str, text: str) -> tuple[int, int]:
    """Where a quote stands, without the marks around it in the text that it does not have itself."""
    start, end = span_of(quote, text) or (0, len(text))
    words = quote.strip()
    while text[start] in _MARKS and text[start] != words[0]:
        start += 1
    while text[end - 1] in _MARKS and text[end - 1] != words[-1]:
        end -= 1
    return start, end


def telling(text: str) -> frozenset[str]:
    """What two texts about the same thing share: words with meaning, and numbers."""
    return frozenset((*significant_words(text), *_NUMBER.findall(text)))


def nearest(words: str, texts: Iterable[str]) -> str:
    """The sentence that shares the most words with some others; empty if none shares enough."""
    meant = telling(words)
    rows = [(len(meant & telling(one)), one) for text in texts for one in _told(text).sentences]
    count, found = max(rows, key=lambda row: row[0], default=(0, ""))
    return found if count >= LEAST_SHARED else ""


def telling_quotes(words: str, quotes: Sequence[str], most: int) -> tuple[str, ...]:
    """The quotes that together have the most words of a sentence; the first ones if none has any, as in another language.

    Args:
        words: the sentence.
        quotes: the quotes.
        most: how many are returned.
    """
    meant = telling(words)
    held = {quote: meant & telling(quote) for quote in quotes}
    found: list[str] = []
    covered: frozenset[str] = frozenset()
    while held and len(found) < most:
        best = max(held, key=lambda quote: len(held[quote] - covered))
        if len(held[best] - covered) < (LEAST_SHARED if found else 1):
            break
        found.append(best)
        covered |= held.pop(best)
    return tuple(found or quotes[:most])
