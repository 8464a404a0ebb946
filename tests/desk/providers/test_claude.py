"""The adapter, with the real SDK against a Messages API on loopback."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import anthropic
import pytest
import stamina
from scripted import KEY, MessagesServer, Played, messages_server

from dateline.core.config import Update
from dateline.core.errors import Malformed, ModelError, Truncated
from dateline.desk.edits import Edits
from dateline.desk.model_call import Call, Prompt, StopReason, parse_reply
from dateline.desk.patience import Patience
from dateline.desk.providers.claude.client import Claude, connect
from dateline.desk.providers.claude.connection import _delay, json_schema

MODEL = "claude-sonnet-5-5"
PROMPT = Prompt("The rules.", ("The story.", "The items."))
AMPLE = Patience(first_delay=0.01, poll=0.01)


@dataclass(frozen=True)
class Said:
    words: str


@contextmanager
def claude(
    *played: Any, patience: Patience = AMPLE, effort: Literal["medium", "high"] = "medium"
) -> Iterator[tuple[MessagesServer, Claude]]:
    with messages_server(*played) as server, stamina.set_testing(True, attempts=4):
        yield server, connect(Update(effort=effort), {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": server.url}, patience)


def ask(model: Claude) -> Any:
    return model.reply(PROMPT, model=MODEL, max_tokens=1000, schema=Said)


def test_an_answer_comes_with_its_cost() -> None:
    """Text, stop reason, tokens, dollars and the provider's name of the call come back."""
    usage = {"input_tokens": 1000, "output_tokens": 200, "cache_read_input_tokens": 500, "cache_creation_input_tokens": 100}
    with claude(Played('{"words": "Yes."}', usage=usage)) as (_, model):
        reply = ask(model)

    assert (reply.text, reply.stop, reply.request_id) == ('{"words": "Yes."}', StopReason.DONE, "req_1")
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (1600, 200)
    assert reply.usage.usd == (1000 + 50 + 125) * Decimal("0.000002") + 200 * Decimal("0.00001")


def test_what_is_sent() -> None:
    """A stream with a closed schema, adaptive thinking and effort; no tool, no sampling, the key in one header alone."""
    with claude(Played("{}"), effort="high") as (server, model):
        ask(model)

    (sent,) = server.asked
    assert sent["stream"] is True
    assert sent["thinking"]["type"] == "adaptive"
    assert sent["output_config"]["effort"] == "high"
    assert sent["output_config"]["format"]["schema"]["additionalProperties"] is False
    assert "cache_control" in sent["system"][0]
    assert ["cache_control" in block for block in sent["messages"][0]["content"]] == [True, False]
    assert not {"tools", "temperature", "top_p", "top_k"} & set(sent)
    assert server.authorizations == {f"Bearer {KEY}"}
    assert KEY not in json.dumps(server.requests)


def test_the_schema_of_edits_is_one_that_a_model_can_fill() -> None:
    """Every object is closed, names all its keys as required, and has at least one: no map of free keys."""

    def objects(node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, dict):
            if node.get("type") == "object":
                yield node
            for value in node.values():
                yield from objects(value)
        elif isinstance(node, list):
            for value in node:
                yield from objects(value)

    found = list(objects(json_schema(Edits)))

    assert len(found) == 17
    for one in found:
        assert one["additionalProperties"] is False
        assert one["properties"]
        assert set(one["required"]) == set(one["properties"])


@pytest.mark.parametrize(
    ("said", "stop"),
    [
        ("max_tokens", StopReason.LENGTH),
        ("model_context_window_exceeded", StopReason.CONTEXT),
        ("refusal", StopReason.REFUSAL),
        ("pause_turn", StopReason.OTHER),
        (None, StopReason.DISCONNECTED),
    ],
)
def test_why_it_stopped_is_told_in_the_desk_s_words(said: str | None, stop: StopReason) -> None:
    """Each stop reason of the API has one of the desk's; an unknown one is `OTHER`."""
    with claude(Played("{}", stop=said)) as (_, model):
        assert ask(model).stop == stop


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503, 529])
def test_what_may_pass_is_asked_again(status: int) -> None:
    """A busy or broken server is called again, and the later answer counts."""
    busy = Played(status=status, body={"type": "error", "error": {"type": "overloaded_error", "message": "busy"}})
    with claude(busy, busy, Played('{"words": "Yes."}')) as (server, model):
        assert ask(model).stop == StopReason.DONE

    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("status", "kind"), [(400, "invalid_request_error"), (401, "authentication_error"), (404, "not_found_error")]
)
def test_what_will_not_pass_is_asked_once(status: int, kind: str) -> None:
    """A call with a refused key, request or model is not repeated."""
    with claude(Played(status=status, body={"type": "error", "error": {"type": kind, "message": "no"}})) as (server, model):
        with pytest.raises(ModelError):
            ask(model)

        assert len(server.asked) < 2


def test_a_server_that_stays_busy() -> None:
    """After the last attempt the failure is reported with the server's message."""
    with claude(Played(status=529, body={"type": "error", "error": {"type": "overloaded_error", "message": "busy"}})) as (
        server,
        model,
    ):
        with pytest.raises(ModelError, match="529: busy"):
            ask(model)

        assert len(server.asked) == 4


def error(status: int, kind: str = "api_error", **headers: str) -> anthropic.APIStatusError:
    import httpx2

    response = httpx2.Response(status, headers=headers, request=httpx2.Request("POST", "http://localhost/"))
    body = {"type": "error", "error": {"type": kind, "message": "no"}}
    return anthropic.APIStatusError("no", response=response, body=body)


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ({}, True),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after-ms": "30", "retry-after": "2"}, 0.03),
        ({"retry-after": "soon"}, True),
        ({"retry-after": "3600"}, False),
    ],
)
def test_the_delay_is_the_server_s_own_up_to_a_limit(headers: dict[str, str], wanted: bool | float) -> None:  # noqa: FBT001
    """The server's delay is respected; one that is too long ends the attempts; without one the delay grows."""
    assert _delay(error(429, **headers)) == wanted


def test_an_error_inside_a_stream_may_pass() -> None:
    """A stream answers 200 and fails later: its kind decides, not the status."""
    assert _delay(error(200, "overloaded_error")) is True
    assert _delay(error(200, "invalid_request_error")) is False


def test_a_timeout_is_not_asked_again() -> None:
    """What has used up its time is not given it again."""
    request = error(500).request

    assert _delay(anthropic.APITimeoutError(request=request)) is False
    assert _delay(anthropic.APIConnectionError(request=request)) is True
    assert _delay(ValueError("no JSON")) is False


def test_a_stream_that_breaks_is_paid_for() -> None:
    """What a broken attempt cost is added to the answer that came after it."""
    start = {"type": "message_start", "message": Played(stop=None, content=[]).message(MODEL)}
    fails = {"type": "error", "error": {"type": "overloaded_error", "message": "busy"}}
    broken = Played(sse="".join(f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in (start, fails)))
    with claude(broken, Played('{"words": "Yes."}')) as (_, model):
        reply = ask(model)

    assert reply.usage.input_tokens == 2000
    with claude(broken) as (server, model), pytest.raises(ModelError, match="busy") as caught:
        ask(model)
    assert len(server.asked) == 4
    assert caught.value.spent == 4 * (1000 * Decimal("0.000002") + 200 * Decimal("0.00001"))


def test_a_stream_that_is_cut_is_no_answer() -> None:
    """A connection that closes in good order in the middle of an answer gives a reply without a stop, which is refused."""
    start = {"type": "message_start", "message": Played(stop=None, content=[]).message(MODEL)}
    with claude(Played(sse=f"event: message_start\ndata: {json.dumps(start)}\n\n")) as (_, model):
        reply = ask(model)

    assert reply.stop == StopReason.DISCONNECTED
    with pytest.raises(Truncated, match="connection closed early"):
        parse_reply(Said, reply)


def test_a_page_instead_of_an_answer() -> None:
    """A web page with status 200 is not an answer."""
    with claude(Played(body="<html>Welcome</html>")) as (_, model), pytest.raises(Truncated):
        parse_reply(Said, ask(model))


def test_a_stream_of_no_json() -> None:
    """A stream that is not JSON is reported as unreadable, and is not requested again."""
    with claude(Played(sse="event: message_start\ndata: {not json\n\n")) as (server, model):
        with pytest.raises(ModelError, match="cannot be read"):
            ask(model)

        assert len(server.asked) < 2


def test_a_prompt_that_is_too_long() -> None:
    """A prompt beyond the model's context is reported as too long, with the setting that makes it shorter."""
    body = {"type": "error", "error": {"type": "invalid_request_error", "message": "prompt is too long: 210000 tokens"}}
    with claude(Played(status=400, body=body)) as (_, model), pytest.raises(ModelError, match="210000 tokens") as caught:
        ask(model)

    assert "max_items_per_story" in caught.value.hint


@pytest.mark.parametrize("played", [Played(hangs=True), Played(drips=True), Played(drips_headers=True)])
def test_time_runs_out(played: Played) -> None:
    """A server that says nothing, or sends signs of life for ever, is left after the time for one answer."""
    with claude(played, patience=Patience(answer=0.5)) as (server, model):
        with pytest.raises(ModelError, match="took too long"):
            ask(model)

        assert len(server.asked) < 2


def test_the_time_of_the_run_ends_every_call() -> None:
    """When the run's time is over, a call that could wait longer ends at once."""
    with claude(Played(hangs=True), patience=Patience(total=0.0)) as (_, model), pytest.raises(ModelError, match="too long"):
        ask(model)


def test_no_server_at_all() -> None:
    """A connection that fails is reported as such."""
    with claude(Played()) as (server, model):
        server.shutdown()
        server.server_close()
        with pytest.raises(ModelError, match="connection"):
            ask(model)


def test_a_key_in_an_answer() -> None:
    """An answer that contains the key, or anything like one, is discarded; the message does not repeat it."""
    for text in (KEY, "sk-ant-something"):
        played = Played(json.dumps({"words": text}))
        with claude(played) as (_, model), pytest.raises(Malformed, match="contains a key") as caught:
            ask(model)
        assert text not in f"{caught.value} {caught.value.said}"
        assert caught.value.spent > 0


def test_a_key_in_an_error_is_masked(caplog: pytest.LogCaptureFixture) -> None:
    """A server that repeats the key in its error does not bring it into ours, nor into a log."""
    caplog.set_level(logging.DEBUG)
    body = {"type": "error", "error": {"type": "invalid_request_error", "message": f"bad key {KEY}"}}
    with claude(Played(status=400, body=body)) as (_, model), pytest.raises(ModelError, match="bad key …") as caught:
        ask(model)

    assert KEY not in f"{caught.value} {caught.value.hint} {caplog.text}"


def test_a_token_serves_as_a_key() -> None:
    """An ANTHROPIC_AUTH_TOKEN is sent if there is no key."""
    with messages_server(Played("{}")) as server:
        ask(connect(Update(), {"ANTHROPIC_AUTH_TOKEN": "token", "ANTHROPIC_BASE_URL": server.url}, AMPLE))

    assert server.authorizations == {"Bearer token"}


def test_tokens_are_counted_by_the_provider() -> None:
    """The provider's count is used; if it fails, the bytes give an estimate."""
    with claude(Played()) as (server, model):
        assert model.count(PROMPT, model=MODEL) == 100
        server.count = Played(status=500, body={"type": "error", "error": {"type": "api_error", "message": "no"}})
        assert model.count(PROMPT, model=MODEL) == (10 + 10 + 10) // 3


def test_a_refused_key_is_no_estimate() -> None:
    """If the key is refused when counting, no call is made."""
    with claude(Played()) as (server, model):
        server.count = Played(status=401, body={"type": "error", "error": {"type": "authentication_error", "message": "no"}})
        with pytest.raises(ModelError, match="key was refused") as caught:
            model.count(PROMPT, model=MODEL)

    assert "ANTHROPIC_API_KEY" in caught.value.hint
    assert server.asked == []


# --- batches ---------------------------------------------------------------------------------------------------------------


def call(words: str) -> Call:
    return Call(Prompt("The rules.", (words,)), MODEL, 1000, Said)


def echo(params: dict[str, Any]) -> Played:
    return Played(params["messages"][0]["content"][0]["text"])


def test_a_batch_is_matched_by_id_at_half_the_price() -> None:
    """Results come in another order; each reply goes to its own call, and costs half."""
    calls = [call("one"), call("two")]
    with claude(echo) as (server, model):
        server.polls_before_end = 2
        results = model.results(model.submit(calls))

    assert results
    assert [results[one.id].text for one in calls] == ["one", "two"]  # type: ignore[union-attr]
    assert results[calls[0].id].usage.usd == Decimal("0.002")  # type: ignore[union-attr]


def test_a_call_has_one_name() -> None:
    """The same question has the same id, whatever it may cost; another question another."""
    assert call("one").id == Call(Prompt("The rules.", ("one",)), MODEL, 9, Said).id
    assert call("one").id != call("two").id


def test_a_batch_under_way() -> None:
    """A batch that does not end in the time of the run gives nothing yet."""
    with claude(echo, patience=Patience(poll=10_000)) as (server, model):
        server.polls_before_end = 1000
        assert model.results(model.submit([call("one")])) is None


def test_what_a_batch_leaves_unanswered() -> None:
    """A call that failed in a batch is an error for its own story; so is an answer that contains a key."""
    calls = [call("one"), call("two")]
    failed = Played(status=500, body={"type": "error", "error": {"type": "api_error", "message": "no"}})
    with claude(failed, Played(KEY)) as (_, model):
        results = model.results(model.submit(calls))

    assert results
    assert isinstance(results[calls[1].id], ModelError)
    assert isinstance(results[calls[0].id], Malformed)


def test_a_batch_that_is_gone() -> None:
    """A batch that the provider does not know any more is an error."""
    with claude(Played()) as (_, model), pytest.raises(ModelError, match="404"):
        model.results("msgbatch_lost")


# --- searching -------------------------------------------------------------------------------------------------------------

FOUND = {
    "type": "web_search_result",
    "url": "https://example.org/a",
    "title": "A title",
    "encrypted_content": "x",
    "page_age": "May 4, 2026",
}
RESULTS = {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": [FOUND]}
USE = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "q"}}
CITATION = {
    "type": "web_search_result_location",
    "url": "https://example.org/a",
    "title": "A title",
    "cited_text": "What the page says.",
    "encrypted_index": "x",
}


def test_a_search_goes_on_where_it_paused() -> None:
    """A paused turn is sent back; results, the words cited from them and the cost of all turns come out."""
    searched = {
        "input_tokens": 1000,
        "output_tokens": 200,
        "server_tool_use": {"web_search_requests": 2, "web_fetch_requests": 0},
    }
    paused = Played(stop="pause_turn", content=[USE, RESULTS], usage=searched)
    elsewhere = {**CITATION, "type": "char_location", "document_index": 0, "start_char_index": 0, "end_char_index": 1}
    cited = Played(content=[{"type": "text", "text": "It says so.", "citations": [CITATION, elsewhere]}])
    with claude(paused, cited) as (server, model):
        hits, usage = model.search(PROMPT, model=MODEL, max_tokens=1000, domains=("example.org",))

    (hit,) = hits
    assert (hit.title, hit.url, hit.date, hit.text) == ("A title", "https://example.org/a", "May 4, 2026", "What the page says.")
    assert usage.usd == Decimal("0.02") + 2 * Decimal("0.004")
    first, second = server.asked
    assert first["tools"][0]["allowed_domains"] == ["example.org"]
    assert [turn["role"] for turn in second["messages"]] == ["user", "assistant"]


def test_a_search_does_not_pause_for_ever() -> None:
    """A turn that pauses again and again is left, with what it found."""
    with claude(Played(stop="pause_turn", content=[USE, RESULTS])) as (server, model):
        hits, _ = model.search(PROMPT, model=MODEL, max_tokens=1000, domains=())

    assert (len(hits), len(server.asked)) == (1, 4)


def test_a_search_that_fails_is_paid_for() -> None:
    """What the turns before the failure cost travels with the error."""
    refused = Played(status=400, body={"type": "error", "error": {"type": "invalid_request_error", "message": "no"}})
    with claude(Played(stop="pause_turn", content=[USE, RESULTS]), refused) as (_, model), pytest.raises(ModelError) as caught:
        model.search(PROMPT, model=MODEL, max_tokens=1000, domains=())

    assert caught.value.spent == Decimal("0.004")


def test_a_search_without_an_answer_finds_nothing() -> None:
    """An error inside the results, or no answer at all, gives no hit."""
    failed = {
        "type": "web_search_tool_result",
        "tool_use_id": "t",
        "content": {"type": "web_search_tool_result_error", "error_code": "unavailable"},
    }
    for played in (Played(content=[failed]), Played(body="<html>")):
        with claude(played) as (_, model):
            assert model.search(PROMPT, model=MODEL, max_tokens=1000, domains=())[0] == ()
