"""The figures that a story turns on, as pages show them: old → new, with the unit once."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from markupsafe import escape

from dateline.core.citations import plain
from dateline.core.compare.news import News
from dateline.site.chronicle import Chronicle
from dateline.site.dates import in_words
from dateline.site.facts import LABELS, LONGEST_LABEL, shortened
from dateline.site.speller import Speller
from dateline.site.words import N_, _, _n

NOT_YET, AGAIN, GONE = N_("not yet told"), N_("no longer told"), N_("gone")
"""What stands in place of the earlier value of a new figure, of one that was told before, and of a later one that is gone."""
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


def rows(speller: Speller, chronicle: Chronicle, position: int) -> Iterator[str]:
    """A row for each figure of the version at a position, with what it was in the version before."""
    version, previous = chronicle.versions[position], chronicle.versions[position - 1 : position]
    was = {one.id: one.value for each in previous for one in each.figures}
    notes, year = speller.notes("figures"), version.published[:4]
    for one in version.figures:
        before = was.get(one.id) or (untold(chronicle, position, one.id) if was else one.value)
        told = f"{escape(without_unit(in_plain(before, year), one.value))}{_arrow()}" if before != one.value else ""
        cited = "".join([notes[key] for key in one.sources if key in speller.numbers])
        yield f"<dt>{escape(one.label)}</dt>\n<dd>{told}<b>{escape(in_plain(one.value, year))}</b> {cited}</dd>"


def untold(chronicle: Chronicle, position: int, id_: str) -> str:
    """What stands in place of a figure that the version before the one at a position does not have."""
    return _(AGAIN if chronicle.was_told(position, "figures", id_) else NOT_YET)


def in_plain(value: str, year: str) -> str:
    """A date as people write it; any other value as it is."""
    return in_words(value, year) if _DAY.fullmatch(value) else value


def changes(chronicle: Chronicle, position: int, told: Iterable[News]) -> Iterator[str]:
    """A row for each figure and date that changed: those that the story follows, those of events, then those of sentences.

    Args:
        chronicle: the story.
        position: that of the later one of two versions.
        told: what their comparison tells; figures of sentences take long to be found.
    """
    comparison, year = chronicle.comparisons[position - 1], chronicle.versions[position].published[:4]
    for one in (figure for figure in comparison.key_figures if figure.kind != "kept"):
        before, after = (in_plain(value, year) for value in one.values)
        yield _row(one.label, _changed(without_unit(before, after) or untold(chronicle, position, one.id), after))
    for event in comparison.events:
        if event.before and event.after and event.kind in ("moved", "redated"):
            was, now = (in_words(one.date, year) for one in (event.before, event.after))
            yield _row(shortened(plain(event.after.text), LONGEST_LABEL), _changed(was, now))
        elif event.after and event.kind in ("happened", "settled"):
            label = _(LABELS["happened" if event.kind == "happened" else "called_off"])
            yield _row(label, escape(shortened(plain(event.after.text))))
    others = [_changed(one.before, one.after) for one in told if one.kind == "figure" and not one.label]
    yield from [_row(_n(len(others), "Figure#label", "Figures#label"), *others)] if others else ()


def without_unit(before: str, after: str) -> str:
    """The earlier value without the words at its end that the later one ends with too."""
    words = before.split()
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(words[1:]), reversed(after.split()), strict=False))
    )
    return before.rsplit(None, same)[0] if same else before


def _arrow() -> str:
    return f" <i>{_('→')}</i> "


def _changed(before: str, after: str) -> str:
    return f"{escape(before)}{_arrow()}<b>{escape(after or _(GONE))}</b>"


def _row(label: str, *values: str) -> str:
    return f"<dt>{escape(label)}</dt>" + "".join([f"<dd>{one}</dd>" for one in values])
