"""The forms of a model's answers: a text in paragraphs, or what takes the place of refused parts of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from dateline.core.model import Line, Reason, Strict
from dateline.desk.edits import Added, Edits, Quote


@dataclass(frozen=True, slots=True)
class EssaySentence:
    """A sentence, and what it rests on."""

    __pydantic_config__: ClassVar = Strict
    text: Reason
    """One sentence, with its citations."""
    quotes: tuple[Quote, ...]
    """One for each key that it cites."""


@dataclass(frozen=True, slots=True)
class EssayParagraph:
    """A paragraph."""

    __pydantic_config__: ClassVar = Strict
    heading: Line
    """The heading above it, or empty if it goes on under the last one."""
    sentences: tuple[EssaySentence, ...]
    """Its sentences."""


@dataclass(frozen=True, slots=True)
class EssayAnswer:
    """An essay."""

    __pydantic_config__: ClassVar = Strict
    title: Line
    """The title, without a full stop."""
    dek: Line
    """One or two sentences under the title: what the essay shows."""
    paragraphs: tuple[EssayParagraph, ...]
    """Its paragraphs."""

    @property
    def sentences(self) -> tuple[EssaySentence, ...]:
        """Its sentences; the first one has the number 1."""
        return tuple(one for paragraph in self.paragraphs for one in paragraph.sentences)

    def without(self, numbers: Collection[int]) -> "EssayAnswer":
        """The essay without some sentences; an empty paragraph goes too, and the next one takes its heading."""
        return _each(self, dict.fromkeys(numbers, ()))

    def mended(self, repair: "EssayRepair", refused: Collection[str]) -> "EssayAnswer":
        """The essay with what takes the place of refused parts; a sentence for which there is nothing is left out.

        Args:
            repair: the second answer.
            refused: the places that were sent back: numbers of sentences, `title`, `dek`, and headings such as `heading 2`.
        """
        given: dict[int, tuple[EssaySentence, ...]] = {int(place): () for place in refused if place.isdecimal()}
        given |= {one.number: (EssaySentence(one.text, one.quotes),) for one in repair.sentences if one.number in given}
        heads = {f"heading {one.paragraph}": one.heading for one in repair.headings}
        paragraphs = tuple(
            replace(one, heading=heads.get(place, "")) if (place := f"heading {number}") in refused else one
            for number, one in enumerate(self.paragraphs, 1)
        )
        title = repair.title if "title" in refused else self.title
        dek = repair.dek if "dek" in refused else self.dek
        return _each(replace(self, title=title, dek=dek, paragraphs=paragraphs), given)

    def as_edits(self) -> Edits:
        """The same as the edits of a first version, which the program can check and assemble."""
        places = ((str(place), one) for place, paragraph in enumerate(self.paragraphs, 1) for one in paragraph.sentences)
        added = tuple(Added("narrative", place, 0, one.text, one.quotes) for place, one in places)
        none: tuple[()] = ()
        before = (none,) * 4
        after = (none,) * 10
        return Edits(*before, added, *after, title=self.title, changes=self.dek)

    def heads(self) -> Iterator[tuple[str, str]]:
        """The place and the words of the title, the dek and each heading, without empty ones."""
        headings = ((f"heading {number}", one.heading) for number, one in enumerate(self.paragraphs, 1))
        return ((place, words) for place, words in (("title", self.title), ("dek", self.dek), *headings) if words.strip())


def _each(answer: EssayAnswer, given: Mapping[int, tuple[EssaySentence, ...]]) -> EssayAnswer:
    """The essay with other sentences, or none, in place of some."""
    number, heading, found = 0, "", []
    for paragraph in answer.paragraphs:
        kept: list[EssaySentence] = []
        for one in paragraph.sentences:
            number += 1
            kept += (sentence for sentence in given.get(number, (one,)) if sentence.text.strip())
        heading = paragraph.heading or heading
        if kept:
            found.append(EssayParagraph(heading, tuple(kept)))
            heading = ""
    return replace(answer, paragraphs=tuple(found))


@dataclass(frozen=True, slots=True)
class IntroAnswer:
    """The introduction to a daily issue."""

    __pydantic_config__: ClassVar = Strict
    sentences: tuple[EssaySentence, ...]
    """Two to four sentences, the most important first."""


@dataclass(frozen=True, slots=True)
class ReplacedSentence:
    """What takes the place of a refused sentence."""

    __pydantic_config__: ClassVar = Strict
    number: int
    """The number of the refused sentence."""
    text: Reason
    """The corrected sentence, with its citations."""
    quotes: tuple[Quote, ...]
    """One for each key that it cites."""


@dataclass(frozen=True, slots=True)
class ReplacedHeading:
    """What takes the place of a refused heading."""

    __pydantic_config__: ClassVar = Strict
    paragraph: int
    """The number of the paragraph below it."""
    heading: Line
    """The corrected heading, or empty for none."""


@dataclass(frozen=True, slots=True)
class EssayRepair:
    """What takes the place of what was refused."""

    __pydantic_config__: ClassVar = Strict
    sentences: tuple[ReplacedSentence, ...]
    """Sentences in place of refused ones; one that is not in this list is left out."""
    headings: tuple[ReplacedHeading, ...]
    """Headings in place of refused ones."""
    title: Line
    """A title in place of a refused one; else empty."""
    dek: Line
    """The same for the dek."""
