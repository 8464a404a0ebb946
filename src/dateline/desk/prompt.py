"""The prompt for a new version: the rules, the claims of the last version, the new items. All but the rules is quoted data.

Data is JSON, one row per line, between tags that nothing in it can close.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from dateline.core.model import Finding, Item, Source
from dateline.core.origins import Cluster, clusters
from dateline.core.sentences import AnalysedVersion
from dateline.core.text import clean, is_cut
from dateline.desk.draft import Assignment
from dateline.desk.model_call import Prompt
from dateline.desk.numbered import numbered_claims

MOST_FINDINGS = 40
MOST_CHARACTERS = 12_000
"""How many characters of a page's full text are sent."""


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
    return {name: clean(value) if isinstance(value, str) else value for name, value in row.items() if value not in ("", None, ())}


def writing_prompt(assignment: Assignment) -> Prompt:
    """The prompt for the next version of a story. It contains no time, so it is the same when asked again."""
    return Prompt(rules("write"), ("\n\n".join(_story(assignment)), "\n\n".join(_news(assignment))))


def repair_prompt(prompt: Prompt, findings: Sequence[Finding]) -> Prompt:
    """The same prompt with the findings about the first answer, but without that answer."""
    rows = ({"at": one.at, "text": one.text, "wrong": one.message, "hint": one.hint} for one in findings[:MOST_FINDINGS])
    return replace(prompt, blocks=(*prompt.blocks, f"{rules('again')}\n\n{data('findings', rows)}"))


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
    yield data("open_questions", ({"id": one.id, "text": one.text} for one in last.open_questions))
    yield data("voices", ({"id": one.id, "name": one.voice, "role": one.role} for one in last.perspectives))
    yield data("known_sources", map(_source, last.sources))


def _told(assignment: Assignment) -> dict[str, Any]:
    story, last = assignment.dossier.story, assignment.dossier.latest
    return {"title": last.title if last else story.title, "headline": story.headline, "tags": list(story.tags)}


def _claims(last: AnalysedVersion | None) -> Iterator[dict[str, Any]]:
    for one in numbered_claims(last):
        row = {"number": one.number, "section": one.section, "at": one.at or one.date, "text": one.text}
        yield {**row, "ahead": one.ahead or None}


def _source(source: Source) -> dict[str, Any]:
    return {
        "key": source.key,
        "title": source.title,
        "title_is_cut": is_cut(source.title) or None,
        "feed": source.feed,
        "date": source.date,
        "evidence": source.evidence,
        "quotes": list(source.quotes) or None,
    }


def _news(assignment: Assignment) -> Iterator[str]:
    rows = [row for cluster in new_clusters(assignment) for row in _cluster(cluster, assignment.texts)]
    yield f"# The new items\n\n{data('items', rows)}"
    yield "Write the edits."


def new_clusters(assignment: Assignment) -> tuple[Cluster, ...]:
    """The new origins, each with its copies; a new copy of a known item is not new."""
    new = frozenset(item.key for item in assignment.items)
    everything = clusters((*assignment.known, *assignment.items))
    return tuple(cluster for cluster in everything if cluster.origin.key in new)


def _cluster(cluster: Cluster, texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    text = texts.get(cluster.origin.key, "")[:MOST_CHARACTERS] or cluster.origin.text
    yield {**_item(cluster.origin), "text": text, "carried_by": len(cluster.copies) or None}
    for copy in cluster.copies:
        yield {**_item(copy), "same_words_as": cluster.origin.key}


def _item(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "title": item.title,
        "title_is_cut": is_cut(item.title) or None,
        "feed": item.feed,
        "published": item.published,
        "collected": item.collected[:10],
        "evidence": item.evidence,
    }


def offered(assignment: Assignment) -> frozenset[str]:
    """The keys that an answer may cite: those of the last version and of the new items."""
    last = assignment.dossier.latest
    known = (source.key for source in last.sources) if last else ()
    return frozenset(chain(known, (item.key for item in assignment.items)))
