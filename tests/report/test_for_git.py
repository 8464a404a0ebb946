"""The text that git compares: readable, and nothing that changes in a file stays out of it."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import builders
import pytest
from drawn import ITEMS, TREES, VERSIONS
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import codec, layout, yamlio
from dateline.core.model import (
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Event,
    Item,
    KeyFigure,
    LedgerEvent,
    Question,
    Review,
    Tension,
    TensionSide,
    Tombstone,
    Version,
    Voice,
    Withdrawn,
    WrittenBy,
)
from dateline.report.for_git import text_for_git

HASH = "sha256:" + "0" * 64
WHOLE = builders.version(
    4,
    changes="The test is moved.\nTwo sentences say so.",
    open_questions=(Question("cost", "Who pays?"), Question("date", "When?")),
    closed_questions=(ClosedQuestion("crew", "answered", "Twelve [@harbour-plan]."),),
    narrative=("The council plans a barrier [@harbour-plan].\nIt is late.", "Divers went down.\n\nThey came up."),
    timeline=(
        Event("2026-04-14", "The plan is published [@harbour-plan].\nIt rains."),
        Event("2026-12", "It opens.", ahead=True),
    ),
    figures=(KeyFigure("cost", "Cost", "€1 million", ("harbour-plan",)),),
    perspectives=(Voice("council", "The council", "town council", "Wants it.", "New voice.", ("harbour-plan",)),),
    departed_voices=(DepartedVoice("wire", "Nothing new."),),
    tensions=(
        Tension("safety", "Cost against safety.", ("harbour-plan",), title="Cost", sides=(TensionSide("council", "Build it."),)),
    ),
    corrections=(Correction(3, "Three gates.", "Two gates.", "A misprint."),),
    sources=(builders.source(url="https://example.org/plan", date="2026-04-14", quotes=("a barrier",)),),
    written_by=WrittenBy("claude", "m-1", "abc", 10, 20),
    review=Review("Ada Byron", "2026-05-24", "edited"),
)
TEXT = """\
Version 4 (update), filed 2026-05-04T11:30:00Z, 1 item

Title
  The harbour barrier

What changed
  The test is moved.
  Two sentences say so.

What
  The council plans a barrier [@harbour-plan].

Why it matters
  The quay floods.

Open questions
  cost
    Who pays?
  date
    When?

Closed questions
  crew: answered
    Twelve [@harbour-plan].

Narrative
  The council plans a barrier [@harbour-plan].
  It is late.

  Divers went down.
  ·
  They came up.

Timeline
  2026-04-14  The plan is published [@harbour-plan].
    It rains.
  2026-12 (ahead)  It opens.

Key figures
  cost: Cost = €1 million [@harbour-plan]

Perspectives
  The council, town council (council)
    Wants it.
    · evolution
      New voice.
    · sources: ["harbour-plan"]

Departed voices
  wire: Nothing new.

Tensions
  safety: Cost
    Cost against safety.
    · side council
      Build it.
    · sources: ["harbour-plan"]

Corrections
  version 3
    · was: Three gates.
    · now: Two gates.
    · why: A misprint.

Sources
  harbour-plan: Title of harbour-plan — Harbour Wire (2026-04-14), headline
    · url: https://example.org/plan
    · “a barrier”

Written by
  writer claude, model m-1, prompt abc, input_tokens 10, output_tokens 20, usd 0.00

Review
  by Ada Byron, on 2026-05-24, kind edited
"""


def dump(version: Version | Tombstone) -> bytes:
    return codec.dump(version, layout.schema("version")).encode()


def text(data: bytes) -> str:
    return text_for_git(data).decode(errors="surrogatepass")


def test_a_version_reads_as_sentences() -> None:
    """Each section has its name, each sentence its line, and each source one line for what a reader needs to judge it."""
    assert text(dump(WHOLE)) == TEXT


def test_a_tombstone_says_why() -> None:
    """What was withdrawn is not there, but when, and why."""
    stone = Tombstone(1, 3, Withdrawn("2026-06-01", "By order, of the court.", HASH), "2026-05-24T11:30:00Z")

    assert text(dump(stone)) == (
        f'Version 3, filed 2026-05-24T11:30:00Z\n\nWithdrawn\n  on 2026-06-01, why "By order, of the court.", hash {HASH}\n'
    )


def test_a_ledger_reads_as_a_line_for_each_item() -> None:
    """An item has its title, feed, date and grade first; an event says what was decided."""
    item = builders.item(published="2026-04-14", url="https://example.org/plan", hash="sha256:1")
    event = LedgerEvent("harbour-plan", "spiked", "2026-06-01T10:00:00Z", "Off topic; twice.")

    assert text((codec.dump_line(item) + codec.dump_line(event)).encode()) == (
        "2026-05-24T11:30:00Z  harbour-plan: Title of harbour-plan — Harbour Wire (2026-04-14), excerpt; "
        "url https://example.org/plan; hash sha256:1; “Text of harbour-plan.”\n"
        '2026-06-01T10:00:00Z  harbour-plan spiked; why "Off topic; twice."\n'
    )


@pytest.mark.parametrize(
    "data", [b"", b"title: A story\n", b"\xff\x00", b"a: [", b"<<<<<<< ours\n", b"{torn\n", b"{}\n\n{}", b"[1]"]
)
def test_everything_else_stays_as_it_is(data: bytes) -> None:
    """A story's own file, and what cannot be read, is printed unchanged."""
    assert text_for_git(data) == data


# --- nothing is left out ---------------------------------------------------------------------------------------------------


def leaves(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of each text in a tree, and of each list and map."""
    if path:
        yield path
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(value, (*path, key))


def changed(tree: Any, path: tuple[Any, ...], how: str) -> Any:
    """The tree with one part removed, with other words, or there twice."""
    tree = deepcopy(tree)
    inner = tree
    for step in path[:-1]:
        inner = inner[step]
    last = path[-1]
    if how == "removed":
        del inner[last]
    elif how == "twice" and isinstance(inner, list):
        inner.insert(last, inner[last])
    elif isinstance(inner[last], str):
        inner[last] = type(inner[last])(str(inner[last]) + how)
    return tree


@pytest.mark.parametrize(
    "how", ["removed", "twice", "x", " (a)", ", b", "\n· evolution", " — c", '"', "\\n", "\x1b[31m", "\u2028"]
)
def test_every_change_of_a_version_is_visible(how: str) -> None:
    """Whichever part of a file is removed, repeated or gets other characters, the text is another one."""
    tree = codec.to_tree(WHOLE)
    first = text(dump(WHOLE))

    for path in leaves(tree):
        data = dump(WHOLE).splitlines(keepends=True)[0] + yamlio.dump(changed(tree, path, how)).encode()
        assert data == dump(WHOLE) or text(data) != first, path


def test_words_that_change_places_are_visible() -> None:
    """Words that move from one field into its neighbour change the text."""
    one, other = Voice("a", "Smith, mayor", None), Voice("a", "Smith", "mayor")
    assert text(dump(builders.version(perspectives=(one,)))) != text(dump(builders.version(perspectives=(other,))))
    alone, together = ("A.\n\nB.",), ("A.", "B.")
    assert text(dump(builders.version(narrative=alone))) != text(dump(builders.version(narrative=together)))
    said, told = Voice("a", "A", view="B.\n· evolution\n  C."), Voice("a", "A", view="B.", evolution="C.")
    assert text(dump(builders.version(perspectives=(said,)))) != text(dump(builders.version(perspectives=(told,))))


@settings(max_examples=60)
@given(VERSIONS, VERSIONS)
def test_two_versions_have_two_texts(one: Version, other: Version) -> None:
    """Whatever the words are, different files never read the same."""
    files = [codec.dump(codec.canonical(version), layout.schema("version")).encode() for version in (one, other)]

    assert (text_for_git(files[0]) == text_for_git(files[1])) == (files[0] == files[1])


@given(st.dictionaries(st.sampled_from(["What", "what-if", "· What", "sources2", "title\n"]), TREES, max_size=2))
def test_keys_of_a_newer_dateline_are_shown(unknown: dict[str, Any]) -> None:
    """A key that this release does not know is shown by its name."""
    data = dump(WHOLE) + yamlio.dump(unknown).encode()

    assert (text(data) == TEXT) == (data == dump(WHOLE))


EDIT = st.tuples(
    st.integers(0, 2000), st.integers(0, 3), st.sampled_from(["", " ", "\n", "#", " # a", "'", "x", "\r\n", "- ", '"'])
)


@given(EDIT)
def test_every_edit_of_a_file_is_visible(edit: tuple[int, int, str]) -> None:
    """Comments, quotation marks, spaces and line endings count, too: what is not in canonical form is shown at the end."""
    start, gone, words = edit
    data = dump(WHOLE).decode()
    edited = data[:start] + words + data[start + gone :]

    assert (text(edited.encode()) == TEXT) == (edited == data)


def test_what_is_not_canonical_is_shown_at_the_end() -> None:
    """The sentences come first, as always; then the lines that `dateline fmt` would write in another way."""
    data = dump(WHOLE).replace(b"kind: update\n", b"kind: 'update' # for now\n")

    assert text(data) == f"{TEXT}\n· Not in canonical form\n  @@ -4 +4 @@\n  -kind: update\n  +kind: 'update' # for now\n"
    assert text(dump(WHOLE).replace(b"\n", b"\r\n")) == f"{TEXT}\n· Not in canonical form\n  · every line ends with CRLF\n"


@given(ITEMS, ITEMS)
def test_every_change_of_an_item_is_visible(one: Item, other: Item) -> None:
    """Two lines that differ read differently, and each is one line."""
    lines = [codec.dump_line(item).encode() for item in (one, other)]

    assert (text_for_git(lines[0]) == text_for_git(lines[1])) == (lines[0] == lines[1])
    assert text(lines[0]).count("\n") == 1


@pytest.mark.parametrize("how", ["x", "; why b", '"', " — c", " (d)", "”"])
def test_every_change_of_a_ledger_line_is_visible(how: str) -> None:
    """Whichever part of a line gets other words, the text is another one; so is a line that is spelt in another way."""
    gone = Withdrawn("2026-06-01", "By order.", HASH)
    item = builders.item(url="u", published="2026", hash="h", page="p", offset="+09:00", copy_of="k", spiked="s", withdrawn=gone)
    event = LedgerEvent("a", "amended", "2026-06-01T10:00:00Z", "w", "t", "title", "url", "2026", "text", "page", gone)
    for entry in (item, event):
        row = json.loads(codec.dump_line(entry))
        for path in leaves(row):
            line = json.dumps(changed(row, path, how), ensure_ascii=False) + "\n"
            assert line == codec.dump_line(entry) or text(line.encode()) != text(codec.dump_line(entry).encode()), path
        spelt = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
        assert text_for_git(spelt) == spelt


def test_text_from_outside_does_not_control_a_terminal() -> None:
    """Escape sequences and characters that reorder text are spelt out."""
    hostile = "Red \x1b[31m and \u202e backwards \\ here"
    said = text(dump(builders.version(sources=(builders.source(title=hostile),))))

    assert "Red \\u001b;[31m and \\u202e; backwards \\\\ here" in said
    assert "\x1b" not in text(codec.dump_line(builders.item(title=hostile)).encode())


def test_this_project_s_own_stories_are_in_canonical_form() -> None:
    """Published files are shown as sentences alone."""
    for path in Path(__file__).parents[2].glob("stories/*/v*.yaml"):
        assert "Not in canonical form" not in text(path.read_bytes())
