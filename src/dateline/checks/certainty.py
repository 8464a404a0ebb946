"""Rules about certainty: a claim is no surer than the sources that it cites."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dateline.checks.context import VersionContext
from dateline.checks.continuity import same_sources
from dateline.checks.lookup import level_of
from dateline.checks.rule import Objection, Rule
from dateline.checks.source_text import SourceText
from dateline.checks.strong_words import STRONG_WORDS, StrongWord
from dateline.checks.telling import telling
from dateline.core.sentences import AnalysedText, Claim
from dateline.core.text.hedges import Doubt, doubts, hedges
from dateline.core.text.language import language_of
from dateline.core.text.mentions import roots
from dateline.core.text.wording import quoted_spans

_NEARLY = 0.6
"""The share of the best sentence's words that others must have to be looked through for as strong a word."""
_NEGATED = re.compile(r"\b(?:not|n['’]t|nicht|pas|no)\s(?:\w+\s){0,3}$", re.IGNORECASE)
_ADDED = "added, but the sources are the same"
_HEDGED = "the titles of all cited sources are hedged"
_SHOWN = 5
"""How many words of a source are shown."""
_QUALIFIED = 0.5
"""The share of the words after a doubt that the claim must have to be what is doubted."""
_OPEN = re.compile(
    r"\b(?:would|should|if|whether|plan(?:s|ned|ning)?\sto|planned|propos\w+|consider\w*|weigh(?:s|ed|ing)?|mull\w*|"
    r"eye[sd]?|explor\w*|stud(?:y|ies|ied|ying)|prepar\w+|poised|nears?|nearing|close\sto|verge|due\sto|set\sto|"
    r"ready\sto|under\spressure|can|able|allowed|permitted|think\w*|thought|aim(?:s|ed|ing)?|intend\w*|"
    r"hop(?:es?|ed|ing)|seek\w*|sought|wants?|wanted|expect\w*|forecast\w*|predict\w*|project(?:s|ed)|warn\w*|risks?|"
    r"fear\w*|threat\w*|talks|negotiat\w*|likely|potential|attribut\w*|suspect\w*|believe\w*|intent\w*|possib\w+|"
    r"prospects?|estimat\w*|speculat\w*|rumou?r\w*|options?|candidates?|draft|soll(?:en|te|ten)?|plant|prüf\w+|"
    r"erwäg\w+|kann|können|darf|étudi\w*|envisag\w*|peut|peuvent|estudia\w*|sospech\w*|soupçonn\w*|"
    r"\w{3,}erai(?:t|ent)|baraja\w*|puede\w*|erwart\w+|will|wollen|prévoi\w*|prévu\w*|veut|prevé\w*|previst\w+|"
    r"quiere\w*)\b",
    re.IGNORECASE,
)
_NOT_OPEN_IN_ENGLISH = frozenset({"will", "plant"})
_ATTRIBUTED = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|report(?:s|ed|ing)?|told|tells?|according\sto|cit(?:es?|ed|ing)|writes?|wrote|argu\w+|claim\w*|alleg\w+|"
    r"accus\w+|sagt\w*|berichte\w*|laut|nach\sAngaben|selon|dit|déclar\w+|affirm\w+|rapport\w+|según|dijo|dice\w?|asegur\w+|inform\w+)\b",
    re.IGNORECASE,
)


def check_hedge_missing(context: VersionContext) -> Iterator[Objection]:
    """A claim without a hedge that every source cited for it has: "could", "reportedly", "in talks", "may".

    A report that something may happen does not say that it will. Without the small word, the brief says more than anybody knows.

    Put the hedge back, say who says so, or cite a source that is certain.
    """
    lost = {change.after for change in same_sources(context) if change.was and change.was.said.hedges}  # see `hedge-lost`
    for claim in context.claims:
        cited = context.known(claim.sources) if claim.keys else []
        if not any(source.has_doubts for source in cited) or claim.sentence in lost or _is_quoted(claim):
            continue
        if claim.whole.hedges or claim.whole.plain.rstrip().endswith("?"):
            continue
        told = [one for source in cited if (one := telling(source, claim.said.roots))]
        doubted = [_doubt_of(claim, sentences) for sentences in told]
        if told and (first := doubted[0]) and all(doubted):
            source = told[0][0].plain
            yield _certain(claim, first, source)


def _certain(claim: Claim, doubt: Doubt, source: str) -> Objection:
    at = source.find(doubt.word)
    shown = " ".join(source[at:].split()[:_SHOWN])
    message = f'stated as certain, but the source hedges: "{shown}"'
    hint = "Put the hedge back, say who says so, or cite a source that is certain."
    return Objection(claim.at, claim.sentence, message, hint)


def _is_quoted(claim: Claim) -> bool:
    """Whether most of a claim is in quotation marks, and so not the brief's own words."""
    quoted = sum(end - start for start, end in quoted_spans(claim.text))
    return quoted > len(claim.text) / 2


def _is_open(sentence: str) -> bool:
    """Whether a sentence leaves open what it says, in other words than hedges."""
    found = {match[0].casefold() for match in _OPEN.finditer(sentence)}
    return bool(found - _NOT_OPEN_IN_ENGLISH if language_of(sentence) == "en" else found)


def _doubt_of(claim: Claim, sentences: Iterable[AnalysedText]) -> Doubt | None:
    """The doubt that all of these sentences express about a claim; None if one is certain."""
    found = [_own_doubt(claim, one) for one in sentences]
    return found[0] if all(found) else None


def _own_doubt(claim: Claim, sentence: AnalysedText) -> Doubt | None:
    """The doubt that a sentence expresses about a claim; None if it has none, or if the claim says as much in other words."""
    for doubt in doubts(sentence.plain):
        about = roots(doubt.around)
        is_meant = len(about & claim.said.roots) >= max(1, _QUALIFIED * len(about))
        is_said = _ATTRIBUTED.search(claim.whole.plain) if doubt.is_hearsay else _is_open(claim.whole.plain)
        if is_meant and not is_said:
            return doubt
    return None


def check_overclaimed(context: VersionContext) -> Iterator[Objection]:
    """A word that makes a claim absolute ("confirms", "first", "only", "never", "all"), if no cited source says so.

    These words are what readers remember and repeat, and they are easily added when a text is shortened.

    Leave the word out, or cite a source that has it. If only a headline is available, this is a note.
    """
    hint = "Leave it out, or cite a source that says so."
    before = {one.after: " ".join((one.before, *(part.text for part in one.merged))) for one in same_sources(context)}
    for claim in context.claims:
        cited = context.known(claim.sources)
        strong = _strong(claim.text) if claim.keys and cited else ()
        words = [one for one in strong if not any(_has(one[1], claim, source) for source in cited)]
        if words:
            said = " and ".join(f'"{written}"' for written, _ in words)
            is_added = claim.sentence in before and not any(one.pattern.search(before[claim.sentence]) for _, one in words)
            are_hedged = all(hedges(source.listed.title) for source in cited)
            reason = _ADDED if is_added else _HEDGED if are_hedged else "no cited source says so"
            level = "warning" if is_added or are_hedged else level_of(cited)
            yield Objection(claim.at, claim.sentence, f"{said}: {reason}", hint, level)


@lru_cache(8_192)  # versions repeat the sentences of the versions before
def _strong(text: str) -> tuple[tuple[str, StrongWord], ...]:
    """The strong words of a claim, as written, that are not part of a quotation."""
    found = ((one.pattern.search(text), one) for one in STRONG_WORDS.get(language_of(text), ()))
    words = [(match, one) for match, one in found if match]
    spans = quoted_spans(text) if words else ()
    own = ((match, one) for match, one in words if not any(start <= match.start() < end for start, end in spans))
    return tuple((match["word"], one) for match, one in own if not _NEGATED.search(text[: match.start("word")]))


def _has(strong: StrongWord, claim: Claim, source: SourceText) -> bool:
    """Whether a source says as much where it reports the claim, or cannot tell because it is in another language."""
    told = " ".join(one.text for one in telling(source, claim.said.roots, as_well=_NEARLY)) or source.body.folded
    return strong.may_follow.search(told) is not None or language_of(source.body.folded) != strong.language


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("hedge-missing", "warning", "judgement", check_hedge_missing, softens=True),
    Rule("overclaimed", "warning", "judgement", check_overclaimed, softens=True),
)
