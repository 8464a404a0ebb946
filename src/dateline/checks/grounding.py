"""What a claim must be: cited, and borne out by what it cites."""

from collections.abc import Iterator

from dateline.checks.context import Objection, Rule, VersionContext
from dateline.checks.lookup import level_of, misses, named, numbers, quoted
from dateline.checks.source_text import SourceText
from dateline.core.model import MUST_CITE
from dateline.core.sentences import Claim
from dateline.core.text.mentions import roots

_FITS = 0.3
_BETTER = 1.2
_FAR_BETTER = 3
_FEW = 8
_TELLING = 4
_LISTED = 5


def check_uncited_sentence(context: VersionContext) -> Iterator[Objection]:
    """A sentence of Narrative, Timeline, Perspectives or Tensions that cites nothing.

    These sections report. A reader must be able to go from each of their sentences to where it was reported.

    Cite what supports it, join it to the sentence that it goes with, or move a judgement to Why it matters.
    """
    for claim in context.claims:
        if claim.section in MUST_CITE and not claim.sources and not claim.at.endswith(".evolution"):
            yield Objection(claim.at, claim.sentence, "the sentence cites nothing", "Cite what supports it, or take it out.")


def check_ungrounded_number(context: VersionContext) -> Iterator[Objection]:
    """A figure or a date that the sources cited beside it do not give.

    Figures are what readers repeat, and what a writer, human or not, most easily gets wrong. They are compared by value at the
    digits given; dates also with the source's own.

    Cite the source that has it, correct it, or leave the claim out. Where only a headline is at hand it is a note: open the
    source.
    """
    return misses(context, numbers)


def check_ungrounded_name(context: VersionContext) -> Iterator[Objection]:
    """A name that the sources cited beside it do not have.

    A person, company or product that no source names may have slipped in from elsewhere. Words of the story's title, of its
    voices and of a fifth of its sources go without saying, and so do countries.

    Cite the source that names it, or correct it. Where only a headline is at hand it is a note: open the source.
    """
    return misses(context, named)


def check_ungrounded_quotation(context: VersionContext) -> Iterator[Objection]:
    """Words in quotation marks, three or more, that the sources cited beside them do not have.

    Quotation marks promise that somebody said exactly this. The kind of marks and dashes does not matter. An ellipsis must be the
    source's own; where it stands for words left out, and the source has the pieces, it is a note.

    Quote what the source has in one piece, or say it without quotation marks.
    """
    return misses(context, quoted)


def check_off_topic_source(context: VersionContext) -> Iterator[Objection]:
    """A citation of a source that is about something else, most of all where another source of the version fits far better.

    Citations slip by a line or get mixed up in a list, and a reader who follows one finds an article about another matter.

    Cite the source that is named, or say in the sentence what the cited one adds.
    """
    background = roots(" ".join(context.ambient))
    for claim in context.claims:
        cited = [context.source_texts[key] for key in claim.sources if key in context.source_texts]
        if claim.keys and cited and not any(source.is_withdrawn for source in cited):
            yield from _better(context, claim, cited) or _strangers(claim, cited, background)


def _better(context: VersionContext, claim: Claim, cited: list[SourceText]) -> list[Objection]:
    """Another source whose title has more of what the claim tells than all of any cited one."""
    words = claim.said.roots
    if len(words & context.titles.weights.keys()) < _TELLING:
        return []
    own = max(context.titles.fit(words, source) for source in cited)
    key, fit = context.titles.best(words, claim.sources)
    if fit < _FITS or fit < own * _BETTER:
        return []
    is_far = fit >= own * _FAR_BETTER and len(context.source_texts) >= _FEW
    message = f"[@{key}] fits {'far ' if is_far else ''}better than what is cited"
    hint = f"Cite [@{key}] if that is meant."
    return [Objection(claim.at, claim.sentence, message, hint, "warning" if is_far else "note")]


def _strangers(claim: Claim, cited: list[SourceText], background: frozenset[str]) -> list[Objection]:
    """The cited sources that share neither a word that matters with the sentence nor a figure with the claim."""
    words = claim.whole.roots - background
    figures = claim.said.figures
    strange = [
        source
        for source in cited
        if source.key in claim.keys
        and words
        and words.isdisjoint(source.body.words)
        and not any(map(source.body.has_figure, figures))
    ]
    if not strange:
        return []
    keys = ", ".join(source.key for source in strange[:_LISTED])
    message = f"nothing in common with {keys}"
    return [Objection(claim.at, claim.sentence, message, "Cite a source about this, or say what it adds.", level_of(strange))]


def check_one_origin(context: VersionContext) -> Iterator[Objection]:
    """Several citations beside one claim that are copies of one report.

    Two numbers look like two witnesses. A report and its reprints are one.

    Cite the original alone, or add a source of its own.
    """
    for claim in context.claims:
        cited = [context.source_texts[key] for key in dict.fromkeys(claim.keys) if key in context.source_texts]
        if len(cited) > 1 and len({source.origin for source in cited}) == 1:
            keys = ", ".join(source.key for source in cited[:_LISTED])
            yield Objection(claim.at, claim.sentence, f"{keys} are copies of one report", "Cite the original alone.")


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("uncited-sentence", "warning", "grounding", check_uncited_sentence),
    Rule("ungrounded-number", "warning", "grounding", check_ungrounded_number),
    Rule("ungrounded-name", "warning", "grounding", check_ungrounded_name),
    Rule("ungrounded-quotation", "warning", "grounding", check_ungrounded_quotation),
    Rule("off-topic-source", "warning", "grounding", check_off_topic_source),
    Rule("one-origin", "warning", "grounding", check_one_origin),
)
