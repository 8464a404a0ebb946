"""The program's objections to figures, to what is ahead, and to sides of tensions."""

from dataclasses import replace
from typing import Any

import builders
import pytest
from edits import (
    added,
    announced,
    assignment,
    changed,
    dropped,
    edits,
    figure,
    new_figure,
    settled,
    side,
    tension,
)

from dateline.core.model import Event, KeyFigure, Tension, TensionSide, WrittenBy
from dateline.desk.assemble import assemble
from dateline.desk.edits import Tightened
from dateline.desk.verify import objections, version_objections

LAST = builders.version(
    figures=(KeyFigure("cost", "Cost", "$3 million", ("harbour-plan",)),),
    timeline=(
        Event("2026-04-14", "The plan is published [@harbour-plan]."),
        Event("2026-06-02", "The gate opens [@harbour-plan].", ahead=True),
    ),
)
"""Claims: 1 what, 2 why, 3 narrative, 4 voice, 5 tension, 6 event, 7 event ahead."""
GATE = builders.item(
    "gate-opens",
    title="The gate opens",
    text="The gate opened on 4 May 2026. It cost $5 million. The test is due on 2 June.",
    published="2026-05-05",
)
SAYS = "The gate opened on 4 May 2026"
OPEN = "The gate opens [@gate-opens]."
DAY = "2026-05-24"


def found(published: str = DAY, **given: Any) -> list[tuple[str, str]]:
    task = assignment(builders.dossier(LAST), GATE, published=f"{published}T11:30:00Z")
    return [(one.rule, one.at) for one in objections(edits(LAST, **given), task)]


def test_an_answer_without_fault() -> None:
    """Values that the items have, dates to come and sides that cite meet no objection."""
    assert not found(
        figures=(figure("cost", "changed", "$5 million", "gate-opens"),),
        new_figures=(new_figure("Test", "2 June 2026", "gate-opens"), new_figure("State", "wide open", "gate-opens")),
        settled=(settled(7, "happened", "2026-05-04", OPEN, gate_opens=SAYS),),
        announced=(announced("2026-06-02", OPEN, gate_opens=SAYS), announced("2026-05", OPEN, gate_opens=SAYS)),
        tensions=(Tightened("cost-or-safety", "Dear or safe", (side("Ada", OPEN, gate_opens=SAYS),)),),
        new_tensions=(tension(OPEN, side("Ada", OPEN, gate_opens=SAYS), title="Open?", gate_opens=SAYS),),
    )
    assert not found(changed=(changed(7, "The gate opens at noon [@harbour-plan].", "2026-06-03"),))
    assert not found(settled=(settled(7, "moved", "2026-06-03", "The gate opens [@harbour-plan]."),))


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ({"figures": ()}, [("unaccounted", "")]),
        ({"figures": (figure("cost", "dropped"),)}, [("unaccounted", "figures[0]")]),
        ({"figures": (figure("cost", "changed", "$6 million", "gate-opens"),)}, [("ungrounded-number", "figures[0]")]),
        ({"new_figures": (new_figure("Cost", "$5 million", "other"),)}, [("unknown-source", "new_figures[0]")]),
        ({"new_figures": (new_figure("Cost", "$5 million"),)}, [("ungrounded-number", "new_figures[0]")]),
        ({"new_figures": (new_figure("Test", "3 June", "gate-opens"),)}, [("ungrounded-number", "new_figures[0]")]),
        (
            {"new_figures": (new_figure("", "www.evil.example", "gate-opens"),)},
            [("bad-shape", "new_figures[0].label"), ("address-in-text", "new_figures[0].value")],
        ),
        ({"announced": (announced(DAY, OPEN, gate_opens=SAYS),)}, [("bad-date", "announced[0].date")]),
        ({"announced": (announced("soon", OPEN, gate_opens=SAYS),)}, [("bad-date", "announced[0].date")]),
        ({"announced": (announced("2026-06", "It opens."),)}, [("uncited-claim", "announced[0]")]),
        ({"changed": (changed(7, "The gate opens [@harbour-plan].", "2026-05-04"),)}, [("bad-date", "changed[0].date")]),
        ({"settled": (settled(7, "happened", "2026-06-02", OPEN, gate_opens=SAYS),)}, [("bad-date", "settled[0].date")]),
        ({"settled": (settled(7, "moved", DAY, OPEN, gate_opens=SAYS),)}, [("bad-date", "settled[0].date")]),
        ({"settled": (settled(7, "called-off", DAY, OPEN),)}, [("quote-missing", "settled[0]")]),
        ({"settled": (settled(6, "happened", "2026-05-04", OPEN, gate_opens=SAYS),)}, [("bad-place", "settled[0]")]),
        (
            {"settled": (settled(70, "happened", "2026-05-04", "Open."),)},
            [("unaccounted", "settled[0]"), ("uncited-claim", "settled[0]")],
        ),
        ({"tensions": (Tightened("other", "A", ()),)}, [("bad-place", "tensions[0]")]),
        (
            {"tensions": (Tightened("cost-or-safety", "", (side(" ", "It is open."),)),)},
            [("uncited-claim", "tensions[0].sides[0]"), ("bad-shape", "tensions[0].sides[0].who")],
        ),
    ],
)
def test_what_cannot_be_right_is_refused(given: dict[str, Any], rules: list[tuple[str, str]]) -> None:
    """A figure without its value in an item, a date on the wrong side of the version, or a side without words."""
    assert found(**given) == rules


def test_what_is_over_must_be_settled() -> None:
    """An event that is ahead cannot be kept once its day is over."""
    assert found("2026-06-03") == [("bad-date", "kept[6]")]


def refused(**given: Any) -> list[tuple[str, str]]:
    task = assignment(builders.dossier(LAST), GATE)
    version = assemble(edits(LAST, **given), task, WrittenBy("claude"))
    return [(one.rule, one.at) for one in version_objections(version, edits(LAST, **given), task)]


def test_a_version_cites_what_its_figures_rest_on() -> None:
    """The source of a figure must be cited in the text."""
    assert refused() == []
    assert refused(new_figures=(new_figure("Cost", "$5 million", "gate-opens"),)) == [("unknown-source", "figures[1].sources")]


def test_a_tension_has_two_sides_or_none() -> None:
    """A tension with one side, or without a text, is incomplete."""
    one = Tightened("cost-or-safety", "", (side("Ada", "It is open [@harbour-plan]."),))

    assert refused(tensions=(one,)) == [("bad-shape", "tensions[0]")]
    two = replace(one, sides=one.sides * 2)
    assert refused(tensions=(two,)) == []
    assert refused(tensions=(two,), dropped=(dropped(5),)) == [("bad-shape", "tensions[0]")]


def test_a_side_is_a_place_for_new_claims() -> None:
    """The ledger numbers the sentences of sides, and a claim may be added to one."""
    sides = TensionSide("council", "It is dear [@harbour-plan]."), TensionSide("Ada", "It is safe [@harbour-plan].")
    last = replace(LAST, tensions=(Tension("cost", "They disagree [@harbour-plan].", sides=sides),))
    more = added("tensions", OPEN, "cost/2", 7, gate_opens=SAYS)

    assert objections(edits(last, added=(more,)), assignment(builders.dossier(last), GATE)) == ()
