"""Whose words they are, in mails and in plain text: quoted lines, lists, signatures, code."""

from html import escape

import pytest

from dateline.core.ids import fingerprint
from dateline.core.model import Item
from dateline.core.outlets import outlet
from dateline.desk.statements import headline, spoken
from dateline.store.new_items import new_items
from dateline.wire.entry import tidy_paragraphs
from dateline.wire.markup import visible
from dateline.wire.parse import parse
from dateline.wire.plain_text import own_words


def mail(body: str, headers: str = "") -> Item:
    data = f'From: "Doe, Ann" <ann@press.example>\nSubject: Gate\nMessage-ID: <1@press.example>\n{headers}\n{body}'
    (item,) = parse(
        data.encode(), feed="Saved", url=None, content_type="message/rfc822", collected="2026-05-24T11:30:00Z", limit=9
    ).items
    return item


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("One line\nand the next.\n\nA paragraph.", "One line and the next.\n\nA paragraph."),
        ("It opens.\n\n> It is shut.\n> So it is.\n", "It opens."),
        ("Yes.\n\nOn Tue, 17 Nov 2026, Lee wrote:\n> The gate is shut.", "Yes."),
        ("Ja.\n\nAm 17.11.2026 um 09:00 schrieb Lee Beispiel\n<lee@mail.example>:\n> Zu?", "Ja."),
        ("Oui.\n\nLe 17 nov. 2026 à 09:00, Lee a écrit :\n> Fermée ?", "Oui."),
        ("Lee <lee@mail.example> writes:\n> Shut?\n\nNo.", "No."),
        (
            "On Tuesday the council wrote:\nit is shut. It wrote: no more.",
            "On Tuesday the council wrote: it is shut. It wrote: no more.",
        ),
        ("News:\n- one that\n  goes on\n- two\n\n* three\n• four", "News:\n\none that goes on\n\ntwo\n\nthree\n\nfour"),
        (
            "It meets on\n3. December at noon\n- as planned - and later.",
            "It meets on 3. December at noon - as planned - and later.",
        ),
        ("First:\n1. one\n2) two", "First:\n\none\n\ntwo"),
        ("Words.\n\n-- \nAnn, press office\n+1 555 0100", "Words."),
        ("Words.\n=====\nMore.\n____________________________\ngate mailing list\n", "Words.\n\nMore."),
        ("---------- Forwarded message\nFrom: Lee\nDate: today\nSubject: x\n\nThe words.", "The words."),
        ("New.\n\n-----Original Message-----\nFrom: Lee\n\nOld.", "New."),
        ("It reads the sensor.\n\ndiff --git a/x b/x\n+def warm(): pass", "It reads the sensor."),
        ("From: the quay to the gate it is a mile.", "From: the quay to the gate it is a mile."),
    ],
)
def test_only_the_writers_own_words_are_told(text: str, own: str) -> None:
    """Quoted mail, its headers, rules, signatures and patches are left out; list entries are kept without their bullets."""
    assert own_words(text) == own


@pytest.mark.parametrize(
    ("markup", "own"),
    [
        ("<p>It is out.</p><pre><code>let gate = 1;</code></pre><p>Try it.</p>", "It is out.\n\nTry it."),
        ("<p>It is out.</p><div class='highlight'><pre>gate --open</pre></div>", "It is out."),
        ("<p>It is out.</p><pre class='language-sh'>gate --open</pre>", "It is out."),
        ("<p>It is out.</p><pre>gate.open();\nif (gate) {\n}</pre>", "It is out."),
        ("<pre>Lee writes:\n&gt; Shut?\n\nNo, it <b>is</b> open\nsince noon.</pre>", "No, it is open since noon."),
        ("<p>The <code>open</code> command.</p>", "The open command."),
        ("<p>Yes.</p><blockquote type='cite'>Shut?</blockquote>", "Yes."),
        ("<p>Yes.</p><div class='gmail_quote'>On Tuesday, Lee wrote:<p>Shut?</p></div>", "Yes."),
        ("<p>He said:</p><blockquote>It is shut.</blockquote>", "He said:\n\nIt is shut."),
        ("<ul><li>One.</li><li>Two.</li></ul>", "One.\n\nTwo."),
    ],
)
def test_code_and_quoted_mail_in_markup_are_not_told(markup: str, own: str) -> None:
    """Preformatted text is either code or a plain-text mail; a quotation in an article is part of the article."""
    assert tidy_paragraphs(visible(markup).told, 200) == own


def test_a_newsletter_gives_its_matter_and_its_address() -> None:
    """The mail's frame is left out, its web version is its address, and its sender's name is put in the right order."""
    body = (
        "View this email in your browser (https://mail.example/v?u=1)\n\nThe barrier failed on Friday, the\nport said.\n\n"
        "=====\n\n* The gate costs 4 million euros.\n\nRead the report: https://c.example/a/long/\npath\n\n"
        "You are receiving this because you signed up.\nCopyright (C) 2026 The Letter, 1 Quay Street\n"
    )
    item = mail(body)

    assert item.text == "The barrier failed on Friday, the port said.\n\nThe gate costs 4 million euros."
    assert (item.feed, outlet(item), item.url) == ("Doe, Ann via Saved", "Ann Doe", "https://mail.example/v?u=1")
    assert [one.words for one in spoken(item) or headline(item)] == [
        "The barrier failed on Friday, the port said",
        "The gate costs 4 million euros",
    ]


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ("Archived-At: <https://a.example/1>\nList-Post: <https://a.example/p/1>\n", "https://a.example/1"),
        ("List-Post: <https://a.example/p/1>\n", "https://a.example/p/1"),
        ("List-Post: <https://groups.example/list/post>, <mailto:list@groups.example>\n", None),
        ("List-Post: <mailto:list@a.example>\n", None),
        ("", None),
    ],
)
def test_a_mails_headers_name_its_web_version(headers: str, address: str | None) -> None:
    """The address is the mail's place in an archive, or the newsletter's post; the address of a whole list is not used."""
    assert mail("Text.", headers).url == address


def test_a_mail_in_html_offers_its_web_version() -> None:
    """A link that says so is the address."""
    body = '<p>The gate is open.</p><p><a class="x" href="https://a.example/v?a=1&amp;b=2">View it in your browser</a></p>'

    assert mail(body, "Content-Type: text/html; charset=utf-8\n").url == "https://a.example/v?a=1&b=2"


def test_a_company_is_no_inverted_name() -> None:
    """Only a person's name is turned; a feed's title is never."""
    companies = [("Quay, Inc.", "Quay, Inc."), ("Ships, Cranes, Gulls", "Ships, Cranes, Gulls")]
    for sender, shown in companies:
        assert outlet(Item("a", title="A", feed=f"{sender} via Saved")) == shown
    assert outlet(Item("a", title="A", feed="Doe, Ann")) == "Doe, Ann"


def rss(*texts: str) -> bytes:
    entries = "".join(
        f"<item><title>Gate {n}</title><link>https://a.example/{n}</link><description>{escape(text)}</description></item>"
        for n, text in enumerate(texts)
    )
    return f"<rss version='2.0'><channel><title>T</title>{entries}</channel></rss>".encode()


def read(*texts: str) -> tuple[Item, ...]:
    return parse(rss(*texts), feed="F", url=None, content_type="", collected="2026-05-24T11:30:00Z", limit=9).items


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<a href='https://n.example/1'>Comments</a>", ""),
        ("<table><td> submitted by <a>gateperson</a> to <a>harbour</a><br/><a>[link]</a> <a>[12 comments]</a></table>", ""),
        ("Engineers talk about the gate. See pod.example/listener for privacy information.", "Engineers talk about the gate."),
        ("<p>The gate is open.</p><p>Photo: Sam Example / Agency</p><p><a>Continue reading</a></p>", "The gate is open."),
        ("<p>The gate is open.</p><pre><code>open()</code></pre>", "The gate is open."),
    ],
)
def test_an_item_keeps_what_tells_of_the_matter(text: str, kept: str) -> None:
    """Furniture and code are left out; if nothing is left, the item is only its headline."""
    (item,) = read(text)

    assert item.text == kept
    assert item.evidence == ("excerpt" if kept else "headline")


def test_what_stands_in_most_entries_is_left_out() -> None:
    """A line without telltale words is the feed's frame if most entries have it."""
    items = read(*(f"<p>Report {n} is out.</p><p>Press office, telephone 555 0100</p>" for n in range(4)), "<p>Another.</p>")

    assert [item.text for item in items] == [*(f"Report {n} is out." for n in range(4)), "Another."]


def test_furniture_that_changes_makes_no_new_line() -> None:
    """A growing count of comments is not news; the hash of a ledger line covers the text in that line."""
    known = new_items((), read("<p>The gate is open.</p><p>12 comments</p>"))

    assert new_items(known, read("<p>The gate is open.</p><p>13 comments</p>")) == ()
    assert [line.hash for line in known] == [fingerprint("Gate 0", "The gate is open.")]
    assert len(new_items(known, read("<p>The gate is open again.</p><p>13 comments</p>"))) == 1


def test_a_long_text_has_room_for_the_matter() -> None:
    """Furniture does not count towards the length limit."""
    (item,) = read("<p>" + "Tide. " * 20 + "</p>" + "<p>Read more</p>" * 200 + "<p>The gate is open.</p>")

    assert item.text.endswith("The gate is open.")


def test_what_could_not_be_read_is_not_quoted() -> None:
    """A sentence with a broken byte is not quoted; nor is furniture in an older line."""
    item = Item(
        "a", title="Barrier gate fails its test", text="The caf\ufffd is open all day. Photo by Sam Example.", evidence="excerpt"
    )

    assert [one.words for one in spoken(item) or headline(item)] == ["Barrier gate fails its test"]
