import json
from io import StringIO

import pytest
from rich.console import Console

from dateline.checks.rules import RULES
from dateline.core.model import Finding
from dateline.report import findings as report

HOSTILE = "\x1b]0;owned\x07\x9b2J\u202ered\n::error::x 100%"


def finding(**given: object) -> Finding:
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


def seen(findings: list[Finding]) -> str:
    """What an 80-column terminal shows."""
    console = Console(file=StringIO(), width=80, force_terminal=True, color_system=None, highlight=False)
    console.print(report.findings_terminal(findings))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_summary() -> None:
    """The summary counts each level that was found, and the stories."""
    assert report.summary(MANY) == "2 errors, 2 warnings, 1 note in 2 stories"
    assert report.summary([finding()]) == "1 warning in 1 story"
    assert report.summary([]) == "no findings"


def test_pipe() -> None:
    """In a pipe a finding is one line that editors and compilers' tools can follow, and it ends with what to do."""
    expected = (
        'stories/harbour-barrier/v002.yaml:12:3: narrative[1]: warning: "40 million euros" is in none of the sources cited '
        '[ungrounded-number] in "The barrier costs 40 million euros [@harbour-plan]." — Cite the source that has it.\n'
        "1 warning in 1 story\n"
    )

    assert expected == report.findings_text([finding()])
    assert "content/pages/a b.md:3: error:" in report.findings_text([PLAIN])
    assert report.findings_text([finding(file="")]).startswith(".:12:3: ")
    assert " — " not in report.findings_text([finding(hint="")])


def test_terminal() -> None:
    """On a terminal each file is named once, and each finding has its rule, sentence, hint and place."""
    shown = seen(MANY)

    for part in (
        "stories/harbour-barrier/v002.yaml",
        "ungrounded-number",
        "“The barrier costs",
        "Cite the source",
        "narrative[1]",
    ):
        assert part in shown
    assert shown.count("stories/harbour-barrier/v002.yaml") == 1
    assert "the publication" in seen([finding(file="")])
    assert shown.rstrip().endswith("2 errors, 2 warnings, 1 note in 2 stories")


def test_notes_apart() -> None:
    """On a terminal the notes of a file come after its errors and warnings, on one line each."""
    note, warning = finding(level="note", message="cannot tell"), finding()
    first, *_, last, _, _ = (line.strip() for line in seen([note, warning]).splitlines())

    assert first.endswith("v002.yaml")
    assert last.split() == ["note", "narrative[1]:", "cannot", "tell", "ungrounded-number"]


def test_marked_words() -> None:
    """The words that the message quotes are highlighted in the sentence."""
    console = Console(file=StringIO(), width=80, force_terminal=True, color_system="standard", highlight=False)
    console.print(report.findings_terminal([finding()]))

    assert "\x1b[1;4m40 million euros\x1b[0m" in console.file.getvalue()  # type: ignore[attr-defined]


def test_long_sentence() -> None:
    """Of a long sentence, only the part around the highlighted words is shown."""
    text = "before " * 200 + "40 million euros" + " after" * 200

    shown = report.findings_text([finding(text=text)])

    assert '"…' in shown
    assert shown.count("40 million euros") == 2
    assert len(shown) < 700


@pytest.mark.parametrize("field", ["text", "message", "hint", "at", "file"])
def test_nothing_steers_a_terminal(field: str) -> None:
    """Text from outside adds no control character and no line to any output."""
    hostile = [finding(**{field: HOSTILE})]
    outputs = [seen(hostile), *(form(hostile) for form in (report.findings_text, *report.FORMS.values()))]

    for output in outputs:
        assert {"\x1b", "\x07", "\x9b", "\u202e"}.isdisjoint(output)
        assert "\n::error::x" not in output


def test_json() -> None:
    """JSON has every field of every finding, and the counts."""
    document = json.loads(report.findings_json([finding()]))

    assert document["counts"] == {"error": 0, "warning": 1, "note": 0}
    assert list(document["findings"][0]) == [
        "rule",
        "level",
        "story",
        "version",
        "at",
        "file",
        "line",
        "column",
        "text",
        "message",
        "hint",
    ]
    assert document["findings"][0]["line"] == 12


def test_github() -> None:
    """GitHub's commands escape what would end a message or a property; a note is a notice."""
    odd = finding(level="note", message="50% of it", text="", at="", file="a,b:c.yaml", column=0)

    assert report.findings_github([odd]) == (
        "::notice file=a%2Cb%3Ac.yaml,line=12,title=ungrounded-number::50%25 of it%0ACite the source that has it.\n"
    )


def test_sarif() -> None:
    """SARIF names the rules with their documentation, and places relative to the publication."""
    log = json.loads(report.findings_sarif([finding(), PLAIN, finding(file="", at="")]))
    run = log["runs"][0]
    placed, page, nowhere = run["results"]

    assert [rule.name for rule in RULES] == [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rule["help"]["markdown"] and rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert placed["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "stories/harbour-barrier/v002.yaml"},
        "region": {"startLine": 12, "startColumn": 3},
    }
    assert placed["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "narrative[1]"}]
    assert page["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "content/pages/a%20b.md"
    assert nowhere["locations"] == []
    assert len({result["partialFingerprints"]["dateline/v1"] for result in run["results"]}) == 3


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_printed(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each form is printed alone on standard output."""
    report.print_findings([finding()], form)
    expected = report.FORMS.get(form, report.findings_text)([finding()])

    assert expected == capsys.readouterr().out


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    """In quiet mode only the summary is printed, and nothing if there is no finding."""
    report.print_findings([finding()], quiet=True)
    report.print_findings([], quiet=True)

    assert capsys.readouterr().out == "1 warning in 1 story\n"


def test_printed_on_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, findings are grouped by file."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    report.print_findings([finding()])

    assert "  warning" in capsys.readouterr().out
