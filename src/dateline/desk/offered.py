"""The items that an answer may cite, and their sentences as the prompt numbers them: 0 is the title."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from dateline.core.model import Item
from dateline.core.origins import Cluster, clusters
from dateline.core.text import clean, find_quote, fold, passage_around, sentences
from dateline.core.text.mentions import roots
from dateline.core.text.passage import LONGEST
from dateline.desk.draft import Assignment
from dateline.desk.edits import Quote

MOST_CHARACTERS = 12_000
"""How many characters of a page's full text are sent."""
MOST_EARLIER, MOST_OF_EARLIER = 20, 300
"""How many earlier items are offered again, and how many characters of each text."""
_WORD = re.compile(r"[^\W_]+")
LEAST_BYTES, LEAST_WORDS = 12, 3
"""Shorter words prove nothing, unless they are the whole sentence."""

Lines = Mapping[str, tuple[str, ...]]
"""Key → the title and the sentences of an item."""


def new_clusters(assignment: Assignment) -> tuple[Cluster, ...]:
    """The new origins, each with its copies; a new copy of a known item is not new."""
    new = frozenset(item.key for item in assignment.items)
    everything = clusters((*assignment.known, *assignment.items))
    return tuple(cluster for cluster in everything if cluster.origin.key in new)


def earlier_items(assignment: Assignment) -> tuple[Item, ...]:
    """Earlier items that the last version does not cite, those nearest to its open questions and the new items first."""
    last = assignment.dossier.latest
    if last is None:
        return ()
    cited = {source.key for source in last.sources} | {item.key for item in assignment.items}
    left = (
        one.origin for one in clusters(assignment.known) if cited.isdisjoint((one.origin.key, *(copy.key for copy in one.copies)))
    )
    sought = roots(" ".join((*(one.text for one in last.open_questions), *(item.title for item in assignment.items))))
    near = [(len(sought & roots(f"{item.title} {item.text}")), item.day, item.key, item) for item in left]
    ranked = sorted((one for one in near if one[0]), key=lambda one: one[:3], reverse=True)
    return tuple(item for *_, item in ranked[:MOST_EARLIER])


def numbered_sentences(assignment: Assignment) -> Lines:
    """The title and the sentences of each item that may be cited, in the order of their numbers."""
    last = assignment.dossier.latest
    found = {source.key: _lines(source.title, source.quotes) for source in (last.sources if last else ())}
    found |= {item.key: _lines(item.title, _first(sentences(item.text), MOST_OF_EARLIER)) for item in earlier_items(assignment)}
    for item in assignment.items:
        whole = sentences(assignment.texts.get(item.key, "") or item.text)
        found[item.key] = _lines(item.title, _first(whole, MOST_CHARACTERS))
    return found


def offered(assignment: Assignment) -> frozenset[str]:
    """The keys that an answer may cite: those of the last version, of the new items, and of earlier items shown again."""
    last = assignment.dossier.latest
    known = (source.key for source in last.sources) if last else ()
    return frozenset(chain(known, (item.key for item in (*assignment.items, *earlier_items(assignment)))))


def quoted(quote: Quote, lines: Lines) -> str:
    """The sentence that a quote names; empty if there is none with this number, or if it does not have the words."""
    held = lines.get(quote.key, ())
    sentence = held[quote.number] if 0 <= quote.number < len(held) else ""
    return sentence if _goes_with(quote.words, sentence) else ""


def passage_of(quote: Quote, lines: Lines) -> str:
    """The words that a quote stands for: the sentence, or the part around its words if the sentence is very long."""
    sentence = quoted(quote, lines)
    if len(sentence) <= LONGEST or not quote.number:
        return sentence
    return passage_around(_plain(quote.words), sentence) or sentence[:LONGEST].rpartition(" ")[0]


def number_of(quote: Quote, lines: Lines) -> int | None:
    """The number of the only sentence of the item that has a quote's words; None if none or several have them."""
    (*found,) = (number for number, sentence in enumerate(lines.get(quote.key, ())) if _goes_with(quote.words, sentence))
    return found[0] if len(found) == 1 else None


def _lines(title: str, texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(clean(text) for text in (title, *texts))


def _first(texts: Iterable[str], most: int) -> Iterator[str]:
    """The first sentences within a number of characters, and always the first one, which may be cut there."""
    used = 0
    for text in texts:
        if used and used + len(text) > most:
            return
        used += len(text)
        yield text if len(text) <= most else text[:most].rpartition(" ")[0] or text[:most]


def _plain(words: str) -> str:
    return words.strip().removesuffix("…").removesuffix("...").strip()


def _goes_with(words: str, sentence: str) -> bool:
    """Whether a sentence has the words, whatever their punctuation, or begins with them, and they tell it from others."""
    plain, said = _plain(words), _tokens(words)
    is_enough = len(plain.split()) >= LEAST_WORDS or len(fold(plain).encode()) >= LEAST_BYTES or said == _tokens(sentence)
    is_there = find_quote(plain, sentence) or fold(sentence).startswith(fold(plain)) or said in _tokens(sentence)
    return bool(said.strip()) and is_enough and is_there


def _tokens(text: str) -> str:
    """The words and figures of a text between spaces."""
    return f" {' '.join(_WORD.findall(fold(text)))} "
