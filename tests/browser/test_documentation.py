"""The site of the documentation, in a browser: for everybody, on a phone and on a wide screen, in light and in dark."""

from pathlib import Path
from typing import Any

import docs_site
import pytest
from chromium import PATIENCE

from dateline.flows.build import build

pytestmark = pytest.mark.browser

PAGES = ("", "search/", "tutorial-first-review/", "theming/", "desk/", "404.html")


@pytest.fixture(scope="module")
def documentation(site: str, folder: Path) -> str:
    """The address of the documentation, beside the site of the other tests."""
    out = folder.parent / "documentation"
    docs_site.make(folder.parent / "sources")
    build(folder.parent / "sources", out)
    return site.replace("/record/", "/documentation/")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_it_is_for_everybody(chromium: Any, documentation: str, width: int, scheme: Any) -> None:
    """Axe finds nothing, with the headings of a page folded or open, and nothing scrolls sideways."""
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    for path in PAGES:
        tab.goto(documentation + path)

        assert [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(tab).response["violations"]] == [], path
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_every_page_can_be_reached(page: Any, documentation: str) -> None:
    """On a phone and a tablet by the button at the top, on a wide screen by the list at the side; a search leads there."""
    for width in (390, 900):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"{documentation}desk/")
        page.get_by_role("button", name="All pages").click()
        page.get_by_role("link", name="Rules", exact=True).click()
        page.wait_for_url("**/rules/**")

    page.set_viewport_size({"width": 1280, "height": 844})
    page.get_by_role("link", name="Claims and sources", exact=True).click()
    page.wait_for_url("**/grounding/**")
    page.goto(f"{documentation}search/?q=ollama lm studio from")
    page.locator(".found a[href*='desk/']").first.click()
    page.wait_for_url("**/desk/**#h-a-server-of-your-own")
    page.goto(f"{documentation}search/?q=set limits")
    page.locator(".found a").first.click()
    page.wait_for_url("**/costs/**#h-set-limits")


def test_commands_can_be_copied(page: Any, documentation: str) -> None:
    """A button beside a command puts it on the clipboard; a heading has a link to itself."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{documentation}tutorial-first-brief/")
    page.get_by_role("button", name="Copy").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "dateline init first-brief --yes\ncd first-brief\n"

    page.get_by_role("link", name="Link to “2. Follow a feed”").click()
    page.wait_for_url("**#h-2-follow-a-feed")
