import builders
import pytest
from reports import record, report

from dateline.core.cues import cues
from dateline.core.model import ClosedQuestion, Event, Question
from dateline.desk.extractive.answers import kind_of
from dateline.desk.extractive.questions import MOST_OPEN, questions

COURT = "The court has not yet decided when it will hear the case."


def texts(*items, taken=(), **given) -> list[str]:
    return [one.text for one in questions(record(*items, **given), frozenset(taken)).open]


def last(*known: Question, timeline: tuple[Event, ...] = ()):
    return builders.version(1, open_questions=known, timeline=timeline, published="2026-09-10T12:00:00Z")


def replayed(*items, today="2026-09-30", first=1):
    """The questions after those of the first items."""
    before = questions(record(*items[:first]), frozenset())
    return before, questions(record(*items, today=today, last=last(*before.open)), frozenset())


# --- what is asked ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        COURT,
        "It is unclear how long pharmacies can hold out.",
        "The court has not set a date for the tram case.",
        "Who will pay for the second tram line?",
        "Wann das Gericht über die Klage verhandelt, steht noch nicht fest.",
        "La date de l'audience sur le pont n'est pas encore connue.",
        "El tribunal no ha dicho cuándo verá el caso de la huelga.",
    ],
)
def test_a_source_asks_or_leaves_something_open(words):
    """A question that stands alone, and what a source says is not known, are open."""
    assert len(texts(report("10", words))) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Lorane would not comment on the shortage.",
        "The firm declined to comment on the closure of the plant.",
        "Who needs a second tram line anyway?",
        "How lovely is this picture of the tram?",
        "“What will become of the old tram line?”",
        "And who will pay for that?",
        "They have not said when they will come.",
        "The tram opens on 3 October.",
    ],
)
def test_what_is_no_question(words):
    """No comment, rhetoric, somebody's exclamation and what hangs on a sentence left out ask nothing."""
    assert texts(report("10", words)) == []


def test_an_opinion_piece_asks_nothing():
    """Questions of an opinion piece are not those of the story."""
    assert texts(report("10", COURT, "Opinion: Courts")) == []


def test_a_sentence_that_hangs_is_quoted_with_the_one_before():
    """A question that says "it" or "they" is quoted after the sentence that says who that is, or left out."""
    item = report("3", "The Tramway Inspectorate has taken over the case. It has not said how long its examination will take.")
    now = record(item)

    first, second = "The Tramway Inspectorate has taken over the case", "It has not said how long its examination will take"
    assert texts(item) == [f"Harbour Wire notes: “{first}”; “{second}” [@{item.key}]."]
    assert questions(now, frozenset(now.facts[:1])).open == ()


def test_a_pronoun_within_a_sentence_hangs_too():
    """A sentence with "they" in the middle hangs on the one before."""
    item = report("3", "Trucks with bottles wait at the border. The ministry has not said when they will come.")

    assert "Trucks with bottles" in texts(item)[0]


def test_a_question_that_two_sources_leave_open_is_asked_once():
    """The newest words are quoted."""
    other = report("11", "The court has not decided when it hears the case.", feed="Echo")

    assert texts(report("10", COURT), other) == [f"Echo notes: “{other.text[:-1]}” [@{other.key}]."]


def test_two_questions_have_two_ids():
    """Two questions that begin in the same words have ids of their own."""
    start = "It is unclear how long the pharmacies of the province"
    ends = (
        "can hold out with fresh supplies from neighbouring countries overseas",
        "stay closed during weekends, holidays and training days",
    )
    items = [report("9", f"{start} {end}.", feed=feed) for end, feed in zip(ends, ("Echo", "Wire"), strict=True)]
    found = questions(record(*items), frozenset())

    assert len({one.id for one in found.open}) == len(found.open) == 2


def test_no_more_than_six_are_open():
    """New questions are opened as long as there is room."""
    open_now = (
        "when the bridge opens again",
        "why the harbour crane fell",
        "how many teachers left school",
        "who bought the library",
        "whether actors get paid",
        "how long repairs in the museum last",
        "when fishermen return to market",
        "why engines failed at the station",
    )
    items = [report("9", f"It is unclear {what}.", what, f"Post {n}") for n, what in enumerate(open_now)]

    assert len(texts(*items)) == MOST_OPEN


# --- what becomes of them --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        (COURT, "The court will hear the case on 14 October."),
        (
            "The inspectors have not said how long the examination will take.",
            "The examination by the inspectors will take six weeks.",
        ),
        (
            "It is unclear how many trams of line 9 have cracked welds.",
            "Inspectors found cracked welds on seven trams of line 9.",
        ),
        ("The city has not said whether the opening of line 9 holds.", "The city cancelled the opening of line 9."),
        ("The maker did not say why the Halden plant stopped.", "The Halden plant of the maker stopped because a filter broke."),
        ("El tribunal no ha dicho cuándo verá el caso.", "El tribunal verá el caso el 21 de octubre."),
    ],
)
def test_a_later_statement_with_the_value_asked_for_answers(asks, answers):
    """When: a day; how long: a span; how many: a figure; whether: a decision; why: a reason. The answer is quoted and cited."""
    item = report("20", answers, feed="Echo")
    before, after = replayed(report("10", asks), item)

    assert len(before.open) == 1
    assert after.open == ()
    assert [(one.id, one.outcome) for one in after.closed] == [(before.open[0].id, "answered")]
    assert after.closed[0].text.endswith(f"Echo: “{answers[:-1]}” [@{item.key}].")


def test_an_answer_that_the_page_quotes_is_cited():
    """A sentence that the page quotes elsewhere is not quoted again, only the value that answers."""
    item = report("20", "The court will hear the case on 14 October.", feed="Echo")
    before = questions(record(report("10", COURT, key="court")), frozenset())
    now = record(report("10", COURT, key="court"), item, last=last(*before.open))

    found = questions(now, frozenset(now.facts))

    assert found.closed == (ClosedQuestion(before.open[0].id, "answered", f"Answered: “14 October” (Echo) [@{item.key}]."),)
    assert found.used.isdisjoint(fact for fact in now.facts if fact.item is item)


def test_a_value_of_another_kind_answers_nothing():
    """A cost is no day, and what was said before is no answer."""
    before, after = replayed(report("10", COURT), report("20", "The case will cost the court 9 million euros.", feed="Echo"))

    assert after.open == before.open
    assert texts(report("10", COURT), report("2", "The court will hear the case on 14 October.", feed="Echo"))


def test_what_may_answer_is_named_and_the_question_stays_open():
    """A program cannot tell whether it is the answer: the candidate is quoted below the question, and stays in these words."""
    asked = report(
        "10", "Wir haben Klage gegen die Schließung erhoben. Wann das Gericht verhandelt, steht noch nicht fest.", "Wir klagen"
    )
    item = report("20", "Über die Klage gegen die Schließung wird am 22. Oktober verhandelt.", "Termin der Klage", "Echo")
    before, after = replayed(asked, item)
    third = questions(record(asked, item, last=last(*after.open)), frozenset())

    assert after.open[0].id == before.open[0].id
    assert after.open[0].text == f"{before.open[0].text}\nPerhaps answered: Echo: “{item.text[:-1]}” [@{item.key}]."
    assert after.closed == ()
    assert third.open == after.open


def test_a_question_whose_source_took_it_back_is_dropped():
    """The question of a report that was wrong does not stay open."""
    wrong = report("2", "It is unclear why 31 shops in Mill Street lost their trade.", "Mill Street", "Echo")
    right = report(
        "6",
        "We said it is unclear why 31 shops in Mill Street lost trade. That was wrong: 22 shops did.",
        "Correction: Mill Street",
        "Echo",
    )
    before, after = replayed(wrong, right)

    assert after.closed == (ClosedQuestion(before.open[0].id, "dropped", "Echo has corrected its report."),)


def test_the_question_of_an_editor_stays():
    """A question without a source that is known stays open in its words, and is answered by the words that it has."""
    mine = Question("hearing", "When will the court hear the tram case?")
    item = report("20", "The court will hear the tram case on 14 October.")

    assert questions(record(today="2026-09-11", last=last(mine)), frozenset()).open == (mine,)
    assert questions(record(item, last=last(mine)), frozenset()).closed[0].id == "hearing"


def test_each_question_of_the_last_version_is_open_or_closed():
    """If there are too many, those that nobody mentions any more are dropped, with the day of the last mention."""
    names = "bridge harbour school library theatre museum market station".split()
    items = [
        report(str(n), f"The council talks about the old {one} of Lunn.", one, f"{one} Post") for n, one in enumerate(names, 2)
    ]
    known = tuple(Question(one, f"When does the old {one} open?") for one in names)
    found = questions(record(*items, last=last(*known)), frozenset())

    assert {*(one.id for one in found.open), *(one.id for one in found.closed)} == set(names)
    assert [one.id for one in found.closed] == ["bridge", "harbour"]
    assert found.closed[0] == ClosedQuestion("bridge", "dropped", "No source has mentioned it since 2 September 2026.")


def test_a_question_that_is_mentioned_today_is_not_dropped():
    """With too many questions of which sources still speak, all stay."""
    names = "bridge harbour school library theatre museum market".split()
    items = [report("9", f"The council talks about the old {one} of Lunn.", one, f"{one} Post") for one in names]
    known = tuple(Question(one, f"When does the old {one} open?") for one in names)

    assert len(questions(record(*items, today="2026-09-09", last=last(*known)), frozenset()).open) == len(names)


def test_a_question_that_nobody_ever_mentioned_is_dropped_without_a_day():
    """An editor's question of which no source speaks goes first."""
    known = tuple(Question(f"q{n}", f"Whither thing number {n}?") for n in range(MOST_OPEN + 1))

    assert questions(record(last=last(*known)), frozenset()).closed == (ClosedQuestion("q0", "dropped", ""),)


def test_a_day_that_passed_without_news_is_asked_about():
    """An event that was ahead and of which nobody says what came asks what came of it, until a source tells."""
    plan = report("1", "The council of Lunn opens the tram line to Westgate on 3 October.")
    event = Event("2026-10-03", f"Harbour Wire: “{plan.text[:-1]}” [@{plan.key}].", ahead=True)
    asked = questions(record(plan, today="2026-10-05", last=last(timeline=(event,))), frozenset())
    told = report("2026-10-06", "The council of Lunn opened the tram line to Westgate on Tuesday.", "Trams", "Echo")
    after = questions(record(plan, told, today="2026-10-06", last=last(*asked.open)), frozenset())

    assert asked.open[0].text == f"It is not known what came of this, announced for 3 October 2026: {event.text}"
    assert asked.open[0].id.startswith("2026-10-03-")
    assert [one.due for one in (*asked.open, *after.open)] == ["2026-10-03", "2026-10-03"]
    assert "Perhaps answered: Echo: " in after.open[0].text


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("It has not said how long it will take", "asks_how_long"),
        ("Who will pay for the line?", "asks_who"),
        ("The tram is green", None),
    ],
)
def test_what_a_question_asks_for(words, kind):
    """The question's words tell the kind of its answer."""
    assert kind_of(words, cues("en")) == kind


# --- when it should be known -----------------------------------------------------------------------------------------------


def due(words: str) -> list[str | None]:
    return [one.due for one in questions(record(report("10", words)), frozenset()).open]


def test_a_question_is_due_on_the_one_day_that_it_names():
    """A question that names one day to come is due then; with two days, a vague one, or none, it has no date."""
    assert due("It is not known whether the court will hear the tram case on 14 October 2026.") == ["2026-10-14"]
    assert due("It is not known whether the court will hear the tram case in October 2026.") == [None]
    assert due("It is not known whether the court will hear the tram case on 14 or 21 October 2026, or on 3 November.") == [None]
    assert due(COURT) == [None]


def test_a_date_stays_while_the_question_is_open():
    """A question of the last version keeps the date that an editor or another writer gave it."""
    known = Question("court", f"“{COURT}” [@gone].", due="2026-12")

    assert [one.due for one in questions(record(last=last(known)), frozenset()).open] == ["2026-12"]
