"""A version that was written next to another one, put on top of it: a three-way merge by meaning."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import product
from typing import Any, NamedTuple, TypeAlias

from dateline.core.citations import cited
from dateline.core.model import ClosedQuestion, Event, Source, Version
from dateline.core.text import one_per_line, sentences, similarity

LIKE, TWICE = 0.5, 0.8
"""How similar a row must be to one of the ancestor, and to one that the other side added, to be the same in other words."""
_PROSE = re.compile(r"(?:.*\.)?(?:what|why_it_matters|text|view|evolution)|narrative\[\d+\]")
"""The places of prose, which is merged by sentence."""
_OF_THE_LATER = frozenset({"format", "kind", "changes", "corrections", "written_by"})
"""The fields in which a version says something about itself or about its own step."""
_OF_THE_RESULT = frozenset({"version", "published", "items", "review", "unknown"})
_FOLLOWS = frozenset({"sources", "closed_questions", "departed_voices"})
"""The fields that follow from the others."""

_Rows: TypeAlias = Mapping[Hashable, Any]


class OnTop(NamedTuple):
    """The result of the merge."""

    version: Version
    """The later version, with what the first one added and changed."""
    both: tuple[str, ...]
    """The places that both changed, each in its own way; the words of the later one were kept."""


def on_top(ancestor: Version | None, first: Version, later: Version, *, number: int, items: int) -> OnTop:
    """The later version on top of the first: its text, with what the first changed and the later one did not touch.

    The review of the later version is dropped, because somebody looked at another text.

    Args:
        ancestor: the version before both; None if both are the first of the story.
        first: the version that keeps its number.
        later: the version that gets a new number.
        number: the new number.
        items: how many items the result has seen.
    """
    both: list[str] = []
    given = {}
    for field in fields(Version):
        if field.name not in _OF_THE_LATER | _OF_THE_RESULT | _FOLLOWS:
            mine, theirs = getattr(later, field.name), getattr(first, field.name)
            was = getattr(ancestor, field.name) if ancestor else type(mine)()
            given[field.name] = _three(field.name, was, theirs, mine, both)
    published = max(first.published, later.published)
    merged = replace(later, **given, version=number, published=published, items=items, review=None)
    merged = replace(
        merged,
        closed_questions=_closed(ancestor, first, merged),
        departed_voices=_left(merged.departed_voices, first.perspectives, merged.perspectives),
    )
    return OnTop(replace(merged, sources=_sources(ancestor, first, merged, both)), tuple(both))


def says_nothing_new(merged: Version, first: Version) -> bool:
    """Whether the result of a merge tells no more than the version that it was put on."""
    beside = (_OF_THE_LATER | _OF_THE_RESULT | _FOLLOWS) - {"corrections"}
    told = (field.name for field in fields(Version) if field.name not in beside)
    same = all(getattr(merged, name) == getattr(first, name) for name in told)
    return same and set(merged.sources) == set(first.sources)


def _three(at: str, was: Any, first: Any, later: Any, both: list[str]) -> Any:
    """A value that none, one or both changed; the places that both changed are added to the list."""
    if first in (later, was):
        return later
    if later == was:
        return first
    if isinstance(later, tuple):
        merged = tuple(_rows(at, *_aligned(at, was, first, later), both).values())
        return tuple(sorted(merged, key=lambda event: event.date)) if at == "timeline" else merged
    if is_dataclass(was) and is_dataclass(first) and is_dataclass(later):
        parts = ((one.name, [getattr(side, one.name) for side in (was, first, later)]) for one in fields(later))
        given = {name: _three(f"{at}.{name}", a, b, c, both) for name, (a, b, c) in parts}
        return replace(later, **given)  # type: ignore[type-var]  # a value, not a class
    if was and _PROSE.fullmatch(at):
        return _prose(at, was, first, later, both)
    both.append(at)
    return later


def _prose(at: str, was: str, first: str, later: str, both: list[str]) -> str:
    """A text that both changed, by sentence; it stays whole if both wrote it anew, or if its sentences would run together."""
    known, theirs, mine = _by_words(*(one_per_line(text).splitlines() for text in (was, first, later)))
    kept = {key for key in known.keys() & theirs.keys() - mine.keys() if theirs[key] != known[key]}  # the later removed them
    named: list[str] = []
    rows = _rows(at, {key: row for key, row in known.items() if key not in kept}, theirs, mine, named)
    text = "\n".join(rows.values())
    is_new = not any(row and (key in theirs or key in mine) for key, row in known.items())
    is_whole = is_new or list(sentences(text)) != [row for row in rows.values() if row]
    only_first, only_later = theirs.keys() - known.keys() - mine.keys(), mine.keys() - known.keys() - theirs.keys()
    is_replaced = only_first and only_later and known.keys() - theirs.keys() - mine.keys()
    both += [at] * bool(is_whole or kept or named or is_replaced)
    return later if is_whole else one_per_line(text)


def _rows(at: str, was: _Rows, first: _Rows, later: _Rows, both: list[str]) -> dict[Hashable, Any]:
    """The rows of the later side in its order, with those that the first added, each after the row that it follows there."""
    found: dict[Hashable, Any] = {}
    for key, row in later.items():
        place = f"{at}[{_name(row) or len(found)}]"
        if key in first:
            found[key] = _three(place, was.get(key), first[key], row, both)
        elif row != was.get(key):
            found[key] = row
            both += [place] * (key in was)  # the first removed it, the later changed it
    order, place_before = list(found), -1
    for key, row in first.items():
        if key in found:
            place_before = order.index(key)
        elif key not in was:
            place_before += 1
            order.insert(place_before, key)
        elif row != was[key]:  # the later removed it, the first changed it
            both.append(f"{at}[{_name(row) or 'removed'}]")
    return {key: found[key] if key in found else first[key] for key in order}


# --- which rows are the same -----------------------------------------------------------------------------------------------


def _aligned(at: str, was: Sequence[Any], first: Sequence[Any], later: Sequence[Any]) -> tuple[_Rows, _Rows, _Rows]:
    """The rows of three lists; what is the same row has the same key: by its id, or by its words."""
    if at not in ("narrative", "timeline"):
        a, b, c = (_numbered([_name(row) or row for row in rows], rows) for rows in (was, first, later))
        return a, b, c
    return _by_words(was, first, later)


def _by_words(was: Sequence[Any], first: Sequence[Any], later: Sequence[Any]) -> tuple[_Rows, _Rows, _Rows]:
    """The rows of three lists by their words: the same ones, or others that are like them."""
    known = _numbered(was, was)
    mine, theirs = _named(known, later, LIKE), _named(known, first, LIKE)
    added = [{key: row for key, row in rows.items() if key not in known} for rows in (mine, theirs)]
    again = _named(added[0], [*added[1].values()], TWICE)
    twice = {key: name for key, name in zip(added[1], again, strict=True) if name in added[0]}
    return known, {twice.get(key, key): row for key, row in theirs.items()}, mine


def _name(row: Any) -> str:
    return str(getattr(row, "id", "") or getattr(row, "who", ""))


def _numbered(names: Iterable[Hashable], rows: Iterable[Any]) -> dict[Hashable, Any]:
    """The rows by name; if there are several of a name, each has its number too."""
    count: Counter[Hashable] = Counter()
    found: dict[Hashable, Any] = {}
    for name, row in zip(names, rows, strict=True):
        found[name, count[name]] = row
        count[name] += 1
    return found


def _named(known: _Rows, rows: Sequence[Any], least: float) -> dict[Hashable, Any]:
    """The rows, each with the key of the known row that it is, in the same words or in others."""
    own = _numbered(rows, rows)
    pairs = {key: key for key in own if key in known}
    left = ([key for key in known if key not in pairs], [key for key in own if key not in pairs])
    likeness = {(a, b): _likeness(known[a], own[b]) for a, b in product(*left)}
    taken: set[Hashable] = set()
    for a, b in sorted(likeness, key=lambda pair: -likeness[pair]):
        if likeness[a, b] >= least and a not in taken and b not in pairs:
            pairs[b] = a
            taken.add(a)
    return {pairs.get(key, key): row for key, row in own.items()}


def _likeness(one: Any, other: Any) -> float:
    if not isinstance(one, Event):
        return similarity(one, other)
    is_near = one.date.startswith(other.date) or other.date.startswith(one.date)
    return similarity(one.text, other.text) if is_near or one.text == other.text else 0


# --- what follows from the rest --------------------------------------------------------------------------------------------


def _left(told: tuple[Any, ...], had: Sequence[Any], has: Sequence[Any]) -> tuple[Any, ...]:
    """What is told about rows that the first version had and the result has not."""
    gone = {row.id for row in had} - {row.id for row in has}
    return tuple(row for row in told if row.id in gone)


def _closed(ancestor: Version | None, first: Version, merged: Version) -> tuple[ClosedQuestion, ...]:
    """What is told about questions that are closed now, and what a correction tells anew of others."""
    ends = _left(merged.closed_questions, first.open_questions, merged.open_questions)
    known = {row.id for version in (ancestor, first, merged) if version for row in version.open_questions}
    again = (one for one in merged.closed_questions if merged.kind == "correction" and one.id not in known)
    return (*ends, *again)


def _sources(ancestor: Version | None, first: Version, merged: Version, both: list[str]) -> tuple[Source, ...]:
    """Exactly what the result cites, as the later version has it, or else one of the others."""
    was, theirs, mine = ({one.key: one for one in version.sources} if version else {} for version in (ancestor, first, merged))
    cites = (key for field in merged.text_fields() for key in (*cited(field.text), *field.sources))
    used = {*cites, *(key for figure in merged.figures for key in figure.sources)}
    return tuple(
        _three(f"sources[{key}]", was.get(key), theirs[key], one, both) if key in mine and key in theirs else one
        for key, one in {**mine, **theirs, **was, **theirs, **mine}.items()
        if key in used
    )
