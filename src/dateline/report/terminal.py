"""The findings of `check` on a terminal: by story and version, each sentence once, with the doubted words marked."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from dateline.core.model import LEVELS, Finding, Level
from dateline.core.text import one_line
from dateline.core.text.lists import counted
from dateline.flows.overview import Overview
from dateline.report.doubts import QUOTED, clauses, doubted, excerpt, sentence_of, spans
from dateline.report.places import place_in_words
from dateline.report.rows import row, show, width_of, with_command, wrapped

MARKS: dict[Level, str] = {"error": "✗", "warning": "!", "note": "·"}
COLOURS: dict[Level, str] = {"error": "red", "warning": "yellow", "note": "cyan"}
COMMAND, SOURCE, SOFT = "cyan", "green", "dim"

_INDENT = "  "
_LINES = 3
"""How many lines of a sentence are shown."""
_COMMANDS = re.compile(r"`[^`]+`")


def print_findings(findings: Sequence[Finding], known: Overview, *, notes: bool, place: str = "") -> None:
    """Prints findings.

    Args:
        findings: sorted, as `check` gives them.
        known: what is known about their versions.
        notes: whether notes are shown, too.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    console = Console(highlight=False)
    show(console, lines(findings, known, width_of(console), notes=notes, place=place))


def lines(findings: Sequence[Finding], known: Overview, width: int, *, notes: bool, place: str = "") -> Iterator[Text]:
    """The lines of the report: a part for each version with findings, then whether they block."""
    for _, group in groupby(findings, key=lambda one: (one.story, one.version)):
        yield from _part([*group], known, width, notes=notes)
    yield from _end(findings, known, width, notes=notes, place=place)


def _part(found: list[Finding], known: Overview, width: int, *, notes: bool) -> Iterator[Text]:
    """The findings of one version."""
    entries: dict[tuple[str, int, str], list[Finding]] = {}
    for one in found:
        if notes or one.level != "note":
            entries.setdefault((one.file, one.line, one.text or one.at), []).append(one)
    if not entries:
        return
    yield from row(_title(found[0], known), _counts(found, notes=notes), width)
    yield Text()
    version = known.versions.get((found[0].story, found[0].version or 0))
    for entry in entries.values():
        head = Text.assemble((MARKS[entry[0].level], COLOURS[entry[0].level]), " ", (place_in_words(entry[0], version), "bold"))
        yield from row(head, _position(entry[0]), width, _INDENT)
        yield from _entry(entry, width)
        yield Text()


def _title(one: Finding, known: Overview) -> Text:
    if not one.story:
        return Text("The publication", "bold")
    is_proposed = (one.story, one.version) in known.proposed
    said = f", {'proposed ' * is_proposed}version {one.version}" if one.version else ""
    return Text.assemble((one_line(one.story), "bold"), said)


def _counts(found: Sequence[Finding], *, notes: bool) -> Text:
    """Such as "1 error, 3 warnings, 6 notes folded"."""
    told = Text()
    for level in LEVELS:
        if count := sum(one.level == level for one in found):
            folded = " folded" if level == "note" and not notes else ""
            told.append(", " if told else "").append(counted(count, level) + folded, SOFT if folded else COLOURS[level])
    return told


def _position(one: Finding) -> Text:
    name = one.file.rpartition("/")[2] if one.story else one.file
    return Text(":".join(str(part) for part in (one_line(name), one.line) if part), SOFT)


def _entry(entry: list[Finding], width: int) -> Iterator[Text]:
    """A sentence, and everything that is wrong with it."""
    sentence, single = sentence_of(entry[0]), entry[0] if len(entry) == 1 else None
    shown, is_beside = _sentence(entry, sentence, width), False
    if single and shown and "^" in shown[-1].plain:
        joined = _beside(shown[-1], single, sentence, width)
        is_beside, shown = bool(joined), [*shown[:-1], *(joined or shown[-1:])]
    yield from shown
    for one in entry:
        what, *reads = clauses(one.message)
        mark = "" if single else f"{MARKS[one.level]} "
        if not is_beside:
            said = _said(what, sentence, one.level)
            if not doubted(what, sentence):
                said.style = COLOURS[one.level]
            left = Text.assemble(_INDENT, (mark, COLOURS[one.level]), said)
            yield from row(left, Text(one.rule, SOFT), width, _INDENT * 2)
        for clause in reads:
            yield from wrapped(_said(clause, sentence, one.level), width, first=_INDENT, indent=_INDENT * 2)
    for hint in dict.fromkeys(one_line(one.hint) for one in entry if one.hint):
        todo = Text.assemble(("→ ", COMMAND), hint)
        todo.highlight_regex(_COMMANDS, COMMAND)
        yield from wrapped(todo, width, first=_INDENT, indent=_INDENT * 2)


def _sentence(entry: list[Finding], sentence: str, width: int) -> list[Text]:
    """The sentence in a few lines, with carets below the doubted words."""
    if not sentence:
        return []
    room = width - len(_INDENT)
    words = {one: doubted(one.message, sentence) for one in entry}
    text = Text(excerpt(sentence, [word for some in words.values() for word in some], room * _LINES - room // 4))
    for one in reversed(entry):
        for span in spans(text.plain, words[one]):
            text.stylize(COLOURS[one.level], span.start, span.end)
    found = []
    for line in wrapped(text, room):
        found.append(Text(_INDENT) + line)
        if line.spans:
            found.append(_carets(line))
    return found


def _carets(line: Text) -> Text:
    """The line below: a caret under each column of the styled words."""
    below = Text(_INDENT)
    for start, end, style in sorted(line.spans):
        left, words = line[:start].cell_len + len(_INDENT), line[start:end].cell_len
        below.append(" " * (left - below.cell_len)).append("^" * min(words, left + words - below.cell_len), style)
    return below


def _beside(carets: Text, one: Finding, sentence: str, width: int) -> list[Text]:
    """The carets, the message without the words above them, and the rule, on one line; empty if that is too long."""
    message = clauses(one.message)[0]
    marked = doubted(message, sentence)
    if len(marked) == 1:
        message = re.sub(rf'^"{re.escape(marked[0])}":? ', "", message)
    told = carets + " " + _said(message, sentence, one.level)
    gap = width - told.cell_len - len(one.rule)
    return [told + " " * gap + Text(one.rule, SOFT)] if gap > 1 else []


def _said(message: str, sentence: str, level: Level) -> Text:
    """A message; the words that it quotes have the colour of the level if they are in doubt, else that of a source."""
    told = Text()
    for number, part in enumerate(QUOTED.split(message)):
        told.append(f"“{part}”" if number % 2 else part, (COLOURS[level] if part in sentence else SOURCE) if number % 2 else "")
    return told


def _end(findings: Sequence[Finding], known: Overview, width: int, *, notes: bool, place: str) -> Iterator[Text]:
    """How well the versions are supported, whether they are ready, and the next command."""
    told = _counts(findings, notes=notes) or Text("No findings", "green")
    if notes or all(one.level != "note" for one in findings):
        yield from wrapped(told, width)
    else:
        said = Text.assemble(told, ("; to see the notes:", SOFT))
        yield from with_command(said, Text(f"dateline {place}check --notes", COMMAND), width)
    if known.coverage and known.coverage.claims:
        counts = known.coverage
        claims = counted(counts.claims, "claim")
        yield from wrapped(Text(f"{counts.quoted} of {claims} quoted, {counts.headlines} on headlines alone.", SOFT), width)
    if known.is_ready is None:
        return
    yield Text()
    if known.is_ready and known.is_bare:
        said, command = Text("There is no version yet. Next:"), "status"
    elif known.is_ready:
        said, command = Text.assemble(("Ready to publish.", "green"), " Next:"), "build"
    else:
        said = Text.assemble(("Not ready to publish.", "red"), " Why a rule:")
        command = f"check --explain {findings[0].rule}"
    yield from with_command(said, Text(f"dateline {place}{command}", COMMAND), width)
