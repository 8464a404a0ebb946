import builders
import pytest

from dateline.core.model import Voice
from dateline.desk.statements import Statement, statements
from dateline.desk.voices import speeches, voices


def statement(words: str, key: str = "a", **given: str) -> Statement:
    return Statement(builders.item(key, text=words, **given), words)


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("Mayor Ada Lind said the gates would close", "Ada Lind", "Mayor"),
        ("Mayor Dr. Ada Lind said the gates would close", "Ada Lind", "Mayor"),
        ("Ada Lind, the mayor of the town, said the gates would close", "Ada Lind", "mayor of the town"),
        ("Its chair, Vera Osei, told reporters that pumps were missing", "Vera Osei", "chair"),
        ("“We cannot wait,” said Ada Lind after the vote", "Ada Lind", None),
        ("“We cannot wait,” said Ada Lind, the mayor", "Ada Lind", "mayor"),
        ("The flood returns every winter, according to the Institute for Coastal Studies", "Institute for Coastal Studies", None),
        ("The Port Authority warned that the tide would slow", "Port Authority", None),
        ("Ada Lind called the offer generous", "Ada Lind", None),
    ],
)
def test_who_speaks(words: str, name: str, role: str | None) -> None:
    """A name with a verb of saying is a voice, and its office or aside is the role."""
    assert [(one.name, one.role) for one in speeches([statement(words)])] == [(name, role)]


@pytest.mark.parametrize(
    "words",
    [
        "Ada Lind opened the gates before noon",
        "She said the gates would close",
        "The Port Authority has not said when the gates will close",
        "The fishing crews said the channel would silt up",
        "Al said the gates would close",
        "王明 said the gates would close",
    ],
)
def test_who_does_not(words: str) -> None:
    """Without a verb of saying, or without a clear name, there is no voice."""
    assert speeches([statement(words)]) == ()


def test_a_headline_is_no_statement_of_a_voice() -> None:
    """A headline's words are the outlet's."""
    item = builders.item(title="Ada Lind said the gates would close")

    assert speeches([Statement(item, item.title, is_headline=True)]) == ()


def test_two_who_say_it_together_both_speak() -> None:
    """A sentence that two say is each one's."""
    assert [one.name for one in speeches([statement("Ada Lind and Tomas Hale said the gates would close")])] == [
        "Ada Lind",
        "Tomas Hale",
    ]


def test_a_surname_is_completed_where_it_is_clear() -> None:
    """A single surname belongs to the only full name in the story that ends in it; if there are two, to neither."""
    said = [statement("Ada Lind said so on Monday"), statement("On Friday Lind said so again", "b")]
    rival = statement("Bo Lind said no on Monday", "c")

    assert [one.name for one in speeches(said)] == ["Ada Lind", "Ada Lind"]
    assert [one.name for one in speeches([said[1]], ["Ada Lind"])] == ["Ada Lind"]
    assert [one.name for one in speeches([*said, rival])] == ["Ada Lind", "Bo Lind"]


def test_two_of_one_surname_stay_two() -> None:
    """A surname alone is resolved inside its item before any other says it too."""
    items = [
        builders.item(key, text=f"{name} said the gates would {what}. On Friday Lind said so again at the quay.")
        for key, name, what in (("a", "Ada Lind", "close"), ("b", "Bo Lind", "open"))
    ]
    said = [one for item in items for one in statements(item)]

    assert [one.name for one in speeches(said)] == ["Ada Lind", "Ada Lind", "Bo Lind", "Bo Lind"]


def test_words_that_come_again_are_quoted_once() -> None:
    """Two items with the same sentence give a voice one quotation, whatever text is around it."""
    words = "Harbour spokesman Ada Lind told reporters that pumps were new"
    items = [builders.item("a", text=f"{words}. The gate is blue."), builders.item("b", text=f"The quay is old. {words}.")]
    (voice,) = voices([one for item in items for one in statements(item)], None)

    assert voice.view == f"Quoted in Harbour Wire: “{words}” [@a]."


def test_one_quotation_in_two_reports_is_one() -> None:
    """Whoever reports the same quoted words, a voice is quoted with them once, in this version and the next."""
    said = [statement("“We cannot wait,” said Ada Lind"), statement("Ada Lind told Harbour Radio: “We cannot wait.”", "b")]
    (new,) = voices(said[:1], None)
    (again,) = voices(said[1:], builders.version(perspectives=(new,)))

    assert voices(said, None) == (new,)
    assert (again.view, again.evolution) == (new.view, "Restated [@b].")


def test_a_new_voice_is_quoted_where_it_was_heard() -> None:
    """A new voice has an id from its name, and views that quote and cite, two at most."""
    said = [statement(f"Ada Lind said that gate number {n} would close", key=f"k{n}") for n in (1, 2, 3)]

    assert voices(said, None) == (
        Voice(
            "ada-lind",
            "Ada Lind",
            view="Quoted in Harbour Wire: “Ada Lind said that gate number 1 would close” [@k1].\n"
            "Quoted in Harbour Wire: “Ada Lind said that gate number 2 would close” [@k2].",
            evolution="New voice.",
        ),
    )


def test_a_title_is_part_of_the_name_and_not_of_the_id() -> None:
    """A voice is called as written, "Dr. Smith", keeps one id with and without the title, and has no role for it."""
    said = statement("Dr. Smith said that the pumps were new")
    (new,) = voices([said], None)
    last = builders.version(perspectives=(new,))
    (again,) = voices([statement("Smith said that the gates were old", "b")], last)

    assert (new.id, new.voice, new.role) == ("smith", "Dr. Smith", None)
    assert (again.id, again.voice) == ("smith", "Dr. Smith")


LAST = builders.version(
    perspectives=(
        Voice("mayor", "Ada Lind", view="Quoted in Harbour Wire: “Ada Lind said yes to gates” [@old].", evolution="New voice."),
    )
)


def test_a_voice_that_is_silent_stays_and_says_since_when() -> None:
    """A kept voice keeps its view; its evolution names the last version it spoke in, and then stays as it is."""
    (kept,) = voices([], LAST)
    later = builders.version(2, perspectives=(kept,))

    assert (kept.view, kept.evolution) == (LAST.perspectives[0].view, "No new statement since v1.")
    assert voices([], later) == (kept,)


def test_a_voice_that_speaks_again_keeps_what_it_said() -> None:
    """The new statement follows the old one, under the id the voice had; the evolution says when, and cites."""
    (moved,) = voices([statement("Ada Lind said no to pumps", "new", published="2026-05-24")], LAST)

    assert moved.id == "mayor"
    assert moved.view == LAST.perspectives[0].view + "\nQuoted in Harbour Wire: “Ada Lind said no to pumps” [@new]."
    assert moved.evolution == "Spoke again on 2026-05-24 [@new]."


def test_the_same_words_again_are_a_restatement() -> None:
    """A view is not repeated; an undated item gives no day."""
    (moved,) = voices([statement("Ada Lind said yes to gates", "new")], LAST)

    assert (moved.view, moved.evolution) == (LAST.perspectives[0].view, "Restated [@new].")


def test_a_version_takes_eight_new_voices() -> None:
    """The first eight count."""
    names = [f"Ada {surname}" for surname in "Aber Berg Cole Dahl Eide Falk Gran Holm Iver".split()]
    said = [statement(f"{name} said the gates would close") for name in names]

    assert [voice.voice for voice in voices(said, None)] == names[:8]


def test_words_that_cannot_stand_in_a_view_make_no_voice() -> None:
    """A statement that would break its sentence is not quoted."""
    assert voices([statement("Ada Lind said yes to the gates [@other] again")], None) == ()
