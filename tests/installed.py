"""Runs programs as on a machine without this checkout, and installs the wheel there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXTRAS = "[cards,email,extract,update]"


def run(*argv: str | Path, folder: Path, **more: str) -> str:
    """The output of a command that sees no checkout: neither this one nor an environment."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(argv, cwd=folder, env={**kept, **more}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def uv(*arguments: str | Path, folder: Path) -> str:
    return run(sys.executable, "-m", "uv", "--quiet", *arguments, "--system-certs", "--no-config", folder=folder)


def pythons() -> list[Path]:
    """This Python, and the newest of the machine: on the path, or pyenv's."""
    folders = [
        *Path.home().glob(".pyenv/versions/3.*/bin"),
        *(path for path in map(Path, os.get_exec_path()) if path.name != "shims"),
    ]
    named = (f"python3.{minor}" for minor in range(11, 30) if minor != sys.version_info.minor)
    others = [Path(path) for name in named if (path := shutil.which(name, path=os.pathsep.join(map(str, folders))))]
    return [Path(sys.executable), *others[-1:]]


def install(wheel: Path, python: Path, into: Path) -> Path:
    """Makes an environment with the wheel; returns the folder of its programs."""
    uv("venv", "--python", python, into, folder=wheel.parent)
    given = ("--python", into, "--constraint", ROOT / "requirements.txt", f"dateline{EXTRAS} @ {wheel.as_uri()}")
    uv("pip", "install", *given, folder=wheel.parent)
    return into / "bin"
