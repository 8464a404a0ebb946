"""A large site is searched by Pagefind, if that is installed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import sample
from analysed import plan_pages

from dateline.core.errors import UsageError
from dateline.core.publication import Publication
from dateline.site import engine, searchable
from dateline.site.frame import Output
from dateline.site.theme import load_theme

THEME = load_theme()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site is large from the second text on."""
    monkeypatch.setattr(searchable, "MOST", 1)


def planned(publication: Publication | None = None, known: Mapping[str, str] | None = None) -> dict[str, Output]:
    return {one.path: one for one in plan_pages(publication or sample.publication(), THEME, known or {})}


def of_pagefind(files: Mapping[str, Output]) -> dict[str, str]:
    return {path: one.fingerprint for path, one in files.items() if path.startswith((engine.FOLDER, engine.LIST))}


def test_a_small_site_needs_no_pagefind():
    """Its search has no file of Pagefind's, and its search page runs no WebAssembly."""
    files = planned()

    assert of_pagefind(files) == {}
    assert b"wasm" not in files["search/index.html"].render()


def test_a_site_is_large_if_it_has_more_texts(monkeypatch):
    """Briefs, essays and pages are counted; the one more than the limit makes the site a large one."""
    count = planned()["search/words.js"].render().count(b'"kind"')
    found = []
    for most in (count, count - 1):
        monkeypatch.setattr(searchable, "MOST", most)
        found.append(bool(of_pagefind(planned())))

    assert found == [False, True]


@pytest.mark.usefixtures("few")
def test_without_pagefind_the_own_search_stays(monkeypatch):
    """If Pagefind is not installed, a large site is that of a small one."""
    monkeypatch.setattr(engine, "version", lambda _: version("no-such-package"))
    files = planned()

    assert of_pagefind(files) == {}
    assert b"wasm" not in files["search/index.html"].render()


@pytest.mark.usefixtures("few")
def test_only_the_search_page_may_run_webassembly():
    """No other page's policy allows it, and none allows scripts in the page or from elsewhere."""
    files = planned()
    pages = {path: one.render().decode() for path, one in files.items() if path.endswith(".html")}

    assert [path for path, page in pages.items() if "wasm-unsafe-eval" in page] == ["search/index.html"]
    assert "script-src 'self' 'wasm-unsafe-eval'; img-src" in pages["search/index.html"]
    assert {path for path in of_pagefind(files) if path.endswith((".html", ".css"))} == set()
    assert engine.ENGINE in files


@pytest.mark.usefixtures("few")
def test_what_was_found_has_what_it_is_chosen_by():
    """Each text of the list has the id of its fragment, its tags and outlets, and none of its words."""
    files = planned()
    rows = files[engine.LIST].render().decode().splitlines()[1:-1]
    listed = [json.loads(row.removesuffix(",")) for row in rows]
    fragments = {Path(path).stem for path in files if path.endswith(".pf_fragment")}

    assert {one["id"] for one in listed} == fragments
    assert {one["kind"] for one in listed} == {"Brief", "Signal", "Page"}
    assert next(one for one in listed if one["title"] == "The harbour barrier")["tags"] == ["Floods", "City budget"]
    assert all(one["passages"] == [] for one in listed)


@pytest.mark.usefixtures("few")
def test_pagefind_writes_the_same_each_time():
    """Two runs give the same files, byte for byte."""
    one, other = ({path: file.render() for path, file in planned().items() if path.startswith("search/")} for _ in range(2))

    assert one == other


@pytest.mark.usefixtures("few")
def test_pagefind_runs_only_if_a_text_has_changed(monkeypatch):
    """If all its files are there, it does not run; if one is lost or a text is another, it does."""
    files = of_pagefind(planned())
    runs: list[str] = []
    run = engine._run

    def counted(folder: str, language: str) -> None:
        runs.append(folder)
        run(folder, language)

    monkeypatch.setattr(engine, "_run", counted)

    assert of_pagefind(planned(known=files)) == files
    assert runs == []

    held = sample.publication()
    lost = {path: mark for path, mark in files.items() if path != engine.ENGINE}

    assert of_pagefind(planned(known=lost)) == files
    assert len(runs) == 1
    assert of_pagefind(planned(replace(held, signals=(replace(held.signals[0], body="It is dear."),)), files)) != files
    assert len(runs) == 2


@pytest.mark.usefixtures("few")
def test_pagefind_that_fails_is_told(monkeypatch):
    """If Pagefind ends with an error, nothing is built, and the error has its last line."""
    monkeypatch.setattr(engine, "run", lambda *_, **__: CompletedProcess((), 1, "", "thread panicked\nno space left\n"))

    with pytest.raises(UsageError, match="Pagefind failed: no space left"):
        planned()
