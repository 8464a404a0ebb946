import pytest

from dateline.core.text.mentions import mentions, roots


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Quay's plan opens.", ("Quay",)),
        ("Today's plan opens.", ()),
        ("Ada Vane's Harbour Board met Quay’s Mayor.", ("Ada Vane", "Harbour Board", "Quay", "Mayor")),
        ("Presents Quay Board at noon.", ("Quay Board",)),
        ("Whether Ada Vane leaves is open, or Whether Quay.", ("Ada Vane", "Whether Quay")),
        ("The plan “The Long Harbour” opens at Long Harbour.", ("The Long Harbour",)),
    ],
)
def test_whom_a_text_names(text: str, named: tuple[str, ...]) -> None:
    """An owner and what is owned are two; neither a title's words nor a verb that opens a sentence are a name."""
    assert mentions(text).names == named


def test_a_title_is_a_name_and_speech_is_a_quotation() -> None:
    """Words in quotation marks are a title if each long word has a capital."""
    found = mentions("“The Long Harbour” by Ada Vane says “we are fine” and “We Sink”.")

    assert found.names == ("Ada Vane", "We Sink", "The Long Harbour")
    assert found.quotations == ("we are fine",)


def test_roots_meet() -> None:
    """Words of one root are one."""
    assert roots("It optimized the ferry") & roots("Optimization of ferries") == {"optimi", "ferry"}
