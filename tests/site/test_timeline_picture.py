"""The picture of a timeline shows each event at its date, and says in words what it shows."""

import re
from collections.abc import Iterable

import builders
import html5lib
from analysed import chronicle

from dateline.core.model import Event
from dateline.site.happenings import happenings
from dateline.site.timeline_picture import picture

PLAN = "The harbour office publishes the plan of the barrier."


def drawn(*timelines: Iterable[Event], day: str = "2026-05-24") -> str:
    versions = [
        builders.version(place, timeline=tuple(events), published=f"{day}T{place:02}:00:00Z")
        for place, events in enumerate(timelines, 1)
    ]
    return str(picture(chronicle(builders.dossier(*versions)), len(versions) - 1))


def days(*found: str) -> list[Event]:
    return [Event(day, f"Gate number {place} is tested in the {place}th storm.") for place, day in enumerate(found)]


def labels(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>(.*?)</text>", svg)


def places(svg: str) -> list[float]:
    return [float(one) for one in re.findall(r'<circle[^>]*cx="([\d.]+)%"', svg)]


def test_an_event_with_a_new_date_stays_one_event():
    """It stands since the first version that has it; one that a later version drops ends with its last version."""
    first = builders.version(1, timeline=(Event("2026-04-14", PLAN), Event("2026-04-20", "Rain falls on the quay.")))
    held = chronicle(builders.dossier(first, builders.version(2, timeline=(Event("2026-04-16", PLAN),))))
    told = {one.event.text: (one.since, one.until, one.moves) for one in happenings(held).every}

    assert told == {PLAN: (1, None, ("2026-04-14", "2026-04-16")), "Rain falls on the quay.": (1, 1, ("2026-04-20",))}
    assert [len(one) for one in happenings(held).told] == [2, 1]


def test_a_date_that_becomes_more_precise_has_not_moved():
    """April, then 14 April, is one date; it has no arc."""
    svg = drawn([Event("2026-04", PLAN), *days("2026-05-01")], [Event("2026-04-14", PLAN), *days("2026-05-01")])

    assert "moved" not in svg


def test_the_drawing_is_as_wide_as_the_axis():
    """The first and the last date stand at the ends, and the others between them in proportion."""
    assert places(drawn(days("2026-05-04", "2026-05-14", "2026-05-24"))) == [2.0, 50.0, 98.0]


def test_it_says_in_words_what_it_shows():
    """Whoever cannot see it hears how many events there are, from when to when, and what is new, ahead or moved."""
    ahead = Event("2026-06-02", PLAN, ahead=True)
    later = Event("2026-06-09", PLAN, ahead=True)
    svg = drawn([*days("2026-05-04"), ahead], [*days("2026-05-04"), Event("2026-05-20", "Rain falls on the quay."), later])

    said = "3 events from 4 May 2026 to 9 June 2026. 1 is new in version 2. 1 is ahead. Moved from 2 June 2026 to 9 June 2026."
    assert f'role="img" height="64" aria-label="{said}"' in svg
    assert svg.count("<circle") == 3
    assert svg.count('<circle class="new"') == svg.count('<circle class="ahead"') == svg.count('<g class="moved">') == 1


def test_a_month_is_a_bar_and_a_day_is_a_dot():
    """Nothing pretends to know the day of an event of which only the month is known; several events of a day are one dot."""
    svg = drawn([*days("2026-04", "2026-05-20"), Event("2026-05-20", "Rain falls on the quay.", ahead=True)])

    assert (svg.count("<rect"), svg.count("<circle")) == (1, 1)
    assert 'ahead"' not in svg


def test_a_long_empty_stretch_is_folded():
    """Two strokes stand for a stretch that is longer than all others; without it the days would be one heap."""
    svg = drawn(days("2024-01-10", "2026-05-01", "2026-05-08", "2026-05-15"))

    assert svg.count('class="gap"') == 1
    assert places(svg)[1] < 12
    assert 'class="gap"' not in drawn(days("2026-01-01", "2026-05-01"), day="2026-05-02")


def test_a_long_bar_is_folded_without_strokes():
    """A year in which nothing else is dated takes little room, and it is not empty."""
    svg = drawn(days("2025", "2026-01-01", "2026-05-01", "2026-05-08", "2026-05-15"))

    assert float(re.findall(r'<rect[^>]*width="([\d.]+)%"', svg)[0]) < 50


def test_labels_have_room_on_the_narrowest_phone():
    """The version and the ends come first, and no two labels are so close that they touch; other years are named."""
    svg = drawn(days("2025-05-01", *(f"2026-05-{day:02}" for day in range(1, 24))))

    assert {"v1", "1 May 2025"} <= set(labels(svg))
    assert len(labels(svg)) < 8
    assert labels(drawn(days("2025-10", "2026-01"))) == ["v1", "Oct 2025", "Jan 2026"]


def test_an_early_date_has_an_arrow_back():
    """An arc leads from the old date, which has a cross, to the new one, also if that is earlier."""
    svg = drawn([*days("2026-05-04"), Event("2026-05-20", PLAN)], [*days("2026-05-04"), Event("2026-05-12", PLAN)])

    start, left, end = (float(one) for one in re.findall(r'<svg x="([\d.]+)%"', svg.split('"moved"')[1]))
    assert left == end < start


def test_fewer_than_two_dates_are_not_drawn():
    """One date is no line."""
    assert drawn(days("2026-05-04")) == ""
    assert drawn([]) == ""


def test_it_is_well_formed():
    """What it says is escaped, and each element is closed."""
    svg = drawn(days("2026", "2026-05-01"))

    assert html5lib.HTMLParser(strict=True).parse(f"<!doctype html><title>x</title>{svg}")
