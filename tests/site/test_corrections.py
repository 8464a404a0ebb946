"""The page of corrections says what was wrong, what is right, and how long that took to find."""

from typing import Any
from zoneinfo import ZoneInfo

import builders
import html5lib
import pytest
from analysed import chronicle, plan_pages

from dateline.core.model import Correction, Dossier, Page, Tombstone, Withdrawn
from dateline.core.publication import Publication
from dateline.site import corrections_page
from dateline.site.corrections import CorrectionRow, corrected
from dateline.site.theme import load_theme

WRONG = Correction(1, "The gate was shut.", "The gate stood open.", "A title was cut off.")


THEME = load_theme()


def built(*stories: Dossier, **given: Any) -> dict[str, str]:
    publication = Publication(builders.config(), stories, **given)
    return {one.path: one.render().decode() for one in plan_pages(publication, THEME) if "corrections" in one.path}


def text(shown: str) -> str:
    main = html5lib.parse(shown, namespaceHTMLElements=False).find(".//main")
    return " ".join("".join(main.itertext()).split())


def gone(on: str, published: str | None = "2026-05-02T11:30:00Z") -> Dossier:
    stone = Tombstone(1, 2, Withdrawn(on, "A court ordered it.", f"sha256:{0:064}"), published)
    return builders.dossier(builders.version(1), tombstones=(stone,))


def rows(*versions: Any) -> list[CorrectionRow]:
    return corrected(chronicle(builders.dossier(*versions)))


def test_a_correction_says_since_when_and_for_how_long():
    """A mistake stood from the version that was wrong to the one that corrects it."""
    (row,) = rows(builders.version(1), builders.version(3, corrections=(WRONG,)))

    assert (row.of, row.by, row.was, row.now) == ((1,), 3, WRONG.was, WRONG.now)
    assert (row.why, row.since, row.found) == (WRONG.why, "2026-05-01T11:30:00Z", "2026-05-03T11:30:00Z")
    assert (row.stood, row.after, row.versions) == (2, "Found after 2 days.", "version 1")


def test_one_mistake_in_several_versions_is_one_row():
    """It stood since the first of them, and the first reason that is given holds."""
    again = Correction(2, WRONG.was, WRONG.now)
    (row,) = rows(builders.version(1), builders.version(2), builders.version(3, corrections=(again, WRONG)))

    assert (row.of, row.versions, row.stood, row.why) == ((1, 2), "versions 1 and 2", 2, WRONG.why)


def test_each_wrong_version_is_a_link_in_words():
    """A digit alone is hard to hit, and says nothing when it is read alone."""
    again = Correction(2, WRONG.was, WRONG.now)
    story = builders.dossier(builders.version(1), builders.version(2), builders.version(3, corrections=(again, WRONG)))
    shown = built(story)["corrections/index.html"]

    assert 'v1/index.html">version 1</a> and <a href="../stories/harbour-barrier/v2/index.html">version 2</a>' in shown


def test_the_newest_come_first():
    """Corrections of later versions stand above those of earlier ones."""
    other = Correction(2, "It rained.", "It snowed.")
    found = rows(builders.version(1), builders.version(2, corrections=(WRONG,)), builders.version(3, corrections=(other,)))

    assert [row.by for row in found] == [3, 2]


def test_days_are_counted_where_the_publication_is():
    """A version filed late in the evening was filed on the next day further east."""
    late = builders.version(1, published="2026-05-01T23:00:00Z")
    held = builders.dossier(late, builders.version(2, published="2026-05-02T11:30:00Z", corrections=(WRONG,)))

    assert [corrected(chronicle(held))[0].after] == ["Found after 1 day."]
    assert [corrected(chronicle(held, ZoneInfo("Europe/Berlin")))[0].after] == ["Found on the same day."]


def test_a_withdrawn_version_is_a_row_without_its_words():
    """It says why, and how long the version stood; a day that is not known is not made up."""
    (row,) = corrected(chronicle(gone("2026-05-09")))

    assert (row.of, row.by, row.was, row.why, row.after) == ((2,), 0, "", "A court ordered it.", "Withdrawn after 7 days.")
    assert [one.after for one in corrected(chronicle(gone("2026-05")))] == [""]
    assert [one.after for one in corrected(chronicle(gone("2026-05-09", None)))] == [""]


def test_words_of_a_withdrawn_version_are_not_repeated():
    """A later version that corrects a withdrawn one quotes it; the list of corrections does not."""
    held = gone("2026-05-09").versions
    later = builders.version(3, corrections=(Correction(2, "The zephyr sings.", "It does not."),))
    stone = gone("2026-05-09").tombstones
    found = corrected(chronicle(builders.dossier(*held, later, tombstones=stone)))

    assert [(one.by, one.was) for one in found] == [(0, "")]


def test_the_page_says_what_was_wrong_what_is_right_and_for_how_long():
    """Each correction links to the version that was wrong and to the one that corrects it; its reason is told."""
    shown = built(builders.dossier(builders.version(1), builders.version(3, corrections=(WRONG,))))["corrections/index.html"]

    assert "<del>The gate was shut.</del> <ins>The gate stood open.</ins>" in shown
    assert "A title was cut off." in shown
    said = "Said in version 1, filed 1 May. Version 3 corrected it on Sunday 3 May. Found after 2 days."
    assert said in text(shown)
    for link in ('v1/index.html">version 1</a>', 'v3/index.html">Version 3</a>'):
        assert f'<a href="../stories/harbour-barrier/{link}' in shown


def test_the_page_lists_withdrawn_versions():
    """A version that was taken down is told with the reason, also if nothing else of the story stands."""
    whole = Tombstone(1, 1, Withdrawn("2026-05", "A court ordered it.", f"sha256:{0:064}"))
    day = Tombstone(1, 1, Withdrawn("2026-05-08", "A court ordered it.", f"sha256:{0:064}"))
    stories = [builders.dossier(slug=slug, versions=(), tombstones=(one,)) for slug, one in (("ferry", whole), ("quay", day))]
    shown = text(built(gone("2026-05-09"), *stories)["corrections/index.html"])

    assert "3 withdrawn versions in all stories" in shown
    assert "Version 1 was withdrawn on Friday 8 May." in shown
    assert "Version 2, filed 2 May, was withdrawn in May." in text(built(gone("2026-05"))["corrections/index.html"])
    assert "Version 2, filed 2 May, was withdrawn on Saturday 9 May. A court ordered it. Withdrawn after 7 days." in shown
    assert "Version 1 was withdrawn in May." in shown


def test_the_publications_own_words_stand_below_the_corrections():
    """Its page of the same address says how it corrects, so that the address has one page; what was wrong comes first."""
    page = Page("corrections", "How we correct", "Write to *us*.", "How we correct.")
    shown = built(builders.dossier(builders.version(1)), pages=(page,))["corrections/index.html"]

    assert "How we correct" in text(shown)
    assert shown.index("<em>us</em>") > shown.index("Nothing was corrected yet.")


def test_many_corrections_are_on_several_pages(monkeypatch: pytest.MonkeyPatch):
    """No page grows with the publication."""
    monkeypatch.setattr(corrections_page, "MISTAKES", 1)
    both = builders.version(3, corrections=(WRONG, Correction(1, "It rained.", "It snowed.")))
    site = built(builders.dossier(builders.version(1), both))

    assert sorted(site) == ["corrections/index.html", "corrections/page/2/index.html"]
