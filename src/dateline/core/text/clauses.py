"""The clauses of a sentence: those that make a statement, and those that depend on another clause.

They are found by punctuation and by the words that open a clause, without a grammar. A clause ends at a comma, a colon or
a dash, at the end of a quotation longer than a word or two, and before a word such as "if" or "which".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.core.text.wording import quoted_spans

QUOTED = "\0"
"""Replaces each character of a quotation, its marks included, so that its words are not read as the sentence's own."""

_PARENTHESIS = re.compile(r"\([^()]*\)")
_MARK = re.compile(rf"[,;:](?=[\s{QUOTED}]|$)|\s[-–—]\s|(?<=\w)—(?=\w)")
_DEPENDS = (
    r"as soon as|as long as|as if|as though|in case|provided|if|unless|when|whenever|until|till|before|after|because|since|"
    r"whether|lest|who|whom|whose|which|that|where|why|how|what"
)
_CONTRAST = r"while|although|though|whereas|but|yet"
_OPENER = re.compile(rf"(?<![\w'’-])(?:{_DEPENDS}|{_CONTRAST})(?![\w'’-])", re.IGNORECASE)
_BUT_ONE = re.compile(r"(?:all|(?:every|any|no|some) ?(?:one|body|thing)|none)\s$", re.IGNORECASE)
_HANGS = re.compile(rf"(?:(?:and|but|or|even|only|just|not)\s)*(?P<opener>{_DEPENDS}|once)(?![\w'’-])", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s?){1,4}$")
_ENDS_INSIDE = frozenset(",.!?…;，。！？")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence."""

    words: str
    """The words, with quotations replaced by QUOTED and parentheses by spaces."""
    start: int
    """Offset of the first character."""
    opener: str
    """The word that makes it depend on another clause, in lower case: "if", "which", "that"; empty for a statement."""
    stop: str
    """The mark that ends it, QUOTED at the end of a quotation, or empty."""


def masked(sentence: str) -> str:
    """The sentence with quotations replaced by QUOTED and parentheses by spaces; its length stays the same."""
    for start, end in quoted_spans(sentence):
        sentence = sentence[:start] + QUOTED * (end - start) + sentence[end:]
    return _PARENTHESIS.sub(lambda match: " " * len(match[0]), sentence)


def _cuts(sentence: str, bare: str) -> Iterator[tuple[int, int, str]]:
    """For each clause: where it ends, where the next one begins, and the mark between them."""
    for match in _MARK.finditer(bare):
        yield match.start(), match.end(), match[0].strip()
    for match in _OPENER.finditer(bare):
        if not _BUT_ONE.search(bare[: match.start()]):
            yield match.start(), match.start(), ""
    for match in re.finditer(f"{QUOTED}+", bare):
        leads = bare[: match.start()].rstrip()[-1:] in ("", ",", ":", ";", "–", "—")
        if leads or sentence[match.end() - 2] in _ENDS_INSIDE:
            yield match.end(), match.end(), QUOTED


def clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order, without the marks between them."""
    bare = masked(sentence)
    found: list[Clause] = []
    start = 0
    for end, following, stop in sorted({*_cuts(sentence, bare), (len(bare), len(bare), "")}):
        words = bare[start:end]
        if end > start and words.strip():
            found.append(_clause(words, start, stop, found))
        elif found and stop and end >= start:
            found[-1] = Clause(found[-1].words, found[-1].start, found[-1].opener, stop)
        start = max(start, following)
    return tuple(found)


def _clause(words: str, start: int, stop: str, before: list[Clause]) -> Clause:
    lead = len(words) - len(words.lstrip())
    words = " ".join(words.split())
    hangs = _HANGS.match(words)
    opener = hangs["opener"].casefold() if hangs else ""
    if not hangs and before and _goes_on(before[-1]):
        opener = before[-1].opener
    return Clause(words, start + lead, opener, stop)


def _goes_on(clause: Clause) -> bool:
    """Whether a dependent clause has no verb yet and so continues, as in "if Porter, Lee and …"."""
    rest = clause.words[len(clause.opener) :].strip()
    return bool(clause.opener) and clause.stop == "," and bool(_UNFINISHED.match(rest))
