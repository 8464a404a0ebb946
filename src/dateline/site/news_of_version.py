"""What is new in a version, as its brief says it first: the writer's words, or a few lines that are worked out."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from dateline.core.citations import plain
from dateline.site.change_card import card_rows, lines, unsaid
from dateline.site.chronicle import Chronicle
from dateline.site.counts import VersionCounts
from dateline.site.speller import Speller
from dateline.site.words import N_, _, _n

SHOWN = 170
"""Characters of the writer's words that are not folded: about four lines on a phone."""
MOST_LINES = 3
_PIECE = re.compile(r"\S*\[@[^\[\]]*\]\S*|\S+")
"""A word with its citations."""
FIRST = N_("The first version. What changes will be told here, figures first, when the next version is filed.")


class NewsOfVersion(NamedTuple):
    """The card above What."""

    head: str
    """What kind of version it is."""
    note: str
    """A sentence about the whole version; empty if there is nothing to say."""
    said: Markup
    """The writer's words, or their beginning; empty if the writer left none."""
    more: Markup
    """The rest of them; empty if they are short."""
    lines: Markup
    """What changed, as a list."""


def news_of_version(chronicle: Chronicle, position: int, counts: VersionCounts, speller: Speller) -> NewsOfVersion:
    """What is new in the version at a position."""
    version = chronicle.versions[position]
    if not position:
        return NewsOfVersion(_("Version {n}", n=version.version), _(FIRST), Markup(), Markup(), Markup())
    told = chronicle.analysed(version).texts[version.changes].paragraphs
    begin, rest = parted([*chain.from_iterable(told)])
    said, more = (speller.prose("changes", "", text).html for text in (begin, rest))
    found = lines(chronicle, position)
    if counts.is_mostly_new:
        note = _n(
            counts.sentences,
            "{new} of {n} sentence are new, so none is marked.",
            "{new} of {n} sentences are new, so none is marked.",
            new=counts.new,
        )
        rows = card_rows([one for one in found if one.is_value] if said else found, MOST_LINES)
        return NewsOfVersion(_("Rewritten in version {n}", n=version.version), note, said, more, rows)
    rows = Markup() if said else card_rows(found, MOST_LINES)
    return NewsOfVersion(_("New in version {n}", n=version.version), unsaid(chronicle, position), said, more, rows)


def parted(sentences: Sequence[str]) -> tuple[str, str]:
    """Sentences in two texts: those to begin with, or the first words of a long first one, and the rest."""
    shown = 0
    while shown < len(sentences) and len(plain(" ".join(sentences[: shown + 1]))) <= SHOWN:
        shown += 1
    if shown or not sentences:
        return " ".join(sentences[:shown]), " ".join(sentences[shown:])
    words = _PIECE.findall(sentences[0])
    while len(plain(" ".join(words[: shown + 1]))) < SHOWN:
        shown += 1
    return " ".join((*words[:shown], "…")), " ".join(("…", *words[shown:], *sentences[1:]))
