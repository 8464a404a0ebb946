"""What the lines of a ledger must be: each stands once, and says what its hash says."""

from collections.abc import Iterator

from dateline.checks.context import Objection, Rule, StoryFolder
from dateline.core import layout
from dateline.core.ids import fingerprint
from dateline.core.model import Item, LedgerLine


def check_duplicate_item(folder: StoryFolder) -> Iterator[Objection]:
    """A line of a ledger that stands twice: the same item with the same words and address, or the same event.

    The page shows how many items were read. A line that is there twice makes it more than it was, and hides what is new.

    Remove the second line while it is not merged yet.
    """
    seen: dict[object, int] = {}
    for line in folder.dossier.lines:
        first = seen.setdefault(_identity(line), line.number)
        if first != line.number:
            message = f"stands in line {first} already"
            yield _objection(folder, line, message, "Remove this line.")


def _identity(line: LedgerLine) -> object:
    item = line.entry
    if not isinstance(item, Item):
        return item
    return (item.key, item.withdrawn, fingerprint(item.title, item.text), item.feed, item.url)


def check_item_hash(folder: StoryFolder) -> Iterator[Objection]:
    """A line of a ledger whose hash is not that of its title and text. In an older line it may be that of its page.

    The hash shows whether an item is still what its feed gave. One that does not fit means that the words were changed by hand.

    Restore the line from git. To put right what a feed had wrong, add an event; the line itself stays as it was.
    """
    for line in folder.dossier.lines:
        item = line.entry
        if not isinstance(item, Item) or item.withdrawn or not item.hash.startswith("sha256:"):
            continue
        may_be_page = item.evidence == "full-text" and not item.page and folder.is_published(line.number)
        if item.hash != fingerprint(item.title, item.text) and not may_be_page:
            yield _objection(folder, line, "the hash does not fit the title and the text", "Restore the line from git.")


def _objection(folder: StoryFolder, line: LedgerLine, message: str, hint: str) -> Objection:
    file = layout.ledger_path(folder.slug)
    return Objection("", line.entry.key, message, hint, file=file, line=line.number, column=1)


RULES: tuple[Rule[StoryFolder], ...] = (
    Rule("duplicate-item", "error", "record", check_duplicate_item, softens=True),
    Rule("item-hash", "error", "record", check_item_hash, softens=True),
)
