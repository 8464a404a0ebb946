"""The file of a new story."""

import re

from dateline.core import codec
from dateline.core.codec.commented import EXAMPLE, story_file
from dateline.core.codec.shapes import shapes
from dateline.core.model import Story

NEW = Story("The quay: a plan", tags=("quay",), queries=("quay plan",))


def test_a_new_story_reads_as_what_was_settled():
    """Comments change nothing."""
    parsed = codec.parse(Story, story_file(NEW, "story.json").encode(), "story.yaml")

    assert (parsed.value, parsed.problems) == (NEW, ())


def test_every_key_is_there_with_a_sentence():
    """Each key of a story has a comment that says what it is for, and a value or an example."""
    lines = story_file(NEW, "story.json").splitlines()

    for shape in shapes(Story):
        [place] = [number for number, line in enumerate(lines) if re.match(rf"(# )?{shape.key}:", line)]
        assert re.fullmatch(r"# [A-Z].*\.", lines[place - 1])


def test_every_example_may_be_used():
    """A key counts once its # is removed."""
    text = story_file(Story("The harbour barrier"), "story.json")
    entries = text.split("\n\n")[1:]
    used = "\n".join(re.sub(r"^# ", "", entry.partition("\n")[2], flags=re.MULTILINE) for entry in entries)

    parsed = codec.parse(Story, used.encode(), "story.yaml")

    assert (parsed.value, parsed.problems) == (EXAMPLE, ())
