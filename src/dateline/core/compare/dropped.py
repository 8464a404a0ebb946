"""The figures of the last What that a version does not have any more."""

import re

from dateline.core.sentences import AnalysedVersion
from dateline.core.text import Figure, significant_words

_TELLING = 10
"""A smaller number without a unit is often only a way of putting it."""
_COUNTED = re.compile(r"\s([^\W\d_]{3,})")


def dropped_figures(earlier: AnalysedVersion, later: AnalysedVersion) -> tuple[str, ...]:
    """The figures in the earlier version's What that nothing in the later one has, as written, each with what it counts."""
    kept = [later.texts[field.text] for field in later.version.text_fields()]
    kept += [later.texts[one.value] for one in later.version.figures]
    kept += [later.texts[f"{one.was} {one.now}"] for one in later.version.corrections]
    figures = [figure for said in kept for figure in said.figures]
    was = earlier.texts[earlier.version.what]
    telling = (one for one in was.figures if one.unit != "plain" or one.value >= _TELLING)
    gone = (_as_written(one, was.text) for one in telling if not any(one.agrees(other) for other in figures))
    return tuple(words for words in dict.fromkeys(gone) if words not in later.version.changes)


def _as_written(figure: Figure, text: str) -> str:
    counted = _COUNTED.match(text, figure.end)
    has_noun = figure.unit == "plain" and counted and significant_words(counted[1])
    return figure.text + (counted[0] if counted and has_noun else "")
