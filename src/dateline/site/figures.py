"""The figures that a story turns on, as pages show them: old → new, with the unit once."""

from collections.abc import Iterable, Iterator
from itertools import takewhile

from markupsafe import escape

from dateline.core.citations import plain
from dateline.core.compare import Comparison
from dateline.core.compare.news import News
from dateline.core.model import Version
from dateline.site.dates import in_words
from dateline.site.facts import LABELS, LONGEST_LABEL, shortened
from dateline.site.speller import Speller

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


def changes(comparison: Comparison, told: Iterable[News], year: str) -> Iterator[str]:
    """A row for each figure and date that changed: those that the story follows, those of events, then those of sentences.

    Args:
        comparison: the comparison of two versions.
        told: what it tells; figures of sentences take long to be found.
        year: the year that need not be said.
    """
    for one in (figure for figure in comparison.key_figures if figure.kind != "kept"):
        before, after = one.values
        yield _row(one.label, _changed(without_unit(before, after), after))
    for event in comparison.events:
        if event.before and event.after and event.kind in ("moved", "redated"):
            was, now = (in_words(one.date, year) for one in (event.before, event.after))
            yield _row(shortened(plain(event.after.text), LONGEST_LABEL), _changed(was, now))
        elif event.after and event.kind in ("happened", "settled"):
            label = LABELS["happened" if event.kind == "happened" else "called_off"]
            yield _row(label, escape(shortened(plain(event.after.text))))
    others = [_changed(one.before, one.after) for one in told if one.kind == "figure" and not one.label]
    yield from [_row(LABELS["figure"] + "s" * (len(others) > 1), *others)] if others else ()


def without_unit(before: str, after: str) -> str:
    """The earlier value without the words at its end that the later one ends with too."""
    words = before.split()
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(words[1:]), reversed(after.split()), strict=False))
    )
    return " ".join(words[: len(words) - same])


def _changed(before: str, after: str) -> str:
    return f"{escape(before or NOT_YET)}{_ARROW}<b>{escape(after or GONE)}</b>"


def _row(label: str, *values: str) -> str:
    return f"<dt>{escape(label)}</dt>" + "".join([f"<dd>{one}</dd>" for one in values])
