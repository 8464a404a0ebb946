"""What a story expected, and what came.

Expected are questions that were due at a date, questions that were closed with a verdict, and events that were announced.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import get_args

from dateline.core.compare import Comparison, EventChange
from dateline.core.days import is_later
from dateline.core.model import ClosedQuestion, Event, Foresight, Question, Version
from dateline.core.sentences import AnalysedVersion
from dateline.core.text import fold, similarity
from dateline.site.chronicle import Chronicle, spoken
from dateline.site.digest import Foreseen
from dateline.site.expected import Expectation, Expected

GONE, LOST = "gone", "lost"
"""What became of something that no later version explains; `LOST` if a version that was withdrawn may have explained it."""
DROPPED = "dropped"
"""What became of an announced event that is gone, and that `changes` names."""
VERDICTS = frozenset(get_args(Foresight))
_COUNTED = {"answered": "unjudged", "merged": "unjudged", DROPPED: "unjudged", GONE: "unexplained", "settled": "early"}
"""What became of an expectation → where it is counted, if that has another name."""
_SAME = 0.5
"""From this similarity on, a sentence of `changes` is about an event, and a correction about what a version said of an end."""
_WITHIN = 0.75
"""A question asks what came of an event if it has this share of its words."""


def expected(chronicle: Chronicle) -> list[Expectation]:
    """Everything that a story expected: what is open by its date, then what is over, the newest first."""
    events = [*_events(chronicle)] if chronicle.versions else []
    rows = [_row(chronicle, one) for one in _with_questions(chronicle, events)]
    waiting = sorted((one for one in rows if not one.became), key=lambda one: (not is_dated(one), one.dates[-1:], one.text))
    return [*waiting, *sorted((one for one in rows if one.became), key=lambda one: (-one.version, one.text))]


def counted(rows: Iterable[Expectation], now: str) -> Foreseen:
    """How many became what; what is overdue is measured by when the newest version was filed."""
    counts = dict.fromkeys(Foreseen._fields, 0)
    for one in rows:
        waits = "overdue" if is_overdue(one, now) else "open"
        counts[_COUNTED.get(one.became, one.became) or waits] += 1
        counts["moved"] += len(one.dates) > 1
    return Foreseen(**counts)


def is_dated(one: Expectation) -> bool:
    """Whether an expectation has a date, which no version took away."""
    return bool(one.dates and not one.undated)


def is_overdue(one: Expectation, now: str) -> bool:
    """Whether an expectation is still open, although its date was over at a time."""
    return not one.became and is_dated(one) and is_later(now, one.dates[-1])


# --- events ----------------------------------------------------------------------------------------------------------------


def _events(chronicle: Chronicle) -> Iterator[Expected]:
    first = chronicle.first
    ahead = {one: Expected(one.text, first.version, (one.date,)) for one in first.timeline if one.ahead}
    for comparison, version in zip(chronicle.comparisons, chronicle.versions[1:], strict=True):
        for change in comparison.events:
            was = ahead.get(change.before) if change.before else None
            if was and not (change.after and change.after.ahead):
                yield _came(was, change, chronicle.analysed(version))
        ahead = dict(_announced(ahead, comparison))
    yield from ahead.values()


def _came(was: Expected, change: EventChange, version: AnalysedVersion) -> Expected:
    number, told = version.version.version, version.by_place.get("changes", ())
    if change.after is None:
        said = next((one.text for one in told if similarity(one.text, was.text) >= _SAME), "")
        return was.over(DROPPED if said else GONE, number, said)
    return was.over("settled" if change.kind == "settled" else "happened", number, change.after.text)


def _announced(ahead: dict[Event, Expected], comparison: Comparison) -> Iterator[tuple[Event, Expected]]:
    """The events that are ahead in the later version."""
    number = comparison.to_version
    for change in comparison.events:
        if (event := change.after) and event.ahead and change.kind != "merged":
            was = ahead.get(change.before) if change.before else None
            yield event, (was or Expected("", number)).open(event.text, event.date, number)


# --- questions -------------------------------------------------------------------------------------------------------------


def _with_questions(chronicle: Chronicle, events: Sequence[Expected]) -> Iterator[Expected]:
    """The events and the questions; a question that asks what came of an event goes on with it."""
    left, told = list(events), dict[str, Expected]()
    for version in chronicle.versions:
        ends = {one.id: one for one in version.closed_questions}
        now = {one.id for one in version.open_questions}
        for one in version.open_questions:
            told[one.id] = _asked(told.get(one.id) or _of_event(chronicle, left, one, version), one, version)
        for name, was in told.items():
            if not was.became and name not in now | ends.keys():
                told[name] = was.over(GONE, version.version)
        told |= {name: _closed(told.get(name), end, version) for name, end in ends.items() if name not in now}
    yield from left
    yield from (one for one in told.values() if one.dates or VERDICTS & {one.became, *(word for word, _ in one.earlier)})


def _asked(was: Expected | None, question: Question, version: Version) -> Expected:
    is_carried = was and (was.dates or was.became or not question.due)  # it is expected since the version that dated it first
    return (was if was and is_carried else Expected("", version.version)).open(question.text, question.due, version.version)


def _of_event(chronicle: Chronicle, left: list[Expected], question: Question, version: Version) -> Expected | None:
    """The event that a version does not have any more, and of which it asks what came; it is not left any longer."""
    texts = chronicle.analysed(version).texts
    for one in left:
        if one.became in (GONE, DROPPED) and (one.version, one.dates[-1]) == (version.version, question.due):
            words = texts[one.text].bag.keys()
            if len(words & texts[question.text].bag.keys()) >= _WITHIN * len(words):
                left.remove(one)
                return Expected(one.text, one.since, one.dates)
    return None


def _closed(was: Expected | None, end: ClosedQuestion, version: Version) -> Expected:
    """A question that a version closes; if only a version that was withdrawn asked it, its id has to do."""
    asked = was or Expected(spoken(end.id), version.version - 1)
    return asked.over(end.verdict or end.outcome, version.version, end.text)


# --- rows ------------------------------------------------------------------------------------------------------------------


def _row(chronicle: Chronicle, one: Expected) -> Expectation:
    standing = {version.version: version for version in chronicle.versions}
    ends = [(_word(became, number, standing), number) for became, number in (*one.earlier, (one.became, one.version))]
    *earlier, (became, number) = ends
    since, until = (number - 2 if became == LOST else one.since), number or chronicle.filed[-1].number + 1
    analysed = chronicle.analysed(standing[number]) if number else None
    cites = dict.fromkeys(analysed.texts[one.told].citations) if analysed else ()
    return Expectation(
        text=chronicle.plain(one.text),
        since=one.since,
        dates=one.dates,
        became=became,
        version=number or chronicle.latest.version,
        told=one.told,
        cited=tuple((key, analysed.numbers[key]) for key in cites) if analysed else (),
        undated=one.undated,
        earlier=tuple(earlier),
        corrected=tuple(_corrections(chronicle, one)),
        withdrawn=tuple(filed.number for filed in chronicle.filed if filed.withdrawn and since < filed.number < until),
    )


def _word(became: str, number: int, standing: Container[int]) -> str:
    """What became of something; if it is gone, whether the version before, which may have said why, was withdrawn."""
    return LOST if became == GONE and number - 1 not in standing else became


def _corrections(chronicle: Chronicle, one: Expected) -> Iterator[tuple[int, str]]:
    """What later versions correct in what was said of the end: the number of the version and what is right."""
    told = chronicle.plain(one.told)
    for later in chronicle.versions:
        for correction in later.corrections:
            sides = (correction.was, correction.now)
            is_alike = any(similarity(side, told) >= _SAME for side in sides) or fold(correction.was).strip(".") in fold(told)
            if told and is_alike and one.version <= correction.of < later.version:
                yield later.version, correction.now
