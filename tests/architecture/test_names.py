"""One name for one thing: classes, and the terms that the whole project uses."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "dateline"
PATHS = sorted(path for path in SOURCE.rglob("*.py") if "starter" not in path.parts)

CLASSES = {
    "publication": "core.publication",
    "story": "core.model.story",
    "version": "core.model.version",
    "section": None,
    "item": "core.model.ledger",
    "feed": "core.config",
    "search": "core.config",
    "source": "core.model.version",
    "voice": "core.model.version",
    "ledger": None,
    "passage": None,
    "tombstone": "core.model.ledger",
    "draft": "desk.draft",
    "finding": "core.model.finding",
    "writer": "desk.draft",
    "daily": "core.config",
    "signal": "core.model.pages",
}
"""Each word of the project, and the module whose class is the thing; None where no class is."""

MODULES = {
    "cli.daily": "the command for the daily issue",
    "cli.items": "the commands for items",
    "cli.signals": "the command for signals",
    "cli.stories": "the commands for the end of a story",
    "core.compare.versions": "two versions of a story, and what changed",
    "core.ledger": "what the lines of a ledger come to",
    "core.model.finding": "Finding",
    "core.model.ledger": "the lines of a ledger",
    "core.model.story": "Story",
    "core.model.version": "Version",
    "core.passages": "the passages that a version needs in its ledger",
    "core.publication": "Publication",
    "core.text.passage": "a passage cut out of a text",
    "core.tombstones": "what stands in place of what was taken down",
    "checks.sources": "the rules about sources",
    "desk.draft": "Draft",
    "desk.essay.writer": "the writer of essays",
    "desk.extractive.voices": "the voices of a version",
    "desk.writer": "the writer `claude`",
    "flows.daily": "the letter of a day",
    "flows.draft": "a story's next draft",
    "flows.drafting.findings": "the findings of an essay",
    "flows.drafting.signal": "the draft of a signal",
    "flows.items": "the items of stories, as a list",
    "flows.ledgers": "the ledgers of two branches",
    "flows.versions": "the versions that two commands compare",
    "report.card.sections": "the sections of a review card",
    "report.findings": "findings as people and programs read them",
    "report.items": "items as people and programs read them",
    "site.sources": "the page of a story's sources",
    "site.story": "the pages of a story",
    "site.voices": "the pages of all voices",
    "store.story": "a story's folder",
    "wire.search": "the searches that stories trigger",
}
"""The modules that are named by such a word, and what of it they hold."""


def module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Each class of the package, with its module."""
    for path in PATHS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield module(path), node


def aliases() -> Iterator[tuple[str, str]]:
    """Each name of a type that is made from others, with its module; a type variable, of one letter, is none."""
    for path in PATHS:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)]) if re.fullmatch(r"_?[A-Z]\w*[a-z]\w*", name):
                    yield module(path), name


def word(name: str) -> str:
    """The term of the project that a name is, in the singular; empty if it is none."""
    bare = name.strip("_").lower()
    forms = {**{f"{one}s": one for one in CLASSES}, "stories": "story", "searches": "search", "dailies": "daily"}
    return bare if bare in CLASSES else forms.get(bare, "")


def test_no_two_classes_have_one_name():
    """Whoever reads the name of a class, or of a type made from others, knows which one is meant."""
    places = defaultdict(set)
    for where, name in [*((where, node.name) for where, node in classes()), *aliases()]:
        places[name.lstrip("_")].add(where)

    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_a_word_of_the_project_names_one_class():
    """A story, an item or a writer is one thing in the code: no other class has the bare term as its name."""
    named = {(word(node.name), where) for where, node in classes() if word(node.name)}

    assert named == {(name, where) for name, where in CLASSES.items() if where}


def test_a_module_with_such_a_word_for_its_name_is_about_that():
    """A module may be named `writer` if it contains what the project calls a writer, and is listed here."""
    assert {module(path) for path in PATHS if word(path.stem)} == set(MODULES)


def test_values_are_frozen():
    """Dataclasses are frozen."""
    assert [
        f"{where}.{node.name}"
        for where, node in classes()
        for decorator in map(ast.unparse, node.decorator_list)
        if decorator.startswith("dataclass") and "frozen=True" not in decorator
    ] == []
