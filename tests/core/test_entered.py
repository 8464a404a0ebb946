"""What a person enters."""

from collections.abc import Callable

import pytest

from dateline.core import entered
from dateline.core.errors import UsageError

NOW = "2026-05-24T11:30:00Z"


def test_what_is_entered_is_on_one_line_and_safe() -> None:
    """Line breaks become spaces, and hidden characters are left out."""
    assert entered.title(" The gate\n opens\u200b ") == "The gate opens"
    assert entered.reason("looked\u202e up ") == "looked up"


@pytest.mark.parametrize("given", ["2026", "2026-04", "2026-04-14", "2026-05-25", "2026-05-24T11:30:00Z"])
def test_a_date_is_as_precise_as_is_known(given: str) -> None:
    """A year, a month, a day or a time will do; the day may have begun elsewhere already."""
    assert entered.date(f" {given} ", NOW) == given


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("14 April", "should be a date, or a time in UTC"),
        ("2026-02-30", 'there is no such day: "2026-02-30"'),
        ("2026-05-26", "2026-05-26 is in the future"),
        ("2026-05-24T11:30:01Z", "is in the future"),
        ("2027", "2027 is in the future"),
    ],
)
def test_a_day_that_cannot_be_is_refused(given: str, said: str) -> None:
    """Whatever is no date, or has not come, is refused."""
    with pytest.raises(UsageError, match=said):
        entered.date(given, NOW)


@pytest.mark.parametrize("given", ["", " \u200b", "x" * 301])
def test_a_title_has_words(given: str) -> None:
    """An empty title and one of more than 300 characters are refused."""
    with pytest.raises(UsageError, match="the title"):
        entered.title(given)


@pytest.mark.parametrize("given", ["javascript:alert(1)", "ftp://quay.example/", "quay.example", "https://a:b@quay.example/", ""])
def test_an_address_is_on_the_web(given: str) -> None:
    """Only plain http and https addresses are accepted."""
    assert entered.address(" https://quay.example/ü ") == "https://quay.example/%C3%BC"
    with pytest.raises(UsageError, match="is not a web address"):
        entered.address(given)


def test_a_reason_and_a_note_have_a_limit() -> None:
    """They may have as many characters as the files allow; the error says how many there are."""
    assert entered.note(" It\nstands. " + "x" * 1_988)[:11] == "It stands. "
    assert entered.note(" ") == ""
    for enter, option in ((entered.reason, "--why"), (entered.note, "--note")):
        with pytest.raises(UsageError, match="has 2,001 characters; it may have 2,000") as refused:
            enter("x" * 2_001)
        assert (refused.value.where, refused.value.hint) == (option, "Shorten it.")


def test_a_reason_is_given() -> None:
    """An empty reason is refused; the hint says whether readers see it."""
    for readers in (False, True):
        with pytest.raises(UsageError, match="no reason") as refused:
            entered.reason(" \n", readers=readers)
        assert ("Readers see it" in refused.value.hint) == readers


def test_an_imprint_is_checked_and_may_be_incomplete() -> None:
    """The address of the site is a web address; a publisher and an email address may be missing."""
    assert entered.site_address(" https://quay.example/record/ ") == "https://quay.example/record/"
    assert (entered.publisher(" The\ndesk "), entered.publisher(" "), entered.email(" "), entered.email(" a@quay.example ")) == (
        "The desk",
        "",
        "",
        "a@quay.example",
    )


@pytest.mark.parametrize(
    ("read", "given"),
    [
        (entered.site_address, "quay.example"),
        (entered.site_address, ""),
        (entered.publisher, "x" * 301),
        (entered.email, "The desk <desk@quay.example>"),
    ],
)
def test_an_imprint_that_cannot_be_is_refused_with_the_option(read: Callable[[str], str], given: str) -> None:
    """The error names the option, and the hint says what to give."""
    with pytest.raises(UsageError, match=r"^--(url|publisher|email): ") as refused:
        read(given)
    assert refused.value.hint
