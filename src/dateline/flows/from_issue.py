"""Starts the story that somebody asked for in an issue: reads the form, follows the feeds, makes the folder."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.core import layout
from dateline.core.address import web_address
from dateline.core.config import Feed
from dateline.core.constraints import LINE, PROSE
from dateline.core.errors import UsageError
from dateline.core.ids import slug
from dateline.core.model import Story
from dateline.core.text import clean
from dateline.flows.follow import add_feeds
from dateline.store.append import new_story
from dateline.store.lock import locked
from dateline.store.proposed import proposed_versions
from dateline.wire.issue_form import answers, read_issue
from dateline.wire.per_host import host_of
from dateline.wire.public_addresses import is_inside

LABELS = ("Title", "Queries", "Feeds", "Words that an item must have", "Words that an item may not have", "Guidance")
"""The questions of `.github/ISSUE_TEMPLATE/new-story.yml`, in its order."""
_SEVERAL = re.compile(r"\s|[,;]https?://", re.IGNORECASE)
"""What stands between two addresses on one line."""
MOST = 20
"""How many lines an answer may have that is a list."""


@dataclass(frozen=True, slots=True)
class Started:
    """A story that was started."""

    story: str
    """Its slug, made from the title."""
    issue: int
    """The number of the issue that asked for it."""
    feeds: tuple[Feed, ...]
    """The feeds that were added to the settings; those that are followed already are not in it."""


def story_from_issue(root: Path, event: Path) -> Started:
    """Makes the folder of the story that an issue asks for, and adds its feeds to the settings.

    Args:
        root: the publication.
        event: the file that a workflow on GitHub finds at GITHUB_EVENT_PATH.

    Raises:
        UsageError: if the issue is not the form, an answer is refused, the story exists, or comments in the settings would
            be lost; then nothing is written.
        StoreError: if a file cannot be read or written, or another run holds the lock.
    """
    issue = read_issue(event)
    try:
        title, queries, feeds, must, never, guidance = answers(issue.body, LABELS)
        story = Story(
            _title(title),
            queries=_entries(queries, LABELS[1]),
            must=_entries(must, LABELS[3]),
            never=_entries(never, LABELS[4]),
            guidance=_guidance(guidance),
        )
        wanted = tuple(_feed(address) for address in _entries(feeds, LABELS[2]))
    except UsageError as error:
        raise UsageError(error.what, where=f"{event}: issue {issue.number}", hint=error.hint) from None
    name = slug(story.title) or f"story-{issue.number}"
    with locked(root):
        if (root / layout.story_path(name)).exists():
            hint = "Give the story another title, or edit this file."
            raise UsageError("this story already exists", where=layout.story_path(name), hint=hint)
        if open_ := proposed_versions(root).get(name):
            hint = f"Review that proposal, or give the story another title: its branch is {open_.branch}."
            raise UsageError("this story is already proposed", where=layout.story_path(name), hint=hint)
        added = add_feeds(root, wanted)  # first: if this run is killed after it, the next one can do the rest
        new_story(root, name, story)
    return Started(name, issue.number, added)


def _title(answer: str) -> str:
    lines = _entries(answer, LABELS[0])
    if not lines:
        raise UsageError(f'"{LABELS[0]}" is empty', hint="Give the story a title.")
    if len(lines) > 1:
        raise UsageError(f'"{LABELS[0]}" has {len(lines)} lines; it should have one', hint="Give the title on one line.")
    return lines[0]


def _entries(answer: str, label: str) -> tuple[str, ...]:
    """The lines of an answer, each once, without unsafe characters."""
    lines = tuple(dict.fromkeys(_lines(answer)))
    if len(lines) > MOST:
        raise UsageError(f'"{label}" has {len(lines)} lines; it may have {MOST}', hint="Leave some out.")
    if long := next((line for line in lines if len(line) > LINE.characters), ""):
        said = f'"{label}": "{long[:40]}…" has {len(long):,} characters; a line may have {LINE.characters}'
        raise UsageError(said, hint="Shorten it.")
    return lines


def _lines(answer: str) -> Iterator[str]:
    return filter(None, (" ".join(clean(line).split()) for line in answer.split("\n")))


def _guidance(answer: str) -> str:
    text = "\n".join(_lines(answer))
    if len(text) > PROSE.characters:
        said = f'"{LABELS[5]}" has {len(text):,} characters; it may have {PROSE.characters:,}'
        raise UsageError(said, hint="Shorten it.")
    return text


def _feed(address: str) -> Feed:
    """The feed at an address that anybody may have written: one address, and none inside the network of the desk."""
    said = f'"{LABELS[2]}": "{address[:200]}"'
    if _SEVERAL.search(address):
        raise UsageError(f"{said} is more than one address", hint="Put each address on a line of its own.")
    if not (url := web_address(address)):
        hint = "Use an address that starts with http:// or https:// and names no user."
        raise UsageError(f"{said} is not a web address", hint=hint)
    host = host_of(url)
    if is_inside(url):
        hint = "Use the address of a feed that everybody can read, or add this one to content/site.yaml yourself."
        raise UsageError(f"{said} is on this machine or a private network", hint=hint)
    return Feed(slug(host) or "feed", host, url)
