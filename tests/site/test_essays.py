"""The page of an essay: its sources numbered and listed as in a brief, and what it is based on."""

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import builders
import essays
import html5lib
import pytest
from analysed import plan_pages

from dateline.core.essays import needed
from dateline.core.model import Dossier, EssayReview, Signal, Source, Tombstone, Withdrawn, WrittenBy
from dateline.core.publication import Publication
from dateline.site import urls
from dateline.site.theme import load_theme
from dateline.site.told import ToldEssay, ToldSource, tell

THEME = load_theme()
BODY = """\
The tide [@quay/tide] and the ferry [@ferry/crossing; @quay/tide].

## Gulls & co

Gulls [@quay/gulls], tide [@quay/tide].
"""
PAGE = "signals/tides/index.html"
ON = "Based on The harbour barrier"
MODEL = "Drafted by a language model (claude-x) from its sources."
EXTRACTS = "Assembled by a program from quotations of its sources."
UNSEEN = "25 May 2026 Not reviewed by a person."
BY = {"author": "The desk"}
GONE = Withdrawn("2026-05-26", "By order of a court.", f"sha256:{0:064}")


def site(essay: Signal, *stories: Dossier, **given: Any) -> dict[str, str]:
    held = Publication(builders.config(**given), stories or (essays.quay(), essays.ferry()), signals=(essay,))
    return {one.path: one.render().decode() for one in plan_pages(held, THEME) if "static" not in one.path}


def page(essay: Signal, *stories: Dossier, **given: Any) -> Element:
    found: Element = html5lib.parse(site(essay, *stories, **given)[PAGE], namespaceHTMLElements=False)
    return found


def words(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def test_citations_are_numbered_by_first_use_and_lead_to_the_list() -> None:
    """Each citation has its source's number; the list has what a brief's has, where the brief lists it, and links back."""
    read = page(essays.signal(BODY))

    links = read.findall(".//div[@class='markdown']//a[@class='c']")
    assert [(one.text, one.get("href")) for one in links] == [
        ("[1]", "#s1"), ("[2]", "#s2"), ("[1]", "#s1"), ("[3]", "#s3"), ("[1]", "#s1"),
    ]  # fmt: skip
    first, second, third = read.findall(".//section[@role='doc-endnotes']//li")
    assert words(first) == (
        "[1] The tide at the quay — Harbour Wire quay.example 3.4 metres Excerpt, in The harbour barrier, version 1. "
        "Cited in the opening, Gulls & co"
    )
    assert first.find(".//div/a").get("href") == "../../stories/quay/v1/index.html#s1"  # type: ignore[union-attr]
    assert words(second).endswith("in The ferry, version 1. Cited in the opening")
    assert "Gulls return to the quay — Harbour Wire (2 April 2026)" in words(third)
    assert "in The harbour barrier, in its ledger" in words(third)
    ids = {one.get("id") for one in read.iter() if one.get("id")}
    back = [one.get("href") for one in read.findall(".//a[@role='doc-backlink']")]
    assert len(back) == 4
    assert all(one and one[1:] in ids for one in back)


def test_every_link_to_a_brief_leads_to_the_source() -> None:
    """The place in the brief is that of the same source."""
    built = site(essays.signal(BODY))

    brief = html5lib.parse(built["stories/quay/v1/index.html"], namespaceHTMLElements=False)
    assert "The tide at the quay" in words(brief.find(".//li[@id='s1']"))


@pytest.mark.parametrize(
    ("stories", "said", "href"),
    [
        (("quay/v1",), f"{ON}, version 1. The brief is now at version 2: what changed since version 1", "changes/v2/"),
        (("quay/v2",), f"{ON}, version 2", None),
        (("quay",), ON, None),
    ],
)  # fmt: skip
def test_it_says_if_the_story_has_moved_on(stories: tuple[str, ...], said: str, href: str | None) -> None:
    """A newer version is named, with a link to what changed; an essay on the newest version, or on the story, says nothing."""
    (one,) = page(essays.signal("A [@quay/tide].", stories=stories)).findall(".//ul[@class='based']/li")

    assert words(one) == said
    assert [link.get("href") for link in one.findall("a")][1:] == ([f"../../stories/quay/{href}index.html"] if href else [])


def test_what_changed_over_several_versions_begins_with_the_first() -> None:
    """The redline compares neighbours alone: the link leads to that of the version after, and says so."""
    story = essays.quay()
    third = replace(story.versions[1], version=3, published="2026-05-03T11:30:00Z")
    (one,) = page(
        essays.signal("A [@quay/tide].", stories=("quay/v1",)), replace(story, versions=(*story.versions, third))
    ).findall(".//ul[@class='based']/li")

    assert one.findall("a")[1].get("href") == "../../stories/quay/changes/v2/index.html"
    assert words(one) == f"{ON}, version 1. The brief is now at version 3: what changed: first in version 2"


def test_a_withdrawn_version_is_skipped_in_what_changed() -> None:
    """The redline of the next version that stands compares it with the one that the essay draws on."""
    story = essays.quay()
    third = replace(story.versions[1], version=3, published="2026-05-03T11:30:00Z")
    gone = replace(story, versions=(story.versions[0], third), tombstones=(Tombstone(1, 2, GONE),))
    built = site(essays.signal("A [@quay/tide].", stories=("quay/v1",)), gone, essays.ferry())

    assert "stories/quay/changes/v3/index.html" in built
    assert 'href="../../stories/quay/changes/v3/index.html">what changed since version 1</a>' in built[PAGE]


def test_a_withdrawn_version_and_story_are_said_so() -> None:
    """The essay says that its version is withdrawn; of a story that has no version any more, it shows the ledger's sources."""
    story = essays.quay()
    gone = replace(story, versions=story.versions[1:], tombstones=(Tombstone(1, 1, GONE, "2026-05-01T11:30:00Z"),))
    none = replace(story, versions=(), tombstones=(Tombstone(1, 1, GONE), Tombstone(1, 2, GONE)))
    essay = essays.signal("A [@quay/tide].", stories=("quay/v1",))

    head = page(essay, gone).find(".//header[@class='head']")
    assert "version 1, which was withdrawn. The brief is now at version 2: what changed since version 1" in words(head)
    assert "../../stories/quay/history/index.html" in [one.get("href") for one in head.iter("a")]  # type: ignore[union-attr]
    read = page(essay, none)
    assert read.find(".//ul[@class='based']") is None
    assert "The tide at the quay" in words(read.find(".//ol[@class='sources']"))


def test_a_withdrawn_item_is_shown_as_such() -> None:
    """Its title, address, quotes and key are nowhere on the page."""
    story = essays.quay()
    items = (story.items[0], replace(story.items[1], title="", text="", withdrawn=GONE), story.items[2])
    read = page(essays.signal("It [@quay/tide].", stories=("quay/v1",)), replace(story, items=items))

    (one,) = read.findall(".//ol[@class='sources']/li")
    assert words(one).startswith("[1] Withdrawn on 2026-05-26: By order of a court. — Harbour Wire")
    assert "tide" not in words(one)


CLAUDE = WrittenBy("claude", "claude-x")
ADA = EssayReview("Ada Byron", "2026-05-26", "edited")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (BY, "25 May 2026 · The desk"),
        ({"model": "claude-x"}, f"{UNSEEN} {MODEL}"),
        ({"written_by": CLAUDE, "review": ADA}, f"25 May 2026 Reviewed and edited by Ada Byron on 26 May 2026. {MODEL}"),
        ({"written_by": WrittenBy("extractive")}, f"{UNSEEN} {EXTRACTS}"),
        ({**BY, "review": EssayReview("Ada Byron", "2026-05")}, "25 May 2026 · The desk Reviewed by Ada Byron in May 2026."),
    ],
)  # fmt: skip
def test_who_wrote_it_is_said_as_in_a_brief(given: dict[str, Any], said: str) -> None:
    """The page, its data and the list say whether a model wrote it, and who looked at it."""
    essay = essays.signal("A.", **{"author": "", **given})

    head = page(essay).find(".//header[@class='head']")
    assert head is not None
    assert " ".join(words(one) for one in head.findall("p")[1:]) == said
    assert ("drafted by a language model" in site(essay)["signals/index.html"]) == bool(essay.by_model)


def test_programs_read_the_same() -> None:
    """The article's data names its author, its basis, its sources and how it was made."""
    read = page(essays.signal(BODY, dek="Two lines.", written_by=CLAUDE, review=ADA))

    data = json.loads(read.find(".//script[@type='application/ld+json']").text or "")  # type: ignore[union-attr]
    assert (data["@type"], data["headline"], data["description"]) == ("OpinionNewsArticle", "Tides", "Two lines.")
    assert data["isBasedOn"] == ["https://example.org/record/stories/quay/v1/", "https://example.org/record/stories/ferry/"]
    assert data["citation"] == ["https://quay.example/tide"]
    assert data["digitalSourceType"] == "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
    assert data["editor"] == {"@type": "Person", "name": "Ada Byron"}
    assert data["backstory"].startswith("Reviewed and edited by Ada Byron on 26 May 2026. Drafted by")


def test_it_can_be_read_aloud() -> None:
    """There is one first heading, none skips a level, and each link has words."""
    read = page(essays.signal("#### Deep\n\nA [@quay/tide].\n\n# High\n\n[](https://a.example/) B.\n"))

    levels = [int(one.tag[1]) for one in read.iter() if one.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [one.get("href") for one in read.iter("a") if not words(one)] == []


def told(body: str) -> ToldEssay:
    """What an introduction tells."""
    essay = essays.intro(body)
    stories = (essays.quay(), essays.ferry())
    return tell(essay, digests(essay, *stories))


def digests(essay: Any, *stories: Dossier) -> dict[str, Any]:
    from analysed import digests_of

    return digests_of(Publication(builders.config(), stories), THEME, needed([essay]))


def test_an_introduction_is_data_that_reads_the_same_everywhere() -> None:
    """Its paragraphs are words and sources in turn; as HTML each number leads to the brief, as text it stands in brackets."""
    one = told("*Today* the tide <rose> [@quay/tide; @ferry/crossing].\n\nIt [fell](../x/) again [@quay/tide].\n")

    assert one.text == "Today the tide <rose>. [1][2]\n\nIt fell again. [1]"
    link = "https://example.org/record/"
    assert one.html(lambda address: urls.absolute(link, address)).startswith(
        '<p>Today the tide &lt;rose&gt;.\u2060<a class="c" href="https://example.org/record/stories/quay/v1/#s1">[1]</a>'
    )
    assert [(source.number, source.cited_as) for source in one.sources] == [(1, "quay/tide"), (2, "ferry/crossing")]
    assert [(basis.title, basis.version, basis.newest) for basis in one.basis] == [
        ("The harbour barrier", 1, 2),
        ("The ferry", 1, 0),
    ]


def test_a_source_of_an_introduction_is_from_its_outlet() -> None:
    """Its outlet has the name that readers know, never the id of a search, and its day is written as people write it."""
    searched = Source("tide", "The tide rose - Quay Post", None, "reactive:tide", "2026-05-24")
    bare = replace(searched, title="The tide rose", date=None)

    found = [ToldSource(1, "quay/tide", one, 1, "Quay", 1, "").from_whom for one in (searched, bare)]
    assert found == [" — Quay Post (24 May 2026)", ""]


def test_an_introduction_has_typographic_marks() -> None:
    """Also around words that cite; German opens a quotation below."""
    essay = essays.intro('It isn\'t "high [@quay/tide]" - yet.')
    known = digests(essay, essays.quay())

    assert tell(essay, known).text == "It isn’t “high [1]”\u00a0– yet."
    assert tell(essay, known, "de").text == "It isn’t „high [1]“\u00a0– yet."


def test_what_is_no_citation_is_text_everywhere() -> None:
    """What stands after a backslash or in code keeps its brackets, on the page of an essay and in an introduction."""
    body = "A \\[@quay/tide] and `[@quay/tide]` rose [@ferry/crossing; @ferry/crossing]."

    assert told(body).text == "A [@quay/tide] and [@quay/tide] rose. [1]"
    assert [one.cited_as for one in told(body).sources] == ["ferry/crossing"]
    read = page(essays.signal(body)).find(".//div[@class='markdown']")
    assert words(read) == "A [@quay/tide] and [@quay/tide] rose.\u2060[1]"


def test_the_way_back_to_a_heading_has_its_words() -> None:
    """Of a heading that cites, the list of sources shows the words, and not the key."""
    read = page(essays.signal("## The tide [@quay/tide]\n\nIt rose."))

    assert [one.text for one in read.findall(".//a[@role='doc-backlink']")] == ["The tide"]


def test_what_no_digest_knows_is_left_out() -> None:
    """A key that is not known has no number, and a story without pages is no basis."""
    one = tell(essays.intro("It [@quay/none] fell [@nowhere/tide]."), digests(essays.intro("A [@quay/none]."), essays.quay()))

    assert one.text == "It  fell ."
    assert [basis.title for basis in one.basis] == ["The harbour barrier"]
