"""What a source says, as far as it is at hand: its title, the quotes copied from it, the item's text; and where it comes from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from dateline.checks.body import Body, body
from dateline.checks.source_numbers import tokens
from dateline.core.ids import fingerprint
from dateline.core.ledger import Record
from dateline.core.model import Item, Source, Version
from dateline.core.origins import origin_of
from dateline.core.text import find_quote, fold
from dateline.core.text.mentions import roots

_LONGEST = 200_000
"""Characters of a source that are read: a long report, and no more than hostile text may cost."""
_AMBIENT_SHARE = 5
_AMBIENT_AT_LEAST = 3
_UNKNOWN = Record(())


@dataclass(frozen=True, slots=True, eq=False)
class SourceText:
    """A source as claims are held against it."""

    listed: Source
    """The source as the version lists it."""
    body: Body
    """All that is at hand of it."""
    headline: frozenset[str]
    """The roots of the words of its title and quotes."""
    record: tuple[str, ...]
    """What git holds of the item: its titles, texts and passages, each folded; nothing of the version's own."""
    is_known: bool
    """Whether a ledger has the item; else nothing but the version itself says that there is one."""
    has_text: bool
    """Whether all is at hand that the writer had before it, and that was more than a headline."""
    origin: str
    """The same for reports that are copies of one."""

    @property
    def key(self) -> str:
        """The source's key."""
        return self.listed.key

    @property
    def is_withdrawn(self) -> bool:
        """Whether the item's words were taken down, so that nobody can hold anything against them any more."""
        return self.is_known and not self.record

    def holds(self, quote: str) -> bool:
        """Whether git holds a quote: whole, in one title, text or passage of the item."""
        return any(find_quote(quote, text) for text in self.record)

    def has_quote(self, quotation: str) -> bool:
        """Whether the source has the words; quotation marks within them do not count."""
        return find_quote(fold(quotation).replace('"', ""), self.body.folded.replace('"', ""))


def source_texts(version: Version, records: Mapping[str, Record], texts: Mapping[str, str]) -> dict[str, SourceText]:
    """The sources of a version by key; `texts` are the full texts that the cache has, by the item's key."""
    return {
        one.key: _ground(one, records.get(one.key, _UNKNOWN), texts.get(one.key, ""), origin_of(one, records))
        for one in version.sources
    }


@lru_cache(maxsize=8_192)
def _ground(source: Source, record: Record, full_text: str, origin: str) -> SourceText:
    is_known = bool(record.lines)
    # What the version says of its own source proves nothing, but of what was never collected there is nothing else.
    words = record.words if is_known else (source.title, *source.quotes)
    return SourceText(
        source,
        body(_joined(*words, full_text)[:_LONGEST], f"{source.feed} {_host(source.url)}", source.date),
        roots(_joined(source.title, *source.quotes)),
        tuple(map(fold, words)) if is_known else (),
        is_known,
        bool(full_text) or any(item.text and _is_whole(item) for item in record.lines),
        origin,
    )


def _is_whole(item: Item) -> bool:
    """Whether the ledger has all that was read; of a page that was read, it keeps what the feed gave and the hash of the rest."""
    return not item.page and (item.evidence != "full-text" or not item.hash or item.hash == fingerprint(item.title, item.text))


def _joined(*parts: str) -> str:
    return "\n\n".join(dict.fromkeys(filter(None, parts)))


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def ambient(version: Version) -> frozenset[str]:
    """The words that go without saying in a story: of its title, its voices, and a fifth of its sources' titles."""
    share = Counter(word for source in version.sources for word in set(tokens(source.title)))
    least = max(_AMBIENT_AT_LEAST, len(version.sources) / _AMBIENT_SHARE)
    named = tokens(" ".join((version.title, *(f"{voice.voice} {voice.role or ''}" for voice in version.perspectives))))
    return frozenset(named) | {word for word, count in share.items() if count >= least}
