"""What a comparison tells readers, the weightiest first."""

from collections.abc import Mapping
from typing import Any

import builders
from analysed import compare

from dateline.core.compare.news import KINDS, MOST_OF_A_KIND, News, news, weight
from dateline.core.model import ClosedQuestion, Event, KeyFigure, Question, Voice

EVENT = Event("2026-04-14", "The plan is published [@harbour-plan].")


def told(before: Mapping[str, Any], after: Mapping[str, Any], language: str = "en") -> tuple[News, ...]:
    return news(compare(builders.version(1, **before), builders.version(2, **after)), language)


def test_each_kind_of_news_is_told_in_order_of_weight():
    """Figures come first, then what was decided and denied, what became of plans, answers, new voices and new questions."""
    found = told(
        {
            "figures": (
                KeyFigure("cost", "Repair", "1.8 million euros", ("harbour-plan",)),
                KeyFigure("gates", "Gates", "3", ("harbour-plan",)),
            ),
            "timeline": (EVENT, Event("2026-05-20", "The barrier is to open [@harbour-plan].", ahead=True)),
        },
        {
            "figures": (
                KeyFigure("cost", "Repair", "2.3 million euros", ("harbour-plan",)),
                KeyFigure("gates", "Gates", "3", ("harbour-plan",)),
                KeyFigure("subsidy", "Subsidy", "640,000 euros", ("harbour-plan",)),
            ),
            "timeline": (
                EVENT,
                Event("2026-05-01", "The council voted by 14 to 9 to pay first [@harbour-plan]."),
                Event("2026-05-01", "The builder denied that the gate is worn [@harbour-plan]."),
                Event("2026-06-20", "The barrier is to open [@harbour-plan].", ahead=True),
            ),
            "open_questions": (Question("height", "Is 3 metres enough?"),),
            "closed_questions": (ClosedQuestion("cost", "answered", "The county does [@harbour-plan]."),),
            "perspectives": (
                Voice("council", "The council", view="Wants it [@harbour-plan]."),
                Voice("fishers", "The fishers", view="Fear it [@harbour-plan]."),
            ),
        },
    )

    assert found == (
        News("figure", "Repair", "1.8 million euros", "2.3 million euros", "cost"),
        News("figure", "Subsidy", "", "640,000 euros", "subsidy"),
        News("decided", "", "", "The council voted by 14 to 9 to pay first."),
        News("denied", "", "", "The builder denied that the gate is worn."),
        News("moved", "The barrier is to open.", "2026-05-20", "2026-06-20"),
        News("answered", "Who pays for it?", "", "The county does.", "cost"),
        News("voice", "The fishers", "", "Fear it.", "fishers"),
        News("opened", "", "", "Is 3 metres enough?", "height"),
    )
    assert weight(found) == 8 + 8 + 7 + 6 + 5 + 5 + 2 + 1


def test_what_was_announced_happens_or_is_called_off():
    """An event that was ahead is told when it happened, and when it was called off."""
    ahead = (
        Event("2026-05-20", "The barrier is to open [@harbour-plan].", ahead=True),
        Event("2026-07-01", "The night ferry is to sail [@harbour-plan].", ahead=True),
    )
    after = (
        Event("2026-05-20", "The barrier is to open [@harbour-plan]."),
        Event("2026-05-19", "The night ferry is to sail no more [@harbour-plan]."),
    )

    found = told({"timeline": ahead}, {"timeline": tuple(sorted(after, key=lambda one: one.date))})

    assert [(one.kind, one.after) for one in found if one.kind in ("happened", "called_off")] == [
        ("happened", "The barrier is to open."),
        ("called_off", "The night ferry is to sail no more."),
    ]


def test_a_decision_is_told_once():
    """A decision that both the timeline and the narrative tell is told in the words of the timeline."""
    found = told(
        {},
        {
            "narrative": (
                "The council plans a barrier [@harbour-plan]. On Friday the council voted to pay first for it [@harbour-plan].",
            ),
            "timeline": (EVENT, Event("2026-05-01", "The council voted to pay first [@harbour-plan].")),
        },
    )

    assert [one.after for one in found if one.kind == "decided"] == ["The council voted to pay first."]


def test_a_decision_that_only_the_text_tells_is_told():
    """Without an event for it, a new sentence of What or of the narrative is told."""
    found = told({}, {"what": "The council plans a barrier [@harbour-plan]. The council voted to pay first [@harbour-plan]."})

    assert [one.after for one in found if one.kind == "decided"] == ["The council voted to pay first."]


def test_decisions_are_found_in_the_language_of_the_story():
    """The cue words are those of the story's language."""
    event = Event("2026-05-01", "Der Rat hat den Bau beschlossen [@harbour-plan].")

    assert [one.kind for one in told({}, {"timeline": (EVENT, event)}, "de")] == ["decided"]
    assert told({}, {"timeline": (EVENT, event)}) == ()


def test_another_figure_is_told_without_a_label():
    """A figure in a sentence that is reworded is told with what it counts, if it is clear that one follows the other."""
    found = told(
        {"what": "The school has room for 180 pupils [@harbour-plan]."},
        {"what": "The school has room for 118 pupils [@harbour-plan]."},
    )

    assert found == (News("figure", "", "180 pupils", "118 pupils"),)


def test_a_figure_that_is_told_twice_is_news_once():
    """A figure that changed in two sentences is one line."""
    what, narrative = "The school has room for {} pupils [@harbour-plan].", "It takes {} pupils now [@harbour-plan]."
    before, after = ({"what": what.format(size), "narrative": (narrative.format(size),)} for size in (180, 118))

    found = told(before, after)

    assert [(one.before, one.after) for one in found] == [("180 pupils", "118 pupils")]


def test_a_figure_that_is_followed_from_now_on_has_its_earlier_value():
    """A key figure that is new has the value that the text had before, and is told once."""
    sentence = "The school has room for {} pupils [@harbour-plan]."
    rooms = KeyFigure("rooms", "Room", "118 pupils", ("harbour-plan",))

    found = told({"what": sentence.format(180)}, {"what": sentence.format(118), "figures": (rooms,)})

    assert found == (News("figure", "Room", "180 pupils", "118 pupils", "rooms"),)


def test_a_figure_that_is_gone_is_no_news():
    """A figure that the new version does not tell is left to the redline."""
    gone = {"what": "The school has room for pupils [@harbour-plan]."}

    assert told({"what": "The school has room for 180 pupils [@harbour-plan]."}, gone) == ()


def test_a_list_is_never_long():
    """Of each kind only the first few are told."""
    many = tuple(Question(f"q{number}", f"Is {number} enough?") for number in range(2, 12))

    found = told({}, {"open_questions": (Question("cost", "Who pays for it?"), *many)})

    assert len(found) == MOST_OF_A_KIND
    assert {one.kind for one in found} == {"opened"} <= set(KINDS)


def test_nothing_changed_tells_nothing():
    """Two versions that say the same tell nothing."""
    assert told({}, {}) == ()
