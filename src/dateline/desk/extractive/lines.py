"""Lines: what facts say, quoted word for word, attributed and cited, each as one sentence of a brief."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dateline.core.citations import cited
from dateline.core.outlets import outlet
from dateline.core.text import one_per_line
from dateline.desk.extractive.facts import Fact
from dateline.desk.statements import in_marks, quotation

MOST_QUOTED = 3
"""The most sentences of an item in one line."""
MOST_CHARACTERS = 360
"""The most characters of a line's quotations together."""


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A sentence of a brief."""

    facts: tuple[Fact, ...]
    """The sentences that it quotes, in the order of their item."""
    text: str
    """The sentence, with its citations."""


def line(facts: Sequence[Fact], also: str = "", lead: str = "") -> QuotedLine | None:
    """A line that quotes sentences of one item; None if their words would break it into two or cite something else.

    Args:
        facts: the sentences, in the order of the item.
        also: what follows the citation, with citations of its own, such as `, up from 412 million euros [@key]`.
        lead: what comes before the quotations; if empty, the outlet and a colon.
    """
    first = facts[0]
    lead = lead or f"{outlet(first.item)}:"
    quoted = "; ".join(quotation(fact.statement) for fact in facts)
    stem = f"{lead} {quoted} [@{first.item.key}]{also}"
    keys = (*cited(lead), first.item.key, *cited(also))
    # A stop in another script ends the sentence, so it needs no full stop.
    text = next((one for one in (f"{stem}.", stem) if cited(one) == keys and is_one(one)), "")
    return QuotedLine(tuple(facts), text) if text else None


def cited_part(write: Callable[[str], str], words: str, fact: Fact) -> str:
    """A sentence around a part of a fact, or around all of it if the part cannot stand; empty if neither can be quoted.

    Args:
        write: makes the sentence from the quotation with its citation, without a full stop at the end.
        words: the part, verbatim.
        fact: the fact.
    """
    key = fact.item.key
    found = (f"{write(f'{in_marks(part)} [@{key}]')}." for part in (words, fact.words))
    return next((text for text in found if cited(text) == (key,) and is_one(text)), "")


def with_context(fact: Fact) -> tuple[Fact, ...]:
    """A fact, after the sentences that it leans on."""
    return (*with_context(fact.before), fact) if fact.before else (fact,)


def excerpt(fact: Fact, others: Iterable[Fact]) -> tuple[Fact, ...]:
    """A fact with what it leans on, and with those of the sentences after it that complete it, as far as there is room.

    Args:
        fact: the fact.
        others: the facts that may follow it, in the order of the item.
    """
    chosen = list(with_context(fact))
    for other in others:
        fits = len(chosen) < MOST_QUOTED and sum(len(one.words) for one in (*chosen, other)) <= MOST_CHARACTERS
        if fits and _completes(other, chosen):
            chosen.append(other)
    return tuple(chosen)


def _completes(other: Fact, chosen: Sequence[Fact]) -> bool:
    """Whether a sentence of the same item, after those chosen, adds a value or continues the sentence right before it."""
    last = chosen[-1]
    if other.item is not last.item or other.place <= last.place or other.is_speech or not other.is_telling:
        return False
    hangs = other.before is not None
    return (bool(other.figures or other.deadlines) and (not hangs or other.before in chosen)) or other.before is last


def is_one(text: str) -> bool:
    """Whether a text is still one sentence when another one follows it."""
    return one_per_line(f"{text} The end.") == f"{text}\nThe end."
