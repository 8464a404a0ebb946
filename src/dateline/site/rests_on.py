"""What stands beside a brief: how well its sentences are supported, and what is to come."""

from collections.abc import Iterator
from itertools import accumulate

from markupsafe import Markup, escape

from dateline.core.anchors import event_anchors
from dateline.core.model import Version
from dateline.site.chronicle import Chronicle
from dateline.site.counts import VersionCounts
from dateline.site.dates import dated
from dateline.site.facts import shortened
from dateline.site.rows import joined
from dateline.site.words import N_, NN_, _, _n, spoken

MOST_NEXT = 4
"""How many dates to come are listed."""
LONGEST = 70
"""Characters of what is listed there."""


def bar(counts: VersionCounts) -> Markup:
    """The sentences by the best that the writer could read, as a bar: filled, half-filled and empty; nothing without any."""
    parts = (counts.on_full_text, counts.on_excerpts, counts.on_headlines)
    total = sum(parts)
    if not total:
        return Markup()
    shares = [100 * part / total for part in parts]
    rows = [
        f'<rect x="{start:.1f}%" width="{share:.1f}%" class="g{grade}"/>'
        for grade, (start, share) in enumerate(zip(accumulate(shares, initial=0), shares, strict=False))
        if share
    ]
    return Markup('<svg class="support" width="100%" height="8" aria-hidden="true">{}</svg>').format(joined(rows, ""))


_FULL_TEXT = NN_("{n} sentence on full text", "{n} sentences on full text"), N_("{n} on full text")
_EXCERPTS = NN_("{n} sentence on excerpts", "{n} sentences on excerpts"), N_("{n} on excerpts")
_HEADLINES = NN_("{n} sentence on headlines alone", "{n} sentences on headlines alone"), N_("{n} on headlines alone")
_NO_SOURCE = NN_("{n} sentence on no source", "{n} sentences on no source"), ""
"""What sentences rest on, as the first words say it, and as later ones do."""


def support(counts: VersionCounts) -> Markup:
    """The same in words."""
    parts = ((counts.on_full_text, _FULL_TEXT), (counts.on_excerpts, _EXCERPTS), (counts.on_headlines, _HEADLINES))
    first, *others = [(number, said) for number, said in parts if number] or [(0, _NO_SOURCE)]
    said = [_n(first[0], *first[1][0], n=_bold(first[0])), *(_(said[1], n=_bold(number)) for number, said in others)]
    return joined([*said, *([_("{n} without a source", n=_bold(counts.uncited))] if counts.uncited else [])], _(", #list"))


def _bold(number: int) -> Markup:
    return Markup("<b>{}</b>").format(spoken().number(number))


def coming(chronicle: Chronicle, version: Version) -> Markup:
    """What is announced and what should be known by a date, the nearest first."""
    return joined(f"<p>{row}</p>" for _day, row in sorted(_coming(chronicle, version))[:MOST_NEXT])


def _coming(chronicle: Chronicle, version: Version) -> Iterator[tuple[str, str]]:
    year = version.published[:4]
    for one, id_ in zip(version.timeline, event_anchors(version.timeline), strict=True):
        if one.ahead:
            told = shortened(chronicle.plain(one.text), LONGEST)
            yield one.date, f'{dated(one.date, year)}: <a href="#{id_}">{escape(told)}</a>'
    for asked in version.open_questions:
        if asked.due:
            told = shortened(chronicle.plain(asked.text), LONGEST)
            yield asked.due, f'{dated(asked.due, year)}: <a href="#q-{escape(asked.id)}">{escape(told)}</a>'
