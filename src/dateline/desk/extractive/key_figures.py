"""Key figures: the few values and dates that the story turns on, followed from version to version."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.core import ids
from dateline.core.model import KeyFigure
from dateline.core.text import Figure, fold, significant_words
from dateline.core.text.mentions import roots
from dateline.desk.extractive.measures import Measured
from dateline.desk.extractive.state import StoryState
from dateline.desk.extractive.what import sure

MOST = 5
MOST_WORDS = 6
"""The most words of a label."""
MOST_ID = 40
"""The most characters of an id."""

_WORD = re.compile(r"[^\W_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class FollowedValue:
    """A value that replaced others."""

    now: Measured
    """The value that holds."""
    was: tuple[Measured, ...]
    """Those that it replaced, directly or through others, the latest first."""


def followed(state: StoryState) -> tuple[FollowedValue, ...]:
    """The values that hold and replaced others for sure, the most important first."""
    by_new: dict[tuple[int, str], list[tuple[Measured, Measured]]] = {}
    for old, new in sure(state.gone.values(), state):
        if new.fact not in state.gone:
            by_new.setdefault((id(new.fact), new.text), []).append((old, new))
    found = [
        FollowedValue(group[0][1], tuple(sorted((old for old, _ in group), key=lambda one: one.fact.time, reverse=True)))
        for group in by_new.values()
    ]
    return tuple(sorted(found, key=lambda one: (-state.score[one.now.fact], one.now.fact.time, one.now.value.start)))


def key_figures(state: StoryState, cited: Mapping[str, int], last: Sequence[KeyFigure]) -> tuple[KeyFigure, ...]:
    """The key figures: those of the last version with their new values, then new ones.

    Args:
        state: what the story's items say.
        cited: the keys that the version cites.
        last: the key figures of the last version.
    """
    moved = _moved(state)
    kept = [one for figure in last for one in [_as_of_now(figure, moved)] if set(one.sources) <= cited.keys()]
    told = {(one.sources, fold(one.value)) for one in kept}
    for one in followed(state):
        figure = _new(one)
        is_new = figure.id and figure.id not in {other.id for other in kept} and (figure.sources, fold(figure.value)) not in told
        if is_new and figure.sources[0] in cited and len(kept) < MOST:
            kept.append(figure)
    return tuple(kept)


def _new(one: FollowedValue) -> KeyFigure:
    name = label(one)
    return KeyFigure(ids.slug(name, MOST_ID), name, value_of(one.now), (one.now.fact.item.key,))


def _moved(state: StoryState) -> Mapping[tuple[str, str], Measured]:
    """Key of an item and a value in it, folded → the value that replaced it."""
    pairs = (one.values for one in state.gone.values() if one.values)
    return {(old.fact.item.key, fold(value_of(old))): new for old, new in pairs}


def _as_of_now(figure: KeyFigure, moved: Mapping[tuple[str, str], Measured]) -> KeyFigure:
    """A key figure with the value that replaced its own, if one did."""
    place = (figure.sources[0], fold(figure.value)) if figure.sources else ("", "")
    while place in moved:
        now = moved[place]
        figure = replace(figure, value=value_of(now), sources=(now.fact.item.key,))
        place = (now.fact.item.key, fold(figure.value))
    return figure


def value_of(one: Measured) -> str:
    """A value with what it is counted by, such as "4.5 million pounds a week"; a number in words in small letters."""
    text = f"{one.text}{one.per}"
    is_word = isinstance(one.value, Figure) and one.value.unit == "plain" and text[:1].isalpha()
    return text[0].lower() + text[1:] if is_word else text


def label(one: FollowedValue) -> str:
    """What a value measures: what is counted, or the words before it that its sentence shares with that of the value before."""
    now, was = one.now, one.was[0]
    if now.noun:
        return _capitalised(now.noun)
    tokens = list(_WORD.finditer(now.fact.words[: now.value.start]))
    shared = [place for place, match in enumerate(tokens) if roots(match[0]) & now.about & was.about]
    if not shared:
        return _capitalised(" ".join(significant_words(now.fact.item.title)[:MOST_WORDS]))
    chosen = tokens[shared[0] : min(shared[-1], shared[0] + MOST_WORDS - 1) + 1]
    while len(chosen) > 1 and not significant_words(chosen[-1][0]):
        chosen.pop()
    return _capitalised(now.fact.words[chosen[0].start() : chosen[-1].end()])


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
