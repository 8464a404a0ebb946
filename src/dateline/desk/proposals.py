"""Proposals for new stories, from items that fit no story, if several origins in several feeds are about the same thing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.core.ids import slug
from dateline.core.model import Item, Story
from dateline.core.origins import Cluster, clusters, independent
from dateline.core.text import clean, is_cut, significant_words
from dateline.desk.route import Spiked
from dateline.desk.topics import topics

LEAST_ORIGINS = 3
LEAST_FEEDS = 2
MOST_WORDS = 4
MOST_PROPOSALS = 5
LONGEST_SLUG = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """A story that the editors may want."""

    slug: str
    """The folder's name."""
    story: Story
    """Its title and queries, from the items' own words."""
    items: tuple[Item, ...]
    """The items that it would start with."""


def proposals(spiked: Iterable[Spiked], taken: Iterable[str]) -> tuple[Proposal, ...]:
    """The stories that could be made from spiked items, the one with the most origins first.

    Args:
        spiked: the items that fit no story.
        taken: slugs that are already used.
    """
    used = set(taken)
    found = []
    for topic in topics(clusters(one.item for one in spiked), frozenset()):
        feeds = {cluster.origin.feed for cluster in topic}
        if independent(topic) >= LEAST_ORIGINS and len(feeds) >= LEAST_FEEDS and (made := _proposal(topic, used)):
            used.add(made.slug)
            found.append(made)
    return tuple(found[:MOST_PROPOSALS])


def _proposal(topic: tuple[Cluster, ...], used: set[str]) -> Proposal | None:
    """The story for a topic; None if its name is taken, or if no title gives it a name."""
    origins = sorted((cluster.origin for cluster in topic), key=lambda one: (is_cut(one.title), one.day, one.key))
    title = " ".join(clean(origins[0].title).split())
    name = slug(title, LONGEST_SLUG)
    if not name or name in used:
        return None
    shared = Counter(word for origin in origins for word in set(significant_words(origin.title)))
    words = [word for word, count in sorted(shared.items(), key=lambda one: (-one[1], one[0])) if count > 1][:MOST_WORDS]
    items = tuple(item for cluster in topic for item in (cluster.origin, *cluster.copies))
    return Proposal(name, Story(title, queries=(" ".join(words),)), items)
