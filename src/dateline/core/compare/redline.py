"""Two sentences compared word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import Literal

from dateline.core.sentences import AnalysedText
from dateline.core.text import significant_words

MOST_TOKENS = 2_000
"""Longer sentences are shown whole and not word by word, because the comparison is quadratic."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of words in a changed sentence, with the white space before it."""

    kind: Literal["kept", "added", "removed"]
    """What happened to it."""
    text: str
    """The words; citation groups and figures are never split."""


_LEXEME = re.compile(r"\s*(?P<lexeme>\[@[^\[\]]*\]|\w+(?:[-'’.]\w+)*|\S)")


def _tokens(said: AnalysedText) -> list[str]:
    """Words, punctuation, citation groups and figures, each with the white space before it."""
    sentence = said.text
    ends = {figure.start: figure.end for figure in said.figures}
    tokens: list[str] = []
    at = 0
    while lexeme := _LEXEME.match(sentence, at):
        end = ends.get(lexeme.start("lexeme"), lexeme.end())
        tokens.append(sentence[at:end])
        at = end
    return tokens


def words(before: AnalysedText, after: AnalysedText) -> tuple[Word, ...]:
    """The words of two sentences, aligned: runs that were kept, removed or added, in reading order.

    Without the removed runs they are the later sentence, except for white space at its end.
    """
    old, new = _tokens(before), _tokens(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return Word("removed", before.text), Word("added", after.text)
    runs: list[Word] = []
    for kept, i, i_end, j, j_end in _aligned(old, new):
        gone, come = "".join(old[i:i_end]), "".join(new[j:j_end])
        if gone and not j_end:  # the next run comes first in the later sentence, so it has no white space before it
            gone += " " * "".join(old[i_end:]).startswith(" ")
        runs += [Word("kept", come)] if kept else [Word("removed", gone), Word("added", come)]
    return tuple(run for run in runs if run.text)


def marked(earlier: Sequence[AnalysedText], later: AnalysedText) -> tuple[Word, ...]:
    """The words of a sentence: runs that one of the earlier sentences has, and runs that none of them has.

    Capital letters do not matter, as a word that was the first of a sentence may be within one now.
    """
    new = _tokens(later)
    is_kept = [False] * len(new)
    for old in map(_tokens, earlier):
        sides = ([token.casefold() for token in side] for side in (old, new))
        for kept, _, _, j, j_end in _aligned(*sides) if max(len(old), len(new)) <= MOST_TOKENS else ():
            if kept:
                is_kept[j:j_end] = [True] * (j_end - j)
    runs = groupby(zip(is_kept, new, strict=True), itemgetter(0))
    return tuple(Word("kept" if kept else "added", "".join(token for _, token in run)) for kept, run in runs)


def _aligned(old: Sequence[str], new: Sequence[str]) -> list["_Run"]:
    """The runs of two sentences."""
    matcher = SequenceMatcher(None, [token.strip() for token in old], [token.strip() for token in new], autojunk=False)
    return _without_confetti(matcher.get_opcodes(), new)


def kept_share(found: Sequence[Word]) -> float:
    """The share of the characters of both sentences that are in kept runs: from 0 to 1."""
    lengths = {kind: sum(len(word.text) for word in found if word.kind == kind) for kind in ("kept", "added", "removed")}
    kept = 2 * lengths["kept"]
    return kept / (kept + lengths["added"] + lengths["removed"]) if found else 1.0


_Run = tuple[bool, int, int, int, int]


def _without_confetti(opcodes: Sequence[tuple[str, int, int, int, int]], new: Sequence[str]) -> list[_Run]:
    """The runs of an alignment; a kept run between two changes joins them if it has no significant word."""
    runs: list[_Run] = []
    for number, (tag, *span) in enumerate(opcodes):
        i, i_end, j, j_end = span
        is_inside = 0 < number < len(opcodes) - 1
        kept = tag == "equal" and not (is_inside and not _has_weight(new[j:j_end]))
        if runs and not kept and not runs[-1][0]:
            i, j = runs[-1][1], runs.pop()[3]
        runs.append((kept, i, i_end, j, j_end))
    return runs


def _has_weight(tokens: Sequence[str]) -> bool:
    text = "".join(tokens)
    return "[@" in text or any(map(str.isdecimal, text)) or bool(significant_words(text))
