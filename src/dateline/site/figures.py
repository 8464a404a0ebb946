"""The figures that a story turns on, as pages show them: old → new, with the unit once."""

from collections.abc import Iterator
from itertools import takewhile

from markupsafe import escape

from dateline.core.compare import Comparison
from dateline.core.model import Version
from dateline.site.prose import Speller

NOT_YET, GONE = "not yet told", "gone"
"""What stands in place of the earlier value of a new figure, and of the later value of one that is gone."""
_ARROW = " <i>→</i> "


def rows(speller: Speller, version: Version, previous: Version | None) -> Iterator[str]:
    """A row for each figure of a version, with what it was in the version before."""
    was = {one.id: one.value for one in previous.figures} if previous else {}
    notes = speller.notes("figures")
    for one in version.figures:
        before = was.get(one.id, NOT_YET if was else one.value)
        told = f"{escape(without_unit(before, one.value))}{_ARROW}" if before != one.value else ""
        cited = "".join([notes[key] for key in one.sources if key in speller.numbers])
        yield f"<dt>{escape(one.label)}</dt>\n<dd>{told}<b>{escape(one.value)}</b> {cited}</dd>"


def changes(comparison: Comparison) -> Iterator[str]:
    """A row for each figure that changed: those that the story follows, then those of sentences, each once."""
    for one in (figure for figure in comparison.key_figures if figure.kind != "kept"):
        before, after = one.values
        yield f"<li>{escape(one.label)}: {_changed(without_unit(before, after), after)}</li>"
    for was, now in comparison.other_figures:
        yield f"<li>{_changed(was, now)}</li>"


def without_unit(before: str, after: str) -> str:
    """The earlier value without the words at its end that the later one ends with too."""
    words = before.split()
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(words[1:]), reversed(after.split()), strict=False))
    )
    return " ".join(words[: len(words) - same])


def _changed(before: str, after: str) -> str:
    was = f"<del><b>{escape(before)}</b></del>" if before else NOT_YET
    now = f"<ins><b>{escape(after)}</b></ins>" if after else GONE
    return f"{was} → {now}"
