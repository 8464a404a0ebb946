"""Lines about the channel and not the matter, side by side in tests/fixtures/text/furniture.yaml."""

from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from dateline.core import yamlio
from dateline.core.text import frame_of, is_furniture, without_furniture

FILE = Path(__file__).parents[2] / "fixtures" / "text" / "furniture.yaml"
LINES: Any = yamlio.load(FILE.read_bytes(), FILE.name)[0]


@pytest.mark.parametrize("line", LINES["furniture"])
def test_a_line_about_the_channel_is_furniture(line: str) -> None:
    """Calls, credits, counts, footers and links to more say nothing of the matter."""
    assert is_furniture(line)


@pytest.mark.parametrize("line", LINES["matter"])
def test_a_report_that_begins_alike_is_none(line: str) -> None:
    """What only begins with the same words is reporting."""
    assert not is_furniture(line)


def test_only_the_furniture_goes() -> None:
    """A paragraph without furniture stays as it is; of another the other sentences stay."""
    text = "The  gate failed. Nobody was hurt.\n\nThe council meets on Friday. Follow us on Mastodon.\n\nRead more"

    assert without_furniture(text) == "The  gate failed. Nobody was hurt.\n\nThe council meets on Friday."


@pytest.mark.parametrize(
    "label", ["Abstract: ", "arXiv:2611.00042v1 Announce Type: new Abstract: ", "Zusammenfassung: ", "摘要："]
)
def test_a_label_before_a_text_is_no_part_of_it(label: str) -> None:
    """What a preprint server sets before an abstract is not said by its authors."""
    assert without_furniture(f"{label}We measure hinges.") == "We measure hinges."


def test_what_stands_in_most_texts_is_their_frame() -> None:
    """A line that more than half of at least three texts share is the feed's own, whatever it says."""
    texts = [f"Report {number}.\n\nPress office, telephone 555 0100" for number in range(3)]

    assert frame_of([*texts, "", "Another report."]) == {"press office, telephone 555 0100"}
    assert frame_of(texts[:2]) == frozenset()
    assert frame_of([*texts, "A.", "B.", "C."]) == frozenset()
    assert without_furniture(texts[0], frame_of(texts)) == "Report 0."


@pytest.mark.parametrize("text", ["a" * 300_000, "Read " * 60_000, "| a " * 60_000, "@a #b " * 40_000, "view in your " * 20_000])
def test_long_lines_take_little_time(text: str) -> None:
    """The time grows with the text, whatever it repeats."""
    started = perf_counter()
    without_furniture(text)

    assert perf_counter() - started < 3
