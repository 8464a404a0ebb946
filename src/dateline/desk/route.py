"""Which stories an item goes to, or why it goes to none.

Words decide whether an item is near a story, so that every decision can be explained. A *core* word is in the story's title,
tags or queries; a *story* word is also in its latest version. An item is near a story if it has

- every word of one of the story's queries, because the editors asked for exactly that; or
- two core words, because a single common word may be there by chance; or
- one core word that no other story has and that is not common; or
- one core word, if at least three words of its title, and at least half of them, are story words; or
- one story word, if the story's own search found it.

In any case, an item that lacks one of the story's `must` words, or has one of its `never` words, does not go to the story.

BM25 (Robertson and Zaragoza, 2009, https://doi.org/10.1561/1500000019), computed by SQLite's FTS5 with the stories as
documents, ranks the near stories by their core words, since a word that many stories share says little. An item goes to the
nearest story and to each one that scores at least a third as much, and always to a story whose query or search matched.
"""

import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter

from dateline.core.model import REACTIVE, Dossier, Item, Slug
from dateline.core.text import significant_words

LEAST_CORE_WORDS = 2
LEAST_TITLE_WORDS = 3
LEAST_PART_OF_BEST = 1 / 3
LEAST_TELLING = 4
"""How many characters a word must have to decide alone."""
MOST_CHARACTERS = 1_000
"""How many characters of an item are read: its subject is near the beginning."""

NOTHING_SHARED = "shares no significant word with any story"
NOTHING_SAID = "has no significant word in title or text"


@dataclass(frozen=True, slots=True)
class Spiked:
    """An item that goes to no story."""

    item: Item
    """The item."""
    reason: str
    """Why, in words for the ledger."""
    nearest: Slug | None = None
    """The story it came nearest to."""
    is_settled: bool = False
    """Whether the editors' own `must` and `never` words decided, so that no model is needed."""
    is_final: bool = True
    """Whether this is decided; False if the model that should decide failed, so that the next run decides."""


@dataclass(frozen=True, slots=True)
class Routing:
    """Where the items go; each is either routed or spiked."""

    routed: tuple[tuple[Slug, tuple[Item, ...]], ...] = ()
    """The stories that get items, by slug, each with its items in the order they were collected."""
    spiked: tuple[Spiked, ...] = ()
    """The items that no story gets, in the order they were collected."""

    def items_for(self, slug: str) -> tuple[Item, ...]:
        """The items for one story."""
        at = bisect_left(self.routed, slug, key=itemgetter(0))
        return self.routed[at][1] if at < len(self.routed) and self.routed[at][0] == slug else ()


@dataclass(frozen=True, slots=True)
class _Profile:
    """A story as words."""

    slug: str
    feeds: frozenset[str] | None
    core: frozenset[str]
    queries: tuple[frozenset[str], ...]
    words: frozenset[str]
    """The core words and the words of the latest version."""
    must: tuple[frozenset[str], ...] = ()
    never: tuple[frozenset[str], ...] = ()
    telling: frozenset[str] = frozenset()
    """The core words that can decide alone."""

    def admits(self, item: Item, labels: Mapping[str, str]) -> bool:
        followed = (labels.get(label, label) for label in (item.feed, item.channel))
        return self.feeds is None or self.searched(item.feed) or any(one in self.feeds for one in followed)

    def searched(self, label: str) -> bool:
        return label == REACTIVE + self.slug

    def asked_for(self, item: Item, words: frozenset[str]) -> bool:
        if self.searched(item.feed) and words & self.words:
            return True
        return any(query <= words for query in self.queries)

    def bars(self, words: frozenset[str]) -> str:
        """Why the editors' settings keep an item with these words from this story; empty if they do not."""
        if missing := [phrase for phrase in self.must if not phrase <= words]:
            return f'lacks "{" ".join(sorted(missing[0]))}", which {self.slug} requires'
        if found := [phrase for phrase in self.never if phrase <= words]:
            return f'has "{" ".join(sorted(found[0]))}", which {self.slug} excludes'
        return ""

    def is_near(self, title: frozenset[str], words: frozenset[str]) -> bool:
        shared = len(self.core & words)
        if shared >= LEAST_CORE_WORDS or not shared or self.telling & words:
            return shared > 0
        return len(title & self.words) >= max(LEAST_TITLE_WORDS, len(title) / 2)


def _words(text: str) -> Iterator[str]:
    """The words that can distinguish two subjects; in scripts without spaces, each pair of neighbouring characters."""
    words = significant_words(text[:MOST_CHARACTERS])
    yield from (word for word in words if len(word) > 1)
    yield from (a + b for a, b in pairwise(words) if len(a) == len(b) == 1 and not (a + b).isascii())


def _profile(dossier: Dossier) -> _Profile:
    story, latest = dossier.story, dossier.latest
    queries, must, never = map(_phrases, (story.queries, story.must, story.never))
    core = frozenset(_words(" . ".join((story.title, *story.tags)))).union(*queries)
    body = (word for field in (latest.text_fields() if latest else ()) for word in _words(field.text))
    feeds = None if story.feeds == "all" else frozenset(story.feeds)
    return _Profile(dossier.slug, feeds, core, queries, core.union(body), must, never)


def _phrases(texts: Iterable[str]) -> tuple[frozenset[str], ...]:
    return tuple(filter(None, (frozenset(_words(text)) for text in texts)))


def _with_telling(profiles: Sequence[_Profile], common: Container[str]) -> list[_Profile]:
    """The profiles, each with its core words that no other story has and that are not common."""
    held = Counter(word for profile in profiles for word in profile.core)
    return [
        replace(
            one,
            telling=frozenset(word for word in one.core if held[word] == 1 and len(word) >= LEAST_TELLING and word not in common),
        )
        for one in profiles
    ]


class _Ranking:
    """A full-text index of the stories, in memory."""

    def __init__(self, database: sqlite3.Connection, profiles: Sequence[_Profile]) -> None:
        self.database = database
        self.core: frozenset[str] = frozenset().union(*(one.core for one in profiles))
        database.execute(
            "CREATE VIRTUAL TABLE story USING fts5(slug UNINDEXED, core, tokenize = 'unicode61 remove_diacritics 0')"
        )
        database.executemany("INSERT INTO story VALUES (?, ?)", ((one.slug, " ".join(one.core)) for one in profiles))

    def scores(self, words: frozenset[str]) -> dict[str, float]:
        """Each story that shares a core word → its score; a higher score is nearer."""
        # A quoted word is never an operator; it has only letters and digits, so it cannot end the quotation.
        query = " OR ".join(f'"{word}"' for word in sorted(words & self.core))
        found = self.database.execute("SELECT slug, -bm25(story) FROM story WHERE story MATCH ?", (query,))
        return dict(found.fetchall())


class _Index:
    """The stories by their core words and by their own searches: only these can get an item, and there may be many others."""

    def __init__(self, profiles: Sequence[_Profile], labels: Mapping[str, str]) -> None:
        self.profiles, self.labels = profiles, labels
        self._with: dict[str, list[int]] = {}
        self._followed: dict[tuple[str, str], bool] = {}
        for at, profile in enumerate(profiles):
            for word in (*profile.core, REACTIVE + profile.slug):
                self._with.setdefault(word, []).append(at)

    def admitting(self, item: Item, words: Iterable[str]) -> list[_Profile]:
        """The stories that share a core word with the item, or whose search found it, among those that follow its feed."""
        found = sorted({at for word in (*words, item.feed) for at in self._with.get(word, ())})
        return [one for one in map(self.profiles.__getitem__, found) if one.admits(item, self.labels)]

    def is_followed(self, item: Item) -> bool:
        """Whether any story follows the item's feed."""
        feed = (item.feed, item.channel)
        if feed not in self._followed:
            self._followed[feed] = any(one.admits(item, self.labels) for one in self.profiles)
        return self._followed[feed]


def _spike(item: Item, words: frozenset[str], sharing: Sequence[_Profile], index: _Index, ranking: _Ranking) -> Spiked:
    """The item, with the reason why no story gets it."""
    if not index.is_followed(item):
        return Spiked(item, f'no active story follows the feed "{item.feed}"')
    weak = [one for one in sharing if one.core & words]
    if not weak:
        return Spiked(item, NOTHING_SHARED if words else NOTHING_SAID)
    scores = ranking.scores(words)
    nearest = max(weak, key=lambda one: scores[one.slug])
    (shared,) = nearest.core & words
    return Spiked(item, f"too weak: {shared} (1 word) with {nearest.slug}", nearest.slug)


def _place(item: Item, index: _Index, ranking: _Ranking) -> Sequence[str] | Spiked:
    """The slugs of the stories that get an item, or the reason why none does."""
    title = frozenset(_words(item.title))
    words = title.union(_words(item.text))
    admitting = index.admitting(item, words)
    wanting = [one for one in admitting if one.asked_for(item, words) or one.is_near(title, words)]
    reasons = {one.slug: reason for one in wanting if (reason := one.bars(words))}
    near = [one.slug for one in wanting if one.slug not in reasons]
    asked = [one.slug for one in wanting if one.slug in near and one.asked_for(item, words)]
    if not near:
        barred = next(iter(reasons), None)
        return (
            Spiked(item, reasons[barred], barred, is_settled=True) if barred else _spike(item, words, admitting, index, ranking)
        )
    if near == asked or len(near) == 1:
        return near
    scores = ranking.scores(words)
    least = LEAST_PART_OF_BEST * max(scores.get(slug, 0.0) for slug in near)
    return [slug for slug in near if slug in asked or scores[slug] >= least]


def route(
    items: Sequence[Item], stories: Sequence[Dossier], labels: Mapping[str, str] | None = None, common: Container[str] = ()
) -> Routing:
    """Decides for each item which active stories it goes to; the order of items and stories does not matter.

    Args:
        items: the collected items.
        stories: all stories; inactive ones get nothing.
        labels: a feed's label, as in an item → its id, as in a story's `feeds`; a label that is missing is its own id.
        common: words that are too common to decide alone.
    """
    active = sorted((one for one in stories if one.story.status == "active"), key=lambda one: one.slug)
    profiles = _with_telling([_profile(dossier) for dossier in active], common)
    routed: dict[str, list[Item]] = {}
    spiked = []
    index = _Index(profiles, labels or {})
    with closing(sqlite3.connect(":memory:")) as database:
        ranking = _Ranking(database, profiles)
        for item in sorted(items, key=lambda one: (one.collected, one.key, repr(one))):
            place = _place(item, index, ranking)
            if isinstance(place, Spiked):
                spiked.append(place)
                continue
            for slug in place:
                routed.setdefault(slug, []).append(item)
    return Routing(tuple((slug, tuple(routed[slug])) for slug in sorted(routed)), tuple(spiked))
