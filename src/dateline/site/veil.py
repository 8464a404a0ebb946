"""A publication as readers may see it: without the titles, quotes and keys of withdrawn items.

The file of a version keeps a source's title and quotes, because it never changes. Pages and data made from it show the day and
the reason instead. They do not show the key either, because it is made of words of the title.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from dateline.core import citations
from dateline.core.ids import digest
from dateline.core.model import Correction, Dossier, Item, Source, Tension, Version, Voice, Withdrawn
from dateline.core.publication import Publication

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Veil:
    """What is hidden from a story."""

    items: Mapping[str, Withdrawn]
    """Key of a withdrawn item → when and why."""
    versions: frozenset[int] = frozenset()
    """The numbers of its withdrawn versions."""

    @property
    def names(self) -> dict[str, str]:
        """Key → the name shown instead."""
        return {key: f"withdrawn-{digest(key)[:6]}" for key in self.items}


def veiled(publication: Publication) -> Publication:
    """The publication without the withdrawn words."""
    everywhere = _withdrawn(item for story in publication.stories for item in story.items)
    veils = {story.slug: _veil(story, everywhere) for story in publication.stories}
    signals = tuple(
        replace(
            one,
            body=_renamed(
                one.body, {key: name for slug in one.stories if slug in veils for key, name in veils[slug].names.items()}
            ),
        )
        for one in publication.signals
    )
    return replace(publication, stories=tuple(_story(one, veils[one.slug]) for one in publication.stories), signals=signals)


def _withdrawn(items: Iterable[Item]) -> dict[str, Withdrawn]:
    """The items whose lines were all withdrawn."""
    lines: dict[str, list[Item]] = {}
    for item in items:
        lines.setdefault(item.key, []).append(item)
    last = {key: found[-1].withdrawn for key, found in lines.items() if all(one.withdrawn for one in found)}
    return {key: why for key, why in last.items() if why}


def _veil(story: Dossier, everywhere: Mapping[str, Withdrawn]) -> Veil:
    """The veil of a story, from its own ledger, and from those of others for items that it does not have."""
    own = {item.key for item in story.items}
    elsewhere = {key: why for key, why in everywhere.items() if key not in own}
    return Veil({**elsewhere, **_withdrawn(story.items)}, frozenset(one.version for one in story.tombstones))


def _story(story: Dossier, veil: Veil) -> Dossier:
    if not veil.items and not veil.versions:
        return story
    versions = tuple(_version(one, veil) for one in story.versions)
    return replace(story, versions=versions, items=tuple(_item(one, veil) for one in story.items))


def _item(item: Item, veil: Veil) -> Item:
    named = replace(item, key=veil.names.get(item.key, item.key), copy_of=veil.names.get(item.copy_of or "", item.copy_of))
    if why := veil.items.get(item.key):
        return replace(named, title=_said(why), url=None, text="")
    return named


def _version(version: Version, veil: Veil) -> Version:
    cites = any(source.key in veil.items for source in version.sources)
    named = _in_all(version, veil.names) if cites else version
    shown = replace(
        named,
        sources=tuple(_source(one, veil) for one in version.sources),
        corrections=tuple(_correction(one, veil) for one in named.corrections),
    )
    return version if shown == version else shown  # the same object, so that it is not analysed again


def _source(source: Source, veil: Veil) -> Source:
    why = veil.items.get(source.key)
    return replace(source, key=veil.names[source.key], title=_said(why), url=None, quotes=()) if why else source


def _correction(correction: Correction, veil: Veil) -> Correction:
    """The correction, without the words that it repeats from a withdrawn version."""
    return replace(correction, was=f"Version {correction.of} was withdrawn.") if correction.of in veil.versions else correction


def _said(why: Withdrawn) -> str:
    return f"Withdrawn on {why.on}: {why.why}"


def _in_all(value: T, names: Mapping[str, str]) -> T:
    """A value with keys renamed in all its citations and lists of sources."""
    found: Any = value
    if isinstance(value, str):
        found = _renamed(value, names)
    elif isinstance(value, tuple):
        found = tuple(_in_all(one, names) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        found = replace(value, **{one.name: _in_all(getattr(value, one.name), names) for one in fields(value)})
        if isinstance(found, Voice | Tension):
            found = replace(found, sources=tuple(names.get(key, key) for key in found.sources))
    return found  # type: ignore[no-any-return]


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """A text with keys renamed in its citations."""
    if not any(f"@{key}" in text for key in names):
        return text
    return "".join(
        f"[{'; '.join(f'@{names.get(key, key)}' for key in piece.keys)}]" if piece.kind == "group" else piece.text
        for piece in citations.pieces(text)
    )
