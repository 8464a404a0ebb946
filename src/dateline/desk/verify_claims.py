"""Checks of what a new text claims: words in quotation marks, units, and qualifications that its sentences have."""

import re
from collections.abc import Iterator

from dateline.core.citations import without
from dateline.core.model import Finding
from dateline.core.text import Figure, figures, find_pieces, hedges
from dateline.core.text.mentions import roots
from dateline.core.text.wording import quoted_spans
from dateline.desk.edit_context import AddedText, EditContext
from dateline.desk.verify_opinions import opinion_objections

_PER = re.compile(r"(?:\s[\w-]+){0,2}?\s(?:a|an|per|each|every|pro|par|por|al?)\s(?P<period>\w+)", re.IGNORECASE)
_NEXT = re.compile(r"[\s-](?P<period>[^\W\d_]+)")
_PERIODS = {
    word: words.split()[0]
    for words in (
        "second seconds sekunde sekunden seconde secondes segundo segundos",
        "minute minutes minuten minuto minutos",
        "hour hours stunde stunden heure heures hora horas",
        "day days tag tage tagen jour jours día días",
        "week weeks woche wochen semaine semaines semana semanas",
        "month months monat monate monaten mois mes meses",
        "quarter quarters quartal quartale trimestre trimestres",
        "year years jahr jahre jahren an ans année années año años",
    )
    for word in words.split()
}
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")

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


def claim_objections(words: AddedText, context: EditContext) -> Iterator[Finding]:
    """What a text claims and the items that it cites do not say so."""
    yield from opinion_objections(words, context)
    if words.at == "changes":
        return
    grounds = context.grounds(words)
    said = without(words.text)
    for start, end in quoted_spans(said):
        quotation = said[start + 1 : end - 1]
        if not _is_title(quotation) and not any(find_pieces(quotation, text) for text in grounds):
            hint = "Copy the words of an item that the sentence cites, or write it without quotation marks."
            message = f'"{quotation}" is in quotation marks, and no item cited has these words'
            yield context.objection("ungrounded-quotation", words.at, words.text, message, hint)
    yield from _units(words, grounds, context)
    yield from _hedges(words, context)


def _is_title(quotation: str) -> bool:
    """Whether the capitals show that words in quotation marks are the title of a work, which is a name."""
    words = _LONG_WORD.findall(quotation)
    return bool(words) and all(word[0].isupper() for word in words)


# --- units -----------------------------------------------------------------------------------------------------------------


def _units(words: AddedText, grounds: tuple[str, ...], context: EditContext) -> Iterator[Finding]:
    said = without(words.text)
    known = [(figure, text) for text in grounds for figure in figures(text)]
    for figure in figures(said):
        same = [(other, text) for other, text in known if other.value == figure.value]
        if same and not any(_is_same_unit(figure, said, *other) for other in same):
            other, text = same[0]
            instead = text[other.start : _end(other, text)]
            message = f'"{said[figure.start : _end(figure, said)]}" has another unit in the item, which says "{instead}"'
            yield context.objection(
                "unit-mismatch", words.at, words.text, message, "Write the figure with the currency and the unit of the item."
            )


def _is_same_unit(figure: Figure, said: str, other: Figure, text: str) -> bool:
    """Whether nothing shows that two figures of one value have different units, or are for different periods."""
    if "plain" not in (figure.unit, other.unit) and not figure.has_unit_of(other):
        return False
    mine, theirs = _period(figure, said), _period(other, text)
    return not (mine and theirs) or mine == theirs


def _period(figure: Figure, text: str) -> str:
    """Per how long a figure is, as in "3 million a week", or the time that it counts, as in "three weeks"."""
    following = _PER.match(text, figure.end) or _NEXT.match(text, figure.end)
    return _PERIODS.get(following["period"].casefold(), "") if following else ""


def _end(figure: Figure, text: str) -> int:
    following = _PER.match(text, figure.end) or _NEXT.match(text, figure.end)
    return following.end() if following and _period(figure, text) else figure.end


# --- qualifications --------------------------------------------------------------------------------------------------------


def _hedges(words: AddedText, context: EditContext) -> Iterator[Finding]:
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
