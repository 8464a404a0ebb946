"""Words that qualify a claim, and what they qualify."""

import re
from functools import cache

from dateline.core.citations import GROUP
from dateline.core.text.language import language_of

_HEDGE = re.compile(
    r"\b(?:(?:reported|alleged|apparent|purported|supposed|presumab|possib|probab|like|seeming|potential|ostensib|tentative)ly|"
    r"alleged|purported|unconfirmed|unverified|rumou?r(?:ed|s)?|preliminary|estimated|perhaps|maybe|might|could|(?-i:may)|"
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
