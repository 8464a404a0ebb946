"""A version's page shows its sections in order, with ages, numbers, and what is known about how it was made."""

import json
import re
from dataclasses import replace

import builders
import pytest
import sample
import seeds
from analysed import chronicle, plan_pages

from dateline.core.model import (
    ClosedQuestion,
    Event,
    KeyFigure,
    Page,
    Question,
    Review,
    Tension,
    TensionSide,
    Version,
    WrittenBy,
)
from dateline.core.publication import Publication
from dateline.site.brief import brief
from dateline.site.counts import counts
from dateline.site.figures import without_unit
from dateline.site.metadata import digital_source_type, drafted, reviewed
from dateline.site.prose import JOINER
from dateline.site.strip import stops, strip
from dateline.site.theme import load_theme

THEME = load_theme()
STORY = "stories/harbour-barrier"


def rendered(publication: Publication | None = None) -> dict[str, str]:
    return {
        one.path: one.render().decode()
        for one in plan_pages(publication or sample.publication(), THEME)
        if one.path.endswith("html")
    }


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    return rendered()


def text(page: str) -> str:
    import html5lib

    body = html5lib.parse(page, namespaceHTMLElements=False).find("body")
    return " ".join("".join(body.itertext()).replace(JOINER, "").split())


def test_the_head_says_what_the_reference_says(site):
    """Below the title are number, day, sources and outlets, then how they are used, who made it, time, items and history."""
    page = text(site[f"{STORY}/v3/index.html"])

    assert "Version 3, Sunday 3 May 2026 · 3 sources, 1 outlet 7 of 8 sentences quoted, 1 rests on a headline Reviewed" in page
    assert "2026-05-03 11:30 UTC · 3 items · history" in page


@pytest.mark.parametrize(
    ("pages", "link"),
    [(["how-we-use-ai", "methodology"], "methodology"), (["about", "how-we-use-ai"], "how-we-use-ai"), (["about"], None)],
)
def test_who_wrote_it_leads_to_how_it_is_made(pages, link):
    """The line that says who wrote a brief leads to the page about methodology, or else to that about AI, if there is one."""
    written = tuple(Page(slug, slug, "Words.") for slug in pages)
    page = rendered(sample.publication(pages=written))[f"{STORY}/v3/index.html"]

    assert re.findall(r'<a href="\.\./\.\./\.\./([\w-]+)/[^"]*">How this is made</a>', page) == ([link] if link else [])


def test_the_eight_sections_stand_in_order(site):
    """A brief's headings run from What to Sources, in the documented order."""
    expected = ["What", "Why it matters", "Open questions", "Narrative", "Timeline", "Perspectives", "Tensions", "Sources"]
    page = site[f"{STORY}/v1/index.html"]
    heads = [page.index(f">{title}", page.index('id="changed"')) for title in expected]

    assert sorted(heads) == heads


def test_sources_are_listed_with_number_title_outlet_and_date(site):
    """An entry in Sources is its number, title, outlet and date; what is missing is said, and no feed's id is shown."""
    page = text(site[f"{STORY}/v3/index.html"])

    assert "[1] Harbour plan 2026: a barrier of 3 metres — Harbour Wire (14 April) 2 copies a barrier of 3 metres" in page
    assert "[2] [Opinion] What the barrier will cost headline only, no address recorded" in page
    assert "reactive:" not in page


def test_what_no_source_has_is_said_once():
    """If no source has an address, the list says so and its lines do not."""
    page = text(rendered(Publication(builders.config(), (builders.dossier(),)))[f"{STORY}/index.html"])

    assert "Sources 1, from 1 outlet No address is recorded for any of them. [1] Title" in page
    assert "no address recorded" not in page


def test_a_source_leads_back_to_where_it_was_cited(site):
    """The source links to the first sentence that cites it in each section, by the section's name."""
    page = site[f"{STORY}/v3/index.html"]

    links = r"Cited in <a role=doc-backlink href=#(s-\w+)>What</a>, <a href=#(s-[\w-]+)>Narrative</a>"
    found = re.search(links, page.partition('<li id="s2">')[2])
    assert found
    what, narrative = (page.partition(f'id="{one}"')[2].partition("</a></")[0] for one in found.groups())
    assert "href=#s2>" in what
    assert "href=#s2>" in narrative


def test_a_new_sentence_is_marked_and_an_old_one_is_not(site):
    """Only sentences that the version before did not have are marked as new."""
    page = site[f"{STORY}/v3/index.html"]

    assert re.search(r'<ins id="s-[0-9a-f]{8}" data-v="3" data-s="2">(<a id="s-[0-9a-f]{8}"></a>)?It costs 45', page)
    assert page.count("<ins id") == 1


def test_the_first_version_marks_nothing(site):
    """If there is no previous version, no sentence is marked as new."""
    assert "<ins id" not in site[f"{STORY}/v1/index.html"]


REWRITTEN = "A storm broke the pier [@harbour-plan]. Boats sank at once. The lamp went out. Nobody was hurt."
"""Four sentences that no other version has."""


def test_where_most_is_new_no_sentence_is_marked():
    """If more than 60 % is new, the card says so with the numbers; the sentences still know their version."""
    told = builders.dossier(
        builders.version(1),
        builders.version(2, narrative=(REWRITTEN,), what=f"{REWRITTEN} Rain fell. Hail fell. It was cold.", changes="A storm."),
    )
    page = rendered(sample.publication(stories=(told,)))[f"{STORY}/v2/index.html"]

    assert counts(chronicle(told), 1).is_mostly_new
    assert "Rewritten in version 2 · Saturday 2 May 11 of 17 sentences are new, so none is marked. A storm." in text(page)
    assert "<ins id" not in page
    assert ' data-v="2">' in page


def test_a_question_carries_its_age_and_a_closed_one_its_answer(site):
    """An open question says since when it is open; a closed one what became of it, and after how long."""
    assert "Who pays for it? Open since version 1, 2 days" in text(site[f"{STORY}/v3/index.html"])
    answered = "Is 3 metres enough? The plan says 3 metres.[1] Asked in version 1, answered in version 2 after 1 day"
    assert answered in text(site[f"{STORY}/v2/index.html"])


def test_a_departed_voice_is_named_with_the_reason(site):
    """A voice that is no longer heard is listed with the reason."""
    assert "The council: No new statement since version 1." in text(site[f"{STORY}/v2/index.html"])


def test_a_correction_stands_on_both_pages(site):
    """What was wrong and what is right are shown on the version that was wrong and on the one that corrects it."""
    wrong, right = text(site[f"{STORY}/v1/index.html"]), text(site[f"{STORY}/v2/index.html"])

    assert "Corrected in version 2 The quay floods. The quay flooded once." in wrong
    assert "Version 1 said The quay floods. The quay flooded once." in right


def test_a_tension_without_sides_is_a_paragraph(site):
    """Where nobody is named, nobody stands against anybody."""
    assert "Tensions It is dear.[2] It is safe.[1] also [3]" in text(site[f"{STORY}/v3/index.html"])
    assert "against" not in site[f"{STORY}/v3/index.html"]


FOLLOWED = (
    KeyFigure("cost", "Cost", "40 million euros", ("barrier-cost",)),
    KeyFigure("height", "Height", "3 metres", ("harbour-plan", "unlisted")),
)
AHEAD = (Event("2026-06-02", "The gates are tested [@harbour-plan].", ahead=True), Event("2026-06-19", "A tide.", ahead=True))


def followed() -> tuple[Version, Version, Version]:
    """The sample's versions with figures, events ahead and sides."""
    first, second, third = sample.versions()
    sides = (
        TensionSide("fishers", "It is dear [@barrier-cost; @quay-flood]."),
        TensionSide("Quay & Co", "It is safe [@harbour-plan]."),
    )
    tension = Tension("cost-or-safety", "They disagree [@quay-flood].", title="Dear or safe", sides=sides)
    figures = (replace(FOLLOWED[0], value="45 million euros"), KeyFigure("test", "Test <1>", "2 June", ("harbour-plan",)))
    settled = (replace(AHEAD[0], ahead=False), replace(AHEAD[1], date="2026-06-20"))
    return (
        first,
        replace(second, figures=FOLLOWED, timeline=(*second.timeline, *AHEAD)),
        replace(third, figures=figures, timeline=(*third.timeline, *settled), tensions=(tension,)),
    )


@pytest.fixture(scope="module")
def followed_site() -> dict[str, str]:
    return rendered(sample.publication(stories=(builders.dossier(*followed()),)))


def test_figures_are_shown_with_what_they_were(followed_site):
    """A figure is told with the value that it had before and the unit once; a story's first figures alone."""
    first, second, third = (text(followed_site[f"{STORY}/v{number}/index.html"]) for number in (1, 2, 3))

    assert "Key figures" not in first
    assert "Key figures Cost 40 million euros [2] Height 3 metres [1] Why" in second
    assert "Key figures Cost 40 → 45 million euros [2] Test <1> not yet told → 2 June [1] Why" in third


def test_a_source_leads_back_to_its_figures(followed_site):
    """The list of sources says that key figures rest on a source."""
    assert re.search(r"href=#c1-\d>Key figures</a>", followed_site[f"{STORY}/v3/index.html"])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1.8 million euros", "2.3 million euros", "1.8"),
        ("14 March 2026", "2 April 2026", "14 March"),
        ("2.7%", "3%", "2.7%"),
        ("euros", "euros", "euros"),
        ("", "3", ""),
    ],
)
def test_the_unit_is_told_once(before, after, expected):
    """An earlier value loses the words at its end that the later one has too, but never all."""
    assert without_unit(before, after) == expected


def test_what_is_ahead_stands_on_top(followed_site):
    """Events that are ahead have a heading of their own above the others; both lists begin with the latest."""
    page = text(followed_site[f"{STORY}/v2/index.html"])

    assert " Ahead Friday 19 June A tide. Tuesday 2 June The gates are tested.[1] So far May The quay floods.[3]" in page
    assert "Next 2 June: The gates are tested. 19 June: A tide." in page
    events = text(followed_site[f"{STORY}/timeline/index.html"])
    assert "Ahead Saturday 20 June A tide. was 19 June · since version 2 June 2026 Tuesday 2 June The gates are tested" in events


def test_a_timeline_may_be_all_ahead():
    """A version may know only what is to come."""
    version = builders.version(timeline=AHEAD)
    page = text(rendered(sample.publication(stories=(builders.dossier(version),)))[f"{STORY}/index.html"])

    assert " Ahead Friday 19 June" in page
    assert "So far" not in page


def test_the_sides_of_a_tension_have_names(followed_site):
    """A tension's title and text stand above its sides; a side leads to its voice, and has the day of its newest source."""
    page = followed_site[f"{STORY}/v3/index.html"]

    assert '<b><a class="bare" href="#voice-fishers"><bdi>The fishers</bdi></a></b>' in page
    assert "<b><bdi>Quay &amp; Co</bdi></b>" in page
    told = "Dear or safe They disagree.[3] The fishers, 2 May It is dear.[2] [3] against Quay & Co, 14 April It is safe.[1]"
    assert told in text(page)


def test_sources_beside_the_text_are_linked_once(site):
    """Sources that are listed but not cited in the text follow it as links, after 'also'."""
    assert "also <a class=c role=doc-noteref href=#s3" in site[f"{STORY}/v3/index.html"]


def test_the_record_counts_what_can_be_counted():
    """Claims, what they rest on, outlets, origins and new sentences are counted as a person would count them."""
    record = counts(chronicle(sample.dossier()), 2)

    assert (record.must_cite, record.quoted, record.on_full_text, record.on_excerpts, record.on_headlines) == (8, 7, 5, 2, 1)
    assert (record.outlets, record.origins, record.newest_source) == (1, 3, "2026-05-02")
    assert (record.new, record.sentences) == (1, 12)


def test_copies_of_one_item_are_one_origin():
    """A source whose text was collected twice shows two copies; other sources show none."""
    rows = brief(chronicle(sample.dossier()), 2).sources.split("</li>")

    assert ["2 copies" in row for row in rows] == [True, False, False, False]


def test_empty_sections_say_what_will_be_there():
    """A version without content has a sentence in place of each of the eight sections."""
    empty = Version(1, 1, "update", "Empty", builders.NOW, 0)
    page = rendered(Publication(builders.config(), (builders.dossier(empty, slug="empty"),)))["stories/empty/index.html"]

    assert page.count('class="empty"') == 8


def test_an_old_version_leads_to_the_latest(site):
    """An old version says that there may be a newer one, and asks search engines not to index it; the latest does neither."""
    page = site[f"{STORY}/v1/index.html"]

    assert "There may be a newer one" in page
    assert '<link rel="latest-version" href="../index.html">' in page
    assert '<meta name="robots" content="noindex, follow">' in page
    assert "There may be a newer one" not in site[f"{STORY}/index.html"]
    assert "noindex" not in site[f"{STORY}/index.html"]


def test_neighbours_are_named_for_machines(site):
    """A version's page has link elements for its predecessor, successor, history and permanent address."""
    page = site[f"{STORY}/v2/index.html"]

    assert '<link rel="prev predecessor-version" href="../v1/index.html">' in page
    assert '<link rel="next successor-version" href="../v3/index.html">' in page
    assert '<link rel="version-history" href="../history/index.html">' in page
    assert '<link rel="canonical" href="https://example.org/record/stories/harbour-barrier/v2/">' in page


def test_many_versions_are_thinned_out():
    """If there are 29 versions, the strip shows the first, a gap and the last ten, and marks the current one."""
    told = chronicle(builders.dossier(*(builders.version(n) for n in range(1, 30))))
    shown = stops(told, 29)

    assert [stop.number for stop in shown] == [1, 0, *range(20, 30)]
    assert shown[-1].is_here
    assert '<li class="gap">…</li>\n<li><a href="../v20/index.html"' in strip(told, 29, f"{STORY}/v29/")


def test_an_old_page_names_no_version_after_the_next():
    """The page of version 1 links to version 2 and nothing later, so that it need not change again."""
    told = chronicle(builders.dossier(*(builders.version(n) for n in range(1, 30))))

    assert [stop.number for stop in stops(told, 1)] == [1, 2]


ANEW = {
    "what": "Nobody knows [@harbour-plan].",
    "why_it_matters": "Fish die.",
    "open_questions": (),
    "narrative": ("A storm broke the pier in two [@harbour-plan].",),
    "timeline": (),
    "perspectives": (),
    "tensions": (),
}
"""A version in which no sentence goes on."""


@pytest.mark.parametrize(
    ("writer", "review", "said", "kind"),
    [
        (None, None, "Not reviewed by a person. Who drafted this version is not recorded", None),
        ("desk", ("approved",), "Reviewed by Ada Byron on 3 May 2026. Written by the desk from its sources", None),
        (
            "extractive",
            None,
            "Not reviewed by a person. Assembled by a program from quotations of its sources",
            "algorithmicMedia",
        ),
        (
            "claude",
            None,
            "Not reviewed by a person. Drafted by a language model from its sources",
            "trainedAlgorithmicMedia",
        ),
        (
            "claude",
            ("edited",),
            "Reviewed and edited by Ada Byron on 3 May 2026. Drafted by a language model from its sources",
            "compositeWithTrainedAlgorithmicMedia",
        ),
    ],
)
def test_the_page_says_who_drafted_and_who_reviewed(writer, review, said, kind):
    """Each kind of writer and of review has its words for readers, and IPTC's code for programs."""
    version = builders.version(
        written_by=WrittenBy(writer) if writer else None,
        review=Review("Ada Byron", "2026-05-03", *review) if review else None,
    )

    assert said == f"{reviewed(version.review)}. {drafted(version)}"
    assert (digital_source_type(version) or "").rpartition("/")[2] == (kind or "")


@pytest.mark.parametrize(
    ("writer", "told", "said", "kind"),
    [
        (
            "claude",
            {},
            "Edited by the desk on the basis of version 1, which a language model drafted",
            "compositeWithTrainedAlgorithmicMedia",
        ),
        ("extractive", {}, "Edited by the desk on the basis of version 1, which a program drafted", "composite"),
        ("desk", {}, "Written by the desk from its sources", None),
        ("claude", ANEW, "Written by the desk from its sources", None),
    ],
)
def test_what_the_desk_edits_is_still_said_to_be_drafted_by_a_program(writer, told, said, kind):
    """As long as a sentence of it goes on; the same stands on the page and in the data of programs."""
    first = builders.version(1, written_by=WrittenBy(writer))
    second = builders.version(2, written_by=WrittenBy("desk"), **({"title": "It opens"} | told))
    third = builders.version(3, written_by=WrittenBy("desk"), **({"title": "It opens late"} | told))
    page = rendered(Publication(builders.config(), (builders.dossier(first, second, third),)))[f"{STORY}/index.html"]

    assert f"{said}." in page
    assert re.findall(r'"digitalSourceType" content="[^"]*/(\w+)"', page) == [kind] * bool(kind)
    term = linked_data(page).get("digitalSourceType")
    assert term == (f"https://schema.org/{kind[0].upper()}{kind[1:]}DigitalSource" if kind else None)


def reviewed_page(path, **given):
    """A page of a story of two versions; the second was reviewed or not."""
    version = builders.version(
        2, changes="The gate opens.", what="It opens [@harbour-plan].", written_by=WrittenBy("claude"), **given
    )
    return rendered(Publication(builders.config(), (builders.dossier(builders.version(1), version),)))[f"{STORY}/{path}"]


@pytest.mark.parametrize("path", ["index.html", "v2/index.html", "history/index.html", "changes/v2/index.html"])
def test_that_nobody_reviewed_a_version_is_said_in_bold(path):
    """The brief, the history and the redline say it in bold, before what they tell; a review is said with its day."""
    review = Review("Ada <Byron>", "2026-05", "edited")
    silent, told = reviewed_page(path), reviewed_page(path, review=review)

    assert silent.index("<b>Not reviewed by a person</b>") < silent.rindex("opens")
    assert "Reviewed and edited by Ada &lt;Byron&gt; in May 2026" in told
    assert told.count("<b>Not reviewed") == silent.count("<b>Not reviewed") - 1


def linked_data(page):
    return json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])


def test_programs_can_read_who_reviewed():
    """In the page's JSON-LD, a reviewer is editor and reviewer of the page; without one, the credit says so; each has a term."""
    silent = linked_data(reviewed_page("v2/index.html"))
    told = linked_data(reviewed_page("v2/index.html", review=Review("Ada Byron", "2026-05-03", "approved")))
    ada = {"@type": "Person", "name": "Ada Byron"}

    assert silent["creativeWorkStatus"] == [
        {"@type": "DefinedTerm", "termCode": "unreviewed", "name": "Not reviewed by a person"}
    ]
    assert silent["creditText"] == "The Harbour Record. Not reviewed by a person."
    assert silent["backstory"].startswith("Not reviewed by a person. Drafted by a language model")
    assert "editor" not in silent
    assert told["editor"] == told["mainEntityOfPage"]["reviewedBy"] == ada
    assert told["mainEntityOfPage"]["lastReviewed"] == "2026-05-03"
    assert told["creativeWorkStatus"][0]["termCode"] == "approved"
    assert "creditText" not in told


def test_a_models_id_is_named(site):
    """A page drafted by a language model names the model, and has IPTC's code for such text."""
    assert "Not reviewed by a person. Drafted by a language model (a-model) from its sources." in text(
        site[f"{STORY}/v2/index.html"]
    )
    assert 'content="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"' in site[f"{STORY}/v2/index.html"]


def test_a_source_is_anchored_once_in_a_section():
    """Only the first of the citations beside sentences has an anchor of its own, so that no id occurs twice."""
    told = KeyFigure("cost", "Cost", "3", ("harbour-plan",)), KeyFigure("height", "Height", "4", ("harbour-plan",))
    shown = brief(chronicle(builders.dossier(builders.version(figures=told))), 0).figures

    assert re.findall(r'href=#s1( id="c1-\d")?>', shown) == [' id="c1-6"', ""]


def test_the_sources_page_names_every_version_and_every_reason(site):
    """Each source lists the versions that cite it, with its number there; each item set aside has its reason."""
    page = text(site[f"{STORY}/sources/index.html"])

    assert "Cited in version 1, version 2, version 3" in page
    assert "Off the subject." in page
    assert "A copy of “Title of harbour-plan”." in page


def test_a_question_keeps_its_age_while_its_words_change():
    """A question is the same as long as its id is, and its age is counted from the version that first asked it."""
    asked = [builders.version(n, open_questions=(Question("cost", f"Who pays {n}?"),)) for n in (1, 2, 3)]

    assert chronicle(builders.dossier(*asked)).ages[-1]["open_questions", "cost"] == (1, 3)


def test_copies_in_a_circle_end_somewhere():
    """Two items that each claim to be a copy of the other do not cause an endless search for the original."""
    items = (builders.item("a", copy_of="b"), builders.item("b", copy_of="a"))
    told = chronicle(builders.dossier(builders.version(items=2), items=items))

    assert told.origins(0).original("a") in ("a", "b")


def test_the_history_keeps_the_case_of_a_reviewers_name():
    """The row of a version has its editor's name as it was written."""
    version = builders.version(1, review=Review("Ada Byron", "2026-05-03", "approved"))
    page = rendered(Publication(builders.config(), (builders.dossier(version),)))[f"{STORY}/history/index.html"]

    assert "Reviewed by Ada Byron on 3 May 2026" in text(page)


def test_the_history_is_readable_without_its_colours(site):
    """What the drawing of the history shows is also available as a sentence and as counts for each version."""
    page = site[f"{STORY}/history/index.html"]

    assert "The brief went from 9 sentences in version 1 to 12 in version 3. Version 2 changed most:" in page
    assert "<span>1 new or reworded</span> <span>0 gone, 11 kept</span> <span>3 items, 3 sources</span>" in page
    assert "3 versions in 2 days · 1 reviewed by a person · 1 correction. No version changes after it is filed." in page


def test_the_history_tells_what_changed(site):
    """Each version has the words of its writer, the lines of the change card, its redline and its page."""
    page = text(site[f"{STORY}/history/index.html"])

    assert "Version 3 Sunday 3 May Reviewed and edited by Ada Byron on 3 May 2026" in page
    assert "The figure moved. Figure40 → 45 million Redline from 2 Read version 3" in page
    assert "The first version. Read version 1 9 sentences 1 item, 1 source" in page


def test_a_brief_of_the_usual_length_stays_small():
    """The page of a brief as long as the published ones has at most 60 kB."""
    if not seeds.SEEDS.is_dir():
        pytest.skip("the published briefs are not here")
    story = builders.dossier(*map(seeds.seed_version, (1, 2, 3)), slug="seed")
    page = rendered(Publication(builders.config(), (story,)))["stories/seed/v3/index.html"]

    assert len(page.encode()) <= 60_000


def test_a_brief_says_when_a_question_should_be_known():
    """An open question has its date as people say it; a closed one its verdict."""
    first = builders.version(1, open_questions=(Question("cost", "Who pays?"), Question("gate", "How wide?", due="2026-05-02")))
    second = builders.version(
        2,
        open_questions=(Question("cost", "Who pays?", due="2026-12"),),
        closed_questions=(ClosedQuestion("gate", "answered", "Wide [@harbour-plan].", verdict="partly"),),
    )
    third = replace(second, version=3, open_questions=(Question("cost", "Who pays?"),), closed_questions=())
    site = rendered(Publication(builders.config(), (builders.dossier(first, second, third),)))

    page = text(site[f"{STORY}/v2/index.html"])
    assert "Who pays? Open since version 1, 1 day · should be known by December 2026" in page
    assert "How wide? Wide.[1] Asked in version 1, answered in version 2 after 1 day, partly as foreseen" in page


def test_lists_and_search_say_when_a_question_should_be_known():
    """The page of questions and the search data have the date, and the verdict of a closed one."""
    first = builders.version(1, open_questions=(Question("cost", "Who pays?"), Question("gate", "How wide?", due="2026")))
    end = ClosedQuestion("cost", "answered", "The port [@harbour-plan].", verdict="failed")
    second = builders.version(2, open_questions=first.open_questions[1:], closed_questions=(end,))
    planned = plan_pages(Publication(builders.config(), (builders.dossier(first, second),)), THEME)
    outputs = {one.path: one.render().decode() for one in planned if one.path.endswith(("html", "js"))}

    assert "Open since version 1 · should be known in 2026" in text(outputs["questions/index.html"])
    assert "answered, failed in The harbour barrier" in text(outputs["questions/index.html"])
    assert "How wide? Should be known in 2026." in outputs["search/words.js"]
