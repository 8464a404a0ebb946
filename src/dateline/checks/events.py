"""Rules about entries of the timeline: each is one event, on the day that its sources give."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, islice

from dateline.checks.context import VersionContext
from dateline.checks.dates import AHEAD, events
from dateline.checks.rule import Objection, Rule
from dateline.checks.source_text import SourceText
from dateline.checks.telling import telling
from dateline.core.citations import without
from dateline.core.days import is_later, shifted
from dateline.core.model import Event
from dateline.core.sentences import AnalysedText
from dateline.core.text import dates
from dateline.core.text.mentions import roots
from dateline.core.text.weekdays import ENGLISH, NamedDay, dated_weekdays, weekday_of, weekdays

_TO_THE_MONTH, _TO_THE_DAY = 7, 10  # characters of a date
_LEAST_WORDS, _LEAST_IN_CLAUSE = 2, 3
_MOST_PARTS = 100
"""So many parts of an entry are compared with each other: the work grows with their square."""
_SHOWN = 4
"""How many words of a part are shown."""
_LINKED = 2
"""Two reports that share so many words are about one matter."""
_A_WEEK = 7
_PARTS = re.compile(r"\s*;\s+(?!@)|(?<=[.!?\]])(?<!\d\.)\s+(?=[^\W\da-z_])|\s+/\s+|\s[–—]\s")
_CLAUSES = re.compile(
    r"\s*;\s+(?!@)|(?<=[.!?\]])(?<!\d\.)\s+(?=[^\W\da-z_])|\s[–—]\s|(?<=\])[,\s]|,?\s(?:and|while|und|während|et|tandis\sque|y|mientras)\s|"
    r"\sbefore\s(?=\w+ing\b)|,\s(?=(?:on|am|le|el)\s\d)"
)
_REFERS = re.compile(
    r"(?:^|,\s)(?:its|their|his|her|it|they|he|she|this|these|both|seine?[rnms]?|ihre?[rnms]?|dessen|deren|son|sa|ses|leurs?|sus?)\b",
    re.IGNORECASE,
)
"""A word that hangs on an earlier part, and not on the part's own subject."""
_ON = re.compile(r"(?:\b(?:on|in|am|im|le|en|el)|[(,:—–-])\s(?:\w+day,?\s)?(?:the\s)?$|^$", re.IGNORECASE)
"""What is before the day of an event, and not before a deadline or a beginning."""
_TODAY = re.compile(
    r"\b(?:(?-i:today)|tonight|this\s(?:morning|afternoon|evening)|just\snow|minutes\sago|hours\sago|heute|aujourd['’]hui|hoy)\b",
    re.IGNORECASE,
)
_YESTERDAY = re.compile(r"\b(?:yesterday|last\snight|gestern|hier|ayer)\b", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"\b(?:every|each|due|will|would|shall|plan(?:s|ned)?|expected|scheduled|(?:set|is|are|was|were)\sto|jeden|wird|werden|soll|"
    r"chaque|cada)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b",
    re.IGNORECASE,
)
"""What makes a weekday one to come, or one of many."""


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
            if is_full and _ON.search(clause[: moment.start]) and not AHEAD.search(without(clause)):
                days.setdefault(moment.value[-5:], moment.text)
                break
        else:
            named = weekdays(clause) if not AHEAD.search(without(clause)) else ()
            days |= {ENGLISH[named[0].number]: named[0].text} if named else {}
    return " and ".join(f'"{words}"' for words in days.values()) if len(days) > 1 else ""


def _two_matters(event: Event, sources: list[SourceText], context: VersionContext) -> str:
    """The beginnings of two parts of an entry with nothing in common; empty if there are no two."""
    background = roots(" ".join(context.ambient))
    for separator, least in ((_PARTS, _LEAST_WORDS), (_CLAUSES, _LEAST_IN_CLAUSE)):
        parts = (context.analysed.texts[part] for part in separator.split(event.text) if part.strip())
        rich = islice(((part, own) for part in parts if len(own := part.roots - background) >= least), _MOST_PARTS)
        for (one, mine), (other, others) in combinations(rich, 2):
            is_linked = mine & others or _REFERS.search(other.plain)
            if not is_linked and _are_apart(one, other, sources, background):
                return f'"{_beginning(one)}" and "{_beginning(other)}"'
    return ""


def _are_apart(one: AnalysedText, other: AnalysedText, sources: list[SourceText], background: frozenset[str]) -> bool:
    """Whether no source reports both parts, and what their sources report has nothing in common either."""
    has_own = bool(one.citations and other.citations)
    cited = [_reporting(part, sources, has_own=has_own) for part in (one, other)]
    if not all(cited) or {source.key for source in cited[0]} & {source.key for source in cited[1]}:
        return False
    told = [frozenset().union(*(_told(part, source) for source in some)) for part, some in zip((one, other), cited, strict=True)]
    return len((told[0] & told[1]) - background) < _LINKED


def _reporting(part: AnalysedText, sources: list[SourceText], *, has_own: bool) -> list[SourceText]:
    """The sources that a part cites if each part cites its own, or else those that have some of its words."""
    own = [source for source in sources if source.key in part.citations] if has_own else []
    return own or [source for source in sources if len(part.roots & source.body.words) >= _LEAST_WORDS]


def _told(part: AnalysedText, source: SourceText) -> frozenset[str]:
    """The words of a source's title, and of its sentences that report a part of an entry."""
    return source.headline.union(*(one.roots for one in telling(source, part.roots)))


def _beginning(part: AnalysedText) -> str:
    return " ".join(part.plain.split()[:_SHOWN]).rstrip(" ,;.")


# --- a day that the sources do not give ------------------------------------------------------------------------------------


def check_event_before_source(context: VersionContext) -> Iterator[Objection]:
    """An event whose day does not go with one of the sources cited: it was published before, or says "today" on a later day.

    A report cannot tell what happened after it, and its "today" is the day of its publication.

    Correct the date, or cite only sources that can know of the event.
    """
    for place, event, sources in events(context):
        if event.ahead or len(event.date) < _TO_THE_MONTH or AHEAD.search(without(event.text)):
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
                yield one.key, f"a source is dated {one.listed.date}, before the event"


def _on_its_own_day(event: Event, sources: list[SourceText]) -> Iterator[tuple[str, str]]:
    """The sources that report the event as of another day: "today", "yesterday"."""
    words = roots(event.text)
    for one in sources:
        for told in telling(one, words) if len(one.listed.date or "") == _TO_THE_DAY else ():
            for pattern, back in ((_TODAY, 0), (_YESTERDAY, 1)):
                match = pattern.search(told.plain)
                day = shifted(one.listed.date or "", -timedelta(back))
                if match and not day.startswith(event.date) and not one.body.has_date(event.date):
                    yield one.key, f'a source dated {one.listed.date} says "{match[0]}"'


def check_weekday_date(context: VersionContext) -> Iterator[Objection]:
    """An event whose date is not the weekday that its own words, or the words of its source, give.

    "On Tuesday" in a report of Thursday is two days before it. The day of the report is often taken for the day of the event.

    Look the day up in the source, and correct the date or the weekday.
    """
    hint = "Look the day up, and correct the date or the weekday."
    for place, event, sources in events(context):
        if len(event.date) == _TO_THE_DAY and (found := _own_weekday(event) or _told_weekday(event, sources)):
            words, where = found
            message = f'{event.date} is a {ENGLISH[weekday_of(event.date)]}, but {where} says "{words}"'
            yield Objection(f"timeline[{place}].date", event.text, message, hint)


def _own_weekday(event: Event) -> tuple[str, str] | None:
    """The one weekday that an entry names, and where, if its date falls on another."""
    for day, moment in dated_weekdays(without(event.text)):
        if moment.value[-5:] == event.date[5:] and day.number != weekday_of(event.date):
            return day.text, "the entry"
    named = weekdays(without(event.text))
    return (named[0].text, "the entry") if _is_other(named, event.date) and not _OTHER_DAY.search(without(event.text)) else None


def _told_weekday(event: Event, sources: list[SourceText]) -> tuple[str, str] | None:
    """The one weekday that a source gives for an event, and where, if the event's date falls on another."""
    words = roots(event.text)
    for one in [one for one in sources if one.has_weekdays] if not weekdays(without(event.text)) else ():
        told = " ".join(sentence.plain for sentence in telling(one, words))
        is_near = one.listed.date is None or abs(_days(event.date, one.listed.date)) <= _A_WEEK
        is_named = any(moment.value[-5:] == event.date[5:] for sentence in one.sentences for moment in sentence.dates)
        is_plain = not _OTHER_DAY.search(told)
        if is_near and is_plain and not is_named and _is_other(named := weekdays(told), event.date):
            return named[0].text, f"[@{one.key}]"
    return None


def _is_other(named: Sequence[NamedDay], day: str) -> bool:
    """Whether words name one weekday, and not that of a day."""
    return len({one.number for one in named}) == 1 and weekday_of(day) != named[0].number


def _days(a: str, b: str) -> int:
    return (date.fromisoformat(a) - date.fromisoformat(b)).days if len(b) == _TO_THE_DAY else 0


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("bundled-event", "warning", "judgement", check_bundled_event, softens=True, harm="figure"),
    Rule("event-before-source", "warning", "judgement", check_event_before_source, softens=True, harm="figure"),
    Rule("weekday-date", "warning", "judgement", check_weekday_date, softens=True, harm="figure"),
)
