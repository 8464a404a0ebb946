import builders
import pytest
from telling import fact, facts_of, report

from dateline.desk.extractive.reading import facts


def words_of(*texts: str, **given: str) -> list[str]:
    return [one.words for one in facts_of(report(10, " ".join(texts), **given))]


# --- reading ---------------------------------------------------------------------------------------------------------------


def test_each_sentence_of_an_origin_is_a_fact():
    """A report's sentences are its facts, in their order; a copy adds none."""
    text = "The council voted for the new gates. Seven members were in favour."
    first, second = facts_of(report(10, text), report(11, text, feed="Harbour Post"))

    assert [one.words for one in (first, second)] == [
        "The council voted for the new gates",
        "Seven members were in favour",
    ]
    assert [one.place for one in (first, second)] == [0, 1]
    assert first.feeds == {"Coast Wire", "Harbour Post"}


def test_an_item_without_sentences_gives_its_headline():
    """Where there is no text to quote, the title is the fact."""
    (one,) = facts_of(report(10, "", title="Council votes for the new harbour gates"))

    assert (one.words, one.statement.is_headline) == ("Council votes for the new harbour gates", True)


def test_a_sentence_that_leans_on_another_keeps_it():
    """What begins with "it" means nothing without the sentence before; "she" does after a name, and no weekday is one."""
    vote, leaning = facts_of(report(10, "The council voted for the new gates. It met behind closed doors for hours."))
    named = facts_of(report(10, "The council voted for the new gates. Ada Lind said that she was against the gates."))[1]
    pronoun = facts_of(report(10, "Ada Lind voted for the new gates. On Monday she met the fishing crews of Southgate."))[1]

    assert (vote.before, leaning.before, named.before) == (None, vote, None)
    assert pronoun.before
    assert leaning.told == leaning.roots | vote.roots
    assert (vote.says_enough, leaning.says_enough) == (True, False)


def test_a_first_sentence_that_leans_on_nothing_is_left_out():
    """Without a sentence to lean on, it is no fact."""
    assert words_of("It met behind closed doors for hours.", "The council voted for the new gates.") == [
        "The council voted for the new gates"
    ]


def test_full_text_that_was_read_is_used():
    """Sentences of the page and of kept passages come after those of the feed."""
    item = builders.item("vote", text="The council voted for the new gates.")
    found = facts([item], {"vote": ("The council voted for the new gates. The pumps are not part of the plan.",)})

    assert [one.words for one in found] == ["The council voted for the new gates", "The pumps are not part of the plan"]


def test_the_order_of_items_changes_nothing():
    """Facts stand by the key of their item."""
    items = (report(10, "The council voted for the new gates."), report(9, "Silt settles where the trawlers moor."))

    assert [one.words for one in facts_of(*items)] == [one.words for one in facts_of(*reversed(items))]


# --- what a fact tells -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "is_report"),
    [
        ("The harbour barrier", True),
        ("Opinion: the harbour barrier", False),
        ("The harbour barrier | Comment", False),
        ("Live: the harbour barrier", False),
    ],
)
def test_opinion_pieces_and_tickers_are_no_reports(title, is_report):
    """A title says what an item is."""
    assert fact("The council voted for the new gates.", title=title).is_report is is_report


@pytest.mark.parametrize(
    ("words", "is_speech"),
    [
        ("“The gates are late”, the mayor said in the harbour", True),
        ("The mayor calls the gates “late, dear and of no use to anybody who fishes here”", True),
        ("The mayor calls the gates “late” and wants new ones for the harbour", False),
    ],
)
def test_a_sentence_that_is_mostly_a_quotation_is_speech(words, is_speech):
    """What opens with somebody's words, or is mostly made of them, is speech."""
    assert fact(f"{words}.").is_speech is is_speech


@pytest.mark.parametrize(
    ("words", "is_telling"),
    [
        ("The council voted for the new gates", True),
        ("The new gates cost 40 million euros", True),
        ("Ada Lind met Bo Hale", False),
        ("Keelworks got 15 million in advance for the gates", False),
        ("Keelworks got 15 million euros in advance for the gates", True),
        ("Keelworks counted 15 million fish near the gates", True),
    ],
)
def test_a_telling_sentence_has_more_than_names_and_bare_amounts(words, is_telling):
    """Names alone say nothing, and neither does an amount without a currency or a thing."""
    assert fact(f"{words}.").is_telling is is_telling


def test_facts_of_one_item_stay_in_the_order_of_its_text():
    """Time of publication, key and place sort facts; without a time of publication, that of collection counts."""
    first, second = facts_of(report(10, "The council voted for the new gates. Seven members were in favour of the gates."))
    late = fact("Silt settles where the trawlers moor.", published=None, collected="2026-05-12T10:00:00Z")

    assert first.time < second.time < late.time
    assert late.day == ""
