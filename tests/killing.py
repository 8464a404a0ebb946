"""Kills builds: `python killing.py FOLDER STEP` kills a build at every STEPth point at which it changes a file.

FOLDER contains a publication, and `edited` is what it is before each build. It is built in a process that ends, without cleaning
up, right before the change. Then it is built again. One line is printed for each point: the change, and whether the second build
made the right site.
"""

import os
import shutil
import sqlite3
import sys
from itertools import count
from pathlib import Path
from typing import Any

from three_stories import contents

from dateline.flows.build import build

CALLS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")
KILLED = 9


def main(folder: Path, step: int) -> None:
    root, edited, reached = folder / "publication", folder / "edited", folder / "reached"
    build(edited, folder / "clean", jobs=1)
    clean = contents(folder / "clean")
    for number in count(0, step):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(edited, root)
        child = os.fork()
        if not child:
            end_at(number, reached)
            build(root, root / "build", jobs=1)
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != KILLED:
            return
        built = build(root, root / "build", jobs=1)
        site = {name: data for name, data in contents(root / "build").items() if not name.startswith(".dateline-part-")}
        sys.stdout.write(f"{reached.read_text()} {'right' if built.written and site == clean else 'wrong'}\n")
        sys.stdout.flush()


def end_at(number: int, reached: Path) -> None:
    """Ends this process right before it changes a file, or its database, for the given time."""
    calls = count()

    def heard(call: str) -> None:
        if next(calls) == number:
            reached.write_text(call)
            os._exit(KILLED)

    def hook(event: str, given: tuple[object, ...]) -> None:
        is_write = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR) and given[0] != reached
        if event in CALLS or is_write:
            heard(event)

    connect = sqlite3.connect

    def connected(*given: Any, **named: Any) -> sqlite3.Connection:
        opened: sqlite3.Connection = connect(*given, **named)
        opened.set_trace_callback(lambda statement: heard(f"sql {statement.split()[0]}"))
        return opened

    sys.addaudithook(hook)
    sqlite3.connect = connected  # type: ignore[assignment]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
