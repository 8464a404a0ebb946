"""A version on top of another one: its own words, with what the other changed and it did not touch."""

from dataclasses import replace
from typing import Any

import builders
import pytest
from drawn import VERSIONS
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import codec
from dateline.core.model import (
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Event,
    KeyFigure,
    Question,
    Review,
    Tension,
    TensionSide,
    Version,
    Voice,
    WrittenBy,
)
from dateline.core.on_top import OnTop, on_top, says_nothing_new

BEFORE = builders.version(3)
CITED = "[@harbour-plan]"


def merged(first: dict[str, Any], later: dict[str, Any], before: Version = BEFORE) -> OnTop:
    """The later side's changes on top of those of the first."""
    sides = (replace(before, version=4, **one) for one in (first, later))
    return on_top(before, *sides, number=5, items=7)


def names(rows: tuple[Any, ...]) -> list[str]:
    return [row.id for row in rows]


@settings(max_examples=25)
@given(VERSIONS, VERSIONS)
def test_what_only_one_side_changed_is_that_sides(before: Version, after: Version) -> None:
    """If the first changed nothing, the text is the later one's, and if the later changed nothing, it is the first's."""
    unchanged = on_top(before, before, after, number=5, items=1).version
    taken = on_top(before, after, before, number=5, items=1)

    for name in (
        "title",
        "what",
        "why_it_matters",
        "open_questions",
        "narrative",
        "timeline",
        "figures",
        "perspectives",
        "tensions",
    ):
        assert getattr(unchanged, name) == getattr(after, name)
        assert getattr(taken.version, name) == getattr(after, name)
    assert taken.both == ()


@settings(max_examples=15)
@given(VERSIONS, VERSIONS, VERSIONS)
def test_the_result_can_be_filed(before: Version, first: Version, later: Version) -> None:
    """Whatever three versions there are, the result can be read again, and says about itself what the later one said."""
    result = codec.canonical(on_top(before, first, later, number=5, items=1).version)

    assert codec.parse(Version, codec.dump(result).encode(), "v005.yaml").value == result
    assert [result.kind, result.changes, result.corrections] == [later.kind, codec.canonical(later).changes, later.corrections]
    assert result.published == max(first.published, later.published)


def test_the_result_says_what_it_is() -> None:
    """It has the new number, the later of both times and the count of items that is given, and no review."""
    written = WrittenBy("desk")
    result = merged(
        {
            "published": "2026-06-02T10:00:00Z",
            "kind": "correction",
            "corrections": (Correction(3, "a", "b"),),
            "changes": "First.",
        },
        {
            "published": "2026-06-01T10:00:00Z",
            "changes": "Later.",
            "written_by": written,
            "review": Review("Ada", "2026", "approved"),
        },
    ).version

    assert (result.version, result.published, result.items, result.review) == (5, "2026-06-02T10:00:00Z", 7, None)
    assert (result.kind, result.changes, result.corrections, result.written_by) == ("update", "Later.", (), written)


def test_both_changed_a_text() -> None:
    """The later words stay, and the place is named; where both wrote the same, there is nothing to name."""
    result = merged({"what": "The first.", "title": "Both"}, {"what": "The later.", "title": "Both"})

    assert (result.version.what, result.version.title, result.both) == ("The later.", "Both", ("what",))


def test_questions_are_merged_one_by_one() -> None:
    """Each question is followed by its id: new ones of both stay, in their places, and one that a side closed is closed."""
    before = replace(BEFORE, open_questions=(Question("cost", "Cost?"), Question("date", "Date?"), Question("crew", "Crew?")))
    first = (Question("who", "Who?"), Question("cost", "What cost?"), Question("why", "Why?"), Question("crew", "Crew?"))
    later = (Question("cost", "Cost?"), Question("date", "Date?"), Question("where", "Where?"))
    gone, done = ClosedQuestion("date", "dropped", "Gone."), ClosedQuestion("crew", "answered", "Twelve.")

    result = merged(
        {"open_questions": first, "closed_questions": (gone,)}, {"open_questions": later, "closed_questions": (done,)}, before
    )

    assert names(result.version.open_questions) == ["who", "cost", "why", "where"]
    assert result.version.open_questions[1].text == "What cost?"
    assert result.version.closed_questions == (done,), "the first version has told its readers about the other one"
    assert result.both == ()


def test_a_question_that_both_closed_is_told_once() -> None:
    """The first version has closed it, so it is no question of the version before the result any more."""
    closed = {"open_questions": (), "closed_questions": (ClosedQuestion("cost", "answered", "Ten."),)}

    assert merged(closed, closed).version.closed_questions == ()


def test_a_question_that_is_open_is_not_closed() -> None:
    """What is said about its end is left out while it is open."""
    assert (
        merged({"title": "T"}, {"closed_questions": (ClosedQuestion("cost", "answered", "Ten."),)}).version.closed_questions == ()
    )


def test_a_correction_tells_anew_how_a_question_ended() -> None:
    """What a correction says of a question that was closed before both versions stays; any other version has nothing to say."""
    anew = {"closed_questions": (ClosedQuestion("gate", "answered", "Never."),)}

    assert merged({"title": "T"}, {**anew, "kind": "correction"}).version.closed_questions == anew["closed_questions"]
    assert merged({"title": "T"}, anew).version.closed_questions == ()


@pytest.mark.parametrize("is_first", [True, False])
def test_a_row_that_one_side_removed_and_the_other_changed(*, is_first: bool) -> None:
    """What the later side did stays, and the place is named."""
    sides = ({"open_questions": ()}, {"open_questions": (Question("cost", "Really?"),)})

    result = merged(*(sides if is_first else reversed(sides)))

    assert names(result.version.open_questions) == (["cost"] if is_first else [])
    assert result.both == ("open_questions[cost]",)


def test_fields_of_one_row_are_merged_too() -> None:
    """One side changed a voice's office, the other what it says: both stay; of a field that both changed, the later's words."""
    (voice,) = BEFORE.perspectives
    result = merged(
        {"perspectives": (replace(voice, role="The town council", evolution="Moved."),)},
        {"perspectives": (replace(voice, view=f"Wants two {CITED}.", evolution="Stands."),)},
    )

    (both,) = result.version.perspectives
    assert (both.role, both.view, both.evolution) == ("The town council", f"Wants two {CITED}.", "Stands.")
    assert result.both == ("perspectives[council].evolution",)


def test_keys_of_sources_beside_a_text_are_a_set() -> None:
    """Both sides' additions stay, and what one removed is gone."""
    (tension,) = BEFORE.tensions
    before = replace(BEFORE, tensions=(replace(tension, sources=("a", "b")),))
    result = merged(
        {"tensions": (replace(tension, sources=("a", "c")),)}, {"tensions": (replace(tension, sources=("a", "b", "d")),)}, before
    )

    assert result.version.tensions[0].sources == ("a", "c", "d")


def test_the_sides_of_a_tension_are_known_by_who_speaks() -> None:
    """Each side of a dispute is merged by itself, and both sides' changes of one are a conflict."""
    sides = (TensionSide("council", "Yes."), TensionSide("wire", "No."))
    before = replace(BEFORE, tensions=(Tension("t", "A dispute.", sides=sides),))
    first = Tension("t", "A dispute.", sides=(TensionSide("council", "Yes, soon."), TensionSide("wire", "No, never.")))
    later = Tension("t", "A dispute.", sides=(sides[0], TensionSide("wire", "Perhaps."), TensionSide("port", "Wait.")))

    result = merged({"tensions": (first,)}, {"tensions": (later,)}, before)

    assert [side.text for side in result.version.tensions[0].sides] == ["Yes, soon.", "Perhaps.", "Wait."]
    assert result.both == ("tensions[t].sides[wire].text",)


def test_figures_and_voices_of_both_sides_stay() -> None:
    """A figure that one side added and a voice that the other let go are in the result."""
    (voice,) = BEFORE.perspectives
    other = replace(voice, id="wire", voice="Harbour Wire")
    before = replace(BEFORE, perspectives=(voice, other))
    why = DepartedVoice("wire", "Nothing new.")

    result = merged(
        {"figures": (KeyFigure("cost", "Cost", "€1", ("harbour-plan",)),)},
        {"perspectives": (voice,), "departed_voices": (why,)},
        before,
    ).version

    assert (names(result.figures), names(result.perspectives), result.departed_voices) == (["cost"], ["council"], (why,))


# --- paragraphs and events -------------------------------------------------------------------------------------------------

ONE = f"The council plans a barrier at the harbour mouth {CITED}."
TWO = f"Engineers found a crack in the upper bearing {CITED}."
THREE = f"Fishing boats wait for the spring season {CITED}."


def test_paragraphs_are_followed_in_other_words() -> None:
    """One that only the first reworded has its words, one that both did has the later's; new ones stay where they were."""
    before = replace(BEFORE, narrative=(ONE, TWO, THREE))
    reworded = ONE.replace("plans", "now plans")
    first = (reworded, "Divers went down at noon.", TWO.replace("found", "saw"), THREE)
    later = (ONE, TWO.replace("crack", "long crack"), THREE, "The mayor spoke for an hour.")

    result = merged({"narrative": first}, {"narrative": later}, before)

    assert result.version.narrative == (reworded, "Divers went down at noon.", *later[1:])
    assert result.both == ("narrative[1]",)


def test_a_paragraph_that_one_side_removed_is_gone() -> None:
    """Unless the other side worked on it."""
    before = replace(BEFORE, narrative=(ONE, TWO, THREE))

    assert merged({"narrative": (ONE, THREE)}, {"narrative": (THREE, TWO, ONE)}, before).version.narrative == (THREE, ONE)
    kept = merged({"narrative": (ONE, THREE)}, {"narrative": (ONE, TWO + " Twice.", THREE)}, before)
    assert (kept.version.narrative, kept.both) == ((ONE, TWO + " Twice.", THREE), ("narrative[1]",))
    gone = merged({"narrative": (ONE, TWO + " Twice.", THREE)}, {"narrative": (ONE, THREE)}, before)
    assert (gone.version.narrative, gone.both) == ((ONE, THREE), ("narrative[removed]",))


def test_a_paragraph_that_is_there_twice_stays_twice() -> None:
    """Paragraphs with the same words are counted."""
    assert merged({"narrative": (ONE, ONE)}, {"narrative": (ONE, TWO)}, replace(BEFORE, narrative=(ONE,))).version.narrative == (
        ONE,
        ONE,
        TWO,
    )


def test_what_both_added_is_there_once_if_it_is_nearly_the_same() -> None:
    """Two paragraphs on one piece of news are both kept unless nearly every word is the same."""
    alike, other = TWO.replace("upper", "large upper"), "Engineers found a crack in a gate far from here."

    again = merged({"narrative": (ONE, TWO)}, {"narrative": (ONE, alike)}, replace(BEFORE, narrative=(ONE,)))
    assert (again.version.narrative, again.both) == ((ONE, alike), ("narrative[1]",))
    both = merged({"narrative": (ONE, TWO)}, {"narrative": (ONE, other)}, replace(BEFORE, narrative=(ONE,)))
    assert (set(both.version.narrative), both.both) == ({ONE, TWO, other}, ())


def test_the_timeline_stays_in_order() -> None:
    """Events of both sides are sorted by date; a date that one side made more precise is the same event."""
    start, test = Event("2026-04", f"The plan is published {CITED}."), Event("2026-05-02", f"A test is held {CITED}.")
    before = replace(BEFORE, timeline=(start, test))
    exact, middle, last = (
        replace(start, date="2026-04-14"),
        Event("2026-04-20", "Divers go down."),
        Event("2026-06-01", "It opens."),
    )

    result = merged({"timeline": (exact, middle, test)}, {"timeline": (start, test, last)}, before)

    assert result.version.timeline == (exact, middle, test, last)
    assert result.both == ()


def test_events_of_different_days_are_not_one() -> None:
    """Similar words about another day are another event."""
    one, other = Event("2026-04-14", "The gate is tested at noon."), Event("2026-04-15", "The gate is tested again at noon.")

    assert merged({"timeline": (one,)}, {"timeline": (other,)}, replace(BEFORE, timeline=())).version.timeline == (one, other)


# --- sentences -------------------------------------------------------------------------------------------------------------

WORDS = ("anchors", "bridges", "cranes", "divers", "engines", "ferries", "gates", "harbours", "islands", "jetties")
SAID = tuple(f"{word.title()} {word} {word} wait [@{word}]." for word in WORDS)
"""Sentences that are not like each other."""


def told(*rows: str) -> str:
    return "\n".join(rows)


def of_text(was: str, first: str, later: str) -> tuple[str, tuple[str, ...]]:
    """The result for one text, and the places that both changed."""
    result = merged({"what": first}, {"what": later}, replace(BEFORE, what=was))
    return result.version.what, result.both


@pytest.mark.parametrize("field", ["what", "why_it_matters", "narrative", "question", "event", "view", "evolution", "side"])
def test_sentences_of_one_text_are_merged(field: str) -> None:
    """Each side's corrected sentence is in the result, in every kind of prose, and nothing has to be named."""

    def side(text: str) -> dict[str, Any]:
        (voice,) = BEFORE.perspectives
        sides: dict[str, dict[str, Any]] = {
            "what": {"what": text},
            "why_it_matters": {"why_it_matters": text},
            "narrative": {"narrative": (text,)},
            "question": {"open_questions": (Question("cost", text),)},
            "event": {"timeline": (Event("2026-04-14", text),)},
            "view": {"perspectives": (replace(voice, view=text),)},
            "evolution": {"perspectives": (replace(voice, evolution=text),)},
            "side": {"tensions": (Tension("t", "A dispute.", sides=(TensionSide("Mr. Smith", text),)),)},
        }
        return sides[field]

    other, better = TWO.replace("a crack", "two cracks"), ONE.replace("plans", "now plans")
    before = replace(BEFORE, **side(told(ONE, TWO, THREE)))
    result = merged(side(told(ONE, other, THREE)), side(told(better, TWO, THREE)), before)

    assert getattr(result.version, next(iter(side("")))) == next(iter(side(told(better, other, THREE)).values()))
    assert result.both == ()


def test_a_sentence_that_both_changed_is_named() -> None:
    """The later's words stay for this sentence, the first's for another one, and the text is named once."""
    first = told(ONE.replace("plans", "now plans"), TWO.replace("crack", "gap"), THREE.replace("wait", "sail"))
    later = told(ONE.replace("plans", "builds"), TWO.replace("found", "saw"), THREE)

    assert of_text(told(ONE, TWO, THREE), first, later) == (
        told(*later.splitlines()[:2], THREE.replace("wait", "sail")),
        ("what",),
    )


@pytest.mark.parametrize("is_first", [True, False])
def test_a_sentence_that_one_removed_and_the_other_changed_stays(*, is_first: bool) -> None:
    """Whichever side it was: the changed sentence is kept at its place, and the text is named."""
    changed, removed = told(ONE, TWO.replace("crack", "gap"), THREE), told(ONE, THREE)
    sides = (changed, removed) if is_first else (removed, changed)

    assert of_text(told(ONE, TWO, THREE), *sides) == (changed, ("what",))


def test_sentences_come_and_go() -> None:
    """What one side added or removed counts; the first's additions come before the later's at the same place."""
    first, later = told(ONE, SAID[0], TWO), told(ONE, SAID[1], TWO, THREE, SAID[2])

    assert of_text(told(ONE, TWO, THREE), first, later) == (told(ONE, SAID[0], SAID[1], TWO, SAID[2]), ())


def test_a_sentence_that_both_replaced_is_named() -> None:
    """If neither new sentence is like the old one, both stay, and an editor is sent there."""
    assert of_text(told(ONE, TWO), told(ONE, SAID[0]), told(ONE, SAID[1])) == (told(ONE, SAID[0], SAID[1]), ("what",))


def test_a_text_that_both_wrote_anew_stays_whole() -> None:
    """If no sentence of the ancestor is left on either side, two texts are not mixed; the later one stays, and is named."""
    assert of_text(told(ONE, "", TWO), told(SAID[0], "", SAID[1]), told(SAID[2], "", SAID[3])) == (
        told(SAID[2], "", SAID[3]),
        ("what",),
    )


def test_sentences_that_would_run_together_are_not_merged() -> None:
    """An addition without a full stop would swallow the next sentence; the later text stays whole, and is named."""
    later = told(ONE, SAID[1])

    assert of_text(ONE, told(ONE, "Divers wait at noon"), later) == (later, ("what",))


def test_paragraph_breaks_in_a_text_stay() -> None:
    """A blank line in a text is merged like a sentence."""
    first, later = told(SAID[0], ONE, "", TWO), told(ONE, "", TWO, SAID[1])

    assert of_text(told(ONE, "", TWO), first, later) == (told(SAID[0], ONE, "", TWO, SAID[1]), ())


@given(st.data())
def test_no_sentence_that_was_added_is_lost(data: st.DataObject) -> None:
    """Whatever either side removes and adds: what was added is there once, what a side removed is gone, the rest stays."""
    was, ours, theirs = SAID[:4], SAID[4:7], SAID[7:]

    def side(new: tuple[str, ...]) -> list[str]:
        rows = [row for row in was if row == was[0] or data.draw(st.booleans())]
        for row in new:
            rows.insert(data.draw(st.integers(0, len(rows))), row)
        return rows

    first, later = side(theirs), side(ours)
    result = of_text(told(*was), told(*first), told(*later))[0].splitlines()

    assert sorted(result) == sorted({*ours, *theirs, *(row for row in was if row in first and row in later)})
    assert [row for row in result if row in later] == [row for row in later if row in result]


@given(st.lists(st.sampled_from(SAID), max_size=5), st.lists(st.sampled_from(SAID), max_size=5))
def test_a_text_that_one_side_changed_or_both_alike(was: list[str], now: list[str]) -> None:
    """It is that side's, or that of both, and nothing is named."""
    before, after = told(*was), told(*now)

    assert of_text(before, after, before) == of_text(before, before, after) == of_text(before, after, after) == (after, ())


# --- what follows ----------------------------------------------------------------------------------------------------------


def test_the_sources_are_exactly_those_that_are_cited() -> None:
    """What a kept paragraph, a voice or a figure of either side cites is listed, and nothing else."""
    keys = ("harbour-plan", "one", "two", "three", "four")
    one, two, three, unused = (builders.source(key) for key in ("one", "two", "three", "four"))
    (voice,) = BEFORE.perspectives
    first = {
        "narrative": (*BEFORE.narrative, "Divers went down [@one]."),
        "figures": (KeyFigure("cost", "Cost", "€1", ("two",)),),
        "sources": (*BEFORE.sources, one, two),
    }
    later = {"perspectives": (replace(voice, sources=("three",)),), "sources": (*BEFORE.sources, three, unused)}

    result = merged(first, later).version

    assert [source.key for source in result.sources] == [keys[0], "three", "one", "two"]


def test_a_source_that_one_side_removed_comes_back_with_its_citation() -> None:
    """If the later side dropped a source, and the first cites it in new words, it is listed as the first has it."""
    other = builders.source("other")
    before = replace(BEFORE, narrative=("Divers [@other].", ONE), sources=(*BEFORE.sources, other))
    first = {"what": f"The divers are back [@other], and the council waits {CITED}."}
    later = {"narrative": (ONE,), "sources": BEFORE.sources}

    assert merged(first, later, before).version.sources == (*BEFORE.sources, other)


def test_quotes_of_one_source_are_those_of_both() -> None:
    """A quote that either side added stays, and another title is taken from the side that changed it."""
    (source,) = BEFORE.sources
    result = merged(
        {"sources": (replace(source, quotes=("a barrier",)),)},
        {"sources": (replace(source, title="The plan", quotes=("a plan",)),)},
    )

    assert result.version.sources == (replace(source, title="The plan", quotes=("a barrier", "a plan")),)
    assert result.both == ()


def test_first_versions_can_meet_too() -> None:
    """Two first versions have no ancestor: the later one's text is kept, and what only the first has is added."""
    first, later = (
        builders.version(what="The first."),
        builders.version(what="The later.", open_questions=(Question("when", "When?"),)),
    )

    result = on_top(None, first, later, number=2, items=1)

    assert (result.version.what, names(result.version.open_questions)) == ("The later.", ["cost", "when"])
    assert result.both == ("what",)


def test_a_result_that_says_nothing_new_is_known() -> None:
    """A later version that adds nothing to the first tells readers nothing, whatever it says about itself."""
    first = replace(BEFORE, version=4, narrative=(*BEFORE.narrative, TWO), review=Review("Ada", "2026", "edited"))

    assert says_nothing_new(on_top(BEFORE, first, replace(BEFORE, changes="Other."), number=5, items=1).version, first)
    for news in ({"what": "New."}, {"corrections": (Correction(3, "a", "b"),)}, {"sources": (builders.source(quotes=("q",)),)}):
        later = replace(BEFORE, **news)
        assert not says_nothing_new(on_top(BEFORE, first, later, number=5, items=1).version, first)


def test_a_new_voice_of_each_side_stays() -> None:
    """Rows without a neighbour in common come first, in the order of their side."""
    one, two = Voice("one", "One", view="A."), Voice("two", "Two", view="B.")

    result = merged({"perspectives": (one,)}, {"perspectives": (two,)}, replace(BEFORE, perspectives=()))

    assert names(result.version.perspectives) == ["one", "two"]
