"""Rules about the lines of a ledger: each is unique, and matches its hash."""

from collections.abc import Iterator

from dateline.checks.context import StoryFolder
from dateline.checks.rule import Objection, Rule
from dateline.core import layout
from dateline.core.ids import fingerprint
from dateline.core.model import Item, LedgerLine


def check_duplicate_item(folder: StoryFolder) -> Iterator[Objection]:
    """A line of a ledger that appears twice: the same item with the same words and address, or the same event.

    The page shows how many items were read. A repeated line makes that number too high and hides what is new.

    Remove the second line if it is not merged yet.
    """
    seen: dict[object, int] = {}
    for line in folder.dossier.lines:
        first = seen.setdefault(_identity(line), line.number)
        if first != line.number:
            message = f"the same as line {first}"
            yield _objection(folder, line, message, "Remove this line.")


def _identity(line: LedgerLine) -> object:
    item = line.entry
    if not isinstance(item, Item):
        return item
    return (item.key, item.withdrawn, fingerprint(item.title, item.text), item.feed, item.url)


def check_item_hash(folder: StoryFolder) -> Iterator[Objection]:
    """A line of a ledger whose hash does not match its title and text. In an older line it may be the hash of its page.

    The hash shows whether an item still has the words that its feed gave. If it does not match, somebody changed the words.

    Restore the line from git. To correct a mistake in a feed, add an event; the line itself must not change.
    """
    for line in folder.dossier.lines:
        item = line.entry
        if not isinstance(item, Item) or item.withdrawn or not item.hash.startswith("sha256:"):
            continue
        may_be_page = item.evidence == "full-text" and not item.page and folder.is_published(line.number)
        if item.hash != fingerprint(item.title, item.text) and not may_be_page:
            yield _objection(folder, line, "the hash does not match the title and the text", "Restore the line from git.")


def _objection(folder: StoryFolder, line: LedgerLine, message: str, hint: str) -> Objection:
    file = layout.ledger_path(folder.slug)
    return Objection("", line.entry.key, message, hint, file=file, line=line.number, column=1)


RULES: tuple[Rule[StoryFolder], ...] = (
    Rule("duplicate-item", "error", "record", check_duplicate_item, softens=True),
    Rule("item-hash", "error", "record", check_item_hash, softens=True),
)
