"""The project's own `.venv`, made and kept current, and a line on the terminal for each step; standard library only."""

from __future__ import annotations  # an older Python gets as far as the message that it is too old

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOWEST = ROOT / ".venv-lowest"
LOWEST_PYTHON = LOWEST / PYTHON.relative_to(VENV)
LOCK = "requirements.txt"
LOG = VENV / "install.log"
OLDEST = (3, 11)

RUN = ("update", "extract")
"""The extras that a publication is tried with; `dev` stands for every extra and the tools of the tests."""


UNREACHED = re.compile("connect|name resolution|timed out|proxy|certificate|failed to fetch|no matching dist", re.IGNORECASE)
"""What pip and uv say where they cannot reach an index."""


class StepFailed(Exception):  # noqa: N818  # "failed" says it
    """A step ended badly; what it said is on the terminal."""


def run(argv: Sequence[str | Path], *, cwd: Path = ROOT) -> str:
    """What a command prints, shown only where it fails.

    Raises:
        StepFailed: when it ends with another code than 0.
    """
    done = subprocess.run(
        argv, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        command = " ".join(map(str, argv))
        raise StepFailed(f"{done.stdout}{done.stderr}\n`{command}` ended with code {done.returncode}")
    return done.stdout


def step(name: str, act: Callable[[], str]) -> bool:
    """Does one thing and prints one line: its name, its time and what it says of itself; a failure is printed in full."""
    start = time.monotonic()
    print(f"  {name:<12}", end="", flush=True)
    try:
        said = act()
    except StepFailed as failed:
        print(f"{time.monotonic() - start:6.1f} s  failed\n\n{failed}", flush=True)
        return False
    print(f"{time.monotonic() - start:6.1f} s  {said}", flush=True)
    return True


def check_python() -> None:
    """Ends with a sentence where this Python is too old."""
    if sys.version_info < OLDEST:
        sys.exit(
            "error: Dateline needs Python {}.{} or newer\nhint: run this script with a newer one, such as python3.13".format(
                *OLDEST
            )
        )


def is_current(stamp: Path, state: str) -> bool:
    """Whether an installation was made from this very state."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == state


def digest(*names: str | Path) -> str:
    """A hash over files of the project, and over this Python's version."""
    parts = (sys.version.encode(), *((ROOT / name).read_bytes() for name in names))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def begin(title: str) -> None:
    """Says what is begun, by a Python that is new enough; a character that the terminal lacks is written as a number."""
    check_python()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    print(title)


def _make_venv() -> None:
    if VENV.exists() and not (VENV / "pyvenv.cfg").is_file():
        raise StepFailed(f"{VENV} is there, and holds no virtual environment\nhint: move it away: nothing in it was touched")
    try:
        run([sys.executable, "-m", "venv", "--clear", VENV])
    except StepFailed as failed:
        shutil.rmtree(VENV, ignore_errors=True)  # one without pip would be taken for a whole one
        if "ensurepip" not in str(failed):
            raise
        hint = "on Debian and Ubuntu, `apt install python3-venv`, then run this again"
        raise StepFailed(f"error: this Python cannot make a virtual environment: ensurepip is missing\nhint: {hint}") from None


def _fetch(argv: Sequence[str | Path]) -> None:
    """Runs an installer; where it reaches no index, two lines say so and the rest is in a file."""
    try:
        run(argv)
    except StepFailed as failed:
        if not UNREACHED.search(str(failed)):
            raise
        LOG.write_text(str(failed), encoding="utf-8")
        what = "error: the packages could not be fetched: is this machine connected, and does pip reach its index?"
        raise StepFailed(f"{what}\nhint: run this again when it is; {LOG.relative_to(ROOT)} has all that was said") from None


def _install_uv() -> None:
    """Installs the installer: many times faster than pip, which gets no more than its entry of the lock."""
    entry = re.search(r"^uv==.*?(?=^\S|\Z)", (ROOT / LOCK).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    wanted = VENV / "uv.txt"
    wanted.write_text(entry[0] if entry else "uv\n", encoding="utf-8")
    _fetch([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted])


def install(*, dev: bool) -> str:
    """Makes `.venv` hold the project and what it needs, at the versions of the lock, each file checked by its hash.

    Does nothing, and needs no network, where that was done before from the same `pyproject.toml` and lock.

    Raises:
        StepFailed: when Python or the installer says no.
    """
    state = digest("pyproject.toml", LOCK)
    stamps = {name: VENV / f"{name}.stamp" for name in ("run", "dev")}
    if is_current(stamps["dev"], state) or (not dev and is_current(stamps["run"], state)):
        return "already there"
    if not PYTHON.exists():
        _make_venv()
    _install_uv()
    wanted = "--all-extras --group dev" if dev else " ".join(f"--extra {extra}" for extra in RUN)
    options = f"--system-certs --constraint {LOCK} --build-constraint {LOCK} --requirements pyproject.toml {wanted} --editable ."
    _fetch([PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, *options.split()])
    for name in ("run", "dev") if dev else ("run",):
        stamps[name].write_text(state, encoding="utf-8")
    return ".venv, as locked"


def install_lowest() -> str:
    """Makes `.venv-lowest` hold the lowest versions that `pyproject.toml` allows, and the tools of the tests.

    It is done with the installer of `.venv`, which has to be there.

    Raises:
        StepFailed: when Python or the installer says no.
    """
    run([sys.executable, "-m", "venv", "--clear", LOWEST])
    lowest = LOWEST / "lowest.txt"
    pip: list[str | Path] = [PYTHON, "-m", "uv", "pip"]
    for_it: list[str | Path] = ["--python", LOWEST_PYTHON, "--system-certs", "--all-extras"]
    _fetch([*pip, "compile", *for_it, "--resolution", "lowest-direct", "--output-file", lowest, "pyproject.toml"])
    tools = ["--group", "dev", "--requirements", "pyproject.toml", "--editable", "."]
    _fetch([*pip, "install", *for_it, "--constraint", lowest, *tools])
    return f"{LOWEST.name}, the lowest versions allowed"


if __name__ == "__main__":
    begin("Installing Dateline")
    sys.exit(not step("install", lambda: install(dev=False)))
