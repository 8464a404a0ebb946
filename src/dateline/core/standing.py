"""Where the items of a story stand: which wait for a version, which a version cites, which were set aside."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from dateline.core.ledger import waiting
from dateline.core.model import Dossier, Item, Number

ItemState = Literal["waiting", "cited", "read", "aside", "withdrawn"]


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """Where one item of a story stands."""

    item: Item
    """Its newest line, with all corrections."""
    state: ItemState
    """`waiting`: no version has seen it; `cited`: a version cites it; `read`: it was seen, but no version cites it; `aside`: it
    was set aside; `withdrawn`: its words were taken down."""
    cited: tuple[Number, ...] = ()
    """The versions that cite it, ascending."""


def standings(dossier: Dossier) -> dict[str, ItemStanding]:
    """Key → where the item stands, in the order in which the items came."""
    unseen = {item.key for item in waiting(dossier)}
    cited: defaultdict[str, list[Number]] = defaultdict(list)
    for version in dossier.versions:
        for source in version.sources:
            cited[source.key].append(version.version)
    newest = {item.key: item for item in dossier.items}
    return {key: ItemStanding(item, _state(item, unseen, cited), tuple(cited.get(key, ()))) for key, item in newest.items()}


def _state(item: Item, unseen: set[str], cited: dict[str, list[Number]]) -> ItemState:
    if item.withdrawn:
        return "withdrawn"
    if item.spiked is not None:
        return "aside"
    if item.key in unseen:
        return "waiting"
    return "cited" if item.key in cited else "read"
