"""Corrections: what earlier versions quoted and an outlet has taken back since."""

from collections.abc import Iterator, Sequence

from dateline.core.model import Correction, Version
from dateline.core.outlets import outlet
from dateline.core.text import fold
from dateline.desk.extractive.state import StoryState
from dateline.desk.statements import quotation


def corrections(state: StoryState, versions: Sequence[Version]) -> tuple[Correction, ...]:
    """An entry for each earlier version that quoted words which an outlet has corrected since, unless one has it already."""
    known = {(one.of, one.was) for version in versions for one in version.corrections}
    return tuple(one for one in _corrections(state, versions) if (one.of, one.was) not in known)


def _corrections(state: StoryState, versions: Sequence[Version]) -> Iterator[Correction]:
    for change in state.gone.values():
        right, wrong = change.by, change.fact
        if change.kind != "correction" or wrong.item is right.item or not (right.figures or right.deadlines):
            continue
        for version in versions:
            if _quotes(version, wrong.words) and not _quotes(version, right.words):
                why = state.phrases.say("corrected_by", who=outlet(right.item))
                yield Correction(version.version, quotation(wrong.statement), quotation(right.statement), why)


def _quotes(version: Version, words: str) -> bool:
    """Whether a version quotes words."""
    sought = fold(words)
    return any(sought in fold(field.text) for field in version.text_fields())
