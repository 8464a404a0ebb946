"""The words of sources beside what is new: those most about a sentence, of a source that it cites; none twice in a section."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.model import Source, Version
from dateline.core.outlets import outlet_of
from dateline.core.sentences import AnalysedText, Texts
from dateline.site.dates import in_words
from dateline.site.words import _


class SourceWords(NamedTuple):
    """Words of a source about a sentence."""

    source: Source
    place: int
    """Which of its quotes they are; -1 if they are its title."""
    text: str


class Beside:
    """The words of a version's sources, and in which section they are shown already."""

    def __init__(self, version: Version, texts: Texts) -> None:
        self._words = {one.key: [*_words(one)] for one in version.sources}
        self._texts = texts
        self._taken: set[tuple[str, str, int]] = set()

    def take(self, said: AnalysedText, section: str) -> SourceWords | None:
        """The words for a sentence of a section; none if no source that it cites has any about it that are not there yet."""
        left = [one for key in said.citations for one in self._words.get(key, ()) if (section, key, one.place) not in self._taken]
        shared = [len(said.roots & self._texts[one.text].roots) for one in left]
        most = max(shared, default=0)
        if not most:
            return None
        best = left[shared.index(most)]
        self._taken.add((section, best.source.key, best.place))
        return best


def _words(source: Source) -> Iterator[SourceWords]:
    for place, text in enumerate(source.quotes):
        yield SourceWords(source, place, text)
    if not source.quotes and source.evidence == "headline":
        yield SourceWords(source, -1, source.title)


def in_html(words: SourceWords, year: str) -> Markup:
    """The words as they stand beside a line, with outlet and day, without the year if it is `year`."""
    about = [from_whom_of(words.source, year), _("headline only") * (words.source.evidence == "headline")]
    return Markup("<div><q>{}</q> {}</div>").format(words.text, escape(_(", #list")).join(filter(None, about)))


def from_whom_of(source: Source, year: str) -> Markup:
    """The outlet and the day of a source, without the year if it is `year`."""
    outlet = outlet_of(source)
    about = [outlet and Markup("<bdi>{}</bdi>").format(outlet), escape(in_words(source.date or "", year))]
    return escape(_(", #list")).join(filter(None, about))
