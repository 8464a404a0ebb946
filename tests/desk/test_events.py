import builders
import pytest

from dateline.core.model import Event
from dateline.desk.events import timeline
from dateline.desk.statements import Statement


def statement(words: str, key: str = "a", published: str | None = "2026-05-14T08:00:00Z") -> Statement:
    return Statement(builders.item(key, text=words, published=published), words)


def found(*said: Statement, carried: tuple[Event, ...] = (), latest: str = "2026-05-15") -> list[str]:
    return [event.date for event in timeline(said, carried, latest)]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("The council voted on 13 May 2026 for the gates", "2026-05-13"),
        ("Tests of the gates began in March 2026", "2026-03"),
        ("In 2019 the old quay stood under water", "2019"),
        ("The council voted on 13 May for the gates", "2026-05-13"),
        ("The old quay stood under water on 30 December", "2025-12-30"),
        ("The council voted on Wednesday for the gates", "2026-05-13"),
        ("The tide reached the quay on Wednesday, less than forecast", "2026-05-13"),
        ("The council voted on Thursday evening for the gates", "2026-05-14"),
        ("The east gate turned on Friday for the first time since February", "2026-05-08"),
        ("Porter denied on Tuesday that the gate broke in March 2026", "2026-05-12"),
        ("The port said on Monday that the bridge was built in 1962", "2026-05-11"),
        ("The port said that the gate was closed on 12 May 2026", "2026-05-12"),
        ("The barrier, which stood for years, fell on 12 May 2026", "2026-05-12"),
    ],
)
def test_a_date_in_words_makes_an_event(words: str, date: str) -> None:
    """An event has the date its sentence gives, no more and no less precise, and quotes it."""
    assert timeline([statement(words)], (), "2026-05-15") == (Event(date, f"Harbour Wire writes: “{words}” [@a]."),)


@pytest.mark.parametrize(
    "words",
    [
        "The council voted for the gates",
        "The gates closed on 29 February",
        "The council voted on 15 May for the gates",
        "The test that was planned for 13 May was called off",
        "The council votes on Wednesday on the gates",
        "The council said it will vote on Wednesday on the gates",
        "The council voted on Tuesday and on Wednesday",
        "Gates are closed on Mondays",
        "The council will vote on 13 June 2026 on the gates",
        "The council voted on 13 May 2026 and on 14 May 2026",
        "The gates must close by May 2026",
        "The plan of 14 April 2026 is late",
        "The flood of 2019 took the quay",
        "Sales of pumps rose in Q1 2026",
        "A replica of the barrier that stood in 1953 was shown at the harbour",
        "The council thanked the firm which inspected the bridge in 2024",
        "Porter, who resigned on Monday, was mayor of the old town",
        "The bridge built in 1962 collapsed under the crane",
        "The repair was priced at 5 million euros in May 2025 prices",
        "The repair cost 5 million pounds (2019 prices) and was paid",
        "Updated on 12 May 2026 with the words of the port",
        "Editor’s note: the figure was put right on 12 May 2026",
        "This article was first published on 12 May 2026",
        "On Tue, 12 May 2026 at 10:00, the harbour desk wrote",
        "Date: 12 May 2026 was the day of the test",
    ],
)
def test_what_makes_no_event(words: str) -> None:
    """No or two dates, a deadline, the name of a thing, a quarter, or the future: no event, nor the day of publication."""
    assert found(statement(words)) == []


@pytest.mark.parametrize(
    "words",
    [
        "The council voted on 31 April 2026 for the gates",
        "The gates closed on February 30, 2026",
        "The gates closed on 29 February 2025",
        "The gates closed on 31 June",
        "The gates closed on the 32nd of May",
        "The gates closed on 2026-04-31",
        "The gates closed on 2026年2月30日",
    ],
)
def test_a_day_that_no_calendar_has_makes_no_event(words: str) -> None:
    """A sentence with an impossible date gives no event; other sentences still do."""
    beside = statement("The council voted on 13 May 2026 for the gates", "b")

    assert found(statement(words), beside) == ["2026-05-13"]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31T23:59:59Z"])
@pytest.mark.parametrize("words", ["The council voted on Sunday for the gates", "The gates closed on 29 February"])
def test_the_calendar_has_an_end(published: str, words: str) -> None:
    """An item that is dated at an end of the calendar looks for no day beyond it."""
    assert len(found(statement(words, published=published), latest="9999-12-31")) <= 1


@pytest.mark.parametrize(
    ("published", "offset", "expected"),
    [
        ("2026-11-12T22:30:00Z", "+08:00", "2026-11-11"),
        ("2026-11-13T02:00:00Z", "-08:00", "2026-11-11"),
        ("2026-11-13", "", "2026-11-11"),
    ],
)
def test_a_weekday_is_counted_from_the_feed_s_own_day(published: str, offset: str, expected: str) -> None:
    """What is Thursday evening in UTC is Friday in Singapore, and what is Friday there is Thursday in San Francisco."""
    words = "The council voted on Wednesday for the gates"
    item = builders.item("a", text=words, published=published, offset=offset)

    assert [event.date for event in timeline([Statement(item, words)], (), "2026-11-30")] == [expected]


def test_nothing_happens_after_the_item_or_the_version() -> None:
    """A date later than the item's own or the version's gives no event, and neither does an undated item."""
    words = "The council voted on 13 May 2026 for the gates"

    assert found(statement(words), latest="2026-05-12") == []
    assert found(statement(words, published="2026-05-12")) == []
    assert found(statement(words, published=None)) == []
    assert found(statement("The council voted on Wednesday for the gates", published="2026-05")) == []
    assert found(statement("The council voted on 13 May for the gates", published="2026-05")) == []


def test_headlines_and_broken_sentences_make_no_event() -> None:
    """Only whole sentences of an item are events."""
    words = "Council votes on 13 May 2026"

    assert found(Statement(builders.item(title=words, published="2026-05-14"), words, is_headline=True)) == []
    assert found(statement("1. The gates. Closed on 13 May 2026")) == []


def test_two_that_tell_the_same_of_one_day_are_one_event() -> None:
    """The first counts, also against the events carried over; another matter on that day is another event."""
    first = statement("The council voted on 13 May 2026 for the gates")
    again = statement("On 13 May 2026 the council voted for the gates", "b")
    other = statement("Trawlers left their moorings on 13 May 2026", "c")
    carried = timeline([first], (), "2026-05-15")

    assert len(timeline([first, again, other], (), "2026-05-15")) == 2
    assert timeline([again], carried, "2026-05-15") == carried


def test_the_timeline_ascends() -> None:
    """Earlier and new events are in the order of their dates."""
    carried = (Event("2026-04", "A."), Event("2026-05-14", "B."))

    assert found(statement("The council voted on 13 May 2026"), carried=carried) == ["2026-04", "2026-05-13", "2026-05-14"]


def test_a_version_takes_twelve_new_events() -> None:
    """The first twelve count."""
    said = [statement(f"Gate number {day} closed on {day} May 2026", f"k{day}") for day in range(1, 14)]

    assert len(found(*said)) == 12
