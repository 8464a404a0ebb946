"""Checks that a claim keeps what limits the sentences that it quotes: "could", "reportedly", "plans to"."""

import re
from collections.abc import Iterator
from functools import cache

from dateline.core.citations import without
from dateline.core.model import Finding
from dateline.core.text import hedges
from dateline.core.text.language import language_of
from dateline.core.text.mentions import roots
from dateline.desk.edit_context import AddedText, EditContext

_STRONG = (
    r"estimat(?:es?|ing)|should|expect(?:s|ed)?|forecasts?|predict(?:s|ed)?|hop(?:es?|ed|ing) to|considering|weighing|"
    r"propos(?:es|ed|ing)|alleg(?:es|ed|edly)|believ(?:es?|ed)|fears?|intend(?:s|ed)?|aim(?:s|ed)? to|likely|unlikely|"
    r"soll(?:en)?|erwägt|erwägen|geplant|hofft|hoffen|befürchte[nt]|wahrscheinlich|"
    r"prévoi(?:t|ent)|envisage(?:nt)?|espère(?:nt)?|devrai(?:t|ent)|songe(?:nt)? à|crai(?:nt|gnent)|projette(?:nt)?|"
    r"prevén?|esperan?|estudian?|planean?|barajan?|temen?|contemplan?|deberían?"
)
"""More words that qualify a sentence of an item."""
_LIMITS = (
    r"estimat\w*|expect\w*|forecast\w*|predict\w*|hop(?:es?|ed|ing)|consider\w*|weigh\w*|propos\w*|alleg\w*|believ\w*|think\w*|"
    r"thought|fear\w*|inten[dt]\w*|aim(?:s|ed)?|likely|unlikely|would|wants?|wanted|plans?|planned|planning|due|if|whether|"
    r"possib\w*|risk\w*|chance|talks|talk of|negotiat\w*|discuss\w*|option|should|unclear|not (?:yet )?(?:clear|decided|known)|"
    r"draft|can|must|allow\w*|permit\w*|lets?|barred|banned|bans?|limit\w*|unconfirmed|rumou?r\w*|suspect\w*|threat\w*|warn\w*|"
    r"(?:is|are|was|were) (?:set )?to (?!blame)\w+|in line for|poised|look(?:s|ing) (?:to|at|like|set)|mull\w*|"
    r"explor(?:es?|ed|ing)|eye[sd]|eyeing|near(?:s|ing)|close to|on the (?:table|verge|brink)|tipped|"
    r"soll(?:en|te|ten)?|wollen|möcht\w+|planen|geplant\w*|plän\w*|vorgesehen\w*|erwart\w*|schätz\w*|hoff(?:t|en|te|ten|nung\w*)|"
    r"erwäg\w*|prüf\w*|kann|können|möglich(?:e\w*|, dass)|wahrscheinlich|verdacht|verdächtig\w*|\w*fürcht\w*|droh(?:t|en|te|ten)|"
    r"beabsichtig\w*|rechne(?:t|n|te|ten)|würden?|vermut\w*|ob|falls|verhandel\w*|verhandle|vorschlag\w*|vorgeschlagen|denkbar|"
    r"im (?:gespräch|raum)|darf|dürfen|muss|müssen|"
    r"prév\w+|envisag\w*|esp[èé]r\w*|\w*[^t\W]rai(?:t|ent)|songe(?:nt)? à|réfléchi\w*|étudi\w*|à l['’]étude|attend(?:ue?s?|ent)?|"
    r"veut|veulent|souhait\w+|compt(?:e|ent) (?:\w+ )?\w+r|entend(?:ent)? \w+re?|projet\w*|probab\w*|peut|peuvent|semble\w*|"
    r"éventuel\w*|soupçon\w*|supposée?s?|crai(?:nt|gn\w+)|redout\w+|risqu\w*|menac\w*|négoci\w*|doit|doivent|estim\w+|hypothèse\w*|"
    r"pressenti\w*|cherche(?:nt)? à|pas exclue?s?|"
    r"prev[eéi]\w*|esper\w*|estudi\w*|podr\w*|pued\w+|quier\w+|plane(?:a|an|ó|aba)|pretend\w+|busca\w* \w+r|sospech\w*|posib\w*|"
    r"tem(?:e|en|or\w*)|riesgo\w*|aspir\w+|baraj\w+|contempl\w+|propus\w*|propuest\w*|deb(?:e|en)|negoci\w+|quizás?|amenaz\w+|"
    r"(?!secretar|notar|comisar|mar[ií])\w{2,}[ai]rían?|deberían?|tendrían?|harían?"
)
"""What may stand in a claim for a qualification, in any language, since a short sentence does not show its own."""
_ONLY_IN = {"de": "will|plant|plante", "fr": "si", "es": "si"}
"""Words that mean something else in English."""
_CLOSE_TO = re.compile(
    r"\b(?:(?:close|party) to|familiar with|briefed on|aware of|with knowledge of|involved in|au fait|proches?|cercan\w+ a)"
    r"(?: \w+)? (?:talks|negotiations|plans?|discussions|proposals?|négociations|discussions|negociaciones)\b",
    re.IGNORECASE,
)
"""How reports describe who told them, which limits nothing."""
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
    plain = _CLOSE_TO.sub(" ", text)
    return bool(hedges(plain) or _words(_LIMITS, _ONLY_IN.get(language_of(text))).search(plain))


def _hedge_of(text: str) -> str:
    """The first word that qualifies a text; empty if none does."""
    plain = _CLOSE_TO.sub(" ", _COULD_NOT.sub(" ", text))
    found = hedges(plain) or tuple(match[0].casefold() for match in _words(_STRONG).finditer(plain))
    return found[0] if found else ""


@cache
def _words(any_language: str, own: str | None = None) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_language}|{own})\b" if own else rf"\b(?:{any_language})\b", re.IGNORECASE)


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
