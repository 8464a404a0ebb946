"""What `dateline add` did, in lines."""

from collections.abc import Iterator

from dateline.core.model import Item
from dateline.core.outlets import DESK
from dateline.core.text import one_line
from dateline.flows.add import AddedItem, ItemsAdded
from dateline.report.items import grade_of, not_updated, reason_of, state_of


def lines(added: ItemsAdded, place: str = "") -> Iterator[str]:
    """For each item: its key, title, outlet, date and grade, or where it stands if it was known; then what to do next.

    Args:
        added: what was added.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    slug = added.story.slug
    if not added.items:
        yield f"nothing to add to {slug}: no entry could be read"
    for one in added.items:
        yield _head(slug, one)
        yield from (_details(one.standing.item, place) if one.is_written else ())
        yield from (f"  quote   {one_line(quote)}" for quote in one.quotes)
    yield from (f"note: {one_line(note)}" for note in added.notes)
    yield from not_updated(slug, added.story.story.status)
    yield f"next: dateline {place}{_next(slug, added)}"


def _head(slug: str, one: AddedItem) -> str:
    key = one.standing.item.key
    if not one.is_written:
        reason = reason_of(one.standing)
        return f"already in the ledger of {slug}: {key} ({state_of(one.standing)}{f': {reason}' if reason else ''})"
    return f"{'more of a known item, ' if one.was_known else ''}added to {slug}: {key}"


def _details(item: Item, place: str) -> Iterator[str]:
    unknown = f"not known; to give it: dateline {place}amend {item.key} --date D --why W"
    yield f"  title   {one_line(item.title)}"
    yield f"  outlet  {'not known; to give it, add it again with --outlet' if item.feed == DESK else one_line(item.feed)}"
    yield f"  date    {item.day or unknown}"
    yield f"  grade   {grade_of(item)}"
    if item.copy_of:
        yield f"  copy    it repeats the words of {item.copy_of}"


def _next(slug: str, added: ItemsAdded) -> str:
    """The command that helps most."""
    standings = [one.standing for one in added.items]
    if aside := next((one.item.key for one in standings if one.state == "aside"), ""):
        return f"items restore {aside} --in {slug}"
    is_next = added.story.story.status == "active" and any(one.state == "waiting" for one in standings)
    return f"{'edit' if added.in_hand else 'update'} {slug}" if is_next else f"items {slug} --all"
