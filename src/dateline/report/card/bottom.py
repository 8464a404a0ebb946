"""The bottom of a card: other warnings, new sources, the boxes to tick, and what the draft cost."""

from collections.abc import Iterator, Sequence

from dateline.checks.registry import worst_first
from dateline.core import codec
from dateline.core.model import Finding
from dateline.core.text.lists import counted
from dateline.flows.reviews import CitedSource, VersionReview
from dateline.report.card.links import CardLinks, linked, source_line
from dateline.report.card.parts import CardBlock, CardPart
from dateline.report.card.statement import message
from dateline.report.card.top import words_of
from dateline.report.disagreement import Disagreement
from dateline.report.places import place_in_words
from dateline.report.redline import code, escape

MOST_DECISIONS = 5
"""How many warnings have a box of their own; the others share one."""
MOST_BOXES = 20
"""How many errors and disagreements have one."""


def elsewhere(review: VersionReview, left: Sequence[Finding]) -> CardPart:
    """The warnings that are about no sentence that the card shows, and how many notes there are."""
    warnings = worst_first(one for one in left if one.level == "warning")
    rows = [
        f"- {escape(place_in_words(one, review.version))}: {message(one)}{_quoted(words_of(one), one.message)}"
        for one in warnings
    ]
    noted = sum(one.level == "note" for one in review.findings)
    title = counted(len(warnings), "warning") + " about what did not change" if warnings else ""
    if noted:
        rows.append(f"\n{counted(noted, 'note')}: {code(f'dateline check {review.slug} --notes')}")
        title = ", ".join(filter(None, (title, counted(noted, "note"))))
    return CardPart("other warnings", (CardBlock("\n".join(rows).strip()),) if rows else (), fold=title, order=45)


def _quoted(words: str, said: str) -> str:
    return f" “{escape(words)}”" if words and words not in said else ""


def new_sources(review: VersionReview) -> CardPart:
    """The sources that the version before did not cite, each with its quotes."""
    found = review.new_sources
    blocks = tuple(CardBlock("\n".join(_source(one, review))) for one in found)
    kind = "new source" if review.before else "source"
    return CardPart(f"the {kind}s", blocks, fold=counted(len(found), kind), order=48)


def _source(one: CitedSource, review: VersionReview) -> Iterator[str]:
    known = f" · **same origin as a source of version {review.before.version}**" if review.before and one.is_known_origin else ""
    yield f"- {source_line(one, review.version.published[:4])}{known}"
    yield from (f"  - “{escape(quote)}”" for quote in one.source.quotes)


def boxes(review: VersionReview, disputed: Sequence[Disagreement], links: CardLinks) -> CardPart:
    """What an editor ticks, and the small line below it."""
    rows = [*_first_box(review), *_decisions(review, disputed)]
    rows.append(f"Signed: `dateline approve {review.slug} {review.version.version}`")
    return CardPart(
        "", (CardBlock("---\n\n" + "\n".join(f"- [ ] {row}" for row in rows)), CardBlock(f"<sub>{_small(review, links)}</sub>"))
    )


def _first_box(review: VersionReview) -> Iterator[str]:
    if any(one.kind in ("added", "changed") for one in review.comparison.changes):
        yield f"Every {'new ' * bool(review.before)}sentence read against its quote"


def _decisions(review: VersionReview, disputed: Sequence[Disagreement]) -> Iterator[str]:
    """A box for each decision: errors, disagreements, the worst warnings."""
    told = {finding for one in disputed for finding in one.findings}
    found = worst_first(one for one in review.findings if one not in told or one.level == "error")
    errors = [one for one in found if one.level == "error"]
    warnings = [one for one in found if one.level == "warning"]
    worded = [one for one in warnings if not one.at.startswith("sources") and words_of(one)][:MOST_DECISIONS]
    urgent = [f"{_subject(one, review)} is corrected, or is gone {code(one.rule)}" for one in errors]
    urgent += [f"{_subject(one.findings[0], review)} stands, or is changed: rule and judge disagree" for one in disputed]
    yield from urgent[:MOST_BOXES]
    if len(urgent) > MOST_BOXES:
        yield f"{len(urgent) - MOST_BOXES} more that block or are disputed, listed at the top"
    yield from (f"{_subject(one, review)} stands, or is changed {code(one.rule)}" for one in worded)
    if more := len(warnings) - len(worded):
        yield f"{counted(more, 'more warning' if worded else 'warning')} read"


def _subject(one: Finding, review: VersionReview) -> str:
    """What must be decided about: the words, or the place."""
    place, words = escape(place_in_words(one, review.version)), words_of(one)
    return f"{place}: “{escape(words)}”" if words else place


def _small(review: VersionReview, links: CardLinks) -> str:
    by, score = review.version.written_by, review.score
    kept = f"Redline and built pages: {linked(escape(links.artifact), links.run)}" if links.artifact else ""
    tokens = f"{by.input_tokens + by.output_tokens:,} tokens" if by and by.model else ""
    cost = f"{codec.money(review.usd)} US dollars" if review.usd else ""
    origins = f"{counted(score.origins, 'origin')} in {counted(score.sources, 'source')}"
    rested = f"{score.cited} of {counted(score.sentences, 'sentence')} cited, {origins}"
    writer = f"drafted by {escape(by.model or by.writer)}" if by and not review.version.is_by_hand else ""
    return " · ".join(filter(None, (kept, rested, writer, tokens, cost, "this text is renewed in place")))
