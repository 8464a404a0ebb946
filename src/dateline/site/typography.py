"""The desk's own prose in typographic marks. What others said stays as they wrote it: titles, quotations, addresses and code."""

import re
from calendar import month_name
from functools import lru_cache

from dateline.core.text.month_names import MONTH_NAMES

NARROW = "\u202f"
"""A narrow space at which no line ends."""
_MARKS = {"de": ("„", "“", "‚", "‘"), "fr": (f"«{NARROW}", f"{NARROW}»", "“", "”"), "es": ("«", "»", "“", "”")}
_USUAL = ("“", "”", "‘", "’")
"""What opens and closes a quotation, and one within a quotation, in a language and elsewhere."""
_UNITS = (
    "%|‰|°C|°F|km|kg|GW|MW|kW|TWh|GWh|MWh|kWh|GB|TB|mm|cm|per cent|percent|thousand|million|billion|trillion|dozen"
    "|euros?|dollars?|cents?|pounds?|yuan|yen|francs?|tonnes?|tons?|(?:kilo|centi|milli)?met(?:re|er)s?|miles?|feet|hectares?"
    "|seconds?|minutes?|hours?|days?|weeks?|months?|years?|votes?|Prozent|Tausend|Millionen?|Milliarden?|Euro|Tonnen?"
    "|(?:Kilo|Zenti|Milli)?meter|Stunden?|Minuten|Tagen?|Wochen|Monaten?|Jahren?|millions?|milliards?|heures?|jours?|mois|ans"
    "|millones|horas?|días?|semanas?|meses|años?|€|US\\$"
)
_MONTHS = "|".join(map(re.escape, sorted({*month_name[1:], *MONTH_NAMES}, key=len, reverse=True)))
_RULES = re.compile(
    rf"""
    (?P<kept>\[@[^\[\]]*\]|`[^`]*`|(?:https?://|www\.)\S+|[“„«][^“”„«»]*(?:[“”»]|[ ]…$))
  | (?P<double>(?<!\w)"(?=\S)(?P<said>[^"]*\S)"(?!\w))
  | (?P<cut>(?<!\w)"(?=\S)(?P<rest>[^"]*[ ]…$))
  | (?P<single>(?<!\w)'(?=\S)(?P<word>[^']*[^'\s])'(?!\w))
  | (?P<apostrophe>(?<=\w)'|'(?=\d\ds?\b))
  | (?P<dash>(?<=\S)[ ]--?[ ](?=\S))
  | (?P<long>(?<=\w)--(?=\w))
  | (?P<left_out>\.\.\.)
  | (?<=\d)(?P<unit>[ ])(?=(?:{_UNITS})(?!\w))
  | (?<=\d)(?P<day>\.?[ ])(?=(?:{_MONTHS})(?!\w))
    """,
    re.VERBOSE,
)
_PLAIN = {"apostrophe": "’", "dash": "\u00a0– ", "long": "—", "left_out": "…", "unit": NARROW}
_MAY_NEED = re.compile(r"['\"]|--| - |\.\.\.|\d\.? ")


@lru_cache(4096)
def printed(sentence: str, language: str = "en") -> str:
    """A sentence, which may cite, in the marks of a language; the words between quotation marks stay as they are."""
    if not _MAY_NEED.search(sentence):
        return sentence
    marks = _MARKS.get(language, _USUAL)

    def one(found: re.Match[str]) -> str:
        match found.lastgroup:
            case "double":
                return f"{marks[0]}{found['said']}{marks[1]}"
            case "cut":
                return marks[0] + found["rest"]
            case "single":
                return f"{marks[2]}{found['word']}{marks[3]}"
            case "day":
                return found["day"].replace(" ", NARROW)
            case "kept" | None:
                return found[0]
            case kind:
                return _PLAIN[kind]

    return _RULES.sub(one, sentence)
