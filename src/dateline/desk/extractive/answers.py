"""Answers: which later statement has what a question asks for."""

from collections.abc import Sequence
from typing import Literal

from dateline.core.cues import CueGroup, Cues
from dateline.core.text.mentions import roots
from dateline.desk.extractive.event_days import announced, changes, happened
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.measures import TIMES, measured
from dateline.desk.extractive.record import LEAST_SHARED, StoryRecord

SURE = 0.45
"""From this overlap on, a statement with what a question asks for answers it."""
PERHAPS = 0.3
"""From this overlap on, it may answer it."""
SAME_REPORT = 0.34
"""From this overlap with the report that asked on, it is about the same matter."""
LEAST_LETTERS = 4
"""Shorter words are seldom the matter of a question."""
_KINDS: tuple[CueGroup, ...] = ("asks_how_long", "asks_how_many", "asks_when", "asks_why", "asks_whether", "asks_who")

FoundAnswer = tuple[Literal["answered", "perhaps_answered"], Fact]


def kind_of(words: str, cues: Cues) -> CueGroup | None:
    """What a question asks for, or what a sentence leaves open; None if its words do not say."""
    unknown = next(cues.places("unknown", words), None)
    after = words[unknown[0] :] if unknown else words
    found = [(kind, next(cues.places(kind, text), None)) for text in (after, words) for kind in _KINDS]
    return next((kind for kind, place in found if place), None)


def answer(words: str, asked: Sequence[Fact], since: str, record: StoryRecord, *, ever: bool = False) -> FoundAnswer | None:
    """The statement that answers a question, and whether that is certain; None if no statement does.

    Args:
        words: the words of the question.
        asked: the facts that asked it; empty if an editor did.
        since: the day since when it is asked.
        record: the state of the story.
        ever: whether a statement that no longer holds counts too.
    """
    cues = asked[0].cues if asked else record.say
    kind = kind_of(words, cues)
    about = frozenset(root for root in roots(words) if len(root) >= LEAST_LETTERS)
    near = [
        (_nearness(fact, about, asked, record), fact)
        for fact in record.facts
        if (ever or record.holds(fact)) and _may_answer(fact, asked, since)
    ]
    fit = [(overlap, fact) for overlap, fact in near if overlap >= _least(fact, kind) and has(fact, kind)]
    if not fit:
        return None
    overlap, best = max(fit, key=lambda one: (one[0], one[1].time))
    return ("answered" if kind and kind != "asks_who" and overlap >= SURE else "perhaps_answered"), best


def _least(fact: Fact, kind: CueGroup | None) -> float:
    """How near a fact has to be: nearer if what is asked for is not a value, or if a day is that of something else."""
    is_value = kind not in (None, "asks_who") and (kind != "asks_when" or bool(announced(fact, "")))
    return PERHAPS if is_value else SURE


def has(fact: Fact, kind: CueGroup | None) -> bool:
    """Whether a fact has the kind of value that a question asks for."""
    spans = any(one.kind.partition(" ")[0] in TIMES for one in measured(fact))
    if kind == "asks_when":
        return bool(announced(fact, "") or happened(fact)) or spans
    if kind == "asks_how_long":
        return spans or any(one.role == "until" for one in fact.deadlines)
    if kind == "asks_how_many":
        return bool(fact.figures)
    if kind == "asks_why":
        return fact.finds("because")
    if kind == "asks_whether":
        return changes(fact) or fact.finds("denial")
    return bool(happened(fact)) or changes(fact)


def _may_answer(fact: Fact, asked: Sequence[Fact], since: str) -> bool:
    is_later = fact.day > since or (fact.day == since and any(fact.time > one.time for one in asked))
    is_statement = fact.is_report and not fact.finds("unknown") and not fact.words.endswith("?")
    return is_later and is_statement and all(fact.item is not one.item for one in asked)


def _nearness(fact: Fact, words: frozenset[str], asked: Sequence[Fact], record: StoryRecord) -> float:
    """How much a fact is about what a question asks: in its words, in what it counts, and in those of the report that asked."""
    shared = words & fact.topic
    near = record.weights.overlap(words, fact.topic) if len(shared) >= LEAST_SHARED else 0.0
    if any(one.kind.partition(" ")[0] in words for one in measured(fact)):
        near = max(near, PERHAPS)
    for one in asked if fact.before is None else ():
        report = record.weights.items[one.item.key]
        again = record.weights.overlap(fact.roots, report) if len(fact.roots & report) >= LEAST_SHARED else 0.0
        if again >= SAME_REPORT:
            is_own = fact.item.feed == one.item.feed and record.is_telling(shared)
            near = max(near, again if is_own else PERHAPS)
    return near
