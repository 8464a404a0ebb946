from dataclasses import replace

import builders

from dateline.core.model import Item, LedgerEvent, Source, Version, Withdrawn
from dateline.core.text.lists import listed
from dateline.desk import Assignment
from dateline.desk.draft import sources_for

TEXT = "First of all, he said so. The second came later."


def asked(*items: Item, last: Version | None = None, texts: dict[str, str] | None = None) -> Assignment:
    dossier = replace(builders.dossier(), versions=(last,) if last else (), items=items)
    return Assignment(dossier, (), 2, builders.NOW, texts or {})


def test_sources_are_copied_from_the_ledger() -> None:
    """A source has the item's own title, address, feed, day and evidence, and the quotes given."""
    item = builders.item(
        "a", title="T…", url="https://example.org/a", published="2026-05-13T10:00:00Z", evidence="full-text", text=TEXT
    )

    assert sources_for(["a"], asked(item), {"a": ["said so"]}) == (
        Source("a", "T…", "https://example.org/a", "Harbour Wire", "2026-05-13", "full-text", ("said so",)),
    )


def test_an_undated_item_gives_an_undated_source() -> None:
    """If the item has no date, the source has none; the day of collection does not replace it."""
    (source,) = sources_for(["a"], asked(builders.item("a")), {})

    assert source.date is None


def test_the_order_is_that_of_the_keys_and_unknown_keys_are_left_out() -> None:
    """Sources are in the order in which they are cited; an unknown key gives no source."""
    items = (builders.item("a"), builders.item("b"))

    assert [source.key for source in sources_for(["b", "lost", "a"], asked(*items), {})] == ["b", "a"]


def test_a_carried_source_stays_until_there_are_new_words_of_it() -> None:
    """The last version's source is kept as it is; with a new quote it is made again from the ledger, and old quotes stay."""
    old = builders.source("a", title="As it was", quotes=("first",))
    last = builders.version(sources=(old,))
    before = builders.item("a", title="As it was", text=TEXT)
    assignment = asked(replace(before, title="As it is now", collected="2026-05-25T11:30:00Z"), before, last=last)

    assert sources_for(["a"], assignment, {"a": ["first"]}) == (old,)
    (new,) = sources_for(["a"], assignment, {"a": ["second"]})
    assert (new.title, new.quotes) == ("As it is now", ("first", "second"))


def test_a_carried_source_follows_a_ledger_that_was_put_right() -> None:
    """If no line of the ledger has a source's title, address or date any more, the ledger's newest replaces it."""
    wrong = builders.source("a", title="Misread", url="https://quay.example/wrong", date="2026-05-01", quotes=("first",))
    right = builders.item("a", title="Read", url="https://quay.example/right", published="2026-05-02T10:00:00Z", text=TEXT)

    (found,) = sources_for(["a"], asked(right, last=builders.version(sources=(wrong,))), {})

    assert found == builders.source("a", title="Read", url=right.url, date="2026-05-02", quotes=("first",))


def test_a_quote_that_nothing_at_hand_has_is_left_out() -> None:
    """A carried quote needs the item, a page that was read, or a passage; two texts are never read as one."""
    old = builders.source("a", quotes=("said so", "of the page", "kept words", "Title of a First", "made up"))
    passage = LedgerEvent("a", "quoted", builders.NOW, text="… and the kept words …")
    assignment = asked(builders.item("a", text=TEXT), last=builders.version(sources=(old,)), texts={"a": "Words of the page."})
    assignment = replace(assignment, dossier=replace(assignment.dossier, events=(passage,)))

    (found,) = sources_for(["a"], assignment, {})

    assert found.quotes == ("said so", "of the page", "kept words")


def test_a_source_that_was_withdrawn_says_so() -> None:
    """Its title and quotes are not published again."""
    gone = builders.item("a", title="", text="", withdrawn=Withdrawn("2026-05-24", "a court order", "sha256:0"))
    last = builders.version(sources=(builders.source("a", quotes=("said so",)),))

    (found,) = sources_for(["a"], asked(gone, last=last), {})

    assert (found.title, found.quotes) == ("Withdrawn", ())


def test_a_carried_source_whose_item_is_gone_stays() -> None:
    """A source stays even if its item is missing from the ledger."""
    last = builders.version()

    assert sources_for(["harbour-plan"], asked(last=last), {}) == last.sources


def test_names_are_listed_as_a_sentence_lists_them() -> None:
    """One, two, three names, and the rest as a number."""
    assert [listed("ABC"[:count]) for count in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert listed("ABCDE", most=3) == "A, B and 3 more"


def test_an_assignment_knows_what_was_there_before() -> None:
    """Known are the ledger's lines that are not new and not set aside; all lines count."""
    old, spiked, new = builders.item("old"), builders.item("spiked", spiked="too weak"), builders.item("new")
    assignment = Assignment(builders.dossier(items=(old, spiked, new)), (new,), 2, builders.NOW)

    assert (assignment.known, assignment.items_total) == ((old,), 3)
