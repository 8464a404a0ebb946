"""A server of one's own: what is sent to it, and when it is called."""

import json
from decimal import Decimal

import pytest
from own_server import GOOD, ask, error, own
from scripted import Played

from dateline.core.config import Update
from dateline.core.errors import Malformed, ModelError, UsageError
from dateline.core.providers import PROVIDERS
from dateline.desk import providers
from dateline.desk.model_call import Reply, StopReason
from dateline.desk.patience import Patience

(OWN,) = (one for one in PROVIDERS if one.at_base_url)


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
    with own(elsewhere) as (_, model), pytest.raises(ModelError, match="307: it redirects") as caught:
        ask(model)

    assert "base_url" in caught.value.hint


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
