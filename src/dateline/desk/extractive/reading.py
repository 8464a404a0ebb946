"""Reading a story's items: clusters of copies → facts."""

import re
from collections.abc import Iterable, Iterator, Mapping

from dateline.core.cues import Cues, cues
from dateline.core.model import Item
from dateline.core.origins import Cluster, clusters
from dateline.core.text import names
from dateline.core.text.language import language_of
from dateline.core.text.tables import OFFICES, OPENING_WORDS
from dateline.desk.extractive.facts import OPENING_MARKS, Fact
from dateline.desk.statements import headline, spoken

_ENDS_BACK = re.compile(r"\b(?:it|them|ihn|ihm|ihnen|lui|eux|ello|ellos|ellas)\W*$", re.IGNORECASE)
"""The end of a sentence about something that the one before names: "Shopkeepers joined it"."""
_HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)


def facts(items: Iterable[Item], texts: Mapping[str, tuple[str, ...]]) -> tuple[Fact, ...]:
    """The facts of a story's items, by the key of the origin and in the order of its text.

    Args:
        items: the items, with the copies.
        texts: key → further texts of an item: passages that the ledger keeps, and the full text of its page if it was read.
    """
    return tuple(fact for cluster in clusters(items) for fact in _facts(cluster, texts.get(cluster.origin.key, ())))


def _facts(cluster: Cluster, texts: tuple[str, ...]) -> Iterator[Fact]:
    item = cluster.origin
    table = cues(language_of(f"{item.title}. {item.text}"))
    before: Fact | None = None
    for place, statement in enumerate(spoken(item, texts)):
        opens_with_speech = place == 0 and statement.words[0] in OPENING_MARKS
        leans = _leans(statement.words, table) and not opens_with_speech
        if not leans or before:
            before = Fact(statement, cluster, place, table, before if leans else None)
            yield before
    if before is None:
        yield from (Fact(statement, cluster, 0, table) for statement in headline(item))


def _leans(words: str, table: Cues) -> bool:
    """Whether a sentence says too little without the one before."""
    return (
        table.finds("points_back", words) or table.finds("hangs", words) or bool(_ENDS_BACK.search(words)) or _names_nobody(words)
    )


def _names_nobody(words: str) -> bool:
    """Whether a sentence says "he" or "she", and before that neither a name nor an office."""
    pronoun = _HE_OR_SHE.search(words)
    if pronoun is None:
        return False
    before = words[: pronoun.start()].split()
    opens = before[:1] and before[0].casefold().strip("\"“„«‘'") not in OPENING_WORDS
    return not (opens or names(" ".join(before)) or OFFICES.intersection(map(str.casefold, before)))
