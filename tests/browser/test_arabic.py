"""A publication in Arabic: pages from right to left, without a mistake that axe finds, on a screen and on a phone."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from dateline.flows.build import build

pytestmark = pytest.mark.browser

ARABIC = Path(__file__).parents[1] / "fixtures/arabic"
STORY = "stories/sadd-al-madd/"
PAGES = ("", STORY, f"{STORY}changes/v2/", f"{STORY}timeline/", f"{STORY}sources/", f"{STORY}history/", "corrections/", "about/")


@pytest.fixture
def arabic(site: str, folder: Path, tmp_path: Path) -> str:
    """The address of the publication."""
    root = Path(shutil.copytree(ARABIC, tmp_path / "arabic"))
    assert build(root, folder.parent / "arabic", cached=False).findings == ()
    return site.replace("/record/", "/arabic/")


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_run_from_right_to_left(page: Any, arabic: str, width: int) -> None:
    """Text begins at the right, nothing scrolls sideways, and axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 900})
    for path in PAGES:
        page.goto(arabic + path)
        title, main = (page.locator(one).first.bounding_box() for one in ("h1", "main"))

        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert title["x"] + title["width"] > main["x"] + main["width"] / 2, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert [one["id"] for one in Axe().run(page).response["violations"]] == [], path
