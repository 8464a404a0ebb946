"""A rule about what a version says of how its voices moved."""

import re
from collections.abc import Iterator

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.core.citations import without
from dateline.core.model import Voice
from dateline.core.sentences import AnalysedText
from dateline.core.text import figures, fold, names

_NEW = re.compile(
    r"\b(?:new(?:ly)?|first|debut|joins?|enters?|appears?|not\s(?:heard|quoted)\sbefore|added|previously|until\snow|neu\w*|erst\w*|bisher|"
    r"nouve\w+|premi\w+|jusqu\w*|nuev\w+|primer\w*|hasta\sahora)\b",
    re.IGNORECASE,
)
_CALLED_NEW = re.compile(
    r"(?:a\s|eine\s|une\s|una\s)?(?:new(?:ly)?|(?:(?:appears|heard|quoted|speaks)\sfor\sthe\s)?first\s(?:appearance|mention|time|statement)|neue?|erstmals|nouv\w+|nuev\w+)\b",
    re.IGNORECASE,
)
_NO_CHANGE = re.compile(
    r"(?:(?:its|the|his|her|their)\s\w+\s(?:is|are|has|have)\s)?(?:unchanged|no\schange|not\schanged|consistent|the\ssame|unverändert|"
    r"inchangée?|sans\schangement|sin\scambios?|same\s\w+\sas|still|continues?|remains?|its\sposition\shas\snot)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:no|not(?!\s(?:merely|only|just))|never|none|nobody|without|cannot|\w+n['’]t|den(?:y|ies|ied)|reject\w*|refus\w*|kein\w*|nicht|nie|pas|aucune?|jamais|"
    r"ning\w+|nunca|rechaza\w*)\b",
    re.IGNORECASE,
)
_PAIRS = (
    r"support/oppos for\b/against ris(?:e|ing)/fall increas/decreas keep/sell accept/refus back/reject plan/call(?:s|ed)\soff "
    r"believ/doubt welcom/critici unterstütz/lehn dafür/dagegen soutien/oppos pour\b/contre "
    r"defiend/critic apoya/rechaz a\sfavor/en\scontra"
)
_OPPOSITES = tuple(tuple(pair.split("/")) for pair in _PAIRS.split())
"""Words of opposite positions."""
_SAME = re.compile(
    r"\b(?:consistent\w*|unchanged|no\s(?:new|change|further|shift)\w*|same|still|steady|stable|maintain\w*|repeat\w*|reaffirm\w*|"
    r"reiterat\w*|as\sbefore|holds?|remain\w*|stands?\sby|continu\w+|not\s(?:changed|moved|shifted)|nothing\snew|only\s\w*\s?word\w*|"
    r"unverändert|weiterhin|bleibt|gleich|nichts\sneues|inchangée?|toujours|reste|même|rien\sde\snouveau|sin\scambios?|sigue|"
    r"mantiene|mism[oa]|nada\snuevo)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:shift\w*|bec[ao]mes?|grown|increasingly|chang(?:es|ed|ing)|moved?|moves|moving|softened|softens|hardened|hardens|sharpened|sharpens|escalat\w+|"
    r"revers\w+|no\slonger|now|switched|withdr\w+|retract\w+|backtrack\w*|concede[sd]?|from\s.{3,80}\sto|turned|dropped|pasado\sdel?|passée?\sde|von\s.{3,80}\szu|gave\sup|"
    r"geändert|rückt|abgerückt|nicht\smehr|jetzt|nun|verschärft|changé|évolu\w+|désormais|maintenant|durci\w*|"
    r"cambi\w+|ahora|ya\sno|endurec\w+)\b",
    re.IGNORECASE,
)


def check_evolution_unfounded(context: VersionContext) -> Iterator[Objection]:
    """An evolution that the versions do not bear out: a new voice not called new, an old note again, or a change without one.

    Readers learn here who has changed their mind. The versions show it: whether the voice was there, and what its view was.

    Say that the voice is new, what its view was before, or that nothing has changed.
    """
    before = {voice.id: voice for voice in context.before.perspectives} if context.before else {}
    for place, voice in enumerate(context.version.perspectives if context.before else ()):
        said = context.analysed.texts[voice.evolution]
        if found := _unfounded(voice, said, before.get(voice.id)):
            message, hint = found
            yield Objection(f"perspectives[{place}].evolution", voice.evolution, message, hint)


def _unfounded(voice: Voice, evolution: AnalysedText, was: Voice | None) -> tuple[str, str] | None:
    """What is wrong with an evolution, and what to do; None if nothing is."""
    said = evolution.plain
    if was is None:
        is_told = _NEW.search(said) or evolution.citations  # what it held before may be cited
        return None if is_told else ("the voice is new, and not called new", "Say that it is new, or what it held before.")
    is_moved = fold(without(was.view)) != fold(without(voice.view))
    if is_moved and fold(said) == fold(without(was.evolution)) and not _SAME.search(said):
        return "the same note as in the previous version", "Say what has changed since, or that nothing has."
    if _CALLED_NEW.match(said) and not is_moved:
        return "called new, but the previous version has the voice", "Say what has changed since, or that nothing has."
    is_shown = is_moved or set(evolution.citations) | set(voice.sources) > set(was.sources)
    if not is_shown and _MOVED.search(said) and not _SAME.search(said):
        return (
            "a change, but the view is the same as in the previous version",
            "Change the view too, or say that nothing has changed.",
        )
    if _NO_CHANGE.match(said) and _contradicts(was.view, voice.view):
        return "no change, but the view is another than in the previous version", "Say what has changed since."
    return None


def _contradicts(before: str, after: str) -> bool:
    """Whether one of two views negates the other, or has other figures."""
    was, now = without(before), without(after)
    negated = [len(_NEGATION.findall(one)) for one in (was, now)]
    values = [{figure.value for figure in figures(one)} for one in (was, now)]
    named = [set(names(one)) for one in (was, now)]
    are_others = any(one and other and one.isdisjoint(other) for one, other in (values, named))
    return negated[0] != negated[1] or are_others or any(_is_turned(pair, was, now) for pair in _OPPOSITES)


def _is_turned(pair: tuple[str, ...], was: str, now: str) -> bool:
    """Whether one of two views has a word, and the other its opposite."""
    has = [[re.search(rf"\b{word}", view, re.IGNORECASE) is not None for word in pair] for view in (was, now)]
    return has in ([[True, False], [False, True]], [[False, True], [True, False]])


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("evolution-unfounded", "warning", "judgement", check_evolution_unfounded, softens=True, harm="form"),
)
