import pytest
from stated import item, said, state

from dateline.desk.extractive.speech import last_clause


def heard(*texts: str, **given: str) -> list[str]:
    """Who speaks, once for each sentence that somebody says."""
    told = state(*(item(f"i{number}", text, **given) for number, text in enumerate(texts)))
    return [one.name for one in said(told).speeches]


def roles(*texts: str) -> dict[str, str]:
    return dict(said(state(*(item(f"i{number}", text) for number, text in enumerate(texts)))).roles)


def test_one_person_is_one_name() -> None:
    """A surname, a title and a pronoun are the person; two of one surname stay two."""
    text = 'Professor Ulla Meier said the pumps were old. "They leak," Meier said. She called for new pumps in the harbour.'

    assert set(heard(text)) == {"Ulla Meier"}
    assert set(heard("Minister Paul Brandt said the dam held.", "Nina Brandt said the dam leaked.")) == {
        "Paul Brandt",
        "Nina Brandt",
    }


def test_an_office_tells_two_of_one_surname_apart() -> None:
    """A surname that two share is the one who has the office before it; without an office it is nobody's."""
    known = ("Health minister Paul Brandt said the dam held.", "Nina Brandt said the dam leaked in two places.")

    assert heard(*known, "Minister Brandt said the dam would hold for years.").count("Paul Brandt") == 2
    assert heard(*known, "Brandt said the dam would hold for years.") == ["Paul Brandt", "Nina Brandt"]


def test_an_office_alone_names_the_only_person_who_has_it() -> None:
    """Who is called "the leader of the Liberals" is the person who leads the Liberals."""
    known = "Hugh Farrow, who leads the Liberals, said the tram was right."
    quoted = '"I was told three prices for one tram," the leader of the Liberals said.'

    assert heard(known, quoted) == ["Hugh Farrow", "Hugh Farrow"]
    assert heard(known, quoted, "Ada Lind, who leads the Liberals, said no to the tram.") == ["Hugh Farrow", "Ada Lind"]
    assert heard(known, '"I was told three prices for one tram," the old friend of the Liberals said.') == ["Hugh Farrow"]


def test_who_speaks_for_a_body_is_the_voice() -> None:
    """What "a spokeswoman for the firm, Nina Brandt," says is Nina Brandt's."""
    assert heard("A spokeswoman for Lorane, Nina Brandt, said no patient had been harmed.") == ["Nina Brandt"]
    assert heard("A spokeswoman for Lorane, which makes it, said no patient had been harmed.") == ["Lorane"]


def test_a_body_is_one_name() -> None:
    """An article does not make another body."""
    assert set(heard("The Port Authority said the gate was open.", "Port Authority said the gate was shut.")) == {
        "Port Authority"
    }


def test_what_is_no_statement() -> None:
    """Opinion pieces, live tickers, headlines, an outlet about itself and a bare verb say nothing for anybody."""
    said_so = "Mayor Ada Lind said the gates would close."

    assert heard(said_so, title="Opinion: close them") == []
    assert heard(said_so, title="Harbour live") == []
    assert heard("", title="Mayor Ada Lind said the gates would close", evidence="headline") == []
    assert heard("Harbour Wire said on Monday that the gates would close.") == []
    assert heard("Ada Lind asks.") == []


def test_a_refusal_or_a_decision_is_a_position() -> None:
    """Who speaks in the story also says what they refuse, decide or expect at the start of a sentence, not what they only do."""
    spoke = (
        'Mayor Ines Calder has ruled out more money. "Not one cent more," Mayor Ines Calder said. Ines Calder faces an election.'
    )

    expects = "The Port Authority said the gate held. The Port Authority now expects a flood. The Port Authority counts on luck."

    assert heard(spoke) == ["Ines Calder", "Ines Calder"]
    assert heard(expects) == ["Port Authority", "Port Authority"]


def test_a_full_page_is_read_as_well() -> None:
    """What only the page says has its speaker too."""
    page = "Mayor Ada Lind said the gates would close. Ada Lind said on Monday that the gates would open in May."
    told = state(item("a", "Mayor Ada Lind said the gates would close."), texts={"a": (page,)})

    assert [one.name for one in said(told).speeches] == ["Ada Lind", "Ada Lind"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Health minister Paul Brandt said the dam held.", "Paul Brandt", "Health minister"),
        (
            '"No," said Karin Solberg, who chairs the group. Karin Solberg said the pumps leaked.',
            "Karin Solberg",
            "Chairs the group",
        ),
        ("Petra Ansel of the Riders' Union said the stops were too high.", "Petra Ansel", "Riders' Union"),
        (
            "Professor Ulla Meier of the children's hospital in Orrin said the list was wrong.",
            "Ulla Meier",
            "Professor of the children's hospital in Orrin",
        ),
        ('"We stay," said Nina Brandt, a spokeswoman for Lorane who is no relation.', "Nina Brandt", "Spokeswoman for Lorane"),
    ],
)
def test_the_role_is_in_the_words(text: str, name: str, role: str) -> None:
    """An office, what somebody heads or belongs to, wherever it stands beside the name."""
    assert roles(text)[name] == role


def test_the_fullest_role_counts_wherever_it_is() -> None:
    """Another item may tell the role, and the longer one wins; "its head" tells too little."""
    assert roles("Minister Paul Brandt said no to the dam.", "Health minister Paul Brandt opened a dam.") == {
        "Paul Brandt": "Health minister"
    }
    assert roles("The maker Ostara can deliver 200 pumps, its head Rolf Dahl told the paper.") == {}
    assert roles("General secretary Erik Lind said so. Our members want it in writing, says Erik Lind.") == {
        "Erik Lind": "General secretary"
    }


def test_what_somebody_else_heads_is_no_role() -> None:
    """Only what stands right after the name is about it."""
    assert roles("Ada Lind said on Monday that the man who chairs the group was late.") == {}


def test_the_words_of_a_statement() -> None:
    """What somebody says stands without the name that frames it."""
    texts = (
        'Ada Lind, the mayor, said: "The gates will close in May."',
        "Ada Lind said on Monday that the gates would close in June.",
        "The gates will close in July, Ada Lind said.",
        "In May, as Ada Lind said, a gate closed.",
    )
    told = state(*(item(f"i{number}", text) for number, text in enumerate(texts)))

    assert [one.words for one in said(told).speeches] == [
        "The gates will close in May",
        "the gates would close in June",
        "The gates will close in July",
    ]


def test_the_last_clause_is_quoted_alone_if_it_is_long_enough() -> None:
    """A short end does not stand alone."""
    assert last_clause("Call me inconsistent, but I will not leave it") == "I will not leave it"
    assert last_clause("The gates will stay shut, she said") == "The gates will stay shut, she said"


def test_an_opening_in_quotation_marks_hangs_on_nothing() -> None:
    """The first sentence of an item has nothing before it; only direct speech may point back there."""
    assert heard('"That gate was never shut," said Ada Lind, the mayor.') == ["Ada Lind"]
    assert heard("That gate was never shut, said Ada Lind, the mayor.") == []


@pytest.mark.parametrize(
    ("language", "texts", "expected"),
    [
        (
            "de",
            (
                "Landrat Jörg Thiele bedauert die Entscheidung der Stiftung. „Das können wir nicht bezahlen“, sagte Thiele.",
                "Die Stiftung bleibt. „Es bleibt dabei“, sagte ihre Sprecherin Carla Thiele. Zu Kündigungen sagte sie nichts.",
            ),
            {"Jörg Thiele": "Landrat", "Carla Thiele": "Sprecherin"},
        ),
        (
            "fr",
            (
                "Le président du département, Étienne Morel, a exclu un bac. « Ce serait jeter l'argent à l'eau », a-t-il lancé.",
                "« Nous maintenons la date », déclare la directrice des routes, Claire Morel.",
            ),
            {"Étienne Morel": "Président du département", "Claire Morel": "Directrice des routes"},
        ),
        (
            "es",
            (
                "La empresa no negocia nada: «Con un puerto cerrado no hay nada que hablar», dijo su directora, Elena Robles.",
                "El sindicato no se mueve del puerto. «Si nos llaman, mañana nos sentamos», ha dicho el portavoz, Marcos Robles.",
                "La huelga es larga, dijo Nadie en el puerto.",
            ),
            {"Elena Robles": "Directora", "Marcos Robles": "Portavoz"},
        ),
    ],
)
def test_speakers_in_other_languages(language: str, texts: tuple[str, ...], expected: dict[str, str]) -> None:
    """A name beside a verb of saying from the table speaks; so does a surname or a pronoun after it."""
    told = state(*(item(f"i{number}", text) for number, text in enumerate(texts)), language=language)
    found = said(told)

    assert {one.name: found.roles[one.name] for one in found.speeches} == expected
    if language != "es":
        assert len(found.speeches) > len(expected)
