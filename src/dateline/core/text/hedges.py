"""Words that qualify a claim, and what they qualify."""

import re
from functools import cache
from typing import NamedTuple

from dateline.core.citations import GROUP
from dateline.core.text.language import language_of

_HEDGE = re.compile(
    r"\b(?:(?:reported|alleged|apparent|purported|supposed|presumab|possib|probab|like|seeming|potential|ostensib|tentative)ly|"
    r"alleged|purported|possible|unconfirmed|unverified|rumou?r(?:ed|s)?|preliminary|estimated|perhaps|maybe|might|could|(?-i:may)|"
    r"(?:appear|seem)(?:s|ed)?\s(?:to|that|as)|suggest(?:s|ed|ing)?|claim(?:s|ed|ing)?|indicat(?:es|ed|ing)|according\sto|"
    r"(?:said|believed|thought|understood|expected)\sto|in\stalks|plan(?:s|ned|ning)?\sto|if\sconfirmed|not\s(?:yet\s)?confirmed)\b",
    re.IGNORECASE,
)
_HEDGES = {
    "de": r"angeblich|mutmaßlich\w*|offenbar|vermutlich|möglicherweise|womöglich|vielleicht|voraussichtlich|wohl|dürften?|"
    r"könnten?|nach\sAngaben|laut",
    "fr": r"aurai(?:t|ent)|pourrai(?:t|ent)|serai(?:t|ent)|peut-être|probablement|selon|d['’]après|présumée?s?",
    "es": r"podrían?|habrían?|serían?|supuest(?:o|a|os|as|amente)|presunt(?:o|a|os|as|amente)|al\sparecer|según|quizás?|"
    r"tal\svez|probablemente",
}
"""Language → its own words, beside the English ones."""


@cache  # compiled when a text needs it
def _hedge(language: str) -> re.Pattern[str]:
    own = _HEDGES.get(language)
    return re.compile(rf"{_HEDGE.pattern}|\b(?:{own})\b", re.IGNORECASE) if own else _HEDGE


def hedges(text: str) -> tuple[str, ...]:
    """The words that qualify a claim, such as "reportedly", "appears to" or "may", in lower case, in order; not in citations."""
    return tuple(match[0].casefold() for match in _hedge(language_of(text)).finditer(GROUP.sub(" | ", text)))


class Doubt(NamedTuple):
    """A word that makes what follows uncertain, and a few words around it."""

    word: str
    """The word, as written."""
    around: str
    """What it qualifies: the words after it, and the one before it."""
    is_hearsay: bool
    """Whether it says that somebody else says so, which an attribution says too."""


_HEARSAY = (
    r"reportedly|allegedly|alleged|purportedly|purported|supposedly|apparently|rumou?r(?:ed|s)?|unconfirmed|unverified|"
    r"(?:said|believed|thought|understood)\sto|claim(?:s|ed)\s(?:that|to\s(?!the\b)|it|its|he|she|they|the)|"
    r"angeblich|mutmaßlich\w*|offenbar|aurai(?:t|ent)|présumée?s?|"
    r"habrían?|supuest(?:o|a|os|as|amente)|presunt(?:o|a|os|as|amente)|al\sparecer"
)
_OPEN = (
    r"suggest(?:s|ed)|indicat(?:es|ed)|(?:appear|seem)(?:s|ed)?\s(?:to|that|as)|possibl[ey]|probabl[ey]|likely|exploratory|"
    r"negotiat(?:es|ed|ing)|in\sdiscussions|potential(?:ly)?|tentative(?:ly)?|preliminary|perhaps|maybe|might|could|(?-i:may)|"
    r"expected\sto|in\s(?:\w+\s)?talks|nears|nearing|close\sto|on\sthe\sverge\sof|plan(?:s|ned|ning)?\sto|consider(?:s|ed|ing)|"
    r"suspect(?:s|ed)?|fear(?:s|ed)?|believe[sd]?|(?:hope|aim|intend|want|propose|seek)(?:s|d|ed)?\sto|if\sconfirmed|"
    r"not\s(?:yet\s)?confirmed|"
    r"vermutlich|möglicherweise|womöglich|vielleicht|voraussichtlich|wohl|dürften?|könnten?|erwägt|soll(?:en)?|befürchte[tn]?|"
    r"pourrai(?:t|ent)|\w{3,}erai(?:t|ent)|peut-être|probablement|envisage(?:nt)?|devrai(?:t|ent)|crai(?:nt|gnent)|"
    r"podrían?|quizás?|tal\svez|probablemente|baraja|temen?|planea"
)
_DOUBT = re.compile(rf"(?<![\w-])(?:(?P<hearsay>{_HEARSAY})|{_OPEN})(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")
_AHEAD = 7
"""How many words after a doubt it may qualify."""


def doubts(sentence: str) -> tuple[Doubt, ...]:
    """The doubts of a sentence, in order, each with the words that it may qualify up to the next comma."""
    return tuple(_doubt(match, sentence) for match in _DOUBT.finditer(sentence))


def _doubt(match: re.Match[str], sentence: str) -> Doubt:
    clause = re.split(r"[,;:.](?=\s|$)", sentence[match.end() :], maxsplit=1)[0]
    before = _WORD.findall(sentence[: match.start()])[-1:]
    around = " ".join((*before, *_WORD.findall(clause)[:_AHEAD]))
    return Doubt(match[0], around, bool(match["hearsay"]))
