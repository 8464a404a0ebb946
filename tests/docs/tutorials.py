"""Plays the tutorials as they are printed: `python tests/docs/tutorials.py` writes what the commands say now into them.

A page consists of blocks. `sh` is typed, `text` is what that prints on a terminal, `diff` changes a file, and a block with the
name of a file is that file.
"""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.test_contributing import changed

DOCS = Path(__file__).parents[2] / "docs"
FIRST_BRIEF, FIRST_REVIEW = DOCS / "tutorial-first-brief.md", DOCS / "tutorial-first-review.md"
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<path>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = "/bin/sh"
SETTINGS = {"COLUMNS": "80", "LINES": "40", "TERM": "xterm", "NO_COLOR": "1"}
GIT = "[user]\nuseConfigOnly = true\n[init]\ndefaultBranch = main\n"
"""The settings of git before a tutorial: nobody is named, and no name is guessed."""
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
"""What moves the cursor, or colours words."""
PROGRESS = re.compile(r"[^\n]*\n(?:\x1b\[\?25[hl]|\r)*\x1b\[1A\x1b\[2K|[^\n]*\x1b\[2K")
"""What a terminal has erased again: a line above, or what was on the line so far."""
Watch = Callable[[str, Path], None]
"""What is called after each command, with the command and the folder in which it ran."""


def typed(command: str, folder: Path, environment: Mapping[str, str]) -> str:
    """What a command prints on a terminal of 80 columns; it must succeed, and asks nothing."""
    ours, theirs = pty.openpty()
    argv, nothing = [SHELL, "-c", command], subprocess.DEVNULL
    with subprocess.Popen(argv, cwd=folder, env=environment, stdin=nothing, stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        said = b""
        with suppress(OSError):  # the end of a terminal
            while part := os.read(ours, 65536):
                said += part
        os.close(ours)
    text = CONTROL.sub("", PROGRESS.sub("", said.decode()))
    assert child.returncode == 0, f"{command}\n{text}"
    return text


def play(page: Path, folder: Path, watch: Watch = lambda _command, _place: None) -> str:
    """The page, with what its commands print now."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **SETTINGS, "PATH": path, "GIT_CONFIG_GLOBAL": str(folder / "gitconfig")}
    (folder / "gitconfig").write_text(GIT, encoding="utf-8")
    place, said = folder, ""

    def step(block: re.Match[str]) -> str:
        nonlocal place, said
        kind, name, text = block["kind"], block["path"], dedent(block["text"])
        if kind == "sh":
            said = ""
            for command in text.splitlines():
                if command.startswith("cd "):
                    place /= command.removeprefix("cd ")
                    continue
                said += typed(command, place, environment)
                watch(command, place)
            said = said.replace(f"{folder}", "~")
        elif kind == "text":
            return f"```text\n{said.rstrip()}\n```"
        elif kind == "diff":
            (place / name).write_text(changed((place / name).read_text(encoding="utf-8"), text), encoding="utf-8")
        else:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text, encoding="utf-8")
        return block[0]

    return BLOCK.sub(step, page.read_text(encoding="utf-8"))


if __name__ == "__main__":
    for written in (FIRST_BRIEF, FIRST_REVIEW):
        with TemporaryDirectory() as empty:
            written.write_text(play(written, Path(empty)), encoding="utf-8")
