"""Words for shares, spans of time, weekdays, months and times of day in English, German, French and Spanish."""

import re

from dateline.core.text.month_names import MONTH_NAMES

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
_RELATIVE = (
    r"(?:this|next|last)\s(?:week|weekend|month|year)|(?:diese|nächste|kommende)[nmrs]?\s(?:Woche|Monat|Jahr)|"
    r"(?:cette semaine|la semaine prochaine|ce mois-ci|le mois prochain|l['’]an prochain|l['’]année prochaine)|"
    r"(?:esta semana|la semana próxima|la próxima semana|este mes|el mes próximo|el próximo mes|el próximo año)"
)
RELATIVE = re.compile(rf"\b(?i:{_RELATIVE})\b")
"""A week, a month or a year seen from today."""

_WEEKDAYS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
)
WEEKDAY_NAMES = frozenset(" ".join(_WEEKDAYS).split())
"""The names of the weekdays."""
WEEKDAYS = {name.casefold(): number for names in _WEEKDAYS for number, name in enumerate(names.split())}
"""A weekday, in small letters → its number, from 0 for Monday."""
WEEKDAY = re.compile(rf"\b(?:{'|'.join(sorted(WEEKDAY_NAMES))})\b")
"""A weekday."""

_ENGLISH_MONTHS = "January February March April May June July August September October November December"
_SEASONS = (
    "spring summer autumn winter Frühjahr Frühling Sommer Herbst Winter printemps été automne hiver "
    "primavera verano otoño invierno"
)
TIME_NAMES = frozenset((*_ENGLISH_MONTHS.split(), *_SEASONS.split(), *filter(str.isalpha, MONTH_NAMES)))
"""The names of months and seasons."""
TIME_WORDS = frozenset(map(str.casefold, TIME_NAMES))
"""The same in small letters."""
_LEADS = (
    "in by until till since from of for to next last early late mid before after during this through around "
    "im ab bis seit vor nach ende anfang mitte en fin début avant après dès depuis jusqu'en desde hasta"
)
BARE_MONTH = re.compile(
    rf"\b(?i:{'|'.join(_LEADS.split())})[\s-](?:(?:the|der|den|dem|de)\s)?(?P<when>(?:{'|'.join(sorted(TIME_NAMES))})\b)"
)
"""A month or a season without a day or a year, after a word that shows that it is one."""
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
    r"(?=\s(?:of|the|de|des|del|der|aller)\b|\s?[\[.,;])"
)
"""A share in words; the name of its group has the percentage."""

SHARE_WORDS = frozenset(
    "half third thirds quarter quarters fifth tenth hälfte drittel viertel fünftel zehntel "
    "moitié tiers quart quarts cinquième dixième mitad tercio tercios cuarto cuartos quinto décimo".split()
)
"""A share has one of these words, in small letters."""
RELATIVE_WORDS = frozenset("week weekend month year woche monat jahr semaine mois-ci mois an année semana mes año".split())
"""A week, month or year seen from today has one of these words, in small letters."""
