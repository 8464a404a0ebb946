"""Readers can search the latest version of each brief, the essays and the pages."""

import json
from dataclasses import replace
from typing import Any

import builders
import sample
from analysed import plan_pages

from dateline.core.model import Page, Signal
from dateline.core.publication import Publication
from dateline.site.theme import load_theme

THEME = load_theme()
BEGIN, END = 'dispatchEvent(new CustomEvent("words",{detail:[\n', "\n]}));\n"


def searched(publication: Publication | None = None) -> list[dict[str, Any]]:
    files = {one.path: one for one in plan_pages(publication or sample.publication(), THEME)}
    script = files["search/words.js"].render().decode()
    assert script.startswith(BEGIN)
    assert script.endswith(END)
    found: list[dict[str, Any]] = json.loads(f"[{script.removeprefix(BEGIN).removesuffix(END)}]")
    return found


def test_a_passage_links_to_its_section():
    """Each brief has its kind, its link from the search page and, for each passage, the section's anchor and name."""
    found = next(one for one in searched() if one["title"] == "The ferry")

    assert (found["kind"], found["link"]) == ("Brief", "../stories/ferry/index.html")
    assert ["why_it_matters", "Why it matters", "The quay floods."] in found["passages"]


def test_only_the_latest_version_is_searched():
    """What an older version said is not found, and no brief is listed twice."""
    found = searched()
    brief = next(one for one in found if one["title"] == "The harbour barrier")
    what = next(text for anchor, _, text in brief["passages"] if anchor == "what")

    assert len({one["link"] for one in found}) == len(found)
    assert what == "The council plans a barrier. It costs 45 million."


def test_a_search_can_be_narrowed():
    """A brief has its tags as readers know them, and the outlets that it cites."""
    found = next(one for one in searched() if one["title"] == "The harbour barrier")

    assert found["tags"] == ["Floods", "City budget"]
    assert "Harbour Wire" in found["outlets"]


def test_essays_and_pages_are_searched():
    """An essay has its summary and its words without citations; a page has the words under each heading."""
    page = Page("about", "About", "We read.\n\n## How\n\nWith *care*.\n\n- And time.\n\n## How\n\nAgain.\n")
    essay = Signal(slug="water", title="Water", date="2026-05-03", dek="On water.", body="It costs [@harbour-barrier/x] much.")

    assert searched(Publication(builders.config(), pages=(page,), signals=(essay,))) == [
        {
            "kind": "Signal",
            "title": "Water",
            "link": "../signals/water/index.html",
            "tags": [],
            "outlets": [],
            "passages": [["", "", "On water."], ["", "", "It costs much."]],
        },
        {
            "kind": "Page",
            "title": "About",
            "link": "../about/index.html",
            "tags": [],
            "outlets": [],
            "passages": [["", "", "We read."], ["h-how", "How", "With care. And time."], ["h-how-2", "How", "Again."]],
        },
    ]


def test_the_introduction_of_a_list_is_searched():
    """A page that stands above a list is found at the list."""
    held = Publication(builders.config(), pages=(Page("outlets", "Outlets", "Whom we trust."),))

    assert [(one["link"], one["passages"]) for one in searched(held)] == [("../outlets/index.html", [["", "", "Whom we trust."]])]


def test_a_site_without_texts_has_nothing_to_search():
    """The script is there, so that the search page says that nothing was found."""
    assert searched(Publication(builders.config())) == []


def test_another_essay_is_another_search():
    """The script is made anew if an essay or a page changes, and only then."""
    held = sample.publication()
    other = replace(held, signals=(replace(held.signals[0], body="It is dear."),))
    marks = [{one.path: one.fingerprint for one in plan_pages(some, THEME)}["search/words.js"] for some in (held, held, other)]

    assert marks[0] == marks[1] != marks[2]
