import pytest
from telling import fact, facts_of, report, weights

from dateline.desk.extractive.measures import are_like, is_named_old, measured


def values(words: str) -> list[tuple[str, str]]:
    """The values in a sentence, and what kind each is."""
    return [(one.text, one.kind) for one in measured(fact(f"{words}."))]


def like(first: str, second: str, **given: str) -> bool:
    """Whether the first values of two reports, of 10 and 12 May, are values of one thing."""
    a, b = fact(f"{first}.", 10), fact(f"{second}.", 12, **given)
    return are_like(measured(a)[0], measured(b)[0], weights(a, b))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The barrier costs 40 million euros", [("40 million euros", "EUR")]),
        ("The barrier loses 4 million euros a week", [("4 million euros", "EUR week")]),
        ("The works cut trade on the quay by 31 per cent", [("31 per cent", "percent")]),
        ("Keelworks has built 12 gates", [("12", "gate")]),
        ("Keelworks will build all 12 gates", [("12", "gate all")]),
        ("The barrier opens on 3 June", [("3 June", "date")]),
        ("The barrier opened on 3 March", []),
        ("The barrier is number 12", []),
    ],
)
def test_a_value_has_a_kind(words, expected):
    """A kind is a unit, what is counted and by what, or a day to come; a number of nothing has none."""
    assert values(words) == expected


def test_what_is_counted_twice_in_a_sentence():
    """In "five gates instead of three" both numbers count gates."""
    assert values("Keelworks has built five gates instead of three") == [("five", "gate"), ("three", "gate")]


def test_a_day_that_has_passed_counts_if_it_is_named_as_old():
    """Words such as "instead of 3 March" tell that the day was a plan, though it is over."""
    assert values("The barrier opens in summer instead of 3 March") == [("3 March", "date")]


def test_a_value_measures_what_the_words_around_it_tell():
    """The words of days and figures say nothing: two amounts in euros are not alike for that."""
    one = measured(fact("The harbour barrier costs 40 million euros from March 2026."))[0]

    assert one.about == {"harbou", "barrie", "cost"}


def test_a_sentence_that_leans_on_another_measures_what_that_one_is_about():
    """What "it" costs is what the sentence before is about."""
    _, leaning = facts_of(
        report(10, "Keelworks finished the harbour barrier on 3 March 2026. It cost the town 40 million euros.")
    )

    assert measured(leaning)[0].about == {"keelwo", "finish", "harbou", "barrie", "cost", "town"}


@pytest.mark.parametrize(
    ("words", "noun", "per"),
    [
        ("Keelworks has built 12 steel gates a month", "steel", ""),
        ("Keelworks has built 12 gates a month", "gates", ""),
        ("The barrier loses 4 million euros a week", "", " a week"),
        ("The barrier loses 4 million euros in lost trade each week", "", ""),
    ],
)
def test_the_words_for_a_value_are_kept(words, noun, per):
    """What is counted, and by what, can be told with the value if the words stand right after it."""
    one = measured(fact(f"{words}."))[0]

    assert (one.noun, one.per) == (noun, per)


# --- alike -----------------------------------------------------------------------------------------------------------------

COSTS = "The harbour barrier costs 40 million euros"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (COSTS, "The harbour barrier costs 52 million euros", True),
        (COSTS, "The harbour barrier costs 52 million dollars", False),
        (COSTS, "The ferry costs the islands 52 million euros", False),
        ("Stocks of insulin last eight days", "Stocks of insulin in clinics now last five days", True),
        ("Stocks of insulin last eight days", "The licence for insulin stocks is good for 60 days", False),
        ("The barrier opens on 3 June", "The ferry sails from 9 June", False),
        ("The harbour barrier opens on 3 June", "The harbour barrier opens on 9 June", True),
    ],
)
def test_values_are_alike_if_they_measure_the_same_thing(first, second, expected):
    """One unit and enough of the same words make two values those of one thing; spans of time need more words."""
    assert like(first, second, feed="Harbour Post") is expected


def test_values_of_one_item_are_not_alike():
    """An item does not follow its own values."""
    one = fact("The harbour barrier cost 40 million euros and will cost 52 million euros.")
    first, second = measured(one)

    assert not are_like(first, second, weights(one))


def test_words_for_a_new_date_make_days_alike():
    """With them three words in common are enough, whatever else the reports are about; without them they are not."""
    first = "The harbour barrier, the second lock and new pumps north of town start on 3 June"
    other = "Keelworks checks steel and cables of the harbour barrier and starts on 9 June"

    assert like(first, f"{other}, later than planned", feed="Harbour Post", title="Steel")
    assert not like(first, other, feed="Harbour Post", title="Steel")


def test_days_agree_with_days_and_figures_with_figures():
    """A figure never agrees with a day."""
    amount, day = measured(fact("The harbour barrier costs 40 million euros on 3 June."))

    assert amount.agrees(amount)
    assert day.agrees(day)
    assert not amount.agrees(day)
    assert not day.agrees(amount)


def test_kinds_of_time_are_of_one_kind():
    """Weeks can correct days, and gates cannot correct euros."""
    days, weeks, gates = (measured(fact(f"The lock stays shut for {what}."))[0] for what in ("8 days", "2 weeks", "12 gates"))

    assert days.is_of_kind(weeks)
    assert not days.is_of_kind(gates)
    assert measured(fact("Die Schleuse bleibt noch 3 Wochen zu."))[0].is_of_kind(days)


@pytest.mark.parametrize(
    ("words", "is_old"),
    [
        ("The barrier will not open on 3 June", True),
        ("The barrier opens later, instead of 3 June", True),
        ("The barrier opens on 3 June", False),
        ("The barrier will not be shut until 3 June", False),
        ("The barrier stays shut until 3 June and not a day longer", False),
        ("The barrier costs not a cent more than 40 million euros", False),
    ],
)
def test_a_value_is_named_as_old(words, is_old):
    """Words such as "instead of" mark a value, and so does a negation before the day of an event, not before a deadline."""
    assert is_named_old(measured(fact(f"{words}."))[0]) is is_old


def test_an_amount_without_a_currency_has_that_of_another():
    """In "2.3 million euros instead of 1.8 million" both are euros."""
    both = [("2.3 million euros", "EUR"), ("1.8 million", "EUR")]

    assert values("The barrier costs 2.3 million euros instead of 1.8 million") == both
    assert values("The barrier costs 40 million euros for 2 million people")[1] == ("2 million", "people")


def test_the_day_of_what_is_called_off_is_old():
    """A launch that is cancelled on 3 June names a day on which nothing will happen."""
    [day] = measured(fact("The opening of the barrier on 3 June is cancelled."))

    assert is_named_old(day)
