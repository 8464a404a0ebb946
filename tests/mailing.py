"""Sending letters in tests: a publication with daily issues, a letter, its readers, and what a run did."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import builders
from branches import Hub
from post.letter_server import PASSWORD, LetterServer

from dateline.core.config import Author, Daily
from dateline.flows.mailing.send import Mailed, MailingOptions, send_letter
from dateline.post.letter import Letter
from dateline.post.readers import reader
from dateline.store.git import git_bytes

DAY = "2026-05-27"
NOW = "2026-05-28T06:00:00Z"
URL = f"https://example.org/record/daily/{DAY}/"
LETTER = Letter(DAY, "The gate opened", "<p>The gate opened.</p>\n", "The gate opened.\n", URL)
CONFIG = builders.config(author=Author(email="desk@example.org"), daily=Daily(enabled=True))
NAMES = ("ada", "bea", "cem", "dan")


def address(name: str) -> str:
    return f"{name}@example.org"


def environment(server: LetterServer, password: str = PASSWORD) -> dict[str, str]:
    user = f"desk:{quote(password)}@" if password else ""
    return {"DATELINE_SMTP_URL": f"smtp://{user}127.0.0.1:{server.port}"}


def send(root: Path, server: LetterServer, *names: str, password: str = PASSWORD, **given: Any) -> Mailed:
    """What a run did with the letter to these readers, or to all."""
    readers = tuple(reader(address(name)) for name in names or NAMES)
    return send_letter(root, LETTER, readers, MailingOptions(NOW, environment(server, password), **given))


def told(mailed: Mailed) -> dict[str, str]:
    """Name → what became of the letter."""
    return {one.address.partition("@")[0]: one.result for one in mailed.readers}


def journal(root: Path) -> list[dict[str, Any]]:
    path = root / f".dateline/mailed/{DAY}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def shared(hub: Hub) -> list[dict[str, Any]]:
    """The rows on the state branch."""
    data = git_bytes(hub.folder / "hub.git", "show", "dateline-state:mailed.jsonl")
    return [json.loads(line) for line in data.splitlines()]
