"""Answers of a writer, for tests: each is complete, and every part can be given."""

from typing import Any

from analysed import numbered_claims

from dateline.core.model import Dossier, Item, Version
from dateline.desk import Assignment
from dateline.desk.edits import (
    Added,
    Announced,
    Corrected,
    Dropped,
    Edits,
    FigureFate,
    NewFigure,
    NewQuestion,
    NewSide,
    NewTension,
    NewVoice,
    QuestionFate,
    Quote,
    Reworded,
    Settled,
    VoiceFate,
)

NOTHING: dict[str, Any] = {
    "kept": (),
    "changed": (),
    "dropped": (),
    "settled": (),
    "added": (),
    "announced": (),
    "figures": (),
    "new_figures": (),
    "questions": (),
    "new_questions": (),
    "voices": (),
    "new_voices": (),
    "new_tensions": (),
    "tensions": (),
    "corrections": (),
    "title": "",
    "changes": "What moved.",
}


def edits(last: Version | None = None, **given: Any) -> Edits:
    """Edits that keep everything in the last version except what is given; a changed or dropped claim is not kept."""
    parts = {**NOTHING, **given}
    moved = {one.number for one in (*parts["changed"], *parts["dropped"], *parts["settled"])}
    if last and "kept" not in given:
        parts["kept"] = tuple(claim.number for claim in numbered_claims(last) if claim.number not in moved)
    if last and "figures" not in given:
        parts["figures"] = tuple(FigureFate(one.id, "kept", "", (), "") for one in last.figures)
    if last and "questions" not in given:
        parts["questions"] = tuple(QuestionFate(one.id, "open", "", (), "", "") for one in last.open_questions)
    if last and "voices" not in given:
        parts["voices"] = tuple(VoiceFate(one.id, "kept", "Says nothing new.", ()) for one in last.perspectives)
    return Edits(**parts)


def quotes(**words: str) -> tuple[Quote, ...]:
    """A quote for each key, `_` for `-`; of the first sentence, unless the words begin with a number, as in "0: The gate"."""
    return tuple(quote(key.replace("_", "-"), text) for key, text in words.items())


def quote(key: str, text: str) -> Quote:
    number, colon, words = text.partition(": ")
    return Quote(key, int(number), words) if colon and number.isdecimal() else Quote(key, 1, text)


def added(section: Any, text: str, at: str = "", after: int = 0, **words: str) -> Added:
    return Added(section, at, after, text, quotes(**words))


def changed(number: int, text: str, date: str = "", **words: str) -> Reworded:
    return Reworded(number, text, date, "The items say more.", quotes(**words))


def dropped(number: int, why: str = "It was wrong.") -> Dropped:
    return Dropped(number, why)


def fate(name: str, outcome: Any, text: str = "", due: str = "", verdict: Any = "", **words: str) -> QuestionFate:
    return QuestionFate(name, outcome, text, quotes(**words), due, verdict)


def heard(name: str, outcome: Any, text: str = "", **words: str) -> VoiceFate:
    return VoiceFate(name, outcome, text, quotes(**words))


def question(text: str, due: str = "", **words: str) -> NewQuestion:
    return NewQuestion(text, quotes(**words), due)


def voice(name: str, view: str, role: str = "", evolution: str = "New voice.", **words: str) -> NewVoice:
    return NewVoice(name, role, view, evolution, quotes(**words))


def tension(text: str, *sides: NewSide, title: str = "", **words: str) -> NewTension:
    return NewTension(title, text, sides, quotes(**words))


def side(who: str, text: str, **words: str) -> NewSide:
    return NewSide(who, text, quotes(**words))


def announced(date: str, text: str, **words: str) -> Announced:
    return Announced(date, text, quotes(**words))


def settled(number: int, outcome: Any, date: str, text: str, **words: str) -> Settled:
    return Settled(number, outcome, date, text, quotes(**words))


def figure(name: str, outcome: Any, value: str = "", *keys: str, why: str = "") -> FigureFate:
    return FigureFate(name, outcome, value, keys, why)


def new_figure(label: str, value: str, *keys: str) -> NewFigure:
    return NewFigure(label, value, keys)


def corrected(was: str, now: str, of: int = 1, why: str = "It was misread.") -> Corrected:
    return Corrected(of, was, now, why)


def assignment(dossier: Dossier, *items: Item, published: str = "2026-05-24T11:30:00Z") -> Assignment:
    """The next version of a story with these new items in its ledger."""
    from dataclasses import replace

    last = dossier.latest
    whole = replace(dossier, items=(*dossier.items, *items))
    return Assignment(whole, items, last.version + 1 if last else 1, published)
