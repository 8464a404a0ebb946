import builders
import pytest

from dateline.core.model import Tension
from dateline.desk.statements import Statement
from dateline.desk.tensions import disagreements, tensions


def statement(words: str, feed: str = "Gazette", published: str = "2026-05-13", key: str = "") -> Statement:
    return Statement(builders.item(key or feed.lower(), text=words, feed=feed, published=published), words)


FORTY = statement("The barrier will cost €40 million, the council says")
SIXTY = statement("The barrier is expected to cost €60 million", "Ledger", "2026-05-14")


def figures(*said: Statement, known: tuple[Statement, ...] = ()) -> list[list[str]]:
    return [[side.figure.text for side in one.sides] for one in disagreements(said, known)]


def test_two_outlets_two_figures() -> None:
    """Different figures for one thing are given side by side, the earliest first, in whatever order they are read."""
    expected = Tension(
        "figures-barrier-cost",
        "Gazette writes: “The barrier will cost €40 million, the council says” [@gazette].\n"
        "Ledger writes: “The barrier is expected to cost €60 million” [@ledger].",
    )

    assert tensions(disagreements([SIXTY, FORTY], []), ()) == (expected,)
    assert tensions(disagreements([SIXTY], [FORTY]), ()) == (expected,)


@pytest.mark.parametrize(
    "other",
    [
        statement("The barrier is expected to cost €60 million", "Gazette", key="second"),
        statement("The barrier is expected to cost about €40.0 million", "Ledger"),
        statement("The barrier is expected to cost $60 million", "Ledger"),
        statement("Dredging the channel costs €60 million", "Ledger"),
        statement("The barrier cost of €60 million rose from €50 million", "Ledger"),
        Statement(builders.item("b", feed="Ledger"), "Barrier to cost €60 million", is_headline=True),
    ],
)
def test_what_is_no_tension(other: Statement) -> None:
    """One outlet, one value, two units, two things, two figures in a sentence, a headline: none of these is a contradiction."""
    assert figures(FORTY, other) == []


def test_counts_are_compared_with_their_noun() -> None:
    """Plain numbers contradict each other only if they count the same thing."""
    seven = statement("The shipyard delivered 7 gates for the barrier")
    nine = statement("The shipyard delivered 9 gates for the barrier", "Ledger")
    pumps = statement("The shipyard delivered 9 pumps for the barrier", "Ledger")
    bare = statement("Gates for the barrier that the shipyard delivered: 9", "Ledger")

    assert figures(seven, nine) == [["7", "9"]]
    assert figures(seven, pumps) == []
    assert figures(seven, bare) == []


def test_figures_of_two_dates_may_both_be_right() -> None:
    """A figure for another date is another figure."""
    march = statement("The barrier cost of March 2026 was €40 million")
    april = statement("The barrier cost of April 2026 was €60 million", "Ledger")

    assert figures(march, april) == []


def test_only_what_is_new_makes_a_tension() -> None:
    """Two earlier statements were compared before."""
    assert figures(known=(FORTY, SIXTY)) == []


def test_further_figures_join_the_tension() -> None:
    """A third figure is another side, one that agrees with a side is not, and an earlier tension loses nothing."""
    seventy = statement("The barrier will cost €70 million with pumps", "Radio", "2026-05-15")
    again = statement("The barrier will cost €60 million", "Courier", "2026-05-16")
    carried = tensions(disagreements([FORTY, SIXTY], []), ())

    assert figures(FORTY, SIXTY, seventy, again) == [["€40 million", "€60 million", "€70 million"]]
    (longer,) = tensions(disagreements([seventy], [FORTY, SIXTY]), carried)
    assert longer.text == f"{carried[0].text}\nRadio writes: “The barrier will cost €70 million with pumps” [@radio]."


def test_carried_tensions_stay() -> None:
    """What the last version had stays first and unchanged."""
    other = Tension("cost-or-safety", "Cost stands against safety [@a].", ("a",))

    assert tensions(disagreements([FORTY, SIXTY], []), (other,))[0] == other


def test_words_that_cannot_be_quoted_are_no_side() -> None:
    """A statement that would break its sentence is left out."""
    assert figures(FORTY, statement("1. The barrier. It will cost €60 million", "Ledger")) == []
