"""The made-up publications that `load.py` measures: each grows in one direction, and stays small in the others."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from bench.race_corpus import START, SYLLABLES, Telling, Told
from bench.race_sites import Dateline

from dateline.core import codec, layout
from dateline.core.config import Author, Config, Daily, Feed, Limits
from dateline.core.model import Event, Item, Question, Tension, Version, WrittenBy

BETWEEN = timedelta(hours=6)
"""From one version of a story to the next."""
SENTENCES = 3
"""Of a paragraph."""
FEED_ITEMS = 10


class Size(NamedTuple):
    """How large a publication is."""

    stories: int = 1
    versions: int = 3
    """Of each story."""
    items: int = 12
    """In each ledger, before the first version."""
    paragraphs: int = 2
    """In each version."""
    cited: int = 1
    """How many items each sentence cites."""
    feeds: int = 0


class Part(NamedTuple):
    """What grows."""

    what: str
    """What is counted, in the plural."""
    full: int
    """How many there are at most."""
    size: Callable[[int], Size]
    """The publication with so many."""


PARTS = {
    "stories": Part("stories of 10 versions, and as many feeds", 1_000, lambda n: Size(stories=n, versions=10, feeds=n)),
    "versions": Part("versions of one story", 1_000, lambda n: Size(versions=n)),
    "sources": Part("sources of each of 3 versions", 5_000, lambda n: Size(items=n, paragraphs=-(-n // 15), cited=5)),
    "ledger": Part("items in one ledger", 100_000, lambda n: Size(items=n)),
}
SMALLEST = Size(versions=2)
"""What a command takes for this is its start."""


class Growing(Telling):
    """A story of a given size; its title has a word that no other has."""

    def __init__(self, number: int, size: Size) -> None:
        super().__init__(number, keep=0.8)
        self.size = size
        self.name = "".join(SYLLABLES[number // 25**place % 25] for place in range(4)).title()
        self.title = f"The {self.name} question"
        self.slug = f"{self.name.lower()}-{number:05d}"
        self.cited: Iterator[str] = iter(())

    def tell(self, number: int) -> Told:
        filed = START + number * BETWEEN
        stamp = f"{filed:%Y-%m-%dT%H:%M:%SZ}"
        new = tuple(self.item(filed, stamp) for _ in range(6 if self.items else self.size.items))
        self.items |= {item.key: item for item in new}
        self.cited = cycle([item.key for item in new])
        version = Version(
            format=1,
            version=number,
            kind="update",
            title=self.title,
            published=stamp,
            items=len(self.items),
            changes=self.text("changes", 1, cites=False),
            what=self.text("what", 2),
            why_it_matters=self.text("why", 1, cites=False),
            open_questions=(Question("question", self.text("question", 1, cites=False)),),
            narrative=tuple(self.text(f"narrative {one}", SENTENCES) for one in range(self.size.paragraphs)),
            timeline=self.timeline(number),
            perspectives=tuple(map(self.voice, self.voices[:1])),
            tensions=(Tension("tension", self.text("tension", 1)),),
            sources=self.sources(),
            written_by=WrittenBy("desk"),
        )
        return Told(version, new)

    def timeline(self, number: int) -> tuple[Event, ...]:
        """One event a day, the newest the day before the version; the oldest are left out of a long timeline."""
        newest = number // 4
        days = range(max(0, newest - 3), newest + 1)
        self.said.pop(f"event {days.start - 1} 0", None)
        return tuple(Event(f"{START + timedelta(days=day - 1):%Y-%m-%d}", self.text(f"event {day}", 1)) for day in days)

    def sentence(self, *, cites: bool) -> tuple[str, tuple[str, ...]]:
        """A sentence of 14 to 30 words of the items that it cites, of which each new one has its turn."""
        keys = tuple(dict.fromkeys(islice(self.cited, self.size.cited))) if cites else ()
        words = [word for key in keys for word in self.items[key].text[:-1].split()] or self.heading(40).split()
        text = " ".join(self.dice.choices(words, k=self.dice.randint(14, 30)))
        citation = f" [{'; '.join(f'@{key}' for key in keys)}]" if keys else ""
        return f"{text[:1].upper()}{text[1:]}{citation}.", keys


class Loaded(Dateline):
    """A publication of a size."""

    def __init__(self, folder: Path, size: Size, feed: Callable[[int], Feed], limits: Limits) -> None:
        super().__init__(folder)
        self.size = size
        self.stories = [Growing(number, size) for number in range(size.stories)]
        feeds = tuple(map(feed, range(size.feeds)))
        config = Config(
            "Load", "https://load.example/", feeds=feeds, limits=limits, author=Author("Load"), daily=Daily(enabled=True)
        )
        self.write(layout.SITE, codec.dump(config, layout.schema("site")))
        for story in self.stories:
            for number in range(1, size.versions + 1):
                self.add(story, story.tell(number))

    @property
    def first(self) -> Growing:
        """The story that changes."""
        return self.stories[0]

    def arrives(self, title: str) -> None:
        """Puts an item that nobody has seen into the ledger of the first story."""
        key = title.lower().replace(" ", "-")
        item = Item(
            key, title, feed="Wire", collected="2026-11-20T06:00:00Z", text=f"{title}, said the wire.", evidence="excerpt"
        )
        self.write(layout.ledger_path(self.first.slug), codec.dump_line(item), "a")


def feed_of(story: Growing, place: str) -> bytes:
    """A feed with ten items: five are about one story, and five about none; their pages are at a place of their own."""
    filed = START + timedelta(days=200)
    items = [story.item(filed, f"{filed:%Y-%m-%dT%H:%M:%SZ}") for _ in range(FEED_ITEMS)]
    entries = "".join(
        f"<item><title>{title}</title><link>{place}/{item.key}</link><description>{item.text}</description>"
        f"<pubDate>{filed:%a, %d %b %Y} 05:00:00 GMT</pubDate></item>"
        for number, item in enumerate(items)
        for title in (f"{story.name}: {item.title}" if number % 2 else item.title,)
    )
    return f'<rss version="2.0"><channel><title>Wire</title>{entries}</channel></rss>'.encode()
