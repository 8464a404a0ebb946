"""The contestants of `race.py`, and the briefs as a publication of Dateline."""

import os
import shutil
import sys
from pathlib import Path

from bench.race_corpus import Telling, Told

from dateline.core import codec, layout
from dateline.core.config import Author, Config
from dateline.core.model import Story

TITLE, URL = "Race", "https://race.example/"


class Contestant:
    """A generator and its site."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.source = folder / name / "source"
        self.out = folder / name / "out"

    def write(self, name: str, text: str, mode: str = "w") -> None:
        """Writes a file of the source, or appends to it."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open(mode, encoding="utf-8") as file:
            file.write(text)

    def begin(self) -> None:
        """Writes the settings."""
        raise NotImplementedError

    def add(self, story: Telling, told: Told) -> None:
        """Adds a version to a story; the first version also adds the story."""
        raise NotImplementedError

    def command(self) -> list[str]:
        """What builds the site."""
        raise NotImplementedError

    def forget(self) -> None:
        """Deletes everything that builds have left."""
        shutil.rmtree(self.out, ignore_errors=True)


class Dateline(Contestant):
    """A publication. Every source is an item in its story's ledger."""

    def __init__(self, folder: Path, jobs: int | None = None) -> None:
        super().__init__("dateline", folder)
        self.jobs = jobs

    def begin(self) -> None:
        self.write(layout.SITE, codec.dump(Config(TITLE, URL, "Made-up briefs", author=Author(TITLE, "race@race.example"))))

    def add(self, story: Telling, told: Told) -> None:
        number = told.version.version
        if number == 1:
            self.write(layout.story_path(story.slug), codec.dump(Story(story.title, tags=("race",))))
        self.write(layout.ledger_path(story.slug), "".join(map(codec.dump_line, told.items)), "a")
        self.write(layout.version_path(story.slug, number), codec.dump(told.version))

    def run(self, *arguments: str) -> list[str]:
        """A command of Dateline's, in the publication."""
        return [sys.executable, "-m", "dateline", "-C", os.fspath(self.source), *arguments]

    def command(self) -> list[str]:
        return self.run("build", "--out", os.fspath(self.out), *(("--jobs", str(self.jobs)) if self.jobs else ()))

    def forget(self) -> None:
        super().forget()
        shutil.rmtree(self.source / ".dateline", ignore_errors=True)
