"""Checks of what a new text claims: words in quotation marks, units, and qualifications that its sentences have."""

import re
from collections.abc import Iterator

from dateline.core.citations import without
from dateline.core.model import Finding
from dateline.core.text import Figure, figures, find_pieces
from dateline.core.text.wording import quoted_spans
from dateline.desk.edit_context import AddedText, EditContext
from dateline.desk.verify_hedges import hedge_objections
from dateline.desk.verify_opinions import opinion_objections

_PER = re.compile(r"(?:\s[\w-]+){0,4}?\s(?:a|an|per|each|every|pro|par|por|al?)\s(?P<period>\w+)", re.IGNORECASE)
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
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTED = re.compile(
    r"\s(?!(?:and|but|from|till|with|into|than|oder|nach|dans|pour|avec|vers|para|desde|hasta)\b)[^\W\d_]{4,}", re.IGNORECASE
)
"""A noun after a number, which is then no part of a range in per cent, such as "30 to 40 per cent"."""
_SCALED = 1000
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


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
    yield from hedge_objections(words, context)


def _is_title(quotation: str) -> bool:
    """Whether the capitals show that words in quotation marks are the title of a work, which is a name."""
    words = _LONG_WORD.findall(quotation)
    return bool(words) and all(word[0].isupper() for word in words)


# --- units -----------------------------------------------------------------------------------------------------------------


def _units(words: AddedText, grounds: tuple[str, ...], context: EditContext) -> Iterator[Finding]:
    said = without(words.text)
    known = [(figure, text) for text in grounds for figure in figures(text)]
    for figure in figures(said):
        same = [one for one in known if one[0].value == figure.value] or [one for one in known if _is_scaled(figure, one[0])]
        if same and not any(_is_same_unit(figure, said, *other) for other in same):
            other, text = same[0]
            instead = text[other.start : _end(other, text)]
            message = f'"{said[figure.start : _end(figure, said)]}" has another unit in the item, which says "{instead}"'
            yield context.objection(
                "unit-mismatch", words.at, words.text, message, "Write the figure with the currency and the unit of the item."
            )


def _is_same_unit(figure: Figure, said: str, other: Figure, text: str) -> bool:
    """Whether nothing shows that two figures of one value have different units, or are for different periods."""
    if figure.value != other.value or not (figure.has_unit_of(other) or _may_lack_unit(figure, said, other, text)):
        return False
    mine, theirs = _period(figure, said), _period(other, text)
    return not (mine and theirs) or mine == theirs


def _is_scaled(figure: Figure, other: Figure) -> bool:
    """Whether two figures differ only in the word for thousands, millions or billions."""
    mine, theirs = (_DIGITS.findall(one.text) for one in (figure, other))
    in_words = all(any(map(str.isalpha, one.text)) and one.value >= _SCALED for one in (figure, other))
    return in_words and mine == theirs != [] and (figure.has_unit_of(other) or "plain" in (figure.unit, other.unit))


def _may_lack_unit(figure: Figure, said: str, other: Figure, text: str) -> bool:
    """Whether one of two figures has no unit, and is not of things that are counted where the other one is a share."""
    pairs = ((figure, said, other), (other, text, figure))
    bare = [(words, one, rival) for one, words, rival in pairs if one.unit == "plain"]
    return bool(bare) and not any(rival.unit == "percent" and _COUNTED.match(words, one.end) for words, one, rival in bare)


def _period(figure: Figure, text: str) -> str:
    """Per how long a figure is, as in "3 million a week", or the time that it counts, as in "three weeks"."""
    following = _PER.match(text, figure.end) or _NEXT.match(text, figure.end)
    return _PERIODS.get(following["period"].casefold(), "") if following else ""


def _end(figure: Figure, text: str) -> int:
    following = _PER.match(text, figure.end) or _NEXT.match(text, figure.end)
    return following.end() if following and _period(figure, text) else figure.end
