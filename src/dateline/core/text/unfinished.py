"""Titles that were cut off without an ellipsis, recognised by their last words."""

import re

from dateline.core.text.language import language_of

_NEVER_LAST = {
    "en": "the a an and or nor but than because while whereas although unless its their our your my every whose during between "
    "amid among despite toward towards upon including via per",
    "de": "der die das den dem des ein eine einen einem einer und oder von vom im beim zur zum für dass sowie sich seine ihre",
    "fr": "le la les un une des du de et ou au aux pour par dans que qui sa son ses leur leurs",
    "es": "el la los las un una unos unas de del y o e en por para con que al su sus",
}
"""Language → the words that no complete title ends in."""
_SELDOM_LAST = {
    30: "of to from as after before into onto against that when if who which is are was were be would could should might said",
    55: "for in on at by with over under about has have had will may must can where been not no more says new first his her this "
    "these",
}
"""Characters → the words in which a title of this length seldom ends."""
_ASKS = re.compile(r"\b(?:what|who|whom|which|where|how|why|that|whose)\b", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:[,:;&+/([{“„«]|\s[-–—|]|\w-)$")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?$")
_LANGUAGES = {language: frozenset(words.split()) for language, words in _NEVER_LAST.items()}
_PAIRS = (("“", "”"), ("(", ")"), ("«", "»"))


def is_unfinished(title: str) -> bool:
    """Whether a title ends as no complete one does: in a word such as "and the", a comma, or an open bracket or quotation."""
    title = title.strip()
    if _OPEN_END.search(title) or any(title.count(opens) > title.count(closes) for opens, closes in _PAIRS):
        return True
    last = _WORD.search(title)
    if not last or last[0].isupper():  # "Vitamin A", "Plan B", "the WHO"
        return False
    word = last[0].casefold()
    if word in _LANGUAGES.get(language_of(title), ()) or (word in _LANGUAGES["en"] and language_of(title) == "en"):
        return True
    seldom = any(len(title) >= least and word in words.split() for least, words in _SELDOM_LAST.items())
    return seldom and not _ASKS.search(title[: last.start()])
