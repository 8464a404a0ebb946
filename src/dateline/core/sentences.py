"""What a version says, sentence by sentence. Each text is analysed once, when it is first needed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.core.citations import cited, malformed, pieces, plain
from dateline.core.lazy import lazy
from dateline.core.model import SECTIONS, TextField, Version
from dateline.core.segments import LONGEST, Segment, closing, segments
from dateline.core.text import Figure, Moment, dates, figures, hedges, paragraphs, significant_words
from dateline.core.text.mentions import Mentions, mentions, roots

READING_ORDER = ("narrative", "perspectives", "tensions", "timeline", "what", "why_it_matters", "open_questions")
"""The sections in the order in which their citations are numbered."""


def _bag(text: str) -> dict[str, None]:
    words = significant_words(text)
    bag = dict.fromkeys(words)
    return bag if len(bag) == len(words) else dict.fromkeys(_numbered(words))


def _numbered(words: Iterable[str]) -> Iterator[str]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = number = counts.get(word, 0) + 1
        yield word if number == 1 else f"{word} {number}"


_READERS: Mapping[str, Callable[[str], Any]] = {
    "bag": _bag,
    "citations": cited,
    "dates": dates,
    "figures": figures,
    "hedges": hedges,
    "malformed": malformed,
    "mentions": mentions,
    "paragraphs": paragraphs,
    "plain": plain,
    "roots": roots,
    "segments": lambda text: segments(tuple(pieces(text))),
}
"""What works out each fact about a text."""


class AnalysedText:
    """A text and what it contains, each fact worked out when it is first read; equal if the texts are equal.

    A publication has very many, so each has only a place for every fact and no dictionary.
    """

    __slots__ = ("text", *_READERS)

    text: str
    bag: dict[str, None]
    """Its significant words; one that is repeated has a number, so that two bags share as many words as their texts do."""
    citations: tuple[str, ...]
    """The keys that it cites, in order, each as often as it is cited."""
    dates: tuple[Moment, ...]
    """Dates, as precise as they are written."""
    figures: tuple[Figure, ...]
    """Numbers with their units."""
    hedges: tuple[str, ...]
    """The words that qualify it, such as "reportedly"."""
    malformed: tuple[str, ...]
    """What looks like a citation but is not one."""
    mentions: Mentions
    """The names in it, and its quotations."""
    paragraphs: tuple[tuple[str, ...], ...]
    """Its sentences, by paragraph."""
    plain: str
    """The text on one line, without its citations."""
    roots: frozenset[str]
    """The roots of the significant words."""
    segments: tuple[Segment, ...]
    """For a sentence: its words, divided by the citations that support them."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnalysedText) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:  # only called if there is no such fact yet
            if name not in _READERS:
                raise AttributeError(name)
            found = _READERS[name](self.text)
            setattr(self, name, found)
            return found

    @property
    def closing(self) -> tuple[str, ...]:
        """For a sentence: the keys after its full stop, which support the whole paragraph."""
        return closing(tuple(pieces(self.text)))

    @property
    def names(self) -> tuple[str, ...]:
        """Runs of capitals and the titles of works."""
        return self.mentions.names

    @property
    def quotations(self) -> tuple[str, ...]:
        """Quotations of three words or more."""
        return self.mentions.quotations


class Texts(dict[str, AnalysedText]):
    """Analysed texts by their words: `texts["…"]` analyses each text once."""

    def __missing__(self, text: str) -> AnalysedText:
        made = self[text] = AnalysedText(text)
        return made


class Sentence(NamedTuple):
    """A sentence and its place in the version."""

    section: str
    """The section's key, or `closed_questions` or `changes`, which are not sections."""
    at: str
    """The path in the file, such as `narrative[1]`."""
    group: str
    """Where a rewording of it is looked for: the section, or one field of a question, voice or tension."""
    paragraph: int
    """The number of its paragraph in the field, from 0."""
    said: AnalysedText
    """What it says."""
    beside: tuple[str, ...] = ()
    """Keys of sources that are listed next to its text."""

    @property
    def text(self) -> str:
        """Its words, with citations."""
        return self.said.text


class Claim(NamedTuple):
    """A segment of a sentence, which one citation supports, and its place in the version."""

    section: str
    """The section's key."""
    at: str
    """The path in the file."""
    whole: AnalysedText
    """The whole sentence, with citations."""
    said: AnalysedText
    """Its own words."""
    keys: tuple[str, ...]
    """The keys that it cites; may be empty."""
    beside: tuple[str, ...] = ()
    """Other sources of its sentence, paragraph or entry."""

    @property
    def sentence(self) -> str:
        """The words of the sentence, with citations."""
        return self.whole.text

    @property
    def text(self) -> str:
        """Its own words."""
        return self.said.text

    @property
    def sources(self) -> tuple[str, ...]:
        """All keys that may support it, those it cites first."""
        return (*self.keys, *self.beside)


class AnalysedVersion:
    """A version and what it says; never changed once made."""

    def __init__(self, version: Version, texts: Texts | None = None) -> None:
        self.version = version
        self.texts = Texts() if texts is None else texts

    @lazy
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence: those of the sections in the order of the page, then the others."""
        found: list[Sentence] = []
        for field in self.version.text_fields():
            group, beside = _group(field), self._beside(field)
            for number, paragraph in enumerate(self.texts[field.text].paragraphs):
                found += [Sentence(field.section, field.at, group, number, self.texts[one], beside) for one in paragraph]
        return tuple(found)

    @lazy
    def told(self) -> tuple[Sentence, ...]:
        """The sentences of the sections: the story itself."""
        return tuple(one for one in self.sentences if one.section in SECTIONS)

    @lazy
    def by_place(self) -> Mapping[str, tuple[Sentence, ...]]:
        """Path in the file → the sentences there."""
        found: dict[str, list[Sentence]] = {}
        for one in self.sentences:
            found.setdefault(one.at, []).append(one)
        return {at: tuple(held) for at, held in found.items()}

    @lazy
    def numbers(self) -> Mapping[str, int]:
        """Key → the number that a reader sees: 1…N by first use, in the sections in `READING_ORDER`, then outside them."""
        by_section: dict[str, list[str]] = {}
        for field in self.version.text_fields():
            by_section.setdefault(field.section, []).extend((*self.texts[field.text].citations, *field.sources))
        order = (*READING_ORDER, *(section for section in by_section if section not in READING_ORDER))
        keys = dict.fromkeys(key for section in order for key in by_section.get(section, ()))
        return {key: number for number, key in enumerate(keys, 1)}

    @lazy
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the sections, in the order of the page; entries of the timeline are also split at semicolons."""
        fields = (field for field in self.version.text_fields() if field.section in SECTIONS)
        return tuple(claim for field in fields for claim in self._claims(field))

    def _beside(self, field: TextField) -> tuple[str, ...]:
        """The keys that are listed next to a text; those of a voice and of a tension support all of their texts."""
        return self._listed.get(field.at.partition(".")[0], ())

    @lazy
    def _listed(self) -> Mapping[str, tuple[str, ...]]:
        """Path of a voice or tension → the keys that are listed with it."""
        voices, tensions = self.version.perspectives, self.version.tensions
        return {
            **{f"perspectives[{i}]": one.sources for i, one in enumerate(voices)},
            **{f"tensions[{i}]": one.sources for i, one in enumerate(tensions)},
        }

    def _claims(self, field: TextField) -> Iterator[Claim]:
        found = [one.said for one in self.by_place.get(field.at, ())]
        shared = (*self._beside(field), *(found[-1].closing if found else ()))
        for one in found:
            whole = self.texts[one.text[:LONGEST]]
            for segment in one.segments:
                others = [*(key for part in one.segments for key in part.keys)] if segment.is_tail or not segment.keys else []
                beside = tuple(dict.fromkeys(key for key in (*others, *shared) if key not in segment.keys))
                for part in segment.entries() if field.section == "timeline" else (segment,):
                    yield Claim(field.section, field.at, whole, self.texts[part.text], part.keys, beside)


def _group(field: TextField) -> str:
    """Where a rewording of a text's sentences is looked for."""
    return f"{field.section} {field.id} {field.at.rpartition('.')[2]}" if field.id else field.section
