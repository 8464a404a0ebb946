"""What was decided about items in earlier runs, so that none is routed, or paid for, twice.

The ledgers remember what went to a story or came near it; the untracked cache remembers everything else. It is asked only as
long as the stories ask for the same: a new story, or a new query, sees every item again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.core.ids import canonical_url, digest, fingerprint, shares_address
from dateline.core.ledger import as_collected
from dateline.core.model import Dossier, Item
from dateline.desk import Routing, Spiked
from dateline.store import Cache, unknown_items

KIND = "decided"
MOST = 50_000
"""Items that are remembered, the last decided."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions of earlier runs on the stories as they are now."""

    settings: str
    """Stands for what the active stories ask for."""
    reasons: Mapping[str, str]
    """A mark of an item and its words → why no story got it; empty where one did."""

    @staticmethod
    def read(cache: Cache, stories: Sequence[Dossier]) -> "Decided":
        """What the cache remembers for these stories; nothing where it is gone, or the stories ask for something else."""
        active = sorted((one for one in stories if one.story.status == "active"), key=lambda one: one.slug)
        settings = digest(*(repr((one.slug, replace(one.story, guidance="", related=(), waive=()))) for one in active))
        held = cache.get(KIND, settings)
        return Decided(settings, held if isinstance(held, dict) else {})

    def open(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The items that are still to be routed."""
        return tuple(item for item in items if _mark(item) not in self.reasons)

    def set_aside(self, items: Iterable[Item]) -> tuple[Spiked, ...]:
        """Those of the items that fitted no story in an earlier run, with the reason."""
        known = ((item, self.reasons.get(_mark(item))) for item in items)
        return tuple(Spiked(item, reason) for item, reason in known if reason)

    def keep(self, cache: Cache, routing: Routing, recorded: frozenset[str]) -> None:
        """Remembers a run's decisions, but for those that could not be recorded in a story's ledger.

        Args:
            cache: where they are kept.
            routing: where the items went.
            recorded: the stories whose ledgers were written.
        """
        pending = {id(item) for slug, items in routing.routed if slug not in recorded for item in items}
        new = {_mark(item): "" for _, items in routing.routed for item in items if id(item) not in pending}
        for one in routing.spiked:
            if one.is_final and (one.nearest is None or one.nearest in recorded):
                new[_mark(one.item)] = one.reason if one.nearest is None else ""
        if new:
            held = {mark: reason for mark, reason in self.reasons.items() if mark not in new} | new
            cache.put(KIND, self.settings, dict(list(held.items())[-MOST:]))


def _mark(item: Item) -> str:
    own = canonical_url(item.url) if item.url else item.title
    identity = item.key if shares_address(item.key, item.title) else own
    return digest(item.feed, identity, item.hash or fingerprint(item.title, item.text))


def unrecorded(spiked: Iterable[Spiked], stories: Iterable[Dossier]) -> tuple[Spiked, ...]:
    """What is set aside, without the items that the ledger of the story they came near to has already."""
    ledgers = {one.slug: (*as_collected(one.lines), *one.items) for one in stories}
    kept = []
    by_story: dict[str, list[Spiked]] = {}
    for one in spiked:
        if one.nearest is None:
            kept.append(one)
        else:
            by_story.setdefault(one.nearest, []).append(one)
    for slug, near in by_story.items():
        new = {id(item) for item in unknown_items(ledgers[slug], [one.item for one in near])}
        kept += [one for one in near if id(one.item) in new]
    return tuple(kept)
