import json

import builders
import pytest
from found import ERROR, HOSTILE, MANY, PLAIN, finding

from dateline.checks.rules import RULES
from dateline.core.errors import UsageError
from dateline.flows.overview import Overview
from dateline.report import findings as report
from dateline.report.doubts import clauses, excerpt, spans, summary
from dateline.report.github import annotations, job_summary
from dateline.report.rules import explanation
from dateline.report.sarif import findings_sarif


def test_summary() -> None:
    """The summary counts each level that was found, and the stories."""
    assert summary(MANY) == "2 errors, 2 warnings, 1 note in 2 stories"
    assert summary([finding()]) == "1 warning in 1 story"
    assert summary([]) == "no findings"


def test_pipe() -> None:
    """In a pipe a finding is one short line that editors and compilers' tools can follow; notes are folded unless asked for."""
    assert report.findings_text([finding()]) == (
        'stories/harbour-barrier/v002.yaml:12:3: warning: "40 million euros" is in none of the sources cited: '
        "“The barrier costs 40 million euros.” [ungrounded-number]\n"
        "1 warning in 1 story\n"
    )
    assert "content/pages/a b.md:3: error:" in report.findings_text([PLAIN])
    assert report.findings_text([finding(file="")]).startswith(".:12:3: ")
    folded, shown = report.findings_text(MANY), report.findings_text(MANY, notes=True)
    assert [text.count(": note: ") for text in (folded, shown)] == [0, 1]
    assert folded.endswith("1 note in 2 stories; to see the notes: dateline check --notes\n")


def test_pipe_is_short() -> None:
    """In a pipe only the part of a sentence around the doubted words is shown, and the words of a message are not repeated."""
    text = "before " * 200 + "40 million euros" + " after" * 200
    quotation = "we will never close the gates, whatever the council and the county and the agency decide this week or next"

    assert len(report.findings_text([finding(text=text)]).splitlines()[0]) < 260
    said = report.findings_text([finding(text=f"He said: {quotation}", message=f'"{quotation}" is worded differently')])
    assert said.count("we will never") == 1
    assert len(said.splitlines()[0]) < 200
    assert report.findings_text([finding(text="a-key", message='"a-key" is unknown')]).count("a-key") == 1


def test_excerpts_are_cut_between_words() -> None:
    """An excerpt has the words that it is for, begins and ends at a word, and is no longer than asked for."""
    text = " ".join(f"word{number}" for number in range(100))
    for word in ("word0", "word50", "word99"):
        part = excerpt(text, [word], 60)
        assert word in part
        assert set(part.split()) - {"…"} <= set(text.split())
        assert len(part) <= 64
    assert excerpt("short", ["short"], 60) == "short"
    assert excerpt(text, ["word3", "word90"], 60).startswith("word0")
    assert excerpt("x" * 100, [], 60) == "x" * 60 + " …"
    assert excerpt("x" * 50 + "y" * 50, ["y" * 10], 60).startswith("… x")


def test_whole_words_are_marked() -> None:
    """The words that are marked are whole words if possible; words that the text does not have are not marked."""
    assert spans("This is it", ["is", "gone"]) == [(5, 7)]
    assert spans("Thisis it", ["is"]) == [(2, 4)]


def test_what_the_source_reads_is_a_line() -> None:
    """A clause of a message after a semicolon that quotes words is a line of its own."""
    assert clauses('"no grease" is not there; [@a] reads "without; grease"') == [
        '"no grease" is not there',
        '[@a] reads "without; grease"',
    ]
    assert clauses("it is wrong; it is bad") == ["it is wrong; it is bad"]


@pytest.mark.parametrize("field", ["text", "message", "hint", "at", "file", "story"])
def test_nothing_steers_a_terminal(field: str) -> None:
    """Text from outside adds no control character and no line to any output."""
    hostile = [finding(**{field: HOSTILE})]
    forms = (report.findings_text, report.findings_json, findings_sarif, annotations, lambda some: job_summary(some, Overview()))

    for output in (form(hostile) for form in forms):
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


def test_annotations() -> None:
    """GitHub's commands escape what would end a message or a property; a note is a notice."""
    odd = finding(level="note", message="50% of it", text="", at="", file="a,b:c.yaml", column=0)

    assert annotations([odd]) == (
        "::notice file=a%2Cb%3Ac.yaml,line=12,title=ungrounded-number::50%25 of it%0ACite the source that has it.\n"
    )


def test_the_ten_worst_are_annotations() -> None:
    """Of many findings only the ten worst are annotations, the worst first."""
    shown = annotations([finding(level="note"), *(finding(line=line) for line in range(1, 20)), ERROR]).splitlines()

    assert len(shown) == 10
    assert shown[0].startswith("::error ")
    assert not any(line.startswith("::notice") for line in shown)


def test_job_summary() -> None:
    """The job's summary has a table by story and version, and all findings folded, with their places in words."""
    version = builders.version(2)
    known = Overview({("harbour-barrier", 2): version}, frozenset({("harbour-barrier", 2)}))
    told = job_summary([*MANY, finding(line=0, hint="")], known)

    assert "| harbour-barrier, proposed version 2 | 1 | 1 | 1 |" in told
    assert told.count("<details>") == told.count("</details>") == 4
    assert "Narrative, paragraph 2 (`stories/harbour-barrier/v002.yaml:12`)" in told
    assert "@harbour-plan" not in told
    assert job_summary([], Overview()) == "## No findings\n\n"
    assert job_summary([], Overview(is_bare=True)) == "## No findings\n\nThere is no version yet.\n\n"


def test_a_long_summary_is_cut() -> None:
    """A summary that would be too long ends with the number of findings that were left out, and no fold stays open."""
    many = [finding(line=line) for line in range(200)]
    told = job_summary(many, Overview(), 20_000)
    shown = told.count("- **warning**")

    assert len(told.encode()) <= 20_000
    assert 20 < shown < 200
    assert f"{200 - shown} findings left out" in told
    assert told.count("<details>") == told.count("</details>") == 1
    assert "200 findings left out" in job_summary(many, Overview(), 700)


def test_sarif() -> None:
    """SARIF names the rules with their documentation, and places relative to the publication."""
    log = json.loads(findings_sarif([finding(), PLAIN, finding(file="", at="")]))
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


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_printed(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each form is printed alone on standard output."""
    report.print_findings([finding()], form)
    expected = report.FORMS.get(form, report.findings_text)([finding()])

    assert expected == capsys.readouterr().out


def test_a_rule_is_explained() -> None:
    """The documentation of a rule begins with its name; for an unknown one, similar names are given."""
    told = explanation("one-origin")
    assert told.startswith("one-origin (warning, grounding)\n\nSeveral sources")
    with pytest.raises(UsageError) as caught:
        explanation("one-orgin")
    assert caught.value.hint == "Rules: one-origin."
