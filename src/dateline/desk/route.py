"""Which stories an item goes to, or why to none.

Words decide whether an item is near a story, so that every decision can be told in words. A *core* word stands in the story's
title, tags or queries; a word of its latest version is a *story* word. An item is near a story when it has

- every word of one of its queries: the editors asked for just that; or
- two core words: one common word alone is as often chance; or
- one core word that no other story has, and that is no common word; or
- one core word, and at least three words of its title, and half of them, are story words; or
- one story word, when the story's own search found it.

Whatever the words, an item without one of the story's `must` words, or with one of its `never` words, is not for it.

BM25 (Robertson and Zaragoza, 2009, https://doi.org/10.1561/1500000019), which SQLite's FTS5 computes with the stories as its
documents, ranks the near ones by their core words, since a word that many stories share says little. An item goes to the
nearest story and to each that scores at least a third of it; what a query or a search asked for goes there in any case.
"""

import sqlite3
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.core.model import REACTIVE, Dossier, Item, Slug
from dateline.core.text import significant_words

LEAST_CORE_WORDS = 2
LEAST_TITLE_WORDS = 3
LEAST_PART_OF_BEST = 1 / 3
LEAST_TELLING = 4
"""Characters of a word that may decide alone."""
MOST_CHARACTERS = 1_000
"""How far an item is read: its subject stands in its beginning."""

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
    """Whether the editors' own `must` and `never` words decided, so that no model is asked."""
    is_final: bool = True
    """Whether this was decided; False where a model should have been asked and failed: the next run decides."""


@dataclass(frozen=True, slots=True)
class Routing:
    """Where the items go; each is routed or spiked, never both, never neither."""

    routed: tuple[tuple[Slug, tuple[Item, ...]], ...] = ()
    """The stories that get items, by slug, each with its items in the order they were collected."""
    spiked: tuple[Spiked, ...] = ()
    """The items that no story gets, in the order they were collected."""

    def items_for(self, slug: str) -> tuple[Item, ...]:
        """What goes to one story."""
        return dict(self.routed).get(slug, ())


@dataclass(frozen=True, slots=True)
class _Profile:
    """A story as words."""

    slug: str
    feeds: frozenset[str] | None
    core: frozenset[str]
    queries: tuple[frozenset[str], ...]
    words: frozenset[str]
    """The core and the words of the latest version."""
    must: tuple[frozenset[str], ...] = ()
    never: tuple[frozenset[str], ...] = ()
    telling: frozenset[str] = frozenset()
    """The core words that decide alone."""

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
        """Why the editors do not want an item with these words here; empty where they may."""
        if missing := [phrase for phrase in self.must if not phrase <= words]:
            return f'lacks "{" ".join(sorted(missing[0]))}", which {self.slug} must have'
        if found := [phrase for phrase in self.never if phrase <= words]:
            return f'has "{" ".join(sorted(found[0]))}", which {self.slug} never takes'
        return ""

    def is_near(self, title: frozenset[str], words: frozenset[str]) -> bool:
        shared = len(self.core & words)
        if shared >= LEAST_CORE_WORDS or not shared or self.telling & words:
            return shared > 0
        return len(title & self.words) >= max(LEAST_TITLE_WORDS, len(title) / 2)


def _words(text: str) -> Iterator[str]:
    """The words that can tell two subjects apart; in scripts without spaces, each two neighbouring characters."""
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
    """The profiles, each with the core words that no other story has and that are no common words."""
    held = Counter(word for profile in profiles for word in profile.core)
    return [
        replace(
            one,
            telling=frozenset(word for word in one.core if held[word] == 1 and len(word) >= LEAST_TELLING and word not in common),
        )
        for one in profiles
    ]


class _Ranking:
    """The stories in a full-text index in memory."""

    def __init__(self, database: sqlite3.Connection, profiles: Sequence[_Profile]) -> None:
        self.database = database
        self.core: frozenset[str] = frozenset().union(*(one.core for one in profiles))
        database.execute(
            "CREATE VIRTUAL TABLE story USING fts5(slug UNINDEXED, core, tokenize = 'unicode61 remove_diacritics 0')"
        )
        database.executemany("INSERT INTO story VALUES (?, ?)", ((one.slug, " ".join(one.core)) for one in profiles))

    def scores(self, words: frozenset[str]) -> dict[str, float]:
        """Each story that shares a core word → its score, the higher the nearer."""
        # Quoted, a word is never taken for an operator; it holds letters and digits alone, so it cannot close the quotation.
        query = " OR ".join(f'"{word}"' for word in sorted(words & self.core))
        found = self.database.execute("SELECT slug, -bm25(story) FROM story WHERE story MATCH ?", (query,))
        return dict(found.fetchall())


def _spike(item: Item, words: frozenset[str], admitting: Sequence[_Profile], ranking: _Ranking) -> Spiked:
    """The item with the reason why no story gets it."""
    if not admitting:
        return Spiked(item, f'no active story follows the feed "{item.feed}"')
    weak = [one for one in admitting if one.core & words]
    if not weak:
        return Spiked(item, NOTHING_SHARED if words else NOTHING_SAID)
    scores = ranking.scores(words)
    nearest = max(weak, key=lambda one: scores[one.slug])
    (shared,) = nearest.core & words
    return Spiked(item, f"too weak: {shared} (1 word) with {nearest.slug}", nearest.slug)


def _place(item: Item, profiles: Sequence[_Profile], ranking: _Ranking, labels: Mapping[str, str]) -> Sequence[str] | Spiked:
    """The slugs of the stories that get an item, or why none does."""
    title = frozenset(_words(item.title))
    words = title.union(_words(item.text))
    admitting = [one for one in profiles if one.admits(item, labels)]
    wanting = [one for one in admitting if one.asked_for(item, words) or one.is_near(title, words)]
    reasons = {one.slug: reason for one in wanting if (reason := one.bars(words))}
    near = [one.slug for one in wanting if one.slug not in reasons]
    asked = [one.slug for one in wanting if one.slug in near and one.asked_for(item, words)]
    if not near:
        barred = next(iter(reasons), None)
        return Spiked(item, reasons[barred], barred, is_settled=True) if barred else _spike(item, words, admitting, ranking)
    if near == asked or len(near) == 1:
        return near
    scores = ranking.scores(words)
    least = LEAST_PART_OF_BEST * max(scores.get(slug, 0.0) for slug in near)
    return [slug for slug in near if slug in asked or scores[slug] >= least]


def route(
    items: Sequence[Item], stories: Sequence[Dossier], labels: Mapping[str, str] | None = None, common: Container[str] = ()
) -> Routing:
    """Decides for each item which active stories it goes to; neither order matters.

    Args:
        items: what was collected.
        stories: all stories; those that are not active get nothing.
        labels: a feed's label, as an item names it, → its id, as a story's `feeds` names it. A label that is not in it
            stands for itself.
        common: words that are too common to decide alone.
    """
    active = sorted((one for one in stories if one.story.status == "active"), key=lambda one: one.slug)
    profiles = _with_telling([_profile(dossier) for dossier in active], common)
    routed: dict[str, list[Item]] = {}
    spiked = []
    with closing(sqlite3.connect(":memory:")) as database:
        ranking = _Ranking(database, profiles)
        for item in sorted(items, key=lambda one: (one.collected, one.key, repr(one))):
            place = _place(item, profiles, ranking, labels or {})
            if isinstance(place, Spiked):
                spiked.append(place)
                continue
            for slug in place:
                routed.setdefault(slug, []).append(item)
    return Routing(tuple((slug, tuple(routed[slug])) for slug in sorted(routed)), tuple(spiked))
