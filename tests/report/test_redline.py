"""A comparison as text, Markdown and JSON."""

from dataclasses import replace

import builders
from analysed import compare

from dateline.core.model import Question
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
