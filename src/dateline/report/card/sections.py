"""The sections of a card, in the order of the page: each sentence that changed, with its evidence."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count, groupby

from dateline.core.citations import plain
from dateline.core.compare import Change, QuestionChange, VoiceChange
from dateline.core.model import SECTIONS
from dateline.flows.reviews import VersionReview
from dateline.report.card.parts import CardBlock, CardPart, folded
from dateline.report.card.statement import About, Objections, backings_of, shown, statement
from dateline.report.counts import questions_in_words
from dateline.report.redline import escape

MOST_OPEN = 5
"""A long section with more changes is folded, unless one of them blocks."""
_LONG = frozenset({"open_questions", "narrative", "timeline", "tensions"})
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
    if section == "open_questions":
        yield from (_closed(one, review, objections, anchors) for one in review.comparison.questions if one.kind in _CLOSED)
    closed = {one.id for one in review.comparison.questions if one.kind in _CLOSED}
    still: dict[str, list[Change]] = {"removed": [], "moved": []}
    for one in rows:
        if one.kind in still:
            still[one.kind] += [] if section == "open_questions" and one.group.split()[1] in closed else [one]
        elif one.now and not one.is_repeated:
            about = objections.take(one.at, one.after, backings_of(one.at, one.after, review))
            yield statement(one, review, about, anchors.of(about))
    if section == "perspectives":
        yield from (CardBlock(_left(one)) for one in review.comparison.voices if one.kind in ("departed", "vanished"))
    yield from _beside(still)


_CLOSED = ("answered", "merged", "dropped")


def _closed(one: QuestionChange, review: VersionReview, objections: Objections, anchors: Anchors) -> CardBlock:
    """A question that is not open any more, and what became of it."""
    at = next(f"closed_questions[{n}].text" for n, held in enumerate(review.version.closed_questions) if held.id == one.id)
    told = [(words, backing) for (place, words), backing in review.backings.items() if place == at]
    backings = tuple(dict.fromkeys(each for _, backing in told for each in backing))
    about = objections.take(at, one.after, backings)
    words = f"<del>{escape(plain(one.before))}</del>" + (f"<br>{escape(plain(one.after))}" if one.after else "")
    return shown("Question", one.kind, words, backings, about, anchors.of(about), review)


def _left(one: VoiceChange) -> str:
    """A voice that is not heard any more, and why."""
    why = f": {escape(plain(one.after))}" if one.kind == "departed" and one.after else ", without a reason"
    return f"**{escape(one.voice)}** · departed{why}"


def _beside(still: dict[str, list[Change]]) -> Iterator[CardBlock]:
    """The sentences that are gone, and those that only moved, folded."""
    gone, moved = still["removed"], still["moved"]
    if gone:
        rows = "\n".join(f"- <del>{escape(plain(one.before))}</del>" for one in gone)
        yield CardBlock(folded(f"{_sentences(len(gone))} gone", rows))
    if moved:
        rows = "\n".join(f"- ↷ {escape(plain(one.after))}" for one in moved)
        yield CardBlock(folded(f"{_sentences(len(moved))} moved, not changed", rows))


def _sentences(number: int) -> str:
    return f"{number} sentence{'s' * (number != 1)}"


def _counted(rows: Iterable[Change], review: VersionReview) -> str:
    """What is folded, in counts."""
    changes = [one for one in rows if not one.is_repeated]
    kinds = Counter[str](one.kind for one in changes)
    fresh = kinds["added"] + kinds["changed"]
    new = _sentences(fresh) if review.before is None else f"{fresh} new or reworded"
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
    return CardPart("the unchanged sentences", tuple(blocks), fold=f"{_sentences(len(kept))} unchanged", order=50)
