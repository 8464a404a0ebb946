"""A key is in no file, no page, no commit and no message, and no other server gets it.

Commands run with a key for the model, one for the code host and a password for the mail server, all of them made up. The
servers answer as they should, or with errors that repeat the key, or the model writes the key into its answer. Then
everything that was printed, written, committed and sent is searched for the keys: as they are, backwards, and in the codings
of addresses, of mails and of bytes.
"""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import builders
import mailing
import pytest
from answering import claim, kept
from asking_claude import faithful, no_waiting
from branches import Hub
from github_server import Fault, github
from post.letter_server import letter_server
from proof.remote_scenes import READERS, YESTERDAY
from proposing import ALPHA, draft
from scripted import KEY, Played, messages_server

from dateline.store.git import git_bytes

__all__ = ["no_waiting"]
pytestmark = pytest.mark.usefixtures("no_waiting")

TOKEN, PASSWORD = "ghp_canary0f1e2d3c4b5a", "canary/pass word+7"
SECRETS = (KEY, TOKEN, PASSWORD)
COMMANDS = (
    "collect",
    "update --writer claude",
    "check",
    "check --format sarif",
    "build",
    "status",
    "doctor",
    "propose",
    "daily {yesterday} --send",
    "daily {yesterday}",
    "items harbour-barrier",
    "export --out {folder}/export.zip",
)


def forms(secret: str) -> list[bytes]:
    """A key as it is, and as it may be hidden."""
    data = secret.encode()
    # Base64 depends on what stands before; without its edges, one of three codings is in the text.
    shifted = (base64.b64encode(b"\0" * shift + data)[4 if shift else 0 : -4] for shift in range(3))
    return [data, data[::-1], quote(secret, safe="").encode(), data.hex().encode(), *shifted]


NEEDLES = {form: secret for secret in SECRETS for form in forms(secret)}


def found_in(data: bytes) -> list[str]:
    return [secret for form, secret in NEEDLES.items() if form in data]


def told_key(_body) -> Played:
    """A model that writes the key into its answer."""
    return Played(f"Here it is: {KEY}")


def key_in_claim(body) -> Played:
    """A model that writes the key into the brief."""
    return Played(json.dumps(kept(body, added=[claim(f"The key is {KEY}.")])))


REFUSES = {"type": "error", "error": {"type": "authentication_error", "message": f"invalid x-api-key: {KEY}"}}
BEHAVIOURS: dict[str, tuple[Played | Callable[[dict[str, Any]], Played], Fault | None, str]] = {
    "as they should": (faithful, None, ""),
    "with errors that repeat the key": (
        Played(status=401, body=REFUSES),
        Fault(403, f'{{"message": "{TOKEN} may not"}}'.encode()),
        f"535 5.7.8 {PASSWORD} is wrong",
    ),
    "with the key in the answer": (told_key, None, ""),
    "with the key in a sentence": (key_in_claim, None, ""),
}


def everything(folder: Path) -> list[tuple[str, bytes]]:
    """All files, and all that the repositories have."""
    files = [(str(path), path.read_bytes()) for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    repositories = [path.parent for path in folder.rglob("HEAD") if (path.parent / "objects").is_dir()]
    objects = ((str(one), git_bytes(one, "cat-file", "--batch-all-objects", "--batch")) for one in repositories)
    return [*files, *objects]


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_keys_stay_where_they_are(behaviour, make_publication, monkeypatch, dateline, measured):
    """No command prints, writes, commits or sends a key, whatever the servers answer."""
    model, fault, refusal = BEHAVIOURS[behaviour]
    version = builders.version(published=f"{YESTERDAY}T11:30:00Z")
    versions = [builders.version(number) for number in (1, 2)]
    start = make_publication(
        builders.dossier(*versions, builders.version(3)), builders.dossier(version, slug="ferry"), config=mailing.CONFIG
    )
    desk = Hub(start.parent, start).clone("desk")
    draft(desk, "alpha", ALPHA)
    (start.parent / "readers").write_text("\n".join(READERS))
    with messages_server(model) as claude, github() as host, letter_server() as letters:
        host.fault, letters.password = fault, PASSWORD
        if refusal:
            letters.at("AUTH", refusal)
        environment = {
            **{name: value for name, value in host.environment.items() if name != "PATH"},
            "GITHUB_TOKEN": TOKEN,
            "ANTHROPIC_API_KEY": KEY,
            "ANTHROPIC_BASE_URL": claude.url,
            "DATELINE_SMTP_URL": f"smtp://desk:{quote(PASSWORD, safe='')}@127.0.0.1:{letters.port}",
        }
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        for command in COMMANDS:
            with (start.parent / "readers").open() as given:
                monkeypatch.setattr("sys.stdin", given)
                code, out, err = dateline("-C", desk.root, *command.format(yesterday=YESTERDAY, folder=start.parent).split())
            assert code in (0, 1, 3), (command, err)
            assert not found_in(f"{out}{err}".encode()), command
        assert claude.requests
        assert host.calls
        sent = {"the model": str(claude.requests), "the code host": str(host.calls), "readers": str(letters.taken)}
    assert {name: found_in(text.encode()) for name, text in sent.items()} == {"the model": [], "the code host": [], "readers": []}
    assert {token.removeprefix("Bearer ") for token in host.tokens} == {TOKEN}
    assert [name for name, data in everything(start.parent) if found_in(data)] == []
    measured("commands that ran with keys", len(COMMANDS))
