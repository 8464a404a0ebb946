"""Markdown set as briefs are: typographic marks, and citations after the stop, on the line of the word before."""

from itertools import chain, groupby
from typing import TYPE_CHECKING

from dateline.core import markdown
from dateline.site.prose import JOINER, STOP
from dateline.site.typography import NARROW, printed

if TYPE_CHECKING:
    from dateline.core.markdown import Token

_BETWEEN = "\0"
"""Stands for what is no text; no text in Markdown has it."""


def set_marks(tokens: "list[Token]", language: str) -> None:
    """Puts typographic marks into the text of a block; code and addresses have tokens of their own."""
    texts = [one for one in tokens if one.type == "text"]
    marked = printed(_BETWEEN.join(one.content for one in texts), language).split(_BETWEEN)
    for one, content in zip(texts, marked, strict=False):  # without any text, there is one empty part
        one.content = content


def after_stops(tokens: "list[Token]") -> "list[Token]":
    """The tokens of a block, in which citations stand after the stop."""
    groups = [[*some] for _, some in groupby(tokens, _is_citation_or_blank)]
    for before, run, after in zip([[], *groups], groups, [*groups[1:], []], strict=False):
        first = next((place for place, one in enumerate(run) if one.type == markdown.CITATION), None)
        if first is None:
            continue
        if before and before[-1].type == "text":
            before[-1].content = before[-1].content.rstrip()
        stop = STOP.match(after[0].content) if after and after[0].type == "text" else None
        if stop:
            after[0].content = after[0].content[stop.end() :]
        for one in run[first:-1]:
            one.content = one.content.strip() or NARROW
        run[:first] = [markdown.token("text", "", 0, (stop[0] if stop else "") + JOINER)]
    return [*chain.from_iterable(groups)]


def _is_citation_or_blank(one: "Token") -> bool:
    return one.type == markdown.CITATION or (one.type == "text" and not one.content.strip())
