"""What an editor reads before a merge."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import builders
from analysed import compare

from dateline.core.model import Finding, Source, WrittenBy
from dateline.flows.draft import Outcome
from dateline.report.review import LONGEST, story_report

EVIL = "@everyone <img src=x> [x](https://evil.example) fixes #1 ![y](z) www.evil.example"
BEFORE = builders.version()
AFTER = builders.version(
    2,
    narrative=(*BEFORE.narrative, "The gate is open [@gate-opens]."),
    sources=(*BEFORE.sources, builders.source("gate-opens", title=EVIL, url="https://example.org/a", quotes=(EVIL,))),
    written_by=WrittenBy("claude", "claude-sonnet-5-5", "sha256:0", 10_000, 2_000, Decimal("0.04")),
)


def outcome(**given: Any) -> Outcome:
    parts: dict[str, Any] = {
        "items": (builders.item("gate-opens"), builders.item("copy", copy_of="gate-opens")),
        "version": AFTER,
        "comparison": compare(BEFORE, AFTER),
        "usd": Decimal("0.044"),
    }
    return Outcome("harbour-barrier", "filed", **{**parts, **given})


def finding(level: Any, rule: str = "ungrounded-name", at: str = "narrative[1]", text: str = EVIL) -> Finding:
    return Finding(rule, level, "harbour-barrier", 2, at, text, EVIL, "Look it up.")


def test_a_report_tells_what_moved_and_what_it_rests_on() -> None:
    """Version, items, writer with tokens and cost; the moved sentences; churn; only the new sources, with quotes and host."""
    report = story_report(outcome(notes=("The first answer was sent back: quote-not-found.",)))

    lines = report.splitlines()
    assert lines[0] == "## harbour-barrier"
    assert lines[2] == (
        "Version 2 · 2 new items, 1 of them a copy · written by `claude-sonnet-5-5`, 10,000 tokens in, 2,000 out · $0.044"
    )
    assert "- The first answer was sent back: quote-not-found." in lines
    assert "### What changed: version 1 → 2" in lines
    assert "11% of the sentences are new or reworded." in lines
    sources = lines[lines.index("### New sources") :]
    assert len([line for line in sources if line.startswith("- ")]) == 1
    assert sources[2].endswith("— Harbour Wire, headline, example.org")
    assert sources[3].startswith("  - “")


def test_what_needs_a_look_comes_first() -> None:
    """Errors before warnings before the first notes, each with its place; the changes come after them."""
    findings = (*[finding("note", at=f"narrative[{n}]") for n in range(25)], finding("warning"), finding("error", at=""))
    report = story_report(outcome(findings=findings))

    lines = [line for line in report.splitlines() if line.startswith("- **")]
    assert [line.split("**")[1] for line in lines] == ["error", "warning", *["note"] * 20]
    assert "- and 5 more notes" in report
    assert report.index("What to check") < report.index("What changed")
    assert "`ungrounded-name`:" in lines[0]
    assert "`ungrounded-name` at `narrative[1]`:" in lines[1]


def test_what_strangers_wrote_is_text() -> None:
    """No mention, link, image, reference or tag comes out of a title, a quote, a finding, a reason or a note."""
    reports = (
        story_report(outcome(findings=(finding("warning"),), notes=(EVIL,))),
        story_report(Outcome("s", "rejected", reason=EVIL, hint=EVIL)),
    )
    for report in reports:
        assert "@everyone" not in report
        assert "<img" not in report
        assert not re.search(r"(?<!\\)\]\(|https?://|www\.", report)
        assert "#1" not in report


def test_a_first_version_shows_what_it_says() -> None:
    """For a first version, the report gives What and every source; a version without a model says which writer wrote it."""
    first = replace(BEFORE, written_by=WrittenBy("extractive"))
    report = story_report(outcome(version=first, comparison=None, usd=Decimal(0), items=()))

    assert "### The first version\n\nThe council plans a barrier" in report
    assert "Title of harbour-plan" in report
    assert "Version 1 · written by `extractive`\n" in report


def test_what_was_not_filed_says_why() -> None:
    """A story that failed, waits or was rejected has a report with the reason; one with nothing new has none."""
    assert story_report(Outcome("s", "nothing-new", reason="no new item")) == ""
    assert story_report(Outcome("s", "failed", reason="it broke", hint="Run it again.")) == (
        "## s\n\n**failed**: it broke · Run it again.\n"
    )


def test_a_report_fits_a_pull_request() -> None:
    """A report that is too long is cut at a line, and says so."""
    many = tuple(Source(f"key-{n}", "A long title " * 20) for n in range(400))
    version = replace(BEFORE, sources=many)
    report = story_report(outcome(version=version, comparison=None))

    assert len(report) < LONGEST + 200
    assert report.endswith("run `dateline diff` and `dateline check`.*\n")


def test_no_new_source() -> None:
    """If no source is new, there is no heading for them, and an address without a host shows none."""
    same = replace(AFTER, sources=BEFORE.sources, narrative=BEFORE.narrative)
    assert "New sources" not in story_report(outcome(version=same, comparison=compare(BEFORE, same)))
    hostless = replace(BEFORE, sources=(builders.source(url="urn:x"),), written_by=None)
    assert "headline\n" in story_report(outcome(version=hostless, comparison=None))
