import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import builders
import pytest
import yaml
from jsonschema import Draft202012Validator

from dateline.core import codec
from dateline.core.codec.schema import KINDS, schema
from dateline.core.model import Tombstone, Withdrawn

ROOT = Path(__file__).parents[3]


class Core(yaml.SafeLoader):
    """A reader of YAML 1.2, as an editor's plug-in is: numbers, true and false, but no days and no times."""


Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if not tag.endswith(("timestamp", "bool"))]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def complaints(name: str, text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(schema(name)).iter_errors(yaml.load(text, Loader=Core))]


def files(name: str) -> Iterator[Path]:
    pattern = {"site": "content/site.yaml", "story": "stories/*/story.yaml", "version": "stories/*/v*.yaml"}[name]
    for publication in (ROOT, ROOT / "src/dateline/flows/example", ROOT / "src/dateline/flows/starter"):
        yield from publication.glob(pattern)


@pytest.mark.parametrize("name", KINDS)
def test_it_is_a_schema_with_a_sentence_for_each_key(name):
    """Every key has an explanation in the editor."""
    made = schema(name)

    Draft202012Validator.check_schema(made)
    for definition in (made, *made.get("$defs", {}).values()):
        for key, described in definition["properties"].items():
            assert described.get("description"), key


@pytest.mark.parametrize("name", KINDS)
def test_what_dateline_accepts_the_plug_in_accepts(name):
    """No file of the publication, the example or the starter is underlined in an editor."""
    assert {str(file): complaints(name, file.read_text(encoding="utf-8")) for file in files(name)} == {
        str(file): [] for file in files(name)
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kind: update", "kind: new"),
        ("what:", "whta:"),
        ("title: The harbour barrier\n", ""),
        ("date: 2026-04-14", "date: soon"),
        ("    evidence: headline", "    evidence: hearsay"),
        ("  harbour-plan:", "  Harbour Plan:"),
        ("version: 1", "version: 0"),
        ("published: 2026-05-01T11:30:00Z", "published: 2026-05-01"),
    ],
)
def test_what_dateline_refuses_the_plug_in_underlines(before, after):
    """A wrong key, word, date or number is seen while it is typed."""
    good = codec.dump(builders.version())

    assert complaints("version", good) == []
    assert complaints("version", good.replace(before, after, 1))


def test_a_tombstone_is_no_version():
    """The tombstone of a version needs no title, and must not have one."""
    stone = codec.dump(Tombstone(1, 3, Withdrawn("2026-06-01", "A court.", f"sha256:{0:064}"), "2026-05-01T11:30:00Z"))

    assert complaints("version", stone) == []
    assert complaints("version", stone + "title: The old title\n")
    assert complaints("version", stone.replace("why: A court., ", ""))


def test_the_keys_are_those_of_the_file():
    """`from` is the key of the field `sender`, sources are a map by key, and nothing internal is shown."""
    site: dict[str, Any] = schema("site")
    version: dict[str, Any] = schema("version")

    assert "from" in site["$defs"]["Daily"]["properties"]
    assert version["properties"]["sources"]["additionalProperties"] == {"$ref": "#/$defs/Source"}
    assert "key" not in version["$defs"]["Source"]["properties"]
    assert "unknown" not in version["properties"]
