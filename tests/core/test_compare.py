from dataclasses import replace

import pytest
from analysed import blame, compare, words
from builders import source, version

from dateline.core.compare import Blame, Word
from dateline.core.model import ClosedQuestion, Correction, DepartedVoice, Event, KeyFigure, Question, Tension, TensionSide, Voice

BARRIER = "The council plans a storm barrier at the harbour mouth [@harbour-plan]."
DREDGED = "Dredging of the river channel starts in spring [@harbour-plan]."
COST = "The barrier costs $45 billion by the council's own count [@harbour-plan]."
COST_NOW = "The barrier costs $50 billion by the council's own count [@harbour-audit]."
FERRY = "Ferry crews refuse the night shift."


def told(*paragraphs, number=1, **given):
    """A version of which only the narrative matters."""
    empty = {"what": "", "why_it_matters": "", "open_questions": (), "timeline": (), "perspectives": (), "tensions": ()}
    return version(number, **{**empty, "narrative": paragraphs, **given})


def kinds(comparison):
    return [(change.kind, change.before, change.after, change.at, change.was_at) for change in comparison.changes]


def test_nothing_changed():
    """A version against itself has only kept sentences, and is empty."""
    comparison = compare(version(), version())

    assert {change.kind for change in comparison.changes} == {"kept"}
    assert comparison.is_empty
    assert comparison.churn == 0


def test_no_sentences_no_churn():
    """A version without a sentence has not changed by any share."""
    assert compare(told(BARRIER), told()).churn == 0


def test_added_removed_kept_and_changed():
    """Sentences are aligned in the later order; a removed one comes after the one that it followed."""
    before = told(f"{BARRIER} {DREDGED}", COST)
    after = told(f"{FERRY} {BARRIER}", COST_NOW, number=2)
    comparison = compare(before, after)

    assert kinds(comparison) == [
        ("added", "", FERRY, "narrative[0]", ""),
        ("kept", BARRIER, BARRIER, "narrative[0]", "narrative[0]"),
        ("removed", DREDGED, "", "narrative[0]", "narrative[0]"),
        ("changed", COST, COST_NOW, "narrative[1]", "narrative[1]"),
    ]
    assert (comparison.from_version, comparison.to_version) == (1, 2)
    assert comparison.churn == pytest.approx(2 / 3)
    assert not comparison.is_empty


def test_a_removed_opening_stands_first():
    """A removed sentence that was first in its section comes at the start of this section."""
    before = told(f"{DREDGED} {BARRIER}", what=FERRY)
    after = told(BARRIER, what=FERRY, number=2)

    assert [change.kind for change in compare(before, after).changes] == ["kept", "removed", "kept"]


def test_a_new_paragraph_moves_nothing():
    """Sentences that only shifted by a paragraph are kept."""
    comparison = compare(told(BARRIER, COST), told(FERRY, BARRIER, COST, number=2))

    assert [change.kind for change in comparison.changes] == ["added", "kept", "kept"]


def test_moved_to_another_section():
    """A sentence that left one section and appears in another was moved, and names its old place."""
    comparison = compare(told(BARRIER), told(FERRY, what=BARRIER, number=2))

    assert kinds(comparison) == [
        ("moved", BARRIER, BARRIER, "what", "narrative[0]"),
        ("added", "", FERRY, "narrative[0]", ""),
    ]


def test_the_same_words_with_other_sources_elsewhere():
    """A sentence that stands in another section and cites other sources there is not new: it is the same words."""
    cited = BARRIER.replace("plan]", "audit]")
    comparison = compare(told(FERRY, what=BARRIER), told(FERRY, cited, number=2))

    assert kinds(comparison)[1] == ("changed", BARRIER, cited, "narrative[1]", "what")
    assert comparison.changes[1].is_cited_anew
    assert not comparison.fresh
    assert [one.since for one in blame([told(FERRY, what=BARRIER), told(FERRY, cited, number=2)])] == [1, 1]


def test_moved_within_a_section():
    """Of sentences in another order, as few as possible were moved."""
    comparison = compare(told(f"{BARRIER} {COST} {DREDGED} {FERRY}"), told(f"{FERRY} {BARRIER} {COST} {DREDGED}", number=2))

    assert [change.kind for change in comparison.changes] == ["moved", "kept", "kept", "kept"]


def test_the_same_sentence_twice():
    """Each of several equal sentences is compared separately."""
    comparison = compare(told(FERRY, FERRY), told(FERRY, number=2))

    assert [change.kind for change in comparison.changes] == ["kept", "removed"]


def test_reworded_only_within_its_voice():
    """A view is never a rewording of another voice's view, however similar."""
    ada, ben = Voice("ada", "Ada", view=COST), Voice("ben", "Ben", view=COST_NOW)
    comparison = compare(told(perspectives=(ada,)), told(perspectives=(ben,), number=2))

    assert sorted(change.kind for change in comparison.changes) == ["added", "removed"]


def test_a_few_common_words_make_no_rewording():
    """Sentences that share less than half of their significant words are two sentences."""
    comparison = compare(told(BARRIER), told("The council sold a ferry to the harbour of Osei.", number=2))

    assert [change.kind for change in comparison.changes] == ["removed", "added"]


def test_a_repeated_word_counts_as_often_as_both_have_it():
    """A word that is four times in one sentence and once in the other is shared once, whichever comes first."""
    chant, report = "Barrier, barrier, barrier, barrier: no.", "The barrier fails."

    for before, after in ((chant, report), (report, chant)):
        comparison = compare(told(before), told(after, number=2))
        assert sorted(change.kind for change in comparison.changes) == ["added", "removed"]


def test_a_word_that_both_repeat_counts_each_time():
    """A word that is three times in both sentences is shared three times."""
    comparison = compare(
        told("Barrier, barrier, barrier: dredge spring tide."), told("Barrier, barrier, barrier: audit.", number=2)
    )

    assert [change.kind for change in comparison.changes] == ["changed"]


def test_questions_are_reworded_wherever_they_stand():
    """A question is matched by its id, in whatever order the questions come."""
    before = told(open_questions=(Question("cost", "Who pays for the barrier?"), Question("date", "When does it open?")))
    after = told(open_questions=(Question("date", "When does it open?"), Question("cost", "Who pays for the barrier now?")))

    assert [(change.kind, change.at, change.was_at) for change in compare(before, after).changes] == [
        ("kept", "open_questions[0].text", "open_questions[1].text"),
        ("changed", "open_questions[1].text", "open_questions[0].text"),
    ]


def test_the_most_similar_is_taken_once():
    """A sentence is the rewording of one sentence only, the most similar."""
    comparison = compare(told(COST), told(f"Barrier costs are high. {COST_NOW}", number=2))

    assert [(change.kind, change.before) for change in comparison.changes] == [("added", ""), ("changed", COST)]


def test_figures():
    """Figures that changed within a reworded sentence are paired by unit; unchanged ones are left out."""
    before = told("The audit of the barrier found 3 gaps, a cost of $45-50B and 10% waste in May 2026.")
    after = told("The audit of the barrier found 3 gaps, a cost of $45-55B and 10% waste for 7 years in May 2026.")
    comparison = compare(before, after)

    assert [(found.before, found.after, found.at) for found in comparison.figures] == [("$45-50B", "$45-55B", "narrative[0]")]


def test_questions():
    """Every question that is or was open is compared."""
    before = told(
        open_questions=tuple(Question(id_, f"What of {id_}?") for id_ in ("kept", "changed", "answered", "vanished")),
        closed_questions=(ClosedQuestion("reopened", "dropped", "No news."),),
    )
    after = told(
        open_questions=(
            Question("new", "What of new?"),
            Question("reopened", "What of reopened?"),
            Question("kept", "What of kept?"),
            Question("changed", "What now?"),
        ),
        closed_questions=(ClosedQuestion("answered", "answered", "It is so."),),
    )

    assert [(found.id, found.kind, found.before, found.after) for found in compare(before, after).questions] == [
        ("new", "opened", "", "What of new?"),
        ("reopened", "reopened", "", "What of reopened?"),
        ("kept", "kept", "What of kept?", "What of kept?"),
        ("changed", "changed", "What of changed?", "What now?"),
        ("answered", "answered", "What of answered?", "It is so."),
        ("vanished", "vanished", "What of vanished?", ""),
    ]


def test_what_is_due():
    """A question with another date has changed; a closed one keeps the date that it had, and has its verdict."""
    sea = Question("sea", "How high?", due="2026")
    before = told(open_questions=(Question("cost", "Who?"), Question("gate", "When?", due="2026-06"), sea))
    after = told(
        open_questions=(Question("cost", "Who?", due="2026"), sea, Question("new", "Why?", due="2027")),
        closed_questions=(ClosedQuestion("gate", "answered", "In June.", verdict="held"),),
    )

    assert [(one.id, one.kind, one.due, one.verdict, one.is_due_anew) for one in compare(before, after).questions] == [
        ("cost", "changed", ("", "2026"), None, True),
        ("sea", "kept", ("2026", "2026"), None, False),
        ("new", "opened", ("", "2027"), None, True),
        ("gate", "answered", ("2026-06", ""), "held", False),
    ]


def test_voices():
    """Every voice of either version is compared."""
    before = told(perspectives=tuple(Voice(id_, id_.title(), view="For it.") for id_ in ("kept", "moved", "departed", "gone")))
    after = told(
        perspectives=(
            Voice("moved", "Moved", view="Basis it."),
            Voice("kept", "Kept", view="For it."),
            Voice("new", "New", view="Silent."),
        ),
        departed_voices=(DepartedVoice("departed", "Left office."),),
    )

    assert [(found.id, found.voice, found.kind, found.before, found.after) for found in compare(before, after).voices] == [
        ("moved", "Moved", "moved", "For it.", "Basis it."),
        ("kept", "Kept", "kept", "For it.", "For it."),
        ("new", "New", "new", "", "Silent."),
        ("departed", "Departed", "departed", "For it.", "Left office."),
        ("gone", "Gone", "vanished", "For it.", ""),
    ]


def test_events():
    """Events are matched by date and words, then by words, then by similar words."""
    opened, audit = Event("2026-01", "The barrier opened."), Event("2026-02-01", "The audit of the barrier was published.")
    signed, flood = Event("2026-03", "The contract for dredging was signed."), Event("2026-04", "The quay flooded.")
    again = Event("2026-02-02", "The audit of the barrier was published in full.")
    later = replace(signed, date="2026-03-05")
    reworded = Event("2026-01", "The barrier opened late.")
    new = Event("2026-05", "Ferries stopped.")
    comparison = compare(told(timeline=(opened, audit, signed, flood)), told(timeline=(reworded, again, later, new), number=2))

    assert [(found.kind, found.before, found.after) for found in comparison.events] == [
        ("changed", opened, reworded),
        ("redated", audit, again),
        ("redated", signed, later),
        ("added", None, new),
        ("removed", flood, None),
    ]


def test_events_that_were_ahead():
    """One that is no longer ahead has happened, or was settled before its day; one that is ahead at another date was moved."""
    test, tide = Event("2026-04-02", "The gates are tested.", ahead=True), Event("2026-04-19", "The tide is high.", ahead=True)
    answer, vote = Event("2026-04-10", "The builder answers.", ahead=True), Event("2026-05", "The council votes.", ahead=True)
    dinner = Event("2026-06", "A dinner marks the opening.", ahead=True)
    off = Event("2026-05-20", "The dinner that marks the opening was called off.")
    tested, moved = Event("2026-04-03", "The gates are tested."), replace(answer, date="2026-04-12")
    comparison = compare(told(timeline=(test, answer, tide, vote, dinner)), told(timeline=(tested, moved, tide, off), number=2))

    assert [(found.kind, found.before, found.after) for found in comparison.events] == [
        ("happened", test, tested),
        ("moved", answer, moved),
        ("kept", tide, tide),
        ("settled", dinner, off),
        ("removed", vote, None),
    ]
    assert not compare(told(timeline=(tide,)), told(timeline=(replace(tide, ahead=False),), number=2)).is_empty


def test_key_figures():
    """They are followed by their id; another label or source is no other figure, and each change makes a comparison not empty."""
    repair, lead, gates = (KeyFigure(id_, id_.title(), "1.8 million euros", ("a",)) for id_ in ("repair", "lead", "gates"))
    dearer, named = replace(repair, value="2.3 million euros"), replace(lead, label="US lead", sources=("b",))
    test = KeyFigure("test", "Closing test", "2 April", ("b",))
    comparison = compare(told(figures=(repair, lead, gates)), told(figures=(test, dearer, named), number=2))

    assert [(found.at, found.label, found.kind, found.values) for found in comparison.key_figures] == [
        ("figures.test", "Closing test", "added", ("", "2 April")),
        ("figures.repair", "Repair", "changed", ("1.8 million euros", "2.3 million euros")),
        ("figures.lead", "US lead", "kept", ("1.8 million euros", "1.8 million euros")),
        ("figures.gates", "Gates", "removed", ("1.8 million euros", "")),
    ]
    assert not compare(told(figures=(repair,)), told(figures=(dearer,), number=2)).is_empty


def test_sides_of_a_tension():
    """They are compared as sentences, also with those of its text; another title is a change."""
    both = Tension("cost", f"{BARRIER} {COST}")
    parted = Tension("cost", BARRIER, sides=(TensionSide("mayor", COST_NOW), TensionSide("The Quay", FERRY)))
    comparison = compare(told(tensions=(both,)), told(tensions=(parted,), number=2))

    assert [(kind, at) for kind, _, _, at, _ in kinds(comparison)] == [
        ("kept", "tensions[0].text"),
        ("changed", "tensions[0].sides[0].text"),
        ("added", "tensions[0].sides[1].text"),
    ]
    entitled = compare(told(tensions=(both,)), told(tensions=(replace(both, title="Dear or safe"),), number=2))
    assert [one.kind for one in entitled.tensions] == ["changed"]


def test_tensions():
    """Tensions are matched by their id."""
    one, two, three = (Tension(id_, f"It is {id_}.") for id_ in ("kept", "changed", "removed"))
    new = Tension("added", "It is new.")
    comparison = compare(told(tensions=(one, two, three)), told(tensions=(new, replace(two, text="No."), one), number=2))

    assert [(found.id, found.kind, found.before, found.after) for found in comparison.tensions] == [
        ("added", "added", "", "It is new."),
        ("changed", "changed", "It is changed.", "No."),
        ("kept", "kept", "It is kept.", "It is kept."),
        ("removed", "removed", "It is removed.", ""),
    ]


def test_sources():
    """Added and removed sources are listed, and are enough to make a comparison not empty."""
    comparison = compare(told(sources=(source("old"), source("both"))), told(sources=(source("both"), source("new")), number=2))

    assert [(found.key, found.title, found.kind) for found in comparison.sources] == [
        ("new", "Title of new", "added"),
        ("old", "Title of old", "removed"),
    ]
    assert not comparison.is_empty


def test_words():
    """A figure and a citation group are one token each; the other words are in runs."""
    assert words(COST, COST_NOW) == (
        Word("kept", "The barrier costs"),
        Word("removed", " $45 billion"),
        Word("added", " $50 billion"),
        Word("kept", " by the council's own count"),
        Word("removed", " [@harbour-plan]"),
        Word("added", " [@harbour-audit]"),
        Word("kept", "."),
    )


def test_words_removed_at_the_start():
    """Words that are gone from the start have the white space after them."""
    assert words("Old piers fell.", "piers fell.") == (Word("removed", "Old "), Word("kept", "piers fell."))


def test_words_without_confetti():
    """A function word between two changes is part of the change; a figure between them is not."""
    assert words("The old pier of stone fell.", "The new quay of steel fell.") == (
        Word("kept", "The"),
        Word("removed", " old pier of stone"),
        Word("added", " new quay of steel"),
        Word("kept", " fell."),
    )
    assert Word("kept", " 5%") in words("pier 5% stone", "quay 5% steel")
    assert Word("kept", " [@a]") in words("pier [@a] stone", "quay [@a] steel")


def test_a_change_knows_its_words():
    """The words of a changed sentence are compared when they are first needed."""
    (change,) = compare(told(COST), told(COST_NOW, number=2)).changes

    assert change.words == words(COST, COST_NOW)


def test_words_of_an_endless_sentence():
    """A sentence of thousands of words is shown whole."""
    long = "word " * 3_000

    assert words(long, "word") == (Word("removed", long), Word("added", "word"))


def test_every_sentence_of_a_long_section_is_reworded():
    """In a section of many sentences, each is the rewording of the most similar one."""
    parts = ("north", "south", "east", "west", "inner", "outer")
    before = told(" ".join(f"The {part} gate and the {part} quay hold." for part in parts))
    after = told(" ".join(f"The {part} gate and the {part} quay held." for part in reversed(parts)), number=2)
    changes = compare(before, after).changes

    assert {change.kind for change in changes} == {"changed"}
    assert all(change.before == change.after.replace("held", "hold") for change in changes)


def test_thousands_of_similar_sentences():
    """Sentences that differ in one word by the thousand are compared within the test's time limit."""
    before, after = (told(" ".join(f"The barrier holds gate {n}." for n in range(start, start + 3_000))) for start in (0, 5_000))

    assert len(compare(before, after).changes) == 6_000


def test_blame():
    """A sentence is as old as the version that first had it, even if it was moved or reworded."""
    versions = (told(COST, BARRIER), told(COST_NOW, BARRIER, number=2), told(COST_NOW, FERRY, what=BARRIER, number=3))

    assert blame(versions) == (
        Blame("what", BARRIER, 1, 1),
        Blame("narrative[0]", COST_NOW, 1, 2),
        Blame("narrative[1]", FERRY, 3, 3),
    )


def test_blame_of_nothing():
    """Without versions there is nothing to blame."""
    assert blame(()) == ()


WHOLE = f"{BARRIER[:-1]} and dredges the river channel in spring [@harbour-audit]."
DREDGES = "It dredges the river channel in spring [@harbour-audit]."


def test_a_split_sentence():
    """Both parts continue the whole sentence, and each names the other one."""
    first, second = compare(told(WHOLE), told(f"{BARRIER} {DREDGES}", number=2)).changes

    assert [(one.kind, one.before, one.after) for one in (first, second)] == [
        ("changed", WHOLE, BARRIER),
        ("changed", WHOLE, DREDGES),
    ]
    assert [part.text for part in first.split] == [DREDGES]
    assert [part.text for part in second.split] == [BARRIER]
    assert first.is_whole
    assert not first.merged


def test_merged_sentences():
    """Both earlier sentences become the later one, which is one sentence of the version."""
    comparison = compare(told(f"{BARRIER} {DREDGES} {FERRY}"), told(f"{WHOLE} {FERRY}", number=2))
    first, second, kept = comparison.changes

    assert [(one.kind, one.before, one.after) for one in (first, second)] == [
        ("changed", BARRIER, WHOLE),
        ("changed", DREDGES, WHOLE),
    ]
    assert [part.text for part in (*first.merged, *second.merged)] == [DREDGES, BARRIER]
    assert (first.is_repeated, second.is_repeated, kept.kind) == (False, True, "kept")
    assert (comparison.sentences, comparison.continuing, comparison.churn) == (2, 2, 0.5)


def test_parts_are_neighbours():
    """A sentence between two others keeps them from being parts of one."""
    changes = compare(told(f"{WHOLE} {FERRY}"), told(f"{BARRIER} {FERRY} {DREDGES}", number=2)).changes

    assert sorted(change.kind for change in changes) == ["added", "changed", "kept"]


def test_blame_follows_splits_and_merges():
    """A part is as old as the whole; a merged sentence is as old as the oldest of its parts."""
    versions = (
        told(BARRIER),
        told(f"{BARRIER} {DREDGES}", number=2),
        told(WHOLE, number=3),
        told(f"{BARRIER} {DREDGES}", number=4),
    )

    assert [(one.since, one.worded) for one in blame(versions[:3])] == [(1, 3)]
    assert [(one.since, one.worded) for one in blame(versions)] == [(1, 4), (1, 4)]


def test_typography_is_no_change():
    """Questions, voices, tensions, figures and events in other quotation marks are the same."""
    old, new = "The mayor's “no” – again … [@harbour-plan].", 'The mayor’s "no" — again ... [@harbour-plan].'
    before, after = (
        told(
            said,
            open_questions=(Question("no", said),),
            perspectives=(Voice("mayor", "Mayor", view=said),),
            tensions=(Tension("no", said),),
            timeline=(Event("2026-04", said),),
            figures=(KeyFigure("no", "No", said, ()),),
        )
        for said in (old, new)
    )

    assert compare(before, after).is_empty
    assert compare(before, told(number=2)).is_empty is False


def test_an_event_that_was_merged():
    """An event whose words went into another entry was merged into it; one that is only similar was not."""
    flood = Event("2026-04-02", "The old quay flooded at night [@harbour-plan].")
    talks = Event("2026-04-02", "Talks on the barrier failed [@harbour-audit].")
    both = Event("2026-04-02", "The old quay flooded at night; talks on the barrier failed [@harbour-plan; @harbour-audit].")
    comparison = compare(told(timeline=(flood, talks)), told(timeline=(both,), number=2))

    assert [(one.kind, one.before, one.after) for one in comparison.events] == [("changed", flood, both), ("merged", talks, both)]
    late = replace(both, date="2026-05-01")
    known = compare(told(timeline=(talks, both)), told(timeline=(replace(both, text=f"{both.text[:-1]} today."),), number=2))
    assert [one.kind for one in compare(told(timeline=(flood, talks)), told(timeline=(late,), number=2)).events] == [
        "redated",
        "merged",
    ]
    assert [one.kind for one in known.events] == ["changed", "removed"]


def test_an_event_whose_source_moved_to_another_entry():
    """A few of its words are enough if the entry of its day now cites its source too."""
    votes = Event("2026-04-14", "The council publishes the plan for the barrier [@harbour-plan].")
    crowd = Event("2026-04-14", "Report on unusually high support for the dam and rising trust in engineers [@harbour-audit].")
    support = "The council publishes the plan for the barrier, with unusually high support [@harbour-plan; @harbour-audit]."
    both = Event("2026-04-14", support)

    comparison = compare(told(timeline=(votes, crowd)), told(timeline=(both,), number=2))

    assert [one.kind for one in comparison.events] == ["changed", "merged"]


def test_events_of_different_days_are_one_only_if_they_are_the_same():
    """Similar entries about another day are two events, if their words differ much or their figures contradict each other."""
    audit = Event("2026-10-03", "Auditors put the barrier at 780 million euros.")
    again = Event("2026-11-20", "Auditors put the barrier at 910 million euros.")
    answer = Event("2026-10-04", "The builder answers the letter of the auditors.", ahead=True)
    other = Event("2026-12-01", "The builder sends the bill to the state.")
    comparison = compare(told(timeline=(audit, answer)), told(timeline=(again, other), number=2))

    assert [one.kind for one in comparison.events] == ["added", "added", "removed", "removed"]


def test_the_date_of_an_event_is_a_figure():
    """An event with another date is listed with both dates."""
    flood, test = Event("2026-04-02", "The old quay flooded."), Event("2026-06-02", "The gates are tested.", ahead=True)
    tide = Event("2026-06-19", "The tide is high.")
    after = told(timeline=(replace(flood, date="2026-04-03"), replace(test, date="2026-06-09"), tide), number=2)
    comparison = compare(told(timeline=(flood, test, tide)), after)

    assert [(one.before, one.after, one.at) for one in comparison.figures] == [
        ("2026-04-02", "2026-04-03", "timeline[0].date"),
        ("2026-06-02", "2026-06-09", "timeline[1].date"),
    ]
    assert comparison.other_figures == (("2026-04-02", "2026-04-03"),)


def test_figures_with_the_same_unit():
    """Only numbers of one unit in one reworded sentence are the same figure with another value."""
    before = told("The barrier costs 40 million euros, opens in May, takes two weeks and saves a third of the water.")
    after = told("The barrier costs 45 million euros, opens in June, takes 9 days and saves half of the water.", number=2)

    assert [(one.before, one.has_same_unit) for one in compare(before, after).figures] == [
        ("40 million euros", True),
        ("May", False),
        ("two weeks", False),
        ("a third of the water", True),
    ]


def test_a_figure_that_changes_within_its_sentence():
    """The old figure of "rises from … to" is no figure of its own, and one that was said twice and replaced is listed once."""
    costs = "The harbour office puts the repair at 1.8 million euros [@harbour-plan]."
    rises = "The estimate for the repair rises from 1.8 million to 2.3 million euros, the harbour office says [@harbour-plan]."
    comparison = compare(told(costs, what=costs), told(rises, what=FERRY, number=2))

    assert [(one.before, one.after) for one in comparison.figures] == [("1.8 million euros", "2.3 million euros")]


def test_figures_that_clearly_follow_one_another():
    """Those of a sentence that goes on do; else those of one measure and unit, of one question, voice or tension, or of none."""
    goes_on = (
        told("The tunnel costs 40 million euros, says the port."),
        told("The tunnel costs 52 million dollars, says the port."),
    )
    others = (told("The works take 70 billion yuan."), told("A fund of the state may give 50 billion dollars."))
    asked = [
        told(FERRY, open_questions=(Question(id_, f"Does the port want {money} for the long tunnel?"),), number=number)
        for number, id_, money in ((1, "one", "10 billion euros"), (2, "two", "300 million euros"))
    ]

    assert [[(one.before, one.is_followed) for one in compare(*pair).figures] for pair in (goes_on, others, asked)] == [
        [("40 million euros", True)],
        [("70 billion yuan", False)],
        [("10 billion euros", False)],
    ]


def test_a_figure_of_a_sentence_that_is_gone_is_listed_once():
    """It is listed if it has a unit or is large, and nothing else says it."""
    gone = "The barrier costs 40 million euros and moved 2,500 boats, 3 ferries and a chapel on 4 May."
    before = told(gone, "Nobody pays 40 million euros for a quay.", what="The lead is 2.7%.")
    comparison = compare(before, told(FERRY, what="The lead is 2.7%, again.", number=2))

    assert [(one.before, one.after, one.at) for one in comparison.figures] == [
        ("40 million euros", "", "narrative[0]"),
        ("2,500 boats", "", "narrative[0]"),
    ]


def test_a_version_written_anew():
    """A version that shares hardly a sentence with the earlier one was written anew, unless one of them is very short."""
    old = [f"The {part} gate of the barrier holds." for part in ("north", "south", "east", "west")]
    new = ["Ferries stopped.", "Fishermen left town.", "Rain fell.", "A choir sang.", "Prices rose."]

    assert compare(told(" ".join(old)), told(" ".join(new), number=2)).is_rewritten
    assert not compare(told(" ".join(old)), told(" ".join(new[:3]), number=2)).is_rewritten
    assert not compare(told(" ".join(old)), told(" ".join([*old[:2], *new]), number=2)).is_rewritten


def test_corrections():
    """The corrections that are new in the later version are part of the comparison."""
    first, second = Correction(1, "30", "35"), Correction(1, "Ada", "Ida")
    comparison = compare(told(corrections=(first,)), told(corrections=(first, second), number=2))

    assert comparison.corrections == (second,)
    assert not comparison.is_empty


def test_wordings_that_share_little_are_shown_whole():
    """Marks on single words are for wordings that share most of their words."""
    (change,) = compare(
        told(BARRIER), told("At the harbour mouth the council now plans, it said, to put a big storm barrier.", number=2)
    ).changes

    assert change.kind == "changed"
    assert change.is_whole
    assert not compare(told(COST), told(COST_NOW, number=2)).changes[0].is_whole
