"""Checks of a model's edits before a version is made from them. A single objection rejects the whole answer.

The model has read what strangers wrote, so its answer is trusted no more than theirs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from dateline.core import codec, layout
from dateline.core.citations import cited, malformed, without
from dateline.core.codec.lengths import overlong, texts
from dateline.core.model import Finding, Version
from dateline.core.text import figures, find_quote, fold, is_cut
from dateline.desk.draft import Assignment
from dateline.desk.edit_context import AddedText, EditContext, added_texts, new_sides
from dateline.desk.edits import Added, Corrected, Edits, Quote
from dateline.desk.verify_followed import followed_objections, is_date, unsupported

MOST_IN_ALL = 200_000
"""In characters; an answer within the limit of tokens has fewer."""
SHOWN = 100
LEAST_BYTES = 12
"""A shorter quote proves nothing, unless it is the whole title."""
TURNS = frozenset(
    """
    but yet however despite although though while whereas unless except instead nevertheless nonetheless still never no not
    cannot fails failed without because therefore
    """.split()
)
"""Words that reverse a statement; in a claim that is based on a cut title they are a guess."""
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|\bwww\.|\]\s*\(|!\[|<[a-z/!?]|javascript:|\bmailto:", re.IGNORECASE)


def objections(edits: Edits, assignment: Assignment) -> tuple[Finding, ...]:
    """Everything that is wrong with an answer, with its place; empty if a version can be made from it."""
    context = EditContext(assignment)
    if long := tuple(_overlong(edits, context)):
        return long  # nothing else is checked in them
    found = [
        *_unaccounted(edits, context),
        *_places(edits, context),
        *_dates(edits, context),
        *_corrections(edits, context),
        *_uncited(edits, context),
        *followed_objections(edits, context),
    ]
    for words in added_texts(edits, context):
        found += _words(words, context)
    return tuple(found)


# --- lengths ---------------------------------------------------------------------------------------------------------------


def _overlong(value: Edits | Version, context: EditContext) -> Iterator[Finding]:
    """Each text that is too long for a draft, and an answer that is too long altogether."""
    hint = "Use fewer words."
    known = {one.words for one in texts(context.last)} if context.last else set()
    long = list(overlong(value, known))
    yield from (context.objection("too-long", one.at, f"{one.words[:SHOWN]}…", one.objection, hint) for one in long)
    whole = sum(len(one.words) for one in texts(value)) if isinstance(value, Edits) else 0
    if whole > MOST_IN_ALL and not long:
        yield context.objection("too-long", "", "", f"{whole:,} characters in all; an answer may have {MOST_IN_ALL:,}", hint)


# --- everything in the last version is accounted for -----------------------------------------------------------------------


def _unaccounted(edits: Edits, context: EditContext) -> Iterator[Finding]:
    numbers = [*edits.kept, *(one.number for one in edits.changed), *(one.number for one in edits.dropped)]
    numbers += [one.number for one in edits.settled]
    last = context.last
    questions = [one.id for one in last.open_questions] if last else []
    voices = [one.id for one in last.perspectives] if last else []
    figures = [one.id for one in last.figures] if last else []
    yield from _counted("claim", map(str, numbers), map(str, context.claims), context)
    yield from _counted("figure", (one.id for one in edits.figures), figures, context)
    yield from _counted("question", (one.id for one in edits.questions), questions, context)
    yield from _counted("voice", (one.id for one in edits.voices), voices, context)
    for i, gone in enumerate(edits.dropped):
        if not gone.why.strip():
            message = f"claim {gone.number} is dropped without a reason"
            yield context.objection("unaccounted", f"dropped[{i}]", "", message, "Say why.")


def _counted(kind: str, named: Iterable[str], carried: Iterable[str], context: EditContext) -> Iterator[Finding]:
    counts, expected = Counter(named), list(carried)
    wrong = {
        "not accounted for": [one for one in expected if one not in counts],
        "accounted for more than once": [one for one, count in counts.items() if count > 1],
        "not in the last version": [one for one in counts if one not in expected],
    }
    for what, names in wrong.items():
        if names:
            message = f"{kind} {', '.join(names[:20])}{' …' * (len(names) > 20)}: {what}"  # noqa: PLR2004
            yield context.objection("unaccounted", "", "", message, f"Name each {kind} of the last version exactly once.")


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


# --- words, citations and quotes -------------------------------------------------------------------------------------------


def _words(words: AddedText, context: EditContext) -> Iterator[Finding]:
    if not words.text.strip():
        yield context.objection("bad-shape", words.at, "", "no words", "Write them, or leave the entry out.")
    if _ADDRESS.search(words.text):
        message = "the text has an address or markup in it"
        yield context.objection(
            "address-in-text", words.at, words.text, message, "Write plain sentences; sources are cited by key."
        )
    for wrong in malformed(words.text):
        yield context.objection("unknown-source", words.at, words.text, f"{wrong} is not a citation", "Write [@key].")
    strangers = sorted({*cited(words.text), *(quote.key for quote in words.quotes)} - context.offered)
    if strangers:
        message = f"no such item was offered: {', '.join(strangers)}"
        yield context.objection("unknown-source", words.at, words.text, message, "Cite keys of `items` and `known_sources`.")
    yield from _quotes(words, context)
    yield from _beyond_the_cut(words, context)


def _quotes(words: AddedText, context: EditContext) -> Iterator[Finding]:
    carried = {quote.key for quote in words.quotes} | set(cited(words.before))
    for key in dict.fromkeys(cited(words.text)):
        if key in context.offered and key not in carried:
            message = f"nothing is quoted from {key}, which is cited here for the first time"
            yield context.objection("quote-missing", words.at, words.text, message, "Give the words that support the sentence.")
    for quote in words.quotes:
        if quote.key in context.offered and not _carries(quote, context):
            message = f'"{quote.words}" is not in {quote.key}'
            hint = "Copy at least three words of the item unchanged, or leave the claim out."
            yield context.objection("quote-not-found", words.at, quote.words, message, hint)


def _carries(quote: Quote, context: EditContext) -> bool:
    is_long = len(fold(quote.words).encode()) >= LEAST_BYTES or fold(quote.words) == fold(context.titles.get(quote.key, ""))
    return is_long and any(find_quote(quote.words, text) for text in context.texts.get(quote.key, ()))


def _beyond_the_cut(words: AddedText, context: EditContext) -> Iterator[Finding]:
    """A figure, or a word such as "but", in a claim that is based on a cut title, if no cited item has it."""
    keys = [key for key in dict.fromkeys(cited(words.text)) if key in context.texts]
    if not any(is_cut(context.texts[key][-1]) or is_cut(context.titles[key]) for key in keys):
        return
    ground = "\n\n".join((*(text for key in keys for text in context.texts[key]), without(words.before)))
    said = without(words.text)
    known = figures(ground)
    guessed = [figure.text for figure in figures(said) if not any(figure.agrees(other) for other in known)]
    at_hand = set(_WORD.findall(fold(ground)))
    guessed += [word for word in dict.fromkeys(_WORD.findall(fold(said))) if word in TURNS and word not in at_hand]
    if guessed:
        message = f'"{guessed[0]}" is not in the words before the cut'
        hint = "Use only the words before the cut, or cite an item that says more."
        yield context.objection("cut-title", words.at, words.text, message, hint)


# --- the version made from the edits ---------------------------------------------------------------------------------------


def version_objections(version: Version, assignment: Assignment) -> tuple[Finding, ...]:
    """What is wrong with a version as a file, including required sections that are empty."""
    context = EditContext(assignment)
    file = layout.version_path(assignment.dossier.slug, version.version)
    problems = codec.parse(Version, codec.dump(version).encode(), file).problems
    found = [context.objection(one.rule, one.at, "", one.message, one.hint) for one in problems]
    found += _overlong(version, context)
    empty = [
        name
        for name, held in (("what", version.what), ("narrative", version.narrative), ("sources", version.sources))
        if not held
    ]
    found += [context.objection("emptied-section", name, "", f"{name} is empty", "Write it.") for name in empty]
    found += unsupported(version, context)
    for i, voice in enumerate(version.perspectives):
        if not voice.view:
            message = f"{voice.voice} is kept but has no view"
            found.append(
                context.objection("emptied-section", f"perspectives[{i}].view", "", message, "Give its view, or let it depart.")
            )
    return tuple(found)
