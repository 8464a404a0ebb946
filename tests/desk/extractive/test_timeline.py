import random

import builders
import pytest
from reports import record, report

from dateline.core.model import Correction, Event
from dateline.desk.extractive.timeline import MOST_AHEAD, MOST_NEW, timeline

OPENS = "The council of Lunn opens the tram line to Westgate on 3 October."


def events(*items, **given) -> list[tuple[str, str]]:
    """The date and the quoted words of each event; `>` marks one that is ahead."""
    found = timeline(record(*items, **given), frozenset()).events
    return [(f"{'>' * one.ahead}{one.date}", one.text.split("“")[1].split("”")[0]) for one in found]


def dates(*items, **given) -> list[str]:
    return [date for date, _ in events(*items, **given)]


def last(*known: Event, number: int = 1):
    return builders.version(number, timeline=known)


# --- what happened ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("The council of Lunn stopped the tram line on 20 August 2026.", "2026-08-20"),
        ("A tram of Lunn ran through a red signal on Wednesday.", "2026-09-09"),
        ("The bridge of Lunn was last inspected in May 2023.", "2023-05"),
        ("The tram of Lunn costs 780 million euros, the audit office said on Tuesday.", "2026-09-08"),
        ("The council of Lunn said on Tuesday that buses would run until 5 December.", "2026-09-08"),
        ("The council of Lunn approved another 48 million euros for the tram.", "2026-09-10"),
        ("Two passengers of the Lunn tram were injured in the test.", "2026-09-10"),
        ("The safety board has opened an investigation into the loss of the tram on 2 September.", "2026-09-10"),
        ("Norvia on Monday raised its offer for the Lunn tram to 27 million euros.", "2026-09-07"),
        ("Le conseil de Lunn a voté mercredi le budget du tram.", "2026-09-09"),
        ("Der Rat von Lunn stimmte am Mittwoch dem Bau der Bahn zu.", "2026-09-09"),
        ("El consejo de Lunn aprobó el miércoles las obras del tranvía.", "2026-09-09"),
    ],
)
def test_an_event_has_its_own_day(words, date):
    """An event has the day that its sentence names; a decision or harm without a day has that of its item."""
    assert dates(report("10", words)) == [date]


@pytest.mark.parametrize(
    "words",
    [
        "The mayor of Lunn said on Thursday that no passenger would wait.",
        "Porter denied on Tuesday that the Lunn tram broke down.",
        "The mayor of Lunn stands by the tram line.",
        "The council of Lunn has not said when the tram opens.",
        "The customs office of Lunn seized 900 tickets last month.",
        "Trams of Lunn could open with fourteen cars.",
        "Nobody was hurt in the tram test of Lunn.",
        "Updated on 9 September 2026 with the words of the Lunn council.",
        "The replica of the bridge that stood in 1953 was shown in Lunn.",
        "“We voted for this line on Tuesday and will vote again,” said the mayor of Lunn.",
    ],
)
def test_what_is_no_event(words):
    """Opinions, denials, states, what is left open, what was earlier and what is only possible is no event."""
    assert dates(report("10", words)) == []


@pytest.mark.parametrize("title", ["Opinion: The tram", "Live: the tram of Lunn"])
def test_opinions_and_tickers_tell_no_event(title):
    """Neither an opinion piece nor a ticker is quoted as an event."""
    assert dates(report("10", "The council of Lunn approved the tram line on Wednesday.", title)) == []


def test_a_report_of_the_day_leads_with_an_event():
    """The first sentence with a figure is of the item's own day if another one names that day."""
    text = "The inspectors of Lunn gave ten trams their permit back. The repair was paid, both sides said on Thursday."

    assert dates(report("10", text)) == ["2026-09-10"]


def test_a_figure_that_replaces_another_is_an_event_of_its_day():
    """A later value of the same measure is news on the day of its report."""
    first = report("6", "Inspectors found cracked welds on three trams of line 9.", "Cracks", "Rail Weekly")
    later = report("10", "Inspectors have found cracked welds on seven trams of line 9.", "More cracks", "Rail Weekly")

    assert ("2026-09-10", "Inspectors have found cracked welds on seven trams of line 9") in events(first, later)


def test_one_event_is_told_once_from_the_best_origin():
    """Of several items about one event, the one with the precise day that most outlets carry is quoted."""
    text = "The council of Lunn approved 48 million euros for the tram on Wednesday."
    wire, copy = (report("9", text, "Lunn votes", feed) for feed in ("Harbour Wire", "Evening Echo"))
    other = report("9", "The Lunn council approved 48 million euros for the tram.", "Tram", "Lunn Post", "post")

    assert events(wire, copy, other) == [("2026-09-09", text[:-1])]


def test_a_title_tells_the_event_if_it_tells_as_much():
    """A title with the sentence's values is quoted, as the sentence then serves elsewhere on the page."""
    item = report(
        "9",
        "The audit office of Lunn put the tram at 780 million euros on Tuesday.",
        "Auditors put Lunn tram at 780 million euros",
    )
    found = timeline(record(item), frozenset())

    assert found.events[0].text == f"Harbour Wire: “Auditors put Lunn tram at 780 million euros” [@{item.key}]."
    assert found.used == frozenset()


def test_a_sentence_that_the_page_quotes_is_not_quoted_again():
    """If the page quotes the sentence, the title or another item tells the event, or nothing does."""
    text = "The council of Lunn approved 48 million euros for the tram on Wednesday."
    titled, bare = report("9", text, "Lunn council approves millions for tram"), report("9", text)

    for item, expected in ((titled, 1), (bare, 0)):
        now = record(item)
        assert len(timeline(now, frozenset(now.facts)).events) == expected


def test_no_more_than_the_most_telling_new_events():
    """A version has a limited number of new events, and fewer that are ahead."""
    things = "bridge harbour school library theatre museum market station hospital stadium chapel orchard".split()
    done = [
        report("9", f"Builders sold the old {one} on {n} August 2026.", f"A {one}", f"{one} Post")
        for n, one in enumerate(things, 2)
    ]
    plans = [
        report("9", f"Visitors see the {one} again on {n} October.", f"A {one}", f"{one} News") for n, one in enumerate(things, 2)
    ]

    assert len(dates(*done)) == MOST_NEW
    assert len(dates(*plans)) == MOST_AHEAD


def test_order_of_items_changes_nothing():
    """The same items in any order give the same timeline."""
    items = [
        report("1", OPENS, "Opening"),
        report("4", "The tram of Lunn ran through a red signal on Wednesday.", "Red", "Echo"),
        report("9", "The council of Lunn approved 48 million euros for the tram.", "Money", "Lunn Post"),
    ]
    expected = events(*items)
    for seed in range(4):
        assert events(*random.Random(seed).sample(items, len(items))) == expected


# --- the last version ------------------------------------------------------------------------------------------------------


def test_events_of_the_last_version_stay():
    """Its events, and those of an editor, keep their bytes and are not told again in other words."""
    item = report("9", "The council of Lunn approved 48 million euros for the tram on Tuesday.")
    known = (
        Event("2026-09-01", "An editor wrote this [@harbour-plan]."),
        Event("2026-09-08", f"Harbour Wire: “{item.text[:-1]}” [@{item.key}]."),
    )
    new = report("10", "The Lunn council approved 48 million euros for the tram on Tuesday.", "Tram", "Echo")

    found = timeline(record(item, new, last=last(*known)), frozenset())

    assert found.events == known
    assert {fact.words for fact in found.used} == {item.text[:-1]}


def test_a_retracted_event_is_struck_by_a_correction():
    """An event that its outlet took back is no event any more; the correction quotes what is right and not the wrong half."""
    wrong = report("2", "Shops in Mill Street lost 31 per cent of their trade on Tuesday.", "Mill Street loses", "Evening Echo")
    said = "The Evening Echo wrote on Wednesday that shops in Mill Street lost 31 per cent of their trade."
    right = report("6", f"{said} That was wrong: it is 22 per cent.", "Correction: Mill Street", "Evening Echo")
    event = Event("2026-09-01", f"Evening Echo: “{wrong.text[:-1]}” [@{wrong.key}].")
    found = timeline(record(wrong, right, last=last(event)), frozenset())

    assert found.events == ()
    assert found.corrections == (
        Correction(
            1,
            f"“{wrong.text[:-1]}”",
            "“That was wrong: it is 22 per cent”",
            "Evening Echo has corrected its report.",
        ),
    )
    assert dates(wrong, right) == []


def test_what_a_corrected_report_repeats_still_holds():
    """A correction of one figure takes back only the sentence with that figure."""
    wrong = report(
        "7", "Norvia bought Aeris on Monday for 24 million euros. The airlines fly 212 planes.", "Norvia buys Aeris", "Wire"
    )
    right = report(
        "8",
        "Norvia bought Aeris for 24 million euros. The airlines fly 198 planes, not 212.",
        "Correction: Norvia buys Aeris",
        "Wire",
    )

    assert "2026-09-07" in dates(wrong, right)


# --- ahead -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Supply in Lunn should be normal by 15 November.", "2026-11-15"),
        ("Ostara will deliver 150,000 bottles to Lunn from 2 November.", "2026-11-02"),
        ("The court of Lunn will hear the tram case on 14 October.", "2026-10-14"),
        ("The Lunn tram opens on 3 October.", "2026-10-03"),
        ("Pay in Lunn rises by 4.5 per cent in January.", "2027-01"),
        ("Über die Klage der Stadt wird am 22. Oktober verhandelt.", "2026-10-22"),
        ("Le tribunal examinera le 5 octobre le recours des usagers du pont.", "2026-10-05"),
        ("El tribunal de Lunn verá la demanda el 21 de octubre.", "2026-10-21"),
    ],
)
def test_what_is_announced_is_ahead(words, date):
    """What is announced for a day after the version is ahead."""
    assert dates(report("10", words), today="2026-09-12") == [f">{date}"]


@pytest.mark.parametrize(
    "words",
    [
        "The tram of Lunn could open on 3 October.",
        "The mayor of Lunn denies that the tram opens on 3 October.",
        "Volanta pays for each week after 3 October without a tram in Lunn.",
        "The city of Lunn will inform riders of the tram on 3 October.",
        "The maker of the Lunn tram had earlier named 3 October.",
    ],
)
def test_what_is_only_possible_or_denied_is_not_ahead(words):
    """A possibility, a denial and a day beside the matter announce nothing."""
    assert dates(report("10", words), today="2026-09-12") == []


def test_what_another_source_denies_is_not_ahead():
    """A plan is not listed if another source denies its day."""
    plan = report("4", "The shortage in Lunn will last until January 2027.", "Papers show")
    denial = report("4", "The maker denies that the shortage in Lunn will last until January 2027.", "Denial", "Pharma")

    assert dates(plan, denial, today="2026-09-05") == []


def settled(*items, today, first=1):
    """The timeline after that of the first items."""
    before = timeline(record(*items[:first], today=items[first - 1].day), frozenset())
    return before, timeline(record(*items, today=today, last=last(*before.events)), frozenset())


def test_an_event_ahead_stays_until_it_is_settled():
    """Without news, an event that is ahead keeps its bytes while its day has not passed."""
    before, after = settled(
        report("1", OPENS), report("2", "A boat sank off Dover on Tuesday.", "Boat", "Echo"), today="2026-10-03"
    )

    assert set(before.events) < set(after.events)
    assert after.changes == ()


def test_an_event_that_happened_is_told_by_who_says_so():
    """An event that a source says happened is plain, in the words of that source."""
    opened = report("2026-10-03", "The council of Lunn opened the tram line to Westgate on Saturday.", "Trams", "Echo")
    _, after = settled(report("1", OPENS), opened, today="2026-10-04")

    assert [(one.date, one.ahead) for one in after.events] == [("2026-10-03", False)]
    assert opened.text[:-1] in after.events[0].text
    assert after.changes == (f"Happened, as announced for 3 October 2026: Harbour Wire: “{OPENS[:-1]}”.",)


def test_an_event_that_is_moved_has_its_new_day():
    """A later day of the same plan replaces the earlier one, even if another item of the outlet only says the new day."""
    new = report(
        "7", "The council of Lunn will not open the tram line to Westgate on 3 October. The tram starts on 5 December.", "Line 9"
    )
    _, after = settled(report("1", OPENS), new, today="2026-09-08")

    assert [(one.date, one.ahead) for one in after.events] == [("2026-09-07", False), ("2026-12-05", True)]
    assert after.changes[0].startswith("Moved, from 3 October 2026: ")


def test_a_postponed_event_is_moved():
    """A postponement moves a plan with which it shares a few words."""
    first = report("9", "Crews of Norvia will strike over the merger on 15 September.", "Strike", "Union")
    second = report("10", "Crews postponed the strike at Norvia to 22 September.", "Later", "Wire")
    _, after = settled(first, second, today="2026-09-11")

    assert [one.date for one in after.events if one.ahead] == ["2026-09-22"]


def test_an_event_that_is_called_off_is_removed():
    """The event goes, and the event of calling it off is told."""
    first = report("10", "The next strike of the Norvia crews is called for 22 September.", "Strike", "Union")
    second = report("12", "The crews of Norvia called off the strike on 22 September.", "No strike", "Wire")
    _, after = settled(first, second, today="2026-09-13")

    assert [(one.date, one.ahead) for one in after.events] == [("2026-09-12", False)]
    assert after.changes[0].startswith("Called off, announced for 22 September 2026: ")


def test_an_event_is_called_off_in_words_without_its_day():
    """Words on the same matter are enough; those said before the announcement, or about something else, are not."""
    plan = report("10", "The feast at Central Station of Lunn is on 22 September.", "Feast", "City")
    off = "The feast at Central Station of Lunn is called off."
    _, after = settled(plan, report("12", off, "No feast", "Wire"), today="2026-09-13")
    _, other = settled(plan, report("12", "The boat race off Dover is called off.", "Boats", "Wire"), today="2026-09-13")

    assert [(one.date, one.ahead) for one in after.events] == [("2026-09-12", False)]
    assert ("2026-09-22", True) in [(one.date, one.ahead) for one in other.events]
    assert ">2026-09-22" in dates(plan, report("9", off, "No feast", "Wire"), today="2026-09-13")


def test_a_title_tells_what_is_ahead_if_it_names_the_day():
    """A title without the day is not quoted for an event to come."""
    words = "The court of Lunn will hear the tram case on 14 October"
    titles = {
        "Court of Lunn to hear tram case": words,
        "Court of Lunn hears tram case on 14 October": "Court of Lunn hears tram case on 14 October",
    }

    for title, quoted in titles.items():
        assert events(report("10", f"{words}.", title), today="2026-09-12") == [(">2026-10-14", quoted)]


def test_a_value_that_was_replaced_is_no_news():
    """Who repeats a figure that another one replaced tells no event."""
    first = report("1", "The city of Lunn expects 38,000 passengers a day on the tram, it said on Tuesday.", "Tram")
    later = report("3", "A paper for the city of Lunn expects 31,000 passengers a day on the tram.", "Fewer", "Ledger")
    again = report("9", "The city of Lunn expects 38,000 passengers a day on the tram, it said on Tuesday again.", "Tram", "Echo")

    assert "2026-09-08" not in dates(first, later, again)


def test_a_plan_that_is_given_up_is_called_off():
    """If a source names the day as one that no longer holds and gives no other, the plan is off."""
    _, after = settled(
        report("1", OPENS),
        report("7", "The council of Lunn will not open the tram line to Westgate on 3 October.", "No"),
        today="2026-09-08",
    )

    assert not any(one.ahead for one in after.events)
    assert after.changes[0].startswith("Called off, announced for 3 October 2026: ")


def test_a_day_that_passes_without_news_drops_the_event():
    """Nobody says what came of it: it is not listed as if it had happened."""
    _, after = settled(
        report("1", OPENS), report("2026-10-05", "A boat sank off Dover on Sunday.", "Boat", "Echo"), today="2026-10-05"
    )

    assert not any(one.ahead or "tram" in one.text for one in after.events)
    assert after.changes == (f"No news of what was announced for 3 October 2026: Harbour Wire: “{OPENS[:-1]}”.",)


def test_an_event_ahead_of_an_editor_passes_too():
    """An editor's own event without a known source is dropped when its day is over, and kept before."""
    event = Event("2026-10-03", "The tram opens.", ahead=True)

    assert timeline(record(today="2026-10-03", last=last(event)), frozenset()).events == (event,)
    assert timeline(record(today="2026-10-04", last=last(event)), frozenset()).events == ()
