"""What a publication is checked against besides its own files: the base of a merge, full texts, the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dateline.core.model import EVERY_LINE, Dossier, Published, Touched


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What a publication is checked against besides its own files."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """The full texts in the cache, by the item's key."""
    touched: tuple[Touched, ...] = ()
    """What differs from the base of a merge, in all stories."""
    published: Mapping[str, Published] | None = None
    """The part of each story that is in the base, by slug; None if no base is given."""
    now: str = ""
    """The time in UTC; empty if the clock does not matter."""
    requires_review: bool = False
    """Whether a version that is not in the base must have been reviewed."""
    only_errors: bool = False
    """Whether only the rules of level error are checked: a build needs no others."""
    timezone: str = "UTC"
    """The time zone of the publication."""

    def published_of(self, dossier: Dossier) -> Published:
        """The published part of a story: what the base has or, without a base, all but the newest version."""
        if self.published is None:
            # Only published versions are taken down, so the versions before a tombstone are published too.
            newest = dossier.highest
            return Published(frozenset(one.version for one in dossier.versions if one.version < newest), EVERY_LINE)
        return self.published.get(dossier.slug, Published())

    def renamed(self, stories: Iterable[Dossier]) -> "Basis":
        """The same basis, with the base's part of each renamed story also under its new slug."""
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
