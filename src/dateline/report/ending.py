"""What it means that a story was closed or archived: what readers see, what is left, how to open it again."""

from collections.abc import Iterator

from dateline.core import layout
from dateline.core.text.lists import counted, listed
from dateline.flows.ending import EndedStory
from dateline.site import metadata


def lines(ended: EndedStory, *, place: str = "") -> Iterator[str]:
    """A line for each thing that an editor should know.

    Args:
        ended: the story.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    slug, story, was = ended.slug, ended.story, ended.was
    file, is_done = layout.story_path(slug), story == was
    if is_done:
        yield f"{file}: nothing to do: it was {story.status} already"
    else:
        yield f"{file}: {story.status}" + " already; the note is new" * (story.status == was.status and was.closing is not None)
    yield f"  readers: {_seen(ended)}"
    if ended.versions and not story.draft:
        yield f"    {metadata.ended(story)}"
    if ended.waiting:
        waits = f"{counted(ended.waiting, 'item')} wait{'s' * (ended.waiting == 1)} in its ledger"
        yield f"  {waits}, and no version will use {'it' if ended.waiting == 1 else 'them'} while it is {story.status}"
    if ended.unpublished:
        yield f"  not on the main branch yet: {listed([f'version {one}' for one in ended.unpublished])}"
    yield f"  to open it again: set `status: active` in {file}"
    if not is_done:
        yield f"next: commit this, then run dateline {place}build"


def _seen(ended: EndedStory) -> str:
    """Where readers see it."""
    if ended.story.draft:
        return "nothing, because it is a draft"
    if not ended.versions:
        return "nothing, because it has no version"
    where = (
        "only the page Archive lists it, and its pages and feed stay" if ended.story.is_archived else "all lists still have it"
    )
    return f"{where}; its latest page begins:"
