"""The words around a quote."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.core.text import find_quote, passage_around

WORDS = st.lists(
    st.sampled_from(["quay", "the", "412", "million,", "“sea", "wall”", "—", "海", "堤。", "it’s", "A.", "\n\n"]), max_size=300
)


@given(WORDS, st.integers(0, 300), st.integers(1, 12))
def test_a_passage_has_the_quote_and_stands_in_the_text(words, start, length):
    """For any quote, the passage is a part of the text, contains the quote, and is no longer than allowed."""
    text, quote = " ".join(words), " ".join(words[start : start + length])

    passage = passage_around(quote, text)

    if not find_quote(quote, text):
        assert passage is None
        return
    assert passage is not None
    assert passage in text
    assert find_quote(quote, passage)
    assert len(passage) <= 400


def test_a_passage_gives_as_much_as_fits_on_both_sides():
    """The passage has words before and after the quote, cut between words."""
    text = " ".join(f"word{number}" for number in range(1000))

    passage = passage_around("word500 word501", text)

    assert passage is not None
    assert 380 < len(passage) <= 400
    assert passage.startswith("word47")
    assert passage.split()[-1] in text.split()


def test_a_script_without_spaces_is_cut_between_characters():
    """A page of one long line gives no more than fits into a passage."""
    text = "潮" * 3000 + "堤防が完成した" + "海" * 3000

    passage = passage_around("堤防が完成した", text)

    assert passage is not None
    assert len(passage) == 400
    assert "堤防が完成した" in passage


def test_the_quote_may_be_spelt_in_another_way():
    """Marks, dashes and white space differ between a page and a quote of it: the passage has the page's."""
    assert passage_around("it's  a sea-wall", "He said: it’s a\nsea–wall.") == "He said: it’s a\nsea–wall."


def test_a_quote_that_is_too_long_has_no_passage():
    """Nothing is removed from a quote."""
    text = "word " * 100

    assert passage_around(text, text) is None
    assert passage_around("", text) is None
