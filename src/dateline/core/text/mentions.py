"""The names and quotations in a text; the title of a work in quotation marks counts as a name."""

import re
from operator import itemgetter
from typing import NamedTuple

from dateline.core.text.folding import significant_words
from dateline.core.text.tables import GIVEN_NAMES_LIKE_VERBS
from dateline.core.text.wording import names, quotations

_ROOT = itemgetter(slice(6))
"""The first letters of a word."""
_POSSESSIVE = re.compile(r"['’]s\s+")
_OPENING = re.compile(
    r"[A-Z][a-z]+(?:s|ed|ing)|Whether|Neither|Despite|Although|Even|Still|Both|Like|Unlike|Under|Over|Beyond|Given|Then"
)
_OWNER = re.compile(r"([A-Z]\w+)['’]s\s")
_NO_OWNERS = frozenset("It He She That This What There Here Who Let Today Yesterday Tomorrow Everyone Nobody One".split())
_CALLED = re.compile(r"\b(?:titled|entitled|headlined|subtitled|betitelt|intitulé[es]*|titulad[oa]s?)[\s:,]*\W$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


class Mentions(NamedTuple):
    """The names in a text, and its quotations."""

    names: tuple[str, ...]
    """Runs of capitals and the titles of works; in "Porter's Barrier" there are two."""
    quotations: tuple[str, ...]
    """Words that the text attributes to somebody."""


def mentions(text: str) -> Mentions:
    """The names and quotations of a text; a title in quotation marks is a name."""
    quoted = quotations(text)
    titles = [one for one in quoted if _is_title(one) or _is_called(one, text)]
    owner = _OWNER.match(text)
    opening = [owner[1]] if owner and owner[1] not in _NO_OWNERS else []
    outside = (name for name in (*opening, *names(text)) if not any(name in title for title in titles))
    named = [part for name in outside for part in _POSSESSIVE.split(_without_opening(name, text))]
    return Mentions(tuple(dict.fromkeys((*named, *titles))), tuple(one for one in quoted if one not in titles))


def roots(text: str) -> frozenset[str]:
    """The roots of the significant words, so that `optimized` matches `optimization`."""
    return frozenset(map(_ROOT, significant_words(text)))


def _without_opening(name: str, text: str) -> str:
    """A name without a verb or conjunction that is capitalised only because it opens the sentence, as in "Presents China"."""
    first, _, rest = name.partition(" ")
    is_verb = _OPENING.fullmatch(first) and first.casefold() not in GIVEN_NAMES_LIKE_VERBS
    return rest if rest and text.startswith(name) and is_verb else name


def _is_title(quotation: str) -> bool:
    """Whether the capitals show that words in quotation marks are the title of a work, and so a name."""
    return all(word[0].isupper() for word in _LONG_WORD.findall(quotation))


def _is_called(quotation: str, text: str) -> bool:
    """Whether the words before a quotation say that it is the title of a work."""
    return _CALLED.search(text[: text.find(quotation)]) is not None
