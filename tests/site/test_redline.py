"""A redline tells figures, questions and voices first, then every sentence; one page has the view New and the view Full."""

import re
from dataclasses import replace
from typing import Any

import builders
import pytest
import sample
from analysed import chronicle, plan_pages

from dateline.core.model import ClosedQuestion, Correction, DepartedVoice, Event, KeyFigure, Question, Source, Tension, Voice
from dateline.core.publication import Publication
from dateline.site.changes import Redline, redline
from dateline.site.theme import load_theme

THEME = load_theme()
STORY = "stories/harbour-barrier"
BARE: dict[str, Any] = {"why_it_matters": "", "open_questions": (), "timeline": (), "perspectives": (), "tensions": ()}
SAYING = Source(
    "harbour-plan",
    "Plan",
    "https://news.example/1",
    "Harbour Wire",
    "2026-04-14",
    "full-text",
    ("three <metres> high", "by June"),
)


def built(*versions: Any) -> dict[str, str]:
    publication = Publication(builders.config(), (builders.dossier(*versions),))
    return {one.path: one.render().decode() for one in plan_pages(publication, THEME) if one.path.startswith(f"{STORY}/changes")}


def compared(was: dict[str, Any], now: dict[str, Any]) -> Redline:
    versions = builders.version(1, **BARE | was), builders.version(2, **BARE | now)
    return redline(chronicle(builders.dossier(*versions)), 1)


def told(was: dict[str, Any], now: dict[str, Any]) -> dict[str, str]:
    """The text of each section by its key."""
    return {one.key: plain(one.html) for one in compared(was, now).sections}


def plain(html: str) -> str:
    import html5lib

    body = html5lib.parse(html, namespaceHTMLElements=False).find("body")
    return " ".join("".join(body.itertext()).split())


def test_figures_and_dates_come_first_with_their_labels():
    """Figures that the story follows have their label, and what was ahead has happened, was called off or has another date."""
    was = {
        "figures": (
            KeyFigure("cost", "Cost", "40 million euros", ("harbour-plan",)),
            KeyFigure("height", "Height", "3 m", ("harbour-plan",)),
        ),
        "timeline": (
            Event("2026-06-02", "The gates are tested [@harbour-plan].", ahead=True),
            Event("2026-06-19", "A tide.", ahead=True),
            Event("2026-07-01", "Ferries stop for the summer break.", ahead=True),
        ),
    }
    now = {
        "figures": (
            KeyFigure("cost", "Cost", "45 million euros", ("harbour-plan",)),
            KeyFigure("test", "Test <1>", "2 June", ("harbour-plan",)),
        ),
        "timeline": (
            Event("2026-05-01", "Ferries stop for the summer break."),
            Event("2026-06-02", "The gates are tested [@harbour-plan]."),
            Event("2026-06-20", "A tide.", ahead=True),
        ),
    }
    shown = compared(was, now)

    assert shown.sections[0].key == "figures"
    assert shown.sections[0].html.split("\n") == [
        '<dl class="news">',
        "<dt>Cost</dt><dd>40 <i>→</i> <b>45 million euros</b></dd>",
        "<dt>Test &lt;1&gt;</dt><dd>not yet told <i>→</i> <b>2 June</b></dd>",
        "<dt>Height</dt><dd>3 m <i>→</i> <b>gone</b></dd>",
        "<dt>Called off</dt><dd>Ferries stop for the summer break.</dd>",
        "<dt>Happened</dt><dd>The gates are tested.</dd>",
        "<dt>A tide.</dt><dd>19 June <i>→</i> <b>20 June</b></dd>",
        "</dl>",
    ]


def test_figures_of_sentences_are_told_once():
    """Figures that the story does not follow stand below one label."""
    found = told({"what": "It costs 40 million euros and has 3 gates."}, {"what": "It costs 45 million euros and has 4 gates."})
    assert found["figures"] == "Figures40 million euros → 45 million euros3 gates → 4 gates"


def test_changed_words_are_marked_without_their_spaces():
    """In a reworded sentence old words are struck and new ones marked, figures in bold, and a space stands between the two."""
    shown = compared(
        {"what": "It costs 40 million euros [@harbour-plan]."}, {"what": "It costs 45 million euros [@harbour-plan]."}
    )
    what = next(one for one in shown.sections if one.key == "what")

    assert "It costs <del><b>40 million euros</b></del> <ins><b>45 million euros</b></ins>.\u2060<a" in what.html
    assert '<p class="l edit"><i>Reworded: </i>' in what.html
    assert (what.changed, what.tally) == ("1", "1 of 1")


def test_a_citation_of_a_reworded_sentence_keeps_behind_the_stop():
    """Earlier and later citations stand after the stop, in the order of the words, and none can begin a line."""
    two = (SAYING, replace(SAYING, key="other"))
    shown = compared(
        {"what": "The gate was built, as planned [@harbour-plan]. It opens [@other].", "sources": two},
        {"what": "The gate was built late, as planned [@harbour-plan; @other]. It opens [@other].", "sources": two},
    )
    html = re.sub("<a .*?</a>", "C", next(one.html for one in shown.sections if one.key == "what"))

    assert "as planned.\u2060<del>C</del>\u202f<ins>C</ins>\u202f<ins>C</ins></p>" in html


def test_a_voice_stands_once_with_all_its_sentences():
    """What a voice no longer says stands under its name with what it says now, also if the voice has another name and place."""
    port, mayor = Voice("port", "The port", view="Fears it. Pays for it."), Voice("mayor", "The mayor", view="Is for it.")
    now = Voice("port", "The port authority", view="Fears it.", evolution="Paid before.")
    shown = compared({"perspectives": (port, mayor)}, {"perspectives": (mayor, now)})
    html = next(one.html for one in shown.sections if one.key == "perspectives")

    assert re.findall("<bdi>(.*?)</bdi>", html) == ["The mayor", "The port authority"]


def test_words_that_open_a_sentence_are_apart():
    """If the first word is another, a space stands between the old one and the new one."""
    html = next(
        one.html
        for one in compared({"what": "Rain fell on the old quay."}, {"what": "Snow fell on the old quay."}).sections
        if one.key == "what"
    )
    assert "<del>Rain</del> <ins>Snow</ins> fell" in html


def test_a_sentence_that_shares_little_is_new():
    """If hardly a word was kept, the sentence is shown as new, and its earlier words stand below."""
    old, new = (
        "Council members plan barrier works soon.",
        "Barrier works: the council members, after a long debate on money, plan.",
    )
    assert told({"what": old}, {"what": new})["what"] == f"New: {new}Was: {old}"


def test_a_moved_sentence_says_where_it_was():
    """A sentence that moved names the section in which it stood, or that it moved within its own."""
    was, two = "The quay is old and wet.", ("Gulls came to the harbour today.", "Boats left the harbour at noon.")
    assert told({"what": was, "narrative": two[:1]}, {"what": "", "narrative": (*two[:1], was)})["narrative"].endswith(
        f"Moved: {was}Moved here from What"
    )
    moved = told({"what": "", "narrative": (" ".join(two),)}, {"what": "", "narrative": (" ".join(reversed(two)),)})
    assert "Moved within Narrative" in moved["narrative"]


def test_what_stays_is_folded_and_hidden_in_the_view_new():
    """More than two unchanged sentences in a row are folded; a section in which all stays is hidden."""
    same = "One came. Two came. Three came."
    shown = compared({"what": same, "narrative": ("It rains.",)}, {"what": same, "narrative": ("It rains. It snows.",)})
    what, narrative = (one for one in shown.sections if one.key in ("what", "narrative"))

    assert what.is_same
    assert not narrative.is_same
    assert "<details class=same><summary>3 sentences unchanged</summary>" in what.html
    assert '<p class="l same">It rains.</p>' in narrative.html


def test_what_is_gone_is_struck_and_folded():
    """The view Full strikes a sentence in its place; the view New folds those that are gone, without citations."""
    shown = compared({"what": "It rains [@harbour-plan]. It snows."}, {"what": "It snows."})
    html = next(one.html for one in shown.sections if one.key == "what")

    assert '<p class="l gone"><i>Gone: </i><del>It rains.\u2060</del>' in html
    assert '<details class=past><summary>1 sentence gone</summary>\n<p class="l"><del>It rains.</del></p>' in html


def test_questions_say_what_became_of_them():
    """Questions are new, reworded, answered, merged, dropped or not explained, and say when they should be known."""
    was = (
        Question("cost", "Who pays for the works?"),
        Question("gate", "How wide?", due="2026-05-02"),
        Question("dues", "Which dues rise?"),
        Question("lost", "Who knew?"),
        Question("late", "When does it open?", due="2026-06"),
        Question("stay", "Why here?"),
        Question("free", "When is it free?", due="2026"),
    )
    now = (
        Question("cost", "Who pays for all the works?"),
        Question("new", "Is it safe?", due="2026-12"),
        Question("late", "When does it open?", due="2026-07"),
        Question("stay", "Why here?"),
        Question("free", "When is it free?"),
    )
    closed = (
        ClosedQuestion("gate", "answered", "Wide [@harbour-plan].", verdict="partly"),
        ClosedQuestion("dues", "dropped"),
    )
    shown = compared({"open_questions": was}, {"open_questions": now, "closed_questions": closed})
    section = next(one for one in shown.sections if one.key == "questions")
    lines = [plain(one) for one in section.html.split("\n")]

    assert lines == [
        "Answered: How wide?Answered, partly: Wide.\u2060[1]",
        "Gone: Which dues rise?Dropped",
        "Gone: Who knew?Version 2 does not say why it is no longer asked.",
        "Reworded: Who pays for all the works?",
        "New: Is it safe?Should be known by December 2026",
        "Reworded: When does it open?Should be known by July 2026; was by June 2026",
        "Why here?",
        "Reworded: When is it free?No date any more; was in 2026",
    ]
    assert section.changed == "7"
    assert "open_questions" not in {one.key for one in shown.sections}


def test_voices_tensions_and_days_have_their_names():
    """New voices are named together, gone ones with the reason; sentences stand below their voice, tension or day."""
    council, port = (
        Voice("council", "The council", view="Wants it."),
        Voice("port", "The <port>", view="Fears it. It is loud. It is dear. It is new."),
    )
    found = compared(
        {
            "perspectives": (council, Voice("mayor", "The mayor", view="Is for it."), Voice("nun", "A nun", view="Prays.")),
            "tensions": (Tension("a", "One says this.", title="Dear or safe"),),
        },
        {
            "perspectives": (council, port),
            "departed_voices": (DepartedVoice("mayor", "No new statement."),),
            "tensions": (Tension("a", "One says this. Another says that.", title="Dear or safe"),),
            "timeline": (Event("2026-04-14", "The plan is published [@harbour-plan]."), Event("2025", "It rained.")),
        },
    )
    html = {one.key: str(one.html) for one in found.sections}

    assert [plain(one) for one in html["voices"].split("\n")] == [
        "New: The <port>",
        "Gone: The mayorNo new statement.",
        "Gone: A nunVersion 2 does not say why.",
    ]
    assert "<h3 class=same><bdi>The council</bdi></h3>" in html["perspectives"]
    assert "<h3><bdi>The &lt;port&gt;</bdi></h3>" in html["perspectives"]
    assert "<h3>Dear or safe</h3>" in html["tensions"]
    assert re.findall("<h3>(.*?)</h3>", html["timeline"]) == ["14 April", "2025"]


def test_corrections_say_what_was_wrong_and_how_long():
    """A correction tells what is right, which versions were wrong, why, and after how many days it was found."""
    found = told({}, {"corrections": (Correction(1, "<30> gates.", "35 gates.", "We misread a note."),)})
    assert found["corrections"] == "Reworded: 35 gates.Version 1 said: <30> gates. We misread a note. Found after 1 day."


def test_beside_what_is_new_stand_its_sources_words():
    """A sentence has words of a source that it cites, with outlet and day, none twice; a bare headline is said to be one."""
    bare = Source("bare", "A <title>", None, "Estuary Post", None, "headline")
    what = (
        "It is high [@harbour-plan]. It opens by June [@harbour-plan]. The title was cut off [@harbour-plan; @bare]. "
        "It is high [@harbour-plan]. Ferries sail [@bare]."
    )
    shown = compared({"what": ""}, {"what": what, "sources": (SAYING, bare)})
    html = next(one.html for one in shown.sections if one.key == "what")

    assert re.findall("<div><q>.*?</div>", html) == [
        "<div><q>three &lt;metres&gt; high</q> <bdi>Harbour Wire</bdi>, 14 April</div>",
        "<div><q>by June</q> <bdi>Harbour Wire</bdi>, 14 April</div>",
        "<div><q>A &lt;title&gt;</q> <bdi>Estuary Post</bdi>, headline only</div>",
    ]


def test_other_sources_are_no_other_words():
    """A sentence whose words stay, and whose sources do not, is not called reworded; a note has the earlier citations."""
    two = (SAYING, replace(SAYING, key="other"))
    first = {"what": "It is high [@harbour-plan]. It opens soon.", "sources": two}
    shown = compared(first, {"what": "It is high [@other]. It opens soon [@harbour-plan].", "sources": two})
    html = next(one.html for one in shown.sections if one.key == "what")

    assert shown.legend[0] == ("cite", 2, "with other sources")
    assert [plain(one) for one in re.findall(r'<p class="l cite">.*?</p>', html)] == [
        "Other sources: It is high.\u2060[2]Its sources were: [1]",
        "Other sources: It opens soon.\u2060[1]Its sources were: none",
    ]


def test_questions_that_stay_are_left_out_of_what_is_new():
    """If every question is asked as before, the view New has no head for them."""
    asked = {"open_questions": (Question("cost", "Who pays?"),)}
    same, other = (compared(asked | {"what": "One."}, now | {"what": "Two."}) for now in (asked, {"open_questions": ()}))

    assert [one.is_same for found in (same, other) for one in found.sections if one.key == "questions"] == [True, False]


def test_sources_are_listed_with_outlet_and_day():
    """Added sources have a line each, and those that are gone are folded."""
    shown = compared({"sources": (SAYING, Source("other", "Other <1>"))}, {"sources": (replace(SAYING, key="new"), SAYING)})
    section = shown.sections[-1]

    assert section.changed == "1"
    assert "<bdi>Plan</bdi><small><bdi>Harbour Wire</bdi>, 14 April</small>" in section.html
    assert "<summary>1 source gone</summary>" in section.html
    assert "<del><bdi>Other &lt;1&gt;</bdi></del>" in section.html


def test_the_counts_are_the_legend():
    """Only kinds that there are, are counted; what is new or reworded is what the view New counts."""
    shown = compared({"what": "It rains. The quay is very old."}, {"what": "The quay is old. It snows."})
    assert shown.legend == (("add", 1, "new"), ("edit", 1, "reworded"), ("gone", 1, "gone"))
    assert (shown.comparison.fresh, shown.comparison.sentences) == (2, 3)  # the narrative stays


def test_split_and_merged_sentences_name_the_others():
    """A part of a sentence that was split names the other parts; a merged one has its earlier wordings below."""
    whole = "The board rejected the bid and ordered a survey of the quay walls."
    halves = "The board rejected the bid.", "It ordered a survey of the quay walls."
    split, merged = compared({"what": whole}, {"what": " ".join(halves)}), compared({"what": " ".join(halves)}, {"what": whole})
    apart, together = (plain(next(one.html for one in each.sections if one.key == "what")) for each in (split, merged))

    assert f"Reworded: {halves[0]}Was one sentence with “{halves[1][:-12]} …”: {whole}" in apart
    assert f"Reworded: {halves[1]}Was one sentence with “{halves[0]}”." in apart
    assert f"Reworded: {whole}Merged from: {halves[0]} And from: {halves[1]}" in together
    assert (split.comparison.fresh, merged.comparison.fresh) == (2, 1)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    old = " ".join(f"{one} fell." for one in ("Rain", "Snow", "Hail", "Sleet", "Fog"))
    new = " ".join(f"{one} left." for one in ("Ann", "Bert", "Carl", "Dora", "Emil"))
    first = builders.version(1, **BARE | {"what": old, "narrative": ()})
    anew = builders.version(2, **BARE | {"what": new, "narrative": ()})
    same = replace(anew, version=3, published="2026-05-03T11:30:00Z")
    return built(first, anew, same)


def test_a_version_written_anew_says_so(pages):
    """The page of a version that was written anew says how little of it continues, and marks nothing as new."""
    page = pages[f"{STORY}/changes/v2/index.html"]
    assert "Version 2 was written anew: 0 of its 5 sentences continue sentences of version 1." in plain(page)
    assert '<div class="sheet changes anew" id="full">' in page
    assert "written anew" not in pages[f"{STORY}/changes/v3/index.html"]


def test_a_redline_of_nothing_says_so(pages):
    """The redline of two versions with the same words says that nothing changed, and has no views."""
    page = pages[f"{STORY}/changes/v3/index.html"]
    assert "No sentence, question, voice or source has changed." in page
    assert 'class="views"' not in page


def test_the_two_views_are_links(pages):
    """The views are links to places in the page, with what each of them counts, so that they work without script."""
    page = pages[f"{STORY}/changes/v2/index.html"]
    assert '<a href="#new">New 5</a><a href="#full">Full 5</a>' in page
    assert page.count('id="new"') == page.count('id="full"') == 1


def test_neighbouring_redlines_are_linked(pages):
    """A redline leads to both versions, to the redlines before and after it, and to the comparison of any two versions."""
    page = pages[f"{STORY}/changes/v2/index.html"]
    for there in ("../../v1/index.html", "../../v2/index.html", "../v3/index.html", "../index.html#1-2"):
        assert f'href="{there}"' in page
    assert 'rel="prev"' not in page


def test_a_new_version_leaves_old_redlines_alone():
    """When a version is filed, the redline before it changes only by its link to the next one, and older ones not at all."""
    versions = [builders.version(n, what=f"It costs {n} million euros.") for n in range(1, 6)]
    before, after = built(*versions[:4]), built(*versions)
    same = [path for path in before if before[path] == after[path]]
    linked = after[f"{STORY}/changes/v4/index.html"].replace(
        '<a rel="next" href="../v5/index.html">Changes in version 5 →</a>', ""
    )

    assert sorted(same) == [f"{STORY}/changes/v{n}/index.html" for n in (2, 3)]
    assert linked == before[f"{STORY}/changes/v4/index.html"]


def test_the_sample_has_a_redline_of_every_kind_of_line():
    """The sample's pages show what is answered, departed, corrected and new."""
    plan = plan_pages(sample.publication(), THEME)
    page = next(one for one in plan if one.path == f"{STORY}/changes/v2/index.html").render().decode()
    for kind in ("add", "done", "past", "edit", "same"):
        assert f'class="l {kind}"' in page
