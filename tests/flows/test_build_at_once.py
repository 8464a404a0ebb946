"""Builds that run at the same time leave nothing behind that the next build cannot use."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from three_stories import add_version, contents, write_publication

from dateline.flows.build import build

BUILD = """
import sys
from pathlib import Path
from dateline.flows.build import build
from dateline.flows.stories import rebuild
root = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(build(root, root / "build", jobs=1).note, end="")
"""


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    write_publication(tmp_path / "publication")
    return tmp_path / "publication"


def edit(root: Path) -> None:
    """Builds the site, and then adds a version and removes a story."""
    build(root, root / "build", jobs=1)
    add_version(root, "ferry")
    shutil.rmtree(root / "stories/tunnel")


@pytest.mark.parametrize("is_first", [True, False])
def test_two_builds_at_once(publication, tmp_path, is_first):
    """Two builds into one folder both end well, and so does the next one: the site is right."""
    if not is_first:
        edit(publication)
    command = [sys.executable, "-c", BUILD, str(publication)]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(2)]
    for one in both:
        assert one.stdout
        one.stdout.readline()
    for one in both:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate()[0] for one in both]
    build(publication, tmp_path / "clean", jobs=1, cached=False)

    assert ([one.returncode for one in both], said) == ([0, 0], ["", ""])
    assert contents(publication / "build") == contents(tmp_path / "clean")
    again = build(publication, publication / "build", jobs=1)
    assert again.written
    assert again.written.written == 0
