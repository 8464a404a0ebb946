"""The prompt for a new version: the rules, the claims of the last version, the new items. All but the rules is quoted data.

Data is JSON, one row per line, between tags that nothing in it can close.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from dateline.core.model import Item, Source
from dateline.core.origins import Cluster
from dateline.core.sentences import AnalysedVersion
from dateline.core.text import clean
from dateline.desk.cut_titles import cut_titles
from dateline.desk.draft import Assignment
from dateline.desk.model_call import Prompt
from dateline.desk.numbered import numbered_claims
from dateline.desk.offered import Lines, earlier_items, new_clusters, numbered_sentences
from dateline.desk.refusal import Refusal

MOST_ROWS, MOST_OF_AN_ENTRY = 40, 6_000
"""How many refused entries the second call shows, and how many characters of one."""


@cache
def rules(name: str) -> str:
    """The text of `prompts/<name>.md`."""
    return (files("dateline.desk") / "prompts" / f"{name}.md").read_text(encoding="utf-8").strip()


@cache
def prompt_hash() -> str:
    """A hash of all files in `prompts/`: `sha256:` and sixteen hexadecimal digits."""
    names = sorted(file.name for file in (files("dateline.desk") / "prompts").iterdir() if file.name.endswith(".md"))
    text = "\0".join(chain.from_iterable((name, rules(name.removesuffix(".md"))) for name in names))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:16]


def data(tag: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as quoted data, without unsafe characters, empty values, and any `<` that could open or close a tag."""
    lines = (json.dumps(_cleaned(row), ensure_ascii=False).replace("<", "\\u003c") for row in rows)
    return "\n".join((f"<{tag}>", *lines, f"</{tag}>"))


def _cleaned(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _clean(value) for name, value in row.items() if value not in ("", None, ())}


def _clean(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return clean(value) if isinstance(value, str) else value


def writing_prompt(assignment: Assignment) -> Prompt:
    """The prompt for the next version of a story. It contains no time, so it is the same when asked again."""
    return Prompt(rules("write"), ("\n\n".join(_story(assignment)), "\n\n".join(_news(assignment))))


def repair_prompt(prompt: Prompt, refusals: Sequence[Refusal], changes: str) -> Prompt:
    """The same prompt with the entries that were refused or doubted, what is wrong with each, and the `changes` of the answer."""
    parts = (rules("patch"), data("refused", map(_refused, refusals[:MOST_ROWS])), data("changes", [{"text": changes}]))
    return replace(prompt, blocks=(*prompt.blocks, "\n\n".join(parts)))


def _refused(one: Refusal) -> dict[str, Any]:
    is_short = len(str(one.entry)) <= MOST_OF_AN_ENTRY
    shown = {"entry": one.entry} if one.entry and is_short else {"text": one.text}
    return {"place": one.at, **shown, "wrong": one.wrong, "hint": one.hint, "only_warns": one.only_warns or None}


def again_prompt(prompt: Prompt, wrong: str) -> Prompt:
    """The same prompt after an answer that could not be read, of which nothing can be kept."""
    return replace(prompt, blocks=(*prompt.blocks, f"{rules('again')}\n\n{data('refused', [{'wrong': wrong}])}"))


def _story(assignment: Assignment) -> Iterator[str]:
    story, last = assignment.dossier.story, assignment.dossier.latest
    yield f"# The story\n\n{data('story', [_told(assignment)])}"
    if story.guidance:
        yield f"# What the editors ask of this story\n\n{data('guidance', [{'text': story.guidance}])}"
    if last is None:
        yield "There is no version yet: write the first."
        return
    ledger = data("ledger", _claims(assignment.story.latest))
    yield f"# Version {last.version}, filed {last.published[:10]}: the ledger\n\n{ledger}"
    yield data(
        "figures", ({"id": one.id, "label": one.label, "value": one.value, "sources": list(one.sources)} for one in last.figures)
    )
    yield data(
        "tensions",
        ({"id": one.id, "title": one.title, "sides": [side.who for side in one.sides] or None} for one in last.tensions),
    )
    yield data("open_questions", ({"id": one.id, "due": one.due, "text": one.text} for one in last.open_questions))
    yield data("voices", ({"id": one.id, "name": one.voice, "role": one.role} for one in last.perspectives))
    lines, cut = numbered_sentences(assignment), cut_titles(assignment)
    yield data("known_sources", (_source(one, lines, cut) for one in last.sources))


def _told(assignment: Assignment) -> dict[str, Any]:
    story, last = assignment.dossier.story, assignment.dossier.latest
    title = last.title if last else story.title
    return {"title": title, "headline": story.headline, "language": story.language, "tags": list(story.tags)}


def _claims(last: AnalysedVersion | None) -> Iterator[dict[str, Any]]:
    for one in numbered_claims(last):
        row = {"number": one.number, "section": one.section, "at": one.at or one.date, "text": one.text}
        yield {**row, "ahead": one.ahead or None}


def _source(source: Source, lines: Lines, cut: Collection[str]) -> dict[str, Any]:
    return {
        "key": source.key,
        "title": source.title,
        "title_is_cut": source.key in cut or None,
        "feed": source.feed,
        "date": source.date,
        "evidence": source.evidence,
        "sentences": _numbered(lines[source.key]),
    }


def _numbered(lines: Sequence[str]) -> dict[str, str] | None:
    """The sentences under their numbers, without the title."""
    return {str(number): line for number, line in enumerate(lines) if number} or None


def _news(assignment: Assignment) -> Iterator[str]:
    lines, cut = numbered_sentences(assignment), cut_titles(assignment)
    if earlier := earlier_items(assignment):
        rows = (_item(one, lines, cut) for one in earlier)
        yield f"# Earlier items that no sentence cites now\n\n{data('earlier_items', rows)}"
    rows = (row for cluster in new_clusters(assignment) for row in _cluster(cluster, lines, cut))
    yield f"# The new items\n\n{data('items', rows)}"
    yield "Write the edits."


def _cluster(cluster: Cluster, lines: Lines, cut: Collection[str]) -> Iterator[dict[str, Any]]:
    yield {**_item(cluster.origin, lines, cut), "carried_by": len(cluster.copies) or None}
    for copy in cluster.copies:
        row = _item(copy, lines, cut)
        yield {**row, "sentences": None, "same_words_as": cluster.origin.key}


def _item(item: Item, lines: Lines, cut: Collection[str]) -> dict[str, Any]:
    return {
        "key": item.key,
        "title": item.title,
        "title_is_cut": item.key in cut or None,
        "feed": item.feed,
        "published": item.published,
        "collected": item.collected[:10],
        "evidence": item.evidence,
        "sentences": _numbered(lines.get(item.key, ())),
    }
