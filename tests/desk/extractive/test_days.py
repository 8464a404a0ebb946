import pytest
from telling import fact

from dateline.core.cues import cues
from dateline.desk.extractive.days import Day, days

MONDAY = "2026-05-11"


def found(words: str, published: str = MONDAY, language: str = "en") -> list[tuple[str, str, str]]:
    """The days in a sentence: value, part of the month, role."""
    return [(one.value, one.part, one.role) for one in days(words, published, cues(language))]


def day(value: str, part: str = "") -> Day:
    return Day(value, part, "on", 0, 0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The lock opens on 3 June 2026", ("2026-06-03", "", "on")),
        ("The lock stays shut until 3 June", ("2026-06-03", "", "until")),
        ("The lock must be repaired by 3 June", ("2026-06-03", "", "by")),
        ("The lock is shut since 3 April", ("2026-04-03", "", "since")),
        ("The lock opens in June", ("2026-06", "", "on")),
        ("The lock opens in mid-June", ("2026-06", "mid", "on")),
        ("The lock stays shut until the end of June", ("2026-06", "end", "until")),
        ("The lock opens in early June", ("2026-06", "early", "on")),
        ("The lock opens today", ("2026-05-11", "", "on")),
    ],
)
def test_a_day_has_a_value_a_part_of_the_month_and_a_role(words, expected):
    """A day is read with what it is in the sentence: a deadline, a start, or the day itself."""
    assert found(words) == [expected]


@pytest.mark.parametrize(
    ("words", "published", "value"),
    [
        ("The lock opens on 3 January", "2026-12-20", "2027-01-03"),
        ("The lock opened on 30 December", "2027-01-04", "2026-12-30"),
        ("The lock opens on 29 February", "2027-12-01", "2028-02-29"),
        ("The lock opens in January", "2026-12-20", "2027-01"),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(words, published, value):
    """The year is the one that makes a day nearest to that of the item, and that has it."""
    assert [one[0] for one in found(words, published)] == [value]


@pytest.mark.parametrize("published", ["", "2026", "2026-05"])
def test_without_the_items_own_day_only_full_dates_are_read(published):
    """An item without a day says nothing about "Monday", "3 June" or "June"."""
    assert found("The lock opens on Monday, on 3 June or in June, today or on 4 June 2026", published) == [
        ("2026-06-04", "", "on")
    ]


def test_a_day_that_does_not_exist_is_none():
    """31 April is no day, nor is 29 February in three years without one."""
    assert found("The lock opened on 31 April 2026") == []
    assert found("The lock opened on 29 February", "2030-03-01") == []


def test_a_part_of_something_else_is_no_part_of_a_month():
    """Only words right before a month name a part of it."""
    assert found("The end of the works comes in June") == [("2026-06", "", "on")]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_an_item_at_the_end_of_the_calendar(published):
    """An item with an absurd day has no days near it, and breaks nothing."""
    assert found("The lock opens on Monday, on 3 June or today", published) == []


def test_a_month_of_a_full_date_is_not_read_again():
    """The month in "3 June 2026" or "June 3" is no month of its own."""
    assert [one[0] for one in found("The lock opens on 3 June 2026")] == ["2026-06-03"]
    assert [one[0] for one in found("The lock opens on June 3")] == ["2026-06-03"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("The council met on Thursday", "2026-05-07"),
        ("The council met on Monday", "2026-05-11"),
        ("The council will meet on Thursday", "2026-05-14"),
        ("The council called a march for Saturday", "2026-05-16"),
        ("The council said on Thursday that the lock will open", "2026-05-07"),
    ],
)
def test_a_weekday_is_the_last_one_or_the_next_one(words, value):
    """In a sentence about what is to come a weekday is the next one, unless it is the day on which somebody said it."""
    assert [one[0] for one in found(words)] == [value]


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("de", "Die Schleuse bleibt bis Ende Juni geschlossen", ("2026-06", "end", "until")),
        ("de", "Die Schleuse öffnet Anfang Juni", ("2026-06", "early", "on")),
        ("fr", "L'écluse ouvre à la mi-juin", ("2026-06", "mid", "on")),
        ("es", "La esclusa sigue cerrada hasta finales de junio", ("2026-06", "end", "until")),
    ],
)
def test_other_languages(language, words, expected):
    """Months, their parts and the words before them are those of the sentence's language."""
    assert found(words, language=language) == [expected]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (day("2026-06-03"), day("2026-06-03"), True),
        (day("2026-06-03"), day("2026-06"), True),
        (day("2026-06-03"), day("2026-07"), False),
        (day("2026-06", "mid"), day("2026-06", "end"), False),
        (day("2026-06", "mid"), day("2026-06"), True),
        (day("2026-06", "end"), day("2026-06-28"), True),
        (day("2026-06", "end"), day("2026-06-03"), False),
        (day("2026-06-03"), day("2026-06", "early"), True),
        (day("2026-06-13"), day("2026-06", "early"), False),
        (day("2026-06-13"), day("2026-06", "mid"), True),
    ],
)
def test_days_agree_to_the_precision_of_the_less_precise_one(one, other, agree):
    """Mid-June may be 13 June and not 3 June; June may be any of its days."""
    assert one.agrees(other) is agree
    assert other.agrees(one) is agree


def test_what_is_due_is_a_deadline():
    """Something ends or is due `until` and `by` a day."""
    until, opens = days("The lock stays shut until 3 June and opens on 4 June", MONDAY, cues("en"))

    assert (until.is_deadline, opens.is_deadline) == (True, False)


def test_the_days_to_come_are_a_facts_deadlines():
    """A day after that of the item is still to come; its own day and earlier ones are not."""
    one = fact("The lock closed on 9 May, was tested on 10 May and opens on 11 May.", day=10)

    assert [day.value for day in one.deadlines] == ["2026-05-11"]


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("en", "The gate opens on 22 October", "2026-10-22"),
        ("de", "Über die Klage wird am 22. Oktober verhandelt", "2026-10-22"),
        ("de", "Die Klinik bleibt bis zum 1. April 2027", "2027-04-01"),
        ("de", "Der Umbau beginnt im März 2027", "2027-03"),
        ("de", "Am Dienstag stimmte der Rat zu", "2026-09-08"),
        ("fr", "Le tribunal examinera le recours le 5 octobre", "2026-10-05"),
        ("fr", "Le pont rouvre le 1er novembre 2026", "2026-11-01"),
        ("fr", "Le conseil a voté mercredi", "2026-09-09"),
        ("es", "El tribunal verá el caso el 21 de septiembre", "2026-09-21"),
        ("es", "El puente abrirá el 3 de mayo de 2027", "2027-05-03"),
        ("es", "Marcharon el domingo", "2026-09-06"),
    ],
)
def test_a_day_is_read_in_the_words_of_its_language(language: str, words: str, value: str) -> None:
    """A day, a month and a weekday are read as each language writes them."""
    assert [one.value for one in days(words, "2026-09-09", cues(language))] == [value]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The gate opens on Saturday, 3 October 2026"),
        ("de", "Das Tor öffnet am Samstag, dem 3. Oktober 2026"),
        ("fr", "La porte ouvre samedi 3 octobre 2026"),
        ("es", "La puerta abre el sábado 3 de octubre de 2026"),
    ],
)
def test_a_weekday_before_its_date_is_one_day_with_it(language: str, words: str) -> None:
    """A weekday and its date are one day, not that date and the last such weekday."""
    assert [one.value for one in days(words, "2026-09-09", cues(language))] == ["2026-10-03"]


def test_a_number_that_counts_is_no_day() -> None:
    """A number that does not stand before a month is no day of it."""
    assert [one.value for one in days("Die 15 Betten fehlen seit Mai", "2026-09-09", cues("de"))] == ["2026-05"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "They marched today"), ("de", "Sie demonstrierten heute"), ("es", "Marcharon hoy")]
)
def test_today_is_the_day_of_the_item(language: str, words: str) -> None:
    """The word for today means the item's own day, and no day if that is not known."""
    assert [one.value for one in days(words, "2026-09-09", cues(language))] == ["2026-09-09"]
    assert days(words, "", cues(language)) == ()
