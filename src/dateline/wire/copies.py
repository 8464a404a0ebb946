"""Finds copies (reposts, syndication, press releases), so that many copies of one claim count as one voice.

Only texts that share runs of words are compared. An index finds them, so the time grows with the number of items, not of pairs.
Texts that differ in a figure or in a "not" are never copies.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.core.model import Item
from dateline.core.text import agency_of, fold, is_cut

_REPOST = re.compile(r"^\s*(?:rt\s+@\w+:?|(?:re-?post(?:ed)?|via)(?:\s+(?:from\s+)?@\w+)?:)\s*", re.IGNORECASE)
# A hyphen or a bar before capitals: a clause after a dash belongs to the headline.
_OUTLET = re.compile(r"\s+[-|·]\s+(?:The\s+)?(?:[A-Z][\w.&'’]*\s?(?:(?:of|the|and|&)\s)?){1,5}$")
_ADDRESS = re.compile(r"https?://\S+")
_UNSPACED = "぀-ヿ㐀-鿿"
"""Characters of scripts without spaces between words: each counts as a word."""
_DENIALS = frozenset(
    "not no never none nor without denies denied deny false hoax isn aren wasn doesn don didn won can cannot".split()
)
_RUN = 4
"""The number of words in a run."""
_TOO_COMMON = 40
"""A run that more texts share than this, such as the footer of a feed, is not a sign of a copy."""
_CANDIDATES = 12
"""How many texts are compared: those that share the most runs."""
_LEAST_WORDS = 5
"""A shorter text, such as "Morning briefing", is too short to be recognised."""
_SAME = 90
"""Two texts are the same from this `token_sort_ratio` of rapidfuzz on (0 to 100)."""
_SAME_REPORT = 0.5
"""The share of the shorter text's runs that two copies of an agency's report have in common: each editor cuts it differently."""


def link_copies(known: Sequence[Item], new: Sequence[Item]) -> tuple[Item, ...]:
    """The new items in their order, each copy with its origin's key in `copy_of`.

    The origin is a known item if there is one, else the earliest published, else the first by key. It is not a copy itself. The
    order of the items does not matter.
    """
    index = _TextIndex(frozenset().union(*(_runs(_said(item)) for item in new)))
    for item in sorted(known, key=_age) if new else ():
        index.add(item, item.copy_of or item.key)
    origins: dict[str, str | None] = {item.key: None for item in known if not item.copy_of}  # an original never becomes a copy
    for item in sorted(new, key=_age):
        origin = origins.setdefault(item.key, index.origin(item))
        index.add(item, origin or item.key)
    return tuple(replace(item, copy_of=origins[item.key]) for item in new)


def _age(item: Item) -> tuple[str, str, str]:
    return item.published or item.collected, item.key, item.hash


@dataclass(frozen=True, slots=True)
class _ItemText:
    """The text of an item, ready to compare."""

    titled: tuple[str, ...]
    words: tuple[str, ...]
    is_cut: bool
    is_excerpt: bool
    agency: str


def _said(item: Item) -> _ItemText:
    title = _REPOST.sub("", item.title)
    is_excerpt = item.evidence != "headline"
    text = _REPOST.sub("", item.text) if is_excerpt else title
    headline = _OUTLET.sub("", title)
    words = _words(text if is_excerpt else headline)
    return _ItemText(_words(headline), words, is_cut(text), is_excerpt, agency_of(item.text))


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(rf"\d+(?:[.,]\d+)*|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+", fold(_ADDRESS.sub(" ", text))))


@dataclass(frozen=True, slots=True)
class _TextIndex:
    """The texts so far, by their runs of words."""

    wanted: frozenset[tuple[str, ...]]
    """The runs of the texts that are looked up: a ledger has many others."""
    said: list[tuple[str, str, _ItemText]] = field(default_factory=list)
    by_run: dict[tuple[str, ...], dict[str, int]] = field(default_factory=dict)
    """One text for each origin, so that many copies do not make a run common."""

    def add(self, item: Item, origin: str) -> None:
        said = _said(item)
        for run in _runs(said) & self.wanted:
            self.by_run.setdefault(run, {}).setdefault(origin, len(self.said))
        self.said.append((item.key, origin, said))

    def origin(self, item: Item) -> str | None:
        """The key of the item that this is a copy of, or None; if it is like several, the one that came in first."""
        said = _said(item)
        found = (self.by_run.get(run, {}) for run in _runs(said))
        shared = Counter(at for texts in found if len(texts) <= _TOO_COMMON for at in texts.values())
        closest = sorted(shared, key=lambda at: (-shared[at], at))[:_CANDIDATES]
        for key, origin, other in (self.said[at] for at in sorted(closest)):
            if item.key != key and _is_copy(said, other):
                return origin
        return None


def _runs(said: _ItemText) -> frozenset[tuple[str, ...]]:
    return frozenset(words[at : at + _RUN] for words in (said.titled, said.words) for at in range(len(words) - _RUN + 1))


def _is_copy(one: _ItemText, other: _ItemText) -> bool:
    if one.titled == other.titled and len(one.titled) >= _LEAST_WORDS and not (one.is_excerpt and other.is_excerpt):
        return True
    return _is_same(one, other) or _is_same_agency_report(one, other)


def _is_same(one: _ItemText, other: _ItemText) -> bool:
    """Whether two texts say the same; a text that was cut off is compared up to the cut."""
    from rapidfuzz.fuzz import token_sort_ratio  # noqa: PLC0415  # only collecting needs it

    a, b = one.words, other.words
    if one.is_cut or other.is_cut:
        most = min(len(a) - one.is_cut, len(b) - other.is_cut)  # the last word of a cut text may be half a word
        a, b = a[:most], b[:most]
    if min(len(a), len(b)) < _LEAST_WORDS or _figures_and_denials(a) != _figures_and_denials(b):
        return False
    return sorted(a) == sorted(b) or (
        min(len(a), len(b)) >= 2 * _LEAST_WORDS and token_sort_ratio(" ".join(a), " ".join(b)) >= _SAME
    )


def _is_same_agency_report(one: _ItemText, other: _ItemText) -> bool:
    """Whether two texts are one agency's report, and the longer has all figures and denials of the shorter."""
    short, long = sorted((one, other), key=lambda said: len(said.words))
    if not one.agency or one.agency != other.agency or not _figures_and_denials(short.words) <= _figures_and_denials(long.words):
        return False
    a, b = _runs(short), _runs(long)
    return bool(a) and len(a & b) >= _SAME_REPORT * len(a)


def _figures_and_denials(words: tuple[str, ...]) -> Counter[str]:
    """The words that change what a claim means: figures and denials."""
    return Counter(word for word in words if word[0].isdecimal() or word in _DENIALS)
