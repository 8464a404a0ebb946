"""Titles that were cut off, and claims that complete them."""

import re
from collections.abc import Iterator

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


def _runs_on(title: str, titles: list[str]) -> bool:
    """Whether another title begins with the whole of this one and goes on in the same sentence."""
    return len(title) >= _LEAST and any(one.startswith(title) and one[len(title) :].lstrip()[:1].isalnum() for one in titles)


def completed(claim: str, title: str, ground: str) -> Iterator[str]:
    """The words with which a claim goes on after the last words of a cut title, or completes them, and that no text has."""
    words = [word for word in _TOKEN.findall(fold(title)) if significant_words(word)]
    if not words:
        return
    end, known = words[-1], roots(ground)
    is_last = fold(title).rstrip(" .").endswith(end)
    for clause in _CLAUSE.split(fold(claim)):
        tokens = _TOKEN.findall(clause)
        for place, token in enumerate(tokens):
            if is_last and _is_completed(token, end) and not roots(token) <= roots(ground.replace(title, "")):
                yield token
            if roots(token) == roots(end):
                yield from (word for word in tokens[place + 1 : place + 1 + _FOLLOWING] if roots(word) - known)


def _is_completed(token: str, fragment: str) -> bool:
    """Whether a word has a fragment and more letters, other than the ending of a plural or a verb."""
    more = token.removeprefix(fragment)
    return len(fragment) >= _LEAST_LETTERS and more not in (token, "") and not _ENDINGS.fullmatch(more)
