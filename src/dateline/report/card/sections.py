"""The sections of a card, in the order of the page: each sentence that changed, with its evidence."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count, groupby

from dateline.core.citations import plain
from dateline.core.compare import Change, VoiceChange
from dateline.core.model import SECTIONS
from dateline.core.text.lists import counted
from dateline.desk.extractive.phrases import says_nothing_new
from dateline.flows.reviews import VersionReview
from dateline.report.card.objections import About, Objections
from dateline.report.card.parts import CardBlock, CardPart, folded
from dateline.report.card.questions import CLOSED, closed_question, with_question
from dateline.report.card.statement import is_new, shown, statement
from dateline.report.counts import is_told, questions_in_words
from dateline.report.redline import escape

MOST_OPEN = 5
"""A long section with more changes is folded, unless one of them blocks."""
_LONG = frozenset({"open_questions", "narrative", "timeline", "perspectives", "tensions"})
_ORDERS = {name: place for place, name in enumerate((*SECTIONS, "closed_questions"), 20)} | {"perspectives": 23}
"""What is left out first if a card is too long: what stands at the end of the page, voices after what is long."""


class Anchors:
    """The addresses within a card of the sentences that somebody must decide about."""

    def __init__(self, review: VersionReview) -> None:
        self._name = f"{review.slug}-v{review.version.version}"
        self._numbers = count(1)
        self.found: dict[tuple[str, str], str] = {}
        """Path and sentence of a disagreement or finding → its address."""

    def of(self, about: About) -> str:
        """The address of a sentence; empty if nobody has to decide about it."""
        places = [(one.at, one.sentence) for one in about.disputed]
        places += [(one.at, one.text) for one in about.findings if one.level == "error"]
        name = f"{self._name}-{next(self._numbers)}" if places else ""
        self.found |= dict.fromkeys(places, name)
        return name


def sections(review: VersionReview, objections: Objections, anchors: Anchors) -> Iterator[CardPart]:
    """What changed in each section; empty ones are left out."""
    changes = {section: [*rows] for section, rows in groupby(review.comparison.changes, lambda one: one.section)}
    for section in SECTIONS:
        rows = [one for one in changes.get(section, ()) if one.kind != "kept"]
        blocks = tuple(_blocks(section, rows, review, objections, anchors))
        if not blocks:
            continue
        title, is_urgent = SECTIONS[section], any(block.is_kept for block in blocks)
        is_folded = section in _LONG and len(blocks) > MOST_OPEN and not is_urgent
        fold = f"{title}: {_counted(rows, review)}" if is_folded else ""
        yield CardPart(title, blocks, title, fold, order=_ORDERS[section])


def _blocks(
    section: str, rows: Iterable[Change], review: VersionReview, objections: Objections, anchors: Anchors
) -> Iterator[CardBlock]:
    closed = [one for one in review.comparison.questions if one.kind in CLOSED]
    if section == "open_questions":
        yield from (closed_question(one, review, objections, anchors.of) for one in closed)
    told = [one for one in rows if is_told(one)]
    for one in told:
        if is_new(one):
            said = with_question(statement(one, review), one, review) if section == "open_questions" else statement(one, review)
            about = objections.take(one.at, one.after, said.backings)
            yield shown(said, about, anchors.of(about), review)
    if section == "perspectives":
        yield from (CardBlock(_left(one)) for one in review.comparison.voices if one.kind in ("departed", "vanished"))
        if silent := sum(says_nothing_new(plain(one.after)) for one in rows):
            yield CardBlock(f"*{counted(silent, 'voice')} said nothing new*")
    ids = {one.id for one in closed}
    yield from _beside([one for one in told if section != "open_questions" or one.group.split()[1] not in ids])


def _left(one: VoiceChange) -> str:
    """A voice that is not heard any more, and why."""
    why = f": {escape(plain(one.after))}" if one.kind == "departed" and one.after else ", without a reason"
    return f"**{escape(one.voice)}** · departed{why}"


def _beside(rows: Iterable[Change]) -> Iterator[CardBlock]:
    """The sentences that are gone, and those that only moved, folded."""
    still = {kind: [one for one in rows if one.kind == kind] for kind in ("removed", "moved")}
    gone, moved = still["removed"], still["moved"]
    if gone:
        text = "\n".join(f"- {escape(plain(one.before))}" for one in gone)
        yield CardBlock(folded(f"{counted(len(gone), 'sentence')} gone", text))
    if moved:
        text = "\n".join(f"- ↷ {escape(plain(one.after))}" for one in moved)
        yield CardBlock(folded(f"{counted(len(moved), 'sentence')} moved, not changed", text))


def _counted(rows: Iterable[Change], review: VersionReview) -> str:
    """What is folded, in counts."""
    changes = [one for one in rows if is_told(one)]
    kinds = Counter[str](one.kind for one in changes)
    fresh = kinds["added"] + kinds["changed"]
    new = counted(fresh, "sentence") if review.before is None else f"{fresh} new or reworded"
    told = [new, *(f"{kinds[kind]} {word}" for kind, word in (("removed", "gone"), ("moved", "moved")) if kinds[kind])]
    is_asked = any(one.section == "open_questions" for one in changes)
    return ", ".join((*(questions_in_words(review.comparison) if is_asked and review.before else ()), *told))


def unchanged(review: VersionReview) -> CardPart:
    """The sentences that stayed as they were."""
    kept = [one for one in review.comparison.changes if one.kind == "kept" and not one.is_repeated]
    blocks = [
        CardBlock("\n".join((f"**{SECTIONS[section]}**", "", *(f"- {escape(plain(one.after))}" for one in rows))))
        for section, rows in groupby(kept, lambda one: one.section)
    ]
    return CardPart("the unchanged sentences", tuple(blocks), fold=f"{counted(len(kept), 'sentence')} unchanged", order=50)
