"""The project's rules that no library checks: names, sizes, sentences, and the cost of imports."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "dateline"
MODULES = sorted(
    ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in SOURCE.rglob("*.py")
    if path.name != "__main__.py" and "starter" not in path.parts
)


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT).stdout


def loaded_modules(code: str) -> set[str]:
    """The modules that are in memory after some code ran in a new Python."""
    text = run(f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))")
    return set(json.loads(text.splitlines()[-1]))


def loaded(code: str) -> set[str]:
    """The top-level packages among them."""
    return {name.partition(".")[0] for name in loaded_modules(code)}


def test_the_floors_stay_one_way():
    """Rooms do not import each other, and the other import contracts are kept."""
    lint = Path(sys.executable).with_name("lint-imports")

    result = subprocess.run([lint], capture_output=True, encoding="utf-8", check=False, cwd=ROOT)

    assert result.returncode == 0, result.stdout


def test_help_needs_no_more_than_click():
    """Help loads nothing heavy."""
    heavy = {"rich", "yaml", "pydantic", "jinja2", "anthropic", "feedparser", "httpx2", "markdown_it", "feedgen", "trafilatura"}

    packages = loaded("import dateline.cli\ntry:\n    dateline.cli.main(['--help'])\nexcept SystemExit:\n    pass")

    assert "click" in packages
    assert set() == heavy & packages


@pytest.mark.parametrize("module", ["dateline.flows.build", "dateline.flows.stories.check"])
def test_building_knows_no_network(module):
    """The code that makes the site runs without the packages that collecting and drafting need."""
    assert set() == loaded(f"import {module}") & {"anthropic", "httpx2", "hishel", "feedparser", "stamina", "trafilatura"}


def test_right_files_are_read_without_pydantic():
    """Reading files with nothing wrong loads neither pydantic nor the YAML library, which are slow to import."""
    code = "from pathlib import Path\nfrom dateline.store.reading import read_publication\nread_publication(Path())"

    assert set() == loaded(code) & {"pydantic", "pydantic_core", "yaml"}


def test_building_imports_no_rule_that_only_warns():
    """A build applies the rules of level error, and does not import the others or what they need."""
    code = "from dateline.flows.build import build\nfrom dateline.flows.stories import rebuild"
    warning = {"body", "continuity", "cut", "dates", "evidence", "grounding", "judgement", "lookup", "title_index", "units"}

    assert set() == loaded_modules(code) & {f"dateline.checks.{name}" for name in warning}


def test_no_drawer_has_a_drawers_name():
    """A module is named for what it contains."""
    drawers = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "data", "info", "base"}

    assert [name for name in MODULES if drawers & set(name.split("."))] == []


def test_file_names_have_one_grammar():
    """Only `core.layout` knows how the name of a file or folder of a publication is written."""
    spelled = re.compile(
        r":03d\}|== \"items\.jsonl|/items\.jsonl\"|/story\.yaml\"|[\"/]content/(site\.yaml\"|(pages|signals|inbox|schema)[\"/])"
    )
    places = [path for path in SOURCE.rglob("*.py") if path.name != "layout.py" and "starter" not in path.parts]

    assert [str(path) for path in places if spelled.search(path.read_text(encoding="utf-8"))] == []


VENDOR = re.compile(r"(?i:anthropic)|\bClaude\b|claude-|end_turn|pause_turn|cache_control")


def test_a_provider_is_known_in_its_own_folder_alone():
    """Apart from a provider's folder and the list that names it, no module mentions the provider's API."""
    own = {SOURCE / "core/providers.py", *(SOURCE / "desk/providers/claude").rglob("*.py")}
    others = [path for path in SOURCE.rglob("*.py") if path not in own and "starter" not in path.parts]

    assert [str(path.relative_to(SOURCE)) for path in others if VENDOR.search(path.read_text(encoding="utf-8"))] == []


def test_files_and_functions_stay_small():
    """No source file has more than 300 lines, and no function more than 50 besides its docstring."""
    too_long = []
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 300:
            too_long.append(f"{path.name}: {text.count(chr(10))} lines")
        too_long += [f"{path.name}:{name} {lines} lines" for name, lines in _functions(ast.parse(text)) if lines > 50]

    assert too_long == []


def _functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The name of each function and its lines without decorators, signature and docstring."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            yield node.name, (node.end_lineno or 0) - body[0].lineno + 1


COMMAND = re.compile(r"\b(dateline (\{[^}]*\})?[a-z]+[ -]|pip install|git (add|commit|merge|push|switch) ).*\.['\"]?$", re.DOTALL)


def words(node: ast.AST) -> str:
    """What a text in code says, without what is put into it."""
    return " ".join(str(one.value) for one in ast.walk(node) if isinstance(one, ast.Constant))


COMMAND_NAME = re.compile("dateline |pip install|git ")


def test_a_command_in_a_sentence_stands_in_backticks():
    """Who copies it would else copy the full stop, too."""
    bare = []
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # the sentences under fields
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        said = (
            node for node in ast.walk(tree) if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in told | parts
        )
        texts = (ast.unparse(node) for node in said if COMMAND_NAME.search(words(node)))
        bare += [path.name for text in texts if COMMAND.search(re.sub("`[^`]*`", "", text))]

    assert bare == []


def test_every_test_says_its_rule():
    """Each test begins with a sentence."""
    silent = []
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                sentence = (ast.get_docstring(node) or "").partition("\n\n")[0]
                if not sentence.rstrip().endswith((".", "?")):
                    silent.append(f"{path.name}:{node.lineno} {node.name}")

    assert silent == []


FORBIDDEN = re.compile(r"/root/|/home/\w|/Users/\w|\"resolved\": \"http|index-url\b.*http|\bregistry = \{?.*http")


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], capture_output=True, encoding="utf-8", check=False, cwd=ROOT).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_machine():
    """No committed file contains a path of somebody's machine or the host of a registry."""
    files = tracked()
    if not files:
        pytest.skip("not a git checkout")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        if path != Path(__file__) and path.suffix not in {".png", ".jpg", ".ico", ".gif", ".pdf"}
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if FORBIDDEN.search(line)
    ]

    assert found == []


def test_nothing_generated_is_committed():
    """Compiled files, packages and built sites are not committed."""
    generated = {"__pycache__", "node_modules", ".venv", ".hypothesis"}

    assert [str(path) for path in tracked() if generated & set(path.relative_to(ROOT).parts)] == []
