"""A comparison for people and programs: text for a terminal, Markdown for a pull request, JSON."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

from dateline.core.compare import SETTLED, Change, Comparison, KeyFigureChange, Word
from dateline.core.model import AHEAD, FIGURES, SECTIONS, TOLD_BESIDE, Correction
from dateline.core.text import literal, one_line

MARKS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
TITLES = SECTIONS | TOLD_BESIDE
CORRECTIONS, CHANGED_FIGURES = "Corrections", "Figures and dates"
IN_TEXT = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
"""As `git diff --word-diff` marks words."""
IN_MARKDOWN = {"kept": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
LIVE = re.compile(
    r"[@#]|:(?=(?:\\?/){2})|\bwww(?=\\?\.)|\bgh(?=-\d)|\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f](?=[\da-f]{6,39}\b)"
    r"|\[(?=[^\[\]]{0,20}\b(?:skip|no)\b)|\bskip-checks(?=\s*:)|\bNO(?=\\?_CI\b)",
    re.IGNORECASE,
)
"""What GitHub turns into links: mentions, issue numbers, addresses, commit hashes; and what tells a CI not to run, because the
message of a squashed commit may contain the text."""
_BROKEN = "\\g<0>\u200b"
"""The same with a space of no width in it."""


def moved(comparison: Comparison) -> Iterator[tuple[str, list[Change]]]:
    """The changes of each section, without the sentences that stayed."""
    for section, changes in groupby(comparison.changes, lambda change: change.section):
        if rows := [change for change in changes if change.kind != "kept"]:
            yield section, rows


def _followed(comparison: Comparison) -> list[KeyFigureChange]:
    """The figures of the story that are new, changed or gone."""
    return [one for one in comparison.key_figures if one.kind != "kept"]


def _figure(change: KeyFigureChange, show: Callable[[str], str]) -> str:
    return f"{show(change.label)}: {show(change.values[0]) or 'new'} → {show(change.values[1]) or 'gone'}"


def _foreseen(comparison: Comparison, show: Callable[[str], str]) -> Iterator[str]:
    """What became of the events that were ahead, of questions that were due, and what is due at another date."""
    for one in comparison.events:
        if one.before and one.after and one.kind in SETTLED:
            dates = f" → {one.after.date}" * (one.before.date != one.after.date)
            yield f"{one.kind}: {one.before.date}{dates} {show(one_line(one.after.text))}"
    for asked in comparison.questions:
        if asked.verdict:
            yield f"{asked.verdict}: {f'{asked.due[0]} ' * bool(asked.due[0])}{show(one_line(asked.before))}"
        elif asked.is_due_anew:
            dates = " → ".join(filter(None, (asked.due[0], asked.due[1] or "no date")))
            yield f"due: {dates} {show(one_line(asked.after))}"


def marked_words(words: tuple[Word, ...], marks: Mapping[str, str], show: Callable[[str], str] = str) -> str:
    """The words of a changed sentence, each run of words in its mark, with the white space before the mark.

    Args:
        words: the runs of words.
        marks: the kind of a run → its mark, with `{}` in place of the words.
        show: makes the words safe where they are shown.
    """
    out = []
    for word in words:
        text = word.text.strip()
        out.append(" " * word.text[:1].isspace() + marks[word.kind].format(show(text)))
    return "".join(out)


def _corrected(one: Correction, show: Callable[[str], str]) -> str:
    why = f" ({show(one_line(one.why))})" if one.why else ""
    return f"version {one.of}: {show(one_line(one.was))} → {show(one_line(one.now))}{why}"


def _line(change: Change) -> str:
    text = marked_words(change.words, IN_TEXT) if change.kind == "changed" else change.after or change.before
    return f"{MARKS[change.kind]} {one_line(text)}"


def _lines(change: Change) -> Iterator[str]:
    """A sentence that changed; if its two wordings are shown whole, each has a line."""
    if not change.is_whole:
        yield _line(change)
        return
    if not change.is_repeated:
        yield f"~ {one_line(marked_words(change.marked, IN_TEXT) if change.is_divided else change.after)}"
    yield f"    {change.origin(one_line)}{f': {one_line(change.before)}' if change.is_first else ''}"


def heads(comparison: Comparison, show: Callable[[str], str]) -> Iterator[tuple[str, list[str]]]:
    """What comes before the sentences: the corrections, the figures, and what was ahead."""
    for title, rows in (
        (CORRECTIONS, [_corrected(one, show) for one in comparison.corrections if one.was]),
        (FIGURES, [_figure(one, show) for one in _followed(comparison)]),
        (CHANGED_FIGURES, [f"{show(was)} → {show(now) or 'gone'}" for was, now in comparison.other_figures]),
        (AHEAD, [*_foreseen(comparison, show)]),
    ):
        if rows:
            yield title, rows


def text(comparison: Comparison, base: str = "") -> str:
    """A line for each sentence that changed, under its section: `+` new, `-` removed, `~` reworded, `>` moved.

    Args:
        comparison: two versions.
        base: the git revision that the earlier one was read from; empty if it is of the working copy.
    """
    if base and comparison.is_empty and comparison.from_version == comparison.to_version:
        return f"Version {comparison.to_version} at {base} and here: the same words."
    lines = [_title(comparison, base), ""]
    if comparison.is_rewritten:
        lines += [rewritten(comparison), ""]
    for title, rows in heads(comparison, one_line):
        lines += [title, *(f"  {row}" for row in rows), ""]
    for section, changes in moved(comparison):
        lines += [TITLES.get(section, section), *(f"  {line}" for change in changes for line in _lines(change)), ""]
    lines += [summary(comparison)]
    return "\n".join(lines)


def _title(comparison: Comparison, base: str) -> str:
    before, after = f"v{comparison.from_version}", f"v{comparison.to_version}"
    if base:
        return f"{before} at {base} → {after} here"
    return after if before == after else f"{before} → {after}"


def rewritten(comparison: Comparison) -> str:
    """One sentence that says that a version was written anew, and how much of the earlier one is left."""
    before, after = comparison.from_version, comparison.to_version
    count = f"{comparison.continuing} of its {comparison.sentences} sentences"
    return f"Version {after} was written anew: {count} continue sentences of version {before}."


def summary(comparison: Comparison) -> str:
    """One sentence with the counts: how much was kept, added and removed."""
    counts = {kind: sum(change.kind == kind for change in comparison.changes) for kind in ("kept", *MARKS)}
    sources = {kind: sum(one.kind == kind for one in comparison.sources) for kind in ("added", "removed")}
    parts = [f"{counts['kept']} sentences kept", *(f"{counts[kind]} {kind}" for kind in MARKS if counts[kind])]
    return ", ".join(parts) + f"; sources +{sources['added']} -{sources['removed']}."


def markdown(comparison: Comparison, base: str = "") -> str:
    """The same for a pull request; text from outside cannot mention, link or close anything."""
    before = f"{comparison.from_version}{f' at {code(base)}' if base else ''}"
    lines = [f"### What changed: version {before} → {comparison.to_version}", "", summary(comparison)]
    if comparison.is_rewritten:
        lines += ["", rewritten(comparison)]
    for title, rows in heads(comparison, escape):
        lines += ["", f"**{title}**", "", *(f"- {row}" for row in rows)]
    for section, changes in moved(comparison):
        lines += ["", f"**{TITLES.get(section, section)}**", "", *(line for change in changes for line in _bullets(change))]
    return "\n".join(lines) + "\n"


def _bullets(change: Change) -> Iterator[str]:
    if not change.is_whole:
        yield f"- {_bullet(change)}"
        return
    if not change.is_repeated:
        now = f"<ins>{escape(change.after)}</ins>"
        yield f"- {marked_words(change.marked, IN_MARKDOWN, escape) if change.is_divided else now}"
    yield f"  - {change.origin(escape)}{f': <del>{escape(change.before)}</del>' if change.is_first else ''}"


def _bullet(change: Change) -> str:
    if change.kind == "changed":
        return marked_words(change.words, IN_MARKDOWN, escape)
    sentence = escape(change.after or change.before)
    return {"added": f"<ins>{sentence}</ins>", "removed": f"<del>{sentence}</del>"}.get(change.kind, f"↷ {sentence}")


def escape(sentence: str) -> str:
    """Text as Markdown that shows it literally: it makes no link, mention, reference, image or markup."""
    # GitHub looks for them in the rendered text, so a backslash alone does not help.
    return LIVE.sub(_BROKEN, literal(sentence)).replace("$", "\\$")


def code(text: str) -> str:
    """Text as inline code."""
    return "`{}`".format(LIVE.sub(_BROKEN, one_line(text)).replace("`", "'"))


def document(story: str, comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON data."""
    return {
        "story": story,
        "from": comparison.from_version,
        "to": comparison.to_version,
        "rewritten": comparison.is_rewritten,
        "changes": [_row(one) for one in comparison.changes],
        "figures": [
            *({"before": one.before, "after": one.after, "at": one.at} for one in comparison.figures),
            *({"before": one.values[0], "after": one.values[1], "at": one.at} for one in _followed(comparison)),
        ],
        "questions": [asdict(one) for one in comparison.questions],
        "voices": [asdict(one) for one in comparison.voices],
        "sources": [asdict(one) for one in comparison.sources],
        "corrections": [asdict(one) for one in comparison.corrections],
    }


def _row(change: Change) -> dict[str, Any]:
    """A sentence; one that was split or merged names the other parts."""
    row = {"section": change.section, "kind": change.kind, "before": change.before, "after": change.after, "at": change.at}
    parts = {"split_with": change.split, "merged_with": change.merged}
    return row | {name: [one.text for one in others] for name, others in parts.items() if others}
