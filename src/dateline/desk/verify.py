"""Checks of a model's edits before a version is made from them. A single objection refuses the entry that it is about.

The model has read what strangers wrote, so its answer is trusted no more than theirs.
"""

from collections.abc import Iterator

from dateline.core import codec, layout
from dateline.core.codec.lengths import overlong, texts
from dateline.core.model import Finding, Version
from dateline.desk.draft import Assignment
from dateline.desk.edit_context import EditContext, added_texts
from dateline.desk.edits import Edits
from dateline.desk.verify_account import account_objections
from dateline.desk.verify_changes import changes_objections
from dateline.desk.verify_claims import claim_objections
from dateline.desk.verify_events import event_objections
from dateline.desk.verify_followed import followed_objections, unsupported
from dateline.desk.verify_questions import question_objections
from dateline.desk.verify_words import word_objections

MOST_IN_ALL = 200_000
"""In characters; an answer within the limit of tokens has fewer."""
SHOWN = 100


def objections(edits: Edits, assignment: Assignment) -> tuple[Finding, ...]:
    """Everything that is wrong with an answer, with its place; empty if a version can be made from it."""
    context = EditContext(assignment)
    if long := tuple(_overlong(edits, context)):
        return long  # nothing else is checked in them
    found = [
        *account_objections(edits, context),
        *followed_objections(edits, context),
        *question_objections(edits, context),
        *event_objections(edits, context),
    ]
    for words in added_texts(edits, context):
        found += word_objections(words, context)
        found += claim_objections(words, context)
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


# --- the version made from the edits ---------------------------------------------------------------------------------------


def version_objections(version: Version, edits: Edits, assignment: Assignment) -> tuple[Finding, ...]:
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
    found += changes_objections(version, edits, context)
    for i, voice in enumerate(version.perspectives):
        if not voice.view:
            message = f"{voice.voice} is kept but has no view"
            found.append(
                context.objection("emptied-section", f"perspectives[{i}].view", "", message, "Give its view, or let it depart.")
            )
    return tuple(found)
