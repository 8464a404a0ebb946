"""What became of a letter at a newsletter service, for people and for programs."""

from collections.abc import Iterator
from typing import Any

from dateline.core.showing import one_line
from dateline.post.services import Delivered

_SAID = {
    "made": "a draft was made at {service}",
    "renewed": "the draft at {service} was renewed",
    "kept": "the draft at {service} has these words already",
    "edited": "somebody has edited the draft at {service}, so it stays as it is",
    "sent": "{service} sends it to its subscribers",
    "left": "{service} has it already, as {status}, so it was left alone",
}
_STOPPED = "the letter at {service} is {status}, so it was left alone"
_NOT_SENT = "{service} does not send the letter: "


def lines(done: Delivered, *, is_published: bool) -> Iterator[str]:
    """What was done, where to see it, and the next step.

    Args:
        done: what became of the letter.
        is_published: whether it was to be sent.
    """
    template = _STOPPED if done.became in ("left", "sent") and not done.is_on_its_way else _SAID[done.became]
    said = template.format(service=done.service, status=one_line(done.status))
    yield f"{said}: {one_line(done.url)}" if done.url else said
    if not is_published and done.became in ("made", "renewed", "kept", "edited"):
        yield "next: read it there, and send it there, or run this with --publish"


def error(done: Delivered, *, is_published: bool) -> tuple[str, str] | None:
    """What went wrong, and what to do; None if the letter is where it was to be.

    Args:
        done: what became of the letter.
        is_published: whether it was to be sent.
    """
    if not is_published or done.is_on_its_way:
        return None
    why = "somebody has edited the draft" if done.became == "edited" else f"it is {one_line(done.status)} there"
    return _NOT_SENT.format(service=done.service) + why, "Read it there, and send it there, if it is to be sent."


def document(done: Delivered, day: str) -> dict[str, Any]:
    """The same as JSON."""
    return {"day": day, "service": done.service, "became": done.became, "status": done.status, "url": done.url}
