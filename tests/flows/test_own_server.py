"""A publication whose model runs on a server of its own: a whole update, on loopback."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import builders
from conftest import MakePublication
from edits import NOTHING
from scripted import MessagesServer, Played, messages_server

from dateline.core.config import Feed, Search, Update
from dateline.core.model import Story
from dateline.flows.update import run_for, update
from dateline.site.metadata import drafted
from dateline.store.story import read_story

KEYS = {"ANTHROPIC_API_KEY": "sk-ant-not-for-others"}


def publication(make: MakePublication, server: MessagesServer) -> Path:
    """A story with a new item, a search by Claude, and a server in the settings."""
    mail = (
        "From: Quay Notes <notes@quay.example>\nSubject: The harbour barrier opens\n"
        "Date: Mon, 2 Mar 2026 08:00:00 +0000\nMessage-ID: <1@quay.example>\n\nThe harbour barrier opens on Friday.\n"
    )
    config = builders.config(
        feeds=(Feed("saved", path="content/inbox"),),
        searches=(Search("web", kind="claude"),),
        update=Update(base_url=server.url, model="qwen3:8b"),
    )
    story = builders.dossier(story=Story("The harbour barrier", tags=("harbour",), queries=("harbour barrier",)))
    return make(story, config=config, files={"content/inbox/note.eml": mail})


def written(body: dict[str, Any]) -> Played:
    """Edits that keep everything and add one sentence, in a fence."""
    told = body["messages"][0]["content"].splitlines()
    key = next(json.loads(line)["key"] for line in told if line.startswith('{"key"') and "Friday" in line)
    quotes = [{"key": key, "number": 1, "words": "The harbour barrier opens"}]
    added = {
        "section": "narrative",
        "at": "9",
        "after": 0,
        "text": f"The harbour barrier opens on Friday [@{key}].",
        "quotes": quotes,
    }
    questions = [{"id": "cost", "outcome": "open", "text": "", "quotes": [], "due": "", "verdict": ""}]
    voices = [{"id": "council", "outcome": "kept", "text": "Says nothing new.", "quotes": []}]
    edits = {**NOTHING, "kept": [1, 2, 3, 4, 5, 6], "added": [added], "questions": questions, "voices": voices}
    return Played(f"Here you are:\n```json\n{json.dumps(edits)}\n```")


def test_a_version_says_which_model_wrote_it(make_publication: MakePublication) -> None:
    """The server writes the version, which names the server's model; the search by Claude fails alone, with a hint."""
    with messages_server(written) as server:
        root = publication(make_publication, server)
        result = update(run_for(root, now=builders.NOW, environment=KEYS))

    (outcome,) = result.outcomes
    assert outcome.state == "filed", outcome.reason
    filed = read_story(root, "harbour-barrier").latest
    assert filed
    assert filed.written_by
    assert (filed.written_by.writer, filed.written_by.model, filed.written_by.usd) == ("server", "qwen3:8b", Decimal(0))
    (failed,) = (one.error for one in result.collected.collection.reports if one.error)
    assert (failed.what, failed.hint) == ("this provider has no web search", "Remove the search from content/site.yaml.")
    assert server.authorizations == {""}
    assert drafted(filed) == "Drafted by a language model (qwen3:8b) from its sources"


def test_a_batch_is_refused(make_publication: MakePublication) -> None:
    """Such a server has no batches: the story stays as it was, and the hint says what to do."""
    with messages_server(written) as server:
        root = publication(make_publication, server)
        (outcome,) = update(run_for(root, now=builders.NOW, environment={}, batch=True)).outcomes

    assert (outcome.state, outcome.hint) == ("failed", "Run it again without --batch.")
    assert server.requests == []


def test_no_budget_stops_it(make_publication: MakePublication) -> None:
    """Calls to a server of one's own cost nothing, so a limit of nothing allows them."""
    with messages_server(written) as server:
        root = publication(make_publication, server)
        settings = root / "content/site.yaml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("model: qwen3", "max_usd: 0, model: qwen3"), encoding="utf-8")
        (outcome,) = update(run_for(root, now=builders.NOW, environment={})).outcomes

    assert outcome.state == "filed", outcome.reason
