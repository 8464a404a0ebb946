"""A reader who returns sees what is new to them; only their own browser knows what they read."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from browser import tidal as story

pytestmark = pytest.mark.browser

BRIEF = "stories/tidal/"
STORED = "localStorage.getItem('dateline.seen.tidal')"


def read(page: Any, site: str, *, days: int = 3, **visit: int) -> None:
    """Leaves behind what an earlier visit stored, and opens the brief."""
    page.goto(site + "stories/tidal/v1/")
    page.evaluate(
        """([seen, previous, days]) => localStorage.setItem('dateline.seen.tidal',
            [seen, previous, Date.now() - days * 864e5].join(' '))""",
        [visit["seen"], visit.get("previous", 0), days],
    )
    page.goto(site + BRIEF)


def stored(page: Any) -> dict[str, int]:
    """What is stored of the visit."""
    numbers = map(int, page.evaluate(STORED).split())
    return dict(zip(("seen", "previous"), numbers, strict=False))


def test_a_first_visit_is_no_return(page, tidal):
    """Someone who has never read the story sees no line about a last visit, and the version is stored."""
    page.goto(tidal + BRIEF)

    assert not page.locator(".visit").is_visible()
    assert page.locator("#changed h2").inner_text().lower().startswith("new in version 4")
    assert (stored(page)["seen"], stored(page)["previous"]) == (4, 0)


def test_a_returning_reader_sees_what_is_new(page, tidal):
    """The line says which version they read, when, and how much is new; that is marked; the card sums up all versions since."""
    read(page, tidal, seen=2)

    assert page.locator(".visit p").first.inner_text() == "You last read version 2, 3 days ago:"
    assert page.locator(".visit b").inner_text() == "3 new sentences"
    assert page.locator(".visit a").get_attribute("href") == "changes/index.html#2-4"
    assert page.locator(".unseen").evaluate_all("all => all.map((one) => one.id)") == [story.DEARER, story.TEST, story.BUILDER]
    page.locator("#changed h2", has_text="Since version 2").wait_for()
    assert page.locator("#changed dt").all_inner_texts() == ["Repair", "Closing test", "Answered"]
    assert page.locator("#changed dd").all_inner_texts()[:2] == ["1.8 → 2.3 million euros", "28 March → 2 April"]


def test_a_card_without_lines_says_so(page, tidal, tidal_folder):
    """If no figure, question or date changed in several versions, the card of a returning reader says that."""
    data = json.loads((tidal_folder / "stories/tidal/v2.json").read_text())
    for number in (2, 3, 4):
        body = json.dumps(data | {"version": number, "step": data["step"] | {"lines": [], "questions": []}})
        page.route(f"**/v{number}.json", partial(_fulfil, body))
    read(page, tidal, seen=2)
    page.locator("#changed h2", has_text="Since version 2").wait_for()

    assert page.locator("#changed .soft").inner_text() == "No figure and no question changed."


def _fulfil(body: str, route: Any) -> None:
    route.fulfill(body=body)


def test_what_is_new_survives_a_reload(page, tidal):
    """Reloading, and coming back within half an hour, shows the same line; after that, the version counts as read."""
    read(page, tidal, seen=2)
    page.reload()

    assert page.locator(".visit b").inner_text() == "3 new sentences"
    assert (stored(page)["seen"], stored(page)["previous"]) == (4, 2)

    read(page, tidal, days=1, **stored(page))

    assert page.locator(".visit").inner_text().startswith("You have read this version. Nothing new since Friday 27 March.")
    assert page.get_by_role("link", name="What changed in version 4").get_attribute("href").endswith("changes/v4/index.html")
    assert not page.locator("#changed").is_visible()


@pytest.mark.parametrize("kept", ["", "{", "null", "[]", '"words"', '{"seen": "many"}'])
def test_a_store_that_is_broken_is_no_visit(page, tidal, kept):
    """What cannot be read is as if nothing was stored."""
    page.goto(tidal + BRIEF + "v1/")
    page.evaluate("(kept) => localStorage.setItem('dateline.seen.tidal', kept)", kept)
    page.goto(tidal + BRIEF)

    assert not page.locator(".visit").is_visible()
    assert stored(page)["seen"] == 4


def test_a_rewritten_brief_is_not_marked(page, tidal):
    """If more than 60 per cent is new to the reader, the line says so, and nothing is marked."""
    page.route("**/tidal/", lambda route: route.fulfill(body=route.fetch().text().replace('data-total="11"', 'data-total="4"')))
    read(page, tidal, seen=2)

    assert page.locator(".visit b").inner_text() == "3 of 4 sentences are new, so none is marked"
    assert page.locator(".unseen").count() == 0
    assert page.get_by_role("button", name="Show only these").count() == 0


def test_only_what_is_new_can_be_shown(page, tidal):
    """One button hides every sentence but these and one that a link leads to; "Show all" brings them back."""
    read(page, tidal, seen=2)
    only = page.get_by_role("button", name="Show only these")
    only.click()

    assert only.get_attribute("aria-pressed") == "true"
    assert page.locator(".visit b").inner_text() == "3 of 11 sentences"
    assert page.locator(".tally").filter(visible=True).all_inner_texts() == ["0 of 1", "3 of 10"]
    assert not page.locator(f"#{story.PAY}").is_visible()
    assert page.locator(f"#{story.TEST}").is_visible()
    assert page.locator("#s1").is_visible()

    page.evaluate("(id) => { location.hash = id }", story.PAY)
    assert page.locator(f"#{story.PAY}").is_visible()
    page.evaluate("location.hash = ''")

    page.get_by_role("button", name="Show all").click()

    assert only.get_attribute("aria-pressed") == "false"
    assert only.evaluate("one => one === document.activeElement")
    assert page.locator(".visit b").inner_text() == "3 new sentences"
    assert page.locator(".tally").filter(visible=True).all_inner_texts() == ["1", "10"]
    assert page.locator(f"#{story.PAY}").is_visible()


def test_from_a_folder_the_card_stays_as_it_is(page, tidal_folder: Path):
    """Where nothing can be loaded, the line stands, and the card tells the newest version."""
    page.goto((tidal_folder / "stories/tidal/index.html").as_uri())
    page.evaluate("localStorage.setItem('dateline.seen.tidal', '2')")
    page.reload()

    assert page.locator(".visit b").inner_text() == "3 new sentences"
    assert page.locator("#changed h2").inner_text().lower().startswith("new in version 4")


def test_without_storage_the_page_is_whole(page, tidal):
    """A browser that refuses to store shows the page as on a first visit, without a complaint."""
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })")
    page.goto(tidal + BRIEF)

    assert not page.locator(".visit").is_visible()
    assert page.locator("#changed").is_visible()


def test_the_front_page_leads_to_what_is_new(page, tidal):
    """Stories that were read have a chip if they have news, and stand right below the one that leads."""
    page.goto(tidal)
    assert not page.locator(".mine").is_visible()
    for slug, seen in (("tidal", 2), ("quota", 2)):
        page.evaluate("([slug, seen]) => localStorage.setItem('dateline.seen.' + slug, seen)", [slug, seen])
    page.reload()

    assert page.locator(".mine").inner_text() == "1 of the stories you read has news"
    assert page.locator(".stories h2").all_inner_texts() == ["lead", "tidal 3 new", "roof", "quota"]
    assert page.locator(".moved").all_inner_texts() == [
        "Version 2 · redline",
        "Version 4 · redline from version 2, which you read",
        "Version 3 · redline",
        "Version 2 · redline · nothing new since you read it",
    ]
    redlines = page.locator(".moved a").evaluate_all("all => all.map((one) => one.getAttribute('href').split('stories/')[1])")
    assert redlines == [
        "lead/changes/v2/index.html",
        "tidal/changes/index.html#2-4",
        "roof/changes/v3/index.html",
        "quota/changes/v2/index.html",
    ]


def test_the_history_says_what_was_read(page, tidal):
    """In the history, the versions that the reader read last have the day."""
    read(page, tidal, seen=2)
    page.goto(tidal + BRIEF + "history/")
    day = "(days) => new Date(Date.now() - days * 864e5).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })"

    assert page.locator("[data-version='2']").inner_text().split("\n")[-1] == f"You read it on {page.evaluate(day, 3)}"
    assert page.locator("[data-version='4']").inner_text().split("\n")[-1] == f"You read it on {page.evaluate(day, 0)}"
    assert page.locator("[data-version='3']").inner_text() == "Version 3"


def test_no_visit_leaves_the_machine(page, tidal):
    """A reader who returns makes no request but for the site's own files, and none has what they read."""
    called: list[str] = []
    page.on("request", lambda request: called.append(request.url + (request.post_data or "")))
    read(page, tidal, seen=2)
    page.locator("#changed h2", has_text="Since version 2").wait_for()

    assert all(one.startswith(tidal) and one.endswith(("/", ".html", ".css", ".js", ".json", ".svg")) for one in called)
