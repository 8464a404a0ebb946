from hypothesis import given
from hypothesis import strategies as st

from dateline.core.text import Figure, Moment, clean, dates, figures, fold, one_per_line, sentences, similarity, unsafe_characters

MARKS = (".", "…", "...", "?", "!", "。", " ", "\n", "\n\n", "- ", "* ", '"', "”", "(", ")", "-", "\x85", "\x1c")
WORDS = (
    "Dr.",
    "U.S.",
    "v.",
    "No.",
    "5",
    "1.",
    "The",
    "word",
    "Word",
    "[@a]",
    "[@a; @b]",
    "[3]",
    "$5 bn",
    "2026",
    "May",
    "8",
    "%",
)
UNSEEN = ("\u200d", "❤", "\ufe0f", "\u202e", "\u202c", "\u2067", "\u2069", "א")
PIECES = st.sampled_from(MARKS + WORDS + UNSEEN)
PROSE = st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join))


@given(PROSE)
def test_canonical_prose_is_stable(text):
    """Prose with one sentence per line stays the same when it is written again, and has the same sentences."""
    once = one_per_line(text)

    assert one_per_line(once) == once
    assert sentences(once) == sentences(text)


@given(PROSE)
def test_no_word_is_lost(text):
    """The sentences together are the text, except for white space."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(PROSE)
def test_folding_is_stable(text):
    """Folded text stays the same when it is folded again."""
    assert fold(fold(text)) == fold(text)


@given(PROSE)
def test_clean_text_is_safe(text):
    """Clean text has nothing unsafe, and the rest is unchanged and in its order."""
    rest = iter(text)

    assert unsafe_characters(clean(text)) == ()
    assert all(character in rest for character in clean(text))


@given(PROSE)
def test_offsets_cut_the_words_out(text):
    """Figures and dates are at their offsets."""
    spans: list[Figure | Moment] = [*figures(text), *dates(text)]
    for found in spans:
        assert text[found.start : found.end] == found.text


@given(PROSE, PROSE)
def test_similarity_is_symmetric(a, b):
    """Similarity does not depend on the order of the texts, and is between 0 and 1."""
    assert 0 <= similarity(a, b) == similarity(b, a) <= 1
