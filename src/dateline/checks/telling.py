"""Which sentences of a source report what a claim says."""

from collections.abc import Set as AbstractSet

from dateline.checks.source_text import SourceText
from dateline.core.sentences import AnalysedText

_TELLS = 0.4
"""The share of a claim's words that a sentence must have to report it."""
_AS_WELL = 0.75
"""A sentence with this share of the best one's words reports it too."""
_LEAST_WORDS = 3


def telling(source: SourceText, words: AbstractSet[str], as_well: float = _AS_WELL) -> list[AnalysedText]:
    """The sentences of a source that report a claim, in order; empty if none does.

    Args:
        source: the source.
        words: the roots of the claim's words.
        as_well: the share of the best sentence's words that the others must have.
    """
    counts = [len(words & one.roots) for one in source.sentences] if len(words) >= _LEAST_WORDS else []
    best = max(counts, default=0)
    if best < max(_LEAST_WORDS, _TELLS * len(words)):
        return []
    return [one for one, count in zip(source.sentences, counts, strict=True) if count >= as_well * best]
