from dataclasses import replace

import pytest
from telling import report, state, version

from dateline.core.model import KeyFigure
from dateline.desk.extractive.key_figures import followed, key_figures

COST, MORE, MOST = (f"The harbour barrier will cost {cost} million euros" for cost in (40, 52, 60))
FIRST, SECOND, THIRD = (
    report(10, f"{COST}."),
    report(12, f"{MORE}.", "Harbour Post"),
    report(14, f"{MOST}.", "Quay Radio"),
)
CITED = {"coast-wire-10": 1, "harbour-post-12": 2, "quay-radio-14": 3}


def figures(*items, cited=CITED, last=()):
    return [(one.id, one.label, one.value, one.sources) for one in key_figures(state(*items), cited, last)]


def test_a_value_that_replaced_another_is_followed():
    """It has an id and a label from the words that it shares with the old one, and cites where it stands."""
    assert figures(FIRST, SECOND) == [
        ("harbour-barrier-will-cost", "Harbour barrier will cost", "52 million euros", ("harbour-post-12",))
    ]


def test_a_value_that_never_moved_is_no_key_figure():
    """What a story turns on is what moved."""
    assert figures(FIRST) == []


def test_a_value_that_is_over_is_no_key_figure():
    """A day that was moved and has passed since is not followed any more."""
    items = (report(10, "The harbour barrier opens on 3 August."), report(12, "The harbour barrier opens on 5 September."))

    assert len(followed(state(*items))) == 1
    assert followed(state(*items, today="2026-10-01")) == ()


def test_a_value_that_the_version_does_not_cite_is_left_out():
    """A key figure's source is cited elsewhere too."""
    assert figures(FIRST, SECOND, cited={"coast-wire-10": 1}) == []


def test_values_are_followed_through_others():
    """Three values of one thing are one key figure, with all that it replaced, the latest first."""
    (one,) = followed(state(FIRST, SECOND, THIRD))

    assert one.now.text == "60 million euros"
    assert [was.text for was in one.was] == ["52 million euros", "40 million euros"]


def test_a_key_figure_keeps_its_id_and_label():
    """From version to version a figure has one id, through every change, and an editor's label stays."""
    last = (KeyFigure("price", "Price", "40 million euros", ("coast-wire-10",)),)

    assert figures(FIRST, SECOND, last=last) == [("price", "Price", "52 million euros", ("harbour-post-12",))]
    assert figures(FIRST, SECOND, THIRD, last=last) == [("price", "Price", "60 million euros", ("quay-radio-14",))]


def test_a_key_figure_that_still_holds_stays():
    """A figure that no item touches is kept while its source is cited, and dropped when it is not."""
    last = (KeyFigure("length", "Length", "40 m", ("coast-wire-10",)), KeyFigure("depth", "Depth", "9 m", ("gone",)))

    assert figures(FIRST, last=last) == [("length", "Length", "40 m", ("coast-wire-10",))]


def test_a_key_figure_without_a_source_is_kept():
    """A figure that an editor gave no source is not followed."""
    assert figures(FIRST, SECOND, last=(KeyFigure("price", "Price", "9 pounds", ()),))[0] == ("price", "Price", "9 pounds", ())


def test_there_are_at_most_five():
    """A sixth figure waits."""
    last = tuple(KeyFigure(f"f{n}", f"F{n}", f"{n} m", ("coast-wire-10",)) for n in range(5))

    assert len(figures(FIRST, SECOND, last=last)) == 5


@pytest.mark.parametrize(
    ("old", "new", "label", "value"),
    [
        ("Inspectors found cracked welds on three trams", "Inspectors found cracked welds on seven trams", "Trams", "seven"),
        (
            "The harbour strike costs the shops 2 million euros a week",
            "The harbour strike costs the shops 3 million euros a week",
            "Harbour strike costs the shops",
            "3 million euros a week",
        ),
        (
            "Strike of tugs now held up by the northern harbour costs the shops 2 million euros a week",
            "Strike of tugs now held up by the northern harbour costs the shops 3 million euros a week",
            "Strike of tugs now held",
            "3 million euros a week",
        ),
        (
            "For 40 million euros the harbour gets a barrier",
            "For 52 million euros the harbour gets a barrier",
            "Harbour barrier",
            "52 million euros",
        ),
    ],
)
def test_the_label_says_what_is_measured(old, new, label, value):
    """It is what is counted, or the words before the value that both sentences have, or else the title's."""
    ((_, found, text, _),) = figures(report(10, f"{old}."), report(12, f"{new}.", "Harbour Post"))

    assert (found, text) == (label, value)


def test_a_version_has_its_key_figures():
    """They are in the file, and their sources among those that it cites."""
    first = version(FIRST)
    second = version(SECOND, known=(FIRST,), versions=(first,))

    assert [one.value for one in second.figures] == ["52 million euros"]
    assert {key for one in second.figures for key in one.sources} <= {one.key for one in second.sources}
    assert version(THIRD, known=(FIRST, SECOND), versions=(first, second)).figures == (
        replace(second.figures[0], value="60 million euros", sources=("quay-radio-14",)),
    )
