"""Who speaks in each sentence of an item; surnames and pronouns are resolved to the persons that the item names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.core.model import Item
from dateline.core.text import names, sentences
from dateline.core.text.clauses import masked
from dateline.core.text.named import ends_with_office, is_body, is_doing, parse
from dateline.core.text.saying import without_lead
from dateline.core.text.speakers import Speaker, speakers
from dateline.core.text.tables import BODIES
from dateline.core.text.wording import quoted_sentences

MOST_WORDS_IN_A_NAME = 5
"""The most words of a full name that its last word may refer to."""

_PLACE = r"\b(?:in|at|near|from|to|of|outside)\s(?:the\s)?"
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_HE_OR_SHE = {"mr": "he", "sir": "he", "lord": "he", "mrs": "she", "ms": "she", "miss": "she", "dame": "she", "lady": "she"}


def people(text: str) -> tuple[str, ...]:
    """The names of two to five words in a text, in order, without offices."""
    found = (parse(name) for name in names(text))
    whole = (one.name for one in found if one and 1 < len(one.name.split()) <= MOST_WORDS_IN_A_NAME)
    return tuple(dict.fromkeys(name for name in whole if not is_doing(name.split()[0])))


def full_name(name: str, others: Iterable[str]) -> str | None:
    """The only longer name that ends in a single surname; the name itself if there is none, and None if there are several."""
    longer = {other for other in others if " " not in name and other.endswith(f" {name}")}
    return name if not longer else longer.pop() if len(longer) == 1 else None


class _SpeakerFinder:
    """Finds who speaks in the sentences of one item, which must be read in order."""

    def __init__(self, item: Item, everybody: tuple[str, ...]) -> None:
        self.item = item
        self.everybody = everybody
        """The full names in the item, in order."""
        self.persons = frozenset(name for name in everybody if not is_body(name))
        """The full names that may be a person's."""
        self.meant: str | None = None
        """The person that "she" would mean in the next sentence."""
        self.pronouns: dict[str, str] = {}
        """Name → "he" or "she", once one of them was used."""

    def find(self, sentence: str, known: frozenset[str]) -> tuple[Speaker, ...]:
        said: dict[str, Speaker] = {}
        for one in speakers(sentence, known):
            name = self._whom(one.name, masked(sentence)) if one.is_pronoun else full_name(one.name, self.everybody)
            if name and name.casefold() not in BODIES:
                said[name] = replace(one, name=name)
        self.meant = self._meant_next(masked(sentence), [name for name in said if not is_body(name)])
        return tuple(said.values())

    def _persons(self, bare: str) -> list[str]:
        """The persons that a sentence names outside quotations, without places."""
        full = (full_name(name, self.everybody) for name in names(bare))
        parsed = (parse(name) for name in full if name)
        whole = (one.name for one in parsed if one and " " in one.name and not is_doing(one.name.split()[0]))
        found = dict.fromkeys(name for name in whole if not is_body(name))
        return [name for name in found if not re.search(_PLACE + re.escape(name), bare)]

    def _is_person(self, name: str) -> bool:
        """Whether more than its form shows that a name is a person's: its surname used alone, a title, or no other name."""
        first, _, surname = name.rpartition(" ")
        alone = re.search(rf"(?<!{re.escape(first)} )\b{re.escape(surname)}\b", self.item.text)
        return bool(alone) or self.persons <= {name} or bool(self.pronouns.get(name)) or self._is_titled(name)

    def _is_titled(self, name: str) -> bool:
        before = re.search(rf"(?P<word>[\w.'’-]+),?\s{re.escape(name)}\b", self.item.text)
        return bool(before and ends_with_office(before["word"]))

    def _opens(self, bare: str) -> str | None:
        """The person that a sentence is about: the only one that it names, if it opens with the name."""
        named = self._persons(bare)
        if len(named) != 1 or not self._is_person(named[0]):
            return None
        first, _, surname = named[0].rpartition(" ")
        before = without_lead(bare).partition(surname)[0].removesuffix(f"{first} ").strip()
        return named[0] if not before or ends_with_office(before) else None

    def _meant_next(self, bare: str, spoke: Sequence[str]) -> str | None:
        others = [name for name in self._persons(bare) if name not in spoke]
        if len(spoke) == 1 and not others:
            return spoke[0] if " " not in spoke[0] or self._is_person(spoke[0]) else None
        return None if spoke else self._opens(bare)

    def _whom(self, pronoun: str, bare: str) -> str | None:
        """The person that a pronoun means: the only one in the sentence so far, or in the one before; None if unclear."""
        at = _PRONOUN.search(bare)
        so_far = bare[: at.start()] if at else ""
        name = self._opens(so_far) if self._persons(so_far) else self.meant
        if name is None or self.pronouns.get(name, self._by_title(name) or pronoun) != pronoun:
            return None
        self.pronouns[name] = pronoun
        return name

    def _by_title(self, name: str) -> str | None:
        title = re.search(
            rf"\b(Mr|Sir|Lord|Mrs|Ms|Miss|Dame|Lady)\.?\s(?:\w+\s)?{re.escape(name.rpartition(' ')[2])}\b", self.item.text
        )
        return _HE_OR_SHE[title[1].casefold()] if title else None


def sentence_speakers(item: Item) -> Iterator[tuple[str, tuple[Speaker, ...]]]:
    """The sentences of an item's text, each with its speakers."""
    everybody = tuple(dict.fromkeys((*people(item.text), *(name for name in people(item.title) if name in item.text))))
    known = frozenset(names(item.text)) | {name.rpartition(" ")[2] for name in everybody}
    finder = _SpeakerFinder(item, everybody)
    somebodys = quoted_sentences(item.text)
    for sentence in sentences(item.text):
        yield sentence, () if sentence in somebodys else finder.find(sentence, known)
