"""What is killed or fails in the proof: a command with its publication, and what must be true afterwards."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from proof.killing import Ended, Killer, killer

from dateline.core import codec

CLOCK = re.compile(rb"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
"""A time or a day: each run has another one."""
LEDGER = "items.jsonl"
TEMPORARY = re.compile(r"(^|/)\.dateline|\.part$|\.lock$")

Files = Mapping[str, bytes | None]
"""Name → bytes, without the times in them."""


@dataclass
class Scene:
    """A command and what it works with."""

    root: Path
    """The publication."""
    command: Sequence[str]
    held: Sequence[Path] = ()
    """The folders that the command may change, if these are not only the publication."""
    parts: Sequence[str] = ("stories", "content")
    """The folders of the publication whose files are compared."""
    drafts: Sequence[str] = ()
    """Files of versions that nobody has published: a command may change them in several steps."""
    environment: Mapping[str, str] = field(default_factory=dict)
    given: str = ""
    """Its standard input."""
    reset: Callable[[], None] = lambda: None
    """Makes the servers forget the last run."""
    lost: Callable[[], str] = lambda: ""
    """After a kill: what is lost; empty if nothing is."""
    unfinished: Callable[[], str] | None = None
    """After the next run: what is not done; by default, every difference from a run that was not killed."""
    right: list[tuple[int, Files]] = field(default_factory=list)
    """Exit code and files after one run and after another."""
    before: Files = field(default_factory=dict)

    @contextmanager
    def ready(self) -> Iterator[Killer]:
        """What runs and kills the command, which has run twice; all is as before."""
        folder = self.root.parent
        self.kept = folder / "kept"
        for one in self.held or (self.root,):
            shutil.copytree(one, self.kept / one.name, symlinks=True)
        (folder / "given").write_text(self.given, encoding="utf-8")
        self.before = self.files()
        with killer(folder, ("-C", str(self.root), *self.command), dict(self.environment)) as asked:
            self.right = [(asked.run().code, self.files()) for _ in range(2)]
            self.renew()
            yield asked

    def renew(self) -> None:
        """Makes everything as it was before the first run."""
        for one in self.held or (self.root,):
            shutil.rmtree(one, ignore_errors=True)
            shutil.copytree(self.kept / one.name, one, symlinks=True)
        self.reset()

    def files(self) -> Files:
        """The files now, without those that Dateline uses for a moment."""
        paths = (path for part in self.parts for path in sorted((self.root / part).rglob("*")) if path.is_file())
        named = {path.relative_to(self.root).as_posix(): path for path in paths}
        return {name: CLOCK.sub(b"", path.read_bytes()) for name, path in named.items() if not TEMPORARY.search(name)}

    def damage(self) -> str:
        """What an interrupted run has left incomplete, changed or lost; empty if nothing."""
        now, good = self.files(), (self.before, *(files for _, files in self.right))
        odd = [name for name in sorted({*self.before, *now}) if not _is_whole(name, now.get(name), good)]
        return next((name for name in odd if not self._is_draft(name)), "") or self.lost()

    def _is_draft(self, name: str) -> bool:
        """Whether this is a draft that can be read."""
        return name in self.drafts and codec.parse_version((self.root / name).read_bytes(), name).value is not None

    def left(self, again: Ended) -> str:
        """What the next run has not finished; empty if nothing."""
        if self.unfinished:
            return self.unfinished()
        after = (again.code, self.files())
        return "" if after in self.right else f"another result: {again}"


def _is_whole(name: str, data: bytes | None, good: Sequence[Files]) -> bool:
    """Whether a file is as before or as after a whole run; a ledger may also have a part of the new lines."""
    states = [files.get(name) for files in good]
    if name.endswith(LEDGER) and data:
        lines = data.split(b"\n")[:-1]
        return any(lines == (one or b"").split(b"\n")[: len(lines)] for one in states)
    return data in states
