"""A publication with something in every field, and the same with a given text in every field that may have any words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import builders

from dateline.core import config, model
from dateline.core.config import Author, Cards, Config, Daily, Feed, Search, Subscribe, Update
from dateline.core.constraints import LINE, PASSAGE, PROSE, REASON, Text
from dateline.core.model import (
    ClosedQuestion,
    Closing,
    Correction,
    DepartedVoice,
    Dossier,
    EssayReview,
    Event,
    Intro,
    KeyFigure,
    LedgerEvent,
    Page,
    Question,
    Review,
    Signal,
    Source,
    Story,
    Tension,
    TensionSide,
    Tombstone,
    Version,
    Voice,
    Waiver,
    Withdrawn,
    WrittenBy,
)
from dateline.core.publication import Publication

KEY, CITED = "harbour-plan", "[@harbour-plan]"
HASH = "sha256:" + "0" * 64
ANY_WORDS = (LINE, PROSE, REASON, PASSAGE)
NAMES = {
    "Cards": {"font"}, "Config": {"sender"}, "Dossier": {"slug"}, "Essay": {"stories"}, "Feed": {"path"},
    "Intro": {"day", "stories"}, "Item": {"hash", "page", "offset"}, "LedgerEvent": {"page"},
    "Page": {"slug", "template", "aliases"}, "Search": {"domains"}, "Signal": {"slug", "date", "aliases", "stories"},
    "Update": {"model", "triage_model", "judge_model"}, "Version": {"unknown"}, "Waiver": {"rule", "at"},
}  # fmt: skip
"""Class → its fields that name a thing of the publication, and are no words."""
SOURCE = Source(KEY, "Harbour plan 2026", "https://news.example/plan", "Harbour Wire", "2026-04-14", "excerpt", ("a barrier",))
WAIVER = Waiver("off-topic-source", "The council is meant.", 2, "what")


def _version(number: int, **given: Any) -> Version:
    parts: dict[str, Any] = {
        "changes": f"The cost is told {CITED}.",
        "what": f"The council plans a barrier {CITED}. It costs 40 million {CITED}.",
        "narrative": (f"The council plans a barrier {CITED}.", f"The quay flooded {CITED}."),
        "open_questions": (Question("cost", "Who pays for it?", due="2026-06-01"),),
        "closed_questions": (ClosedQuestion("height", "answered", f"Three metres {CITED}.", verdict="held"),),
        "timeline": (Event("2026-04-14", f"The plan is published {CITED}."), Event("2026-07", f"It opens {CITED}.", ahead=True)),
        "figures": (KeyFigure("cost", "Cost", f"{number}0 million euros", (KEY,)),),
        "perspectives": (Voice("council", "The council", "Port authority", f"Wants it {CITED}.", "New voice.", (KEY,)),),
        "departed_voices": (DepartedVoice("fishers", "Nothing new."),),
        "tensions": (
            Tension("cost", f"It is dear {CITED}.", (KEY,), title="Cost", sides=(TensionSide("council", f"No {CITED}."),)),
        ),
        "corrections": (Correction(1, "It floods.", "It flooded once.", "A title was cut off."),) if number > 1 else (),
        "sources": (SOURCE,),
        "written_by": WrittenBy("claude", "a-model", "abc"),
        "review": Review("Ada Byron", "2026-05-03", "edited"),
    }
    return builders.version(number, **{**parts, **given})


def whole() -> Publication:
    """Something in every field that pages, reports and letters are made of."""
    gone = Withdrawn("2026-05-02", "By order of a court.", HASH)
    items = (
        builders.item(KEY, url="https://news.example/plan"),
        builders.item("football", spiked="Off the subject."),
        builders.item("gone", withdrawn=gone, title="", text=""),
    )
    event = LedgerEvent(
        KEY, "amended", builders.NOW, "A slip.", title="Plan", url="https://a.example/", text="More text.", withdrawn=gone
    )
    story = Story(
        "The harbour barrier", tags=("floods",), related=("ferry",), queries=("barrier",), guidance="Short.", must=("gate",),
        never=("ferry",), closing=Closing("2026-05-04", "It is built."), status="closed", waive=(WAIVER,),
    )  # fmt: skip
    versions = tuple(_version(number) for number in (1, 2, 3))
    stone = Tombstone(1, 4, gone, "2026-05-04T11:30:00Z")
    first = builders.dossier(*versions, slug="barrier", story=story, items=items, events=(event,), tombstones=(stone,))
    ferry = builders.dossier(_version(1, title="The ferry"), slug="ferry", story=Story("The ferry"))
    settings = builders.config(
        tagline="What the water does", author=Author("The desk", "desk@example.org"), repository="https://code.example/record",
        feeds=(Feed("wire", "Harbour Wire", url="https://wire.example/feed"),), searches=(Search("s", url="https://s.example/?q={query}"),),
        daily=Daily(enabled=True), cards=Cards(), update=Update(),
        subscribe=Subscribe("https://mail.example/subscribe", {"list": "record"}),
    )  # fmt: skip
    page = Page("methodology", "Methodology", "Words.", "How it is made.")
    written: dict[str, Any] = {
        "author": "Ada Byron", "model": "a-model", "stories": ("barrier/v1",), "waive": (WAIVER,),
        "review": EssayReview("Ada Byron", "2026-05-03"), "written_by": WrittenBy("claude", "a-model", "abc"),
    }  # fmt: skip
    essay = Signal(
        slug="water", title="Water", date="2026-05-02", dek="An essay.", body=f"It costs much [@barrier/{KEY}].\n", **written
    )
    intro = Intro(day="2026-05-02", body=f"The cost is told [@barrier/{KEY}].\n", **written)
    return Publication(settings, (first, ferry), (page,), (essay,), (intro,))


def _takes_words(kind: Any) -> bool:
    """Whether a type is text, or a list of it, without a form."""
    if get_origin(kind) is Annotated:
        inner, *marks = get_args(kind)
        return all(mark in ANY_WORDS for mark in marks if isinstance(mark, Text)) and _takes_words(inner)
    if get_origin(kind) in (Union, UnionType, tuple):
        return any(map(_takes_words, get_args(kind)))
    return kind is str


@cache
def free_fields(kind: type) -> tuple[str, ...]:
    """The fields of a class that may have any words."""
    hints = get_type_hints(kind, include_extras=True)
    taken = NAMES.get(kind.__name__, set())
    return tuple(one.name for one in fields(kind) if one.name not in taken and _takes_words(hints[one.name]))


def filled(value: Any) -> Iterator[tuple[str, str]]:
    """Each field with words in a tree, as its class and name."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from filled(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.name in free_fields(type(value)) and getattr(value, one.name):
                yield type(value).__name__, one.name
            yield from filled(getattr(value, one.name))


def all_fields() -> set[tuple[str, str]]:
    """Each field with words that there is in files of a publication."""
    found = {kind for home in (model, config) for kind in vars(home).values() if isinstance(kind, type) and is_dataclass(kind)}
    inside = {Text, model.Dossier, model.Finding, model.Problem, model.Picture, model.Published, model.Touched, model.Essay}
    kinds = found - inside
    return {(kind.__name__, name) for kind in kinds for name in free_fields(kind)}


def planted(value: Any, payload: str, only: Mapping[str, Sequence[str]] | None = None) -> Any:
    """The same with the payload in each field that may have any words, and at the end of web addresses.

    Args:
        value: a tree.
        payload: the text.
        only: class → its fields that get the text; None for all.
    """
    if isinstance(value, tuple):
        return tuple(planted(one, payload, only) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    free = free_fields(type(value)) if only is None else only.get(type(value).__name__, ())
    changed: dict[str, Any] = {}
    for one in fields(value):
        held = getattr(value, one.name)
        if one.name == "url" and held and only is None and not isinstance(value, Config | Feed | Search):
            changed[one.name] = f"{held}{payload[:30]}"
        elif one.name in free and held:
            changed[one.name] = _text(held, payload) if isinstance(held, str) else tuple(_text(text, payload) for text in held)
        else:
            changed[one.name] = planted(held, payload, only)
    return replace(value, **changed)


def _text(held: str, payload: str) -> str:
    """The payload with the citations of the text in whose place it is."""
    cited = held[held.find("[@") :].rstrip() if "[@" in held else ""
    return f"{payload} {cited}".rstrip(" ") if cited else payload


def hostile_story(payload: str) -> Dossier:
    """The first story with the payload in each field."""
    story: Dossier = planted(whole().stories[0], payload)
    return story


def hostile_publication(payload: str) -> Publication:
    """Everything with the payload in each field; of the second story, only its last version."""
    public: Publication = planted(whole(), payload)
    subscribe = Subscribe("https://mail.example/subscribe", {"list": payload})
    return replace(public, config=replace(public.config, subscribe=subscribe))
