"""What pages say to programs: schema.org's data as JSON-LD, and Open Graph."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import builders
import pytest
import sample
from analysed import plan_pages

from dateline.core.model import Correction, Page
from dateline.core.publication import Publication
from dateline.site import web_page
from dateline.site.theme import load_theme

THEME = load_theme()
AT = "https://example.org/record/"
BRIEF = f"{AT}stories/harbour-barrier/"

THING = {"@type", "@id", "@context", "name", "description", "url", "image", "mainEntityOfPage", "potentialAction"}
WORK = THING | set(
    "about author citation correction creativeWorkStatus creditText dateModified datePublished digitalSourceType editor "
    "exampleOfWork headline inLanguage isBasedOn isPartOf keywords publisher publishingPrinciples text version "
    "workExample".split()
)
PAGE = WORK | {"lastReviewed", "reviewedBy"}
PROPERTIES = {
    "AboutPage": PAGE,
    "AnalysisNewsArticle": WORK | {"backstory"},
    "CollectionPage": PAGE,
    "CorrectionComment": WORK,
    "DefinedTerm": THING | {"termCode"},
    "EntryPoint": THING | {"urlTemplate"},
    "NewsMediaOrganization": THING | {"logo", "correctionsPolicy", "publishingPrinciples"},
    "OpinionNewsArticle": WORK | {"backstory"},
    "Organization": THING | {"logo"},
    "Person": THING,
    "SearchAction": THING | {"target", "query-input"},
    "SearchResultsPage": PAGE,
    "WebPage": PAGE,
    "WebSite": WORK,
}
"""The properties that a type may have, of those that Dateline uses: https://schema.org/docs/full.html, and for `query-input`
https://schema.org/docs/actions.html."""
VALUES = {
    "about": {"@id"},
    "author": {"@id", "Organization", "NewsMediaOrganization"},
    "correction": {"CorrectionComment"},
    "creativeWorkStatus": {"DefinedTerm", "text"},
    "editor": {"Person"},
    "exampleOfWork": {"@id"},
    "isPartOf": {"@id"},
    "mainEntityOfPage": {"WebPage", "text"},
    "potentialAction": {"SearchAction"},
    "publisher": {"NewsMediaOrganization"},
    "reviewedBy": {"Person"},
    "target": {"EntryPoint"},
    "version": {"number"},
    "workExample": {"@id"},
}
"""What the values of a property are, if they are not all text."""


def rendered(publication: Publication | None = None) -> dict[str, str]:
    planned = plan_pages(publication or sample.publication(), THEME)
    return {one.path: one.render().decode() for one in planned if one.path.endswith(".html")}


def data_of(page: str) -> Any:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(found)


def meta(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<meta property="([^"]+)" content="([^"]*)">', page)


def kind(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("@type", "@id"))
    return "number" if isinstance(value, int) else "text"


def wrong(thing: Mapping[str, Any]) -> Iterator[str]:
    """What schema.org does not know, or does not allow there."""
    if set(thing) == {"@id"}:
        return
    yield from (f"{thing['@type']}.{key}" for key in thing.keys() - PROPERTIES[thing["@type"]])
    for key, value in thing.items():
        for one in value if isinstance(value, list) else [value]:
            if kind(one) not in VALUES.get(key, {"text"}):
                yield f"{thing['@type']}.{key} is {kind(one)}"
            if isinstance(one, dict):
                yield from wrong(one)


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    return rendered()


def test_programs_find_only_what_schema_org_knows(site):
    """Each page says what it is in types and properties of schema.org, and in values of the types that these may have."""
    told = {path: data_of(page) for path, page in site.items() if "ld+json" in page}

    assert {path: found for path, one in told.items() if (found := [*wrong(one)])} == {}
    assert {one["@context"] for one in told.values()} == {"https://schema.org"}
    assert {one["@type"] for one in told.values()} == set(
        "AnalysisNewsArticle OpinionNewsArticle WebSite CollectionPage SearchResultsPage WebPage".split()
    )
    silent = {path for path in site if path not in told}
    assert silent == {"404.html", "stories/old-barrier/index.html"}


def test_a_page_names_itself(site):
    """The data names the page by the address that it asks to be known by; an article is something else than its page."""
    for path, page in site.items():
        if "ld+json" in page and path != "index.html":
            told = data_of(page)
            name = told["@id"].removesuffix("#article")
            assert (name == told["@id"]) == told["@type"].endswith("Page")
            assert f'<link rel="canonical" href="{name}">' in page


def test_the_front_page_describes_the_publisher(site):
    """It says how to search the site, how corrections are made, and where the principles are, if there is a page of them."""
    told = data_of(site["index.html"])

    assert (told["@type"], told["@id"], told["url"]) == ("WebSite", f"{AT}#site", AT)
    assert told["potentialAction"]["target"]["urlTemplate"] == f"{AT}search/?q={{search_term_string}}"
    owner = told["publisher"]
    assert (owner["@id"], owner["name"]) == (f"{AT}#publisher", "The desk")
    assert (owner["correctionsPolicy"], owner["publishingPrinciples"]) == (f"{AT}corrections/", f"{AT}methodology/")
    assert owner["logo"].startswith(f"{AT}static/mark.")

    bare = data_of(rendered(Publication(builders.config(), ()))["index.html"])
    assert "publishingPrinciples" not in bare["publisher"]


def test_an_article_names_its_publisher_once(site):
    """The author is the publisher, whom the article names by the same id as the front page does."""
    for path in ("stories/harbour-barrier/index.html", "stories/harbour-barrier/v1/index.html"):
        told = data_of(site[path])
        assert told["author"] == {"@id": told["publisher"]["@id"]} == {"@id": f"{AT}#publisher"}


def test_versions_hang_together(site):
    """A story points at its newest version; a version at its story, and at the version that it was made from."""
    story, first, second = (data_of(site[f"stories/harbour-barrier/{part}index.html"]) for part in ("", "v1/", "v2/"))

    assert (story["workExample"], story["version"]) == ({"@id": f"{BRIEF}v3/#article"}, 3)
    assert "exampleOfWork" not in story
    assert first["exampleOfWork"] == second["exampleOfWork"] == {"@id": story["@id"]} == {"@id": f"{BRIEF}#article"}
    assert "isBasedOn" not in first
    assert second["isBasedOn"] == [f"{BRIEF}v1/"]
    assert story["datePublished"] == first["datePublished"] == "2026-05-01T11:30:00Z"


def test_a_minor_version_modifies_nothing():
    """The last change is that of the newest version that changed more than the wording; Open Graph says the same."""
    versions = [builders.version(1), builders.version(2), builders.version(3, kind="minor")]
    pages = rendered(Publication(builders.config(), (builders.dossier(*versions),)))
    page = pages["stories/harbour-barrier/index.html"]

    assert data_of(page)["dateModified"] == "2026-05-02T11:30:00Z"
    assert ("article:modified_time", "2026-05-02T11:30:00Z") in meta(page)
    only = rendered(Publication(builders.config(), (builders.dossier(builders.version(4, kind="minor")),)))
    assert data_of(only["stories/harbour-barrier/index.html"])["dateModified"] == "2026-05-04T11:30:00Z"


def test_a_correction_is_told_where_it_was_made_and_where_it_was_wrong():
    """The story tells those of its newest version; a version tells what was wrong in it; each has its day and no citations."""
    one = Correction(1, "It was shut [@harbour-plan].", "It stood open.")
    versions = [builders.version(1), builders.version(2, corrections=(one,))]
    pages = rendered(Publication(builders.config(), (builders.dossier(*versions),)))
    said = {
        "@type": "CorrectionComment",
        "text": "Was: It was shut. Now: It stood open.",
        "datePublished": "2026-05-02T11:30:00Z",
    }

    assert data_of(pages["stories/harbour-barrier/index.html"])["correction"] == [said]
    assert data_of(pages["stories/harbour-barrier/v1/index.html"])["correction"] == [said]
    assert "correction" not in data_of(pages["stories/harbour-barrier/v2/index.html"])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("corrections/", "CollectionPage"),
        ("tags/floods/", "CollectionPage"),
        ("search/", "SearchResultsPage"),
        ("about/", "AboutPage"),
        ("stories/harbour-barrier/history/", "WebPage"),
        ("daily/", "CollectionPage"),
        ("daily/2026-05-03/", "WebPage"),
    ],
)
def test_other_pages_say_what_they_are(path, kind):
    """A list, the search and the page About have types of their own; a page of a story says about which one it is."""
    pages = (*sample.publication().pages, Page("about", "Who & why", "We."))
    told = data_of(rendered(sample.publication(pages=pages))[f"{path}index.html"])

    assert told["@type"] == kind
    assert told["isPartOf"] == {"@id": f"{AT}#site"}
    assert told.get("about") == ({"@id": f"{BRIEF}#article"} if "history" in path else None)
    if path == "about/":
        assert told["name"] == "Who & why · The Harbour Record"


def test_open_graph_has_the_section_and_the_tags(site):
    """The first tag of a story is its section."""
    told = meta(site["stories/harbour-barrier/v1/index.html"])

    assert ("article:section", "Floods") in told
    assert [value for key, value in told if key == "article:tag"] == ["floods", "city-budget"]
    assert "article:section" not in dict(meta(site["stories/ferry/index.html"]))


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en", "en_US"),
        ("de", "de_DE"),
        ("pt-BR", "pt_BR"),
        ("sr-Latn-RS", "sr_RS"),
        ("zh-Hant", ""),
        ("zh", "zh_CN"),
        ("tlh", ""),
    ],
)
def test_a_locale_has_a_region(language, locale):
    """That of the language's tag, else the usual one; if neither is known, nothing is said."""
    assert web_page.locale(language) == locale
    page = rendered(Publication(builders.config(language=language), ()))["index.html"]
    assert dict(meta(page)).get("og:locale", "") == locale
