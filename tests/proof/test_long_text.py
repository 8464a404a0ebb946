"""The checks of a version end in seconds, however long a text is and whatever it is made of.

Sentences of 75,000 characters, each of one word, sign, citation or accent again and again, thousands of citations, and a full
text of 150,000 characters are checked; each within a bound of processor time.
"""

from collections.abc import Iterator
from time import process_time

import builders
import pytest
from analysed import check_story, evidence_of
from proof.conftest import Measured

from dateline.checks import Basis
from dateline.core.model import Event, Source, Version

LONG = 75_000
SECONDS = 20
"""Of processor time."""
KEYS = tuple(f"source-{number}" for number in range(500))


@pytest.fixture
def in_time() -> Iterator[None]:
    """Fails a test that takes too long."""
    started = process_time()
    yield
    assert process_time() - started < SECONDS


def sources(title: str = "Gates of") -> tuple[Source, ...]:
    return tuple(builders.source(key, title=f"{title} {key}") for key in KEYS)


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "1 ",
        "1,",
        "a.",
        "Name ",
        "“",
        "'x ",
        "[@",
        "[@a;",
        "[@a]",
        "$1 billion; ",
        "2026-05-",
        "May ",
        "e\u0301",
        "\u0301",
        "\ufdfa",
        "\U0001d7d8",
        "\U0001f468\u200d",
        "\u4e00",
        "\u202e",
        "(((",
    ],
)
def test_long_sentence(unit: str, in_time: None, measured: Measured) -> None:
    """A sentence of 75,000 characters, whatever it is made of, is checked in bounded time."""
    text = unit * (LONG // len(unit)) + " [@harbour-plan]."
    version = builders.version(what=text, timeline=(Event("2026-05-01", text),))

    assert all(len(finding.text) <= 2001 for finding in check_story(builders.dossier(version)))
    measured("long texts", 1)


def test_many_citations(in_time: None, measured: Measured) -> None:
    """Two thousand citations in one sentence, and one in each of two thousand sentences, are checked in bounded time."""
    group = "; ".join(f"@{KEYS[number % len(KEYS)]}" for number in range(2_000))
    many = " ".join(f"Gate {number} costs {number} euros [@{KEYS[number % len(KEYS)]}]." for number in range(2_000))
    version = builders.version(what=f"Thirty gates stand, Ada Byron says [{group}].", narrative=(many,), sources=sources())

    assert check_story(builders.dossier(version))
    assert len(evidence_of(builders.dossier(version), version)) > 2_000
    measured("long texts", 1)


def test_many_unknown_citations(in_time: None, measured: Measured) -> None:
    """Citations of sources that are not there are named, and only the first few."""
    wrong = " ".join(f"[@no-such-{number}] [@No Key]" for number in range(5_000))
    found = [one for one in check_story(builders.dossier(builders.version(what=wrong))) if one.rule == "unknown-source"]

    assert 0 < len(found) < 20
    measured("long texts", 1)


def test_long_ledger_text(in_time: None, measured: Measured) -> None:
    """A full text of 150,000 characters is read in bounded time."""
    version: Version = builders.version(sources=(builders.source(evidence="full-text", quotes=("not there",)),))
    text = "In May 2026 Ada Byron paid $1 billion for 30% of “the gates of the sea”. " * (LONG // 75)
    found = check_story(builders.dossier(version), Basis({"harbour-plan": text}))

    assert "quote-not-found" in {finding.rule for finding in found}
    measured("long texts", 1)
