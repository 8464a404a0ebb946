"""Finds every message of the pages: in the modules of the room site, in the templates and in the scripts.

Run `python tests/messages.py` when a test says that the list of them is out of date.
"""

import ast
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, nodes

from dateline.core.model import FIGURES, SECTIONS, TOLD_BESIDE
from dateline.site import scripts

ROOT = Path(__file__).parents[1]
ENGLISH = "theme/languages/en.yaml"
HEAD = """\
# What pages say, in English: the list that a translation begins with. To reword a message, or to translate all of them, see
# docs/translating.md of Dateline.
"""
Message = tuple[str, str]
"""A message in English about one thing and about several; the second is empty if it names no number."""


def every() -> dict[str, str]:
    """Message about one thing → the same about several, or nothing."""
    found = {*_in_python(), *_in_templates(), *_in_scripts(), *((title, "") for title in _titles())}
    by_one: dict[str, str] = {}
    for one, more in sorted(found):
        assert one not in by_one, f"two messages begin with the same words: {one}"
        by_one[one] = more
    return by_one


def english() -> str:
    """The text of `theme/languages/en.yaml`."""
    rows = [f"{_quoted(one)}: {_forms(one, more) if more else _quoted(_bare(one))}" for one, more in every().items()]
    return "\n  ".join((HEAD + "words:", *rows)) + "\n"


def _forms(one: str, more: str) -> str:
    return f"[{_quoted(_bare(one))}, {_quoted(_bare(more))}]"


def _quoted(message: str) -> str:
    return json.dumps(message, ensure_ascii=False)


def _titles() -> list[str]:
    return [*SECTIONS.values(), *TOLD_BESIDE.values(), FIGURES]


def _bare(message: str) -> str:
    return message.partition("#")[0]


def _in_python() -> Iterator[Message]:
    for path in sorted((ROOT / "src/dateline/site").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                given = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
                yield from _called(node.func.id, given, path.name)


def _called(name: str, given: Sequence[object], where: str) -> Iterator[Message]:
    if name in ("_", "N_") and isinstance(given[0], str):
        yield given[0], ""
    pair = [given[0], given[-1]] if name == "NN_" else given[1:3] if name == "_n" else []
    if len(pair) == 2:
        assert all(isinstance(one, str) for one in pair), f"{where}: a message with a number is written out, or marked by NN_"
        yield str(pair[0]), str(pair[1])


def _in_templates() -> Iterator[Message]:
    for path in sorted((ROOT / "theme/templates").iterdir()):
        for node in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(node.node, nodes.Name):
                given = [one.value if isinstance(one, nodes.Const) else None for one in node.args]
                yield from _called(node.node.name, given, path.name)


def _in_scripts() -> Iterator[Message]:
    for path in sorted((ROOT / "theme/script").rglob("*.js")):
        yield from scripts.messages(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    (ROOT / ENGLISH).write_text(english(), encoding="utf-8")
