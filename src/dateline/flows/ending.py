"""Closes or archives a story: sets its status and its closing in `story.yaml`, where every other byte stays."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from dateline.core import codec, entered, layout, yamlio
from dateline.core.codec.shapes import shapes
from dateline.core.errors import UsageError
from dateline.core.ledger import seen
from dateline.core.model import Closing, Dossier, Story, Timestamp
from dateline.store import files
from dateline.store.atomic import replace_bytes
from dateline.store.lock import locked
from dateline.store.published import is_published
from dateline.store.story import must_have_settings, read_story


@dataclass(frozen=True, slots=True)
class EndedStory:
    """A story that was closed or archived."""

    slug: str
    """The folder's name."""
    was: Story
    """Its settings before."""
    story: Story
    """Its settings now."""
    waiting: int
    """How many items wait for a version that nobody will draft."""
    unpublished: tuple[int, ...]
    """The versions that are not on the main branch yet; none where there is no such branch."""
    versions: int
    """How many versions readers can see."""


def end_story(root: Path, slug: str, status: Literal["closed", "archived"], note: str, *, now: Timestamp) -> EndedStory:
    """Gives a story its last status. The day on which it was closed or archived first stays.

    Args:
        root: the publication's folder.
        slug: the story.
        status: whether it stays in the lists of stories.
        note: how it ended, for readers; empty: an earlier note stays.
        now: the time, UTC.

    Raises:
        UsageError: if the note is too long, there is no such story, or its `story.yaml` is missing, cannot be read, or cannot be
            changed without losing a comment.
        StoreError: if another run holds the lock, or the disk fails.
    """
    note = entered.note(note)
    with locked(root):
        dossier, file = read_story(root, slug), layout.story_path(slug)
        must_have_settings(root, slug)
        data = files.read(root, file)
        was = _story(data, file)
        closing = was.closing if was.is_over and was.closing else Closing(now[:10])
        story = replace(was, status=status, closing=replace(closing, note=note or closing.note))
        if story != was:
            tree, order = codec.to_tree(story), [shape.key for shape in shapes(Story)]
            values = {key: tree[key] for key in ("status", "closing") if getattr(story, key) != getattr(was, key)}
            replace_bytes(root / file, yamlio.with_keys(data, values, file, order))
    waiting = sum(item.is_usable for item in dossier.items[seen(dossier.items, dossier.latest) :])
    return EndedStory(slug, was, story, waiting, tuple(_unpublished(root, dossier)), len(dossier.versions))


def _story(data: bytes, file: str) -> Story:
    """The settings in a file."""
    parsed = codec.parse(Story, data, file)
    if parsed.value and not parsed.problems:
        return parsed.value
    first = parsed.problems[0]
    raise UsageError(f"{first.at}: {first.message}".removeprefix(": "), where=f"{file}:{first.line}", hint=first.hint)


def _unpublished(root: Path, dossier: Dossier) -> Iterator[int]:
    if is_published(root, layout.SITE):
        numbers = (one.version for one in dossier.versions)
        yield from (one for one in numbers if not is_published(root, layout.version_path(dossier.slug, one)))
