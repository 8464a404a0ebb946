"""Rules about corrections: each is of an earlier version, and of something that this version said."""

import re
from collections.abc import Iterator

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.core import layout
from dateline.core.citations import without
from dateline.core.model import Correction, Event, Version
from dateline.core.text import find_quote

_NUMBERED = re.compile(r"\s?\[\d{1,4}\]")
_BETWEEN = "\n¶\n"


def check_correction_unfounded(context: VersionContext) -> Iterator[Objection]:
    """A correction of words that the version in `of` never said, or of no earlier version; a `kind: correction` without any.

    A correction is shown on the page of the version that was wrong. A made-up correction puts words into that version's mouth,
    and makes a change of mind look like care.

    Give the version that was wrong in `of`, its words in `was` (a sentence or a part of one), and what is right in `now`.
    """
    if context.version.kind == "correction" and not context.version.corrections:
        hint = "Say under corrections what was wrong, or write `kind: update`."
        yield Objection("kind", "correction", "a correction without an entry under corrections", hint)
    for place, correction in enumerate(context.version.corrections):
        if wrong := _unfounded(context, correction):
            at, message, hint = wrong
            yield Objection(f"corrections[{place}].{at}", correction.was, message, hint)


def _unfounded(context: VersionContext, correction: Correction) -> tuple[str, str, str] | None:
    """The wrong key of a correction, why it is wrong, and what to do; None if nothing is wrong, or if it is unclear."""
    of = correction.of
    if not correction.was.strip():
        hint = "Give its words in `was`: a sentence or a part of one."
        return "was", f"the correction of version {of} does not say what was wrong", hint
    if not correction.now.strip():
        return "now", f"the correction of version {of} does not say what is right", "Say in `now` what is right."
    if of >= context.number:
        return "of", f"corrects version {of}, which is not earlier than this one", "Give the version that was wrong."
    wrong = next((one for one in context.dossier.versions if one.version == of), None)
    if wrong is None:
        is_there = of in context.dossier.numbers or any(
            one.file == layout.version_path(context.slug, of) for one in context.dossier.problems
        )
        return None if is_there else ("of", f"there is no version {of}", "Give the version that was wrong.")
    if find_quote(_plain(correction.was), _said(wrong)):
        return None
    return "was", f"version {of} does not say this", "Give the words of that version: a sentence or a part of one."


def _plain(text: str) -> str:
    """The words without citations, either as written in the file or as shown on the page."""
    return _NUMBERED.sub("", without(text))


def _said(version: Version) -> str:
    """All text that a reader of a version could see, with a mark between the parts, so that no quote matches across them."""
    return _BETWEEN.join(filter(None, map(_plain, _parts(version))))


def _parts(version: Version) -> Iterator[str]:
    yield from (version.title, version.published, f"{version.items} item{'s' * (version.items != 1)}")
    yield from (field.text for field in version.text_fields())
    yield from (part for one in version.figures for part in (one.label, one.value, f"{one.label}: {one.value}"))
    yield from (part for one in version.tensions for part in (one.title or "", *(side.who for side in one.sides)))
    yield from (dated for event in version.timeline for dated in _dated(event))
    for voice in version.perspectives:
        yield from (voice.voice, voice.role or "", f"{voice.voice}, {voice.role}", f"{voice.voice} ({voice.role})")
    yield from (voice.why for voice in version.departed_voices)
    yield from (part for correction in version.corrections for part in (correction.now, correction.why))
    for source in version.sources:
        yield from (source.title, source.url or "", source.feed, source.date or "", *source.quotes)
        yield f"{source.title} — {source.feed} ({source.date})"


def _dated(event: Event) -> tuple[str, ...]:
    """An event as people may copy it: its date, then its words."""
    return tuple(f"{event.date}{mark}{event.text}" for mark in (" ", ": ", " - "))


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("correction-unfounded", "error", "record", check_correction_unfounded, softens=True),
)
