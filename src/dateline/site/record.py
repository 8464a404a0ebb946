"""What can be counted in a version: what the reader may hold against its sources and the ledger."""

from typing import NamedTuple

from dateline.core.citations import cited, numbers
from dateline.core.text import sentences
from dateline.site.chronicle import Chronicle

CLAIMING = ("narrative", "timeline", "perspectives", "tensions")
"""The sections whose sentences should each cite a source."""


class Record(NamedTuple):
    """What can be counted."""

    claims: int
    """Sentences of the narrative, timeline, perspectives and tensions."""
    cited: int
    """Those of them that cite a source."""
    on_headlines: int
    """Those whose sources are headlines alone."""
    quoted: int
    """Sources with at least one verified quote."""
    origins: int
    """Sources that copy no other one."""
    newest_source: str
    """The date of the newest source; empty where none is dated."""
    last_collected: str
    """When the last item came in; empty where the ledger does not say."""
    new: int
    """Sentences that are new or reworded in this version."""
    sentences: int
    """Sentences of the sections."""
    sources: int
    """Sources that the version cites."""
    corrections: int
    """Corrections that it makes of earlier versions."""


def record(chronicle: Chronicle, position: int) -> Record:
    """The counts of the version at a position."""
    version, origins = chronicle.versions[position], chronicle.origins(position)
    evidence = {source.key: source.evidence for source in version.sources}
    beside = {f"perspectives[{i}].view": voice.sources for i, voice in enumerate(version.perspectives)}
    claims = [
        {*cited(sentence), *beside.get(field.at, field.sources)}
        for field in version.text_fields()
        if field.section in CLAIMING
        for sentence in sentences(field.text)
    ]
    standing, sources = chronicle.standings[position].values(), numbers(version)
    items = chronicle.items[: chronicle.seen[position]]
    return Record(
        claims=len(claims),
        cited=sum(map(bool, claims)),
        on_headlines=sum(bool(keys) and all(evidence.get(key) == "headline" for key in keys) for keys in claims),
        quoted=sum(bool(source.quotes) for source in version.sources),
        origins=len({origins.of(key) for key in sources}),
        newest_source=max((source.date or "" for source in version.sources), default=""),
        last_collected=max((item.collected for item in items), default=""),
        new=sum(one.worded == version.version for one in standing),
        sentences=len(standing),
        sources=len(sources),
        corrections=len(version.corrections),
    )
