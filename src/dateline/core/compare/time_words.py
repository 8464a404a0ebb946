"""Words for shares, spans of time, weekdays, months and times of day in English, German, French and Spanish."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain

from dateline.core.text.month_names import MONTH_NAMES
from dateline.core.text.numbers_near import may_have_numbers
from dateline.core.text.tables import WEEKDAYS

_MINUTES = {
    1: "minute minutes minuten minuto minutos",
    60: "hour hours stunde stunden heure heures hora horas",
    24 * 60: "day days tag tage tagen jour jours día días",
    7 * 24 * 60: "week weeks woche wochen semaine semaines semana semanas",
    30 * 24 * 60: "month months monat monate monaten mois mes meses",
    365 * 24 * 60: "year years jahr jahre jahren an ans année années año años",
}
SPANS = {word: minutes for minutes, words in _MINUTES.items() for word in words.split()}
"""A unit of time, in small letters → its minutes; those of months and years are about right."""

A_SPAN = re.compile(
    r"\b(?i:for|in|within|only|just|least|than|about|nearly|almost|another|after|takes?|lasts?|lasted|last|nur|für|binnen|noch|seit|"
    r"dans|pendant|depuis|durante|en|unos)\s(?P<span>(?:a|an|one|eine[mnr]?|ein|une?|una?)\s(?P<unit>[^\W\d_]+))"
)
"""What may be a single unit of time: "for a week", but not "twice a week"."""
_SEASONS = (
    "spring summer autumn winter Frühjahr Frühling Sommer Herbst Winter printemps été automne hiver "
    "primavera verano otoño invierno"
)
_RELATIVE = (
    r"(?:this|next|last)\s(?:week|weekend|month|year)|(?:diese|nächste|kommende)[nmrs]?\s(?:Woche|Monat|Jahr)|"
    r"(?:cette semaine|la semaine prochaine|ce mois-ci|le mois prochain|l['’]an prochain|l['’]année prochaine)|"
    r"(?:esta semana|la semana próxima|la próxima semana|este mes|el mes próximo|el próximo mes|el próximo año)"
)
RELATIVE = re.compile(rf"\b(?i:{_RELATIVE})\b")
"""A week, a month or a year seen from today."""

WEEKDAY_NAMES = frozenset(chain.from_iterable(WEEKDAYS))
"""The names of the weekdays, as written."""
WEEKDAY = re.compile(rf"\b(?:{'|'.join(sorted(WEEKDAY_NAMES))})\b")
"""A weekday."""

_ENGLISH_MONTHS = "January February March April May June July August September October November December"
TIME_NAMES = frozenset((*_ENGLISH_MONTHS.split(), *_SEASONS.split(), *filter(str.isalpha, MONTH_NAMES)))
"""The names of months and seasons."""
_LEADS = (
    "in by until till since from of for to next last early late mid before after during this through around "
    "im ab bis seit vor nach ende anfang mitte en fin début avant après dès depuis jusqu'en desde hasta"
)
_PARTS_OF_TIME = (
    r"this|next|last|early|late|mid|(?:the\s)?(?:end|start|beginning)\sof|Anfang|Mitte|Ende|début|mi|fin|"
    r"(?:principios|mediados|finales)\sde"
)
_TIME = "|".join(sorted(TIME_NAMES))
BARE_MONTH = re.compile(
    rf"\b(?:(?P<part>(?i:{_PARTS_OF_TIME})[\s-](?:{_TIME}))|"
    rf"(?i:{'|'.join(_LEADS.split())})[\s-](?:(?:the|der|den|dem|de)\s)?(?P<whole>{_TIME}))\b"
)
"""A month or a season without a day or a year, after a word that shows that it is one."""
PART_OF_TIME = re.compile(rf"\b(?P<part>(?i:{_PARTS_OF_TIME}))[\s-]$")
"""What may be before a month or a year that is only a part of it."""
CLOCK = re.compile(
    r"\b(?:[01]?\d|2[0-3])(?::[0-5]\d)?\s?[ap]\.?m\b\.?|\b(?:[01]?\d|2[0-3]):[0-5]\d\b|"
    r"\b(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?\sUhr\b|\b(?:[01]?\d|2[0-3])\s?h(?:[0-5]\d)?\b"
)
"""A time of day."""

_PARTS = {
    50: r"(?<!first )(?<!second )(?<!other )half(?!-)|die Hälfte|la moitié|la mitad",
    33: r"(?:a|one)[ -]third|ein Drittel|un tiers|un tercio",
    67: r"two[ -]thirds|zwei Drittel|(?:les )?deux tiers|dos tercios",
    25: r"(?:a|one)[ -]quarter|ein Viertel|un quart|un cuarto",
    75: r"three[ -]quarters|drei Viertel|(?:les )?trois quarts|tres cuartos",
    20: r"(?:a|one)[ -]fifth|ein Fünftel|un cinquième|un quinto",
    10: r"(?:a|one)[ -]tenth|ein Zehntel|un dixième|un décimo",
}
SHARE = re.compile(
    rf"\b(?i:{'|'.join(f'(?P<p{percent}>{words})' for percent, words in _PARTS.items())})"
    r"(?=\s(?:of|the|de|des|del|der|aller)\b|\s{2}|\s?[.,;]|$)"
)
"""A share in words; the name of its group has the percentage."""

_ORDERS = (
    ("first second third fourth fifth sixth seventh eighth ninth tenth", " "),
    ("erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte", " n r s m"),
    ("premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième", " "),
    ("première", " "),
    ("primer segund tercer cuart quint sext séptim octav noven décim", " o a"),
)
ORDERS = {
    word + ending: number
    for words, endings in _ORDERS
    for number, word in enumerate(words.split(), 1)
    for ending in endings.split(" ")
}
"""A place in an order, in small letters → its number."""


def order(word: str) -> int:
    """The number of a place in an order; 0 if a word is not one."""
    digits = word[:-2] if word.endswith(("st", "nd", "rd", "th")) else ""
    return int(digits) if digits.isdecimal() else ORDERS.get(word.casefold(), 0)


VAGUE = re.compile(
    r"\b(?i:(?P<count>(?:tens\sof\sthousands|hundreds\sof\sthousands|(?:several|many)\s(?:hundred|thousand|dozen)|"
    r"hundreds|thousands|dozens|millions|hunderte|tausende|dutzende|zehntausende|hunderttausende|millionen)"
    r"|(?:dizaines|centaines|milliers|cientos|miles|decenas|docenas|centenares)(?=\s(?:de\b|d['’]))))\b"
)
"""A number that is only rough."""

_CUES: dict[str, AbstractSet[str]] = {
    "share": set(
        "half third thirds quarter quarters fifth tenth hälfte drittel viertel fünftel zehntel moitié tiers quart quarts "
        "cinquième dixième mitad tercio tercios cuarto cuartos quinto décimo".split()
    ),
    "relative": set("week weekend month year woche monat jahr semaine mois année prochain semana mes año".split()),
    "vague": set(
        "hundreds thousands dozens millions several many hunderte tausende dutzende zehntausende hunderttausende millionen "
        "dizaines centaines milliers cientos miles decenas docenas centenares".split()
    ),
    "span": SPANS.keys() - {"an"} | {"un"},
    "weekday": WEEKDAY_NAMES,
    "month": TIME_NAMES,
}
_WORD = re.compile(r"\w+")


@lru_cache(16_384)
def cues(word: str) -> frozenset[str]:
    """What characters without white space between them may belong to: a number, a share, a date and so on."""
    parts = {spelling for part in _WORD.findall(word) for spelling in (part, part.casefold())}
    found = {kind for kind, words in _CUES.items() if not words.isdisjoint(parts)}
    if may_have_numbers(word):
        found.add("number")
    if any(map(str.isdecimal, word)):
        found.add("digit")
    return frozenset(found)
