import builders
import pytest
from telling import report, state

from dateline.core.citations import without
from dateline.core.model import WrittenBy
from dateline.core.text import quotations
from dateline.desk.extractive import narrative as module
from dateline.desk.extractive.narrative import narrative

GATES = "The council voted for the harbour gates"
PAINT = "Workers paint the harbour gates green"
SILT = "Silt settles where trawlers moor"
WORDS = "acorn birch cedar daisy elder fern gorse heath iris jasmine kelp laurel".split()


def paragraphs(*items, taken=(), **given) -> list[list[str]]:
    """The quotations of each paragraph, line by line."""
    found = narrative(state(*items, **given), taken)
    return [[words for line in paragraph for words in quotations(line.text)] for paragraph in found]


def test_a_topic_has_a_paragraph_its_newest_fact_first():
    """Items about one thing stand together, others apart."""
    items = (
        report(10, f"{GATES}.", title="Harbour gates"),
        report(12, f"{PAINT}.", title="Harbour gates"),
        report(11, f"{SILT}.", title="Dredging"),
    )

    assert sorted(paragraphs(*items)) == [[SILT], [PAINT, GATES]]


def test_what_is_told_elsewhere_is_left_out():
    """A sentence is quoted once on the page."""
    found = state(report(10, f"{GATES}. {PAINT}."))
    told = [one for one in found.holding if one.words == GATES]

    assert [[fact.words for line in one for fact in line.facts] for one in narrative(found, told)] == [[PAINT]]
    assert narrative(found, found.holding) == ()


def test_speech_and_what_is_not_known_are_left_out():
    """Voices and open questions have sections of their own."""
    items = (
        report(10, "“We were never asked about the gates,” said Vera Osei."),
        report(11, "The council has not said who pays."),
    )

    assert paragraphs(*items) == []


def test_there_are_at_most_six_topics():
    """The least important topics are left out; a last paragraph has what the whole story is about."""
    items = (report(n + 1, f"{word.title()} {word}wood {word}leaf grows.", title=word) for n, word in enumerate(WORDS))

    assert len(paragraphs(*items)) == module.MOST_PARAGRAPHS + 1


@pytest.mark.parametrize("most", [0, 20, 650])
def test_the_words_of_all_paragraphs_are_limited(monkeypatch, most):
    """A line for which there is no room is left out."""
    monkeypatch.setattr(module, "MOST_WORDS", most)
    text = "The council counted 12 gates of steel on quay {0}. The port counted 40 pumps of glass on pier {0}."
    found = narrative(
        state(*(report(n + 1, f"{word.title()} {word}wood. {text.format(word)}", title=word) for n, word in enumerate(WORDS))), ()
    )

    assert sum(len(without(line.text).split()) for paragraph in found for line in paragraph) <= most
    assert bool(found) == bool(most)


def test_paragraphs_of_an_editor_come_first():
    """What a person or a model wrote stays, without sentences that no longer hold; an empty paragraph goes."""
    old, new = (f"The harbour barrier will cost {cost} million euros." for cost in (40, 52))
    last = builders.version(
        what="None [@a].",
        narrative=(
            "It costs 40 million euros [@coast-wire-10].",
            "It is 40 m long [@a]. It costs 40 million euros [@coast-wire-10].",
        ),
        written_by=WrittenBy("claude"),
    )
    found = narrative(state(report(10, old), report(12, new, "Harbour Post"), versions=[last]), ())

    assert [[line.text for line in one] for one in found] == [
        ["It is 40 m long [@a]."],
        [f"Harbour Post: “{new.rstrip('.')}” [@harbour-post-12], up from 40 million euros [@coast-wire-10]."],
    ]
