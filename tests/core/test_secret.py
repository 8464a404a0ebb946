"""Secrets are not shown, and who may read a log is known."""

from dateline.core.secret import is_watched, masked, secrets_of


def test_secrets_are_replaced_by_the_names_of_their_variables():
    """The longest first; a short value is only one if that is asked for."""
    environment = {"A_KEY": "0123456789", "B_TOKEN": "01234567", "HOME": "the desk at home"}

    assert (
        masked("0123456789 01234567 the desk at home pw1", secrets_of(environment, ("pw1", "C")))
        == "[A_KEY] [B_TOKEN] the desk at home pw1"
    )
    assert masked("pw1 ab", secrets_of({}, ("pw1", "C"), ("ab", "D"), shortest=3)) == "[C] ab"
    assert masked("https://desk:pw1@example.org", {}) == "https://…@example.org"


def test_who_reads_the_log():
    """Runners of CI say so."""
    assert is_watched({"CI": "true"})
    assert is_watched({"GITHUB_ACTIONS": "1"})
    assert not is_watched({"CI": "false"})
