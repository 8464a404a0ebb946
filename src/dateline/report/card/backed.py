"""What a sentence of a card rests on: its sources, each as a block of its quotes."""

import re
from collections.abc import Iterator, Sequence

from dateline.core.citations import plain
from dateline.core.text import fold, one_line
from dateline.core.text.quoted import Excerpt, QuotedRun
from dateline.desk.extractive.phrases import label_words
from dateline.flows.reviews import Backing, VersionReview
from dateline.report.card.links import LONGEST_TITLE, shortened, source_line
from dateline.report.card.objection_words import LONGEST_MESSAGE
from dateline.report.redline import escape

MOST_SOURCES = 4
"""How many sources of a sentence are shown with their quotes; the others are counted."""
_WORD = re.compile(r"\w+")


def backed(backings: Sequence[Backing], words: str, review: VersionReview) -> Iterator[str]:
    """The sources of a sentence.

    Args:
        backings: what it rests on.
        words: its words, with citations.
        review: the review of its version.
    """
    is_quotation = is_only_quoted(words, backings)
    for one in backings[:MOST_SOURCES]:
        year = review.version.published[:4]
        if is_quotation and not one.missing and one.excerpts:
            yield f"> {source_line(one.cited, year)} · *the sentence is the quotation*"
            continue
        title = _headline(one)
        yield "\\\n".join(f"> {row}" for row in (*(() if title else _quotes(one)), source_line(one.cited, year, title)))
    if len(backings) > MOST_SOURCES:
        yield f"*and {len(backings) - MOST_SOURCES} more of its sources*"


def is_only_quoted(words: str, backings: Sequence[Backing]) -> bool:
    """Whether a sentence consists of whole sentences of its sources, apart from who has them: nothing was left out."""
    left = fold(plain(words))
    names = {word for one in backings for word in _WORD.findall(fold(f"{one.cited.outlet} {one.cited.source.feed}"))}
    runs = [run for one in backings for excerpt in one.excerpts for run in excerpt]
    for run in runs:
        said = _bare(run.text)
        if run.is_quoted and said not in left:
            return False
        if not run.is_quoted and _WORD.search(said):
            return False
        left = left.replace(said, " ", 1)
    return bool(runs) and {*_WORD.findall(left)} <= names | label_words()


def _bare(text: str) -> str:
    return fold(text).strip("\"'.,;: ")


def shown_words(review: VersionReview) -> str:
    """The quotes that stand below sentences, folded."""
    shown = [one for found in review.backings.values() for one in found[:MOST_SOURCES]]
    runs = (run.text for one in shown for excerpt in one.excerpts for run in excerpt if run.is_quoted)
    return "\n".join(map(fold, (*runs, *(quote for one in shown for quote in one.missing))))


def is_shown(quote: str, shown: str) -> bool:
    """Whether a quote is among those from `shown_words`."""
    return _bare(quote) in shown


def _headline(one: Backing) -> str:
    """The title with the quoted words in bold, if all that is quoted is in it: it is not shown twice."""
    title = one.cited.source.title
    words = "".join(run.text for run in one.excerpts[0]) if len(one.excerpts) == 1 and not one.missing else ""
    if not words or not title.startswith(words) or len(title) > LONGEST_TITLE:
        return ""
    return in_place((*one.excerpts[0], QuotedRun(title.removeprefix(words), is_quoted=False))).strip()


def _quotes(one: Backing) -> Iterator[str]:
    yield from map(in_place, one.excerpts)
    yield from (f"“{escape(quote)}” *is not in the texts at hand.*" for quote in one.missing)
    if one.excerpts or one.missing:
        if one.nearest and one.nearest not in ("".join(run.text for run in each) for each in one.excerpts):
            yield f"*Nearest words:* {shortened(one.nearest, LONGEST_MESSAGE)}"
    elif one.cited.source.evidence == "headline":  # said where the sentence begins
        return
    elif one.nearest:
        yield f"*No quote was kept. Nearest words:* {shortened(one.nearest, LONGEST_MESSAGE)}"
    else:
        yield "*No quote was kept.*"


def in_place(excerpt: Excerpt) -> str:
    """A quote in its sentence as Markdown, the quoted words in bold."""
    return "".join(_spaced(run.text, "<b>{}</b>" if run.is_quoted else "{}") for run in excerpt)


def _spaced(text: str, mark: str) -> str:
    """Text from outside in a mark, with the space before and after it."""
    inner = one_line(text)
    return " " * text[:1].isspace() + mark.format(escape(inner)) + " " * (text[-1:].isspace() and bool(inner)) if inner else " "
