"""A publication on disk, and all kinds of edits to it, chosen at random."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import builders

from dateline.core import codec
from dateline.core.config import Feed
from dateline.core.model import (
    ClosedQuestion,
    Closing,
    Correction,
    Event,
    Item,
    KeyFigure,
    LedgerEvent,
    Question,
    Story,
    Tension,
    TensionSide,
    Version,
    Voice,
    Waiver,
    Withdrawn,
)
from dateline.store.reading import read_config
from dateline.store.story import find_stories, read_story

WHY = Withdrawn("2026-05-24", "The court ordered it.", "sha256:" + "0" * 64)

COUNCIL = TensionSide("council", "It is safe [@harbour-plan].")


class Publication:
    """A publication on disk, and ways to edit it; each edit uses the same source of chance."""

    def __init__(self, root: Path, chance: Random) -> None:
        self.root = root
        self.chance = chance
        self.count = 0
        self.drafts = False
        self.write("content/site.yaml", codec.dump(builders.config()))
        self.write("content/pages/about.md", "---\ntitle: About\n---\nWho we are.\n")
        for slug in ("ferry", "harbour-barrier"):
            self.add_story(slug)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def word(self) -> str:
        self.count += 1
        return f"word{self.count}"

    def draft(self) -> str:
        return self.chance.choice(["", "draft: true\n"])

    @property
    def slugs(self) -> tuple[str, ...]:
        return find_stories(self.root)[0]

    def any_story(self) -> str:
        return self.chance.choice(self.slugs)

    def set_story(self, slug: str, **given: Any) -> None:
        self.write(f"stories/{slug}/story.yaml", codec.dump(replace(read_story(self.root, slug).story, **given)))

    def set_version(self, slug: str, version: Version) -> None:
        self.write(f"stories/{slug}/v{version.version:03d}.yaml", codec.dump(version))

    def add_line(self, slug: str, line: Item | LedgerEvent) -> None:
        with (self.root / f"stories/{slug}/items.jsonl").open("a", encoding="utf-8") as ledger:
            ledger.write(codec.dump_line(line))

    # --- edits ---

    def add_story(self, slug: str = "") -> None:
        slug = slug or f"story-{self.word()}"
        self.write(f"stories/{slug}/story.yaml", codec.dump(Story(f"About {slug}", tags=("floods",))))
        self.write(f"stories/{slug}/items.jsonl", codec.dump_line(builders.item()))
        self.set_version(slug, builders.version())

    def remove_story(self) -> None:
        slug = self.any_story()
        if len(self.slugs) > 1:
            for path in (self.root / "stories" / slug).iterdir():
                path.unlink()
            (self.root / "stories" / slug).rmdir()
            for other in self.slugs:
                self.set_story(other, related=())

    def add_version(self) -> None:
        slug = self.any_story()
        last = read_story(self.root, slug).latest
        if last is None:
            return
        text = f"A {self.word()} is built [@harbour-plan]."
        changes: list[dict[str, Any]] = self.chance.sample(
            [
                {"title": f"The harbour {self.word()}"},
                {"what": text},
                {"narrative": (*last.narrative, text)},
                {"open_questions": (*last.open_questions, Question(self.word(), "Who pays?"))},
                {
                    "open_questions": (),
                    "closed_questions": tuple(ClosedQuestion(q.id, "answered", "Yes.") for q in last.open_questions),
                },
                {"timeline": (*last.timeline, Event("2026-05-01", text))},
                {"timeline": (*last.timeline, Event("2026-12-01", text, ahead=True))},
                {"timeline": tuple(replace(event, ahead=False) for event in last.timeline)},
                {"figures": (KeyFigure("cost", self.word(), f"{self.chance.randrange(9)} euros", ("harbour-plan",)),)},
                {"tensions": (Tension("cost", text, title=self.word(), sides=(TensionSide(self.word(), text), COUNCIL)),)},
                {"perspectives": (*last.perspectives, Voice(self.word(), self.word(), view=text))},
                {"corrections": (Correction(1, "The council plans a barrier.", "It plans two."),)},
            ],
            2,
        )
        number = last.version + 1
        fresh = replace(last, version=number, published=f"2026-06-{number:02d}T11:30:00Z", corrections=(), closed_questions=())
        self.set_version(slug, replace(fresh, **(changes[0] | changes[1])))

    def change_version(self) -> None:
        slug = self.any_story()
        version = self.chance.choice(read_story(self.root, slug).versions)
        self.set_version(slug, replace(version, why_it_matters=f"The {self.word()} floods.", title=f"The {self.word()}"))

    def remove_version(self) -> None:
        slug = self.any_story()
        last = read_story(self.root, slug).latest
        if last and last.version > 1:
            (self.root / f"stories/{slug}/v{last.version:03d}.yaml").unlink()

    def respell_version(self) -> None:
        slug = self.any_story()
        version = self.chance.choice(read_story(self.root, slug).versions)
        path = self.root / f"stories/{slug}/v{version.version:03d}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "# checked\n", encoding="utf-8")

    def add_item(self) -> None:
        copied = self.chance.choice([None, "harbour-plan"])
        self.add_line(self.any_story(), builders.item(self.word(), copy_of=copied))

    def spike_item(self) -> None:
        self.add_line(self.any_story(), LedgerEvent("harbour-plan", "spiked", builders.NOW, why=self.word()))

    def withdraw_item(self) -> None:
        slug = self.any_story()
        gone = builders.item(title="", text="", withdrawn=WHY)
        lines = [gone if one.entry.key == gone.key else one.entry for one in read_story(self.root, slug).lines]
        self.write(f"stories/{slug}/items.jsonl", "".join(map(codec.dump_line, dict.fromkeys(lines))))

    def cite_another_ledger(self) -> None:
        slug, other = self.any_story(), self.any_story()
        last = read_story(self.root, slug).latest
        if last is None or slug == other:
            return
        key = self.word()
        self.add_line(other, builders.item(key))
        source = builders.source(key)
        changed = replace(last, what=f"{last.what} So it is [@{key}].", sources=(*last.sources, source))
        self.set_version(slug, changed)

    def relate(self) -> None:
        slug, other = self.any_story(), self.any_story()
        self.set_story(slug, related=(other,) if other != slug else ())

    def set_tags(self) -> None:
        self.set_story(self.any_story(), tags=(self.chance.choice(["floods", "boats", "money"]),))

    def set_status(self) -> None:
        self.set_story(self.any_story(), status=self.chance.choice(["active", "dormant", "closed", "archived"]))

    def close(self) -> None:
        self.set_story(self.any_story(), status=self.chance.choice(["active", "closed"]), closing=Closing("2026-05", self.word()))

    def set_draft(self) -> None:
        self.set_story(self.any_story(), draft=self.chance.choice([True, False]))

    def switch_drafts(self) -> None:
        self.drafts = not self.drafts

    def add_alias(self) -> None:
        self.set_story(self.any_story(), aliases=(f"old-{self.word()}",))

    def add_waiver(self) -> None:
        self.set_story(self.any_story(), waive=(Waiver("uncited-sentence", "Known.", 1, "narrative[0]"),))

    def set_page(self) -> None:
        self.write(
            f"content/pages/{self.chance.choice(['about', 'method'])}.md",
            f"---\ntitle: {self.word()}\n{self.draft()}---\nWords.\n",
        )

    def remove_page(self) -> None:
        (self.root / "content/pages/method.md").unlink(missing_ok=True)

    def set_essay(self) -> None:
        story = self.any_story()
        version = self.chance.choice(["", "/v1", "/v2"])
        head = f"---\ntitle: {self.word()}\ndate: 2026-05-01\nstories: [{story}{version}]\n{self.draft()}---\n"
        self.write("content/signals/water.md", f"{head}It floods [@{story}/harbour-plan].\n")

    def remove_essay(self) -> None:
        (self.root / "content/signals/water.md").unlink(missing_ok=True)

    def set_theme(self) -> None:
        self.write("theme/static/site.css", f"/* {self.word()} */\n")

    def remove_theme(self) -> None:
        (self.root / "theme/static/site.css").unlink(missing_ok=True)

    def set_title(self) -> None:
        self.write("content/site.yaml", codec.dump(replace(read_config(self.root), title=f"The {self.word()}")))

    def set_feeds(self) -> None:
        feeds = (Feed("wire", self.word(), url="https://wire.example/feed"),)
        self.write("content/site.yaml", codec.dump(replace(read_config(self.root), feeds=feeds)))

    def edit_page(self) -> None:
        pages = sorted(path for path in (self.root / "build").rglob("*.*") if path.name != ".dateline-manifest")
        path = self.chance.choice(pages)
        path.write_bytes(path.read_bytes().swapcase())

    def delete_page(self) -> None:
        self.chance.choice(sorted((self.root / "build").rglob("*.html"))).unlink()

    def touch_all(self) -> None:
        for path in self.root.rglob("*.*"):
            if path.is_file():
                os.utime(path, ns=(1_000_000_000, 1_000_000_000))


EDITS: tuple[Callable[[Publication], None], ...] = tuple(
    edit
    for name, edit in vars(Publication).items()
    if callable(edit)
    and not name.startswith("__")
    and name not in ("write", "word", "draft", "any_story", "set_story", "set_version", "add_line")
)
