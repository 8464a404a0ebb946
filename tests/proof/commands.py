"""Runs commands in one process: `python commands.py FOLDER COMMAND …`; prints what each ended with and said, as JSON."""

import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

from dateline.cli import main


def ended(root: str, command: str) -> tuple[str | int | None, str]:
    """The exit code of a command, and what it said."""
    said = StringIO()
    code: str | int | None = None
    try:
        with redirect_stdout(said), redirect_stderr(said):
            main(["-C", root, *command.split()])
    except SystemExit as end:
        code = end.code
    return code, said.getvalue()


if __name__ == "__main__":
    folder, *commands = sys.argv[1:]
    print(json.dumps([ended(folder, command) for command in commands]))  # noqa: T201
