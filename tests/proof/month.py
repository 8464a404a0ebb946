"""A publication that runs by a schedule: its feeds, model, remote, code host and editors; each run is on a new machine."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import builders
from answering import claim, kept, rows
from branches import Clone, Hub
from github_server import GitHubServer
from proof.wires import Wires
from proposing import Remote, run
from scripted import KEY, MessagesServer, Played

from dateline.core import codec, layout
from dateline.core.config import Update
from dateline.core.model import Story, Version
from dateline.desk.patience import Patience
from dateline.flows.stories.check import check
from dateline.flows.update import run_for, update
from dateline.store.git import git_bytes

HERE = Path(__file__).parents[1]
PATIENCE = Patience(first_delay=0.01, poll=0.01)
KILLING = """\
#!/bin/sh
read -r _ _ branch
[ "$branch" = refs/heads/dateline-state ] || exit 0
echo >> {count}
[ "$(wc -l < {count})" -lt {pushes} ] || {{ kill -9 "$(cat {victim})"; rm {count}; }}
"""
"""A hook of the remote."""


class Model:
    """A model that says of each item what its title says; it counts what it is asked, and fails when it is told to."""

    def __init__(self) -> None:
        self.asked: list[frozenset[str]] = []
        """The items of each call in this run."""
        self.filed: set[frozenset[str]] = set()
        """The items of each call whose answer was filed."""
        self.twice: list[frozenset[str]] = []
        """The items of calls whose answer had been filed before."""
        self.fault: Played | None = None
        """What it answers instead."""
        self.lock = Lock()

    def answer(self, body: dict[str, Any]) -> Played:
        items = rows(body, "items")
        keys = frozenset(str(one["key"]) for one in items)
        with self.lock:
            self.asked.append(keys)
            if keys in self.filed:
                self.twice.append(keys)
        if self.fault:
            return self.fault
        quoted = [{"key": one["key"], "number": 0, "words": one["title"]} for one in items]
        told = [claim(f"“{one['words']}” is the title of a report [@{one['key']}].", quotes=[one]) for one in quoted]
        return Played(json.dumps(kept(body, added=told, changes="Reports came in.")))

    def file(self, versions: Sequence[Version]) -> None:
        """The run has ended, and has filed these versions."""
        cited = [{source.key for source in one.sources} for one in versions]
        self.filed |= {keys for keys in self.asked if any(keys <= one for one in cited)}
        self.asked = []


class Month:
    """The publication, and what is known of its runs."""

    def __init__(self, folder: Path, names: Sequence[str], wires: Wires, server: MessagesServer, host: GitHubServer) -> None:
        self.folder, self.wires, self.server, self.host = folder, wires, server, host
        self.model = Model()
        server.played = [self.model.answer]
        self.slugs = {name: f"{name}-barrier" for name in names}
        self.hub = Hub(folder, self.begin())
        self.remote = Remote(self.hub)
        self.clones = self.failed = 0
        self.published: dict[str, bytes] = {}
        """The files of versions on the main branch, as they were first published."""

    def begin(self) -> Path:
        """The publication, with a first version of each story."""
        settings = Update(writer="claude", max_usd="1000")  # type: ignore[arg-type]
        config = builders.config(feeds=self.wires.feeds, limits=self.wires.limits, update=settings)
        texts = {layout.SITE: codec.dump(config, layout.schema("site"))}
        for name, slug in self.slugs.items():
            story = Story(f"The {name} barrier", must=(name,))
            first = builders.version(1, title=story.title, published="2026-05-01T11:30:00Z")
            texts[layout.story_path(slug)] = codec.dump(story, layout.schema("story"))
            texts[layout.ledger_path(slug)] = codec.dump_line(builders.item(collected="2026-05-01T10:00:00Z"))
            texts[layout.version_path(slug, 1)] = codec.dump(first, layout.schema("version"))
        for path, text in texts.items():
            (self.folder / "first" / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / "first" / path).write_text(text, encoding="utf-8")
        return self.folder / "first"

    # --- the desk ----------------------------------------------------------------------------------------------------------

    def clone(self) -> Clone:
        """A clone on a machine that knows nothing."""
        self.clones += 1
        return self.hub.clone(f"clone{self.clones}")

    @property
    def environment(self) -> dict[str, str]:
        return {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": self.server.url}

    def run(self) -> None:
        """An update, and a proposal of what it filed."""
        clone, day = self.clone(), self.wires.today
        asked = run_for(clone.root, now=f"{day}T06:00:00Z", environment=self.environment, patience=PATIENCE)
        result = update(asked)
        self.model.file([one.version for one in result.outcomes if one.state == "filed" and one.version])
        proposed = run(clone, self.host, now=f"{day}T07:00:00Z")
        self.failed += bool(result.exit_code or any(one.state == "failed" for one in proposed))

    def killed(self, pushes: int) -> None:
        """An update whose machine goes away right after so many pushes to the state branch: the first has what was collected."""
        hook, victim = self.remote.root / "hooks/post-receive", self.folder / "victim"
        hook.write_text(KILLING.format(pushes=pushes, count=self.folder / "count", victim=victim))
        hook.chmod(0o755)
        code = f"import sys; from proof.month import update_alone; update_alone(sys.argv[1], {self.wires.today.isoformat()!r})"
        environment = {**os.environ, **self.environment, "PYTHONPATH": os.pathsep.join((str(HERE), *sys.path))}
        started = subprocess.Popen([sys.executable, "-c", code, self.clone().root], env=environment)
        victim.write_text(str(started.pid))
        assert started.wait() == -signal.SIGKILL
        hook.unlink()
        self.model.file(self.drafts())
        self.failed += 1

    def drafts(self) -> list[Version]:
        """The versions that the state branch has as filed."""
        names = self.remote.git("ls-tree", "-r", "--name-only", "dateline-state").split()
        rows = [
            row for name in names if name.startswith("drafts") for row in self.remote.data("dateline-state", name).splitlines()
        ]
        found = (codec.parse_version(json.loads(row)["text"].encode(), "").value for row in rows)
        return [one for one in found if isinstance(one, Version)]

    # --- the editors -------------------------------------------------------------------------------------------------------

    def branches(self) -> list[str]:
        """The branches of all proposals."""
        return self.remote.git("branch", "--format=%(refname:short)", "--list", "dateline/*").split()

    def edit(self) -> None:
        """An editor changes the proposal that is first in the alphabet."""
        branch, clone = self.branches()[0], self.clone()
        clone.git("switch", "-q", branch)
        (path,) = (clone.root / name for name in clone.git("diff", "--name-only", "main...").split() if name.endswith("yaml"))
        path.write_text(path.read_text().replace("The quay floods.", "The quay floods every year."))
        clone.commit("Edit")
        clone.git("push", "-q")

    def merge(self) -> None:
        """An editor merges what is open with the button, which knows nothing of ledgers, and deletes the branches."""
        clone, branches = self.clone(), self.branches()
        (clone.root / ".gitattributes").unlink()
        for branch in branches:
            clone.git("merge", "-q", "--no-ff", "-m", "Merge", f"origin/{branch}")
            self.settle(branch, merged=True)
        clone.git("checkout", "-q", "--", ".gitattributes")
        clone.git("push", "-q", "origin", "main", *(f":{branch}" for branch in branches))
        for path in (clone.root / layout.STORIES).glob("*/v*.yaml"):
            name = f"{path.parent.name}/{path.name}"
            assert self.published.setdefault(name, path.read_bytes()) == path.read_bytes()

    def close(self) -> None:
        """An editor closes the proposal that is first in the alphabet, and deletes its branch."""
        branch = self.branches()[0]
        self.settle(branch, merged=False)
        self.remote.git("branch", "-D", branch)

    def settle(self, branch: str, *, merged: bool) -> None:
        """The pull request of a branch is closed."""
        for one in self.host.pulls:
            if one["head"]["ref"] == branch and one["state"] == "open":
                self.host.close(one["number"], at=f"{self.wires.today}T12:00:00Z", merged=merged)

    def spike(self) -> None:
        """An editor sets an item of each story aside on the main branch."""
        clone = self.clone()
        for slug in self.slugs.values():
            event = f'{{"key":"harbour-plan","event":"spiked","at":"{self.wires.today}T12:00:00Z","why":"off topic"}}\n'
            path = clone.root / layout.ledger_path(slug)
            path.write_bytes(path.read_bytes() + event.encode())
        clone.commit("Set aside")
        clone.git("push", "-q", "origin", "main")

    # --- what is there at the end ------------------------------------------------------------------------------------------

    def main(self, path: str) -> bytes:
        return git_bytes(self.remote.root, "show", f"main:{path}")

    def check(self) -> None:
        """The main branch passes its check."""
        found = check(self.clone().root, base="HEAD~1").findings
        assert [one for one in found if one.level == "error"] == []


def update_alone(root: str, day: str) -> None:
    """An update in a process of its own, at whose end nothing is proposed."""
    from dateline.core import deadline

    deadline.addresses = lambda *_: ("127.0.0.1",)
    update(run_for(Path(root), now=f"{day}T06:00:00Z", patience=PATIENCE))
