import pytest

from dateline.core.text.named import is_body, parse
from dateline.core.text.speakers import speakers


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Ada Lind, the mayor, and Bo Hale, the master, said yes.", [("Bo Hale", "master")]),
        ("Ada Lind, 46, of Lower Quay, said yes.", [("Ada Lind", None)]),
        ("Ada Lind, told of the crack, said yes.", [("Ada Lind", None)]),
        ("Ada Lind, told of the crack, left.", []),
        ("Ada Lind tells the Harbour Wire that the gate leaks.", [("Ada Lind", None)]),
        ("Ada Lind tells of the crack.", []),
        ("Ada Lind, if asked, said yes.", []),
        ("The head of the union, Ada Lind, said yes.", [("Ada Lind", "head of the union")]),
        ("Bo Hale, the head of a tenant, Quay Theatre, said yes.", [("Bo Hale", "head of a tenant")]),
        ("The quay, Ada Lind, said yes.", []),
        ("A, b, c, d, e, said yes.", []),
        ("“Yes,” said the mayor, Ada Lind.", [("Ada Lind", "mayor")]),
        ("“Yes,” said the mayor, Ada Lind having left.", []),
        ("“Yes,” said the mayor.", []),
        ("“Yes,” said Ada Lind of Northgate at noon.", [("Ada Lind", None)]),
        ("The gate is shut, wrote Ada Lind in a letter.", []),
        ("“The gate is shut,” wrote Ada Lind in a letter.", [("Ada Lind", None)]),
        ("Police met Ada Lind, who said yes.", [("Ada Lind", None)]),
        ("Police met the brother of Ada Lind, who said yes.", []),
        ("Police met a man, who said yes.", []),
        ("Police met Ada Lind, who left.", []),
        ("Who said yes?", []),
        ("Who says yes is wrong.", []),
        ("According to the mayor, Ada Lind in 2019 took money.", []),
        ("The gate leaks, according to the mayor, Ada Lind.", [("Ada Lind", "mayor")]),
        ("Ask if, according to Ada Lind, the gate leaks.", [("Ada Lind", None)]),
        ("It is open whether according to Ada Lind it leaks.", []),
        ("Mayor Ada Lind: “Yes”", [("Ada Lind", "Mayor")]),
        ("Ada Lind: “Yes”", []),
        ("Hear Ada Lind say yes.", []),
        ("The Harbour Office say yes.", [("Harbour Office", None)]),
        ("Ada Lind and Bo Hale say yes.", [("Ada Lind", None), ("Bo Hale", None)]),
        ("Former mayor Ada Lind and engineer Bo Hale said yes.", [("Ada Lind", "Former mayor"), ("Bo Hale", "engineer")]),
        ("The crew and mayor Ada Lind said yes.", [("Ada Lind", None)]),
        ("The gate shut and Ada Lind said yes.", []),
        ("Ada Lind called the offer a joke.", [("Ada Lind", None)]),
        ("Ada Lind called Bo Hale.", []),
        ("Ada Lind wrote on Friday that the gate leaked.", [("Ada Lind", None)]),
        ("Ada Lind wrote a book.", []),
        ("The gate leaks, Ada Lind wrote.", [("Ada Lind", None)]),
        ("Ada Lind admitted taking money.", [("Ada Lind", None)]),
        ("Ada Lind denied having met him.", [("Ada Lind", None)]),
        ("Ada Lind reportedly said yes.", []),
        ("Everyone but Ada Lind said yes.", []),
        ("Assuming Northgate announced it, shares fell.", []),
        ("Colleagues of Dr. Lind said yes.", []),
        ("We’ve said yes.", []),
        ("A Belgian said yes.", []),
        ("The Harbour Plan says yes.", []),
    ],
)
def test_the_subject_of_a_verb_of_saying_speaks(sentence: str, found: list[tuple[str, str | None]]) -> None:
    """In a clause that makes a statement; a nearer name in an aside, a condition or an object does not count."""
    assert [(one.name, one.role) for one in speakers(sentence)] == found


@pytest.mark.parametrize(
    ("phrase", "name", "role"),
    [
        ("a spokesman for the Harbour Office", "Harbour Office", None),
        ("a spokesman for Northgate", "Northgate", None),
        ("a spokesman for Ada Lind", None, None),
        ("a Northgate Ltd spokeswoman", "Northgate Ltd", None),
        ("Quay County coroner's department", "Quay County coroner's department", None),
        ("Ministry of Trade and Works", "Ministry of Trade and Works", None),
        ("the federal Bureau of Works", "Bureau of Works", None),
        ("Ada Lind of Northgate", "Ada Lind", None),
        ("Residents of Northgate", None, None),
        ("Cleat and Sons", "Cleat and Sons", None),
        ("Jan van der Kade", "Jan van der Kade", None),
        ("Abdul al-Bahri", "Abdul al-Bahri", None),
        ("J. R. Mole", "J. R. Mole", None),
        ("Tom Pilot", "Tom Pilot", None),
        ("state Del. Ada Lind", "Ada Lind", "state Del."),
        ("marine biologist Ada Lind", "Ada Lind", "marine biologist"),
        ("Martin Hale Jr.", "Martin Hale Jr.", None),
        ("Jr.", None, None),
        ("Northgate mayor", None, None),
        ("Swedish", None, None),
        ("Ada Lind left", None, None),
        ("", None, None),
    ],
)
def test_a_name_in_its_phrase(phrase: str, name: str | None, role: str | None) -> None:
    """The office before it is the role; a phrase with more than an office and a name is not a name."""
    found = parse(phrase)

    assert (found.name if found else None, found.role if found else None) == (name, role)


@pytest.mark.parametrize(("name", "known", "is_name"), [("Lind", [], False), ("Lind", ["Lind"], True), ("IBM", [], True)])
def test_a_lone_word_that_opens_a_sentence(name: str, known: list[str], is_name: bool) -> None:  # noqa: FBT001
    """It is a name if the text has it as one, or by its form."""
    assert bool(parse(name, known)) == is_name


@pytest.mark.parametrize(
    ("name", "known", "found"), [("Armed police", [], False), ("Quay police", ["Quay"], True), ("French police", [], True)]
)
def test_a_body_in_small_letters_that_opens_a_sentence(name: str, known: list[str], found: bool) -> None:  # noqa: FBT001
    """Its one capitalised word is a name if the text has it as one, or if it is a nationality."""
    assert bool(parse(name, known)) == found


@pytest.mark.parametrize(
    ("name", "expected"), [("Harbour Office", True), ("Cleat & Sons", True), ("NGM", True), ("Ada Lind", False)]
)
def test_a_body_is_told_from_a_person(name: str, expected: bool) -> None:  # noqa: FBT001
    """By a word of the name, or capitals alone."""
    assert is_body(name) == expected
