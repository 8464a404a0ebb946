import re

import pytest
from pydantic import TypeAdapter, ValidationError

from dateline.core.constraints import DATE, DATE_OR_TIME, SLUG, TIME
from dateline.core.model import PartialDate, Sentences, Slug


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (SLUG, "a"),
        (SLUG, "a-1-b"),
        (SLUG, "a" * 80),
        (DATE, "2026"),
        (DATE, "2026-04"),
        (DATE, "2024-02-29"),
        (TIME, "2026-05-24T11:30:00Z"),
        (DATE_OR_TIME, "2026-04"),
        (DATE_OR_TIME, "2026-05-24T11:30:00Z"),
    ],
)
def test_text_of_the_right_form_passes_unchanged(form, text):
    """Valid text is returned unchanged."""
    assert form.check(text) is text


@pytest.mark.parametrize(
    ("form", "text", "rule"),
    [
        (SLUG, "", "bad-shape"),
        (SLUG, "A", "bad-shape"),
        (SLUG, "a--b", "bad-shape"),
        (SLUG, "a-", "bad-shape"),
        (SLUG, "a\n", "bad-shape"),
        (SLUG, "a" * 81, "bad-shape"),
        (DATE, "2026-13", "bad-date"),
        (DATE, "2026-02-30", "bad-date"),
        (DATE, "0000", "bad-date"),
        (DATE, "2026-4-1", "bad-date"),
        (DATE, "２０２６", "bad-date"),
        (TIME, "2026-05-24", "bad-date"),
        (TIME, "2026-05-24T11:30:00+02:00", "bad-date"),
        (TIME, "2026-05-24T25:00:00Z", "bad-date"),
        (DATE_OR_TIME, "2026-05-24T11:61:00Z", "bad-date"),
        (DATE_OR_TIME, "2026-02-30T11:00:00Z", "bad-date"),
    ],
)
def test_another_form_is_a_problem_under_its_rule(form, text, rule):
    """Text in another form, or that names an impossible day or hour, breaks the form's rule."""
    with pytest.raises(ValueError, match=r"should be|there is no such (day|time)") as caught:
        form.check(text)

    assert getattr(caught.value, "type", None) == rule


def test_a_long_text_is_cut_in_the_message():
    """The message is one short line, and says what is expected."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Slug).validate_python("X" * 500)

    [error] = caught.value.errors()
    assert error["msg"].endswith(f'not "{"X" * 40}…"')


def test_white_space_around_prose_means_nothing():
    """A block's last line ending is not part of the text."""
    assert TypeAdapter(Sentences).validate_python("\n One.\nTwo. \n") == "One.\nTwo."


def test_the_schema_says_the_same_as_the_check():
    """The pattern and the length in the JSON Schema are those that are checked."""
    slug = TypeAdapter(Slug).json_schema()

    assert re.search(slug["pattern"], "a-b")
    assert not re.search(slug["pattern"], "a--b")
    assert slug["maxLength"] == 80
    assert "maxLength" not in TypeAdapter(PartialDate).json_schema()["anyOf"][0]


def test_a_bare_year_is_a_number_to_an_editors_plug_in():
    """Programs that read the schema see 2026 as an integer, which is a valid date."""
    [text, number] = TypeAdapter(PartialDate).json_schema()["anyOf"]

    assert (text["type"], number["type"]) == ("string", "integer")
