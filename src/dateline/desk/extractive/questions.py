"""Open questions: what sources ask or leave open, until a later statement answers it."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.core import ids
from dateline.core.citations import cited, plain
from dateline.core.model import ClosedQuestion, Question
from dateline.core.outlets import outlet
from dateline.core.text import similarity
from dateline.core.text.gaps import is_open_question
from dateline.core.text.mentions import roots
from dateline.core.text.wording import quoted_sentences
from dateline.desk.extractive.answers import answer, kind_of
from dateline.desk.extractive.candidates import candidates
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.lines import MOST_QUOTED, is_one, line, with_context
from dateline.desk.extractive.measures import measured
from dateline.desk.extractive.record import LEAST_SHARED, StoryRecord
from dateline.desk.extractive.settling import settled
from dateline.desk.statements import in_marks, matter

MOST_OPEN = 6
ALIKE = 0.6
"""From this Dice's coefficient on, two texts ask the same question."""
SAME = 0.5
"""From this overlap on, two sentences leave the same thing open."""


_TO_THE_DAY = 10  # characters of a date
_DATED = re.compile(r"\d{4}(?:-\d\d){0,2}(?=-)")
"""The start of the id of a question about an event that was ahead."""
_HANGS = re.compile(r"(?i:\b(?:they|them|none|those|these|ils|elles|eux|ellos|ellas|estos|estas)\b)")
"""A word for something that the sentence before names."""
_DANGLES = re.compile(r"(?i:\b(?:that|this|it|so|das|dies|ça|cela|eso|esto)\W*$)")
"""The same at the end: "Who will pay for that?"."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a version."""

    open: tuple[Question, ...]
    """The open ones: those of the last version first."""
    closed: tuple[ClosedQuestion, ...]
    """Each question of the last version that is not open any more."""
    used: frozenset[Fact]
    """The facts that they quote."""


def questions(record: StoryRecord, taken: Container[Fact]) -> Questions:
    """The questions of the last version, each open or closed, and new ones that sources ask or leave open.

    Args:
        record: the state of the story.
        taken: the facts that the page quotes elsewhere.
    """
    last = record.last.open_questions if record.last else ()
    judged = [(question, *_judge(question, record, taken)) for question in last]
    kept = [(now, facts) for _, now, facts in judged if isinstance(now, Question)]
    closed = [(now, facts) for _, now, facts in judged if isinstance(now, ClosedQuestion)]
    new = [*_of_passed(record), *_new([question for question, _ in kept], record, taken)]
    while len(kept) > MOST_OPEN and (dropped := _forgotten([question for question, _ in kept], record)):
        kept = [one for one in kept if one[0].id != dropped.id]
        closed.append((dropped, ()))
    found = [*kept, *new[: max(MOST_OPEN - len(kept), 0)]]
    used = frozenset(fact for _, facts in (*found, *closed) for fact in facts)
    return Questions(tuple(question for question, _ in found), tuple(one for one, _ in closed), used)


# --- those of the last version ---------------------------------------------------------------------------------------------


def _judge(question: Question, record: StoryRecord, taken: Container[Fact]) -> tuple[Question | ClosedQuestion, tuple[Fact, ...]]:
    """A question as it stands now, and the facts that its text quotes."""
    asks = _asked(question)
    asked = record.quoted(asks)
    if any(map(record.is_retracted, asked)):
        who = outlet(record.latest(asked[0]).item)
        return ClosedQuestion(question.id, "dropped", record.say.say("corrected_by", who=who)), ()
    words = asked[-1].words if asked else matter(asks)
    found = answer(words, asked[-1:], _since(question, asked, record), record)
    if found is None:
        return replace(question, text=_without_candidate(question.text, record)), asked
    how, fact = found
    told, quoted = _told(record.say.say(how), fact, taken)
    if how == "answered":
        return ClosedQuestion(question.id, "answered", told), quoted
    return replace(question, text=f"{_without_candidate(question.text, record)}\n{told}"), (*asked, *quoted)


def _asked(question: Question) -> str:
    """The question without an answer that it may have."""
    return question.text.split("\n")[0]


def _since(question: Question, asked: Sequence[Fact], record: StoryRecord) -> str:
    """The day since when a question is asked: of an event that was ahead, of its source, or else of the last version."""
    if day := _DATED.match(question.id):
        return day[0]
    days = [fact.day for fact in asked] or [facts[0].day for key in cited(_asked(question)) if (facts := record.by_key.get(key))]
    return max(days, default=record.last.published[:10] if record.last else "")


def _without_candidate(text: str, record: StoryRecord) -> str:
    """A question without an answer that it may have."""
    return "\n".join(one for one in text.split("\n") if not one.startswith(record.say.say("perhaps_answered")))


def _told(label: str, fact: Fact, taken: Container[Fact]) -> tuple[str, tuple[Fact, ...]]:
    """An answer, quoted; if the page quotes its words elsewhere, only who has it."""
    context = with_context(fact)
    quoted = None if any(one in taken for one in context) else line(context, lead=f"{label} {outlet(fact.item)}:")
    if quoted:
        return quoted.text, context
    value, who = _value(fact), outlet(fact.item)
    brief = f"{label} {in_marks(value)} ({who}) [@{fact.item.key}]."
    return brief if value and is_one(brief) else f"{label} {who} [@{fact.item.key}].", ()


def _value(fact: Fact) -> str:
    """The words of the value that answers; empty if a fact has none."""
    spans = [(one.start, one.end) for one in fact.deadlines]
    spans += [(one.value.start, one.value.end + len(one.per or f" {one.noun}".rstrip())) for one in measured(fact)]
    return fact.words[slice(*spans[0])].strip() if spans else ""


def _forgotten(open_now: Sequence[Question], record: StoryRecord) -> ClosedQuestion | None:
    """The question that sources have not mentioned for longest, closed; None if the newest items mention each."""
    last = [(_mentioned(question, record), place, question) for place, question in enumerate(open_now)]
    day, _, oldest = min(last, key=lambda one: one[:2])
    if day >= record.today:
        return None
    return ClosedQuestion(oldest.id, "dropped", record.say.say("not_mentioned", date=record.say.date(day)) if day else "")


def _mentioned(question: Question, record: StoryRecord) -> str:
    words = roots(matter(question.text))
    days = (fact.day for fact in record.facts if len(words & fact.topic) >= LEAST_SHARED and _near(words, fact, record))
    return max(days, default="")


def _near(words: frozenset[str], fact: Fact, record: StoryRecord) -> bool:
    return record.weights.overlap(words, fact.topic) >= SAME


# --- new ones --------------------------------------------------------------------------------------------------------------


def _of_passed(record: StoryRecord) -> Iterator[tuple[Question, tuple[Fact, ...]]]:
    """What came of the events that were ahead, and whose day is over without news."""
    ahead = record.last is not None and any(event.ahead for event in record.last.timeline)
    ended = settled(record, [*candidates(record)]) if ahead else ()
    for event in (one.event for one in ended if one.outcome == "passed"):
        text = record.say.say("what_came_of", date=record.say.date(event.date), event=event.text)
        name = ids.slug(f"{event.date} {plain(matter(event.text))}", 40)
        yield Question(name, text, due=event.date), record.quoted(event.text)


def _new(kept: Sequence[Question], record: StoryRecord, taken: Container[Fact]) -> Iterator[tuple[Question, tuple[Fact, ...]]]:
    """The questions that sources ask or leave open now, newest first."""
    known = [*kept]
    asking = [fact for question in kept for fact in record.quoted(_asked(question))]
    for fact in sorted(filter(_asks, record.facts), key=lambda one: one.time, reverse=True):
        context = _context(fact, record)
        if any(one in taken for one in context) or len(context) > MOST_QUOTED or not record.holds(fact):
            continue
        lead = record.say.say("asks" if fact.words.endswith("?") else "notes", who=outlet(fact.item))
        text = line(context, lead=lead)
        same = any(similarity(matter(_asked(one)), fact.words) >= ALIKE for one in known)
        same = same or any(_near(fact.roots, one, record) for one in asking)
        if text is None or same:
            continue
        once = answer(fact.words, [fact], fact.day, record, ever=True)
        if once and once[0] == "answered":
            continue
        found = answer(fact.words, [fact], fact.day, record)
        told, quoted = _told(record.say.say(found[0]), found[1], taken) if found else ("", ())
        asking.append(fact)
        question = Question(_id(fact, known), f"{text.text}\n{told}".strip(), due=_due(fact, record))
        known.append(question)
        yield question, (*context, *quoted)


def _context(fact: Fact, record: StoryRecord) -> tuple[Fact, ...]:
    """A sentence after those that it hangs on."""
    if fact.before or not _HANGS.search(fact.words):
        return with_context(fact)
    before = next((one for one in record.by_key[fact.item.key] if one.place == fact.place - 1), None)
    return (*with_context(before), fact) if before else (fact,)


def _asks(fact: Fact) -> bool:
    """Whether a sentence asks something, or says what is not known: not that somebody would not comment."""
    if not fact.is_report or fact.statement.is_headline or fact.is_speech or _DANGLES.search(fact.words):
        return False
    is_own = fact.words not in quoted_sentences(fact.item.text)
    leaves_open = fact.finds("unknown") and kind_of(fact.words, fact.cues) is not None
    return is_own and (is_open_question(fact.words) or (leaves_open and not fact.words.endswith("?")))


def _due(fact: Fact, record: StoryRecord) -> str | None:
    """The day to come by which the answer is due, if a question names just one."""
    named = {one.value: one.role for one in fact.deadlines if one.value > record.today[: len(one.value)]}
    day, role = named.popitem() if len(named) == 1 else ("", "since")
    return day if role in {"on", "by"} and len(day) == _TO_THE_DAY else None


def _id(fact: Fact, known: Sequence[Question]) -> str:
    found = ids.slug(fact.words, 40) or f"question-{ids.digest(fact.words)[:6]}"
    return found if all(one.id != found for one in known) else f"{found[:33]}-{ids.digest(fact.words)[:6]}"
