"""What a comparison tells readers, the weightiest first: figures, decisions, denials, answers, new voices."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Literal, NamedTuple, get_args

from dateline.core.citations import plain
from dateline.core.compare.comparison import Comparison
from dateline.core.cues import CueGroup, Cues, cues
from dateline.core.sentences import AnalysedText

NewsKind = Literal["figure", "decided", "denied", "happened", "called_off", "moved", "answered", "voice", "opened"]
KINDS: tuple[NewsKind, ...] = get_args(NewsKind)
"""The kinds of news in order of weight."""
WEIGHT: Mapping[NewsKind, int] = {
    "figure": 8,
    "decided": 7,
    "denied": 6,
    "happened": 5,
    "called_off": 5,
    "moved": 5,
    "answered": 5,
    "voice": 2,
    "opened": 1,
}
MOST_OF_A_KIND = 4
"""How many lines of one kind are told, apart from voices, which are only named: the redline has the others."""
SAME_NEWS = 0.5
"""Two sentences that share this much of the shorter one tell the same."""
_CUES: Mapping[NewsKind, CueGroup] = {"decided": "decision", "denied": "denies"}
_AHEAD: Mapping[str, NewsKind] = {"happened": "happened", "settled": "called_off", "moved": "moved"}


class News(NamedTuple):
    """One thing that changed, in words without citations."""

    kind: NewsKind
    """What happened."""
    label: str
    """What a figure measures, the question that was answered, the name of a voice; empty for a figure without a label."""
    before: str
    """The earlier figure or date; empty for what has none."""
    after: str
    """The later figure or date, what was decided, the answer, what the voice says, the new question."""
    id: str = ""
    """The id of the figure, question or voice."""


def news(comparison: Comparison, language: str) -> tuple[News, ...]:
    """What a comparison tells readers, by weight; see `KINDS`.

    Args:
        comparison: the comparison of two versions of a story.
        language: the story's language, in which decisions and denials are recognised.
    """
    found = (*_figures(comparison), *_told(comparison, cues(language)), *_ahead(comparison), *_of_people(comparison))
    most = dict.fromkeys(KINDS, MOST_OF_A_KIND) | {"voice": len(found)}
    return tuple(one for kind in KINDS for one in islice((each for each in found if each.kind == kind), most[kind]))


def weight(lines: Iterable[News]) -> int:
    """How much lines tell: the sum of their weights."""
    return sum(WEIGHT[one.kind] for one in lines)


def _figures(comparison: Comparison) -> Iterator[News]:
    """The figures that the story follows, then others of which it is clear that one follows the other; no corrected ones."""
    shown = [one for one in comparison.figures if one.is_followed and one.after and not one.at.endswith(".date")]
    others = dict.fromkeys(comparison.pairs_of(shown))
    for figure in comparison.key_figures:
        before, after = figure.values
        told = next((pair for pair in others if figure.kind == "added" and pair[1] in after), ("", ""))
        others.pop(told, None)  # a figure that is followed from now on, and that the text had in the version before
        is_corrected = any(before and before in one.was and after in one.now for one in comparison.corrections)
        if figure.kind in ("changed", "added") and not is_corrected:
            yield News("figure", figure.label, before or told[0], after, figure.id)
    for pair in others:
        if not any(pair[0] in one.was and pair[1] in one.now for one in comparison.corrections):
            yield News("figure", "", *pair)


def _told(comparison: Comparison, table: Cues) -> Iterator[News]:
    """New events, or else new sentences, that say that something was decided or denied."""
    events = [plain(one.after.text) for one in comparison.events if one.kind == "added" and one.after and not one.after.ahead]
    told = [one.now.said.plain for one in comparison.changes if one.kind == "added" and one.now and one.section in _TELLING]
    known: list[AnalysedText] = []
    for kind, group in _CUES.items():
        for text in (*events, *told):
            said = AnalysedText(text)
            if table.finds(group, text) and not any(_is_same(said, one) for one in known):
                known.append(said)
                yield News(kind, "", "", text)


_TELLING = ("what", "narrative")
"""The sections that tell what happened."""


def _is_same(one: AnalysedText, other: AnalysedText) -> bool:
    """Whether two sentences tell the same."""
    least = min(len(one.roots), len(other.roots))
    return len(one.roots & other.roots) >= SAME_NEWS * least


def _ahead(comparison: Comparison) -> Iterator[News]:
    """What became of what was announced."""
    for one in comparison.events:
        if one.kind in _AHEAD and one.before and one.after:
            dates = (one.before.date, one.after.date) if one.kind == "moved" else ("", "")
            label = plain(one.after.text) if one.kind == "moved" else ""
            yield News(_AHEAD[one.kind], label, dates[0], dates[1] or plain(one.after.text))


def _of_people(comparison: Comparison) -> Iterator[News]:
    """Questions that were answered and asked, and voices that are heard for the first time."""
    for one in comparison.questions:
        if one.kind == "answered":
            yield News("answered", plain(one.before), "", plain(one.after), one.id)
        elif one.kind in ("opened", "reopened"):
            yield News("opened", "", "", plain(one.after), one.id)
    for voice in comparison.voices:
        if voice.kind == "new":
            yield News("voice", voice.voice, "", plain(voice.after), voice.id)
