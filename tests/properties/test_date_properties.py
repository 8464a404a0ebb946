"""No date in a text, however impossible, stops a run: it makes no event, and is a finding if a version has it."""

from calendar import month_abbr, month_name
from dataclasses import replace

import builders
from analysed import check_story, compare
from hypothesis import given
from hypothesis import strategies as st

from dateline.core import codec
from dateline.core.model import Event, Item, Version
from dateline.core.text import dates
from dateline.desk import Assignment, extractive

MONTHS = st.sampled_from([*month_name[1:], *month_abbr[1:], "Sept", "Sept.", "Febuary", "Smarch"])
YEARS = st.sampled_from(
    ["", "0", "0000", "1", "26", "1899", "1900", "1999", "2024", "2025", "2026", "2099", "9999", "10000", "20٢٦"]
)
DAYS = st.integers(0, 99)
WRITTEN = st.one_of(
    st.builds("{} {} {}".format, DAYS, MONTHS, YEARS),
    st.builds("{} {}, {}".format, MONTHS, DAYS, YEARS),
    st.builds("the {}{} of {}, {}".format, DAYS, st.sampled_from(["st", "nd", "rd", "th"]), MONTHS, YEARS),
    st.builds("{}–{} {} {}".format, DAYS, DAYS, MONTHS, YEARS),
    st.builds("{}-{:02}-{:02}".format, YEARS, DAYS, DAYS),
    st.builds("{}/{:02}/{:02}".format, YEARS, DAYS, DAYS),
    st.builds("{}年{}月{}日".format, YEARS, DAYS, DAYS),
    st.builds("{} {}".format, MONTHS, YEARS),
    st.builds("Q{} {}".format, DAYS, YEARS),
    st.sampled_from(["Sunday", "Wednesday", "29 February", "2026"]),
)
PUBLISHED = st.sampled_from([None, "0001-01-01", "2024-02-29", "2026", "2026-05", "2026-05-20T10:00:00Z", "9999-12-31"])
FILED = "2026-05-24T11:30:00Z"


def item(written: str, published: str | None) -> Item:
    words = f"The council voted on {written} for the new gates. The gates closed in {written}."
    return builders.item(title=f"Gates of {written}", text=words, published=published)


@given(st.lists(st.tuples(WRITTEN, PUBLISHED), min_size=1, max_size=4))
def test_any_date_in_a_text_leaves_a_version_that_can_be_filed(said: list[tuple[str, str | None]]) -> None:
    """The draft is read back as it was written: every event has a day that is in the calendar."""
    items = tuple(replace(item(*one), key=f"item-{number}") for number, one in enumerate(said))
    dossier = builders.dossier(items=items)
    draft = extractive.write(Assignment(replace(dossier, versions=()), items, 1, FILED)).version

    assert draft
    parsed = codec.parse(Version, codec.dump(codec.canonical(draft)).encode(), "v001.yaml")
    assert parsed.problems == ()


@given(WRITTEN, WRITTEN, PUBLISHED)
def test_any_date_in_a_version_is_checked_and_compared(before: str, after: str, published: str | None) -> None:
    """A version whose text or timeline has such a date is checked and compared like any other, without an exception."""
    first, second = (
        builders.version(
            number,
            what=f"The gates closed on {written} [@harbour-plan].",
            narrative=(f"In {written} the council voted [@harbour-plan].",),
            timeline=(Event("2026-04-14", f"On {written} the plan is published [@harbour-plan]."),),
        )
        for number, written in enumerate((before, after), 1)
    )
    dossier = builders.dossier(first, second, items=(item(before, published),))

    check_story(dossier)
    compare(first, second)


@given(WRITTEN)
def test_a_date_that_no_calendar_has_is_a_problem_of_the_file(written: str) -> None:
    """Such a date in a timeline is reported with file and line."""
    values = {moment.value for moment in dates(f"on {written}")} | {"2026-02-30", "2025-02-29", "0000", "2026-13"}
    for value in values:
        text = codec.dump(builders.version()).replace("date: 2026-04-14", f"date: {value}")
        found = codec.parse(Version, text.encode(), "v001.yaml")

        assert found.value or [one.rule for one in found.problems] == ["bad-date"]
