"""A publication with a remote and clones, in which branches work on one story at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import builders
import pytest

from dateline.core import codec, layout
from dateline.core.errors import GitError
from dateline.core.ids import fingerprint
from dateline.core.ledger import count, items_of
from dateline.core.model import Item, Version
from dateline.store.git import git
from dateline.store.remote import EMAIL

SLUG = "harbour-barrier"
AUTHOR = ("-c", "user.name=dateline", "-c", f"user.email={EMAIL}")
"""The options with which git commits in Dateline's name."""
FOLDER = f"stories/{SLUG}"
ATTRIBUTES = "stories/**/v*.yaml diff=dateline\nitems.jsonl diff=dateline merge=dateline-ledger\n"
SETTINGS = (("user.name", "Desk"), ("user.email", "desk@example.org"), ("core.editor", "true"), ("rerere.enabled", "false"))


def item(word: str, at: str) -> Item:
    """An item that says nothing but a word."""
    title, text = f"The {word} report", f"All that the {word} report says."
    return builders.item(f"{word}-report", title=title, text=text, collected=at, hash=fingerprint(title, text))


@dataclass(frozen=True)
class Clone:
    """A clone of the publication."""

    root: Path

    def git(self, *arguments: str) -> str:
        return git(self.root, *arguments)

    def stops(self, *arguments: str) -> None:
        """Runs a command that stops at a conflict."""
        with pytest.raises(GitError):
            self.git(*arguments)

    def commit(self, said: str = "Change") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", said)

    def read(self, number: int) -> Version:
        value = codec.parse_version(self.data(number), "v.yaml").value
        assert isinstance(value, Version)
        return value

    def data(self, number: int) -> bytes:
        return (self.root / layout.version_path(SLUG, number)).read_bytes()

    @property
    def numbers(self) -> list[int]:
        return sorted(filter(None, (layout.version_number(path.name) for path in (self.root / FOLDER).iterdir())))

    @property
    def ledger(self) -> bytes:
        return (self.root / layout.ledger_path(SLUG)).read_bytes()

    @property
    def keys(self) -> list[str]:
        """The keys of the ledger's items, in order."""
        return [one.key for one in items_of(codec.parse_ledger(self.ledger, "").value or ())]

    def collect(self, *words: str, at: str) -> None:
        """Adds items to the ledger."""
        lines = "".join(codec.dump_line(item(word, at)) for word in words).encode()
        (self.root / layout.ledger_path(SLUG)).write_bytes(self.ledger + lines)

    def file(self, number: int, word: str, at: str, **given: Any) -> None:
        """Collects an item and files a version with a paragraph on it; commits both."""
        self.collect(word, at=at)
        last = self.read(number - 1)
        found = item(word, at)
        cited = builders.source(found.key, title=found.title, evidence="excerpt")
        parts = {
            "changes": f"The {word} report is out [@{found.key}].",
            "narrative": (*last.narrative, f"All that anybody knows about the {word} is in a report of its own [@{found.key}]."),
            "sources": (*last.sources, cited),
            "items": count(items_of(codec.parse_ledger(self.ledger, "").value or ())),
        }
        self.write(replace(last, version=number, published=at, **{**parts, **given}))
        self.commit(f"File version {number} on {word}")

    def write(self, version: Version) -> None:
        path = self.root / layout.version_path(SLUG, version.version)
        path.write_text(codec.dump(version, layout.schema("version")), encoding="utf-8", newline="\n")


class Hub:
    """The remote, and its clones."""

    def __init__(self, folder: Path, start: Path) -> None:
        self.folder = folder
        (start / ".gitattributes").write_text(ATTRIBUTES)
        (start / ".gitignore").write_text(".dateline/\n")
        git(folder, "init", "-q", "--bare", "-b", "main", "hub.git")
        git(start, "init", "-q", "-b", "main")
        self.first = self._configured(start)
        self.first.commit("Start")
        self.first.git("push", "-q", str(folder / "hub.git"), "main")

    def clone(self, name: str, *options: str) -> Clone:
        git(self.folder, "clone", "-q", *options, str(self.folder / "hub.git"), name)
        return self._configured(self.folder / name)

    @staticmethod
    def _configured(root: Path) -> Clone:
        for name, value in SETTINGS:
            git(root, "config", name, value)
        return Clone(root)


@pytest.fixture
def hub(make_publication: Callable[..., Path], tmp_path: Path) -> Hub:
    """The remote of a publication whose story has three versions."""
    first = builders.item(hash=fingerprint("Title of harbour-plan", "Text of harbour-plan."))
    versions = [builders.version(number) for number in (1, 2, 3)]
    return Hub(tmp_path, make_publication(builders.dossier(*versions, items=(first,))))
