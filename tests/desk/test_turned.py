"""Facts that a drafted sentence turns round, although it quotes an item."""

import builders
import pytest
from edits import assignment, quotes

from dateline.desk.edit_context import AddedText, EditContext
from dateline.desk.essay.turned import turned_objections

TEXT = (
    "Divers have found a crack in the east gate. The harbour office puts the repair at 2 million euros. "
    "Engineers found no crack in the quay, and the office closes the road. Prices rose in May. The plan was not adopted, but the "
    "harbour office paid for a new crane."
)
CONTEXT = EditContext(assignment(builders.dossier(), builders.item("gate", title="A gate", text=TEXT)))
CRACK, PUTS, NONE, ROSE, PLAN = (
    "1: Divers have found",
    "2: The harbour office",
    "3: Engineers found no",
    "4: Prices rose in",
    "5: The plan was",
)


def rules(text: str, quote: str = CRACK) -> list[str]:
    words = f"{text[:-1]} [@gate]?" if text.endswith("?") else f"{text} [@gate]."
    return [one.rule for one in turned_objections(AddedText("added[0]", words, quotes(gate=quote)), CONTEXT)]


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Divers have found a crack in the east gate", CRACK, []),
        ("Divers have found no crack in the east gate", CRACK, ["turned-round"]),
        ("Divers have found a crack in the west gate", CRACK, ["turned-round"]),
        ("The office denies that it puts the repair at 2 million euros", PUTS, ["turned-round"]),
        ("Engineers found a crack in the quay", NONE, ["turned-round"]),
        ("Engineers found no crack in the quay", NONE, []),
        ("Prices fell in May", ROSE, ["turned-round"]),
        ("The road opens", NONE, ["turned-round"]),
        ("The harbour office paid for a new crane", PLAN, []),
        ("The headline gives no price", CRACK, []),
        ("Is there no crack in the east gate?", CRACK, []),
        ("It is about something else and not about that", "9: not there", []),
    ],
)
def test_a_denial_is_the_sources(text: str, quote: str, found: list[str]) -> None:
    """A sentence denies only what a quote denies, keeps its denial, and has no word whose opposite is quoted."""
    assert rules(text, quote) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The builder puts the repair at 2 million euros", ["unknown-actor"]),
        ("The mayor looks at the crack", ["unknown-actor"]),
        ("Does the police know of the crack?", ["unknown-actor"]),
        ("The harbour master speaks of 2 million euros", []),
        ("Das Hafenamt nennt 2 Millionen Euro", []),
    ],
)
def test_who_acts_is_in_an_item(text: str, found: list[str]) -> None:
    """An office, a body or a kind of people is in an item that the sentence cites, be it in another word or language."""
    assert rules(text, PUTS) == found


@pytest.mark.parametrize("text", ["Dear reader, look at the crack", "Send money for the gate", "A dose of bleach mends the gate"])
def test_readers_are_not_advised(text: str) -> None:
    """A sentence that speaks to readers, or of their money or health, needs an item that does."""
    assert "advice" in rules(text)
