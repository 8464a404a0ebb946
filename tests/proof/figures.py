"""The figures of the proof: with how many cases each promise was tried, and the pages about them.

`python tests/proof/figures.py [FOLDER]` takes the figures of a long run from a folder, if one is named, and writes the pages.
"""

import ast
import json
import sys
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILE = HERE / "figures.json"
"""Promise → the version and the day of its last long run, and its figures: what was tried → the test → how often."""
PAGE = ROOT / "docs/figures.md"
SECURITY = ROOT / "SECURITY.md"
TABLE = "| promise | cases | in `tests/proof` |\n|---|---|---|\n"
"""The head of the table of promises there."""

HEAD = """\
# The promises, measured

Each promise is tried by a program, with the cases that are counted here. In each of them the promise held: if it does not hold in
one, the program stops, and prints no figures. Anybody can measure a figure again with the command below it, in a clone of the
repository. Test runs try a part of the cases, and fail if a number on this page is higher than the number of cases.

A count of system calls differs a little between machines; it is rounded down. This page is generated.
"""


class Record(NamedTuple):
    """What one test has tried."""

    promise: str
    test: str
    """Its name, with the values of its parameters."""
    what: str
    tried: int
    of: int
    """How many cases there are for it in a long run."""


class Promise(NamedTuple):
    """A promise, as its module states it."""

    name: str
    sentence: str
    how: str
    """How it is tried."""


def promises() -> list[Promise]:
    """All promises, in the order of their modules' names."""
    return [_stated(path) for path in sorted(HERE.glob("test_*.py"))]


def _stated(path: Path) -> Promise:
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    sentence, _, how = told.partition("\n\n")
    return Promise(path.stem.removeprefix("test_"), " ".join(sentence.split()), how.strip())


def printed() -> dict[str, Any]:
    """What the page prints."""
    return json.loads(FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def rounded(count: int) -> int:
    """A tenth less, in two digits: what another machine counts too."""
    less = str(count * 9 // 10)
    return int(less[:2].ljust(len(less), "0"))


def better(figures: Mapping[str, Mapping[str, Any]], record: Record) -> str:
    """What is wrong if figures have a higher count than there are cases; empty if they have not."""
    count = figures.get(record.promise, {"figures": {}})["figures"].get(record.what, {}).get(record.test, 0)
    if count <= record.of:
        return ""
    return f"docs/figures.md counts {count} for {record.what} in {record.test}, and there are {record.of}"


def save(folder: Path, record: Record) -> None:
    """Notes what a test has tried, in a file of this process's test."""
    with (folder / f"{record.promise}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")  # less than a page, so the lines of two processes never mix


def taken(before: Mapping[str, Any], folder: Path, version: str, day: str) -> dict[str, Any]:
    """The figures with those of a long run; of the promises that it tried, nothing else is kept."""
    figures = dict(before)
    for path in sorted(folder.glob("*.jsonl")):
        counts: dict[str, dict[str, int]] = {}
        for line in sorted(path.read_text(encoding="utf-8").splitlines()):
            record = Record(*json.loads(line))
            counts.setdefault(record.what, {})[record.test] = record.tried
        figures[path.stem] = {"version": version, "day": day, "figures": dict(sorted(counts.items()))}
    return dict(sorted(figures.items()))


def page(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """The page about all figures."""
    return "\n".join((HEAD, *(_section(one, figures.get(one.name, {})) for one in promises())))


def _section(promise: Promise, given: Mapping[str, Any]) -> str:
    rows = "".join(f"| {what} | {sum(counts.values()):,} |\n" for what, counts in given.get("figures", {}).items())
    heading, command = promise.sentence.removesuffix("."), f"python3 scripts/prove.py --long {promise.name}"
    if not rows:
        return f"## {heading}\n\n{promise.how}\n\nNot measured in full yet: `{command}`\n"
    measured = f"Measured with Dateline {given['version']} on {given['day']}: `{command}`"
    return f"## {heading}\n\n{promise.how}\n\n| tried | cases |\n|---|---|\n{rows}\n{measured}\n"


def security(text: str, figures: Mapping[str, Mapping[str, Any]]) -> str:
    """The page about security, with a row for each promise."""
    before, rest = text.split(TABLE)
    _, after = rest.split("\n\n", 1)
    rows = (f"| {one.sentence} | {_cases(figures.get(one.name, {}))} | `test_{one.name}.py` |\n" for one in promises())
    return "".join((before, TABLE, *rows, "\n", after))


def _cases(given: Mapping[str, Any]) -> str:
    return f"{sum(sum(counts.values()) for counts in given['figures'].values()):,}" if given else "not measured yet"


def main(arguments: list[str]) -> None:
    """Writes the figures and the pages."""
    if arguments:
        version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
        figures = taken(printed(), Path(arguments[0]), version, f"{datetime.now(UTC):%Y-%m-%d}")
        FILE.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(printed()), encoding="utf-8")
    SECURITY.write_text(security(SECURITY.read_text(encoding="utf-8"), printed()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
