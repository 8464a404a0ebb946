"""Rules about entries of the timeline: each is one event, on the day that its sources give."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from dateline.checks.context import VersionContext
from dateline.checks.dates import AHEAD, events
from dateline.checks.rule import Objection, Rule
from dateline.checks.source_text import SourceText
from dateline.checks.telling import telling
from dateline.checks.timeline import is_later
from dateline.core.model import Event
from dateline.core.sentences import AnalysedText
from dateline.core.text import dates
from dateline.core.text.mentions import roots
from dateline.core.text.weekdays import ENGLISH, NUMBERS, weekday_of, weekdays

_TO_THE_DAY = 10  # characters of a date
_LEAST_WORDS = 2
_A_WEEK = 7
_PARTS = re.compile(r"\s*;\s+(?!@)|(?<=[.!?\]])\s+(?=[^\W\da-z_])|\s+/\s+")
_CLAUSES = re.compile(r"\s*;\s+(?!@)|(?<=[.!?\]])\s+(?=[^\W\da-z_])|,?\s(?:and|while|und|während|et|tandis que|y|mientras)\s")
_ON = re.compile(r"(?:\b(?:on|in|am|im|le|en|el)|[(,:—–-])\s(?:\w+day,?\s)?(?:the\s)?$|^$", re.IGNORECASE)
"""What is before the day of an event, and not before a deadline or a beginning."""
_TODAY = re.compile(r"\b(?:today|tonight|this\s(?:morning|afternoon|evening)|heute|aujourd['’]hui|hoy)\b", re.IGNORECASE)
_YESTERDAY = re.compile(r"\b(?:yesterday|last\snight|gestern|hier|ayer)\b", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"\b(?:next|last|coming|until|till|by|from|since|before|after|every|each|due|nächste[nr]?|letzte[nr]?|bis|ab|seit|vor|"
    r"prochain|dernier|jusqu\w*|dès|depuis|próximo|pasado|hasta|desde)\b|\w+days\b",
    re.IGNORECASE,
)


# --- two events in one entry -----------------------------------------------------------------------------------------------


def check_bundled_event(context: VersionContext) -> Iterator[Objection]:
    """An entry of the timeline that has two events: clauses with nothing in common and sources of their own, or two dates.

    A reader cannot tell which source reports which part, and one of the two has the wrong date.

    Make an entry of each, with its own date and sources.
    """
    for place, event, sources in events(context):
        if found := _two_dates(event) or _two_matters(event, sources, context):
            hint = "Make an entry of each, with its own date and sources."
            yield Objection(f"timeline[{place}].text", event.text, f"two events in one entry: {found}", hint)


def _two_dates(event: Event) -> str:
    """The days of two events in an entry, each in a clause of its own; empty if there are no two."""
    days: dict[str, str] = {}
    for clause in _CLAUSES.split(event.text):
        for moment in dates(clause):
            is_full = len(moment.value.lstrip("-")) > len("05")
            if is_full and _ON.search(clause[: moment.start]) and not AHEAD.search(clause):
                days.setdefault(moment.value[-5:], moment.text)
                break
    return " and ".join(f'"{words}"' for words in days.values()) if len(days) > 1 else ""


def _two_matters(event: Event, sources: list[SourceText], context: VersionContext) -> str:
    """The beginnings of two parts of an entry with nothing in common; empty if there are no two."""
    background = roots(" ".join(context.ambient))
    parts = [AnalysedText(part) for part in _PARTS.split(event.text) if part.strip()]
    for one, other in combinations(parts, 2):
        mine, others = one.roots - background, other.roots - background
        if min(len(mine), len(others)) >= _LEAST_WORDS and not mine & others and _are_apart(one, other, sources):
            return f'"{_beginning(one)}" and "{_beginning(other)}"'
    return ""


def _are_apart(one: AnalysedText, other: AnalysedText, sources: list[SourceText]) -> bool:
    """Whether no source reports both parts."""
    if one.citations and other.citations:
        return not set(one.citations) & set(other.citations)
    reports = [{source.key for source in sources if len(part.roots & source.body.words) >= _LEAST_WORDS} for part in (one, other)]
    return bool(reports[0] and reports[1]) and not reports[0] & reports[1]


def _beginning(part: AnalysedText) -> str:
    return " ".join(part.plain.split()[:4]).rstrip(" ,;.")


# --- a day that the sources do not give ------------------------------------------------------------------------------------


def check_event_before_source(context: VersionContext) -> Iterator[Objection]:
    """An event whose day does not go with one of the sources cited: it was published before, or says "today" on a later day.

    A report cannot tell what happened after it, and its "today" is the day of its publication.

    Correct the date, or cite only sources that can know of the event.
    """
    for place, event, sources in events(context):
        if event.ahead or len(event.date) < _TO_THE_DAY or AHEAD.search(event.text):
            continue
        for key, reason in (*_too_early(event, sources), *_on_its_own_day(event, sources)):
            hint = f"Correct the date, or do not cite [@{key}] for it."
            yield Objection(f"timeline[{place}].date", event.text, reason, hint)


def _too_early(event: Event, sources: list[SourceText]) -> Iterator[tuple[str, str]]:
    """The sources published before an event that they do not announce, if others are not; see `event-after-source`."""
    early = [one for one in sources if one.listed.date and is_later(event.date, one.listed.date)]
    if len(early) < len(sources):
        words = roots(event.text)
        for one in early:
            is_announced = one.body.has_date(event.date) or any(AHEAD.search(told.plain) for told in telling(one, words))
            if not is_announced:
                yield one.key, f"a source is of {one.listed.date}, before the event"


def _on_its_own_day(event: Event, sources: list[SourceText]) -> Iterator[tuple[str, str]]:
    """The sources that report the event as of another day: "today", "yesterday"."""
    words = roots(event.text)
    for one in sources:
        for told in telling(one, words) if len(one.listed.date or "") == _TO_THE_DAY else ():
            for pattern, back in ((_TODAY, 0), (_YESTERDAY, 1)):
                match = pattern.search(told.plain)
                day = (date.fromisoformat(one.listed.date or "") - timedelta(back)).isoformat()
                if match and day != event.date and not one.body.has_date(event.date):
                    yield one.key, f'a source of {one.listed.date} says "{match[0]}"'


def check_weekday_date(context: VersionContext) -> Iterator[Objection]:
    """An event whose date is not the weekday that its own words, or the words of its source, give.

    "On Tuesday" in a report of Thursday is two days before it. The day of the report is often taken for the day of the event.

    Look the day up in the source, and correct the date or the weekday.
    """
    for place, event, sources in events(context):
        if len(event.date) == _TO_THE_DAY and (found := _weekday(event, sources)):
            words, where = found
            message = f'{event.date} is a {ENGLISH[weekday_of(event.date)]}, but {where} says "{words}"'
            yield Objection(
                f"timeline[{place}].date", event.text, message, "Look the day up, and correct the date or the weekday."
            )


def _weekday(event: Event, sources: list[SourceText]) -> tuple[str, str] | None:
    """A weekday that is not that of the event's date, and where it is; None if there is none or several."""
    if named := weekdays(event.text):
        return (named[0], "the entry") if _is_other(named, event.date) and _is_own_day(event.text) else None
    words = roots(event.text)
    for one in sources:
        told = [sentence.plain for sentence in telling(one, words)]
        named = weekdays(" ".join(told))
        is_near = one.listed.date is None or abs(_days(event.date, one.listed.date)) <= _A_WEEK
        knows = any(moment.value[-5:] == event.date[5:] for sentence in one.sentences for moment in sentence.dates)
        if named and is_near and not knows and _is_other(named, event.date) and all(map(_is_own_day, told)):
            return named[0], f"[@{one.key}]"
    return None


def _is_other(named: Iterable[str], day: str) -> bool:
    """Whether words name one weekday, and not that of a day."""
    numbers = {NUMBERS[name.casefold()] for name in named}
    return len(numbers) == 1 and weekday_of(day) not in numbers


def _is_own_day(text: str) -> bool:
    """Whether a weekday in a text is the day of what it reports, and not a deadline or another week's day."""
    return not _OTHER_DAY.search(text) and not AHEAD.search(text)


def _days(a: str, b: str) -> int:
    return (date.fromisoformat(a) - date.fromisoformat(b)).days if len(b) == _TO_THE_DAY else 0


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("bundled-event", "warning", "judgement", check_bundled_event, softens=True, harm="figure"),
    Rule("event-before-source", "warning", "judgement", check_event_before_source, softens=True, harm="figure"),
    Rule("weekday-date", "warning", "judgement", check_weekday_date, softens=True, harm="figure"),
)
