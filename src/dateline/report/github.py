"""Findings for a workflow on GitHub: the worst as annotations, all in the job's summary.

Annotations: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from dateline.checks.registry import worst_first
from dateline.core.errors import DatelineError
from dateline.core.model import LEVELS, Finding
from dateline.core.text import one_line, printable
from dateline.core.text.lists import counted
from dateline.flows.overview import Overview
from dateline.report.doubts import EXCERPT, doubted, excerpt, explained, sentence_of, summary
from dateline.report.places import place_in_words
from dateline.report.redline import code, escape

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
MOST_ANNOTATIONS = 10
"""GitHub shows no more of a step."""
MOST_BYTES = 1024 * 1024 - 1
"""GitHub rejects a larger summary."""

_PLACE = re.compile(r"([^:]+/[^:]+\.\w+)(?::(\d+))?")
"""A file in the publication, with its line if that is known."""
_CLOSING = "\n</details>\n"
_CUT = 300
"""Bytes for the sentence that says how many findings were left out."""


def annotations(findings: Sequence[Finding]) -> str:
    """A workflow command for each of the worst findings, so that GitHub shows it next to its line."""
    return "".join(f"{_command(finding)}\n" for finding in worst_first(findings)[:MOST_ANNOTATIONS])


def annotation(error: DatelineError) -> str:
    """The same for an error: next to its line if it names a file."""
    place = _PLACE.fullmatch(error.where)
    file, line = place.groups() if place else ("", "")
    told = " ".join(filter(None, (f"{error.what if place else error}.", error.hint)))
    return _order("error", told, {"file": file, "line": line, "title": "Dateline stopped"})


def error_summary(error: DatelineError) -> str:
    """The same in Markdown, for the job's summary."""
    hint = f" *{escape(one_line(error.hint))}*" if error.hint else ""
    return f"## Dateline stopped\n\n**error** {escape(one_line(str(error)))}.{hint}\n"


def _command(finding: Finding) -> str:
    place = {"file": finding.file, "line": finding.line, "col": finding.column, "title": finding.rule}
    return _order(COMMANDS[finding.level], explained(finding), place)


def _order(command: str, told: str, properties: Mapping[str, object]) -> str:
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    return f"::{command} {given}::{_data(told)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


def job_summary(findings: Sequence[Finding], known: Overview, most: int = MOST_BYTES) -> str:
    """All findings in Markdown, folded by story and version below a table; text from outside is shown as text.

    Args:
        findings: sorted, as `check` gives them.
        known: what is known about their versions.
        most: the bytes that the summary may have.
    """
    groups = [[*group] for _, group in groupby(findings, key=lambda one: (one.story, one.version))]
    table = "".join(f"| {_title(group[0], known)} | {_cells(group)} |\n" for group in groups)
    heads = "| story | errors | warnings | notes |\n|---|--:|--:|--:|\n"
    written = f"## {summary(findings).capitalize()}\n\n" + "There is no version yet.\n\n" * known.is_bare
    written += heads + table if table else ""
    left, shown = most - len(written.encode()) - _CUT, 0
    for group in groups:
        opening = f"\n<details><summary>{_title(group[0], known)}</summary>\n\n"
        rows = [*_fitting(group, known, left - len(opening.encode()) - len(_CLOSING))]
        part = opening + "".join(rows) + _CLOSING if rows else ""
        left, shown, written = left - len(part.encode()), shown + len(rows), written + part
    gone = counted(len(findings) - shown, "finding")
    cut = f"\n{gone} left out, because the summary would be too long. To see all: `dateline check --notes`.\n"
    return written + cut * (shown < len(findings))


def _title(one: Finding, known: Overview) -> str:
    proposed = "proposed " * ((one.story, one.version) in known.proposed)
    return escape(one.story or "The publication") + (f", {proposed}version {one.version}" if one.version else "")


def _cells(group: Sequence[Finding]) -> str:
    return " | ".join(str(sum(one.level == level for one in group)) for level in LEVELS)


def _fitting(group: Sequence[Finding], known: Overview, room: int) -> Iterator[str]:
    """The findings of a version that fit into some bytes."""
    for one in group:
        told = _row(one, known)
        room -= len(told.encode())
        if room < 0:
            return
        yield told


def _row(one: Finding, known: Overview) -> str:
    sentence = sentence_of(one)
    part = excerpt(sentence, doubted(one.message, sentence), EXCERPT)
    where = place_in_words(one, known.versions.get((one.story, one.version or 0)))
    position = code(f"{one.file}:{one.line}") if one.line else code(one.file)
    quoted = f" — “{escape(part)}”" if part else ""
    hint = f" *{escape(one_line(one.hint))}*" if one.hint else ""
    return f"- **{one.level}** {escape(where)} ({position}): {escape(one.message)} {code(one.rule)}{quoted}{hint}\n"
