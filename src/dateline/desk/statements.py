"""The statements of an item: sentences that may be quoted, and how they are quoted and attributed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dateline.core.citations import cited
from dateline.core.model import Item
from dateline.core.outlets import is_headline_and_outlet, outlet, outlet_in_title, title_without_outlet
from dateline.core.sentences import AnalysedText
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

LEAST_WORDS, MOST_CHARACTERS = 3, 320
"""A shorter sentence says too little, a longer one is too long to quote."""
FULL_TEXT = 1_990
"""From this length on, a feed's text was cut, and its last sentence may be."""

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


@dataclass(frozen=True)
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

    @cached_property
    def folded(self) -> str:
        """The words folded, to compare them."""
        return fold(self.words)

    @cached_property
    def said(self) -> AnalysedText:
        """What the words say."""
        return AnalysedText(self.words)


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
    texts = () if item.evidence == "headline" or is_headline_and_outlet(item) else found
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
    elif outlet_in_title(item):
        title = title_without_outlet(title)
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
