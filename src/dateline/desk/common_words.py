"""Words that are too common to say by themselves what an item is about."""

import re
from functools import cache

from dateline.core.text import significant_words

MOST = 12_000
"""How many words of a language are common: "flood" and "gains" are, "ammonia" and the names of towns are not."""
_BRITISH = tuple(
    (re.compile(f"{american}$"), british)
    for american, british in (("or", "our"), ("er", "re"), ("ense", "ence"), ("iz(e|ing|ed)", r"is\1"), ("gram", "gramme"))
)
"""American endings, which the dictionary has, and the British ones beside them."""


@cache
def common_words(language: str) -> frozenset[str]:
    """The commonest words of a language, as routing compares words; none where the dictionary has not got the language.

    They are counted in the subtitles of films, by pyspellchecker's dictionaries.

    Args:
        language: a language tag such as `en` or `de-AT`.
    """
    from spellchecker import SpellChecker  # noqa: PLC0415  # heavy, and only collecting needs it

    try:
        counts = SpellChecker(language=language.partition("-")[0].lower()).word_frequency.dictionary
    except ValueError:
        return frozenset()
    common = sorted(counts, key=lambda word: (-counts[word], word))[:MOST]
    also = {ending.sub(other, word) for word in common for ending, other in _BRITISH}
    return frozenset(significant_words(" ".join((*common, *also))))
