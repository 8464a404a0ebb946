"""The words of sources beside what is new: those that are most about a sentence, of a source that it cites; none stands twice."""

from markupsafe import escape

from dateline.core.model import Source, Version
from dateline.core.outlets import outlet_of
from dateline.core.sentences import AnalysedText, Texts
from dateline.site.dates import in_words


class Beside:
    """The words of a version's sources that are not shown yet."""

    def __init__(self, version: Version, texts: Texts) -> None:
        self._year = version.published[:4]
        self._sources = {one.key: one for one in version.sources}
        self._words = {one.key: one.quotes or (one.title,) * (one.evidence == "headline") for one in version.sources}
        """The quotes of a source or, if only its headline is known, that."""
        self._texts = texts
        self._shown: set[tuple[str, str]] = set()

    def quote(self, said: AnalysedText) -> str:
        """The words for a sentence, with outlet and day; empty if no source that it cites has any about it."""
        left = [(key, words) for key in said.citations for words in self._words.get(key, ()) if (key, words) not in self._shown]
        shared = {one: len(said.roots & self._texts[one[1]].roots) for one in left}
        best = max(shared, key=shared.__getitem__, default=("", ""))
        if not shared.get(best):
            return ""
        self._shown.add(best)
        key, words = best
        source = self._sources[key]
        about = ", ".join(filter(None, (from_whom_of(source, self._year), "headline only" * (source.evidence == "headline"))))
        return f"<div><q>{escape(words)}</q> {about}</div>"


def from_whom_of(source: Source, year: str) -> str:
    """The outlet and the day of a source, without the year if it is `year`."""
    outlet = outlet_of(source)
    return ", ".join(filter(None, (outlet and f"<bdi>{escape(outlet)}</bdi>", escape(in_words(source.date or "", year)))))
