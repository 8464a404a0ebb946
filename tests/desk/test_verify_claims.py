"""What a new text claims, and its items do not say."""

import builders
import pytest
from edits import assignment, quotes

from dateline.desk.edit_context import AddedText, EditContext
from dateline.desk.verify_claims import claim_objections

TEXT = (
    "The gate could open in June, the council said. It cost 3 million pounds a week. Boats wait for 40 metres of quay. "
    "“Nobody asked us,” said Ada Quill, who blames the council. The gate opened on Monday and may close again. "
    "The quay holds for three weeks, according to a survey. Engineers could not find the crack. "
    "The council lost 25 per cent of its boats."
)
GATE = builders.item("gate", title="A gate", text=TEXT)
LAST = builders.version(why_it_matters="The quay might flood [@harbour-plan].")
CONTEXT = EditContext(assignment(builders.dossier(LAST), GATE))
JUNE, COST, ADA, OPENED = "1: The gate could", "2: It cost 3", "4: “Nobody asked us,”", "5: The gate opened"
SURVEY, CRACK = "6: The quay holds", "7: Engineers could not"


def rules(text: str, at: str = "added[0]", before: str = "", **words: str) -> list[str]:
    return [one.rule for one in claim_objections(AddedText(at, text, quotes(**words), before), CONTEXT)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Quill said “nobody asked us” [@gate].", []),
        ("Ada Quill said “everybody knew” [@gate].", ["ungrounded-quotation"]),
        ("It is called ‘gold’ [@gate].", ["ungrounded-quotation"]),
        ("A book, “The Gate”, is about it [@gate].", []),
        ("Somebody said “nobody asked us”.", []),
        ("Somebody said “it is over now”.", ["ungrounded-quotation"]),
    ],
)
def test_words_in_quotation_marks_are_an_items(text: str, found: list[str]) -> None:
    """The cited item has them, or if nothing is cited any item; the title of a work is a name."""
    assert rules(text, gate=ADA) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It cost £3 million a week [@gate].", []),
        ("It cost 3 million pounds [@gate].", []),
        ("It cost 3 million euros a week [@gate].", ["unit-mismatch"]),
        ("It cost 3 million pounds a month [@gate].", ["unit-mismatch"]),
        ("Boats wait for 40 metres of quay [@gate].", []),
        ("Boats wait for 40 weeks [@gate].", []),
        ("The quay holds for three months [@gate].", ["unit-mismatch"]),
        ("There are 40 boats [@gate].", []),
        ("There are 41 boats [@gate].", []),
        ("There are 40.", []),
        ("It cost 3 billion pounds a week [@gate].", ["unit-mismatch"]),
        ("It cost 4 billion pounds a week [@gate].", []),
        ("It cost 3 thousand euros [@gate].", []),
        ("It cost 3 million pounds of public money a month [@gate].", ["unit-mismatch"]),
        ("The council lost 25 boats [@gate].", ["unit-mismatch"]),
        ("The council lost 20 to 25 per cent [@gate].", []),
        ("The council lost a quarter, 25 of every 100 [@gate].", []),
    ],
)
def test_figures_have_the_units_of_the_item(text: str, found: list[str]) -> None:
    """Another currency or period for the same number refuses; a figure without one does not. `check` knows the measures."""
    assert rules(text, gate=COST) == found


def test_the_unit_of_the_item_is_told() -> None:
    """The message has both, with the words after the number."""
    (one,) = claim_objections(AddedText("added[0]", "It cost 3 million euros a week [@gate].", quotes(gate=COST)), CONTEXT)

    assert one.message == '"3 million euros a week" has another unit in the item, which says "3 million pounds a week"'


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("The gate opens in June [@gate].", JUNE, ["hedge-missing"]),
        ("The gate could open in June [@gate].", JUNE, []),
        ("The council plans to open the gate in June [@gate].", JUNE, []),
        ("Does the gate open in June [@gate]?", JUNE, []),
        ("The gate opened on Monday [@gate].", OPENED, []),
        ("The gate closes again [@gate].", OPENED, ["hedge-missing"]),
        ("The quay holds for three weeks [@gate].", SURVEY, ["hedge-missing"]),
        ("The quay holds for three weeks, a survey says [@gate].", SURVEY, []),
        ("Engineers did not find the crack [@gate].", CRACK, []),
        ("The gate is new [@gate].", "0: A gate", []),
        ("The gate is new [@gate].", "9: A gate", []),
    ],
)
def test_a_qualification_of_the_sentence_quoted_is_kept(text: str, quote: str, found: list[str]) -> None:
    """If the part of the sentence that the claim is about is qualified, the claim is qualified too, in any words."""
    assert rules(text, gate=quote) == found


@pytest.mark.parametrize(
    ("told", "claim", "found"),
    [
        (
            "The club may sell its keeper, two people close to the talks said.",
            "The club sells its keeper, two people close to the talks said.",
            1,
        ),
        ("The club plans to sell its keeper.", "The club is to sell its keeper.", 0),
        ("The club plans to sell its keeper.", "A sale of the keeper is on the table, the club says.", 0),
        ("Der Verein plant, seinen Torwart zu verkaufen, und das ist die Lage.", "Der Verein verkauft seinen Torwart.", 0),
        ("Der Verein soll seinen Torwart verkaufen.", "Der Verein verkauft seinen Torwart.", 1),
        ("Der Verein soll seinen Torwart verkaufen.", "Der Verein erwägt, seinen Torwart zu verkaufen.", 0),
        ("Le club envisage de vendre son gardien.", "Le club vend son gardien.", 1),
        ("Le club envisage de vendre son gardien.", "Le club songe à vendre son gardien.", 0),
        ("Le club envisage de vendre son gardien.", "Le club vend le portrait de son gardien.", 1),
        ("El club baraja vender a su portero.", "El club vende a su portero.", 1),
        ("El club baraja vender a su portero.", "El club quiere vender a su portero.", 0),
        ("El club podría vender a su portero.", "El club vende a su portero por mayoría.", 1),
    ],
)
def test_a_qualification_may_be_kept_in_other_words(told: str, claim: str, found: int) -> None:
    """In each language; who told it, as "people close to the talks", is no qualification."""
    item = builders.item("club", title="A club", text=told)
    context = EditContext(assignment(builders.dossier(LAST), item))
    words = AddedText("added[0]", f"{claim} [@club].", quotes(club=" ".join(told.split()[:4])))

    assert [one.rule for one in claim_objections(words, context)] == ["hedge-missing"] * found


def test_what_another_sentence_says_firmly_needs_no_qualification() -> None:
    """If another sentence that the claim quotes says it without a doubt, nothing is missing."""
    firm = builders.item("firm", title="Gate opens in June", text="The gate opens in June.")
    context = EditContext(assignment(builders.dossier(LAST), GATE, firm))
    both = AddedText("added[0]", "The gate opens in June [@gate; @firm].", quotes(gate=JUNE, firm="The gate opens"))

    assert list(claim_objections(both, context)) == []


def test_a_changed_claim_keeps_its_qualification_if_nothing_new_is_cited() -> None:
    """Without a new sentence, a claim cannot become more certain than it was."""
    was = "The quay might flood [@harbour-plan]."

    assert rules("The quay floods [@harbour-plan].", "changed[0]", was) == ["hedge-missing"]
    assert rules("The quay might flood soon [@harbour-plan].", "changed[0]", was) == []


@pytest.mark.parametrize(
    ("at", "text", "found"),
    [
        ("added[0]", "Ada Quill blames the council [@gate].", []),
        ("added[0]", "The reckless council opened the gate [@gate].", ["unsourced-opinion"]),
        ("added[0]", "People blame the council.", ["unsourced-opinion"]),
        ("new_questions[0]", "Did the council cover up the crack?", ["unsourced-opinion"]),
        ("voices[0]", "Blames the council now.", []),
        ("changes", "Ada Quill blames the council.", []),
        ("changes", "The shameful gate opened.", ["unsourced-opinion"]),
        ("title", "A scandalous gate", ["unsourced-opinion"]),
    ],
)
def test_an_opinion_is_somebodys(at: str, text: str, found: list[str]) -> None:
    """An opinion or an accusation is in an item that its text cites; for title, voices and `changes` in any."""
    assert rules(text, at) == found


@pytest.mark.parametrize(
    "wrong",
    [
        "The mayor stole the money", "The harbour master is a thief", "The builder bribed the council", "Divers were bribed",
        "The mayor murdered his wife", "Two people died", "Thousands are dead", "The mayor is a crook", "It was sabotage",
        "The builder is guilty", "The office laundered it", "He raped her", "The office forged the report", "He assaulted her",
        "The office smuggled it", "It was a crime", "The mayor knew of it all along", "Divers have hidden a crack",
        "Sie haben Geld gestohlen", "Der Bürgermeister wurde bestochen", "Er hat sie ermordet", "Es war Betrug",
        "Le maire a volé l’argent", "Il a été soudoyé", "C’est un meurtre", "El alcalde robó el dinero", "Fue un asesinato",
        "Hay un soborno", "She is guilty of it", "The mayor is a traitor", "He was drunk", "It is bankrupt",
    ],
)  # fmt: skip
def test_nobody_is_said_to_have_done_wrong_without_a_source(wrong: str) -> None:
    """A crime, a lie or a death is in an item that the sentence cites."""
    assert rules(f"{wrong} [@gate].") == ["unsourced-opinion"]
    assert rules(f"{wrong}.") == ["unsourced-opinion"]


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        ("There was a theft at the office.", "Somebody stole from the office"),
        ("Drei Menschen kamen ums Leben.", "Three people died"),
        ("The storm killed three.", "Three people are dead"),
        ("Le maire est accusé de corruption.", "The mayor is accused of taking bribes"),
        ("The mayor was told of it in May.", "The mayor knew of it in May"),
        ("A court convicted her.", "She was found guilty"),
    ],
)
def test_another_word_for_the_same_wrong_bears_it_out(told: str, claim: str) -> None:
    """The item may say it in another word, or in another language."""
    context = EditContext(assignment(builders.dossier(LAST), builders.item("told", title="A report", text=told)))
    assert list(claim_objections(AddedText("added[0]", f"{claim} [@told]."), context)) == []


def test_a_murder_is_more_than_a_death() -> None:
    """An item that tells of a death bears out no murder."""
    context = EditContext(assignment(builders.dossier(LAST), builders.item("told", title="A report", text="Two people died.")))
    (one,) = claim_objections(AddedText("added[0]", "The mayor murdered two people [@told]."), context)
    assert one.message == '"murdered" is an opinion or an accusation, and no item cited says so'


def test_an_opinion_that_was_there_is_not_new() -> None:
    """Words that the replaced text had do not refuse it."""
    assert rules("The reckless council acts [@gate].", "changed[0]", "The reckless council [@harbour-plan].") == []
