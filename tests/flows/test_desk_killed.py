"""A command of the desk that is killed at any point leaves whole files, and finishes when it is run again."""

import subprocess
import sys
from pathlib import Path

import builders
import desk_killing
import pytest
from conftest import MakePublication

from dateline.store.git import git

SLUG = "harbour-barrier"
PAGE = f"<title>An audit</title><article><p>{'The works were two months late, the auditors found. ' * 5}</p></article>"
TESTS = Path(desk_killing.__file__).parent
COMMANDS = (
    f"edit {SLUG}",
    f"edit {SLUG} --correct 1",
    f"approve {SLUG} --by Ada",
    f"withdraw {SLUG} 1 --why asked",
    f"withdraw {SLUG} harbour-plan --why asked",
    f"add {{root}}/../page.html --to {SLUG} --quote 'two months late'",
    "items spike tide --why Satire",
    "items restore aside",
    f"close {SLUG} --note 'It is finished.'",
    f"archive {SLUG}",
)


@pytest.fixture
def publication(make_publication: MakePublication, tmp_path: Path) -> Path:
    """A story with one published version and one that is not, and another story with an item of its own."""
    items = (builders.item(), builders.item("tide"), builders.item("aside", spiked="Off the subject."))
    root = make_publication(builders.dossier(items=items), builders.dossier(slug="ferry", items=items[:1]))
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Publish")
    make_publication(builders.dossier(builders.version(), builders.version(2, what="It opens [@harbour-plan]."), items=items))
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    return root.rename(tmp_path / "before").parent


@pytest.mark.parametrize("command", COMMANDS)
def test_a_killed_command_loses_nothing(publication: Path, command: str) -> None:
    """Wherever it is killed: every file can be read, none is missing, and the next run does the rest."""
    line = [sys.executable, desk_killing.__file__, str(publication), command]
    env = {"PYTHONPATH": str(TESTS), "PATH": "/usr/bin:/bin", "HOME": str(publication)}
    done = subprocess.run(line, check=True, capture_output=True, encoding="utf-8", env=env)
    points = [row.split(" | ") for row in done.stdout.splitlines()]

    assert "open" in [call for _, call, _ in points]
    assert [row for row in points if row[2]] == []
