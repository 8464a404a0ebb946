"""The addresses of readers: read with care, and kept as marks that say nothing."""

import builders
import pytest

from dateline.core.errors import UsageError
from dateline.post.readers import LetterReader, marks, reader, readers_in

MADE = marks("desk:a secret", builders.config().url)


def test_readers_are_read_from_lines():
    """One address on each line, each once; comments, empty lines, Windows line endings and a mark at the start do not matter."""
    text = "\ufeff# our readers\r\nada@example.org\r\n\r\n  BEA@Example.org \nAda@example.org\nzoë@bücher.example\n"

    found = readers_in(text, "standard input")

    assert [one.address for one in found] == ["ada@example.org", "BEA@example.org", "zoë@xn--bcher-kva.example"]
    assert [one.needs_utf8 for one in found] == [False, False, True]


@pytest.mark.parametrize(
    "line",
    [
        "ada",
        "Ada <ada@example.org>",
        "ada@example.org, bea@example.org",
        "a@b@c",
        f"{'a' * 250}@b.example",
        "a\u200bda@b.example",
    ],
)
def test_a_line_that_is_no_address_is_an_error(line):
    """The error has the number of the line, and does not repeat it: a log is no place for addresses."""
    with pytest.raises(UsageError, match=r"^standard input:2: not an e-mail address$") as wrong:
        readers_in(f"ada@example.org\n{line}\n", "standard input")

    assert "Nothing was sent" in wrong.value.hint


def test_a_host_that_has_another_spelling_is_kept():
    """`ß` is not `ss`: a mail to the one must not go to the other."""
    assert reader("ada@straße.example").address == "ada@straße.example"


def test_a_mark_says_whose_it_is_only_to_those_with_the_key():
    """It is the same for one address in upper and lower case, and another one for each reader, secret and publication."""
    ada = LetterReader("ada@example.org")
    others = (marks("desk:another", builders.config().url), marks("desk:a secret", "https://example.org/other/"))

    assert MADE.of(ada) == MADE.of(LetterReader("ADA@example.org")) == marks("desk:a secret", builders.config().url).of(ada)
    assert len({MADE.of(ada), MADE.of(LetterReader("bea@example.org")), *(one.of(ada) for one in others)}) == 4
    assert len({MADE.name, *(one.name for one in others)}) == 3
    assert MADE.key.hex() not in repr(MADE)


def test_the_mark_of_a_mail_is_not_the_readers():
    """Who forwards a mail does not show what the state branch calls the reader."""
    ada = LetterReader("ada@example.org")

    assert MADE.of_mail("2026-05-27", ada) != MADE.of(ada)
    assert MADE.of_mail("2026-05-27", ada) != MADE.of_mail("2026-05-28", ada)
