"""Feeds, pages and mails that are one construct again and again: what is slow for a parser is slow there."""

_ITEM = "<item><title>A</title><description>x</description>{}</item>"
_PROSE = "<p>The tide was four metres high at noon, and the road along the quay was closed.</p>"
IN_FEEDS = (
    "<a>", "<title>B</title>", "<link href='x'/>", "<link>", "<category>x</category>", "<enclosure url='x'/>", "<media:content>",
    "<![CDATA[", "<!--", "<", "<?", "<!", "</", "&nosuch;", "&", "<pubDate>Mon, 31 Foo</pubDate>", "<item>", "</item>",
    "<description>&lt;div&gt;", "<content:encoded>", "<guid>", "<a xml:base='b/'>", "<a xmlns='u'>", "<a b='", "<!ENTITY a 'b'>",
)  # fmt: skip
IN_TEXTS = (
    "a",
    "a.",
    "a ",
    " ",
    "&lt;",
    "&amp;amp;",
    "&lt;!--",
    "&lt;a b=",
    " - ",
    "../",
    "1",
    "Mon, ",
    "a@",
    "(",
    "%",
    "\u0301",
)
_AROUND_TEXTS = ("title", "description", "link", "guid", "pubDate", "author", "category", "managingEditor")
IN_PAGES = (
    "<div>", _PROSE, "<b><i>", "<a href=x>", "<table><tr><td>", "<!--", "<", "&", "&amp;", "<script>", "<ul><li>", "<li>The tide",
    "The tide<br>", "<font><p>", "<form><p>", "<select><option>", "<meta name=author content=x>", "<h1>The gate</h1>",
    "<link rel=alternate type=application/rss+xml href=x>", "<script type=application/ld+json>{}</script>", "word ", "a", " ",
    "\n", "\u00a0", "<img src=x alt=y>", "<time datetime=2026-05-26>x</time>", "<svg>", "<template>", "<p hidden>x",
    "<title>x</title>",
)  # fmt: skip
IN_MAILS = (
    "Subject: {}\n\nT", "From: {}\nSubject: A\n\nT", "Date: {}\nSubject: A\n\nT", "Message-ID: <{}\nSubject: A\n\nT",
    "Content-Type: text/plain; charset={}\nSubject: A\n\nT", "Content-Disposition: inline; {}\nSubject: A\n\nT",
    "Content-Transfer-Encoding: {}\nSubject: A\n\nT", "List-Post: {}\nSubject: A\n\nT", "Subject: A\n\n{}",
    "Subject: A\nContent-Type: text/html\n\n{}", "Subject: A\nContent-Type: multipart/mixed; boundary=a\n\n{}",
    "{}\nSubject: A\n\nT",
)  # fmt: skip
_MAIL_UNITS = (
    "a",
    "a ",
    "=?utf-8?q?a?= ",
    "\n a",
    '"',
    "(",
    "\\",
    "<",
    "a, ",
    "a.",
    "; a=b",
    "> ",
    "--a\n\nx\n",
    "X: y\n",
    "http://a.example/ ",
)


def repeated(size: int) -> dict[str, tuple[bytes, str]]:
    """What it is → the document, of so many bytes, and its type."""
    made = {f"feed of {unit}": (_rss(_ITEM.format(_many(unit, size))), "") for unit in IN_FEEDS}
    for name in _AROUND_TEXTS:
        made |= {f"{name} of {unit}": (_rss(_ITEM.format(f"<{name}>{_many(unit, size)}</{name}>")), "") for unit in IN_TEXTS}
    made |= {f"page of {unit}": (f"<html><body><article>{_many(unit, size)}{_PROSE}".encode(), "text/html") for unit in IN_PAGES}
    for form in IN_MAILS:
        made |= {f"mail {form} of {unit}": (form.format(_many(unit, size)).encode(), "message/rfc822") for unit in _MAIL_UNITS}
    names = "".join(f" a{number}=''" for number in range(size // 9))
    bases = "".join(f"<a xml:base='b{number}/'>" for number in range(size // 21))
    made["attributes in a feed"] = (_rss(f"<item{names}><title>A</title></item>"), "")
    made["attributes in a text"] = (_rss(_ITEM.format(f"<content>&lt;p {names}&gt;</content>")), "")
    made["attributes in a page"] = (f"<html><p{names}>{_PROSE}".encode(), "text/html")
    made["base addresses"] = (_rss(bases), "")
    return made


def _many(unit: str, size: int) -> str:
    return unit * (size // len(unit.encode()))


def _rss(inside: str) -> bytes:
    return f'<rss version="2.0"><channel><title>T</title>{inside}</channel></rss>'.encode()
