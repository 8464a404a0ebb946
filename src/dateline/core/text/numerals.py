"""Numbers as people write them, by language: in digits with different separators, and in words."""

import re
from decimal import Decimal
from functools import cache
from itertools import product

COMMA_DECIMAL = frozenset({"de", "fr", "es", "it", "nl", "pt", "sv"})
"""Languages that write 1.234,5 where English has 1,234.5."""
FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal("0.33"), "⅔": Decimal("0.67")}

_GROUP = 3
_HUNDRED, _MILLION = 100, 10**6
_INDIAN = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}")
_NARROW = re.compile("[ '’\u00a0\u2009\u202f]")

_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_GERMAN = (
    "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
)
_ZEHNER = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_FRENCH = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
_SPANISH = (
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho "
    "diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_DECENAS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_CENTENAS = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
_DIZAINES = "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt"

SCALES = {
    "en": {
        "hundred": 10**2,
        "thousand": 10**3,
        "million": 10**6,
        "billion": 10**9,
        "trillion": 10**12,
        "dozen": 12,
        "lakh": 10**5,
        "crore": 10**7,
    },
    "de": {
        "hundert": 10**2,
        "tausend": 10**3,
        "million": 10**6,
        "millionen": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
        "billion": 10**12,
        "billionen": 10**12,
        "dutzend": 12,
    },
    "fr": {
        "cent": 10**2,
        "cents": 10**2,
        "mille": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "douzaine": 12,
    },
    "es": {
        "cien": 10**2,
        "ciento": 10**2,
        "mil": 10**3,
        "millón": 10**6,
        "millones": 10**6,
        "docena": 12,
    },
}
_ARTICLES = {"en": ("a", "an"), "de": ("eine", "einer", "ein"), "fr": ("un", "une"), "es": ("un", "una")}
_HALVES = {"en": ("half",), "de": ("halbe", "halben"), "fr": ("demi",), "es": ("medio", "media")}
_AND = {"en": "and", "de": "und", "fr": "et", "es": "y"}
_COMPOUND = ("hundert", "tausend")
"""What German writes together with the number before it."""
_BARE = frozenset({"hundert", "tausend", "cent", "mille", "cien", "mil"})
"""Scales that are a number by themselves, as "hundred" is not."""


def read_digits(text: str, language: str) -> tuple[Decimal, int] | None:
    """The number written in digits with points, commas and spaces, and how many decimals it has; None if it is not a number.

    If there are marks of two kinds, the last is the decimal mark. For a single comma or point before three digits the language
    decides; before more or fewer digits it is the decimal mark.
    """
    if text.isdecimal():
        return Decimal(text), 0
    fraction = FRACTIONS.get(text[-1:])
    if fraction is not None:
        before = read_digits(text[:-1], language) if text[:-1] else (Decimal(0), 0)
        return (before[0] + fraction, 2) if before and not before[1] else None
    plain = _NARROW.sub("", text)
    whole, decimals = _parted(plain, language)
    if whole is None or not _is_grouped(whole):
        return None
    return Decimal(re.sub(r"[.,]", "", whole) + (f".{decimals}" if decimals else "")), len(decimals)


def _parted(text: str, language: str) -> tuple[str | None, str]:
    """The digits before and after the decimal mark; None if there is more than one decimal mark."""
    marks = re.findall(r"[.,]", text)
    if len(set(marks)) == 2:  # noqa: PLR2004  # both kinds
        whole, _, decimals = text.rpartition(marks[-1])
        return (whole if marks.count(marks[-1]) == 1 else None), decimals
    if len(marks) != 1:
        return text, ""
    whole, decimals = text.split(marks[0])
    is_decimal = (
        len(decimals) != _GROUP or whole == "0" or len(whole) > _GROUP or (marks[0] == ",") == (language in COMMA_DECIMAL)
    )
    return (whole, decimals) if is_decimal else (text, "")


def _is_grouped(whole: str) -> bool:
    """Whether digits are in one group, in groups of three, or in the groups of lakh and crore."""
    first, *groups = re.split(r"[.,]", whole)
    return not groups or bool(_INDIAN.fullmatch(whole)) or (len(first) <= _GROUP and all(len(one) == _GROUP for one in groups))


@cache
def small_numbers(language: str) -> dict[str, int]:
    """A language's words for 1 to 99, and those that write more in one word, in lower case."""
    if language == "de":
        ones = {word: value for value, word in enumerate(_GERMAN.split(), 1)}
        tens = {word: 10 * value for value, word in enumerate(_ZEHNER.split(), 2)}
        joined = {f"{one}und{ten}": ones[one] + tens[ten] for one, ten in product(list(ones)[:9], tens)}
        below_hundred = {**ones, **tens, **joined}
        hundreds = {f"{one}{_COMPOUND[0]}": 100 * ones[one] for one in list(ones)[:9]}
        thousands = {f"{one}{_COMPOUND[1]}": 1000 * value for one, value in below_hundred.items()}
        return {**below_hundred, **hundreds, **thousands, "eins": 1}
    if language == "fr":
        ones = {word: value for value, word in enumerate(_FRENCH.split(), 1)}
        found = dict(ones)
        for ten, word in enumerate(_DIZAINES.split(), 2):
            base = 10 * ten - (10 if ten in (7, 9) else 0)
            found.setdefault(word, base)
            numbers = {one: base + value for one, value in ones.items() if 10 * ten <= base + value < 10 * ten + 10}
            found |= {f"{word}{joint}{one}": value for one, value in numbers.items() for joint in ("-", "-et-")}
        return {**found, "quatre-vingts": 80}
    if language == "es":
        ones = {word: value for value, word in enumerate(_SPANISH.split(), 1)}
        tens = {word: 10 * value for value, word in enumerate(_DECENAS.split(), 3)}
        return {
            **ones,
            **tens,
            **{f"{word}{ending}": 100 * value for value, word in enumerate(_CENTENAS.split(), 2) for ending in ("os", "as")},
        }
    ones = {word: value for value, word in enumerate(_ENGLISH.split(), 1)}
    tens = {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
    return {**ones, **tens}


@cache
def spelt(language: str) -> str:
    """A regular expression for a run of words that may be numbers, such as "two and a half million"."""
    words = sorted((*small_numbers(language), *SCALES[language], *_ARTICLES[language], *_HALVES[language]), key=len, reverse=True)
    word = "|".join(map(re.escape, words))
    return rf"\b(?:{word})(?:(?:[\s-]|\s{_AND[language]}\s)(?:{word}))*\b"


def number_words() -> str:
    """A pattern for the words of all languages that make a number, without articles: a number in words has at least one."""
    words = (word for language in SCALES for word in (*small_numbers(language), *SCALES[language], *_HALVES[language]))
    parts = {part for word in words if not word.endswith(_COMPOUND) for part in word.split("-")}
    return "|".join((*sorted(parts), rf"\w{{0,20}}(?:{'|'.join(_COMPOUND)})"))


def read_run(run: str, language: str) -> list[tuple[int, int, Decimal]]:
    """The start, end and value of each number in a run of words: from the left, as many words as make one number."""
    parts = re.finditer(r"\S+" if language == "fr" else r"[^\s-]+", run)  # "vingt-cinq" is one word, "twenty-five" two
    words = [(match.start(), match.end(), match[0].casefold()) for match in parts]
    found = []
    at = 0
    while at < len(words):
        ends = range(len(words), at, -1)
        end, value = next(
            ((end, value) for end in ends if (value := _value([word for *_, word in words[at:end]], language))), (at, None)
        )
        if value is not None:
            found.append((words[at][0], words[end - 1][1], value))
        at = max(end, at + 1)
    return found


def _value(words: list[str], language: str) -> Decimal | None:
    """The value of a number in words; None if they are not one number, such as "two three" or "a"."""
    small, scales = small_numbers(language), SCALES[language]
    total, current, least = Decimal(0), None, Decimal(10) ** 30
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if not _may_stand(before, word, after, language) or (word == _AND[language] and current is None and least >= _MILLION):
            return None
        if word in small and not (word in _ARTICLES[language] and after in _HALVES[language]):
            if (current := _joined(current, small[word])) is None:
                return None
        elif word in _HALVES[language]:
            current = (current or Decimal(0)) + Decimal("0.5")
        elif word in scales:
            current = (Decimal(1) if current is None else current) * scales[word]
            if scales[word] != _HUNDRED and current < least:  # "two hundred" goes on
                total, current, least = total + current, None, Decimal(scales[word])
    return None if current is not None and current >= least else total + (current or 0)


def _may_stand(before: str, word: str, after: str, language: str) -> bool:
    """Whether a word may be between these two in a number; `before` is empty for the first word and `after` for the last."""
    articles, halves, scales = _ARTICLES[language], _HALVES[language], SCALES[language]
    if word in small_numbers(language):
        return True
    if word in articles:
        return after in scales or after in halves
    if word in halves:
        return after in scales or after in articles or before in articles
    return bool(before) or word in _BARE if word in scales else word == _AND[language] and bool(before and after)


def _joined(current: Decimal | None, value: int) -> Decimal | None:
    """A number and a smaller one after it, as in "twenty five" and "two hundred and five"; None if they make no number."""
    if current is None:
        return Decimal(value)
    is_ten = current < 100 and current % 10 == 0 and current >= 20 and value < 10  # noqa: PLR2004
    is_hundred = current >= 100 and current % 100 == 0 and value < 100  # noqa: PLR2004
    return current + value if is_ten or is_hundred else None
