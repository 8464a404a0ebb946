"""A comparison as text, Markdown and JSON."""

from dataclasses import replace

import builders
from analysed import compare

from dateline.core.model import Event, KeyFigure, Question
from dateline.report import redline

BEFORE = builders.version(1, narrative=("The wall costs 10 million euros [@harbour-plan].\nThe quay floods [@harbour-plan].",))
AFTER = builders.version(
    2,
    narrative=("The wall costs 12 million euros [@harbour-plan].\nA gate is planned too [@harbour-plan].",),
    open_questions=(Question("cost", "Who pays for it?"), Question("gate", "How wide is the gate?")),
)
MOVED = compare(BEFORE, AFTER)


def test_text_marks_each_sentence():
    """As text, each changed sentence is a line with its mark, under its section; the rest is counted."""
    told = redline.text(MOVED)

    assert "  ~ The wall costs [-10 million euros-] {+12 million euros+} [@harbour-plan]." in told
    assert "  - The quay floods [@harbour-plan]." in told
    assert "  + A gate is planned too [@harbour-plan]." in told
    assert "Why it matters" not in told
    assert told.endswith("1 changed; sources +0 -0.")


FIGURES = (KeyFigure("cost", "Cost", "10 million euros", ("harbour-plan",)), KeyFigure("gates", "Gates", "3", ("harbour-plan",)))
NEXT = KeyFigure("cost", "Cost", "12 million euros", ("harbour-plan",)), KeyFigure("test", "Test", "2 April", ("harbour-plan",))
TEST, TIDE = Event("2026-06-02", "The test.", ahead=True), Event("2026-06-19", "The tide.", ahead=True)
FOLLOWED = compare(
    replace(BEFORE, figures=FIGURES, timeline=(TEST, TIDE)),
    replace(AFTER, figures=NEXT, timeline=(replace(TEST, ahead=False), replace(TIDE, date="2026-06-20"))),
)


def test_figures_and_what_was_ahead_come_first():
    """Figures that the story follows and events that were ahead come before the sentences; what stayed is left out."""
    told = redline.text(FOLLOWED)

    assert "Key figures\n  Cost: 10 million euros → 12 million euros\n  Test: new → 2 April\n  Gates: 3 → gone\n\n" in told
    assert "Ahead\n  happened: 2026-06-02 The test.\n  moved: 2026-06-19 → 2026-06-20 The tide.\n\n" in told
    assert "**Key figures**\n\n- Cost: 10 million euros → 12 million euros\n" in redline.markdown(FOLLOWED)
    assert redline.document("s", FOLLOWED)["figures"][-3:] == [
        {"before": "10 million euros", "after": "12 million euros", "at": "figures.cost"},
        {"before": "", "after": "2 April", "at": "figures.test"},
        {"before": "3", "after": "", "at": "figures.gates"},
    ]


def test_markdown_is_inert():
    """No text from outside links, mentions, refers or marks up anything in a pull request."""
    hostile = "@desk closes #12 <img src=x> [a](http://b) `x` *y*"
    after = replace(AFTER, narrative=(hostile,))

    told = redline.markdown(compare(BEFORE, after))

    assert "<img" not in told
    assert "@desk" not in told
    assert "#12" not in told
    assert "[a](" not in told


def test_markdown_shows_words():
    """In a reworded sentence, removed words are struck out and added words are underlined."""
    assert "costs <del>10 million euros</del> <ins>12 million euros</ins>" in redline.markdown(MOVED)


def test_json_has_every_part():
    """The document has the keys that the specification names, and figures as they were written."""
    document = redline.document("harbour-barrier", MOVED)

    assert list(document) == ["story", "from", "to", "changes", "figures", "questions", "voices", "sources"]
    assert document["figures"] == [{"before": "10 million euros", "after": "12 million euros", "at": "narrative[0]"}]
    assert {one["id"]: one["kind"] for one in document["questions"]} == {"cost": "kept", "gate": "opened"}
    assert {one["kind"] for one in document["changes"]} == {"kept", "changed", "added", "removed"}
