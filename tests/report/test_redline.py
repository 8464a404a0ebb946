"""A comparison as text, Markdown and JSON."""

from dataclasses import replace

import builders
from analysed import compare

from dateline.core.model import ClosedQuestion, Correction, Event, KeyFigure, Question
from dateline.report import redline

BEFORE = builders.version(1, narrative=("The wall costs 10 million euros [@harbour-plan].\nThe quay floods [@harbour-plan].",))
AFTER = builders.version(
    2,
    narrative=("The wall costs 12 million euros [@harbour-plan].\nA gate is planned too [@harbour-plan].",),
    open_questions=(Question("cost", "Who pays for it?"), Question("gate", "How wide is the gate?")),
)
MOVED = compare(BEFORE, AFTER)


def test_text_marks_each_sentence():
    """As text, each changed sentence is a line with its mark, under its section; the rest is counted."""
    told = redline.text(MOVED)

    assert "  ~ The wall costs [-10 million euros-] {+12 million euros+} [@harbour-plan]." in told
    assert "  - The quay floods [@harbour-plan]." in told
    assert "  + A gate is planned too [@harbour-plan]." in told
    assert "Why it matters" not in told
    assert told.endswith("1 changed; sources +0 -0.")


FIGURES = (KeyFigure("cost", "Cost", "10 million euros", ("harbour-plan",)), KeyFigure("gates", "Gates", "3", ("harbour-plan",)))
NEXT = KeyFigure("cost", "Cost", "12 million euros", ("harbour-plan",)), KeyFigure("test", "Test", "2 April", ("harbour-plan",))
TEST, TIDE = Event("2026-06-02", "The test.", ahead=True), Event("2026-06-19", "The tide.", ahead=True)
FOLLOWED = compare(
    replace(BEFORE, figures=FIGURES, timeline=(TEST, TIDE)),
    replace(AFTER, figures=NEXT, timeline=(replace(TEST, ahead=False), replace(TIDE, date="2026-06-20"))),
)


def test_figures_and_what_was_ahead_come_first():
    """Figures that the story follows and events that were ahead come before the sentences; what stayed is left out."""
    told = redline.text(FOLLOWED)

    assert "Key figures\n  Cost: 10 million euros → 12 million euros\n  Test: new → 2 April\n  Gates: 3 → gone\n\n" in told
    assert "Ahead\n  happened: 2026-06-02 The test.\n  moved: 2026-06-19 → 2026-06-20 The tide.\n\n" in told
    assert "**Key figures**\n\n- Cost: 10 million euros → 12 million euros\n" in redline.markdown(FOLLOWED)
    assert redline.document("s", FOLLOWED)["figures"][-3:] == [
        {"before": "10 million euros", "after": "12 million euros", "at": "figures.cost"},
        {"before": "", "after": "2 April", "at": "figures.test"},
        {"before": "3", "after": "", "at": "figures.gates"},
    ]


def test_what_is_due_is_told_with_what_is_ahead():
    """A date that a question got, changed or lost, and a verdict, stand under what is ahead."""
    asked = (Question("cost", "Who pays?"), Question("gate", "How wide?", due="2026"), Question("sea", "How high?", due="2026"))
    now = (replace(asked[0], due="2027"), replace(asked[1], due="2026-06"), replace(asked[2], due=None))
    old = Question("tide", "Does it hold?", due="2026-05")
    held = ClosedQuestion("tide", "answered", "It did.", verdict="held")
    before = replace(BEFORE, open_questions=(*asked, old, Question("x", "Why?")))
    why = ClosedQuestion("x", "answered", "So.", verdict="failed")
    told = redline.text(compare(before, replace(AFTER, open_questions=now, closed_questions=(held, why))))

    assert (
        "Ahead\n  due: 2027 Who pays?\n  due: 2026 → 2026-06 How wide?\n  due: 2026 → no date How high?\n"
        "  held: 2026-05 Does it hold?\n  failed: Why?\n\n"
    ) in told


def test_markdown_is_inert():
    """No text from outside links, mentions, refers or marks up anything in a pull request."""
    hostile = "@desk closes #12 <img src=x> [a](http://b) `x` *y*"
    after = replace(AFTER, narrative=(hostile,))

    told = redline.markdown(compare(BEFORE, after))

    assert "<img" not in told
    assert "@desk" not in told
    assert "#12" not in told
    assert "[a](" not in told


def test_markdown_shows_words():
    """In a reworded sentence, removed words are struck out and added words are underlined."""
    assert "costs <del>10 million euros</del> <ins>12 million euros</ins>" in redline.markdown(MOVED)


def test_json_has_every_part():
    """The document has the keys that the specification names, and figures as they were written."""
    document = redline.document("harbour-barrier", MOVED)

    assert list(document) == [
        "story",
        "from",
        "to",
        "rewritten",
        "changes",
        "figures",
        "questions",
        "voices",
        "sources",
        "corrections",
    ]
    assert document["figures"] == [{"before": "10 million euros", "after": "12 million euros", "at": "narrative[0]"}]
    assert {one["id"]: one["kind"] for one in document["questions"]} == {"cost": "kept", "gate": "opened"}
    assert {one["kind"] for one in document["changes"]} == {"kept", "changed", "added", "removed"}


WHOLE = "The board rejected the bid [@harbour-plan] and ordered a survey of the quay walls [@harbour-plan]."
HALVES = "The board rejected the bid [@harbour-plan].", "It ordered a survey of the quay walls [@harbour-plan]."
LOCK, BOATS = "The mayor opened the lock.", "The bishop blessed the new boats."
BOTH = "The mayor opened the lock and the bishop blessed the new boats."
MERGED = "The mayor opened the lock {+and+} the bishop blessed the new boats."
CORRECTIONS = (Correction(1, "The lock is open.", "It is shut.", "We misread a note."), Correction(1, "30", "35"))
PARTED = compare(
    builders.version(1, narrative=(f"{WHOLE}\n{LOCK}\n{BOATS}",)),
    builders.version(2, narrative=("\n".join((*HALVES, BOTH)),), corrections=CORRECTIONS),
)


def test_split_and_merged_sentences_are_told_in_words():
    """The earlier sentence of a split is shown once, and each part names the others; only new words are marked."""
    told, marked = redline.text(PARTED), redline.markdown(PARTED)
    rows = [one for one in redline.document("s", PARTED)["changes"] if one["kind"] == "changed"]

    assert f"  ~ {HALVES[0]}\n      was one sentence with “It ordered a survey of the …”: {WHOLE}\n" in told
    assert "  ~ {+It+} ordered a survey of the quay walls [@harbour-plan].\n" in told
    assert f"      was one sentence with “The board rejected the bid.”\n  ~ {MERGED}\n" in told
    assert f"      merged from: {LOCK}\n      and from: {BOATS}\n" in told
    assert f"  - merged from: <del>{LOCK}</del>\n  - and from: <del>{BOATS}</del>\n" in marked
    assert "- <ins>It</ins> ordered a survey of the quay walls" in marked
    assert rows[0]["split_with"] == [HALVES[1]]
    assert rows[2]["merged_with"] == [BOATS]


def test_corrections_come_first():
    """Corrections have a section in text and Markdown, and a key in JSON."""
    row = "version 1: The lock is open. → It is shut. (We misread a note.)\n"

    assert f"\n\nCorrections\n  {row}  version 1: 30 → 35\n\nNarrative" in redline.text(PARTED)
    assert f"**Corrections**\n\n- {row}- version 1: 30 → 35\n" in redline.markdown(PARTED)
    assert redline.document("s", PARTED)["corrections"][1] == {"of": 1, "was": "30", "now": "35", "why": ""}


def test_wordings_that_share_little():
    """They are shown one after the other, without marks on words."""
    old, new = "The council builds a storm gate.", "A storm may now break, so the council builds no gate."
    told = redline.text(compare(*(builders.version(narrative=(sentence,)) for sentence in (old, new))))

    assert f"  ~ {new}\n      was: {old}\n" in told


def test_figures_of_sentences_are_listed():
    """Each changed figure is listed once; a dropped one is gone."""
    before = replace(BEFORE, what="It costs 10 million euros.", narrative=("The wall costs 10 million euros of 30%.",))
    after = replace(AFTER, what="It costs 12 million euros.", narrative=("The wall costs 12 million euros, twice.",))
    told = redline.text(compare(before, after))

    assert "Figures and dates\n  10 million euros → 12 million euros\n  30% → gone\n\n" in told


def test_a_version_written_anew_says_so():
    """The first line after the title says how little of the earlier version is left."""
    old = " ".join(f"The {part} gate of the barrier holds." for part in ("north", "south", "east", "west"))
    empty = {"what": "", "why_it_matters": "", "open_questions": (), "timeline": (), "perspectives": (), "tensions": ()}
    before = builders.version(1, **{**empty, "narrative": (old,)})
    after = replace(before, version=2, narrative=("Ferries stopped. Fishermen left. Rain fell. A choir sang.",))
    comparison = compare(before, after)
    said = "Version 2 was written anew: 0 of its 4 sentences continue sentences of version 1."

    assert redline.text(comparison).startswith(f"v1 → v2\n\n{said}\n\n")
    assert f"\n\n{said}\n\n" in redline.markdown(comparison)
    assert redline.document("s", comparison)["rewritten"]


def test_a_git_revision_is_named():
    """The title names the revision of the earlier version; two equal versions of one number are a line."""
    assert redline.text(MOVED, "main").startswith("v1 at main → v2 here\n")
    assert redline.markdown(MOVED, "main").startswith("### What changed: version 1 at `main` → 2\n")
    assert redline.text(compare(BEFORE, BEFORE), "main") == "Version 1 at main and here: the same words."


def test_no_text_gives_a_ci_an_order() -> None:
    """A squashed commit may have the text as its message, in which backslashes and code are just characters."""
    for order in ("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]", "***NO_CI***", "skip-checks: true"):
        assert order not in redline.escape(order)
        assert order not in redline.code(order)
    assert (
        redline.code("fixes #1, o/r#2, https://code.example/3") == "`fixes #\u200b1, o/r#\u200b2, https:\u200b//code.example/3`"
    )


def test_money_is_no_formula() -> None:
    """Between two dollar signs, GitHub would show a formula."""
    assert redline.escape("$5 and $7") == "\\$5 and \\$7"
