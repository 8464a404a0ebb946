"""The documentation is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from docs import generate

from dateline.cli.main import dateline

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "CODE_OF_CONDUCT.md")] + sorted(
    DOCS.rglob("*.md")
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", generate.GENERATED)
def test_what_comes_from_the_code_is_current(file):
    """Commands, keys, rules and schemas are the same as in the code; if not, run python tests/docs/generate.py."""
    assert generate.GENERATED[file]() == (ROOT / file).read_text(encoding="utf-8")


def test_every_command_has_an_example():
    """`--help` shows how to use a command, and fits on a screen."""
    without = [one for one, command in dateline.commands.items() if "Example:" not in (command.help or "")]

    assert without == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    """A relative link leads to a file that exists."""
    text = re.sub(r"```.*?```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|src(?:set)?=\"([^\"]+)\"", text)
    relative = [a or b for a, b in links if not (a or b).startswith(("http://", "https://", "mailto:"))]

    assert [link for link in relative if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_in_the_text_are_commands(page):
    """The commands on a page are valid."""
    text = page.read_text(encoding="utf-8")
    used = set(re.findall(r"(?:`|^)dateline (?:-C \S+ )?([a-z]+(?:-[a-z]+)*)\b", text, re.MULTILINE))

    assert used <= set(dateline.commands)


def test_the_index_names_every_page():
    """Every page of the documentation can be reached."""
    index = (DOCS / "index.md").read_text(encoding="utf-8")

    assert [
        name(path) for path in DOCS.rglob("*.md") if path.name != "index.md" and path.relative_to(DOCS).as_posix() not in index
    ] == []


@pytest.mark.parametrize("path", sorted((DOCS / "adr").glob("*.md")), ids=name)
def test_a_decision_is_one_page(path):
    """A decision gives the question and the answer on less than a page, and its number is that of its file."""
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"^\*\*(Status|Question|Decision)\b", text, re.MULTILINE) == ["Status", "Question", "Decision"]
    assert text.count("\n") <= 50
    assert path.name == "template.md" or f"# {int(path.name[:4])}. " == text[: text.index(" ", 2) + 1]


def test_the_two_commands_of_the_readme_are_there():
    """What the README tells a newcomer to run exists and does what the README says."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    scripts = set(re.findall(r"python3 (scripts/\w+\.py)", readme))

    assert scripts == {"scripts/try.py", "scripts/test.py"}
    for script in scripts:
        subprocess.run([sys.executable, "-m", "py_compile", ROOT / script], check=True)
