"""Whom a story relies on: the outlets of its sources, and how many sentences rest on each."""

from collections import Counter
from typing import NamedTuple

from dateline.core.outlets import outlet_of
from dateline.site.chronicle import Chronicle
from dateline.site.prose import cited


class OutletRow(NamedTuple):
    """What a story's newest version takes from an outlet."""

    outlet: str
    """Its name; empty for all sources whose outlet is not known."""
    sources: int
    sentences: int
    """How many sentences cite it."""
    headlines: int
    """How many of the sources are known by their headline only."""
    copies: int
    """How many more items have the words of its sources."""


def outlets(chronicle: Chronicle) -> list[OutletRow]:
    """The outlets of a story's newest version, those that most sentences rest on first."""
    if not chronicle.versions:
        return []
    version, copies = chronicle.latest, chronicle.copies(len(chronicle.versions) - 1)
    numbers = chronicle.analysed(version).numbers
    sources = [(outlet_of(one), one) for one in version.sources if one.key in numbers]
    names = {one.key: name for name, one in sources}
    told = [(*cited(one.text), *one.beside) for one in chronicle.analysed(version).told]
    sentences = Counter(name for keys in told for name in {names[key] for key in keys if key in names})
    reports = Counter(name for name, _ in sources)
    headlines = Counter(name for name, one in sources if one.evidence == "headline")
    repeated: Counter[str] = Counter()
    for name, one in sources:
        repeated[name] += copies(one.key) - 1
    rows = [OutletRow(name, reports[name], sentences[name], headlines[name], repeated[name]) for name in reports]
    return sorted(rows, key=lambda one: (-one.sentences, -one.sources, one.outlet))
