"""The prose of one version as its page shows it: each sentence with its address and its age, each citation with its number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dateline.core.model import FIGURES, SECTIONS, TOLD_BESIDE
from dateline.site import sentence_ids
from dateline.site.chronicle import Chronicle, Standing
from dateline.site.prose import Notes, PageProse, cited, spelt

LABELS = {**SECTIONS, **TOLD_BESIDE, "figures": FIGURES}
"""The sections that have citations, and their names for readers."""


class Speller:
    """Turns the prose of a version into what its page shows, and remembers where a source is cited first in each section."""

    def __init__(self, chronicle: Chronicle, position: int, marked: int = 0) -> None:
        """Begins a page.

        Args:
            chronicle: the story.
            position: that of the version.
            marked: the version whose sentences are marked as new; 0 if none are.
        """
        analysed = chronicle.analysed(chronicle.versions[position])
        self.numbers = analysed.numbers
        self.language = chronicle.language
        self._texts = analysed.texts
        self._anchors: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._notes: dict[str, Notes] = {}
        self._standing = chronicle.standings[position]
        self._first = Standing(chronicle.first.version, chronicle.first.version)
        self._marked = marked
        self._ids: defaultdict[str, list[str]] = defaultdict(list)
        for one, id_ in zip(analysed.told, chronicle.at(position, sentence_ids.ids), strict=True):
            self._ids[one.at].append(id_)
        is_latest = position == len(chronicle.versions) - 1
        self._earlier = sentence_ids.earlier_ids(chronicle, position) if is_latest else {}

    def prose(self, section: str, at: str, text: str, *, is_marked: bool = True) -> PageProse:
        """The paragraphs of a text; `is_marked` is false for what has no marks of its own."""
        notes, marked, ids = self.notes(section), self._marked if is_marked else 0, iter(self._ids.get(at, ()))
        paragraphs, ages = [], []
        for paragraph in self._texts[text].paragraphs:
            told = []
            for sentence in paragraph:
                age = self._standing.get((at, sentence), self._first)
                id_ = next(ids, "")
                for key in cited(sentence) if id_ else ():
                    self._anchors[key].setdefault(section, id_)
                html = spelt(sentence, notes, language=self.language)
                told.append(self._placed(html, id_, age, marked) if id_ else html)
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
        told = {key for text in texts for key in self.keys(text)}
        return " ".join([self.notes(section)[key] for key in keys if key not in told])

    def keys(self, text: str) -> tuple[str, ...]:
        """The sources that a text cites, in order."""
        return self._texts[text].citations

    def cited_in(self, key: str) -> Mapping[str, str]:
        """Where a source is cited: the name of each section → the id of the first sentence there, or citation beside them."""
        found = self._anchors[key]
        return {label: found[section] for section, label in LABELS.items() if section in found}

    def _placed(self, html: str, id_: str, age: Standing, marked: int) -> str:
        """A sentence with its address, the addresses of its earlier wordings and its age, if it is not that of the story."""
        tag = "ins" if age.worded == marked else "span"
        worded = f' data-v="{age.worded}"' if age.worded != self._first.worded else ""
        since = f' data-s="{age.since}"' if worded and age.since != age.worded else ""
        earlier = "".join([f'<a id="{one}"></a>' for one in self._earlier.get(id_, ())])
        return f'<{tag} id="{id_}"{worded}{since}>{earlier}{html}</{tag}>'
