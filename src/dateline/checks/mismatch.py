"""Figures in another currency or unit than in their source."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from dateline.checks.derived import place_of
from dateline.checks.source_text import SourceText
from dateline.core.model import Level
from dateline.core.sentences import AnalysedText, Claim
from dateline.core.text import Figure

_SHARED = 2
"""How many words a sentence of a source must share with a claim, so that its figure is the same one."""
_KINDS = {"percent": "per cent", "points": "percentage points", "times": "times"}
_MEASURES = {
    "seconds": "seconds? sekunden? secondes? segundos?",
    "minutes": "minutes? minuten? minutos?",
    "hours": "hours? hrs? stunden? heures? horas?",
    "days": "days? tage?n? jours? días?",
    "weeks": "weeks? wochen? semaines? semanas?",
    "months": "months? monate?n? mois mes meses",
    "years": "years? jahre?n? ans? années? años?",
    "millimetres": "mm millimet(?:re|er)s? millimètres? milímetros?",
    "centimetres": "cm centimet(?:re|er)s? centimètres? centímetros?",
    "metres": "m met(?:re|er)s? metern mètres? metros?",
    "kilometres": "km kilomet(?:re|er)s? kilometern kilomètres? kilómetros?",
    "inches": "inch(?:es)? zoll pouces? pulgadas?",
    "miles": "miles? meilen? milles millas?",
    "feet": "ft feet foot fuß pieds? pies?",
    "square metres": "m² qm sqm square_met(?:re|er)s? quadratmetern? mètres_carrés metros_cuadrados",
    "square kilometres": "km² sq_km square_kilomet(?:re|er)s? quadratkilometern? kilomètres_carrés kilómetros_cuadrados",
    "square feet": "sq_ft square_feet quadratfuß",
    "square miles": "square_miles quadratmeilen",
    "hectares": "ha hectares? hektar hectáreas?",
    "acres": "acres? acre?n?",
    "micrograms": "µg mcg micrograms? mikrogramm microgrammes? microgramos?",
    "milligrams": "mg milligrams? milligramm milligrammes? miligramos?",
    "grams": "g grams? gramm grammes? gramos?",
    "kilograms": "kg kilos? kilograms? kilogramm kilogrammes? kilogramos?",
    "tonnes": "t tons? tonnes? tonnen? toneladas?",
    "pounds in weight": "lbs?",
    "ounces": "oz ounces? unzen onces? onzas?",
    "litres": "l lit(?:re|er)s? litern litros?",
    "gallons": "gallons? gallonen galones",
    "barrels": "barrels? barrel barils? barriles?",
    "kilowatts": "kw kilowatts?",
    "megawatts": "mw megawatts?",
    "gigawatts": "gw gigawatts?",
    "kilowatt hours": "kwh kilowatt-hours? kilowatt_hours? kilowattstunden",
    "megawatt hours": "mwh megawatt-hours? megawatt_hours? megawattstunden",
    "gigawatt hours": "gwh gigawatt-hours? gigawatt_hours? gigawattstunden",
    "degrees Celsius": "°c °_c degrees?_celsius grad_celsius degrés_celsius grados_celsius",
    "degrees Fahrenheit": "°f °_f degrees?_fahrenheit grad_fahrenheit degrés_fahrenheit grados_fahrenheit",
    "megabytes": "mb megabytes?",
    "gigabytes": "gb gigabytes?",
    "terabytes": "tb terabytes?",
    "petabytes": "pb petabytes?",
    "people": "people persons menschen personen personnes personas",
    "households": "households? haushalte?n? ménages? hogares?",
}
"""Unit → how it is written, in English, German, French and Spanish; `_` is a space."""
_MEASURE = re.compile(
    r"[\s-]?(?:(?:more|full|whole|further)\s)?(?:"
    + "|".join(
        f"(?P<m{number}>{words.replace(' ', '|').replace('_', '[ -]')})" for number, words in enumerate(_MEASURES.values())
    )
    + r")(?!\w)",
    re.IGNORECASE,
)
_NAMES = tuple(_MEASURES)
_LONGEST = 40
"""How many characters after a figure a unit may have, more than the longest."""


_SIZES = {
    **{unit: ("time", size) for unit, size in zip(_NAMES[:5], (1, 60, 3600, 86_400, 604_800), strict=True)},
    "months": ("time", 2_629_746),
    "years": ("time", 31_556_952),
    "millimetres": ("length", 1),
    "centimetres": ("length", 10),
    "inches": ("length", 25.4),
    "feet": ("length", 304.8),
    "metres": ("length", 1000),
    "kilometres": ("length", 1_000_000),
    "miles": ("length", 1_609_344),
    "square feet": ("area", 0.0929),
    "square metres": ("area", 1),
    "acres": ("area", 4046.9),
    "hectares": ("area", 10_000),
    "square kilometres": ("area", 1_000_000),
    "square miles": ("area", 2_589_988),
    "micrograms": ("mass", 0.000001),
    "milligrams": ("mass", 0.001),
    "grams": ("mass", 1),
    "ounces": ("mass", 28.35),
    "pounds in weight": ("mass", 453.6),
    "kilograms": ("mass", 1000),
    "tonnes": ("mass", 1_000_000),
    "litres": ("volume", 1),
    "gallons": ("volume", 3.785),
    "barrels": ("volume", 159),
    "kilowatts": ("power", 1),
    "megawatts": ("power", 1000),
    "gigawatts": ("power", 1_000_000),
    "kilowatt hours": ("energy", 1),
    "megawatt hours": ("energy", 1000),
    "gigawatt hours": ("energy", 1_000_000),
    "megabytes": ("memory", 1),
    "gigabytes": ("memory", 1000),
    "terabytes": ("memory", 1_000_000),
    "petabytes": ("memory", 1_000_000_000),
}
"""Unit → what it measures, and its size in the smallest unit for that."""
_ROUNDING = 0.02
"""How far two amounts in different units may be apart to be one."""


class Mismatch(NamedTuple):
    """A figure that its source has in another unit."""

    unit: str
    """The source's unit, in words."""
    text: str
    """The source's figure, as written."""
    level: Level


class Mismatched(NamedTuple):
    """A figure with its mismatch."""

    claim: Claim
    figure: Figure
    found: Mismatch


def mismatched(claims: Iterable[Claim], cited_by: Callable[[Claim], list[SourceText]]) -> dict[tuple[int, int], Mismatched]:
    """The figures that a cited source has in another unit, by `place_of`."""
    return {
        place_of(claim, figure): Mismatched(claim, figure, found)
        for claim in claims
        for figure in claim.said.figures
        if (found := _mismatch(figure, claim, cited_by(claim)))
    }


def _mismatch(figure: Figure, claim: Claim, cited: list[SourceText]) -> Mismatch | None:
    """How a cited source has a figure in another unit; None if one has it in the same unit, or none has its value."""
    known = [one for source in cited for one in source.body.values.get(figure.value, ())]
    measure = measure_of(claim.said.text, figure) if known else ""
    if not (measure if figure.unit == "plain" else known) or (not measure and any(map(figure.has_unit_of, known))):
        return None
    told = [(one, sentence) for source in cited for sentence in source.sentences for one in sentence.figures]
    same = [(_other(figure, measure, one, sentence), sentence) for one, sentence in told if one.value == figure.value]
    others = [other for other, sentence in same if len(sentence.roots & claim.whole.roots) >= _SHARED]
    return others[0] if others and all(other for other, _ in same) else None


def is_converted(figure: Figure, claim: Claim, cited: list[SourceText]) -> bool:
    """Whether a cited source has the amount in another unit: two years for 24 months."""
    unit = measure_of(claim.text, figure)
    kind, size = _SIZES.get(unit, ("", 0))
    told = ((measure_of(one.text, other), other) for source in cited for one in source.sentences for other in one.figures)
    others = (_SIZES[name] + (other,) for name, other in told if name != unit and name in _SIZES) if kind else ()
    amount = float(figure.value) * size
    return any(what == kind and abs(float(other.value) * factor - amount) <= _ROUNDING * amount for what, factor, other in others)


def _other(figure: Figure, measure: str, one: Figure, told: AnalysedText) -> Mismatch | None:
    """What a source's figure of the same value has as its unit; None if that may be the same."""
    if figure.may_be and one.may_be:
        return None if figure.has_unit_of(one) else Mismatch(one.unit, one.text, "error")
    theirs = measure_of(told.text, one)
    if figure.unit == one.unit:
        is_same = not (measure and theirs) or measure == theirs
        return None if is_same else Mismatch(theirs, f"{one.text} {theirs}", "warning")
    if "plain" in (figure.unit, one.unit) and not (measure or theirs):
        return None
    unit = theirs or _KINDS.get(one.unit, one.unit)
    return Mismatch(unit, one.text if one.unit != "plain" else f"{one.text} {theirs}", "warning")


def measure_of(text: str, figure: Figure) -> str:
    """The unit of measure after a figure; empty if it has no unit."""
    return _unit_in(text[figure.end : figure.end + _LONGEST])


@lru_cache(4_096)
def _unit_in(words: str) -> str:
    match = _MEASURE.match(words)
    return _NAMES[int((match.lastgroup or "m0")[1:])] if match else ""
