"""What posts link to, as items of a story's ledger."""

from collections.abc import Iterable
from dataclasses import replace

from dateline.core.address import web_address
from dateline.core.ids import canonical_url, fingerprint, item_key
from dateline.core.ledger import as_collected
from dateline.core.model import VIA, Dossier, Item
from dateline.core.outlets import DESK
from dateline.store.new_items import KnownItems
from dateline.wire.entry import LONGEST_OUTLET, LONGEST_TITLE, tidy
from dateline.wire.per_host import host_of

_WORDS = 2
"""Fewer words than these, such as "here", are no title."""


class LinkedItems:
    """The items of the links of posts: each address is one item, known or new."""

    def __init__(self, story: Dossier, now: str) -> None:
        """Takes the story, and the time, UTC."""
        self.story = story
        self._now = now
        self._known = KnownItems((*as_collected(story.lines), *story.items))
        self._keys: dict[str, str] = {}
        self._made: dict[str, Item] = {}
        self._used: set[str] = set()

    @property
    def new(self) -> tuple[Item, ...]:
        """What its ledger is to get: what the texts that are imported cite."""
        return tuple(one for key, one in self._made.items() if key in self._used)

    def cite(self, to: str, words: str) -> str | None:
        """The key, `story/key`, of the item at an address; None if it is no plain web address.

        Args:
            to: the address, as the post has it.
            words: the words of the link.
        """
        url = web_address(to)
        if url is None:
            return None
        if url not in self._keys:
            item = self._item(url, tidy(words, LONGEST_TITLE))
            key = self._known.key_of(item)
            if key is None and (line := self._known.line_for(item)):
                key = line.key
                self._made[key] = line
            self._keys[url] = key or item.key
        return f"{self.story.slug}/{self._keys[url]}"

    def with_cited(self, keys: Iterable[str]) -> Dossier:
        """The story as a text sees it that cites some keys, such as `imported/the-plan-4fx2qa`."""
        made = (self._made.get(key.partition("/")[2]) for key in keys)
        return replace(self.story, items=(*self.story.items, *filter(None, made)))

    def use(self, keys: Iterable[str]) -> None:
        """Notes that a text which is imported cites these keys."""
        self._used.update(key.partition("/")[2] for key in keys)

    def _item(self, url: str, words: str) -> Item:
        host = host_of(url).partition(":")[0].removeprefix("www.")
        bare = url.partition("://")[2].rstrip("/")
        title = words if len(words.split()) >= _WORDS else tidy(bare, LONGEST_TITLE)
        key = item_key(title, canonical_url(url))
        label = f"{tidy(host, LONGEST_OUTLET)}{VIA}{DESK}"
        return Item(key, title, url, label, collected=self._now, evidence="headline", hash=fingerprint(title, ""))
