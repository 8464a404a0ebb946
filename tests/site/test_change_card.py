"""What changed in a version is told in a few short lines, figures first."""

from dataclasses import replace
from typing import Any

import builders
from analysed import chronicle, plan_pages

from dateline.core.model import ClosedQuestion, Correction, Event, KeyFigure, Question, Voice
from dateline.core.publication import Publication
from dateline.site.change_card import CardLine, card_rows, chosen, lines, plain_lines
from dateline.site.facts import LONGEST, shortened
from dateline.site.theme import load_theme
from dateline.site.typography import NARROW


def told(first: dict[str, Any], second: dict[str, Any]) -> list[CardLine]:
    story = builders.dossier(builders.version(1, **first), builders.version(2, **second))
    return [*plain_lines(chronicle(story), 1)]


def repair(value: str) -> KeyFigure:
    return KeyFigure("repair", "Repair", value, ("harbour-plan",))


def test_a_first_version_has_no_lines():
    """A first version changes nothing."""
    assert lines(chronicle(builders.dossier()), 0) == ()


def test_a_version_without_words_and_lines_is_told_alike_everywhere():
    """The brief, the history and the front page count its sentences, and none of them is empty."""
    story = builders.dossier(builders.version(1), builders.version(2, why_it_matters="The quay often floods."))
    site = {one.path: one.render() for one in plan_pages(Publication(builders.config(), (story,)), load_theme())}

    for path in ("index.html", "stories/harbour-barrier/index.html", "stories/harbour-barrier/history/index.html"):
        assert b"1 new sentence; no figure and no question changed." in site[path]


def test_lines_are_in_typographic_marks():
    """Scripts, which look for them in the words of a version, get them as they were written; a voice keeps its name."""
    club = Voice("it", "The 'It' club", view="Says it [@harbour-plan].")
    asked = (*builders.version().open_questions, Question("gate", "Who'll close it?"))
    given = {"figures": (repair("3 million"),), "perspectives": (*builders.version().perspectives, club), "open_questions": asked}
    story = chronicle(builders.dossier(builders.version(1), builders.version(2, **given)))

    assert [one.after for one in lines(story, 1)] == [f"3{NARROW}million", "The 'It' club", "Who’ll close it?"]
    assert [one.after for one in plain_lines(story, 1)] == ["3 million", "The 'It' club", "Who'll close it?"]


def test_a_quotation_that_is_cut_stays_as_it_was_said():
    """A line may have no room for its end, by which it would be known."""
    said = "It said \"the town's council " + "and more " * LONGEST + '".'
    change = {"corrections": (Correction(1, "Two gates.", said),)}
    (line,) = lines(chronicle(builders.dossier(builders.version(1), builders.version(2, **change))), 1)

    assert line.after.startswith("It said “the town's council and more")
    assert line.after.endswith(" …")


def test_lines_stand_in_their_order():
    """Figures come first, then dates, decisions, corrections, answers, voices and new questions."""
    mayor = Voice("mayor", "The mayor", view="Welcomes it [@harbour-plan].")
    before = {
        "figures": (repair("1.8 million euros"),),
        "timeline": (Event("2026-06-01", "The closing test takes place [@harbour-plan].", ahead=True),),
    }
    after = {
        "figures": (repair("2.3 million euros"),),
        "timeline": (Event("2026-06-08", "The closing test takes place [@harbour-plan].", ahead=True),),
        "narrative": (
            "The council plans a barrier [@harbour-plan].",
            "The council approved the repair on Monday [@harbour-plan].",
        ),
        "open_questions": (Question("finding", "Will the builder accept the finding?"),),
        "closed_questions": (ClosedQuestion("cost", "answered", "The town pays for it [@harbour-plan]."),),
        "perspectives": (*builders.version().perspectives, mayor),
        "corrections": (Correction(1, "Two gates.", "Three gates were worn."),),
    }
    assert told(before, after) == [
        CardLine("figure", "Repair", "1.8 million euros", "2.3 million euros"),
        CardLine("date", "The closing test takes place.", "1 June", "8 June"),
        CardLine("decided", "Decided", "", "The council approved the repair on Monday."),
        CardLine("corrected", "Corrected", "", "Three gates were worn."),
        CardLine("answered", "Answered", "", "The town pays for it."),
        CardLine("voice", "New voice", "", "The mayor"),
        CardLine("opened", "Opened", "", "Will the builder accept the finding?"),
    ]


def test_what_comes_back_is_not_new():
    """A figure and a voice that an earlier version had, but not the one before, are not told as new, nor are questions."""
    mayor = Voice("mayor", "The mayor", view="Welcomes it [@harbour-plan].")
    asked = {"open_questions": (Question("crew", "Who sails?"),)}
    had = {"figures": (repair("5 million"),), "perspectives": (*builders.version().perspectives, mayor), **asked}
    lacked = {"figures": (replace(repair("9"), id="other"),), "open_questions": ()}
    story = builders.dossier(builders.version(1, **had), builders.version(2, **lacked), builders.version(3, **had))
    told = chronicle(story)
    page = next(
        one
        for one in plan_pages(Publication(builders.config(), (story,)), load_theme())
        if one.path == "stories/harbour-barrier/v3/index.html"
    )
    shown = page.render().decode()

    assert [one for one in plain_lines(told, 2) if one.kind in ("figure", "voice")] == [
        CardLine("figure", "Repair", "no longer told", "5 million"),
        CardLine("voice", "Heard again", "", "The mayor"),
    ]
    assert "no longer told <i>→</i> <b>5 million</b>" in shown
    assert "heard again</p>" in shown
    assert "Asked again in version 3" in shown
    assert [one for one in lines(told, 1) if one.kind == "figure"] == [CardLine("figure", "Repair", "not yet told", "9")]


def test_dates_are_told_in_words():
    """A figure that is a date is told as people write it, with the year only if it is another."""
    assert told({"figures": (repair("2025-12-31"),)}, {"figures": (repair("2026-04-02"),)}) == [
        CardLine("figure", "Repair", "31 December 2025", "2 April")
    ]


def test_an_answer_without_words_names_the_question():
    """A question that was answered without a text is named itself."""
    after = {"open_questions": (), "closed_questions": (ClosedQuestion("cost", "answered"),)}
    assert told({}, after) == [CardLine("answered", "Answered", "", "Who pays for it?")]


def test_one_mistake_is_told_once():
    """What was wrong in several versions is one mistake."""
    right = "Three gates were worn."
    story = builders.dossier(
        builders.version(1),
        builders.version(2),
        builders.version(3, corrections=(Correction(1, "Two gates.", right), Correction(2, "Two gates.", right))),
    )
    assert lines(chronicle(story), 2) == (CardLine("corrected", "Corrected", "", right),)


def test_texts_are_cut_after_a_word():
    """A line has one sentence, and a long one ends after a word."""
    assert shortened("It rose. It fell.") == "It rose."
    long = shortened("The council, " + "which meets on Mondays, " * 6 + "approved it.")
    assert len(long) <= LONGEST + 1
    assert long.endswith("Mondays …")
    assert shortened("") == ""


def test_each_kind_has_a_line_before_any_has_two():
    """With room for few lines, every kind of change is told before a second change of one kind."""
    first, second, decided = (
        CardLine("figure", "A", "1", "2"),
        CardLine("figure", "B", "1", "2"),
        CardLine("decided", "D", "", "x"),
    )
    assert chosen((first, second, decided), 2) == (first, decided)
    assert chosen((first, second, decided), 3) == (first, second, decided)


def test_rows_have_the_unit_once_and_are_escaped():
    """A row tells the unit once, sets the later value in bold, says if there was none before, and has no markup from outside."""
    rows = card_rows(
        (
            CardLine("figure", "Repair", "1.8 million euros", "2.3 million euros"),
            CardLine("figure", "Tide", "not yet told", "3 <b>m"),
            CardLine("voice", "New voice", "", "A <i>"),
            CardLine("opened", "Opened", "", "Who & why?"),
        ),
        4,
    )
    assert rows.splitlines() == [
        '<dl class="news">',
        "<dt>Repair</dt><dd>1.8 <i>→</i> <b>2.3 million euros</b></dd>",
        "<dt>Tide</dt><dd>not yet told <i>→</i> <b>3 &lt;b&gt;m</b></dd>",
        "<dt>New voice</dt><dd><bdi>A &lt;i&gt;</bdi></dd>",
        "<dt>Opened</dt><dd>Who &amp; why?</dd>",
        "</dl>",
    ]
    assert not card_rows((), 3)
