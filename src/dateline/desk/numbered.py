"""A version as numbered claims: each sentence and each event has a number, which a model's edits refer to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dateline.core.sentences import AnalysedVersion
from dateline.core.text import one_per_line
from dateline.desk.edits import EditableSection


@dataclass(frozen=True, slots=True)
class NumberedClaim:
    """A sentence or an event of a version."""

    number: int
    """Counted from 1."""
    section: EditableSection
    """The section it is in."""
    at: str
    """Its place in the section: the paragraph's number from 1, the voice's or tension's id, or the id and the number of a
    tension's side, such as `cost-or-safety/1`; empty for other sections."""
    text: str
    """The sentence with its citations, or the whole text of an event."""
    date: str = ""
    """The event's date."""
    ahead: bool = False
    """Whether the event is ahead."""


def numbered_claims(last: AnalysedVersion | None) -> tuple[NumberedClaim, ...]:
    """The claims of a version in the order of the page, with the timeline last; none if there is no version."""
    if last is None:
        return ()
    version = last.version
    rows = [
        *_rows(last, "what", "what", ""),
        *_rows(last, "why_it_matters", "why_it_matters", ""),
        *_each(last, "narrative", "narrative[{}]", map(str, range(1, len(version.narrative) + 1))),
        *_each(last, "perspectives", "perspectives[{}].view", (one.id for one in version.perspectives)),
        *_tensions(last),
        *(_Row("timeline", "", one_per_line(event.text), event.date, event.ahead) for event in version.timeline),
    ]
    return tuple(NumberedClaim(number, *row) for number, row in enumerate(rows, 1))


class _Row(NamedTuple):
    section: EditableSection
    at: str
    text: str
    date: str = ""
    ahead: bool = False


def side_place(tension: str, number: int) -> str:
    """The place of a tension's side, counted from 1."""
    return f"{tension}/{number}"


def _tensions(last: AnalysedVersion) -> Iterator[_Row]:
    for i, tension in enumerate(last.version.tensions):
        yield from _rows(last, "tensions", f"tensions[{i}].text", tension.id)
        for place in range(len(tension.sides)):
            yield from _rows(last, "tensions", f"tensions[{i}].sides[{place}].text", side_place(tension.id, place + 1))


def _each(last: AnalysedVersion, section: EditableSection, path: str, places: Iterable[str]) -> Iterator[_Row]:
    return (row for i, at in enumerate(places) for row in _rows(last, section, path.format(i), at))


def _rows(last: AnalysedVersion, section: EditableSection, path: str, at: str) -> Iterator[_Row]:
    return (_Row(section, at, one.text) for one in last.by_place.get(path, ()))
