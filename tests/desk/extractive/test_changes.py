from dataclasses import replace

import builders
from analysed import compare
from telling import report, state, version

from dateline.core.model import KeyFigure, Question, Voice
from dateline.desk.extractive.changes import changes

COST = "The harbour barrier will cost 40 million euros"
MORE = "The harbour barrier will cost 52 million euros"


def moved(*new, known=(), last=None) -> list[str]:
    """What a reader is told of a second version."""
    first = last or version(*known)
    return version(*new, known=tuple(known), versions=(first,)).changes.splitlines()


def test_a_first_version_says_what_came_in():
    """There is nothing to compare with: only the items are counted, copies included, and their origins."""
    items = (report(10, f"{COST}."), report(11, f"{COST}.", "Quay Radio"), report(12, "Silt settles where trawlers moor."))

    assert version(*items).changes == "3 items came in from 2 origins."
    assert version(items[0]).changes == "One item came in from one origin."


def test_a_value_that_moved_comes_first_and_counts_come_last():
    """Old and new value stand side by side, with what the value measures."""
    assert moved(report(12, f"{MORE}.", "Harbour Post"), known=[report(10, f"{COST}.")]) == [
        "Harbour barrier will cost: 52 million euros, up from 40 million euros [@harbour-post-12].",
        "One item came in from one origin.",
    ]
    assert moved(report(12, f"{COST}.", "Harbour Post"), known=[report(10, f"{MORE}.")])[0].endswith(
        "40 million euros, down from 52 million euros [@harbour-post-12]."
    )


def test_a_day_that_moved():
    """A new day stands next to the one that it replaces."""
    opens = "The harbour barrier opens on"
    first, *_ = moved(report(12, f"{opens} 5 September.", "Harbour Post"), known=[report(10, f"{opens} 3 August.")])

    assert first == "Harbour barrier opens: 5 September, instead of 3 August [@harbour-post-12]."


def test_a_value_of_a_known_item_is_no_news():
    """What moved before the last version is not told again."""
    known = [report(10, f"{COST}."), report(12, f"{MORE}.", "Harbour Post")]

    assert moved(report(13, "Silt settles where trawlers moor.", "Quay Radio"), known=known) == [
        "One item came in from one origin."
    ]


def test_decisions_and_denials_are_told_by_their_titles():
    """Of each, two items at most, each with its outlet; opinions, speech and plans decide nothing."""
    new = (
        report(12, "The council approved new gates for the harbour.", title="Council approves the new harbour gates"),
        report(13, "The port banned trawlers from the quay.", title="Port bans trawlers from quay"),
        report(14, "The court fined Keelworks for noise.", title="Court fines Keelworks for noise at night"),
        report(15, "Keelworks denies that the noise at night was loud.", title="Keelworks: it was never loud at night"),
        report(16, "The port approved pumps of steel.", title="Opinion: the port approves pumps of steel"),
    )
    found = moved(*new, known=[report(10, f"{COST}.")])

    assert [line.split("“")[0] for line in found] == [
        "Denied: ",
        "Decided: ",
        "Decided: ",
        "New: ",
        "5 items came in from 5 origins.",
    ]
    assert found[0] == "Denied: “Keelworks: it was never loud at night” (Coast Wire) [@coast-wire-15]."


def test_an_item_is_told_once():
    """Two decisions in an item are one line."""
    text = "The council approved gates of steel for the harbour. The council approved pumps of glass for the quay."
    both = (report(12, text, title="Council approves gates and pumps"), report(13, "Silt settles where trawlers moor."))

    assert [line for line in moved(*both, known=[report(10, f"{COST}.")]) if line.startswith("Decided")] == [
        "Decided: “Council approves gates and pumps” (Coast Wire) [@coast-wire-12]."
    ]


def test_a_correction_of_an_outlet_is_told():
    """Readers of the last version learn that a report which it quoted is corrected."""
    wrong, right = "Shops on the quay lost 31 per cent of their trade", "Shops on the quay lost 22 per cent of their trade"
    new = report(12, f"Our report was wrong. {right}.", title="Correction: shops on the quay")

    assert "Coast Wire has corrected its report." in moved(new, known=[report(10, f"{wrong}.")])


def test_a_key_figure_that_is_dropped_is_told():
    """A figure that is not followed any more does not vanish in silence."""
    figure = KeyFigure("length", "Length", "40 m", ("gone",))
    last = replace(version(report(10, f"{COST}.")), figures=(figure,))
    first, *_ = moved(report(12, "Silt settles where trawlers moor."), known=[report(10, f"{COST}.")], last=last)

    assert "Length" in first
    assert "40 m" in first


def test_the_label_of_a_key_figure_is_that_of_the_version():
    """An editor's label of a figure stays."""
    known = [report(10, f"{COST}.")]
    last = replace(version(*known), figures=(KeyFigure("cost", "Price", "40 million euros", ("coast-wire-10",)),))
    found = version(report(12, f"{MORE}.", "Harbour Post"), known=tuple(known), versions=(last,))

    assert found.figures == (KeyFigure("cost", "Price", "52 million euros", ("harbour-post-12",)),)
    assert found.changes.startswith("Price: 52 million euros, up from 40 million euros")


def test_questions_and_voices_are_counted():
    """How many questions were answered and opened, and who is heard for the first time."""
    before = builders.version(1, open_questions=(Question("a", "Who?"),), perspectives=())
    after = builders.version(2, open_questions=(Question("b", "When?"),), perspectives=(Voice("x", "Ada Lind", view="Yes."),))

    found = changes(state(report(10, f"{COST}.")), after, compare(before, after), ())

    assert found.splitlines()[:-1] == ["One question is newly open.", "New voice: Ada Lind."]


def test_a_key_figure_moves_from_the_value_that_it_had():
    """The value of the last version is named, not one that was replaced before."""
    first, second = report(8, f"{COST}."), report(10, f"{MORE}.", "Harbour Post")
    last = replace(version(first, second), figures=(KeyFigure("cost", "Cost", "52 million euros", ("harbour-post-10",)),))
    third = report(12, MORE.replace("52", "61") + ".", "Quay Radio")

    assert version(third, known=(first, second), versions=(last,)).changes.startswith(
        "Cost: 61 million euros, up from 52 million euros [@quay-radio-12]."
    )


def test_a_lawsuit_decides_nothing():
    """Who goes to court is news, and no decision."""
    sued = report(12, "The Riders' Union has sued the town over the harbour barrier.", title="Riders sue over the barrier")
    first, *_ = moved(sued, known=[report(10, f"{COST}.")], last=version(report(10, f"{COST}.")))

    assert first == "New: “Riders sue over the barrier” (Coast Wire) [@coast-wire-12]."
