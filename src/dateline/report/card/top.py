"""The top of a card: what blocks, where rule and judge disagree, the counts, corrections and notes."""

from collections.abc import Iterable, Iterator, Sequence

from dateline.checks.registry import worst_first
from dateline.core.model import Finding, Version
from dateline.core.text.lists import counted
from dateline.flows.reviews import VersionReview
from dateline.report.card.links import CardLinks, linked, shortened
from dateline.report.card.parts import CardBlock, CardPart
from dateline.report.card.sections import Anchors
from dateline.report.card.statement import LONGEST_MESSAGE, message
from dateline.report.counts import counts_line, sources_in_words
from dateline.report.disagreement import Disagreement
from dateline.report.doubts import doubted, excerpt, sentence_of
from dateline.report.places import place_in_words
from dateline.report.redline import CORRECTIONS, escape, rewritten

MOST_LISTED = 30
"""How many errors, and how many disagreements, a card with a limit lists; the others are counted."""
LONGEST_EXCERPT = 100


def blocking(review: VersionReview, links: CardLinks, anchors: Anchors, most: int | None) -> CardPart:
    """What blocks, the worst first."""
    errors = worst_first(one for one in review.findings if one.level == "error")
    rows = [_blocking(one, review, links, anchors) for one in errors[: MOST_LISTED if most else None]]
    rows += _more(len(errors) - len(rows), f": `dateline check {review.slug}`")
    said = f"{counted(len(errors), 'thing')} {'blocks' if len(errors) == 1 else 'block'}."
    return CardPart("", _alert("CAUTION", said, rows))


def _blocking(one: Finding, review: VersionReview, links: CardLinks, anchors: Anchors) -> str:
    part = words_of(one)
    quoted = f" “{escape(part)}”" if part and part not in one.message else ""
    told = f"{escape(place_in_words(one, review.version))}: {message(one)}{quoted}"
    name = one.file.rpartition("/")[2]
    place = f"{escape(name)}, line {one.line}" if one.line else escape(name)
    return " ".join(
        filter(None, (told, linked(place, links.file(one.file, one.line)), _below(anchors.found.get((one.at, one.text)))))
    )


def words_of(one: Finding) -> str:
    """The words in doubt; if no words are named, as much of the sentence as there is room for."""
    sentence = sentence_of(one)
    named = doubted(one.message, sentence)
    return excerpt(named[0] if named else sentence, (), LONGEST_EXCERPT)


def _below(anchor: str | None) -> str:
    return f"[Look at it below](#{anchor})" if anchor else ""


def _more(number: int, where: str = "") -> list[str]:
    return [f"and {number} more{where}"] if number else []


def disputed(found: Sequence[Disagreement], review: VersionReview, anchors: Anchors, most: int | None) -> CardPart:
    """Where rule and judge disagree."""
    times = {1: "once", 2: "twice"}.get(len(found), f"{len(found)} times")
    rows = [_disputed(one, review, anchors) for one in found[: MOST_LISTED if most else None]]
    rows += _more(len(found) - len(rows))
    return CardPart("", _alert("WARNING", f"Rule and judge disagree {times}: please decide.", rows))


def _disputed(one: Disagreement, review: VersionReview, anchors: Anchors) -> str:
    first = one.findings[0]
    place = f"{escape(place_in_words(first, review.version))}, “{escape(words_of(first))}”"
    objections = "; ".join(dict.fromkeys(shortened(each.message, LONGEST_MESSAGE) for each in one.findings))
    if one.words:
        said = f"the rules object: {objections}; the judge finds it supported by “{shortened(one.words, LONGEST_MESSAGE)}”."
    else:
        said = f"no rule objects; the judge does: {objections}."
    return " ".join(filter(None, (f"{place}: {said}", _below(anchors.found.get((one.at, one.sentence))))))


def _alert(kind: str, said: str, rows: Sequence[str]) -> tuple[CardBlock, ...]:
    if not rows:
        return ()
    told = f"> **{said}** {rows[0]}" if len(rows) == 1 else "\n".join((f"> **{said}**", ">", *(f"> - {row}" for row in rows)))
    return (CardBlock(f"> [!{kind}]\n{told}"),)


def summary(review: VersionReview) -> CardPart:
    """What kind of version it is, and the counts."""
    kinds = " ".join(_kinds(review))
    return CardPart("", tuple(CardBlock(text) for text in (kinds, _counts(review)) if text))


def _kinds(review: VersionReview) -> Iterator[str]:
    version = review.version
    if review.before is None:
        yield "**The first version** of this story: all of it is new."
    if version.kind == "correction":
        yield "**A correction** of an earlier version."
    if version.is_by_hand:
        yield "**Written by hand**, not by a program."
    if review.before and review.before.title != version.title:
        yield f"**New title:** <ins>{_title(version)}</ins>, was <del>{_title(review.before)}</del>."
    if review.before and review.comparison.is_rewritten:
        yield f"**{rewritten(review.comparison)}**"


def _title(version: Version) -> str:
    return shortened(version.title, LONGEST_MESSAGE)


def _counts(review: VersionReview) -> str:
    if review.before:
        return counts_line(review.comparison, review.new_sources, "**{}**".format)
    told = (one.replace("new ", "") for one in sources_in_words(review.new_sources))
    return " · ".join((f"**{counted(review.comparison.sentences, 'sentence')}**", *told))


def corrections(review: VersionReview) -> CardPart:
    """What earlier versions had wrong, and what is right."""
    rows = (
        f"- Version {one.of}: <del>{escape(one.was)}</del> <ins>{escape(one.now)}</ins> {escape(one.why)}".rstrip()
        for one in review.comparison.corrections
    )
    return CardPart("corrections", _list(rows), CORRECTIONS, order=9)


def notes(review: VersionReview) -> CardPart:
    """What else an editor should know."""
    return CardPart("notes", _list(f"- {shortened(one, LONGEST_MESSAGE)}" for one in review.notes), order=12)


def _list(rows: Iterable[str]) -> tuple[CardBlock, ...]:
    text = "\n".join(rows)
    return (CardBlock(text),) if text else ()
