"""The news in a version, worked out once for its pages, the feeds and the daily issue."""

from collections.abc import Mapping
from functools import lru_cache

from dateline.core.compare.news import News, NewsKind, news
from dateline.core.model import Version
from dateline.core.text import sentences
from dateline.site.chronicle import Chronicle
from dateline.site.words import N_, _n

LONGEST, LONGEST_LABEL = 90, 40
"""Characters of a text and of a label; longer ones are cut after a word."""
LABELS: Mapping[NewsKind, str] = {
    "figure": N_("Figure"),
    "decided": N_("Decided"),
    "denied": N_("Disputed"),
    "happened": N_("Happened"),
    "called_off": N_("Called off"),
    "moved": N_("New date"),
    "answered": N_("Answered"),
    "voice": N_("New voice"),
    "opened": N_("Opened"),
}
"""What stands before a fact that has no label of its own."""


def new_voices(number: int) -> str:
    """What stands before the names of new voices."""
    return _n(number, "New voice#label", "New voices#label")


def told(chronicle: Chronicle, position: int) -> tuple[News, ...]:
    """What changed in the version at a position, by weight; nothing for the first one."""
    return chronicle.at(position, _news)


def of_several(chronicle: Chronicle, first: int, last: int) -> tuple[News, ...]:
    """What changed in the versions from one position to another, compared with the one before them."""
    if first == last or not first:
        return told(chronicle, first)
    return _compared(chronicle, chronicle.versions[first - 1], chronicle.versions[last])


@lru_cache(4096)  # the page of a version and lists of several stories say the same
def shortened(text: str, most: int = LONGEST) -> str:
    """The first sentence of a text, cut after a word if it is long."""
    first = next(iter(sentences(text)), "") if text else ""
    return first if len(first) <= most else first[: most - 1].rsplit(" ", 1)[0].rstrip(",;:–—-") + " …"


def _news(chronicle: Chronicle, position: int) -> tuple[News, ...]:
    return _compared(chronicle, *chronicle.versions[position - 1 : position + 1]) if position else ()


def _compared(chronicle: Chronicle, before: Version, after: Version) -> tuple[News, ...]:
    return news(chronicle.compared(before, after), chronicle.language)
