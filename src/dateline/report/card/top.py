"""The top of a card: what blocks, where rule and judge disagree, and the counts."""

from collections.abc import Iterator, Sequence

from dateline.checks.registry import worst_first
from dateline.core.model import Finding, Version
from dateline.core.text.lists import counted
from dateline.flows.reviews import VersionReview
from dateline.report.card.links import CardLinks, linked, shortened
from dateline.report.card.objection_words import LONGEST_MESSAGE, place_of, told, with_titles, words_of
from dateline.report.card.parts import CardBlock, CardPart
from dateline.report.card.sections import Anchors
from dateline.report.card.statement import backings_of, is_claim, is_new
from dateline.report.counts import counts_line, sources_in_words
from dateline.report.disagreement import Disagreement
from dateline.report.redline import escape, rewritten

MOST_LISTED = 30
"""How many errors, and how many disagreements, a card with a limit lists; the others are counted."""


def blocking(review: VersionReview, links: CardLinks, anchors: Anchors, most: int | None) -> CardPart:
    """What blocks, the worst first."""
    errors = worst_first(one for one in review.findings if one.level == "error")
    rows = [_blocking(one, review, links, anchors) for one in errors[: MOST_LISTED if most else None]]
    rows += _more(len(errors) - len(rows), f": `dateline check {review.slug}`")
    said = f"{counted(len(errors), 'thing')} {'blocks' if len(errors) == 1 else 'block'}."
    return CardPart("", _alert("CAUTION", said, rows))


def _blocking(one: Finding, review: VersionReview, links: CardLinks, anchors: Anchors) -> str:
    name = one.file.rpartition("/")[2]
    place = f"{escape(name)}, line {one.line}" if one.line else escape(name)
    below = _below(anchors.found.get((one.at, one.text)))
    return " ".join(filter(None, (told(one, review), linked(place, links.file(one.file, one.line)), below)))


def _below(anchor: str | None) -> str:
    return f"[Look at it below](#{anchor})" if anchor else ""


def _more(number: int, where: str = "") -> list[str]:
    return [f"and {number} more{where}"] if number else []


def disputed(found: Sequence[Disagreement], review: VersionReview, anchors: Anchors, most: int | None) -> CardPart:
    """Where rule and judge disagree, and what only the judge doubts."""
    number = sum(bool(one.words) for one in found)
    times = {1: "once", 2: "twice"}.get(number, f"{number} times")
    disagree = [f"rule and judge disagree {times}"] if number else []
    doubts = [f"the judge doubts {counted(len(found) - number, 'sentence')}"] if len(found) > number else []
    said = ", ".join((*disagree, *doubts))
    rows = [_disputed(one, review, anchors) for one in found[: MOST_LISTED if most else None]]
    rows += _more(len(found) - len(rows))
    return CardPart("", _alert("WARNING", f"{said[:1].upper()}{said[1:]}: please decide.", rows))


def _disputed(one: Disagreement, review: VersionReview, anchors: Anchors) -> str:
    first = one.findings[0]
    place = ", ".join(filter(None, (place_of(first, review), words_of(first, review))))
    objections = "; ".join(dict.fromkeys(with_titles(each.message, review).removesuffix(".") for each in one.findings))
    if one.words:
        said = f"the rules object: {objections}; the judge finds it supported by “{shortened(one.words, LONGEST_MESSAGE)}”."
    else:
        said = f"the judge doubts it: {objections}."
    return " ".join(filter(None, (f"{place}: {said}", _below(anchors.found.get((one.at, one.sentence))))))


def _alert(kind: str, said: str, rows: Sequence[str]) -> tuple[CardBlock, ...]:
    if not rows:
        return ()
    text = f"> **{said}** {rows[0]}" if len(rows) == 1 else "\n".join((f"> **{said}**", ">", *(f"> - {row}" for row in rows)))
    return (CardBlock(f"> [!{kind}]\n{text}"),)


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
    if version.kind == "minor":
        yield "**A minor version**, which no feed tells of: only its wording is said to be new."
    if version.is_by_hand:
        yield "**Written by hand**, not by a program."
    if review.before and review.before.title != version.title:
        yield f"**New title:** <b><ins>{_title(version)}</ins></b>, was <del>{_title(review.before)}</del>."
    if review.before and review.comparison.is_rewritten:
        yield f"**{rewritten(review.comparison)}**"


def _title(version: Version) -> str:
    return shortened(version.title, LONGEST_MESSAGE)


def _counts(review: VersionReview) -> str:
    fresh = [one for one in review.comparison.changes if is_new(one) and is_claim(one)]
    bare = sum(not backings_of(one.at, one.after, review) for one in fresh)
    without = f"{bare} without a source" if bare else ""
    if review.before:
        return counts_line(review.comparison, review.new_sources, "**{}**".format, without)
    sources = (one.replace("new ", "") for one in sources_in_words(review.new_sources))
    return " · ".join(filter(None, (f"**{counted(review.comparison.sentences, 'sentence')}**", without, *sources)))
