"""The record shows what the publication expected and what came, the failures too."""

from typing import Any

import builders
import html5lib
import pytest
from analysed import chronicle, plan_pages

from dateline.core.model import ClosedQuestion, Correction, Dossier, Event, Question, Source, Story, Tombstone, Version, Withdrawn
from dateline.core.publication import Publication
from dateline.site import expectations, record
from dateline.site.expected import Expectation
from dateline.site.foreseen import Foreseen
from dateline.site.prose import JOINER
from dateline.site.theme import load_theme

THEME = load_theme()
RESULT = Source("result", "The result", feed="Harbour Wire")
TEST = Event("2026-05-20", "The gates are tested [@harbour-plan].", ahead=True)
TIDE = Event("2026-06", "The spring tide comes [@harbour-plan].", ahead=True)


def version(number: int, *asked: Question, events: tuple[Event, ...] = (), **given: object) -> Version:
    held = {"timeline": events, "sources": (builders.source(), RESULT)}
    what = "The council plans a barrier [@harbour-plan; @result]."
    return builders.version(number, what=what, open_questions=asked, **{**held, **given})


def rows(*versions: Version) -> list[tuple[str, int, tuple[str, ...], str, int]]:
    found = expectations.expected(chronicle(builders.dossier(*versions)))
    return [(one.text, one.since, one.dates, one.became, one.version) for one in found]


def built(*stories: Dossier) -> dict[str, str]:
    outputs = plan_pages(Publication(builders.config(), stories), THEME)
    return {one.path: one.render().decode() for one in outputs if one.path.endswith(".html")}


def text(page: str) -> str:
    main = html5lib.parse(page, namespaceHTMLElements=False).find(".//main")
    return " ".join("".join(main.itertext()).replace(JOINER, "").split())


def page_of(*versions: Version, **given: Any) -> str:
    return text(built(builders.dossier(*versions, **given))["record/index.html"])


def cost(due: str | None = None, words: str = "Who pays?") -> Question:
    return Question("cost", words, due=due)


# --- what is expected, and what came ---------------------------------------------------------------------------------------


def test_a_question_without_a_date_or_a_verdict_is_not_expected():
    """A question that nobody gave a date is only a question, however it ends."""
    closed = (ClosedQuestion("cost", "answered", "The council [@result]."),)

    assert rows(version(1, cost()), version(2, closed_questions=closed)) == []
    assert rows(version(1, cost()), version(2)) == []


def test_a_question_is_expected_since_it_has_a_date():
    """It is told in its latest words, with every date that it had, since the version that gave it the first one."""
    asked = (
        version(1, cost()),
        version(2, cost("2026-06")),
        version(3, cost("2026-06", "Who pays now?")),
        version(4, cost("2026-09")),
    )

    assert rows(*asked) == [("Who pays?", 2, ("2026-06", "2026-09"), "", 4)]
    assert rows(*asked[:3]) == [("Who pays now?", 2, ("2026-06",), "", 3)]


def test_a_date_that_is_taken_away_is_not_forgotten():
    """A question stays in the record with the date that it had."""
    assert rows(version(1, cost("2026-06")), version(2, cost())) == [("Who pays?", 1, ("2026-06",), "", 2)]


@pytest.mark.parametrize(
    ("end", "became"),
    [
        ((ClosedQuestion("cost", "answered", "It did [@result].", verdict="held"),), "held"),
        ((ClosedQuestion("cost", "answered", "It did not [@result].", verdict="failed"),), "failed"),
        ((ClosedQuestion("cost", "answered", "The council [@result]."),), "answered"),
        ((ClosedQuestion("cost", "dropped", "Nobody asks."),), "dropped"),
        ((), "gone"),
    ],
)
def test_a_question_that_was_due_is_told_however_it_ended(end, became):
    """With a verdict, without one, dropped, or gone without a word: nothing leaves the record."""
    assert rows(version(1, cost("2026-05")), version(2, closed_questions=end)) == [("Who pays?", 1, ("2026-05",), became, 2)]


def test_a_verdict_is_told_without_a_date():
    """A question that was closed with a verdict was foreseen, also if no version gave it a date."""
    end = ClosedQuestion("cost", "answered", "In part [@result].", verdict="partly")

    assert rows(version(1, cost()), version(2, closed_questions=(end,))) == [("Who pays?", 1, (), "partly", 2)]


def test_an_event_that_was_announced_is_told_as_what_it_became():
    """It happened, was over before its day, was moved, went into another entry, or is gone without a word."""
    happened = Event("2026-05-20", "The gates were tested [@result].")
    early = Event("2026-05-02", "The test of the gates is called off: the gates are tested never [@result].")
    moved = Event("2026-05-27", TEST.text, ahead=True)

    assert rows(version(1, events=(TEST,)), version(2, events=(happened,)))[0][2:] == (("2026-05-20",), "happened", 2)
    assert rows(version(1, events=(TEST,)), version(2, events=(Event("2026-05-02", TEST.text),)))[0][3] == "settled"
    assert rows(version(1, events=(TEST,)), version(2, events=(moved,)))[0][1:] == (1, ("2026-05-20", "2026-05-27"), "", 2)
    assert rows(version(1, events=(TEST,)), version(2, events=()))[0][3] == "gone"
    assert rows(version(1, events=(early,)), version(2, events=())) == []


def test_an_event_that_went_into_another_entry_happened():
    """If the words of an announced event went into an entry that has happened, that entry says what came."""
    test = "The gates of the barrier are tested with nine divers [@harbour-plan]."
    ferry = Event("2026-05-20", "The ferry stops at the quay for the whole day, and no boat sails to the island [@result].")
    entry = Event("2026-05-20", f"{ferry.text} {test}")
    before = version(1, events=(Event("2026-05-20", test, ahead=True), ferry))
    found = expectations.expected(chronicle(builders.dossier(before, version(2, events=(entry,)))))[0]

    assert found.became == "happened"


def test_an_event_may_be_announced_later():
    """An event that a later version marks as ahead, or adds, is expected since then."""
    told = rows(version(1, events=(Event("2026-06", TIDE.text),)), version(2, events=(TEST, TIDE)))

    assert [row[:4] for row in told] == [
        ("The gates are tested.", 2, ("2026-05-20",), ""),
        ("The spring tide comes.", 2, ("2026-06",), ""),
    ]


def asks(event: Event, due: str | None, words: str = "It is not known what came of this, announced for {}: {}") -> Question:
    return Question("what-came", words.format(event.date, event.text), due=due)


def test_a_question_about_an_event_goes_on_with_it():
    """A question that asks, for the same date, what came of an event that is gone is the same expectation, until it is closed."""
    asked = asks(TEST, TEST.date)
    closed = (ClosedQuestion("what-came", "answered", "It came on 22 May [@result]."),)
    told = (version(1, events=(TEST, TIDE)), version(2, asked, events=(TIDE,)))

    assert rows(*told) == [
        ("It is not known what came of this, announced for 2026-05-20: The gates are tested.", 1, ("2026-05-20",), "", 2),
        ("The spring tide comes.", 1, ("2026-06",), "", 2),
    ]
    assert [row[1:] for row in rows(*told, version(3, events=(TIDE,), closed_questions=closed))] == [
        (1, ("2026-06",), "", 3),
        (1, ("2026-05-20",), "answered", 3),
    ]


def test_an_event_that_is_gone_is_told_in_the_words_of_the_changes():
    """A sentence of `changes` about an announced event says what came, unless a question goes on with the event."""
    changes = "The ferry is late. Called off, announced for 20 May 2026: The gates are tested."
    told = page_of(version(1, events=(TEST,)), version(2, changes=changes))

    assert "– dropped in version 2: Called off, announced for 20 May 2026: The gates are tested. Expected since" in told
    assert [row[3] for row in rows(version(1, events=(TEST,)), version(2, asks(TEST, TEST.date), changes=changes))] == [""]


@pytest.mark.parametrize("question", [asks(TEST, "2026-05-21"), asks(TEST, None), asks(TEST, TEST.date, "Who pays?")])
def test_another_question_does_not_tell_what_came_of_an_event(question):
    """An event is gone without a word if no question of its date has its words."""
    assert "gone" in [row[3] for row in rows(version(1, events=(TEST,)), version(2, question))]


def test_a_date_that_was_taken_away_is_not_overdue():
    """The record says since when there is none; a date that is given again counts again."""
    versions = (version(1, cost("2026-05-02")), version(2, cost()), version(4, cost()))
    found = expectations.expected(chronicle(builders.dossier(*versions)))
    again = expectations.expected(chronicle(builders.dossier(*versions, version(5, cost("2026-05-02")))))

    assert (found[0].undated, expectations.counted(found, "2026-06-01").overdue) == (2, 0)
    assert (again[0].undated, again[0].dates, expectations.counted(again, "2026-06-01").overdue) == (0, ("2026-05-02",), 1)
    assert "Expected since version 1, for 2 May 2026; without a date since version 2" in page_of(*versions)
    assert "1 is still open, and overdue." in page_of(version(1, cost("2026-04")))


def ended(number: int, end: ClosedQuestion) -> Version:
    return version(number, closed_questions=(end,))


def test_a_verdict_that_is_given_anew_counts_instead_of_the_old_one():
    """A later version may say anew how a question ended: it is one row, with the newest verdict and what was said before."""
    held = ClosedQuestion("cost", "answered", "It costs 2 million [@result].", verdict="held")
    failed = ClosedQuestion("cost", "answered", "It costs 3 million [@result].", verdict="failed")
    told = page_of(version(1, cost("2026-06")), ended(2, held), ended(3, failed))

    assert "1 expectation in 1 story. 1 is over: 1 failed." in told
    assert "✗ failed in version 3: It costs 3 million.[2] Before that: held in version 2. Expected since version 1" in told


def test_a_question_that_is_open_again_is_one_row():
    """It is open, with what an earlier version said of its end, also if it was only left out."""
    held = ClosedQuestion("cost", "answered", "The council [@result].", verdict="held")
    first = version(1, cost("2026-06"))
    told = page_of(first, ended(2, held), version(3, cost("2026-06")), version(4), version(5, cost("2026-06")))

    assert "1 expectation in 1 story. 1 is still open." in told
    assert "… still open. Before that: held in version 2, gone without a word in version 4. Expected since version 1" in told
    assert "… still open. Before that: held in version 2." in page_of(version(1, cost()), ended(2, held), version(3, cost()))


@pytest.mark.parametrize(
    ("was", "now", "of"),
    [
        ("The repair costs 2.3 million euros.", "The bill is open.", 2),
        ("2.3 million", "2.9 million", 2),
        ("It was cheap.", "The repair costs 2.9 million euros.", 3),
    ],
)
def test_a_correction_of_what_came_is_told(was, now, of):
    """A verdict that a later version corrects stays, and the correction stands next to it."""
    end = ClosedQuestion("cost", "answered", "The repair costs 2.3 million euros [@result].", verdict="held")
    told = page_of(version(1, cost("2026-06")), ended(2, end), version(4, corrections=(Correction(of, was, now),)))

    assert f"euros.[2] Corrected in version 4: {now} Expected since version 1" in told


@pytest.mark.parametrize(("was", "of"), [("The ferry is late.", 2), ("The repair costs 2.3 million euros.", 1)])
def test_another_correction_is_not_told(was, of):
    """A correction of something else, or of a version before the answer, does not touch it."""
    end = ClosedQuestion("cost", "answered", "The repair costs 2.3 million euros [@result].", verdict="held")
    corrected = version(3, corrections=(Correction(of, was, "The ferry is on time."),))

    assert "Corrected" not in page_of(version(1, cost("2026-06")), ended(2, end), corrected)


def stone(number: int) -> Tombstone:
    return Tombstone(1, number, Withdrawn("2026-05-02", "By order.", "sha256:" + "0" * 64))


def test_a_version_that_was_withdrawn_may_have_said_why():
    """What is gone after a version that was withdrawn is not gone without a word."""
    told = page_of(version(1, cost("2026-06"), events=(TEST,)), version(4), tombstones=(stone(2), stone(3)))

    assert "2 are over: 2 gone, and a version that was withdrawn may have said why." in told
    assert "Who pays? ? gone in version 4 Expected" in told
    assert "for June 2026; version 3, which may have said why, was withdrawn" in told


def test_withdrawn_versions_are_named():
    """A reader of the record learns which versions since then are not there any more, also after the newest one."""
    told = page_of(version(1, cost("2026-06")), version(3, cost("2026-06")), tombstones=(stone(2), stone(4)))

    assert "Expected since version 1, for June 2026; version 2 and version 4 were withdrawn" in told


def test_a_verdict_on_a_question_of_a_withdrawn_version_is_told():
    """If no version has the words of a question any more, its id stands for them."""
    end = ClosedQuestion("who-pays", "answered", "The council [@result].", verdict="held")

    assert "who pays ✓ held in version 3" in page_of(version(1), ended(3, end), tombstones=(stone(2),))


def test_what_is_open_comes_first_by_its_date():
    """Open expectations stand by date, those that are over below them, the newest first."""
    first = version(1, cost("2026-07"), Question("gate", "How wide?", due="2026-05-02"), Question("sea", "How high?", due="2026"))
    second = version(2, cost("2026-07"), Question("sea", "How high?", due="2026"))
    third = version(3, cost("2026-07"), events=(TIDE,))

    assert [row[0] for row in rows(first, second, third)] == ["The spring tide comes.", "Who pays?", "How high?", "How wide?"]


def test_each_is_counted_once():
    """Counted is what became of each; what is overdue is measured by the newest version, and a moved date counts beside it."""
    kinds = ("held", "partly", "failed", "answered", "merged", "dropped", "happened", "settled", "gone", "lost", "", "")
    dates = [("2026-06",)] * 10 + [("2026-04", "2026-05-02"), ("2026-05",)]
    found = [Expectation("x", 1, day, kind, 2, "", ()) for kind, day in zip(kinds, dates, strict=True)]
    counts = expectations.counted(found, "2026-05-03T11:30:00Z")

    assert counts == Foreseen(1, 1, 1, 3, 1, 1, 1, 1, 1, 1, 1)
    assert (counts.came, counts.waiting, counts.total) == (10, 2, 12)


# --- the page --------------------------------------------------------------------------------------------------------------


def barrier(slug: str = "harbour-barrier", **given: object) -> Dossier:
    return builders.dossier(
        version(1, cost("2026-05-02"), Question("gate", "Is it wide enough?", due="2026-05-01"), events=(TIDE,)),
        version(
            3,
            cost("2026-05-02"),
            events=(TIDE,),
            closed_questions=(ClosedQuestion("gate", "answered", "It is <wide> enough [@result].", verdict="held"),),
        ),
        slug=slug,
        **given,
    )


def test_the_record_says_what_was_expected_and_what_came():
    """Each row has its words, what came with its source, the versions, and the dates; the counts stand on top."""
    page = built(barrier())["record/index.html"]
    told = text(page)

    assert "3 expectations in 1 story. 1 is over: 1 held. 2 are still open, 1 of them overdue." in told
    assert "Is it wide enough? ✓ held in version 3: It is <wide> enough.[2] Expected since version 1, for 1 May 2026" in told
    assert "Who pays? … overdue in version 3, the newest, of 3 May 2026 Expected since version 1, for 2 May 2026" in told
    assert "The spring tide comes. … still open Expected since version 1, for June 2026" in told
    assert 'href="../stories/harbour-barrier/v3/index.html#s2">[2]</a>' in page


def test_a_date_that_moved_is_told():
    """All dates stand in their order, and the moved ones are counted."""
    told = text(built(builders.dossier(version(1, cost("2026-05-02")), version(2, cost("2027"))))["record/index.html"])

    assert "1 of all had its date moved." in told
    assert "Expected since version 1, for 2 May 2026, then for 2027" in told


def test_there_is_no_page_without_anything_expected():
    """Without an expectation there is neither the page nor a link to it; with one the page of questions links it."""
    empty, full = built(builders.dossier()), built(barrier())

    assert "record/index.html" not in empty
    assert "../record/index.html" not in empty["questions/index.html"]
    assert 'href="../record/index.html"' in full["questions/index.html"]


def test_a_story_that_is_archived_or_over_stays_in_the_record():
    """A story leaves the lists when it is archived, but what it foresaw stays."""
    page = built(barrier(story=Story("The barrier", status="archived")))["record/index.html"]

    assert "Is it wide enough?" in page


def test_a_story_whose_versions_were_withdrawn_expects_nothing():
    """The words of a withdrawn version are in no list."""
    gone = Tombstone(1, 1, Withdrawn("2026-05-02", "By order.", "sha256:" + "0" * 64))

    assert "record/index.html" not in built(builders.dossier(versions=(), tombstones=(gone,)))


def test_a_long_record_goes_on(monkeypatch):
    """The stories that changed last stand on the first page, and all of them on pages of their own."""
    monkeypatch.setattr(record, "NEWEST", 2)
    site = built(*(barrier(f"barrier-{number}") for number in range(3)))

    assert [f'id="s-barrier-{number}"' in site["record/index.html"] for number in range(3)] == [False, True, True]
    assert 'href="all/index.html">The record of all 3 stories</a>' in site["record/index.html"]
    assert 'id="s-barrier-2"' in site["record/all/page/2/index.html"]


@pytest.mark.parametrize("path", ["record/index.html", "questions/index.html"])
def test_a_story_may_have_the_name_of_a_part_of_the_page(path):
    """No two parts of a page have one id, also if a story is called like a part."""
    page = built(barrier("main"), barrier("closed"))[path]
    found = [one.get("id") for one in html5lib.parse(page, namespaceHTMLElements=False).iter() if one.get("id")]

    assert len(found) == len(set(found))
