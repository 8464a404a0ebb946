"""The findings of `check` on a terminal."""

from io import StringIO
from typing import Any

import builders
import pytest
from found import ERROR, HOSTILE, MANY, PLAIN, finding
from rich.console import Console
from rich.text import Text

from dateline.checks.evidence import Coverage
from dateline.core.model import Finding
from dateline.flows.overview import Overview
from dateline.report import terminal
from dateline.report.rows import show

KNOWN = Overview({("harbour-barrier", 2): builders.version(2)}, frozenset({("harbour-barrier", 2)}), Coverage(46, 41, 5), False)


def seen(findings: list[Finding], known: Overview = KNOWN, *, width: int = 80, colour: Any = None, **given: Any) -> str:
    """What a terminal shows."""
    console = Console(file=StringIO(), width=width, force_terminal=bool(colour), color_system=colour, highlight=False)
    show(console, terminal.lines(findings, known, width, **{"notes": False, **given}))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_finding() -> None:
    """A finding has its place in words, its line, the sentence, carets under the doubted words, the rule and what to do."""
    assert seen([finding(text="It costs 40 million euros [@harbour-plan].")]).splitlines() == [
        "harbour-barrier, proposed version 2                                    1 warning",
        "",
        "! Narrative, paragraph 2                                            v002.yaml:12",
        "  It costs 40 million euros.",
        "           ^^^^^^^^^^^^^^^^ is in none of the sources cited    ungrounded-number",
        "  → Cite the source that has it.",
        "",
        "1 warning",
        "41 of 46 claims quoted, 5 on headlines alone.",
        "",
        "Not ready to publish. Why a rule: dateline check --explain ungrounded-number",
    ]


def test_findings_of_one_sentence_are_one_entry() -> None:
    """A sentence with several findings is shown once, with a line for each, and an advice that they share once."""
    other = finding(message='"costs" is not what "will cost" says; [@a] reads "will cost"', rule="hedge-missing", level="error")
    told = seen([other, finding(), finding(message="it cites nothing", hint="")])

    assert told.count("The barrier costs") == 1
    assert "              ^^^^^ ^^^^^^^^^^^^^^^^" in told
    assert "  ✗ “costs” is not what “will cost” says" in told
    assert "\n  [@a] reads “will cost”\n" in told
    assert "  ! “40 million euros” is in none" in told
    assert "  ! it cites nothing" in told
    assert told.count("→ Cite the source") == 1


def test_several_words_of_one_finding() -> None:
    """If a message is about several words, it is shown whole, next to the carets if there is room."""
    told = seen([finding(text="It costs 40 or 50 euros.", message='"40" is not "50"', rule="unit-conflict")])

    assert "           ^^    ^^ “40” is not “50”" in told
    assert "It costs" not in seen([finding(text="", file="", line=0)])


def test_notes_are_folded() -> None:
    """Notes are counted and not shown, unless asked for; a version with nothing else is not named."""
    note = finding(level="note", message="a headline cannot tell")

    assert "headline cannot" not in seen([note])
    assert "harbour-barrier" not in seen([note])
    assert "1 note folded; to see the notes: dateline -C x check --notes" in seen([note], place="-C x ")
    assert "1 warning, 1 note folded" in seen([finding(), note])
    assert "· Narrative" in seen([note], notes=True)


def test_files_without_a_version() -> None:
    """What is wrong outside versions is under its story or the publication, with its file."""
    told = seen(MANY)
    assert "The publication" in told
    assert "content/pages/a b.md" in told
    settings = finding(version=None, at="", file="stories/tides/story.yaml", story="tides")
    assert "tides  " in seen([settings])
    assert "! story.yaml" in seen([settings])
    assert "The publication" in seen([finding(story="", version=None, at="", file="")])


def test_ready() -> None:
    """If nothing blocks, the next command is to build; a failed build says nothing about that."""
    ready = seen([], Overview(is_ready=True))
    assert ready == "No findings\n\nReady to publish. Next: dateline build\n"
    assert "publish" not in seen([ERROR], Overview())


def test_nothing_is_ready_without_a_version() -> None:
    """Where there is no version, nothing can be published, and the next command says what to do first."""
    bare = seen([], Overview(is_ready=True, is_bare=True))
    assert bare == "No findings\n\nThere is no version yet. Next: dateline status\n"
    assert "Not ready to publish" in seen([ERROR], Overview(is_ready=False, is_bare=True))


@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_no_line_is_too_wide(width: int) -> None:
    """Whatever the width, no line is wider, and the doubted words stay marked; characters may be two columns wide."""
    long = "Before that " * 30 + "“水門は 40 million euros”" + " after" * 60
    told = seen([*MANY, PLAIN, finding(text=long), finding(text="費用" * 20 + " 40 million euros")], width=width)

    lines = [line for line in told.splitlines() if "dateline check" not in line]  # a command is not wrapped
    assert max(Text(line).cell_len for line in lines) <= max(width, len("content/pages/a b.md:3"))
    assert told.count("^^^^^") >= 3


def test_wide_characters_are_marked_right() -> None:
    """Carets are below their words, also after characters that are two columns wide."""
    lines = seen([finding(text="費用 is 40 million euros.")]).splitlines()
    at = next(number for number, line in enumerate(lines) if "費用" in line)

    assert lines[at + 1].index("^") == 2 + len("xxxx is ")


def test_marked_words_have_the_colour_of_the_level() -> None:
    """The doubted words have the colour of the level; what the source reads has another one."""
    coloured = seen([finding(message='"40 million euros" is not "30 million euros"')], colour="standard")

    assert "\x1b[33m40 million euros\x1b[0m" in coloured
    assert "\x1b[32m“30 million euros”\x1b[0m" in coloured


@pytest.mark.parametrize("field", ["text", "message", "hint", "at", "file", "story"])
def test_nothing_steers_the_terminal(field: str) -> None:
    """Text from outside adds no control character."""
    assert {"\x1b", "\x07", "\x9b", "\u202e"}.isdisjoint(seen([finding(**{field: HOSTILE})]))


def test_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The report is printed on standard output."""
    terminal.print_findings([finding()], KNOWN, notes=False)

    assert "^^^^" in capsys.readouterr().out
