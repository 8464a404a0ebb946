"""The pages about all stories start with the newest change and lose no question and no voice."""

import json
from dataclasses import replace
from typing import Any

import builders
import html5lib
import pytest
import sample
from analysed import plan_pages

from dateline.core.model import ClosedQuestion, Closing, Event, Question, Signal, Story
from dateline.core.publication import Publication
from dateline.site.theme import load_theme

THEME = load_theme()


def built(publication: Publication) -> dict[str, str]:
    return {one.path: one.render().decode() for one in plan_pages(publication, THEME) if one.path.endswith("html")}


def text(page: str) -> str:
    main = html5lib.parse(page, namespaceHTMLElements=False).find(".//main")
    return " ".join("".join(main.itertext()).split())


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    return built(sample.publication())


def test_the_newest_change_leads(site):
    """The front page starts with the most recently updated story."""
    page = text(site["index.html"])

    assert page.index("The harbour barrier") < page.index("The ferry")
    assert " · last change Sunday 3 May 2026 · " in page


def test_a_story_shows_its_lead_and_what_changed(site):
    """An entry on the front page has What and the latest change."""
    page = text(site["index.html"])

    assert "The council plans a barrier. It costs 45 million. New in version 3 · Sunday 3 May The figure moved. Redline" in page
    assert "Version 3, Sunday · 3 items" in page


def test_a_story_has_a_drawing_of_its_reports():
    """If enough days had reports, a small drawing shows them, in words too; those of the story that leads can be read."""
    items = [builders.item(f"day-{day}", published=f"2026-05-{day:02}") for day in range(10, 18)]
    version = builders.version(published="2026-05-20T11:30:00Z", items=9)
    two = [builders.dossier(version, slug=slug, items=(builders.item(), *items)) for slug in ("ferry", "harbour")]
    page, said = built(Publication(builders.config(), tuple(two)))["index.html"], "8 reports in 28 days; a dot is a version"

    assert page.count(f'role="img" aria-label="{said}"') == 2
    assert page.count(f">{said}</p>") == 1


def test_only_the_first_story_leads(site):
    """In other lists, and below the first story, what changed is told in lines, with the day and a link to the redline."""
    page = text(site["tags/floods/index.html"])

    assert "New in version" not in page
    assert "40 → 45 million" in page
    assert "Version 3, Sunday · 3 items · redline" in page


def test_a_story_without_lines_tells_the_writers_words():
    """If a program finds nothing to tell, a story that does not lead has the words of its writer."""
    one, other = (builders.version(number, changes="We put it better.") for number in (1, 2))
    page = built(Publication(builders.config(), (builders.dossier(one, other, story=Story("The quay", tags=("sea",))),)))

    assert '<p class="said">We put it better.</p>' in page["tags/sea/index.html"]


def test_a_day_of_another_week_has_its_date():
    """The day of a story that changed long before the newest one is told with its date."""
    old = builders.dossier(builders.version(1, published="2026-03-07T11:30:00Z"), slug="old")
    new = builders.dossier(builders.version(1, published="2026-05-07T11:30:00Z"), slug="new")
    page = text(built(Publication(builders.config(), (old, new)))["index.html"])

    assert "Version 1, Thursday ·" in page
    assert "Version 1, Saturday 7 March ·" in page


def test_what_stands_beside_the_stories(site):
    """Beside them are the questions that are open for longest, with their age, and the newest correction."""
    page = text(site["index.html"])

    assert "Open longest Who pays for it? 2 days" in page
    assert "Corrected In The harbour barrier, version 1 said: The quay floods. The quay flooded once. Found after 1 day." in page
    assert "Ahead" not in page


def test_what_is_ahead_stands_beside_the_stories():
    """The next events that are announced are there by date; what should be over by now is not."""
    events = (
        Event("2026-04-01", "It is over.", ahead=True),
        Event("2026-06-30", "The ferry stops.", ahead=True),
        Event("2026-06-02", "The gates are tested.", ahead=True),
    )
    version = builders.version(1, timeline=events, published="2026-05-07T11:30:00Z")
    page = text(built(Publication(builders.config(), (builders.dossier(version),)))["index.html"])

    assert "Ahead 2 June The gates are tested. 30 June The ferry stops." in page
    assert "It is over." not in page.partition("Ahead")[2]


def test_the_age_of_an_old_question_is_told_in_months():
    """After sixty days, nobody counts days any more."""
    published = ("2026-01-07T11:30:00Z", "2026-05-07T11:30:00Z")
    versions = [
        builders.version(at, published=one, open_questions=(Question("cost", "Who pays?"),))
        for at, one in enumerate(published, 1)
    ]
    page = text(built(Publication(builders.config(), (builders.dossier(*versions),)))["index.html"])

    assert "Who pays? 4 months" in page


def test_a_returning_readers_news_can_be_counted(site):
    """Each story says how many sentences have their words since which version; a script sums up what a reader has not seen."""
    assert """<li data-story="harbour-barrier" data-version="3" data-new='{"2":""" in site["index.html"]


def test_a_dormant_story_says_so(site):
    """A story that is no longer updated shows its status."""
    assert '<span class="chip">dormant</span>' in site["index.html"]


def test_a_publication_without_a_story_says_what_will_be_there():
    """Before the first version each list has a sentence in place of its entries."""
    site = built(Publication(builders.config()))

    assert "There are no stories yet." in text(site["index.html"])
    assert "There are no open questions." in text(site["questions/index.html"])
    assert "Nobody is quoted yet." in text(site["voices/index.html"])
    assert "There is nothing to search" in text(site["search/index.html"])


def test_only_what_there_is_is_linked(site):
    """The navigation lists the essays only if there are any."""
    without_signals = built(Publication(builders.config()))["index.html"]

    assert "signals/index.html" in site["index.html"]
    assert "signals/index.html" not in without_signals


def test_a_question_that_was_closed_is_told_in_its_words(site):
    """The list counts open questions, and shows a closed one with its answer, story and version."""
    page = text(site["questions/index.html"])

    assert "2 questions in 2 stories" in page
    assert "answered in The harbour barrier, version 2: Is 3 metres enough? The plan says 3 metres." in page


def test_a_closed_question_that_no_version_asks_is_told_by_its_id():
    """A closed question whose words are in no version is shown by its id."""
    version = builders.version(
        1, open_questions=(Question("cost", "Who pays?"),), closed_questions=(ClosedQuestion("gone", "dropped"),)
    )
    page = built(Publication(builders.config(), (builders.dossier(version),)))["questions/index.html"]

    assert "dropped in The harbour barrier, version 1: gone" in text(page)


def test_a_voice_is_listed_with_where_it_speaks(site):
    """The list of voices links to the place in the brief where each is heard, and says below it since when."""
    said = site["voices/index.html"].partition("<bdi>The fishers</bdi></h2>\n")[2]
    assert said.startswith('<h3><a href="../stories/harbour-barrier/index.html#voice-fishers">')
    assert "since version" in said.partition("</h3>")[2].partition("\n")[2].partition("\n")[0]


def test_a_wrong_address_leads_on_from_any_depth(site):
    """The page for wrong addresses links from the site's base path, its style sheet included."""
    assert 'href="/record/stories/ferry/"' in site["404.html"]
    assert 'href="/record/static/site.' in site["404.html"]


def test_the_subscription_form_is_on_every_page_and_allowed_by_its_policy(site):
    """Every page except a redirect has the form, and a policy that allows it to be sent."""
    for path, page in site.items():
        if "old-barrier" not in path:
            assert 'action="https://mail.example/subscribe"' in page, path
            assert '<input type="hidden" name="list" value="record &amp; more">' in page, path
            assert "form-action &#39;self&#39; https://mail.example" in page.replace("'self'", "&#39;self&#39;"), path


def test_every_internal_link_leads_to_a_file_and_a_place_in_it():
    """A relative link leads to a file of the plan, and its fragment to an id in that file."""
    import posixpath

    outputs = {one.path: one.render() for one in plan_pages(sample.publication(), THEME)}
    trees = {
        path: html5lib.parse(data.decode(), namespaceHTMLElements=False)
        for path, data in outputs.items()
        if path.endswith("html")
    }
    ids = {path: {node.get("id") for node in tree.iter()} for path, tree in trees.items()}
    for path, tree in trees.items():
        for node in tree.iter():
            href = node.get("href", "") if isinstance(node.tag, str) else ""
            if not href or ":" in href or href.startswith("/"):
                continue
            address, _, fragment = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) if address else path
            if target == "about/index.html":  # the sample's own Markdown names a page that it does not have
                continue

            assert target in outputs, (path, href)
            is_pair = address.endswith("changes/index.html")  # `#1-3` says which versions the script compares
            assert not fragment or is_pair or fragment in ids[target], (path, href)


ENDED = Closing("2026-05-24", "It is built & open.")


def with_status(status: Any, closing: Closing | None = ENDED) -> Publication:
    """The harbour's story with a status, and a ferry that is followed."""
    story = Story("The harbour barrier", status, closing, tags=("harbour", "sea"), aliases=("old-barrier",))
    one = builders.dossier(builders.version(2), builders.version(3), story=story)
    ferry = builders.version(title="The ferry", open_questions=(), perspectives=())
    other = builders.dossier(ferry, slug="ferry", story=Story("The ferry", tags=("sea",), related=(one.slug,)))
    essay = Signal(
        slug="water", title="Water", date="2026-05-01", body=f"It floods [@{one.slug}/harbour-plan].", stories=(one.slug,)
    )
    return Publication(builders.config(), (one, other), signals=(essay,))


LISTS = (
    *("index.html", "404.html", "questions/index.html", "voices/index.html", "search/index.html", "search/words.js"),
    *("tags/sea/index.html", "follow/index.html", "follow/feeds.opml", "llms.txt", "atom.xml", "feed.json"),
)
"""What an archived story is not in."""
KEPT = ("index.json", "sitemap.xml", "stories/ferry/index.html", "signals/water/index.html", "stories/old-barrier/index.html")
"""What it stays in: all that knows addresses, and links that were there before."""


def everything(publication: Publication) -> dict[str, str]:
    return {one.path: one.render().decode() for one in plan_pages(publication, THEME) if "static/" not in one.path}


def test_a_closed_story_stays_in_the_lists():
    """It is listed with its label, and its latest page alone begins with when and how it ended."""
    site = everything(with_status("closed"))
    said = "<b>This story was closed on 24 May 2026</b>: It is built &amp; open.</p>"

    assert [name for name in (*LISTS, *KEPT) if "harbour-barrier" not in site[name]] == []
    assert '<span class="chip">closed</span>' in site["index.html"]
    assert [name for name, page in site.items() if said in page] == ["stories/harbour-barrier/index.html"]
    assert site["stories/harbour-barrier/index.html"].index("</h1>") < site["stories/harbour-barrier/index.html"].index(said)
    assert "archive/index.html" not in site


def test_another_note_is_another_page():
    """The latest page of a closed story is rendered again if its note changes, and no other page is."""
    plans = [plan_pages(with_status("closed", Closing("2026-05-24", note)), THEME) for note in ("Built.", "Open.")]
    differing = {one.path for one, other in zip(*plans, strict=True) if one.fingerprint != other.fingerprint}

    assert differing == {"stories/harbour-barrier/index.html", "index.json"}


def test_an_archived_story_is_on_no_list_but_the_archive():
    """Lists and feeds of all stories have it no more; its own pages and feed, and what knows its address, stay."""
    open_, archived = everything(with_status("active")), everything(with_status("archived"))

    assert [name for name in LISTS if "harbour-barrier" in archived[name]] == []
    assert [name for name in KEPT if "harbour-barrier" not in archived[name]] == []
    assert set(archived) - set(open_) == {"archive/index.html"}
    assert set(open_) - set(archived) == set()
    assert "harbour-barrier/index.html" in archived["archive/index.html"]
    assert 'href="archive/index.html">Archive: 1 story</a>' in archived["index.html"]
    assert "This story was closed on 24 May 2026 and is archived</b>: " in archived["stories/harbour-barrier/index.html"]


def test_the_page_of_a_tag_stays():
    """If all its stories are archived, the page of a tag says so, and leads to them."""
    page = everything(with_status("archived"))["tags/harbour/index.html"]

    assert "All stories with this tag are in the archive." in page
    assert 'href="../../archive/index.html"' in page


def test_a_publication_whose_stories_are_all_archived_says_so():
    """Its front page and its search do not say that there never was a story."""
    archived = with_status("archived")
    site = built(replace(archived, stories=archived.stories[:1]))

    assert "All stories are in the archive." in text(site["index.html"])
    assert "until a story is followed again" in text(site["search/index.html"])


@pytest.mark.parametrize(
    ("status", "closing", "said"),
    [
        ("closed", None, "This story is closed."),
        ("archived", None, "This story is archived."),
        ("closed", Closing("2026-05"), "This story was closed in May 2026."),
        ("active", ENDED, ""),
        ("dormant", ENDED, ""),
    ],
)
def test_how_a_story_ended(status, closing, said):
    """What is not recorded is not said, and the closing of a story that is not over does not count."""
    site = everything(with_status(status, closing))
    entry = json.loads(site["index.json"])["stories"][0]

    assert said in text(site["stories/harbour-barrier/index.html"])
    assert ("This story" in text(site["stories/harbour-barrier/index.html"])) == bool(said)
    assert ("closing" in entry) == bool(said and closing)
