"""Keys of a file are set where they stand: every comment and every other byte stays."""

import pytest

from dateline.core import codec, yamlio
from dateline.core.codec.commented import story_file
from dateline.core.errors import UsageError
from dateline.core.model import Closing, Story

ORDER = ("title", "status", "closing", "draft", "tags", "guidance")
CLOSING = codec.to_tree(Story("T", closing=Closing("2026-05-24", "It: done, at last.")))["closing"]
END = '{on: 2026-05-24, note: "It: done, at last."}'


def set_in(text: str, **values: object) -> str:
    return yamlio.with_keys(text.encode(), values, "story.yaml", ORDER).decode()


def test_only_the_value_changes():
    """A value is replaced in its line, whose comment stays, as do quotation marks, line ends and a byte order mark."""
    text = "\ufeff# A story\r\ntitle: T   # short\r\nstatus:   'active' # for now\r\ntags: [a,  b]\r\n\r\n# end\r\n"

    assert set_in(text, status="closed") == text.replace("'active'", "closed")
    assert set_in(text, title="U") == text.replace(": T ", ": U ")
    assert set_in('title: "T"\n', title="U") == 'title: "U"\n'
    assert set_in("title: T\nstatus:\n", status="closed") == "title: T\nstatus: closed\n"


def test_a_new_key_is_put_below_its_example():
    """In a file that `new` wrote, the examples stay, and each key has its line below its own."""
    before = story_file(Story("T", tags=("a",)), "schema.json")
    after = set_in(before, status="closed", closing=CLOSING)

    assert after.replace("\nstatus: closed", "").replace(f"\nclosing: {END}", "") == before
    assert "\n# status: dormant\nstatus: closed\n" in after
    assert after.index("# closing:") < after.index(f"\nclosing: {END}") < after.index("# draft:")


def test_a_new_key_is_put_below_the_key_before_it():
    """Without an example, the usual order of the keys says where; the text of a block stays whole."""
    assert set_in("\ufefftitle: T\ntags: [a]\n", status="closed") == "\ufefftitle: T\nstatus: closed\ntags: [a]\n"
    assert set_in("tags:\n- a\n- b  # two\n\n# end\n", guidance="G") == "tags:\n- a\n- b  # two\nguidance: G\n\n# end\n"
    assert set_in("tags: [a]\n", title="T") == "tags: [a]\ntitle: T\n"
    assert set_in("title: T", status="closed", draft=yamlio.Bare("true")) == "title: T\nstatus: closed\ndraft: true\n"
    assert set_in("title: |\n  T\n\n  U\n", status="closed") == "title: |\n  T\n\n  U\nstatus: closed\n"


def test_a_value_on_several_lines_is_replaced_by_one_line():
    """A map on lines of its own becomes one line; what follows stays."""
    text = "title: T\nclosing:\n  on: 2026-01-01\n  note: Over.\n\n# tags\ntags: [a]\n"

    assert set_in(text, closing=CLOSING) == text.replace("\n  on: 2026-01-01\n  note: Over.", f" {END}")
    assert set_in(text.replace("Over.", "Over.  # why"), closing=CLOSING).endswith(f"{END}  # why\n\n# tags\ntags: [a]\n")
    assert set_in("closing:\n  on: 2026-01-01\n# why\n", closing=CLOSING) == f"closing: {END}\n# why\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: T\nclosing:\n  on: 2026-01-01  # a Thursday\n  note: Over.\n", 2),
        ("title: T\nclosing:  # why\n  on: 2026-01-01\n", 2),
        ("title: T\nclosing:\n\n  # why\n  on: 2026-01-01\n", 2),
        ("{title: T}\n", 1),
        ("title: T\ntitle: U\n", 2),
        ("- T\n", 1),
    ],
)
def test_what_cannot_be_set_is_refused(text, line):
    """Where a comment is in the way, or anything else would change, the file is named with its line, and what to write."""
    with pytest.raises(UsageError) as caught:
        set_in(text, closing=CLOSING)

    assert caught.value.where == f"story.yaml:{line}"
    assert caught.value.hint
