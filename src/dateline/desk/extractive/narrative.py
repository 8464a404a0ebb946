"""Narrative: a paragraph for each topic, its newest fact first; background is told as far as it still bears on the story."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from math import fsum

from dateline.core.citations import without
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.lines import QuotedLine, line
from dateline.desk.extractive.ranking import choose
from dateline.desk.extractive.state import StoryState
from dateline.desk.extractive.weights import MOST_COMPARED
from dateline.desk.extractive.what import kept_lines, may_be_told, told
from dateline.desk.statements import headline

MOST_PARAGRAPHS = 6
MOST_IN_PARAGRAPH = 4
MOST_BACKGROUND = 2
MOST_WORDS = 650
"""The most words of all paragraphs together."""
SAME_TOPIC = 0.22
"""From this Dice's coefficient on, two items are about one topic."""

Topic = tuple[str, ...]


def narrative(state: StoryState, taken: Collection[Fact]) -> tuple[tuple[QuotedLine, ...], ...]:
    """The paragraphs: those of editors and models that hold, one for each of the most important topics, and the background.

    Args:
        state: what the story's items say.
        taken: facts that other sections quote.
    """
    paragraphs = list(_kept(state))
    told_facts = set(taken)
    words = sum(map(_words, paragraphs))
    for topic in _topics(state):
        if len(paragraphs) >= MOST_PARAGRAPHS:
            break
        if paragraph := _paragraph(topic, state, told_facts, MOST_WORDS - words):
            paragraphs.append(paragraph)
            words += _words(paragraph)
            told_facts.update(fact for line in paragraph for fact in line.facts)
    free = [one for one in state.free(told_facts) if may_be_told(one)]
    if background := _lines(_most_central(free, state), free, state, MOST_WORDS - words):
        paragraphs.append(tuple(reversed(background)))
    return tuple(paragraphs)


def _kept(state: StoryState) -> Iterator[tuple[QuotedLine, ...]]:
    places = [at for at in state.last.by_place if at.startswith("narrative")] if state.last else []
    for at in places:
        if lines := tuple(QuotedLine((), one.text) for one in kept_lines(state, at)):
            yield lines


def _words(paragraph: Iterable[QuotedLine]) -> int:
    return sum(len(without(line.text).split()) for line in paragraph)


def _paragraph(topic: Topic, state: StoryState, told_facts: Collection[Fact], room: int) -> tuple[QuotedLine, ...]:
    """The lines about a topic that say most, the newest first, as far as there is room."""
    free = [one for one in state.free(told_facts) if one.item.key in topic and may_be_told(one)]
    chosen = choose([one for one in free if one.says_enough], state.score, state.weights, MOST_IN_PARAGRAPH)
    return _lines(chosen, free, state, room)


def _most_central(free: Sequence[Fact], state: StoryState) -> list[Fact]:
    """What the whole story is about, however old it is: what was lost, and how, and what depended on it."""
    leads = [one for one in free if one.says_enough and one.is_report and one.place < MOST_BACKGROUND]
    return choose(leads, state.central, state.weights, MOST_BACKGROUND)


def _lines(chosen: Collection[Fact], free: Sequence[Fact], state: StoryState, room: int) -> tuple[QuotedLine, ...]:
    """The lines about facts, the newest first, as far as there is room."""
    lines = []
    for fact in sorted(chosen, key=lambda one: one.time, reverse=True):
        made = told(fact, state, [one for one in free if one not in chosen])
        if made and (used := _words((made,))) <= room:
            lines.append(made)
            room -= used
    return tuple(lines)


def _topics(state: StoryState) -> Iterator[Topic]:
    """The keys of the items by topic, the most important topic first."""
    best: dict[str, float] = {}
    for fact in state.holding:
        best[fact.item.key] = max(best.get(fact.item.key, 0.0), state.score[fact])
    groups: list[list[str]] = []
    for key in sorted(best, key=lambda one: (-best[one], one))[:MOST_COMPARED]:
        near = state.weights.near(state.weights.items[key])
        closeness = [(fsum(near.get(other, 0.0) for other in group) / len(group), group) for group in groups]
        closest, group = max(closeness, default=(0.0, []))
        if closest >= SAME_TOPIC:
            group.append(key)
        else:
            groups.append([key])
    return map(tuple, sorted(groups, key=lambda group: (-_weight([best[key] for key in group]), group[0])))


def _weight(scores: Sequence[float]) -> float:
    """How much a topic matters: its best items, so that many small ones do not outweigh a large one."""
    return fsum(sorted(scores, reverse=True)[:MOST_IN_PARAGRAPH])


def titles(state: StoryState, told: Collection[Fact] = ()) -> tuple[QuotedLine, ...]:
    """The titles of the most important items, for a story with so few sentences that other sections quote them all.

    Args:
        state: what the story's items say.
        told: facts that What quotes; a title among them is repeated only if there is no other.
    """
    said = {fact.words for fact in told}
    ranked = sorted(state.holding, key=lambda one: (-state.score[one], one.time))
    first = list({fact.item.key: fact for fact in ranked}.values())[:MOST_IN_PARAGRAPH]
    quoted = (Fact(statement, fact.cluster, 0, fact.cues) for fact in first for statement in headline(fact.item))
    lines = [one for one in (line((fact,)) for fact in quoted) if one]
    return tuple(one for one in lines if one.facts[0].words not in said) or tuple(lines[:1])
