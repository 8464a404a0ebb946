"""Replies of a scripted model with one planted fault each, and sound ones, from `tests/fixtures/planted`."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from analysed import numbered_claims
from edits import NOTHING
from scripted import ScriptedModel, answer

from dateline.checks import Basis, check_story
from dateline.core.analysis import AnalysedStory
from dateline.core.codec.shapes import adapter
from dateline.core.model import Dossier, Event, Finding, Item, Question, Source, Story, Version, Voice
from dateline.desk.budget import Budget
from dateline.desk.draft import Assignment, Draft
from dateline.desk.edits import Added, Edits, NewQuestion, QuestionFate, Quote, VoiceFate
from dateline.desk.offered import numbered_sentences
from dateline.desk.writer import ModelWriter

FOLDER = Path(__file__).parent / "fixtures/planted"
STORIES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
SOUND = "sound"


class Planted(NamedTuple):
    """A reply, and whether it should be filed."""

    kind: str
    """The kind of its fault, or `sound`."""
    story: str
    edits: Edits


@cache
def told(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def assignment(name: str) -> Assignment:
    """The story, its first version, and the new items."""
    data = told(name)
    rows = [(bool(row.pop("cited", False)), _item(row)) for row in map(dict, data["item"])]
    cited = tuple(item for is_cited, item in rows if is_cited)
    new = tuple(item for is_cited, item in rows if not is_cited)
    story = Story(data["title"], tags=tuple(data["tags"]))
    dossier = Dossier(name, story, (_last(data, cited),), (*cited, *new))
    return Assignment(dossier, new, 2, data["published"])


def _item(row: dict[str, Any]) -> Item:
    return Item(**row, feed="Wire", collected=row["published"], evidence="excerpt" if row["text"] else "headline")


def _last(data: dict[str, Any], cited: tuple[Item, ...]) -> Version:
    last = data["last"]
    name, view = last["voice"]
    return Version(
        format=1,
        version=1,
        kind="update",
        title=data["title"],
        published=cited[-1].published or "",
        items=len(cited),
        changes="",
        what=last["what"],
        why_it_matters=last["why"],
        open_questions=tuple(Question(*one) for one in last["questions"]),
        narrative=tuple(last["narrative"]),
        timeline=tuple(Event(*one) for one in last["timeline"]),
        perspectives=(Voice("voice", name, None, view, "New voice."),),
        sources=tuple(Source(item.key, item.title, None, "Wire", item.day, "excerpt") for item in cited),
    )


# --- replies ---------------------------------------------------------------------------------------------------------------


def replies() -> Iterator[Planted]:
    """All replies: those with a fault by kind, then the sound ones."""
    for name in STORIES:
        for kind, rows in told(name)["faults"].items():
            yield from (Planted(kind, name, _faulty(kind, row, name)) for row in rows)
        for row in told(name)[SOUND]:
            yield Planted(SOUND, name, _reply(name, **row))


def _faulty(kind: str, row: Any, name: str) -> Edits:
    if kind == "changes":
        return _reply(name, told(name)[SOUND][0]["added"], changes=row)
    if kind in ("dropped", "answered"):
        return _reply(name, told(name)[SOUND][0]["added"], [[row[0], kind, *row[1:]]])
    if kind in ("bundled", "weekday"):
        return _reply(name, [[f"timeline:{row[0]}", *row[1:]]])
    return _reply(name, [row])


def _reply(name: str, added: list[Any], questions: list[Any] | None = None, changes: str = "") -> Edits:
    """A reply that keeps everything, with new claims such as [section, text, "key/number" …] and fates of questions."""
    last = assignment(name).dossier.latest
    assert last
    fates = {one[0]: QuestionFate(one[0], one[1], one[2], quotes(name, one[3:]), "", "") for one in questions or ()}
    parts = {
        **NOTHING,
        "kept": tuple(claim.number for claim in numbered_claims(last)),
        "questions": tuple(fates.get(one.id, QuestionFate(one.id, "open", "", (), "", "")) for one in last.open_questions),
        "voices": tuple(VoiceFate(one.id, "kept", "It says nothing new.", ()) for one in last.perspectives),
        "added": tuple(_added(name, *one) for one in added if one[0] != "question"),
        "new_questions": tuple(NewQuestion(one[1], quotes(name, one[2:]), "") for one in added if one[0] == "question"),
        "changes": changes or "New reports came in.",
    }
    return Edits(**parts)


def _added(name: str, place: str, text: str, *keys: str) -> Added:
    section, _, date = place.partition(":")
    at = "9" if section == "narrative" else date
    return Added(section, at, 0, text, quotes(name, keys))  # type: ignore[arg-type]  # the data has sections only


def quotes(name: str, keys: Any) -> tuple[Quote, ...]:
    lines = numbered_sentences(assignment(name))
    pairs = [(key, int(number)) for key, _, number in (one.partition("/") for one in keys)]
    return tuple(Quote(key, number, " ".join(lines[key][number].split()[:5])) for key, number in pairs)


# --- what becomes of a reply -----------------------------------------------------------------------------------------------


def draft(one: Planted, *more: Edits) -> tuple[Draft, ScriptedModel]:
    """The draft from a reply that the model repeats if it is asked again, or follows with others."""
    model = ScriptedModel(*(answer(adapter(Edits).dump_json(each).decode()) for each in (one.edits, *more)))
    return ModelWriter("claude", "claude-sonnet-5-5", model, _check, Budget(Decimal(9)), None)(assignment(one.story)), model


def _check(story: AnalysedStory, version: Version) -> tuple[Finding, ...]:
    whole = story.updated(replace(story.dossier, versions=(*story.dossier.versions, version)))
    return tuple(one for one in check_story(whole, Basis()) if one.version == version.version)
