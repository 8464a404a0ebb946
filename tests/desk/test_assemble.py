from dataclasses import replace
from typing import Any

import builders
from analysed import compare, numbered_claims
from edits import (
    added,
    announced,
    assignment,
    changed,
    corrected,
    dropped,
    edits,
    fate,
    figure,
    heard,
    new_figure,
    question,
    settled,
    side,
    tension,
    voice,
)

from dateline.core import codec
from dateline.core.model import (
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Event,
    KeyFigure,
    Question,
    Tension,
    TensionSide,
    Version,
    Voice,
    WrittenBy,
)
from dateline.desk.assemble import assemble
from dateline.desk.edits import Tightened

LAST = builders.version(
    what="One [@harbour-plan].\nTwo [@harbour-plan].",
    narrative=("Three [@harbour-plan].\nFour [@harbour-plan].", "Five [@harbour-plan]."),
)
"""Claims: 1-2 what, 3 why, 4-5 and 6 narrative, 7 voice, 8 tension, 9 event."""
GATE = builders.item("gate-opens", title="The gate opens", text="The gate opened on 4 May 2026.", published="2026-05-05")
SAYS = "The gate opened on 4 May 2026"
BY = WrittenBy("claude", "claude-sonnet-5-5")


def next_version(last: Version | None = LAST, **given: Any) -> Version:
    dossier = builders.dossier(last) if last else replace(builders.dossier(), versions=())
    return assemble(edits(last, **given), assignment(dossier, GATE), BY)


def test_what_is_kept_stays_byte_for_byte() -> None:
    """Of a version that keeps everything nothing changes but number, time, items, writer, what the voices did and what moved."""
    version = next_version()

    same = replace(
        version,
        version=LAST.version,
        published=LAST.published,
        items=LAST.items,
        changes="",
        written_by=None,
        perspectives=LAST.perspectives,
    )
    assert codec.dump(same) == codec.dump(LAST)
    assert (version.version, version.items, version.published, version.written_by) == (2, 2, "2026-05-24T11:30:00Z", BY)
    assert version.perspectives[0].evolution == "Says nothing new."


def test_the_ledger_numbers_every_sentence_and_event() -> None:
    """Claims are numbered in the order of the page, each with its place."""
    assert [(claim.number, claim.section, claim.at) for claim in numbered_claims(LAST)] == [
        (1, "what", ""),
        (2, "what", ""),
        (3, "why_it_matters", ""),
        (4, "narrative", "1"),
        (5, "narrative", "1"),
        (6, "narrative", "2"),
        (7, "perspectives", "council"),
        (8, "tensions", "cost-or-safety"),
        (9, "timeline", ""),
    ]
    assert numbered_claims(None) == ()


def test_claims_change_go_and_come_at_their_places() -> None:
    """New sentences open a place or follow the claim they name, also one that is dropped; new paragraphs come in their order."""
    version = next_version(
        changed=(changed(1, "One more [@harbour-plan]."),),
        dropped=(dropped(5),),
        added=(
            added("what", "Zero."),
            added("narrative", "After five [@gate-opens].", "1", 5, gate_opens=SAYS),
            added("narrative", "And then [@gate-opens].", "1", 5, gate_opens=SAYS),
            added("narrative", "A fourth paragraph [@gate-opens].", "04", gate_opens=SAYS),
            added("narrative", "A third paragraph [@gate-opens].", "3", gate_opens=SAYS),
        ),
    )

    assert version.what == "Zero.\nOne more [@harbour-plan].\nTwo [@harbour-plan]."
    assert version.narrative == (
        "Three [@harbour-plan].\nAfter five [@gate-opens].\nAnd then [@gate-opens].",
        "Five [@harbour-plan].",
        "A third paragraph [@gate-opens].",
        "A fourth paragraph [@gate-opens].",
    )


def test_a_paragraph_that_loses_its_sentences_goes() -> None:
    """No empty paragraph is left behind."""
    assert next_version(dropped=(dropped(6),)).narrative == LAST.narrative[:1]


def test_a_change_that_nobody_sees_is_none() -> None:
    """A claim that comes back with other quotation marks or spaces stays byte for byte."""
    version = next_version(changed=(changed(1, " one  [@harbour-plan]."),))

    assert version.what == LAST.what


def test_the_timeline_is_sorted_and_dates_change() -> None:
    """Events are sorted by date; a changed one has its new date, a dropped one is gone."""
    version = next_version(
        changed=(changed(9, "The plan is out [@harbour-plan].", "2026-04"),),
        added=(added("timeline", "Before [@gate-opens].", "2025", gate_opens=SAYS),),
    )

    assert version.timeline == (Event("2025", "Before [@gate-opens]."), Event("2026-04", "The plan is out [@harbour-plan]."))
    assert next_version(dropped=(dropped(9),)).timeline == ()


def test_questions_stay_close_and_open() -> None:
    """An open question keeps its words unless it gets new ones; a closed one is kept with its outcome; a new one gets an id."""
    reworded = next_version(questions=(fate("cost", "open", "Who pays for the gate?"),))
    closed = next_version(
        questions=(fate("cost", "answered", "The council."),),
        new_questions=(question("Does it hold?"), question("Does it hold?"), question("是否?"), question("Cost?")),
    )

    assert next_version().open_questions == LAST.open_questions
    assert next_version(questions=(fate("cost", "open", "who pays for it?"),)).open_questions == LAST.open_questions
    assert reworded.open_questions == (Question("cost", "Who pays for the gate?"),)
    assert closed.closed_questions == (ClosedQuestion("cost", "answered", "The council."),)
    assert [one.id for one in closed.open_questions][:2] == ["does-it-hold", "does-it-hold-2"]
    assert [one.id for one in closed.open_questions][3] == "cost-2"
    assert len({one.id for one in closed.open_questions}) == 4


def test_a_question_carries_its_date_and_ends_with_its_verdict() -> None:
    """A date stays until another one is given; a new question may have one; a verdict goes to the closed question."""
    last = replace(LAST, open_questions=(Question("cost", "Who pays for it?", due="2026-06"),))

    def made(*fates: Any, **given: Any) -> Version:
        return next_version(last, questions=fates, **given)

    assert made(fate("cost", "open")).open_questions == last.open_questions
    assert made(fate("cost", "open", due="2027")).open_questions == (Question("cost", "Who pays for it?", due="2027"),)
    (_, new) = made(fate("cost", "open"), new_questions=(question("When?", due="2026-07"),)).open_questions
    assert new.due == "2026-07"
    closed = made(fate("cost", "answered", "The council [@harbour-plan].", verdict="partly")).closed_questions
    assert closed == (ClosedQuestion("cost", "answered", "The council [@harbour-plan].", verdict="partly"),)


def test_voices_stay_depart_and_come() -> None:
    """A departed voice is kept with its reason; a new one gets an id from its name."""
    version = next_version(
        voices=(heard("council", "departed", "It was dissolved."),),
        new_voices=(voice("Ada  Lind", "Is glad [@gate-opens].", "mayor", gate_opens=SAYS),),
        dropped=(dropped(7),),
    )

    assert version.departed_voices == (DepartedVoice("council", "It was dissolved."),)
    assert version.perspectives == (Voice("ada-lind", "Ada Lind", "mayor", "Is glad [@gate-opens].", "New voice."),)


def test_tensions_end_and_come() -> None:
    """A tension without its sentences ends; a new one gets an id from its words."""
    version = next_version(dropped=(dropped(8),), new_tensions=(tension("Open against closed [@gate-opens].", gate_opens=SAYS),))

    assert version.tensions == (Tension("open-against-closed", "Open against closed [@gate-opens]."),)


FOLLOWED = replace(
    LAST,
    figures=(
        KeyFigure("cost", "Cost", "$3 million", ("harbour-plan",)),
        KeyFigure("gates", "Gates", "3", ("harbour-plan",)),
        KeyFigure("height", "Height", "3 metres", ("harbour-plan",)),
    ),
    timeline=(
        Event("2026-05-20", "The gate opens [@harbour-plan].", ahead=True),
        Event("2026-06-02", "The gate is tested [@harbour-plan].", ahead=True),
        Event("2026-06-10", "The builder answers [@harbour-plan].", ahead=True),
        Event("2026-06-19", "A dinner is held [@harbour-plan].", ahead=True),
    ),
    tensions=(
        Tension(
            "cost-or-safety",
            "They disagree [@harbour-plan].",
            ("harbour-plan",),
            sides=(TensionSide("council", "It is dear [@harbour-plan]."), TensionSide("The Quay", "It is safe [@harbour-plan].")),
        ),
    ),
)
"""Claims: 8-10 tension and its sides, 11-14 events ahead."""


def test_figures_stay_change_go_and_come() -> None:
    """A kept figure stays as it is, a changed one has the new value and its sources, and a new one gets an id from its label."""
    version = next_version(
        FOLLOWED,
        figures=(
            figure("cost", "changed", "$5 million", "gate-opens", "gate-opens"),
            figure("gates", "kept"),
            figure("height", "dropped", why="It is built."),
        ),
        new_figures=(new_figure("Gates", "4 May 2026", "gate-opens"),),
    )

    assert version.figures == (
        KeyFigure("cost", "Cost", "$5 million", ("gate-opens",)),
        FOLLOWED.figures[1],
        KeyFigure("gates-2", "Gates", "4 May 2026", ("gate-opens",)),
    )


def test_what_was_ahead_is_settled() -> None:
    """An event that happened or was called off is ahead no longer, one that moved still is, and a new one joins them."""
    version = next_version(
        FOLLOWED,
        settled=(
            settled(11, "happened", "2026-05-04", "The gate opens [@gate-opens].", gate_opens=SAYS),
            settled(12, "moved", "2026-06-12", "The gate is tested [@gate-opens].", gate_opens=SAYS),
            settled(14, "called-off", "2026-05-05", "The dinner is called off [@gate-opens].", gate_opens=SAYS),
        ),
        announced=(announced("2026-07", "Ships come [@gate-opens].", gate_opens=SAYS),),
    )

    assert version.timeline == (
        Event("2026-05-04", "The gate opens [@gate-opens]."),
        Event("2026-05-05", "The dinner is called off [@gate-opens]."),
        FOLLOWED.timeline[2],
        Event("2026-06-12", "The gate is tested [@gate-opens].", ahead=True),
        Event("2026-07", "Ships come [@gate-opens].", ahead=True),
    )
    assert version.sources[-1].quotes == (f"{SAYS}.",)


def test_sides_of_tensions_change_go_and_come() -> None:
    """The sentences of a side are claims at its place; a tension may get a title and further sides, a new one comes with both."""
    sides = side("Ada", "It is open [@gate-opens].", gate_opens=SAYS), side("The Quay", "It is shut [@gate-opens].")
    version = next_version(
        FOLLOWED,
        changed=(changed(9, "It is too dear [@harbour-plan]."),),
        dropped=(dropped(10),),
        added=(added("tensions", "It is late [@harbour-plan].", "cost-or-safety/1", 9),),
        tensions=(Tightened("cost-or-safety", "Dear or safe", sides[:1]),),
        new_tensions=(tension("It is in doubt [@gate-opens].", *sides, title="Open or shut"),),
    )

    told = TensionSide("Ada", "It is open [@gate-opens].")
    assert version.tensions == (
        Tension(
            "cost-or-safety",
            "They disagree [@harbour-plan].",
            ("harbour-plan",),
            title="Dear or safe",
            sides=(TensionSide("council", "It is too dear [@harbour-plan].\nIt is late [@harbour-plan]."), told),
        ),
        Tension(
            "it-is-in-doubt",
            "It is in doubt [@gate-opens].",
            title="Open or shut",
            sides=(told, TensionSide("The Quay", "It is shut [@gate-opens].")),
        ),
    )
    assert next_version(FOLLOWED).tensions == FOLLOWED.tensions


def test_sources_come_from_the_ledger_with_their_quotes() -> None:
    """A new source has the item's own title, feed and date; and its quotes; one that nothing cites is gone."""
    gone = tuple(map(dropped, (1, 2, 4, 5, 6, 7, 8, 9)))
    voices = (heard("council", "departed", "Gone."),)
    version = next_version(dropped=gone, voices=voices, added=(added("narrative", "Open [@gate-opens].", "1", gate_opens=SAYS),))

    (source,) = version.sources
    assert (source.key, source.title, source.feed, source.date, source.quotes) == (
        "gate-opens",
        "The gate opens",
        "Harbour Wire",
        "2026-05-05",
        (f"{SAYS}.",),
    )


def test_a_sentence_that_is_quoted_already_is_not_quoted_again() -> None:
    """An earlier quote without its full stop counts as the sentence."""
    last = replace(LAST, sources=(*LAST.sources, builders.source("gate-opens", title="The gate opens", quotes=(SAYS,))))
    opens = added("narrative", "Open [@gate-opens].", "1", gate_opens=SAYS)

    (source,) = (one for one in next_version(last, added=(opens,)).sources if one.key == "gate-opens")
    assert source.quotes == (SAYS,)


def test_a_correction_and_a_title() -> None:
    """A correction is kept as it was given; a title changes only if one is given."""
    version = next_version(corrections=(corrected("One.", "Two."),), title="The gate")

    assert version.corrections == (Correction(1, "One.", "Two.", "It was misread."),)
    assert (version.title, next_version().title) == ("The gate", LAST.title)


def test_a_first_version_comes_from_items_alone() -> None:
    """Without a previous version, everything is new and the story's own title is used."""
    version = next_version(
        None,
        added=(
            added("what", "The gate is open [@gate-opens].", gate_opens=SAYS),
            added("narrative", "It opened on 4 May 2026 [@gate-opens].", "1", gate_opens=SAYS),
        ),
    )

    assert (version.version, version.title) == (1, "The harbour barrier")
    assert version.narrative == ("It opened on 4 May 2026 [@gate-opens].",)


def test_unsafe_characters_do_not_come_in() -> None:
    """What an answer adds is cleaned of characters that deceive."""
    version = next_version(added=(added("what", "Zero\u202e\u200b."),), title="A\u0007 title")

    assert version.what.startswith("Zero.\n")
    assert version.title == "A title"


def test_a_diff_shows_only_what_moved() -> None:
    """Between the versions, one changed claim is one change."""
    comparison = compare(
        LAST,
        next_version(
            changed=(changed(4, "Three and a half [@harbour-plan]."),),
            voices=(heard("council", "kept", "New voice."),),
            changes="",
        ),
    )

    assert [(one.kind, one.at) for one in comparison.changes if one.kind != "kept"] == [("changed", "narrative[0]")]
