"""Why it matters: who is affected, by how much, and what happens next, as sources state it."""

from collections.abc import Container, Mapping

from dateline.core.cues import CueGroup
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.lines import line
from dateline.desk.extractive.measures import measured
from dateline.desk.extractive.ranking import choose
from dateline.desk.extractive.record import StoryRecord

_NO_CONSEQUENCE: tuple[CueGroup, ...] = ("unknown", "denial", "correction", "old_value")
MOST = 3
_KEPT = 2.0
"""How much more a sentence of the last version counts, as long as it holds."""


def consequences(record: StoryRecord, taken: Container[Fact], scores: Mapping[Fact, float]) -> tuple[str, frozenset[Fact]]:
    """Up to three sentences with consequences, and the facts that they quote; what an editor wrote stays.

    Args:
        record: the state of the story.
        taken: the facts that the page quotes elsewhere.
        scores: how much each fact that holds matters.
    """
    last = record.last.why_it_matters.split("\n") if record.last and record.last.why_it_matters else []
    before = {fact: text for text in last for fact in record.quoted(text)}
    own = [text for text in last if not record.told(text)]
    free = [fact for fact in record.facts if fact not in taken and scores.get(fact, 0) > 0 and _is_stated(fact, record)]
    worth = {fact: scores[fact] * (_KEPT if fact in before else 1.0) * (1.5 if fact.figures else 1.0) for fact in free}
    chosen = choose(filter(_follows, free), worth, record.weights, max(MOST - len(own), 0))
    kept = [fact for fact in before if fact in chosen]
    added = [fact for fact in chosen if fact not in before]
    lines = {fact: before.get(fact) or getattr(line([fact]), "text", "") for fact in (*kept, *added)}
    texts = [*own, *dict.fromkeys(text for text in lines.values() if text)]
    return "\n".join(texts), frozenset(fact for fact, text in lines.items() if text)


def _is_stated(fact: Fact, record: StoryRecord) -> bool:
    """Whether a fact may record what follows and holds: nobody's words, no doubt, no denial."""
    is_open = any(map(fact.finds, _NO_CONSEQUENCE)) or fact.words.endswith("?")
    return record.holds(fact) and fact.says_enough and not (fact.is_speech or fact.statement.is_headline or is_open)


def _follows(fact: Fact) -> bool:
    """Whether something follows: "the clinic has to close", not "no clinic has to close"; or people whom it will concern."""
    if fact.finds("expectation") and any(fact.cues.finds("people", one.noun) for one in measured(fact) if one.noun):
        return True
    no = [end for _, end in fact.cues.places("negation", fact.words)]
    return any(all(end > start for end in no) for start, _ in fact.cues.places("consequence", fact.words))
