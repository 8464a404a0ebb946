"""What an essay draws on: the newest versions of some stories, and items of their ledgers, as one assignment.

Only what git keeps of an item counts: whoever has a checkout can find every quote.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.core.constraints import SLUG
from dateline.core.ledger import records
from dateline.core.model import Dossier, Item, Source, Story, Timestamp
from dateline.desk.draft import Assignment
from dateline.desk.edit_context import EditContext

MOST_IN_ALL = 160_000
"""How many characters of items are sent."""
_GROUP = re.compile(r"\[@([^\[\]\n]*)\]")
_KEY = re.compile(rf"(?:(?P<story>{SLUG.pattern})/)?(?P<key>{SLUG.pattern})")


@dataclass(frozen=True)
class Material:
    """What an essay or an introduction may draw on. Inside, an item has its key alone; on paper it is `story/key`."""

    stories: tuple[Dossier, ...]
    """The stories, each with a version."""
    items: tuple[Item, ...]
    """The items that are sent: those that the newest versions cite, then the newest others."""
    left_out: int
    """How many usable items are not sent because there are too many."""
    now: Timestamp
    """The time of the run, UTC."""

    @cached_property
    def home(self) -> Mapping[str, str]:
        """Key → the story under which it is cited: the first that cites the item, else the first that collected it."""
        collected = {item.key: one.slug for one in reversed(self.stories) for item in one.items}
        cited = {key: one.slug for one in reversed(self.stories) for key in _cited(one)}
        return collected | cited

    @cached_property
    def context(self) -> EditContext:
        """What an answer is checked against."""
        return EditContext(self.assignment)

    @cached_property
    def assignment(self) -> Assignment:
        """The same for the checks that read an assignment: a story without a version, to which these items have come."""
        keys = frozenset(item.key for item in self.items)
        collected = tuple(item for one in self.stories for item in one.items if item.key in keys and not item.withdrawn)
        lines = dict.fromkeys((*collected, *self.items))
        events = dict.fromkeys(event for one in self.stories for event in one.events if event.key in keys and not event.withdrawn)
        titles = " ".join(one.latest.title for one in self.stories if one.latest)  # their words need no source
        held = Dossier("", Story(titles), items=tuple(lines), events=tuple(events))
        texts = {key: "\n\n".join(record.words[1:]) for key, record in records([held]).items()}
        return Assignment(held, self.items, 1, self.now, texts)

    def on_paper(self, text: str) -> str:
        """The text with `[@story/key]` in place of `[@key]`."""
        return _GROUP.sub(lambda found: f"[{'; '.join(map(self._named, found[1].split(';')))}]", text)

    def _named(self, said: str) -> str:
        key = said.strip().removeprefix("@")
        return f"@{self.home[key]}/{key}" if key in self.home else f"@{key}"

    def inside(self, text: str) -> str:
        """The text with `[@key]` in place of `[@story/key]`; a citation of something else stays as it is."""
        return _GROUP.sub(lambda found: f"[{'; '.join(f'@{self.key(one)}' for one in found[1].split(';'))}]", text)

    def key(self, said: str) -> str:
        """The key of an item that a model names `story/key`; what names no item that it was given stays as it is."""
        found = _KEY.fullmatch(said.strip().removeprefix("@"))
        if not found or found["key"] not in self.home or found["story"] not in (None, *self._stories_of(found["key"])):
            return said.strip().removeprefix("@")
        return found["key"]

    def _stories_of(self, key: str) -> Iterator[str]:
        return (one.slug for one in self.stories if key in {*_cited(one), *(item.key for item in one.items)})


def gathered_from(
    stories: Sequence[Dossier], now: Timestamp, most: int = MOST_IN_ALL, *, only: Collection[str] | None = None
) -> Material:
    """The material of an essay.

    Args:
        stories: the stories, each with a version.
        now: the time of the run, UTC.
        most: how many characters of items are sent; those that the newest versions cite are always sent.
        only: the keys of the items that the newest versions cite and that are sent; None for all of them.
    """
    cited = {item.key: item for one in stories for item in _cited_items(one) if only is None or item.key in only}
    last = {item.key: item for one in stories for item in one.items if item.is_usable and not item.copy_of}
    gone = {item.key for one in stories for item in one.items if item.withdrawn}
    others = [item for key, item in last.items() if key not in cited and key not in gone]
    others.sort(key=lambda one: (one.collected, one.key), reverse=True)
    room = most - sum(map(_length, cited.values()))
    taken: list[Item] = []
    for item in others:
        room -= _length(item)
        if room < 0:
            break
        taken.append(item)
    return Material(tuple(stories), (*cited.values(), *taken), len(others) - len(taken), now)


def _length(item: Item) -> int:
    return len(item.title) + len(item.text)


def _cited(story: Dossier) -> Iterator[str]:
    return (source.key for source in _sources(story))


def _sources(story: Dossier) -> tuple[Source, ...]:
    return story.latest.sources if story.latest else ()


def _cited_items(story: Dossier) -> Iterable[Item]:
    """The items that the newest version cites, without those that were withdrawn."""
    held: dict[str, Item] = {}
    for item in story.items:
        held[item.key] = item
    for source in _sources(story):
        item = held.get(source.key) or _of_another_ledger(source, story)
        if not item.withdrawn:
            yield replace(item, spiked=None)


def _of_another_ledger(source: Source, story: Dossier) -> Item:
    """A source that another story collected: what the version says of it is known."""
    at = story.latest.published if story.latest else ""
    text = "\n\n".join(source.quotes)
    return Item(source.key, source.title, source.url, source.feed, source.date, at, text, source.evidence)
