from typing import Any

import builders
import pytest
from edits import (
    added,
    announced,
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
    tension,
    voice,
)
from scripted import answer

from dateline.core.codec.shapes import adapter
from dateline.core.errors import Malformed
from dateline.desk.edits import Edits, Tightened
from dateline.desk.model_call import parse_reply

LAST = builders.version()


def test_edits_survive_their_json() -> None:
    """What is written as JSON is read as the same edits."""
    whole = edits(LAST, added=(added("what", "It is open."),), changed=(changed(1, "New."),))
    text = adapter(Edits).dump_json(whole).decode()

    assert parse_reply(Edits, answer(text)) == whole


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"kept": "all"}', "Sure! {}", '{"kept": [1]', "[" * 5000],
)
def test_what_is_no_edits_is_malformed(text: str) -> None:
    """No JSON, another shape, a missing list: reported as malformed, with the answer and its cost."""
    with pytest.raises(Malformed) as caught:
        parse_reply(Edits, answer(text))

    assert (caught.value.said, caught.value.spent) == (text, answer("").usage.usd)


def test_a_key_that_nobody_asked_for_is_malformed() -> None:
    """An unknown key, such as an address next to a quote, makes the answer malformed."""
    text = adapter(Edits).dump_json(edits(LAST)).decode()

    with pytest.raises(Malformed, match="url"):
        parse_reply(Edits, answer(text[:-1] + ', "url": "https://evil.example"}'))


@pytest.mark.parametrize(
    "given",
    [
        {"changed": (changed(1, "New."),)},
        {"dropped": (dropped(1),)},
        {"added": (added("what", "New."),)},
        {"questions": (fate("cost", "dropped", "No."),)},
        {"questions": (fate("cost", "open", "How much?"),)},
        {"new_questions": (question("Why?"),)},
        {"voices": (heard("council", "departed", "Gone."),)},
        {"new_voices": (voice("Ada", "Glad."),)},
        {"new_tensions": (tension("A against B."),)},
        {"tensions": (Tightened("cost-or-safety", "Dear or safe", ()),)},
        {"settled": (settled(1, "happened", "2026-05-04", "It is open."),)},
        {"announced": (announced("2026-06", "It opens."),)},
        {"figures": (figure("cost", "dropped", why="It is paid."),)},
        {"new_figures": (new_figure("Cost", "3"),)},
        {"corrections": (corrected("A", "B"),)},
        {"title": "New"},
    ],
)
def test_anything_that_moves_is_substance(given: dict[str, Any]) -> None:
    """One change of any kind makes edits that are not idle; a voice's evolution and the paragraph on changes do not count."""
    assert not edits(LAST, **given).is_idle
    assert edits(LAST, changes="Nothing.", voices=(heard("council", "kept", "Waits."),)).is_idle
