"""Findings for tests of reports."""

from dateline.core.model import Finding

HOSTILE = "\x1b]0;owned\x07\x9b2J\u202ered\n::error::x 100%"


def finding(**given: object) -> Finding:
    """A warning about a figure, or something else."""
    parts = {
        "rule": "ungrounded-number",
        "level": "warning",
        "story": "harbour-barrier",
        "version": 2,
        "at": "narrative[1]",
        "text": "The barrier costs 40 million euros [@harbour-plan].",
        "message": '"40 million euros" is in none of the sources cited',
        "hint": "Cite the source that has it.",
        "file": "stories/harbour-barrier/v002.yaml",
        "line": 12,
        "column": 3,
    }
    return Finding(**{**parts, **given})  # type: ignore[arg-type]


ERROR = finding(rule="unknown-source", level="error", message="no such source", text="", line=0, column=0)
PLAIN = finding(rule="unsafe-text", level="error", story="", version=None, at="", text="", file="content/pages/a b.md", line=0)
MANY = [ERROR, finding(), finding(level="note"), finding(story="tides", file="stories/tides/v001.yaml"), PLAIN]
