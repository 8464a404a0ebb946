"""Denials: a claim, and what somebody else says against it on the same day or later."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.core.outlets import outlet
from dateline.core.text.mentions import roots
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.speech import LEAST_WORDS, spoken_words
from dateline.desk.extractive.weights import Weights

LEAST_SHARED = 2
SAME_MATTER = 0.2
"""From this overlap on, a denial is about a claim that has its day or its figure, or about a report of the day."""
PROMPT = timedelta(days=1)
"""How old a report may be that a denial is about, if the denial names no day and no figure."""

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’&-]+"
_SUBJECT = re.compile(rf"(?:(?:The|Die|Der|Das|Le|La|Les|El|Los|Las)\s[\w'’-]+|{_NAME}(?:\s{_NAME})*)(?=\s)")
_MATTER = {
    "en": re.compile(r"\bthat\s(?P<matter>[^,;:“”\"]{12,90})"),
    "fr": re.compile(r"\bselon lesquelles\s(?P<matter>[^,;:]{12,90})"),
}
"""Where the denied words are a sentence of their own."""
_DAY = len("2026-05-08")
_CLAUSE = re.compile(r"[,;]\s")


@dataclass(frozen=True, eq=False)
class Denial:
    """A claim and its denial."""

    claim: Fact
    """What is denied."""
    claimed: str
    """The part of it that is quoted."""
    quoted: Fact
    """The sentence against it: direct speech of the same item if there is one."""
    denying: str
    """The part of it that is quoted."""
    subject: str
    """Who denies it, as the sentence names them; empty if it is the outlet itself."""
    matter: str
    """The words that are denied, if they can stand as a title; else empty."""


def denials(facts: Sequence[Fact], weights: Weights) -> Iterator[Denial]:
    """The claims that are denied, each with its first denial.

    Args:
        facts: the facts that hold, by time.
        weights: how telling the story's words are.
    """
    denied: set[Fact] = set()
    by_item: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.finds("denial") and not fact.finds("reversal"):
            by_item.setdefault(fact.item.key, []).append(fact)
    for group in by_item.values():
        pairs = [
            (weights.overlap(one.topic, claim.topic), claim, one)
            for one in group
            if not spoken_words(one) or one.finds("report")
            for claim in _claims(one, facts, weights)
        ]
        free = [pair for pair in pairs if pair[1] not in denied]
        if free:
            _, claim, denial = max(free, key=lambda pair: (pair[0], pair[1].time))
            denied.add(claim)
            yield _denial(claim, denial, group)


def _claims(denial: Fact, facts: Sequence[Fact], weights: Weights) -> Iterator[Fact]:
    """The facts of other outlets that a denial may be about."""
    for fact in facts:
        is_before = fact.day <= denial.day and not fact.finds("denial") and not fact.statement.is_headline
        if not is_before or outlet(fact.item) == outlet(denial.item) or len(fact.topic & denial.topic) < LEAST_SHARED:
            continue
        if len(_undated(fact) & _undated(denial)) < LEAST_SHARED:
            continue
        if _is_about(denial, fact) and weights.overlap(fact.topic, denial.topic) >= SAME_MATTER:
            yield fact


def _undated(fact: Fact) -> frozenset[str]:
    """What a fact is about, without the words for days."""
    return fact.topic - roots(" ".join(fact.words[one.start : one.end] for one in fact.days))


def _is_about(denial: Fact, claim: Fact) -> bool:
    """Whether a denial names the day or the figure of a claim; without any, whether it speaks of a report, and that is one."""
    if denial.days or denial.figures:
        return _names_the_same(claim, denial)
    is_prompt = len(claim.day) == len(denial.day) == _DAY and _date(denial) - _date(claim) <= PROMPT
    return is_prompt and denial.finds("report") and claim.place == 0 and claim.finds("expectation")


def _date(fact: Fact) -> date:
    return date.fromisoformat(fact.day)


def _names_the_same(fact: Fact, denial: Fact) -> bool:
    """Whether a fact has a day or a figure of a denial, other than the day of either."""
    days = any(a.agrees(b) for a in fact.days for b in denial.days if not {a.value, b.value} & {fact.day, denial.day})
    return days or any(a.agrees(b) for a in fact.figures for b in denial.figures)


def _denial(claim: Fact, denial: Fact, group: Sequence[Fact]) -> Denial:
    spoken = [one for one in group if spoken_words(one)]
    quoted = spoken[0] if spoken else denial
    subject = _SUBJECT.match(denial.words)
    is_named = subject and not (denial.finds("report") and denial.cues.finds("report", subject[0]))
    is_named = is_named and subject and not denial.cues.finds("denial", subject[0])
    denying = spoken_words(quoted) or quoted.words
    return Denial(claim, _first_clause(claim.words), quoted, denying, subject[0] if subject and is_named else "", _matter(denial))


def _first_clause(words: str) -> str:
    """A sentence up to its first comma, if that leaves enough; so that it is not quoted whole."""
    first = _CLAUSE.split(words)[0]
    return first if len(first.split()) >= LEAST_WORDS else words


def _matter(denial: Fact) -> str:
    pattern = _MATTER.get(denial.cues.language)
    found = pattern.search(denial.words) if pattern else None
    if not found:
        return ""
    cut = [end for _, end in denial.cues.places("denial", denial.words) if end > found.start("matter")]
    words = denial.words[found.start("matter") : min((*cut, found.end()))]
    return re.sub(r"\s(?:is|are|was|were)\s(?:not\s)?\w+$", "", words.strip()) if cut else words.strip()
