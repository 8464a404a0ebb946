"""The C parser's events → text, lists and maps. Only this module imports the library.

Every scalar is text and every key is unique; there are no anchors, tags or further documents; depth and size are limited.
"""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

import yaml

from dateline.core.model import Problem
from dateline.core.yamlio import doubts, plain
from dateline.core.yamlio.tree import CONFLICT, MOST_LEVELS, MOST_PROBLEMS, Path, Tree, how_to_resolve

TOP = -1
"""The column of the whole file: to the left of every real column."""
QUOTES = ("'", '"')
BLOCKS = ("|", ">")


class _Mark(NamedTuple):
    """A place, counted from 0."""

    line: int
    column: int


class _BadYaml(Exception):  # noqa: N818  # never leaves this module
    def __init__(self, rule: str, mark: Any, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule, self.mark, self.hint = rule, mark, hint


_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7}) |^={7}$", re.MULTILINE)
_DIRECTIVE = re.compile(r"(?:\s|#[^\n]*\n)*%")


class _Reader:
    """One pass over the events that builds the tree."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.brackets = 0
        self.last: Any = None
        """The event that ended the last list or map."""
        self.refused: list[_BadYaml] = []

    def document(self) -> Tree:
        next(self.events)
        if isinstance(start := next(self.events), yaml.StreamEndEvent):
            raise _BadYaml("bad-yaml", start.start_mark, "the file is empty", "Write it, or remove it.")
        if _DIRECTIVE.match(self.text):
            raise _BadYaml("bad-yaml", start.start_mark, "directives are not allowed", "Remove the line that starts with %.")
        tree = self.node(next(self.events), 0, TOP)
        next(self.events)
        if not isinstance(more := next(self.events), yaml.StreamEndEvent):
            raise _BadYaml(
                "bad-yaml",
                more.start_mark,
                "a second document starts here",
                "Keep one document per file: remove `---`.",
            )
        return tree

    def value(self, event: Any, level: int, indent: int) -> Tree:
        """A node that belongs to a list or to a key in this column."""
        is_placed = getattr(event, "style", None) or getattr(event, "flow_style", None)
        if is_placed and not self.brackets and event.start_mark.column <= indent:
            raise _BadYaml("bad-yaml", event.start_mark, "not indented enough", doubts.INDENT)
        return self.node(event, level, indent)

    def node(self, event: Any, level: int, indent: int) -> Tree:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _BadYaml("bad-yaml", event.start_mark, "anchors and aliases are not allowed", "Write the value out.")
        if event.tag:
            raise _BadYaml(
                "bad-yaml", event.start_mark, f"the tag {event.tag} is not allowed", "Remove the tag; every value is text."
            )
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, indent)
        if level >= MOST_LEVELS:
            raise _BadYaml("bad-yaml", event.start_mark, f"more than {MOST_LEVELS} levels deep", "Use fewer levels.")
        if event.flow_style:
            return self.bracketed(event, level, indent)
        return self.collection(event, level, event.start_mark.column)

    def bracketed(self, event: Any, level: int, indent: int) -> Tree:
        self.brackets += 1
        self.refuse(event, doubts.bracket(event, self.text))
        tree = self.collection(event, level, indent)
        self.brackets -= 1
        self.refuse(self.last, doubts.bracket(self.last, self.text))
        if not self.brackets:
            self.refuse_outdented(event.start_mark, self.last.end_mark, indent)
        return tree

    def collection(self, event: Any, level: int, indent: int) -> Tree:
        self.refuse(event, doubts.pair(event, self.text))
        read_all = self.sequence if isinstance(event, yaml.SequenceStartEvent) else self.mapping
        return read_all(level + 1, indent)

    def scalar(self, event: Any, indent: int) -> str:
        self.refuse(event, doubts.scalar(event, self.text))
        if event.style in QUOTES:
            self.refuse_outdented(event.start_mark, event.end_mark, indent)
        return str(event.value)

    def refuse(self, event: Any, doubt: str) -> None:
        if doubt:
            raise _BadYaml("bad-yaml", event.start_mark, doubt, "Put the text in quotation marks, or correct this line.")

    def refuse_outdented(self, start: Any, end: Any, indent: int) -> None:
        if place := doubts.outdented(self.text, start, end, indent):
            raise _BadYaml("bad-yaml", _Mark(*place), "this line is not indented enough", doubts.INDENT)

    def sequence(self, level: int, indent: int) -> list[Tree]:
        rows: list[Tree] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            rows.append(self.value(event, level, indent))
        self.last = event
        return rows

    def mapping(self, level: int, indent: int) -> dict[str, Tree]:
        entries: dict[str, Tree] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _BadYaml("bad-yaml", event.start_mark, "a key must be plain text", "Quote it, or check the indentation.")
            key = doubts.key(event, self.text)
            (self.value if event.style in BLOCKS else self.node)(event, level, indent)
            if key in entries:
                self.note_duplicate(event.start_mark, key)
            entries[key] = self.value(next(self.events), level, indent)
        self.last = event
        return entries

    def note_duplicate(self, mark: Any, key: str) -> None:
        self.refused.append(_BadYaml("duplicate-key", mark, f'the key "{key}" appears twice', "Keep one of them."))
        if len(self.refused) >= MOST_PROBLEMS:
            what = "the rest of the file was not read, so more keys may appear twice"
            raise _BadYaml("duplicate-key", mark, what, "Correct these first, then check again.")


def read(text: str, file: str) -> tuple[Tree, tuple[Problem, ...]]:
    """What `load` returns for a text."""
    reader = _Reader(text)
    tree: Tree = ""
    try:
        tree = reader.document()
    except _BadYaml as refused:
        reader.refused.append(refused)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = str(getattr(error, "problem", None) or error)
        told = plain.explained(said, text, *((mark.line, mark.column) if mark else (-1, 0)))
        reader.refused.append(_BadYaml("bad-yaml", mark, *told))
    if reader.refused and (conflict := _CONFLICT.search(text)):
        line = text.count("\n", 0, conflict.start()) + 1
        return tree, (Problem("bad-yaml", file, line, 1, "", CONFLICT, how_to_resolve(file)),)
    return tree, tuple(Problem(one.rule, file, *_place(one.mark), "", str(one), one.hint) for one in reader.refused)


def places(text: str, paths: Sequence[Path]) -> list[tuple[int, int]]:
    """Line and column, from 1, of each of these parts, or of the nearest part around it that exists.

    In a text that cannot be read, there is nothing after the first mistake.
    """
    sought = set(paths)
    around = {path[:length] for path in paths for length in range(len(path) + 1)}
    marks: dict[Path, Any] = {}
    try:
        for path, mark in _parts(text, around):
            marks.setdefault(path, mark)
            sought.discard(path)
            if not sought:
                break
    except yaml.YAMLError:
        pass
    return [_nearest(marks, path) for path in paths]


def _parts(text: str, wanted: Container[Path]) -> Iterator[tuple[Path, Any]]:
    """The path and the mark of each wanted part; what is in a part that is not wanted is skipped."""
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)

    def within(event: Any, path: Path) -> Iterator[tuple[Path, Any]]:
        if path not in wanted:
            _skip(event, events)
            return
        yield path, event.start_mark
        parts = takewhile(lambda one: not isinstance(one, yaml.CollectionEndEvent), events)
        if isinstance(event, yaml.SequenceStartEvent):
            for number, part in enumerate(parts):
                yield from within(part, (*path, number))
        elif isinstance(event, yaml.MappingStartEvent):
            for key in parts:
                inner = (*path, doubts.key(key, text) if isinstance(key, yaml.ScalarEvent) else "")
                yield from within(key, inner)
                yield from within(next(events), inner)

    for event in events:
        if isinstance(event, yaml.NodeEvent):
            yield from within(event, ())
            return


def _skip(event: Any, events: Iterator[Any]) -> None:
    """Passes over the rest of a part that begins with this event."""
    depth = int(isinstance(event, yaml.CollectionStartEvent))
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def _nearest(marks: dict[Path, Any], path: Path) -> tuple[int, int]:
    while path and path not in marks:
        path = path[:-1]
    return _place(marks.get(path))


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def span(text: str, path: Path) -> tuple[int, int] | None:
    """Where the value at a path begins and ends, in characters; None if nothing is there. The text must be readable."""
    marked = text.startswith("\ufeff")
    text = text[marked:]
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
    found: dict[Path, tuple[int, int]] = {}

    def note(event: Any, at: Path) -> int:
        end: int = event.end_mark.index
        if isinstance(event, yaml.CollectionStartEvent):
            is_map, number = isinstance(event, yaml.MappingStartEvent), 0
            while not isinstance(part := next(events), yaml.CollectionEndEvent):
                step = doubts.key(part, text) if is_map else number
                end, number = note(next(events) if is_map else part, (*at, step)), number + 1
            if event.flow_style:
                assert part.end_mark
                end = part.end_mark.index
        start = event.start_mark.index
        found[at] = marked + start, marked + start + len(text[start:end].rstrip())
        return end

    note(next(one for one in events if isinstance(one, yaml.NodeEvent)), ())
    return found.get(path)


def first_comment(text: str) -> int | None:
    """The line, from 1, of the first comment after the first line; None if there is no comment."""
    end = text.find("\n") if text.startswith("#") else 0
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            between = text[end : token.start_mark.index]
            if "#" in between:
                return text.count("\n", 0, end + between.index("#")) + 1
            end = max(end, token.end_mark.index)
    except yaml.YAMLError:
        return None
    return text.count("\n", 0, text.index("#", end)) + 1 if "#" in text[end:] else None
