"""The review card: what an editor reads, in the order of its weight."""

from dataclasses import replace
from decimal import Decimal

import builders
import pytest
from reviewed import objection, reviewed

from dateline.core.model import (
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Event,
    Finding,
    KeyFigure,
    Question,
    Tension,
    Voice,
    WrittenBy,
)
from dateline.desk.draft import SupportedClaim
from dateline.flows.reviews import VersionReview
from dateline.report.card import LONGEST, CardLinks, card
from dateline.report.card.links import NO_BREAK
from dateline.report.card.top import MOST_LISTED

LINKS = CardLinks(
    "https://code.example/blob/b", "https://code.example/run", ".dateline/proposals/harbour.md", "the artifacts of the check"
)
PLAN = builders.item(text="On Monday the council said that it plans a barrier for 2.3 million euros. It may flood before that.")
QUOTED = builders.source(
    quotes=("plans a barrier for 2.3 million euros",), evidence="excerpt", url="https://a.example/1", date="2026-05-01"
)
WAS = builders.version(
    1, what="The repair costs 1.8 million euros [@harbour-plan]. It opens in May [@harbour-plan].", sources=(QUOTED,)
)
NOW = replace(
    WAS,
    version=2,
    published="2026-05-02T11:30:00Z",
    what="The repair costs 2.3 million euros [@harbour-plan]. It opens in May [@harbour-plan].",
)
SENTENCE = "The repair costs 2.3 million euros [@harbour-plan]."


def shown(*findings: Finding, version: object = NOW, **given: object) -> str:
    return card(reviewed(WAS, version, items=(PLAN,), findings=findings, **given), LINKS)  # type: ignore[arg-type]


def part(text: str, start: str, end: str = "\n\n## ") -> str:
    """The part of a card that begins with some words."""
    return text[text.index(start) :].partition(end)[0]


def test_a_reworded_sentence_with_its_quote() -> None:
    """Its place, its words with the changes marked, the quote in bold in its sentence, and the source."""
    assert part(shown(), "## What", "\n\n<details>") == (
        "## What\n\n"
        "**Sentence 1** · reworded<br>The repair costs <del>1.8 million euros</del> <b><ins>2.3 million euros</ins></b>.\n\n"
        "> On Monday the council said that it <b>plans a barrier for 2.3 million euros</b>.\\\n"
        "> [Title of harbour-plan](https://a.example/1) (a.example), Harbour Wire, 1 May · excerpt"
    )


def test_the_order() -> None:
    """What blocks, what is disputed, counts, what readers are told, corrections, notes, figures, sections, the rest, boxes."""
    wrong = Correction(1, "1.8 million euros.", "2.3 million euros.", "A typing error.")
    version = replace(NOW, changes="The sum is corrected.", corrections=(wrong,))
    error, doubt = objection(text="It opens in May."), objection("warning", text=SENTENCE)
    text = shown(
        error, doubt, objection("note"), version=version, supported=(SupportedClaim(SENTENCE, "2.3 million"),), notes=("A note.",)
    )
    marks = (
        "> [!CAUTION]", "> [!WARNING]", "**1 of 9 sentences**", "## What readers are told", "## Corrections",
        "**Notes**\n\n- A note.", "## Figures and dates", "## What\n",
        "1 note</summary>", "8 sentences unchanged</summary>", "\n---\n", "- [ ] ", "<sub>",
    )  # fmt: skip

    assert [mark for mark in marks if text.count(mark) < 1] == []
    assert [text.index(mark) for mark in marks] == sorted(text.index(mark) for mark in marks)


def test_what_blocks() -> None:
    """One error is told in one sentence, with its rule, file and line; several are a list, the worst first."""
    error = objection(text=SENTENCE, message='"2.3 million euros" is nowhere', file="stories/h/v002.yaml", line=8)
    told = part(shown(error), "> [!CAUTION]", "\n\n")

    assert told == (
        '> [!CAUTION]\n> **1 thing blocks.** What, sentence 1: "2.3 million euros" is nowhere `ungrounded-number` '
        "[v002.yaml, line 8](https://code.example/blob/b/stories/h/v002.yaml#L8) [Look at it below](#harbour-barrier-v2-1)"
    )
    several = part(shown(error, objection(at="title", text="A title", harm="form")), "> [!CAUTION]", "\n\n").split("\n")
    assert several[1] == "> **2 things block.**"
    assert several[4] == "> - Title: not so `ungrounded-number` “A title”"
    assert '<a name="harbour-barrier-v2-1"></a>**Sentence 1** · reworded · **blocks**<br>' in shown(error)
    assert '- **Blocks:** "2.3 million euros" is nowhere `ungrounded-number`' in shown(error)


def test_where_rule_and_judge_disagree() -> None:
    """Each side has its say, and the sentence is linked, labelled and has a box."""
    doubt = objection("warning", text=SENTENCE, message='"2.3 million euros" is in none of the sources')
    judge = objection(
        "warning", text="It opens in June at last [@harbour-plan].", message="It may.", rule="judge-not-supported", harm="source"
    )
    version = replace(NOW, what="The repair costs 2.3 million euros [@harbour-plan]. It opens in June at last [@harbour-plan].")
    one = shown(doubt, supported=(SupportedClaim(SENTENCE, "for 2.3 million euros"),))
    both = shown(
        doubt,
        judge,
        version=version,
        supported=(SupportedClaim(SENTENCE, "for 2.3 million euros"),),
    )

    assert part(one, "> [!WARNING]", "\n\n") == (
        "> [!WARNING]\n> **Rule and judge disagree once: please decide.** What, sentence 1, “2.3 million euros”: "
        'the rules object: "2.3 million euros" is in none of the sources; '
        "the judge finds it supported by “for 2.3 million euros”. [Look at it below](#harbour-barrier-v2-1)"
    )
    assert "· reworded · *rule and judge disagree*<br>" in one
    assert "- [ ] What, sentence 1: “2.3 million euros” stands, or is changed: rule and judge disagree" in one
    assert "**Rule and judge disagree once, the judge doubts 1 sentence: please decide.**" in both
    assert "What, sentence 2, “It opens in June at last.”: the judge doubts it: It may. [Look at it below](#" in both
    assert "*the judge doubts it*<br>" in both
    assert "- [ ] What, sentence 2: “It opens in June at last.” stands, or is changed; the judge doubts it: It may\n" in both
    assert "**The judge doubts 3 sentences: please" in shown(*(replace(judge, text=f"Not here {n}.") for n in range(3)))
    twice = [replace(doubt, text=words) for words in (SENTENCE, "It opens in June at last.")]
    found = tuple(SupportedClaim(one.text, "for 2.3 million euros") for one in twice)
    assert "disagree twice: please decide" in shown(*twice, version=version, supported=found)


def test_kinds_of_versions() -> None:
    """A first version, a correction, one by hand, a new title and one that was written anew say so."""
    first = card(reviewed(WAS, items=(PLAN,)))
    anew = "A sentence of its own. Ships wait outside. Fishers sing. Rain falls. Nobody counts days."

    assert first.startswith(
        "**The first version** of this story: all of it is new.\n\n"
        "**9 sentences** · 1 without a source · 1 source from 1 outlet\n"
    )
    assert "· new" not in first
    assert "was:" not in first
    assert "- [ ] Every sentence read against its quote" in first
    kinds = replace(NOW, kind="correction", written_by=WrittenBy("desk"), title="A new title")
    assert shown(version=kinds).startswith(
        "**A correction** of an earlier version. **Written by hand**, not by a program. "
        "**New title:** <b><ins>A new title</ins></b>, was <del>The harbour barrier</del>.\n"
    )
    assert "was written anew" in shown(
        version=builders.version(
            2, what=anew, narrative=(anew[::-1],), timeline=(), tensions=(), perspectives=(), open_questions=(), why_it_matters=""
        )
    )


FIGURES = (("gates", "Gates | worn", "1"), ("old", "Old", "7"), ("same", "Same", "9"))


def test_figures_and_dates() -> None:
    """Key figures, other figures and moved events stand side by side, each with its source."""
    figures = tuple(KeyFigure(id_, label, value, ("harbour-plan",)) for id_, label, value in FIGURES)
    was = replace(WAS, figures=figures, timeline=(Event("2026-04-14", "The plan is out [@harbour-plan]."),))
    now = replace(
        NOW,
        figures=(replace(figures[0], value="2 of 3"), figures[2]),
        timeline=(Event("2026-04-15", "The plan is out [@harbour-plan]."),),
    )
    rows = part(card(reviewed(was, now, items=(PLAN,))), "## Figures and dates").splitlines()

    assert [row.replace(NO_BREAK, " ") for row in rows[2:]] == [
        "|  | Version 1 | Version 2 | Source |",
        "| --- | --- | --- | --- |",
        "| Gates \\| worn | 1 | **2 of 3** | [Harbour Wire, 1 May](https://a.example/1) |",
        "| Old | 7 | last told in version 1 |  |",
        "| The repair costs … | 1.8 million euros | **2.3 million euros** | [Harbour Wire, 1 May](https://a.example/1) |",
        "| The plan is out. | 14 April 2026 | **15 April 2026** | [Harbour Wire, 1 May](https://a.example/1) |",
    ]
    first = part(card(reviewed(replace(was, what="It floods."), items=(PLAN,))), "## Figures and dates").splitlines()
    assert first[2] == "|  | Version 1 | Source |"
    assert first[4] == f"| Gates \\| worn | 1 | [Harbour Wire, 1{NO_BREAK}May](https://a.example/1) |"


def test_a_figure_is_listed_once() -> None:
    """A figure that changed in two places has one row."""
    was, now = (replace(one, narrative=(one.what.partition("]")[0] + "].",)) for one in (WAS, NOW))

    assert part(card(reviewed(was, now, items=(PLAN,))), "## Figures and dates").count("| 1.8") == 1


def test_a_figure_that_is_gone() -> None:
    """A figure that no sentence has any more has the words that were around it, and says so."""
    gone = part(shown(version=replace(NOW, what="The repair is dear [@harbour-plan].")), "## Figures and dates")

    assert "| The repair costs … | 1.8 million euros | last told in version 1 |  |" in gone.replace(NO_BREAK, " ")


def test_a_long_table_is_cut() -> None:
    """Thirty rows are enough; the others are counted."""
    many = tuple(KeyFigure(f"f-{n}", f"Figure {n}", str(n), ("harbour-plan",)) for n in range(33))

    assert "\n*and 4 more*" in shown(version=replace(NOW, figures=many))


def test_voices() -> None:
    """A new voice, a new quotation, an evolution; who left and why."""
    was = replace(WAS, perspectives=(*WAS.perspectives, Voice("mayor", "The mayor"), Voice("pilots", "The pilots")))
    voices = (
        Voice(
            "council",
            "The council",
            view='Wants it [@harbour-plan]. "It will never be as cheap," it says [@harbour-plan].',
            evolution="It is louder.",
        ),
        Voice("fishers", "The fishers", view="Wait [@harbour-plan]. Sing [@harbour-plan].", evolution="First heard here."),
    )
    now = replace(NOW, perspectives=voices, departed_voices=(DepartedVoice("mayor", "Silent since."),))
    told = part(card(reviewed(was, now, items=(PLAN,))), "Perspectives: 5 new or reworded", "</details>")

    assert [line.partition("<br>")[0] for line in told.splitlines() if line.startswith("**")] == [
        "**The council, sentence 2** · new quotation",
        "**The council, evolution** · new · *no source*",
        "**The fishers, sentence 1** · new voice",
        "**The fishers, sentence 2** · new voice",
        "**The fishers, evolution** · new · *no source*",
        "**The mayor** · departed: Silent since.",
        "**The pilots** · departed, without a reason",
    ]


def test_questions() -> None:
    """A closed question has its outcome and the evidence for it, and is not listed as gone; a new one is new."""
    was = replace(
        WAS, open_questions=(Question("cost", "Who pays for it?"), Question("when", "When is it?"), Question("why", "Why?"))
    )
    now = replace(
        NOW,
        open_questions=(Question("who", "Who opens it?"),),
        closed_questions=(
            ClosedQuestion("cost", "answered", "The town plans a barrier [@harbour-plan]."),
            ClosedQuestion("when", "dropped"),
        ),
    )
    told = part(card(reviewed(was, now, items=(PLAN,))), "## Open questions")

    assert "**Question** · answered<br><del>Who pays for it?</del><br>The town plans a barrier.\n\n> On Monday" in told
    assert "**Question** · dropped<br><del>When is it?</del>\n" in told
    assert "**Question 1** · new<br>Who opens it?" in told
    assert "1 sentence gone</summary>\n\n- Why?" in told


def test_tensions_and_events_have_names() -> None:
    """A tension has its title or its number, an event its day."""
    now = replace(
        NOW,
        tensions=(*WAS.tensions, Tension("two", "Two hold against three [@harbour-plan].", (), title="Two or three")),
        timeline=(*WAS.timeline, Event("2026-05-01", "It shuts [@harbour-plan].")),
    )
    text = shown(version=now)

    assert "**Two or three** · new" in text
    assert "**1 May** · new" in text
    assert "**Tension 1**<br>" in card(reviewed(WAS))


def test_gone_moved_and_unchanged_sentences_are_folded() -> None:
    """What moved is not a change."""
    was = replace(WAS, narrative=("One plan [@harbour-plan].", "Two gates are worn out [@harbour-plan].", "Rain fell all night."))
    now = replace(
        NOW,
        what="It opens in May [@harbour-plan].",
        narrative=("Two gates are worn out [@harbour-plan].", "One plan [@harbour-plan]."),
    )
    text = card(reviewed(was, now, items=(PLAN,)))

    assert "<details><summary>1 sentence moved, not changed</summary>\n\n- ↷ " in text
    assert "<details><summary>1 sentence gone</summary>\n\n- Rain fell all night." in text
    assert "sentences unchanged</summary>\n\n**What**\n\n- It opens in May." in text
    assert "- [ ] Every" not in text


def test_a_long_section_is_folded_unless_something_in_it_blocks() -> None:
    """More than a handful of changes in Narrative are folded under their counts; with an error they stay open."""
    now = replace(NOW, narrative=tuple(f"Ship number {n} waits in the roads [@harbour-plan]." for n in range(7)))
    error = objection(at="narrative[3]", text="Ship number 3 waits in the roads.")

    assert "<details><summary>Narrative: 7 new or reworded, 1 gone</summary>" in shown(version=now)
    assert "## Narrative\n\n**Paragraph 1** · new<br>Ship number 0" in shown(error, version=now)
    assert "<summary>Narrative: 7 sentences</summary>" in card(reviewed(replace(now, version=1)))
    asked = replace(NOW, open_questions=tuple(Question(f"q-{n}", f"Is it {'so ' * n}?") for n in range(7)))
    assert "<summary>Open questions: 1 question gone without a reason, 7 questions opened, 7 new" not in shown(version=asked)
    assert (
        "<summary>Open questions: 7 questions opened, 1 question gone without a reason, 7 new or reworded, 1 gone</summary>"
        in shown(version=asked)
    )


def test_sentences_that_were_split_merged_or_written_anew() -> None:
    """If two wordings share little, both are shown whole; a part names the others."""
    was = replace(
        WAS,
        narrative=(
            "The council plans a barrier with three gates, and the harbour office will close the channel for it [@harbour-plan].",
        ),
    )
    cited = "[@harbour-plan]"
    split = replace(
        NOW,
        narrative=(
            f"The council plans a barrier with three gates {cited}. The harbour office will close the channel for it {cited}.",
        ),
    )
    text = card(reviewed(was, split, items=(PLAN,)))

    assert text.count("*was one sentence with “") == 1
    merged = card(reviewed(replace(split, version=1), replace(was, version=2), items=(PLAN,)))
    assert merged.count("**Paragraph 1** · reworded<br>") == 1
    first, second = "The council plans a barrier with three gates.", "The harbour office will close the channel for it."
    assert f"<br>*merged from:* <del>{first}</del> <del>{second}</del>\n" in merged
    other = replace(NOW, what="Repair, put at 2.3 million euros by many who know of such things, is costly [@harbour-plan].")
    assert "is costly.<br>*was:* <del>The repair costs 1.8 million euros.</del>" in shown(version=other)


def test_another_source_for_the_same_words() -> None:
    """If only the citations of a sentence changed, it says that, and no word is marked."""
    second = builders.source("second", feed="Second Wire")
    now = replace(WAS, version=2, what=WAS.what.replace("euros [@harbour-plan]", "euros [@second]"), sources=(QUOTED, second))
    text = shown(version=now)

    assert "**Sentence 1** · other sources · *only headlines*<br>The repair costs 1.8 million euros.\n" in text
    assert "<ins>" not in text


def test_what_a_sentence_rests_on() -> None:
    """Only headlines, one origin, a missing quote, no quote at all, many sources: each is said."""
    keys = [f"k-{n}" for n in range(6)]
    items = tuple(builders.item(key, copy_of="k-0" if key == "k-1" else None) for key in keys)
    cases = {
        "only headlines": ((builders.source("k-0"),), "**Sentence 1** · *only headlines*<br>"),
        "copies": (tuple(builders.source(key) for key in keys[:2]), "· 2 sources, 1 origin ·"),
        "no quote": ((builders.source("k-0", evidence="excerpt"),), "> *No quote was kept. Nearest words:* Text of k-0.\\\n"),
        "nothing near": ((builders.source("k-9", evidence="excerpt"),), "> *No quote was kept.*\\\n"),
        "missing": (
            (builders.source("k-0", quotes=("never said",), evidence="excerpt"),),
            "> “never said” *is not in the texts at hand.*\\\n> Title",
        ),
        "near": (
            (builders.source("k-0", quotes=("the text of another k-0",), evidence="excerpt"),),
            "*is not in the texts at hand.*\\\n> *Nearest words:* Text of k-0.\\\n",
        ),
        "title": (
            (builders.source("k-2", quotes=("Title of",)),),
            "> <b>Title of</b> k-2, Harbour Wire · headline only · no address recorded\n",
        ),
        "many": (tuple(map(builders.source, keys)), "\n\n*and 2 more of its sources*\n"),
    }
    for sources, told in cases.values():
        words = f"Text k-0 floods [@{'; @'.join(one.key for one in sources)}]."
        now = builders.version(what=words, narrative=(words,), timeline=(), perspectives=(), tensions=(), sources=sources)
        text = card(reviewed(now, items=items))
        assert told in text


def test_objections_are_shown_once_beside_their_sentence() -> None:
    """A finding about a source stands with the first sentence that cites it, one about a quote with the quote."""
    lost = replace(QUOTED, quotes=("never said",))
    now = replace(
        NOW, sources=(lost,), narrative=("The repair costs 2.3 million euros [@harbour-plan]. Ships wait [@harbour-plan].",)
    )
    errors = (
        objection(at="sources.harbour-plan.date", text="2026-05-01", message="another day"),
        objection(at="sources.harbour-plan.quotes[0]", text="never said", message="not there"),
        objection("warning", at="sources.harbour-plan.quotes[7]", text="elsewhere", message="not shown"),
        objection("warning", at="", text="Ships wait.", message="no place"),
        objection("warning", at="timeline[0].date", message="the day"),
    )
    text = shown(*errors, version=now)

    assert text.count("- **Blocks:** another day") == text.count("- **Blocks:** not there") == 1
    assert "- **Warning:** no place" in text
    assert "2 other warnings</summary>" in text
    assert "- Timeline, 14 April: the day `ungrounded-number`" in text
    assert "not shown `ungrounded-number` “elsewhere”" in text


def test_new_sources() -> None:
    """Each new source with its quotes that stand below no sentence; whose origin the version before cited already, it says."""
    items = (
        PLAN,
        builders.item("again", copy_of="harbour-plan", text="One gate. Two men. Three ships. Four days."),
        builders.item("fresh"),
    )
    again, fresh = (
        builders.source("again", quotes=("One gate", "Two men", "Three ships", "Title of again", "Four days")),
        builders.source("fresh"),
    )
    now = replace(NOW, what=f"{NOW.what} It is shut [@again; @fresh].", sources=(QUOTED, again, fresh))
    told = part(card(reviewed(WAS, now, items=items)), "<details><summary>2 new sources", "</details>")

    assert "2 copies, 1 origin · no address recorded · **same origin as a source of version 1**\n  - “Four days”\n" in told
    assert told.count("same origin") == 1
    assert "<details><summary>1 source</summary>" in card(reviewed(WAS))


def test_the_boxes() -> None:
    """A box for each error and each of the first warnings, worded as a decision; the others are counted."""
    errors = [objection(at="title", text=f"Title {n}") for n in range(22)]
    warnings = [objection("warning", text=f"Words {n}") for n in range(7)]
    of_source = objection("warning", at="sources.harbour-plan", text="")
    few = [line for line in shown(warnings[0], of_source).splitlines() if line.startswith("- [ ] ")]
    many = [line for line in shown(*errors, *warnings, of_source).splitlines() if line.startswith("- [ ] ")]

    assert few == [
        "- [ ] Every new sentence read against its quote",
        "- [ ] What: “Words 0” stands, or is changed `ungrounded-number`",
        "- [ ] 1 more warning read",
        "- [ ] Signed: `dateline approve harbour-barrier 2`",
    ]
    assert many[1] == "- [ ] Title: “Title 0” is corrected, or is gone `ungrounded-number`"
    assert many[21:23] == ["- [ ] 2 more that block or are disputed, listed at the top", few[1]]
    assert many[-2] == "- [ ] 3 more warnings read"
    assert "- [ ] 1 warning read" in shown(of_source)
    assert "- [ ] Title is corrected, or is gone" in shown(objection(at="title"))


def test_the_small_line() -> None:
    """The artifact, how much is cited, who drafted it, tokens and cost."""
    by = WrittenBy("claude", "a-model", input_tokens=9000, output_tokens=840)
    text = shown(version=replace(NOW, written_by=by), usd=Decimal("0.05"))

    assert text.endswith(
        "<sub>Redline and built pages: the artifacts of the check · 4 of 5 sentences from Narrative to Tensions cite a source · "
        "drafted by a-model · 9,840 tokens · 0.05 US dollars · this text is renewed in place</sub>\n"
    )
    assert card(reviewed(WAS, NOW)).endswith(
        "<sub>4 of 5 sentences from Narrative to Tensions cite a source · this text is renewed in place</sub>\n"
    )


def long_review() -> VersionReview:
    """A version with far more changes than a pull request can show, an error among them."""
    paragraphs = tuple(
        " ".join(f"Ship {n}-{m} waits in the roads of the town [@harbour-plan]." for m in range(10)) for n in range(90)
    )
    error = objection(at="narrative[50]", text="Ship 50-5 waits in the roads of the town.", message="it sails")
    return reviewed(WAS, replace(NOW, narrative=paragraphs), items=(PLAN,), findings=(error,))


@pytest.mark.parametrize(
    ("links", "told"),
    [
        (LINKS, "The whole card: [`.dateline/proposals/harbour.md`](https://code.example/run)"),
        (CardLinks(whole=".dateline/proposals/harbour.md"), "The whole card: `.dateline/proposals/harbour.md`"),
        (CardLinks(), "To see it: `dateline diff harbour-barrier`"),
    ],
)
def test_a_card_that_is_too_long(links: CardLinks, told: str) -> None:
    """It fits a pull request, says what is left out and where that is, and keeps the sentence that blocks and the boxes."""
    review = long_review()
    short, whole = card(review, links), card(review, links, most=None)

    assert len(short) <= LONGEST < len(whole)
    assert "*Left out, because this text would be too long: Narrative and the unchanged sentences.*" in short
    assert told in short
    assert "**Paragraph 51, sentence 6** · new · **blocks**<br>Ship 50-5" in short
    assert "Ship 50-4" not in short
    assert "- [ ] Signed:" in short
    assert "Left out" not in whole


def test_very_many_errors() -> None:
    """A card with a limit lists the worst errors and the first disagreements, and counts the others; the whole card has all."""
    errors = tuple(objection(at="title", text=f"Title {n}", message=f"wrong {'very ' * 200}{n}") for n in range(MOST_LISTED + 5))
    doubts = [objection("warning", text=f"Nothing {n}.", rule="judge-not-supported", message="no " * 300) for n in range(40)]
    review = reviewed(WAS, NOW, findings=(*errors, *doubts))

    assert len(card(review)) <= LONGEST
    assert "> - and 5 more: `dateline check harbour-barrier`" in card(review)
    assert "\n> - and 10 more\n" in card(review)
    assert card(review, most=None).count("> - Title: ") == MOST_LISTED + 5
