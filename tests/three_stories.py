"""A publication of three stories, which refer to each other in every way, and ways to edit it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import builders

from dateline.core import codec, layout
from dateline.core.config import Feed
from dateline.core.model import ClosedQuestion, Item, LedgerEvent, Question, Source, Story, Tombstone, Version, Withdrawn
from dateline.flows.stories.asked import SEPARATOR
from dateline.site.files import MANIFEST
from dateline.store.build_cache import _seal
from dateline.store.reading import read_config
from dateline.store.story import read_story

WHY = Withdrawn("2026-05-24", "The court ordered it.", "sha256:" + "0" * 64)
ESSAY = """\
---
title: Water
date: 2026-05-01
author: The desk
stories: [barrier, ferry/v3]
---
It floods [@barrier/harbour-plan], and it blows [@ferry/wind].
"""


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def add(root: Path, name: str, text: str) -> None:
    with (root / name).open("a", encoding="utf-8") as file:
        file.write(text)


def add_line(root: Path, slug: str, line: Item | LedgerEvent) -> None:
    add(root, f"stories/{slug}/items.jsonl", codec.dump_line(line))


def withdraw_item(root: Path, slug: str, key: str) -> None:
    lines = [
        builders.item(key, title="", text="", withdrawn=WHY) if one.entry.key == key else one.entry
        for one in read_story(root, slug).lines
    ]
    write(root, f"stories/{slug}/items.jsonl", "".join(map(codec.dump_line, lines)))


def withdraw_version(root: Path, slug: str, number: int, why: Withdrawn = WHY) -> None:
    set_file(root, slug, number, Tombstone(1, number, why, f"2026-05-{number:02d}T11:30:00Z"))


def set_story(root: Path, slug: str = "barrier", **given: Any) -> None:
    write(root, f"stories/{slug}/story.yaml", codec.dump(replace(read_story(root, slug).story, **given)))


def set_version(root: Path, number: int, slug: str = "barrier", **given: Any) -> None:
    """Changes a version."""
    was = next(one for one in read_story(root, slug).versions if one.version == number)
    set_file(root, slug, number, replace(was, **given))


def add_version(root: Path, slug: str = "barrier", **given: Any) -> None:
    """Adds a version that is like the newest one, except for its number and date and what is given."""
    newest = read_story(root, slug).versions[-1]
    number = newest.version + 1
    fresh = replace(newest, version=number, published=f"2026-05-{number:02d}T12:30:00Z", closed_questions=())
    set_file(root, slug, number, replace(fresh, **given))


def set_file(root: Path, slug: str, number: int, version: Version | Tombstone) -> None:
    write(root, f"stories/{slug}/v{number:03d}.yaml", codec.dump(version))


def set_config(root: Path, **given: Any) -> None:
    write(root, "content/site.yaml", codec.dump(replace(read_config(root), **given)))


def write_publication(root: Path) -> None:
    """Barrier's ledger has an item that ferry cites, barrier names ferry as related, and a version of tunnel is withdrawn."""
    config = builders.config(feeds=(Feed("harbour", "Harbour Wire", path="content/inbox"),))
    write(root, "content/site.yaml", codec.dump(config))
    write(root, "content/inbox/.gitkeep", "")
    write(root, "content/pages/about.md", "---\ntitle: About\n---\nWho we are.\n")
    write(root, "content/signals/water.md", ESSAY)
    write_story(root, "barrier", "harbour-plan", related=("ferry",), aliases=("old-barrier",), feeds=("harbour",))
    write_story(root, "ferry", "ferry-plan")
    write_story(root, "tunnel", "harbour-plan")
    ledgers = {
        "barrier": ("harbour-plan", "plan-again", "football", "ferry-plan"),
        "ferry": ("wind", "football", "weather"),
        "tunnel": ("harbour-plan", "football", "weather"),
    }
    for slug, keys in ledgers.items():
        for key in keys:
            add_line(root, slug, builders.item(key, copy_of="harbour-plan" if key == "plan-again" else None))
    again = Source("plan-again", "Title of plan-again", feed="Harbour Wire")
    set_version(root, 3, what="It is planned [@harbour-plan; @plan-again].", sources=(builders.source(), again))
    set_version(root, 3, closed_questions=(ClosedQuestion("cost", "answered", "The city."),), open_questions=(), items=3)
    withdraw_version(root, "tunnel", 2)


def write_story(root: Path, slug: str, cites: str, versions: int = 3, **given: Any) -> None:
    """A story without a ledger, each of whose versions cites one item."""
    write(root, f"stories/{slug}/story.yaml", codec.dump(Story(f"The {slug}", tags=("floods",), **given)))
    for number in range(1, versions + 1):
        made = builders.version(
            number,
            title=f"The {slug}",
            items=number,
            what=f"The council plans {number} [@harbour-plan].",
            open_questions=(Question("cost", "Who pays for it?"), Question("height", "How high is it?")),
        )
        write(root, f"stories/{slug}/v{number:03d}.yaml", codec.dump(made).replace("harbour-plan", cites))


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a site, without the list of them."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if name != MANIFEST}


def change_noted(root: Path, name: str, held: str, new: str = "") -> None:
    """Changes what was noted about a file of Dateline: its content, or its name."""
    with closing(sqlite3.connect(root / layout.BUILDS)) as opened, opened:
        *held_columns, outcome = opened.execute("SELECT paths, states, hashes, outcome FROM site").fetchone()
        columns = [column.split(SEPARATOR) for column in held_columns]
        at = columns[0].index(name)
        for column, value in zip(columns, (new or name, held, held), strict=True):
            column[at] = value
        values = (*map(SEPARATOR.join, columns), outcome)
        opened.execute("UPDATE site SET paths = ?, states = ?, hashes = ?, seal = ?", (*values[:3], _seal(*values)))
