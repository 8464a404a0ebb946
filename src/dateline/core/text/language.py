"""The language of a text, found by its commonest short words."""

import re
from collections import Counter
from functools import lru_cache
from itertools import chain

_WORD = re.compile(r"[^\W\d_]+")
_READ = 2_000
"""How many characters are read: enough to decide."""
LITTLE_WORDS = {
    "en": "the of and to in is that for on with as by at from it was are has have its be this will an which not but they were",
    "de": "der die und das den von zu mit ist im für auf nicht ein eine des dem sich bei nach aus am auch wird sind einen hat "
    "zum zur vom dass wie noch schon über gegen oder aber bis sie wir hatte haben werden wurde wurden kein keine beim",
    "fr": "le la les des et est une du dans pour que qui sur pas au aux ce il elle par plus ont avec son sa ses un en ne se "
    "selon après été était cette où sans leur jusqu",
    "es": "el los las y en que del una por con para es al lo su se como más pero sus le ya fue ha un la de no "
    "desde hasta según está también este esta",
    "it": "il che di e per un del una non della con sono gli dei le al si da nel alla è ha anche i la lo",
    "nl": "de het een en van is dat op te voor met zijn niet aan er ook door bij maar om uit naar wordt",
    "pt": "o os as e que do da em um uma para com não por mais dos das no na ao se foi como",
    "sv": "och att det som en på är av för med den till inte om ett har de från var vid",
}
_LANGUAGES = {
    word: tuple(one for one, words in LITTLE_WORDS.items() if word in words.split())
    for words in LITTLE_WORDS.values()
    for word in words.split()
}


@lru_cache(256)
def language_of(text: str) -> str:
    """The language with the most short words in the text; English if that does not decide.

    A word of several languages counts for each.
    """
    counts = Counter(chain.from_iterable(map(_hints, text[:_READ].split())))
    most = max(counts.values(), default=0)
    return "en" if counts["en"] == most else next(language for language in LITTLE_WORDS if counts[language] == most)


@lru_cache(16_384)
def _hints(word: str) -> tuple[str, ...]:
    """The languages of the short words in characters without white space between them."""
    return tuple(language for part in _WORD.findall(word.casefold()) for language in _LANGUAGES.get(part, ()))
