"""The page of the timeline lists every event of every version, and says only what a reader cannot see otherwise."""

import re
from typing import Any

import builders
import html5lib
import pytest
from analysed import plan_pages

from dateline.core.anchors import event_anchors
from dateline.core.model import Correction, Event, Version, Voice
from dateline.core.publication import Publication
from dateline.site.theme import load_theme

THEME = load_theme()
GATE = Event("2026-03-06", "The east gate is shut for an inspection [@harbour-plan].")
PLAN = Event("2026-04-14", "The plan is published [@harbour-plan].")
VOTE = Event("2026-04-20", "The council votes for the barrier [@vote].")
WRONG = Correction(1, "The east gate is shut for an inspection.", "Divers worked with the gate open.")


def version(number: int, *events: Event, **given: Any) -> Version:
    held = {"timeline": events, "sources": (builders.source(), builders.source("vote", feed="Council Gazette"))}
    return builders.version(number, **{**held, **given})


def page(*versions: Version, **given: Any) -> str:
    publication = Publication(builders.config(), (builders.dossier(*versions, **given),))
    pages = {one.path: one for one in plan_pages(publication, THEME)}
    return pages["stories/harbour-barrier/timeline/index.html"].render().decode()


def rows(*versions: Version) -> list[str]:
    """Each event with its class and what is said of it, as text."""
    main = html5lib.parse(page(*versions), namespaceHTMLElements=False).find(".//main")
    found = [row for row in main.iter("li") if row.get("id", "").startswith("e-")]
    return [" ".join(f"{row.get('class', '')} {' '.join(row.itertext())}".split()) for row in found]


def test_the_newest_event_comes_first_and_what_is_ahead_above_it():
    """Months are heads, and only the year of another year is said."""
    later = Event("2026-06-02", "The gates close [@vote].", ahead=True)
    shown = page(version(1, Event("2025", "Work begins [@vote]."), GATE, PLAN, later))

    assert re.findall(r'<h2 id="m-[^"]*">(.*?)</h2>', shown) == ["Ahead", "April 2026", "March 2026", "2025"]
    assert re.findall(r"<time[^>]*>(.*?)</time>", shown) == ["Tuesday 2 June", "Tuesday 14 April", "Friday 6 March", "2025"]


def test_each_event_has_its_address():
    """An event has the anchor that it has in the brief, so a link finds it on both pages."""
    (anchor,) = event_anchors([PLAN])

    assert f'<li id="{anchor}"' in page(version(1, PLAN))


def test_it_says_who_reports_an_event_and_nothing_that_is_so_for_most():
    """An event of the first version only names its outlets; later ones say since when they are told."""
    first, second, third = rows(version(1, PLAN), version(2, PLAN, VOTE), version(3, GATE, PLAN, VOTE))

    assert first.endswith("Council Gazette · since version 2")
    assert second.endswith("Harbour Wire")
    assert third.startswith("new ")
    assert third.endswith("Harbour Wire · new in version 3")


def test_an_event_that_is_no_longer_told_is_not_struck():
    """It may be true all the same: it is grey, and says which version told it last."""
    assert any(
        row.startswith("gone ") and row.endswith("last told in version 1")
        for row in rows(version(1, GATE, PLAN), version(2, PLAN))
    )


def test_only_a_corrected_event_is_struck():
    """An event that a later version corrects says what is right; one that is still told is not struck."""
    corrected = version(2, PLAN, corrections=(WRONG,))
    found = rows(version(1, GATE, PLAN), corrected)

    assert found[1].startswith("wrong ")
    assert found[1].endswith("Corrected in version 2 : Divers worked with the gate open.")
    still = rows(version(1, GATE, PLAN), version(2, GATE, PLAN, corrections=(WRONG,)))
    assert not any("wrong" in row or "Corrected" in row for row in still)


@pytest.mark.parametrize(
    ("was", "is_about"),
    [("2026-03-06: The east gate is shut for an inspection.", True), ("The east gate is shut", True), ("gate", False)],
)
def test_a_correction_of_a_word_strikes_no_event(was: str, is_about: bool):  # noqa: FBT001  # a case
    """A correction is about an event if it quotes most of it, with its date or without."""
    found = rows(version(1, GATE, PLAN), version(2, PLAN, corrections=(Correction(1, was, "Another."),)))

    assert any(row.startswith("wrong ") for row in found) == is_about


def test_the_head_counts_what_was_corrected_and_what_is_no_longer_told():
    """A sentence says what the page lists, before the list does."""
    plain = page(version(1, PLAN))
    both = page(version(1, GATE, PLAN, VOTE), version(2, PLAN, corrections=(WRONG,)))

    assert "1 event of 1 version, newest first.</p>" in plain
    assert "3 events of 2 versions, newest first. 1 was corrected, 1 is no longer told.</p>" in both


def test_an_event_with_another_date_says_the_earlier_ones():
    """The dates stand in their order."""
    words = "The closing test of all three gates begins at the outer harbour [@vote]."
    dates = ("2026-06-14", "2026-06-28", "2026-07-02")
    versions = [version(place, PLAN, Event(date, words, ahead=True)) for place, date in enumerate(dates, 1)]

    assert rows(*versions)[0].endswith("Council Gazette · was 14 June, then 28 June")


def test_filters_are_links_that_count():
    """What is new, then who tells most, voices too; each works as an anchor, and one that shows nearly nothing is left out."""
    voices = (Voice("council", "The Council", view="Votes soon [@vote]."), Voice("mayor", "The Mayor", view="Waits."))
    more = Event("2026-04-22", "The Council votes again [@vote].")
    late = Event("2026-04-23", "The Council votes a third time for it [@vote].")
    shown = page(
        version(1, GATE, PLAN, VOTE, more, perspectives=voices), version(2, GATE, PLAN, VOTE, more, late, perspectives=voices)
    )

    assert re.findall(r'<li><a id="([^"]*)" href="#\1">(?:<bdi>)?(.*?)(?:</bdi>)? <b>(\d)</b>', shown) == [
        ("all", "All", "5"),
        ("new", "New", "1"),
        ("of-council-gazette", "Council Gazette", "3"),
        ("of-the-council", "The Council", "3"),
        ("of-harbour-wire", "Harbour Wire", "2"),
    ]
    assert len(re.findall(r'<li id="e-[^"]*" class="new b2', shown)) == 1


def test_the_picture_stands_above_the_events():
    """The newest page has it, and numbered pages have not."""
    assert page(version(1, GATE, PLAN)).index('class="times"') < page(version(1, GATE, PLAN)).index("<section")


def test_a_voice_without_a_name_speaks_of_no_event():
    """A build makes pages of what a check finds fault with, so they are there while it is put right."""
    (row,) = rows(version(1, PLAN, perspectives=(Voice("council", " ", view="It is late [@harbour-plan]."),)))

    assert "The plan is published" in row


def test_a_page_without_events_says_what_will_be_there():
    """An empty page is no dead end."""
    assert "Events appear here when a source gives their date." in page(version(1))
