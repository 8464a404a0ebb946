"""Content that is missing or impossible: empty parts, and names of things that do not exist."""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from dateline.checks.context import CheckedFile
from dateline.checks.markdown_files import of_markdown
from dateline.checks.rule import Objection
from dateline.core.address import names_host
from dateline.core.citations import cited
from dateline.core.model import Intro, Item, LedgerEvent, Page, Signal, Source, Story, Tombstone, Version
from dateline.core.tombstones import has_words

_FILED = ("what", "narrative", "sources")
_TOLD = (
    *(("open_questions", "text"), ("timeline", "text"), ("tensions", "text")),
    *(("perspectives", "voice"), ("perspectives", "view")),
)
"""The parts that each entry of a section needs."""
_PARTS = {
    "spiked": ("why",),
    "restored": ("why",),
    "moved": ("to",),
    "amended": ("title or url or date", "why"),
    "quoted": ("text", "page"),
    "withdrawn": ("why",),
}
"""The parts that each kind of event needs."""


def objections(file: CheckedFile) -> Iterator[Objection]:
    """What is empty or impossible in a file, if the file could be read."""
    match file.content:
        case Version() as version:
            yield from _hollow(version)
            yield from _figures(version)
            yield from _sides(version)
            yield from _verdicts(version)
            yield from _nowhere(version.sources)
            yield from _never_there(version, file.previous, file.revisable)
        case Page() | Signal() | Intro() as text:
            yield from of_markdown(text)
        case Tombstone() as stone if not stone.withdrawn.why:
            yield Objection("withdrawn.why", "", "no reason is given", "Say why it was taken down.")
        case tuple() as entries:
            yield from _events(entries)
        case Story() as story if file.publication:
            yield from _strangers("related", "story", story.related, file.publication.stories)
            yield from _strangers("feeds", "feed", () if story.feeds == "all" else story.feeds, file.publication.feeds)


def _hollow(version: Version) -> Iterator[Objection]:
    for section in _FILED:
        if not getattr(version, section):
            yield Objection(section, "", f'the section "{section}" is empty', "Write it; a filed version must have it.")
    for place, paragraph in enumerate(version.narrative):
        if not paragraph:
            yield Objection(f"narrative[{place}]", "", "the paragraph is empty", "Write it, or remove the entry.")
    for section, part in _TOLD:
        for place, entry in enumerate(getattr(version, section)):
            if not getattr(entry, part).strip():
                yield Objection(f"{section}[{place}].{part}", "", f'"{part}" is empty', "Write it, or remove the entry.")


def _figures(version: Version) -> Iterator[Objection]:
    """Figures without one of their parts, and figures that share an id."""
    taken: set[str] = set()
    for place, figure in enumerate(version.figures):
        for part in ("label", "value", "sources"):
            if not getattr(figure, part):
                yield Objection(f"figures[{place}].{part}", "", f'"{part}" is empty', "Write it, or remove the figure.")
        if figure.id in taken:
            yield Objection(f"figures[{place}].id", figure.id, "another figure has this id", "Give each figure an id of its own.")
        taken.add(figure.id)


def _sides(version: Version) -> Iterator[Objection]:
    """Tensions with one side alone, and sides without a name or words."""
    for number, tension in enumerate(version.tensions):
        if len(tension.sides) == 1:
            hint = "Add the other side, or write all of it in text."
            yield Objection(f"tensions[{number}].sides", tension.sides[0].text, "there is only one side", hint)
        for place, side in enumerate(tension.sides):
            for part in ("who", "text"):
                if not getattr(side, part):
                    hint = "Write it, or remove the side."
                    yield Objection(f"tensions[{number}].sides[{place}].{part}", side.text, f'"{part}" is empty', hint)


def _verdicts(version: Version) -> Iterator[Objection]:
    """Verdicts on what was foreseen of which no source is named."""
    for place, closed in enumerate(version.closed_questions):
        if closed.verdict and not cited(closed.text):
            hint = "Say in its text what came, and cite the source."
            yield Objection(f"closed_questions[{place}].verdict", closed.text, f'"{closed.verdict}" without a source', hint)


def _events(entries: tuple[Item | LedgerEvent, ...]) -> Iterator[Objection]:
    """Events that have no effect: their item is not in the ledger, or a part that they need is missing."""
    keys = {entry.key for entry in entries if isinstance(entry, Item)}
    for place, entry in enumerate(entries):
        if entry.key not in keys:
            yield Objection(f"[{place}].key", entry.key, f"the ledger has no item {entry.key}", "Correct the key of this event.")
        if entry.withdrawn and has_words(entry):
            message = f"{entry.key} is withdrawn, but its words are still here"
            yield Objection(f"[{place}]", entry.key, message, "Remove the title and the text from this line.")
        if isinstance(entry, LedgerEvent) and not entry.withdrawn:
            for part in _PARTS[entry.event]:
                if not any(getattr(entry, name) for name in part.split(" or ")):
                    yield Objection(f"[{place}]", entry.key, f"the event {entry.event} needs {part}", "Add it to this line.")


def _nowhere(sources: tuple[Source, ...]) -> Iterator[Objection]:
    for source in sources:
        if source.url and not _names_host(source.url):
            yield Objection(
                f"sources.{source.key}.url",
                source.url,
                "the address has no valid host",
                "Give the page's own address, or remove it.",
            )


_names_host = lru_cache(8_192)(names_host)  # versions repeat the addresses of the versions before


def _never_there(version: Version, previous: Version | None, revisable: Iterable[str]) -> Iterator[Objection]:
    """Closed questions and departed voices that the previous version did not have, if that version can be read.

    A correction may close a question again that is `revisable`.
    """
    if (previous.version if previous else 0) != version.version - 1:
        return
    asked = [question.id for question in previous.open_questions] if previous else []
    heard = [voice.id for voice in previous.perspectives] if previous else []
    still = {question.id for question in version.open_questions}
    asked += [name for name in revisable if name not in still]
    yield from _missed("closed_questions", "question", [one.id for one in version.closed_questions], asked)
    yield from _missed("departed_voices", "voice", [one.id for one in version.departed_voices], heard)


def _missed(section: str, what: str, names: list[str], known: list[str]) -> Iterator[Objection]:
    for place, name in enumerate(names):
        if name not in known:
            hint = _meant(name, known, "Remove the entry.")
            yield Objection(f"{section}[{place}].id", "", f"the previous version has no {what} {name}", hint)


def _strangers(field: str, what: str, given: tuple[str, ...], known: Collection[str]) -> Iterator[Objection]:
    for place, name in enumerate(given):
        if name not in known:
            yield Objection(
                f"{field}[{place}]", "", f'there is no {what} "{name}"', _meant(name, known, "Correct it, or remove it.")
            )


def _meant(name: str, known: Iterable[str], otherwise: str) -> str:
    near = get_close_matches(name, sorted(known), 1)
    return f'Did you mean "{near[0]}"?' if near else otherwise
