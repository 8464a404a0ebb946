"""A real Chromium, one for all tests of a process: the library cannot start a second one."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PATIENCE = 120_000
"""Milliseconds for what a busy machine does slowly."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser; skips the test if there is none."""
    found = (
        os.environ.get("DATELINE_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if not found:
        pytest.skip("no Chromium: name one in DATELINE_CHROMIUM or put it on PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS), timeout=PATIENCE)
        yield browser
        browser.close()
