"""Runs a command in several processes at once: `python at_once.py ROOT PROCESSES ARGUMENT…`, once for each line it reads.

The answer to a line is a line of JSON with the exit codes and what was printed.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any


def main(root: Path, processes: int, command: list[str]) -> None:
    """Answers until there is nothing more to do."""
    from dateline.cli import main as dateline
    from dateline.flows import update  # noqa: F401  # imported once, not in each child

    for _ in sys.stdin:
        ready, go = os.pipe()
        children = [_child(dateline, root, number, ready, ["-C", str(root), *command]) for number in range(processes)]
        os.close(ready)
        os.write(go, b"!" * processes)
        os.close(go)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        said = [root.with_name(f"said{number}").read_text() for number in range(processes)]
        sys.stdout.write(f"{json.dumps([codes, said])}\n")
        sys.stdout.flush()


def _child(dateline: Any, root: Path, number: int, ready: int, command: list[str]) -> int:
    child = os.fork()
    if not child:
        said = os.open(root.with_name(f"said{number}"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        os.read(ready, 1)  # blocks until all may go
        code = 70
        try:
            dateline(command)
        except SystemExit as ended:
            code = int(ended.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return child


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
