"""Hostile text ends in bounded time; the limit is the suite's own, and these take a small part of it."""

import builders
import pytest
from analysed import check_story, evidence_of

from dateline.checks import Basis
from dateline.core.model import Event, Source, Version

LONG = 75_000
KEYS = tuple(f"source-{number}" for number in range(500))


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
def test_long_sentence(unit: str) -> None:
    """A sentence of 75,000 characters, whatever it is made of, is checked in bounded time."""
    text = unit * (LONG // len(unit)) + " [@harbour-plan]."
    version = builders.version(what=text, timeline=(Event("2026-05-01", text),))

    assert all(len(finding.text) <= 2001 for finding in check_story(builders.dossier(version)))


def test_many_citations() -> None:
    """Two thousand citations in one sentence, and one in each of two thousand sentences, are checked in bounded time."""
    group = "; ".join(f"@{KEYS[number % len(KEYS)]}" for number in range(2_000))
    many = " ".join(f"Gate {number} costs {number} euros [@{KEYS[number % len(KEYS)]}]." for number in range(2_000))
    version = builders.version(what=f"Thirty gates stand, Ada Byron says [{group}].", narrative=(many,), sources=sources())

    assert check_story(builders.dossier(version))
    assert len(evidence_of(builders.dossier(version), version)) > 2_000


def test_many_unknown_citations() -> None:
    """Citations of sources that are not there are named, and only the first few."""
    wrong = " ".join(f"[@no-such-{number}] [@No Key]" for number in range(5_000))
    found = [one for one in check_story(builders.dossier(builders.version(what=wrong))) if one.rule == "unknown-source"]

    assert 0 < len(found) < 20


def test_long_ledger_text() -> None:
    """A full text of 150,000 characters is read in bounded time."""
    version: Version = builders.version(sources=(builders.source(evidence="full-text", quotes=("not there",)),))
    text = "In May 2026 Ada Byron paid $1 billion for 30% of “the gates of the sea”. " * (LONG // 75)
    found = check_story(builders.dossier(version), Basis({"harbour-plan": text}))

    assert "quote-not-found" in {finding.rule for finding in found}
