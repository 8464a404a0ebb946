"""The labelled sentences of `fixtures/desk/speakers.jsonl`: the speakers found in them, and the right ones."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import builders

from dateline.desk.sentence_speakers import sentence_speakers

LABELLED = Path(__file__).parent / "fixtures" / "desk" / "speakers.jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """A text and its voices."""

    text: str
    """A sentence, or a few of one item."""
    voices: frozenset[str]
    """Who speaks in it, said by a person."""

    @property
    def found(self) -> frozenset[str]:
        """Who speaks in it, according to the program."""
        item = builders.item("a", title="Notes", text=self.text)
        return frozenset(speaker.name for _, speakers in sentence_speakers(item) for speaker in speakers)


def rows(half: str = "") -> Iterator[Row]:
    """The labelled texts, of both halves or one: `seen` while the rules were written, or `unseen`."""
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if half in ("", row["half"]):
            yield Row(row["text"], frozenset(row["voices"]))


def measure(half: str = "") -> tuple[int, int, int]:
    """The numbers of voices that were found rightly, found wrongly, and missed."""
    pairs = [(row.found, row.voices) for row in rows(half)]
    right = sum(len(found & voices) for found, voices in pairs)
    return right, sum(len(found - voices) for found, voices in pairs), sum(len(voices - found) for found, voices in pairs)
