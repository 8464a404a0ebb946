"""Edits → the next version: kept sentences stay the same byte for byte, and sources come from the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dateline.core import citations, codec
from dateline.core.ids import digest, slug
from dateline.core.model import (
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Event,
    KeyFigure,
    Question,
    Tension,
    TensionSide,
    Version,
    Voice,
    WrittenBy,
)
from dateline.core.text import clean, fold
from dateline.desk.draft import Assignment, sources_for
from dateline.desk.edit_context import new_sides
from dateline.desk.edits import Added, Edits, NewSide, Quote, Reworded, Settled
from dateline.desk.numbered import NumberedClaim, numbered_claims, side_place
from dateline.desk.offered import numbered_sentences, passage_of

MOST_ID = 40

Places = Mapping[tuple[str, str], tuple[str, ...]]
"""Section and place in it → the sentences there."""


def assemble(edits: Edits, assignment: Assignment, by: WrittenBy) -> Version:
    """The next version, made from the edits.

    Args:
        edits: an answer to which `verify.objections` does not object.
        assignment: the assignment that the answer is for.
        by: who wrote it.
    """
    last = assignment.dossier.latest
    claims = numbered_claims(assignment.story.latest)
    places = _places(claims, edits)
    version = Version(
        format=1,
        version=assignment.number,
        kind="update",
        title=_text(edits.title) or (last.title if last else assignment.dossier.story.title),
        published=assignment.published,
        items=assignment.items_total,
        changes=_text(edits.changes),
        what=_joined(places, "what"),
        why_it_matters=_joined(places, "why_it_matters"),
        open_questions=tuple(_open(edits, last)),
        closed_questions=tuple(
            ClosedQuestion(one.id, one.outcome, _text(one.text), verdict=one.verdict or None)
            for one in edits.questions
            if one.outcome != "open"
        ),
        narrative=_paragraphs(places),
        timeline=_timeline(claims, edits),
        figures=tuple(_figures(edits, last)),
        perspectives=tuple(_voices(edits, last, places)),
        departed_voices=tuple(DepartedVoice(one.id, _text(one.text)) for one in edits.voices if one.outcome == "departed"),
        tensions=tuple(_tensions(edits, last, places)),
        corrections=tuple(Correction(one.of, _text(one.was), _text(one.now), _text(one.why)) for one in edits.corrections),
        written_by=by,
    )
    return codec.canonical(_with_sources(version, edits, assignment))


def is_same(before: str, after: str) -> bool:
    """Whether a reader would see no difference between two sentences."""
    return fold(before) == fold(after)


def _text(words: str) -> str:
    return clean(words).strip()


# --- sentences and their places --------------------------------------------------------------------------------------------


def _standing(claims: Iterable[NumberedClaim], edits: Edits) -> Iterator[tuple[NumberedClaim, str]]:
    """Each claim with its new words; empty words for a dropped claim."""
    changed = _reworded(edits)
    dropped = {one.number for one in edits.dropped}
    for claim in claims:
        change = changed.get(claim.number)
        text = claim.text if change is None or is_same(claim.text, change.text) else _text(change.text)
        yield claim, "" if claim.number in dropped else text


def _reworded(edits: Edits) -> Mapping[int, Reworded | Settled]:
    """The claims that have other words or another date, by number."""
    changed: Iterable[Reworded | Settled] = (*edits.changed, *edits.settled)
    return {one.number: one for one in changed}


def _places(claims: tuple[NumberedClaim, ...], edits: Edits) -> Places:
    """The sentences of each place except the timeline, with each new one after the claim that it follows."""
    following: dict[tuple[str, str, int], list[str]] = {}
    for one in edits.added:
        following.setdefault((one.section, _place(one), one.after), []).append(_text(one.text))
    found: dict[tuple[str, str], list[str]] = {}
    for (section, at, after), texts in following.items():
        if not after:
            found[section, at] = list(texts)
    for claim, text in _standing(claims, edits):
        if claim.section != "timeline":
            lines = found.setdefault((claim.section, claim.at), [])
            lines += filter(None, (text, *following.get((claim.section, claim.at, claim.number), ())))
    return {place: tuple(lines) for place, lines in found.items() if lines}


def _place(one: Added) -> str:
    return str(int(one.at)) if one.section == "narrative" else one.at


def _joined(places: Places, section: str, at: str = "") -> str:
    return "\n".join(places.get((section, at), ()))


def _paragraphs(places: Places) -> tuple[str, ...]:
    numbers = sorted(int(at) for section, at in places if section == "narrative")
    return tuple(_joined(places, "narrative", str(number)) for number in numbers)


def _timeline(claims: tuple[NumberedClaim, ...], edits: Edits) -> tuple[Event, ...]:
    changed = _reworded(edits)
    over = {one.number for one in edits.settled if one.outcome != "moved"}
    carried = (
        Event(
            changed[claim.number].date if claim.number in changed else claim.date,
            text,
            ahead=claim.ahead and claim.number not in over,
        )
        for claim, text in _standing(claims, edits)
        if claim.section == "timeline" and text
    )
    new = (Event(one.at, _text(one.text)) for one in edits.added if one.section == "timeline")
    ahead = (Event(one.date, _text(one.text), ahead=True) for one in edits.announced)
    return tuple(sorted((*carried, *new, *ahead), key=lambda event: event.date))


# --- figures, questions, voices, tensions ----------------------------------------------------------------------------------


def _figures(edits: Edits, last: Version | None) -> Iterator[KeyFigure]:
    held = {one.id: one for one in last.figures} if last else {}
    for fate in edits.figures:
        if fate.outcome == "kept":
            yield held[fate.id]
        elif fate.outcome == "changed":
            yield replace(held[fate.id], value=_text(fate.value), sources=tuple(dict.fromkeys(fate.sources)))
    taken = set(held)
    for new in edits.new_figures:
        label = _text(new.label)
        yield KeyFigure(_new_id(label, taken), label, _text(new.value), tuple(dict.fromkeys(new.sources)))


def _new_id(text: str, taken: set[str]) -> str:
    """An id made from the first words of a text, and not yet taken."""
    base = slug(text, MOST_ID) or digest(text)[:8]
    name = next(one for one in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
    taken.add(name)
    return name


def _open(edits: Edits, last: Version | None) -> Iterator[Question]:
    asked = {one.id: one for one in last.open_questions} if last else {}
    for fate in edits.questions:
        if fate.outcome == "open":
            was = asked[fate.id]
            stays = not fate.text.strip() or is_same(was.text, fate.text)
            yield Question(fate.id, was.text if stays else _text(fate.text), due=fate.due or was.due)
    taken = {*asked, *(one.id for one in (last.closed_questions if last else ()))}
    for new in edits.new_questions:
        yield Question(_new_id(citations.without(new.text), taken), _text(new.text), due=new.due or None)


def _voices(edits: Edits, last: Version | None, places: Places) -> Iterator[Voice]:
    heard = {one.id: one for one in last.perspectives} if last else {}
    kept = {one.id: one for one in edits.voices if one.outcome == "kept"}
    for voice in heard.values():
        if voice.id in kept:
            yield replace(voice, view=_joined(places, "perspectives", voice.id), evolution=_text(kept[voice.id].text))
    taken = {*heard, *(one.id for one in (last.departed_voices if last else ()))}
    for new in edits.new_voices:
        name = " ".join(_text(new.name).split())
        yield Voice(_new_id(name, taken), name, _text(new.role) or None, _text(new.view), _text(new.evolution))


def _tensions(edits: Edits, last: Version | None, places: Places) -> Iterator[Tension]:
    held = last.tensions if last else ()
    tightened = {one.id: one for one in edits.tensions}
    for tension in held:
        more = tightened.get(tension.id)
        standing = [
            replace(one, text=_joined(places, "tensions", side_place(tension.id, number)))
            for number, one in enumerate(tension.sides, 1)
        ]
        sides = (*(one for one in standing if one.text), *_sides(more.sides if more else ()))
        text = _joined(places, "tensions", tension.id)
        if text or sides:
            yield replace(tension, title=(_text(more.title) if more else "") or tension.title, text=text, sides=sides)
    taken = {one.id for one in held}
    for new in edits.new_tensions:
        name = _new_id(citations.without(new.text), taken)
        yield Tension(name, _text(new.text), title=_text(new.title) or None, sides=tuple(_sides(new.sides)))


def _sides(sides: Iterable[NewSide]) -> Iterator[TensionSide]:
    return (TensionSide(_text(one.who), _text(one.text)) for one in sides)


# --- sources ---------------------------------------------------------------------------------------------------------------


def all_quotes(edits: Edits) -> Iterator[Quote]:
    """The quotes in an answer, in order."""
    rows = (
        *(edits.changed, edits.settled, edits.added, edits.announced, edits.questions, edits.new_questions),
        *(edits.voices, edits.new_voices, edits.new_tensions, [side for _, side in new_sides(edits)]),
    )
    return (quote for row in rows for one in row for quote in one.quotes)


def _with_sources(version: Version, edits: Edits, assignment: Assignment) -> Version:
    last, lines = assignment.dossier.latest, numbered_sentences(assignment)
    known = {(source.key, _plain(quote)) for source in (last.sources if last else ()) for quote in source.quotes}
    quotes: dict[str, list[str]] = {}
    for quote in all_quotes(edits):
        words = passage_of(quote, lines)
        if (quote.key, _plain(words)) not in known:
            quotes.setdefault(quote.key, []).append(words)
    keys = assignment.story.version(version).numbers
    return replace(version, sources=sources_for(keys, assignment, quotes))


def _plain(words: str) -> str:
    """Words as they are compared with earlier quotes, which may have no full stop."""
    return fold(words).rstrip(".")
