"""Quotes in the sentences that they were copied from."""

from dateline.core.text.quoted import LONGEST, QuotedRun, in_sentences, nearest, telling_quotes

PAGE = (
    "The office met on Tuesday. “The repair of both bearings will cost 2.3 million euros,” it said. The middle gate shows wear "
    "of 6 millimetres.\n\nShips wait outside. Nobody knows how long."
)


def told(*quotes: str, text: str = PAGE) -> list[list[tuple[str, bool]]]:
    return [[(run.text, run.is_quoted) for run in one] for one in in_sentences(quotes, text)]


def test_a_quote_stands_in_its_sentence() -> None:
    """The words around the quote are there up to the ends of the sentence, and the marks that touch it are not quoted."""
    assert told("Ships wait") == [[("Ships wait", True), (" outside.", False)]]
    assert told("the repair of both bearings will cost 2.3 million euros") == [
        [("“", False), ("The repair of both bearings will cost 2.3 million euros", True), (",” it said.", False)]
    ]


def test_a_quote_with_a_mark_of_its_own_keeps_it() -> None:
    """Marks that the quote begins or ends with are part of it."""
    assert told("outside.")[0][1] == ("outside.", True)
    assert told("said it", text='She "said it", twice.') == [[('She "', False), ("said it", True), ('", twice.', False)]]
    assert told('"said it"', text='She "said it", twice.') == [[("She ", False), ('"said it"', True), (", twice.", False)]]


def test_an_ellipsis_at_the_end_of_a_sentence() -> None:
    """A quote over it is found, as the page has it."""
    (one,) = told("wait ... Nobody", text="Ships wait ... Nobody knows.")
    assert one[1] == ("wait ... Nobody", True)


def test_quotes_in_neighbouring_sentences_are_together() -> None:
    """Two quotes in the same or the next sentence are one excerpt in the order of the page; others have their own."""
    both = told("wear of 6 millimetres", "cost 2.3 million euros", "how long")

    assert [[text for text, is_quoted in one if is_quoted] for one in both] == [
        ["cost 2.3 million euros", "wear of 6 millimetres"],
        ["how long"],
    ]


def test_a_quote_may_be_longer_than_a_sentence() -> None:
    """Then all of its sentences are shown; a quote within another one is not marked twice."""
    (one,) = told("met on Tuesday. “The repair of both bearings", "met on Tuesday")

    assert one[0] == ("The office ", False)
    assert [text for text, is_quoted in one if is_quoted] == ["met on Tuesday"]
    assert "".join(text for text, _ in one).endswith("it said.")


def test_a_text_without_the_quote_has_none() -> None:
    """Nothing is shown of a quote that a text does not have."""
    assert in_sentences(["a dog barks"], PAGE) == ()
    assert in_sentences(["..."], PAGE) == ()


def test_of_a_very_long_sentence_only_the_words_near_the_quote_are_shown() -> None:
    """A text without full stops does not fill the card."""
    (one,) = in_sentences(["needle in it"], f"{'hay ' * 900}needle in it {'straw ' * 900}")

    assert sum(len(run.text) for run in one) < LONGEST + 10
    assert QuotedRun("needle in it", is_quoted=True) in one
    assert (one[0].text[:1], one[-1].text[-1:]) == ("…", "…")
    (whole,) = in_sentences(["hay " * 200], "hay " * 900)
    assert whole[1].is_quoted


def test_the_nearest_sentence_shares_the_most_words() -> None:
    """If no quote is at hand, an editor sees the sentence that comes nearest; one common word is not enough."""
    assert nearest("A bearing's wear is 6 millimetres", ["Nothing here.", PAGE]) == "The middle gate shows wear of 6 millimetres."
    assert nearest("Ships sink", [PAGE]) == ""
    assert nearest("Ships sink", []) == ""


def test_the_quotes_that_tell_most_of_a_sentence() -> None:
    """A quote is chosen for the words that it adds; without common words, as in another language, the first ones are."""
    quotes = ("Council meets", "the repair will cost 2.3 million euros", "repair costs euros", "the builder pays half of it")
    sentence = "The repair costs 2.3 million euros, of which the builder pays half."

    assert telling_quotes(sentence, quotes, 3) == (quotes[1], quotes[3])
    assert telling_quotes(sentence, quotes, 1) == (quotes[1],)
    assert telling_quotes("Die Werft zahlt.", quotes, 2) == quotes[:2]
    assert telling_quotes("Die Werft zahlt.", (), 2) == ()
