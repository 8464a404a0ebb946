"""Proposals in tests: drafts that are not committed, runs of `dateline propose`, and what the remote has afterwards."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import builders
from branches import FOLDER, SLUG, Clone, Hub, item

from dateline.core import codec, layout
from dateline.core.model import WrittenBy
from dateline.flows.propose import propose
from dateline.flows.proposing.outcome import ProposalOutcome
from dateline.report import proposal
from dateline.store.git import git, git_bytes

ALPHA, BETA, GAMMA = "2026-06-01T10:00:00Z", "2026-06-02T10:00:00Z", "2026-06-03T10:00:00Z"
NOW = "2026-06-05T10:00:00Z"
BRANCH = f"dateline/{SLUG}-v004"
OURS = WrittenBy("extractive")


def draft(clone: Clone, word: str, at: str, number: int = 4, **given: Any) -> None:
    """Collects an item and writes a version with a paragraph on it, as `update` does; commits nothing."""
    clone.collect(word, at=at)
    last, found = clone.read(number - 1), item(word, at)
    cited = builders.source(found.key, title=found.title, evidence="excerpt")
    text = f"All that anybody knows about the {word} is in a report of its own [@{found.key}]."
    parts = {
        "changes": f"The {word} report is out [@{found.key}].",
        "narrative": (*last.narrative, text),
        "sources": (*last.sources, cited),
        "items": len(clone.keys),
        "written_by": OURS,
    }
    clone.write(replace(last, version=number, published=at, **{**parts, **given}))


def run(clone: Clone, server: Any = None, *slugs: str, now: str = NOW, **environment: str) -> tuple[ProposalOutcome, ...]:
    """What a run of `dateline propose` did, at a server that plays GitHub or without any."""
    given = {**(server.environment if server else {"PATH": ""}), **environment}
    return propose(clone.root, slugs, wording=proposal, now=now, environment=given)


def the_one(outcomes: tuple[ProposalOutcome, ...]) -> ProposalOutcome:
    assert len(outcomes) == 1, outcomes
    return outcomes[0]


class Remote:
    """The bare repository."""

    def __init__(self, hub: Hub) -> None:
        self.root = hub.folder / "hub.git"

    def git(self, *arguments: str) -> str:
        return git(self.root, *arguments).strip()

    def data(self, branch: str, path: str) -> bytes:
        return git_bytes(self.root, "show", f"{branch}:{path}")

    def has(self, branch: str) -> bool:
        return bool(self.git("branch", "--list", branch))

    def keys(self, branch: str) -> list[str]:
        lines = self.data(branch, layout.ledger_path(SLUG)).decode().splitlines()
        return [json.loads(line)["key"] for line in lines]

    def version(self, branch: str, number: int = 4) -> Any:
        return codec.parse_version(self.data(branch, layout.version_path(SLUG, number)), "v.yaml").value

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What is recorded about proposals."""
        if not self.has("dateline-state"):
            return []
        return [json.loads(line) for line in self.data("dateline-state", "proposals.jsonl").splitlines()]

    def refuse(self, branch: str) -> Path:
        """Makes the remote refuse pushes to a branch; returns the hook."""
        hook = self.root / "hooks/update"
        hook.write_text(f'#!/bin/sh\ncase "$1" in refs/heads/{branch}) echo "Only the desk may do that." >&2; exit 1;; esac\n')
        hook.chmod(0o755)
        return hook


def edits(hub: Hub, name: str = "editor", branch: str = BRANCH, text: str = "An editor's words.") -> Clone:
    """An editor's clone, after she committed a change to the proposed version and pushed it."""
    clone = hub.clone(name)
    clone.git("switch", "-q", branch)
    version = clone.read(clone.numbers[-1])
    clone.write(replace(version, why_it_matters=text))
    clone.commit("Edit")
    clone.git("push", "-q")
    return clone


def status(clone: Clone) -> str:
    return clone.git("status", "--porcelain", "--", FOLDER, "content")
