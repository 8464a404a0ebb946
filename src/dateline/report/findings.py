"""Findings for people and programs: the terminal, a pipe, JSON, GitHub's annotations, SARIF.

Words that a message puts in double quotation marks are highlighted in the sentence that is shown.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from inspect import getdoc
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dateline.checks.rule import Rule
from dateline.core.ids import digest
from dateline.core.model import LEVELS, Finding, Level
from dateline.core.text import one_line, printable

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

COLOURS: Mapping[str, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"

_SHOWN = 240
_WORDS = re.compile(r'"([^"]+)"')


def counts(findings: Iterable[Finding]) -> Mapping[Level, int]:
    """How many findings of each level there are."""
    by_level = Counter(finding.level for finding in findings)
    return {level: by_level[level] for level in LEVELS}


def summary(findings: Sequence[Finding]) -> str:
    """One line, such as "2 errors, 5 warnings, 1 note in 3 stories"."""
    found = ", ".join(_number(count, level, f"{level}s") for level, count in counts(findings).items() if count)
    stories = len({finding.story for finding in findings if finding.story})
    where = f" in {_number(stories, 'story', 'stories')}" if stories else ""
    return f"{found or 'no findings'}{where}"


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def print_findings(findings: Sequence[Finding], form: str = "text", *, quiet: bool = False) -> None:
    """Prints findings on standard output.

    Args:
        findings: sorted, as `check` gives them.
        form: `text` (in colour on a terminal, a line each in a pipe), `json`, `github` or `sarif`.
        quiet: prints only the summary of `text`, and nothing if there are no findings.
    """
    if form in FORMS:
        sys.stdout.write(FORMS[form](findings))
    elif quiet:
        sys.stdout.write(f"{summary(findings)}\n" if findings else "")
    elif sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415  # only a terminal needs it

        Console(highlight=False).print(findings_terminal(findings))
    else:
        sys.stdout.write(findings_text(findings))


def _words(finding: Finding) -> list[str]:
    """The words to highlight: those that the message quotes and the sentence has."""
    return [words for words in _WORDS.findall(finding.message) if words in finding.text]


def _excerpt(finding: Finding) -> str:
    """The sentence, or the part of a long one around the words to highlight."""
    text = finding.text
    if len(text) <= _SHOWN:
        return one_line(text)
    at = min((text.find(words) for words in _words(finding)), default=0)
    start = max(0, at - _SHOWN // 2)
    end = start + _SHOWN
    return "…" * (start > 0) + one_line(text[start:end]) + "…" * (end < len(text))


# --- a pipe ----------------------------------------------------------------------------------------------------------------


def findings_text(findings: Sequence[Finding]) -> str:
    """A line for each finding, as compilers write them, with the hint at its end; then the summary."""
    return "".join(f"{line}\n" for line in (*map(_line, findings), summary(findings)))


def _line(finding: Finding) -> str:
    place = ":".join(str(part) for part in (finding.file or ".", finding.line, finding.column) if part)
    said = f"{finding.level}: {finding.message} [{finding.rule}]"
    quoted = f' in "{_excerpt(finding)}"' if finding.text else ""
    hint = f" — {one_line(finding.hint)}" if finding.hint else ""
    return one_line(" ".join(filter(None, (f"{place}:", finding.at and f"{finding.at}:", said)))) + quoted + hint


# --- a terminal ------------------------------------------------------------------------------------------------------------


def findings_terminal(findings: Sequence[Finding]) -> "RenderableType":
    """The findings in colour, file by file, then the summary; rich prints it."""
    from rich.console import Group  # noqa: PLC0415  # only a terminal needs it

    parts: list[RenderableType] = []
    for file, group in groupby(findings, key=lambda finding: finding.file):
        rows = list(group)
        parts += [_heading(file), *(_row(one) for one in rows if one.level != "note")]
        parts += [*(_note(one) for one in rows if one.level == "note"), ""]
    return Group(*parts, _total(findings))


def _heading(file: str) -> "Text":
    from rich.text import Text  # noqa: PLC0415

    folder, slash, name = one_line(file or "the publication").rpartition("/")
    return Text.assemble((folder + slash, "dim"), (name, "bold"))


def _row(finding: Finding) -> "RenderableType":
    """The level, the message and the rule; the sentence with its words highlighted; the hint and the place."""
    from rich.console import Group  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    place = ":".join(str(part) for part in (finding.line, finding.column) if part)
    lines = [Text.assemble(one_line(finding.message), ("  ", ""), (f"{finding.rule}", "dim"))]
    if finding.text:
        quoted = Text(f"“{_excerpt(finding)}”", style="italic")
        quoted.highlight_words(map(one_line, _words(finding)), "bold not italic underline")
        lines.append(quoted)
    where = "  ".join(filter(None, (place, one_line(finding.at))))
    lines.append(Text.assemble((one_line(finding.hint), "green"), (f"  {where}" if where else "", "dim")))
    return _indented(finding.level, Group(*lines))


def _note(finding: Finding) -> "RenderableType":
    """A note in short: it blocks nothing, and there may be many."""
    from rich.text import Text  # noqa: PLC0415

    said = f"{one_line(finding.at)}: {one_line(finding.message)}"
    return _indented(finding.level, Text.assemble(said[:_SHOWN], (f"  {finding.rule}", "dim")))


def _indented(level: Level, said: "RenderableType") -> "RenderableType":
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    row = Table.grid(padding=(0, 1))
    row.add_column(width=9)
    row.add_column(ratio=1)
    row.add_row(Text(f"  {level}", style=COLOURS[level]), said)
    return row


def _total(findings: Sequence[Finding]) -> "Text":
    from rich.text import Text  # noqa: PLC0415

    worst = next((level for level, count in counts(findings).items() if count), "")
    return Text(summary(findings), style=COLOURS.get(worst, "bold green"))


# --- programs --------------------------------------------------------------------------------------------------------------


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


def findings_github(findings: Sequence[Finding]) -> str:
    """A workflow command for each finding, so that GitHub shows it next to its line.

    The format: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    return "".join(f"{_command(finding)}\n" for finding in findings)


def _command(finding: Finding) -> str:
    properties = {"file": finding.file, "line": finding.line, "col": finding.column, "title": finding.rule}
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    return f"::{COMMANDS[finding.level]} {given}::{_data(_explained(finding))}"


def _explained(finding: Finding) -> str:
    quoted = f"“{_excerpt(finding)}”" if finding.text else ""
    where = f"{one_line(finding.at)}: " if finding.at else ""
    return "\n".join(filter(None, (where + one_line(finding.message), quoted, one_line(finding.hint))))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


def findings_sarif(findings: Sequence[Finding]) -> str:
    """A SARIF 2.1.0 log with the documentation of each rule: https://docs.oasis-open.org/sarif/sarif/v2.1.0/"""
    from dateline.checks.rules import RULES  # noqa: PLC0415  # a build needs only a few of them

    driver = {
        "name": "dateline",
        "semanticVersion": version("dateline"),
        "rules": [_sarif_rule(rule) for rule in RULES],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [*map(_sarif_result, findings)]}
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _sarif_rule(rule: Rule[Any]) -> dict[str, Any]:
    text = getdoc(rule.check) or ""
    return {
        "id": rule.name,
        "shortDescription": {"text": text.partition("\n")[0]},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": [rule.group]},
    }


def _sarif_result(finding: Finding) -> dict[str, Any]:
    identity = (finding.rule, finding.story, str(finding.version or ""), finding.at, finding.text)
    return {
        "ruleId": finding.rule,
        "level": finding.level,
        "message": {"text": _explained(finding)},
        "locations": [*_sarif_location(finding)],
        "partialFingerprints": {"dateline/v1": digest(*identity)},
    }


def _sarif_location(finding: Finding) -> Iterator[dict[str, Any]]:
    """Where the finding is, relative to the publication; code hosts need a line, so line 1 is given if none is known."""
    if finding.file:
        region = {"startLine": finding.line or 1, **({"startColumn": finding.column} if finding.column else {})}
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.file)}, "region": region}
        logical = [{"fullyQualifiedName": finding.at}] if finding.at else []
        yield {"physicalLocation": place, "logicalLocations": logical}


FORMS: Mapping[str, Callable[[Sequence[Finding]], str]] = {
    "json": findings_json,
    "github": findings_github,
    "sarif": findings_sarif,
}
"""The forms for programs, by their names in `--format`."""
