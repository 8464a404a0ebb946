"""The C parser's events → text, lists and maps: the only place that knows the library.

Every scalar is text, a key stands once, there are no anchors, tags or further documents, and depth and size are bounded.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import yaml

from dateline.model import Problem

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Path: TypeAlias = tuple[str | int, ...]

MOST_BYTES = 5_000_000
MOST_LEVELS = 20

CONFLICT = "a merge conflict begins here"
RESOLVE = "Resolve it: keep what is right of both sides, and remove the lines <<<<<<<, ======= and >>>>>>>."


class _Refused(Exception):  # noqa: N818  # never leaves this module
    def __init__(self, rule: str, mark: Any, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule, self.mark, self.hint = rule, mark, hint


_GLUED = re.compile(r"(?:[ \t]*[,\]}])+#")
_HOLLOW = re.compile(r"[^\n]*\n(?: *\n)* +#")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7}) |^={7}$", re.MULTILINE)
_TABBED = re.compile(r" *\t")
_DIRECTIVE = re.compile(r"(?:\s|#[^\n]*\n)*%")


def _doubt(event: Any, text: str) -> str:
    """What makes a scalar that the parser takes no YAML, or something else to another reader; empty where nothing does."""
    end = event.end_mark.index
    if event.style in ("|", ">"):
        hollow = not event.value.strip() and _HOLLOW.match(text, event.start_mark.index)
        return "a block whose only line may be a comment" if hollow else ""
    if _GLUED.match(text, end) or (event.style and text[end : end + 1] == "#"):
        return "a comment starts without a space before its #"
    if not event.style and event.value == "-":
        return "a hyphen stands for nothing here"
    return "a tab stands in text without quotation marks" if not event.style and "\t" in event.value else ""


class _Reader:
    """One pass over the events: builds the tree and, where asked, notes where each part stands."""

    def __init__(self, text: str, marks: dict[Path, Any] | None) -> None:
        self.text = text
        self.events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.marks = marks
        self.refused: list[_Refused] = []

    def document(self) -> Tree:
        next(self.events)
        if isinstance(start := next(self.events), yaml.StreamEndEvent):
            raise _Refused("bad-yaml", start.start_mark, "the file is empty", "Write it, or remove it.")
        if _DIRECTIVE.match(self.text):
            raise _Refused("bad-yaml", start.start_mark, "directives are not read", "Remove the line that starts with %.")
        tree = self.node(next(self.events), ())
        next(self.events)
        if not isinstance(more := next(self.events), yaml.StreamEndEvent):
            raise _Refused(
                "bad-yaml",
                more.start_mark,
                "a second document starts here",
                "Keep one document to a file: remove `---`.",
            )
        return tree

    def node(self, event: Any, path: Path) -> Tree:
        if self.marks is not None:
            self.marks.setdefault(path, event.start_mark)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Refused("bad-yaml", event.start_mark, "anchors and aliases are not read", "Write the value out.")
        if event.tag:
            raise _Refused(
                "bad-yaml", event.start_mark, f"the tag {event.tag} is not read", "Remove the tag; every value is text."
            )
        if isinstance(event, yaml.ScalarEvent):
            if doubt := _doubt(event, self.text):
                raise _Refused("bad-yaml", event.start_mark, doubt, "Put the text in quotation marks, or correct this line.")
            return str(event.value)
        if len(path) >= MOST_LEVELS:
            raise _Refused("bad-yaml", event.start_mark, f"more than {MOST_LEVELS} levels deep", "Flatten it.")
        return self.sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(path)

    def sequence(self, path: Path) -> list[Tree]:
        rows: list[Tree] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            rows.append(self.node(event, (*path, len(rows))))
        return rows

    def mapping(self, path: Path) -> dict[str, Tree]:
        entries: dict[str, Tree] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused("bad-yaml", event.start_mark, "a key must be plain text", "Quote it, or check the indentation.")
            key = str(self.node(event, (*path, event.value)))
            if key in entries:
                self.refused.append(
                    _Refused("duplicate-key", event.start_mark, f'the key "{key}" stands twice', "Keep one of them.")
                )
            entries[key] = self.node(next(self.events), (*path, key))
        return entries


def _decode(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    if len(data) > MOST_BYTES:
        return "", (Problem("bad-yaml", file, 1, 1, "", f"larger than {MOST_BYTES:,} bytes", "Split or shorten it."),)
    try:
        return data.decode().removeprefix("\ufeff"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", (Problem("bad-yaml", file, line, 1, "", "not UTF-8 text", "Save the file as UTF-8."),)


def _explained(said: str, text: str, mark: Any) -> tuple[str, str]:
    """What the parser says and what to do, in the words of who wrote the file."""
    line = "".join(text.split("\n")[mark.line : mark.line + 1]) if mark else ""
    if _TABBED.match(line):
        return "tabs are not allowed in indentation", "Use spaces."
    if said.startswith("mapping values") and ": " in line[: mark.column]:
        return "a colon stands in text without quotation marks", "Put the text in quotation marks: it holds a colon."
    return said, "Check indentation, colons and quotation marks around here."


def _read(text: str, file: str, marks: dict[Path, Any] | None) -> tuple[Tree, tuple[Problem, ...]]:
    reader = _Reader(text, marks)
    tree: Tree = ""
    try:
        tree = reader.document()
    except _Refused as refused:
        reader.refused.append(refused)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = str(getattr(error, "problem", None) or error)
        reader.refused.append(_Refused("bad-yaml", mark, *_explained(said, text, mark)))
    if reader.refused and (conflict := _CONFLICT.search(text)):
        line = text.count("\n", 0, conflict.start()) + 1
        return tree, (Problem("bad-yaml", file, line, 1, "", CONFLICT, RESOLVE),)
    return tree, tuple(Problem(one.rule, file, *_place(one.mark), "", str(one), one.hint) for one in reader.refused)


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def load(data: bytes, file: str) -> tuple[Tree, tuple[Problem, ...]]:
    """The file's maps, lists and text, and everything that keeps it from being read.

    Args:
        data: the file's bytes, UTF-8.
        file: its path in the publication, for the problems.
    """
    text, problems = _decode(data, file)
    return ("", problems) if problems else _read(text, file, None)


def locate(data: bytes, path: Path) -> tuple[int, int]:
    """Line and column, from 1, of the part at `path`, or of the nearest part around it that is there."""
    return locate_all(data, [path])[0]


def locate_all(data: bytes, paths: Iterable[Path]) -> list[tuple[int, int]]:
    """Likewise for many paths, with one reading."""
    marks: dict[Path, Any] = {}
    text, problems = _decode(data, "")
    if not problems:
        _read(text, "", marks)
    return [_nearest(marks, path) for path in paths]


def _nearest(marks: dict[Path, Any], path: Path) -> tuple[int, int]:
    while path and path not in marks:
        path = path[:-1]
    return _place(marks.get(path))


def first_comment(data: bytes) -> int | None:
    """The line, from 1, of the first comment after the file's first line; None where there is none to lose."""
    text, problems = _decode(data, "")
    end = text.find("\n") if text.startswith("#") else 0
    try:
        for token in () if problems else yaml.scan(text, Loader=yaml.CSafeLoader):
            between = text[end : token.start_mark.index]
            if "#" in between:
                return text.count("\n", 0, end + between.index("#")) + 1
            end = max(end, token.end_mark.index)
    except yaml.YAMLError:
        return None
    return text.count("\n", 0, text.index("#", end)) + 1 if "#" in text[end:] else None
