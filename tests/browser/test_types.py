"""The scripts declare their types in JSDoc, and TypeScript confirms them."""

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
COMPILER = Path(__file__).parent / "node_modules/typescript/bin/tsc"


def told(project: Path) -> str:
    """What the compiler prints; skips the test if it is missing."""
    node = shutil.which("node")
    if not node or not COMPILER.is_file():
        pytest.skip("no TypeScript: install Node, and in tests/browser the package typescript (npm ci)")
    done = subprocess.run([node, COMPILER, "-p", project], capture_output=True, encoding="utf-8", check=False)
    assert bool(done.returncode) == bool(done.stdout), done.stderr
    return done.stdout


def test_the_scripts_are_typed():
    """No script of the theme has an error under TypeScript's strict rules."""
    assert told(ROOT / "jsconfig.json") == ""


def test_a_wrong_type_is_found(tmp_path: Path):
    """The same rules refuse a script that forgets that an element may be missing."""
    (tmp_path / "theme/script").mkdir(parents=True)
    shutil.copy(ROOT / "jsconfig.json", tmp_path)
    (tmp_path / "theme/script/wrong.js").write_text('document.querySelector("a").click();\n', encoding="utf-8")

    assert "TS2531" in told(tmp_path / "jsconfig.json")
