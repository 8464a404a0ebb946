"""Words that are too common to show by themselves what an item is about."""

import re
from functools import cache

from dateline.core.text import significant_words

MOST = 12_000
"""How many words of a language count as common: "flood" and "gains" do, "ammonia" and the names of towns do not."""
_BRITISH = tuple(
    (re.compile(f"{american}$"), british)
    for american, british in (("or", "our"), ("er", "re"), ("ense", "ence"), ("iz(e|ing|ed)", r"is\1"), ("gram", "gramme"))
)
"""American endings, which the dictionary has, and their British spellings."""


@cache
def common_words(language: str) -> frozenset[str]:
    """The commonest words of a language, in the form that routing compares; empty if the dictionary lacks the language.

    They come from pyspellchecker's dictionaries, which count words in film subtitles.

    Args:
        language: a language tag such as `en` or `de-AT`.
    """
    from spellchecker import SpellChecker  # noqa: PLC0415  # slow to import, and only collecting needs it

    try:
        counts = SpellChecker(language=language.partition("-")[0].lower()).word_frequency.dictionary
    except ValueError:
        return frozenset()
    common = sorted(sorted(counts), key=counts.__getitem__, reverse=True)[:MOST]  # words that are as common: by their letters
    also = {ending.sub(other, word) for word in common for ending, other in _BRITISH}
    return frozenset(significant_words(" ".join((*common, *also))))
