"""What: the few sentences that say where things stand, written afresh for each version."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from dateline.core.citations import cited
from dateline.core.outlets import outlet
from dateline.core.sentences import Sentence
from dateline.core.text import Figure, figures, fold, hedges
from dateline.desk.extractive.days import Day, days
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.lines import QuotedLine, excerpt, line
from dateline.desk.extractive.measures import LEAST_SHARED, Measured, have_one_voice
from dateline.desk.extractive.ranking import choose
from dateline.desk.extractive.state import StoryState
from dateline.desk.extractive.superseding import Superseded
from dateline.desk.statements import quotation

MOST = 5
MOST_KEPT = 3
"""The most sentences of an editor or a model that the next version keeps."""
SURE = 0.5
"""From this overlap on, an old value is named next to the new one."""


def what(state: StoryState, taken: Collection[Fact] = ()) -> tuple[QuotedLine, ...]:
    """The sentences that say where things stand, the newest first; sentences of editors and models that hold come before them.

    Args:
        state: what the story's items say.
        taken: facts that other sections quote.
    """
    foreign = tuple(QuotedLine((), one.text) for one in kept_lines(state, "what") if not _is_over(one, state))[:MOST_KEPT]
    free = [one for one in state.free(taken) if may_be_told(one)]
    candidates = [one for one in free if one.says_enough or corrects(one, state)]
    most = MOST - len(foreign)
    chosen = choose(candidates, state.score, state.weights, 2 * most, lambda one: excerpt(one, free))
    lines: list[QuotedLine] = []
    for fact in chosen:
        taken_here = {one for line in lines for one in line.facts}
        if len(lines) == most or fact in taken_here:
            continue
        if made := told(fact, state, [one for one in free if one not in chosen[:most] and one not in taken_here]):
            lines.append(made)
    return (*foreign, *sorted(lines, key=lambda one: one.facts[0].day, reverse=True))


def may_be_told(fact: Fact) -> bool:
    """Whether What and Narrative may quote a fact: voices have what people say, and questions what is not known."""
    return not (fact.is_speech or fact.finds("unknown"))


def kept_lines(state: StoryState, place: str) -> Iterator[Sentence]:
    """The sentences of the last version at a place that are not this writer's and still hold."""
    if state.last is None:
        return
    for sentence in state.last.by_place.get(place, ()):
        if not state.quoting[sentence.text] and not _says_old_value(sentence, state):
            yield sentence


def _is_over(sentence: Sentence, state: StoryState) -> bool:
    """Whether a sentence is about days that were to come when its sources were published, and that are over now."""
    keys = frozenset(cited(sentence.text))
    known = state.last.version.sources if state.last else ()
    said = max((one.date or "" for one in known if one.key in keys), default="")
    to_come = [one for one in days(sentence.text, said, state.phrases) if one.value > said[: len(one.value)]]
    return bool(to_come) and all(one.value < state.today[: len(one.value)] for one in to_come)


def _says_old_value(sentence: Sentence, state: StoryState) -> bool:
    """Whether a sentence has a value of one of its sources that no longer holds, and not the one that replaces it."""
    keys, said = frozenset(cited(sentence.text)), figures(sentence.text)
    for change in state.gone.values():
        if change.values and keys & change.fact.keys:
            old, new = (one.value for one in change.values)
            if isinstance(old, Figure) and any(one.agrees(old) for one in said):
                return not (isinstance(new, Figure) and any(one.agrees(new) for one in said))
    return False


def told(fact: Fact, state: StoryState, others: Sequence[Fact]) -> QuotedLine | None:
    """A line about a fact, with the sentences that complete it and the value that it replaces.

    If the last version had the fact in a line that still holds, the line stays as it was.
    """
    if change := corrects(fact, state):
        return _correction(fact, change, state)
    free = (fact, *others)
    if before := _as_before(fact, free, state):
        return before
    facts = excerpt(fact, others)
    said = " ".join(one.words for one in facts)
    news = [] if fact in state.said else replaced_by(fact, state)
    also = "".join(_replaced(old, new, said, state) for old, new in news[:1])
    made = line(facts, also) or line((fact,))
    return made if made and not _loses_hedge(made, state.said.get(fact, "")) else None


def _loses_hedge(made: QuotedLine, before: str) -> bool:
    """Whether readers would miss a "could" that the last version's line about a fact had, with a sentence that is gone."""
    return bool(hedges(before)) and not hedges(made.text)


def _as_before(fact: Fact, free: Collection[Fact], state: StoryState) -> QuotedLine | None:
    """The last version's line about a fact, if nothing that it quotes is told elsewhere or superseded."""
    text = state.said.get(fact, "")
    facts = state.quoting.get(text, ())
    return QuotedLine(facts, text) if facts and all(one in free for one in facts) else None


def corrects(fact: Fact, state: StoryState) -> Superseded | None:
    """The outlet's own wrong report that a fact sets right; None if it is no correction, or only says that there is one."""
    if not (fact.figures or fact.deadlines):
        return None
    wrong = [one for one in state.replaced.get(fact, ()) if one.kind == "correction"]
    return min(wrong, key=lambda one: (one.fact.item is fact.item, one.fact.time), default=None)


def _correction(fact: Fact, change: Superseded, state: StoryState) -> QuotedLine | None:
    who, old = outlet(fact.item), change.fact
    was = f"{quotation(old.statement)} [@{old.item.key}]" if old.item is not fact.item else quotation(old.statement)
    return line((fact,), lead=state.phrases.say("has_corrected", who=who, old=was))


def replaced_by(fact: Fact, state: StoryState) -> list[tuple[Measured, Measured]]:
    """The values that a fact replaces for sure, each with its own, the latest first."""
    return sorted(sure(state.replaced.get(fact, ()), state), key=lambda one: one[0].fact.time, reverse=True)


def sure(found: Iterable[Superseded], state: StoryState) -> list[tuple[Measured, Measured]]:
    """The values that measure the same thing so clearly that one may be named next to the other; sources name some as old."""
    return [one.values for one in found if one.values and (one.kind == "named" or _is_sure(*one.values, state))]


def _is_sure(old: Measured, new: Measured, state: StoryState) -> bool:
    shared = len(old.about & new.about) - (not have_one_voice(old.fact, new.fact))
    return shared >= LEAST_SHARED and state.weights.overlap(old.about, new.about) >= SURE


def _replaced(old: Measured, new: Measured, said: str, state: StoryState) -> str:
    """What follows a line about the value that its fact replaces; empty if the line names the old value itself."""
    if fold(old.text) in fold(said) or any(isinstance(old.value, Figure) and one.agrees(old.value) for one in figures(said)):
        return ""
    return f", {state.phrases.say(how_it_moved(old.value, new.value), old=f'{old.text} [@{old.fact.item.key}]')}"


def how_it_moved(old: Figure | Day | None, new: Figure | Day | None) -> str:
    """The name of the phrase for a value that another one replaces."""
    if isinstance(old, Figure) and isinstance(new, Figure):
        return "up_from" if new.value > old.value else "down_from"
    return "instead_of"


def texts(lines: Sequence[QuotedLine]) -> str:
    """Lines as the prose of a section."""
    return "\n".join(one.text for one in lines)
