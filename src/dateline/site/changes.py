"""The redline from one version to the next: figures and dates, questions and voices, then sentence by sentence.

One page has two views: New leaves out what stays and folds what is gone, Full folds long runs of what stays.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.core.compare import Comparison
from dateline.core.model import Version
from dateline.site.chronicle import Chronicle
from dateline.site.redline_lines import LineKind, line_kinds
from dateline.site.redline_sections import RedlineSection, SectionMaker
from dateline.site.words import N_, _

LEGEND: Mapping[LineKind, str] = {
    "add": N_("new#sentences"),
    "edit": N_("reworded#sentences"),
    "cite": N_("with other sources"),
    "gone": N_("gone#sentences"),
    "move": N_("moved#sentences"),
}
"""The kinds of changes, which the page counts, in words."""


@dataclass(frozen=True, slots=True)
class Redline:
    """Everything that the page of a comparison shows."""

    before: Version
    after: Version
    comparison: Comparison
    kinds: Mapping[LineKind, int]
    """How many sentences are of which kind; 0 for other kinds."""
    sections: tuple[RedlineSection, ...]
    """Those that have anything to show, in order."""
    previous: int | None
    """The version before, if it has a redline too."""
    next: int | None
    """The version after."""

    @property
    def legend(self) -> tuple[tuple[str, int, str], ...]:
        """Each kind of change that there is: its sign's class, how many, and what they are."""
        return tuple((kind, self.kinds[kind], _(said)) for kind, said in LEGEND.items() if self.kinds[kind])


def redline(chronicle: Chronicle, position: int) -> Redline:
    """What changed in the version at a position, which is not the first."""
    comparison = chronicle.comparisons[position - 1]
    before, after = chronicle.versions[position - 1], chronicle.versions[position]
    following = chronicle.versions[position + 1 : position + 2]
    kinds = zip(comparison.changes, chronicle.at(position, line_kinds), strict=True)
    return Redline(
        before=before,
        after=after,
        comparison=comparison,
        kinds=Counter(kind for one, kind in kinds if not one.is_repeated),
        sections=tuple(SectionMaker(chronicle, position).sections()),
        previous=before.version if position > 1 else None,
        next=following[0].version if following else None,
    )
