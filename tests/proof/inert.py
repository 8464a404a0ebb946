"""Whether what Dateline wrote has only Dateline's own markup, links, mentions and commands."""

import json
import re
from urllib.parse import urlsplit

import feedparser
import html5lib
from markdown_it import MarkdownIt

from dateline.core.text import unsafe_characters
from dateline.report import redline
from dateline.report.card.objection_words import READERS_TOLD

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_BODY = "em strong code pre blockquote hr ol ul li br p h2 h3 h4 h5 h6".split()
BODY = {*((tag, "") for tag in _BODY), ("ol", "start"), ("code", "class"), ("code", "tabindex")}
"""What the Markdown of a page's text may become."""


def shapes(page: str) -> set[tuple[str, str]]:
    """Each element with all its attributes, as browsers read the page."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return {(str(node.tag), name) for node in tree.iter() if isinstance(node.tag, str) for name in ("", *node.attrib)}


def assert_page(page: str, known: set[tuple[str, str]], path: str) -> None:
    """It has only known elements and attributes, its links lead to web addresses, and its scripts are files or data."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        assert {(node.tag, name) for name in ("", *node.attrib)} <= known, (path, node.tag, dict(node.attrib))
        for name in ("href", "src", "action"):
            address = node.get(name, "")
            assert urlsplit(address).scheme in ("", "http", "https", "mailto"), (path, address)
            assert not address.startswith("//"), (path, address)
    for script in tree.iter("script"):
        assert script.get("src", "").startswith(("../", "static/", "/record/static/")) or json.loads(script.text), path


def assert_feed(data: str, known: set[tuple[str, str]], path: str) -> None:
    """It is well-formed, and its texts have only known elements."""
    feed = feedparser.parse(data.encode(), sanitize_html=False)
    assert not feed.bozo, path
    for entry in feed.entries:
        assert shapes(entry.content[0].value) <= known, path


def assert_markdown(text: str, *, base: str = "") -> None:
    """Only our headings, lists and marked words are markup, and links lead only to the given site."""
    tokens = [inner for token in MARKDOWN.parse(text) for inner in (token, *(token.children or ()))]
    html = {token.content for token in tokens if token.type in ("html_inline", "html_block")}
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]

    assert html <= {"<ins>", "</ins>", "<del>", "</del>"}
    foreign = ("image", "fence", "table_open", "hr", *(() if base else ("blockquote_open",)))
    assert [token.type for token in tokens if token.type in foreign] == []
    assert all(base and link.startswith(base) for link in links)
    plain = "".join(token.content for token in tokens if token.type in ("text", "text_special"))
    assert not re.search(r"alert\(1\)</|<script", "".join(html))
    if not base:
        assert not re.search(r"@\w|#\d|://|\bwww\.|\bGH-\d|deadbeef", plain)


def assert_printable(text: str) -> None:
    """No line moves the cursor, hides text, or is a workflow command."""
    assert "\r" not in text
    assert unsafe_characters(text) == ()
    assert "##[" not in text
    assert [line for line in re.split("[\n\x85\u2028\u2029\x0b\x0c]", text) if line.lstrip().startswith("::")] == []


def cleaned(text: str) -> str:
    """The text without the character that we put into mentions ourselves."""
    return text.replace("\u200b", "")


NODES = frozenset(
    "h1 h2 h3 p strong em b ins del ul li blockquote details summary table thead tbody tr th td code pre a br hr sub".split()
)
OWN_LINK = re.compile(r"#quay-v2-\d+|https://code\.example/(blob/b/\S*|run)|https?://(a|quay)\.example/\S*")
SUMMARY = re.compile(r"[\w ]+(: [\w ,]+)?|[\w ]+, [\w ]+")
ORDERS = re.compile(
    r"(?<![\w\u200b])@\w|#\d|\bgh-\d|\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|skip-checks:|\*\*\*NO_CI"
    r"|(close[sd]?|fix(es|ed)?|resolve[sd]?):? +(https?://|[\w./-]*#\d)",
    re.IGNORECASE,
)


HEADINGS = {*redline.TITLES.values(), redline.CORRECTIONS, redline.CHANGED_FIGURES, READERS_TOLD, "Update", "quay"}
ADDRESS = re.compile(r"\]\([^)\s@]*\)")
"""The address of a link, in which nothing is mentioned."""


def assert_card(text: str) -> None:
    """Rendered, it has only the nodes of a card."""
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    tree = html5lib.parse(rendered, namespaceHTMLElements=False).find("body")
    for node in tree.iter():
        assert node is tree or node.tag in NODES
        if node.tag == "a":
            assert set(node.keys()) in ({"name"}, {"href"})
            assert OWN_LINK.fullmatch(node.get("href", "#quay-v2-1")), node.get("href")
        else:
            assert not node.keys()
        if node.tag == "summary":
            assert SUMMARY.fullmatch("".join(node.itertext()))
        if node.tag in ("h1", "h2", "h3"):
            words = "".join(node.itertext())
            assert words in HEADINGS or (node.tag == "h2" and words.endswith(": version 2"))
    assert not re.search(r"^\W*- \[x\]", text, re.IGNORECASE | re.MULTILINE)
    shown = "".join(
        part for node in tree.iter() if node.tag not in ("code", "pre") for part in (node.text or "", node.tail or "")
    )
    assert not re.search(r"@\w|#\d|://|\bwww\.|\bGH-\d|deadbeef", re.sub(r"`.*?`", "", shown))
