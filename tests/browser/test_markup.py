"""The Nu checker finds no error on any kind of page or in the style sheet."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent


def checker() -> list[str]:
    """The command; skips the test if Java or the checker is missing."""
    places = [
        os.environ.get("DATELINE_VNU", ""),
        *(str(root / "node_modules/vnu-jar/build/dist/vnu.jar") for root in (HERE, HERE.parents[1])),
    ]
    jar = next((place for place in places if place and Path(place).is_file()), None)
    if not jar or not shutil.which("java"):
        pytest.skip("no Nu checker: install Java and the npm package vnu-jar, or name vnu.jar in DATELINE_VNU")
    return ["java", "-jar", jar]


@pytest.mark.parametrize(("ending", "option"), [("html", "--html"), ("css", "--css"), ("svg", "--svg")])
def test_the_checker_finds_no_error(folder: Path, ending: str, option: str):
    """Every page, style sheet and drawing that is built is valid according to the Nu checker."""
    files = sorted(map(str, folder.rglob(f"*.{ending}")))
    done = subprocess.run(
        [*checker(), "--errors-only", "--skip-non-" + ending, option, *files], capture_output=True, text=True, check=False
    )

    assert files
    assert done.stderr == ""
