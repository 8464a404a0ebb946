import builders

from dateline.desk import Assignment
from dateline.desk.draft import arrivals, changes_paragraph, listed, sources_for
from dateline.model import Event, Question, Source, Voice


def test_sources_are_copied_from_the_ledger() -> None:
    """A source has the item's own title, address, feed, day and evidence, and the quotes given."""
    item = builders.item("a", title="T…", url="https://example.org/a", published="2026-05-13T10:00:00Z", evidence="full-text")

    assert sources_for(["a"], [item], {"a": ["said so"]}) == (
        Source("a", "T…", "https://example.org/a", "Harbour Wire", "2026-05-13", "full-text", ("said so",)),
    )


def test_an_undated_item_gives_an_undated_source() -> None:
    """Where the item has no date, nor has the source; the day of collection is none."""
    (source,) = sources_for(["a"], [builders.item("a")], {})

    assert source.date is None


def test_the_order_is_that_of_the_keys_and_unknown_keys_are_left_out() -> None:
    """Sources stand as they are cited; a key that nobody knows gives none."""
    items = [builders.item("a"), builders.item("b")]

    assert [source.key for source in sources_for(["b", "lost", "a"], items, {})] == ["b", "a"]


def test_a_carried_source_stays_until_there_are_new_words_of_it() -> None:
    """The last version's source is kept as it is; a new quote makes it anew from the ledger, and old quotes stay."""
    old = builders.source("a", title="As it was", quotes=("first",))
    last = builders.version(sources=(old,))
    lines = [builders.item("a", title="As it was"), builders.item("a", title="As it is now")]

    assert sources_for(["a"], lines, {"a": ["first"]}, last) == (old,)
    (new,) = sources_for(["a"], lines, {"a": ["second"]}, last)
    assert (new.title, new.quotes) == ("As it is now", ("first", "second"))


def test_a_carried_source_follows_a_ledger_that_was_put_right() -> None:
    """Where no line of the ledger has a source's title, address or date any more, the ledger's newest stands in its place."""
    wrong = builders.source("a", title="Misread", url="https://quay.example/wrong", date="2026-05-01", quotes=("first",))
    right = builders.item("a", title="Read", url="https://quay.example/right", published="2026-05-02T10:00:00Z")

    (found,) = sources_for(["a"], [right], {}, builders.version(sources=(wrong,)))

    assert found == builders.source("a", title="Read", url=right.url, date="2026-05-02", quotes=("first",))


def test_a_carried_source_whose_item_is_gone_stays() -> None:
    """A source stays even where the ledger has lost its item."""
    last = builders.version()

    assert sources_for(["harbour-plan"], [], {}, last) == last.sources


def test_names_are_listed_as_a_sentence_lists_them() -> None:
    """One, two, three names, and the rest as a number."""
    assert [listed("ABC"[:count]) for count in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert listed("ABCDE", most=3) == "A, B and 3 more"


def test_arrivals_count_and_name() -> None:
    """Items, origins and each outlet once."""
    assert arrivals(3, 1, ["Gazette", "Gazette"]) == "3 new items came in, from 1 origin: Gazette."


def test_changes_of_a_first_version() -> None:
    """A first version's events, voices and questions are all new."""
    said = changes_paragraph(builders.version(), None, ["1 new item came in."])

    assert said.splitlines() == [
        "1 new item came in.",
        "The newest dated event is of 2026-04-14.",
        "New voice: The council.",
        "1 question is newly open.",
    ]


def test_changes_name_only_what_is_new() -> None:
    """What the last version had is not told again."""
    last = builders.version()
    event, question = Event("2026-05-01", "A gate [@harbour-plan]."), Question("when", "When?")
    voices = tuple(Voice(key, name) for key, name in (("a", "Ada Lind"), ("b", "Tomas Hale")))
    version = builders.version(
        2,
        timeline=(*last.timeline, event),
        perspectives=(*last.perspectives, *voices),
        open_questions=(*last.open_questions, question, Question("who", "Who?")),
    )

    assert changes_paragraph(last, last, []) == ""
    assert changes_paragraph(version, last, []).splitlines() == [
        "The newest dated event is of 2026-05-01.",
        "New voices: Ada Lind and Tomas Hale.",
        "2 questions are newly open.",
    ]


def test_an_assignment_knows_what_was_there_before() -> None:
    """Known are the ledger's lines that are not new and not set aside; all lines count."""
    old, spiked, new = builders.item("old"), builders.item("spiked", spiked="too weak"), builders.item("new")
    assignment = Assignment(builders.dossier(items=(old, spiked, new)), (new,), 2, builders.NOW)

    assert (assignment.known, assignment.items_total) == ((old,), 3)
