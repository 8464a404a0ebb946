"""The briefs that `race.py` builds: random words in the shape and size of real briefs, the same ones each time.

A story begins with 60 items and eight events. Each version adds 12 items and an event. In a sentence that cites, two words of
three come from the cited items, with their figures and names, so that `check` has something to compare.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from dateline.core.ids import fingerprint, item_key, slug
from dateline.core.model import Event, Item, Question, Source, Tension, Version, Voice, WrittenBy

START = datetime(2026, 2, 12, 6, tzinfo=UTC)
BETWEEN = timedelta(hours=31)
"""From one version to the next."""
FIRST_ITEMS, NEW_ITEMS = 60, 12
FIRST_EVENTS, MOST_EVENTS = 8, 15
VOICES = 10
SYLLABLES = "ba co dri el fa gan hu il jor ka len mo nar op pel qui ro sta tur ul ven wi xa yo zim".split()
SMALL = "the of to and in a that is for on as with its by from at are has an was but which after under while".split()
_DICE = Random(1)
RARE = ["".join(_DICE.choices(SYLLABLES, k=_DICE.randint(1, 3))) for _ in range(2_000)]
WORDS = RARE + SMALL * (len(RARE) // len(SMALL) // 2)
"""A third of a text are small words."""


class Told(NamedTuple):
    """A version, and what had come in for it."""

    version: Version
    """The version, with its sources."""
    items: tuple[Item, ...]
    """The items since the version before."""


class Telling:
    """A story, told version after version; each sentence is kept from the last version with the probability `keep`."""

    def __init__(self, number: int, keep: float) -> None:
        self.dice = Random(f"{number} {keep}")
        self.keep = keep
        self.start = START + number * timedelta(minutes=37)
        self.title = self.heading(6)
        self.slug = f"{slug(self.title, 40)}-{number:05d}"
        self.voices = [self.heading(2) for _ in range(VOICES)]
        self.outlets = [f"{self.heading(1)} News" for _ in range(20)]
        self.items: dict[str, Item] = {}
        self.said: dict[str, tuple[str, tuple[str, ...]]] = {}
        """The last sentence at each place, and the keys that it cites."""

    def tell(self, number: int) -> Told:
        """The next version; `number` is one more than that of the last."""
        filed = self.start + number * BETWEEN
        stamp = f"{filed:%Y-%m-%dT%H:%M:%SZ}"
        new = tuple(self.item(filed, stamp) for _ in range(NEW_ITEMS if self.items else FIRST_ITEMS))
        self.items |= {item.key: item for item in new}
        version = Version(
            format=1,
            version=number,
            kind="update",
            title=self.title,
            published=stamp,
            items=len(self.items),
            changes=self.text("changes", 2, cites=False),
            what=self.text("what", 5),
            why_it_matters=self.text("why", 3, cites=False),
            open_questions=tuple(Question(f"question-{one}", self.text(f"question {one}", 2, cites=False)) for one in range(4)),
            narrative=tuple(self.text(f"narrative {one}", 7) for one in range(4)),
            timeline=self.timeline(number),
            perspectives=tuple(map(self.voice, self.voices)),
            tensions=tuple(Tension(f"tension-{one}", self.text(f"tension {one}", 3)) for one in range(4)),
            sources=self.sources(),
            written_by=WrittenBy("desk"),
        )
        return Told(version, new)

    def heading(self, words: int) -> str:
        return " ".join(self.dice.choices(RARE, k=words)).title()

    def item(self, collected: datetime, stamp: str) -> Item:
        """An item of the day before: a headline and an excerpt of 50 words, with figures and a name."""
        dice = self.dice
        title, outlet = self.heading(dice.randint(7, 12)), dice.choice(self.outlets)
        words = dice.choices(WORDS, k=50)
        words[10], words[20], words[30] = f"{dice.randint(2, 98)}%", f"{dice.randint(1_000, 9_000):,}", self.heading(1)
        text = f"{_begun(' '.join(words))}."
        day = f"{collected - timedelta(days=1):%Y-%m-%d}"
        url = f"https://{slug(outlet)}.example/{day}/{slug(title)}"
        return Item(item_key(title, url), title, url, outlet, day, stamp, text, "excerpt", fingerprint(title, text))

    def text(self, place: str, sentences: int, *, cites: bool = True) -> str:
        """The sentences at a place, one a line: some kept, the others new."""
        places = [f"{place} {number}" for number in range(sentences)]
        for one in places:
            if one not in self.said or self.dice.random() >= self.keep:
                self.said[one] = self.sentence(cites=cites)
        return "\n".join(self.said[one][0] for one in places)

    def sentence(self, *, cites: bool) -> tuple[str, tuple[str, ...]]:
        """A sentence of 14 to 30 words and the keys that it cites, of the newest items."""
        dice = self.dice
        keys = tuple(dice.sample(list(self.items)[-FIRST_ITEMS:], dice.choice((1, 1, 1, 2, 2, 3)))) if cites else ()
        cited = [word for key in keys for word in self.items[key].text[:-1].split()] or WORDS
        words = [dice.choice(cited if dice.random() < 2 / 3 else WORDS) for _ in range(dice.randint(14, 30))]
        citation = f" [{'; '.join(f'@{key}' for key in keys)}]" if keys else ""
        return f"{_begun(' '.join(words))}{citation}.", keys

    def timeline(self, number: int) -> tuple[Event, ...]:
        """One event a day, the newest two days before the version; the oldest are left out of a long timeline."""
        newest = FIRST_EVENTS + number - 1
        first = self.start - timedelta(days=FIRST_EVENTS + 1)
        days = range(max(0, newest - MOST_EVENTS), newest)
        for old in range(days.start):
            self.said.pop(f"event {old} 0", None)
        return tuple(Event(f"{first + timedelta(days=day):%Y-%m-%d}", self.text(f"event {day}", 1)) for day in days)

    def voice(self, name: str) -> Voice:
        return Voice(slug(name), name, view=self.text(f"view of {name}", 2), evolution=self.text(f"evolution of {name}", 1))

    def sources(self) -> tuple[Source, ...]:
        """The items that the sentences cite, each with a quote."""
        cited = dict.fromkeys(key for _, keys in self.said.values() for key in keys)
        return tuple(
            Source(item.key, item.title, item.url, item.feed, item.published, item.evidence, (" ".join(item.text.split()[1:8]),))
            for item in map(self.items.__getitem__, cited)
        )


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
