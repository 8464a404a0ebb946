"""The page of corrections says what was wrong, what is right, and how long that took to find."""

from typing import Any
from zoneinfo import ZoneInfo

import builders
from analysed import chronicle

from dateline.core.model import Correction, Dossier, Tombstone, Withdrawn
from dateline.site.corrections import CorrectionRow, corrected

WRONG = Correction(1, "The gate was shut.", "The gate stood open.", "A title was cut off.")


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


def test_the_newest_come_first():
    """Corrections of later versions stand above those of earlier ones."""
    other = Correction(2, "It rained.", "It snowed.")
    found = rows(builders.version(1), builders.version(2, corrections=(WRONG,)), builders.version(3, corrections=(other,)))

    assert [row.by for row in found] == [3, 2]


def test_days_are_counted_where_the_publication_is():
    """A version filed late in the evening was filed on the next day further east."""
    late = builders.version(1, published="2026-05-01T23:00:00Z")
    held = chronicle(builders.dossier(late, builders.version(2, published="2026-05-02T11:30:00Z", corrections=(WRONG,))))

    assert [corrected(held)[0].after] == ["Found after 1 day."]
    assert [corrected(held, ZoneInfo("Europe/Berlin"))[0].after] == ["Found on the same day."]


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
