"""Plain data → values, or all problems of a file with their places."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dateline.core import yamlio
from dateline.core.codec.certain import certain, certain_line
from dateline.core.codec.saying import Stray, nearest_key, told_error, told_stray
from dateline.core.codec.shapes import Shape, adapter, shapes
from dateline.core.model import Item, LedgerEvent, LedgerLine, Problem, Tombstone, Version
from dateline.core.yamlio import MOST_PROBLEMS, Path, Tree

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

T = TypeVar("T")

CONFLICT_MARKS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
"""How the lines of a merge conflict start; no line of JSON starts like this."""
FORMAT = 1
"""The newest format of files that this Dateline reads."""
UPGRADE = "Install a newer Dateline: change its line in requirements.txt, then run `pip install -r requirements.txt`."


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """The value in a file, or everything that is wrong with the file."""

    value: T | None
    """The value; None if a problem makes it unusable."""
    problems: tuple[Problem, ...] = ()
    """What is wrong, in the order of the file."""


def _to_fields(kind: type, tree: Any, path: Path, strays: list[Stray], keyed_by: str | None = None) -> Any:
    """The file's map, ready to validate: with field names as keys and lists for keyed maps; unknown keys become strays."""
    if not isinstance(tree, dict):
        return tree
    by_key = {shape.key: shape for shape in shapes(kind) if shape.name != keyed_by}
    out: dict[str, Any] = {}
    for key, value in tree.items():
        shape = by_key.get(key)
        if shape is None:
            strays.append(Stray((*path, key), value, tuple(by_key)))
        elif value != "" or shape.is_text:
            out[shape.name] = _held(shape, value, (*path, key), strays)
    return out


def _held(shape: Shape, value: Any, path: Path, strays: list[Stray]) -> Any:
    """A field's value, ready to validate; if a keyed map is not a map, it becomes text, so that validation refuses it."""
    if shape.kind is None:
        return value
    if key := shape.keyed_by:
        if not isinstance(value, dict):
            return str(value)
        rows = [(one, _to_fields(shape.kind, row or {}, (*path, one), strays, key)) for one, row in value.items()]
        return [{key: one, **row} if isinstance(row, dict) else row for one, row in rows]
    if isinstance(value, list):
        return [_to_fields(shape.kind, row, (*path, number), strays) for number, row in enumerate(value)]
    return _to_fields(shape.kind, value, path, strays)


def _in_file(kind: type, tree: Any, location: tuple[str | int, ...]) -> tuple[Path, Shape | None]:
    """The path in the file of a place in the validated data, without pydantic's names of union members, and its last field."""
    path: list[str | int] = []
    field: Shape | None = None
    for step in location:
        if isinstance(step, int):
            path.append(list(tree)[step] if isinstance(tree, dict) else step)
            tree = tree[path[-1]]
        elif (shape := next((one for one in shapes(kind) if one.name == step), None)) and not (field and field.keyed_by == step):
            path.append(shape.key)
            tree = tree.get(shape.key) if isinstance(tree, dict) else None
            field, kind = shape, shape.kind or kind
    return tuple(path), field


def spell(path: Path) -> str:
    """The path as text: `timeline[12].date`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def unspell(at: str) -> Path:
    """The path that `spell` made this text from."""
    words = filter(None, at.replace("[", ".[").split("."))
    return tuple(int(word[1:-1]) if word.startswith("[") else word for word in words)


def parse(kind: type[T], data: bytes, file: str, *, strict: bool = True) -> Parsed[T]:
    """Reads a YAML file of the given kind.

    Args:
        kind: `Version`, `Story` or `Config`.
        data: the file's bytes.
        file: its path in the publication, for the problems.
        strict: whether an unknown key is a problem; if not, it is kept in the value's `unknown`.
    """
    tree, problems = yamlio.load(data, file)
    return Parsed(None, problems) if problems else from_tree(kind, tree, file, strict=strict, data=data)


def parse_version(data: bytes, file: str, *, strict: bool = True) -> Parsed[Version | Tombstone]:
    """Reads a version or its tombstone; a tombstone may have no unknown keys, as they could contain words of the version."""
    tree, problems = yamlio.load(data, file)
    kind = version_kind(tree)
    return Parsed(None, problems) if problems else from_tree(kind, tree, file, strict=strict or kind is Tombstone, data=data)


def version_kind(tree: Tree) -> type[Version | Tombstone]:
    """Whether a version's file is a version or a tombstone."""
    return Tombstone if isinstance(tree, dict) and "withdrawn" in tree else Version


def from_tree(kind: type[T], tree: Tree, file: str, *, strict: bool = True, data: bytes = b"") -> Parsed[T]:
    """A value from plain data; `data` is the file's bytes, to find the place of each problem."""
    value = certain(kind, tree)
    return Parsed(value) if value is not None else validated(kind, tree, file, strict=strict, data=data)


def validated(kind: type[T], tree: Tree, file: str, *, strict: bool = True, data: bytes = b"") -> Parsed[T]:
    """The same as `from_tree`, with pydantic: it explains what is wrong."""
    from pydantic import ValidationError  # noqa: PLC0415  # slow to import, and not needed if all is certainly right

    if number := newer_format(tree):
        (place,) = yamlio.locate_all(data, [("format",)])
        return Parsed(None, (_newer(number, file, *place),))
    strays: list[Stray] = []
    plain = _to_fields(kind, tree, (), strays)
    keeps = not strict and "unknown" in kind.__dataclass_fields__  # type: ignore[attr-defined]  # every kind is a dataclass
    refused = [] if keeps else strays
    errors: list[ErrorDetails] = []
    try:
        value = adapter(kind).validate_python(plain)  # type: ignore[arg-type]  # classes are hashable
        if not refused:
            by_path = sorted(strays, key=lambda stray: tuple(map(str, stray.path)))  # as they are read again once written
            unknown = tuple((stray.path, stray.value) for stray in by_path)
            return Parsed(replace(value, unknown=unknown) if unknown else value)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    said = [(stray.path, told_stray(stray)) for stray in refused[:MOST_PROBLEMS]]
    meant = {(*stray.path[:-1], nearest_key(stray)) for stray in refused}
    for one in errors[:MOST_PROBLEMS]:
        path, field = _in_file(kind, tree, one["loc"])
        if one["type"] != "missing" or path not in meant:
            said.append((path, told_error(one, path, field)))
    places = yamlio.locate_all(data, [path for path, _ in said])
    problems = [
        Problem(rule, file, line, column, spell(path), message, hint)
        for (path, (rule, message, hint)), (line, column) in zip(said, places, strict=True)
    ]
    in_order = tuple(dict.fromkeys(sorted(problems, key=lambda one: (one.line, one.column, one.message))))
    others = max(0, len(refused) - MOST_PROBLEMS) + max(0, len(errors) - MOST_PROBLEMS)
    return Parsed(None, first_of(in_order, others))


def first_of(problems: Sequence[Problem], others: int = 0) -> tuple[Problem, ...]:
    """The first hundred problems of a file, then one that counts the rest and the `others`, which were not read."""
    shown = problems[:MOST_PROBLEMS]
    others += len(problems) - len(shown)
    if not others:
        return tuple(shown)
    message = f"and {others} more problem{'s' * (others > 1)} in this file"
    return (*shown, replace(shown[-1], at="", message=message, hint="Correct these first, then check again."))


def parse_ledger(data: bytes, file: str) -> Parsed[tuple[LedgerLine, ...]]:
    """Reads a ledger: one JSON object per line. Lines that cannot be read are problems; the others are kept."""
    found: list[LedgerLine] = []
    problems: list[Problem] = []
    others = 0
    lines = data.splitlines()
    marks = [number for number, line in enumerate(lines, 1) if line.startswith(CONFLICT_MARKS)]
    for number, line in enumerate(lines, 1):
        if number in marks[:1]:
            problems.append(Problem("bad-shape", file, number, 1, "", yamlio.CONFLICT, yamlio.how_to_resolve(file)))
        if number in marks:
            continue
        parsed = parse_line(line, file, number)
        if parsed.value:
            found.append(LedgerLine(number, parsed.value))
        elif len(problems) < MOST_PROBLEMS:
            problems += parsed.problems
        else:
            others += len(parsed.problems)
    return Parsed(tuple(found), first_of(problems, others))


def parse_line(line: bytes, file: str, number: int) -> Parsed[Item | LedgerEvent]:
    """Reads one line of a ledger: an event if it has the key `event`, otherwise an item."""
    entry = certain_line(line)
    return Parsed(entry) if entry else validated_line(line, file, number)


def validated_line(line: bytes, file: str, number: int) -> Parsed[Item | LedgerEvent]:
    """The same as `parse_line`, with pydantic."""
    from pydantic import ValidationError  # noqa: PLC0415

    if b'"format"' in line and (newer := newer_format(_tree_of(line))):
        return Parsed(None, (_newer(newer, file, number, 1),))
    kind = LedgerEvent if b'"event"' in line and _has_key(line, "event") else Item
    try:
        value = adapter(kind).validate_json(line)
    except ValidationError as error:
        return Parsed(None, tuple(_line_problem(one, kind, file, number) for one in error.errors(include_url=False)))
    if isinstance(value, Item) and not value.withdrawn and not value.title and not _has_key(line, "title"):
        return Parsed(None, (Problem("bad-shape", file, number, 1, "title", 'the key "title" is missing', "Add it."),))
    return Parsed(value)


def _has_key(line: bytes, key: str) -> bool:
    tree = _tree_of(line)
    return isinstance(tree, dict) and key in tree


def _tree_of(line: bytes) -> Any:
    """The data in a line; None if it is not JSON."""
    from pydantic_core import from_json  # noqa: PLC0415

    try:
        return from_json(line)
    except ValueError:
        return None


def newer_format(tree: Any) -> int:
    """The number of the format that a file says it has, if this Dateline does not know it; else 0."""
    said = str(tree.get("format", "")) if isinstance(tree, dict) else ""
    number = int(said) if said.isdecimal() and len(said) < len("1000") else 0
    return number if number > FORMAT else 0


def _newer(number: int, file: str, line: int, column: int) -> Problem:
    """The one problem of a file that a newer Dateline wrote: what else is unknown in it follows from that."""
    said = f"written by a newer Dateline (format {number}; this one reads format {FORMAT})"
    return Problem("bad-shape", file, line, column, "format", said, UPGRADE)


def _line_problem(error: "ErrorDetails", kind: type, file: str, number: int) -> Problem:
    if error["type"] == "json_invalid":
        return Problem(
            "bad-shape",
            file,
            number,
            1,
            "",
            f"not a JSON object: {error['ctx']['error']}",
            "Restore the line from git.",
        )
    path = tuple(error["loc"])
    if error["type"] == "unexpected_keyword_argument":
        rule, message, hint = told_stray(Stray(path, "", tuple(shape.key for shape in shapes(kind))))
    else:
        rule, message, hint = told_error(error, path, None)
    return Problem(rule, file, number, 1, spell(path), message, hint)
