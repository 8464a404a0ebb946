"""Versions of a story, drawn at random, each of which may follow the one before."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from drawn import TEXT, maybe, some
from hypothesis import strategies as st

from dateline.core.model import (
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Event,
    KeyFigure,
    Question,
    Review,
    Tension,
    TensionSide,
    Version,
    Voice,
    WrittenBy,
)
from dateline.core.text import clean

Draw = Callable[..., Any]
ODD = TEXT.map(lambda text: f"Odd {' '.join(clean(text).replace('[@', '[').replace('[ @', '[').split())} words")
"""Text on one line, with anything in it that a reader may see but a citation."""
BEGINNINGS = st.sampled_from(
    ["The council plans a barrier of 3 metres", "The quay floods", "Who pays for it", "It costs 40 million euros", "Das Meer"]
)

WRITERS = (WrittenBy("extractive"), WrittenBy("claude", "m", None, 1, 2, Decimal("0.01")), WrittenBy("desk"))


class Told(NamedTuple):
    """What is known before a version is written."""

    number: int
    published: str
    items: int
    keys: tuple[str, ...]
    """The items that it may cite."""


@st.composite
def prose(draw: Draw, keys: Sequence[str], most: int = 2) -> str:
    """A sentence or a few, each with a citation if there is something to cite."""
    said = []
    for _ in range(draw(st.integers(1, most))):
        cited = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=2, unique=True)) if keys else []
        group = f" [@{'; @'.join(cited)}]" if cited else ""
        said.append(f"{draw(BEGINNINGS)}{draw(st.just('') | ODD.map(': {}'.format))}{group}.")
    return "\n".join(said)


def first_version(told: Told) -> st.SearchStrategy[Version]:
    """A version with something in each section, or in few."""
    text = prose(told.keys)
    return st.builds(
        Version,
        st.just(1),
        st.just(told.number),
        st.just("update"),
        ODD,
        st.just(told.published),
        st.integers(0, told.items),
        changes=st.just("") | prose(()),
        what=text,
        why_it_matters=st.just("") | text,
        open_questions=st.just(()) | text.map(lambda said: (Question("cost", said, due="2026-12"),)),
        narrative=st.lists(text, min_size=1, max_size=3).map(tuple),
        timeline=st.lists(_events(text), max_size=3).map(lambda events: tuple(sorted(events, key=lambda one: one.date))),
        figures=some(_figures(told), 1),
        perspectives=some(_voices(told, text), 1),
        tensions=some(_tensions(told, text), 1),
        written_by=maybe(st.sampled_from(WRITERS)),
        review=maybe(st.builds(Review, ODD, st.just(told.published[:10]), st.sampled_from(["approved", "edited"]))),
    )


def _events(text: st.SearchStrategy[str]) -> st.SearchStrategy[Event]:
    happened = st.builds(Event, st.sampled_from(["2026", "2026-04", "2026-04-14", "1999-12-31"]), text)
    return happened | st.builds(Event, st.sampled_from(["2027", "2026-12-01"]), text, ahead=st.just(True))


def _figures(told: Told) -> st.SearchStrategy[KeyFigure]:
    return st.builds(KeyFigure, st.just("us-lead"), ODD, st.sampled_from(["2.7%", "May 2026"]), st.just(told.keys[:1]))


def _voices(told: Told, text: st.SearchStrategy[str]) -> st.SearchStrategy[Voice]:
    return st.builds(Voice, st.just("council"), ODD, maybe(ODD), text, st.just("") | text, st.sampled_from([(), told.keys[-1:]]))


def _tensions(told: Told, text: st.SearchStrategy[str]) -> st.SearchStrategy[Tension]:
    sides = st.just(()) | st.tuples(st.builds(TensionSide, st.just("council"), text), st.builds(TensionSide, ODD, text))
    return st.builds(Tension, st.just("cost"), text, st.sampled_from([(), told.keys[:1]]), title=maybe(ODD), sides=sides)


@st.composite
def next_version(draw: Draw, told: Told, before: Sequence[Version]) -> Version:
    """The last version with a few changes."""
    last = before[-1]
    fresh = replace(last, version=told.number, published=told.published, items=told.items, kind="update", review=None)
    fresh = replace(fresh, closed_questions=(), departed_voices=(), corrections=())
    text = prose(told.keys)
    changed = draw(st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=4, unique=True))
    for name in changed:
        fresh = CHANGES[name](draw, fresh, last, text)
    return fresh


def _questions(draw: Draw, now: Version, last: Version, text: st.SearchStrategy[str]) -> Version:
    outcomes, verdicts = st.sampled_from(["answered", "merged", "dropped"]), maybe(st.sampled_from(["held", "partly", "failed"]))
    closed = tuple(ClosedQuestion(one.id, draw(outcomes), draw(text), verdict=draw(verdicts)) for one in last.open_questions)
    asked = (Question(f"question-{now.version}", draw(text), due=draw(maybe(st.just("2027")))),)
    return replace(now, open_questions=asked, closed_questions=closed)


def _voice(draw: Draw, now: Version, last: Version, text: st.SearchStrategy[str]) -> Version:
    gone = tuple(DepartedVoice(one.id, draw(ODD)) for one in last.perspectives)
    return replace(now, perspectives=(Voice(f"voice-{now.version}", draw(ODD), view=draw(text)),), departed_voices=gone)


def _corrected(draw: Draw, now: Version, last: Version, text: st.SearchStrategy[str]) -> Version:
    right = draw(text)
    wrong = Correction(last.version, last.title, right, draw(st.just("") | ODD))
    return replace(now, kind=draw(st.sampled_from(["correction", "update"])), title=draw(ODD), what=right, corrections=(wrong,))


CHANGES: dict[str, Callable[[Draw, Version, Version, st.SearchStrategy[str]], Version]] = {
    "title": lambda draw, now, _, __: replace(now, title=draw(ODD)),
    "what": lambda draw, now, _, text: replace(now, what=draw(text), changes=draw(prose(()))),
    "longer": lambda draw, now, _, text: replace(now, narrative=(*now.narrative, draw(text))),
    "other order": lambda draw, now, _, __: replace(now, narrative=tuple(draw(st.permutations(now.narrative)))),
    "no more": lambda _, now, __, ___: replace(now, narrative=now.narrative[:1], timeline=(), tensions=(), figures=()),
    "settled": lambda _, now, __, ___: replace(now, timeline=tuple(replace(one, ahead=False) for one in now.timeline)),
    "questions": _questions,
    "voice": _voice,
    "corrected": _corrected,
}
