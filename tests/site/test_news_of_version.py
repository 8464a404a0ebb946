"""The card above What always says what is new: in the writer's words, or in lines that are worked out."""

from typing import Any

import builders
from analysed import chronicle

from dateline.core.model import KeyFigure, Question
from dateline.site.counts import counts
from dateline.site.news_of_version import FIRST, NewsOfVersion, news_of_version, parted
from dateline.site.speller import Speller

COST = KeyFigure("cost", "Repair", "1.8 million euros", ("harbour-plan",))


def news(position: int = 1, **given: Any) -> NewsOfVersion:
    versions = builders.version(1, figures=(COST,)), builders.version(2, **{"figures": (COST,), **given})
    told = chronicle(builders.dossier(*versions))
    return news_of_version(told, position, counts(told, position), Speller(told, position))


def test_the_first_version_says_what_will_stand_here():
    """It has no changes yet."""
    assert news(0)[:2] == ("Version 1", FIRST)


def test_the_writers_words_come_first():
    """If the writer said what changed, nothing is worked out."""
    shown = news(changes="The repair is dearer [@harbour-plan].", figures=(KeyFigure("cost", "Repair", "2.3 million euros", ()),))

    assert shown.head == "New in version 2"
    assert "The repair is dearer.\u2060<a class=" in shown.said
    assert (shown.note, shown.more, shown.lines) == ("", "", "")


def test_lines_are_worked_out_if_the_writer_said_nothing():
    """They have figures old and new, and what was asked."""
    asked = Question("gate", "Who closes the gate?")
    cost = KeyFigure("cost", "Repair", "2.3 million euros", ("harbour-plan",))
    shown = news(figures=(cost,), open_questions=(*builders.version().open_questions, asked))

    assert "<dt>Repair</dt><dd>1.8 <i>→</i> <b>2.3\u202fmillion euros</b></dd>" in shown.lines
    assert "<dt>Opened</dt><dd>Who closes the gate?</dd>" in shown.lines


def test_a_version_without_such_news_counts_its_sentences():
    """There is always something to say."""
    assert news(why_it_matters="The quay often floods.").note == "1 new sentence; no figure and no question changed."


def test_long_words_are_folded_after_a_sentence():
    """About four lines are shown."""
    first, second = (
        "It rains a lot in this town. " * 4,
        "It snows as well, and more than it did before, on the whole of the long coast.",
    )
    begin, rest = parted([*first.strip().split(". "), second])

    assert begin.startswith("It rains")
    assert rest == second


def test_a_long_first_sentence_is_cut_after_a_word_and_its_citations():
    """No citation is cut apart, and none is lost."""
    begin, rest = parted(["word " * 30 + "cited [@one; @two] " + "more " * 20 + "end [@three]."])

    assert begin.endswith(" …")
    assert rest.startswith("… ")
    assert (begin + rest).count("[@one; @two]") == 1
    assert (begin + rest).count("[@three].") == 1


def test_nothing_said_is_nothing():
    """A version without a sentence about its changes has two empty parts."""
    assert parted([]) == ("", "")
