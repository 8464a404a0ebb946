"""A story with all its versions, worked out once for all its pages: what changed, how old each part is, who copied whom."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from functools import cached_property
from itertools import accumulate, chain, pairwise
from types import MappingProxyType
from typing import Any, Concatenate, Literal, NamedTuple, ParamSpec, TypeVar

from dateline.core import codec
from dateline.core.analysis import AnalysedStory
from dateline.core.compare import Comparison
from dateline.core.ledger import Tally
from dateline.core.model import Correction, Item, Tombstone, Version, Withdrawn
from dateline.core.origins import Lineage, Origins
from dateline.core.text.language import language_of
from dateline.site import urls
from dateline.site.frame import Link, mark
from dateline.site.typography import printed
from dateline.site.words import N_, _

PARTS = {
    "brief": (N_("Brief"), ""),
    "changes": (N_("Changes"), "changes/"),
    "timeline": (N_("Timeline"), "timeline/"),
    "sources": (N_("Sources"), "sources/"),
    "history": (N_("History"), "history/"),
}
"""A story's pages: the name of each for readers, and its address below the story's own."""


_ITEMS = tuple[Item, ...]


T = TypeVar("T")
P = ParamSpec("P")


class Standing(NamedTuple):
    """The age of a sentence, question, voice or tension."""

    since: int
    """The version that had it first."""
    worded: int
    """The version that gave it its present words."""


class Filed(NamedTuple):
    """A version that was filed, withdrawn or not."""

    number: int
    """Its number."""
    published: str
    """When it was filed; if that is not known, the day on which it was withdrawn."""
    withdrawn: Withdrawn | None = None
    """When and why it was withdrawn; None if it was not."""

    @property
    def moment(self) -> str:
        """The time at which it was filed; empty if only the day of its withdrawal is known."""
        return self.published if "T" in self.published else ""


STATUS = {"dormant": N_("dormant"), "closed": N_("closed"), "archived": N_("archived")}
"""A status → what pages say."""
OUTCOMES = {
    "answered": N_("answered"),
    "merged": N_("merged"),
    "dropped": N_("dropped"),
    "held": N_("held"),
    "partly": N_("partly"),
    "failed": N_("failed"),
}
"""What became of a question, and how far what it foresaw came → the same."""
KINDS = {"correction": N_("correction"), "minor": N_("minor")}
"""A kind of version → the same."""
_ABBREVIATION = 2
"""The most letters of a tag that is an abbreviation."""


def spoken(slug: str) -> str:
    """A slug as words."""
    return slug.replace("-", " ")


def label_of_tag(tag: str) -> str:
    """A tag as readers see it: "Open weights"; two letters are an abbreviation, as in "AI"."""
    return tag.upper() if len(tag) <= _ABBREVIATION else spoken(tag)[:1].upper() + spoken(tag)[1:]


class Chronicle:
    """A story that has, or had, at least one version; never changed once made."""

    def __init__(self, story: AnalysedStory, titles: Mapping[str, str] = MappingProxyType({}), where: tzinfo = UTC) -> None:
        """Takes a story, the titles of other stories by slug, and the time zone of the publication, in which days are counted."""
        dossier = story.dossier
        self.analysed = story.version
        self.compared = story.comparison
        self._texts = story.texts
        self._made: dict[object, Any] = {}
        self.slug = dossier.slug
        self.where = where
        self.story = dossier.story
        self.versions = dossier.versions
        self.items = dossier.items
        self.tombstones = dossier.tombstones
        self.related = tuple((slug, titles[slug]) for slug in self.story.related if slug in titles)
        """Slug and title of each related story that has a version."""

    def once(self, make: "Callable[Concatenate[Chronicle, P], T]", *given: P.args, **named: P.kwargs) -> T:
        """What a function makes of the story, made only once, so always with the same other arguments."""
        if make not in self._made:
            self._made[make] = make(self, *given, **named)
        found: T = self._made[make]
        return found

    def was_told(self, position: int, section: Literal["figures", "open_questions", "perspectives"], id_: str) -> bool:
        """Whether a version before the one at a position had a figure, a question or a voice of this id."""
        return any(one.id == id_ for version in self.versions[:position] for one in getattr(version, section))

    def at(self, position: int, make: "Callable[[Chronicle, int], T]") -> T:
        """What a function makes of the version at a position, made only once."""
        if (make, position) not in self._made:
            self._made[make, position] = make(self, position)
        found: T = self._made[make, position]
        return found

    def plain(self, text: str) -> str:
        """A text of the story on one line, without its citations."""
        return self._texts[text].plain

    def printed(self, text: str) -> str:
        """The same in the typographic marks of its language, for whatever readers see of it outside its brief."""
        return printed(self.plain(text), self.language)

    def sentences(self, text: str) -> list[str]:
        """The sentences of a text of the story, without their citations."""
        return [self.plain(one) for part in self._texts[text].paragraphs for one in part]

    @property
    def latest(self) -> Version:
        """The newest version that was not withdrawn; there must be one."""
        return self.versions[-1]

    @property
    def first(self) -> Version:
        """The oldest version that was not withdrawn; there must be one."""
        return self.versions[0]

    @cached_property
    def language(self) -> str:
        """The story's own language; if it names none, that in which its first version is told."""
        return self.story.language.partition("-")[0] or language_of(" ".join((self.first.what, *self.first.narrative)))

    @property
    def title(self) -> str:
        """The title of the newest version that was not withdrawn, or else the story's own."""
        return self.latest.title if self.versions else self.story.title

    @property
    def tags(self) -> tuple[Link, ...]:
        """The pages of its tags."""
        return tuple(Link(label_of_tag(tag), urls.tag(tag)) for tag in self.story.tags)

    @property
    def parts(self) -> Mapping[str, Link]:
        """The newest brief and the pages about all versions, in the order of the bar."""
        return {key: Link(_(name), urls.story(self.slug, part)) for key, (name, part) in PARTS.items()}

    @property
    def chips(self) -> tuple[str, ...]:
        """The label for a story that is not active."""
        return () if self.story.status == "active" else (_(STATUS[self.story.status]),)

    @cached_property
    def filed(self) -> tuple[Filed, ...]:
        """All versions by number, including withdrawn ones."""
        standing = (Filed(one.version, one.published) for one in self.versions)
        gone = (Filed(one.version, one.published or one.withdrawn.on, one.withdrawn) for one in self.tombstones)
        return tuple(sorted((*standing, *gone)))

    @cached_property
    def news(self) -> tuple[Filed, ...]:
        """The versions that readers are told of, by number: all but those that changed wording alone."""
        filed: chain[Version | Tombstone] = chain(self.versions, self.tombstones)
        minor = {one.version for one in filed if one.kind == "minor"}
        return tuple(one for one in self.filed if one.number not in minor)

    @cached_property
    def seen(self) -> tuple[int, ...]:
        """For each version, the number of ledger items, from the first, that its writer had."""
        return tuple(map(Tally(self.items).seen, self.versions))

    def last_collected(self, position: int) -> str:
        """When the last item was collected that the writer of the version at a position had; empty if there was none."""
        return self._last_collected[self.seen[position]]

    @cached_property
    def _last_collected(self) -> tuple[str, ...]:
        """For each number of ledger items, from the first, when the last of them was collected."""
        return tuple(accumulate((item.collected for item in self.items), max, initial=""))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """For each version, a fingerprint of the story up to it, with its part of the ledger.

        The reasons why items were set aside are left out: only the page of sources shows them.
        """
        items = tuple(replace(one, spiked=None) if one.spiked else one for one in self.items)
        total = hashlib.sha256(codec.pack(self.tombstones, tuple[Tombstone, ...]))
        found, read = [], 0
        for version, end in zip(self.versions, self.seen, strict=True):
            total.update(codec.pack(version) + codec.pack(items[read:end], _ITEMS))
            read = max(read, end)
            found.append(total.hexdigest()[:32])
        return tuple(found)

    @cached_property
    def mark_of_versions(self) -> str:
        """A fingerprint of all its versions, withdrawn ones included, with their part of the ledger."""
        return self.marks[-1] if self.versions else mark(self.tombstones)

    @cached_property
    def mark(self) -> str:
        """A fingerprint of all its versions and of the whole ledger."""
        return mark(self.mark_of_versions, codec.pack(self.items, _ITEMS))

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """From each version to the next."""
        return tuple(self.compared(before, after) for before, after in pairwise(self.versions))

    @cached_property
    def standings(self) -> tuple[Mapping[tuple[str, str], Standing], ...]:
        """For each version: path and sentence → its age."""
        first = Standing(self.first.version, self.first.version)
        found: list[dict[tuple[str, str], Standing]] = [{}]
        for comparison in self.comparisons:
            number, before = comparison.to_version, found[-1]
            ages: dict[tuple[str, str], Standing] = {}
            new = Standing(number, number)
            for one in comparison.changes:
                if one.now:
                    place = one.at, one.after
                    age = before.get((one.was_at, one.before), first) if one.was else new
                    known = ages.get(place, age) if one.is_repeated else age
                    ages[place] = Standing(min(age.since, known.since), number) if one.is_reworded else age
            found.append(ages)
        return tuple(found)

    @cached_property
    def ages(self) -> tuple[Mapping[tuple[str, str], Standing], ...]:
        """For each version: section and id of a question, voice or tension → its age."""
        found: list[dict[tuple[str, str], Standing]] = []
        told: Mapping[tuple[str, str], str] = {}
        for version in self.versions:
            before, was_told, told = found[-1] if found else {}, told, dict(_identified(version))
            now = {}
            for key, text in told.items():
                old = before.get(key, Standing(version.version, version.version))
                now[key] = old if was_told.get(key) == text else Standing(old.since, version.version)
            found.append(now)
        return tuple(found)

    def corrections_of(self, number: int) -> tuple[tuple[int, Correction], ...]:
        """The corrections of a version in later ones, each with the number of the later version."""
        return tuple(self._corrections.get(number, ()))

    @cached_property
    def _corrections(self) -> Mapping[int, Sequence[tuple[int, Correction]]]:
        found: defaultdict[int, list[tuple[int, Correction]]] = defaultdict(list)
        for later in self.versions:
            for one in later.corrections:
                found[one.of].append((later.version, one))
        return found

    def origins(self, position: int) -> Origins:
        """Who copied whom, in the part of the ledger that the version at a position had."""
        return self._lineage.origins(self.seen[position])

    def copies(self, position: int) -> Callable[[str], int]:
        """Key of an item → how many items had its words when the version at a position was filed, the item included."""
        return self._lineage.copies(self.seen[position])

    @cached_property
    def _lineage(self) -> Lineage:
        return Lineage(self.items)


def _identified(version: Version) -> Iterator[tuple[tuple[str, str], str]]:
    yield from ((("open_questions", one.id), one.text) for one in version.open_questions)
    yield from ((("perspectives", one.id), one.view) for one in version.perspectives)
    yield from ((("tensions", one.id), one.text) for one in version.tensions)
