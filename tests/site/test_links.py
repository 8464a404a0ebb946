"""Links in pages and essays lead to a page of the site, or are found."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import essays
import pytest
import sample
from analysed import plan_pages

from dateline.core.config import Daily
from dateline.core.model import Page, Picture
from dateline.flows.build import build
from dateline.flows.stories.check import check
from dateline.site.links import StoryPlaces, dead_links, lead_somewhere, taken
from dateline.site.theme import load_theme

STORIES = StoryPlaces({"harbour-barrier": (1, 2, 3), "ferry": (1,)}, {"old-barrier"}, {"floods", "city-budget"})
OTHERS = (
    Page("methodology", "How", "## How we correct\n\nA."),
    Page("plans", "Plans", "A.", draft=True),
    Page("corrections", "Corrections", "A."),
)
PICTURE = Picture("map.png", Path("map.png"), "", 1, 1)


def found(link: str, **given: Any) -> list[tuple[str, str]]:
    page = Page("about", "About", f"We.\n\n## Who\n\nSee\n[this]({link}).", starts=5, **given)
    around = replace(sample.publication(), pages=(page, *OTHERS), pictures=(PICTURE,))
    problems = [*dead_links(around, STORIES)]

    assert [(one.rule, one.file, one.line) for one in problems] == [("dead-link", "content/pages/about.md", 10)] * len(problems)
    return [(one.message, one.hint) for one in problems]


def test_every_address_of_a_site_is_one():
    """Whatever page a site has, a link may lead there; what belongs to the theme alone has no address for links."""
    paths = [one.path for one in plan_pages(sample.publication(), load_theme())]
    linkable = [one for one in paths if not one.startswith(("static/", ".", "404"))]

    assert [one for one in linkable if found(f"../{one}") or found(f"../{one.removesuffix('index.html')}")] == []
    assert len(linkable) > 40


@pytest.mark.parametrize(
    "link",
    [
        *("methodology.md", "methodology.md#how-we-correct", "methodology.md#h-how-we-correct", "#who"),
        *("", "./", "#h-who", "#main", "?a=b", "../", "..", "../index.html", "../methodology/#h-how-we-correct", "../about/"),
        *(
            "/record/methodology/",
            "/record/",
            "../stories/old-barrier/",
            "../stories/harbour-barrier/#what",
            "../voices/all/page/2/",
        ),
        *(
            "../voices/page/2/",
            "../images/map.png",
            "https://a.example/",
            "//a.example/",
            "mailto:desk@a.example",
            "../corrections/",
        ),
    ],
)
def test_a_link_that_leads_somewhere(link):
    """From the page's own address, or from that of the site; links to other hosts are not looked at."""
    assert found(link) == []


@pytest.mark.parametrize(
    ("link", "said", "hint"),
    [
        ("metodology.md", "leads to no page", "Did you mean ../methodology/?"),
        ("../signals/methodology.md", "leads to no page", "Did you mean ../methodology/?"),
        ("methodology.md#zzz", "the page has no heading #h-zzz", "The address of a heading is made of its words"),
        ("../metodology/", "leads to no page", "Did you mean ../methodology/?"),
        ("../methodology", "leads to no page", "Did you mean ../methodology/?"),
        ("/methodology/", "leads out of the site", "Did you mean ../methodology/?"),
        ("../../about/", "leads out of the site", "Did you mean ./?"),
        ("../stories/harbour-barier/", "leads to no page", "Did you mean ../stories/harbour-barrier/?"),
        ("../stories/harbour-barrier/v4/", "leads to no page", ""),
        ("../stories/ferry/changes/v2/", "leads to no page", ""),
        ("../stories/old-barrier/v1/", "leads to no page", ""),
        ("../stories/nobody/history/", "leads to no page", ""),
        ("../tags/tides/", "leads to no page", ""),
        ("../report.pdf", "leads to no page", "A link starts from the page's own address, /about/;"),
        ("../pictures/map.png", "leads to no page", "Did you mean ../images/map.png?"),
        ("../plans/", "leads to no page", "It is a draft"),
        ("../methodology/#how-we-correct", "the page has no heading #how-we-correct", "Did you mean #h-how-we-correct?"),
        ("#whom", "the page has no heading #whom", "Did you mean #h-who?"),
        ("../methodology/#zzz", "the page has no heading #zzz", "The address of a heading is made of its words"),
    ],
)
def test_a_link_that_leads_nowhere(link, said, hint):
    """The finding has the line, and says what was meant if that can be known."""
    ((message, told),) = found(link)

    assert message.removeprefix(f"{link} ").startswith(said)
    assert told.startswith(hint)


def test_a_draft_may_lead_to_a_draft():
    """Both are published at once."""
    assert found("../plans/", draft=True) == []


def test_there_is_no_list_without_rows():
    """The list of essays exists if there are some, and daily issues if the settings say so."""
    page = Page("about", "About", "[a](../signals/) [b](../daily/2026-05-27/)")
    around = replace(sample.publication(), pages=(page,))
    config = replace(around.config, daily=Daily())

    assert [*dead_links(around, STORIES)] == []
    assert len([*dead_links(replace(around, signals=(), config=config), STORIES)]) == 2
    assert not lead_somewhere([Page("about", "About", "[a](https://a.example/) ![b](../c.png)")])


def test_check_knows_the_stories(make_publication):
    """Stories with their versions, their earlier names and tags; a draft has no pages."""
    links = ("stories/quay/v1/", "stories/quay/v9/", "stories/ferry/", "methodology/")
    page = "---\ntitle: About\n---\n\n" + "".join(f"[a](../{one})\n" for one in links)
    root = make_publication(essays.quay(), essays.ferry(), files={"content/pages/about.md": page})
    settings = root / "stories/ferry/story.yaml"
    settings.write_text(settings.read_text() + "draft: true\n")

    assert [one.line for one in check(root).findings if one.rule == "dead-link"] == [6, 7, 8]


ESSAY = essays.signal("It rose.", slug="tides", stories=(), aliases=("/2019/tides.html", "/old/Tides"))


@pytest.mark.parametrize("link", ["../2019/tides.html", "../old/Tides/", "../old/Tides/index.html"])
def test_a_link_may_lead_to_an_earlier_address(link):
    """It is redirected; but an earlier address of a draft has no page yet."""
    page = Page("about", "About", f"[a]({link})")
    around = replace(sample.publication(), pages=(page,), signals=(ESSAY,))

    assert [*dead_links(around, STORIES)] == []
    (one,) = dead_links(replace(around, signals=(replace(ESSAY, draft=True),)), STORIES)
    assert one.message == f"{link} leads to no page of the site"


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        *((one, "is the address of a page") for one in ("/about/", "/About", "/about/index.html", "/index.html", "/404.html")),
        *(
            (one, "is the address of a page")
            for one in ("/stories/old-barrier/", "/atom.xml/", "/static/x/", "/images/map.png/x/")
        ),
        *((one, "is an earlier address in content/signals/tides.md, too") for one in ("/2019/tides.html", "/OLD/tides/")),
        ("/2019/tides.html/more/", "is an earlier address in content/signals/tides.md, too"),
        ("/old", ""),
        ("/2019", ""),
        ("/2019/06/", ""),
    ],
)
def test_an_earlier_address_leads_to_one_page(alias, said):
    """It is neither that of a page or a file, nor below a file, nor one of another text; capitals do not matter."""
    plans = replace(ESSAY, slug="plans", aliases=(alias,))
    around = replace(sample.publication(), pages=(Page("about", "About", "A."),), signals=(ESSAY, plans), pictures=(PICTURE,))

    problems = [*taken(around, STORIES)]

    places = [("address-taken", "content/signals/plans.md", "aliases[0]")] * bool(said)
    assert [(one.rule, one.file, one.at) for one in problems] == places
    assert [one.message for one in problems] == [f"{alias} {said}"] * bool(said)


def test_an_earlier_address_cannot_be_a_folder_of_another():
    """A file and a folder of one name cannot both be written."""
    signals = replace(ESSAY, aliases=("/a.html/b/",)), replace(ESSAY, slug="plans", aliases=("/a.html",))

    assert [one.message for one in taken(replace(sample.publication(), signals=signals), STORIES)] == [
        "/a.html is an earlier address in content/signals/tides.md, too"
    ]


def test_check_and_build_refuse_an_address_that_is_taken(make_publication):
    """Both name the line of the head; an address that is free redirects, and is not in the site map."""
    head = "---\ntitle: Who we are\naliases:\n- /who/\n- /quay.html\n"
    root = make_publication(essays.quay(), files={"content/pages/about.md": f"{head}- /stories/quay/\n---\n\nWe.\n"})
    wrong = [("address-taken", 6)]
    assert [(one.rule, one.line) for one in check(root).findings if one.level == "error"] == wrong
    assert [(one.rule, one.line) for one in build(root, root / "build").findings] == wrong

    (root / "content/pages/about.md").write_text(f"{head}---\n\nWe.\n")
    assert build(root, root / "build").findings == ()
    assert 'content="0; url=../about/index.html"' in (root / "build/who/index.html").read_text()
    assert 'This page has a new address: <a href="about/index.html">Who we are</a>.' in (root / "build/quay.html").read_text()
    sitemap = (root / "build/sitemap.xml").read_text()
    assert "/about/" in sitemap
    assert "/who/" not in sitemap
    assert "quay.html" not in sitemap
