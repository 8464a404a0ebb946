import pytest

from dateline.core.text import agency_of, without_dateline


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("HARBOUR (AP) — The gate failed.", "AP"),
        ("HAFEN (dpa) - Das Tor fiel aus.", "dpa"),
        ("Hafen am Fluss (dpa/bb) - Das Tor fiel aus.", "dpa"),
        ("LONDON, March 3 (Reuters) - The gate failed.", "Reuters"),
        ("QUAY CITY, Calif. (AP) _ The gate failed.", "AP"),
        ("HARBOUR, D.C. (AP) -- The gate failed.", "AP"),
        ("PORT, 3 mars (AFP) – La porte est tombée en panne.", "AFP"),
        ("(Reuters) - The gate failed.", "Reuters"),
        ("新华社港口11月17日电　防潮闸测试失败。", "Xinhua"),
        ("[港 17日 ロイター] - 水門が止まった。", "Reuters"),
    ],
)
def test_an_agency_is_named_in_the_dateline(text: str, agency: str) -> None:
    """The agency is in brackets after the place, before a dash, or in the form of its language."""
    assert agency_of(text) == agency
    assert without_dateline(text)[0] in "TDL防水"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The gate failed, an official told the agency (AP).",
        "The council (CP) — a union of towns — met.",
        "The gate opened. Sources (AP) - said so.",
        "Harbour officials (spa) - they said.",
        "A (PA) - test.",
        "HARBOUR (AP reports) — The gate failed.",
    ],
)
def test_brackets_elsewhere_are_no_dateline(text: str) -> None:
    """An abbreviation within a sentence names no origin."""
    assert agency_of(text) == ""
    assert without_dateline(text) == text
