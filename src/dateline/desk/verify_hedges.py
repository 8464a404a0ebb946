"""Checks that a claim keeps what limits the sentences that it quotes: "could", "reportedly", "plans to"."""

import re
from collections.abc import Iterator

from dateline.core.citations import without
from dateline.core.model import Finding
from dateline.core.text import hedges
from dateline.core.text.mentions import roots
from dateline.desk.edit_context import AddedText, EditContext

_STRONG = re.compile(
    r"\b(?:estimat(?:es?|ing)|should|expect(?:s|ed)?|forecasts?|predict(?:s|ed)?|hop(?:es?|ed|ing) to|considering|weighing|"
    r"propos(?:es|ed|ing)|alleg(?:es|ed|edly)|believ(?:es?|ed)|fears?|intend(?:s|ed)?|aim(?:s|ed)? to|likely|unlikely|"
    r"soll(?:en)?|prévoit|envisage|espère|devrait|devraient|prevé|espera|estudia)\b",
    re.IGNORECASE,
)
"""More words that qualify a sentence of an item."""
_LIMITS = re.compile(
    r"\b(?:estimat\w*|expect\w*|forecast\w*|predict\w*|hop(?:es?|ed|ing)|consider\w*|weigh\w*|propos\w*|alleg\w*|believ\w*|think\w*|"
    r"thought|fear\w*|inten[dt]\w*|aim(?:s|ed)?|likely|unlikely|would|wants?|wanted|plans?|planned|planning|due|if|whether|"
    r"possib\w*|risk\w*|chance|talks|negotiat\w*|discuss\w*|option|should|unclear|not (?:yet )?(?:clear|decided|known)|draft|"
    r"can|must|allow\w*|permit\w*|lets?|barred|banned|bans?|limit\w*|unconfirmed|rumou?r\w*|soll(?:en)?|planen|plante\w*|"
    r"erwart\w*|schätz\w*|hoff\w*|prévoi\w*|envisag\w*|espèr\w*|devrai\w*|pourrai\w*|prev[eé]\w*|esper\w*|estudi\w*|podr\w*)\b",
    re.IGNORECASE,
)
"""What may stand in a claim for a qualification."""
_ATTRIBUTES = re.compile(r"according\sto|claim|indicat|suggest|laut|nach\sangaben|selon|d['’]après|según|said\sto", re.IGNORECASE)
_WHOLE = re.compile(r"\s*(?:according\sto|laut|nach\sangaben|selon|d['’]après|según)\b", re.IGNORECASE)
"""What opens a part that attributes all the rest of its sentence."""
_SAYS = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells?|report(?:s|ed)?|found|finds?|argu\w+|announc\w+|warn\w*|call(?:s|ed)|writes?|wrote|puts?|states?|"
    r"shows?|showed|sagt\w*|teilte|erklärt\w*|dit|déclar\w+|annonc\w+|dij\w+|dice|afirm\w+|anunci\w+|survey|study|research|headline|data|figures)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"[;:–—]|,(?=\s)|\s-\s|\b(?:and|but|while|which|although|because|und|aber|während|et|mais|y|pero)\b", re.IGNORECASE
)
_COULD_NOT = re.compile(r"\bcould(?:\snot|n['’]t)\b", re.IGNORECASE)
_ABOUT = 0.4
"""A claim with this share of the words of a qualified part is about that part."""


def hedge_objections(words: AddedText, context: EditContext) -> Iterator[Finding]:
    """A claim that is certain although the sentences that it quotes are not."""
    said = without(words.text)
    if is_limited(said) or said.rstrip().endswith("?"):
        return
    sentences = [sentence for quote in words.quotes if (sentence := context.sentence(quote))]
    if not words.quotes and words.before != words.text:
        sentences = [without(words.before)]
    for sentence in dict.fromkeys(sentences):
        hedge, about = _qualified(sentence)
        common = about & roots(said)
        if not hedge or len(common) < max(1, _ABOUT * len(about)) or (_ATTRIBUTES.search(hedge) and _SAYS.search(said)):
            continue
        others = (other for other in sentences if other != sentence and not _hedge_of(other))
        if not any(len(common & roots(other)) >= len(common) / 2 for other in others):
            message = f'the sentence quoted says "{hedge}", and the claim does not qualify this'
            hint = "Keep the words that limit the claim, or attribute it."
            yield context.objection("hedge-missing", words.at, words.text, message, hint)
            return


def is_limited(text: str) -> bool:
    """Whether a claim has a word that limits it, be it another one than its source's: "can only", "plans to"."""
    return bool(hedges(text) or _LIMITS.search(text))


def _hedge_of(text: str) -> str:
    """The first word that qualifies a text; empty if there is none."""
    plain = _COULD_NOT.sub(" ", text)
    found = hedges(plain) or tuple(match[0].casefold() for match in _STRONG.finditer(plain))
    return found[0] if found else ""


def _qualified(sentence: str) -> tuple[str, frozenset[str]]:
    """The word that qualifies a sentence, and the roots of the words that only the qualified part has."""
    parts = [part for part in _PART.split(sentence) if part.strip()]
    marked = [part for part in parts if _hedge_of(part)]
    if not marked:
        hedge = _hedge_of(sentence)
        return hedge, roots(sentence) - roots(hedge)
    hedge = _hedge_of(marked[0])
    rest = frozenset().union(*(roots(part) for part in parts if part not in marked))
    if all(_WHOLE.match(part) for part in marked):
        return hedge, rest
    about = frozenset().union(*map(roots, marked)) - roots(" ".join(map(_hedge_of, marked)))
    return hedge, (about - rest) or about
