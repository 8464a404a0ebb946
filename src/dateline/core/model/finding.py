"""Problems in files, findings of `check`, and the published part of a story."""

import sys
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that cannot be read correctly."""

    rule: str
    """The rule of `check` that it breaks: bad-yaml, duplicate-key, bad-shape, bad-date, unknown-file …"""
    file: str
    """The file's path in the publication, with `/`."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    at: str
    """The path in the file, such as `timeline[12].date`; empty for the file itself."""
    message: str
    """What is wrong."""
    hint: str = ""
    """What to do."""


Fate = Literal["changed", "deleted", "grown", "line-ends", "moved", "withdrawn"]


class Touched(NamedTuple):
    """A published version or ledger that is no longer the same."""

    path: str
    """Its path in the publication, with `/`."""
    status: Fate
    """What happened to it. `moved`: the same bytes are in another story's folder; `grown`: the ledger has more lines;
    `line-ends`: only its line ends changed, to those of Windows (CRLF); `withdrawn`: a tombstone replaced it."""
    line: int = 0
    """The first line that differs in a changed file, or the line that was withdrawn, from 1; 0 if not known."""


EVERY_LINE = sys.maxsize
"""More lines than any ledger has."""


class Published(NamedTuple):
    """The part of a story that is published, and so cannot be changed any more."""

    versions: frozenset[int] = frozenset()
    """The numbers of its versions."""
    lines: int = 0
    """How many lines of its ledger, counted from the first."""
    is_draft: bool = False
    """Whether it is published in git alone, because it is a draft there, without pages."""


Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")
"""The levels, the most serious first."""

Harm = Literal["quotation", "source", "figure", "certainty", "vanished", "form"]
HARMS: tuple[Harm, ...] = ("quotation", "source", "figure", "certainty", "vanished", "form")
"""How a reader may be misled, the most harmful first: by invented words, by a source that does not support the claim, by a wrong
figure, date or name, by too much certainty, by what disappeared without a word; `form` misleads nobody."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One objection of `check`."""

    rule: str
    """The rule's name."""
    level: Level
    """Errors block a build and a merge; warnings do so with `--strict`; notes never do."""
    story: str
    """The story's slug; empty for the publication itself."""
    version: int | None
    """The version; None for the story itself."""
    at: str
    """The path in the file, such as `narrative[1]`."""
    text: str
    """The sentence or value in question."""
    message: str
    """What is wrong."""
    hint: str
    """What to do."""
    file: str = ""
    """The file's path in the publication, with `/`."""
    line: int = 0
    """Counted from 1; 0 if not known."""
    column: int = 0
    """Counted from 1; 0 if not known."""
    harm: Harm = field(default="form", compare=False)
    """How it may mislead a reader."""
