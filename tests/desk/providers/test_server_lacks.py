"""A server of one's own: what it lacks, played as Ollama, LM Studio and llama.cpp would answer."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import stamina
from own_server import GOOD, PROMPT, ask, error, events, own, stream
from scripted import Played

from dateline.core.errors import ModelError
from dateline.desk.model_call import StopReason
from dateline.desk.model_client import Price


@pytest.mark.parametrize("status", [400, 422, 501])
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

        assert [(bool(one.get("stream")), "output_config" in one) for one in server.asked] == [
            (True, True),
            (True, False),
            (False, False),
        ]


@pytest.mark.parametrize("status", [400, 422, 501])
def test_a_stream_that_is_not_accepted_is_tried_once(status: int) -> None:
    """The server is asked for whole answers instead, for the rest of the run."""

    def played(body: dict[str, Any]) -> Played:
        return error(status, "no streams") if body.get("stream") else Played(GOOD)

    with own(played) as (server, model):
        assert [ask(model).text for _ in range(2)] == [GOOD, GOOD]

    assert [bool(one.get("stream")) for one in server.asked] == [True, True, False, False]


def test_a_server_that_fails_because_of_the_schema_is_asked_without() -> None:
    """A failure may pass, so it is tried again first; then the schema is left out."""

    def played(body: dict[str, Any]) -> Played:
        return error(500, "failed to parse grammar") if "output_config" in body else Played(GOOD)

    with own(played) as (server, model):
        assert ask(model).text == GOOD

    assert ["output_config" in one for one in server.asked] == [True] * 4 + [False]


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


@pytest.mark.parametrize(
    "usage", [None, {}, [], "many", {"input_tokens": None, "output_tokens": 3}, {"input_tokens": "9", "output_tokens": -1}]
)
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


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"type": "error", "error": {"type": "api_error", "message": "out of\nmemory"}}, "500: out of memory"),
        ({"error": "the runner stopped"}, "500: the runner stopped"),
        ({"message": "no model is loaded"}, "500: no model is loaded"),
        ({"detail": "busy"}, "500: busy"),
        ({"detail": [{"loc": []}]}, "500: no reason given"),
        ("upstream is gone", "500: upstream is gone"),
        ("<html><h1>Bad gateway</h1></html>", "500: no reason given"),
    ],
)
def test_the_reason_for_a_failure_is_found(body: Any, said: str) -> None:
    """Servers give it at different places; a web page is no reason."""
    with own(Played(status=500, body=body)) as (server, model), pytest.raises(ModelError) as caught:
        ask(model)

    assert caught.value.what == f"the API answered {said}"
    assert len(server.asked) == 8, "four times with the schema, and four times without"


@pytest.mark.parametrize(
    ("answer", "what", "hint"),
    [
        (Played(status=405, body="Method not allowed"), "the API answered 405: Method not allowed", "base_url"),
        (
            stream({"type": "error", "error": {"type": "api_error", "message": "out of memory"}}),
            "the API stopped its answer: out of memory",
            "later",
        ),
    ],
)
def test_other_failures_have_a_hint(answer: Played, what: str, hint: str) -> None:
    """A wrong path and a stream that reports an error are told as what they are, and no retry is logged on the terminal."""
    with own(answer) as (_, model), pytest.raises(ModelError) as caught:
        ask(model)

    assert caught.value.what == what
    assert hint in caught.value.hint
    assert stamina.instrumentation.get_on_retry_hooks() == ()


def test_empty_lists_may_be_left_out() -> None:
    """What a model leaves out of the object is empty; a value of another kind, or another object, is not made up."""

    @dataclass(frozen=True)
    class Rows:
        words: str
        rows: tuple[str, ...]
        number: int

    def text(said: str) -> str:
        with own(Played(said)) as (_, model):
            return model.reply(PROMPT, model="qwen3:8b", max_tokens=9, schema=Rows).text

    assert json.loads(text('{"words": "ä", "number": 1}')) == {"words": "ä", "rows": [], "number": 1}
    assert json.loads(text('{"rows": ["a"]}')) == {"words": "", "rows": ["a"]}
    assert text('{"words": "", "rows": []}') == '{"words": "", "rows": []}'
    assert text('{"answer": 1}') == '{"answer": 1}'
    assert text("No.") == "No."


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


@pytest.mark.parametrize(
    ("answered", "other"),
    [
        ("qwen3:8b", ""),
        ("qwen/Qwen3:8b", ""),
        ("/models/qwen3:8b.gguf", ""),
        ("", ""),
        ("gpt-oss:20b", "gpt-oss:20b"),
        ("/srv/models/gemma.gguf", "gemma"),
    ],
)
def test_a_server_that_answers_with_another_model(answered: str, other: str) -> None:
    """Some servers answer with the model that is loaded, whatever was asked for; no folder of the machine is told."""
    with own(lambda _: Played(body=Played(GOOD).message(answered))) as (_, model):
        assert ask(model).other_model == other
