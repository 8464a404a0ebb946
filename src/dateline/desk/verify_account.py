"""Checks that an answer accounts for all of the last version, and that its places, dates and corrections are possible."""

from collections import Counter
from collections.abc import Iterable, Iterator

from dateline.core.citations import cited, without
from dateline.core.model import Finding, Version
from dateline.core.text import find_quote, fold
from dateline.desk.edit_context import EditContext, new_sides
from dateline.desk.edits import Added, Corrected, Edits
from dateline.desk.verify_followed import is_date

MOST_NAMES = 20
"""How many names an objection has, and how many entries that do not exist are named."""


def account_objections(edits: Edits, context: EditContext) -> Iterator[Finding]:
    """What is not accounted for, and every place, date and correction that cannot be."""
    yield from _unaccounted(edits, context)
    yield from _places(edits, context)
    yield from _dates(edits, context)
    yield from _corrections(edits, context)
    yield from _uncited(edits, context)


# --- everything in the last version is accounted for -----------------------------------------------------------------------


def _unaccounted(edits: Edits, context: EditContext) -> Iterator[Finding]:
    numbers = [("kept", str(number)) for number in edits.kept]
    for name in ("changed", "dropped", "settled"):
        numbers += [(f"{name}[{i}]", str(one.number)) for i, one in enumerate(getattr(edits, name))]
    yield from _counted("claim", numbers, map(str, context.claims), context)
    for kind, name, carried in (
        ("figure", "figures", "figures"),
        ("question", "questions", "open_questions"),
        ("voice", "voices", "perspectives"),
    ):
        named = [(f"{name}[{i}]", one.id) for i, one in enumerate(getattr(edits, name))]
        yield from _counted(kind, named, (one.id for one in getattr(context.last, carried, ())), context)
    for i, gone in enumerate(edits.dropped):
        if not gone.why.strip():
            message = f"claim {gone.number} is dropped without a reason"
            yield context.objection("unaccounted", f"dropped[{i}]", "", message, "Say why.")


def _counted(kind: str, named: list[tuple[str, str]], carried: Iterable[str], context: EditContext) -> Iterator[Finding]:
    """What is wrong with the names of one kind, each with its place in the answer."""
    counts, expected = Counter(name for _, name in named), list(carried)
    wrong = {
        "not accounted for": [one for one in expected if one not in counts],
        "accounted for more than once": [one for one in expected if counts[one] > 1],
    }
    for what, names in wrong.items():
        if names:
            message = f"{kind} {', '.join(names[:MOST_NAMES])}{' …' * (len(names) > MOST_NAMES)}: {what}"
            yield context.objection("unaccounted", "", "", message, f"Name each {kind} of the last version exactly once.")
    for at, name in [one for one in named if one[1] not in expected][:MOST_NAMES]:
        message = f"{kind} {name}: not in the last version"
        yield context.objection("unaccounted", at, "", message, f"Leave it out: there is no such {kind}.")


# --- places and dates ------------------------------------------------------------------------------------------------------


def _places(edits: Edits, context: EditContext) -> Iterator[Finding]:
    departed = {one.id for one in edits.voices if one.outcome == "departed"}
    for i, one in enumerate(edits.added):
        if wrong := _misplaced(one, context, departed):
            yield context.objection("bad-place", f"added[{i}]", one.text, wrong, "Use a place that is in the ledger.")


def _misplaced(one: Added, context: EditContext, departed: set[str]) -> str:
    """What is wrong with the place of a new claim; empty if nothing is."""
    if one.section == "timeline":
        return ""
    places = {(claim.section, claim.at) for claim in context.claims.values()}
    is_there = (one.section, one.at) in places and one.at not in departed
    if one.section == "narrative":
        is_there = one.at.isascii() and one.at.isdecimal() and 0 < int(one.at) < 1000  # noqa: PLR2004
    if one.section in ("what", "why_it_matters"):
        is_there = not one.at
    if not is_there:
        return f'there is no place "{one.at}" in {one.section}'
    claim = context.claims.get(one.after)
    if one.after and (claim is None or (claim.section, claim.at) != (one.section, one.at)):
        return f"claim {one.after} is not at this place"
    return ""


def _dates(edits: Edits, context: EditContext) -> Iterator[Finding]:
    rows = [(f"added[{i}].at", one.at, one.text) for i, one in enumerate(edits.added) if one.section == "timeline"]
    for i, one in enumerate(edits.changed):
        claim = context.claims.get(one.number)
        if claim and claim.section == "timeline" and not claim.ahead:
            rows.append((f"changed[{i}].date", one.date, one.text))
    today = context.assignment.published[:10]
    for at, date, text in rows:
        if not is_date(date):
            yield context.objection("bad-date", at, text, f'"{date}" is not a date', "Write 2026, 2026-04 or 2026-04-14.")
        elif date > today[: len(date)]:
            yield context.objection("bad-date", at, text, f"{date} is in the future", "List what is ahead under announced.")


def _corrections(edits: Edits, context: EditContext) -> Iterator[Finding]:
    said = {one.version: fold(" ¶ ".join(without(field.text) for field in one.text_fields())) for one in _versions(context)}
    for i, one in enumerate(edits.corrections):
        if not _was_said(one, said.get(one.of, "")):
            message = f"version {one.of} does not say this"
            hint = "Copy the words of that version unchanged, or leave the correction out."
            yield context.objection("unfounded-correction", f"corrections[{i}]", one.was, message, hint)


def _versions(context: EditContext) -> tuple[Version, ...]:
    return context.assignment.dossier.versions


def _was_said(one: Corrected, text: str) -> bool:
    return bool(one.was.strip()) and find_quote(without(one.was), text)


def _uncited(edits: Edits, context: EditContext) -> Iterator[Finding]:
    """New claims without citations, as instructions hidden in an item would be. Why it matters may judge without citing."""
    rows = [(f"added[{i}]", one.text) for i, one in enumerate(edits.added) if one.section != "why_it_matters"]
    rows += [(f"announced[{i}]", one.text) for i, one in enumerate(edits.announced)]
    rows += [(f"settled[{i}]", one.text) for i, one in enumerate(edits.settled)]
    rows += [(at, side.text) for at, side in new_sides(edits)]
    for at, text in rows:
        if not cited(text):
            hint = "Cite the item that says it, or leave it out."
            yield context.objection("uncited-claim", at, text, "the new claim cites nothing", hint)
