"""A desk whose machine is thrown away after each run: a bare repository, fresh clones, a folder that plays the feed."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

import builders
from branches import AUTHOR, FOLDER, SLUG, Clone, Hub

from dateline.core import codec
from dateline.core.config import Feed
from dateline.core.ledger import count, source_of
from dateline.desk import Assignment, Draft
from dateline.flows.update import UpdateResult, UpdateRun, update
from dateline.store.git import git

BRANCH = f"dateline/{SLUG}-v004"
WIRE = Feed("wire", "Harbour Wire", path="content/inbox")


@dataclass
class Desk:
    """A remote, and the runs of the desk, each in a clone of its own."""

    hub: Hub
    asked: list[Assignment] = field(default_factory=list)
    """What the writer was asked to write."""
    news: dict[str, str] = field(default_factory=dict)
    """What the feed has: the word of a report → the day it came."""
    _clones: int = 0

    def __post_init__(self) -> None:
        first = self.hub.first
        config = builders.config(feeds=(WIRE,))
        (first.root / "content/site.yaml").write_text(codec.dump(config, "schema/site.json"), encoding="utf-8")
        first.commit("Follow the wire")
        first.git("push", "-q", str(self.hub.folder / "hub.git"), "main")

    def clone(self) -> Clone:
        """A fresh clone, on a machine that knows nothing."""
        self._clones += 1
        clone = self.hub.clone(f"run{self._clones}")
        for word, day in self.news.items():
            entry = {"id": word, "url": f"https://wire.example/{word}", "title": f"The harbour barrier: the {word} report"}
            entry |= {"content_text": f"All that the {word} report says of the barrier.", "date_published": f"{day}T05:00:00Z"}
            feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Wire", "items": [entry]}
            path = clone.root / f"content/inbox/{word}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(feed), encoding="utf-8")
        return clone

    def run(self, day: str, clone: Clone | None = None, **given: Any) -> tuple[Clone, UpdateResult]:
        """An update in a fresh clone, or in the given one."""
        clone = clone or self.clone()
        return clone, update(UpdateRun(clone.root, self.write, f"{day}T06:00:00Z", **given))

    def write(self, assignment: Assignment) -> Draft:
        """A version with a paragraph on each new item."""
        self.asked.append(assignment)
        last = assignment.dossier.latest or builders.version(0)
        told = tuple(f"All that anybody knows is in the {item.title} [@{item.key}]." for item in assignment.items)
        version = replace(
            last,
            version=assignment.number,
            published=assignment.published,
            kind="update",
            corrections=(),
            review=None,
            items=count(assignment.dossier.items),
            changes=f"There are {len(told)} reports.",
            narrative=(*last.narrative, *told),
            sources=(*last.sources, *(replace(source_of(item), evidence=item.evidence) for item in assignment.items)),
        )
        return Draft(version)

    def propose(self, clone: Clone, *options: str) -> None:
        """Commits the story's folder to its branch as Dateline does, and pushes it."""
        clone.git("switch", "-q", "-c", BRANCH)
        clone.git("add", "--", FOLDER)
        clone.git(*AUTHOR, "commit", "-q", "-m", f"{SLUG}: version 4")
        clone.git("push", "-q", *options, "origin", BRANCH)

    def edit(self, clone: Clone) -> None:
        """An editor's commit on the branch of the proposal."""
        clone.git("fetch", "-q")
        clone.git("switch", "-q", "-C", BRANCH, f"origin/{BRANCH}")
        version = clone.read(4)
        clone.write(replace(version, changes="An editor wrote this."))
        clone.commit("Edit")
        clone.git("push", "-q", "origin", BRANCH)

    def merge(self) -> None:
        """Merges the proposal into the main branch, and deletes its branch."""
        clone = self.hub.clone(f"merge{self._clones}")
        clone.git("merge", "-q", "--no-ff", "-m", "Merge", f"origin/{BRANCH}")
        clone.git("push", "-q", "origin", "main", f":{BRANCH}")

    @property
    def words(self) -> list[str]:
        """The keys of the items that the writer was given the last time."""
        return [item.key for item in self.asked[-1].items]

    def state(self, name: str) -> list[dict[str, Any]]:
        """The rows of a file of the state branch."""
        told = git(self.hub.folder / "hub.git", "show", f"dateline-state:{name}.jsonl")
        return [json.loads(line) for line in told.splitlines()]
