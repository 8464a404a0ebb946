"""A second provider needs a file and a line in the list: whole updates run with it."""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import MakePublication
from edits import NOTHING

from dateline.core.config import Feed, Search, Update
from dateline.core.errors import ModelError
from dateline.core.model import Story
from dateline.core.providers import PROVIDERS, Provider
from dateline.desk import providers
from dateline.desk.model_call import Call, Prompt, Reply
from dateline.desk.model_client import ModelClient, Price
from dateline.flows.update import run_for, update
from dateline.store.cache import Cache
from dateline.store.story import read_story

HERE = Path(__file__).parents[1]
ECHO = Provider("echo", title="Echo", keys=("ECHO_KEY",), extra="update", model="echo-1", triage_model="echo-mini")
KEYS = {"ECHO_KEY": "key"}


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The second provider's module, and its line in the list."""
    monkeypatch.setattr(providers, "__path__", [*providers.__path__, str(HERE / "fixtures/providers")])
    monkeypatch.setattr(providers, "PROVIDERS", (*PROVIDERS, ECHO))
    yield import_module("dateline.desk.providers.echo")
    del sys.modules["dateline.desk.providers.echo"]


def publication(make: MakePublication) -> Path:
    """A story with an item that nearly matches it, a search by the provider, and a judge."""
    mail = (
        "From: Quay Notes <notes@quay.example>\nSubject: Dredging near the harbour mouth\n"
        "Date: Mon, 2 Mar 2026 08:00:00 +0000\nMessage-ID: <1@quay.example>\n\nDredgers arrive on Friday.\n"
    )
    config = builders.config(feeds=(Feed("saved", path="content/inbox"),), searches=(Search("web", kind="claude"),))
    story = builders.dossier(story=Story("The harbour barrier", tags=("harbour",), queries=("harbour barrier",)))
    return make(story, config=config, files={"content/inbox/note.eml": mail})


def sorted_away(_: Call) -> str:
    return json.dumps({"items": [{"item": 1, "story": "", "why": "about dredging"}]})


def written(call: Call) -> str:
    """Edits that keep everything, and add the title of the page that the search found."""
    (key,) = (json.loads(line)["key"] for line in call.prompt.blocks[1].splitlines() if line.startswith('{"key"'))
    quotes = [{"key": key, "number": 0, "words": "The barrier opens"}]
    added = {"section": "narrative", "at": "9", "after": 0, "text": f"The barrier opens [@{key}].", "quotes": quotes}
    questions = [{"id": "cost", "outcome": "open", "text": "", "quotes": [], "due": "", "verdict": ""}]
    voices = [{"id": "council", "outcome": "kept", "text": "Says nothing new.", "quotes": []}]
    return json.dumps({**NOTHING, "kept": [1, 2, 3, 4, 5, 6], "added": [added], "questions": questions, "voices": voices})


def test_a_whole_update_runs_with_it(echo: Any, make_publication: MakePublication) -> None:
    """It searches, sorts and writes with its own models; the version names it, and all its calls are paid for."""
    root = publication(make_publication)
    echo.ANSWERS[:] = [sorted_away, written, written]

    result = update(run_for(root, "echo", now=builders.NOW, environment=KEYS))

    (outcome,) = result.outcomes
    filed = read_story(root, "harbour-barrier").latest
    assert outcome.state == "filed", outcome.reason
    assert filed
    assert filed.written_by
    assert (filed.written_by.writer, filed.written_by.model) == ("echo", "echo-1")
    assert [call.model for call in echo.CALLS][:2] == ["echo-mini", "echo-1"]
    assert [one.reason for one in result.collected.routing.spiked] == ["triage: about dredging"]
    assert result.usd == Decimal("0.25") + Decimal("0.5") * len(echo.CALLS)


def test_auto_finds_the_key_that_is_there(echo: Any, make_publication: MakePublication) -> None:
    """`auto` uses the first provider in the list whose key is set."""
    root = publication(make_publication)

    run = run_for(root, now=builders.NOW, environment=KEYS)

    assert run.session
    assert run.session.writer.provider == "echo"
    assert providers.choose("auto", Update(), {**KEYS, "ANTHROPIC_API_KEY": "key"}) == PROVIDERS[0]


@pytest.mark.parametrize("under_way", [[], [{"name": "batch-1", "at": builders.NOW}]])
def test_a_provider_without_batches_says_so(echo: Any, make_publication: MakePublication, under_way: list[Any]) -> None:
    """If the provider has no batches, --batch fails the story with the provider's message, and nothing is filed."""
    root = publication(make_publication)
    Cache(root).put("batch", "open", under_way)
    echo.ANSWERS[:] = [sorted_away]

    result = update(run_for(root, "echo", now=builders.NOW, batch=True, environment=KEYS))

    (outcome,) = result.outcomes
    assert (outcome.state, outcome.hint) == ("failed", "Run it again without --batch.")


class Silent(ModelClient):
    """A provider that has nothing but what every provider must have."""

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        raise NotImplementedError

    def count(self, prompt: Prompt, *, model: str) -> int:
        raise NotImplementedError

    def price(self, model: str) -> Price:
        raise NotImplementedError


def test_a_provider_without_a_web_search_says_so() -> None:
    """If the provider has no web search, only the search fails, with a hint."""
    with pytest.raises(ModelError, match="no web search") as caught:
        Silent().search(Prompt("", ()), model="", max_tokens=1, domains=())

    assert caught.value.hint == "Remove the search from content/site.yaml."


def test_a_provider_that_does_not_describe_its_models_says_so() -> None:
    """If the provider does not say how long a model will be there, that is an error with a hint."""
    with pytest.raises(ModelError, match="does not describe its models") as caught:
        Silent().life_cycle("echo-1")

    assert caught.value.hint == "Look at its documentation."
