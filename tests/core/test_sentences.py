"""Where sentences end, by language; a second opinion comes from the library sentencex."""

import pytest
import sentencex

from dateline.core.text import sentences
from dateline.desk.statements import is_quotable

PLAIN = [
    ("en", "Dr. Vane left the harbour office. She came back at noon. Nobody asked why."),
    ("en", "It cost $1.5 bn in 2019. The port paid 3.2 million euros. That was too much!"),
    ("en", "Did the gate hold? The crew said so. “We were lucky,” one of them said."),
    ("de", "Das Tor wurde am 29. Juli 2026 geschlossen. Die Stadt war nicht gefragt worden. Das Amt schweigt."),
    ("de", "Das Dock kostet ca. 5,5 Mio. Euro im Jahr. Der Bund zahlt die Hälfte."),
    ("fr", "Le maire de la ville est venu. Il a dit oui. Le port est fermé."),
    ("es", "El alcalde de la ciudad vino. Dijo que sí. El puerto está cerrado."),
    ("it", "Il sindaco della città è venuto. Ha detto di sì. Il porto è chiuso."),
    ("nl", "Het dok is op 3 mei gesloten. De stad was niet gevraagd. Het regent."),
    ("zh", "新闸桥开了。港口局说，耗资五亿元。下雨了吗？"),
    ("ja", "橋が開いた。港は閉まっている。雨が降っているか？"),
]


@pytest.mark.parametrize(("language", "text"), PLAIN)
def test_plain_sentences_end_where_another_program_says(language: str, text: str) -> None:
    """What a reader of the language finds easy, both programs cut alike."""
    assert sentences(text) == tuple(one.strip() for one in sentencex.segment(language, text))


@pytest.mark.parametrize(
    "parts",
    [
        # ordinals, and a number at the end
        ("Der 3. Versuch am Tor gelang und die Stadt ist froh.", "Das war am 1. Mai."),
        ("Er wurde im Rennen der Boote 3.", "Das Tor der Stadt blieb zu."),
        ("Am 14. und 15. August ist der Hafen zu.", "Im Jahr 2019.", "Das war es."),
        # abbreviations
        ("Sen. Del. Porter climbed Mt. Hope.", "Then she went to Ft. Quay."),
        ("It is in the 3rd ed. 5 of them were sold.",),
        ("He lives in Pa. near the river.", "She is in Conn. The others left."),
        ("Le port de M. Durand est à 3 km env. du centre.", "Il pleut."),
        ("Frau Dr. Weber und Prof. Hahn sind z.T. dafür, u.a. wegen der Flut.", "Das ist neu."),
        ("Die Arbeiten begannen im 19. Jahrhundert.", "Der Hafen ist z.B. bei Flut zu."),
        ("M. Durand est le maire de la ville.", "Il a dit non.", "Le port est fermé."),
        ("El Sr. Ruiz es el alcalde de la ciudad.", "Dijo que no.", "El puerto está cerrado."),
        ("Il dott. Rossi è il sindaco della città.", "Ha detto di no.", "Il porto è chiuso."),
        # dots, marks in names
        ("He said . . . nothing at all.", "Then he left."),
        ("Yahoo! Finance said so.", "Guess? The shop is shut."),
        # quotations in scripts without spaces
        ("「これは大事。」と市長は述べた。", "次の文。"),
        ("“我们会完成。”市长说。", "下一句。"),
        ("هل هذا صحيح؟", "نعم."),
    ],
)
def test_sentences_end_by_the_rules_of_their_language(parts: tuple[str, ...]) -> None:
    """An ordinal, an abbreviation or a name with a mark ends none."""
    text = "".join(parts) if parts[0][0] in "「“" and not parts[0].isascii() else " ".join(parts)

    expected = tuple(part for one in parts for part in _split_at(one, "Conn. ", "Guess? "))
    assert sentences(text) == expected


def _split_at(text: str, *ends: str) -> tuple[str, ...]:
    for end in ends:
        before, found, after = text.partition(end)
        if found:
            return (before + end.strip(), after)
    return (text,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Costs rose to $44.4 bn in a fresh challenge.The two gates are shut.In 2014 it was opened.",
            ("Costs rose to $44.4 bn in a fresh challenge.", "The two gates are shut.", "In 2014 it was opened."),
        ),
        ("Is it over?Nobody knows.", ("Is it over?", "Nobody knows.")),
        ("He left.“Yes,” she said.", ("He left.", "“Yes,” she said.")),
        ("ASP.NET, Node.Js and www.Quay.example are names.", ("ASP.NET, Node.Js and www.Quay.example are names.",)),
        ("See e.g.The Quay, U.S.Navy and 3.The end.", ("See e.g.The Quay, U.S.Navy and 3.The end.",)),
    ],
)
def test_a_missing_space_behind_a_stop_is_seen(text: str, expected: tuple[str, ...]) -> None:
    """A plain word, a stop and a word with a capital are two sentences; names that look like it are one."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("This release contains 2,700 changes from 226 harbour engineers.", False),
        ("It will be towed to the harbour in two stages.", False),
        ("Those gates were built by the northern shipyard in April.", False),
        ("It is unclear who pays for the repair of the harbour gate.", True),
        ("This matters because 3,100 people live below the quay wall.", True),
        ("In 2014 the barrier was opened.", True),
        ("The barrier was opened.", False),
        ("The release contains 2,700 changes from 226 harbour engineers.", True),
    ],
)
def test_a_quotation_opens_with_its_noun(sentence: str, expected: bool) -> None:  # noqa: FBT001  # a column of the table
    """A sentence that points back to another is not quoted without it."""
    assert is_quotable(sentence) is expected
