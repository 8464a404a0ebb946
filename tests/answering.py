"""Answers of a model to the prompts of a draft: what a prompt says, and what a model says to it."""

import json
from typing import Any

from edits import NOTHING


def rows(body: dict[str, Any], tag: str) -> list[dict[str, Any]]:
    """The rows of one kind in a prompt, as a model reads them."""
    text = "\n".join(block["text"] for block in body["messages"][0]["content"])
    inside = text.partition(f"<{tag}>\n")[2].partition(f"</{tag}>")[0]
    return [json.loads(line) for line in inside.splitlines()]


def kept(body: dict[str, Any], **given: Any) -> dict[str, Any]:
    """An answer that keeps everything except what is given."""
    return {
        **NOTHING,
        "kept": [row["number"] for row in rows(body, "ledger")],
        "questions": [
            {"id": row["id"], "outcome": "open", "text": "", "quotes": [], "due": "", "verdict": ""}
            for row in rows(body, "open_questions")
        ],
        "voices": [
            {"id": row["id"], "outcome": "kept", "text": "Says nothing new.", "quotes": []} for row in rows(body, "voices")
        ],
        **given,
    }


def claim(text: str, **given: Any) -> dict[str, Any]:
    return {"section": "narrative", "at": "99", "after": 0, "text": text, "quotes": [], **given}
