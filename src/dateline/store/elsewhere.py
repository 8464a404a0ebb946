"""What a story may refer to in other stories, read only if it does: their names, their titles, the items of their ledgers.

A build reads one story at a time. It remembers what was looked up, so that a later build knows whether that is still so.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from dateline.core import codec, layout
from dateline.core.ledger import Record, events_of, items_of, records
from dateline.core.model import Dossier, Story, Version, Withdrawn
from dateline.store import files

_KEY = re.compile(rb'"key"\s*:\s*"([^"\\]*)"')


class StoryReader:
    """The stories of a publication as they are during one run; each file is read when it is first needed."""

    def __init__(self, root: Path, slugs: Iterable[str], hiding: Iterable[str] | None = None, *, drafts: bool = False) -> None:
        """Names the stories.

        Args:
            root: the publication's folder.
            slugs: all its stories.
            hiding: those whose ledgers may have withdrawn items; None: all.
            drafts: whether drafts have pages, and so titles.
        """
        self.root = root
        self._drafts = drafts
        self.slugs = frozenset(slugs)
        self._hiding = self.slugs if hiding is None else frozenset(hiding)
        self._titles: dict[str, str] = {}
        self._records: dict[str, Record | None] = {}

    @cached_property
    def names(self) -> frozenset[str]:
        """Their slugs, and their earlier slugs."""
        return self.slugs | {alias for slug in self.slugs for alias in self.settings(slug).aliases}

    def settings(self, slug: str) -> Story:
        """A story's settings; those of an empty file if they cannot be read."""
        file = layout.story_path(slug)
        return codec.parse(Story, files.read_held(self.root, file), file).value or Story(slug)

    def numbers(self, slug: str) -> tuple[int, ...]:
        """The numbers of a story's versions, those that were withdrawn included."""
        names = (path.name for path in (self.root / layout.folder_of(slug)).iterdir())
        return tuple(sorted(filter(None, map(layout.version_number, names))))

    def title(self, slug: str) -> str:
        """The title of a story's newest version that was not withdrawn; empty if the site has none."""
        if slug not in self._titles:
            is_shown = slug in self.slugs and (self._drafts or not self.settings(slug).draft)
            newest = next(_versions(self.root, slug), None) if is_shown else None
            self._titles[slug] = newest.title if newest else ""
        return self._titles[slug]

    def record(self, key: str) -> Record | None:
        """What the ledgers contain about an item; None if no ledger has it."""
        if key not in self._records:
            self._records[key] = records(_ledger(self.root, slug) for slug in self.holders.get(key, ())).get(key)
        return self._records[key]

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """The keys of items of which at least one line was withdrawn."""
        hiding = [one for one in self._hiding if b'"withdrawn"' in files.read_held(self.root, layout.ledger_path(one))]
        items = (item for slug in hiding for item in _ledger(self.root, slug).items)
        return frozenset(item.key for item in items if item.withdrawn)

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """Key of an item → the stories whose ledgers have it, by slug."""
        found: dict[str, list[str]] = {}
        for slug in sorted(self.slugs):
            for key in _keys(self.root, slug):
                found.setdefault(key, []).append(slug)
        return {key: tuple(slugs) for key, slugs in found.items()}


@lru_cache(maxsize=1)
def stories_of(
    root: Path, slugs: frozenset[str], hiding: frozenset[str] | None, _token: str, *, drafts: bool = False
) -> StoryReader:
    """The stories as one process sees them during one run, which the token tells from all others."""
    return StoryReader(root, slugs, hiding, drafts=drafts)


class Elsewhere(Mapping[str, Record]):
    """The stories of a publication as one of them sees the others: the items of their ledgers by key, names and titles."""

    def __init__(self, stories: StoryReader) -> None:
        self._stories = stories
        self._keys: dict[str, tuple[str, ...]] = {}
        self._titles: dict[str, str] = {}
        self._names: dict[str, None] = {}

    def __getitem__(self, key: str) -> Record:
        self._keys[key] = self._stories.holders.get(key, ())
        if (record := self._stories.record(key)) is None:
            raise KeyError(key)
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._stories.holders)

    def __len__(self) -> int:
        return len(self._stories.holders)

    def withdrawn(self, key: str) -> Withdrawn | None:
        """When and why an item was withdrawn everywhere; None if it was not."""
        if key not in self._stories.withdrawn:
            self._keys.setdefault(key, ())
            return None
        record = self.get(key)
        return record.lines[-1].withdrawn if record and all(one.withdrawn for one in record.lines) else None

    @property
    def names(self) -> "Names":
        """The slugs of all stories, and their earlier slugs."""
        return Names(self._stories, self._names)

    def titles(self, slugs: Iterable[str]) -> dict[str, str]:
        """Slug → title, for stories that have a version."""
        self._titles |= {slug: self._stories.title(slug) for slug in slugs}
        return {slug: title for slug, title in self._titles.items() if title}

    @property
    def needs(self) -> str:
        """The titles and names that were looked up, as JSON; empty if none were."""
        looked_up = (self._titles, list(self._names))
        return json.dumps(looked_up) if any(looked_up) else ""

    @property
    def keys_looked_up(self) -> bytes:
        """The keys that were looked up, and the stories whose ledgers have them, as JSON; empty if none were."""
        return json.dumps(self._keys).encode() if self._keys else b""


class Names(Collection[str]):
    """The slugs of all stories, and their earlier slugs; the latter are read only for a name that is no slug.

    A name that is no slug is remembered as the empty one, which no story has: whether it is an earlier slug is asked every time.
    """

    def __init__(self, stories: StoryReader, looked_up: dict[str, None]) -> None:
        self._stories = stories
        self._looked_up = looked_up

    def __contains__(self, name: object) -> bool:
        is_slug = name in self._stories.slugs
        self._looked_up[str(name) if is_slug else ""] = None
        return is_slug or name in self._stories.names

    def __iter__(self) -> Iterator[str]:
        return iter(self._stories.names)

    def __len__(self) -> int:
        return len(self._stories.names)


def _versions(root: Path, slug: str) -> Iterator[Version]:
    """The versions of a story that were not withdrawn, newest first."""
    names = (path.name for path in (root / layout.folder_of(slug)).iterdir())
    for number in sorted(filter(None, map(layout.version_number, names)), reverse=True):
        file = layout.version_path(slug, number)
        found = codec.parse_version(files.read_held(root, file), file, strict=False).value
        if isinstance(found, Version):
            yield found


def _ledger(root: Path, slug: str) -> Dossier:
    """A story of which only the ledger was read."""
    file = layout.ledger_path(slug)
    lines = codec.parse_ledger(files.read_held(root, file), file).value or ()
    return Dossier(slug, Story(slug), items=items_of(lines), events=events_of(lines), lines=lines)


def _keys(root: Path, slug: str) -> Iterable[str]:
    """The keys of the items in a ledger, each once."""
    file = layout.ledger_path(slug)
    data = files.read_held(root, file)
    found = _KEY.findall(data)
    if len(found) == len(data.splitlines()):
        return dict.fromkeys(key.decode(errors="replace") for key in found)
    return dict.fromkeys(item.key for item in _ledger(root, slug).items) if data else ()
