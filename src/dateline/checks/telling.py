"""Which sentences of a source report what a claim says."""

from collections.abc import Set as AbstractSet

from dateline.checks.source_text import SourceText
from dateline.core.sentences import AnalysedText

_TELLS = 0.4
"""The share of a claim's words that a sentence must have to report it."""
_AS_WELL = 0.75
"""A sentence with this share of the best one's words reports it too."""
_FEW, _LEAST_WORDS = 2, 3
_MOST_OF_THEM = 0.5
"""A sentence with this share of a claim's words reports it even if these are only two."""


def telling(source: SourceText, words: AbstractSet[str], as_well: float = _AS_WELL) -> list[AnalysedText]:
    """The sentences of a source that report a claim, in order; empty if none does.

    Args:
        source: the source.
        words: the roots of the claim's words.
        as_well: the share of the best sentence's words that the others must have.
    """
    counts = [len(words & one.roots) for one in source.sentences] if len(words) >= _FEW else []
    best = max(counts, default=0)
    least = _FEW if best >= _MOST_OF_THEM * len(words) else _LEAST_WORDS
    if best < max(least, _TELLS * len(words)):
        return []
    return [one for one, count in zip(source.sentences, counts, strict=True) if count >= as_well * best]
