"""Runs every check with one command: lint, types, import contracts and all tests, also those in the browser.

With `--lowest`, the tests that need no browser run with the lowest versions of the dependencies that `pyproject.toml` allows.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from bounded import is_bounded, script
from setup_env import LOWEST_PYTHON, PYTHON, ROOT, VENV, check_python, digest, install, install_lowest, is_current, run, step

LONGEST = 45 * 60
"""The limit for everything, in seconds: ten times what two idle cores need."""
WORKERS = (os.cpu_count() or 1) + 1
"""One more than there are cores: some tests wait for other programs."""
LOWEST_FLAG = "--lowest"
BROWSER = ROOT / "tests" / "browser"

WANTED = {
    "Chromium": (("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "Java": (("java",), "default-jre-headless"),
    "strace": (("strace",), "strace"),
    "faketime": (("faketime",), "faketime"),
    "localedef": (("localedef",), "locales"),
    "npm": (("npm",), "npm"),
}
"""What some tests need besides Python: its commands, of which one is enough, and its package on Debian."""


def missing() -> str:
    """A line about what is missing; empty if nothing is."""
    gone = {name: package for name, (commands, package) in WANTED.items() if not any(map(shutil.which, commands))}
    if not gone:
        return ""
    return f"  without {', '.join(gone)}: some tests will be skipped (on Debian: apt install {' '.join(gone.values())})"


def checkers() -> str:
    """Installs the tools that check the pages and their scripts, if npm is available."""
    npm = shutil.which("npm")
    if not npm:
        return "skipped: npm is missing"
    state, stamp = digest(BROWSER / "package-lock.json"), BROWSER / "node_modules" / "lock.stamp"
    if is_current(stamp, state):
        return "already there"
    run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=BROWSER)
    stamp.write_text(state, encoding="utf-8")
    return "tests/browser/node_modules"


def tool(*argv: str) -> str:
    """The last line that a tool of `.venv` prints."""
    return (run([VENV / PYTHON.parent.name / argv[0], *argv[1:]]).strip().splitlines() or ["fine"])[-1]


def pytest(arguments: list[str]) -> int:
    """Runs the tests on all cores, with coverage; each worker begins with neighbours, which share what they need."""
    return _pytest(PYTHON, arguments or [f"--numprocesses={WORKERS}", "--dist=worksteal", "--cov", "--cov-report=term-missing"])


def pytest_lowest(arguments: list[str]) -> int:
    """Runs the tests with the lowest versions, without the browser: it would show the same pages."""
    if not step("lowest", install_lowest):
        return 1
    return _pytest(LOWEST_PYTHON, arguments or [f"--numprocesses={WORKERS}", "--ignore=tests/browser"])


def _pytest(python: Path, arguments: list[str]) -> int:
    argv: list[str | Path] = [python, "-m", "pytest", *arguments]
    return subprocess.run(argv, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode


def main(arguments: list[str]) -> int:
    """Runs all checks, even after one has failed; arguments go to pytest."""
    check_python()
    print("Testing Dateline")
    os.chdir(ROOT)
    if not step("install", lambda: install(dev=True)):
        return 1
    if LOWEST_FLAG in arguments:
        return pytest_lowest([one for one in arguments if one != LOWEST_FLAG])
    checks = {
        "from npm": checkers,
        "ruff check": lambda: tool("ruff", "check", "--quiet"),
        "ruff format": lambda: tool("ruff", "format", "--check"),
        "mypy": lambda: tool("mypy"),
        "imports": lambda: tool("lint-imports"),
    }
    results = [step(name, act) for name, act in checks.items()]
    print(missing(), flush=True)
    return pytest(arguments) or int(not all(results))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    sys.exit(main(sys.argv[1:]) if is_bounded() else script(__file__, sys.argv[1:], LONGEST))
