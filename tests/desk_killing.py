"""Kills commands of the desk: `python desk_killing.py FOLDER COMMAND…` kills each at every point at which it changes a file.

FOLDER contains a publication as `before`. Each command runs in a process that ends, without cleaning up, right before the change;
then it is run again. One line is printed for each point: the command, the change, and what is wrong, if anything is.
"""

import os
import re
import shlex
import shutil
import sys
from itertools import count
from pathlib import Path
from typing import NamedTuple

from killing import KILLED, end_at, import_noted, note_imports

from dateline.cli import main as dateline
from dateline.store.story import find_stories, read_story

CLOCK = re.compile(rb"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
"""A time or a day: each run has another one."""


class Outcome(NamedTuple):
    """What a run of a command ends with."""

    code: int
    """Its exit code."""
    files: dict[str, bytes]
    """The files of the publication."""


def contents(root: Path) -> dict[str, bytes]:
    """Name and bytes of each file of the publication, without the times in them."""
    files = (path for top in ("stories", "content") for path in sorted((root / top).rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): CLOCK.sub(b"", path.read_bytes()) for path in files}


def run(root: Path, command: str, killed_at: int | None = None, reached: Path = Path(), loaded: Path | None = None) -> int:
    """The exit code of the command in a process of its own, which may write down the modules it loaded."""
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        if killed_at is not None:
            end_at(killed_at, reached)
        try:
            dateline(["-C", str(root), *shlex.split(command.format(root=root))])
        except SystemExit as ended:
            if loaded:
                note_imports(loaded)
            os._exit(int(ended.code or 0))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def wrong(root: Path, command: str, before: dict[str, bytes], right: list[Outcome]) -> str:
    """What is wrong after a kill, and after the command was run again; empty if nothing is."""
    for slug in find_stories(root)[0]:
        if torn := [one for one in read_story(root, slug).problems if one.rule != "unknown-file"]:
            return f"{torn[0].file}: {torn[0].message}"
    if lost := before.keys() - contents(root).keys():
        return f"lost: {', '.join(lost)}"
    after = Outcome(run(root, command), contents(root))
    if after in right:
        return ""
    told = {name for name in right[0].files.keys() | after.files.keys() if right[0].files.get(name) != after.files.get(name)}
    return f"another result: exit code {after.code}, {', '.join(sorted(told))}"


def kill(folder: Path, command: str) -> None:
    """Kills one command at every point, each time from the same publication."""
    first, root, reached = folder / "before", folder / "publication", folder / "reached"

    def renew() -> None:
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(first, root, symlinks=True)

    renew()
    before = contents(root)
    # The command may have done everything before it was killed; the run after that is then its second one.
    right = [Outcome(run(root, command, loaded=folder / "loaded"), contents(root)) for _ in range(2)]
    assert right[0].code in (0, 1), command
    import_noted(folder / "loaded")
    for number in count():
        renew()
        if run(root, command, number, reached) != KILLED:
            return
        sys.stdout.write(f"{command} | {reached.read_text()} | {wrong(root, command, before, right)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    for given in sys.argv[2:]:
        kill(Path(sys.argv[1]), given)
