"""The accessibility checker axe finds nothing on any kind of page, however a reader looks at it."""

from typing import Any

import pytest
from browser.conftest import WIDE
from browser.test_reading import PAGES, PHONE
from chromium import PATIENCE

pytestmark = pytest.mark.browser

VIEWS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": PHONE},
    "dark-phone": {"color_scheme": "dark", "viewport": PHONE},
    "forced-colours": {"forced_colors": "active"},
    "printed": {},
    "right-to-left": {},
    "without-script": {},
}


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_violation(chromium, site, view):
    """Light and dark, wide and narrow, in forced colours, printed, from right to left, and without the site's script."""
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(**{"viewport": WIDE, "bypass_csp": True, **VIEWS[view]})
    context.set_default_timeout(PATIENCE)
    if view == "without-script":
        context.route("**/static/*.js", lambda route: route.abort())
    tab = context.new_page()
    for path in PAGES:
        tab.goto(site + path)
        if view == "printed":
            tab.emulate_media(media="print")
        if view == "right-to-left":
            tab.evaluate("document.documentElement.dir = 'rtl'")
        found = Axe().run(tab).response["violations"]

        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
    context.close()


def test_from_right_to_left_nothing_scrolls_sideways(page, site):
    """A publication in a script that runs from right to left has pages as wide as the window, on a phone too."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for path in PAGES:
            page.goto(site + path)
            page.evaluate("document.documentElement.dir = 'rtl'")

            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
