"""Versions that an editor writes: the next one as a copy of the last, and afterwards its sources and its count of items."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.core.analysis import AnalysedStory
from dateline.core.ledger import count, seen
from dateline.core.model import Correction, Dossier, Item, Timestamp, Version, WrittenBy
from dateline.desk.draft import Assignment, sources_for

HAND = WrittenBy("desk")


def next_by_hand(dossier: Dossier, now: Timestamp, corrects: int | None = None) -> Version:
    """The next version to edit: the text of the last one, the sources as the ledger has them now, and nothing about the step.

    Args:
        dossier: the story.
        now: the time, UTC.
        corrects: the number of the version that it is to correct; None if it is not a correction.
    """
    last, number = dossier.latest, dossier.highest + 1
    if last is None:
        return Version(1, number, "update", dossier.story.title, now, 0, written_by=HAND)
    assignment = Assignment(dossier, (), number, max(now, last.published))
    return replace(
        last,
        version=number,
        kind="correction" if corrects else "update",
        published=assignment.published,
        changes="",
        closed_questions=(),
        departed_voices=(),
        corrections=(Correction(corrects, "", ""),) if corrects else (),
        sources=sources_for((one.key for one in last.sources), assignment, {}),
        written_by=HAND,
        review=None,
        unknown=(),
    )


def completed(version: Version, previous: Version | None, dossier: Dossier) -> Version:
    """The edited version without the sources of the last one that it does not cite any more, and with its count of items.

    A source that the editor added or changed stays, cited or not. The items of a version by hand end before the first one that
    waits and that it does not use, so that the next draft gets that item.

    Args:
        version: what the editor wrote.
        previous: the last version; None if there is none.
        dossier: the story, for the items of its ledger.
    """
    cited = AnalysedStory(dossier).version(version).numbers
    left = previous.sources if previous else ()
    sources = tuple(one for one in version.sources if one.key in cited or one not in left)
    by_hand = version.written_by is not None and version.written_by.writer == HAND.writer
    items = _used(frozenset(cited), previous, dossier.items) if by_hand else version.items
    return replace(version, sources=sources, items=items)


def _used(cited: frozenset[str], previous: Version | None, items: Sequence[Item]) -> int:
    """How many items the version and those before it used: all up to the first that is neither cited nor set aside."""
    end = seen(items, previous)
    while end < len(items) and (not items[end].is_usable or not cited.isdisjoint((items[end].key, items[end].copy_of))):
        end += 1
    return max(previous.items if previous else 0, count(items[:end]))
