"""Everything that is offered is used: every key, extra and variable has code that reads it."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from dateline.core import config
from dateline.core.model import story

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "dateline"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in [*SOURCE.rglob("*.py"), *(ROOT / "scripts").glob("*.py")]}
SETTINGS = {path: tree for path, tree in TREES.items() if str(path) in (config.__file__, story.__file__)}
"""The modules whose classes are the keys of `site.yaml` and `story.yaml`."""
READERS = [tree for path, tree in TREES.items() if path not in SETTINGS]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
FOR_USERS = [page for page in PAGES if page.name != "first-changes.md"]
"""The pages that are not about code, in which constants look like variables of the environment."""
WORKFLOWS = "".join(path.read_text(encoding="utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml"))
FOR_PEOPLE = {("Waiver", "why")}
"""Keys that only people read, in the file itself."""
NEEDED_BY_A_LIBRARY = {"lxml-html-clean", "tzdata"}
"""Trafilatura and the standard library import them."""
VARIABLE = re.compile(r"\b[A-Z]{2,}(?:_[A-Z]+)+\b")
LINKED = re.compile(r"\]\([^)]*\)")
FILE = re.compile(r"^```\w+ \S+\n.*?^```$", re.DOTALL | re.MULTILINE)
"""A file in a page: a block of code with a name."""
READ_BY_OTHERS = {"ANTHROPIC_CUSTOM_HEADERS", "OLLAMA_CONTEXT_LENGTH"}
"""Variables that Anthropic's SDK and Ollama read."""


def fields() -> Iterator[tuple[str, str, str]]:
    """The class, the name and the sentence of each key of the settings."""
    for tree in SETTINGS.values():
        for kind in (node for node in tree.body if isinstance(node, ast.ClassDef)):
            for line, sentence in zip(kind.body, kind.body[1:], strict=False):
                if isinstance(line, ast.AnnAssign) and isinstance(sentence, ast.Expr) and isinstance(line.target, ast.Name):
                    yield kind.name, line.target.id, str(ast.literal_eval(sentence.value))


def last_name(node: ast.AST) -> str:
    """`limits` of `config.limits`, of `limits` and of `limits()`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.FunctionDef(name=name):
            return name
        case ast.Call(func=inner) | ast.Subscript(value=inner):
            return last_name(inner)
        case _:
            return ""


@cache
def holders(kind: str) -> set[str]:
    """The names of values of a class: names annotated with it, and names assigned such a value or one of its elements."""
    found: set[str] = set()
    given: list[tuple[ast.expr, ast.expr]] = []
    for node in (node for tree in TREES.values() for node in ast.walk(tree)):
        match node:
            case ast.arg(annotation=said) | ast.FunctionDef(returns=said) if said:
                found |= {last_name(node)} if kind in map(last_name, ast.walk(said)) else set()
            case ast.AnnAssign(target=target, annotation=said):
                found |= {last_name(target)} if kind in map(last_name, ast.walk(said)) else set()
            case ast.For(target=one, iter=several) | ast.comprehension(target=one, iter=several):
                given.append((one, several))
            case ast.Assign(targets=[one], value=value):
                given.append((one, value))
            case _:
                pass
    return found | {last_name(one) for one, several in given if last_name(several) in found}


READ = {(last_name(node.value), node.attr) for tree in READERS for node in ast.walk(tree) if isinstance(node, ast.Attribute)} | {
    tuple(found.groups())
    for page in (ROOT / "theme" / "templates").glob("*.html")
    for found in re.finditer(r"(?=\b(\w+)\.(\w+))", page.read_text(encoding="utf-8"))
}
"""Each attribute that is read, with the name before its dot."""


@pytest.mark.parametrize(("kind", "key", "sentence"), [*fields()], ids=lambda one: one if " " not in one else "")
def test_every_key_is_read_or_reserved(kind, key, sentence):
    """Every key of the settings is read by the code or the theme, or its description says that it is reserved."""
    is_read = (kind, key) in FOR_PEOPLE or any((name, key) in READ for name in holders(kind))

    assert is_read != sentence.startswith("Reserved")


@cache
def imported() -> set[str]:
    """The packages, by their names on an index, that provide what the code imports."""
    modules = set()
    for node in (node for tree in TREES.values() for node in ast.walk(tree)):
        modules |= {one.name.partition(".")[0] for one in node.names} if isinstance(node, ast.Import) else set()
        modules |= {(node.module or "").partition(".")[0]} if isinstance(node, ast.ImportFrom) else set()
    return {name.lower() for module, names in packages_distributions().items() if module in modules for name in names}


@pytest.mark.parametrize("group", [None, *PROJECT["optional-dependencies"]])
def test_every_package_is_imported(group):
    """Everything that is installed with Dateline or one of its extras is imported by it."""
    wanted = PROJECT["optional-dependencies"][group] if group else PROJECT["dependencies"]
    packages = {re.split(r"[\[<>=]", one)[0] for one in wanted} - NEEDED_BY_A_LIBRARY

    assert packages - imported() == set()


@cache
def constants(folder: Path) -> set[object]:
    """Every constant in the code below a folder."""
    trees = (tree for path, tree in TREES.items() if folder in path.parents)
    return {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}


@pytest.mark.parametrize("page", FOR_USERS, ids=lambda page: page.name)
def test_every_variable_of_a_page_is_read(page):
    """Every environment variable that a page names is read by the code, a workflow, or a file that the page contains."""
    text = LINKED.sub("", page.read_text(encoding="utf-8"))
    named = set(VARIABLE.findall(FILE.sub("", text))) - {one for file in FILE.findall(text) for one in VARIABLE.findall(file)}

    assert named - constants(ROOT) - set(VARIABLE.findall(WORKFLOWS)) - READ_BY_OTHERS == set()


def test_every_secret_and_address_is_documented():
    """Every environment variable that the code reads from the user's environment is documented."""
    asked = {
        value for value in constants(SOURCE) if isinstance(value, str) and re.fullmatch(r"(ANTHROPIC|DATELINE)(_[A-Z]+)+", value)
    }

    assert asked <= {name for page in PAGES for name in VARIABLE.findall(page.read_text(encoding="utf-8"))}
