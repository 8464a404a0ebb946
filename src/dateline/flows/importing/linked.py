"""What posts link to, as items of a story's ledger."""

from dataclasses import replace

from dateline.core.address import web_address
from dateline.core.ids import canonical_url, fingerprint, item_key
from dateline.core.ledger import as_collected
from dateline.core.model import VIA, Dossier, Item
from dateline.core.outlets import DESK
from dateline.store.new_items import known_key, new_items
from dateline.wire.entry import LONGEST_OUTLET, LONGEST_TITLE, tidy
from dateline.wire.per_host import host_of

_WORDS = 2
"""Fewer words than these, such as "here", are no title."""


class LinkedItems:
    """The items of the links of posts: each address is one item, known or new."""

    def __init__(self, story: Dossier, now: str) -> None:
        """Takes the story, and the time, UTC."""
        self.story = story
        self.new: tuple[Item, ...] = ()
        """What its ledger is to get."""
        self._now = now
        self._ledger = (*as_collected(story.lines), *story.items)
        self._keys: dict[str, str] = {}

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
            key = known_key((*self._ledger, *self.new), [item])
            if key is None:
                (fresh,) = new_items((*self._ledger, *self.new), [item])
                self.new, key = (*self.new, fresh), fresh.key
            self._keys[url] = key
        return f"{self.story.slug}/{self._keys[url]}"

    def _item(self, url: str, words: str) -> Item:
        host = host_of(url).partition(":")[0].removeprefix("www.")
        bare = url.partition("://")[2].rstrip("/")
        title = words if len(words.split()) >= _WORDS and "://" not in words else tidy(bare, LONGEST_TITLE)
        key = item_key(title, canonical_url(url))
        label = f"{tidy(host, LONGEST_OUTLET)}{VIA}{DESK}"
        return Item(key, title, url, label, collected=self._now, evidence="headline", hash=fingerprint(title, ""))

    def as_it_will_be(self) -> Dossier:
        """The story with these items in its ledger."""
        return replace(self.story, items=(*self.story.items, *self.new))

    def copy(self) -> tuple[tuple[Item, ...], dict[str, str]]:
        """What it has now, to go back to."""
        return self.new, dict(self._keys)

    def back_to(self, before: tuple[tuple[Item, ...], dict[str, str]]) -> None:
        """Takes back what was added since."""
        self.new, self._keys = before
