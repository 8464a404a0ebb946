"""The counts of a version, which readers can check with its sources and the ledger."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from dateline.core.model import MUST_CITE
from dateline.core.outlets import outlet_of
from dateline.site.chronicle import Chronicle
from dateline.site.prose import cited

MOSTLY_NEW = 0.6
"""If a larger share of the sentences is new, they are not marked; the page says once that most are new."""
_GRADES = ("full-text", "excerpt", "headline")
"""What a writer could read of a source, the most first."""


class VersionCounts(NamedTuple):
    """The counts of a version."""

    must_cite: int
    """Sentences of the narrative, timeline, perspectives and tensions."""
    quoted: int
    """Those that rest on a source with a verified quote."""
    on_full_text: int
    """Those with a source that the writer could read whole."""
    on_excerpts: int
    """Those of the others with a source of which the writer could read a part."""
    on_headlines: int
    """Those whose sources are only headlines."""
    uncited: int
    """Those that cite none of the version's sources."""
    outlets: int
    """Outlets of the sources, by name."""
    origins: int
    """Independent sources: copies of one report count once, and so do reports of one agency."""
    newest_source: str
    """The date of the newest source; empty if none has a date."""
    last_collected: str
    """When the last item was collected; empty if the ledger does not say."""
    new_in: Mapping[str, int]
    """The key of each section → its sentences that are new or reworded in this version; empty for a first one."""
    sentences: int
    """Sentences in all sections."""
    sources: int
    """Sources that the version cites."""
    corrections: int
    """Its corrections of earlier versions."""

    @property
    def new(self) -> int:
        """Sentences that are new or reworded in this version."""
        return sum(self.new_in.values())

    @property
    def is_mostly_new(self) -> bool:
        """Whether most sentences are new, so that they are not marked."""
        return self.new > MOSTLY_NEW * self.sentences


def counts(chronicle: Chronicle, position: int) -> VersionCounts:
    """The counts of the version at a position."""
    version, origins = chronicle.versions[position], chronicle.origins(position)
    by_key = {source.key: source for source in version.sources}
    analysed = chronicle.analysed(version)
    must_cite = [(*cited(one.text), *one.beside) for one in analysed.sentences if one.section in MUST_CITE]
    rests_on = [[by_key[key] for key in keys if key in by_key] for keys in must_cite]
    best = Counter(min((_GRADES.index(one.evidence) for one in found), default=None) for found in rests_on)
    changes, sources = chronicle.comparisons[position - 1].changes if position else (), analysed.numbers
    return VersionCounts(
        must_cite=len(must_cite),
        quoted=sum(any(one.quotes for one in found) for found in rests_on),
        on_full_text=best[0],
        on_excerpts=best[1],
        on_headlines=best[2],
        uncited=best[None],
        outlets=len({outlet_of(source) for source in version.sources if source.key in sources} - {""}),
        origins=len({origins.of(source) for source in version.sources if source.key in sources}),
        newest_source=max((source.date or "" for source in version.sources), default=""),
        last_collected=chronicle.last_collected(position),
        new_in=Counter(one.section for one in changes if one.is_fresh),
        sentences=len(analysed.told),
        sources=len(sources),
        corrections=len(version.corrections),
    )
