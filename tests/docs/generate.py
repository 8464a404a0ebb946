"""Writes the pages that the code itself knows best: `docs/commands.md` and `docs/formats.md`.

Run it with `python tests/docs/generate.py` when a test says that one of them is stale.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from dateline.cli.main import dateline
from dateline.core import constraints
from dateline.core.codec.schema import KINDS, schema

DOCS = Path(__file__).parents[2] / "docs"

COMMANDS = """\
# Commands

`dateline [-C DIR] COMMAND`. Each block below is what `--help` prints.

On a terminal there is colour, and `update` shows how far it is in a line that goes away; in a pipe there are plain lines.
`--format json` prints one JSON document on standard output and nothing else there.

| exit code | means |
|---|---|
| 0 | done; also: nothing new |
| 1 | findings that block |
| 2 | a command, a setting or a file of settings is wrong |
| 3 | the outside world failed (a feed, the model); everything else was done and kept |
| 130 | stopped by Ctrl-C, at once, with one line; filed versions are kept, and the next run continues |

An error is one line `error: …` and one line `hint: …`; a traceback is a bug, please report it.

No command deletes or overwrites a file that Dateline did not make. `init` needs a new or empty folder, `new` a free name.
`build` and `update --reports` keep a list of what they wrote (`.dateline-manifest`, `.dateline-reports.json`), and replace or
remove nothing else; where another's file has the name of one of theirs, they say so. A report that a person changed is a
person's file from then on. `fmt` and `collect --opml` rewrite the file that they are asked to, and refuse where a comment
would be lost.
"""

FORMATS = """\
# Files

Every YAML file is read strictly: all values are text until their key says otherwise, a key stands once, and there are no
anchors, tags or further documents. `2026-05` stays a month and `no` a word. What the parser would take and another reader of
YAML would not is refused too: a further line of a quoted text or of a list in brackets that is not indented, a comment
without a space before its `#`. All problems of a file are told at once, with line and column; of more than a hundred, the
first hundred and how many there are beside them.

`dateline` writes files in one canonical form, sentence by line, and reading and writing a canonical file changes no byte.
`dateline fmt` brings a file into it. The first line of each file names its JSON Schema, so that an editor's YAML plug-in
completes and checks while you type.

Unknown keys are errors with a "did you mean". In a version that is not the newest they are kept instead: an older file may come
from a later Dateline.

Where the column *default* is empty, the key must be there.
"""

TITLES = {
    "site": "`content/site.yaml`",
    "story": "`stories/<slug>/story.yaml`",
    "version": "`stories/<slug>/v003.yaml`",
}
FORMS = {
    f"^({constraints.SLUG.pattern})$": "slug",
    f"^({constraints.DATE.pattern})$": "date",
    f"^({constraints.TIME.pattern})$": "time",
}
TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}


def _helps(command: click.Command, path: tuple[str, ...]) -> Iterator[str]:
    for name in sorted(command.commands) if isinstance(command, click.Group) else ():
        yield from _helps(command.commands[name], (*path, name))  # type: ignore[attr-defined]
    if not isinstance(command, click.Group):
        said = CliRunner().invoke(dateline, [*path, "--help"], prog_name="dateline", terminal_width=100).output
        yield f"\n## {' '.join(path)}\n\n```text\n{said.rstrip()}\n```\n"


def commands() -> str:
    """The page of commands."""
    return COMMANDS + "".join(_helps(dateline, ()))


def _form(described: Mapping[str, Any]) -> str:
    """What a value looks like, in a few words."""
    if "anyOf" in described:
        forms = [_form(one) for one in described["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(form for form in forms if not (form == "whole number" and "date" in forms)))
    if "$ref" in described:
        return f"[{described['$ref'].rpartition('/')[2]}](#{described['$ref'].rpartition('/')[2].lower()})"
    if words := described.get("enum") or ([described["const"]] if "const" in described else None):
        return ", ".join(f"`{word}`" for word in words)
    if described.get("type") == "array":
        return f"list: {_form(described['items'])}"
    if "additionalProperties" in described and described.get("type") == "object":
        return f"map, by key: {_form(described['additionalProperties'])}"
    return FORMS.get(described.get("pattern", "")) or TYPES[described["type"]]


def _default(key: str, definition: Mapping[str, Any]) -> str:
    if key in definition.get("else", definition).get("required", ()):
        return ""
    default = definition["properties"][key].get("default")
    return "–" if default in (None, "", [], {}) else f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _table(definition: Mapping[str, Any]) -> Iterator[str]:
    yield "\n| key | form | default | meaning |\n|---|---|---|---|\n"
    for key, described in definition["properties"].items():
        cells = (f"`{key}`", _form(described), _default(key, definition), described["description"].replace("\n", " "))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _file(name: str) -> Iterator[str]:
    made = schema(name)
    yield f"\n## {TITLES[name]}\n"
    yield from _table(made)
    for kind, definition in made.get("$defs", {}).items():
        yield f"\n### {kind}\n\n{definition['description']}\n"
        yield from _table(definition)


def formats() -> str:
    """The page of files."""
    return FORMATS + "".join(part for name in KINDS for part in _file(name)) + ITEMS


ITEMS = """
## `stories/<slug>/items.jsonl`

The ledger: every item that was ever collected for the story, one JSON object a line, in the order it came. Lines are added and
never changed. `key`, `title`, `url`, `feed`, `published`, `collected`, `text` (what the feed gave of the matter, at most 2,000
characters; see [wire.md](wire.md)), `evidence`, `hash` (of that title and text), `page` (of the page, where that was read),
`offset` (the zone of `published` as its feed wrote it, such as `+09:00`; the day that is shown and cited is the day there),
`copy_of` (the key of the item whose words these are) and `spiked` (why it was set aside). A changed item gets a further line with
the same key.

A line whose words were taken down has `withdrawn` in their place: `on`, `why`, and `hash`, which is that of the line as it was.
See [taking-down.md](taking-down.md).

A line with the key `event` is no item: it says what was decided about one, or keeps a passage of its page. [proof.md](proof.md)
lists the kinds.

## Citations

`[@key]` stands after what it supports, and several go in one bracket: `[@first; @second]`. A key is a slug: lower-case letters
and digits joined by hyphens, at most 80 characters. On a page citations become numbers, from 1, by first use: Narrative,
Perspectives, Tensions, Timeline, What, Why it matters, Open questions.
"""

PAGES = {"commands.md": commands, "formats.md": formats}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
