"""A version as numbered claims: each sentence and each event has a number, by which the edits of a model name it."""

from dataclasses import dataclass

from dateline.core import codec
from dateline.core.model import Version
from dateline.desk.reply import Place


@dataclass(frozen=True, slots=True)
class NumberedClaim:
    """A sentence or an event of a version."""

    number: int
    """Counted from 1."""
    section: Place
    """Where it stands."""
    at: str
    """Where in the section: the paragraph's number from 1, the voice's or tension's id; empty for the others."""
    text: str
    """The sentence with its citations; of an event all its words."""
    date: str = ""
    """The event's date."""


def numbered_claims(version: Version | None) -> tuple[NumberedClaim, ...]:
    """The claims of a version in the order of the page; none where there is no version."""
    if version is None:
        return ()
    held = codec.canonical(version)
    rows: list[tuple[Place, str, str, str]] = []

    def add(section: Place, at: str, text: str) -> None:
        rows.extend((section, at, line, "") for line in text.splitlines() if line)

    add("what", "", held.what)
    add("why_it_matters", "", held.why_it_matters)
    for number, paragraph in enumerate(held.narrative, 1):
        add("narrative", str(number), paragraph)
    for voice in held.perspectives:
        add("perspectives", voice.id, voice.view)
    for tension in held.tensions:
        add("tensions", tension.id, tension.text)
    rows += [("timeline", "", event.text, event.date) for event in held.timeline]
    return tuple(NumberedClaim(number, *row) for number, row in enumerate(rows, 1))
