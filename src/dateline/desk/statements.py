"""The statements of an item: the sentences that may be quoted, and how they are quoted and attributed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.core.model import Item
from dateline.core.outlets import is_headline_and_outlet, outlet_in_title, title_without_outlet
from dateline.core.text import (
    clean,
    dates,
    figures,
    find_quote,
    is_cut,
    is_furniture,
    quotations,
    sentences,
    significant_words,
    without_dateline,
)

LEAST_WORDS, MOST_CHARACTERS = 3, 320
"""A shorter sentence says too little, a longer one is too long to quote."""
FULL_TEXT = 1_990
"""A feed's text of at least this length was cut off, so its last sentence may be incomplete."""

_PLACE = re.compile(r"\A[A-Z][A-Z.' -]{2,30}(?:, [A-Z][\w. ]{1,20})?\s[–—]\s")
"""The place before a report, in capitals: "PORT CITY — "."""
_ELLIPSIS = re.compile(r"\s*(?:…|\.{3,})")
_STOP = re.compile(r"[.!?…。！？｡؟۔।][\"'”’»」』)]*$")
_UNFIT = re.compile(
    # Citations and tags, unreadable characters, links, and words addressed to the reader.
    r"[\[\]\ufffd]|<[A-Za-z!/?]|&\w+;|\w://|\bwww\.|…|\.\.\.|"
    r"(?i:\b(?:appeared first on|read more|click here|sign up|subscribe|newsletter|continue reading|cookies?|rights reserved)\b)"
)
_TO_READERS = re.compile(r"(?i:\byou(?:r|rs|rself)?\b)")
_POINTS_BACK = re.compile(
    r"(?:This(?!\s(?:matters|means)\b)|These|That|Those|Such)\b|It(?!\s(?:is|was|has\sbeen|remains|became|seems)\s(?:not\s|un\w+|\w+ed\b|clear|likely|possible|too))\b"
)
"""The start of a sentence that refers to the previous one and says too little without it."""
_MARKS = re.compile(r"[\"“”«»]")
_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"), ("(", ")"))
_GERMAN = re.compile(r"„([^„“”]*)[“”]")


@dataclass(frozen=True)
class Statement:
    """A sentence of an item, or its headline."""

    item: Item
    """The item that says it."""
    words: str
    """The words, verbatim, without a full stop at the end."""
    is_headline: bool = False
    """Whether the words are the title."""
    is_cut: bool = False
    """Whether the title was cut off at the end of the words."""


def _is_balanced(sentence: str) -> bool:
    sentence = _GERMAN.sub(r"“\1”", sentence)
    return sentence.count('"') % 2 == 0 and all(sentence.count(a) == sentence.count(b) for a, b in _PAIRS)


def is_quotable(sentence: str) -> bool:
    """Whether a sentence is complete, says something, and cannot be misread inside a quotation."""
    return (
        is_whole(sentence)
        and not _POINTS_BACK.match(sentence)
        and len(significant_words(sentence)) + bool(dates(sentence)) >= LEAST_WORDS
    )


def is_whole(sentence: str) -> bool:
    """Whether a sentence is complete and cannot be misread inside a quotation."""
    return (
        len(sentence) <= MOST_CHARACTERS
        and not _UNFIT.search(sentence)
        and not is_furniture(sentence)
        and clean(sentence) == sentence
        and _is_balanced(sentence)
        and (not _TO_READERS.search(sentence) or bool(_MARKS.search(sentence)))
    )


def _unstopped(sentence: str) -> str:
    """The sentence without its full stop, as the quoting sentence has one; an abbreviation keeps its own."""
    last = sentence.rpartition(" ")[2]
    return sentence[:-1] if sentence.endswith("。") or (last.endswith(".") and last.count(".") == 1) else sentence


def spoken(item: Item, texts: tuple[str, ...] = ()) -> tuple[Statement, ...]:
    """The sentences of an item that are complete, in order, whether or not they can stand alone."""
    is_headline = item.evidence == "headline" or is_headline_and_outlet(item)
    fed = () if is_headline else _complete(item.text, may_be_cut=len(item.text) >= FULL_TEXT)
    read = (sentence for text in texts for sentence in _complete(text))
    # What the feed gave is often the beginning of the full text, and may be cut off in its last sentence.
    found = dict.fromkeys(map(_unstopped, filter(is_whole, (*fed, *read))))
    return tuple(Statement(item, words) for words in found if not find_quote(words, item.title))


def _complete(text: str, *, may_be_cut: bool = False) -> tuple[str, ...]:
    found = sentences(_PLACE.sub("", without_dateline(text)))
    if found and may_be_cut and not _STOP.search(found[-1]):
        found = found[:-1]
    # In a text with complete sentences, a line without a full stop is a heading, a list entry or a signature.
    return tuple(one for one in found if _STOP.search(one)) or found


def headline(item: Item) -> Iterator[Statement]:
    """An item's title up to the place where it was cut off, without a figure that may be incomplete."""
    title = " ".join(item.title.split())
    goes_on = is_cut(title)
    if goes_on:
        title = title[: [match.start() for match in _ELLIPSIS.finditer(title)][-1]]
        if numbers := figures(title):
            title = title[: numbers[0].start].rstrip()
    elif outlet_in_title(item):
        title = title_without_outlet(title)
    if is_quotable(title):
        yield Statement(item, _unstopped(title), is_headline=True, is_cut=goes_on)


def quotation(statement: Statement) -> str:
    """The words in quotation marks, single ones if the words have double ones; an ellipsis inside is the item's own."""
    words, beyond = statement.words, " …" if statement.is_cut else ""
    if beyond and find_quote(words + beyond, statement.item.title):
        words, beyond = words + beyond, ""
    return in_marks(words) + beyond


def in_marks(words: str) -> str:
    """Words in quotation marks, single ones if they have double ones."""
    return f"‘{words}’" if _MARKS.search(words) else f"“{words}”"


def matter(line: str) -> str:
    """The content of a line of a version: the words that it quotes, or the whole line if it quotes none."""
    return " ".join(quotations(line)) or line
