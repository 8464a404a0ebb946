"""Whatever the API, or a server in its place, sends, the result is an answer or an error for that story alone."""

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pytest
import stamina
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scripted import KEY, MessagesServer, Played, messages_server

from dateline.core.config import Update
from dateline.core.errors import ModelError
from dateline.desk.judge import Verdicts
from dateline.desk.model_call import Call, Prompt, Reply
from dateline.desk.patience import Patience
from dateline.desk.providers.claude.client import Claude, connect
from dateline.desk.triage import Sorting

MODEL = "claude-sonnet-5-5"
PROMPT = Prompt("The rules.", ("The story.",))
USAGE = {"input_tokens": 1000, "output_tokens": 200}
ODD: list[Any] = [None, 7, -1, 1.5, True, "text", "", [], {}, [None], {"type": None}, [[]], "\ud800"]


@dataclass(frozen=True)
class Said:
    words: str


@contextmanager
def claude(*played: Any) -> Iterator[tuple[MessagesServer, Claude]]:
    with messages_server(*played) as server, stamina.set_testing(True, attempts=4):
        environment = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": server.url}
        yield server, connect(Update(), environment, Patience(first_delay=0.01, poll=0.01))


def stream(*events: Any) -> Played:
    return Played(sse="".join(f"event: {one.get('type')}\ndata: {json.dumps(one)}\n\n" for one in events))


def events(**message: Any) -> list[Any]:
    """What a whole answer consists of."""
    whole = {**Played().message(MODEL), "content": [], "stop_reason": None, **message}
    return [
        {"type": "message_start", "message": whole},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": '{"words": "Yes."}'}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 200}},
        {"type": "message_stop"},
    ]


def ask(model: Claude, schema: type = Said) -> Reply:
    return model.reply(PROMPT, model=MODEL, max_tokens=1000, schema=schema)


@pytest.mark.parametrize("schema", [Said, Sorting, Verdicts], ids=["writer", "triage", "judge"])
@pytest.mark.parametrize(
    ("usage", "words"),
    [
        ("left out", "usage is missing"),
        (None, "usage is not what it should be"),
        ("much", "usage is not what it should be"),
        ({}, "usage.input_tokens is missing"),
        ({"input_tokens": 5}, "usage.output_tokens is missing"),
        ({**USAGE, "input_tokens": None}, "usage.input_tokens is not what it should be"),
        ({**USAGE, "input_tokens": "many"}, "usage.input_tokens is not what it should be"),
        ({**USAGE, "input_tokens": -5}, "usage.input_tokens is not what it should be"),
        ({**USAGE, "cache_read_input_tokens": []}, "usage.cache_read_input_tokens is not what it should be"),
        ({**USAGE, "server_tool_use": {"web_search_requests": "x"}}, "usage.server_tool_use.web_search_requests is not"),
    ],
)
def test_an_answer_that_does_not_say_what_it_took(usage: Any, words: str, schema: type) -> None:
    """An answer without readable usage is an error that names what is missing, and is not requested again."""
    started, *others = events(usage=usage)
    if usage == "left out":
        del started["message"]["usage"]
    with claude(stream(started, *others)) as (server, model):
        with pytest.raises(ModelError, match="the API's answer cannot be read") as caught:
            ask(model, schema)

        assert len(server.asked) == 1
    assert words in caught.value.what
    assert "ANTHROPIC_BASE_URL" in caught.value.hint


@pytest.mark.parametrize("usage", ["left out", None, {}, {"output_tokens": None}, {"output_tokens": "many"}])
def test_an_answer_that_does_not_say_at_its_end_what_it_took(usage: Any) -> None:
    """The last event has the usage; without it there is no answer."""
    said = events()
    said[4]["usage"] = usage
    if usage == "left out":
        del said[4]["usage"]
    with claude(stream(*said)) as (server, model):
        with pytest.raises(ModelError, match="the API's answer cannot be read"):
            ask(model)

        assert len(server.asked) == 1


def test_what_the_api_may_leave_out() -> None:
    """Missing or null counts of caches and tools count as zero."""
    usage = {**USAGE, "cache_read_input_tokens": None, "server_tool_use": None}
    with claude(stream(*events(usage=usage)), stream(*events(usage=USAGE))) as (_, model):
        assert ask(model).usage == ask(model).usage
        assert ask(model).usage.input_tokens == 1000


@pytest.mark.parametrize("counted", [{}, {"input_tokens": None}, {"input_tokens": "9"}, [], "x", None])
def test_a_count_that_is_none_is_estimated(counted: Any) -> None:
    """If the count of tokens is unusable, the bytes give an estimate."""
    with claude(Played()) as (server, model):
        server.count = Played(body=counted)
        assert model.count(PROMPT, model=MODEL) == len("The rules.The story.") // 3


# --- a batch -----------------------------------------------------------------------------------------------------------------


def test_a_row_of_a_batch_that_cannot_be_read_fails_alone() -> None:
    """An answer in a batch without its usage, or in no form at all, is an error for its own call; the others are used."""
    calls = [Call(Prompt("The rules.", (words,)), MODEL, 1000, Said) for words in ("one", "two", "three", "four")]
    good, bare = Played('{"words": "Yes."}'), Played(usage=None)  # type: ignore[arg-type]
    with claude(good, bare, Played(content="no list"), good) as (_, model):  # type: ignore[arg-type]
        results = model.results(model.submit(calls))

    assert results
    assert [isinstance(results[one.id], ModelError) for one in calls] == [False, True, True, False]
    assert "usage is not what it should be" in str(results[calls[2].id])
    assert "content is not what it should be" in str(results[calls[1].id])


def test_lines_of_a_batch_that_are_no_json() -> None:
    """A broken line of the results does not affect the others."""
    calls = [Call(Prompt("The rules.", ("one",)), MODEL, 1000, Said)]
    with claude(Played('{"words": "Yes.\u2028"}')) as (server, model):
        broken = ["no JSON", "[]", "[" * 100_000, '{"custom_id": 1}', '{"custom_id": "x", "result": null}', ""]
        server.broken = broken
        results = model.results(model.submit(calls))

    assert results
    assert list(results) == [calls[0].id]
    assert isinstance(results[calls[0].id], Reply)


@pytest.mark.parametrize("body", [{}, [], {"id": None}, "x", {"id": "msgbatch_9", "processing_status": "ended"}])
def test_a_batch_that_cannot_be_handed_in_or_read(body: Any) -> None:
    """An unusable answer about a batch is an error, never a crash."""
    with claude(Played()) as (server, model):
        server.batch = body
        with pytest.raises(ModelError):
            model.results(model.submit([Call(PROMPT, MODEL, 1000, Said)]))


# --- a search ----------------------------------------------------------------------------------------------------------------


def test_a_search_that_does_not_say_what_it_took() -> None:
    """A search without a usage is an error; results without an address are left out."""
    started, *others = events()
    del started["message"]["usage"]
    with claude(stream(started, *others)) as (_, model), pytest.raises(ModelError, match="cannot be read"):
        model.search(PROMPT, model=MODEL, max_tokens=1000, domains=())


@pytest.mark.parametrize("content", [None, "no", {"error_code": "unavailable"}, [None, 7, {}, {"url": None}, {"url": 5}]])
def test_results_that_are_none_are_left_out(content: Any) -> None:
    """A search that fails or gives unusable results finds nothing, and its cost still counts."""
    block = {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": content}
    with claude(Played(content=[block])) as (_, model):
        found, usage = model.search(PROMPT, model=MODEL, max_tokens=1000, domains=())

    assert found == ()
    assert usage.usd > 0


# --- anything ----------------------------------------------------------------------------------------------------------------


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all parts."""
    yield path
    for step, part in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from places(part, (*path, step))


def changed(tree: Any, path: tuple[Any, ...], odd: Any) -> Any:
    """The tree with something odd at a place; with nothing there where it is `...`."""
    tree = copy.deepcopy(tree)
    inner = tree
    for step in path[:-1]:
        inner = inner[step]
    if odd is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = odd
    return tree


SEARCHED: list[dict[str, Any]] = [
    {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}},
    {
        "type": "web_search_tool_result",
        "tool_use_id": "srvtoolu_1",
        "content": [{"type": "web_search_result", "url": "https://quay.example/", "title": "Quay", "page_age": "May 5, 2026"}],
    },
    {"type": "text", "text": "So.", "citations": [{"type": "web_search_result_location", "url": "https://quay.example/"}]},
]
ANSWER = events(usage={**USAGE, "server_tool_use": {"web_search_requests": 1}})
MESSAGE = {**Played(content=SEARCHED).message(MODEL), "stop_reason": "end_turn"}
BOUNDED = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@BOUNDED
@given(st.sampled_from([path for path in places(ANSWER) if path]), st.sampled_from([..., *ODD]))
def test_any_part_of_a_stream_may_be_anything(path: tuple[Any, ...], odd: Any) -> None:
    """A stream with one part missing, null or of another kind is an answer all the same, or a ModelError."""
    played = [one if isinstance(one, dict) else {"type": "message_delta", "odd": one} for one in changed(ANSWER, path, odd)]
    with claude(stream(*played)) as (_, model):
        with suppress(ModelError):
            ask(model)
        with suppress(ModelError):
            model.search(PROMPT, model=MODEL, max_tokens=9, domains=())


@BOUNDED
@given(st.sampled_from([path for path in places(MESSAGE) if path]), st.sampled_from([..., *ODD]))
def test_any_part_of_a_search_or_a_row_may_be_anything(path: tuple[Any, ...], odd: Any) -> None:
    """Likewise for the results of searches, and for a message in a batch."""
    message = changed(MESSAGE, path, odd)
    started = {"type": "message_start", "message": message}
    ended = {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": USAGE}
    with claude(stream(started, ended), Played(body=message)) as (server, model):
        with suppress(ModelError):
            model.search(PROMPT, model=MODEL, max_tokens=9, domains=())
        server.row = message
        (row,) = (model.results(model.submit([Call(PROMPT, MODEL, 1000, Said)])) or {}).values()
        assert isinstance(row, Reply | ModelError)
