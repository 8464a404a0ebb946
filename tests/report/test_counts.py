"""What changed, in one line of counts."""

import builders
from analysed import compare
from reviewed import reviewed

from dateline.core.model import ClosedQuestion, Correction, DepartedVoice, Question, Voice
from dateline.report.counts import counts_line, sources_in_words

WAS = builders.version(1, narrative=("One [@harbour-plan].", "Two plans are on the table [@harbour-plan]."))


def test_sentences_questions_voices_and_sources() -> None:
    """Each count that is not zero is named, sentences first."""
    sources = (*WAS.sources, builders.source("a", feed="A"), builders.source("b", feed="B"), builders.source("c", feed="B"))
    now = builders.version(
        2,
        narrative=("Two plans are on the table [@harbour-plan].", "The gate is shut for good [@a; @b; @c].", "Ships wait [@a]."),
        open_questions=(Question("when", "When does it open?"), Question("who", "Who opens it?")),
        closed_questions=(ClosedQuestion("cost", "answered", "The town [@a]."),),
        perspectives=(Voice("fishers", "The fishers", view="Wait [@a]."),),
        departed_voices=(DepartedVoice("council", "Silent since."),),
        corrections=(Correction(1, "One.", "Two."),),
        sources=sources,
    )
    review = reviewed(WAS, now)

    assert counts_line(review.comparison, review.new_sources, "**{}**".format) == (
        "**5 of 10 sentences** are new or reworded, 3 gone · 1 question answered · 2 questions opened · 1 new voice · "
        "1 voice departed · 1 correction · 3 new sources from 2 outlets"
    )


def test_one_is_one() -> None:
    """A single sentence is new; one that moved is counted apart; what went without a reason says so."""
    now = builders.version(2, what=f"{WAS.what} Ships wait.", narrative=WAS.narrative[::-1], open_questions=(), perspectives=())

    assert counts_line(compare(WAS, now)) == (
        "1 of 7 sentences is new or reworded, 2 gone, 1 moved · 1 question gone without a reason · 1 voice gone without a reason"
    )


def test_no_new_source() -> None:
    """Nothing is said about sources if none is new, and nothing about outlets if none is known."""
    assert sources_in_words([]) == []
    now = builders.version(2, what="Shut [@a].", sources=(*WAS.sources, builders.source("a", feed="reactive:quay")))
    assert sources_in_words(reviewed(WAS, now).new_sources) == ["1 new source"]
