"""Tries the promises: `python3 scripts/prove.py [--long] [--hours H] [PROMISE …]`.

Without options it tries a part of the cases, in a few minutes. With `--long` it tries all of them, and if every promise holds,
it writes the figures to `docs/figures.md`. With `--hours`, what is made up at random goes on for so long.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from setup_env import PYTHON, ROOT, install, step

PROOF = Path("tests", "proof")


def files(names: list[str]) -> list[Path]:
    """The modules of the named promises; all, if none is named."""
    there = {path.stem.removeprefix("test_"): path.relative_to(ROOT) for path in sorted((ROOT / PROOF).glob("test_*.py"))}
    if unknown := [name for name in names if name not in there]:
        sys.exit(f"error: no promise is called {unknown[0]}\nhint: There are: {', '.join(there)}.")
    return [there[name] for name in names] or [PROOF]


def main(arguments: list[str]) -> int:
    """Tries the promises, and writes their figures if all was tried."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("promises", nargs="*", metavar="PROMISE", help="a name from docs/figures.md, such as killed")
    parser.add_argument("--long", action="store_true", help="try all cases, and write the figures")
    parser.add_argument("--hours", type=float, default=0, help="so long for what is made up at random")
    given = parser.parse_args(arguments)
    chosen = files(given.promises)
    if not step("install", lambda: install(dev=True)):
        return 1
    with TemporaryDirectory() as folder:
        options = ["--long", f"--figures={folder}"] if given.long else []
        argv: list[str | Path] = [
            PYTHON,
            "-m",
            "pytest",
            f"--numprocesses={os.cpu_count() or 1}",
            f"--hours={given.hours}",
            *options,
            *chosen,
        ]
        code = subprocess.run(argv, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
        if code == 0 and given.long:
            subprocess.run([PYTHON, PROOF / "figures.py", folder], cwd=ROOT, check=True)
    return code


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    sys.exit(main(sys.argv[1:]))
