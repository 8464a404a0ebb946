"""Writes every file that comes from the code: the pages of commands, files and rules, and the JSON Schemas.

Run `python tests/docs/generate.py` when a test says that one of them is out of date.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from inspect import getdoc
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from dateline.checks.rule import Rule
from dateline.checks.rules import RULES
from dateline.cli.groups import HelpfulGroup, summary
from dateline.cli.main import dateline
from dateline.core import constraints, layout
from dateline.core.codec.schema import KINDS, schema, schema_file, schema_of
from dateline.core.model import EssayReview
from dateline.store.front_matter import IntroHead, PageHead, SignalHead

ROOT = Path(__file__).parents[2]

COMMANDS = """\
# Commands

`dateline [-C DIR] COMMAND`. Without a command it prints this list. Each block below is what `--help` prints.

On a terminal, output has colour, and what takes longer shows its progress in a line that disappears at the end. In a pipe, output
is plain lines. `--format json` prints one JSON document to standard output, and nothing else; see [terminal.md](terminal.md).

| exit code | meaning |
|---|---|
| 0 | done, or nothing new |
| 1 | findings that block, or a draft that was refused |
| 2 | a command, a setting or a settings file is wrong |
| 3 | something outside failed (a feed, the model); everything else was done and kept |
| 130 | stopped by Ctrl-C, at once, with one line; filed versions are kept, and the next run continues |

An error is one line `error: …` and one line `hint: …`. A traceback is a bug; please report it.

No command deletes or overwrites a file that Dateline did not make. `init` needs a folder that has no files with the names of
its own, `new` an unused name. `build` and `update --reports` keep a list of the files that they wrote (`.dateline-manifest`,
`.dateline-reports.json`), and replace or remove only those. If somebody else's file has the name of one of theirs, they report
it. They never overwrite a report that a person has edited. `fmt` and `collect --opml` rewrite the files that you name, but
refuse if a comment would be lost.
"""

FORMATS = """\
# Files

Every YAML file is read strictly. All values are text unless their key says otherwise, so `2026-05` stays a month and `no` a
word. A key may appear only once, and anchors, tags and further documents are errors. So is syntax that our parser accepts
and another YAML reader might not: a continuation line that is not indented, in a quoted text or in a list in brackets, and a
comment without a space before its `#`. All problems of a file are reported at once, with line and column; if there are more
than a hundred, you see the first hundred and the number of the rest.

`dateline` writes files in one canonical form, with one sentence per line. Reading and writing a canonical file changes no
byte. `dateline fmt` rewrites a file in this form. The first line of each file names its JSON Schema, so your editor's YAML
plug-in can complete and check while you type.

Unknown keys are errors with a "did you mean". In versions other than the newest they are kept instead, because the file may
come from a later Dateline.

If the column *default* is empty, the key is required.
"""

RULES_PAGE = """\
# The rules of `dateline check`

Errors block a build and a merge; warnings do so with `--strict`; notes never do. You can waive findings one by one, each with a
reason, under `waive` in the story's `story.yaml`, except those of `version-edited` and `version-gap`. This page is generated from
the code of the rules; `dateline check --explain RULE` prints the entry of one.

The worst finding of a version comes first: errors, then warnings, then notes. Within a level, invented words come first, then
sources that do not support a claim, then wrong figures, dates and names, then too much certainty, then what disappeared without a
word, then form. Notes are counted, and shown with `--notes`.

Published files cannot be changed any more, so an error that only an edit could fix would block the publication for ever. The
errors of such a rule are only warnings in what is published, and the rule is marked *warning if published*. With `--base REF`,
the versions and ledger lines in REF are published. Everything else is checked in full, even if one merge brings two versions.
Without `--base`, as in a build, all versions of a story except the newest and all lines of its ledger count as published.
"""

TITLES = {
    "site": "`content/site.yaml`",
    "story": "`stories/<slug>/story.yaml`",
    "version": "`stories/<slug>/v003.yaml`",
}
FORMS = {
    f"^({constraints.SLUG.pattern})$": "slug",
    f"^({constraints.DRAWN_ON.pattern})$": "slug, or slug/v3",
    f"^({constraints.DATE.pattern})$": "date",
    f"^({constraints.TIME.pattern})$": "time",
}
TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}


def _helps(group: HelpfulGroup, path: tuple[str, ...] = ()) -> Iterator[str]:
    for one in (one for _, commands in group.sections() for one in commands):
        words = (*path, one.name or "")
        said = CliRunner().invoke(dateline, [*words, "--help"], prog_name="dateline", terminal_width=100).output
        yield f"\n## {' '.join(words)}\n\n```text\n{said.rstrip()}\n```\n"
        if isinstance(one, HelpfulGroup):
            yield from _helps(one, words)


def _index() -> Iterator[str]:
    """A table of the commands for each thing that one does."""
    for title, commands in dateline.sections():
        yield f"\n| {title} | |\n|---|---|\n"
        yield from (f"| [`{one.name}`](#{one.name}) | {summary(one)} |\n" for one in commands)


def commands() -> str:
    """The page of commands."""
    return COMMANDS + "".join((*_index(), *_helps(dateline)))


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
    if described.get("type") == "object":
        rows = described.get("patternProperties", {"": described.get("additionalProperties")})
        return f"map, by key: {_form(next(iter(rows.values())))}"
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
    return FORMATS + "".join(part for name in KINDS for part in _file(name)) + ITEMS + "".join(_heads()) + DATA


def _heads() -> Iterator[str]:
    heads = {
        "pages/<slug>": (PageHead, "[pages-and-images.md](pages-and-images.md) says how to write one."),
        "signals/<slug>": (SignalHead, "[essays.md](essays.md) says how to write one."),
        "daily/<day>": (IntroHead, "[essays.md](essays.md) says how to write one."),
    }
    for file, (kind, more) in heads.items():
        yield f"\n## `content/{file}.md`\n\n{getdoc(kind)} {more}\n"
        yield from _table(schema_of(kind))
    yield f"\n### EssayReview\n\n{getdoc(EssayReview)}\n"
    yield from _table(schema_of(EssayReview))


ITEMS = """
## `stories/<slug>/items.jsonl`

The ledger: every item that was ever collected for the story, one JSON object per line, in order of arrival. Lines are added and
never changed. A changed item gets a further line with the same key. Each item has these keys:

- `key`, `title`, `url`, `feed`, `published`, `collected`;
- `text`: what the feed says about the matter, at most 2,000 characters (see [wire.md](wire.md));
- `evidence`: the grade: `full-text`, `excerpt` or `headline`;
- `hash` of that title and text, and `page`, the hash of the page if it was read;
- `offset`: the time zone of `published` as the feed wrote it, such as `+09:00`; pages and citations use the day in that zone;
- `copy_of`: the key of the item that has the same words;
- `spiked`: why it was set aside.

If the words of a line were taken down, it has `withdrawn` instead: `on`, `why`, and `hash`, the hash of the original line.
See [taking-down.md](taking-down.md).

A line with the key `event` is not an item: it records a decision about one, or keeps a passage of its page. [proof.md](proof.md)
lists the kinds.

## Citations

Put `[@key]` after the words that it supports, and several keys in one bracket: `[@first; @second]`. A key is a slug: lower-case
letters and digits joined by hyphens, at most 80 characters. On a page, citations become numbers, from 1, in order of first use:
Narrative, Perspectives, Tensions, Timeline, What, Why it matters, Open questions. An essay or an introduction
cites `[@story/key]`.
"""


DATA = """
## `stories/<slug>/v3.json` on the site

A version as data. It has the keys of the version's file and these:

- `story` and `url`: the story's slug, and the address of the version's permanent page;
- `numbers`: key of a source → its number on the page;
- `drafted`, `reviewed`, `review`, `digital_source_type`: how it was made ([stories.md](stories.md#who-reviewed-a-version));
- `sentences`: each sentence of the sections, in the order of the page: its id, its path such as `narrative[1]`, where it begins
  and ends in that text, the first version that says it, and the version that gave it these words;
- `step`: what changed since the version before; the first version has none.

Offsets count units of UTF-16, as JavaScript does. The id is also the sentence's address on the page (`v3/#s-1a2b3c4d`). It is
made from the words without their citations, so it stays as long as they do. A step has these keys:

- `from`: the number of the version before;
- `origins`: id of a sentence → the ids of those that it continues in the version before: none if it is new, several if it was
  merged from them; a sentence that only stands under the same id is left out;
- `kinds`: id of a sentence → what became of it, if its words did not simply stay where they were: `add` for a new one, also if it
  shares little with the one that it continues, `edit` for one in other words, `cite` for other sources, `move` for another place;
- `beside`: id of a new or reworded sentence → the words of a source that stand beside it: its number on the page, the place of
  the quote in its list (-1 for its title), and its outlet;
- `gone`: the ids of the sentences of the version before that none continues;
- `figures`: each key figure that changed: its id, its label, the earlier value and the later one, empty where it has none;
- `questions`: each question that changed: its id, what became of it, its earlier text, and its later text or its answer;
- `lines`: what the change card says: a kind, a label, the earlier value, and the later one or a sentence.

To compare any two versions, follow the ids of the later one back through the steps. A sentence whose id both versions have
stands, whatever the versions between them said; one that is reached through `origins` was reworded, and the others are new.
Compare figures, questions, voices and the dates of events by their ids in the two versions: a step does not know
what came back later.
"""


def rules() -> str:
    """The page of rules, made from the docstrings of their functions."""
    groups = dict.fromkeys(rule.group for rule in RULES)
    return RULES_PAGE + "".join(f"\n## {group.capitalize()}\n{''.join(map(_rule, _rules_of(group)))}" for group in groups)


def _rules_of(group: str) -> Iterator[Rule[Any]]:
    return (rule for rule in RULES if rule.group == group)


def _rule(rule: Rule[Any]) -> str:
    level = f"{rule.level}; warning if published" if rule.softens else rule.level
    return f"\n### `{rule.name}` ({level})\n\n{getdoc(rule.check)}\n"


GENERATED: dict[str, Callable[[], str]] = {
    "docs/commands.md": commands,
    "docs/formats.md": formats,
    "docs/rules.md": rules,
    **{layout.schema_path(name): partial(schema_file, name) for name in KINDS},
}
"""What comes from the code, and what it should hold."""

if __name__ == "__main__":
    for file, text in GENERATED.items():
        (ROOT / file).write_text(text(), encoding="utf-8")
