"""Where a finding is, in words: "What, sentence 4" for `what`, "Timeline, 14 April" for `timeline[2].date`."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from dateline.core.model import FIGURES, SECTIONS, TOLD_BESIDE, Finding, Version
from dateline.core.sentences import AnalysedVersion
from dateline.core.text import one_line, paragraphs
from dateline.core.text.day_words import day_in_words

_TITLES: Mapping[str, str] = SECTIONS | TOLD_BESIDE | {"figures": FIGURES}
_SILENT = frozenset({"text", "view", "date"})
"""Fields that the place of their entry already stands for."""
_INDEX = re.compile(r"\[[0-9]{1,6}\]")
_NAMES: Mapping[str, Callable[[Any, Version], str]] = {
    "timeline": lambda event, version: day_in_words(event.date, version.published[:4]),
    "perspectives": lambda voice, _: voice.voice,
    "figures": lambda figure, _: figure.label,
    "tensions": lambda tension, _: tension.title,
}
"""What readers know an entry by."""


def place_in_words(finding: Finding, version: Version | None) -> str:
    """Where a finding is; without the version, entries are counted.

    Args:
        finding: the finding.
        version: the version that it is about, if that can be read.
    """
    path = _path(finding.at)
    if not path:
        return finding.file.rpartition("/")[2] or "The publication"
    section, *rest = path
    title = _TITLES.get(str(section), _words(section).capitalize())
    return one_line(", ".join((title, *filter(None, _inside(str(section), rest, finding.text, version)))))


def place_within(at: str, sentence: str, version: Version) -> str:
    """Where a sentence is in its section, such as "paragraph 2, sentence 1"; empty if the section has no other.

    Args:
        at: the path of its text in the file.
        sentence: its words.
        version: the version.
    """
    section, *rest = _path(at)
    return one_line(", ".join(filter(None, _inside(str(section), rest, sentence, version))))


def _path(at: str) -> list[int | str]:
    """The parts of a path; unlike `codec.unspell`, it reads any text."""
    parts = filter(None, at.replace("[", ".[").split("."))
    return [int(part[1:-1]) if _INDEX.fullmatch(part) else part for part in parts]


def _inside(section: str, path: list[int | str], words: str, version: Version | None) -> list[str]:
    held = getattr(version, section, None)
    if section == "sources":
        return _source(path, version)
    if isinstance(held, str):
        return [_sentence(held, words)]
    if not path or not isinstance(path[0], int):
        return [_words(part) for part in path]
    entry, *field = path[0], *path[1:]
    known = held[entry] if isinstance(held, tuple) and entry < len(held) else None
    if section == "narrative":
        return [f"paragraph {entry + 1}", _sentence(known or "", words)]
    name = _NAMES[section](known, version) if known and version and section in _NAMES else ""
    told = [name or str(entry + 1), *(_words(part) for part in field if part not in _SILENT)]
    return [*told, _sentence(_text(known, field), words)]


def _text(entry: object, path: list[int | str]) -> str:
    """The text at a path in an entry; empty if there is none."""
    for part in path:
        if isinstance(part, str):
            entry = getattr(entry, part, None)
        else:
            entry = entry[part] if isinstance(entry, tuple) and part < len(entry) else None
    return entry if isinstance(entry, str) else ""


def _source(path: list[int | str], version: Version | None) -> list[str]:
    """The number of a source as readers see it, or its key."""
    key, *field = path or [""]
    number = AnalysedVersion(version).numbers.get(str(key)) if version else None
    return [str(number or key), " ".join(map(_words, field)).replace("quotes ", "quote ")]


def _sentence(text: str, words: str) -> str:
    """Which sentence of a text has the words; empty if it has only one."""
    told = [sentence for paragraph in paragraphs(text) for sentence in paragraph]
    found = next((number for number, one in enumerate(told, 1) if words and (words in one or one in words)), 0)
    return f"sentence {found}" if found and len(told) > 1 else ""


def _words(part: int | str) -> str:
    return str(part + 1) if isinstance(part, int) else part.replace("_", " ")
