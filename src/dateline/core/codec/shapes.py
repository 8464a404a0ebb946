"""How fields are stored in files: key, marks and type; and pydantic's adapter for each kind."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from dateline.core.constraints import Always, KeyedBy

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
_BUILDING = RLock()

RENAMED = {"sender": "from"}
"""Fields whose key in the file is a reserved word in Python."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a field is stored in a file."""

    name: str
    key: str
    annotation: Any
    marks: tuple[Any, ...]
    kind: type | None
    """The dataclass of its value, or of the entries of its list."""
    is_text: bool
    """Whether its value is a scalar, so that an empty value is text; otherwise it is a map or list."""
    default: Any
    keyed_by: str | None
    """The field whose value is the key, if the list is written as a map."""
    is_always_written: bool
    """Whether it is written to the file even if it has its default."""

    def has(self, mark: type) -> bool:
        """Whether the annotation has a mark of this kind."""
        return any(isinstance(one, mark) for one in self.marks)

    @property
    def is_required(self) -> bool:
        """Whether every value of its kind has it."""
        return self.default is MISSING

    def is_written(self, held: Any) -> bool:
        """Whether this field is written to the file if it has this value."""
        return self.is_required or held != self.default or self.is_always_written


def _leaves(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _leaves(inner)


def _default(field: "Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def shapes(kind: type) -> tuple[Shape, ...]:
    """How the fields of a dataclass are stored in its file, in order."""
    hints = get_type_hints(kind, include_extras=True)
    rows = []
    for field in fields(kind):
        if field.metadata.get("internal"):
            continue
        leaves = tuple(_leaves(hints[field.name]))
        marks = tuple(mark for leaf in leaves for mark in getattr(leaf, "__metadata__", ()))
        inner = next((leaf for leaf in leaves if isinstance(leaf, type) and is_dataclass(leaf)), None)
        is_text = inner is None and not any(get_origin(leaf) is tuple for leaf in leaves)
        key = RENAMED.get(field.name, field.name)
        keyed_by = next((mark.field for mark in marks if isinstance(mark, KeyedBy)), None)
        is_always = any(isinstance(mark, Always) for mark in marks)
        rows.append(Shape(field.name, key, hints[field.name], marks, inner, is_text, _default(field), keyed_by, is_always))
    return tuple(rows)


@cache
def adapter(kind: type[T]) -> "TypeAdapter[T]":
    """Pydantic's validator for a kind, built once, and by one thread: Python may fail if several parse source code at once."""
    with _BUILDING:
        return _built(kind)  # type: ignore[arg-type]  # classes are hashable


@cache
def _built(kind: type[T]) -> "TypeAdapter[T]":
    from pydantic import TypeAdapter  # noqa: PLC0415  # slow to import, and not needed if all is certainly right

    return TypeAdapter(kind)
