"""Titles that were cut off, and claims that complete them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from dateline.core.text import fold, is_cut, significant_words
from dateline.core.text.mentions import roots
from dateline.core.text.unfinished import is_unfinished
from dateline.desk.draft import Assignment

_LEAST = 40
"""A shorter title may be complete although a longer one begins the same."""
_FOLLOWING = 6
"""How many words after those of the title are looked at."""
_CLAUSE = re.compile(r"[,;:.!?()\[\]–—]|\s-\s|\b(?:is|are|was|were|been)\b")
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_ENDINGS = re.compile(r"(?:'s|s|es|d|ed|ing|ly)$")
_LEAST_LETTERS = 2


def cut_titles(assignment: Assignment) -> frozenset[str]:
    """The keys of the items whose title was cut off, with an ellipsis or without."""
    last = assignment.dossier.latest
    titles = {source.key: source.title for source in last.sources} if last else {}
    titles |= {item.key: item.title for item in assignment.dossier.items}
    longer = sorted(fold(title) for title in titles.values())
    return frozenset(
        key for key, title in titles.items() if is_cut(title) or is_unfinished(title) or _runs_on(fold(title), longer)
    )


def _runs_on(title: str, titles: Sequence[str]) -> bool:
    """Whether another title, of some in order, begins with the whole of this one and goes on in the same sentence."""
    longer = takewhile(lambda one: one.startswith(title), islice(titles, bisect_right(titles, title), None))
    return len(title) >= _LEAST and any(one[len(title) :].lstrip()[:1].isalnum() for one in longer)


def completed(claim: str, title: str, ground: str) -> Iterator[str]:
    """The words with which a claim goes on after the last words of a cut title, or completes them, and that no text has."""
    tokens = _TOKEN.findall(fold(title))
    ends = [place for place, word in enumerate(tokens) if significant_words(word)]
    if not ends:
        return
    tail, known = tokens[ends[-1] :], roots(ground)
    end = tail[0]
    for clause in _CLAUSE.split(fold(claim)):
        said = _TOKEN.findall(clause)
        for place, token in enumerate(said):
            if len(tail) == 1 and _is_completed(token, end) and not roots(token) <= roots(ground.replace(title, "")):
                yield token
            if roots(token) == roots(end):
                yield from _new(said[place + 1 :], known)
    if len(tail) > 1:
        said = _TOKEN.findall(fold(claim))
        for place in range(len(said)):
            if said[place : place + len(tail)] == tail:
                yield from _new(said[place + len(tail) :], known)


def _new(tokens: list[str], known: frozenset[str]) -> Iterator[str]:
    return (word for word in tokens[:_FOLLOWING] if roots(word) - known)


def _is_completed(token: str, fragment: str) -> bool:
    """Whether a word has a fragment and more letters, other than the ending of a plural or a verb."""
    more = token.removeprefix(fragment)
    return len(fragment) >= _LEAST_LETTERS and more not in (token, "") and not _ENDINGS.fullmatch(more)
