"""The configuration of the CMS in which editors without git work, made from the same classes as the JSON Schemas.

What the CMS does not know, it keeps as it is: a key that is left out here is not lost when an editor saves.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.core import layout, yamlio
from dateline.core.codec.schema import schema_of
from dateline.core.codec.shapes import Shape, shapes
from dateline.core.config import Config
from dateline.core.constraints import REASON, Prose, Text
from dateline.core.model import KeyFigure, Question, Story, Tension, Version, Voice
from dateline.store.front_matter import PageHead, SignalHead

CONFIG = "admin/config.yml"
PLACEHOLDER = "OWNER/NAME"
"""Stands for the repository while site.yaml does not name one."""

_DRAFT = "the CMS writes `draft: false` into every file that it saves"

LEFT_OUT: dict[type, dict[str, str]] = {
    Version: {
        "sources": "a map from keys to maps, which the CMS cannot show; `fmt` fills in what the ledger knows",
        "written_by": "the program records who drafted the version",
        "review": "`dateline approve` records the review",
    },
    Story: {"feeds": "either the word `all` or a list, and a field of the CMS is one of the two"},
    PageHead: {"draft": _DRAFT, "template": "it names a file of the theme, which is not in the CMS"},
    SignalHead: {"draft": _DRAFT, "written_by": "the program records who drafted the text"},
}
"""The keys without a field, with the reason."""

READ_ONLY: dict[type, set[str]] = {
    Version: {"format", "version", "kind", "published", "items"},
    **{kind: {"id"} for kind in (Question, KeyFigure, Voice, Tension)},
}
"""The keys that an editor sees and does not change; `fmt` makes the id of a new entry."""

HEAD = """\
# The fields that editors see at /admin/, made by `dateline init --cms sveltia` from the JSON Schemas in content/schema.
# https://sveltiacms.app/en/docs lists what can be set here.
"""
_GITHUB = re.compile(r"https://github\.com/([^/\s]+/[^/\s]+?)(\.git)?/?")

Field = dict[str, Any]


def sveltia_config(config: Config) -> str:
    """The text of `admin/config.yml`."""
    return HEAD + yamlio.dump(_written(_configuration(config)))


def repository(config: Config) -> str:
    """The repository in the settings, as OWNER/NAME; a placeholder if there is none on GitHub."""
    found = _GITHUB.fullmatch(config.repository or "")
    return found[1] if found else PLACEHOLDER


def _configuration(config: Config) -> Field:
    return {
        "backend": {"name": "github", "repo": repository(config), "branch": "main", "auth_methods": ["token"]},
        "publish_mode": "editorial_workflow",
        "app_title": config.title,
        "site_url": config.url,
        "media_folder": "",
        "media_libraries": {"default": False},
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [*_story_collections(), *_page_collections()],
    }


def _story_collections() -> Iterator[Field]:
    keeps = {"delete": False, "duplicate": False, "aliases_field": False, "format": "yaml", "extension": "yaml"}
    yield {
        "name": "stories",
        "label": "Stories",
        "label_singular": "Version",
        "description": "The newest first. Edit only a version that is not published yet: `check` refuses changes of others.",
        "folder": layout.STORIES,
        "path": "{{title}}/v{{version}}",
        "create": False,
        "slug": {"editable": False},
        **keeps,
        "summary": "{{title}} (version {{version}}, {{published}})",
        "sortable_fields": {"fields": ["published", "title"], "default": {"field": "published", "direction": "descending"}},
        "fields": list(_fields(Version)),
    }
    yield {
        "name": "settings",
        "label": "Story settings",
        "label_singular": "Story",
        "description": "What each story is about, and what the writer has to heed.",
        "folder": layout.STORIES,
        "path": f"{{{{slug}}}}/{layout.STORY.removesuffix('.yaml')}",
        "slug": {"editable": ["create"]},
        **keeps,
        "fields": list(_fields(Story)),
    }


def _page_collections() -> Iterator[Field]:
    body = {"name": "body", "label": "Text", "widget": "text", "hint": "Markdown.", "required": True}
    for name, label, folder, kind in (
        ("pages", "Pages", layout.PAGES, PageHead),
        ("essays", "Essays", layout.SIGNALS, SignalHead),
    ):
        yield {
            "name": name,
            "label": label,
            "folder": folder,
            "slug": {"editable": ["create"]},
            "aliases_field": False,
            "format": "yaml-frontmatter",
            "extension": "md",
            "fields": [*_fields(kind), body],
        }


def _fields(kind: type) -> Iterator[Field]:
    described = schema_of(kind)
    yield from _fields_of(kind, described["properties"], described.get("$defs", {}))


def _fields_of(kind: type, described: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[Field]:
    """A field for each key that is not left out, with the words of the JSON Schema."""
    for shape in shapes(kind):
        if shape.key in LEFT_OUT.get(kind, ()):
            continue
        is_read_only = shape.key in READ_ONLY.get(kind, ())
        yield {
            "name": shape.key,
            "label": shape.key.replace("_", " ").capitalize(),
            **_widget(shape, described[shape.key], definitions),
            "hint": _hint(shape, described[shape.key]["description"]),
            "required": shape.is_required and not is_read_only,
            **({"readonly": True} if is_read_only else {}),
        }


def _hint(shape: Shape, description: str) -> str:
    """The sentence of the JSON Schema, and the default if it is a word."""
    return f"{description} If empty: {shape.default}." if isinstance(shape.default, str) and shape.default else description


def _widget(shape: Shape, described: Mapping[str, Any], definitions: Mapping[str, Any]) -> Field:
    """The kind of field, and what it contains."""
    if shape.kind:
        rows = list(_fields_of(shape.kind, definitions[shape.kind.__name__]["properties"], definitions))
        named = next(row["name"] for row in rows if "readonly" not in row)
        return {"widget": "list", "collapsed": "auto", "summary": f"{{{{{named}}}}}", "fields": rows}
    if not shape.is_text:
        return {"widget": "list", "field": {"name": "entry", "label": "Entry", **_scalar(shape, described["items"])}}
    return _scalar(shape, described)


def _scalar(shape: Shape, described: Mapping[str, Any]) -> Field:
    types = {one.get("type") for one in (described, *described.get("anyOf", ()))}
    if "enum" in described:
        return {"widget": "select", "options": list(described["enum"])}
    if "boolean" in types:
        return {"widget": "boolean"}
    form = next((mark for mark in shape.marks if isinstance(mark, Text)), None)
    if form:
        return {"widget": "string", "pattern": [f"^({form.pattern})$", f"Should be {form.wants}."]}
    if "integer" in types:
        return {"widget": "number", "value_type": "int"}
    return {"widget": "text" if shape.has(Prose) or REASON in shape.marks else "string"}


def _written(value: Any) -> Any:
    """The values as `yamlio` writes them: numbers and truth values without quotation marks."""
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_written(one) for one in value]
    return yamlio.Bare(str(value).lower()) if isinstance(value, bool) else value


def sveltia_files(config: Config) -> dict[str, bytes]:
    """Path → content of each file that the CMS needs in a publication."""
    static = Path(__file__).parent / "sveltia"
    files = {path.relative_to(static).as_posix(): path.read_bytes() for path in sorted(static.rglob("*")) if path.is_file()}
    return {**files, CONFIG: sveltia_config(config).encode()}
