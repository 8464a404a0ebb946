"""The review card in the words of an editor: what is told, what is missing, what blocks, and what must be decided."""

from dataclasses import replace
from typing import Any

import builders
import pytest
from reviewed import objection, reviewed

from dateline.core.model import ClosedQuestion, Correction, Question, Tension, Voice, WrittenBy
from dateline.desk.draft import SupportedClaim
from dateline.flows.reviews import VersionReview
from dateline.report.card import card

PLAN = builders.item(text="On Monday the council said that it plans a barrier for 2.3 million euros. It may flood before that.")
QUOTED = builders.source(quotes=("plans a barrier for 2.3 million euros",), evidence="excerpt", url="https://a.example/1")
WAS = builders.version(1, what="The repair costs 1.8 million euros [@harbour-plan].", sources=(QUOTED,))
NOW = replace(WAS, version=2, what="The repair costs 2.3 million euros [@harbour-plan].")


def shown(*findings: object, version: object = NOW, before: object = WAS, items: object = (PLAN,), **given: object) -> str:
    return card(reviewed(before, version, items=items, findings=findings, **given))  # type: ignore[arg-type]


def boxes(text: str) -> list[str]:
    return [line.removeprefix("- [ ] ") for line in text.splitlines() if line.startswith("- [ ] ")]


def test_what_readers_are_told() -> None:
    """The paragraph that readers see first stands whole below the counts, with what is objected to it."""
    told = "The repair is dearer [@harbour-plan]. It opens later."
    found = objection("warning", at="changes", text="It opens later.", message="nobody says so")
    text = shown(found, objection(at="changes", text=told, message="copied"), version=replace(NOW, changes=told))

    assert (
        "new or reworded\n\n## What readers are told\n\n"
        '<a name="harbour-barrier-v2-1"></a>The repair is dearer. It opens later.\n\n'
        "- **Warning:** nobody says so `ungrounded-number`\n- **Blocks:** copied `ungrounded-number`\n\n## Figures"
    ) in text
    assert "> **1 thing blocks.** What readers are told: copied" in text
    assert boxes(text)[1].startswith("What readers are told: “The repair is dearer. It opens later.”")
    assert "## What readers" not in shown()


def test_a_sentence_without_a_source() -> None:
    """It says so, whether a source is due there or not, and such new sentences are counted; a dropped question says nothing."""
    was = replace(WAS, open_questions=(Question("when", "When is it?"),))
    now = replace(NOW, why_it_matters="It floods.", open_questions=(), closed_questions=(ClosedQuestion("when", "dropped"),))
    text = shown(version=now, before=was)

    assert "**Sentence 1** · reworded · *no source*<br>" in text
    assert "are new or reworded (1 without a source), 1 gone" in shown(
        version=replace(now, why_it_matters="It floods a lot now.")
    )
    assert "**Question** · dropped<br>" in text


def test_a_card_has_a_title_where_none_stands_above_it() -> None:
    """With a title, the sections are a level below it; without one, as in a pull request, they are at its level."""
    review = reviewed(WAS, NOW, items=(PLAN,))

    assert card(review, title="The *barrier*: version 2").startswith("## The \\*barrier\\*: version 2\n\n**1 of")
    assert "\n### What\n" in card(review, title="T")
    assert "\n## What\n" in card(review)


def test_a_quote_that_blocks_is_told_where_it_is_cited() -> None:
    """The place is that of the sentence that is most like it, and the nearest words of the source are told; so is the box."""
    lost = replace(QUOTED, quotes=("plans a barrier for 9 million euros", "On Monday the council said"))
    voice = Voice(
        "fishers", "Fishers' association", view="The council said on Monday: a barrier for 9 million euros [@harbour-plan]."
    )
    now = replace(NOW, sources=(lost,), perspectives=(voice,), what="A wall is planned [@harbour-plan].")
    error = objection(at="sources.harbour-plan.quotes[0]", text=lost.quotes[0], rule="quote-not-found", message="not there")
    text = shown(error, version=now)

    assert (
        "> **1 thing blocks.** Perspectives, Fishers' association: the quotation “plans a barrier for 9 million euros” is not in "
        "the source, which has “On Monday the council said that it plans a barrier for 2.3 million euros.” `quote-not-found` ["
    ) in text
    assert (
        "> <b>On Monday the council said</b> that it plans a barrier for 2.3 million euros.\\\n"
        "> “plans a barrier for 9 million euros” *is not in the texts at hand.*\\\n> [Title" in text
    )
    assert "- **Blocks:** the quotation is not in the source `quote-not-found`" in text
    assert boxes(text)[1] == (
        "Perspectives, Fishers' association: “plans a barrier for 9 million euros” is corrected, or is gone `quote-not-found`"
    )


def test_a_quote_of_a_source_of_an_unchanged_sentence() -> None:
    """A quote that is shown nowhere is where its source is cited, or else its source's; of a page, the ledger keeps passages."""
    page = replace(QUOTED, evidence="full-text", quotes=("never said",))
    error = objection(at="sources.harbour-plan.quotes[0]", text="never said", rule="quote-not-found")
    text = shown(error, version=replace(WAS, version=2, sources=(page,)))
    uncited: Any = {"what": "", "narrative": (), "timeline": (), "perspectives": (), "tensions": (), "why_it_matters": ""}

    assert "What: the quotation “never said” is not in what the ledger keeps of the source `quote-not-found`" in text
    assert "Source “Title of harbour-plan”: the quotation" in shown(error, version=replace(NOW, **uncited))


def test_sources_have_titles() -> None:
    """Objections name sources by their titles, never by their keys, unless these are all there is."""
    other = [builders.source(f"key-{n}", title=f"Title {n}") for n in range(5)]
    now = replace(NOW, sources=(QUOTED, *other, builders.source("bare-key", title="")))
    dates = objection("warning", at="sources", text="key-0, key-1, key-2, key-3 and key-4", message="5 without a date")
    few = objection("warning", at="sources", text="key-0", message="no ledger has the item key-0", rule="unrecorded-source")
    named = objection("warning", at="sources.key-1.date", text="2026", message="key-1, bare-key and no-key differ")
    text = shown(dates, few, named, version=now)

    assert "- Sources: 5 without a date `ungrounded-number` “Title 0”, “Title 1”, “Title 2”, “Title 3” and 1 more\n" in text
    assert "- Sources: no ledger has the item “Title 0” `unrecorded-source`\n" in text
    assert "- Source “Title 1”, date: “Title 1”, bare-key and no-key differ `ungrounded-number` “2026”\n" in text
    assert "<summary>3 other warnings</summary>" in text


def test_notes() -> None:
    """They stand under a small head, with commands as code and titles in place of keys."""
    text = shown(notes=("Nothing is left of harbour-plan. Run `dateline quote harbour-plan`.",))

    assert "**Notes**\n\n- Nothing is left of “Title of harbour-plan”. Run `dateline quote harbour-plan`.\n" in text


def test_one_box_for_each_sentence() -> None:
    """A sentence with several objections has one box, in which all words and rules are named, what blocks first."""
    sentence = "The repair costs 2.3 million euros."
    found = (
        objection("warning", text=sentence, message='"repair" is not there', rule="overclaimed"),
        objection("warning", text=sentence, message="it is dull"),
        objection(text=sentence, message='"2.3 million euros" is nowhere'),
        objection("warning", at="title", text="A title", message="long"),
        objection("warning", at="title", text="A title", message="dull"),
    )

    assert boxes(shown(*found))[1:-1] == [
        "What: “2.3 million euros” and “repair” is corrected, or is gone `ungrounded-number` `overclaimed`",
        "Title: “A title” stands, or is changed `ungrounded-number`",
    ]


def test_no_sentence_ends_twice() -> None:
    """An objection that has a full stop gets no second one."""
    doubt = objection("warning", text="The repair costs 2.3 million euros.", message="It may.")
    one = shown(doubt, supported=(SupportedClaim("The repair costs 2.3 million euros.", "2.3 million"),))
    two = shown(replace(doubt, rule="judge-not-supported"))

    assert "the rules object: It may; the judge" in one
    assert "the judge doubts it: It may. [Look" in two


def asked(*texts: str, number: int = 1) -> object:
    return replace(WAS if number == 1 else NOW, open_questions=tuple(Question(f"q{n}", one) for n, one in enumerate(texts)))


def test_a_question_that_is_perhaps_answered() -> None:
    """What may answer an open question stands below the question and is counted as that."""
    answer = "Perhaps answered: Harbour Wire: “The council pays” [@harbour-plan]."
    now = asked("Who pays?\n" + answer, "Is it safe?\nAnd when?", "When?\nWhy? Is that sure?", number=2)
    text = shown(version=now, before=asked("Who pays?", "Is it safe?\nAnd how?", "When?"))

    assert "**Question 1** · perhaps answered<br>Who pays?<br>Perhaps answered: Harbour Wire: “The council pays”.\n" in text
    assert "· 1 question perhaps answered" in text
    assert "· new<br>When?<br>Why?" in text
    again = shown(version=now, before=asked("Who pays?\n" + answer, "Is it safe?", "When?"))
    assert "perhaps answered" not in again.partition("## ")[0]


def test_a_new_question_with_its_answer() -> None:
    """A question that is new itself is not told twice."""
    text = shown(version=asked("Who pays?", "Is it safe?\nPerhaps answered: No.", number=2), before=asked("Who pays?"))

    assert text.partition("## Open")[2].partition("## ")[0].count("Is it safe?") == 1


def test_no_news_is_counted_and_not_shown() -> None:
    """That a voice says nothing new, or is new, is no new sentence."""
    silent = "No new statement since version 1."
    voices = tuple(Voice(name, name, view="Wants it [@harbour-plan].", evolution=silent) for name in ("council", "mayor"))
    was = replace(WAS, perspectives=tuple(replace(one, evolution="New voice.") for one in voices))
    text = shown(version=replace(NOW, perspectives=voices), before=was)

    assert text.startswith("**1 of ")
    assert "*2 voices said nothing new*\n" in text
    assert "New voice." not in text
    assert "said nothing new" not in card(reviewed(was))


def test_sentences_of_a_text_have_numbers() -> None:
    """A tension, a voice or an event with several sentences has several labels."""
    tension = Tension("two", "Two hold against three [@harbour-plan]. Nobody yields [@harbour-plan].")
    text = shown(version=replace(NOW, tensions=(tension,)))

    assert "**Tension 1, sentence 1** · new" in text
    assert "**Tension 1, sentence 2** · new" in text


def test_many_voices_are_folded() -> None:
    """Perspectives are folded by the rule for long sections."""
    voices = tuple(Voice(f"v{n}", f"Voice {n}", view=f"Says {n} things of its own [@harbour-plan].") for n in range(7))

    assert "<details><summary>Perspectives: 7 new or reworded, 1 gone</summary>" in shown(
        version=replace(NOW, perspectives=voices)
    )


def test_a_correction_in_three_lines() -> None:
    """What was said, what is right, and why, if that is known."""
    wrong = (Correction(1, "1.8 million.", "2.3 million.", "A typing error."), Correction(1, "May.", "June."))
    text = shown(version=replace(NOW, corrections=wrong))

    assert "- **Was** in version 1: 1.8 million.<br>**Now:** 2.3 million.<br>**Why:** A typing error.\n" in text
    assert "- **Was** in version 1: May.<br>**Now:** June.\n" in text


def test_the_writer_without_a_model_says_what_it_does() -> None:
    """A reader of the card need not know its name."""
    text = shown(version=replace(NOW, written_by=WrittenBy("extractive")))

    assert " · drafted by the embedded writer, which only quotes · this text" in text


def test_sources_that_are_one_witness() -> None:
    """The sources are counted in the small line only if they are fewer than they seem."""
    both = replace(
        NOW, what="The repair costs 2.3 million euros [@harbour-plan; @again].", sources=(QUOTED, builders.source("again"))
    )
    text = shown(version=both, items=(PLAN, builders.item("again", copy_of="harbour-plan")))

    assert " · 2 sources, 1 independent · " in text
    assert "independent" not in shown()


def quoting(words: str, **given: object) -> VersionReview:
    """A sentence with a source that has two sentences."""
    source = builders.source(**{"quotes": ("The gate is shut for good",), "evidence": "excerpt", **given})  # type: ignore[arg-type]
    item = builders.item(text="The gate is shut for good. A day later it was open, and nobody knew why.")
    empty = {"why_it_matters": "", "narrative": (), "timeline": (), "perspectives": (), "tensions": (), "open_questions": ()}
    return reviewed(builders.version(1, what=f"{words} [@harbour-plan].", sources=(source,), **empty), items=(item,))


@pytest.mark.parametrize(
    "words", ["Harbour Wire: “The gate is shut for good”", "The gate is shut for good", "Denied: “The gate is shut for good”"]
)
def test_a_sentence_that_is_the_quotation(words: str) -> None:
    """Only its source is named below it, and the quote is not told a third time among the new sources."""
    text = card(quoting(words))

    assert "> Title of harbour-plan, Harbour Wire · excerpt · no address recorded · *the sentence is the quotation*\n" in text
    assert text.count("The gate is shut for good") == 1


@pytest.mark.parametrize(
    ("words", "quotes"),
    [
        ("Harbour Wire says on Monday: “The gate is shut for good”", ("The gate is shut for good",)),
        ("Harbour Wire: “The gate is shut”", ("The gate is shut",)),
        ("The gate is shut for good", ("The gate is shut for good", "nobody knew why the gate is shut for good")),
        ("It is closed", ("The gate is shut for good",)),
    ],
)
def test_a_sentence_that_says_more_or_less_than_the_quotation(words: str, quotes: tuple[str, ...]) -> None:
    """If the sentence adds something, or the source goes on, the quote is shown in its place."""
    text = card(quoting(words, quotes=quotes))

    assert "> <b>The gate is shut" in text
    assert "the sentence is the quotation" not in text
