"""What essays and introductions cite: keys of stories, each with the version in which the source is looked up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

from dateline.core import citations, layout, markdown
from dateline.core.ledger import source_of
from dateline.core.model import Essay, Intro, Item, Signal, Source, Version

T = TypeVar("T", bound=Essay)

NEWEST = 0
"""Stands for the number of the newest version."""


class Needed(NamedTuple):
    """What essays and introductions need to know of one story."""

    versions: tuple[int, ...]
    """The versions that they draw on; `NEWEST` among them if they name the story alone."""
    cited: tuple[tuple[int, str], ...]
    """The keys that they cite, each with the version in which it is looked up first."""


NOTHING = Needed((), ())


class FoundSource(NamedTuple):
    """A source that an essay cites."""

    source: Source
    version: Version | None
    """The version that lists it; None if only the ledger has it."""


def path_of(essay: Signal | Intro) -> str:
    """The path of an essay or an introduction."""
    return layout.signal_path(essay.slug) if isinstance(essay, Signal) else layout.intro_path(essay.day)


def cited(essay: Essay) -> tuple[str, ...]:
    """The keys that a text cites, such as `harbour-plan/gate-shut`, each once, in the order of their first use."""
    return _cited_in(essay.body)


@lru_cache(256)
def _cited_in(body: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for block in markdown.blocks(body) for key in citations.cited(block.text)))


def divided(key: str) -> tuple[str, str]:
    """The story and the key that a citation names; the story is empty if it names none."""
    story, _, own = key.rpartition("/")
    return story, own


def stories_of(essay: Essay) -> tuple[str, ...]:
    """The names of the stories that a text draws on or cites, each once."""
    listed = [one.slug for one in essay.drawn_on]
    return tuple(dict.fromkeys(filter(None, (*listed, *(divided(key)[0] for key in cited(essay))))))


def version_in(essay: Essay, story: str) -> int:
    """The version of a story in which a text's citations are looked up first: the one that it draws on."""
    return next((one.version or NEWEST for one in essay.drawn_on if one.slug == story), NEWEST)


def under_slugs(essay: T, slugs: Mapping[str, str]) -> T:
    """The same with each story under its present name; `slugs` has the present name for each earlier one."""
    if slugs.keys().isdisjoint(stories_of(essay)):
        return essay
    stories = tuple("/v".join((slugs.get(slug, slug), *rest)) for slug, *rest in (one.split("/v") for one in essay.stories))
    body = "".join(
        f"[{'; '.join(f'@{_renamed(key, slugs)}' for key in piece.keys)}]" if piece.keys else piece.text
        for piece in citations.pieces(essay.body)
    )
    return replace(essay, stories=stories, body=body)


def _renamed(key: str, slugs: Mapping[str, str]) -> str:
    story, own = divided(key)
    return f"{slugs.get(story, story)}/{own}" if story else own


def needed(essays: Iterable[Essay]) -> dict[str, Needed]:
    """Slug → what these texts need to know of the story; the texts name stories by their present slugs."""
    versions: dict[str, set[int]] = {}
    keys: dict[str, set[tuple[int, str]]] = {}
    for essay in essays:
        names = stories_of(essay)
        for slug in names:
            versions.setdefault(slug, set())
        for one in essay.drawn_on:
            versions[one.slug].add(one.version or NEWEST)
        for story, key in map(divided, cited(essay)):
            for slug in (story,) if story else names:  # an error, whose hint says which story has the key
                keys.setdefault(slug, set()).add((version_in(essay, slug), key))
    return {slug: Needed(tuple(sorted(some)), tuple(sorted(keys.get(slug, ())))) for slug, some in versions.items()}


def find_source(versions: Sequence[Version], items: Sequence[Item], key: str, number: int = NEWEST) -> FoundSource | None:
    """The source with a key, from the version with this number, or else the newest that cites it, or else the ledger.

    Args:
        versions: the versions of a story, ascending.
        items: its ledger's items.
        key: the item's key.
        number: the version in which it is looked up first.
    """
    first = [one for one in versions if one.version == number]
    for version in (*first, *reversed(versions)):
        for source in version.sources:
            if source.key == key:
                return FoundSource(source, version)
    item = next((one for one in reversed(items) if one.key == key), None)
    return FoundSource(source_of(item), None) if item else None
