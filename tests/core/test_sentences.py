"""What a version says, sentence by sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal

import builders
import pytest

from dateline.core.analysis import AnalysedStory
from dateline.core.model import KeyFigure, Tension, TensionSide, Voice
from dateline.core.sentences import AnalysedText, AnalysedVersion, Texts

TEXT = "The barrier failed on 12 May 2026 [@a]. Reportedly 40 people left, said Ada Porter [@b; @c].\n\nNobody knows why."


def test_a_text_and_what_is_read_in_it():
    """Citations, paragraphs, figures, dates, names and hedges of one text."""
    said = AnalysedText(TEXT)

    assert said.citations == ("a", "b", "c")
    assert [len(paragraph) for paragraph in said.paragraphs] == [2, 1]
    assert [figure.text for figure in said.figures] == ["40"]
    assert [moment.value for moment in said.dates] == ["2026-05-12"]
    assert "Ada Porter" in said.names
    assert said.hedges == ("reportedly",)


def test_equal_texts_are_equal():
    """Two readings of the same words are one, so that a sentence that stayed compares as equal."""
    assert {AnalysedText(TEXT), AnalysedText(TEXT)} == {AnalysedText(TEXT)}
    assert AnalysedText(TEXT) not in (AnalysedText("Other."), TEXT)


def test_a_text_is_kept_by_its_words():
    """The same words lead to the same object, which has been read already."""
    texts = Texts()

    assert texts[TEXT] is texts[TEXT]


def test_a_sentence_knows_its_place():
    """Section, path and paragraph; the keys listed with a voice support its view and its evolution."""
    voice = Voice("ada", "Ada", view="It failed. It held.", evolution="It says less.", sources=("a",))
    analysed = AnalysedVersion(builders.version(narrative=(TEXT,), perspectives=(voice,)))

    assert [(one.at, one.paragraph) for one in analysed.by_place["narrative[0]"]] == [
        ("narrative[0]", number) for number in (0, 0, 1)
    ]
    assert {one.beside for one in analysed.sentences if one.section == "perspectives"} == {("a",)}
    assert all(one.beside == () for one in analysed.by_place["narrative[0]"])


def test_the_sides_of_a_tension_are_its_prose():
    """They are numbered after its text and before its sources, which support all of it; a figure's sources have no numbers."""
    sides = TensionSide("ada", "It failed [@b]."), TensionSide("The Quay", "It held [@c].")
    tension = Tension("held", "It is in doubt [@a].", ("d",), sides=sides)
    figures = (KeyFigure("left", "Left", "40", ("e",)),)
    only = builders.version(narrative=(), perspectives=(), timeline=(), what="", tensions=(tension,), figures=figures)
    analysed = AnalysedVersion(only)

    assert analysed.numbers == {"a": 1, "b": 2, "c": 3, "d": 4}
    assert [(one.at, one.sentence, one.sources) for one in analysed.claims if one.section == "tensions"] == [
        ("tensions[0].text", "It is in doubt [@a].", ("a", "d")),
        ("tensions[0].sides[0].text", "It failed [@b].", ("b", "d")),
        ("tensions[0].sides[1].text", "It held [@c].", ("c", "d")),
    ]
    assert len({one.group for one in analysed.sentences if one.section == "tensions"}) == 1


def test_a_changed_story_keeps_what_was_read():
    """Of a story with one more version, the others are not read again."""
    first, second = builders.version(1), builders.version(2)
    story = AnalysedStory(builders.dossier(first))
    later = story.updated(builders.dossier(first, second))

    assert later.versions[0] is story.versions[0]
    assert later.comparison(first, second) is later.comparison(first, second)
    assert len(story.versions) == 1


PLAIN = (str, int, bool, type(None), Decimal)
READ = (
    "citations",
    "malformed",
    "segments",
    "closing",
    "paragraphs",
    "figures",
    "dates",
    "hedges",
    "names",
    "quotations",
)


def parts(value: object) -> Iterator[object]:
    """What a value is made of, down to what JSON or MessagePack can write."""
    if isinstance(value, AnalysedText):
        yield from (part for name in READ for part in parts(getattr(value, name)))
    elif isinstance(value, tuple | frozenset):
        yield from (part for one in value for part in parts(one))
    elif isinstance(value, Mapping):
        yield from (part for pair in value.items() for part in parts(pair))
    elif is_dataclass(value):
        yield from (part for one in fields(value) for part in parts(getattr(value, one.name)))
    else:
        yield value


def test_what_is_worked_out_is_plain_data():
    """A cache can keep all of it, and equal files give equal data: nothing depends on the run or on a place in memory."""
    story = AnalysedStory(builders.dossier(builders.version(1), builders.version(2, narrative=(TEXT,))))
    again = AnalysedStory(builders.dossier(builders.version(1), builders.version(2, narrative=(TEXT,))))

    found, once_more = (
        [list(parts((one.sentences, one.claims, one.numbers))) for one in analysed.versions]
        + [list(parts(analysed.comparison(*analysed.dossier.versions)))]
        for analysed in (story, again)
    )

    assert found == once_more
    assert [part for told in found for part in told if not isinstance(part, PLAIN)] == []


def test_a_text_has_no_other_facts():
    """A name that is no fact about a text is an error, as it is for every object."""
    name = "nothing"

    with pytest.raises(AttributeError, match=name):
        getattr(AnalysedText("It floods."), name)
