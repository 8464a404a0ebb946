"""What a story expected, and what came.

Expected are questions that were due at a date, questions that were closed with a verdict, and events that were announced.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.core.compare import Comparison, EventChange
from dateline.core.days import is_later
from dateline.core.model import ClosedQuestion, Event, Question, Version
from dateline.site.chronicle import Chronicle
from dateline.site.digest import Expectation, Foreseen

GONE = "gone"
"""What became of something that no later version explains."""
_COUNTED = {"answered": "unjudged", "merged": "unjudged", "dropped": "unjudged", GONE: "unexplained", "settled": "early"}
"""What became of an expectation → where it is counted, if that has another name."""


@dataclass(frozen=True, slots=True)
class _Expected:
    """A question or an event, as the versions up to one expected it."""

    text: str
    since: int
    dates: tuple[str, ...] = ()

    def dated(self, text: str, date: str | None) -> "_Expected":
        """The same in the words of a later version, which may give another date."""
        return replace(self, text=text, dates=(*self.dates, date) if date and self.dates[-1:] != (date,) else self.dates)


def expected(chronicle: Chronicle) -> list[Expectation]:
    """Everything that a story expected: what is open by its date, then what is over, the newest first."""
    found = [*_questions(chronicle), *_events(chronicle)] if chronicle.versions else []
    waiting = sorted((one for one in found if not one.became), key=lambda one: (one.dates[-1], one.text))
    return [*waiting, *sorted((one for one in found if one.became), key=lambda one: (-one.version, one.text))]


def counted(rows: Iterable[Expectation], now: str) -> Foreseen:
    """How many became what; what is overdue is measured by when the newest version was filed."""
    counts = dict.fromkeys(Foreseen._fields, 0)
    for one in rows:
        waits = "overdue" if is_overdue(one, now) else "open"
        counts[_COUNTED.get(one.became, one.became) or waits] += 1
        counts["moved"] += len(one.dates) > 1
    return Foreseen(**counts)


def is_overdue(one: Expectation, now: str) -> bool:
    """Whether an expectation is still open, although its date was over at a time."""
    return not one.became and is_later(now, one.dates[-1])


# --- questions -------------------------------------------------------------------------------------------------------------


def _questions(chronicle: Chronicle) -> Iterator[Expectation]:
    asked: dict[str, _Expected] = {}
    for version in chronicle.versions:
        now = {one.id: _asked(asked.get(one.id), one, version) for one in version.open_questions}
        ends = {one.id: one for one in version.closed_questions}
        for name in asked.keys() - now.keys():
            yield from _closed(chronicle, asked[name], ends.get(name), version)
        asked = now
    yield from (_open(chronicle, one) for one in asked.values() if one.dates)


def _asked(was: _Expected | None, question: Question, version: Version) -> _Expected:
    is_carried = was and (was.dates or not question.due)  # it is expected since the version that dated it first
    return (was if was and is_carried else _Expected("", version.version)).dated(question.text, question.due)


def _closed(chronicle: Chronicle, was: _Expected, end: ClosedQuestion | None, version: Version) -> Iterator[Expectation]:
    if end and (was.dates or end.verdict):
        yield _over(chronicle, was, end.verdict or end.outcome, version, end.text)
    elif was.dates:
        yield _over(chronicle, was, GONE, version)


# --- events ----------------------------------------------------------------------------------------------------------------


def _events(chronicle: Chronicle) -> Iterator[Expectation]:
    first = chronicle.first
    ahead = {one: _Expected(one.text, first.version, (one.date,)) for one in first.timeline if one.ahead}
    for comparison, version in zip(chronicle.comparisons, chronicle.versions[1:], strict=True):
        for change in comparison.events:
            was = ahead.get(change.before) if change.before else None
            if was and not (change.after and change.after.ahead):
                yield _came(chronicle, was, change, version)
        ahead = dict(_announced(ahead, comparison))
    yield from (_open(chronicle, one) for one in ahead.values())


def _came(chronicle: Chronicle, was: _Expected, change: EventChange, version: Version) -> Expectation:
    if change.after is None:
        return _over(chronicle, was, GONE, version)
    return _over(chronicle, was, "settled" if change.kind == "settled" else "happened", version, change.after.text)


def _announced(ahead: dict[Event, _Expected], comparison: Comparison) -> Iterator[tuple[Event, _Expected]]:
    """The events that are ahead in the later version."""
    for change in comparison.events:
        if (event := change.after) and event.ahead and change.kind != "merged":
            was = ahead.get(change.before) if change.before else None
            yield event, (was or _Expected("", comparison.to_version)).dated(event.text, event.date)


# --- rows ------------------------------------------------------------------------------------------------------------------


def _open(chronicle: Chronicle, one: _Expected) -> Expectation:
    return Expectation(chronicle.plain(one.text), one.since, one.dates, "", chronicle.latest.version, "", ())


def _over(chronicle: Chronicle, one: _Expected, became: str, version: Version, told: str = "") -> Expectation:
    analysed = chronicle.analysed(version)
    cited = tuple((key, analysed.numbers[key]) for key in dict.fromkeys(analysed.texts[told].citations))
    return Expectation(chronicle.plain(one.text), one.since, one.dates, became, version.version, told, cited)
