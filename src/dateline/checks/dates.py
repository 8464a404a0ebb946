"""Rules about dates and sources: a date comes from a source, and is only as precise as is known."""

import re
from collections.abc import Iterator

from dateline.checks.context import VersionContext
from dateline.checks.lookup import level_of
from dateline.checks.rule import Objection, Rule
from dateline.checks.source_text import SourceText
from dateline.core.citations import without
from dateline.core.days import is_later
from dateline.core.model import Event
from dateline.core.text import dates

_TO_THE_YEAR, _TO_THE_MONTH, _TO_THE_DAY = 4, 7, 10  # characters of a date
AHEAD = re.compile(
    r"\b(?:will|would|shall|plans to|planned|expect(?:s|ed)?|schedul(?:es|ed)|due|set to|"
    r"to (?:start|begin|take effect|come into force)|"
    r"announc(?:es|ed)|forecasts?|deadline|takes? effect|"
    r"from\s(?:\d|the\s\d|next|\w+day\b|January|February|March|April|May|June|July|August|September|October|November|December))\b",
    re.IGNORECASE,
)


def check_event_after_source(context: VersionContext) -> Iterator[Objection]:
    """An event that is dated later than every dated source it cites, although the entry says that it has happened.

    A report cannot know what happens after it. Usually such an event has the date on which the brief was written.

    Correct the date, or cite a later source.
    """
    for place, event, sources in events(context):
        dated = [source.listed.date for source in sources if source.listed.date]
        known = len(dated) == len(sources) and not any(source.body.has_date(event.date) for source in sources)
        if (
            dated
            and known
            and not event.ahead
            and all(is_later(event.date, day) for day in dated)
            and not AHEAD.search(without(event.text))
        ):
            message = f"{event.date} is later than the sources cited ({max(dated)})"
            yield Objection(f"timeline[{place}].date", event.text, message, "Correct the date, or cite a later source.")


def check_coerced_date(context: VersionContext) -> Iterator[Objection]:
    """The first day of a month or a year, if only the month or the year is known.

    `2026-05-01` says that it was that Friday. A program that fills in a missing day makes up a fact.

    Write `2026-05` or `2026`.
    """
    for place, event, sources in events(context):
        if len(event.date) < _TO_THE_DAY or not event.date.endswith("-01") or _gives(event.date, event.text, sources):
            continue
        vague = _TO_THE_YEAR if event.date.endswith("-01-01") else _TO_THE_MONTH
        if any(source.body.has_date(event.date[:end]) for source in sources for end in {vague, _TO_THE_MONTH}):
            message = f"{event.date} is given, but only {event.date[:vague]} is known"
            yield Objection(f"timeline[{place}].date", event.text, message, f"Write {event.date[:vague]}.")


def check_undated_event(context: VersionContext) -> Iterator[Objection]:
    """An event whose date is in none of the sources that it cites, which have no date themselves.

    A date must come from somewhere: from the text of a source, or from the day on which the source was published.

    Cite a dated source, or give the date only as precisely as it is known.
    """
    for place, event, sources in events(context):
        if len(event.date) == _TO_THE_YEAR or any(source.listed.date for source in sources):
            continue
        if any(source.body.has_date(event.date) for source in sources):
            continue
        message = f"no source cited gives the date {event.date}"
        hint = "Cite a dated source, or give the date less precisely."
        yield Objection(f"timeline[{place}].date", event.text, message, hint, level_of(sources))


def events(context: VersionContext) -> Iterator[tuple[int, Event, list[SourceText]]]:
    """The timeline's entries that cite known sources, with these sources."""
    for place, event in enumerate(context.version.timeline):
        keys = dict.fromkeys(context.analysed.texts[event.text].citations)
        sources = context.known(keys)
        if sources:
            yield place, event, sources


def _gives(day: str, text: str, sources: list[SourceText]) -> bool:
    """Whether the text or a source that it cites has this exact day."""
    said = {moment.value for moment in dates(text)}
    return day in said or f"-{day[_TO_THE_YEAR:]}" in said or any(source.body.has_date(day) for source in sources)


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("event-after-source", "warning", "dates", check_event_after_source),
    Rule("coerced-date", "warning", "dates", check_coerced_date),
    Rule("undated-event", "warning", "dates", check_undated_event),
)
