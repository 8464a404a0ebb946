"""A server of one's own, played on loopback with the real SDK as Ollama, LM Studio and llama.cpp would answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import stamina
from scripted import MessagesServer, Played, messages_server

from dateline.core.config import Update
from dateline.core.errors import Malformed, ModelError, UsageError
from dateline.core.providers import PROVIDERS
from dateline.desk import providers
from dateline.desk.model_call import Prompt, Reply, StopReason
from dateline.desk.model_client import Price
from dateline.desk.patience import Patience
from dateline.desk.providers.server import OwnServer, connect

PROMPT = Prompt("The rules.", ("The story.", "The items."))
(OWN,) = (one for one in PROVIDERS if one.at_base_url)
GOOD = '{"words": "Yes."}'


@dataclass(frozen=True)
class Said:
    words: str


@contextmanager
def own(*played: Any, path: str = "", **environment: str) -> Iterator[tuple[MessagesServer, OwnServer]]:
    with messages_server(*played) as server, stamina.set_testing(True, attempts=4):
        settings = Update(base_url=f"{server.url}{path}", model="qwen3:8b")
        yield server, connect(settings, environment, Patience(first_delay=0.01))


def ask(model: OwnServer) -> Reply:
    return model.reply(PROMPT, model="qwen3:8b", max_tokens=32_000, schema=Said)


def error(status: int, said: str = "unknown field output_config") -> Played:
    return Played(status=status, body={"type": "error", "error": {"type": "invalid_request_error", "message": said}})


def stream(*events: dict[str, Any]) -> Played:
    return Played(sse="".join(f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in events))


def events(text: str = GOOD, stop: str | None = "end_turn") -> dict[str, dict[str, Any]]:
    usage = {"input_tokens": 900, "output_tokens": 0}
    whole = {"id": "m", "type": "message", "role": "assistant", "model": "qwen3:8b", "content": [], "usage": usage}
    return {
        "start": {"type": "message_start", "message": {**whole, "stop_reason": None, "stop_sequence": None}},
        "block": {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        "words": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}},
        "stop": {"type": "content_block_stop", "index": 0},
        "delta": {"type": "message_delta", "delta": {"stop_reason": stop}, "usage": {"output_tokens": 7}},
        "end": {"type": "message_stop"},
    }


# --- what is sent ----------------------------------------------------------------------------------------------------------


def test_only_what_such_servers_know_is_sent() -> None:
    """No thinking, no effort, no cache marks, no tools; the schema is in the prompt, and as a format for servers that use it."""
    with own(Played(GOOD)) as (server, model):
        reply = ask(model)

    (sent,) = server.asked
    assert set(sent) == {"model", "max_tokens", "system", "messages", "output_config", "stream"}
    assert set(sent["output_config"]) == {"format"}
    assert sent["system"].startswith("The rules.\n\nAnswer with one JSON object")
    assert '"words"' in sent["system"]
    assert sent["messages"] == [{"role": "user", "content": "The story.\n\nThe items."}]
    assert reply == Reply(GOOD, StopReason.DONE, reply.usage, "req_1")
    assert (reply.usage.input_tokens, reply.usage.output_tokens, reply.usage.usd) == (1000, 200, Decimal(0))


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/", "/v1/messages"])
def test_the_address_may_be_written_in_several_ways(path: str) -> None:
    """The part that the SDK adds itself is not added twice."""
    with own(Played(GOOD), path=path) as (server, model):
        ask(model)

    assert [path for _, path, _ in server.requests] == ["/v1/messages"]


def test_no_key_of_anthropic_leaves_for_another_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, tokens, headers, profiles and identities in the environment are Anthropic's: the server gets none of them."""
    secrets = {
        "ANTHROPIC_API_KEY": "sk-ant-secret",
        "ANTHROPIC_AUTH_TOKEN": "sk-ant-secret",
        "ANTHROPIC_CUSTOM_HEADERS": "authorization: Bearer sk-ant-secret\nx-team: secret",
        "ANTHROPIC_FEDERATION_RULE_ID": "secret",
        "ANTHROPIC_ORGANIZATION_ID": "secret",
        "ANTHROPIC_IDENTITY_TOKEN": "secret",
        "ANTHROPIC_WORKSPACE_ID": "secret",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    with own(Played(GOOD), **secrets) as (server, model):
        ask(model)

    assert [path for _, path, _ in server.requests] == ["/v1/messages"]
    assert server.authorizations == {""}
    assert "secret" not in json.dumps([server.headers, server.requests])


def test_its_own_key_is_sent_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server gets DATELINE_MODEL_KEY, whatever other headers the environment asks for; an answer with it is discarded."""
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "authorization: Bearer another")
    with own(Played(GOOD), Played('{"words": "own-key"}'), error(401, "own-key?"), DATELINE_MODEL_KEY="own-key") as (
        server,
        model,
    ):
        ask(model)
        with pytest.raises(Malformed, match="contains a key"):
            ask(model)
        with pytest.raises(ModelError, match="refused") as caught:
            ask(model)

    assert server.authorizations == {"Bearer own-key"}
    assert "own-key" not in f"{caught.value}{caught.value.hint}"
    assert caught.value.hint == "Check DATELINE_MODEL_KEY."


def test_a_server_that_wants_a_key_says_so() -> None:
    """If no key is set, the hint names the variable."""
    with own(error(401)) as (_, model), pytest.raises(ModelError) as caught:
        ask(model)

    assert caught.value.hint == "Set DATELINE_MODEL_KEY: this server needs a key."


def test_a_redirect_is_not_followed() -> None:
    """The settings name the address, and nothing that came from outside names another."""
    elsewhere = Played(status=307, headers={"location": "http://127.0.0.1:9/v1/messages"}, body="")
    with own(elsewhere) as (_, model), pytest.raises(ModelError, match="307"):
        ask(model)


# --- what such a server lacks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 422])
def test_a_schema_that_is_not_accepted_is_tried_once(status: int) -> None:
    """The server is called again without it, and for the rest of the run; the prompt has it all the same."""
    with own(error(status), Played(GOOD)) as (server, model):
        assert [ask(model).text for _ in range(2)] == [GOOD, GOOD]

    assert ["output_config" in one for one in server.asked] == [True, False, False]
    assert all('"words"' in one["system"] for one in server.asked)


def test_a_request_that_is_not_accepted_either_way_is_an_error() -> None:
    """The server's reason is reported."""
    with own(error(400, "model does not fit")) as (server, model):
        with pytest.raises(ModelError, match="model does not fit"):
            ask(model)

        assert len(server.asked) == 2


@pytest.mark.parametrize("missing", [{"start"}, {"block"}, {"delta"}, {"start", "delta", "end"}, set("x")])
def test_a_stream_without_some_events(missing: set[str]) -> None:
    """If a stream lacks what tells the answer or its end, the whole answer is asked for, now and for the rest of the run."""
    streamed = stream(*(event for name, event in events().items() if name not in missing))

    def played(body: dict[str, Any]) -> Played:
        return streamed if body.get("stream") else Played(GOOD)

    with own(played) as (server, model):
        assert [ask(model).text for _ in range(2)] == [GOOD, GOOD]

    whole = [not one.get("stream") for one in server.asked]
    assert whole == ([False, True, True] if missing != {"x"} else [False, False])


def test_an_answer_that_is_not_streamed_though_asked_for() -> None:
    """A server that ignores `stream` is understood."""
    with own(lambda body: Played(body=Played(GOOD).message(body["model"]))) as (_, model):
        assert ask(model).text == GOOD


def test_a_server_that_says_nothing_readable_is_an_error() -> None:
    """An answer that is no message either way is an error with a hint."""
    with own(Played(body={"choices": []})) as (server, model):
        with pytest.raises(ModelError, match="cannot be read") as caught:
            ask(model)

        assert [(bool(one.get("stream")), "output_config" in one) for one in server.asked] == [
            (True, True),
            (False, True),
            (False, False),
        ]
    assert "base_url" in caught.value.hint


@pytest.mark.parametrize("usage", [None, {}, [], "many", {"input_tokens": None, "output_tokens": 3}])
def test_an_answer_may_leave_out_its_tokens(usage: Any) -> None:
    """Nothing is paid for, so no count is needed."""
    with own(lambda body: Played(body={**Played(GOOD).message(body["model"]), "usage": usage})) as (_, model):
        reply = ask(model)

    assert (reply.text, reply.usage.usd) == (GOOD, Decimal(0))


@pytest.mark.parametrize("said", ["the request exceeds the available context size", "prompt is too long: 9 tokens > 8 maximum"])
def test_a_prompt_that_is_too_long_is_reported(said: str) -> None:
    """The server is not asked again in another form, and the hint says what to do."""
    with own(error(400, said)) as (server, model):
        with pytest.raises(ModelError, match="the prompt is too long") as caught:
            ask(model)

        assert len(server.asked) == 1
    assert "longer context" in caught.value.hint


def test_what_is_around_the_object_is_left_out() -> None:
    """Fences, greetings and thoughts are not part of the answer."""
    thinking = {"type": "thinking", "thinking": "Hm.", "signature": ""}
    text = {"type": "text", "text": f"<think>{{}}</think>Here it is:\n```json\n{GOOD}\n```"}
    with own(Played(content=[thinking, text])) as (_, model):
        assert ask(model).text == GOOD


@pytest.mark.parametrize(
    ("said", "text", "stop"),
    [
        ("end_turn", GOOD, StopReason.DONE),
        ("stop", GOOD, StopReason.DONE),
        ("stop_sequence", GOOD, StopReason.DONE),
        ("eos", GOOD, StopReason.DONE),
        ("max_tokens", GOOD, StopReason.LENGTH),
        ("length", GOOD, StopReason.LENGTH),
        ("refusal", "No.", StopReason.REFUSAL),
        ("content_filter", "", StopReason.REFUSAL),
        ("tool_use", GOOD, StopReason.OTHER),
        ("something new", GOOD, StopReason.OTHER),
        ("end_turn", GOOD[:-3], StopReason.CONTEXT),
        ("stop", f"```json\n{GOOD[:9]}", StopReason.CONTEXT),
        (None, GOOD, StopReason.DONE),
        (None, GOOD[:-1], StopReason.CONTEXT),
    ],
)
def test_why_it_stopped_is_read_carefully(said: str | None, text: str, stop: StopReason) -> None:
    """Reasons of other APIs are understood, and an answer that ends inside its object is cut, whatever the server says."""
    with own(Played(text, stop=said)) as (_, model):
        assert ask(model).stop == stop


def test_a_server_that_is_not_there_is_named() -> None:
    """The hint says which address was called, and where it comes from."""
    with own() as (server, model):
        address = server.url
    with stamina.set_testing(True, attempts=2), pytest.raises(ModelError, match="connection") as caught:
        ask(model)

    assert caught.value.hint == f"Check that a server runs at {address}, which is `base_url` in content/site.yaml."


def test_tokens_are_estimated_and_cost_nothing() -> None:
    """No server is asked to count."""
    with own() as (server, model):
        assert model.count(PROMPT, model="m") == 10
        assert model.price("m") == Price(Decimal(0), Decimal(0))

    assert server.requests == []


def test_there_are_no_batches_and_no_web_search() -> None:
    """Both are errors that say what to do."""
    with own() as (_, model):
        for refused in (lambda: model.submit(()), lambda: model.results("b")):
            with pytest.raises(ModelError, match="has no batches"):
                refused()
        with pytest.raises(ModelError, match="no web search"):
            model.search(PROMPT, model="m", max_tokens=1, domains=())


# --- who is called ---------------------------------------------------------------------------------------------------------


def test_auto_means_the_server_if_there_is_an_address() -> None:
    """An address in the settings goes before a key in the environment; without an address its key chooses nothing."""
    here = Update(base_url="http://localhost:11434", model="qwen3:8b")

    assert providers.choose("auto", here, {"ANTHROPIC_API_KEY": "key"}) == OWN
    assert providers.choose("auto", Update(), {"DATELINE_MODEL_KEY": "key"}) is None
    assert providers.choose("claude", here, {}) == PROVIDERS[0]
    assert providers.choose("extractive", here, {}) is None
    assert providers.choose("server", Update(), {}) == OWN


@pytest.mark.parametrize(
    ("settings", "words"),
    [(Update(model="qwen3:8b"), "there is no server to call"), (Update(base_url="http://localhost:11434"), "no model is named")],
)
def test_what_the_settings_lack_is_said(settings: Update, words: str) -> None:
    """Without an address or a model nothing is called."""
    with pytest.raises(UsageError, match=words) as caught:
        providers.connect(OWN, settings, {}, Patience())

    assert "under `update`" in caught.value.hint
