"""What a model's edits are checked against, and the texts in them that the program and the judge check."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dateline.core.citations import cited
from dateline.core.model import Finding, Version
from dateline.desk.cut_titles import cut_titles
from dateline.desk.draft import Assignment
from dateline.desk.edits import Edits, NewSide, NewTension, Quote, Tightened
from dateline.desk.numbered import NumberedClaim, numbered_claims
from dateline.desk.offered import Lines, numbered_sentences, offered, quoted


@dataclass(frozen=True, slots=True)
class AddedText:
    """A text that an answer adds to the page."""

    at: str
    """Its path in the answer, such as `added[2]`."""
    text: str
    """The words."""
    quotes: tuple[Quote, ...] = ()
    """The quotes for its new citations."""
    before: str = ""
    """The text that it replaces."""


@dataclass(frozen=True)
class EditContext:
    """What an answer is checked against."""

    assignment: Assignment
    """The assignment that the answer is for."""

    @property
    def last(self) -> Version | None:
        """The previous version."""
        return self.assignment.dossier.latest

    @cached_property
    def claims(self) -> dict[int, NumberedClaim]:
        """The claims of the last version, by number."""
        return {claim.number: claim for claim in numbered_claims(self.assignment.story.latest)}

    @cached_property
    def offered(self) -> frozenset[str]:
        """The keys that may be cited."""
        return offered(self.assignment)

    @cached_property
    def texts(self) -> dict[str, tuple[str, ...]]:
        """Key → the texts of an item; if another story collected it, its title and the quotes from it."""
        carried = {source.key: (source.title, *source.quotes) for source in (self.last.sources if self.last else ())}
        return carried | self.assignment.words

    @cached_property
    def titles(self) -> dict[str, str]:
        """Key → the newest title."""
        carried = {source.key: source.title for source in self.last.sources} if self.last else {}
        return carried | {item.key: item.title for item in self.assignment.dossier.items}

    @cached_property
    def lines(self) -> Lines:
        """Key → the title and the sentences of an item, as the prompt numbers them."""
        return numbered_sentences(self.assignment)

    @cached_property
    def cut(self) -> frozenset[str]:
        """The keys of the items whose title was cut off."""
        return cut_titles(self.assignment)

    @cached_property
    def days(self) -> dict[str, str]:
        """Key → the day on which an item was published, as precise as is known."""
        carried = {source.key: source.date or "" for source in self.last.sources} if self.last else {}
        return carried | {item.key: item.day for item in self.assignment.dossier.items}

    @cached_property
    def everything(self) -> tuple[str, ...]:
        """All texts of the items that may be cited, and what the last version says."""
        page = (field.text for field in self.last.text_fields()) if self.last else ()
        return (*(text for key in sorted(self.offered) for text in self.texts.get(key, ())), *page)

    def grounds(self, words: "AddedText") -> tuple[str, ...]:
        """What a new text may rest on: the items that it cites and the words that it replaces; without citations everything."""
        keys = [key for key in dict.fromkeys(cited(words.text)) if key in self.texts]
        texts = tuple(text for key in keys for text in self.texts[key])
        return (*(texts or self.everything), *([words.before] if words.before and words.before != words.text else []))

    def sentence(self, quote: Quote) -> str:
        """The sentence that a quote names; empty if there is none."""
        return quoted(quote, self.lines)

    def objection(self, rule: str, at: str, text: str, message: str, hint: str) -> Finding:
        """An objection to the answer."""
        return Finding(rule, "error", self.assignment.dossier.slug, self.assignment.number, at, text, message, hint)


def sided(edits: Edits) -> Iterator[tuple[str, NewTension | Tightened]]:
    """The tensions that an answer adds or adds to, with their paths in it."""
    yield from ((f"new_tensions[{i}]", one) for i, one in enumerate(edits.new_tensions))
    yield from ((f"tensions[{i}]", one) for i, one in enumerate(edits.tensions))


def new_sides(edits: Edits) -> Iterator[tuple[str, NewSide]]:
    """The sides of tensions that an answer adds, with their paths in it."""
    return ((f"{at}.sides[{i}]", side) for at, one in sided(edits) for i, side in enumerate(one.sides))


def added_texts(edits: Edits, context: EditContext) -> Iterator[AddedText]:
    """Every text that an answer adds to the page."""
    for i, one in enumerate(edits.changed):
        before = context.claims[one.number].text if one.number in context.claims else ""
        yield AddedText(f"changed[{i}]", one.text, one.quotes, before)
    yield from _followed(edits, context)
    yield from (AddedText(f"added[{i}]", one.text, one.quotes) for i, one in enumerate(edits.added))
    yield from _fates(edits, context.last)
    yield from (AddedText(f"new_questions[{i}]", one.text, one.quotes) for i, one in enumerate(edits.new_questions))
    for i, voice in enumerate(edits.new_voices):
        yield AddedText(f"new_voices[{i}].name", voice.name)
        if voice.role:
            yield AddedText(f"new_voices[{i}].role", voice.role)
        yield AddedText(f"new_voices[{i}].view", voice.view, voice.quotes)
        yield AddedText(f"new_voices[{i}].evolution", voice.evolution, voice.quotes)
    yield from (AddedText(f"new_tensions[{i}]", one.text, one.quotes) for i, one in enumerate(edits.new_tensions))
    yield from (AddedText(f"{at}.title", one.title) for at, one in sided(edits) if one.title)
    for at, side in new_sides(edits):
        yield AddedText(f"{at}.who", side.who)
        yield AddedText(f"{at}.text", side.text, side.quotes)
    for i, right in enumerate(edits.corrections):
        yield AddedText(f"corrections[{i}]", right.now, before=right.now)
        yield from (AddedText(f"corrections[{i}].why", why, before=why) for why in (right.why,) if why)
    yield AddedText("changes", edits.changes, before=edits.changes)
    if edits.title:
        yield AddedText("title", edits.title)


def _fates(edits: Edits, last: Version | None) -> Iterator[AddedText]:
    """The texts about questions and voices of the last version. One that stays open or is still heard may have none."""
    asked = {one.id: one.text for one in last.open_questions} if last else {}
    heard = {one.id: _voice_text(last, one.id) for one in last.perspectives} if last else {}
    for i, fate in enumerate(edits.questions):
        if fate.text or fate.outcome == "answered":
            yield AddedText(f"questions[{i}]", fate.text, fate.quotes, asked.get(fate.id, ""))
    for i, voice in enumerate(edits.voices):
        if voice.text or voice.outcome == "departed":
            yield AddedText(f"voices[{i}]", voice.text, voice.quotes, heard.get(voice.id, ""))


def _followed(edits: Edits, context: EditContext) -> Iterator[AddedText]:
    """The texts about what the story follows: figures, and events that were announced."""
    for i, settled in enumerate(edits.settled):
        before = context.claims[settled.number].text if settled.number in context.claims else ""
        yield AddedText(f"settled[{i}]", settled.text, settled.quotes, before)
    yield from (AddedText(f"announced[{i}]", one.text, one.quotes) for i, one in enumerate(edits.announced))
    yield from (AddedText(f"figures[{i}]", one.value) for i, one in enumerate(edits.figures) if one.outcome == "changed")
    for i, figure in enumerate(edits.new_figures):
        yield AddedText(f"new_figures[{i}].label", figure.label)
        yield AddedText(f"new_figures[{i}].value", figure.value)


def _voice_text(last: Version, voice: str) -> str:
    (held,) = (one for one in last.perspectives if one.id == voice)
    beside = f"[@{'; @'.join(held.sources)}]" if held.sources else ""
    return f"{held.view} {held.evolution} {beside}"
