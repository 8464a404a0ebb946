"""Calls without a key: the real SDK exchanges an identity or reads a profile, on loopback."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import stamina
from scripted import MessagesServer, Played, messages_server

from dateline.core.config import Update
from dateline.core.errors import ModelError, Unauthorized, UsageError
from dateline.desk.model_call import Prompt, Usage
from dateline.desk.patience import Patience
from dateline.desk.providers.claude import connect

IDENTITY = "header.identity.signature"


@pytest.fixture
def server() -> Iterator[MessagesServer]:
    with messages_server(Played("{}")) as server, stamina.set_testing(True, attempts=3):
        yield server


@pytest.fixture
def identity(server: MessagesServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a workflow with `id-token: write` sets, and the file with the token."""
    file = tmp_path / "token"
    file.write_text(IDENTITY, encoding="utf-8")
    for name, value in {
        "ANTHROPIC_BASE_URL": server.url,
        "ANTHROPIC_FEDERATION_RULE_ID": "fdrl_1",
        "ANTHROPIC_ORGANIZATION_ID": "org_1",
        "ANTHROPIC_SERVICE_ACCOUNT_ID": "svac_1",
        "ANTHROPIC_IDENTITY_TOKEN_FILE": str(file),
        "ANTHROPIC_API_KEY": "",
    }.items():
        monkeypatch.setenv(name, value)
    return file


def ask() -> Any:
    model = connect(Update(), os.environ, Patience(first_delay=0.01))
    with model._connection.sdk:
        return model.reply(Prompt("The rules.", ("The items.",)), model="claude-sonnet-5-5", max_tokens=9, schema=Usage)


def test_an_identity_becomes_a_token_for_the_calls(server: MessagesServer, identity: Path) -> None:
    """The identity goes to the token endpoint alone, and the short token to the calls."""
    ask()

    (exchange,) = (body for _, path, body in server.requests if path == "/v1/oauth/token")
    assert exchange["assertion"] == identity.read_text(encoding="utf-8")
    assert (exchange["federation_rule_id"], exchange["organization_id"], exchange["service_account_id"]) == (
        "fdrl_1",
        "org_1",
        "svac_1",
    )
    assert server.authorizations == {"", "Bearer sk-ant-oat01-short"}
    assert IDENTITY not in json.dumps(server.asked)


def test_an_identity_that_is_refused_is_an_error_without_it(server: MessagesServer, identity: Path) -> None:
    """The endpoint's reason is reported, the token that it repeats is not, and nothing is asked of the model."""
    body = {"error": "invalid_grant", "error_description": "no rule matches", "assertion": IDENTITY}
    server.exchange = Played(status=401, body=body)

    with pytest.raises(ModelError, match="credential was refused") as caught:
        ask()

    assert caught.value.hint == "Check that the workload identity (ANTHROPIC_FEDERATION_RULE_ID) is complete and still valid."
    assert IDENTITY not in f"{caught.value}{caught.value.hint}"
    assert server.asked == []


def test_an_endpoint_that_is_busy_is_asked_again(server: MessagesServer, identity: Path) -> None:
    """A server error of the token endpoint is temporary."""
    server.exchange = Played(status=503, body={"error": "busy"})

    with pytest.raises(ModelError, match="503"):
        ask()

    assert len(server.requests) == 3


def test_an_endpoint_that_cannot_be_reached_is_no_refusal(identity: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offline, the identity is neither right nor wrong."""
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")

    with pytest.raises(ModelError, match="no connection to exchange the identity") as caught:
        ask()

    assert not isinstance(caught.value, Unauthorized)


def test_an_identity_file_that_is_gone_is_an_error(server: MessagesServer, identity: Path) -> None:
    """The file is named, so that one can look for it."""
    identity.unlink()

    with pytest.raises(ModelError, match="token"):
        ask()

    assert server.requests == []


def test_a_profile_that_is_named_and_missing_is_a_wrong_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2: no run with this environment could work."""
    monkeypatch.setenv("ANTHROPIC_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("ANTHROPIC_PROFILE", "work")

    with pytest.raises(UsageError, match=r"work\.json") as caught:
        connect(Update(), os.environ, Patience())

    assert "ANTHROPIC_PROFILE" in caught.value.hint
