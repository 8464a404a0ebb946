"""What a build did, for people and as JSON."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.core.text.lists import counted, listed
from dateline.flows.stories.asked import Built
from dateline.store.checked import FILE

MOST_BYTES, NEAR = 1_000_000_000, 0.5
"""The limit of GitHub Pages, and the share of it from which on a build says so: the pages of a year may still fit."""
LINE = '{"at": "2026-05-24T14:00:00Z", "stories": ["harbour-barrier"]}'


def summary(built: Built, place: str = "") -> str:
    """What the build did, in a few lines for people.

    Args:
        built: the result of the build.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    if built.written is None:
        return "nothing was written: correct the errors first"
    written = built.written
    pages = f"{written.pages} files: {written.written} written, {written.unchanged} unchanged, {written.removed} removed"
    told = f"{pages} · {written.bytes / 1000:,.0f} kB in {built.seconds:.2f} s"
    return "\n".join((*filter(None, (built.why, built.note)), told, *_drafts(built.left_out, place)))


def _drafts(left_out: Sequence[str], place: str) -> Iterator[str]:
    if left_out:
        yield f"{counted(len(left_out), 'draft')} left out: {listed(left_out)}"
        yield f"to see {'them' if len(left_out) > 1 else 'it'}: dateline {place}build --drafts"


def skipped_lines(built: Built, state: Path) -> Iterator[str]:
    """What to say about lines of the state that were left out.

    Args:
        built: the result of the build.
        state: the checkout of the branch with the state.
    """
    if built.skipped:
        first, *others = built.skipped
        left = "they were left out" if others else "it was left out"
        more = f", nor do {counted(len(others), 'other line')}" * bool(others)
        yield f"warning: {state / FILE}:{first}: does not say when which stories were checked{more}; {left}"
        yield f"hint: A line looks like {LINE}. Correct it, or remove it."


def size_lines(built: Built) -> Iterator[str]:
    """What to say about a site that is large for the search, lacks share cards, or is near the limit of GitHub Pages."""
    if built.too_many:
        told = f"the search loads all {built.too_many:,} texts into the reader's browser"
        yield f'note: {told}; `pip install "dateline[search]"` makes it load only what it needs'
    if built.without_card:
        told = listed([f"/{one}" for one in built.without_card])
        yield f"note: no share card of {told}: the font lacks letters of its title or its date, or a word is too long"
        yield "hint: Name a font that has them, as `cards: {font: theme/static/own.ttf}` in content/site.yaml."
    if built.written and built.written.bytes >= NEAR * MOST_BYTES:
        yield f"warning: the site has {built.written.bytes / 1e9:.2f} GB, and GitHub Pages publishes at most 1 GB"
        yield "hint: Split the publication before it has that much; docs/scale.md says how, and how many versions fit."


def document(built: Built) -> dict[str, Any]:
    """What the build did as JSON data."""
    written = built.written
    return {
        "pages": written.pages if written else 0,
        "rendered": written.rendered if written else 0,
        "written": written.written if written else 0,
        "unchanged": written.unchanged if written else 0,
        "removed": written.removed if written else 0,
        "stories": built.stories,
        "versions": built.versions,
        "drafts_left_out": len(built.left_out),
        "state_lines_left_out": list(built.skipped),
        "texts_without_engine": built.too_many,
        "pages_without_card": list(built.without_card),
        "seconds": round(built.seconds, 3),
        "bytes": written.bytes if written else 0,
    }
