"""A story as readers may see it: without the titles, quotes and keys of withdrawn items.

The file of a version keeps a source's title and quotes, because it never changes. Pages and data made from it show the day and
the reason instead. They do not show the key either, because it is made of words of the title.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from dateline.core import citations
from dateline.core.ids import digest
from dateline.core.model import Correction, Dossier, Item, KeyFigure, Source, Tension, Version, Voice, Withdrawn
from dateline.site.words import _

T = TypeVar("T")
WITHDRAWN = "withdrawn"
"""Shown in place of words that were withdrawn."""


WithdrawnElsewhere = Callable[[str], Withdrawn | None]
"""Key of an item that is not in a story's own ledger → when and why it was withdrawn; None if it was not."""


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
        return names(self.items)


def names(keys: Iterable[str]) -> dict[str, str]:
    """Keys of withdrawn items → the names shown instead."""
    return {key: f"withdrawn-{digest(key)[:6]}" for key in keys}


def veiled(story: Dossier, veil: Veil) -> Dossier:
    """The story without the withdrawn words."""
    if not veil.items and not veil.versions:
        return story
    versions = tuple(_version(one, veil) for one in story.versions)
    return replace(story, versions=versions, items=tuple(_item(one, veil) for one in story.items))


def withdrawn(items: Iterable[Item]) -> dict[str, Withdrawn]:
    """The items whose lines were all withdrawn."""
    lines: dict[str, list[Item]] = {}
    for item in items:
        lines.setdefault(item.key, []).append(item)
    last = {key: found[-1].withdrawn for key, found in lines.items() if all(one.withdrawn for one in found)}
    return {key: why for key, why in last.items() if why}


def veil_of(story: Dossier, elsewhere: WithdrawnElsewhere) -> Veil:
    """What is hidden from a story, by its own ledger, and by those of others for items that it does not have."""
    others = {key: why for key in sorted(foreign_keys(story)) if (why := elsewhere(key))}
    return Veil({**others, **withdrawn(story.items)}, frozenset(one.version for one in story.tombstones))


def foreign_keys(story: Dossier) -> frozenset[str]:
    """The items that a story refers to and does not have in its own ledger."""
    cited = {source.key for version in story.versions for source in version.sources}
    copied = {item.copy_of for item in story.items if item.copy_of}
    return frozenset(cited | copied) - {item.key for item in story.items}


def _item(item: Item, veil: Veil) -> Item:
    named = replace(item, key=veil.names.get(item.key, item.key), copy_of=veil.names.get(item.copy_of or "", item.copy_of))
    if why := veil.items.get(item.key):
        return replace(named, title=_said(why), url=None, text="")
    return named


def _version(version: Version, veil: Veil) -> Version:
    cites = any(source.key in veil.items for source in version.sources)
    words = (words for source in version.sources if source.key in veil.items for words in (source.title, *source.quotes))
    named = _in_all(version, veil.names, sorted(filter(None, words), key=len, reverse=True)) if cites else version
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
    return (
        replace(correction, was=_("Version {n} was withdrawn.", n=correction.of))
        if correction.of in veil.versions
        else correction
    )


def _said(why: Withdrawn) -> str:
    return _("Withdrawn on {date}: {why}", date=why.on, why=why.why)


def _in_all(value: T, names: Mapping[str, str], words: Sequence[str]) -> T:
    """A value with keys renamed in all its citations and lists of sources, and without the words that were withdrawn."""
    found: Any = value
    if isinstance(value, str):
        found = renamed(_hidden(value, words), names)
    elif isinstance(value, tuple):
        found = tuple(_in_all(one, names, words) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        found = replace(value, **{one.name: _in_all(getattr(value, one.name), names, words) for one in fields(value)})
        if isinstance(found, Voice | Tension | KeyFigure):
            found = replace(found, sources=tuple(names.get(key, key) for key in found.sources))
    return found  # type: ignore[no-any-return]


def _hidden(text: str, words: Iterable[str]) -> str:
    for hidden in words:
        text = text.replace(hidden, WITHDRAWN)
    return text


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A text with keys renamed in its citations."""
    if not any(f"@{key}" in text for key in names):
        return text
    return "".join(
        f"[{'; '.join(f'@{names.get(key, key)}' for key in piece.keys)}]" if piece.kind == "group" else piece.text
        for piece in citations.pieces(text)
    )
