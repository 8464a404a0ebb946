"""Checks of what an answer says about the figures that the story follows, about what is ahead, and about sides of tensions."""

from collections.abc import Iterator

from dateline.core.constraints import DATE
from dateline.core.model import Finding, Version
from dateline.core.text import dates, figures, find_quote
from dateline.desk.edit_context import EditContext
from dateline.desk.edits import Edits

_TO_THE_DAY = 10  # characters of a date
_FEWEST = 2


def followed_objections(edits: Edits, context: EditContext) -> Iterator[Finding]:
    """What is wrong with the figures, the events ahead and the sides of an answer."""
    yield from _values(edits, context)
    yield from _ahead(edits, context)
    yield from _sides(edits, context)


def is_date(text: str) -> bool:
    """Whether a text is a date, as precise as is known."""
    try:
        DATE.check(text)
    except ValueError:
        return False
    return True


# --- figures ---------------------------------------------------------------------------------------------------------------


def _values(edits: Edits, context: EditContext) -> Iterator[Finding]:
    rows = [(f"figures[{i}]", one.value, one.sources) for i, one in enumerate(edits.figures) if one.outcome == "changed"]
    rows += [(f"new_figures[{i}]", one.value, one.sources) for i, one in enumerate(edits.new_figures)]
    for at, value, keys in rows:
        if strangers := [key for key in keys if key not in context.offered]:
            message = f"no such item was offered: {', '.join(strangers)}"
            yield context.objection("unknown-source", at, value, message, "Give keys of `items` and `known_sources`.")
        elif not _is_in(value, [text for key in keys for text in context.texts.get(key, ())]):
            message = f'"{value}" is in none of the items that are given for it'
            yield context.objection("ungrounded-number", at, value, message, "Copy the value from an item, and give its key.")
    for i, one in enumerate(edits.figures):
        if one.outcome == "dropped" and not one.why.strip():
            message = f"figure {one.id} is dropped without a reason"
            yield context.objection("unaccounted", f"figures[{i}]", "", message, "Say why.")


def _is_in(value: str, texts: list[str]) -> bool:
    """Whether texts have a value word for word, or every figure and date in it. A value without any needs only a text."""
    ground = "\n\n".join(texts)
    if not texts or find_quote(value, ground):
        return bool(texts)
    known, days = figures(ground), {moment.value for moment in dates(ground)}
    without_year = {day.lstrip("-")[-5:] for day in days}
    has_figures = all(any(one.agrees(other) for other in known) for one in figures(value))
    return has_figures and all(moment.value in days or moment.value.lstrip("-")[-5:] in without_year for moment in dates(value))


# --- what is ahead ---------------------------------------------------------------------------------------------------------


def _ahead(edits: Edits, context: EditContext) -> Iterator[Finding]:
    for i, one in enumerate(edits.settled):
        claim = context.claims.get(one.number)
        if claim and not claim.ahead:
            message, hint = f"claim {one.number} is not ahead", "Put it under changed."
            yield context.objection("bad-place", f"settled[{i}]", one.text, message, hint)
    for at, date, text, is_to_come in _dated(edits, context):
        if not is_date(date):
            yield context.objection("bad-date", at, text, f'"{date}" is not a date', "Write 2026, 2026-04 or 2026-04-14.")
        elif is_to_come and not _is_to_come(date, context):
            hint = "Say under settled what came of it, or list it as an event that has happened."
            yield context.objection("bad-date", at, text, f"{date} is not after this version", hint)
        elif not is_to_come and date > context.assignment.published[: len(date)]:
            yield context.objection("bad-date", at, text, f"{date} is in the future", "Leave it ahead.")


def _dated(edits: Edits, context: EditContext) -> Iterator[tuple[str, str, str, bool]]:
    """The events that are or were ahead: path in the answer, date, text, and whether they are ahead now."""
    yield from ((f"announced[{i}].date", one.date, one.text, True) for i, one in enumerate(edits.announced))
    yield from ((f"settled[{i}].date", one.date, one.text, one.outcome == "moved") for i, one in enumerate(edits.settled))
    ahead = {number: claim for number, claim in context.claims.items() if claim.ahead}
    for i, one in enumerate(edits.changed):
        if one.number in ahead:
            yield f"changed[{i}].date", one.date, one.text, True
    for i, number in enumerate(edits.kept):
        if number in ahead:
            yield f"kept[{i}]", ahead[number].date, ahead[number].text, True


def _is_to_come(date: str, context: EditContext) -> bool:
    today = context.assignment.published[: len(date)]
    return date > today or (date == today and len(date) < _TO_THE_DAY)


# --- tensions --------------------------------------------------------------------------------------------------------------


def _sides(edits: Edits, context: EditContext) -> Iterator[Finding]:
    held = {one.id for one in context.last.tensions} if context.last else set()
    for i, tension in enumerate(edits.tensions):
        if tension.id not in held:
            message = f'there is no tension "{tension.id}"'
            yield context.objection("bad-place", f"tensions[{i}]", "", message, "Use the id of a tension in the ledger.")


# --- the version made from the edits ---------------------------------------------------------------------------------------


def unsupported(version: Version, context: EditContext) -> Iterator[Finding]:
    """Figures whose sources nothing in the version cites, and tensions whose sides or text are incomplete."""
    cited = {source.key for source in version.sources}
    for place, figure in enumerate(version.figures):
        if strangers := [key for key in figure.sources if key not in cited]:
            message = f"nothing in the text cites {', '.join(strangers)}, on which the figure {figure.id} rests"
            hint = "Cite it where the text gives the value, give another source, or drop the figure."
            yield context.objection("unknown-source", f"figures[{place}].sources", figure.value, message, hint)
    for place, tension in enumerate(version.tensions):
        if not tension.text or 0 < len(tension.sides) < _FEWEST:
            message = f"the tension {tension.id} has no text, or only one side"
            hint = "Say in its text what the dispute is about, and give it two sides or none."
            yield context.objection("bad-shape", f"tensions[{place}]", tension.text, message, hint)
