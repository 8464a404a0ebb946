"""The front matter that other programs write: YAML, TOML or JSON, and no front matter at all."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from dateline.core import yamlio

_MARKED = {
    "---": re.compile(r"---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*$\n?(?P<body>.*)", re.DOTALL | re.MULTILINE),
    "+++": re.compile(r"\+\+\+[ \t]*\n(?P<head>.*?)^\+\+\+[ \t]*$\n?(?P<body>.*)", re.DOTALL | re.MULTILINE),
}
_LINE = re.compile(r"at line (\d+)")
MOST_BYTES = 5_000_000


class Notice(NamedTuple):
    """Something that could not be kept, or a file that could not be imported."""

    file: str
    """The file, relative to what is imported."""
    line: int
    """The line, from 1."""
    said: str
    """What it is, and what became of it."""
    is_refused: bool = False
    """Whether the file was not imported for it."""


class ForeignHead(NamedTuple):
    """A file of another program: its front matter, and its text."""

    told: Mapping[str, Any]
    """What the front matter says, as text, lists and maps; its keys in small letters."""
    body: str
    """The text."""
    starts: int
    """The line on which the text begins."""
    has_head: bool
    """Whether there is front matter."""

    def text(self, *names: str) -> str:
        """The value of the first of these keys that has one, on one line; of a map, its name."""
        return next(filter(None, (one for name in names for one in self.texts(name)[:1])), "")

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of a key: of a list each, of a map its name."""
        given = self.told.get(name, "")
        rows = given if isinstance(given, list) else [given]
        named = (one.get("name", "") if isinstance(one, Mapping) else one for one in rows)
        return tuple(" ".join(one.split()) for one in named if isinstance(one, str) and one.strip())

    def says(self, name: str, value: str) -> bool:
        """Whether a key has this value."""
        return self.text(name).lower() == value


def read_head(data: bytes, file: str) -> ForeignHead | Notice:
    """A file with its front matter taken off, or why it cannot be read."""
    if len(data) > MOST_BYTES:
        return Notice(file, 1, f"is larger than {MOST_BYTES:,} bytes", is_refused=True)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Notice(file, line, "is not UTF-8 text: save it as UTF-8, and import it again", is_refused=True)
    if text.startswith("{"):
        return _json(text, file)
    form = _MARKED.get(text[:3])
    parts = form.match(text) if form else None
    if not parts:
        return _whole({}, text, text, has_head=False)
    told = tree(parts["head"], file, "toml" if text.startswith("+") else "yaml", after=1)
    return told if isinstance(told, Notice) else _whole(told, parts["body"], text)


def _json(text: str, file: str) -> ForeignHead | Notice:
    try:
        told, end = json.JSONDecoder().raw_decode(text)
    except ValueError as error:
        return Notice(file, getattr(error, "lineno", 1), "its front matter is not JSON", is_refused=True)
    return _whole(_plain(told), text[end:], text)


def _whole(told: Mapping[str, Any], body: str, text: str, *, has_head: bool = True) -> ForeignHead:
    starts = text[: len(text) - len(body)].count("\n") + 1 + len(body) - len(body.lstrip("\n"))
    return ForeignHead({name.lower(): value for name, value in told.items()}, body.strip("\n") + "\n", starts, has_head)


def tree(text: str, file: str, form: str, after: int = 0) -> dict[str, Any] | Notice:
    """Settings in YAML, TOML or JSON, as text, lists and maps, or why they cannot be read.

    Args:
        text: the settings.
        file: their file.
        form: `yaml`, `yml`, `toml` or `json`.
        after: how many lines of the file stand before them.
    """
    try:
        if form == "toml":
            return _mapping(_plain(tomllib.loads(text)))
        if form == "json":
            return _mapping(_plain(json.loads(text)))
    except ValueError as error:
        line = _LINE.search(str(error))
        return Notice(file, after + int(line[1] if line else 1), f"its settings are no {form.upper()}: {error}", is_refused=True)
    if not text.strip():
        return {}
    found, problems = yamlio.load(("\n" * after + text).encode(), file)
    if problems:
        return Notice(file, problems[0].line, f"its settings cannot be read: {problems[0].message}", is_refused=True)
    return _mapping(found)


def _mapping(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _plain(value: Any) -> Any:
    """The same with text in place of numbers, dates and switches."""
    match value:
        case dict():
            return {str(name): _plain(one) for name, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case bool():
            return str(value).lower()
        case datetime() | date():
            return value.isoformat()
        case None:
            return ""
        case _:
            return str(value)
