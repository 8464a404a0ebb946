from collections import Counter

from analysed import blame, compare, words
from builders import version
from hypothesis import given
from hypothesis import strategies as st
from proof.comparing import is_whole

from dateline.core.model import Event, KeyFigure, Tension, TensionSide
from dateline.core.text import sentences

SENTENCES = st.lists(
    st.sampled_from(["barrier", "council", "harbour", "ferry", "5%", "$3 bn", "the", "of", "[@a]", "[@b; @c]"]),
    min_size=1,
    max_size=6,
).map(lambda parts: " ".join(parts) + ".")
PARAGRAPHS = st.lists(SENTENCES, max_size=4).map(" ".join)
VERSIONS = st.builds(
    lambda what, narrative, events, tensions, figures: version(
        what=what,
        narrative=tuple(narrative),
        timeline=tuple(Event("2026", text, ahead=is_ahead) for text, is_ahead in events),
        tensions=tuple(
            Tension(id_, text, sides=(TensionSide("a", text), TensionSide("b", what))) for id_, text in tensions.items()
        ),
        figures=tuple(KeyFigure(id_, "Label", value, ("a",)) for id_, value in figures.items()),
    ),
    PARAGRAPHS,
    st.lists(PARAGRAPHS, max_size=3),
    st.lists(st.tuples(SENTENCES, st.booleans()), max_size=3),
    st.dictionaries(st.sampled_from("abc"), PARAGRAPHS),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["3", "4 euros"])),
)
TOLD_BESIDE = ("changes", "closed_questions")


def told(one):
    return Counter(
        sentence for field in one.text_fields() if field.section not in TOLD_BESIDE for sentence in sentences(field.text)
    )


@given(VERSIONS)
def test_a_version_has_not_changed_from_itself(one):
    """The comparison of a version with itself is empty."""
    comparison = compare(one, one)

    assert comparison.is_empty
    assert all(change.kind == "kept" for change in comparison.changes)


@given(VERSIONS, VERSIONS)
def test_every_sentence_appears_once(before, after):
    """Each sentence of both versions appears once, or once for each part; only those with the same words are kept or moved."""
    is_whole(before, after)


@given(VERSIONS, VERSIONS)
def test_back_again(before, after):
    """What was added is removed in the reverse comparison."""
    forth, back = compare(before, after).changes, compare(after, before).changes

    assert Counter(change.after for change in forth if change.kind == "added") == Counter(
        change.before for change in back if change.kind == "removed"
    )


@given(SENTENCES, SENTENCES)
def test_words_tell_both_sentences(before, after):
    """Without the added words they are the earlier sentence, except for white space; without the removed words, the later one."""
    runs = words(before, after)

    assert "".join(run.text for run in runs if run.kind != "removed") == after
    assert "".join(run.text for run in runs if run.kind != "added").split() == before.split()


@given(st.lists(VERSIONS, max_size=3))
def test_nobody_is_blamed_for_what_came_later(versions):
    """No sentence is older than the first version or newer than the last, or worded before it first appeared."""
    for found in blame(versions):
        assert 1 <= found.since <= found.worded <= len(versions)
