"""The JSON Schema of each file that people edit, so that an editor's YAML plug-in can complete and check it."""

import json
from typing import Any

from dateline.core.codec.shapes import adapter, shapes
from dateline.core.config import Config
from dateline.core.model import Story, Tombstone, Version

KINDS: dict[str, type] = {"site": Config, "story": Story, "version": Version}
"""The name of each schema, and the class that it describes."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of `site`, `story` or `version`, with a sentence for each key."""
    made = schema_of(KINDS[name])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **(_or_tombstone(made) if name == "version" else made)}


def schema_file(name: str) -> str:
    """The text of `content/schema/NAME.json`, which each file names in its first line."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def schema_of(kind: type) -> dict[str, Any]:
    """The JSON Schema of a file with a value of any kind."""
    made = adapter(kind).json_schema()
    _as_in_file(kind, made, made.get("$defs", {}))
    return made


def _or_tombstone(version: dict[str, Any]) -> dict[str, Any]:
    """The schema of a version's file, which may contain a tombstone instead."""
    stone = schema_of(Tombstone)
    definitions = {**version["$defs"], **stone.pop("$defs"), "Tombstone": stone}
    beside = "Why it was taken down; a file with this key may have only format, version and published besides."
    withdrawn = {**stone["properties"]["withdrawn"], "description": beside}
    return {
        **version,
        "$defs": dict(sorted(definitions.items())),
        "properties": {**version["properties"], "withdrawn": withdrawn},
        "required": [key for key in version["required"] if key in stone["required"]],
        "if": {"required": ["withdrawn"]},
        "then": {"$ref": "#/$defs/Tombstone"},
        "else": {"required": version["required"]},
    }


def _as_in_file(kind: type, definition: dict[str, Any], definitions: dict[str, Any]) -> None:
    """Turns the schema of a value into the schema of its file: with keys for fields and maps for keyed lists."""
    properties = definition["properties"]
    for shape in shapes(kind):
        if shape.name not in properties:
            continue
        described = properties.pop(shape.name)
        described.pop("title", None)
        properties[shape.key] = described
        if shape.kind:
            row = definitions[shape.kind.__name__]
            described.pop("default", None)
            # A bare reference has no description, and `python -OO` keeps none.
            described.setdefault("description", row.get("description", ""))
            if shape.keyed_by:
                row["required"].remove(shape.keyed_by)
                properties[shape.key] = {
                    "type": "object",
                    "description": described["description"],
                    "propertyNames": row["properties"].pop(shape.keyed_by),
                    "additionalProperties": described["items"],
                }
            _as_in_file(shape.kind, row, definitions)
    properties.pop("unknown", None)
