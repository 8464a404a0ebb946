"""Examples as data: `tests/fixtures/checks/<group>.yaml` has the input and where each rule objects."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import builders
import pytest
from analysed import check_publication

from dateline.checks import Basis
from dateline.checks.rules import RULES
from dateline.checks.waivers import place_of
from dateline.core import codec, yamlio
from dateline.core.ledger import items_of
from dateline.core.model import (
    Dossier,
    Finding,
    Item,
    LedgerEvent,
    LedgerLine,
    Page,
    Problem,
    Published,
    Story,
    Tombstone,
    Touched,
    Version,
    Withdrawn,
)
from dateline.core.publication import Publication

EXPECTED = re.compile(r"(?P<at>[^:]*?)(?:: (?P<words>.*?))?(?: \((?P<level>error|warning|note)\))?")
STONE = Tombstone(1, 2, Withdrawn("2026-05-24", "a court order", f"sha256:{0:064}"))
FIXTURES = Path(__file__).parents[1] / "fixtures" / "checks"


@dataclass(frozen=True)
class Example:
    """One rule, what it is given, and where it objects: `at: words of the message (level)`; without a level, the rule's own."""

    group: str
    rule: str
    says: str
    given: dict[str, Any]
    finds: tuple[str, ...]

    def findings(self) -> list[Finding]:
        touched = tuple(Touched(path, fate, int(*line)) for path, fate, *line in self.given.get("touched", ()))
        against = Basis({}, touched, self.base(), self.given.get("now", ""), "review" in self.given)
        return [one for one in check_publication(self.publication(), against) if one.rule == self.rule]

    def base(self) -> dict[str, Published] | None:
        """What the base of a merge has, if the example names one."""
        if (base := self.given.get("base")) is None:
            return None
        return {"harbour-barrier": Published(frozenset(map(int, base["versions"])), int(base["lines"]), "draft" in base)}

    def publication(self) -> Publication:
        pages = tuple(Page(**page) for page in self.given.get("pages", ()))
        return Publication(builders.config(), (self.dossier(),), pages)

    def dossier(self) -> Dossier:
        trees = [self.given[name] for name in ("previous", "version") if name in self.given] or [{}]
        versions = [read(Version, builders.version(number), tree) for number, tree in enumerate(trees, 1)]
        items = [read(Item, builders.item(), tree) for tree in self.given.get("items", [{}])]
        events = [
            read(LedgerEvent, LedgerEvent("harbour-plan", "quoted", builders.NOW), tree) for tree in self.given.get("events", ())
        ]
        lines = tuple(LedgerLine(number, one) for number, one in enumerate((*items, *events), 1))
        story = read(Story, Story("The harbour barrier"), self.given.get("story", {}))
        problems = tuple(
            Problem(**{"line": 1, "column": 1, "at": "", "message": "", **one}) for one in self.given.get("problems", ())
        )
        stones = tuple(read(Tombstone, STONE, tree) for tree in self.given.get("tombstones", ()))
        given: dict[str, Any] = {
            "events": tuple(events),
            "lines": lines,
            "story": story,
            "problems": problems,
            "tombstones": stones,
        }
        return builders.dossier(*versions, items=items_of(lines), **given)


def read(kind: type, base: Any, tree: dict[str, Any]) -> Any:
    """The base with what the tree gives."""
    parsed: codec.Parsed[Any] = codec.from_tree(kind, {**codec.plain(base), **tree}, "fixture.yaml")

    assert parsed.problems == ()
    return parsed.value


def examples() -> Iterator[Example]:
    for path in sorted(FIXTURES.glob("*.yaml")):
        tree, problems = yamlio.load(path.read_bytes(), path.name)
        if problems:
            raise ValueError(problems)
        assert isinstance(tree, list)
        for one in tree:
            assert isinstance(one, dict)
            given = {key: value for key, value in one.items() if key not in ("rule", "says", "finds")}
            yield Example(path.stem, str(one["rule"]), str(one["says"]), given, tuple(map(str, one["finds"])))


EXAMPLES = tuple(examples())
EACH = pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.rule}: {one.says}")


@EACH
def test_objections(example: Example) -> None:
    """Each rule objects where its examples say, at the level they say, and nowhere else."""
    found = sorted(example.findings(), key=place_of)
    usual = next(rule.level for rule in RULES if rule.name == example.rule)
    expected = [EXPECTED.fullmatch(where) for where in example.finds]

    assert [where and where["at"] for where in expected] == [finding.at for finding in found]
    for where, finding in zip(expected, found, strict=True):
        assert where
        assert (where["words"] or "") in finding.message
        assert finding.level == (where["level"] or usual)


@EACH
def test_hints(example: Example) -> None:
    """Every finding says what to do, and names its file."""
    for finding in example.findings():
        assert finding.hint.endswith((".", "?", "`"))
        assert finding.file


def test_every_rule_has_examples() -> None:
    """Every rule has an example that breaks it and one that nearly does, in the file of its group."""
    for rule in RULES:
        own = [one for one in EXAMPLES if (one.rule, one.group) == (rule.name, rule.group)]

        assert {True, False} == {bool(one.finds) for one in own}, rule.name
