"""The next version of a story that exists already: proposed, closed without merging, or filed and never proposed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.core import codec, layout
from dateline.core.ledger import items_of, seen
from dateline.core.model import Item, Timestamp, Version
from dateline.desk import Assignment
from dateline.flows.shared.state import PROPOSALS, SharedState
from dateline.store.proposed import ProposedVersion, file_of
from dateline.store.remote import remote_of
from dateline.store.state import StateRow

CLOSED = "was proposed, and closed without merging"


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A version that an earlier run or an editor made, and that the base does not have."""

    number: int
    """Its number."""
    place: str
    """Where it is, in words."""
    news: tuple[Item, ...]
    """The items of the assignment that came after it."""
    is_edited: bool = False
    """Whether an editor works on it."""
    unproposed: StateRow | None = None
    """The row of the state that has its text, if it was filed and never proposed."""

    @property
    def version(self) -> Version | None:
        """The text that was filed and never proposed; None if it was proposed, or cannot be read."""
        text = str((self.unproposed or {}).get("text", ""))
        found = codec.parse_version(text.encode(), layout.version_name(self.number)).value if text else None
        return found if isinstance(found, Version) else None


def standing_of(shared: SharedState, assignment: Assignment) -> EarlierVersion | None:
    """What stands of the version that is to be drafted; None if nothing does."""
    slug, number = assignment.dossier.slug, assignment.number
    told = shared.rows_about(PROPOSALS, slug, number)
    open_ = shared.proposed.get(slug)
    branch = _on_branch(shared, assignment, open_, told) if open_ and open_.number >= number else None
    if branch and branch.is_edited:
        return branch
    at = max((open_.version.published if branch and open_ and open_.version else "", *(_published(row) for row in told)))
    if filed := [row for row in shared.drafts_of(slug, number) if _published(row) > at]:
        news = tuple(_news(assignment, _published(filed[-1])))
        return EarlierVersion(number, "was filed, and not proposed yet", news, unproposed=filed[-1])
    if branch or not at:
        return branch
    return EarlierVersion(number, CLOSED, tuple(_news(assignment, at)))


def _on_branch(
    shared: SharedState, assignment: Assignment, proposed: ProposedVersion, told: Sequence[StateRow]
) -> EarlierVersion:
    """The version on a branch of the remote."""
    is_closed = bool(told) and told[-1].get("state") == "closed" and told[-1].get("commit") == proposed.commit
    held = items_of(codec.parse_ledger(file_of(shared.root, proposed, layout.LEDGER), layout.LEDGER).value or ())
    known = frozenset(map(_mark, held[: seen(held, proposed.version)]))
    at = proposed.version.published if proposed.version else ""
    place = CLOSED if is_closed else f"is proposed as {proposed.branch}"
    is_edited = not is_closed and (not proposed.is_untouched or proposed.number > assignment.number)
    return EarlierVersion(proposed.number, place, tuple(_news(assignment, at, known)), is_edited)


def _published(row: StateRow) -> Timestamp:
    return str(row.get("published", ""))


def _news(assignment: Assignment, at: Timestamp, known: frozenset[tuple[str, ...]] | None = None) -> Iterator[Item]:
    """The items that a version does not know, and those that were restored after it.

    Args:
        assignment: what is to be drafted.
        at: when the version was filed.
        known: the items that it counts; None if its ledger is gone, so that the time decides.
    """
    again = {one.key for one in assignment.dossier.events if one.event == "restored" and one.at > at}
    for item in assignment.items:
        is_new = item.collected > at if known is None else _mark(item) not in known
        if is_new or item.key in again:
            yield item


def _mark(item: Item) -> tuple[str, ...]:
    """What a version may show of an item."""
    return item.key, item.hash, item.title, item.url or "", item.feed


def behind(shared: SharedState, assignment: Assignment) -> str:
    """What to say if the remote's main branch has the version that is to be drafted, and this clone does not; else empty."""
    there = max((shared.published or {}).get(assignment.dossier.slug, ()), default=0)
    return f"{remote_of(shared.root)} has version {there}, and this clone does not" if there >= assignment.number else ""
