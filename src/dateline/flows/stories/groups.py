"""The files of a site in groups, those of each story and those of no story, and which of them are as the last build left them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from dateline.core import layout
from dateline.flows.stories.asked import SEPARATOR, PageState, is_as_left, left, pages_of, part_with
from dateline.site.digest import Digest, digest_from
from dateline.store.build_cache import KEYS, BuildCache, KeptPart
from dateline.store.states import Noted, state_of

OUTSIDE = ""
"""The name of the group with the files of no story."""


class PageGroup:
    """Files of the site that belong together, during a build or a check."""

    def __init__(self, out: Path | None, key: str, weight: int, last: KeptPart) -> None:
        """Takes what is known about the files.

        Args:
            out: the site's folder; None if there are no files.
            key: a hash of all that they are made from, other stories apart.
            weight: how many files that is.
            last: what was known about them the last time.
        """
        self.name = last.name
        """The story's slug, or `OUTSIDE`."""
        self.key = key
        self.weight = weight
        self.last = last
        self._out = out
        self._last_digest: Digest | None = None
        self.built: Any = None
        """What became of them, if something had to be done: a `StoryBuilt`, or a `StoryChecked`."""

    @cached_property
    def is_intact(self) -> bool:
        """Whether all of them are in the state in which the last build left them."""
        return is_as_left(self._out, self.last.paths, self.last.states) if self._out else True

    @cached_property
    def pages(self) -> dict[str, PageState]:
        """Those that are in the site, as they were written."""
        return pages_of(self.last) if self.is_intact or not self._out else left(self._out, self.last)

    @property
    def is_as_before(self) -> bool:
        """Whether neither what they are made from nor they themselves have changed."""
        return self.last.key == self.key and (self.is_intact or SEPARATOR.join(self.pages) == self.last.paths)

    @property
    def known(self) -> dict[str, str]:
        """Path → fingerprint of each file that is in the site as it was written."""
        return {path: one.fingerprint for path, one in self.pages.items()}

    @property
    def paths(self) -> Iterable[str]:
        """All of them."""
        if self.built:
            return (path for path, _ in self.built.marks)
        return self.last.paths.split(SEPARATOR) if self.last.paths else ()

    @property
    def versions(self) -> int:
        """How many versions the story has, without withdrawn ones."""
        return self.built.versions if self.built else self.last.versions

    @property
    def is_left_out(self) -> bool:
        """Whether the story has no pages, because it is a draft."""
        return not (self.built.summary if self.built else self.last.summary)

    def digest(self, cache: BuildCache) -> Digest | None:
        """What the pages about all stories show of the story; None if it has an error, or is left out as a draft."""
        if self.built:
            return digest_from(self.built.summary, self.built.pieces.__getitem__) if self.built.summary else None
        if not self._last_digest and self.last.summary:
            self._last_digest = digest_from(self.last.summary, partial(cache.piece, self.name))
        return self._last_digest

    def kept(self, clock: int) -> KeptPart:
        """What the next build will know, once everything is in place; the time on the clock of the disk was read before."""
        if not self.built:
            return self.last if self.is_intact else part_with(self.last, self.pages, clock)
        fresh = {
            one.path: PageState(state_of(f"{self._out}/{one.path}"), one.fingerprint, one.hash) for one in self.built.rendered
        }
        pages = {path: fresh.get(path) or self.pages[path] for path in self.paths}
        part = KeptPart(self.name, self.key, self.built.needs, self.versions, summary=self.built.summary)
        return part_with(part, pages, clock)


def story_groups(  # noqa: PLR0913, PLR0917  # each is another thing
    out: Path | None,
    slugs: Iterable[str],
    now: Mapping[str, Noted],
    last: Mapping[str, KeptPart],
    common: object,
    own: Callable[[str], object] = str,
) -> list[PageGroup]:
    """A group for each story, by slug.

    Args:
        out: the site's folder; None if there is none.
        slugs: the stories.
        now: all files that the site is made from, sorted by name.
        last: what was known about each group the last time.
        common: what every story depends on besides its files.
        own: what a story depends on besides.
    """
    below = f"{layout.STORIES}/"
    named = ((name, one.hash) for name, one in now.items() if name.startswith(below))
    held = {slug: list(some) for slug, some in groupby(named, lambda row: row[0].split("/")[1])}
    return [
        _group(out, slug, hash_of(common, own(slug), held.get(slug, ())), len(held.get(slug, ())), last) for slug in sorted(slugs)
    ]


def outside_group(out: Path, last: Mapping[str, KeptPart]) -> PageGroup:
    """The group of the files of no story, which are planned anew in each build."""
    return _group(out, OUTSIDE, "", 0, last)


def _group(out: Path | None, name: str, key: str, weight: int, last: Mapping[str, KeptPart]) -> PageGroup:
    return PageGroup(out, key, weight, last.get(name) or KeptPart(name))


def hash_of(*parts: object) -> str:
    """A hash of values; equal if their `repr` is equal."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def due_first(
    groups: Iterable[PageGroup], cache: BuildCache, root: Path, now: Mapping[str, Noted], before: Mapping[str, str]
) -> list[PageGroup]:
    """The stories whose own files changed, or that refer to items in ledgers that did."""
    ledgers = _changed_ledgers(now, before)
    slugs = {layout.recorded_in(name) for name in ledgers}
    texts = [(root / name).read_bytes() for name in ledgers if name in now and (root / name).is_file()]
    return [
        one for one in groups if not one.is_as_before or (ledgers and _refers_to(cache.find_piece(one.name, KEYS), slugs, texts))
    ]


def _changed_ledgers(now: Mapping[str, Noted], before: Mapping[str, str]) -> list[str]:
    """The ledgers that are not what they were, new and removed ones included."""
    end = f"/{layout.LEDGER}"
    names = (name for name in now.keys() | before.keys() if name.endswith(end) and layout.recorded_in(name))
    return sorted(name for name in names if (now[name].hash if name in now else "") != before.get(name))


def _refers_to(looked_up: bytes | None, slugs: set[str], texts: Sequence[bytes]) -> bool:
    """Whether an item that a story looked up was or is in one of these stories' ledgers.

    Args:
        looked_up: the items' keys → the stories that had them, as JSON; None if that is lost.
        slugs: the stories.
        texts: their ledgers.
    """
    keys: Mapping[str, Sequence[str]] = json.loads(looked_up or b"{}")
    found = (not slugs.isdisjoint(holders) or any(key.encode() in one for one in texts) for key, holders in keys.items())
    return looked_up is None or any(found)


def due_next(groups: Sequence[PageGroup], cache: BuildCache) -> list[PageGroup]:
    """The stories that were not built, and name a story that is gone, or a related one that has another title now."""
    needing = [(one, needs_of(one.last)) for one in groups if not one.built and one.last.needs]
    if not needing:
        return []
    digests = {one.name: one.digest(cache) for one in groups}
    titles = {slug: one.title if one else "" for slug, one in digests.items()}
    return [
        one
        for one, needs in needing
        if not needs.names <= titles.keys() or any(titles.get(slug, "") != title for slug, title in needs.titles.items())
    ]


class Needs(NamedTuple):
    """What a story looked up in others, besides items."""

    titles: Mapping[str, str]
    """The slug of a related story → its title; empty if it has none, or if there is no such story."""
    names: frozenset[str]
    """Names of stories."""


def needs_of(part: KeptPart) -> Needs:
    """What a story looked up in others the last time."""
    titles, names = json.loads(part.needs) if part.needs else ({}, ())
    return Needs(titles, frozenset(names))
