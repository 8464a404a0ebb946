import json
from decimal import Decimal
from pathlib import Path

import pytest

from dateline.core.text import (
    Figure,
    clean,
    dates,
    figures,
    find_pieces,
    find_quote,
    fold,
    hedges,
    is_cut,
    names,
    one_per_line,
    quotations,
    sentences,
    significant_words,
    similarity,
    unsafe_characters,
)


@pytest.mark.parametrize(
    "parts",
    [
        ("It rained.", "Then it stopped."),
        ("Dr. Vane met J. K. Osei at Quay Inc. on 5 May.", "The U.S. grew."),
        ("Shares of Quay Inc. The board left.",),
        ("It cost $1.5 bn.", "It sank."),
        ("See No. 5 and Fig. 3.", "He said no.", "Then he left."),
        ("The case Vane v. Osei, i.e. the second, ended.",),
        ("It moved to the U.S.", "The harbour stayed."),
        ("On Sept. 5 it opened.",),
        ("Is it so? perhaps.",),
        ("“Really?” he asked.", "“No.”", "“Yes.”"),
        ("Then... it ended…", "Nobody knew."),
        ("He left.", "(So did she.)", "[Later.]"),
        ("The plan stands [@a].", "It costs more. [@b; @c] [3]", "Why?[@d]", "Nobody says."),
        ("你好。", "世界！", "是吗？"),
        ("هل هذا صحيح؟", "نعم."),
        ("node.js 3.5.1 is at example.org/a?b=c and $2.5.",),
        ("1. The first point.", "2. The second."),
        ("Am 29. Juli schließt der Hafen, und am 3. Mai öffnet er nicht, z.B. für die Fähre.", "Es regnet."),
        ("„Wir kommen wieder.“", "Das war am 3. Mai.", "Er ging."),
        ("« C'est faux. »", "Le maire l'a dit à M. Roux.", "« Non ! » dit-il."),
        ("«Es falso.»", "Lo dijo la Sra. Ruiz.", "¿Quién paga?", "Nadie."),
        ("Yahoo! said so.",),
        ("They bought Yahoo! Japan in May.",),
        ("They bought Yahoo!", "The price was high."),
        ("Prices rose approx. 5 per cent, e.g. in May.",),
    ],
)
def test_sentences(parts):
    """A sentence ends where a reader says it does, and keeps the citations after its full stop."""
    joined = " ".join(parts)
    expected = {
        "Shares of Quay Inc. The board left.": ("Shares of Quay Inc.", "The board left."),
        "Is it so? perhaps.": ("Is it so?", "perhaps."),
    }.get(joined, parts)

    assert sentences(joined) == expected


def test_signs_without_spaces_end_sentences():
    """Chinese sentences need no white space between them."""
    assert sentences("你好。世界。") == ("你好。", "世界。")


def test_lines_and_bullets():
    """A line break is a space; a blank line and a bullet end a sentence that has no full stop."""
    text = "A head line\n\nIt rained\n  all day. It stopped.\n- one\n• two\n  more\n\n\n"

    assert sentences(text) == ("A head line", "It rained all day.", "It stopped.", "- one", "• two more")


def test_canonical_form():
    """Prose has one sentence per line and one blank line between paragraphs."""
    assert one_per_line("It  rained.\tThen\nit stopped.\n\n \n\nWhy?\n") == "It rained.\nThen it stopped.\n\nWhy?"


def test_no_text_has_no_sentences():
    """White space alone is no sentence."""
    assert (sentences(" \n\n "), one_per_line("\n")) == ((), "")


@pytest.mark.parametrize("piece", ["word ", "a. ", ". [@ x", "[@k] ", '."', "... ", "? ", "v. "])
def test_hostile_prose_takes_linear_time(piece):
    """A megabyte without an end, and a hundred thousand citations, are split within the test's time limit."""
    assert sentences(piece * 200_000)


@pytest.mark.parametrize("read", [figures, dates, names, quotations, hedges, fold, significant_words, unsafe_characters, is_cut])
@pytest.mark.parametrize("piece", ["1,234", "May 8 ", "‘a ", '"a ', "A.", "\u202a", "...", "[@"])
def test_hostile_text_takes_linear_time(read, piece):
    """Repetition that makes a careless pattern explode is read within the test's time limit."""
    read(piece * 20_000)


BILLION = 10**9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 2.7% lead", [("2.7", "percent")]),
        ("by 60 per cent, 5 percent or 3 percentage points", [("60", "percent"), ("5", "percent"), ("3", "points")]),
        ("US$45bn, $1.5 billion and $300M", [(45 * BILLION, "USD"), ("1.5e9", "USD"), ("3e8", "USD")]),
        ("€2.50, £3k, ¥5m and RMB 7 million", [("2.50", "EUR"), (3000, "GBP"), ("5e6", "¥"), ("7e6", "CNY")]),
        ("5 million yuan, 3 US dollars, 2 trillion yen", [("5e6", "CNY"), (3, "USD"), ("2e12", "JPY")]),
        ("valued at $45–50B", [(45 * BILLION, "USD"), (50 * BILLION, "USD")]),
        ("60-70% or 3 to 5 million", [(60, "percent"), (70, "percent"), ("3e6", "plain"), ("5e6", "plain")]),
        ("between 4 and 6 percent", [(4, "percent"), (6, "percent")]),
        ("4 and 6 percent", [(4, "plain"), (6, "percent")]),
        ("1,234,567 and 1'000 and 10\u202f000", [(1234567, "plain"), (1000, "plain"), (10000, "plain")]),
        ("10x, 3× and four times, ten-fold", [(10, "times"), (3, "times"), (4, "times"), (10, "times")]),
        ("Five labs, twelve chips, two hundred people", [(5, "plain"), (12, "plain"), (200, "plain")]),
        ("no one but one million and one percent", [("1e6", "plain"), (1, "percent")]),
        ("a 38B-parameter model with 24-hour tests", [("38e9", "plain"), (24, "plain")]),
        ("H100, 910C, GPT-4o, v3, 5G, 2nd, 1970s, COVID-19", []),
        ("on 2026-05-17, 8 May 2026, in 2026, May 8, Q1 2026, 2025", []),
        ("at 11:30, 24/7, version 3.5.1", []),
        ("as said [@wire-5-percent; @a-2026] and [12]", []),
        ("₹5 crore, 3 lakh", [("5e7", "INR"), ("3e5", "plain")]),
    ],
)
def test_figures(text, expected):
    """A figure has its value with the scale applied, and its unit; names, dates and citations are not figures."""
    assert [(figure.value, figure.unit) for figure in figures(text)] == [(Decimal(value), unit) for value, unit in expected]


def test_figures_know_their_place():
    """A figure's offsets cut its words out of the text."""
    text = "It cost about $1.5 billion, or 3%."
    first, second = figures(text)

    assert (text[first.start : first.end], first.text) == ("$1.5 billion", "$1.5 billion")
    assert text[second.start : second.end] == "3%"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("$16.2B", "16.2 billion dollars", True),
        ("$16.2B", "$16.23 billion", True),
        ("$16.2B", "$16.26 billion", False),
        ("$16.2B", "$16.3 billion", False),
        ("60%", "60.4 percent", True),
        ("60%", "61%", False),
        ("3%", "3", False),
        ("¥5m", "5 million yuan", True),
        ("5 million yen", "5 million yuan", False),
        ("three", "3", True),
    ],
)
def test_figures_agree_at_the_digits_given(one, other, expected):
    """Two figures agree if they have the same unit and are equal to the digits of the less precise one."""
    (first,), (second,) = figures(one), figures(other)

    assert first.agrees(second) is expected
    assert second.agrees(first) is expected


def test_headline_capitals():
    """Scales, units and the words of a range may be capitalised, as headlines do."""
    assert [figure.value for figure in figures("Between 45 and 50 Billion")] == [Decimal(45 * 10**9), Decimal(50 * 10**9)]
    (amount,), (share,) = figures("China to Invest at $50 Billion"), figures("30 Percent of All Downloads")

    assert (amount.value, amount.unit) == (Decimal(50 * 10**9), "USD")
    assert (share.value, share.unit) == (Decimal(30), "percent")


def test_figures_are_values():
    """Equal words in the same place make equal figures."""
    assert figures("5%") == (Figure("5%", Decimal(5), "percent", Decimal(1), 0, 2),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 2026-05-17 and 2026/05/18T11:30:00Z", ["2026-05-17", "2026-05-18"]),
        ("8 May 2026, 9th of June 2026", ["2026-05-08", "2026-06-09"]),
        ("May 8, 2026; Sept. 9 2026", ["2026-05-08", "2026-09-09"]),
        ("May 2026 or 2026-04", ["2026-05", "2026-04"]),
        ("Q1 2026, 3Q26, H2 FY2025, second quarter of 2024", ["2026-Q1", "2026-Q3", "2025-H2", "2024-Q2"]),
        ("since 2024, mid-2025, the 2026 report (2023), China's 2022 plan", ["2024", "2025", "2026", "2023", "2022"]),
        ("Stanford 2026 AI Index, from 2019-2021", ["2026", "2019", "2021"]),
        ("on May 8 and 3 June", ["--05-08", "--06-03"]),
        ("2026年5月17日 and 2025年", ["2026-05-17", "2025"]),
        ("it may be 2000 people in 2048 units, 2026-13-45, mayor 5", []),
        ("as [@wire-2026-05-17] says", []),
        ("First Quarter of 2026, THIRD quarter of 2025, Second Half 2024", ["2026-Q1", "2025-Q3", "2024-H2"]),
        ("In 2024, SINCE 2025, Early 2026, FY 2023, fy2022, Fiscal 2021", ["2024", "2025", "2026", "2023", "2022", "2021"]),
        ("2H 2024, H1 2025, 4Q24", ["2024-H2", "2025-H1", "2024-Q4"]),
        ("it may 8 times march 3 steps, dec 5, 3q26, h1 2025, 5 may 2026", []),
        ("January 31, FEBRUARY 3, Sept 9, Sep 8, Dec. 5", ["--01-31", "--09-09", "--09-08", "--12-05"]),
    ],
)
def test_dates(text, expected):
    """A date is as precise as it is written; a bare number is a year only if the words around it show it."""
    assert [moment.value for moment in dates(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Haus schließt am 31. Dezember und nicht am 1. April 2027.", ["--12-31", "2027-04-01"]),
        ("Am 15. September tagt der Rat, im Oktober 2026 der Kreis.", ["--09-15", "2026-10"]),
        ("Stand 31.12.2026 war das Haus seit 2019 zu, im Jahr 1999 auf.", ["2026-12-31", "2019", "1999"]),
        ("Le pont rouvre le 1er octobre ou le 3 mai 2027.", ["--10-01", "2027-05-03"]),
        ("Les poutres datent de 1971, il est fermé depuis 2019, jusqu'en mars 2027.", ["1971", "2019", "2027-03"]),
        ("La huelga empieza el 3 de septiembre y dura hasta el 15 de noviembre de 2026.", ["--09-03", "2026-11-15"]),
        ("El tribunal lo dirá el 21/09/2026 o en enero de 2027.", ["2026-09-21", "2027-01"]),
        ("Klinik: 31. Dezember", ["--12-31"]),
        ("They sold 15. September was better, and 12/10/2026 is no date here.", []),
        ("Es kamen 2000 Menschen, und die Version 3.5 der Liste ist da.", []),
    ],
)
def test_dates_in_other_languages(text, expected):
    """German, French and Spanish dates are read in a text in that language, or if no English word has the month's name."""
    assert [moment.value for moment in dates(text)] == expected


def test_dates_know_their_place():
    """A date's offsets cut its words out of the text, without the word before it."""
    text = "Signed in 2026 and sealed on May 8, 2026."

    assert [text[moment.start : moment.end] for moment in dates(text)] == ["2026", "May 8, 2026"]
    assert [moment.text for moment in dates(text)] == ["2026", "May 8, 2026"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rivals met Ada Vane and Quay's board.", ("Ada Vane", "Quay")),
        ("The H100, the 910C, GPT-4o and SenseNova U1.", ("H100", "910C", "GPT-4o", "SenseNova U1")),
        ("Chips fell. Then chips rose.", ()),
        ("Quay fell. The Quay board left.", ("Quay",)),
        ("Quay met Osei. Boards left Quay.", ("Quay", "Osei")),
        (
            "Rohan Paul said so; The Bank of Norland and the Port de Mer agreed.",
            ("Rohan Paul", "The Bank of Norland", "Port de Mer"),
        ),
        ("DeepSeek [@a] Huawei [@b].", ("DeepSeek", "Huawei")),
        ("On Monday, in May 2026, I saw J. K. Osei in the U.S. port.", ("J. K. Osei", "U.S.")),
        ("A 38B model, a 24-hour test, the 2nd of five.", ()),
        ("iPhones and xAI", ("iPhones", "xAI")),
        ("AI", ("AI",)),
        ("?!", ()),
    ],
)
def test_names(text, expected):
    """Names are runs of capitals and marked tokens; a word that is capitalised only at the start of a sentence is not a name."""
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “it will not hold” and left.", ("it will not hold",)),
        ('He said "it will not hold" and "no".', ("it will not hold",)),
        ("He said 'it won't hold now' twice.", ("it won't hold now",)),
        ("‘it won’t hold now’", ("it won’t hold now",)),
        ("«il ne tient pas» „das hält nicht“ 「不会成功」", ("il ne tient pas", "das hält nicht", "不会成功")),
        ("the models' weights and the labs' chips are the firm's own", ()),
        ("“two words”", ()),
        (
            "Er sagte: »Wir kommen alle wieder.« Sie rief: „Nur wir drei nicht“.",
            ("Wir kommen alle wieder.", "Nur wir drei nicht"),
        ),
    ],
)
def test_quotations(text, expected):
    """Passages of three words or more in any marks are quotations; apostrophes are not marks."""
    assert quotations(text) == expected


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        ("“It will — not hold”", 'He said "it will - not hold" then.', True),
        ("It will not hold.", "It will not hold, he said.", True),
        ("It will ... hold", "It will certainly not hold.", False),
        ("It will […] hold", "It will certainly not hold.", False),
        ("It will […] hold", "It will [...] hold.", True),
        ("It will … hold", "It will...hold.", True),
        ("… It will", "It will certainly not hold.", False),
        ("It will not …", "It will not hold.", False),
        ("lowers adoption frict…", "which lowers adoption friction and cost", False),
        ("“lowers adoption frict…”", "It lowers adoption frict … - Wire", True),
        ("lowers adoption", "It lowers adoption…", True),
        ("It holds. It will not.", "It will not. It holds.", False),
        ("cafe\u0301 \u00a0society", "Café society meets", True),
        ("2.7%", "a lead of 12.7%", False),
        ("a lead of 2", "a lead of 2.7", False),
        ("$2", "worth $2,500", False),
        ("7", "2.7 and 7", True),
        ("5 m", "It rose 1.5 m", False),
        ("500 m", "It rose 1,500 m", False),
        ("5 m", "It rose .5 m", True),
        ("rose 1", "It rose 1. Then", True),
        ("art", "a party of art", True),
        ("art", "a party", False),
        ("工智", "人工智能", True),
        ("", "anything", False),
        ("…", "anything …", False),
        ("zero\u200bwidth", "ZeroWidth", True),
    ],
)
def test_quotes_are_found_folded(quote, text, expected):
    """A text contains a quote if it has it whole and in one piece; an ellipsis must be the text's own."""
    assert find_quote(quote, text) is expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [("It will ... hold", True), ("hold … [It will]", False), ("hold [...] It will", True), ("it … sink", False), ("…", False)],
)
def test_pieces_of_a_quote_are_found_wherever_they_stand(quote, expected):
    """Each piece between ellipses must be in the text; order does not matter, and an empty piece does not count."""
    assert find_pieces(quote, "It will certainly not hold.") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  A\tB\u00a0C ", "a b c"),
        ("“Ｅ” — ‘f’…", "\"e\" - 'f'..."),
        ("Stra\u00dfe \ufb01n", "strasse fin"),
        ("a\u200bb\u00adc\u202e", "abc"),
        ("½", "1/2"),
    ],
)
def test_folding(text, expected):
    """Spelling variants that mean nothing fold to one text."""
    assert fold(text) == expected


@pytest.mark.parametrize("text", ["In 2018-19 it grew.", "The season 2019–20 ended.", "From 2018-2019 it grew."])
def test_the_second_of_two_years_is_no_figure(text):
    """A span of years is a date, however short its second year is."""
    assert figures(text) == ()


def test_a_key_holds_nothing_back():
    """The words of a citation's key are not the sentence's."""
    assert hedges("It floods [@rumour; @may-report].") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Klinik dürfte schließen, laut Träger voraussichtlich im Mai.", ("dürfte", "laut", "voraussichtlich")),
        ("Le pont pourrait fermer, selon le maire, d’après un rapport.", ("pourrait", "selon", "d’après")),
        ("El puerto podría cerrar, según el alcalde, al parecer en mayo.", ("podría", "según", "al parecer")),
    ],
)
def test_hedges_in_other_languages(text, expected):
    """German, French and Spanish words that qualify a claim are found too."""
    assert hedges(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Klinik und das Amt der Stadt sind nicht bei dem Rat.", ("klinik", "amt", "stadt", "rat")),
        ("Le pont de la ville est fermé par le maire.", ("pont", "ville", "fermé", "maire")),
        ("El puerto de la isla no es de los barcos.", ("puerto", "isla", "barco")),
        ("Fires near Los Angeles were put out on Monday", ("fire", "near", "los", "angele", "put", "monday")),
    ],
)
def test_significant_words_in_other_languages(text, expected):
    """In German, French and Spanish the words without meaning of that language are left out; in English they are names."""
    assert significant_words(text) == expected


def test_names_after_an_article():
    """In a German, French or Spanish sentence an article before a name is not part of it."""
    assert names("La Ministra Ruiz y los vecinos de Almará esperan en el puerto.") == ("Ministra Ruiz", "Almará")
    assert names("Los Angeles was on fire, and the harbour too.") == ("Los Angeles",)


def test_hedges():
    """Words that qualify a claim are found; the month of May is not one."""
    text = "In May it reportedly fell and may rise; it appears to be so, allegedly, and is expected to last."

    assert hedges(text) == ("reportedly", "may", "appears to", "allegedly", "expected to")
    assert hedges("Reportedly it fell, ALLEGEDLY.") == ("reportedly", "allegedly")


def test_significant_words():
    """Significant words remain: no citations, stop words or bare numbers, plurals as singulars."""
    text = "The company's 5 companies and boxes lose the H100 class on the bus with 人工 gas [@the-wire]."

    assert significant_words(text) == ("company", "company", "box", "lose", "h100", "class", "bus", "人", "工", "gas")


@pytest.mark.parametrize(
    ("a", "b", "expected"), [("", "", 1), ("a chip", "an ox", 0), ("red chip", "blue chips", 0.5), ("the", "of", 0)]
)
def test_similarity(a, b, expected):
    """Similarity is the share of significant words that two texts have in common."""
    assert similarity(a, b) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("China leads in pat…", True),
        ("China leads in pat... - The Record", True),
        ("China leads ...”", True),
        ("China leads - The Record", False),
        ("Wait... what is this?", False),
        ("", False),
    ],
)
def test_cut_titles(title, expected):
    """A title was cut off when it ends in an ellipsis, perhaps followed by the outlet."""
    assert is_cut(title) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Plain text\n\twith lines\r\n",
        "👩‍👩‍👧 ❤️ 👩🏽‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 🏳️‍🌈 ☎︎ ❤️‍🔥",
        "می\u200cخواهم \u200fعربي",
        "क्\u200dष श्री\u200d",
        "שלום\u200e!",
        "name \u2068שלום\u2069 and \u202bעברית\u202c",
        "葛\U000e0100",
        "ᠠ\u180b",
        "½ № é ñ",
    ],
)
def test_genuine_text_is_safe(text):
    """Emoji sequences, genuine right-to-left text, joined scripts and balanced isolates are left alone."""
    assert unsafe_characters(text) == ()
    assert clean(text) is text


@pytest.mark.parametrize(
    ("text", "offsets", "left"),
    [
        ("a\x07b", [1], "ab"),
        ("a\x85b", [1], "ab"),
        ("Ann\u202e)nimda(", [3], "Ann)nimda("),
        ("a\u202eb\u202cc", [1, 3], "abc"),
        ("a\u2067b", [1], "ab"),
        ("a\u2069b\u202c", [1, 3], "ab"),
        ("\u2067\u202ba\u2069", [1], "\u2067a\u2069"),
        ("\u202b\u2069א\u202c", [1], "\u202bא\u202c"),
        ("a\u200bb\u200dc\u200cd", [1, 3, 5], "abcd"),
        ("\u200d", [0], ""),
        ("a\u200e", [1], "a"),
        ("a\ufe0fb", [1], "ab"),
        ("\ufe0f❤\ufe0f\ufe0f", [0, 3], "❤\ufe0f"),
        ("a\u180bb", [1], "ab"),
        ("hi\U000e0041\U000e0042", [2, 3], "hi"),
        ("\ufeffa\u00ad\u3164", [0, 2, 3], "a"),
        ("a\ud800", [1], "a"),
        ("می\u200b\u200cخ", [2, 3], "میخ"),
    ],
)
def test_deceiving_text_is_named_and_cleaned(text, offsets, left):
    """Controls, overrides and needless invisible characters are found at their offsets, and removed."""
    assert [at for at, _ in unsafe_characters(text)] == offsets
    assert clean(text) == left


def test_unsafe_characters_have_names():
    """The name of the character can be looked up."""
    assert unsafe_characters("\x07\u202e") == ((0, "U+0007 CONTROL CHARACTER"), (1, "U+202E RIGHT-TO-LEFT OVERRIDE"))


def test_naughty_strings_survive():
    """No naughty string makes a reader of text raise."""
    path = Path(__file__).parents[3] / "shared/corpus/text/blns.json"
    if not path.exists():
        pytest.skip("the corpus of bad inputs is not here")
    for text in json.loads(path.read_text(encoding="utf-8")):
        for read in (sentences, figures, dates, names, quotations, hedges, fold, significant_words):
            read(text)
        assert unsafe_characters(clean(text)) == ()
