"""The sentence that a finding is about: which of its words are in doubt, and the part of a long one around them.

A message puts words in double quotation marks: those of the sentence are in doubt, the others are what the source reads.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dateline.core.citations import without
from dateline.core.model import LEVELS, Finding, Level
from dateline.core.text import one_line
from dateline.core.text.lists import counted

EXCERPT = 240
"""How many characters of a sentence are shown where there is room."""

QUOTED = re.compile(r'"([^"]+)"')
_CLAUSES = re.compile(r';\s+(?=(?:[^"]*"[^"]*")*[^"]*$)')


class Span(NamedTuple):
    """A part of a text."""

    start: int
    end: int


def sentence_of(finding: Finding) -> str:
    """The sentence on one line; without its citations, unless the message quotes one."""
    whole, said = one_line(finding.text), one_line(without(finding.text))
    quoted = {one_line(words) for words in QUOTED.findall(finding.message)}
    return whole if any(words in whole and words not in said for words in quoted) else said


def doubted(message: str, sentence: str) -> list[str]:
    """The words that the message quotes and the sentence has."""
    return [words for words in map(one_line, QUOTED.findall(message)) if words and words in sentence]


def spans(sentence: str, words: Iterable[str]) -> list[Span]:
    """Where the words are: the first time that they are whole words, or else part of one."""
    found = []
    for one in words:
        whole = re.search(rf"(?<!\w){re.escape(one)}(?!\w)", sentence)
        start = whole.start() if whole else sentence.find(one)
        found += [Span(start, start + len(one))] if start >= 0 else []
    return sorted(found)


def excerpt(sentence: str, words: Iterable[str], most: int) -> str:
    """The sentence, or the part of a long one around the words, cut between words."""
    if len(sentence) <= most:
        return sentence
    marked = spans(sentence, words) or [Span(0, 0)]
    first, last = marked[0].start, max(one.end for one in marked)
    if last - first > most:
        last = marked[0].end
    start = max(0, min(first - (most - (last - first)) // 2, len(sentence) - most))
    end = start + most
    if start and (space := sentence.find(" ", start, first)) >= 0:
        start = space + 1
    if end < len(sentence) and (space := sentence.rfind(" ", max(last, start + 1), end)) >= 0:
        end = space
    return "… " * (start > 0) + sentence[start:end].strip() + " …" * (end < len(sentence))


def clauses(message: str) -> list[str]:
    """A message in lines: what is wrong, then each clause after a semicolon that quotes words, such as those of a source."""
    lines: list[str] = []
    for clause in _CLAUSES.split(one_line(message)):
        if lines and '"' not in clause:
            lines[-1] += f"; {clause}"
        else:
            lines.append(clause)
    return lines


def explained(finding: Finding) -> str:
    """What is wrong, the sentence, and what to do, on a line each."""
    sentence = sentence_of(finding)
    part = excerpt(sentence, doubted(finding.message, sentence), EXCERPT)
    where = f"{one_line(finding.at)}: " if finding.at else ""
    return "\n".join(filter(None, (where + one_line(finding.message), part and f"“{part}”", one_line(finding.hint))))


def counts(findings: Iterable[Finding]) -> Mapping[Level, int]:
    """How many findings of each level there are."""
    by_level = Counter(finding.level for finding in findings)
    return {level: by_level[level] for level in LEVELS}


def summary(findings: Sequence[Finding]) -> str:
    """One line, such as "2 errors, 5 warnings, 1 note in 3 stories"."""
    found = ", ".join(counted(count, level) for level, count in counts(findings).items() if count)
    stories = len({finding.story for finding in findings if finding.story})
    where = f" in {stories:,} {'story' if stories == 1 else 'stories'}" if stories else ""
    return f"{found or 'no findings'}{where}"
