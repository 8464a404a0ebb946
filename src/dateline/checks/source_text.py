"""What a source says: its title, its quotes, and the item's text if it is available; and its origin."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.core.ids import fingerprint
from dateline.core.lazy import lazy
from dateline.core.ledger import Record
from dateline.core.model import Item, Source, Version
from dateline.core.origins import Origins
from dateline.core.sentences import AnalysedText
from dateline.core.text import find_quote, fold, repeats_title, sentences
from dateline.core.text.hedges import doubts
from dateline.core.text.instructions import instruction
from dateline.core.text.mentions import roots
from dateline.core.text.weekdays import weekdays

if TYPE_CHECKING:
    from dateline.checks.body import Body

_LONGEST = 200_000
"""How many characters of a source are read: enough for a long report, and few enough for hostile text."""
_LETTERED = re.compile(r"\[(\w{1,3})\]")
"""A letter that the brief put in the place of another, as in "[W]e"."""
_UNKNOWN = Record(())


@dataclass(frozen=True, eq=False)
class SourceText:
    """A source with all texts that claims are checked against, each worked out when a rule first needs it."""

    listed: Source
    """The source as the version lists it."""
    item: Record
    """What the ledgers have of the item."""
    full_text: str
    """The full text of its page; empty if it is not available."""
    origins: Origins
    """Which items are copies."""

    @lazy
    def body(self) -> "Body":
        """All text of it that is available."""
        from dateline.checks.body import body  # noqa: PLC0415  # a build looks nothing up in it

        text, label = _joined(*self.words, self.full_text)[:_LONGEST], f"{self.listed.feed} {_host(self.listed.url)}"
        return body(text, label, self.listed.date)

    @lazy
    def sentences(self) -> tuple[AnalysedText, ...]:
        """The sentences of its texts, its titles included."""
        return tuple(map(AnalysedText, dict.fromkeys(sentences(self._whole))))

    @lazy
    def has_doubts(self) -> bool:
        """Whether it has a word that makes something uncertain."""
        return bool(doubts(self._whole))

    @lazy
    def has_weekdays(self) -> bool:
        """Whether it names a weekday."""
        return bool(weekdays(self._whole))

    @lazy
    def instruction(self) -> str:
        """The first sentence that tells the writer what to write, or an empty text."""
        return instruction(one.text for one in self.sentences)

    @lazy
    def origin(self) -> str:
        """A text that is the same for all copies of one report."""
        return self.origins.of(self.listed)

    @lazy
    def headline(self) -> frozenset[str]:
        """The roots of the words of its title and quotes."""
        return roots(_joined(self.listed.title, *self.listed.quotes))

    @lazy
    def record(self) -> tuple[str, ...]:
        """The item's titles, texts and passages in git, each folded; nothing from the version."""
        return tuple(map(fold, self.words)) if self.is_known else ()

    @property
    def is_known(self) -> bool:
        """Whether a ledger has the item; if not, only the version says that it exists."""
        return bool(self.item.lines)

    @lazy
    def has_text(self) -> bool:
        """Whether everything that the writer could read is available, and was more than a headline."""
        return bool(self.full_text) or any(_says_more(item) and _is_whole(item) for item in self.item.lines)

    @lazy
    def words(self) -> tuple[str, ...]:
        """The texts of its item, except for the full text."""
        # The version cannot prove its own sources, but if an item was never collected, there is nothing else.
        return self.item.words if self.is_known else (self.listed.title, *self.listed.quotes)

    @property
    def _whole(self) -> str:
        return "\n\n".join((*self.words, self.full_text))[:_LONGEST]

    @property
    def key(self) -> str:
        """The source's key."""
        return self.listed.key

    @property
    def is_withdrawn(self) -> bool:
        """Whether the item's words were taken down, so that nothing can be checked against them any more."""
        return self.is_known and not self.record

    @lazy
    def lost(self) -> tuple[tuple[int, str], ...]:
        """The quotes, with their places, that no title, text or passage of the item in git has as a whole."""
        quotes = enumerate(self.listed.quotes)
        return tuple((place, quote) for place, quote in quotes if not any(find_quote(quote, text) for text in self.record))

    def has_quote(self, quotation: str) -> bool:
        """Whether the source has the words; quotation marks within them are ignored."""
        words = _LETTERED.sub(r"\1", fold(quotation).replace('"', ""))
        return find_quote(words, self.body.folded.replace('"', "").replace("--", "-"))


def source_texts(
    version: Version, record: Callable[[str], Record | None], texts: Mapping[str, str], known: dict[Source, SourceText]
) -> dict[str, SourceText]:
    """The sources of a version by key.

    Args:
        version: the version.
        record: what the ledgers contain of an item, by its key.
        texts: the full texts that the cache has, by the item's key.
        known: the sources of the version before, since most versions have these; replaced by the sources of this version.
    """

    def first(key: str) -> Item | None:
        found = record(key)
        return found.lines[0] if found else None

    origins = Origins(first)
    found = {
        one: known.get(one) or SourceText(one, record(one.key) or _UNKNOWN, texts.get(one.key, ""), origins)
        for one in version.sources
    }
    known.clear()
    known.update(found)
    return {one.key: text for one, text in found.items()}


def _says_more(item: Item) -> bool:
    """Whether the ledger has more of an item than its headline, whatever grade it was given."""
    return bool(item.text) and not repeats_title(item.title, item.text)


def _is_whole(item: Item) -> bool:
    """Whether the ledger has everything that was read; of a page, it has only the feed's words and a hash of the rest."""
    return not item.page and (item.evidence != "full-text" or not item.hash or item.hash == fingerprint(item.title, item.text))


def _joined(*parts: str) -> str:
    return "\n\n".join(dict.fromkeys(filter(None, parts)))


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
