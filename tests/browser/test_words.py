"""What scripts say is in the language of the page."""

from pathlib import Path
from typing import Any

import builders
import pytest
from analysed import plan_pages

from dateline.core.publication import Publication
from dateline.site.files import write_site
from dateline.site.theme import load_theme

pytestmark = pytest.mark.browser

OWN = """words:
  "{n} new sentence": ["ein frischer Satz", "{n} frische Sätze"]
"""
STORY = "stories/harbour-barrier/"


@pytest.fixture(scope="module")
def german(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a publication in German, which says a message in its own words."""
    own = tmp_path_factory.mktemp("theme")
    (own / "languages").mkdir()
    (own / "languages/de.yaml").write_text(OWN, encoding="utf-8")
    versions = (builders.version(1), builders.version(2), builders.version(3, what="It is built [@harbour-plan]."))
    publication = Publication(builders.config(language="de"), (builders.dossier(*versions),))
    write_site(plan_pages(publication, load_theme(own)), folder.parent / "german")
    return "german"


@pytest.fixture
def address(site: str, german: str) -> str:
    """The address of the publication."""
    return site.replace("/record/", f"/{german}/")


def read(page: Any, address: str, seen: int) -> None:
    """Leaves behind that the reader read a version yesterday, and opens the brief."""
    page.goto(f"{address}{STORY}v{seen}/")
    page.evaluate("(seen) => localStorage.setItem('dateline.seen.harbour-barrier', `${seen} 0 ${Date.now() - 864e5}`)", seen)
    page.goto(address + STORY)


def test_the_brief_speaks_to_a_returning_reader(page, address):
    """The line under the title, the buttons and the card have the words of the catalogues, the publication's own first."""
    read(page, address, 1)
    page.locator("#changed h2", has_text="Seit Version 1").wait_for()

    assert page.locator(".visit p").first.inner_text() == "Zuletzt haben Sie gestern Version 1 gelesen:"
    assert page.locator(".visit b").inner_text() == "ein frischer Satz"
    assert page.locator(".visit a").inner_text() == "Textvergleich mit Version 1"
    assert page.locator(".foot button").all_inner_texts() == ["Zu dunklen Farben wechseln", "Tasten"]


def test_any_two_versions_are_compared_in_german(page, address):
    """The choices have dates as Germans write them, and the redline says in German what became of each sentence."""
    page.goto(f"{address}{STORY}changes/#1-3")
    page.locator(".legend").wait_for()

    assert page.locator("select option").first.inner_text() == "Version 1 · 1. Mai"
    assert page.locator(".legend span").all_inner_texts() == ["1 neu", "1 entfallen"]
    assert page.locator(".views a").all_inner_texts() == ["Neu 1", "Alles 8"]
    assert page.locator(".between h2").filter(visible=True).all_text_contents() == ["Worum es geht", "Ausführlich"]
    assert page.locator(".between .tally").all_inner_texts()[0] == "1 von 1"
    assert page.locator(".l.add i").text_content() == "Neu: "
    assert page.locator("summary").filter(visible=True).all_inner_texts() == ["1 Satz entfallen"]


def test_the_history_and_the_search_speak_german(page, address):
    """So do the scripts that only they load."""
    read(page, address, 1)
    page.goto(f"{address}{STORY}history/")
    day = "new Date().toLocaleDateString('de', { day: 'numeric', month: 'long' })"

    assert page.locator("[data-version='3'] .when p").last.inner_text() == f"Sie haben sie am {page.evaluate(day)} gelesen"

    page.goto(f"{address}search/?q=quay")
    assert page.get_by_role("status").inner_text() == "1 Stelle"
