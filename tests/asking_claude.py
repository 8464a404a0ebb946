"""Whole updates with the real SDK and a Messages API on loopback: the runs, and models that answer."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import stamina
from answering import claim, kept, rows
from scripted import KEY, MessagesServer, Played

from dateline.core import codec
from dateline.desk.patience import Patience
from dateline.flows.start import start
from dateline.flows.update import UpdateResult, UpdateRun, run_for
from dateline.report import update_report
from dateline.store.reading import read_publication

NOW = "2026-04-01T06:00:00Z"
SLUG = "tidal-barrier"
AMPLE = Patience(first_delay=0.01, poll=0.01)
BRIEF = replace(AMPLE, answer=0.5, count=0.5)
"""Where an answer is not to come."""
ONE_LOOK = replace(AMPLE, poll=10_000)
"""A second look at a batch would come after the run's time is over."""
HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared/corpus/llm"
"""Recorded faults and planted instructions of others: not in the project, used where they are."""


def recorded(path: Path) -> list[dict[str, Any]]:
    """The rows of a file; none if it does not exist."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


FAULTS = recorded(HERE / "fixtures/llm/faults.jsonl")


@pytest.fixture
def no_waiting() -> Iterator[None]:
    """Attempts follow each other at once; the tests of the adapter check that delays are kept."""
    with stamina.set_testing(True, attempts=4):
        yield


@pytest.fixture
def example(tmp_path: Path) -> Path:
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


def run(root: Path, server: MessagesServer, **given: Any) -> UpdateRun:
    environment = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": server.url}
    return run_for(root, **{"writer": "claude", "now": NOW, "environment": environment, "patience": AMPLE, **given})


def settle(root: Path, **given: Any) -> None:
    """Changes the settings of `update`."""
    config = read_publication(root).config
    text = codec.dump(replace(config, update=replace(config.update, **given)))
    (root / "content/site.yaml").write_text(text, encoding="utf-8")


def tree(root: Path) -> dict[str, str]:
    """The digest of every file by path, except the untracked folder and the ledgers."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and ".dateline" not in path.parts and path.name != "items.jsonl"
    }


def told(result: UpdateResult) -> str:
    """Everything that an update prints, for people and programs."""
    return "\n".join((*update_report.lines(result), json.dumps(update_report.document(result))))


def faithful(body: dict[str, Any]) -> Played:
    """A model that adds the words of the first whole title."""
    item = next(row for row in rows(body, "items") if not row.get("title_is_cut") and len(row["title"]) > 12)
    text = f"“{item['title'].rstrip('.')}” is the title of a report [@{item['key']}]."
    quotes = [{"key": item["key"], "number": 0, "words": item["title"]}]
    return Played(json.dumps(kept(body, added=[claim(text, quotes=quotes)], changes="A report came in.")))
