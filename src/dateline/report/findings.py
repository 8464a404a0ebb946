"""Findings for people and programs: the terminal, a pipe, JSON, GitHub's annotations, SARIF.

A message puts words in double quotation marks: those of the sentence are highlighted in it, the others are what the source reads.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence

from dateline.core.model import Finding
from dateline.core.text import one_line
from dateline.report.doubts import QUOTED, counts, doubted, excerpt, sentence_of, summary
from dateline.report.sarif import findings_sarif

_SHOWN = 80
"""How many characters of a sentence a line in a pipe shows."""


def print_findings(findings: Sequence[Finding], form: str = "text", *, notes: bool = False) -> None:
    """Prints findings on standard output.

    Args:
        findings: sorted, as `check` gives them.
        form: `text` (in a pipe, a line each), `json` or `sarif`.
        notes: whether `text` shows notes, too.
    """
    sys.stdout.write(FORMS[form](findings) if form in FORMS else findings_text(findings, notes=notes))


def findings_text(findings: Sequence[Finding], *, notes: bool = False) -> str:
    """A line for each finding, as compilers write them; then the summary."""
    shown = [one for one in findings if notes or one.level != "note"]
    folded = "" if len(shown) == len(findings) else "; to see the notes: dateline check --notes"
    return "".join(f"{line}\n" for line in (*map(_line, shown), summary(findings) + folded))


def _line(finding: Finding) -> str:
    place = ":".join(str(part) for part in (finding.file or ".", finding.line, finding.column) if part)
    sentence = sentence_of(finding)
    words = doubted(finding.message, sentence)
    is_said = any(len(one) > _SHOWN // 2 for one in words) or sentence in words
    quoted = "" if is_said or not sentence else f": “{excerpt(sentence, words, _SHOWN)}”"
    message = QUOTED.sub(lambda found: f'"{excerpt(found[1], (), _SHOWN)}"', finding.message)
    return one_line(f"{place}: {finding.level}: {message}{quoted} [{finding.rule}]")


def findings_json(findings: Sequence[Finding]) -> str:
    """One JSON document: the findings and their counts, in ASCII so that nothing in it can control a terminal."""
    rows = [
        {
            "rule": finding.rule,
            "level": finding.level,
            "story": finding.story,
            "version": finding.version,
            "at": finding.at,
            "file": finding.file,
            "line": finding.line,
            "column": finding.column,
            "text": finding.text,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]
    return json.dumps({"findings": rows, "counts": counts(findings)}, indent=2) + "\n"


FORMS: Mapping[str, Callable[[Sequence[Finding]], str]] = {"json": findings_json, "sarif": findings_sarif}
"""The forms for programs, by their names in `--format`."""
