"""Figures as people write them, by language and by form."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.text import figures
from dateline.core.text.currencies import CODES, NAMED, TABLE
from dateline.core.text.language import language_of
from dateline.core.text.numerals import read_digits, read_run

MILLION, BILLION = 10**6, 10**9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a decimal comma, and groups, by form and by language
        ("Shares fell 1,57% on Friday.", [("1.57", "percent")]),
        ("The gate moved by 0,188 per cent.", [("0.188", "percent")]),
        ("It cost 12,345 dollars.", [(12345, "USD")]),
        ("Das Dock kostet 12,345 Euro und die Brücke 1.234.567 Euro.", [("12.345", "EUR"), (1234567, "EUR")]),
        ("Die Stadt hat 5.000 Einwohner und das Dorf 12,5 Prozent davon.", [(5000, "plain"), ("12.5", "percent")]),
        ("Le port a payé 1.234,5 millions d'euros et 3,5 % de plus.", [("1234.5e6", "EUR"), ("3.5", "percent")]),
        (
            "Le pont coûte 23 000 euros, 40 000 francs et 1 500 000 dollars de plus.",
            [(23000, "EUR"), (40000, "CHF"), (1500000, "USD")],
        ),
        (
            "Mille personnes et deux cents agents, entre 3 et 5 millions d’euros.",
            [(1000, "plain"), (200, "plain"), (3 * MILLION, "EUR"), (5 * MILLION, "EUR")],
        ),
        (
            "El puerto pide 6 millones de euros, 3 mil millones de dólares y dos mil grúas.",
            [(6 * MILLION, "EUR"), (3 * 10**9, "USD"), (2000, "plain")],
        ),
        (
            "Son treinta y cinco barcos, doscientos camiones y de 3 a 5 millones de cajas en el puerto.",
            [(35, "plain"), (200, "plain"), (3 * MILLION, "plain"), (5 * MILLION, "plain")],
        ),
        (
            "Zweitausend Briefe und dreihundert Anrufe kamen, dazu zwischen 3 und 5 Millionen Euro.",
            [(2000, "plain"), (300, "plain"), (3 * MILLION, "EUR"), (5 * MILLION, "EUR")],
        ),
        ("The list of 23 000 ships.", [(23, "plain"), (0, "plain")]),
        ("The port lent ₹2,50,000 and ₹1,20,00,000.", [(250000, "INR"), (12000000, "INR")]),
        ("It took 3½ years, 1'000 men and 10\u202f000 stones.", [("3.5", "plain"), (1000, "plain"), (10000, "plain")]),
        ("It is 1,000½ metres long, and not 3.5½.", [("1000.5", "plain")]),
        ("See 1,2,3 and version 3.5.1.", []),
        # words
        ("Twenty-five divers, a dozen cranes and half a million people.", [(25, "plain"), (12, "plain"), (500000, "plain")]),
        ("two and a half million, one hundred and five, thirty", [(2.5 * MILLION, "plain"), (105, "plain"), (30, "plain")]),
        ("three hundred thousand euros; a hundred thousand dollars", [(300000, "EUR"), (100000, "USD")]),
        ("between four and six, two three", [(4, "plain"), (6, "plain"), (2, "plain"), (3, "plain")]),
        ("Fünfundzwanzig Taucher und eine halbe Million Euro für das Dock.", [(25, "plain"), (500000, "EUR")]),
        ("Le port a vingt-cinq navires et deux millions d'arbres dans la ville.", [(25, "plain"), (2 * MILLION, "plain")]),
        ("A man, half a day and a few others.", []),
        # scales
        (
            "₹5 crore, 3 lakh; 5 Mio. Euro, 4 Mrd. Euro",
            [(5 * 10**7, "INR"), (300000, "plain"), (5 * MILLION, "EUR"), (4 * BILLION, "EUR")],
        ),
        ("新闸桥耗资5亿元，有3万人。", [(5 * 10**8, "CNY"), (30000, "plain")]),
        ("橋は20億円で、5万人が見た。", [(20 * 10**8, "JPY"), (50000, "plain")]),
        # shares
        ("by 5 percentage points, 50 basis points, 25bps", [(5, "points"), ("0.5", "points"), ("0.25", "points")]),
        ("Um 5 Prozentpunkte auf 12 Prozent, sagt das Amt der Stadt.", [(5, "points"), (12, "percent")]),
        ("One in five ships, 3 out of 4 captains.", [(20, "percent"), (75, "percent")]),
        ("One in three days.", [(3, "plain")]),
        # money
        ("HK$3.2bn, A$5, NZ$6, R$7, NT$8", [("3.2e9", "HKD"), (5, "AUD"), (6, "NZD"), (7, "BRL"), (8, "TWD")]),
        ("100 kroner, 5 million francs, 20 SEK, 30 zloty", [(100, "NOK"), (5 * MILLION, "CHF"), (20, "SEK"), (30, "PLN")]),
        ("RMB 7 million, CHF 3, 5 UAH, 10 rupees", [(7 * MILLION, "CNY"), (3, "CHF"), (5, "UAH"), (10, "INR")]),
        # what is none
        ("It opens at 14:30, at 14.30, at 3 pm, 9 a.m. and 15 Uhr.", []),
        ("He reads Feed Two, drives in Formula One and lives at Gate Three.", []),
        ("In 2018-19 it grew.", []),
    ],
)
def test_a_figure_has_its_value_and_unit(text: str, expected: list[tuple[object, str]]) -> None:
    """The number is read by the form that it is written in and by the language of its text."""
    assert [(figure.value, figure.unit) for figure in figures(text)] == [(Decimal(str(value)), unit) for value, unit in expected]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("$3.2bn", "HK$3.2bn", True),
        ("US$3.2bn", "HK$3.2bn", False),
        ("¥5m", "5 million yuan", True),
        ("5 million yen", "5 million yuan", False),
        ("100 kroner", "DKK 100", True),
        ("100 kroner", "100 kronor", False),
        ("0.5 percentage points", "50 basis points", True),
        ("5 per cent", "5 percentage points", False),
        ("−3 metres", "3 metres", False),
        ("−0.3%", "it fell by 0.3%", True),
        ("minus 3 degrees", "-3 degrees", True),
        ("One in three ships", "33%", True),
        ("half a million", "500,000", True),
    ],
)
def test_figures_agree_by_unit_and_sign(one: str, other: str, expected: bool) -> None:  # noqa: FBT001  # a column of the table
    """A bare sign may be any of its currencies; a number below zero is not one above, unless words say that it fell."""
    (first,), (second,) = figures(one), figures(other)

    assert first.agrees(second) is second.agrees(first) is expected


def test_a_minus_belongs_to_its_figure() -> None:
    """It is a part of the words, and no dash between two words is one."""
    (cold,) = figures("It was −3.5 degrees.")

    assert (cold.text, cold.sign) == ("−3.5", "-")
    assert [figure.sign for figure in figures("60-70%, a 24-hour test – 5 ships")] == ["", "", "", ""]


@pytest.mark.parametrize("code", CODES)
def test_every_currency_is_known_by_its_code(code: str) -> None:
    """Each code of ISO 4217 in use names its currency, before the number and after it."""
    assert [(figure.unit, figure.value) for figure in figures(f"{code} 20 and 30 {code}")] == [
        (code, Decimal(20)),
        (code, Decimal(30)),
    ]


def test_the_table_of_currencies_has_each_code_once() -> None:
    """A code is on only one line, but a name may be on several."""
    assert len(set(CODES)) == len(CODES) > 140
    assert NAMED["kroner"] == ("NOK", "DKK")
    assert all(len(line.split()[0]) == 3 for line in TABLE.strip().splitlines())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The port is open and the gate is shut.", "en"),
        ("Der Hafen ist offen und das Tor ist zu.", "de"),
        ("Le port est ouvert et la porte est fermée dans la ville.", "fr"),
        ("El puerto está abierto y la puerta está cerrada por los barcos.", "es"),
        ("5%", "en"),
        ("", "en"),
        ("新闸桥", "en"),
    ],
)
def test_a_language_is_told_by_its_little_words(text: str, language: str) -> None:
    """Where they do not decide, it is English."""
    assert language_of(text) == language


@given(st.integers(1, 999_999_999))
def test_grouped_digits_are_read_back(number: int) -> None:
    """Groups of three, by comma in English and by point in German, name the number."""
    assert read_digits(f"{number:,}", "en") == (Decimal(number), 0)
    assert read_digits(f"{number:,}".replace(",", "."), "de") == (Decimal(number), 0)


@given(st.lists(st.sampled_from("one twenty five hundred thousand million a half and dozen".split()), min_size=1, max_size=8))
def test_any_run_of_number_words_is_read(words: list[str]) -> None:
    """The numbers in a run follow each other, and none is below a half."""
    run = " ".join(words)
    ends = [0]
    for start, end, value in read_run(run, "en"):
        assert ends[-1] <= start < end <= len(run)
        assert value >= Decimal("0.5")
        ends.append(end)


@given(st.text(max_size=80))
def test_figures_stand_in_their_text(text: str) -> None:
    """Whatever the text, each figure is cut out of it by its offsets, in order."""
    found = figures(text)

    assert all(text[figure.start : figure.end] == figure.text for figure in found)
    assert [figure.start for figure in found] == sorted(figure.start for figure in found)
