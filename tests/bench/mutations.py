"""Breaks the pure modules one change at a time and counts what the tests notice.

`python tests/bench/mutations.py [--sample N] [--seed S] [--only PART]` changes the code in copies of this tree, runs the tests
that import the module, and prints a line for each change and the share that was noticed. A change that survives shows a gap
in the tests, or makes no difference.
"""

import argparse
import ast
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from clones import clone

ROOT = Path(__file__).parents[2]
PURE = (
    "core/text/*.py",
    "core/compare/*.py",
    "core/citations.py",
    "core/ids.py",
    "core/ledger.py",
    "core/origins.py",
    "core/outlets.py",
    "core/passages.py",
    "core/segments.py",
    "core/sentences.py",
    "core/tombstones.py",
    "checks/*.py",
    "desk/route.py",
    "store/new_items.py",
)
LONGEST = 120
"""Seconds after which a change counts as noticed: it made something endless."""

ELSE: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
OPPOSITE = {"min": "max", "max": "min", "any": "all", "all": "any", "takewhile": "dropwhile"}
NO_CHANGE = frozenset("casefold lower upper strip lstrip rstrip removesuffix removeprefix".split())
"""Methods of text that give back the same kind of thing."""
NOT_CODE = frozenset({"annotation", "returns", "decorator_list", "bases", "type_params"})


class Mutant(NamedTuple):
    """One change to one module."""

    path: Path
    """The module's file in this tree."""
    tests: tuple[str, ...]
    """What is run."""
    node: int
    """The number of the changed node, in the order of the walk."""
    change: int
    """Which of the changes to it."""


def code(tree: ast.Module) -> list[ast.AST]:
    """What is in the functions of a module; its tables and limits are choices, and are left out."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return list(dict.fromkeys(node for function in functions for part in function.body for node in _within(part)))


def _within(node: ast.AST) -> Iterator[ast.AST]:
    """A node and its contents, without annotations, decorators and docstrings."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    yield node
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and name not in NOT_CODE:
                yield from _within(child)


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What can replace a node, each with a short description."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in ELSE:
            yield _named(op), _with(node, ops=[ELSE[type(op)]()])
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in ELSE:
            yield _named(op), _with(node, op=ELSE[type(op)]())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not dropped", operand
        case ast.Constant(value=bool() | int() as value):
            others = (not value,) if isinstance(value, bool) else (value + 1, value - 1)
            yield from ((f"{value} → {other}", ast.Constant(other)) for other in others)
        case ast.Call():
            yield from _calls(node)
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield "return None", ast.Return(ast.Constant(None))
        case ast.If(test=ast.Name() | ast.Attribute() | ast.Call() as test) | ast.IfExp(test=ast.Name() | ast.Call() as test):
            yield "condition negated", _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.Tuple(elts=[_, _, *_] as parts, ctx=ast.Load()):
            yield "last of a tuple dropped", _with(node, elts=parts[:-1])
        case ast.Attribute(value=ast.Name(id="re"), attr=flag) if flag.isupper():
            yield f"re.{flag} dropped", _with(node, attr="NOFLAG")


def _named(operator: ast.AST) -> str:
    return f"{type(operator).__name__} → {ELSE[type(operator)].__name__}"


def _calls(call: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    match call.func:
        case ast.Name(id=name) if name in OPPOSITE:
            yield f"{name} → {OPPOSITE[name]}", _with(call, func=ast.Name(OPPOSITE[name], ast.Load()))
        case ast.Name(id="sorted"):
            yield "order reversed", _with(call, keywords=[*_without(call, "reverse"), _reverse(call)])
            yield "sorted dropped", ast.Call(ast.Name("list", ast.Load()), call.args, [])
        case ast.Attribute(value=receiver, attr=name) if name in NO_CHANGE:
            yield f"{name} dropped", receiver
    if any(one.arg == "key" for one in call.keywords):
        yield "key dropped", _with(call, keywords=_without(call, "key"))


def _reverse(call: ast.Call) -> ast.keyword:
    return ast.keyword("reverse", ast.Constant(not any(one.arg == "reverse" for one in call.keywords)))


def _without(call: ast.Call, name: str) -> list[ast.keyword]:
    return [one for one in call.keywords if one.arg != name]


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """The node with other fields."""
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})


def mutants() -> list[Mutant]:
    """Every change to every pure module."""
    paths = sorted({path for pattern in PURE for path in (ROOT / "src/dateline").glob(pattern) if path.name != "__init__.py"})
    return [
        Mutant(path, tests_of(path), number, change)
        for path in paths
        for number, node in enumerate(code(ast.parse(path.read_text(encoding="utf-8"))))
        for change, _ in enumerate(changes(node))
    ]


def mutated(mutant: Mutant, text: str) -> tuple[str, str]:
    """The module's text with the change, and a description of the change with its place."""
    tree = ast.parse(text)
    target = code(tree)[mutant.node]
    said, other = list(changes(target))[mutant.change]

    class Change(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return other if node is target else self.generic_visit(node)

    line = getattr(target, "lineno", 0)
    return ast.unparse(ast.fix_missing_locations(Change().visit(tree))), f"{mutant.path.relative_to(ROOT)}:{line}: {said}"


@cache
def tests_of(path: Path) -> tuple[str, ...]:
    """The tests in a module's room that have its name, import it, or import the package that exports its contents."""
    *folders, stem = path.relative_to(ROOT / "src").with_suffix("").parts
    names = [".".join((*folders, stem))]
    if "import" in path.with_name("__init__.py").read_text(encoding="utf-8"):
        names.append(".".join(folders))
    imports = re.compile("|".join(rf"\b{re.escape(name)}\b(?!\.)" for name in names))
    found = (ROOT / "tests" / folders[1]).rglob("test_*.py")
    own = [one for one in found if stem in one.stem or imports.search(one.read_text(encoding="utf-8"))]
    return tuple(one.relative_to(ROOT).as_posix() for one in sorted(own, key=lambda one: (stem not in one.stem, one)))


def notices(tree: Path, tests: Sequence[str]) -> bool:
    """Whether a test fails in a copy."""
    argv = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(argv, cwd=tree, env=environment, capture_output=True, check=False, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def tried(mutant: Mutant, copies: "SimpleQueue[Path]") -> bool:
    """Whether the tests notice a change; prints it."""
    tree = copies.get()
    changed = tree / mutant.path.relative_to(ROOT)
    before = changed.read_text(encoding="utf-8")
    text, said = mutated(mutant, before)
    changed.write_text(text, encoding="utf-8")
    is_noticed = notices(tree, mutant.tests)
    changed.write_text(before, encoding="utf-8")
    copies.put(tree)
    sys.stdout.write(f"{'killed  ' if is_noticed else 'SURVIVED'} {said}\n")
    sys.stdout.flush()
    return is_noticed


def main() -> int:
    """Takes a sample and prints its rate."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--sample", type=int, default=60, metavar="N", help="so many changes")
    arguments.add_argument("--seed", type=int, default=1, metavar="S", help="another number, other changes")
    arguments.add_argument("--only", default="", metavar="PART", help="modules whose path has this in it")
    given = arguments.parse_args()
    every = [one for one in mutants() if given.only in one.path.as_posix()]
    sample = Random(given.seed).sample(every, min(given.sample, len(every)))
    started, jobs = time.monotonic(), os.cpu_count() or 1
    with ExitStack() as stack:
        copies: SimpleQueue[Path] = SimpleQueue()
        for _ in range(jobs):
            copies.put(clone(Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        first = copies.get()
        if notices(first, sorted({test for one in sample for test in one.tests})):
            sys.exit("error: the tests fail without any change")
        copies.put(first)
        with ThreadPoolExecutor(jobs) as pool:
            noticed = list(pool.map(lambda one: tried(one, copies), sample))
    killed, seconds = sum(noticed), time.monotonic() - started
    share = killed / max(1, len(noticed))
    sys.stdout.write(f"killed {killed} of {len(noticed)} ({share:.0%}), a sample of {len(every)}; {seconds:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
