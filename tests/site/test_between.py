"""The page of any two versions lists, without script, what changed in each."""

import re
from dataclasses import replace
from typing import Any

import builders
from analysed import plan_pages

from dateline.core.model import KeyFigure
from dateline.core.publication import Publication
from dateline.site.theme import load_theme

THEME = load_theme()
CHANGES = "stories/harbour-barrier/changes"


def built(*versions: Any) -> dict[str, str]:
    publication = Publication(builders.config(), (builders.dossier(*versions),))
    return {one.path: one.render().decode() for one in plan_pages(publication, THEME) if one.path.startswith(CHANGES)}


def plain(html: str) -> str:
    import html5lib

    body = html5lib.parse(html, namespaceHTMLElements=False).find("body")
    return " ".join("".join(body.itertext()).split())


def test_every_redline_is_listed_newest_first():
    """Without script, the page of any two versions lists the redlines with what changed; it names all versions for the script."""
    first = builders.version(1, what="Rain fell. Snow fell. Hail fell. Sleet fell.", narrative=("Fog fell.",), timeline=())
    anew = builders.version(2, what="Ann left. Bert left. Carl left. Dora left.", narrative=("Emil left.",), timeline=())
    anew = replace(anew, perspectives=(), tensions=(), open_questions=(), why_it_matters="")
    page = built(first, anew, replace(anew, version=3, published="2026-05-03T11:30:00Z"))[f"{CHANGES}/index.html"]
    assert re.findall('<section id="(.*?)"', page) == ["2-3", "1-2"]
    assert 'data-versions="[[1,&#34;2026-05-01&#34;],[2,&#34;2026-05-02&#34;],[3,&#34;2026-05-03&#34;]]"' in page
    assert "Saturday 2 May · written anew, 5 of 5 sentences new or reworded" in plain(page)
    assert '<select aria-label="From version">' in page


def test_a_single_version_says_what_will_be_there():
    """With one version there is nothing to compare, and the page says what it will have."""
    page = built(builders.version(1))[f"{CHANGES}/index.html"]
    assert "Version 1 is the first version; it was filed on Friday 1 May 2026. What changes will be told here" in plain(page)
    assert "<select" not in page


def test_it_tells_the_lines_of_the_card():
    """Each redline in the list has the lines of the change card."""
    figure = KeyFigure("cost", "Cost", "40 million euros", ("harbour-plan",))
    page = built(
        builders.version(1, figures=(figure,)), builders.version(2, figures=(replace(figure, value="45 million euros"),))
    )[f"{CHANGES}/index.html"]
    assert "<dt>Cost</dt><dd>40 <i>→</i> <b>45\u202fmillion euros</b></dd>" in page


def test_a_long_list_of_redlines_has_pages():
    """Fifty redlines stand on a page; further pages have the older ones, and no choice of versions."""
    versions = [builders.version(1, published="2026-01-01T00:00:00Z")]
    versions += [builders.version(n, published=f"2026-01-01T{n // 60:02d}:{n % 60:02d}:00Z") for n in range(2, 53)]
    found = built(*versions)

    assert found[f"{CHANGES}/index.html"].count("<section") == 50
    assert found[f"{CHANGES}/page/1/index.html"].count("<section") == 50
    assert found[f"{CHANGES}/page/2/index.html"].count("<section") == 1
    assert "<select" not in found[f"{CHANGES}/page/1/index.html"]
