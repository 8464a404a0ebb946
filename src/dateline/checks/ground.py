"""What a source says, as far as it is at hand: its title, the quotes copied from it, the item's text; and where it comes from."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from dateline.checks.body import Body, body
from dateline.checks.facts import matter, tokens
from dateline.ids import fingerprint
from dateline.model import Item, Source, Version
from dateline.text import find_quote, fold

_LONGEST = 200_000
"""Characters of a source that are read: a long report, and no more than hostile text may cost."""
_AMBIENT_SHARE = 5
_AMBIENT_AT_LEAST = 3
_REPOSTED = re.compile(r"^(?:rt @\w+:|re:|fwd?:)\s*")
_OUTLET = re.compile(r"\s+[-|·]\s+[^-|·]{1,40}$")


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A source as claims are held against it."""

    source: Source
    """As the version lists it."""
    body: Body
    """All that is at hand of it."""
    headline: frozenset[str]
    """The roots of the words of its title and quotes."""
    original: str
    """What the item itself says, as far as it is at hand: its title and text, folded, without what the version copied from it."""
    is_known: bool
    """Whether a ledger has the item; else nothing but the version itself says that there is one."""
    has_text: bool
    """Whether all is at hand that the writer had before it, and that was more than a headline."""
    origin: str
    """The same for reports that are copies of one."""

    @property
    def key(self) -> str:
        """The source's key."""
        return self.source.key

    def has_quote(self, quotation: str) -> bool:
        """Whether the source has the words; quotation marks within them do not count."""
        return find_quote(fold(quotation).replace('"', ""), self.body.folded.replace('"', ""))


def grounds(version: Version, items: Mapping[str, tuple[Item, ...]], texts: Mapping[str, str]) -> dict[str, Ground]:
    """The sources of a version by key; `texts` are the full texts that the cache has, by the item's key."""
    return {one.key: _ground(one, items.get(one.key, ()), texts.get(one.key, ""), _origin(one, items)) for one in version.sources}


@lru_cache(maxsize=8_192)
def _ground(source: Source, own: tuple[Item, ...], full_text: str, origin: str) -> Ground:
    kept = [part for item in own for part in (item.title, item.text)]
    has_text = bool(full_text) or any(item.text and (source.evidence != "full-text" or _is_whole(item)) for item in own)
    original = _joined(source.title, *kept, full_text)[:_LONGEST]
    # Where the text is not at hand, the quotes stand for it: they were found in it when the version was filed.
    known = original if has_text else _joined(original, *source.quotes)
    return Ground(
        source,
        body(known, f"{source.feed} {_host(source.url)}", source.date),
        matter(_joined(source.title, *source.quotes)),
        fold(original),
        bool(own),
        has_text,
        origin,
    )


def _is_whole(item: Item) -> bool:
    """Whether the ledger has all that was read; of a page that was read, it keeps what the feed gave and the hash of the rest."""
    return not item.hash or item.hash == fingerprint(item.title, item.text)


def _joined(*parts: str) -> str:
    return "\n\n".join(dict.fromkeys(filter(None, parts)))


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _origin(source: Source, items: Mapping[str, tuple[Item, ...]]) -> str:
    """The title of the item that a source is a copy of, without reposting marks and the outlet's name."""
    key, title = source.key, source.title
    seen: set[str] = set()
    while key not in seen and (own := items.get(key)) and (original := own[0].copy_of):
        seen.add(key)
        key, title = original, items[original][0].title if original in items else title
    return _report(title)


@lru_cache(maxsize=16_384)
def _report(title: str) -> str:
    return _OUTLET.sub("", _REPOSTED.sub("", fold(title))).rstrip(".… ")


def by_key(items: Iterable[Item]) -> dict[str, tuple[Item, ...]]:
    """The ledger's lines by key: a changed item has several."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.key, []).append(item)
    return {key: tuple(lines) for key, lines in found.items()}


def ambient(version: Version) -> frozenset[str]:
    """The words that go without saying in a story: of its title, its voices, and a fifth of its sources' titles."""
    share = Counter(word for source in version.sources for word in set(tokens(source.title)))
    least = max(_AMBIENT_AT_LEAST, len(version.sources) / _AMBIENT_SHARE)
    named = tokens(" ".join((version.title, *(f"{voice.voice} {voice.role or ''}" for voice in version.perspectives))))
    return frozenset(named) | {word for word, count in share.items() if count >= least}
