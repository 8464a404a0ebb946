"""What a reader reported, in lines for the editor who corrects it."""

from collections.abc import Iterator

from dateline.core.reported import QUESTIONS
from dateline.core.text import one_line
from dateline.flows.reported import Reported

LONGEST = 2_000
"""How many characters of an answer are shown; the rest is in the issue."""


def lines(reported: Reported) -> Iterator[str]:
    """The issue's title and the reader's words, each line marked as theirs; then the notes."""
    if reported.issue:
        yield f"issue {reported.number}: {one_line(reported.issue.title)[:LONGEST]}"
        report = reported.report
        answers = (report.section, report.sentence, report.wrong, report.source)
        told = list(zip(list(QUESTIONS.values())[2:], answers, strict=True)) if any(answers) else [("Text", reported.issue.body)]
        for label, answer in told:
            yield from _answer(label, answer)
    yield from (f"note: {one_line(note)}" for note in reported.notes)


def _answer(label: str, answer: str) -> Iterator[str]:
    said = [one_line(line) for line in answer[:LONGEST].split("\n") if line.strip()]
    if said:
        yield f"  {label}"
        yield from (f"    > {line}" for line in said)
    if len(answer) > LONGEST:
        yield "    … the rest is in the issue"
