import builders

from dateline.desk.consequences import consequences
from dateline.desk.statements import Statement


def statement(words: str, key: str = "a") -> Statement:
    return Statement(builders.item(key, text=words), words)


def test_why_it_matters_only_if_an_item_says_so() -> None:
    """Consequences that items mention are quoted, at most two; without any there is no text."""
    why = [statement(f"This matters because {n} people live below the quay", f"k{n}") for n in (3, 4, 5)]

    assert consequences([statement("The gates close at noon")], "") == ""
    assert consequences(why, "").splitlines() == [
        "Harbour Wire writes: “This matters because 3 people live below the quay” [@k3].",
        "Harbour Wire writes: “This matters because 4 people live below the quay” [@k4].",
    ]


def test_why_it_matters_is_carried() -> None:
    """What the last version says stays."""
    assert consequences([statement("This matters because people live below")], "The quay floods.") == "The quay floods."
