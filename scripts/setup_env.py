"""Creates the project's `.venv` and keeps it up to date, with `--dev` also its tools; standard library only."""

from __future__ import annotations  # so an older Python can still print that it is too old

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

RUN = ("update", "extract", "email")
"""The extras for trying Dateline; `dev` means every extra and the test tools."""

UNREACHED = re.compile("connect|name resolution|timed out|proxy|certificate|failed to fetch|no matching dist", re.IGNORECASE)
"""What pip and uv print if they cannot reach an index."""


class StepFailed(Exception):  # noqa: N818  # "failed" says it
    """A step failed; its output is on the terminal."""


def run(argv: Sequence[str | Path], *, cwd: Path = ROOT) -> str:
    """The output of a command, printed only if the command fails.

    Raises:
        StepFailed: if it ends with a code other than 0.
    """
    done = subprocess.run(
        argv, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        command = " ".join(map(str, argv))
        raise StepFailed(f"{done.stdout}{done.stderr}\n`{command}` ended with code {done.returncode}")
    return done.stdout


def step(name: str, act: Callable[[], str]) -> bool:
    """Runs a step and prints one line: its name, its time and its result; a failure is printed in full."""
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
    """Ends with an error if this Python is too old."""
    if sys.version_info < OLDEST:
        sys.exit(
            "error: Dateline needs Python {}.{} or newer\nhint: Run this script with a newer one, such as python3.13.".format(
                *OLDEST
            )
        )


def is_current(stamp: Path, state: str) -> bool:
    """Whether an installation was made from this state."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == state


def digest(*names: str | Path) -> str:
    """A hash of files of the project and of this Python's version."""
    parts = (sys.version.encode(), *((ROOT / name).read_bytes() for name in names))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def begin(title: str) -> None:
    """Checks this Python and prints a title; characters that the terminal lacks are written as numbers."""
    check_python()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    print(title)


def _make_venv() -> None:
    if VENV.exists() and not (VENV / "pyvenv.cfg").is_file():
        raise StepFailed(f"{VENV} exists, but is not a virtual environment\nhint: Move it away; nothing in it was changed.")
    try:
        run([sys.executable, "-m", "venv", "--clear", VENV])
    except StepFailed as failed:
        shutil.rmtree(VENV, ignore_errors=True)  # one without pip would look complete
        if "ensurepip" not in str(failed):
            raise
        hint = "On Debian and Ubuntu, run `apt install python3-venv`, then run this again."
        raise StepFailed(f"error: this Python cannot create a virtual environment: ensurepip is missing\nhint: {hint}") from None


def _fetch(argv: Sequence[str | Path]) -> None:
    """Runs an installer; if it cannot reach an index, two lines report that, and its output goes into a file."""
    try:
        run(argv)
    except StepFailed as failed:
        if not UNREACHED.search(str(failed)):
            raise
        LOG.write_text(str(failed), encoding="utf-8")
        what = "error: the packages could not be downloaded: is this machine online, and can pip reach its index?"
        raise StepFailed(f"{what}\nhint: Run this again when it is; {LOG.relative_to(ROOT)} has the full output.") from None


def _install_uv() -> None:
    """Installs uv, which is many times faster than pip; pip installs only uv's own entry in the lock."""
    entry = re.search(r"^uv==.*?(?=^\S|\Z)", (ROOT / LOCK).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    wanted = VENV / "uv.txt"
    wanted.write_text(entry[0] if entry else "uv\n", encoding="utf-8")
    _fetch([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted])


def install(*, dev: bool) -> str:
    """Installs the project and what it needs into `.venv`, in the versions of the lock, each file checked by its hash.

    Does nothing, and needs no network, if this was done before with the same `pyproject.toml` and lock.

    Raises:
        StepFailed: if Python or the installer fails.
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
    return ".venv, in the locked versions"


def install_lowest() -> str:
    """Installs the lowest versions that `pyproject.toml` allows, and the test tools, into `.venv-lowest`.

    Uses the installer in `.venv`, which must exist.

    Raises:
        StepFailed: if Python or the installer fails.
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
    sys.exit(not step("install", lambda: install(dev="--dev" in sys.argv[1:])))
