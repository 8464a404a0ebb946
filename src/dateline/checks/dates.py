"""Rules about dates: they are in order, possible, and only as precise as is known."""

import re
from collections.abc import Iterator
from itertools import pairwise

from dateline.checks.context import VersionContext
from dateline.checks.lookup import level_of
from dateline.checks.rule import Objection, Rule
from dateline.checks.source_text import SourceText
from dateline.core.model import Event
from dateline.core.text import dates

_TO_THE_YEAR, _TO_THE_MONTH, _TO_THE_DAY = 4, 7, 10  # characters of a date
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans to|planned|expect(?:s|ed)?|schedul(?:es|ed)|due|set to|"
    r"to (?:start|begin|take effect|come into force)|"
    r"announc(?:es|ed)|forecasts?|deadline|takes? effect|from)\b",
    re.IGNORECASE,
)


def check_timeline_order(context: VersionContext) -> Iterator[Objection]:
    """A timeline entry that is dated before the entry above it.

    A timeline that jumps back can make one event look like the cause of another. A month comes before its days.

    Move the entry, or correct its date.
    """
    for place, (before, event) in enumerate(pairwise(context.version.timeline), 1):
        if event.date < before.date:
            hint = "Move the entry up, or correct its date."
            yield Objection(f"timeline[{place}].date", event.date, f"comes after {before.date}", hint)


def check_future_date(context: VersionContext) -> Iterator[Objection]:
    """An event or a source that is dated later than the version.

    A timeline says what has happened. A plan belongs in the entry for the day on which it was announced.

    Correct the date, or date the entry by the announcement.
    """
    filed = context.version.published
    for place, event in enumerate(context.version.timeline):
        if _is_later(event.date, filed):
            hint = "Correct the date, or date the entry by the announcement."
            yield Objection(f"timeline[{place}].date", event.date, f"later than the version ({filed[:_TO_THE_DAY]})", hint)
    for source in context.version.sources:
        if source.date and _is_later(source.date, filed):
            message = f"later than the version ({filed[:_TO_THE_DAY]})"
            yield Objection(f"sources.{source.key}.date", source.date, message, "Correct the date, or remove it.")


def check_event_after_source(context: VersionContext) -> Iterator[Objection]:
    """An event that is dated later than every dated source it cites, although the entry says that it has happened.

    A report cannot know what happens after it. Usually such an event has the date on which the brief was written.

    Correct the date, or cite a later source.
    """
    for place, event, sources in _events(context):
        dated = [source.listed.date for source in sources if source.listed.date]
        known = len(dated) == len(sources) and not any(source.body.has_date(event.date) for source in sources)
        if dated and known and all(_is_later(event.date, day) for day in dated) and not _AHEAD.search(event.text):
            message = f"{event.date} is later than the sources cited ({max(dated)})"
            yield Objection(f"timeline[{place}].date", event.text, message, "Correct the date, or cite a later source.")


def check_coerced_date(context: VersionContext) -> Iterator[Objection]:
    """The first day of a month or a year, if only the month or the year is known.

    `2026-05-01` says that it was that Friday. A program that fills in a missing day makes up a fact.

    Write `2026-05` or `2026`.
    """
    for place, event, sources in _events(context):
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
    for place, event, sources in _events(context):
        if len(event.date) == _TO_THE_YEAR or any(source.listed.date for source in sources):
            continue
        if any(source.body.has_date(event.date) for source in sources):
            continue
        message = f"no source cited gives the date {event.date}"
        hint = "Cite a dated source, or give the date less precisely."
        yield Objection(f"timeline[{place}].date", event.text, message, hint, level_of(sources))


def _events(context: VersionContext) -> Iterator[tuple[int, Event, list[SourceText]]]:
    """The timeline's entries that cite known sources, with these sources."""
    for place, event in enumerate(context.version.timeline):
        keys = dict.fromkeys(context.analysed.texts[event.text].citations)
        sources = [context.source_texts[key] for key in keys if key in context.source_texts]
        if sources:
            yield place, event, sources


def _gives(day: str, text: str, sources: list[SourceText]) -> bool:
    """Whether the text or a source that it cites has this exact day."""
    said = {moment.value for moment in dates(text)}
    return day in said or f"-{day[_TO_THE_YEAR:]}" in said or any(source.body.has_date(day) for source in sources)


def _is_later(date: str, than: str) -> bool:
    """Whether a date is later than another, compared at the precision of the less precise one."""
    shared = min(len(date), len(than), _TO_THE_DAY)
    return date[:shared] > than[:shared]


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("timeline-order", "error", "dates", check_timeline_order),
    Rule("future-date", "warning", "dates", check_future_date),
    Rule("event-after-source", "warning", "dates", check_event_after_source),
    Rule("coerced-date", "warning", "dates", check_coerced_date),
    Rule("undated-event", "warning", "dates", check_undated_event),
)
