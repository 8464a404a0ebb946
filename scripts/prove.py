"""Tries the promises: `python3 scripts/prove.py [--long] [--hours H] [--mutate N] [PROMISE …]`.

Without options it tries a part of the cases, in a few minutes. With `--long` it tries all of them, and if every promise holds,
it writes the figures to `docs/figures.md`. With `--hours`, what is made up at random goes on for so long. With `--mutate`, it
then breaks so many places of the pure modules, one at a time, and prints the share that the tests notice.
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

LONGEST = 3 * 60 * 60
"""How long one test may take in a long run, in seconds: the watchdog of a usual one gives it ten minutes."""
PROOF, MUTATIONS = Path("tests", "proof"), Path("tests", "bench", "mutations.py")


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
    parser.add_argument("--mutate", type=int, default=0, metavar="N", help="then break N places of the code, one at a time")
    given = parser.parse_args(arguments)
    chosen = files(given.promises)
    if not step("install", lambda: install(dev=True)):
        return 1
    with TemporaryDirectory() as folder:
        options = ["--long", f"--figures={folder}", "-o", f"faulthandler_timeout={LONGEST}"] if given.long else []
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
    if code == 0 and given.mutate:
        code = subprocess.run([PYTHON, MUTATIONS, f"--sample={given.mutate}"], cwd=ROOT, check=False).returncode
    return code


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    sys.exit(main(sys.argv[1:]))
