"""Reads the published pages in `seeds` (facts only) into versions, to compare our numbering with theirs."""

import re
from pathlib import Path

from analysed import numbers

from dateline.core.model import Event, Question, Source, Tension, Version, Voice

SEEDS = Path(__file__).parents[2] / "shared/seeds"
SECTIONS = ("What", "Why it matters", "Open questions", "Narrative", "Timeline", "Perspectives", "Tensions", "Sources")
SOURCE = re.compile(r"^\s*\d+\. \[(\d+)\] (.*) — (\S.*?)(?: \((\d{4}-\d{2}-\d{2})\))?$")


def _key(number: str | int) -> str:
    return f"s-{number}"


def _cite(text: str) -> str:
    return re.sub(r"(?:\[\d+\])+", lambda group: "[" + "; ".join("@" + _key(n) for n in re.findall(r"\d+", group[0])) + "]", text)


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in (line.strip() for line in text.splitlines()):
        if line in SECTIONS[len(found) : len(found) + 1]:
            name = line
            found[name] = []
        elif name and line:
            found[name].append(line)
    return found


def _used(lines: list[str]) -> set[int]:
    return {int(n) for line in lines for n in re.findall(r"\[(\d+)\]", line)}


def _perspectives(lines: list[str], keys: tuple[str, ...]) -> tuple[Voice, ...]:
    """A name, a view and an evolution each; the first voice has the sources that the page does not show."""
    rows = [lines[i : i + 3] for i in range(0, len(lines), 3)]
    return tuple(
        Voice(f"voice-{i}", name, view=_cite(view), evolution=_cite(evolution), sources=keys if i == 1 else ())
        for i, (name, view, evolution) in enumerate(rows, 1)
    )


def seed_version(number: int) -> Version:
    """The published version `number` as one of ours; the sources of its voices fill the numbers that seem unused."""
    sections = _parts(number)
    first, last = max(_used(sections["Narrative"])) + 1, len(sections["Sources"])
    candidates = (_version(number, sections, tuple(_key(n) for n in range(first, end))) for end in range(first, last + 2))
    return next(
        (one for one in candidates if all(n == int(key[2:]) for key, n in numbers(one).items())), _version(number, sections, ())
    )


def _parts(number: int) -> dict[str, list[str]]:
    text = (SEEDS / f"information-machine-v{number}.txt").read_text(encoding="utf-8")
    published, items = re.findall(r"(\d{4}-\d{2}-\d{2} \d{2}:\d{2}) UTC · (\d+) items", text)[0]
    return {**_sections(text), "published": [published.replace(" ", "T") + ":00Z"], "items": [items]}


def _version(number: int, parts: dict[str, list[str]], hidden: tuple[str, ...]) -> Version:
    sources = [match.groups() for line in parts["Sources"] if (match := SOURCE.match(line))]
    bullets = {
        name: [line.removeprefix("•").strip() for line in parts[name]] for name in ("Open questions", "Timeline", "Tensions")
    }
    events = [re.match(r"(\d{4}-\d{2}-\d{2}): (.*)", line) for line in bullets["Timeline"]]
    return Version(
        1,
        number,
        "update",
        "China's AI Ecosystem Gaining Ground on the West",
        parts["published"][0],
        int(parts["items"][0]),
        what=_cite(" ".join(parts["What"])),
        why_it_matters=_cite(" ".join(parts["Why it matters"])),
        open_questions=tuple(Question(f"question-{i}", _cite(line)) for i, line in enumerate(bullets["Open questions"], 1)),
        narrative=tuple(_cite(line) for line in parts["Narrative"]),
        timeline=tuple(Event(event[1], _cite(event[2])) for event in events if event),
        perspectives=_perspectives(parts["Perspectives"], hidden),
        tensions=tuple(Tension(f"tension-{i}", _cite(line)) for i, line in enumerate(bullets["Tensions"], 1)),
        sources=tuple(Source(_key(n), title, feed=feed, date=date) for n, title, feed, date in sources),
    )
