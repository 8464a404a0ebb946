"""One sentence of a card: its words with the changes marked, what it rests on, and what may be wrong with it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.core.citations import plain, without
from dateline.core.compare import Change, Word
from dateline.core.model import Finding, Version
from dateline.desk.extractive.phrases import may_be_answer
from dateline.flows.reviews import Backing, VersionReview
from dateline.report.card.backed import backed
from dateline.report.card.links import LONGEST_TITLE, shortened
from dateline.report.card.objection_words import message
from dateline.report.card.objections import About
from dateline.report.card.parts import CardBlock
from dateline.report.counts import is_told
from dateline.report.places import place_within
from dateline.report.redline import escape, marked_words

_NOUNS = {"open_questions": "Question", "tensions": "Tension"}
_TEXT = ("narrative", "what", "why_it_matters")
_MARKS = {"kept": "{}", "removed": "<del>{}</del>", "added": "<b><ins>{}</ins></b>"}


class ShownSentence(NamedTuple):
    """A sentence as a card shows it."""

    label: str
    """What it is called, as Markdown."""
    kind: str
    """What happened to it, in a word or two."""
    markdown: str
    """Its words, as Markdown."""
    words: str
    """Its words, with citations; empty if there are none."""
    backings: Sequence[Backing]
    """What it rests on."""
    is_claim: bool = True
    """Whether it says something; a question only asks."""


def is_claim(change: Change) -> bool:
    """Whether a sentence says something that a source can bear out; an open question only asks."""
    return change.section != "open_questions" or may_be_answer(plain(change.after))


def is_new(change: Change) -> bool:
    """Whether a sentence is new or reworded."""
    return change.kind in ("added", "changed") and is_told(change)


def statement(change: Change, review: VersionReview) -> ShownSentence:
    """A new or reworded sentence."""
    assert change.now
    label = _label(change.at, change.now.text, review.version)
    backings = backings_of(change.at, change.after, review)
    return ShownSentence(label, _kind(change, review), _words(change), change.after, backings, is_claim(change))


def _label(at: str, words: str, version: Version) -> str:
    """What a sentence is called below the title of its section, as Markdown."""
    section = at.partition("[")[0]
    told = place_within(at, words, version) or "sentence 1"
    told = f"{_NOUNS[section]} {told}" if section in _NOUNS and told[:1].isdecimal() else told
    return told.capitalize() if section in _TEXT else shortened(told, LONGEST_TITLE)


def _kind(change: Change, review: VersionReview) -> str:
    """What happened to a sentence, in a word or two; empty in a first version, in which everything is new."""
    if change.section == "open_questions" and may_be_answer(plain(change.after)):
        return "perhaps answered"
    if review.before is None:
        return ""
    if change.kind == "changed":
        return "reworded" if plain(change.before) != plain(change.after) else "other sources"
    _, voice, field = (*change.group.split(), "", "")[:3]
    if change.section != "perspectives" or field != "view":
        return "new"
    if any(one.id == voice and one.kind == "new" for one in review.comparison.voices):
        return "new voice"
    return "new quotation" if change.now and change.now.said.quotations else "new"


def backings_of(at: str, words: str, review: VersionReview) -> tuple[Backing, ...]:
    """What a sentence rests on."""
    return review.backings.get((at, words), ())


def shown(one: ShownSentence, about: About, anchor: str, review: VersionReview) -> CardBlock:
    """A sentence under its label: words, quotes, objections."""
    origins = len({each.cited.origin for each in one.backings})
    told = (
        f"**{one.label}**",
        one.kind,
        "*rule and judge disagree*" if about.is_disputed else "*the judge doubts it*" * bool(about.disputed),
        "**blocks**" if about.blocks else "",
        f"{len(one.backings)} sources, {origins} origin{'s' * (origins > 1)}" if origins < len(one.backings) else "",
        "*only headlines*" if {each.cited.source.evidence for each in one.backings} == {"headline"} else "",
        "*no source*" if one.is_claim and one.words and not one.backings else "",
    )
    head = f"{anchored(anchor)}{' · '.join(filter(None, told))}"
    parts = (f"{head}<br>{one.markdown}", *backed(one.backings, one.words, review), objected(about.findings, review))
    return CardBlock("\n\n".join(filter(None, parts)), bool(about.blocks or about.disputed))


def anchored(anchor: str) -> str:
    """What links within the card lead to; empty without a name."""
    return f'<a name="{anchor}"></a>' if anchor else ""


def _words(change: Change) -> str:
    """The words of a sentence without its citations: new ones underlined, gone ones struck out."""
    if change.kind == "added" or plain(change.before) == plain(change.after):
        return escape(plain(change.after))
    if not change.is_whole:
        return marked(change.words)
    earlier = " ".join(f"<del>{escape(plain(words))}</del>" for words in (change.before, *(one.text for one in change.merged)))
    was = f"<br>*{change.origin(escape)}:* {earlier}" if change.is_first else ""
    return (marked(change.marked) if change.is_divided else escape(plain(change.after))) + was


def marked(words: Iterable[Word]) -> str:
    """Runs of words as Markdown, without citations."""
    left = (Word(one.kind, without(one.text)) for one in words)
    return marked_words(tuple(one for one in left if one.text.strip()), _MARKS, escape).strip()


def objected(findings: Iterable[Finding], review: VersionReview) -> str:
    """The errors and warnings about a sentence."""
    marks = {"error": "**Blocks:**", "warning": "**Warning:**"}
    return "\n".join(dict.fromkeys(f"- {marks[one.level]} {message(one, review, is_beside=True)}" for one in findings))
