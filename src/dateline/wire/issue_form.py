"""An issue that was opened with an issue form → its answers. Anybody can write one, so nothing in it is guessed."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dateline.core.errors import StoreError, UsageError

LONGEST = 65_536
"""The most characters in the text of an issue, as on GitHub."""
UNANSWERED = "_No response_"
"""What GitHub writes where nothing was filled in."""
_HINT = "Open the issue with its form, and begin no line of an answer with `###`."


class StoryRequest(NamedTuple):
    """An issue that asks for a story, as the event of a workflow has it."""

    number: int
    """Its number."""
    body: str
    """Its text, in Markdown."""


def read_issue(event: Path) -> StoryRequest:
    """The issue in the file that a workflow on GitHub finds at GITHUB_EVENT_PATH.

    Raises:
        UsageError: if the file has no issue.
        StoreError: if it cannot be read.
    """
    try:
        match json.loads(event.read_bytes()):
            case {"issue": {"number": int(number), "body": str(body)}}:
                return StoryRequest(number, body)
            case _:
                pass
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(event), hint="Check the file name.") from error
    except (ValueError, RecursionError):
        pass  # the same as a file with something else in it
    hint = "Name the file at GITHUB_EVENT_PATH in a workflow that an issue started."
    raise UsageError("has no issue with a text", where=str(event), hint=hint)


def answers(body: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The answer to each question of the form, in its order; empty where nothing was filled in.

    Args:
        body: the issue's text: a heading for each question, and below it the answer.
        labels: the questions.

    Raises:
        UsageError: if the text has other headings, or the same ones in another order, or is too long.
    """
    if len(body) > LONGEST:
        raise UsageError(f"the text has {len(body):,} characters; it may have {LONGEST:,}", hint="Shorten the answers.")
    found: list[list[str]] = []
    for at, line in enumerate(body.replace("\r\n", "\n").split("\n"), start=1):
        if line.startswith("###"):
            if len(found) == len(labels) or line.rstrip() != f"### {labels[len(found)]}":
                raise UsageError(f'line {at}: "{line[:60]}" is not the next heading of the form', hint=_HINT)
            found.append([])
        elif found:
            found[-1].append(line)
        elif line.strip():
            raise UsageError(f"line {at} stands before the first heading of the form", hint=_HINT)
    if len(found) < len(labels):
        raise UsageError(f'the heading "{labels[len(found)]}" is missing', hint=_HINT)
    texts = ("\n".join(lines).strip() for lines in found)
    return tuple("" if text == UNANSWERED else text for text in texts)
