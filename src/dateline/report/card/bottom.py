"""The bottom of a card: other warnings, new sources, the boxes to tick, and what the draft cost."""

from collections.abc import Iterator, Sequence

from dateline.checks.registry import worst_first
from dateline.core import codec
from dateline.core.model import MUST_CITE, SECTIONS, Finding
from dateline.core.providers import EMBEDDED
from dateline.core.text.lists import counted, listed
from dateline.flows.reviews import CitedSource, VersionReview
from dateline.report.card.backed import is_shown, shown_words
from dateline.report.card.links import CardLinks, source_line
from dateline.report.card.objection_words import place_of, told, with_titles, words_of
from dateline.report.card.objections import About, Objections
from dateline.report.card.parts import CardBlock, CardPart
from dateline.report.card.statement import is_new
from dateline.report.doubts import doubted, sentence_of
from dateline.report.redline import code, escape

MOST_DECISIONS = 5
"""How many sentences with warnings have a box of their own; the other warnings share one."""
MOST_BOXES = 20
"""How many sentences that block or are disputed have one."""


def elsewhere(review: VersionReview, left: Sequence[Finding]) -> CardPart:
    """The warnings that are about no sentence that the card shows, and how many notes there are."""
    warnings = worst_first(one for one in left if one.level == "warning")
    rows = [f"- {told(one, review)}" for one in warnings]
    noted = sum(one.level == "note" for one in review.findings)
    title = counted(len(warnings), "other warning") if warnings else ""
    if noted:
        rows.append(f"\n{counted(noted, 'note')}: {code(f'dateline check {review.slug} --notes')}")
        title = ", ".join(filter(None, (title, counted(noted, "note"))))
    return CardPart("other warnings", (CardBlock("\n".join(rows).strip()),) if rows else (), fold=title, order=45)


def new_sources(review: VersionReview) -> CardPart:
    """The sources that the version before did not cite, each with those of its quotes that stand below no sentence."""
    found, shown = review.new_sources, shown_words(review)
    blocks = tuple(CardBlock("\n".join(_source(one, review, shown))) for one in found)
    kind = "new source" if review.before else "source"
    return CardPart(f"the {kind}s", blocks, fold=counted(len(found), kind), order=48)


def _source(one: CitedSource, review: VersionReview, shown: str) -> Iterator[str]:
    known = f" · **same origin as a source of version {review.before.version}**" if review.before and one.is_known_origin else ""
    yield f"- {source_line(one, review.version.published[:4])}{known}"
    left = (quote for quote in one.source.quotes if not is_shown(quote, shown) and quote != one.source.title)
    yield from (f"  - “{escape(quote)}”" for quote in left)


def boxes(review: VersionReview, objections: Objections, links: CardLinks) -> CardPart:
    """What an editor ticks, and the small line below it."""
    rows = [*_first_box(review), *_decisions(review, objections)]
    rows.append(f"Signed: `dateline approve {review.slug} {review.version.version}`")
    return CardPart(
        "", (CardBlock("---\n\n" + "\n".join(f"- [ ] {row}" for row in rows)), CardBlock(f"<sub>{_small(review, links)}</sub>"))
    )


def _first_box(review: VersionReview) -> Iterator[str]:
    if any(map(is_new, review.comparison.changes)):
        yield f"Every {'new ' * bool(review.before)}sentence read against its quote"


def _decisions(review: VersionReview, objections: Objections) -> Iterator[str]:
    """A box for each sentence that somebody must decide about: what blocks, what is disputed, the worst warnings."""
    found = objections.by_sentence()
    urgent = [one for one in found if one.blocks or one.disputed]
    others = [one for one in found if one not in urgent]
    worded = [one for one in others if not one.findings[0].at.startswith("sources") and _subject(one, review)[1]][:MOST_DECISIONS]
    yield from (_decision(one, review) for one in urgent[:MOST_BOXES])
    if len(urgent) > MOST_BOXES:
        yield f"{len(urgent) - MOST_BOXES} more that block or are disputed, listed at the top"
    yield from (_decision(one, review) for one in worded)
    if more := sum(len(one.findings) for one in others if one not in worded):
        yield f"{counted(more, 'more warning' if worded else 'warning')} read"


def _subject(about: About, review: VersionReview) -> tuple[str, str]:
    """What must be decided about: the place, and the words in doubt: those of the worst objection, and those that others name."""
    found = worst_first(about.findings or (one for each in about.disputed for one in each.findings))
    words = [words_of(one, review) for one in found if one is found[0] or doubted(one.message, sentence_of(one))]
    return place_of(found[0], review), listed([*dict.fromkeys(filter(None, words))])


def _decision(about: About, review: VersionReview) -> str:
    subject = ": ".join(filter(None, _subject(about, review)))
    rules = " ".join(dict.fromkeys(code(one.rule) for one in worst_first(about.findings)))
    if about.blocks:
        return f"{subject} is corrected, or is gone {rules}"
    if about.is_disputed:
        return f"{subject} stands, or is changed: rule and judge disagree"
    if about.disputed:
        doubt = with_titles(about.disputed[0].findings[0].message, review)
        return f"{subject} stands, or is changed; the judge doubts it: {doubt.removesuffix('.')}"
    return f"{subject} stands, or is changed {rules}"


def _small(review: VersionReview, links: CardLinks) -> str:
    by, score = review.version.written_by, review.score
    where = [SECTIONS[name] for name in SECTIONS if name in MUST_CITE]
    cited = f"{score.cited} of {counted(score.sentences, 'sentence')} from {where[0]} to {where[-1]} cite a source"
    sources = f"{counted(score.sources, 'source')}, {score.origins} independent" if score.origins < score.sources else ""
    writer = by.model or by.writer if by and not review.version.is_by_hand else ""
    named = "the embedded writer, which only quotes" if writer == EMBEDDED else escape(writer)
    told = (
        f"Redline and built pages: {links.pages}" if links.pages else "",
        cited if score.sentences else "",
        sources,
        f"drafted by {named}" if writer else "",
        f"{by.input_tokens + by.output_tokens:,} tokens" if by and by.model else "",
        f"{codec.money(review.usd)} US dollars" if review.usd else "",
        "this text is renewed in place",
    )
    return " · ".join(filter(None, told))
