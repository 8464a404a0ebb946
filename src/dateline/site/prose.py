"""Prose as a page shows it: sentences with their age, and citations with their numbers.

Prose is text, not Markdown (docs/adr/0003): everything except citations is shown as written. A page has hundreds of sentences, so
they are written here and not in a template.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.citations import divided, pieces
from dateline.core.model import FIGURES, SECTIONS, TOLD_BESIDE
from dateline.core.sentences import AnalysedVersion
from dateline.site.chronicle import Standing
from dateline.site.rows import joined

LABELS = {**SECTIONS, **TOLD_BESIDE, "figures": FIGURES}
"""The sections that have citations, and their names for readers."""


@lru_cache(4096)  # most sentences stand in several versions, and each on several pages
def runs(sentence: str) -> tuple[list[str], list[str]]:
    """Words of a sentence as HTML and cited keys in turn; and the keys alone."""
    parts = divided(str(escape(sentence)))  # what is escaped is no part of a citation
    return parts, parts[1::2]


def cited(sentence: str) -> list[str]:
    """The keys that a sentence cites."""
    return runs(sentence)[1]


def spelt(sentence: str, citations: Mapping[str, str], before: str = "", after: str = "") -> str:
    """A sentence as HTML, with something before and after its words; `citations` has the link for each key."""
    parts, keys = runs(sentence)
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
    """Key → its citation in one section of its version's page; the first has an id, to which the source links back."""

    def __init__(self, numbers: Mapping[str, int], anchors: defaultdict[str, dict[str, str]], section: str) -> None:
        self._numbers = numbers
        self._anchors = anchors
        self._section = section

    def __missing__(self, key: str) -> str:
        number, found = self._numbers[key], self._anchors[key]
        anchor = found[self._section] = f"c{number}-{len(found) + 1}"
        link = f'<a class="c" role="doc-noteref" href="#s{number}"'
        self[key] = f"{link}>[{number}]</a>"
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


class Speller:
    """Turns the prose of a version into what its page shows, and remembers the first citation of a source in each section."""

    def __init__(self, analysed: AnalysedVersion, standing: Mapping[tuple[str, str], Standing], first: int, marked: int) -> None:
        """Begins a page.

        Args:
            analysed: the version.
            standing: the age of each of its sentences.
            first: the number of the story's first version.
            marked: the version whose sentences are marked as new; 0 if none are.
        """
        self.numbers = analysed.numbers
        self._texts = analysed.texts
        self._anchors: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._notes: dict[str, Notes] = {}
        self._standing = standing
        self._first = Standing(first, first)
        self._marked = marked

    def prose(self, section: str, at: str, text: str, *, is_marked: bool = True) -> PageProse:
        """The paragraphs of a text; `is_marked` is false for what has no marks of its own."""
        notes, marked, standing, first = self.notes(section), self._marked if is_marked else 0, self._standing, self._first
        paragraphs, ages = [], []
        for paragraph in self._texts[text].paragraphs:
            told = []
            for sentence in paragraph:
                age = standing.get((at, sentence), first)
                told.append(_aged(spelt(sentence, notes), age.worded, marked))
                ages.append(age)
            paragraphs.append(told)
        return PageProse(paragraphs, ages)

    def notes(self, section: str) -> Notes:
        """The citations of a section."""
        if section not in self._notes:
            self._notes[section] = Notes(self.numbers, self._anchors, section)
        return self._notes[section]

    def beside(self, section: str, keys: Iterable[str], *texts: str) -> str:
        """The sources that are listed with texts and not cited in them."""
        told = {key for text in texts for key in self._texts[text].citations}
        return "".join([self.notes(section)[key] for key in keys if key not in told])

    def opening(self, text: str) -> str:
        """The first sentence of a text, without its citations."""
        first = next(chain.from_iterable(self._texts[text].paragraphs), "")
        return "".join([piece.text for piece in pieces(first) if not piece.keys])

    def backlinks(self, key: str) -> str:
        """Links from a source back to the sections that cite it."""
        found = self._anchors[key]
        cited = [(found[section], label) for section, label in LABELS.items() if section in found]
        return ", ".join([f'<a role="doc-backlink" href="#{anchor}">{label}</a>' for anchor, label in cited])


def _aged(html: str, worded: int, marked: int) -> str:
    """A sentence with the version that gave it its words, if that is not the first; it is marked on that version's page."""
    if worded <= 1:
        return html
    tag = "ins" if worded == marked else "span"
    return f'<{tag} data-v="{worded}">{html}</{tag}>'
