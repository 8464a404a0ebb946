"""The lines of a redline: each sentence, and what became of it."""

from collections.abc import Mapping
from itertools import chain, zip_longest
from typing import Literal, NamedTuple

from markupsafe import escape

from dateline.core.citations import GROUP, pieces
from dateline.core.compare import Change, words
from dateline.core.compare.redline import marked
from dateline.core.model import SECTIONS
from dateline.core.sentences import AnalysedText
from dateline.core.text import figures
from dateline.site import urls
from dateline.site.beside import Beside, SourceWords, in_html
from dateline.site.chronicle import Chronicle
from dateline.site.prose import JOINER, Links, behind_stops, spelt
from dateline.site.typography import NARROW
from dateline.site.words import N_, _, listed

LineKind = Literal["add", "edit", "cite", "move", "gone", "same", "done", "past"]
"""What became of a sentence; `cite` has the same words and other sources, `done` is a question that was answered, `past` what is
gone and is no sentence. The view New folds `gone` and leaves out `same`."""
SAID: Mapping[LineKind, str] = {
    "add": N_("New"),
    "edit": N_("Reworded"),
    "cite": N_("Other sources"),
    "move": N_("Moved"),
    "gone": N_("Gone"),
    "done": N_("Answered"),
    "past": N_("Gone"),
}
"""The kinds in words; what stays has none."""
_KINDS: Mapping[str, LineKind] = {"added": "add", "changed": "edit", "moved": "move", "removed": "gone", "kept": "same"}


class SentenceLine(NamedTuple):
    """A sentence on the page, and what became of it."""

    kind: LineKind
    html: str
    """The line."""
    change: Change
    """The sentence."""

    @property
    def is_folded(self) -> bool:
        """Whether the view New does not show it."""
        return self.kind in ("same", "gone")


def line_kinds(chronicle: Chronicle, position: int) -> list[LineKind]:
    """What became of each sentence of two versions, the later one at a position; lines, counts and data say the same."""
    return [_kind(one) for one in chronicle.comparisons[position - 1].changes]


def _kind(change: Change) -> LineKind:
    if change.is_cited_anew:
        return "cite"
    return "add" if change.is_whole and not change.is_divided else _KINDS[change.kind]


def words_beside(chronicle: Chronicle, position: int) -> list[SourceWords | None]:
    """For each sentence of two versions, if it is new or reworded: words of a source that it cites; none twice in a section."""
    after = chronicle.versions[position]
    beside = Beside(after, chronicle.analysed(after).texts)
    kinds = zip(chronicle.comparisons[position - 1].changes, chronicle.at(position, line_kinds), strict=True)
    fresh = (one.now if kind in ("add", "edit") and not one.is_repeated else None for one, kind in kinds)
    return [beside.take(one.said, one.section) if one else None for one in fresh]


class RedlineWriter:
    """Writes the lines of one redline, with the citations of both versions."""

    def __init__(self, chronicle: Chronicle, position: int) -> None:
        """Makes one for the version at a position, which is not the first."""
        before, after = chronicle.versions[position - 1 : position + 1]
        here = urls.redline(chronicle.slug, after.version)
        self._was, self._now = (
            Links(chronicle.analysed(one).numbers, urls.relative(here, urls.version(chronicle.slug, one.version)))
            for one in (before, after)
        )
        self._year = after.published[:4]

    def sentence(self, change: Change, kind: LineKind, beside: SourceWords | None, note: str = "") -> SentenceLine:
        """The line of a sentence of a kind, with words beside it and a note below it."""
        after = self._note(change) + _small(note)
        if change.is_repeated:
            return SentenceLine(kind, f'<p class="l">{after}</p>', change)
        told = self._told(change, kind)
        kind = "edit" if note and kind == "same" else kind  # its words stay, and what is said of it does not
        html = self.line(kind, told, after)
        return SentenceLine(kind, f'<div class="w">{html}{in_html(beside, self._year)}</div>' if beside else html, change)

    def line(self, kind: LineKind, told: str, note: str = "") -> str:
        """A line of a kind, with a note below it."""
        said = f"<i>{_(SAID[kind])}: </i>" if kind in SAID else ""
        return f'<p class="l {kind}">{said}{told}{note}</p>'

    def spelt(self, text: str) -> str:
        """A text of the later version with its citations."""
        return spelt(text, self._now)

    def _told(self, change: Change, kind: LineKind) -> str:
        if kind == "gone":
            return spelt(change.before, self._was, "<del>", "</del>")
        if kind == "add":
            return spelt(change.after, self._now, "<ins>", "</ins>")
        if kind == "edit":
            return self._marked(change).replace("</del><ins>", "</del> <ins>")
        return spelt(change.after, self._now)

    def _marked(self, change: Change) -> str:
        """A reworded sentence; the figures of marked words are bold, as readers look for them first."""
        was, now, *merged = (AnalysedText(_stopped(one.text)) for one in (change.was, change.now, *change.merged) if one)
        told = ""
        for word in marked((was, *merged), now) if change.is_divided else words(was, now):
            links = self._was if word.kind == "removed" else self._now
            before, after = _AROUND[word.kind]
            for piece in pieces(word.text):
                for key in piece.keys:  # it keeps to what stands before it
                    told = told.rstrip()
                    told += f"{NARROW if told.endswith(_CITED) else JOINER}{before}{links[key]}{after}"
                if not piece.keys:
                    told += _in_mark(piece.text, before, after) if before else str(escape(piece.text))
        return told

    def _note(self, change: Change) -> str:
        """What is said below a sentence: its earlier words if they are not marked in it, its earlier sources or place."""
        if change.was and change.is_cited_anew:
            return _small(
                _(
                    "Its sources were: {sources}",
                    sources="".join([self._was[key] for key in change.was.said.citations]) or _("none"),
                )
            )
        if change.kind == "moved":
            was, now = (_(SECTIONS[one.section]) for one in (change.was, change.now) if one)
            return _small(_("Moved here from {section}", section=was) if was != now else _("Moved within {section}", section=now))
        if not change.is_whole:
            return ""
        before = f": {escape(change.was.said.plain)}" if change.is_first and change.was else "."
        return _small(f"{_origin(change)}{before}")


_CITED = ("</a>", "</a></del>", "</a></ins>")
"""How a citation ends."""
_AROUND = {"kept": ("", ""), "added": ("<ins>", "</ins>"), "removed": ("<del>", "</del>")}


def _small(html: str) -> str:
    return f"<small>{html}</small>" if html else ""


def _origin(change: Change) -> str:
    """What an earlier wording is to the later one."""
    if change.others:
        return _(
            "Was one sentence with {others}", others=listed([f"“{escape(one)}”" for one in change.others], len(change.others))
        )
    if change.merged:
        return _("And from") if change.is_repeated else _("Merged from")
    return _("Was")


def _stopped(text: str) -> str:
    """A sentence with its citations behind the stops."""
    parts = GROUP.split(text)
    groups = (f"[@{one}]" for one in parts[1::2])
    return "".join(chain(*zip_longest(behind_stops(parts[::2]), groups, fillvalue=""))).replace(JOINER, "")


def _in_mark(text: str, before: str, after: str) -> str:
    """Words in an element, without the white space before them, and their figures in bold."""
    words = text.lstrip()
    parts, end = [], 0
    for figure in figures(words):
        parts += [escape(words[end : figure.start]), f"<b>{escape(words[figure.start : figure.end])}</b>"]
        end = figure.end
    return f"{text[: len(text) - len(words)]}{before}{''.join(parts)}{escape(words[end:])}{after}" if words else text
