"""Creates the project's `.venv` and keeps it up to date, with `--dev` also its tools; standard library only."""

from __future__ import annotations  # so an older Python can still print that it is too old

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOWEST = ROOT / ".venv-lowest"
LOWEST_PYTHON = LOWEST / PYTHON.relative_to(VENV)
LOCK = "requirements.txt"
OLDEST = (3, 11)

RUN = ("update", "extract", "email", "cards", "serve")
"""The extras for trying Dateline; `dev` means every extra and the test tools."""

FULL = 20_000_000
"""With fewer free bytes, the disk is full."""
AGAIN = "then run this again."
FAILURES = (
    (r"no space left|errno 28|os error (28|112)|disk quota|not enough space", "the disk is full", f"Free about 500 MB, {AGAIN}"),
    (
        r"permission denied|read-only file system|access is denied|os error (13|30|5)\b",
        "a folder cannot be written to",
        f"Put this folder where you may write, or become its owner, {AGAIN}",
    ),
    (
        "ensurepip is not available|no module named '?ensurepip",
        "this Python cannot create a virtual environment: ensurepip is missing",
        f"On Debian and Ubuntu, run `apt install python3-venv`, {AGAIN}",
    ),
    (
        r"hash mismatch|do not match the hashes",
        "a package is not the one that the lock names: its hash is another one",
        f"Empty the caches (`pip cache purge` and `uv cache clean`), {AGAIN} If that does not help, your index has other files.",
    ),
    (
        r"failed to build|could not build|no wheels? |no usable wheels|no matching platform tag",
        "a package has no wheel for this machine",
        "Run this with another Python, such as python3.13; most packages have wheels for the newest but one.",
    ),
    (
        r"connect|name resolution|timed out|proxy|certificate|failed to fetch|no matching dist|no versions of",
        "the packages could not be downloaded: is this machine online, and can pip reach its index?",
        "Run this again when it is.",
    ),
    ("", "the installer failed", f"Correct what it says, {AGAIN}"),
)
"""What Python, pip and uv print if an installation fails → what failed, and what to do; the first that fits."""


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
    """Runs a step and prints one line: its name, its time and its result; below it, what a failure says."""
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


@contextmanager
def _in_two_lines() -> Iterator[None]:
    """Reports any failure of an installation in two lines: what failed, and what to do; what was printed goes into a file."""
    try:
        yield
    except (StepFailed, OSError) as failed:
        text = str(failed)
        said = text.rpartition("\n`")[0] or text  # the command has paths, and they may have any word
        if shutil.disk_usage(ROOT).free < FULL:
            said = "no space left"  # `venv` does not say why pip was not installed
        what, hint = next((what, hint) for sign, what, hint in FAILURES if re.search(sign, said, re.IGNORECASE))
        raise StepFailed(f"error: {what}\nhint: {hint}{_kept(text)}") from None


def _kept(text: str) -> str:
    """Where the output of a failure is: in a file or, if none can be written, the line with the error here."""
    with suppress(OSError):
        with NamedTemporaryFile("w", prefix="dateline-", suffix=".log", encoding="utf-8", delete=False) as log:
            log.write(text)
        return f" {log.name} has the full output."
    lines = text.strip().splitlines()
    return f" It says: {next((line for line in reversed(lines) if 'error' in line.lower()), lines[-1])}"


def _make_venv() -> None:
    try:
        run([sys.executable, "-m", "venv", "--clear", VENV])
    except StepFailed:
        shutil.rmtree(VENV, ignore_errors=True)  # one without pip would look complete
        raise


def _install_uv() -> None:
    """Installs uv, which is many times faster than pip; pip installs only uv's own entry in the lock."""
    entry = re.search(r"^uv==.*?(?=^\S|\Z)", (ROOT / LOCK).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    wanted = VENV / "uv.txt"
    wanted.write_text(entry[0] if entry else "uv\n", encoding="utf-8")
    run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted])


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
    if VENV.exists() and not (VENV / "pyvenv.cfg").is_file():
        raise StepFailed(
            f"error: {VENV} exists, but is not a virtual environment\nhint: Move it away; nothing in it was changed."
        )
    with _in_two_lines():
        if not PYTHON.exists():
            _make_venv()
        _install_uv()
        wanted = "--all-extras --group dev" if dev else " ".join(f"--extra {extra}" for extra in RUN)
        locked = (
            f"--system-certs --constraint {LOCK} --build-constraint {LOCK} --requirements pyproject.toml {wanted} --editable ."
        )
        run([PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, *locked.split()])
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
    with _in_two_lines():
        run([*pip, "compile", *for_it, "--resolution", "lowest-direct", "--output-file", lowest, "pyproject.toml"])
        tools = ["--group", "dev", "--requirements", "pyproject.toml", "--editable", "."]
        run([*pip, "install", *for_it, "--constraint", lowest, *tools])
    return f"{LOWEST.name}, the lowest versions allowed"


if __name__ == "__main__":
    if others := " ".join(one for one in sys.argv[1:] if one != "--dev"):
        sys.exit(f"error: no such option: {others}\nhint: Without one, Dateline is installed; with --dev, its tools, too.")
    begin("Installing Dateline")
    sys.exit(not step("install", lambda: install(dev="--dev" in sys.argv[1:])))
