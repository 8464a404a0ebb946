"""Builds that are killed, and builds that run at the same time, leave nothing behind that the next build cannot use."""

import shutil
import subprocess
import sys
from pathlib import Path

import killing
import pytest
from three_stories import add_version, contents, write_publication

from dateline.flows.build import build

TESTS = Path(killing.__file__).parent
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


@pytest.mark.parametrize(("is_first", "step"), [(True, 23), (False, 7)])
def test_killed_at_any_change(publication, is_first, step):
    """Whenever a build is killed, the next one makes the right site: the first build of a site, and one after an edit."""
    if not is_first:
        edit(publication)
    shutil.copytree(publication, publication.with_name("edited"))
    command = [sys.executable, killing.__file__, str(publication.parent), str(step)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env={"PYTHONPATH": str(TESTS)})
    points = [line.rpartition(" ") for line in done.stdout.splitlines()]

    assert {point for point, _, _ in points} >= {"open", "os.rename", "sql REPLACE"}
    assert [point for point, _, outcome in points if outcome != "right"] == []


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
