"""Any two versions are compared: from the ids of sentences, step by step, with no words compared in the browser."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import builders
import pytest
from analysed import plan_pages
from browser import tidal as story
from browser.conftest import WIDE
from browser.tidal import STEPS

from dateline.core.publication import Publication
from dateline.site.files import write_site
from dateline.site.theme import load_theme

pytestmark = pytest.mark.browser

PAIR = "stories/tidal/changes/"


def test_two_versions_are_compared(page, tidal):
    """Figures and dates, questions and sentences say what became of them from the first of two versions to the second."""
    page.goto(f"{tidal}{PAIR}#2-4")
    page.locator(".legend").wait_for()

    assert [page.get_by_label(name).input_value() for name in ("From version", "To version")] == ["2", "4"]
    assert page.locator(".legend span").all_inner_texts() == ["2 new", "1 reworded", "1 gone"]
    assert page.locator(".views a").all_inner_texts() == ["New 3", "Full 12"]
    assert page.locator(".between :is(h2, .tally)").all_text_contents() == [
        "Figures and dates",
        "Questions",
        *("What", "0 of 1"),
        *("Narrative", "3 of 10"),
        *("Timeline", "0 of 1"),
    ]
    assert page.locator(".between dl").inner_text().split("\n") == [
        "Repair",
        "1.8 → 2.3 million euros",
        "Closing test",
        "28 March → 2 April",
    ]
    assert page.locator(".l.done").text_content() == "Answered: Who will pay?The council."
    assert (
        page.locator(".l.edit").text_content()
        == "Reworded: The repair costs 2.3 million.\u2060[1]\u2060[2]Was: The repair costs 1.8 million."
    )
    assert page.locator(".l.add").all_text_contents() == [
        "New: The test is due in April.\u2060[1]",
        "New: The builder is silent.",
    ]
    assert page.locator("summary").all_inner_texts()[0] == "1 sentence gone"
    assert page.locator(".l.edit .c").first.get_attribute("href") == "../v4/index.html#s1"


def test_versions_are_compared_as_they_are_built(page, site, folder):
    """Also where a version has no figures, questions, events or voices, so that its data lack the key."""
    bare: dict[str, Any] = {"open_questions": (), "timeline": (), "perspectives": (), "tensions": ()}
    later = builders.version(3, **bare, what="It is built [@harbour-plan].")
    versions = (builders.version(1, **bare), builders.version(2), later)
    publication = Publication(builders.config(), (builders.dossier(*versions),))
    write_site(plan_pages(publication, load_theme()), folder.parent / "bare")
    for pair in ("1-2", "2-3", "1-3"):
        page.goto(site.replace("/record/", f"/bare/stories/harbour-barrier/changes/#{pair}"))
        page.locator(f".views [href='#{pair}']").wait_for()

        assert " new" in page.locator(".legend").inner_text()


def test_the_last_two_versions_stand_first(page, tidal):
    """Without two versions in the address, or with numbers that no version has, the newest step is shown."""
    for address in (PAIR, f"{PAIR}#7-9", f"{PAIR}#3", f"{PAIR}#3-9", f"{PAIR}#3-4"):
        page.goto(tidal + address)
        page.locator(".legend").wait_for()

        assert page.locator(".legend span").all_inner_texts()[0] == "2 new"
        assert page.get_by_label("From version").input_value() == "3"
        assert page.evaluate("scrollY") == 0


def test_a_choice_stands_in_the_address(page, tidal):
    """Choosing versions changes the address, in either order, and the way back brings the earlier two."""
    page.goto(f"{tidal}{PAIR}#3-4")
    page.locator(".legend").wait_for()
    page.get_by_label("To version").select_option("1")
    page.locator(".legend", has_text="1 reworded").wait_for()

    assert page.url.endswith("#3-1")
    assert [page.get_by_label(name).input_value() for name in ("From version", "To version")] == ["1", "3"]

    page.go_back()
    page.locator(".legend", has_text="2 new").wait_for()
    assert page.get_by_label("To version").input_value() == "4"


def test_both_views_can_be_shown(page, tidal):
    """Full is a link and stands in the address; what is unchanged is folded."""
    page.goto(f"{tidal}{PAIR}#2-4")
    full = page.get_by_role("link", name="Full 12")
    full.click()
    page.wait_for_url("**#2-4-full")

    assert page.locator(".changes").get_attribute("data-view") == "full"
    assert full.get_attribute("aria-current") == "true"
    assert "6 sentences unchanged" in page.locator("summary").all_inner_texts()


def test_a_question_that_was_asked_and_answered_in_between_is_told_once(page, tidal):
    """From version 1 to 3 it is new; from 2 to 4 it is answered."""
    page.goto(f"{tidal}{PAIR}#1-3")
    page.locator(".legend").wait_for()

    assert page.locator(".between section").nth(1).locator(".l").all_text_contents() == ["New: Who will pay?"]


def test_from_a_folder_the_page_says_why(page, tidal_folder: Path):
    """Where nothing can be loaded, a sentence says so."""
    page.goto((tidal_folder / f"{PAIR}index.html").as_uri())

    page.get_by_text(
        "These versions cannot be loaded from a folder: the redlines between neighbouring versions are below."
    ).wait_for()


@pytest.mark.parametrize("width", [320, WIDE["width"]])
def test_the_page_of_changes_is_for_everybody(chromium, tidal, width):
    """Axe accepts it, and it does not scroll sideways."""
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    tab = context.new_page()
    tab.goto(f"{tidal}{PAIR}#1-4-full")
    tab.locator(".legend").wait_for()

    assert [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(tab).response["violations"]] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def told(page, tidal, pair, **changed):
    """What the page says of two versions, of which some have other data."""
    for number, data in changed.items():
        page.route(f"**/{number}.json", partial(_answer, json.dumps(data)))
    page.goto(f"{tidal}{PAIR}#{pair}")
    page.locator(".legend").wait_for()
    return page.locator(".between dl").first.inner_text().split("\n") if page.locator(".between dl").count() else []


def data(folder, number, **other):
    return json.loads((folder / f"stories/tidal/v{number}.json").read_text()) | other


def figures(**values):
    return [{"id": name, "label": name.title(), "value": value} for name, value in values.items()]


def test_figures_are_those_of_the_two_versions(page, tidal, tidal_folder):
    """What a figure was between them does not matter: one that came back is not told; one that was corrected or dropped is."""
    first, last = (
        figures(cost="5 million", boats="40 boats", votes="14"),
        figures(cost="5 million", boats="45 boats", test="2026-06"),
    )
    lines = [["figure", "Cost", "5 million", "6 million"]]
    versions = {
        "v1": data(tidal_folder, 1, figures=first),
        "v2": data(tidal_folder, 2, figures=figures(cost="6 million"), step=STEPS[2] | {"lines": lines}),
        "v3": data(tidal_folder, 3, figures=last, timeline=[{"date": "2026-03-14", "text": "Closing test."}]),
    }

    assert told(page, tidal, "1-3", **versions) == [
        "Boats",
        "40 → 45 boats",
        "Test",
        "not yet told → June",
        "Votes",
        "14 → no longer told",
    ]
    assert told(page, tidal, "2-3")[:2] == ["Cost", "6 → 5 million"]


def test_a_sentence_that_was_gone_in_between_stays(page, tidal, tidal_folder):
    """A sentence that both versions have, word for word, is neither new nor gone, whatever the versions between them said."""
    again = data(tidal_folder, 4)
    again["step"]["origins"][story.FISHERS] = []
    again["step"]["kinds"][story.FISHERS] = "add"
    told(page, tidal, "2-4", v4=again)

    assert page.locator(".legend span").all_inner_texts() == ["2 new", "1 reworded", "1 gone"]


def test_questions_are_those_of_the_two_versions(page, tidal, tidal_folder):
    """One that goes on has its earlier words if there are others; one with only the id of another is new."""
    asked = questions("Who sails [@a]?", "When is the test?", "Is it safe?")
    still = questions("Who sails?", "When is the closing test?", "Who pays?")
    vanished = [["fishers", "vanished", "Are fishers heard?", ""]]
    origins = {"When is the closing test?": ["When is the test?"], "Who pays?": []}
    kinds = {"When is the closing test?": "edit", "Who pays?": "add"}
    told(
        page,
        tidal,
        "1-3",
        v1=data(tidal_folder, 1, **asked),
        v2=data(tidal_folder, 2, **asked),
        v3=data(tidal_folder, 3, **still, step=STEPS[3] | {"questions": vanished, "origins": origins, "kinds": kinds}),
    )

    asks = page.locator(".between section", has_text="Questions").locator(".l")
    assert asks.all_text_contents() == [
        "Who sails?",
        "Reworded: When is the closing test?Was: When is the test?",
        "New: Who pays?",
        "Gone: Is it safe?No version says why it is no longer asked.",
    ]


def questions(*asked):
    """Questions, of which each is one sentence, by their places."""
    return {
        "open_questions": [{"id": f"question-{place}", "text": text} for place, text in enumerate(asked)],
        "sentences": [
            [text.replace(" [@a]", ""), f"open_questions[{place}].text", 0, len(text), 1, 1] for place, text in enumerate(asked)
        ],
    }


def test_a_question_that_is_no_longer_asked_says_why(page, tidal, tidal_folder):
    """It was merged or dropped, with the reason if there is one; if it vanished, no version says why."""
    asked = [{"id": name, "text": f"{name}?"} for name in ("merged", "dropped", "vanished")]
    ended = [["merged", "merged", "merged?", "It is the other."], ["dropped", "dropped", "dropped?", ""]]
    last = {"open_questions": [], "step": STEPS[3] | {"questions": [*ended, ["vanished", "vanished", "vanished?", ""]]}}
    told(page, tidal, "1-3", v1=data(tidal_folder, 1, open_questions=asked), v3=data(tidal_folder, 3, **last))

    assert page.locator(".between section", has_text="Questions").locator(".l").all_text_contents() == [
        "Gone: merged?Merged: It is the other.",
        "Gone: dropped?Dropped",
        "Gone: vanished?No version says why it is no longer asked.",
    ]


def test_a_version_cannot_be_compared_with_itself(page, tidal):
    """If one version is chosen twice, a sentence says so; both choices stay."""
    page.goto(f"{tidal}{PAIR}#3-4")
    page.locator(".legend").wait_for()
    page.get_by_label("To version").select_option("3")
    page.get_by_text("These are the same version: choose another.").wait_for()

    assert [page.get_by_label(name).input_value() for name in ("From version", "To version")] == ["3", "3"]


def test_beside_what_changed_stand_its_sources_words(page, tidal, tidal_folder):
    """A new or reworded sentence has the words that the last step to it names, with outlet and day; one that stands has none."""
    source = {"title": "Estuary Wire", "date": "2026-03-25", "quotes": ["no", "a new figure"]}
    bare = {"title": "The builder waits", "evidence": "headline"}
    beside = {story.DEARER: [1, 1, "Wire"], story.FISHERS: [1, 0, "Wire"]}
    told(
        page,
        tidal,
        "2-4",
        v3=data(tidal_folder, 3, sources={"a": source}, step=STEPS[3] | {"beside": beside}),
        v4=data(tidal_folder, 4, sources={"b": bare}, step=STEPS[4] | {"beside": {story.BUILDER: [2, -1, ""]}}),
    )

    assert page.locator(".w > div").all_text_contents() == ["a new figure Wire, 25 March", "The builder waits headline only"]


def test_corrections_are_told_whole(page, tidal, tidal_folder):
    """Each mistake has the right words, and below them the wrong ones and the reason, once though several versions had it."""
    wrong = {"was": "It costs 1 million [@wire].", "now": "It costs 2 million [@wire].", "why": "The figure was misread."}
    told(page, tidal, "1-3", v3=data(tidal_folder, 3, corrections=[wrong | {"of": 1}, wrong | {"of": 2}]))

    assert page.locator(".between section", has_text="Corrections").locator(".l").all_text_contents() == [
        "Reworded: It costs 2 million.Version 2 said: It costs 1 million. The figure was misread."
    ]


def test_a_version_that_was_written_anew_says_so(page, tidal, tidal_folder):
    """If hardly a sentence continues the first version, a sentence says so, and no line is marked."""
    anew = data(tidal_folder, 4)
    others = [[f"s-9{place}", "narrative[0]", 0, 9, 4, 4] for place in range(6)]
    step = STEPS[4] | {"origins": {one: [] for one, *_ in others}, "kinds": {one: "add" for one, *_ in others}}
    told(page, tidal, "3-4", v4=anew | {"sentences": [*others, anew["sentences"][0]], "step": step})

    assert page.locator(".between > .empty").inner_text() == (
        "Version 4 was written anew: 1 of its 7 sentences continue sentences of version 3."
    )
    assert page.locator(".changes.anew").count() == 1


def _answer(body, route):
    route.fulfill(body=body)


def test_the_day_of_a_version_is_the_same_everywhere(chromium, tidal):
    """Far in the west, where it was still the day before, the pickers name the days as the page does."""
    context = chromium.new_context(timezone_id="America/Los_Angeles")
    page = context.new_page()
    page.goto(f"{tidal}{PAIR}#2-4")
    page.locator(".legend").wait_for()
    told = page.get_by_label("From version").locator("option").all_inner_texts()
    context.close()

    assert told[0] == "Version 1 · 7 March"
