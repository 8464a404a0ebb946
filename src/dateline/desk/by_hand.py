"""Versions that an editor writes: the next one as a copy of the last, and afterwards its sources and its count of items."""

import re
from collections.abc import Container
from dataclasses import replace

from dateline.core.analysis import AnalysedStory
from dateline.core.ledger import most_counted, seen
from dateline.core.model import DESK, Correction, Dossier, Timestamp, Version, WrittenBy
from dateline.core.sentences import AnalysedVersion
from dateline.core.text import find_quote
from dateline.desk.draft import Assignment, sources_for

HAND = WrittenBy(DESK)
_NUMBERED = re.compile(r"\s?\[\d{1,4}\]")
"""A citation as pages show it."""


def next_by_hand(dossier: Dossier, now: Timestamp, correction: Correction | None = None, *, is_minor: bool = False) -> Version:
    """The next version to edit: the text of the last one, the sources as the ledger has them now, and nothing about the step.

    Nor does it call a voice new that was new in the last version.

    Args:
        dossier: the story.
        now: the time, UTC.
        correction: how its correction of an earlier version begins; None if it is not a correction.
        is_minor: whether it will change wording alone.
    """
    last, number = dossier.latest, dossier.highest + 1
    if last is None:
        return Version(1, number, "update", dossier.story.title, now, 0, written_by=HAND)
    assignment = Assignment(dossier, (), number, max(now, last.published))
    heard = {one.id for version in dossier.versions[-2:-1] for one in version.perspectives}
    return replace(
        last,
        version=number,
        kind="correction" if correction else "minor" if is_minor else "update",
        published=assignment.published,
        changes="",
        closed_questions=(),
        departed_voices=(),
        corrections=(correction,) if correction else (),
        perspectives=tuple(replace(one, evolution="") if one.id not in heard else one for one in last.perspectives),
        sources=sources_for((one.key for one in last.sources), assignment, {}),
        written_by=HAND,
        review=None,
        unknown=(),
    )


def wrong_words(version: Version, words: str) -> str:
    """The one sentence of a version, or its title, that somebody means who gives some of its words; empty if that is unclear.

    Args:
        version: the version that was wrong.
        words: as copied from its page, with or without citations; a browser may have cut them off at the end, even inside a word.
    """
    plain = _NUMBERED.sub("", words)
    told = {one.said.plain for one in AnalysedVersion(version).sentences} | {version.title}
    for meant in (plain, plain.rpartition(" ")[0]):
        found = {one for one in told if find_quote(meant, one)} or {one for one in told if find_quote(one, meant)}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def completed(version: Version, previous: Version | None, dossier: Dossier) -> Version:
    """The edited version without the sources of the last one that it does not cite any more, and with its count of items.

    A source that the editor added or changed stays, cited or not. The items of a version by hand end before the first one that
    waits and that it does not use, so that the next draft gets that item.

    Args:
        version: what the editor wrote.
        previous: the last version; None for a first one.
        dossier: the story, for the items of its ledger.
    """
    cited = AnalysedStory(dossier).version(version).numbers
    left = previous.sources if previous else ()
    sources = tuple(one for one in version.sources if one.key in cited or one not in left)
    items = _used(cited, previous, version, dossier) if version.is_by_hand else version.items
    return replace(version, sources=sources, items=items)


def _used(cited: Container[str], previous: Version | None, version: Version, dossier: Dossier) -> int:
    """How many items the version and those before it used: all up to the first that is neither cited nor set aside."""
    start = seen(dossier.items, previous)
    read = [*dossier.items[:start], *(item for item in dossier.items[start:] if item.key in cited or item.copy_of in cited)]
    return most_counted(dossier.items, read, replace(version, items=previous.items if previous else 0))
