"""What is wrong with an answer, part by part: what is not in the items, and what `check` finds in the rest."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.core.citations import cited, without
from dateline.core.constraints import LINE
from dateline.core.model import Finding, Level, Version, WrittenBy
from dateline.core.text import one_line
from dateline.desk.assemble import assemble
from dateline.desk.draft import Assignment
from dateline.desk.edit_context import AddedText, EditContext, added_texts
from dateline.desk.edits import Quote
from dateline.desk.essay.actors import ACTORS
from dateline.desk.essay.answer import EssayAnswer
from dateline.desk.essay.material import Material
from dateline.desk.essay.prompt import RefusedPart
from dateline.desk.essay.thoughts import thoughts, unsaid
from dateline.desk.essay.turned import turned_objections
from dateline.desk.verify import SHOWN, objections
from dateline.desk.verify_changes import changes_objections
from dateline.desk.verify_hedges import is_limited
from dateline.desk.verify_opinions import opinion_objections
from dateline.desk.verify_words import word_objections
from dateline.desk.writer import REFUSED

EssayCheck = Callable[[Assignment, Version], tuple[Finding, ...]]
"""The findings of `check` about an essay, which is given as a version that has its paragraphs as its narrative."""

_PLACE = re.compile(r"added\[(\d+)\]")
_HEADS = {"title": "title", "changes": "dek"}
_EACH = "Put the citation into each sentence, or leave out what no item says."
_IN_A_SENTENCE = "Put it into a sentence with its source, or leave it out here."


@dataclass(frozen=True, slots=True)
class Inspection:
    """An answer and what is wrong with it."""

    answer: EssayAnswer
    """The answer, with the keys of items as they are inside."""
    refused: Mapping[str, tuple[Finding, ...]]
    """Place → what cannot stay there; the empty place is the answer as a whole."""
    doubts: Mapping[str, tuple[Finding, ...]]
    """Place → what may be wrong there."""
    is_titled: bool
    """Whether it has a title and a dek; an introduction has none."""

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the refused sentences."""
        return frozenset(int(place) for place in self.refused if place.isdecimal())

    def parts(self, material: Material) -> tuple[RefusedPart, ...]:
        """The parts to send back, in the order of the essay."""
        words = {str(number): one.text for number, one in enumerate(self.answer.sentences, 1)} | dict(self.answer.heads())
        places = [place for place in ("", "title", "dek", *words) if place in self.refused or place in self.doubts]
        return tuple(
            RefusedPart(
                place,
                material.on_paper(words.get(place, "")),
                (*self.refused.get(place, ()), *self.doubts.get(place, ())),
                place not in self.refused,
            )
            for place in dict.fromkeys(places)
        )


def inside(answer: EssayAnswer, material: Material) -> EssayAnswer:
    """The answer with the keys of items as they are inside, and each text on one line."""

    def quote(one: Quote) -> Quote:
        return replace(one, key=material.key(one.key))

    paragraphs = tuple(
        replace(
            paragraph,
            heading=one_line(paragraph.heading),
            sentences=tuple(
                replace(one, text=one_line(material.inside(one.text)), quotes=tuple(map(quote, one.quotes)))
                for one in paragraph.sentences
            ),
        )
        for paragraph in answer.paragraphs
    )
    return replace(answer, title=one_line(answer.title), dek=one_line(without(answer.dek)), paragraphs=paragraphs)


def inspect(answer: EssayAnswer, material: Material, check: EssayCheck, *, is_titled: bool) -> Inspection:
    """Everything that is wrong with an answer, so that one further call can mend all of it.

    Args:
        answer: the answer, with the keys as they are inside.
        material: what it may draw on.
        check: the rules of `check`.
        is_titled: whether it has a title and a dek; an introduction has none.
    """
    refused: dict[str, list[Finding]] = defaultdict(list)
    doubts: dict[str, list[Finding]] = defaultdict(list)
    for one in _objections(answer, material, is_titled=is_titled):
        refused[_place(one.at)].append(one)
    rest = answer.without({int(place) for place in refused if place.isdecimal()})
    if rest.sentences and "" not in refused:
        version = as_version(rest, material)
        found = [(_place_of(one.text, answer), one, is_refused(one)) for one in check(material.assignment, version)]
        found += ((place, one, one.level == "error") for place, one in _beyond(rest, version, material))
        for place, one, is_wrong in found:
            (refused if is_wrong else doubts)[place].append(one)
    doubts.pop("", None)  # what is about no part of it
    wrong, unsure = ({place: tuple(found) for place, found in held.items()} for held in (refused, doubts))
    return Inspection(answer, wrong, unsure, is_titled)


def as_version(answer: EssayAnswer, material: Material) -> Version:
    """The essay as a version: its paragraphs as the narrative, its sources from the ledgers, the stories' titles as its title."""
    return assemble(replace(answer, title="", dek="").as_edits(), material.assignment, WrittenBy("desk"))


def is_refused(finding: Finding) -> bool:
    """Whether a sentence with such a finding cannot stay."""
    is_certain = finding.rule in REFUSED and not (finding.rule == "hedge-missing" and is_limited(without(finding.text)))
    return finding.level == "error" or (finding.level == "warning" and is_certain)


def _objections(answer: EssayAnswer, material: Material, *, is_titled: bool) -> Iterator[Finding]:
    context, edits = material.context, answer.as_edits()
    bare = {f"added[{place}]" for place in thoughts(answer)}
    for one in objections(edits, material.assignment):
        if (is_titled or one.at != "changes") and not (one.rule == "uncited-claim" and one.at in bare):
            yield one
    for words in added_texts(edits, context):
        if words.at.startswith("added") and cited(words.text):
            yield from turned_objections(words, context)
    for place, text in unsaid(answer):
        yield context.objection("uncited-claim", f"added[{place}]", text, "a part of it cites nothing", _EACH)
    if is_titled and not answer.title:
        yield context.objection("bad-shape", "title", "", "no title", "Write one.")
    yield from _of_heads(answer, context)


def _of_heads(answer: EssayAnswer, context: EditContext) -> Iterator[Finding]:
    """What is wrong with the title, the dek and the headings, apart from what `objections` finds in the first two."""
    told = "\n".join(without(one.text) for one in answer.sentences)
    for place, words in answer.heads():
        if len(words) > LINE.characters:
            message = f"{len(words):,} characters; there may be {LINE.characters} here"
            yield context.objection("too-long", place, words[:SHOWN], message, "Use fewer words.")
        elif place not in {"title", "dek"}:
            yield from word_objections(AddedText(place, words), context)
            yield from opinion_objections(AddedText(place, words), context)
        for actor in ACTORS.missing(words, told):
            yield context.objection("unknown-actor", place, words, f'"{actor}" is in no sentence of the text', _IN_A_SENTENCE)


def _beyond(answer: EssayAnswer, version: Version, material: Material) -> Iterator[tuple[str, Finding]]:
    """Figures, dates and quotations of the title, the dek and headings that no sentence has, and names, which may be none."""
    edits = replace(answer, dek="").as_edits()
    levels: tuple[tuple[Callable[[str], str], Level], ...] = ((str.lower, "error"), (str, "warning"))
    for place, words in answer.heads():
        for shown, level in levels:
            told = replace(version, title="", changes=shown(words))
            if found := tuple(changes_objections(told, edits, material.context)):
                yield from ((place, replace(one, at=place, level=level, text=words, hint=_IN_A_SENTENCE)) for one in found)
                break


def _place(at: str) -> str:
    found = _PLACE.match(at)
    return str(int(found[1]) + 1) if found else _HEADS.get(at, at)


def _place_of(text: str, answer: EssayAnswer) -> str:
    """The number of the sentence that has these words; empty if none has."""
    words = " ".join(text.split())
    found = (str(number) for number, one in enumerate(answer.sentences, 1) if words and words in one.text)
    return next(found, "")


def in_order(findings: Mapping[str, Sequence[Finding]], places: Sequence[str]) -> tuple[Finding, ...]:
    """The findings of some places, in their order."""
    return tuple(one for place in places for one in findings.get(place, ()))
