"""Each version's JSON says where its sentences stand, and how they continue those of the version before."""

import json
from typing import Any

import builders
from analysed import chronicle, plan_pages

from dateline.core.model import KeyFigure, Question
from dateline.core.publication import Publication
from dateline.site import steps
from dateline.site.theme import load_theme

THEME = load_theme()
NONE: dict[str, Any] = {"why_it_matters": "", "open_questions": (), "timeline": (), "perspectives": (), "tensions": ()}


def data(number: int, *versions: Any) -> dict[str, Any]:
    plan = plan_pages(Publication(builders.config(), (builders.dossier(*versions),)), THEME)
    made = next(one for one in plan if one.path == f"stories/harbour-barrier/v{number}.json").render()
    found: dict[str, Any] = json.loads(made)
    return found


def step(was: dict[str, Any], now: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """The ids of the sentences of the earlier version, and the step to the later one."""
    story = chronicle(builders.dossier(builders.version(1, **NONE | was), builders.version(2, **NONE | now)))
    return chronicle_ids(story, 0), steps.step(story, 1)


def chronicle_ids(story: Any, position: int) -> list[str]:
    return [one[0] for one in steps.sentences(story, position)]


def test_a_sentence_is_found_by_its_offsets():
    """A script that cuts a text at the offsets, which count units of UTF-16, gets the sentence."""
    what = "The quay 🚧 floods [@harbour-plan].\n  Who\tknew?\n\nIt rains."
    found = data(1, builders.version(what=what, **{key: given for key, given in NONE.items() if key != "perspectives"}))
    units = found["what"].encode("utf-16-le")
    cut = [units[2 * start : 2 * end].decode("utf-16-le") for _, at, start, end, *_ in found["sentences"] if at == "what"]

    assert cut == ["The quay 🚧 floods [@harbour-plan].", "Who\tknew?", "It rains."]
    assert found["sentences"][0][2:] == [0, 35, 1, 1]
    assert {at for _, at, *_ in found["sentences"]} == {
        "what",
        "narrative[0]",
        "perspectives[0].view",
        "perspectives[0].evolution",
    }
    assert "step" not in found


def test_a_sentence_says_since_when_it_stands():
    """After its place, a sentence has the version that had it first and the one that gave it its words."""
    texts = ("The council plans a new tidal barrier.", "The council plans a new tidal barrier soon.")
    found = data(2, *(builders.version(n, what=f"{text} It rains.") for n, text in enumerate(texts, 1)))
    assert [one[4:] for one in found["sentences"] if one[1] == "what"] == [[1, 2], [1, 1]]


def test_a_step_names_what_a_sentence_continues():
    """A new sentence continues none, a reworded one that of which it is another wording; one that stands is left out."""
    ids, found = step(
        {"what": "It rains. The council plans a new tidal barrier.", "narrative": ("The quay is old and it will be torn down.",)},
        {"what": "It rains. The council plans a new tidal barrier soon. Ferries sail at noon.", "narrative": ()},
    )
    assert [*found["origins"].values()] == [[ids[1]], []]
    assert found["gone"] == [ids[2]]
    assert found["from"] == 1


def test_a_merged_sentence_continues_several():
    """A sentence that was merged from two names both."""
    one, other = "The council of the harbour plans a new tidal barrier", "the county pays eight million euros for the works"
    ids, found = step({"what": f"{one}. {other.capitalize()}."}, {"what": f"{one}, and {other}."})
    assert sorted(*found["origins"].values()) == sorted(ids[:2])


def test_the_same_words_twice_are_two_sentences():
    """Two sentences of the same words have ids of their own, and neither is told as new if both were there."""
    ids, found = step({"what": "It rains. It rains."}, {"what": "It rains. It rains."})
    assert len({*ids}) == len(ids)
    assert found["origins"] == {}


def test_a_step_has_figures_questions_and_lines():
    """Figures and questions that changed are told with their ids, and what the change card says with its kind."""
    _, found = step(
        {"figures": (KeyFigure("gates", "Gates worn", "1", ("harbour-plan",)),)},
        {
            "figures": (KeyFigure("gates", "Gates worn", "2", ("harbour-plan",)),),
            "open_questions": (Question("cost", "Who pays for it?"),),
        },
    )
    assert found["figures"] == [["gates", "Gates worn", "1", "2"]]
    assert found["questions"] == [["cost", "opened", "", "Who pays for it?"]]
    assert found["lines"] == [["figure", "Gates worn", "1", "2"], ["opened", "Opened", "", "Who pays for it?"]]


def test_a_step_names_the_words_beside_a_sentence():
    """A new sentence has the source and the place of the quote that stands beside it on the redline, and its outlet."""
    quoted = builders.source(quotes=("The quay was built in 1903.", "A new barrier is planned."))
    what = "A barrier is planned [@harbour-plan]."
    _, found = step({"what": "It rains."}, {"what": what, "sources": (quoted,)})

    assert [*found["beside"].values()] == [[1, 1, "Harbour Wire"]]
    assert [*found["beside"]] == [one for one, kind in found["kinds"].items() if kind == "add"][:1]
