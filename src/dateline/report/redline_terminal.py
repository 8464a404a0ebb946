"""A comparison and the age of sentences on a terminal: by section, what is new in green, what is gone struck out in red."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.text import Text

from dateline.core.compare import Blame, Change, Comparison, Word
from dateline.core.text import one_line
from dateline.core.text.lists import counted
from dateline.report.redline import TITLES, heads, moved, rewritten
from dateline.report.rows import row, with_command, wrapped

ADDED, REMOVED, REWORDED, MOVED, SOFT, COMMAND = "green", "strike red", "yellow", "cyan", "dim", "cyan"
_STYLES = {"kept": "", "added": f"bold {ADDED}", "removed": REMOVED}
_MARKS = {"added": ("+", ADDED), "removed": ("-", "red"), "changed": ("~", REWORDED), "moved": (">", MOVED)}
_COUNTS = {"added": "new", "removed": "gone", "changed": "reworded", "moved": "moved", "kept": "kept"}
_CITED = re.compile(r"\[@[^\[\]]*\]")
_SECTION = re.compile(r"[.\[]")
_LONGEST_KEY = 24
"""Characters of a key that are shown; it ends in an ellipsis if it is longer."""


def redline_lines(story: str, comparison: Comparison, width: int, *, base: str = "", place: str = "") -> Iterator[Text]:
    """The lines of a comparison.

    Args:
        story: the story's slug.
        comparison: two versions.
        width: the columns of the terminal.
        base: the git revision that the earlier one was read from; empty if it is of the working copy.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    before = f"{comparison.from_version}{f' at {one_line(base)}' * bool(base)}"
    title = Text.assemble((one_line(story), "bold"), f", version {before} → {comparison.to_version}")
    yield from _title(title, _counts(comparison), width)
    yield Text()
    if comparison.is_rewritten:
        yield from wrapped(Text(rewritten(comparison), REWORDED), width)
        yield Text()
    for name, told in heads(comparison, one_line):
        yield Text(name, "bold")
        for words in told:
            yield from wrapped(Text(words), width, first="  ", indent="    ")
        yield Text()
    for section, changes in moved(comparison):
        yield Text(TITLES.get(section, section), "bold")
        for change in changes:
            yield from _change(change, width)
        yield Text()
    if comparison.is_empty:
        yield Text("Nothing changed.", SOFT)
        yield Text()
    yield from with_command(Text("Next:"), Text(f"dateline {place}check {story}", COMMAND), width)


def _title(title: Text, counts: Text, width: int) -> Iterator[Text]:
    """The title with the counts at the right, or below it."""
    if title.cell_len + counts.cell_len + 2 <= width:
        yield from row(title, counts, width)
    else:
        yield from (*wrapped(title, width), *wrapped(counts, width))


def _counts(comparison: Comparison) -> Text:
    """Such as "18 new, 6 gone, 1 reworded, 22 kept, 9 new sources"."""
    kinds = Counter[str](one.kind for one in comparison.changes)
    told = Text()
    for kind, name in _COUNTS.items():
        if count := kinds[kind]:
            told.append(", " if told else "").append(f"{count} {name}", _MARKS.get(kind, ("", SOFT))[1])
    if count := sum(one.kind == "added" for one in comparison.sources):
        told.append(", " if told else "").append(counted(count, "new source"), SOFT)
    return told


def _change(change: Change, width: int) -> Iterator[Text]:
    mark, colour = _MARKS[change.kind]
    if not change.is_whole:
        yield from _marked(mark, colour, _words(change), width)
        return
    if not change.is_repeated:
        now = _joined(change.marked, _STYLES) if change.is_divided else _sentence(change.after, _STYLES["added"])
        yield from _marked(mark, colour, now, width)
    said = Text(change.origin(one_line), SOFT)
    if change.is_first:
        said = Text.assemble(said, ": ", _sentence(change.before, REMOVED))
    yield from wrapped(said, width, first="    ", indent="    ")


def _marked(mark: str, colour: str, words: Text, width: int) -> Iterator[Text]:
    lines = wrapped(words, width, first="  ", indent="  ")
    yield Text.assemble((mark, colour), " ") + lines[0][2:]
    yield from lines[1:]


def _words(change: Change) -> Text:
    if change.kind == "changed":
        return _joined(change.words, _STYLES)
    style = {"added": _STYLES["added"], "removed": REMOVED}.get(change.kind, "")
    return _sentence(change.after or change.before, style)


def _joined(words: Sequence[Word], styles: Mapping[str, str]) -> Text:
    """Runs of words, each in the style of what happened to it."""
    out = Text()
    for word in words:
        out.append(" " * word.text[:1].isspace()).append_text(_sentence(word.text.strip(), styles[word.kind]))
    return out


def _sentence(text: str, style: str) -> Text:
    """A sentence with quiet, shortened citations."""
    said = Text(_CITED.sub(lambda found: _short(found[0]), one_line(text)), style)
    said.highlight_regex(_CITED, SOFT)
    return said


def _short(group: str) -> str:
    keys = (key.strip() for key in group[1:-1].split(";"))
    return f"[{'; '.join(key if len(key) <= _LONGEST_KEY else f'{key[: _LONGEST_KEY - 1]}…' for key in keys)}]"


def blame_lines(story: str, number: int | None, rows: Sequence[Blame], width: int) -> Iterator[Text]:
    """The lines that say since which version each sentence stands; the youngest are in green.

    Args:
        story: the story's slug.
        number: the version; None for the newest.
        rows: its sentences.
        width: the columns of the terminal.
    """
    ages = Counter(one.since for one in rows)
    told = ", ".join(f"{count} since v{since}" for since, count in sorted(ages.items()))
    title = Text.assemble((one_line(story), "bold"), f", {f'version {number}' if number else 'newest version'}")
    yield from _title(title, Text(told, SOFT), width)
    for section, found in groupby(rows, key=lambda one: _SECTION.split(one.at)[0]):
        yield Text()
        yield Text(TITLES.get(section, section), "bold")
        for one in found:
            yield from _aged(one, max(ages), width)


def _aged(one: Blame, youngest: int, width: int) -> Iterator[Text]:
    since = f"v{one.since}".ljust(5)
    said = _sentence(one.sentence, "")
    if one.worded != one.since:
        said.append(f" (in these words since v{one.worded})", SOFT)
    first, *others = wrapped(said, width, first="     ", indent="     ")
    yield Text(since, ADDED if one.since == youngest else SOFT) + first[len(since) :]
    yield from others
