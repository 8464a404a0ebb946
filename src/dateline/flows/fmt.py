"""Writes files in canonical form, one sentence a line, and fills in what a draft may leave out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from dateline.core import citations, codec, layout, yamlio
from dateline.core.config import Config
from dateline.core.errors import UsageError
from dateline.core.ids import slug
from dateline.core.ledger import source_of
from dateline.core.model import Item, Problem, Story, Version
from dateline.core.reviews import is_stale
from dateline.core.sentences import AnalysedVersion
from dateline.store.atomic import replace_text
from dateline.store.files import entry, read, unsafe_entry
from dateline.store.published import base_of, is_published
from dateline.store.story import find_stories, read_story

NAMED_AFTER = {"open_questions": "text", "figures": "label", "perspectives": "voice", "tensions": "text"}
"""The lists whose entries need an id, and the field that it is made from."""
RECORDED = {"title", "url", "feed", "date", "evidence"}
"""The fields of a source that can be filled in from the ledger."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """The result for one file."""

    file: str
    """Its path in the publication."""
    differs: bool = False
    """Whether it was not in canonical form."""
    said: str = ""
    """What to tell the user; empty if nothing."""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be read."""


def fmt(  # three of the five say what may be changed
    root: Path, paths: Sequence[Path] = (), *, write: bool = True, drop: bool = False, refresh: bool = False
) -> tuple[Formatted, ...]:
    """Writes files in canonical form.

    Args:
        root: the publication's folder.
        paths: the files; empty: the settings, and the `story.yaml` and the newest version of each story.
        write: whether files are changed, or only checked.
        drop: whether comments are removed, because canonical form cannot keep them; if not, a file with comments is not changed.
        refresh: whether sources get the title, address and date that an item was amended to, instead of those in the file.

    Raises:
        UsageError: if a file has no canonical form.
        StoreError: if a file cannot be read or written.
    """
    files = [_within(root, path) for path in paths] or list(_all(root))
    return tuple(_format(root, file, write=write, drop=drop, refresh=refresh) for file in files)


def _within(root: Path, path: Path) -> str:
    if not path.is_relative_to(root):
        raise UsageError("is outside the publication", where=str(path), hint="Name its publication: `dateline -C DIR fmt …`.")
    return path.relative_to(root).as_posix()


def _all(root: Path) -> Iterable[str]:
    yield layout.SITE
    for story in find_stories(root)[0]:
        names = {path.name for path in (root / layout.STORIES / story).iterdir() if path.is_file()}
        newest = _newest(root, story)
        yield from (layout.in_story(story, name) for name in (layout.STORY, newest) if name in names)


def _newest(root: Path, story: str) -> str:
    names = (path.name for path in (root / layout.STORIES / story).iterdir())
    return max(
        (name for name in names if layout.version_number(name)), key=lambda name: layout.version_number(name) or 0, default=""
    )


def _kind(root: Path, file: str) -> tuple[type, str]:
    """The type of a file's content, and the schema for its first line."""
    folder, _, name = file.rpartition("/")
    if file == layout.SITE:
        return Config, layout.schema("site")
    if folder.startswith(layout.STORIES) and name == layout.STORY:
        return Story, layout.schema("story")
    if not layout.version_at(file):
        raise UsageError(
            "has no canonical form", where=file, hint="Use site.yaml, a story.yaml or the newest version of a story."
        )
    is_newest = name == _newest(root, folder.removeprefix(f"{layout.STORIES}/"))
    if not is_newest and (base_of(root) is None or is_published(root, file)):
        raise UsageError("there is a newer version, and older versions are never changed", where=file, hint="File a correction.")
    return Version, layout.schema("version")


def _format(root: Path, file: str, *, write: bool, drop: bool, refresh: bool) -> Formatted:
    kind, schema = _kind(root, file)
    if problem := unsafe_entry(root, entry(root, root / file)):
        return Formatted(file, problems=(problem,))
    data = read(root, file)
    if (line := yamlio.first_comment(data)) and not drop:
        said = f"not changed: line {line} has a comment, which canonical form cannot keep (--drop-comments removes comments)"
        return Formatted(file, differs=kind is Version, said=said)
    tree, problems = yamlio.load(data, file)
    if kind is Version:
        tree = _with_records(_with_ids(tree), root, file, refresh=refresh)
        kind = codec.version_kind(tree)
    parsed: codec.Parsed[Any] = (
        codec.Parsed(None, problems) if problems else codec.from_tree(kind, tree, file, strict=False, data=data)
    )
    if parsed.value is None:
        return Formatted(file, problems=parsed.problems)
    value = codec.canonical(parsed.value)
    if isinstance(value, Version):
        value = _with_cited_sources(value, root, file)
    text = codec.dump(value, schema)
    if text.encode() == data.replace(b"\r\n", b"\n"):  # git may change the line endings
        return Formatted(file)
    if layout.version_at(file) and is_published(root, file):
        return Formatted(file, said="not changed: it is published, and published versions are never changed")
    if write:
        replace_text(root / file, text)
    again = "; changed after its review, so approve it again" * (isinstance(value, Version) and is_stale(value))
    return Formatted(file, differs=True, said=("written in canonical form" if write else "not in canonical form") + again)


def _with_ids(tree: Any) -> Any:
    """Adds an id to each question, figure, voice and tension that has none."""
    for section, source in NAMED_AFTER.items():
        rows = tree.get(section) if isinstance(tree, dict) else None
        rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        taken = {row["id"] for row in rows if isinstance(row.get("id"), str)}
        for row in rows:
            if "id" not in row:
                row["id"] = _free_id(citations.without(str(row.get(source, ""))), section, taken)
    return tree


def _with_records(tree: Any, root: Path, file: str, *, refresh: bool) -> Any:
    """Fills in the fields of each source that are left out from the ledgers, so that `key: {quotes: […]}` is enough.

    To refresh them, those that were amended are filled in too.
    """
    rows = tree.get("sources") if isinstance(tree, dict) else None
    if not isinstance(rows, dict):
        return tree
    amended = _amended(root) if refresh else {}
    for key, row in rows.items():
        left_out = (RECORDED - set(row)) | amended.get(key, set()) if isinstance(row, dict) or row == "" else set()
        if left_out and (item := _item(root, file, key)):
            held = codec.plain(source_of(item))
            rows[key] = {**(row or {}), **{field: held[field] for field in held if field in left_out}}
    return tree


def _amended(root: Path) -> dict[str, set[str]]:
    """Key → the fields of the item that were amended in any ledger."""
    found: dict[str, set[str]] = {}
    for event in chain.from_iterable(read_story(root, story).events for story in find_stories(root)[0]):
        fields = ("title", "url", "date") if event.event == "amended" else ()
        found.setdefault(event.key, set()).update(field for field in fields if getattr(event, field) is not None)
    return found


def _with_cited_sources(version: Version, root: Path, file: str) -> Version:
    """Puts the sources into the order of their numbers, and adds those that the text cites and a ledger has."""
    numbers = AnalysedVersion(version).numbers
    held = {source.key for source in version.sources}
    added = (source_of(item) for key in numbers if key not in held and (item := _item(root, file, key)))
    last = len(numbers) + 1
    return replace(version, sources=tuple(sorted((*version.sources, *added), key=lambda one: numbers.get(one.key, last))))


def _item(root: Path, file: str, key: str) -> Item | None:
    """The newest line of an item in the ledger of the version's story, or of another one."""
    own = file.split("/")[1]
    others = (slug for slug in find_stories(root)[0] if slug != own)
    lines = (item for slug in (own, *others) for item in reversed(read_story(root, slug).items) if item.key == key)
    return next(lines, None)


def _free_id(text: str, section: str, taken: set[str]) -> str:
    name = slug(text, 40) or section.replace("_", "-")
    free = next(one for one in chain([name], (f"{name}-{number}" for number in count(2))) if one not in taken)
    taken.add(free)
    return free
