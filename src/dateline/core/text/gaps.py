"""Sentences that leave something open: they ask a question or say that something is not known."""

import re

from dateline.core.text.clauses import clauses

_MARKS = ("?", "？", "؟")
_LATIN = re.compile(r"[a-z]{2}", re.IGNORECASE)
_WHAT = r"(?:whether|who|whom|whose|what|when|where|why|how|if|which)"
_NOT_KNOWN = (
    r"(?:unclear|unknown|uncertain|undecided|unresolved|unexplained|"
    r"(?:not|n[’']t) (?:yet |entirely |immediately )?(?:clear|known|decided|certain))"
)
_TELL = r"(?:say|said|decided?|disclosed?|explain(?:ed)?|reveal(?:ed)?|announced?|published?|confirm(?:ed)?|specif(?:y|ied))"
_NOT_TOLD = r"(?:(?:has|have|had) (?:not|yet to)|(?:did|does|do) not|(?:has|have|had|did|does|do)n[’']t)"
_IS = r"(?:is|are|was|were|remains?)"


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_GAP = _either(
    rf"\b{_NOT_KNOWN}(?: [\w’'-]+){{0,3}} {_WHAT}\b",
    rf"^{_WHAT} .*\b{_IS} (?:still )?(?:{_NOT_KNOWN}|being investigated|under investigation|an open question)\b",
    rf"\bremains? (?:largely |still )?(?:{_NOT_KNOWN}|unanswered|unsolved|undetermined|an open question|to be seen)\b",
    rf"\bremains? open {_WHAT}\b",
    r"\bquestions? [^,;]*\bremains? open\b",
    rf"\b{_NOT_TOLD} (?:yet )?{_TELL}(?: [\w’'-]+)? {_WHAT}\b",
    r"\b(?:has|have) not (?:yet )?been (?:named|identified|disclosed|published|decided|announced|explained)\b",
    r"\bno (?:date|decision|figure|price|timetable|reason|cause) (?:has been|was) \w+",
    r"\b(?:declin|refus)ed to (?:say|name|disclose|reveal|identify|specify)\b",
    rf"\b(?:nobody|no one) (?:yet )?knows {_WHAT}\b",
    rf"(?<!\bi )(?<!\bwe )(?<!\byou )\b(?:do|does) not (?:yet )?know {_WHAT}\b",
)
_CONDITIONS = frozenset({"if", "unless", "when", "whenever", "until", "till", "once", "as long as", "in case", "provided"})

_OPENS_A_QUESTION = _either(
    r"(?:[^?]*, )?(?:(?:and|but|so|then|yet) )?(?:(?:at|by|for|from|in|of|on|to|with|under) )?"
    r"(?:who|whom|whose|what|when|where|why|how|which|will|would|can|could|should|may|might|must|is|are|was|were|do|does|did|"
    r"has|have|had|wer|wann|wo|warum|wie|welche[rs]?|qui|que|quand|où|pourquoi|comment|quel(?:le)?s?|¿\s?\w+)"
    r"(?:[’'](?:s|re|ll|d|ve))?\s"
)
_NO_REAL_QUESTION = _either(
    # It addresses somebody.
    r"\b(?:I|me|my|you|your|yours|we|us|our|ours)\b",
    r"\blet[’']s\b",
    # It refers to something that another sentence names.
    r"\b(?:is|was|were|are|do|does|did|has|have|will|would|can|could|should) (?:it|he|she|they|this|that|these|those)\b",
    # It praises, invites or wonders, or is rhetorical.
    r"^(?:(?:and|but|so|because) )?who (?:wants|needs|cares|knew|knows|said|says|loves|likes|else|could resist|can resist)\b",
    r"^(?:(?:and|but|so) )?(?:how about|what about|why not|what if|what better|what could possibly|how dare)\b",
    r"^(?:(?:and|but|so|because) )?how (?:cool|epic|good|great|beautiful|amazing|awesome|cute|lovely|crazy|awful|sad|funny)\b",
    r"^(?:(?:who|what) )?\w+n[’']t\b",
    r"^what[’']s not\b",
    r"\bthe (?:heck|hell)\b",
    r"n[’']t (?:it|they|he|she)\?$",
    r"\b(?:or what|right|though|please|huh|eh|anyone|no)\?$",
    "!",
    # It is code.
    r"[{}=\\<>|]|//",
)


def is_open_question(sentence: str) -> bool:
    """Whether a sentence asks a real question about the subject, in words that need no other sentence.

    In a script other than Latin, every sentence that ends in a question mark counts.
    """
    if not sentence.endswith(_MARKS):
        return False
    if not _LATIN.search(sentence):
        return True
    return bool(_OPENS_A_QUESTION.match(sentence)) and not sentence[0].islower() and not _NO_REAL_QUESTION.search(sentence)


def says_not_known(sentence: str) -> bool:
    """Whether a sentence states that something is not known or was not disclosed: not "if it is unclear …"."""
    gap = _GAP.search(sentence)
    where = [clause for clause in clauses(sentence) if gap and clause.start <= gap.start()]
    return bool(where) and where[-1].opener not in _CONDITIONS
