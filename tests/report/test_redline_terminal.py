"""A comparison, and the age of sentences, on a terminal."""

from io import StringIO
from typing import Any

import builders
import pytest
from rich.console import Console

from dateline.core.analysis import compare_versions
from dateline.core.compare import Blame
from dateline.core.model import Correction, KeyFigure, Version
from dateline.report.redline_terminal import blame_lines, redline_lines
from dateline.report.rows import show, show_lines

LONG = "harbour-plan-of-the-council-and-the-port-4fx2qa"
BEFORE = builders.version(
    1,
    what="The council plans a barrier [@harbour-plan]. It costs 40 million euros. The gates were welded in May by one firm.",
    narrative=("The fishers fear for the fairway. The mayor was silent.",),
)
AFTER = builders.version(
    2,
    what=f"The council plans a barrier [@{LONG}; @harbour-plan]. It costs 45 million euros.",
    why_it_matters="",
    narrative=("The quay floods. A dike of stone is older than the town itself.",),
    figures=(KeyFigure("cost", "Cost", "45 million euros", ("harbour-plan",)),),
    sources=(builders.source(), builders.source(LONG)),
    corrections=(Correction(1, "The quay floods.", "It flooded once."),),
)


def seen(before: Version = BEFORE, after: Version = AFTER, *, width: int = 80, colour: Any = None, **given: Any) -> str:
    console = Console(file=StringIO(), width=width, force_terminal=bool(colour), color_system=colour, highlight=False)
    show(console, redline_lines("harbour-barrier", compare_versions(before, after), width, **given))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_comparison() -> None:
    """Counts, then figures, then the sentences of each section: new, gone, reworded or moved; the next command is last."""
    assert seen(base="main", place="-C there ").splitlines() == [
        "harbour-barrier, version 1 at main → 2",
        "1 new, 3 gone, 2 reworded, 1 moved, 5 kept, 1 new source",
        "",
        "Corrections",
        "  version 1: The quay floods. → It flooded once.",
        "",
        "Key figures",
        "  Cost: new → 45 million euros",
        "",
        "Figures and dates",
        "  40 million euros → 45 million euros",
        "",
        "What",
        "~ The council plans a barrier [@harbour-plan-of-the-co…; @harbour-plan].",
        "    was: The council plans a barrier [@harbour-plan].",
        "~ It costs 45 million euros.",
        "    was: It costs 40 million euros.",
        "- The gates were welded in May by one firm.",
        "",
        "Narrative",
        "- The fishers fear for the fairway.",
        "- The mayor was silent.",
        "> The quay floods.",
        "+ A dike of stone is older than the town itself.",
        "",
        "Next: dateline -C there check harbour-barrier",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_is_too_wide(width: int) -> None:
    """Whatever the width, no line is wider."""
    assert max(map(len, seen(width=width).splitlines())) <= width


def test_marks_are_colours() -> None:
    """New words are green, those that are gone are red and struck out, citations are quiet."""
    said = seen(colour="standard")

    assert "\x1b[1;32mA dike of stone is older than the town itself." in said
    assert "\x1b[9;31mThe gates were welded in May by one firm." in said
    assert "\x1b[1;2;32m[@harbour-plan-of-the-co…; @harbour-plan]" in said


def test_what_is_shown_whole() -> None:
    """A rewritten version says so; a sentence of which little is left is shown in both wordings."""
    few = [f"Number {word} is told in a sentence of its own." for word in ("one", "two", "three", "four", "five")]
    anew = [f"Nothing of {word} was ever heard by anyone here." for word in ("red", "green", "blue", "grey", "pink")]
    plain = {"why_it_matters": "", "open_questions": (), "narrative": (), "timeline": (), "perspectives": (), "tensions": ()}
    before, after = (builders.version(n, what=" ".join(told), **plain) for n, told in ((1, few), (2, anew)))

    assert "Version 2 was written anew: 0 of its 5 sentences continue" in " ".join(seen(before, after).split())


def test_the_same_again() -> None:
    """Two versions that say the same."""
    assert "Nothing changed.\n" in seen(BEFORE, BEFORE)


ROWS = (
    Blame("what", "The council plans a barrier [@harbour-plan].", 1, 1),
    Blame("what", "It costs 45 million euros.", 1, 2),
    Blame("narrative[0]", "The quay floods, and nobody who lives there remembers that it was ever any different.", 3, 3),
)


@pytest.mark.parametrize(("number", "title"), [(3, "version 3"), (None, "newest version")])
def test_the_age_of_sentences(number: int | None, title: str) -> None:
    """Each sentence has the version that first had it and, if it was reworded, the version that has these words."""
    console = Console(file=StringIO(), width=80, color_system=None)
    show(console, blame_lines("harbour-barrier", number, ROWS, 80))

    assert console.file.getvalue().splitlines() == [  # type: ignore[attr-defined]
        f"harbour-barrier, {title}".ljust(80 - 28) + "   2 since v1, 1 since v3".rjust(28),
        "",
        "What",
        "v1   The council plans a barrier [@harbour-plan].",
        "v1   It costs 45 million euros. (in these words since v2)",
        "",
        "Narrative",
        "v3   The quay floods, and nobody who lives there remembers that it was ever any",
        "     different.",
    ]


def test_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The lines are made for the terminal's width and printed on standard output."""
    show_lines(lambda width: blame_lines("harbour-barrier", 3, ROWS, width))

    assert "newest" not in (said := capsys.readouterr().out)
    assert "harbour-barrier, version 3" in said


SPLIT = (
    "The council of the town voted for the barrier in March, and the fishers protested against it on the quay.",
    "The council of the town voted for the barrier in March. The fishers protested against it on the quay.",
)


@pytest.mark.parametrize(("texts", "origins"), [(SPLIT, 2), (SPLIT[::-1], 1)])
def test_sentences_that_were_split_or_merged(texts: tuple[str, str], origins: int) -> None:
    """Each part says what it was a part of, and an earlier wording is shown once."""
    said = seen(*(builders.version(number, what=text) for number, text in enumerate(texts, 1)))

    assert said.count("was one sentence with") + said.count("merged from") == origins
    assert said.count("~ ") == origins


def test_one_word_for_another() -> None:
    """In a sentence that is mostly kept, only the words that changed are marked."""
    texts = ("The closing test of the barrier is due on 2 March.", "The closing test of the barrier is due on 9 April.")
    said = seen(*(builders.version(number, what=text) for number, text in enumerate(texts, 1)), colour="standard")

    assert "The closing test of the barrier is due on" in said
    assert "\x1b[9;31m2 March\x1b[0m \x1b[1;32m9 April\x1b[0m" in said
