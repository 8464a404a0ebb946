"""The statements of an item: sentences that may be quoted, and how they are quoted and attributed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from dateline.core.citations import cited
from dateline.core.model import VIA, Item
from dateline.core.text import (
    clean,
    dates,
    figures,
    find_quote,
    fold,
    is_cut,
    is_furniture,
    one_per_line,
    quotations,
    sentences,
    significant_words,
    without_dateline,
)

REACTIVE = "reactive:"
LEAST_WORDS, MOST_CHARACTERS = 3, 320
"""A shorter sentence says too little, a longer one is too long to quote."""
FULL_TEXT = 1_990
"""From this length on, a feed's text was cut, and its last sentence may be."""

_OUTLET = re.compile(r"\s[-–—|]\s([A-Z][^-–—|…\[\]]{1,40})$")
_INVERTED = re.compile(
    r"([^\W\d_][\w'’-]+(?: [\w'’-]+)?), (?!(?:Inc|Ltd|LLC|GmbH|Co|Corp|PLC|AG|SA)\b)([^\W\d_][\w.'’-]*(?: [\w.'’-]+)?)\Z"
)
"""A name as address books have it: "Doe, Ann"."""
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_ELLIPSIS = re.compile(r"\s*(?:…|\.{3,})")
_STOP = re.compile(r"[.!?…。！？｡؟۔।][\"'”’»」』)]*$")
_UNFIT = re.compile(
    # What looks like a citation or a tag, what could not be read, what points elsewhere, and what speaks to the reader.
    r"[\[\]\ufffd]|<[A-Za-z!/?]|&\w+;|\w://|\bwww\.|…|\.\.\.|"
    r"(?i:\b(?:appeared first on|read more|click here|sign up|subscribe|newsletter|continue reading|cookies?|rights reserved)\b)"
)
_TO_READERS = re.compile(r"(?i:\byou(?:r|rs|rself)?\b)")
_POINTS_BACK = re.compile(
    r"(?:This(?!\s(?:matters|means)\b)|These|That|Those|Such)\b|It(?!\s(?:is|was|has\sbeen|remains|became|seems)\s(?:not\s|un\w+|\w+ed\b|clear|likely|possible|too))\b"
)
"""What opens with a word for something that the sentence before named, and says too little without it."""
_MARKS = re.compile(r"[\"“”«»]")
_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"), ("(", ")"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an item, or its headline."""

    item: Item
    """Who says it."""
    words: str
    """The words, verbatim, without a full stop at the end."""
    is_headline: bool = False
    """Whether they are the title."""
    is_cut: bool = False
    """Whether the title goes on where the words end."""

    @property
    def said(self) -> str:
        """The words folded, to compare them."""
        return fold(self.words)


def outlet(item: Item) -> str:
    """Who published an item, to begin a sentence with: its feed, the sender or site of what was saved, or who a search names."""
    named = _named_in_title(item)
    if not item.feed.startswith(REACTIVE):
        return _presentable(named) or _presentable(_straight(item)) or "One feed"
    if named:
        return _presentable(named) or "One outlet"
    try:
        host = urlsplit(item.url or "").hostname or ""
    except ValueError:
        host = ""
    return f"The site {host.removeprefix('www.')}" if _HOST.fullmatch(host) else "One outlet"


def _straight(item: Item) -> str:
    """The outlet's name; of a mail's sender, the given name first."""
    name = _INVERTED.match(item.outlet) if VIA in item.feed else None
    return f"{name[2]} {name[1]}" if name else item.outlet


def _named_in_title(item: Item) -> str:
    """The outlet that an aggregator sets behind the headline; empty where there is none, or the feed is no aggregator."""
    named = _OUTLET.search(item.title)
    return named[1] if named and (item.feed.startswith(REACTIVE) or _is_headline_and_outlet(item)) else ""


def _is_headline_and_outlet(item: Item) -> bool:
    """Whether the text's first paragraph is the headline and the outlet once more, as an aggregator's is; others may follow."""
    named = _OUTLET.search(item.title)
    first = item.text.partition("\n\n")[0]
    return named is not None and fold(first) == fold(f"{item.title[: named.start()]} {named[1]}")


def _presentable(label: str) -> str:
    """A feed's label as a name in a sentence, or nothing where it could be taken for something else."""
    label = " ".join(clean(label).split())
    if not re.fullmatch(r"[^\[\]<>“”\"]{1,60}", label) or len(sentences(f"{label} writes.")) > 1:
        return ""
    kind = "site" if _HOST.fullmatch(label) else "feed"
    return f"The {kind} {label}" if label.split()[0].islower() else label


def _is_balanced(sentence: str) -> bool:
    return sentence.count('"') % 2 == 0 and all(sentence.count(a) == sentence.count(b) for a, b in _PAIRS)


def is_quotable(sentence: str) -> bool:
    """Whether a sentence says something, whole, and can stand inside a quotation without being taken for anything else."""
    return (
        len(sentence) <= MOST_CHARACTERS
        and not _POINTS_BACK.match(sentence)
        and not _UNFIT.search(sentence)
        and not is_furniture(sentence)
        and clean(sentence) == sentence
        and _is_balanced(sentence)
        and len(significant_words(sentence)) + bool(dates(sentence)) >= LEAST_WORDS
        and (not _TO_READERS.search(sentence) or bool(_MARKS.search(sentence)))
    )


def _unstopped(sentence: str) -> str:
    """The sentence without its full stop, which the quoting sentence sets; an abbreviation keeps its own."""
    last = sentence.rpartition(" ")[2]
    return sentence[:-1] if sentence.endswith("。") or (last.endswith(".") and last.count(".") == 1) else sentence


def statements(item: Item) -> tuple[Statement, ...]:
    """The sentences of an item that may be quoted, in their order; its headline where there are none."""
    found = sentences(without_dateline(item.text))
    if found and len(item.text) >= FULL_TEXT and not _STOP.search(found[-1]):
        found = found[:-1]
    # Beside whole sentences, what ends without a stop is a heading, an entry of a list or a signature.
    found = tuple(one for one in found if _STOP.search(one)) or found
    texts = () if item.evidence == "headline" or _is_headline_and_outlet(item) else found
    said = tuple(Statement(item, _unstopped(one)) for one in dict.fromkeys(texts) if is_quotable(one))
    return said or tuple(_headline(item))


def _headline(item: Item) -> Iterator[Statement]:
    """An item's title up to where it was cut; what was cut gives no figure."""
    title = " ".join(item.title.split())
    goes_on = is_cut(title)
    if goes_on:
        title = title[: [match.start() for match in _ELLIPSIS.finditer(title)][-1]]
        if numbers := figures(title):
            title = title[: numbers[0].start].rstrip()
    elif _named_in_title(item):
        title = _OUTLET.sub("", title)
    if is_quotable(title):
        yield Statement(item, _unstopped(title), is_headline=True, is_cut=goes_on)


def quotation(statement: Statement) -> str:
    """The words in quotation marks, single ones where they hold double ones; an ellipsis within the marks is the item's."""
    words, beyond = statement.words, " …" if statement.is_cut else ""
    if beyond and find_quote(words + beyond, statement.item.title):
        words, beyond = words + beyond, ""
    return (f"‘{words}’" if _MARKS.search(words) else f"“{words}”") + beyond


def verb(statement: Statement) -> str:
    """How the words came: as a sentence, or as no more than a headline."""
    return "carries the headline" if statement.is_headline else "writes:"


def attributed(statement: Statement, lead: str = "") -> str:
    """A sentence that quotes and cites; empty where the words would break it into two or cite something else.

    Args:
        statement: what is quoted.
        lead: what stands before the quotation; absent: who says it, and how.
    """
    lead = lead or f"{outlet(statement.item)} {verb(statement)}"
    key = statement.item.key
    stem = f"{lead} {quotation(statement)} [@{key}]"
    # A stop of another script ends the sentence without a full stop of ours.
    return next((line for line in (f"{stem}.", stem) if cited(line) == (key,) and _is_one(line)), "")


def matter(line: str) -> str:
    """What a line of a version tells: the words that it quotes, or the whole line where it quotes none."""
    return " ".join(quotations(line)) or line


def _is_one(line: str) -> bool:
    """Whether a line stays one sentence when another follows it."""
    return one_per_line(f"{line} The end.") == f"{line}\nThe end."
