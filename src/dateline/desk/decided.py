"""Decisions of earlier runs about items, so that no item is routed, or paid for, twice.

The ledgers have the items that went to a story or came near one; the untracked cache has all others. The cache is only used
as long as the stories' settings are the same: a new story or a new query gets every item again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.core.ids import canonical_url, digest, fingerprint, shares_address
from dateline.core.model import Dossier, Item
from dateline.desk.route import Routing, Spiked

KIND = "decided"
MOST = 50_000
"""How many items are remembered, the latest ones."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions of earlier runs with the same stories."""

    reasons: Mapping[str, str]
    """The hash of an item and its words → why no story got it; empty if one did."""

    @staticmethod
    def of(rows: object) -> "Decided":
        """The decisions in the cache; none if the cache is gone or is for other settings."""
        return Decided(rows if isinstance(rows, dict) else {})

    def open(self, items: Sequence[Item], recorded: Sequence[Item]) -> tuple[Item, ...]:
        """The items that have not been routed yet, and those that a ledger got and that no ledger has now.

        Args:
            items: what came in.
            recorded: the items of all ledgers.
        """
        lost = {id(item) for item in _lacking([one for one in items if self.reasons.get(_mark(one)) == ""], recorded)}
        return tuple(item for item in items if _mark(item) not in self.reasons or id(item) in lost)

    def set_aside(self, items: Iterable[Item]) -> tuple[Spiked, ...]:
        """The items that no story got in an earlier run, with the reason."""
        known = ((item, self.reasons.get(_mark(item))) for item in items)
        return tuple(Spiked(item, reason) for item, reason in known if reason)

    def after(self, routing: Routing, recorded: frozenset[str]) -> dict[str, str]:
        """The decisions to keep after a run, without those that could not be written to a story's ledger.

        Args:
            routing: where the items went.
            recorded: the stories whose ledgers were written.
        """
        pending = {id(item) for slug, items in routing.routed if slug not in recorded for item in items}
        new = {_mark(item): "" for _, items in routing.routed for item in items if id(item) not in pending}
        for one in routing.spiked:
            if one.is_final and (one.nearest is None or one.nearest in recorded):
                new[_mark(one.item)] = one.reason if one.nearest is None else ""
        held = {mark: reason for mark, reason in self.reasons.items() if mark not in new} | new
        return dict(list(held.items())[-MOST:])


def settings_of(stories: Iterable[Dossier]) -> str:
    """A hash of the active stories' settings: decisions are valid as long as it stays the same."""
    active = sorted((one for one in stories if one.story.status == "active"), key=lambda one: one.slug)
    return digest(*(repr((one.slug, replace(one.story, guidance="", related=(), waive=()))) for one in active))


def _lacking(items: Iterable[Item], recorded: Sequence[Item]) -> Iterator[Item]:
    """The items that are in no ledger: the branch that they were collected on was left, or a change was undone."""
    names = {name for one in recorded for name in (one.key, one.url)}
    rest = [one for one in items if one.key not in names and one.url not in names]
    pages = {canonical_url(one.url) for one in recorded if one.url} if rest else set()
    return (one for one in rest if not one.url or canonical_url(one.url) not in pages)


def _mark(item: Item) -> str:
    own = canonical_url(item.url) if item.url else item.title
    identity = item.key if shares_address(item.key, item.title) else own
    return digest(item.feed, identity, item.hash or fingerprint(item.title, item.text))
