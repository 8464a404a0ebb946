"""The day of an event: when what a sentence tells has happened, and for when it announces something."""

import re
from collections.abc import Iterator
from datetime import date

from dateline.core.cues import CueGroup, Cues
from dateline.core.text import quotations
from dateline.core.text.saying import any_of
from dateline.core.text.tables import ALWAYS_SAY, REPORTS_SAY, SAY_BEFORE_WORDS
from dateline.desk.extractive.days import Day
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.measures import is_negated

_DECIDES: tuple[CueGroup, ...] = ("decision", "called_off", "postponement", "reversal")
_NO_PLAN: tuple[CueGroup, ...] = ("possible", "unknown", "called_off")
_PLANS: tuple[CueGroup, ...] = ("expectation", "decision", "postponement")

_FULL, _YEAR = len("2026-05-08"), len("2026")
_NEAR_DAYS = 2
"""In a language whose tenses are not read, a weekday at most this long before the item is in the past."""
_SAY = any_of((ALWAYS_SAY | SAY_BEFORE_WORDS | REPORTS_SAY) - {"found", "finds", "showed", "shows", "revealed", "called"})
_SAYING = re.compile(rf"\b{_SAY}\b")
_TOLD = re.compile(
    rf"\b(?:{_SAY}|estimated|(?:a|ont)\s(?:dit|déclaré|annoncé|indiqué|précisé)|dijo|dijeron|anunció|informó)\s(?:\w+\s){{0,2}}"
    r"(?:on\s|le\s|el\s)?$"
)
_TOLD_AFTER = re.compile(r"^\s(?:mitteilte\w*|teilte\w*|sagte\w*|erklärte\w*|ankündigte\w*|bekannt\s?gab\w*|angab\w*)\b")
_PAST = re.compile(
    r"(?i:\b(?:was|were|has|have|had|took|gave|began|rose|fell|met|held|won|lost|left|came|went|made|found|set|broke|stood|sank|"
    r"ran|said|told|saw|sent|paid|sold|bought|led|hit|cut|put|[a-z]{2,}ed)\b)"
)
_COMING = re.compile(
    r"(?i:\b(?:will|won['’]t|would|shall|should|(?-i:may)|might|could|must|plans? to|expects?|hopes?|due|set to|(?:is|are) to|"
    r"scheduled)\b)"
)
_WILL_TELL = re.compile(r"\bwill (?:say|tell|inform|announce|comment|explain|answer)\b")
_HAD = re.compile(r"(?i:\bhad\b|\bhatten?\b|\bavai(?:t|ent)\b|\bhabían?\b)")
_EARLIER = re.compile(
    r"(?i:\b(?:last (?:week|month|year|spring|summer|autumn|winter)|ago|recently|earlier|still|once|for (?:\w+ )?years)\b|"
    r"\b(?:letzte[nrs]? |vorige[nrs]? |vergangene[nrs]? )|\bvor (?:\w+ )(?:Tagen|Wochen|Monaten|Jahren)\b|\bfrüher\b|"
    r"\bderni(?:er|ère)s?\b|\bil y a\b|\brécemment\b|\bpasad[oa]s?\b|\bhace \w+ (?:días|semanas|meses|años)\b|\brecientemente\b)"
)
"""Words for a time before the item's own day."""
_PERFECT = re.compile(r"\b(?:has|have)\s(?:also\s|now\s|since\s)?[a-z]+(?:ed|en|wn|nt|pt|ld|un|ut)\b")
_ABOUT_ARTICLE = re.compile(
    r"(?i:^\W*(?:(?:last|first)\s)?(?:updated|published|posted|corrected|amended|modified|reviewed)\b|editor['’]?s['’]?\snote|"
    r"\bthis\s(?:article|story|post|page|piece|report|entry)\s(?:was|has\sbeen|is)\s|^\W*(?:date|sent|received|from|on)\s?:|"
    r"\bwrote\s?:?$|^on\s.{5,60}\swrote\b)"
)
"""Words about the article itself, or from the header of a mail."""
_RELATIVE = re.compile(r",?\s\b(?:that|which|who|whom|whose|where)\b\s[^,;]*$")
"""A relative clause that goes on up to a date."""
_OF_A_NOUN = re.compile(r"^\s(?:was|were|is|are|has|had|will|[a-z]{3,}ed|prices|dollars|euros|pounds|terms)\b")
"""How a sentence goes on after a date that belongs to a noun: "the bridge built in 1962 collapsed"."""


def happened(fact: Fact) -> str:
    """The day, month or year in a sentence on which what it tells has happened; empty if it names none, or several."""
    if fact.finds("unknown") or (fact.finds("denial") and not changes(fact)) or _ABOUT_ARTICLE.search(fact.words):
        return ""
    named = [one for one in fact.days if one.value <= fact.day[: len(one.value)] and _is_of_the_event(one, fact)]
    events = [one for one in named if not _is_told(one, fact)] or named
    if len({one.value for one in events}) != 1:
        return ""
    day = events[0]
    if _is_of_a_noun(day, fact):
        return fact.day
    plans = [one for one in fact.deadlines if not _is_old(one, fact)]
    is_set = changes(fact) or (all(one.role == "until" for one in plans) if plans else bool(fact.figures))
    return day.value if (is_set if _is_told(day, fact) else _is_past(day, fact)) else ""


def _is_of_a_noun(day: Day, fact: Fact) -> bool:
    """Whether a day before the report belongs to a noun: "has opened an inquiry into the crash on 14 September"."""
    # English has no perfect with a definite time in the past, so the date cannot be that of the verb.
    perfect = _PERFECT.search(fact.words[: day.start])
    return perfect is not None and len(fact.day) == _FULL and day.value < fact.day[: len(day.value)]


def on_its_day(fact: Fact) -> bool:
    """Whether what a sentence without a day tells happened on the item's own day: it decides, or leads an item of that day."""
    if not is_of_now(fact):
        return False
    return changes(fact) and not quotations(fact.words) and (not fact.finds("expectation") or bool(fact.deadlines))


def changes(fact: Fact) -> bool:
    """Whether something is decided or called off, or somebody is hurt."""
    return any(map(fact.finds, _DECIDES)) or (fact.finds("harm") and not fact.finds("negation"))


def is_of_now(fact: Fact) -> bool:
    """Whether a sentence names no day that is over and is not about an earlier time, or a possible one."""
    past = [one for one in fact.days if one not in fact.deadlines and not _is_compared(one, fact)]
    is_earlier = _HAD.search(fact.words) or _EARLIER.search(fact.words)
    return not (past or len(fact.day) != _FULL or is_earlier or fact.finds("possible") or fact.finds("unknown"))


def is_saying(fact: Fact) -> bool:
    """Whether a sentence tells what somebody says."""
    return bool(_SAYING.search(fact.words)) or fact.is_speech


def announced(fact: Fact, today: str) -> str:
    """The day to come for which a sentence announces something; empty if there is none, or if it is only possible."""
    if any(map(fact.finds, _NO_PLAN)) or (fact.finds("denial") and not fact.finds("decision")) or happened(fact):
        return ""
    plans = any(map(fact.finds, _PLANS))
    if _WILL_TELL.search(fact.words) or (_HAD.search(fact.words) and not plans):
        return ""
    return next((one.value for one in fact.deadlines if one.value > today[: len(one.value)] and _is_plan(one, fact, plans)), "")


def _is_plan(day: Day, fact: Fact, plans: bool) -> bool:  # noqa: FBT001  # a cue that all days of a sentence share
    is_vague = len(day.value) == _YEAR or day.role == "until"
    return (
        (plans or not is_vague)
        and not is_negated(fact, day)
        and not _is_old(day, fact)
        and (day.role != "on" or not _is_beside(day, fact))
    )


def _is_of_the_event(day: Day, fact: Fact) -> bool:
    rest = fact.words[day.end :]
    return (
        day.role == "on"
        and not _is_old(day, fact)
        and not _is_beside(day, fact)
        and not (_has_number(day, fact) and _OF_A_NOUN.match(rest))
        and (_is_told(day, fact) or not _RELATIVE.search(fact.words[: day.start]))
    )


def _is_past(day: Day, fact: Fact) -> bool:
    """Whether a sentence tells what was, not what will be or regularly is."""
    if fact.cues.language == "en":
        return bool(_PAST.search(fact.words)) and not _COMING.search(fact.words)
    is_full = len(day.value) == len(fact.day) == _FULL
    return (
        not is_full or (date.fromisoformat(fact.day) - date.fromisoformat(day.value)).days <= _NEAR_DAYS or _has_number(day, fact)
    )


def _has_number(day: Day, fact: Fact) -> bool:
    return any(one.isdecimal() for one in fact.words[day.start : day.end])


def _is_told(day: Day, fact: Fact) -> bool:
    """Whether it is the day on which somebody said it."""
    return bool(_TOLD.search(fact.words[: day.start]) or _TOLD_AFTER.match(fact.words[day.end :]))


def _is_old(day: Day, fact: Fact) -> bool:
    return fact.cues.marks("old_value", fact.words, day.start)


def _is_compared(day: Day, fact: Fact) -> bool:
    return _is_old(day, fact) or _is_beside(day, fact)


def _is_beside(day: Day, fact: Fact) -> bool:
    """Whether the words right before a day say that it is not the day of the event: "weeks after", "the plan of"."""
    before = fact.words[: day.start].rstrip()
    return any(end == len(before) for _, end in _endings(fact.cues, before))


def _endings(cues: Cues, before: str) -> Iterator[tuple[int, int]]:
    return cues.places("beside", before)
