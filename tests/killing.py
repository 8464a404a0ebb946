"""Kills builds: `python killing.py FOLDER STEP` kills a build at every STEPth point at which it changes a file.

FOLDER contains a publication, and `edited` is what it is before each build. It is built in a process that ends, without cleaning
up, right before the change. Then it is built again. One line is printed for each point: the change, and whether the second build
made the right site.
"""

import importlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from three_stories import contents

from dateline.flows.build import build

CALLS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")
KILLED = 9


def main(folder: Path, step: int) -> None:
    root, edited = folder / "publication", folder / "edited"
    build(edited, folder / "clean", jobs=1)
    clean = contents(folder / "clean")
    for reached in killed_everywhere(root, edited, lambda: build(root, root / "build", jobs=1), step):
        built = build(root, root / "build", jobs=1)
        site = {name: data for name, data in contents(root / "build").items() if not name.startswith(".dateline-part-")}
        sys.stdout.write(f"{reached} {'right' if built.written and site == clean else 'wrong'}\n")
        sys.stdout.flush()


def killed_everywhere(root: Path, before: Path, run: Callable[[], object], step: int = 1) -> Iterator[str]:
    """What a run was about to change when it was killed, for every `step`th change; then `root` is as the kill left it.

    It forks, so no other thread may run: call it in a process of its own.

    Args:
        root: the folder that the run changes.
        before: what the folder is before each run.
        run: the run.
        step: at every how many changes it is killed.
    """
    reached = root.with_name("reached")
    for number in count(0, step):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(before, root)
        child = os.fork()
        if not child:
            end_at(number, reached)
            run()
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != KILLED:
            return
        yield reached.read_text()


def in_its_own_process(test: Callable[[Path], None], folder: Path) -> None:
    """Calls a function of a test file in a process of its own; what it prints and why it fails are the test's."""
    file = Path(test.__code__.co_filename)
    code = f"import sys, pathlib, {file.stem} as here; here.{test.__name__}(pathlib.Path(sys.argv[1]))"
    env = os.environ | {"PYTHONPATH": os.pathsep.join((str(file.parent), *sys.path))}
    command = [sys.executable, "-c", code, str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=env)
    assert done.returncode == 0, done.stderr


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


def note_imports(file: Path) -> None:
    """Writes down the modules that this process has imported."""
    file.write_text("\n".join(sys.modules))


def import_noted(file: Path) -> None:
    """Imports what another process has noted, so that no child of this one has to."""
    for name in file.read_text().split():
        with suppress(ImportError):  # some modules are there only inside another
            importlib.import_module(name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
