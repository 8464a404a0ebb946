"""Takes the README's pictures of a brief, in light and in dark: `python tests/docs/picture.py build` after `dateline build`."""

import io
import shutil
import sys
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parents[2] / "docs" / "images"
PAGE = "stories/china-ai-ecosystem/index.html"
SIZE = (1280, 860)
COLOURS = 96
"""Enough for text, and a third of the bytes."""


def take(browser: Browser, page: Path, scheme: Literal["light", "dark"]) -> None:
    """Writes one picture."""
    tab = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme=scheme)
    tab.goto(page.resolve().as_uri())
    picture = Image.open(io.BytesIO(tab.screenshot()))
    picture.convert("RGB").quantize(COLOURS).save(IMAGES / f"brief-{scheme}.png", optimize=True)


def main(site: Path) -> None:
    """Writes both pictures of a built site."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        take(browser, site / PAGE, "light")
        take(browser, site / PAGE, "dark")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
