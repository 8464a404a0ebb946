"""Rules about claims: each cites its sources, and they support it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from dateline.checks.context import VersionContext
from dateline.checks.lookup import level_of, misses, named, numbers, quoted
from dateline.checks.rule import Objection, Rule
from dateline.checks.source_text import SourceText
from dateline.checks.title_index import common
from dateline.core.model import MUST_CITE
from dateline.core.sentences import Claim
from dateline.core.text.mentions import roots

_FITS = 0.3
_FAR_BETTER = 3
_FEW = 8
_TELLING = 4
_SHARED = 2
"""How many words that are not in every title a source must share with a claim to be about the same."""
_LISTED = 5
_MANY = 3
"""If more voices than this cite nothing, one finding lists them."""
_CITE = "Cite what supports it, or remove it."


def check_uncited_sentence(context: VersionContext) -> Iterator[Objection]:
    """A sentence of Narrative, Timeline, Perspectives or Tensions that cites nothing.

    These sections report. For each of their sentences, a reader must be able to find where it was reported. If a whole paragraph,
    view or entry cites nothing, that is one finding; and so it is if many voices cite nothing. In an essay, an opinion needs no
    source: a sentence with a figure, a date or a quotation must cite, and a paragraph with names must cite something.

    Cite what supports it, join it to the sentence that it belongs to, or move a judgement to Why it matters.
    """
    bare = _bare(context.claims)
    silent = {f"perspectives[{place}].view": voice.voice for place, voice in enumerate(context.version.perspectives)}
    silent = {at: name for at, name in silent.items() if at in bare and bare[at].is_whole}
    if len(silent) > _MANY:
        hint = "List the sources of each voice, or cite them in its view."
        yield Objection("perspectives", ", ".join(silent.values()), f"{len(silent)} voices cite nothing", hint)
        bare = {at: one for at, one in bare.items() if at not in silent}
    for at, one in bare.items():
        if one.is_whole and len(one.sentences) > 1:
            yield Objection(at, one.sentences[0], f"none of the {len(one.sentences)} sentences cites anything", _CITE)
        else:
            yield from (Objection(at, sentence, "the sentence cites nothing", _CITE) for sentence in one.sentences)


class _UncitedPlace(NamedTuple):
    """The sentences of a place that must cite and do not."""

    sentences: tuple[str, ...]
    is_whole: bool
    """Whether no sentence there cites anything."""


def _bare(claims: Iterable[Claim]) -> dict[str, _UncitedPlace]:
    """Path in the file → the sentences there that must cite and do not."""
    found: dict[str, _UncitedPlace] = {}
    for at, group in groupby(claims, key=lambda one: one.at):
        held = list(group)
        if sentences := tuple(dict.fromkeys(one.sentence for one in held if _is_bare(one))):
            found[at] = _UncitedPlace(sentences, len(sentences) == len({one.sentence for one in held}))
    return found


def _is_bare(claim: Claim) -> bool:
    return claim.section in MUST_CITE and not claim.sources and not claim.at.endswith(".evolution")


def check_ungrounded_number(context: VersionContext) -> Iterator[Objection]:
    """A figure or a date that the sources cited for it do not have, in the text or in `figures`.

    Readers repeat figures, and every writer, human or not, easily gets them wrong. Figures are compared by value, to the digits
    that are written; dates are also compared with the source's own date.

    Cite the source that has it, correct it, or leave the claim out. If only a headline is available, this is a note: open the
    source and look.
    """
    return misses(context, numbers, (*context.claims, *_key_figures(context)))


def _key_figures(context: VersionContext) -> Iterator[Claim]:
    """The values of the version's key figures that no source has word for word, as claims that their sources support."""
    for place, figure in enumerate(context.version.figures):
        said = context.analysed.texts[figure.value]
        sources = context.known(figure.sources)
        # In "46.000" alone, nothing tells that the stop is a German one.
        if not any(source.has_quote(figure.value) for source in sources):
            yield Claim("figures", f"figures[{place}].value", said, said, figure.sources)


def check_ungrounded_name(context: VersionContext) -> Iterator[Objection]:
    """A name that the sources cited for it do not have.

    A person, company or product that no source names may have slipped in from elsewhere. Countries need no source, and neither
    do words in the story's title, in its voices or in a fifth of its sources' titles.

    Cite the source that names it, or correct it. If only a headline is available, this is a note: open the source and look.
    """
    return misses(context, named, context.claims)


def check_ungrounded_quotation(context: VersionContext) -> Iterator[Objection]:
    """Three or more words in quotation marks that the sources cited for them do not have.

    Quotation marks promise that somebody said exactly this. The kind of quotation mark or dash does not matter. An ellipsis must
    be the source's own; if it replaces words, and the source has the words around it, this is a note.

    Quote words that the source has in one piece, or write the sentence without quotation marks.
    """
    return misses(context, quoted, context.claims)


def check_off_topic_source(context: VersionContext) -> Iterator[Objection]:
    """A citation of a source that is about something else, especially if another source of the version fits far better.

    Citations slip by a line or get mixed up in a list, and a reader who follows one finds an article about something else.

    Cite the source that the finding names, or say in the sentence what the cited one adds.
    """
    background = roots(" ".join(common(context.version)))
    for claim in context.claims:
        cited = context.known(claim.sources)
        if claim.keys and cited and not any(source.is_withdrawn for source in cited):
            yield from _better(context, claim, cited, background) or _strangers(claim, cited, background)


def _better(context: VersionContext, claim: Claim, cited: list[SourceText], background: frozenset[str]) -> list[Objection]:
    """Another source whose title fits the claim far better than the whole text of any cited source."""
    titles = context.titles
    words = claim.said.roots & titles.weights.keys()
    if len(words) < _TELLING:
        return []
    whole = titles.weigh(words)
    key, weight = titles.best(words, claim.sources)
    if (fit := weight / whole) < _FITS:
        return []
    own = max(titles.weigh(words & source.body.words) for source in cited) / whole
    is_about_it = len((words & context.source_texts[key].headline) - background) >= _SHARED if key else False
    if fit < own * _FAR_BETTER or len(context.source_texts) < _FEW or not is_about_it:
        return []
    hint = f"Cite [@{key}] if that is the source you mean."
    return [Objection(claim.at, claim.sentence, f"[@{key}] fits far better than the source cited", hint, "warning")]


def _strangers(claim: Claim, cited: list[SourceText], background: frozenset[str]) -> list[Objection]:
    """The cited sources that share no significant word with the sentence and no figure with the claim."""
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
    message, hint = f"nothing in common with {keys}", "Cite a source about this, or say in the sentence what the source adds."
    return [Objection(claim.at, claim.sentence, message, hint, level_of(strange))]


def check_one_origin(context: VersionContext) -> Iterator[Objection]:
    """Several sources cited for one claim that are copies of one report.

    Two citations look like two witnesses, but a report and its reprints are only one.

    Cite only the original, or add an independent source.
    """
    for claim in context.claims:
        if len(claim.keys) == 1:
            continue
        cited = context.known(dict.fromkeys(claim.keys))
        if len(cited) > 1 and len({source.origin for source in cited}) == 1:
            keys = ", ".join(source.key for source in cited[:_LISTED])
            hint = "Cite only the original, or add an independent source."
            yield Objection(claim.at, claim.sentence, f"{keys} are copies of one report", hint)


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("uncited-sentence", "warning", "grounding", check_uncited_sentence, harm="form"),
    Rule("ungrounded-number", "warning", "grounding", check_ungrounded_number, harm="figure"),
    Rule("ungrounded-name", "warning", "grounding", check_ungrounded_name, harm="figure"),
    Rule("ungrounded-quotation", "warning", "grounding", check_ungrounded_quotation, harm="quotation"),
    Rule("off-topic-source", "warning", "grounding", check_off_topic_source),
    Rule("one-origin", "warning", "grounding", check_one_origin, harm="certainty"),
)
