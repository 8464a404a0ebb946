"""What a publication is held against beside its own files: the base of a merge, full texts, the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dateline.core.model import EVERY_LINE, Dossier, Published, Touched


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What a publication is held against beside its own files."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """Full texts that the cache keeps, by the item's key."""
    touched: tuple[Touched, ...] = ()
    """What differs from the base of a merge, of any story."""
    published: Mapping[str, Published] | None = None
    """What the base has of each story, by slug; None: no base is named."""
    now: str = ""
    """The time in UTC; empty: no clock is asked."""

    def published_of(self, dossier: Dossier) -> Published:
        """What of a story is published: what the base has; where none is named, all but the newest version."""
        if self.published is None:
            # Only what is published is ever taken down, so what comes before a tombstone is published too.
            newest = dossier.highest
            return Published(frozenset(one.version for one in dossier.versions if one.version < newest), EVERY_LINE)
        return self.published.get(dossier.slug, Published())

    def renamed(self, stories: Iterable[Dossier]) -> "Basis":
        """The same, with what the base has of a story under an older slug that no folder bears any more."""
        if self.published is None:
            return self
        stories = tuple(stories)
        here = {dossier.slug for dossier in stories}
        moved = {
            dossier.slug: self.published[alias]
            for dossier in stories
            for alias in dossier.story.aliases
            if alias in self.published and alias not in here
        }
        return replace(self, published={**moved, **self.published})
