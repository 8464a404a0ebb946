"""The mail of a letter, as a mail program reads it."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import builders
import pytest

from dateline.core.config import Author, Daily
from dateline.core.errors import UsageError
from dateline.post.headers import shortened
from dateline.post.letter import LARGEST, Letter, Sender, mail_of, sender_of
from dateline.post.readers import LetterReader, reader

NOW = "2026-05-28T06:00:00Z"
LETTER = Letter(
    "2026-05-27",
    "The gate opened",
    "<p>The <b>gate</b> opened.</p>",
    "The gate opened.\n",
    "https://example.org/record/daily/2026-05-27/",
)
ADA = LetterReader("ada+x@example.org")
LIST = LetterReader("letter@lists.example.org", is_list=True)
OUT = "https://list.example.org/out?who={email}"
DESK = Sender("The desk", "desk@example.org", "The Harbour Record", "https://example.org/record/", "desk@example.org", OUT)


def sent(letter: Letter = LETTER, sender: Sender = DESK, to: LetterReader | None = ADA, **given: str) -> EmailMessage:
    raw = mail_of(letter, sender, to, now=NOW, **given)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return message_from_bytes(raw, policy=policy.default)


def with_desk(**given: str) -> Sender:
    parts = {name: getattr(DESK, name) for name in Sender.__slots__}
    return Sender(**{**parts, **given})


def test_a_mail_is_text_first_and_html_second():
    """A program that knows HTML shows the last part, and each part says the whole."""
    mail = sent()

    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content().replace("\r", "") for part in mail.iter_parts()] == [LETTER.text, LETTER.html + "\n"]
    assert mail.defects == []


def test_the_headers_say_who_when_and_which_list():
    """From, To, Date, the list, its archive, how to leave it with one click, and that a program sent it."""
    mail = sent(mark="a1b2")

    assert {name: str(value) for name, value in mail.items() if not name.startswith(("Content", "MIME"))} == {
        "From": '"The desk" <desk@example.org>' if '"' in str(mail["From"]) else "The desk <desk@example.org>",
        "To": "ada+x@example.org",
        "Subject": "The gate opened",
        "Date": "Thu, 28 May 2026 06:00:00 +0000",
        "Message-ID": "<daily.2026-05-27.a1b2@example.org>",
        "List-Id": '"The Harbour Record" <daily.record.example.org>',
        "List-Archive": "<https://example.org/record/daily/>",
        "List-Unsubscribe": f"<{OUT.format(email='ada%2Bx%40example.org')}>, <mailto:desk@example.org?subject=unsubscribe>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def test_the_same_mail_has_the_same_id():
    """A day, a publication and a recipient make the id, so that a server can tell when it gets a mail twice."""
    ids = [
        sent()["Message-ID"],
        sent()["Message-ID"],
        sent(mark="a1b2")["Message-ID"],
        sent(sender=with_desk(site="https://example.org/other/"))["Message-ID"],
    ]

    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("template", "contact", "to", "expected", "is_click"),
    [
        ("", "", ADA, None, False),
        ("", "desk@example.org", ADA, "<mailto:desk@example.org?subject=unsubscribe>", False),
        ("https://list.example.org/out", "", ADA, "<https://list.example.org/out?email=ada%2Bx%40example.org>", True),
        ("https://list.example.org/out?a=b#c", "", ADA, "<https://list.example.org/out?a=b&email=ada%2Bx%40example.org#c>", True),
        ("https://list.example.org/out", "", LIST, "<https://list.example.org/out>", False),
        (OUT, "", LIST, None, False),
        (OUT, "desk@example.org", LIST, "<mailto:desk@example.org?subject=unsubscribe>", False),
        (OUT, "", None, None, False),
        (OUT, "", ADA, "<https://list.example.org/out?who=ada%2Bx%40example.org>", True),
        ("https://bücher.example/>{email}", "", ADA, "<https://xn--bcher-kva.example/%3Eada%2Bx%40example.org>", True),
    ],
)
def test_how_a_reader_leaves(template, contact, to, expected, is_click):
    """An address of the web takes a reader off with one click; a mail to a list has none that needs a reader's, and no click."""
    mail = sent(sender=with_desk(unsubscribe=template, contact=contact), to=to)

    assert (mail["List-Unsubscribe"] or "").strip() == (expected or "")
    assert (mail["List-Unsubscribe-Post"] is not None) == is_click


def test_the_letter_has_the_readers_own_address_to_stop_it():
    """Both forms of the letter have the address that takes this reader off the list."""
    html = f'<a href="{OUT}&amp;a">Stop it</a> {{email}}'
    letter = replace(LETTER, html=html, text=f"Stop it: {OUT}&a {{email}}\n", stop=f"{OUT}&a")

    mail = sent(letter, sender=with_desk(unsubscribe=f"{OUT}&a"), to=ADA)
    text, page = (part.get_content() for part in mail.iter_parts())

    own = "https://list.example.org/out?who=ada%2Bx%40example.org"
    assert text.strip() == f"Stop it: {own}&a {{email}}"
    assert page.strip() == f'<a href="{own}&amp;a">Stop it</a> {{email}}'


def test_a_long_address_stays_an_address():
    """An address that is longer than a line is not encoded, since programs that look for it would not find it."""
    long = f"https://list.example.org/{'x' * 200}?{{email}}"

    raw = mail_of(LETTER, with_desk(unsubscribe=long), ADA, now=NOW)

    assert f"<https://list.example.org/{'x' * 200}?ada%2Bx%40example.org>,\r\n <mailto:".encode() in raw


def test_a_mail_to_a_list_does_not_say_that_a_program_sent_it():
    """Some list servers drop mails that say so."""
    assert sent(to=LIST)["Auto-Submitted"] is None


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("https://example.org/", "daily.example.org"),
        ("https://desk.example.org/a/B_c/", "daily.b-c.a.desk.example.org"),
        ("http://localhost:8000/", "daily.localhost"),
        ("http://127.0.0.1/", "daily.127.0.0.1"),
        ("http://[::1]:8000/", "daily.1"),
        ("https://bücher.example/", "daily.xn-bcher-kva.example"),
        ("https://example.org/" + "long/" * 80, None),
    ],
)
def test_each_publication_has_a_list_id_of_its_own(site, expected):
    """It is made of the address, in letters, digits, hyphens and full stops, and is not too long."""
    whole = re.search(r"<([a-z0-9.-]{1,200})>$", str(sent(sender=with_desk(site=site))["List-Id"]))

    assert whole
    assert ".." not in whole[1]
    assert expected is None or whole[1] == expected


@pytest.mark.parametrize("title", ['The "Harbour" \\ <Record>, Inc.', "Häfen & <mehr>, „laut“ " * 9, "x" * 300, "日本の港" * 40])
def test_a_title_is_only_a_title(title):
    """No character of a title ends the name before an address, or begins another header."""
    sender = with_desk(name=" ".join(title.split()), title=" ".join(title.split()))
    mail = sent(letter=Letter(LETTER.day, f"{title}\r\nBcc: eve@example.org", "", "", ""), sender=sender)
    raw = message_from_bytes(mail_of(LETTER, sender, ADA, now=NOW))

    assert [one.addr_spec for one in mail["From"].addresses] == ["desk@example.org"]
    assert str(mail["List-Id"]).endswith("<daily.record.example.org>")
    assert mail["Bcc"] is None
    assert title[:20] in str(mail["Subject"])
    for name in ("From", "List-Id"):
        (told, _, _) = raw[name].replace('\\"', "'").replace("\\\\", "\\").partition(" <d")
        assert str(make_header(decode_header(told.strip()))).strip('"') == shortened(" ".join(title.split()), 100).replace(
            '"', "'"
        )


def test_letters_outside_ascii_in_an_address_are_written_as_they_are():
    """For a server with SMTPUTF8, an address is not encoded. A name before it is, so that nothing in it can end it."""
    raw = mail_of(LETTER, with_desk(address="büro@example.org", name="Büro, <x>"), reader("zoë@example.org"), now=NOW)

    assert "To: zoë@example.org\r\n".encode() in raw
    assert re.match(rb"From: =\?utf-8\?\S+\?= <b\xc3\xbcro@example.org>\r\n", raw)


def test_a_part_is_encoded_in_the_shorter_way():
    """Text of Latin letters stays readable, and text of others does not grow threefold."""
    latin, other = (
        mail_of(Letter("2026-05-27", "", text, "", ""), DESK, ADA, now=NOW)
        for text in ("the gate of the quay für " * 90, "門" * 900)
    )

    assert b"quoted-printable" in latin
    assert b"=E9=96=80" not in other
    assert len(other) < 900 * 3 * 1.5 + 1500


def test_a_mail_that_programs_would_cut_is_not_sent():
    """The error names the size and the limit."""
    fits = Letter(LETTER.day, "", "x " * (LARGEST // 2 - 3000), "", "")
    assert len(mail_of(fits, DESK, ADA, now=NOW)) <= LARGEST
    with pytest.raises(UsageError, match=r"the mail of 2026-05-27 has 2[0-9]{2},[0-9]{3} bytes, .* more than 102,400"):
        mail_of(Letter(LETTER.day, "", "x " * LARGEST, "", ""), DESK, ADA, now=NOW)


@pytest.mark.parametrize(
    ("template", "said"), [(f"https://example.org/{'x' * 1000}", "more than 998 bytes"), ("https://…/", "not a web address")]
)
def test_an_address_that_does_not_fit_is_refused(template, said):
    """The error names the setting."""
    with pytest.raises(UsageError, match=said):
        sent(sender=with_desk(unsubscribe=template))


@pytest.mark.parametrize(
    ("named", "email", "expected"),
    [
        ("The desk <desk@example.org>", None, ("The desk", "desk@example.org")),
        ("desk@bücher.example", "x@example.org", ("", "desk@xn--bcher-kva.example")),
        (None, "desk@example.org", ("The Harbour Record", "desk@example.org")),
    ],
)
def test_the_settings_say_who_sends(named, email, expected):
    """`daily.from`, or else the publication's title and the publisher's address."""
    sender = sender_of(builders.config(author=Author(email=email), daily=Daily(sender=named)))

    assert (sender.name, sender.address) == expected
    assert (sent(sender=sender)["From"].addresses[0].addr_spec) == expected[1]


@pytest.mark.parametrize("email", [None, "the desk"])
def test_without_an_address_nothing_is_sent(email):
    """The error names the key to set."""
    with pytest.raises(UsageError, match="no address is known that the letter comes from") as missing:
        sender_of(builders.config(author=Author(email=email)))

    assert "`from` under `daily`" in missing.value.hint
