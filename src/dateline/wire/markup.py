"""Markup → the text that a reader would see. Hidden text is left out and counted."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from dateline.wire.heavy import lightened
from dateline.wire.plain_text import own_words

_MOST = 1_000_000
"""How many characters of markup are read; an item keeps far fewer."""
_NOT_TEXT = frozenset(
    "applet audio button canvas frame frameset head iframe math noembed noframes noscript script select style svg "
    "template textarea title video".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
_ESCAPED = re.compile(
    r"&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});|<(i|b|em|strong|u|s|a|sup|sub|code|span)\b[^<>]*>.*?</\2>", re.IGNORECASE
)
_ESCAPES = 2
_QUOTED_MAIL = (
    "//blockquote[@type='cite'] | //*[contains(concat(' ', @class, ' '), ' gmail_quote ')] | //*[@class='moz-cite-prefix']"
)
_CODE_CLASS = re.compile(
    r"\b(code|highlight|hljs|lang(uage)?-|prettyprint|brush|syntax|sourceCode|rouge|chroma|terminal)", re.IGNORECASE
)
_CODE = re.compile(r"[;{]\s*$|^\s*(\$|#!|import|def|func|fn|var|let|const|return|class|public)\s|[=!]=|\(\);|->|::", re.MULTILINE)
"""How lines of code begin or end, and lines of a mail do not."""
_EMBEDDED = frozenset("embed img input object picture source".split())
_SCRIPT = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"\s+")
_HIDDEN = "dateline-hidden"
_HIDING = re.compile(
    r"display:none|visibility:(hidden|collapse)|opacity:0(\.0+)?(;|$)|font-size:0(\.0+)?([a-z%]+)?(;|$)|"
    r"(left|top|text-indent):-\d{3,}|clip-path:inset\((50|100)%|color:transparent"
)


class Visible(NamedTuple):
    """The text that a reader would see."""

    text: str
    """One space between words, a blank line between blocks: a heading is not part of the sentence after it."""
    hidden: int = 0
    """Runs of words that a reader would not see: hidden elements, comments, and links that run a script."""
    own: str | None = None
    """The text without code and quoted mail; None if it has neither."""

    @property
    def told(self) -> str:
        """The text in the writer's own words."""
        return self.text if self.own is None else self.own


def tree(markup: str) -> Any:
    """The root element of a page or a fragment as lxml reads it; None if it is empty."""
    from lxml import etree  # noqa: PLC0415  # heavy, and only collecting needs it

    # huge_tree: our limit (`_MOST`) applies, not the parser's own limit on depth.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    return etree.fromstring(lightened(markup[:_MOST].replace("\0", " ").encode(errors="replace")), parser)


def visible(markup: str) -> Visible:
    """The text of markup that a reader would see, without scripts, styles, forms and embedded content."""
    if "<" not in markup and "&" not in markup:
        return plain(markup)
    root = tree(f"<div>{markup}")
    seen = visible_in(root)
    return seen._replace(own=visible_in(root).text) if _without_borrowed(root) else seen


def unescaped_title(title: Visible) -> Visible:
    """The title without HTML escapes, even if its publisher escaped it twice: nobody writes `&amp;` for readers."""
    for _ in range(_ESCAPES):
        if not _ESCAPED.search(title.text):
            break
        seen = visible(title.text)
        title = Visible(seen.text, title.hidden + seen.hidden)
    return title


def plain(text: str) -> Visible:
    """Text that is not markup."""
    own = own_words(text)
    return Visible(text, own=own if own.split() != text.split() else None)


def _without_borrowed(root: Any) -> bool:
    """Removes code and quoted mail from a tree, and puts preformatted text into paragraphs. Returns whether there was any."""
    from lxml import etree  # noqa: PLC0415

    set_as_is = root.xpath("//pre[not(ancestor::pre)]")
    borrowed = [*root.xpath(_QUOTED_MAIL), *(one for one in set_as_is if _is_code(one))]
    for element in borrowed:
        element.tag = _HIDDEN
    etree.strip_elements(root, _HIDDEN, with_tail=False)
    for element in (one for one in set_as_is if one.tag != _HIDDEN):
        _set_in_paragraphs(element)
    return bool(borrowed or set_as_is)


def _is_code(element: Any) -> bool:
    names = " ".join((element.get("class", ""), element.getparent().get("class", "")))
    return bool(
        element.xpath(".//code | .//samp | .//kbd") or _CODE_CLASS.search(names) or _CODE.search("".join(element.itertext()))
    )


def _set_in_paragraphs(element: Any) -> None:
    from lxml import etree  # noqa: PLC0415

    paragraphs = own_words("".join(element.itertext())).split("\n\n")
    for child in list(element):
        element.remove(child)
    element.text = None
    for words in paragraphs:
        etree.SubElement(element, "p").text = words


def visible_in(root: Any, *, skip: frozenset[str] = frozenset()) -> Visible:
    """The text of an element that a reader would see, without the elements named in `skip`."""
    walk = _Walk(_NOT_TEXT | skip)
    return Visible("".join(walk.pieces(root)), walk.hidden)


def shown(root: Any) -> str:
    """The markup of a page without its comments and hidden elements."""
    from lxml import etree  # noqa: PLC0415

    for element in root.iter(etree.Element):
        if _is_hidden(element):
            element.tag = _HIDDEN
    etree.strip_elements(root, _HIDDEN, etree.Comment, with_tail=False)
    return str(etree.tostring(root, encoding="unicode", method="html"))


class _Walk:
    """One pass over a tree that counts what it leaves out."""

    def __init__(self, left_out: frozenset[str]) -> None:
        self.left_out = left_out
        self.hidden = 0

    def pieces(self, root: Any) -> Iterator[str]:
        from lxml import etree  # noqa: PLC0415

        steps = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, element in steps:
            if event == "start" and self._is_left_out(element):
                steps.skip_subtree()
            elif event == "start":
                yield _gap(element) + _spaced(element.text)
            elif event == "comment":
                self.hidden += _has_words(element.text or "")
            if event != "start" and element is not root:
                yield _gap(element) + _spaced(element.tail)

    def _is_left_out(self, element: Any) -> bool:
        if element.tag in self.left_out:
            return True
        is_hidden = _is_hidden(element) or _runs_a_script(element)
        self.hidden += is_hidden and _has_words("".join(element.itertext()))
        return is_hidden


def _is_hidden(element: Any) -> bool:
    style = "".join(element.get("style", "").split()).lower()
    return "hidden" in element.attrib or element.get("aria-hidden", "").lower() == "true" or bool(_HIDING.search(style))


def _runs_a_script(element: Any) -> bool:
    return bool(_SCRIPT.match("".join(element.get("href", "").split())))


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _spaced(text: str | None) -> str:
    """Text with single spaces: line breaks in markup mean nothing."""
    return _WHITE_SPACE.sub(" ", text or "")


def _gap(element: Any) -> str:
    """A blank line around a block, a space around embedded content, nothing around inline markup."""
    if not isinstance(element.tag, str) or element.tag in _INLINE:
        return ""
    return " " if element.tag in _EMBEDDED else "\n\n"
