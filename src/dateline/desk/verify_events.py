"""Checks of the events of an answer: each is one event, on a day that its sentences do not contradict."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from dateline.core.citations import cited, without
from dateline.core.days import shifted
from dateline.core.model import Finding
from dateline.core.text import Moment, dates
from dateline.core.text.weekdays import ENGLISH, NUMBERS, weekday_of
from dateline.desk.edit_context import EditContext
from dateline.desk.edits import Edits, Quote
from dateline.desk.verify_followed import is_date

_TO_THE_DAY = 10  # characters of a date
_WEEK = 7
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(NUMBERS)})\b", re.IGNORECASE)
_USUAL = re.compile(r"\b(?:every|each|on weekdays)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b", re.IGNORECASE)
_ANOTHER_WEEK = re.compile(
    r"\b(?:last|next|following|previous|week|weeks|woche|wochen|nächste\w*|vorige\w*|semaine\w*|prochain\w*|dernier|semana\w*|"
    r"próxim\w+|pasad\w+)\b",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[.,;]\s")
_ON = re.compile(r"\b(?:on|am|le|el)\s(?:the\s)?$", re.IGNORECASE)
_JOINS = re.compile(
    r"(?:[.;]\s|\b(?:and|then|while|before|after which|followed by|und|dann|während|et|puis|tandis|y|luego|mientras)\b)",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:from\b.*\bto|between|until|till|through|instead of|postpon\w+|mov(?:ed|es)|delay\w*|extend\w*|rather than|originally|"
    r"brought forward|since|bis|zwischen|statt|verschob\w+|verleg\w+|entre|jusqu\w*|desde|hasta|aplaz\w+)\b",
    re.IGNORECASE,
)
_SAID_THEN = re.compile(
    r"\b(?:sa(?:id|ys)|told|announced|reported|sagte|teilte|erklärte|dit|annoncé|dijo|anunció)\b[^,;]{0,20}$", re.IGNORECASE
)
_DAY = re.compile(r"-(\d\d-\d\d)$")


class _DatedText(NamedTuple):
    at: str
    date: str
    text: str
    quotes: tuple[Quote, ...]


def event_objections(edits: Edits, context: EditContext) -> Iterator[Finding]:
    """Entries that join two events, and entries on another day than their sentences say."""
    for event in _events(edits, context):
        sentences = [(quote.key, sentence) for quote in event.quotes if (sentence := context.sentence(quote))]
        if both := _two_days(event, sentences, context):
            message = f"one entry for two days: {both[0]} and {both[1]}"
            yield context.objection("bundled-event", event.at, event.text, message, "Make one entry for each event.")
        elif len(event.date) == _TO_THE_DAY and is_date(event.date) and (named := _other_weekday(event, sentences, context)):
            message = f"{event.date} is a {ENGLISH[weekday_of(event.date)]}, and the sentence quoted says {named}"
            hint = "Count the day from the date of the item."
            yield context.objection("weekday-date", event.at, event.text, message, hint)


def _events(edits: Edits, context: EditContext) -> Iterator[_DatedText]:
    yield from (
        _DatedText(f"added[{i}]", one.at, one.text, one.quotes) for i, one in enumerate(edits.added) if one.section == "timeline"
    )
    yield from (_DatedText(f"announced[{i}]", one.date, one.text, one.quotes) for i, one in enumerate(edits.announced))
    yield from (
        _DatedText(f"settled[{i}]", one.date, one.text, one.quotes)
        for i, one in enumerate(edits.settled)
        if one.outcome == "happened"
    )
    for i, one in enumerate(edits.changed):
        claim = context.claims.get(one.number)
        if claim and claim.section == "timeline":
            yield _DatedText(f"changed[{i}]", one.date, one.text, one.quotes)


# --- one event, one day ----------------------------------------------------------------------------------------------------


def _two_days(event: _DatedText, sentences: list[tuple[str, str]], context: EditContext) -> tuple[str, str] | None:
    """Two days that one entry joins: in its own words, or in the sentences of its sources."""
    said = without(event.text)
    own = [(moment, day[1]) for moment in dates(said) if (day := _DAY.search(moment.value))]
    for (first, one), (second, other) in pairwise(own):
        if one != other and _JOINS.search(said[first.end : second.start]) and not _MOVED.search(said):
            return first.text, second.text
    joint = _JOINS.search(said)
    if joint and len(own) == 1 and _is_another(own[0][0], event.date, joint.end(), said) and not _MOVED.search(said):
        return event.date, own[0][0].text
    if not (joint or _PUNCTUATION.search(said)) or len(own) > 1:
        return None
    days = [days for key, sentence in sentences if (days := _days_of(key, sentence, context))]
    apart = next(((a, b) for a, b in combinations(days, 2) if a.isdisjoint(b)), None)
    return (min(apart[0]), min(apart[1])) if apart else None


def _is_another(moment: Moment, date: str, joint: int, said: str) -> bool:
    """Whether a clause after a joint has a day of its own that is not the event's, nor a later one that may be announced."""
    value = moment.value if moment.value[0] != "-" else f"{date[:4]}{moment.value[1:]}"
    return moment.start > joint and value < date and len(date) == _TO_THE_DAY and bool(_ON.search(said[: moment.start]))


def _days_of(key: str, sentence: str, context: EditContext) -> frozenset[str]:
    """The months and days that a sentence may mean by its dates, or by weekdays other than that of a statement."""
    if written := {match[1] for moment in dates(sentence) if (match := _DAY.search(moment.value))}:
        return frozenset(written)
    names = (match[0] for match in _WEEKDAY.finditer(sentence) if not _SAID_THEN.search(sentence[: match.start()]))
    return frozenset(one[5:] for name in names for one in _near(name, context.days.get(key, ""), _WEEK))


# --- weekdays --------------------------------------------------------------------------------------------------------------


def _other_weekday(event: _DatedText, sentences: list[tuple[str, str]], context: EditContext) -> str:
    """The weekday that the sentences name, if the event's date is none of the days that they may mean; else empty."""
    texts = [text for key in cited(event.text) for text in context.texts.get(key, ())]
    if any(_is_written(event.date, text) for text in texts):
        return ""
    named = ""
    for key, sentence in sentences:
        span = 2 * _WEEK if _ANOTHER_WEEK.search(sentence) else _WEEK
        for match in () if _USUAL.search(sentence) else _WEEKDAY.finditer(sentence):
            if _may_be(event.date, match[0], context.days.get(key, ""), span):
                return ""
            named = match[0]
    return named


def _may_be(date: str, name: str, day: str, span: int) -> bool:
    """Whether a date may be the weekday that an item of a day names; if that day is not known, whether it has the name."""
    if len(day) < _TO_THE_DAY:
        return weekday_of(date) == NUMBERS[name.casefold()]
    return date in _near(name, day, span)


def _is_written(date: str, text: str) -> bool:
    return any(moment.value in (date, f"-{date[4:]}") for moment in dates(text))


def _near(name: str, day: str, span: int) -> frozenset[str]:
    """The days of a name less than so many days before or after a day."""
    number = NUMBERS[name.casefold()]
    if len(day) < _TO_THE_DAY:
        return frozenset()
    days = (shifted(day, dt.timedelta(away)) for away in range(1 - span, span))
    return frozenset(one for one in days if weekday_of(one) == number)
