"""Which runs of capitals in a German text are names, since every noun has a capital too."""

import re

from dateline.core.text.offices import is_office

_MARKED = re.compile(r".*(?:\d|[^\W\d_][A-ZÄÖÜ])")
_DETERMINER = re.compile(
    r"\b(?:[dD](?:er|ie|as|en|em|es)|[eE]in(?:e[mnrs]?)?|[kmsd]?eine?[mnrs]?|[iI]hre?[mnrs]?|[uU]nsere?[mnrs]?|[aA]lle[nr]?|[vV]iele[nr]?|"
    r"[mM]ehr|[bB]eide[nr]?|[iI]m|[aA]m|[zZ]um|[zZ]ur|[vV]om|[bB]eim|[iI]ns|[aA]ns|\w+e[nmrs]?)\s$"
)
_NOUN = re.compile(
    r".{2,}(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|nis|nisse|tum|ment|mente|ling|linge|euro|prozent|"
    r"million|millionen|milliarden|kilometer|stunden|tage|wochen|monate|jahre)",
    re.IGNORECASE,
)
_FULL = 2


def is_german_name(name: str, text: str) -> bool:
    """Whether a run of capitals is the name of a person, a body or a product: by its shape, or two words without an article."""
    words = name.split()
    if any(map(_MARKED.match, words)) or is_office(words[0]):
        return len(words) > 1 or not is_office(words[0])
    before = text[: text.find(name)]
    return len(words) == _FULL and bool(before) and not _DETERMINER.search(before) and not any(map(_NOUN.fullmatch, words))
