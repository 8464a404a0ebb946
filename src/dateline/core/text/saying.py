"""Verbs of saying: where they are in a clause, and whether they say something there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.core.text.clauses import QUOTED, Clause
from dateline.core.text.tables import (
    ADVERBS,
    ALWAYS_SAY,
    DAYS,
    LISTENERS,
    MONTHS,
    PARTS_OF_A_DAY_OR_YEAR,
    SAY_AFTER_WORDS,
    SAY_BEFORE_WORDS,
)


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) + ")"


_PART = any_of(PARTS_OF_A_DAY_OR_YEAR)
_MONTH = any_of(MONTHS)
_TIME = (
    rf"(?:(?:(?:on|by|last|this|next|late|early|since|earlier)\s){{0,2}}{any_of(DAYS)}|"
    rf"(?:(?:on|in|by|last|this|next|late|early|since|earlier|the)\s){{1,3}}(?:{_MONTH}|{_PART}|\d{{1,2}}|\d{{4}}))"
    rf"(?:\s(?:{_PART}|{_MONTH}|\d{{1,4}}))*"
)
_LEAD = re.compile(rf"(?:(?:and|but|so|yet|while|although|though|whereas|{any_of(ADVERBS)}|{_TIME}),?\s)+", re.IGNORECASE)
_HOW = r"(?!(?:reported|alleged|supposed|apparent|purported|hard|scarce|bare|rare|near)ly\b)[a-z]+ly"
_BETWEEN = rf"(?:(?:has|have|had|himself|herself|themselves|itself|{any_of(ADVERBS)}|{_HOW}|(?i:{_TIME}))\s)*"
_VERB = rf"{_BETWEEN}(?P<verb>{any_of(ALWAYS_SAY | SAY_BEFORE_WORDS | {'say', 'called', 'calls'})})(?![\w'’-])\s?(?P<rest>.*)"

SUBJECT_FIRST = re.compile(rf"(?P<who>.+?)\s{_VERB}")
VERB_FIRST = re.compile(_VERB)
WHO_SAYS = re.compile(rf"(?:who|which)\s{_VERB}")
INVERTED = re.compile(rf"(?P<verb>[Ss]aid|{any_of(SAY_AFTER_WORDS)})\s(?P<who>\S.*)")
ACCORDING = re.compile(r"\b[Aa]ccording to\s(?P<who>\S.*)")

_NOT_SAID = re.compile(r"(?:to|by|nothing|little|off|no more)(?!\w)")
_NOT_TOLD = re.compile(r"(?:to|by|of|about|on|in|at|over|not|and|for|nobody|no one)(?!\w)|$")
_OBJECT = r"(?:it|this|that|them|(?:the|a|an|his|her|their|its)\s[\w-]+(?:\s[\w-]+)?)"
_CALLED = re.compile(rf"for\s|{_OBJECT}\s(?:an?\s|{QUOTED}|\w+(?:ous|ful|less|able|ible)$)")
"""To call for something, or to call something a name; not to call somebody on the phone."""
_WHERE = re.compile(r"(?:in|on|to)(?:\s[\w'’.-]+){1,6}$")
_OWNS_UP = frozenset({"denied", "denies", "admitted", "admits"})
_NAME = r"(?:the\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*(?:$|\s(?:on|in|at)\s)"
_TOLD_THEM = re.compile(rf"{QUOTED}|{_NAME}|(?:the\s)?(?:[\w'’-]+\s)?{any_of(LISTENERS)}(?!\w)")
_NEVER_A_PARTICIPLE = frozenset("said says argues argued warns insists insisted announces adds writes".split())


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying in its clause."""

    verb: str
    """The verb."""
    rest: str
    """What follows it in the clause."""
    clause: Clause
    """The clause."""
    following: Clause | None
    """The next one."""

    @property
    def says(self) -> bool:
        """Whether it says something, judged by the words after it: not "told to leave", "said nothing", "added a berth"."""
        if self.verb in ("called", "calls"):
            return bool(_CALLED.match(self.rest.rstrip(".!")))
        if self.verb in ("told", "tells"):
            return not _NOT_TOLD.match(self.rest)
        return self._has_words if self.verb in SAY_BEFORE_WORDS else not _NOT_SAID.match(self.rest)

    @property
    def _has_words(self) -> bool:
        """Whether the words that are said come after it, or came before."""
        rest, following = self.rest.rstrip(".!"), self.following
        if re.match(rf"{QUOTED}|having(?!\w)", rest) or (self.verb in _OWNS_UP and re.match(r"\w+ing(?!\w)", rest)):
            return True
        if rest and not _WHERE.match(rest):
            return False
        goes_on = following is not None and (following.opener == "that" or following.words.startswith(QUOTED))
        return goes_on or self.clause.stop == ":" or (following is None and self.clause.start > 0)

    @property
    def has_its_subject_before(self) -> bool:
        """Whether it cannot be a participle, so that the words before the asides are its subject: not "told of the crack"."""
        return self.verb in _NEVER_A_PARTICIPLE or (self.verb == "told" and bool(_TOLD_THEM.match(self.rest)))


def without_lead(phrase: str) -> str:
    """The phrase without a lead-in such as "On Monday", "Meanwhile" or "But"."""
    lead = _LEAD.match(phrase)
    return phrase[lead.end() :] if lead else phrase
