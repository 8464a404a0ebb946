"""Plain data → values: every problem of a file at once, with its place."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dateline import yamlio
from dateline.codec.shapes import RENAMED, adapter, shapes
from dateline.model import Item, Problem
from dateline.yamlio import Path, Tree

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

T = TypeVar("T")

MESSAGES = {
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
    "bool_parsing": "should be true or false",
    "float_parsing": "should be a number",
    "decimal_parsing": "should be a number",
    "string_type": "should be text",
    "tuple_type": "should be a list",
    "dataclass_type": "should be a map of keys and values",
}
NOTHING = frozenset({"tuple_type", "dataclass_type"})


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """What a file says, or everything that is wrong with it."""

    value: T | None
    """The value; None where a problem keeps it from being one."""
    problems: tuple[Problem, ...] = ()
    """What is wrong, in the order of the file."""


def _to_fields(kind: type, tree: Any) -> Any:
    """The file's map with field names for keys and lists for keyed maps, ready to validate."""
    if not isinstance(tree, dict):
        return tree
    by_key = {shape.key: shape for shape in shapes(kind)}
    out: dict[str, Any] = {}
    for key, value in tree.items():
        shape = by_key.get(key)
        if shape is None or shape.kind is None:
            out[shape.name if shape else key] = value
            continue
        if (field := shape.keyed_by) and isinstance(value, dict):
            value = [{field: one, **row} if isinstance(row, dict) else row for one, row in value.items()]  # noqa: PLW2901
        inner = shape.kind
        out[shape.name] = [_to_fields(inner, row) for row in value] if isinstance(value, list) else _to_fields(inner, value)
    return out


def _take(data: Any, path: Path) -> Any:
    """Removes the part at `path` and returns it."""
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    return inner.pop(path[-1])


def _path(data: Any, location: tuple[str | int, ...]) -> Path:
    """An error's location without the union members that pydantic names in it; a missing key stays as the last step."""
    path: list[str | int] = []
    for step in location:
        inside = isinstance(data, dict) and step in data
        if inside or (isinstance(data, list) and isinstance(step, int)):
            data = data[step]
        elif step != location[-1] or not isinstance(data, dict):
            continue
        path.append(step)
    return tuple(path)


def _kind_at(kind: type, path: Path) -> type:
    for step in path:
        if isinstance(step, str):
            kind = next((shape.kind for shape in shapes(kind) if shape.name == step and shape.kind), kind)
    return kind


def _in_file(kind: type, data: Any, path: Path) -> Path:
    """The path in the file of a path in the validated data: a keyed list is a map there."""
    steps: list[str | int] = []
    keyed: str | None = None
    inner: Any = data
    for step in path:
        if isinstance(step, int) and keyed:
            steps.append(inner[step].get(keyed, step) if isinstance(inner[step], dict) else step)
        else:
            steps.append(RENAMED.get(step, step) if isinstance(step, str) else step)
        shape = next((one for one in shapes(kind) if one.name == step), None) if isinstance(step, str) else None
        keyed = shape.keyed_by if shape else None
        kind = shape.kind if shape and shape.kind else kind
        inside = isinstance(inner, list) or (isinstance(inner, dict) and step in inner)
        inner = inner[step] if inside else None
    return tuple(steps)


def spell(path: Path) -> str:
    """The path as people write it: `timeline[12].date`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def unspell(at: str) -> Path:
    """The path that `spell` wrote."""
    words = filter(None, at.replace("[", ".[").split("."))
    return tuple(int(word[1:-1]) if word.startswith("[") else word for word in words)


def _say(kind: type, error: "ErrorDetails", path: Path) -> tuple[str, str, str]:
    """Rule, message and hint of one validation error."""
    name, context = error["type"], error.get("ctx", {})
    known = [shape.key for shape in shapes(_kind_at(kind, path[:-1]))]
    if name == "unexpected_keyword_argument":
        near = get_close_matches(str(path[-1]), known, 1)
        return (
            "bad-shape",
            f'unknown key "{path[-1]}"',
            f'Did you mean "{near[0]}"?' if near else "Known here: " + ", ".join(known) + ".",
        )
    if name == "missing":
        return "bad-shape", f'the key "{RENAMED.get(str(path[-1]), path[-1])}" is missing', "Add it."
    if name == "literal_error":
        return "bad-shape", f"should be one of {context['expected']}", "Choose one of them."
    if "-" in name:
        return name, error["msg"], "Write it in that form."
    return "bad-shape", MESSAGES.get(name) or error["msg"][:1].lower() + error["msg"][1:], "Correct the value."


def _validate(kind: type[T], data: Any, *, strict: bool) -> tuple[T | None, list["ErrorDetails"], list[tuple[Path, Any]]]:
    """The value, what is wrong, and the unknown keys that were set aside."""
    from pydantic import ValidationError  # noqa: PLC0415

    unknown: list[tuple[Path, Any]] = []
    while True:
        try:
            return adapter(kind).validate_python(data), [], unknown  # type: ignore[arg-type]  # classes are hashable
        except ValidationError as error:
            errors = error.errors(include_url=False)
        aside = [one for one in errors if one["type"] == "unexpected_keyword_argument" and not strict]
        empty = [one for one in errors if one["type"] in NOTHING and one["input"] == ""]
        if not aside and not empty:
            return None, errors, unknown
        for one in (*aside, *empty):
            path = _path(data, one["loc"])
            value = _take(data, path)
            if one in aside:
                unknown.append((path, value))


def parse(kind: type[T], data: bytes, file: str, *, strict: bool = True) -> Parsed[T]:
    """Reads a YAML file of one kind.

    Args:
        kind: `Version`, `Story` or `Config`.
        data: the file's bytes.
        file: its path in the publication, for the problems.
        strict: whether an unknown key is a problem; else it is kept in the value's `unknown`.
    """
    tree, problems = yamlio.load(data, file)
    return Parsed(None, problems) if problems else from_tree(kind, tree, file, strict=strict, data=data)


def from_tree(kind: type[T], tree: Tree, file: str, *, strict: bool = True, data: bytes = b"") -> Parsed[T]:
    """A value from plain data; `data` is the file's bytes, to say where each problem stands."""
    plain = _to_fields(kind, tree)
    value, errors, unknown = _validate(kind, plain, strict=strict)
    if value is not None:
        if unknown:
            object.__setattr__(value, "unknown", tuple((_in_file(kind, plain, path), one) for path, one in unknown))
        return Parsed(value)
    problems = []
    for error in errors:
        path = _path(plain, error["loc"])
        rule, message, hint = _say(kind, error, path)
        place = _in_file(kind, plain, path)
        line, column = yamlio.locate(data, place) if data else (1, 1)
        problems.append(Problem(rule, file, line, column, spell(place), message, hint))
    return Parsed(None, tuple(dict.fromkeys(sorted(problems, key=lambda one: (one.line, one.column)))))


def parse_items(data: bytes, file: str) -> Parsed[tuple[Item, ...]]:
    """Reads a ledger: one JSON object a line. Lines that cannot be read are problems; the others are kept."""
    items: list[Item] = []
    problems: list[Problem] = []
    for number, line in enumerate(data.splitlines(), 1):
        parsed = parse_item(line, file, number)
        problems += parsed.problems
        if parsed.value:
            items.append(parsed.value)
    return Parsed(tuple(items), tuple(problems))


def parse_item(line: bytes, file: str, number: int) -> Parsed[Item]:
    """Reads one line of a ledger."""
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        return Parsed(adapter(Item).validate_json(line))
    except ValidationError as error:
        return Parsed(None, tuple(_item_problem(one, file, number) for one in error.errors(include_url=False)))


def _item_problem(error: "ErrorDetails", file: str, number: int) -> Problem:
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
    rule, message, hint = _say(Item, error, path)
    return Problem(rule, file, number, 1, spell(path), message, hint)
