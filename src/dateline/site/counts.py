"""The counts of a version, which readers can check with its sources and the ledger."""

from typing import NamedTuple

from dateline.core.model import MUST_CITE
from dateline.site.chronicle import Chronicle
from dateline.site.prose import cited

MOSTLY_NEW = 0.5
"""If a larger share of the sentences is new, they are not marked; the page says once that most are new."""


class VersionCounts(NamedTuple):
    """The counts of a version."""

    must_cite: int
    """Sentences of the narrative, timeline, perspectives and tensions."""
    cited: int
    """Those that cite a source."""
    on_headlines: int
    """Those whose sources are only headlines."""
    quoted: int
    """Sources with at least one verified quote."""
    origins: int
    """Independent sources: copies of one report count once, and so do reports of one agency."""
    newest_source: str
    """The date of the newest source; empty if none has a date."""
    last_collected: str
    """When the last item was collected; empty if the ledger does not say."""
    new: int
    """Sentences that are new or reworded in this version."""
    sentences: int
    """Sentences in all sections."""
    sources: int
    """Sources that the version cites."""
    corrections: int
    """Its corrections of earlier versions."""

    @property
    def is_mostly_new(self) -> bool:
        """Whether most sentences are new, so that they are not marked."""
        return self.new > MOSTLY_NEW * self.sentences


def counts(chronicle: Chronicle, position: int) -> VersionCounts:
    """The counts of the version at a position."""
    version, origins = chronicle.versions[position], chronicle.origins(position)
    headlines = {source.key for source in version.sources if source.evidence == "headline"}
    analysed = chronicle.analysed(version)
    must_cite = [(*cited(one.text), *one.beside) for one in analysed.sentences if one.section in MUST_CITE]
    standing, sources = chronicle.standings[position].values(), analysed.numbers
    return VersionCounts(
        must_cite=len(must_cite),
        cited=sum(map(bool, must_cite)),
        on_headlines=sum(bool(keys) and headlines.issuperset(keys) for keys in must_cite),
        quoted=sum(bool(source.quotes) for source in version.sources),
        origins=len({origins.of(source) for source in version.sources if source.key in sources}),
        newest_source=max((source.date or "" for source in version.sources), default=""),
        last_collected=chronicle.last_collected(position),
        new=sum(one.worded == version.version for one in standing),
        sentences=len(standing),
        sources=len(sources),
        corrections=len(version.corrections),
    )
