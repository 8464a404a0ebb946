"""Issues that were opened with a form."""

import json

import pytest

from dateline.core.errors import StoreError, UsageError
from dateline.wire.issue_form import StoryRequest, answers, read_issue

LABELS = ("Title", "Feeds")


def test_each_answer_is_the_text_below_its_heading():
    """An answer may have several lines, with any markup; what was not filled in is empty, whichever line ends there are."""
    body = "### Title\n\nThe *quay*\n# one\n## two\n```\n- yaml: yes\n```\n\n### Feeds\n\n_No response_\n"

    expected = ("The *quay*\n# one\n## two\n```\n- yaml: yes\n```", "")
    assert answers(body, LABELS) == answers(body.replace("\n", "\r\n"), LABELS) == expected


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", 'the heading "Title" is missing'),
        ("### Title\n\nx", 'the heading "Feeds" is missing'),
        ("### Feeds\n\nx\n\n### Title\n\ny", 'line 1: "### Feeds" is not the next heading of the form'),
        ("### Title\n\nx\n### Title\n\ny\n### Feeds", 'line 4: "### Title" is not the next heading of the form'),
        ("### Title\n\nx\n\n### Feeds\n\ny\n\n### Feeds\n\nz", 'line 9: "### Feeds" is not the next heading of the form'),
        ("### Title\n\nx\n\n#### deeper\n\n### Feeds", 'line 5: "#### deeper" is not the next heading of the form'),
        ("### Title\n```\n### Feeds\n```\n### Feeds\nx", 'line 5: "### Feeds" is not the next heading of the form'),
        ("Hello\n\n### Title\n\nx\n\n### Feeds", "line 1 stands before the first heading of the form"),
        ("### " + "x" * 500, f'line 1: "### {"x" * 56}" is not the next heading of the form'),
        ("### Title\n\n" + "x" * 65_536, "the text has 65,547 characters; it may have 65,536"),
    ],
)
def test_another_text_is_refused(body, said):
    """Nothing is guessed: a heading that is missing, there twice, out of order or in an answer is an error with its line."""
    with pytest.raises(UsageError) as caught:
        answers(body, LABELS)

    assert caught.value.what == said
    assert caught.value.hint


def test_the_issue_is_read_from_the_event(tmp_path):
    """The number and the text are taken from the file that GitHub writes."""
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"issue": {"number": 12, "title": "x", "body": "b"}}), encoding="utf-8")

    assert read_issue(event) == StoryRequest(12, "b")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"issue": 3}',
        b'{"issue": {"number": "12", "body": "b"}}',
        b'{"issue": {"number": 1}}',
        b"[" * 90_000,
    ],
)
def test_an_event_without_an_issue_is_named(tmp_path, text):
    """A file that is no event of an issue, or an issue without a text, is an error with the file's name and a hint."""
    event = tmp_path / "event.json"
    event.write_bytes(text)

    with pytest.raises(UsageError, match=r"event\.json: has no issue with a text") as caught:
        read_issue(event)
    assert "GITHUB_EVENT_PATH" in caught.value.hint


def test_a_file_that_is_not_there_is_named(tmp_path):
    """A file that cannot be read is an error of the disk."""
    with pytest.raises(StoreError, match=r"lost\.json: cannot be read"):
        read_issue(tmp_path / "lost.json")
