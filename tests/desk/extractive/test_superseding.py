import pytest
from telling import gone, replaced, report

OLD = "The Coast Radio put the cost of the barrier at 40 million euros"
COST = "The harbour barrier will cost 40 million euros, the council said."
MORE = "The harbour barrier will cost 52 million euros, the council said."
MOST = "The harbour barrier will cost 60 million euros, the council said."
THEN, NOW, LAST = (one.rstrip(".") for one in (COST, MORE, MOST))


def same_outlet(first: str, second: str, **given: str) -> dict[str, str]:
    """What is replaced if an outlet reports one thing on 10 May and another on 12 May."""
    return replaced(report(10, first), report(12, second, **given))


def another_outlet(first: str, second: str, **given: str) -> dict[str, str]:
    """What is replaced if another outlet reports the second thing."""
    return replaced(report(10, first), report(12, second, feed="Harbour Post", **given))


# --- a later value of the same measure -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ask", [same_outlet, another_outlet])
def test_a_later_figure_replaces_an_earlier_one(ask):
    """A later amount for the same thing replaces the one before it, whoever reports it."""
    assert ask(COST, MORE) == {THEN: NOW}


def test_the_values_are_kept_with_the_change():
    """A change has the old value and the new one, as they are written."""
    values = gone(report(10, COST), report(12, MORE))[THEN].values

    assert values
    assert [one.text for one in values] == ["40 million euros", "52 million euros"]


def test_the_same_figure_again_replaces_nothing():
    """Who repeats a value takes nothing back."""
    assert another_outlet(COST, "The harbour barrier costs 40 million euros, the council repeated.") == {}


def test_another_word_on_the_same_day_replaces_nothing():
    """Two values of one day are a dispute, not news of each other."""
    assert replaced(report(10, COST), report(10, MORE, feed="Harbour Post")) == {}


def test_figures_within_a_report_replace_nothing():
    """A report does not supersede itself."""
    assert replaced(report(10, f"{COST} The harbour barrier will cost 52 million euros with the lock.")) == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Stocks of insulin in the clinics last eight days.", "The licence for insulin imports to clinics is valid for 60 days."),
        ("The harbour barrier will cost 40 million euros.", "The ferry to the islands lost 52 million euros."),
        ("The harbour barrier will cost 40 million euros.", "The harbour barrier will have 52 gates."),
        ("The harbour barrier loses 2 million euros a week.", "The harbour barrier loses 7 million euros a year."),
        ("All 17 trams of the harbour line have new brakes.", "Inspectors of the harbour line stopped 9 trams for new brakes."),
    ],
    ids=["spans of time", "other things", "other units", "by the week and by the year", "a part of the whole"],
)
def test_a_value_of_another_measure_replaces_nothing(first, second):
    """Supply for eight days and a licence for 60 days are not one measure, nor are 17 trams in all and 9 of them."""
    assert another_outlet(first, second) == {}


def test_a_later_count_replaces_an_earlier_one():
    """Numbers of the same things follow each other, written in digits or in words."""
    words = "Inspectors found cracked welds on seven trams of the harbour line"

    assert another_outlet("Inspectors found cracked welds on 3 trams of the harbour line.", f"{words}.") == {
        "Inspectors found cracked welds on 3 trams of the harbour line": words
    }


def test_money_by_the_week_follows_money_by_the_week():
    """Amounts for the same span are one measure."""
    first, second = (f"The harbour strike costs the shops {n} million euros a week" for n in (2, 3))

    assert another_outlet(f"{first}.", f"{second}.") == {first: second}


def test_the_latest_of_several_replaces_them_all():
    """After three values only the last one holds."""
    items = (report(10, COST), report(12, MORE, feed="Harbour Post"), report(14, MOST, feed="Quay Radio"))

    assert replaced(*items) == {THEN: LAST, NOW: LAST}


# --- days ------------------------------------------------------------------------------------------------------------------

OPENS = "The harbour barrier opens on 3 August"


@pytest.mark.parametrize("ask", [same_outlet, another_outlet])
def test_a_day_that_was_moved_replaces_the_day_before(ask):
    """A new day for the same plan replaces the old one."""
    assert ask(f"{OPENS}.", "The harbour barrier opens only on 5 September.") == {
        OPENS: "The harbour barrier opens only on 5 September"
    }


def test_words_for_a_new_date_make_it_one_plan():
    """Of two days in sentences that share little, words such as "moved … to" say that they are those of one plan."""
    moved = "The port moved the opening of the harbour barrier to 5 September"

    assert OPENS in another_outlet(f"{OPENS}.", f"{moved}.")


def test_days_of_different_plans_replace_nothing():
    """The day of another event leaves a plan alone."""
    assert another_outlet(f"{OPENS}.", "The fish market in Southgate starts on 5 September.", title="Fish for all") == {}


def test_one_outlet_goes_on_about_its_own_plan():
    """Less has to be the same in two reports of one outlet than in those of two."""
    first, second = "Tickets for the harbour festival sell from 3 August.", "The harbour festival begins on 5 September."

    assert same_outlet(first, second) != {}
    assert replaced(report(10, first, title="Tickets"), report(12, second, feed="Harbour Post", title="A feast")) == {}


@pytest.mark.parametrize(("today", "settled"), [("2026-08-03", False), ("2026-08-04", True)])
def test_a_plan_whose_day_has_passed_is_settled(today, settled):
    """On the day itself an announcement still holds, the day after it is settled by itself."""
    assert replaced(report(10, f"{OPENS}."), today=today) == ({OPENS: OPENS} if settled else {})


def test_a_plan_with_a_later_day_is_not_settled():
    """If one of several days is still to come, the sentence holds."""
    assert replaced(report(10, "The barrier is tested on 3 August and opens on 5 September."), today="2026-08-20") == {}


# --- values named as no longer true ----------------------------------------------------------------------------------------


def test_a_value_named_as_old_is_replaced_by_the_new_one_of_that_item():
    """What an item names as no longer true is replaced by the value that it gives instead, in whatever sentence."""
    found = gone(
        report(10, f"{OPENS}."),
        report(12, "The harbour barrier will not open on 3 August. The new date is 5 September.", feed="Harbour Post"),
    )[OPENS]

    assert (found.kind, found.by.words) == ("named", "The new date is 5 September")
    assert found.values
    assert [one.text for one in found.values] == ["3 August", "5 September"]


def test_a_value_named_as_old_without_a_new_one():
    """If no value comes instead, the sentence that names the old one replaces it."""
    found = gone(report(10, f"{OPENS}."), report(12, "The harbour barrier will not open on 3 August.", feed="Harbour Post"))[
        OPENS
    ]

    assert (found.kind, found.by.words, found.values) == ("named", "The harbour barrier will not open on 3 August", None)


def test_a_value_named_as_old_of_something_else():
    """The same value of something else is left alone."""
    other = report(10, "The fish market closes on 3 August.", title="Fish")

    assert replaced(other, report(12, "The harbour barrier will not open on 3 August.", feed="Harbour Post")) == {}


def test_the_value_between_is_replaced_as_well():
    """If B and C both replace A, the later C also replaces B, though nothing else shows that they are one measure."""
    spring = "The works on the gates drag on until 9 July"
    found = replaced(
        report(10, f"{OPENS}."),
        report(12, f"The harbour barrier will not open on 3 August. {spring}.", feed="Harbour Post"),
        report(14, "The harbour barrier opens on 5 September instead of 3 August.", feed="Quay Radio"),
    )

    assert found[spring] == "The harbour barrier opens on 5 September instead of 3 August"


# --- denials, decisions, corrections ---------------------------------------------------------------------------------------


def test_a_denial_of_what_no_longer_holds_is_moot():
    """A denial of an old value goes with it."""
    denial = "The council denies that the barrier will cost 40 million euros"
    found = replaced(report(10, COST), report(11, f"{denial}.", feed="Town Hall"), report(14, MORE, feed="Harbour Post"))

    assert found == {THEN: NOW, denial: NOW}


def test_a_denial_replaces_no_value():
    """Who denies a figure does not give a new one."""
    assert another_outlet(COST, "The council denies that the harbour barrier will cost 52 million euros.") == {}


def test_a_denial_of_what_still_holds_stays():
    """A denial of the latest value is told."""
    assert replaced(report(10, COST), report(11, "The council denies that the barrier will cost 40 million euros.")) == {}


def test_a_decision_after_a_refusal_replaces_the_refusal():
    """Whoever ruled something out and then does it has changed position."""
    refusal = "Mayor Lind has ruled out more money for the harbour barrier"
    turn = "Mayor Lind no longer rules out more money for the harbour barrier"

    assert another_outlet(f"{refusal}.", f"{turn}.") == {refusal: turn}
    assert another_outlet("The fishing crews ruled out a strike over nets.", f"{turn}.") == {}


WRONG = "Shops on the quay lost 31 per cent of their trade during the works"
RIGHT = "Shops on the quay lost 22 per cent of their trade"


def test_a_correction_by_its_title_takes_back_the_report():
    """An outlet's correction replaces its report, and the sentence that announces it is not told alone."""
    announced = "Our report on the trade of shops on the quay during the works was wrong"
    found = gone(report(10, f"{WRONG}."), report(12, f"{announced}. {RIGHT}.", title="Correction: shops on the quay"))

    assert {words: (change.kind, change.by.words) for words, change in found.items()} == {
        WRONG: ("correction", RIGHT),
        announced: ("correction", RIGHT),
    }


def test_a_correction_that_names_the_outlet_takes_back_the_report():
    """Without a word in the title, a text that names the outlet next to words of correction is one."""
    said = "Coast Wire wrongly said that shops on the quay lost 31 per cent of their trade during the works"

    assert same_outlet(f"{WRONG}.", f"{said}. {RIGHT}.") == {WRONG: RIGHT, said: RIGHT}


def test_a_correction_of_somebody_else_takes_nothing_back():
    """An outlet corrects its own reports, and those of nobody else."""
    title = "Correction: shops on the quay"

    assert WRONG not in another_outlet(f"{WRONG}.", "We had the shops on the quay wrong. The works last.", title=title)


def test_the_wrong_half_is_never_told_alone():
    """What a correction says before the words of correction is the wrong report again."""
    again = "Shops on the quay lost a third of their trade"
    found = same_outlet(f"{WRONG}.", f"{again}. That was wrong. {RIGHT}.", title="Correction: shops on the quay")

    assert found[again] == RIGHT


def test_a_correction_without_a_value_takes_back_no_report():
    """If a correction has no value of the report's kind, a program cannot say what it takes back."""
    assert WRONG not in same_outlet(
        f"{WRONG}.", "The shops on the quay and their trade were in the wrong street.", title="Correction: shops on the quay"
    )


@pytest.mark.parametrize("title", ["Opinion: the harbour barrier", "Live: the harbour barrier"])
def test_opinions_and_tickers_replace_nothing(title):
    """An opinion piece or a live ticker takes no report's place."""
    assert another_outlet(COST, MORE, title=title) == {}
    assert another_outlet(f"{OPENS}.", "The harbour barrier will not open on 3 August.", title=title) == {}


def test_an_opinion_is_not_replaced_by_a_figure():
    """What an opinion piece says is not followed as a value."""
    assert replaced(report(10, COST, title="Opinion: the harbour barrier"), report(12, MORE)) == {}


def test_a_corrected_figure_is_wrong_in_the_reports_of_others_too():
    """A report of another outlet with the figure that was corrected no longer holds; one with another figure does."""
    agency = report(8, "About 60,000 people depend on the harbour barrier.", "Agency")
    other = report(8, "Some 310 divers work on the harbour barrier.", "Radio")
    right = "That was wrong: 46,000 people live behind the harbour barrier"
    correction = report(
        10, f"We wrote that 60,000 people depend on the harbour barrier. {right}.", "Post", title="Correction: the barrier"
    )

    found = replaced(agency, other, correction)

    assert found["About 60,000 people depend on the harbour barrier"] == right
    assert "Some 310 divers work on the harbour barrier" not in found
