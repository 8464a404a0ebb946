import builders
import pytest

from dateline.core.model import Item
from dateline.core.outlets import outlet
from dateline.desk.statements import Statement, headline, is_quotable, quotation, spoken

VOTE = "The city council voted to build the harbour barrier."


def statements(item: Item) -> tuple[Statement, ...]:
    return spoken(item) or tuple(headline(item))


def words(item: Item) -> list[str]:
    return [one.words for one in statements(item)]


def said(text: str, **given: str) -> str:
    return quotation(statements(builders.item("a", text=text, **given))[0])


def test_a_sentence_is_quoted_without_its_full_stop() -> None:
    """The quoting sentence sets the full stop, after the citation."""
    assert said(VOTE) == "“The city council voted to build the harbour barrier”"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who will dredge the silted channel?", "“Who will dredge the silted channel?”"),
        (
            "The gates were made in the U.S. by robots in the U.S.",
            "“The gates were made in the U.S. by robots in the U.S.”",
        ),
        ('The mayor said "we cannot wait" on Monday.', '‘The mayor said "we cannot wait" on Monday’'),
        ("The mayor said “we cannot wait” on Monday.", "‘The mayor said “we cannot wait” on Monday’"),
        (
            "Der Rat sagte „wir zahlen nicht“ am Montag.",
            "‘Der Rat sagte „wir zahlen nicht“ am Montag’",
        ),
        ("市议会投票决定建造港口大坝。", "“市议会投票决定建造港口大坝”"),
        ("谁来支付港口大坝的费用？", "“谁来支付港口大坝的费用？”"),
    ],
)
def test_marks_and_stops(text: str, expected: str) -> None:
    """Double marks inside make the outer ones single; question marks and abbreviations keep their sign."""
    assert said(text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor resigned last night [@council-votes].",
        "The mayor resigned last night, as reported [7].",
        "The mayor <b>resigned</b> last night in the harbour.",
        "The mayor resigned last night &amp; left the harbour.",
        "The mayor's statement stands at https://example.org/statement tonight.",
        "The mayor resigned last night and left the …",
        "The mayor resigned\u202e last night and left the harbour.",
        "“The mayor resigned last night and left the harbour.",
        'The mayor "resigned last night and left the harbour.',
        "Subscribe for more stories of mayors and harbours.",
        "You will never guess what mayors say about harbours.",
        "He resigned.",
        "harbour " * 50,
    ],
)
def test_what_is_not_quoted(sentence: str) -> None:
    """What could pass for a citation, markup or an advertisement, is cut, hides something or says too little stays out."""
    assert not is_quotable(sentence)
    assert is_quotable(VOTE)


def test_an_item_is_read_sentence_by_sentence() -> None:
    """Every whole sentence once, in its order, also one that leans on another."""
    assert words(builders.item(text=f"{VOTE} Yes. {VOTE} It passed with seven votes.")) == [
        VOTE[:-1],
        "Yes",
        "It passed with seven votes",
    ]


def test_a_heading_is_not_quoted_beside_sentences() -> None:
    """A block without a full stop is quoted only if an item has nothing else."""
    heading = "The harbour barrier and its gates"

    assert words(builders.item(text=f"{heading}\n\nThe barrier has three gates.")) == ["The barrier has three gates"]
    assert [heading] == words(builders.item(text=heading))


def test_a_text_that_the_feed_cut_loses_its_last_sentence() -> None:
    """At the ledger's limit the last sentence without a stop is not whole."""
    cut = (
        " ".join(f"Gate number {n} was tested in the harbour today." for n in range(44))
        + " The forty-fifth gate will not be test"
    )
    whole = "The forty-fifth gate will not be tested"

    assert words(builders.item(text=cut.ljust(1_990, "x")))[-1] == "Gate number 43 was tested in the harbour today"
    assert words(builders.item(text=whole)) == [whole]


@pytest.mark.parametrize("given", [{"evidence": "headline", "text": VOTE}, {"text": ""}, {"text": "Read more."}])
def test_a_headline_stands_in_where_there_is_no_text(given: dict[str, str]) -> None:
    """Where no sentence can be quoted, the title is, as a headline."""
    (one,) = statements(builders.item("a", title="Council votes for harbour barrier", **given))

    assert (one.words, one.is_headline) == ("Council votes for harbour barrier", True)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Council votes for the new harbour barrier and ...", "“Council votes for the new harbour barrier and …”"),
        ("Council votes for the new harbour barrier … - Courier", "“Council votes for the new harbour barrier …”"),
        ("Council votes for the new harbour barrier at €40 million and ...", "“Council votes for the new harbour barrier at” …"),
    ],
)
def test_a_cut_title_is_quoted_up_to_its_cut(title: str, expected: str) -> None:
    """A cut title is quoted without a figure; an ellipsis is inside the marks only if the title has it in that place."""
    item = builders.item(title=title, text="")
    (one,) = statements(item)

    assert quotation(one) == expected
    assert one.words in item.title


def test_a_cut_title_with_too_little_before_its_figure_says_nothing() -> None:
    """What is left of a cut title before its figure must still say something."""
    assert statements(builders.item(title="What €40 million will mean for the old quay ...", text="")) == ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "Harbour Wire"),
        ({"feed": "saved"}, "The feed saved"),
        ({"feed": "a Log"}, "The feed a Log"),
        ({"feed": "0a"}, "The feed 0a"),
        ({"feed": "The Quay Letter via Saved by the desk"}, "The Quay Letter"),
        ({"feed": "quay.example via Saved by the desk"}, "The site quay.example"),
        ({"feed": ""}, "One feed"),
        ({"feed": "Wire [@a]"}, "One feed"),
        ({"feed": "..."}, "One feed"),
        ({"feed": "The 'Wire"}, "One feed"),
        ({"feed": "Riders' Union"}, "Riders' Union"),
        ({"feed": "Really? Yes. News"}, "One feed"),
        ({"feed": "reactive:a", "title": "Barrier approved - Northern Courier"}, "Northern Courier"),
        ({"feed": "reactive:a", "title": "Barrier approved | Why? Because. News"}, "One outlet"),
        ({"feed": "reactive:a", "url": "https://www.courier.example/a"}, "The site courier.example"),
        ({"feed": "reactive:a"}, "One outlet"),
        ({"feed": "reactive:a", "url": "https://[broken/"}, "One outlet"),
    ],
)
def test_who_published_it(given: dict[str, str], expected: str) -> None:
    """The feed's label, or what a search's result says of its outlet; nothing that could pass for something else."""
    assert outlet(builders.item(**given)) == expected


def test_a_search_result_is_quoted_without_its_outlet() -> None:
    """The outlet's name after the dash is the attribution, not the headline."""
    item = builders.item("a", title="Council votes for harbour barrier - Northern Courier", text="", feed="reactive:a")

    assert words(item) == ["Council votes for harbour barrier"]


@pytest.mark.parametrize(
    ("given", "who", "headline"),
    [
        ({"text": "Gate fails its spring test The Quay Times"}, "The Quay Times", "Gate fails its spring test"),
        (
            {"text": "Gate fails its spring test Estuary Post", "title": "Gate fails its spring test | Estuary Post"},
            "Estuary Post",
            None,
        ),
        ({"text": "Gate fails its spring test"}, "Tideline", "Gate fails its spring test - The Quay Times"),
        ({"text": "Gate fails its spring test The Quay Times reports that.", "evidence": "excerpt"}, "Tideline", None),
        (
            {"text": "Gate fails its spring test The Quay Times\n\nGate jams Estuary Post", "evidence": "excerpt"},
            "The Quay Times",
            "Gate fails its spring test",
        ),
    ],
)
def test_a_headline_that_a_feed_passes_on_is_its_outlets(given: dict[str, str], who: str, headline: str | None) -> None:
    """Where a text begins with the headline and the outlet of the title alone, that outlet says it, and not the feed."""
    parts = {"title": "Gate fails its spring test - The Quay Times", "feed": "Tideline", "evidence": "headline", **given}
    item = builders.item(**parts)

    assert outlet(item) == who
    if headline:
        assert words(item) == [headline]
