"""Moves a publication up to this Dateline: its schemas, and what its files call by an older name. Versions and ledgers stay."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from dateline.core import essays, layout
from dateline.core.codec.schema import KINDS, schema_file
from dateline.core.markdown_places import placed
from dateline.core.model import Dossier, Signal
from dateline.core.publication import Publication
from dateline.flows.shared.written import HERE, REQUIREMENTS_FILE
from dateline.flows.start import WORKFLOWS, copy_workflows
from dateline.store import files
from dateline.store.atomic import disk_errors, replace_bytes
from dateline.store.front_matter import HEAD
from dateline.store.git import is_repository
from dateline.store.lock import locked
from dateline.store.reading import read_publication

EDITED = ("content", layout.STORIES, "README.md")
"""What `init` writes as a beginning. All else that it writes is compared, and never written: a person may have changed it."""
_PIN = re.compile(r"^(dateline\b.*|\./vendor/.*)$", re.MULTILINE)
_AT = re.compile(r"(@[0-9a-f]{40}).*")
"""The commit of a workflow that is called: a newer one is a matter of the requirements."""


class FileChange(NamedTuple):
    """A file that is moved up."""

    path: str
    """Its path."""
    after: str
    """Its new text."""
    said: str
    """What changes."""


class MigrationStep(NamedTuple):
    """One thing that an older Dateline wrote in another way."""

    name: str
    """A word for it."""
    since: str
    """The release that writes it in a new way."""
    changes: Callable[[Path, Publication], Iterator[FileChange]]
    """Finds the files that are written in the old way."""


class WatchedFile(NamedTuple):
    """A file that is not as `init` writes it now; it may have been changed by hand, so it stays."""

    path: str
    """Its path."""
    is_missing: bool
    """Whether it is not there."""
    diff: tuple[str, ...]
    """How it differs from what `init` writes now."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was moved up, or would be."""

    changes: tuple[FileChange, ...]
    """The files that were written."""
    watched: tuple[WatchedFile, ...]
    """The files to look at."""
    is_planned: bool
    """Whether nothing was written, because only the plan was asked for."""
    is_in_git: bool
    """Whether git can show the changes."""


def migrate(root: Path, *, is_planned: bool = False) -> Migrated:
    """Moves the publication below `root` up. Run again, it finds nothing to do.

    Args:
        root: the publication's folder.
        is_planned: whether nothing is written.

    Raises:
        UsageError: if the settings cannot be read.
        StoreError: if another run holds the lock, or a file cannot be read or written.
    """
    with locked(root):
        done = list[FileChange]()
        for step in STEPS:  # each reads what the ones before wrote
            found = [*step.changes(root, read_publication(root))]
            for one in found if not is_planned else ():
                with disk_errors(root / one.path):
                    (root / one.path).parent.mkdir(parents=True, exist_ok=True)
                replace_bytes(root / one.path, one.after.encode())
            done += found
        return Migrated(tuple(done), tuple(_watched(root)), is_planned, is_repository(root))


def _schemas(root: Path, _publication: Publication) -> Iterator[FileChange]:
    """The JSON Schemas, which Dateline generates."""
    for name in KINDS:
        path = layout.schema_path(name)
        after = schema_file(name)
        if layout.leaves(root, root / path):
            continue
        if not (root / path).is_file() or files.read(root, path) != after.encode():
            yield FileChange(path, after, "the schema of this Dateline")


def _older_names(root: Path, publication: Publication) -> Iterator[FileChange]:
    """Essays whose head says `summary`, which is `dek` now."""
    for path, text in _texts(root, publication):
        parts = HEAD.match(text.encode())
        head = parts["head"].decode() if parts else ""
        renamed = re.sub(r"^summary:", "dek:", head, count=1, flags=re.MULTILINE)
        if renamed != head:
            yield FileChange(path, text.replace(head, renamed, 1), "summary is called dek")


def _bare_citations(root: Path, publication: Publication) -> Iterator[FileChange]:
    """Essays that cite `[@key]`: they say `[@story/key]` now. A key that two of their stories have stays."""
    keys = {one.slug: _keys(one) for one in publication.stories}
    by_path = {essays.path_of(one): one for one in publication.signals}
    for path, text in _texts(root, publication):
        essay = by_path[path]
        body = essay.body
        for part in reversed([one for one in placed(body) if one.kind == "citation" and one.start >= 0]):
            body = body[: part.start] + _with_stories(part.to, essay, keys) + body[part.end :]
        if body != essay.body:
            yield FileChange(path, text.replace(essay.body.rstrip("\n"), body.rstrip("\n")), "citations name their story")


def _texts(root: Path, publication: Publication) -> Iterator[tuple[str, str]]:
    for one in publication.signals:
        path = essays.path_of(one)
        yield path, files.read(root, path).decode("utf-8-sig").replace("\r\n", "\n")


def _keys(story: Dossier) -> frozenset[str]:
    return frozenset((*(one.key for one in story.items), *(each.key for one in story.versions for each in one.sources)))


def _with_stories(group: str, essay: Signal, keys: dict[str, frozenset[str]]) -> str:
    """A citation whose keys name the one story of an essay that has them."""

    def named(found: re.Match[str]) -> str:
        holding = [one.slug for one in essay.drawn_on if found[1] in keys.get(one.slug, ())]
        return f"@{holding[0]}/{found[1]}" if len(holding) == 1 else found[0]

    return re.sub(r"@([a-z0-9-]+)(?=[\];])", named, group)


STEPS = (
    MigrationStep("schemas", "0.1.0", _schemas),
    MigrationStep("older-names", "0.1.0", _older_names),
    MigrationStep("bare-citations", "0.1.0", _bare_citations),
)
"""What is moved up, in order. A step stays as long as a publication may need it; add new ones at the end."""


def _watched(root: Path) -> Iterator[WatchedFile]:
    """The files besides content that are not as `init` writes them now."""
    with tempfile.TemporaryDirectory() as made:
        for path, after in sorted(_as_now(root, Path(made)).items()):
            there = root / path
            is_there = there.is_file() and not layout.leaves(root, there)
            before = there.read_text(encoding="utf-8", errors="replace") if is_there else ""
            if _AT.sub("", before) != _AT.sub("", after):
                rows = (before.splitlines(), after.splitlines(), path, f"{path}, as init writes it")
                yield WatchedFile(path, not is_there, tuple(unified_diff(*rows, lineterm="")))


def _as_now(root: Path, made: Path) -> dict[str, str]:
    """Path → text of each watched file as `init` writes it now, for the Dateline that the publication installs."""
    pinned = (
        _PIN.search(files.read(root, REQUIREMENTS_FILE).decode(errors="replace"))
        if (root / REQUIREMENTS_FILE).is_file()
        else None
    )
    starter = HERE / "starter"
    shutil.copytree(starter, made, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", *EDITED))
    copy_workflows(made / WORKFLOWS, pinned[0] if pinned else "")
    return {one.relative_to(made).as_posix(): one.read_text(encoding="utf-8") for one in made.rglob("*") if one.is_file()}
