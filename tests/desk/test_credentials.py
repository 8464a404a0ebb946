"""Which credential a run would use, in the order of the SDK, told by kind and place and never by value."""

from pathlib import Path

import pytest

from dateline.core.config import Update
from dateline.core.providers import PROVIDERS
from dateline.desk.credentials import Credential, credential, missing_of_identity
from dateline.desk.providers import choose

CLAUDE, OWN = PROVIDERS
KEY = {"ANTHROPIC_API_KEY": "secret"}
TOKEN = {"ANTHROPIC_AUTH_TOKEN": "secret"}
PROFILE = {"ANTHROPIC_PROFILE": "secret"}
IDENTITY = {
    "ANTHROPIC_FEDERATION_RULE_ID": "secret",
    "ANTHROPIC_ORGANIZATION_ID": "secret",
    "ANTHROPIC_IDENTITY_TOKEN_FILE": "secret",
}
BY_VALUE = {**IDENTITY, "ANTHROPIC_IDENTITY_TOKEN_FILE": "", "ANTHROPIC_IDENTITY_TOKEN": "secret"}


@pytest.mark.parametrize(
    ("environment", "kind", "place"),
    [
        ({**KEY, **TOKEN, **PROFILE, **IDENTITY}, "API key", "ANTHROPIC_API_KEY"),
        ({**TOKEN, **PROFILE, **IDENTITY}, "access token", "ANTHROPIC_AUTH_TOKEN"),
        ({**PROFILE, **IDENTITY}, "profile", "ANTHROPIC_PROFILE"),
        (IDENTITY, "workload identity", "ANTHROPIC_FEDERATION_RULE_ID"),
        (BY_VALUE, "workload identity", "ANTHROPIC_FEDERATION_RULE_ID"),
    ],
)
def test_the_first_link_of_the_chain_is_used(environment: dict[str, str], kind: str, place: str) -> None:
    """A key goes before a token, a named profile, and a workload identity; any of them makes Claude the writer of `auto`."""
    assert credential(CLAUDE, environment) == Credential(kind, place)
    assert choose("auto", Update(), environment) == CLAUDE
    assert "secret" not in str(credential(CLAUDE, environment))


@pytest.mark.parametrize("environment", [{}, {"ANTHROPIC_API_KEY": " "}, *({**IDENTITY, name: ""} for name in IDENTITY)])
def test_what_is_empty_or_incomplete_is_no_credential(environment: dict[str, str]) -> None:
    """A secret that a workflow does not have is an empty variable: the embedded writer writes."""
    assert credential(CLAUDE, environment) is None
    assert choose("auto", Update(), environment) is None


@pytest.mark.parametrize(
    ("variable", "below"),
    [("HOME", ".config/anthropic"), ("APPDATA", "Anthropic"), ("ANTHROPIC_CONFIG_DIR", "")],
)
def test_a_profile_on_disk_is_found(tmp_path: Path, variable: str, below: str) -> None:
    """The active profile is the last link, in the folder that the system or a variable names."""
    environment = {variable: str(tmp_path)}
    folder = tmp_path / below
    (folder / "configs").mkdir(parents=True)
    assert credential(CLAUDE, environment) is None

    file = folder / "configs/default.json"
    file.write_text("{}", encoding="utf-8")
    assert credential(CLAUDE, environment) == Credential("profile", str(file))

    (folder / "active_config").write_text("work\n", encoding="utf-8")
    assert credential(CLAUDE, environment) == Credential("profile", str(folder / "configs/work.json"))
    assert credential(CLAUDE, {**environment, **KEY}) == Credential("API key", "ANTHROPIC_API_KEY")


def test_a_folder_of_profiles_that_cannot_be_read_has_none(tmp_path: Path) -> None:
    """A pointer that is no text is no profile."""
    (tmp_path / "active_config").write_bytes(b"\xff\xfe")

    assert credential(CLAUDE, {"ANTHROPIC_CONFIG_DIR": str(tmp_path)}) is None


def test_another_provider_has_keys_alone() -> None:
    """What Anthropic's tools left on the machine is nothing for a server of one's own."""
    assert credential(OWN, {**KEY, **IDENTITY}) is None
    assert credential(OWN, {"DATELINE_MODEL_KEY": "secret"}) == Credential("API key", "DATELINE_MODEL_KEY")


def test_what_a_workload_identity_lacks_is_named() -> None:
    """Only if its rule is set, and nothing else proves who calls: an organization alone is no identity."""
    token = "ANTHROPIC_IDENTITY_TOKEN_FILE or ANTHROPIC_IDENTITY_TOKEN"
    rule = {"ANTHROPIC_FEDERATION_RULE_ID": "r"}

    assert missing_of_identity(CLAUDE, rule) == ("ANTHROPIC_ORGANIZATION_ID", token)
    assert missing_of_identity(CLAUDE, {**rule, "ANTHROPIC_ORGANIZATION_ID": "o"}) == (token,)
    assert missing_of_identity(CLAUDE, {"ANTHROPIC_ORGANIZATION_ID": "o"}) == ()
    assert missing_of_identity(CLAUDE, {**rule, **KEY}) == missing_of_identity(CLAUDE, IDENTITY) == ()
    assert missing_of_identity(OWN, rule) == ()
