import builders
import pytest
import speaking

from dateline.desk.sentence_speakers import sentence_speakers


def heard(text: str, title: str = "Notes") -> list[str]:
    return [one.name for _, speakers in sentence_speakers(builders.item("a", title=title, text=text)) for one in speakers]


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_who_is_found_speaks(half: str) -> None:
    """Of the voices found in the labelled sentences, 98 in 100 at least are there."""
    right, wrong, _ = speaking.measure(half)

    assert right >= 50
    assert right / (right + wrong) >= 0.98


def test_the_labelled_sentences_are_three_hundred() -> None:
    """Each once, half of them unseen while the rules were written."""
    texts = [row.text for row in speaking.rows()]

    assert len(set(texts)) == len(texts) == 300
    assert sum(1 for _ in speaking.rows("unseen")) == 150


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lind closed the gate at noon. She told the paper that it was safe.", ["Ada Lind"]),
        ("Harbour master Ada Lind closed the gate. “It is safe,” she said. She added: “It is new.”", ["Ada Lind"] * 2),
        ("Ada Lind closed the gate because, she said, the tide was high.", ["Ada Lind"]),
        ("Ada Lind said the gate was safe. She also said it was new.", ["Ada Lind", "Ada Lind"]),
        ("Mr. Lind said the gate was safe. He also said it was new.", ["Lind", "Lind"]),
        ("Ada Lind and Bo Hale closed the gate. She said it was safe.", []),
        ("Ada Lind said Bo Hale had closed the gate. He said it was safe.", ["Ada Lind"]),
        ("Ada Lind closed the gate. It was old. She said it was safe.", []),
        ("The gate was closed by Ada Lind. She said it was safe.", []),
        ("Mr. Ada Lind closed the gate. She said it was safe.", []),
        ("Ms. Ada Lind closed the gate. She said it was safe.", ["Ada Lind"]),
        ("The Harbour Office closed the gate. She said it was safe.", []),
        ("Bo Hale left. Ada Lind closed the gate. She said it was safe.", []),
        ("Bo Hale left. Ada Lind closed the gate. She said it was safe. Lind is 40.", ["Ada Lind"]),
        ("Bo Hale left. Mayor Ada Lind closed the gate. She said it was safe.", ["Ada Lind"]),
        ("At Lower Quay, Ada Lind closed the gate. She said it was safe.", []),
        (
            "Northgate Marine said the gate was safe. Bo Hale left. Tidal Quay said no. She said it was new.",
            ["Northgate Marine", "Tidal Quay"],
        ),
        ("She said the gate was safe.", []),
    ],
)
def test_whom_a_pronoun_means(text: str, names: list[str]) -> None:
    """The one person of the sentence so far, or of the one before if that opens with the name; nobody if unclear."""
    assert heard(text) == names


@pytest.mark.parametrize(
    ("text", "title", "names"),
    [
        ("Lind said the gate was safe. Ada Lind is the mayor.", "Notes", ["Ada Lind"]),
        ("Lind said the gate was safe. Ada Lind and Bo Lind are in the council.", "Notes", []),
        ("Lind said the gate was safe.", "Notes", []),
        ("On Friday Lind said the gate was safe. Ada Lind wrote it.", "Ada Lind on the gate", ["Ada Lind"]),
        ("On Friday the Authority said the gate was safe. It is the Port Authority of old.", "Notes", ["Port Authority"]),
        ("On Friday the Authority said the gate was safe.", "Notes", []),
        ("Suddenly Lind fell. Seeing Lind fall, the crew ran. “It is new,” said Lind.", "Notes", ["Lind"]),
    ],
)
def test_whom_a_part_of_a_name_means(text: str, title: str, names: list[str]) -> None:
    """The one full name of the item that ends in it; a single word that opens a sentence is not, nor is half a body's name."""
    assert heard(text, title) == names


def test_nobody_reports_within_a_quotation() -> None:
    """A sentence in a longer quotation belongs to the person quoted."""
    text = "“The gate leaks. On Friday Bo Hale said it was safe. It is not.” So Ada Lind said on Monday."

    assert heard(text) == ["Ada Lind"]
