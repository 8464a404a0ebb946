"""What happened when: sentences with the day, month or year of an event."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dateline.core.model import Event
from dateline.core.text import dates, similarity
from dateline.core.text.saying import any_of
from dateline.core.text.tables import ALWAYS_SAY, REPORTS_SAY, SAY_BEFORE_WORDS
from dateline.desk.statements import Statement, attributed, matter

MOST_NEW = 12
ALIKE = 0.4
"""From this Dice's coefficient on, two sentences with the same date are about the same event."""

# "since May" is a state, "by May" a plan and "the report of May" a name: none of these is an event in May.
_NO_EVENT = re.compile(
    r"\b(?:since|until|till|by|before|after|from|through|to|than|of|and|or)\s(?:early\s|mid\s|late\s)?$", re.IGNORECASE
)
_FULL = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_BARE_YEAR = re.compile(r"\bin\s$", re.IGNORECASE)
_DAY_OF_YEAR = re.compile(r"--\d{2}-\d{2}")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ON_WEEKDAY = re.compile(rf"\bon\s({'|'.join(_WEEKDAYS)})\b(?!,?\s(?:next|week|\d))", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})s?\b", re.IGNORECASE)
_ABOUT_ARTICLE = re.compile(
    r"(?i:^\W*(?:(?:last|first)\s)?(?:updated|published|posted|corrected|amended|modified|reviewed)\b|editor['’]?s['’]?\snote|"
    r"\bthis\s(?:article|story|post|page|piece|report|entry)\s(?:was|has\sbeen|is)\s|^\W*(?:date|sent|received|from|on)\s?:|"
    r"\bwrote\s?:?$|^on\s.{5,60}\swrote\b)"
)
"""Words about the article itself, or from the header of a mail."""
_IN_PRICES = re.compile(
    r"(?i:(?:\b(?:in|at)\s|\()(?:[a-z]+\s)?(?:19|20)\d\d\s(?:prices|dollars|euros|pounds|terms|money|values)\b)"
)
_SAY = any_of(ALWAYS_SAY | SAY_BEFORE_WORDS | REPORTS_SAY)
_SAID = re.compile(rf"\b{_SAY}\b(?:\s\w+){{0,4}}\s?$")
_TOLD_THAT = re.compile(rf"^.*?\b{_SAY}\b.*?(?=\s(?:that|how|whether)\b)")
_RELATIVE = re.compile(r",?\s\b(?:that|which|who|whom|whose|where)\b\s[^,;]*?(?:(?:19|20)\d\d|\bon\s\w+day)(?=\W|$)")
"""A relative clause, up to the date in it."""
_OF_A_NOUN = re.compile(r"\s(?:was|were|is|are|has|had|will|[a-z]{3,}ed)\b")
"""How a sentence continues after a date that belongs to a noun: "the bridge built in 1962 collapsed"."""
# A sentence about the past; if it also looks ahead, its date may be in the future.
_TOLD = re.compile(
    r"(?i:\b(?:was|were|had|took|gave|began|rose|fell|met|held|won|lost|left|came|went|made|found|set|broke|stood|sank|ran|"
    r"said|told|saw|sent|paid|sold|bought|led|hit|cut|[a-z]{2,}ed)\b)"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|may|might|can|could|must|if|plans?|planned|planning|expects?|expected|(?<!than )forecast|due|"
    r"scheduled|set to|to be|is|are|wants?|hopes?)\b"
)


def _dated(statement: Statement) -> str | None:
    """The date of the event in a sentence; None if it has no such date, or several.

    In a sentence about the past, the item's own date gives a missing year and the date of "on Wednesday".
    """
    published, words = statement.item.day, _main_clause(statement.words)
    if _ABOUT_ARTICLE.search(words) or _IN_PRICES.search(words):
        return None
    is_told = bool(_TOLD.search(words)) and not _AHEAD.search(words)
    own = date.fromisoformat(published) if is_told and len(published) == len("2026-05-08") else None
    found = dates(words)
    if not found:
        return _weekday(words, own) if own else None
    before, after, when = words[: found[0].start], words[found[0].end :], found[0].value
    if len(found) != 1 or _OF_A_NOUN.match(after):
        return None
    if own and _DAY_OF_YEAR.fullmatch(when):
        when = _with_year(when, own)
    if not _FULL.fullmatch(when) or not _exists(when):
        return None
    wanted = _BARE_YEAR.search(before) if len(when) == len("2026") else not _NO_EVENT.search(before)
    is_past = bool(published) and when <= published
    return when if wanted and is_past else None


def _main_clause(words: str) -> str:
    """The sentence without relative clauses, and without reported speech after a date, as these are about other times.

    "The barrier that stood in 1953 was shown" has no date; "She denied on Thursday that it broke in May" is about Thursday.
    """
    told = _TOLD_THAT.search(words)
    if told and (_WEEKDAY.search(told[0]) or dates(told[0])):
        return words[: told.end()]
    return _RELATIVE.sub(lambda match: match[0] if _SAID.search(words[: match.start()]) else " ", words)


def _with_year(value: str, own: date) -> str:
    """A day without a year, in the year that makes it nearest to the item's own day; unchanged if no year has this day."""
    years = (f"{year:04}{value[1:]}" for year in (own.year - 1, own.year, own.year + 1))
    return min(filter(_exists, years), key=lambda one: abs(date.fromisoformat(one) - own), default=value)


def _exists(when: str) -> bool:
    """Whether this day, month or year exists: a text may say 31 April, or 29 February of any year."""
    try:
        date.fromisoformat(f"{when}-01-01"[: max(len(when), len("2026-05-08"))])
    except ValueError:
        return False
    return True


def _weekday(words: str, own: date) -> str | None:
    """The last date, up to the item's own day, of the weekday that a sentence names; None if it names none."""
    named = _ON_WEEKDAY.search(words)
    if not named or len(_WEEKDAY.findall(words)) != 1:
        return None
    past = (own.weekday() - _WEEKDAYS.index(named[1].lower())) % 7
    return (own - timedelta(past)).isoformat() if own.toordinal() > past else None


def _tell_the_same(event: Event, other: Event) -> bool:
    return event.date == other.date and similarity(matter(event.text), matter(other.text)) >= ALIKE


def timeline(statements: Iterable[Statement], carried: tuple[Event, ...], latest: str) -> tuple[Event, ...]:
    """The timeline: the events of the last version, and those that new statements date, in order.

    The day of publication alone does not make an event, and neither does a date later than the item's own.

    Args:
        statements: what the new items say, the most important first; if two are about the same event, the first counts.
        carried: the events of the last version.
        latest: the day of the version; nothing later has happened yet.
    """
    new: list[Event] = []
    for event in _events(statements, latest):
        if len(new) < MOST_NEW and not any(_tell_the_same(event, other) for other in (*carried, *new)):
            new.append(event)
    return tuple(sorted((*carried, *new), key=lambda event: event.date))


def _events(statements: Iterable[Statement], latest: str) -> Iterator[Event]:
    for statement in statements:
        when = _dated(statement)
        text = attributed(statement) if when and when <= latest and not statement.is_headline else ""
        if when and text:
            yield Event(when, text)
