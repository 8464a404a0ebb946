"""A comparison for people and programs: text for a terminal, Markdown for a pull request, JSON."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

from dateline.core.compare import SETTLED, Change, Comparison, KeyFigureChange, Word
from dateline.core.model import AHEAD, FIGURES, SECTIONS, TOLD_BESIDE
from dateline.core.text import literal, one_line

MARKS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
TITLES = SECTIONS | TOLD_BESIDE
IN_TEXT = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
"""As `git diff --word-diff` marks words."""
IN_MARKDOWN = {"kept": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
LIVE = re.compile(
    r"[@#]|:(?=\\/\\/)|\bwww(?=\\\.)|\bgh(?=-\d)|\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f](?=[\da-f]{6,39}\b)", re.IGNORECASE
)
"""What GitHub turns into links: mentions, issue numbers, addresses, commit hashes."""


def _moved(comparison: Comparison) -> Iterator[tuple[str, list[Change]]]:
    for section, changes in groupby(comparison.changes, lambda change: change.section):
        if rows := [change for change in changes if change.kind != "kept"]:
            yield section, rows


def _followed(comparison: Comparison) -> list[KeyFigureChange]:
    """The figures of the story that are new, changed or gone."""
    return [one for one in comparison.key_figures if one.kind != "kept"]


def _figure(change: KeyFigureChange, show: Callable[[str], str]) -> str:
    return f"{show(change.label)}: {show(change.values[0]) or 'new'} → {show(change.values[1]) or 'gone'}"


def _settled(comparison: Comparison, show: Callable[[str], str]) -> Iterator[str]:
    """What became of the events that were ahead."""
    for one in comparison.events:
        if one.before and one.after and one.kind in SETTLED:
            dates = f" → {one.after.date}" * (one.before.date != one.after.date)
            yield f"{one.kind}: {one.before.date}{dates} {show(one_line(one.after.text))}"


def _marked(words: tuple[Word, ...], marks: Mapping[str, str], show: Callable[[str], str] = str) -> str:
    """The words of a changed sentence, each run of words in its mark, with the white space before the mark."""
    out = []
    for word in words:
        text = word.text.strip()
        out.append(" " * word.text[:1].isspace() + marks[word.kind].format(show(text)))
    return "".join(out)


def _line(change: Change) -> str:
    text = _marked(change.words, IN_TEXT) if change.kind == "changed" else change.after or change.before
    return f"{MARKS[change.kind]} {one_line(text)}"


def _heads(comparison: Comparison, show: Callable[[str], str]) -> Iterator[tuple[str, list[str]]]:
    """What comes before the sentences: the figures of the story, and what was ahead."""
    for title, rows in (
        (FIGURES, [_figure(one, show) for one in _followed(comparison)]),
        (AHEAD, [*_settled(comparison, show)]),
    ):
        if rows:
            yield title, rows


def text(comparison: Comparison) -> str:
    """A line for each sentence that changed, under its section: `+` new, `-` removed, `~` reworded, `>` moved."""
    is_first = comparison.from_version == comparison.to_version
    lines = [f"v{comparison.to_version}" if is_first else f"v{comparison.from_version} → v{comparison.to_version}", ""]
    for title, rows in _heads(comparison, one_line):
        lines += [title, *(f"  {row}" for row in rows), ""]
    for section, changes in _moved(comparison):
        lines += [TITLES.get(section, section), *(f"  {_line(change)}" for change in changes), ""]
    lines += [summary(comparison)]
    return "\n".join(lines)


def summary(comparison: Comparison) -> str:
    """One sentence with the counts: how much was kept, added and removed."""
    counts = {kind: sum(change.kind == kind for change in comparison.changes) for kind in ("kept", *MARKS)}
    sources = {kind: sum(one.kind == kind for one in comparison.sources) for kind in ("added", "removed")}
    parts = [f"{counts['kept']} sentences kept", *(f"{counts[kind]} {kind}" for kind in MARKS if counts[kind])]
    return ", ".join(parts) + f"; sources +{sources['added']} -{sources['removed']}."


def markdown(comparison: Comparison) -> str:
    """The same for a pull request; text from outside cannot mention, link or close anything."""
    lines = [f"### What changed: version {comparison.from_version} → {comparison.to_version}", "", summary(comparison)]
    for title, rows in _heads(comparison, escape):
        lines += ["", f"**{title}**", "", *(f"- {row}" for row in rows)]
    for section, changes in _moved(comparison):
        lines += ["", f"**{TITLES.get(section, section)}**", "", *(f"- {_bullet(change)}" for change in changes)]
    return "\n".join(lines) + "\n"


def _bullet(change: Change) -> str:
    if change.kind == "changed":
        return _marked(change.words, IN_MARKDOWN, escape)
    sentence = escape(change.after or change.before)
    return {"added": f"<ins>{sentence}</ins>", "removed": f"<del>{sentence}</del>"}.get(change.kind, f"↷ {sentence}")


def escape(sentence: str) -> str:
    """Text as Markdown that shows it literally: it makes no link, mention, reference, image or markup."""
    # GitHub looks for them in the rendered text, so a backslash alone does not help.
    return LIVE.sub("\\g<0>\u200b", literal(sentence))


def code(text: str) -> str:
    """Text as inline code."""
    return f"`{one_line(text).replace('`', chr(39))}`"


def document(story: str, comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON data."""
    return {
        "story": story,
        "from": comparison.from_version,
        "to": comparison.to_version,
        "changes": [
            {"section": one.section, "kind": one.kind, "before": one.before, "after": one.after, "at": one.at}
            for one in comparison.changes
        ],
        "figures": [
            *({"before": one.before.text, "after": one.after.text, "at": one.at} for one in comparison.figures),
            *({"before": one.values[0], "after": one.values[1], "at": one.at} for one in _followed(comparison)),
        ],
        "questions": [asdict(one) for one in comparison.questions],
        "voices": [asdict(one) for one in comparison.voices],
        "sources": [asdict(one) for one in comparison.sources],
    }
