"""The headers of a mail: whatever a title or a name has, a mail program reads it as that text."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.core.errors import UsageError
from dateline.core.showing import one_line
from dateline.post.headers import head_of, phrase, shortened, subject_line, words
from dateline.post.letter import Letter, Sender, mail_of
from dateline.post.message import plain_mail
from dateline.post.readers import LetterReader

NOW = "2026-05-28T06:00:00Z"
ATTACK = "=?utf-8?q?a=0d=0aBcc:_eve=40example.org?="
PIECES = (
    "=?",
    "?=",
    ATTACK,
    "=?utf-8?b?DQpCY2M6IHg=?=",
    "\r",
    "\n",
    "\r\nBcc: x",
    "\0",
    " ",
    "  ",
    '"',
    "\\",
    "<",
    ">",
    ",",
    ":",
)
NASTY = st.lists(st.sampled_from(PIECES) | st.text(max_size=40), max_size=9).map("".join)
NAMES = ["From", "To", "Subject", "Date", "Message-ID"]


def shown(value: str) -> str:
    """What a mail program shows."""
    return str(make_header(decode_header(value.replace("\r\n", "").replace("\n", ""))))


def flat(text: str) -> str:
    return " ".join(one_line(text).split())


@given(NASTY)
@example(ATTACK)
@example(f"The gate {ATTACK} opened")
def test_a_title_is_never_decoded(text):
    """In both kinds of mail, a subject shows the text itself, and there is no header that was not given."""
    letter = Letter("2026-05-27", text, "", "", "")
    desk = Sender(one_line(text), "desk@example.org", one_line(text), "https://example.org/")
    both = (
        mail_of(letter, desk, LetterReader("ada@example.org"), now=NOW),
        plain_mail("desk@example.org", "ada@example.org", text, "", now=NOW).data,
    )
    for raw in both:
        head = raw.partition(b"\r\n\r\n")[0]
        read = message_from_bytes(raw)
        assert read.keys()[:5] == NAMES
        assert "Bcc" not in read
        assert shown(read["Subject"]) == shortened(flat(text), 150)
        assert not set(head.replace(b"\r\n", b"")) & set(b"\r\n\0")
        assert max(map(len, head.split(b"\r\n"))) <= 998
        modern = message_from_bytes(raw, policy=policy.default)
        assert str(modern["From"].addresses[0].addr_spec) == "desk@example.org"


@given(NASTY)
@example(ATTACK)
def test_a_name_ends_before_the_address(text):
    """A name is quoted or encoded, so that nothing in it is an address, a comment or an encoded word."""
    made = phrase(text)

    assert made.isascii()
    if made.startswith('"'):
        assert "=?" not in made
        assert made[1:-1].replace("\\\\", "").replace('\\"', "").count('"') == 0
        assert made[1:-1].replace('\\"', '"').replace("\\\\", "\\") == shortened(flat(text), 100)
    else:
        assert shown(made) == shortened(flat(text), 100)


@given(NASTY, st.sampled_from(["Subject", "List-Id"]))
def test_whatever_is_not_encoded_is_refused(text, name):
    """A value as it comes from outside is written as it is, or is an error; it never becomes something else."""
    try:
        head = head_of([(name, text), ("To", "ada@example.org")])
    except (UsageError, UnicodeEncodeError):
        return
    read = BytesHeaderParser(policy=policy.compat32).parsebytes(head)
    assert [one for one, _ in read.raw_items()] == [name, "To"]


@pytest.mark.parametrize("value", ["a\r\nBcc: eve@example.org", "a\nb", "a\rb", "a\0b", "a  " + "b" * 90, " a", "a\tb"])
def test_a_line_break_is_an_error(value):
    """The guard refuses what another part of the program forgot to encode."""
    with pytest.raises(UsageError, match="cannot be written safely") as refused:
        head_of([("Subject", value)])

    assert "Nothing was sent" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gate", "The gate"),
        ("The gate opened today", "The gate…"),
        ("Harbourbarriers", "Harbourba…"),
        ("1234567ée\u0301e\u0301e\u0301", "1234567ée\u0301…"[:8] + "…"),
        ("12345678👩‍👩‍👧", "12345678…"),
        ("12345678🇩🇪🇫🇷", "12345678…"),
        ("12345678👍🏽ok", "12345678…"),
        ("👩‍👩‍👧‍👧‍👦‍👦", "…"),
    ],
)
def test_a_text_is_cut_where_a_reader_would_cut_it(text, expected):
    """After a word; a long word is cut between two characters, and never within one that people see as one."""
    assert shortened(text, 10) == expected


def test_plain_words_stay_readable():
    """Text in ASCII is written as it is; a long subject ends with a mark."""
    assert words("The gate opened") == "The gate opened"
    assert subject_line("word " * 60).endswith("=?=") or subject_line("word " * 60).isascii()
    assert shown(subject_line("word " * 60)) == "word " * 29 + "word…"
