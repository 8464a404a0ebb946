"""Prose as a page shows it: sentences with their age, and citations with their numbers.

Prose is text, not Markdown (docs/adr/0003): everything is shown as written, but for typographic marks and citations, which stand
after the stop. A page has hundreds of sentences, so they are written here and not in a template.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.citations import divided
from dateline.site.chronicle import Standing
from dateline.site.rows import joined
from dateline.site.typography import NARROW, printed

JOINER = "\u2060"
"""No line ends here: the last word keeps its citations."""
STOP = re.compile(r"[.,;:!?…؟،؛]+[”’“»]?(?=\s|$)")
"""What stands between a word and its citations."""


@lru_cache(4096)  # most sentences stand in several versions, and each on several pages
def runs(sentence: str, language: str = "en") -> tuple[list[str], list[str]]:
    """Words of a sentence as HTML and cited keys in turn; and the keys alone."""
    parts = divided(printed(sentence, language))
    parts[::2] = [str(escape(one)) for one in behind_stops(parts[::2])]
    return parts, parts[1::2]


def behind_stops(words: Sequence[str]) -> list[str]:
    """The words between citations, so that each citation stands after the stop and keeps to the words before it."""
    found = [*words]
    first = 0  # the words before the first of several citations in a row
    for place in range(1, len(found)):
        before, after = found[first].rstrip(), found[place]
        if not after.strip() and place + 1 < len(found):
            found[place] = NARROW
            continue
        if stop := STOP.match(after):
            before, found[place] = before + stop[0], after[stop.end() :]
        if before:
            found[first] = before + JOINER
        first = place
    return found


def cited(sentence: str) -> list[str]:
    """The keys that a sentence cites."""
    return runs(sentence)[1]


def spelt(sentence: str, citations: Mapping[str, str], before: str = "", after: str = "", language: str = "en") -> str:
    """A sentence as HTML, with something before and after its words; `citations` has the link for each key."""
    parts, keys = runs(sentence, language)
    told = [f"{before}{one}{after}" if one else "" for one in parts] if before else parts.copy()
    told[1::2] = map(citations.__getitem__, keys)
    return "".join(told)


class Links(dict[str, str]):
    """Key → its citation on a page other than its version's: a link to the source there."""

    def __init__(self, numbers: Mapping[str, int], href: str, before: str = "", after: str = "") -> None:
        self._numbers = numbers
        self._opening = f'{before}<a class="c" href="{escape(href)}#s'
        self._closing = f"]</a>{after}"

    def __missing__(self, key: str) -> str:
        number = self._numbers[key]
        made = self[key] = f'{self._opening}{number}">[{number}{self._closing}'
        return made


class Notes(dict[str, str]):
    """Key → its citation in one section of its version's page; one that is in no sentence with an id has one of its own."""

    def __init__(self, numbers: Mapping[str, int], anchors: defaultdict[str, dict[str, str]], section: str) -> None:
        self._numbers = numbers
        self._anchors = anchors
        self._section = section

    def __missing__(self, key: str) -> str:
        number, found = self._numbers[key], self._anchors[key]
        link = f"<a class=c role=doc-noteref href=#s{number}"  # a brief has hundreds, so without quotation marks
        self[key] = f"{link}>[{number}]</a>"
        if self._section in found:  # the source links back to the sentence
            return self[key]
        found[self._section] = anchor = f"c{number}-{len(found) + 1}"
        return f'{link} id="{anchor}">[{number}]</a>'


class PageProse(NamedTuple):
    """Paragraphs of sentences."""

    paragraphs: Sequence[Sequence[str]]
    """The sentences as HTML."""
    ages: Sequence[Standing]
    """The age of each sentence."""

    @property
    def since(self) -> int:
        """The newest version that added one of the sentences; 0 if there are none."""
        return max([age.since for age in self.ages], default=0)

    @property
    def worded(self) -> int:
        """The version since which nothing in it has changed; 0 if it is empty."""
        return max([age.worded for age in self.ages], default=0)

    @property
    def sentences(self) -> list[str]:
        """All sentences, in order."""
        return [*chain.from_iterable(self.paragraphs)]

    @property
    def html(self) -> Markup:
        """The paragraphs as elements."""
        return joined([f"<p>{' '.join(paragraph)}</p>\n" for paragraph in self.paragraphs], "")

    @property
    def inline(self) -> str:
        """The paragraphs on one line."""
        return " ".join(self.sentences)

    def __bool__(self) -> bool:
        return bool(self.paragraphs)
