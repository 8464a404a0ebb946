import json
from typing import Any

import builders
import pytest
from scripted import ScriptedModel, answer

from dateline.desk.route import Spiked
from dateline.desk.triage import is_doubtful, triage

STORY = builders.dossier()
DOUBTFUL = tuple(Spiked(builders.item(key), "too weak: harbour (1 word)", "harbour-barrier") for key in ("a", "b", "c"))


def sorted_by(*rows: dict[str, Any]) -> list[str]:
    found = triage(DOUBTFUL, [STORY], ScriptedModel(answer({"items": list(rows)})), "claude-haiku-5-5")
    return [place.reason if isinstance(place, Spiked) else place for _, place in found]


def row(item: int, story: str, why: str = "about the barrier") -> dict[str, Any]:
    return {"item": item, "story": story, "why": why}


def test_items_go_where_the_model_says() -> None:
    """An item goes to its story, or stays set aside with the model's reason; what it does not name stays as it was."""
    assert sorted_by(row(1, "harbour-barrier"), row(2, "", "another\nharbour")) == [
        "harbour-barrier",
        "triage: another harbour",
        "too weak: harbour (1 word)",
    ]


def test_only_offered_stories_count() -> None:
    """A slug that was not offered, or a number that was not asked about, changes nothing."""
    assert sorted_by(row(1, "../../etc"), row(99, "harbour-barrier"), row(3, "", "")) == [
        "too weak: harbour (1 word)",
        "too weak: harbour (1 word)",
        "triage: no reason given",
    ]


def test_what_the_model_sees() -> None:
    """Stories with slug, title and state, items by number: all as data."""
    model = ScriptedModel(answer({"items": []}))
    triage(DOUBTFUL, [STORY], model, "claude-haiku-5-5")

    (call,) = model.history
    stories, items = call.prompt.blocks
    assert json.loads(stories.splitlines()[1])["slug"] == "harbour-barrier"
    assert [json.loads(line)["number"] for line in items.splitlines()[1:-1]] == [1, 2, 3]
    assert call.model == "claude-haiku-5-5"


@pytest.mark.parametrize(("doubtful", "stories"), [((), [STORY]), (DOUBTFUL, [])])
def test_nothing_to_sort(doubtful: tuple[Spiked, ...], stories: list[Any]) -> None:
    """Without items or stories the model is not called."""
    model = ScriptedModel(answer({"items": []}))

    assert [place for _, place in triage(doubtful, stories, model, "m")] == list(doubtful)
    assert model.history == []


def test_only_what_came_near_a_story_is_doubtful() -> None:
    """An item that shares nothing with any story is not worth a question."""
    assert is_doubtful(DOUBTFUL[0])
    assert not is_doubtful(Spiked(builders.item(), "shares nothing"))
