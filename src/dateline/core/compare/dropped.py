"""The figures of the last What that a version does not have any more.

`Comparison.figures` cannot tell: it lists what happened to the figures of each changed sentence, small numbers and exact values
included, but this asks whether anything in the new version still says about the same, a key figure or a correction included.
"""

import re

from dateline.core.sentences import AnalysedVersion
from dateline.core.text import Figure, significant_words

_TELLING = 10
"""A smaller number without a unit is often only a way of putting it."""
_COUNTED = re.compile(r"\s([^\W\d_]{3,})")


def dropped_figures(earlier: AnalysedVersion, later: AnalysedVersion) -> tuple[str, ...]:
    """The figures in the earlier version's What that nothing in the later one has, as written, each with what it counts."""
    told = [one.said for one in later.sentences]
    told += [later.texts[one.value] for one in later.version.figures]
    told += [later.texts[f"{one.was} {one.now}"] for one in later.version.corrections]
    kept = [figure for said in told for figure in said.figures]
    gone: dict[str, None] = {}
    for was in earlier.by_place.get("what", ()):
        for figure in was.said.figures:
            is_telling = figure.unit != "plain" or figure.value >= _TELLING
            if is_telling and not any(figure.agrees(other) for other in kept):
                gone[_as_written(figure, was.text)] = None
    return tuple(words for words in gone if words not in later.version.changes)


def _as_written(figure: Figure, text: str) -> str:
    counted = _COUNTED.match(text, figure.end)
    has_noun = figure.unit == "plain" and counted and significant_words(counted[1])
    return figure.text + (counted[0] if counted and has_noun else "")
