"""Rules about the record: no version is missing, out of order or changed; the ledger supports each count; no waiver is unused."""

from collections.abc import Iterator
from itertools import islice

from dateline.checks import withdrawals
from dateline.checks.context import StoryFolder, VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.core import layout
from dateline.core.ledger import Tally
from dateline.core.model import EVERY_LINE, Fate, Version

_OF_THE_FILE = frozenset({"version", "kind", "published", "items", "changes", "written_by", "review"})
"""The keys in which a version says something about itself."""
_OF_THE_STEP = ("closed_questions", "departed_voices", "corrections")
"""The keys in which a version says something about the previous version, and not about the story."""


def check_version_gap(context: VersionContext) -> Iterator[Objection]:
    """A version whose number does not follow that of the previous version; the first is 1.

    Versions are numbered without gaps, so that a reader of version 3 knows that there are versions 1 and 2, and can find them.

    Restore the missing file from git, or renumber a version that is not on the main branch yet.
    """
    before = context.previous.version if context.previous else 0
    last = context.dossier.highest if context.version is context.dossier.latest else context.number
    known, unreadable = context.story.numbers, context.story.unreadable
    gaps = (n for n in range(before + 1, last) if n not in known and layout.version_path(context.slug, n) not in unreadable)
    if missing := tuple(islice(gaps, 2)):
        named = f"version {missing[0]} is" if len(missing) == 1 else f"versions from {missing[0]} on are"
        said = f"{named} missing before version {last}"
        yield Objection("version", str(context.number), said, "Restore the file, or renumber this one.")


def check_version_edited(folder: StoryFolder) -> Iterator[Objection]:
    """A version or ledger line on the main branch that was changed or removed (with `--base REF` or `--published REF`).

    Published versions must stay as they are, because readers, feeds and other sites link to them, and no one should have to rely
    on goodwill for that. A story's folder may be renamed if the story lists the old name under `aliases`, so that its addresses
    redirect. A version or item may be taken down with `dateline withdraw`, which puts the hash of the base's bytes in its place.
    Each such change is listed as a note.

    Restore the file. Say what was wrong in a new version of `kind: correction`, under `corrections`.
    """
    yield from withdrawals.told(folder)
    yield from withdrawals.unfounded(folder)
    for path, status, line in folder.touched:
        if layout.recorded_in(path) == folder.slug and status != "withdrawn" and not (status == "moved" and folder.is_alias):
            yield Objection("", "", *_became(folder.slug, path, status, line), None, path, line, min(line, 1))


def _became(slug: str, path: str, status: Fate, line: int) -> tuple[str, str]:
    """What happened to a published file, and what to do."""
    number = layout.version_at(path)
    published = f"the published {f'version {number}' if number else 'ledger'}"
    restore = f"`git checkout REF -- {path}`"
    match status:
        case "moved":
            return f"{published} was moved", f"List {slug} under aliases in the story's new folder, or restore it."
        case "line-ends":
            hint = f"Add a file .gitattributes with the line `* text=auto eol=lf`, then restore the file ({restore})."
            return f"{published} now has Windows line endings (CRLF), and no other change", hint
        case _:
            since = f", from line {line} on" if line else ""
            hint = f"Restore it ({restore}), and correct it in a new version of `kind: correction`."
            return f"{published} was {status}{since}", hint


def check_published_order(context: VersionContext) -> Iterator[Objection]:
    """A version that was filed earlier than the previous version, according to `published`.

    Pages, feeds and the history use both the numbers and the times, which must give the same order.

    Correct `published` in the version that is not on the main branch yet.
    """
    if context.previous and context.version.published < context.previous.published:
        yield Objection(
            "published",
            context.version.published,
            f"filed before version {context.previous.version} ({context.previous.published})",
            "Give the time when it was filed, in UTC.",
        )


def check_future_version(context: VersionContext) -> Iterator[Objection]:
    """A version that says it was filed in the future, by the clock of the machine that runs `dateline check`.

    Feeds and the front page put the newest version first, so a version from the future stays on top too long. An essay, an
    introduction or a review whose day has not come yet is no better; an essay that is a draft may wait for its day. A build does
    not use the clock and does not apply this rule.

    Give the time when it was filed, in UTC. If the time is right, set the machine's clock.
    """
    if context.story.now and context.version.published > context.story.now:
        hint = "Give the time when it was filed, in UTC, or set this machine's clock."
        yield Objection("published", context.version.published, f"filed in the future (it is now {context.story.now})", hint)


def check_nothing_changed(context: VersionContext) -> Iterator[Objection]:
    """A version that repeats the previous one under another number.

    Each version is announced to readers, and the history counts them. Readers who find nothing new in one will not open the next.

    Remove it, or say what is new. A change of wording counts as a change.
    """
    if context.previous and _repeats(context.version, context.previous):
        hint = "Remove it, or write what is new."
        yield Objection("version", "", f"says the same as version {context.previous.version}", hint)


def _repeats(version: Version, previous: Version) -> bool:
    """Whether a version says the same about the story as the previous version."""
    told = (name for name in Version.__dataclass_fields__ if name not in _OF_THE_FILE)
    gone = {name for name in _OF_THE_STEP if not getattr(version, name)}
    return all(name in gone or getattr(version, name) == getattr(previous, name) for name in told)


def check_item_count(context: VersionContext) -> Iterator[Objection]:
    """A count of items that is higher than the number of items in the ledger, or lower than in the previous version.

    The page shows how many items were read. Anyone can count them in `items.jsonl`, from which nothing is removed: each key
    counts once, however many lines it has, and events do not count. Older versions counted lines, which is a warning.

    Set `items` to the number of keys that the ledger had when the version was filed.
    """
    number, held, lines = context.version.items, context.story.tally.count(), len(context.dossier.items)
    unread = sum(problem.file == layout.ledger_path(context.slug) for problem in context.dossier.problems)
    hint = "Count the items of the ledger, each key once."
    if number > held + unread:
        said = f"{number} items, but the ledger has {held}" + (f" (in {lines} lines)" if lines > held else "")
        yield Objection("items", str(number), said, hint, "warning" if number <= lines else None)
    if context.previous and number < (before := _really_had(context.previous, context.story.tally)):
        said = f"{number} items, but version {context.previous.version} had {before}"
        yield Objection("items", str(number), said, hint)


def _really_had(version: Version, tally: Tally) -> int:
    """How many items the writer of a version had: as many as it says, or fewer if it counted lines."""
    return min(version.items, tally.count(tally.seen(version))) if tally.count() else version.items


def check_unused_waiver(folder: StoryFolder) -> Iterator[Objection]:
    """A waiver that waives nothing, or is for `version-edited` or `version-gap`, which cannot be waived.

    Its finding is gone, or the waiver is misspelt. If it stayed, it would hide the next finding in the same place. The rules that
    guard the record cannot be switched off by the change that breaks them. In an essay or an introduction, `unknown-source`
    cannot be waived either: readers would see a key in brackets.

    Remove it, or correct its version, rule and place.
    """
    for place in folder.idle:
        waiver = folder.dossier.story.waive[place]
        where = " ".join(filter(None, (f"v{waiver.version}" if waiver.version else "", waiver.rule, waiver.at)))
        if waiver.rule in UNWAIVABLE or (not folder.slug and waiver.rule == "unknown-source"):
            said, hint = f"{waiver.rule} cannot be waived", "Remove the waiver, and correct what the rule objects to."
        else:
            said, hint = "this waiver waives nothing", "Remove it, or correct its version, rule and place."
        yield Objection(f"waive[{place}]", where, said, hint)


def check_pages_removed(folder: StoryFolder) -> Iterator[Objection]:
    """A story that readers could see, and that is a draft now (with `--base REF`).

    The site has no page of a draft. Links to the story, to its versions and to its feed lead nowhere.

    Archive it instead (`dateline archive SLUG`): then only the page Archive lists it, and all its addresses stay.
    """
    published = folder.published
    was_shown = published.versions and not published.is_draft and published.lines != EVERY_LINE
    if was_shown and folder.dossier.story.draft:
        hint = f"To keep its addresses, remove `draft: true` and run `dateline archive {folder.slug}`."
        yield Objection("draft", "", "its pages, which readers can see now, would go", hint)


VERSION_EDITED = Rule("version-edited", "error", "record", check_version_edited)
VERSION_GAP = Rule("version-gap", "error", "record", check_version_gap)
PAGES_REMOVED = Rule("pages-removed", "warning", "record", check_pages_removed)
FUTURE_VERSION = Rule("future-version", "warning", "record", check_future_version)
UNUSED_WAIVER = Rule("unused-waiver", "warning", "record", check_unused_waiver)
UNWAIVABLE = frozenset({VERSION_EDITED.name, VERSION_GAP.name})
"""The rules that guard the record itself."""
RULES: tuple[Rule[VersionContext], ...] = (
    VERSION_GAP,
    Rule("published-order", "error", "record", check_published_order),
    FUTURE_VERSION,
    Rule("nothing-changed", "warning", "record", check_nothing_changed),
    Rule("item-count", "error", "record", check_item_count, softens=True),
)
