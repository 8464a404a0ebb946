"""Rules about dates alone: they are in order, and not later than the version."""

from collections.abc import Iterator
from itertools import pairwise

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.core.days import is_later

_TO_THE_DAY = 10  # characters of a date


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
    """An event or a source that is dated later than the version, and not marked `ahead`.

    A timeline says what has happened. What was announced for a later day is marked `ahead`, or belongs in the entry for the day
    on which it was announced.

    Correct the date, mark the event with `ahead: true`, or date the entry by the announcement.
    """
    filed = context.version.published
    for place, event in enumerate(context.version.timeline):
        if is_later(event.date, filed) and not event.ahead:
            hint = "Correct the date, mark the event with ahead: true, or date the entry by the announcement."
            yield Objection(f"timeline[{place}].date", event.date, f"later than the version ({filed[:_TO_THE_DAY]})", hint)
    for source in context.version.sources:
        if source.date and is_later(source.date, filed):
            message = f"later than the version ({filed[:_TO_THE_DAY]})"
            yield Objection(f"sources.{source.key}.date", source.date, message, "Correct the date, or remove it.")


def check_ahead_passed(context: VersionContext) -> Iterator[Objection]:
    """An event that the newest version still marks as `ahead`, although its day was over when the version was filed.

    Readers want to know whether what was announced has happened. Left ahead, it looks as if nobody went back to look.

    Say what came of it: take `ahead` away if it happened, give the new date if it was moved, or say in `changes` why it is gone.
    """
    for place, event in enumerate(context.version.timeline if _is_newest(context) else ()):
        if event.ahead and is_later(context.version.published, event.date):
            hint = "Take ahead away if it happened, give the new date if it was moved, or remove it and say why in changes."
            yield Objection(f"timeline[{place}].ahead", event.text, f"still ahead, but {event.date} is over", hint)


def check_due_passed(context: VersionContext) -> Iterator[Objection]:
    """A question that the newest version still asks, although the answer should have been known when the version was filed.

    Readers were told when to expect an answer. A date that is over says that nobody went back to look. The version that first
    asks what came of an event, for the date of that event, has just looked.

    Close the question with its answer, set `due` to the new date, or remove `due` if no date is known.
    """
    before = context.before
    known = {one.id for one in before.open_questions} if before else set()
    announced = {one.date for one in before.timeline if one.ahead} if before else set()
    for place, question in enumerate(context.version.open_questions if _is_newest(context) else ()):
        asks_what_came = question.due in announced and question.id not in known
        if question.due and is_later(context.version.published, question.due) and not asks_what_came:
            hint = "Close the question with its answer, set due to the new date, or remove due if no date is known."
            yield Objection(f"open_questions[{place}].due", question.text, f"still open, but {question.due} is over", hint)


def _is_newest(context: VersionContext) -> bool:
    """Whether no later version has replaced this one."""
    latest = context.dossier.latest
    return not latest or context.number >= latest.version


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("timeline-order", "error", "dates", check_timeline_order),
    Rule("future-date", "warning", "dates", check_future_date),
    Rule("ahead-passed", "warning", "dates", check_ahead_passed),
    Rule("due-passed", "warning", "dates", check_due_passed),
)
